package figure

import (
	"math"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
)

func platePanel(id string) *document.Figure {
	return &document.Figure{ID: id, Alt: id, XLabel: "Years", YLabel: "Share", XTicks: []document.Tick{{At: 0, Label: "0"}, {At: 1, Label: "1"}},
		Chart: &document.Curves{Lines: []document.Curve{{Label: "All", Start: 1, End: 1, Lower0: math.NaN(), Upper0: math.NaN(),
			Steps: []document.Step{{At: 0.5, Y: 0.5, Lower: 0.2, Upper: 0.8}}}}}}
}

func newPlate(n int) *document.Figure {
	f := &document.Figure{ID: "plate", Alt: "a plate"}
	for i := range n {
		f.Panels = append(f.Panels, platePanel("panel-"+string(rune('a'+i))))
	}
	return f
}

// Three panels are two rows on two columns of a journal, three rows on one, and
// each row adds a panel, its letter and the gap.
func TestPlatesStandInRows(t *testing.T) {
	half := (DoubleWidth - plateGap) / 2
	wide, narrow := Height(platePanel("x"), half), Height(platePanel("x"), SingleWidth)
	for _, c := range []struct {
		panels int
		width  vg.Length
		want   vg.Length
	}{
		{2, DoubleWidth, wide + letterHeight},
		{3, DoubleWidth, 2*(wide+letterHeight) + plateGap},
		{3, SingleWidth, 3*(narrow+letterHeight) + 2*plateGap},
	} {
		if got := Height(newPlate(c.panels), c.width); math.Abs(float64(got-c.want)) > 1e-6 {
			t.Errorf("%d panels on %.0f mm: %.2f mm high, want %.2f", c.panels, mm(c.width), mm(got), mm(c.want))
		}
	}
}

// Each panel is drawn, and has its letter.
func TestEveryPanelIsDrawn(t *testing.T) {
	one, plate := svgOf(t, platePanel("x")), svgOf(t, newPlate(3))
	if n, m := strings.Count(string(plate), "<use"), strings.Count(string(one), "<use"); n != 3*m+3 {
		t.Errorf("%d glyphs in a plate of three, %d in one panel", n, m)
	}
	for _, letter := range "ABC" {
		if !strings.Contains(string(plate), glyphID(SemiBold, letter)) {
			t.Errorf("no letter %c", letter)
		}
	}
}

// A plate of one panel, of too many, or of plates is refused.
func TestPlatesThatCannotBeDrawn(t *testing.T) {
	nested, charted := newPlate(2), newPlate(2)
	nested.Panels[1] = newPlate(2)
	charted.Chart = platePanel("x").Chart
	for name, f := range map[string]*document.Figure{"one": newPlate(1), "seven": newPlate(document.MaxPanels + 1), "nested": nested, "charted": charted} {
		if Validate(f) == nil {
			t.Errorf("a plate is drawn: %s", name)
		}
	}
}
