package plan

import (
	"maps"
	"slices"
)

// LevelsNamed are the levels of a column that the study file names, each once: those
// of data.values and labels, and those that a condition or a model asks for, of a
// preset too.
func (p *Plan) LevelsNamed(column string) []string {
	var names []string
	for _, l := range p.Data.Values[column] {
		names = append(names, l.Name)
	}
	names = append(names, slices.Sorted(maps.Keys(p.Labels[column]))...)
	of := func(w Where) {
		for _, c := range w {
			if c.Column == column {
				names = append(names, slices.Concat(c.In, c.Not)...)
			}
		}
	}
	for _, c := range p.Cohorts {
		of(c.Where)
		for _, e := range c.Resolved {
			of(e.Among)
			for _, i := range slices.Concat(e.Event, e.Competing) {
				of(i.Where)
			}
		}
		for _, m := range c.Models {
			names = append(names, m.Reference[column])
		}
	}
	if p.Figures != nil {
		names = append(names, slices.Sorted(maps.Keys(p.Figures.Colours[column]))...)
	}
	return slices.DeleteFunc(distinct(names), func(name string) bool { return name == "" })
}

// Edits is the number of letters to insert, delete, replace or swap with their
// neighbour that make one level of another, with capitals, spaces and hyphens folded.
func Edits(a, b string) int { return editDistance(fold(a), fold(b)) }
