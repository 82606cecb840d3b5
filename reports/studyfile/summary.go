package studyfile

import (
	"fmt"
	"strings"

	"graftstat/analysis/proposal"
	"graftstat/reports/words"
)

// Summary are the lines that the command says of a study file that it wrote.
func Summary(p *proposal.Proposal, path string) ([]string, error) {
	w, err := words.New(p.Language)
	if err != nil {
		return nil, err
	}
	grades := p.Grades()
	lines := []string{w.Text("proposal.wrote", path, w.Integer(grades[proposal.Certain]), w.Integer(grades[proposal.Likely]),
		w.Integer(grades[proposal.Doubtful]), w.Integer(len(p.Absent))), w.Text("proposal.next", w.Text("proposal.check"))}
	if missing := w.Missing(); len(missing) > 0 {
		return nil, fmt.Errorf("no text %s", strings.Join(missing, ", "))
	}
	return lines, nil
}
