package plan

import (
	"math"

	"github.com/goccy/go-yaml/ast"
)

// Figures says what the curves of a manuscript's figures look like. Those of the
// reports stay as they are, so that one centre's can be laid beside another's.
type Figures struct {
	Bands  bool      `yaml:"bands" default:"true"`           // intervals: bands or dotted limits
	Unit   TimeUnit  `yaml:"unit" is:"@time_unit"`           // of the axis of time; by its length without it
	Until  float64   `yaml:"until" is:"0<..<40000"`          // end of that axis, in Unit
	Breaks []float64 `yaml:"breaks" is:"0..40000 ascending"` // ticks of that axis, in Unit
	// Colours are #RRGGBB by column and level.
	Colours map[string]map[string]Colour `yaml:"colours"`
	// Plates put the curves of several endpoints on one figure, as A, B, C.
	Plates []Plate `yaml:"plates"`
}

// Plate is a figure of the curves of two to six endpoints of a cohort.
type Plate struct {
	ID        string   `yaml:"id"` // the name of its file
	Cohort    string   `yaml:"cohort"`
	Endpoints []string `yaml:"endpoints" is:"distinct"`
}

// maxPanels are how many curves a plate has room for.
const maxPanels = 6

// Colour is #RRGGBB.
type Colour string

// decodeForm says of a colour without quotes, which is a remark to YAML, that it
// wants them.
func (c *Colour) decodeForm(d *decoder, n ast.Node, path string) error {
	if _, isEmpty := n.(*ast.NullNode); isEmpty {
		return d.at(first(n), path, say("is empty: what follows a # without quotes is a remark"),
			say(`Write the colour in quotes, such as "#0072B2".`))
	}
	text, err := d.text(n, path)
	*c = Colour(text)
	return err
}

// FigureTime is a time of the figures' unit in the plan's. Whole days are rounded
// down.
func (p *Plan) FigureTime(x float64) float64 {
	x *= p.Figures.Unit.Days() / p.TimeUnit.Days()
	if p.TimeUnit == Days {
		return math.Floor(x)
	}
	return x
}

// ColourKey is where the colour of a level stands in the study file.
func ColourKey(column, level string) string { return join(join("figures.colours", column), level) }

// figureLines are the lines of the colours by their keys.
func (d *decoder) figureLines(f *Figures) map[string]int {
	if f == nil {
		return nil
	}
	lines := make(map[string]int)
	for column, levels := range f.Colours {
		for level := range levels {
			key := ColourKey(column, level)
			if at := d.places[key].key; at != nil {
				lines[key] = at.Position.Line
			}
		}
	}
	return lines
}
