package layout_test

import (
	"strconv"
	"strings"
	"testing"

	"graftstat/reports/document"
	"graftstat/reports/layout"
)

// Behind every figure of every study are its numbers, and those of the curves
// are the steps that are drawn.
func TestNumbersBehindFigures(t *testing.T) {
	kinds := map[string]bool{}
	for name, study := range studies(t) {
		r, l := run(t, study[0])
		report, err := layout.Build(r, l, "en")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range report.Appendix.Figures() {
			rows := f.Numbers()
			if len(rows) < 2 {
				t.Errorf("%s: no number behind %s", name, f.ID)
				continue
			}
			for _, row := range rows {
				if len(row) != len(rows[0]) {
					t.Fatalf("%s, %s: %d columns", name, f.ID, len(row))
				}
				kinds[row[0]] = true
			}
			for _, row := range rows[1:] {
				for _, x := range row[3:7] {
					if _, err := strconv.ParseFloat(x, 64); x != "" && err != nil || strings.Contains(x, "NaN") {
						t.Errorf("%s, %s: %q is no number", name, f.ID, x)
					}
				}
			}
			steps := 0
			if curves, ok := f.Chart.(*document.Curves); ok {
				for _, c := range curves.Lines {
					steps += 1 + len(c.Steps)
				}
			}
			curve := 0
			for _, row := range rows {
				if row[0] == "curve" {
					curve++
				}
			}
			if curve != steps {
				t.Errorf("%s, %s: %d of %d steps", name, f.ID, curve, steps)
			}
		}
	}
	for _, want := range []string{"curve", "at_risk", "state", "phase", "mark", "reading", "value", "quartiles", "step",
		"path", "row"} {
		if !kinds[want] {
			t.Errorf("no %s among %v", want, kinds)
		}
	}
	if kinds[""] || !kinds["volume"] {
		t.Errorf("parts %v", kinds)
	}
}
