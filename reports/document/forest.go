package document

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

// Forest shows ratios with their intervals on a log axis with a line at 1. The
// figure's XTicks are ratios (> 0); it has no y ticks.
type Forest struct {
	LabelHead string   // over the rows' labels; may be empty
	TextHeads []string // over the columns at the right, one for each text of a row
	Lower     string   // under the axis, left of 1: "favours A"; may be empty
	Higher    string   // and right of it
	Rows      []ForestRow
}

// ForestRow is one ratio, from the top down.
type ForestRow struct {
	Label   string
	Heading bool // only the label counts: it groups the rows below it
	Indent  int
	// Estimate, Lower and Upper; NaN: not known. Lower may be 0 and Upper +Inf.
	// An end that leaves the frame becomes an arrow; so does an estimate.
	Estimate, Lower, Upper float64
	Missing                string   // where there is no estimate: "not estimable", "reference"
	Texts                  []string // at the right: "0.59 (0.42–0.82)", "p = 0.001"
}

// Axes are one of logarithms and no y axis.
func (f *Forest) Axes() (x, y Axis) { return Log, NoAxis }

// Texts of the heads, of the sides of the axis and of the rows.
func (f *Forest) Texts(visit func(where string, text *string)) {
	visit("head of the labels", &f.LabelHead)
	visitAll(visit, "heads of the texts", f.TextHeads)
	visit("text left of 1", &f.Lower)
	visit("text right of 1", &f.Higher)
	for i := range f.Rows {
		where := fmt.Sprintf("row %d", i+1)
		visit(where+", label", &f.Rows[i].Label)
		visit(where+", missing", &f.Rows[i].Missing)
		visitAll(visit, where, f.Rows[i].Texts)
	}
}

// Check holds ratios to positive numbers within their intervals.
func (f *Forest) Check(figure *Figure) error {
	if !onAxis(1, figure.XTicks) {
		return errors.New("its x axis has no 1")
	}
	for i := range f.Rows {
		if err := f.Rows[i].check(len(f.TextHeads)); err != nil {
			return fmt.Errorf("row %d: %w", i+1, err)
		}
	}
	return nil
}

func (r *ForestRow) check(columns int) error {
	switch {
	case r.Heading:
		if len(r.Texts) > 0 {
			return errors.New("a heading has texts")
		}
		return nil
	case len(r.Texts) != columns:
		return fmt.Errorf("%d texts for %d columns", len(r.Texts), columns)
	case r.Indent < 0:
		return errors.New("its indent is negative")
	case math.IsNaN(r.Estimate):
		return nil
	case !(r.Estimate > 0) || math.IsInf(r.Estimate, 0):
		return errors.New("its ratio is not positive and finite")
	case r.Lower < 0 || r.Lower > r.Estimate || r.Upper < r.Estimate:
		return errors.New("its interval does not hold its ratio")
	}
	return nil
}

// Numbers are the ratios with their intervals.
func (f *Forest) Numbers(_ *Figure, add func(Number)) {
	for _, r := range f.Rows {
		if !r.Heading {
			add(Number{Part: "row", Series: r.Label, X: none, Y: r.Estimate, Lower: r.Lower, Upper: r.Upper,
				Text: strings.Join(r.Texts, "; ")})
		}
	}
}

func (f *Forest) clone() Chart {
	out := *f
	out.TextHeads, out.Rows = slices.Clone(f.TextHeads), slices.Clone(f.Rows)
	for i := range out.Rows {
		out.Rows[i].Texts = slices.Clone(out.Rows[i].Texts)
	}
	return &out
}
