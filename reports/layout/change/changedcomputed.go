package change

import (
	"strings"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// changedComputed is what only one of the two reports has computed, and what the
// other lacks.
func (b *Builder) changedComputed(on page.Medium, c *result.Changes) *document.Table {
	t := b.grid(on, "changes-computed", b.Words.Text("changes.computed.caption"))
	t.Wide(4, "changed_computed")
	t.Wide(3, "computed_state", "not_computed_why")
	for _, x := range c.Computed {
		t.Row()
		t.Text("changed_computed", b.CohortName(x.Cohort)+"; "+b.ComputedName(x))
		t.Word("computed_state", "changes.computed", x.State)
		t.Text("not_computed_why", b.NotComputedWhy(x.Reason, x.Missing))
	}
	return t.Table()
}

// ComputedName names an endpoint, a model, an indicator, a tally, a column with its groups,
// one group, or the follow-up.
func (b *Builder) ComputedName(x result.ComputedChange) string {
	w := b.Words
	switch x.What {
	case "follow_up":
		return w.Text("changes.numbers.follow_up")
	case "groups":
		return w.Text("changes.computed.groups", b.MissingName(x.By))
	case "group":
		return b.MissingName(x.By) + ": " + b.Group(x.By, x.Name)
	case "table":
		return w.Text("changes.computed.table", b.EndpointNamed(x.Cohort, x.Endpoint), x.Name)
	case "model":
		return w.Text("changes.computed.model", b.EndpointNamed(x.Cohort, x.Endpoint), x.Name)
	case "indicator":
		return w.Text("changes.computed.indicator", w.Text("summary.card", b.EndpointNamed(x.Cohort, x.Endpoint),
			b.Asked(x.AskedTime)))
	}
	return b.EndpointNamed(x.Cohort, x.Endpoint)
}

// NotComputedWhy says what is missing, or the reason where that is no column or milestone.
func (b *Builder) NotComputedWhy(reason string, missing []string) string {
	if len(missing) == 0 {
		return b.ReasonWords(reason)
	}
	names := make([]string, len(missing))
	for i, name := range missing {
		names[i] = b.Absent(name, reason)
	}
	return strings.Join(names, ", ")
}

// LostPart is the part of a sentence for a signal of what is no longer computed.
func (b *Builder) LostPart(s result.Signal) string {
	x := result.ComputedChange{What: s.Args[0], Cohort: s.Cohort, Endpoint: s.Endpoint, By: s.Args[1], Name: s.Args[1]}
	return b.Words.Text("changes.computed.part", b.ComputedName(x), b.NotComputedWhy(s.Args[2], s.Args[3:]))
}
