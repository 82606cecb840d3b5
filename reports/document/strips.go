package document

import (
	"fmt"
	"math"
	"slices"
)

// Strips show single values, such as days to engraftment, as dots: one row a
// group, tied values upon one another. The figure's XTicks are the values; it
// has no y ticks.
type Strips struct {
	Groups    []Strip
	TextHead  string // over the texts at the right; empty: no head
	Median    string // names the median's mark in the legend
	Quartiles string // names the bracket in the legend
}

// Strip is one group, from the top down.
type Strip struct {
	Label          string
	Values         []float64 // in any order; none: an empty row
	Q1, Median, Q3 float64   // NaN: not drawn
	Text           string    // at the right: "n = 8; 14 (12–17)"
}

// Axes are a linear one of the values and no y axis.
func (s *Strips) Axes() (x, y Axis) { return Linear, NoAxis }

// Texts of the legend and of the groups.
func (s *Strips) Texts(visit func(where string, text *string)) {
	visit("head of the texts", &s.TextHead)
	visit("name of the median", &s.Median)
	visit("name of the quartiles", &s.Quartiles)
	for i := range s.Groups {
		visit(fmt.Sprintf("label of strip %d", i+1), &s.Groups[i].Label)
		visit(fmt.Sprintf("text of strip %d", i+1), &s.Groups[i].Text)
	}
}

// Check holds values and quartiles to the x axis.
func (s *Strips) Check(f *Figure) error {
	for i, g := range s.Groups {
		for k, v := range g.Values {
			if !onAxis(v, f.XTicks) {
				return fmt.Errorf("value %d of strip %d is not on the x axis", k+1, i+1)
			}
		}
		for _, v := range []float64{g.Q1, g.Median, g.Q3} {
			if !math.IsNaN(v) && !onAxis(v, f.XTicks) {
				return fmt.Errorf("a quartile of strip %d is not on the x axis", i+1)
			}
		}
		if g.Q1 > g.Median || g.Median > g.Q3 || g.Q1 > g.Q3 {
			return fmt.Errorf("the quartiles of strip %d do not ascend", i+1)
		}
	}
	return nil
}

// Numbers are the values, ascending, and the quartiles of each group.
func (s *Strips) Numbers(_ *Figure, add func(Number)) {
	for _, g := range s.Groups {
		for _, v := range slices.Sorted(slices.Values(g.Values)) {
			add(Number{Part: "value", Series: g.Label, X: v, Y: none, Lower: none, Upper: none})
		}
		add(Number{Part: "quartiles", Series: g.Label, X: none, Y: g.Median, Lower: g.Q1, Upper: g.Q3, Text: g.Text})
	}
}

func (s *Strips) clone() Chart {
	out := *s
	out.Groups = slices.Clone(s.Groups)
	return &out
}
