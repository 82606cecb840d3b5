package paper

import (
	"fmt"
	"slices"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// fewCompared is the number of groups up to which they stand side by side.
const fewCompared = 4

// comparisonBlocks set the groups of each comparison side by side: every
// endpoint in one table, then every two groups. More than a few groups have a
// line each, in a table an endpoint.
func (b *Builder) comparisonBlocks() []document.Block {
	var all []*document.Table
	for i := range b.Results.Cohorts {
		c := &b.Results.Cohorts[i]
		for _, by := range comparedBy(c) {
			if levels := groupNames(c, by); len(levels) <= fewCompared {
				all = append(all, b.sideBySide(c, by, levels))
			} else {
				all = append(all, b.groupLines(c, by)...)
			}
			all = append(all, b.pairTable(c, by))
		}
	}
	return page.Tables(all...)
}

// groupNames are the groups of a comparison that any endpoint has, in order.
func groupNames(c *result.Cohort, by string) []string {
	var names []string
	for i := range c.Endpoints {
		for _, g := range page.GroupsBy(&c.Endpoints[i], by) {
			if !slices.Contains(names, g.Group) {
				names = append(names, g.Group)
			}
		}
	}
	return names
}

// sideBySide has a row for each endpoint, with the events of each group and the
// test, and under it one for each time, with the estimates.
func (b *Builder) sideBySide(c *result.Cohort, by string, levels []string) *document.Table {
	w := b.Words
	caption := w.Text("paper.comparison.caption", b.CohortName(c.ID), page.Lowered(b.Term(by)))
	t := &comparedGroups{grid: b.grid(page.Paper, fmt.Sprintf("comparison-%s-%s", c.ID, by), caption, "endpoint"),
		by: by, levels: levels}
	t.Note(w.Text("paper.comparison.note", b.Level()))
	t.groupColumns()
	var untested page.NamesByReason
	for i := range c.Endpoints {
		if e := &c.Endpoints[i]; len(page.GroupsBy(e, by)) > 1 {
			t.endpoint(e)
			if r := b.untested(e, by); r != "" {
				untested.Add(r, b.EndpointName(e))
			}
			t.Note(b.ComparisonNotes(e, by)...)
		}
	}
	if t.DropIfNone("paper_p") {
		t.Note(untested.Notes(w, "paper.table1.untested", "reason.")...)
	}
	if t.isPair() && !t.DropIfNone("difference_points") {
		t.Note(w.Text("paper.comparison.difference_note", b.Group(by, levels[0]), b.Group(by, levels[1])))
	}
	return t.Table()
}

// comparedGroups is a table with a column for each group of a comparison.
type comparedGroups struct {
	*grid
	by     string
	levels []string
}

// isPair reports whether there are two groups, of which the difference is shown.
func (t *comparedGroups) isPair() bool { return len(t.levels) == 2 }

// groupColumn is the name of the column of a group.
func groupColumn(level string) string { return "group " + level }

func (t *comparedGroups) groupColumns() {
	for _, level := range t.levels {
		t.Repeat(groupColumn(level), "named", t.builder.Group(t.by, level))
		t.Figures(groupColumn(level))
	}
	if t.isPair() {
		t.Filled("difference_points", t.builder.Level())
		t.Figures("difference_points")
	}
	t.Figures("paper_p")
}

// endpoint has the events of each group with the test, and a row a time.
func (t *comparedGroups) endpoint(e *result.Endpoint) {
	b, groups := t.builder, page.GroupsBy(e, t.by)
	p, test := b.mainTest(e, t.by)
	t.Row()
	t.Text("endpoint", b.EndpointName(e))
	t.Set("paper_p", p)
	for _, g := range groups {
		t.Text(groupColumn(g.Group), b.EventsOf(g.Events, g.Cases))
	}
	t.Note(test)
	for k := range min(timesShown(groups), len(groups[0].At)) {
		if slices.ContainsFunc(groups, func(g *result.Group) bool { return !timed(g, k).Estimate.IsMissing() }) {
			t.estimates(e, groups, k)
		}
	}
	t.meanTimes(e, groups)
	t.Note(b.MethodLine(e, t.by))
	if n := groups[0].Missing; n > 0 {
		t.Note(b.Words.Text("estimate.missing", b.Words.Integer(n), b.Term(t.by)))
	}
}

// estimates is the row of the k-th time.
func (t *comparedGroups) estimates(e *result.Endpoint, groups []*result.Group, k int) {
	b, at := t.builder, groups[0].At[k]
	t.Row()
	t.Text("endpoint", page.Capital(b.Asked(at.AskedTime))).Indent = 1
	fewest := fewestCases(groups)
	for _, g := range groups {
		t.Set(groupColumn(g.Group), b.atRisk(timed(g, k).Point, fewest))
	}
	if t.isPair() {
		t.Set("difference_points", b.differenceCell(e, t.by, t.levels[0], t.levels[1], at.Time))
	}
}

// timesShown is the number of times up to the first at which no group has an estimate.
func timesShown(groups []*result.Group) int {
	n := 0
	for _, g := range groups {
		n = max(n, len(page.Shown(g.At)))
	}
	return n
}

// timed is the estimate of a group at the k-th time; without one it is missing.
func timed(g *result.Group, k int) result.Estimate {
	if k < len(g.At) {
		return g.At[k]
	}
	return result.Estimate{Point: result.Point{Estimate: result.Missing()}}
}

// meanTimes is the row of the restricted means.
func (t *comparedGroups) meanTimes(e *result.Endpoint, groups []*result.Group) {
	b := t.builder
	known := func(g *result.Group) bool { return g.RMST != nil && !g.RMST.Estimate.IsMissing() }
	if !slices.ContainsFunc(groups, known) {
		return
	}
	t.Row()
	for _, g := range groups {
		if g.RMST == nil {
			continue
		}
		mean := b.Words.Text("paper.comparison.mean", b.Asked(g.RMST.AskedTime), b.Unit(b.Results.Study.TimeUnit))
		t.Text("endpoint", mean).Indent = 1
		if known(g) {
			t.Text(groupColumn(g.Group), b.meanText(g.RMST.Estimate, g.RMST.Lower, g.RMST.Upper))
		} else {
			t.Set(groupColumn(g.Group), b.Dash(b.ReasonText(g.RMST.Reason)))
		}
		if t.isPair() {
			d := page.DifferenceOf(e, t.by, t.levels[0], t.levels[1], "rmst", g.RMST.Tau)
			t.Set("difference_points", b.meanDifference(d))
		}
	}
}

// meanDifference is a difference of mean times; a dash where there is no interval.
func (b *Builder) meanDifference(d *result.Difference) document.Cell {
	switch {
	case d == nil:
		return b.Dash("")
	case d.Lower.IsMissing():
		return b.Dash(b.ReasonText(d.Reason))
	}
	return page.Text(b.meanText(d.Estimate, d.Lower, d.Upper))
}

// differenceCell is a difference at a time; a dash where there is no interval.
func (b *Builder) differenceCell(e *result.Endpoint, by, first, second string, time float64) document.Cell {
	d, reason := page.DifferenceOf(e, by, first, second, string(e.Kind), time), comparisonBy(e, by).DifferenceReason
	if d != nil {
		reason = d.Reason
	}
	return b.Explained(page.Text(b.DifferenceText(d, e)), b.ReasonText(reason))
}

// meanText is a mean time with its interval, in the study's unit of time.
func (b *Builder) meanText(x, lower, upper result.Number) string {
	digits := 0
	if b.Results.Study.TimeUnit != "days" {
		digits = 1
	}
	show := func(n result.Number) string { return b.Words.Decimal(float64(n), digits) }
	if lower.IsMissing() || upper.IsMissing() {
		return show(x)
	}
	return b.Words.Text("estimate.short", show(x), b.Words.Text("changes.numbers.limits", show(lower), show(upper)))
}

// atRisk is an estimate with its interval, rounded as among n, and the number at risk.
func (b *Builder) atRisk(p result.Point, n int) document.Cell {
	why := b.ReasonText(p.Reason)
	if p.Estimate.IsMissing() {
		return b.Dash(why)
	}
	text := b.Words.Text("paper.comparison.estimate", b.WithInterval(p, n), b.Words.Integer(p.AtRisk))
	return b.Explained(page.Text(text), why)
}

// mainTest is the p of the first test of all groups that has one, and the line
// that names the test.
func (b *Builder) mainTest(e *result.Endpoint, by string) (document.Cell, string) {
	t := firstTest(e, by)
	if t == nil || t.P.IsMissing() {
		return b.Dash(b.ReasonText(b.untested(e, by))), ""
	}
	return b.PCell(t.P), b.Words.Text("paper.comparison.test", b.Words.Text("paper.kind."+string(e.Kind)),
		b.Words.Text("paper.test."+t.Name))
}

// untested is the code of why no test of all groups has a p, of the comparison
// where no test was made; empty where one has.
func (b *Builder) untested(e *result.Endpoint, by string) string {
	if t := firstTest(e, by); t != nil {
		if t.P.IsMissing() {
			return t.Reason
		}
		return ""
	}
	return comparisonBy(e, by).TestReason
}

// comparisonBy is the comparison by a column; an empty one where there is none.
func comparisonBy(e *result.Endpoint, by string) result.Comparison {
	for _, c := range e.Comparisons {
		if c.By == by {
			return c
		}
	}
	return result.Comparison{}
}

// groupLines are a table an endpoint with a line for each group.
func (b *Builder) groupLines(c *result.Cohort, by string) []*document.Table {
	var all []*document.Table
	for i := range c.Endpoints {
		if e := &c.Endpoints[i]; len(page.GroupsBy(e, by)) > 1 {
			all = append(all, b.linesOf(c, e, by))
		}
	}
	return all
}

func (b *Builder) linesOf(c *result.Cohort, e *result.Endpoint, by string) *document.Table {
	w, groups := b.Words, page.GroupsBy(e, by)
	caption := b.CohortName(c.ID) + ": " + w.Text("figure.by", page.Lowered(b.EndpointName(e)),
		page.Lowered(b.Term(by)))
	t := b.grid(page.Paper, fmt.Sprintf("comparison-%s-%s", page.EndpointID(c, e), by), caption)
	t.Note(w.Text("paper.comparison.note_lines", b.Level()))
	t.Repeat("group", "named", b.Term(by))
	t.Figures("events_of_cases")
	times := min(timesShown(groups), len(groups[0].At))
	for times > 0 && !slices.ContainsFunc(groups, func(g *result.Group) bool {
		return !timed(g, times-1).
			Estimate.IsMissing()
	}) {
		times--
	}
	names := make([]string, times)
	for k, at := range groups[0].At[:times] {
		names[k] = fmt.Sprint("time ", k)
		t.Repeat(names[k], "named", page.Capital(b.Asked(at.AskedTime)))
	}
	t.Figures(names...)
	fewest := fewestCases(groups) // of the lines, too: they stand under each other
	for _, g := range groups {
		t.Row()
		t.Text("group", b.Group(by, g.Group))
		t.Text("events_of_cases", b.EventsOf(g.Events, g.Cases))
		for k := range times {
			t.Set(names[k], b.atRisk(timed(g, k).Point, fewest))
		}
	}
	t.Note(b.TestLines(e, by)...)
	t.Note(b.MethodLine(e, by))
	return t.Table()
}
