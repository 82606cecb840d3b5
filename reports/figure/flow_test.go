package figure

import (
	"testing"

	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
)

// flowBoxes are the closed outlines.
func flowBoxes(r *recorder) []vg.Rectangle {
	var out []vg.Rectangle
	for _, s := range r.strokes {
		if len(s.points) == 5 {
			low, high := extentOf(s.points)
			out = append(out, vg.Rectangle{Min: low, Max: high})
		}
	}
	return out
}

func TestFlowBoxesHoldTheirTexts(t *testing.T) {
	for _, f := range []*document.Figure{flowing(), deep(1), deep(6)} {
		for _, size := range []Size{Single(f), Double(f)} {
			r := record(t, f, size)
			boxes := flowBoxes(r)
			want := 0
			for _, s := range as[*document.Flow](f).Steps {
				want += 1 + len(s.Aside)
			}
			if len(boxes) != want {
				t.Fatalf("%s: %d boxes, want %d", f.ID, len(boxes), want)
			}
			held := 0
			for _, w := range r.texts {
				for _, b := range boxes {
					if overlap(w.box, []vg.Rectangle{b}) > 0 {
						held++
						if !inside(withAccents(w), b) {
							t.Errorf("%s at %.0f: %q leaves its box", f.ID, size.Width, w.text)
						}
					}
				}
			}
			if held < 2*want {
				t.Errorf("%s: only %d texts in %d boxes", f.ID, held, want)
			}
			for i, b := range boxes {
				if overlap(b, boxes[:i]) > 0 {
					t.Errorf("%s at %.0f: boxes overlap", f.ID, size.Width)
				}
			}
		}
	}
}

// Every arrow ends at a box; every box but the first has one.
func TestFlowArrowsEndAtBoxes(t *testing.T) {
	for _, f := range []*document.Figure{flowing(), deep(6)} {
		r := record(t, f, Single(f))
		boxes := flowBoxes(r)
		reached := map[int]int{}
		for _, s := range r.fills {
			if len(s.points) != 3 {
				continue
			}
			tip, hits := s.points[0], 0
			for i, b := range boxes {
				if inside(vg.Rectangle{Min: tip, Max: tip}, grow(b, 1e-6)) {
					reached[i]++
					hits++
				}
			}
			if hits != 1 {
				t.Errorf("%s: an arrow ends at %d boxes", f.ID, hits)
			}
		}
		for i := range boxes {
			if want := min(i, 1); reached[i] != want {
				t.Errorf("%s: %d arrows to box %d, want %d", f.ID, reached[i], i, want)
			}
		}
	}
}

func TestFlowShowsEveryCount(t *testing.T) {
	f := flowing()
	r := record(t, f, Single(f))
	for _, s := range as[*document.Flow](f).Steps {
		for _, b := range append([]document.FlowBox{s.Box}, s.Aside...) {
			if _, ok := r.find(b.Count); !ok {
				t.Errorf("no count %q", b.Count)
			}
			for _, reason := range b.Reasons {
				if _, ok := r.find(reason.Count); !ok {
					t.Errorf("no count %q", reason.Count)
				}
			}
		}
	}
}

func TestEmptyFlow(t *testing.T) {
	f := flowing()
	f.Chart = &document.Flow{Steps: []document.FlowStep{{}}}
	if r := record(t, f, Single(f)); len(flowBoxes(r)) != 1 {
		t.Errorf("%d boxes, want one", len(flowBoxes(r)))
	}
	f.Chart = &document.Flow{}
	if r := record(t, f, Single(f)); len(flowBoxes(r)) != 0 {
		t.Errorf("%d boxes, want none", len(flowBoxes(r)))
	}
}
