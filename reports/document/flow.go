package document

import (
	"fmt"
	"slices"
)

// Flow counts cases from those read to those analysed: boxes from the top down,
// and beside the way from one to the next what was set aside there. The figure
// has no ticks.
type Flow struct {
	Steps []FlowStep
}

// FlowStep is a box on the way down. Aside is set aside below it.
type FlowStep struct {
	Box   FlowBox
	Aside []FlowBox
}

// FlowBox is a title with its count and, under them, the count's parts.
type FlowBox struct {
	Title   string // "Cases read"
	Count   string // "n = 137"
	Reasons []FlowReason
}

// FlowReason is one part of a box's count.
type FlowReason struct{ Count, Text string }

// Axes are none.
func (f *Flow) Axes() (x, y Axis) { return NoAxis, NoAxis }

// Texts of the boxes.
func (f *Flow) Texts(visit func(where string, text *string)) {
	for i := range f.Steps {
		where := fmt.Sprintf("step %d", i+1)
		f.Steps[i].Box.texts(visit, where)
		for j := range f.Steps[i].Aside {
			f.Steps[i].Aside[j].texts(visit, fmt.Sprintf("%s, aside %d", where, j+1))
		}
	}
}

func (b *FlowBox) texts(visit func(where string, text *string), where string) {
	visit(where+", title", &b.Title)
	visit(where+", count", &b.Count)
	for i := range b.Reasons {
		visit(fmt.Sprintf("%s, count of reason %d", where, i+1), &b.Reasons[i].Count)
		visit(fmt.Sprintf("%s, reason %d", where, i+1), &b.Reasons[i].Text)
	}
}

// Check finds nothing: a flow has no values.
func (f *Flow) Check(*Figure) error { return nil }

// Numbers are the counts of the boxes.
func (f *Flow) Numbers(_ *Figure, add func(Number)) {
	box := func(part string, b FlowBox) {
		add(Number{Part: part, Series: b.Title, X: none, Y: none, Lower: none, Upper: none, Text: b.Count})
	}
	for _, s := range f.Steps {
		box("step", s.Box)
		for _, aside := range s.Aside {
			box("aside", aside)
		}
	}
}

func (f *Flow) clone() Chart {
	out := &Flow{Steps: slices.Clone(f.Steps)}
	for i := range out.Steps {
		s := &out.Steps[i]
		s.Box.Reasons, s.Aside = slices.Clone(s.Box.Reasons), slices.Clone(s.Aside)
		for j := range s.Aside {
			s.Aside[j].Reasons = slices.Clone(s.Aside[j].Reasons)
		}
	}
	return out
}
