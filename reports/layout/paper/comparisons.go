package paper

import (
	"fmt"
	"slices"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
	"graftstat/reports/words"
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
	t := &document.Table{ID: fmt.Sprintf("comparison-%s-%s", c.ID, by), Caption: w.Text("paper.comparison.caption", b.CohortName(c.ID), page.Lowered(b.Term(by))), Columns: []document.Column{{Head: w.Text("headline.endpoint")}}}
	for _, level := range levels {
		t.Columns = append(t.Columns, document.Column{Head: b.Group(by, level), Number: true})
	}
	isPair := len(levels) == 2
	if isPair {
		t.Columns = append(t.Columns, document.Column{Head: w.Text("paper.comparison.difference", b.Level()), Number: true})
	}
	t.Columns = append(t.Columns, document.Column{Head: "p", Number: true})
	var untested page.NamesByReason
	for i := range c.Endpoints {
		if e := &c.Endpoints[i]; len(page.GroupsBy(e, by)) > 1 {
			b.comparedEndpoint(t, e, by, levels, isPair)
			if r := b.untested(e, by); r != "" {
				untested.Add(r, b.EndpointName(e))
			}
			for _, note := range b.ComparisonNotes(e, by) {
				t.Notes = page.AppendNew(t.Notes, note)
			}
		}
	}
	t.Notes = append([]string{w.Text("paper.comparison.note", b.Level())}, t.Notes...)
	last := len(t.Columns) - 1
	if isEmptyColumn(t, last) {
		page.DropColumn(t, last)
		t.Notes = append(t.Notes, untested.Notes(w, "paper.table1.untested", "reason.")...)
	}
	if isPair && isEmptyColumn(t, last-1) {
		page.DropColumn(t, last-1)
	} else if isPair {
		t.Notes = append(t.Notes, w.Text("paper.comparison.difference_note", b.Group(by, levels[0]), b.Group(by, levels[1])))
	}
	return t
}

// isEmptyColumn reports whether a column has nothing but dashes.
func isEmptyColumn(t *document.Table, j int) bool {
	return !slices.ContainsFunc(t.Rows, func(r document.Row) bool { return r.Cells[j].Text != "" && r.Cells[j].Text != words.None })
}

func (b *Builder) comparedEndpoint(t *document.Table, e *result.Endpoint, by string, levels []string, isPair bool) {
	groups, last := page.GroupsBy(e, by), len(t.Columns)-1
	head := document.Row{Cells: make([]document.Cell, len(t.Columns))}
	head.Cells[0].Text = b.EndpointName(e)
	p, note := b.mainTest(e, by)
	head.Cells[last] = p
	t.Notes = page.AppendNew(t.Notes, note)
	byName := make(map[string]*result.Group)
	for _, g := range groups {
		byName[g.Group] = g
		head.Cells[1+slices.Index(levels, g.Group)].Text = b.EventsOf(g.Events, g.Cases)
	}
	t.Rows = append(t.Rows, head)
	for k := range min(timesShown(groups), len(groups[0].At)) {
		at := groups[0].At[k]
		row := document.Row{Cells: make([]document.Cell, len(t.Columns))}
		row.Cells[0] = document.Cell{Text: page.Capital(b.Asked(at.AskedTime)), Indent: 1}
		if !slices.ContainsFunc(groups, func(g *result.Group) bool { return !timed(g, k).Estimate.IsMissing() }) {
			continue
		}
		for j, level := range levels {
			if g := byName[level]; g != nil {
				row.Cells[1+j] = b.atRisk(timed(g, k).Point, g.Cases)
			}
		}
		if isPair {
			row.Cells[last-1] = b.differenceCell(e, by, levels[0], levels[1], at.Time)
		}
		t.Rows = append(t.Rows, row)
	}
	b.meanTimes(t, e, by, levels, byName, isPair)
	t.Notes = page.AppendNew(t.Notes, b.MethodLine(e, by))
	if n := groups[0].Missing; n > 0 {
		t.Notes = page.AppendNew(t.Notes, b.Words.Text("estimate.missing", b.Words.Integer(n), b.Term(by)))
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
func (b *Builder) meanTimes(t *document.Table, e *result.Endpoint, by string, levels []string, byName map[string]*result.Group, isPair bool) {
	row, found := document.Row{Cells: make([]document.Cell, len(t.Columns))}, false
	for j, level := range levels {
		g := byName[level]
		if g == nil || g.RMST == nil {
			continue
		}
		row.Cells[0] = document.Cell{Text: b.Words.Text("paper.comparison.mean", b.Asked(g.RMST.AskedTime), b.Unit(b.Results.Study.TimeUnit)), Indent: 1}
		row.Cells[1+j] = b.Dash(b.ReasonText(g.RMST.Reason))
		if !g.RMST.Estimate.IsMissing() {
			found = true
			row.Cells[1+j] = page.Text(b.meanText(g.RMST.Estimate, g.RMST.Lower, g.RMST.Upper))
		}
		if isPair {
			row.Cells[len(t.Columns)-2] = b.meanDifference(page.DifferenceOf(e, by, levels[0], levels[1], "rmst", g.RMST.Tau))
		}
	}
	if found {
		t.Rows = append(t.Rows, row)
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

// atRisk is an estimate with its interval and the number at risk.
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
	return b.PCell(t.P), b.Words.Text("paper.comparison.test", b.Words.Text("paper.kind."+string(e.Kind)), b.Words.Text("paper.test."+t.Name))
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
		e := &c.Endpoints[i]
		groups := page.GroupsBy(e, by)
		if len(groups) < 2 {
			continue
		}
		w, times := b.Words, min(timesShown(groups), len(groups[0].At))
		t := &document.Table{ID: fmt.Sprintf("comparison-%s-%s", page.EndpointID(c, e), by), Caption: b.CohortName(c.ID) + ": " + w.Text("figure.by", page.Lowered(b.EndpointName(e)), page.Lowered(b.Term(by))),
			Columns: []document.Column{{Head: b.Term(by)}, {Head: w.Text("paper.comparison.events"), Number: true}}, Notes: []string{w.Text("paper.comparison.note_lines", b.Level())}}
		for times > 0 && !slices.ContainsFunc(groups, func(g *result.Group) bool { return !timed(g, times-1).Estimate.IsMissing() }) {
			times--
		}
		for _, at := range groups[0].At[:times] {
			t.Columns = append(t.Columns, document.Column{Head: page.Capital(b.Asked(at.AskedTime)), Number: true})
		}
		for _, g := range groups {
			row := document.Row{Cells: []document.Cell{page.Text(b.Group(by, g.Group)), page.Text(b.EventsOf(g.Events, g.Cases))}}
			for k := range times {
				row.Cells = append(row.Cells, b.atRisk(timed(g, k).Point, g.Cases))
			}
			t.Rows = append(t.Rows, row)
		}
		t.Notes = page.AppendNew(append(t.Notes, b.TestLines(e, by)...), b.MethodLine(e, by))
		all = append(all, t)
	}
	return all
}
