package change

import (
	"cmp"
	"slices"
	"strings"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// changedCases is the table of the cases behind the numbers, but for those that
// were only followed longer.
func (b *Builder) changedCases(c *result.Changes) *document.Table {
	t := b.grid(page.Paper, "changes-cases", b.Words.Text("changes.cases.caption"))
	t.Wide(2, "case")
	t.Wide(4, "change_what")
	t.Wide(6, "endpoint")
	t.Wide(5, "before", "now", "deciding_cell")
	last := ""
	for _, change := range c.Cases {
		if change.Kind == "followed_longer" {
			continue
		}
		if change.Cohort != last && len(b.Results.Cohorts) > 1 {
			last = change.Cohort
			t.Heading(b.CohortName(last))
		}
		t.changedCase(change)
	}
	return page.Cut(b.Page, t.Table(), page.MaxCaseRows)
}

// followedLonger names the cases that were followed longer, some with events of theirs.
func (b *Builder) followedLonger(c *result.Changes) []document.Block {
	var longer []string
	for _, change := range c.Cases {
		if change.Kind == "followed_longer" {
			longer = append(longer, change.Case)
		}
	}
	if len(longer) == 0 {
		return nil
	}
	slices.Sort(longer)
	longer = slices.Compact(longer)
	return []document.Block{page.Paragraph(document.Body, b.Words.Text("changes.cases.longer",
		b.Words.Integer(len(longer)), b.someCases(longer, page.MaxListed)))}
}

// someCases names cases, and how many more there are.
func (b *Builder) someCases(cases []string, most int) string {
	if len(cases) <= most {
		return strings.Join(cases, ", ")
	}
	return strings.Join(cases[:most], ", ") + " " + b.Words.Text("changes.cases.more", b.Words.Integer(len(cases)-most))
}

// changedCase has a row for each way in which a case stood: endpoints that
// changed alike share one.
func (t *grid) changedCase(c result.CaseChange) {
	b := t.builder
	t.Row()
	t.Text("case", c.Case)
	t.Text("change_what", b.kindOf(c))
	if len(c.Endpoints) == 0 && c.Kind == "regrouped" {
		t.Text("before", b.Group(c.By, c.From))
		t.Text("now", b.Group(c.By, c.To))
	}
	for i, way := range b.ways(c) {
		if i > 0 {
			t.Row()
		}
		t.Text("endpoint", strings.Join(way.endpoints, ", "))
		t.Text("before", way.before)
		t.Text("now", way.now)
		t.Text("deciding_cell", way.where)
	}
}

// way is how a case stood, before and now, and the endpoints for which it did.
type way struct {
	endpoints          []string
	before, now, where string
}

func (b *Builder) ways(c result.CaseChange) []way {
	var ways []way
	for _, e := range c.Endpoints {
		w := way{before: b.standing(e.Before), now: b.standing(e.After), where: b.where(e)}
		at := slices.IndexFunc(ways, func(x way) bool {
			return x.before == w.before && x.now == w.now &&
				x.where == w.where
		})
		if at < 0 {
			at, ways = len(ways), append(ways, w)
		}
		ways[at].endpoints = append(ways[at].endpoints, b.EndpointNamed(c.Cohort, e.Endpoint))
	}
	return ways
}

func (b *Builder) kindOf(c result.CaseChange) string {
	if c.Kind == "regrouped" {
		return b.Words.Text("changes.kind.regrouped", b.Column(c.By))
	}
	return b.Words.Text("changes.kind." + c.Kind)
}

// standing says as what a case counted, and when.
func (b *Builder) standing(s *result.Standing) string {
	w := b.Words
	switch {
	case s == nil:
		return w.Text("changes.cases.absent")
	case s.Status < 0:
		return w.Text("changes.cases.set_aside", b.Known("exclusion."+s.Code, s.Code))
	case s.Status == 0:
		return w.Text("changes.cases.censored", b.OnDay(float64(s.Time)), b.Milestone(s.Code))
	}
	return w.Text("changes.cases.event", b.Milestone(s.Code), b.OnDay(float64(s.Time)))
}

// where is the cell that decides now; another column that decided before leads it.
func (b *Builder) where(e result.EndpointChange) string {
	w := b.Words
	s := cmp.Or(e.After, e.Before)
	place := s.Column
	if e.Before != nil && e.Before.Column != s.Column && e.Before.Column != "" {
		place = w.Text("changes.cases.from_to", e.Before.Column, s.Column)
	}
	parts := []string{s.File}
	if s.Line > 0 {
		parts = append(parts, w.Text("changes.cases.line", w.Integer(s.Line)))
	}
	parts = append(parts, place)
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), ", ")
}

// changedGroups are the groups to compare whose counts changed.
func (b *Builder) changedGroups(c *result.Changes) *document.Table {
	t := b.grid(page.Paper, "changes-groups", b.Words.Text("changes.groups.caption"), "group", "endpoint")
	t.Figures("cases", "events_in_all")
	for _, g := range c.Groups {
		t.Row()
		t.Text("group", b.CohortName(g.Cohort)+"; "+b.Column(g.By)+": "+b.Group(g.By, g.Group))
		t.Text("endpoint", b.EndpointNamed(g.Cohort, g.Endpoint))
		t.Text("cases", b.beforeAfter(g.CasesBefore, g.CasesAfter))
		t.Text("events_in_all", b.beforeAfter(g.EventsBefore, g.EventsAfter))
	}
	return t.Table()
}
