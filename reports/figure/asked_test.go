package figure

import (
	"bytes"
	"testing"

	"graftstat/reports/document"
)

// The sample is in the colour asked for; one not asked for stays. Its name reads on
// white at 4.5 to 1: yellow is darkened there.
func TestColoursAskedFor(t *testing.T) {
	f := plain()
	curves := f.Chart.(*document.Curves)
	own := svgOf(t, f)
	curves.Colours = []document.Colour{{}}
	if !bytes.Equal(svgOf(t, f), own) {
		t.Error("a colour that is not asked for changes the figure")
	}
	curves.Colours = []document.Colour{{Asked: true, Red: 0xF0, Green: 0xE4, Blue: 0x42}}
	asked := svgOf(t, f)
	if bytes.Contains(asked, []byte(`stroke="#005a8c"`)) || bytes.Contains(asked, []byte(`fill="#005a8c"`)) ||
		!bytes.Contains(asked, []byte(`stroke="#f0e442"`)) || !bytes.Contains(asked, []byte(`fill="#f0e442"`)) {
		t.Error("the curve and its band are not in their colour")
	}
	curves.Limits = document.NoLimits
	if without := svgOf(t, f); bytes.Contains(without, []byte(`fill="#f0e442"`)) {
		t.Error("a band is drawn without limits")
	}
	if c := (&curveBody{curves: curves}).colour(0); contrast(readable(c)) < 4.5 {
		t.Errorf("text has a contrast of %.1f", contrast(readable(c)))
	}
}

func TestColoursAskedForAreOneALine(t *testing.T) {
	f := plain()
	f.Chart.(*document.Curves).Colours = make([]document.Colour, 2)
	if f.Check() == nil {
		t.Error("two colours of one curve are taken")
	}
}

// Ticks stand at 0, 5 and 10; the axis ends at 12, else with its last tick, and
// never before it.
func TestEndOfTheAxisPastItsTicks(t *testing.T) {
	for end, want := range map[float64]float64{0: 10, 8: 10, 12: 12} {
		f := plain()
		f.XEnd = end
		if from, to := timeRange(f, f.Chart.(*document.Curves).Lines); from != 0 || to != want {
			t.Errorf("end %g: from %g to %g", end, from, to)
		}
	}
}
