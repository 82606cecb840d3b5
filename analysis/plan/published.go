package plan

import "graftstat/templates"

// Published is a figure of a paper: Cases of N, or the Median of days with its Range.
type Published struct {
	ID         string    `yaml:"id"`
	Measure    string    `yaml:"measure"` // milestone
	Group      string    `yaml:"group"`   // ABO match of its patients
	Cases      int       `yaml:"cases"`
	N          int       `yaml:"n"` // 0: a median
	Median     float64   `yaml:"median"`
	Range      []float64 `yaml:"range"`
	Definition Text      `yaml:"definition"`
	Source     string    `yaml:"source"`
}

// PublishedRedCells are the published figures of the recovery of red cells, in their order.
func PublishedRedCells() ([]Published, error) {
	d, root, err := parse("red-cells.yaml", templates.RedCells())
	if err != nil {
		return nil, err
	}
	var file struct {
		Published []Published `yaml:"published"`
	}
	if err := d.decode(root, &file, ""); err != nil {
		return nil, err
	}
	return file.Published, nil
}
