package figure

import (
	"testing"

	"gonum.org/v1/plot/vg"
)

func TestSizes(t *testing.T) {
	f := grouped(2, shortName)
	if s := Single(f); s.Width != 84*vg.Millimeter || s.Height != Height(f, s.Width) {
		t.Errorf("single column: %v", s)
	}
	if s := Double(f); s.Width != 174*vg.Millimeter || s.Height != Height(f, s.Width) {
		t.Errorf("double column: %v", s)
	}
}

func TestHeightGrowsWithTheTable(t *testing.T) {
	for _, form := range [][]int{{2, 4, maxBlocks}, {maxBlocks + 1, 8, 10, 12}} {
		last := vg.Length(0)
		for _, n := range form {
			h := Height(grouped(n, shortName), DoubleWidth)
			if h <= last {
				t.Errorf("%d groups: %v, not more than %v", n, h, last)
			}
			last = h
		}
	}
	for name, f := range samples() {
		for _, width := range []vg.Length{SingleWidth, DoubleWidth} {
			if h := Height(f, width); h <= 0 || h > maxHeight {
				t.Errorf("%s: height %v", name, h)
			}
		}
	}
}

func TestCompactShape(t *testing.T) {
	f := grouped(2, shortName)
	f.Compact = true
	if s := Single(f); s.Height != 60*vg.Millimeter {
		t.Errorf("height %v, want 60 mm", s.Height)
	}
	r := record(t, f, Single(f))
	for _, text := range []string{f.Subtitle, f.Caption} {
		if _, ok := r.find(text); ok {
			t.Errorf("a compact figure shows %q", text)
		}
	}
}

// At its natural height a figure shows every row and a plot of its shape.
func TestNaturalHeightIsEnough(t *testing.T) {
	for _, n := range []int{1, 2, 4, 8} {
		f := grouped(n, longName)
		for _, size := range []Size{Single(f), Double(f)} {
			r := record(t, f, size)
			a := r.axes(t)
			w, h := a.box.Max.X-a.box.Min.X, a.box.Max.Y-a.box.Min.Y
			if size.Height < maxHeight && (h < 0.45*w || h > 0.8*w) {
				t.Errorf("%d groups: plot %v by %v", n, w, h)
			}
			for _, v := range r.texts {
				if v.text[0] == '+' {
					t.Errorf("%d groups at %.0f: rows or entries left out: %s", n, size.Width, v.text)
				}
			}
		}
	}
}

// What Height promises, Draw keeps, also where the texts need most of the room.
func TestHeightIsNeverRefused(t *testing.T) {
	f := samples()["wordy"]
	for _, compact := range []bool{false, true} {
		f.Compact = compact
		for _, width := range []vg.Length{minWidth, SingleWidth, DoubleWidth} {
			record(t, f, Size{Width: width})
		}
	}
}
