package layout

import (
	"strings"

	"graftstat/analysis/result"
)

// The names of things in the report's language: the study's own label first,
// then the text of the code, then the code itself.

func (b *builder) cohortName(id string) string {
	for _, c := range b.results.Study.Cohorts {
		if c.ID == id {
			return b.words.Label(c.Label, "cohort."+c.Preset, id)
		}
	}
	return id
}

func (b *builder) endpointName(e *result.Endpoint) string {
	if e.Base == "" {
		return b.words.Label(e.Label, "endpoint."+e.ID, e.ID)
	}
	left := make([]string, len(e.Definition.NotCollected))
	for i, name := range e.Definition.NotCollected {
		left[i] = b.milestone(name)
	}
	return b.words.Text("absent.name", b.words.Label(e.Label, "endpoint."+e.Base, e.Base), b.list(left, "and"))
}

func (b *builder) milestone(name string) string {
	return b.words.Label(b.results.Study.Labels[name][""], "milestone."+name, strings.ReplaceAll(name, "_", " "))
}

func (b *builder) column(name string) string {
	return b.words.Label(b.results.Study.Labels[name][""], "column."+name, strings.ReplaceAll(name, "_", " "))
}

// group names a level of a column, or a class of a cut number: <2, 2-<7, >=7.
func (b *builder) group(by, group string) string {
	if by == "" {
		return b.words.Text("group.all")
	}
	if group == "" {
		return b.words.Text("group.missing")
	}
	own := b.results.Study.Labels[by][group]
	if label := b.words.Label(own, "level."+by+"."+group, ""); label != "" {
		return label
	}
	if group == "yes" || group == "no" { // of a milestone on the way, or of a column with these codes
		return b.words.Text("group." + group)
	}
	if lower, upper, ok := strings.Cut(group, "-<"); ok {
		return b.words.Text("group.between", b.decimal(lower), b.decimal(upper))
	}
	if upper, ok := strings.CutPrefix(group, "<"); ok {
		return b.words.Text("group.under", b.decimal(upper))
	}
	if lower, ok := strings.CutPrefix(group, ">="); ok {
		return b.words.Text("group.from", b.decimal(lower))
	}
	return group
}

func (b *builder) decimal(number string) string {
	return strings.Replace(number, ".", b.words.Text("number.decimal"), 1)
}

func (b *builder) unit(unit string) string { return b.words.Text("unit." + unit) }

// withUnit adds to a note on days that a study which counts otherwise has them
// in its own unit.
func (b *builder) withUnit(note string) []string {
	if unit := b.results.Study.TimeUnit; unit != "days" {
		return []string{note, b.words.Text("unit_note", b.unit(unit))}
	}
	return []string{note}
}

// asked is a time as the study file asks for it: day 100, 1 year.
func (b *builder) asked(t result.AskedTime) string { return b.words.When(t.Asked, t.Unit) }

// list joins names: a, b or c.
func (b *builder) list(names []string, last string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	end := len(names) - 1
	return strings.Join(names[:end], ", ") + " " + b.words.Text("list."+last) + " " + names[end]
}

func (b *builder) items(items []result.Item) []string {
	names := make([]string, len(items))
	for i, it := range items {
		names[i] = b.milestone(it.Milestone)
		if len(it.Where) > 0 {
			names[i] += " (" + b.conditions(it.Where) + ")"
		}
	}
	return names
}

func (b *builder) conditions(where []result.Condition) string {
	var parts []string
	for _, c := range where {
		name := b.column(c.Column)
		levels := func(codes []string) string {
			names := make([]string, len(codes))
			for i, code := range codes {
				names[i] = b.group(c.Column, code)
			}
			return b.list(names, "or")
		}
		if len(c.In) > 0 {
			parts = append(parts, name+": "+levels(c.In))
		}
		if len(c.Not) > 0 {
			parts = append(parts, name+": "+b.words.Text("where.not", levels(c.Not)))
		}
		for _, bound := range []struct {
			sign  string
			value *float64
		}{{"<", c.LT}, {"≤", c.LE}, {">", c.GT}, {"≥", c.GE}} {
			if bound.value != nil {
				parts = append(parts, name+" "+bound.sign+" "+b.words.Plain(*bound.value))
			}
		}
	}
	return strings.Join(parts, "; ")
}
