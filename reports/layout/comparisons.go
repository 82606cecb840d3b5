package layout

import (
	"fmt"
	"slices"

	"graftstat/analysis/result"
	"graftstat/reports/words"
)

// fewCompared is the number of groups up to which they stand side by side.
const fewCompared = 4

// comparisonBlocks set the groups of each comparison side by side: every
// endpoint in one table, then every two groups. More than a few groups have a
// line each, in a table an endpoint.
func (b *builder) comparisonBlocks() []Block {
	var all []*Table
	for i := range b.results.Cohorts {
		c := &b.results.Cohorts[i]
		for _, by := range comparedBy(c) {
			if levels := groupNames(c, by); len(levels) <= fewCompared {
				all = append(all, b.sideBySide(c, by, levels))
			} else {
				all = append(all, b.groupLines(c, by)...)
			}
			all = append(all, b.pairTable(c, by))
		}
	}
	return tables(all...)
}

// groupNames are the groups of a comparison that any endpoint has, in order.
func groupNames(c *result.Cohort, by string) []string {
	var names []string
	for i := range c.Endpoints {
		for _, g := range groupsBy(&c.Endpoints[i], by) {
			if !slices.Contains(names, g.Group) {
				names = append(names, g.Group)
			}
		}
	}
	return names
}

// sideBySide has a row for each endpoint, with the events of each group and the
// test, and under it one for each time, with the estimates.
func (b *builder) sideBySide(c *result.Cohort, by string, levels []string) *Table {
	w := b.words
	t := &Table{ID: fmt.Sprintf("comparison-%s-%s", c.ID, by), Caption: w.Text("paper.comparison.caption", b.cohortName(c.ID), lowered(b.term(by))), Columns: []Column{{Head: w.Text("key.endpoint")}}}
	for _, level := range levels {
		t.Columns = append(t.Columns, Column{Head: b.group(by, level), Number: true})
	}
	isPair := len(levels) == 2
	if isPair {
		t.Columns = append(t.Columns, Column{Head: w.Text("paper.comparison.difference", b.level()), Number: true})
	}
	t.Columns = append(t.Columns, Column{Head: "p", Number: true})
	var untested namesByReason
	for i := range c.Endpoints {
		if e := &c.Endpoints[i]; len(groupsBy(e, by)) > 1 {
			b.comparedEndpoint(t, e, by, levels, isPair)
			if r := b.untested(e, by); r != "" {
				untested.add(r, b.endpointName(e))
			}
			for _, note := range b.comparisonNotes(e, by) {
				t.Notes = appendNew(t.Notes, note)
			}
		}
	}
	t.Notes = append([]string{w.Text("paper.comparison.note", b.level())}, t.Notes...)
	t.Notes = append(t.Notes, untested.notes(w, "paper.table1.untested", "reason.")...)
	last := len(t.Columns) - 1
	if isEmptyColumn(t, last) {
		dropColumn(t, last)
	}
	if isPair && isEmptyColumn(t, last-1) {
		dropColumn(t, last-1)
	} else if isPair {
		t.Notes = append(t.Notes, w.Text("paper.comparison.difference_note", b.group(by, levels[0]), b.group(by, levels[1])))
	}
	return t
}

// isEmptyColumn reports whether a column has nothing but dashes.
func isEmptyColumn(t *Table, j int) bool {
	return !slices.ContainsFunc(t.Rows, func(r Row) bool { return r.Cells[j].Text != "" && r.Cells[j].Text != words.None })
}

func (b *builder) comparedEndpoint(t *Table, e *result.Endpoint, by string, levels []string, isPair bool) {
	groups, last := groupsBy(e, by), len(t.Columns)-1
	head := Row{Cells: make([]Cell, len(t.Columns))}
	head.Cells[0].Text = b.endpointName(e)
	p, note := b.mainTest(e, by)
	head.Cells[last] = p
	t.Notes = appendNew(t.Notes, note)
	byName := make(map[string]*result.Group)
	for _, g := range groups {
		byName[g.Group] = g
		head.Cells[1+slices.Index(levels, g.Group)].Text = b.eventsOf(g.Events, g.Cases)
	}
	t.Rows = append(t.Rows, head)
	for k := range min(timesShown(groups), len(groups[0].At)) {
		at := groups[0].At[k]
		row := Row{Cells: make([]Cell, len(t.Columns))}
		row.Cells[0] = Cell{Text: capital(b.asked(at.AskedTime)), Indent: 1}
		if !slices.ContainsFunc(groups, func(g *result.Group) bool { return !timed(g, k).Estimate.IsMissing() }) {
			continue
		}
		for j, level := range levels {
			if g := byName[level]; g != nil {
				row.Cells[1+j].Text = b.atRiskText(timed(g, k).Point, g.Cases)
				t.Notes = appendNew(t.Notes, b.dash(timed(g, k)))
			}
		}
		if isPair {
			row.Cells[last-1] = text(b.differenceText(differenceOf(e, by, levels[0], levels[1], e.Kind, at.Time), e))
		}
		t.Rows = append(t.Rows, row)
	}
	b.meanTimes(t, e, by, levels, byName, isPair)
	t.Notes = appendNew(t.Notes, b.methodLine(e, by))
	if n := groups[0].Missing; n > 0 {
		t.Notes = appendNew(t.Notes, b.words.Text("estimate.missing", b.words.Integer(n), b.term(by)))
	}
}

// timesShown is the number of times up to the first at which no group has an estimate.
func timesShown(groups []*result.Group) int {
	n := 0
	for _, g := range groups {
		n = max(n, len(shown(g.At)))
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
func (b *builder) meanTimes(t *Table, e *result.Endpoint, by string, levels []string, byName map[string]*result.Group, isPair bool) {
	row, found := Row{Cells: make([]Cell, len(t.Columns))}, false
	for j, level := range levels {
		g := byName[level]
		if g == nil || g.RMST == nil {
			continue
		}
		row.Cells[0] = Cell{Text: b.words.Text("paper.comparison.mean", b.asked(g.RMST.AskedTime), b.unit(b.results.Study.TimeUnit)), Indent: 1}
		row.Cells[1+j] = text(words.None)
		if !g.RMST.Estimate.IsMissing() {
			found = true
			row.Cells[1+j] = text(b.meanText(g.RMST.Estimate, g.RMST.Lower, g.RMST.Upper))
		}
		if isPair {
			if d := differenceOf(e, by, levels[0], levels[1], "rmst", g.RMST.Tau); d != nil && !d.Lower.IsMissing() {
				row.Cells[len(t.Columns)-2] = text(b.meanText(d.Estimate, d.Lower, d.Upper))
			}
		}
	}
	if found {
		t.Rows = append(t.Rows, row)
	}
}

// meanText is a mean time with its interval, in the study's unit of time.
func (b *builder) meanText(x, lower, upper result.Number) string {
	digits := 0
	if b.results.Study.TimeUnit != "days" {
		digits = 1
	}
	show := func(n result.Number) string { return b.words.Decimal(float64(n), digits) }
	if lower.IsMissing() || upper.IsMissing() {
		return show(x)
	}
	return b.words.Text("estimate.short", show(x), b.words.Text("changes.numbers.limits", show(lower), show(upper)))
}

// atRiskText is an estimate with its interval and the number at risk.
func (b *builder) atRiskText(p result.Point, n int) string {
	if p.Estimate.IsMissing() {
		return words.None
	}
	return b.words.Text("paper.comparison.estimate", b.withInterval(p, n), b.words.Integer(p.AtRisk))
}

// mainTest is the p of the first test of all groups that has one, and the line
// that names the test.
func (b *builder) mainTest(e *result.Endpoint, by string) (Cell, string) {
	t := firstTest(e, by)
	if t == nil || t.P.IsMissing() {
		return text(words.None), ""
	}
	return b.pCell(t.P), b.words.Text("paper.comparison.test", b.words.Text("paper.kind."+e.Kind), b.words.Text("paper.test."+t.Name))
}

// untested is the code of why no test of all groups has a p; empty where one has.
func (b *builder) untested(e *result.Endpoint, by string) string {
	if t := firstTest(e, by); t != nil && t.P.IsMissing() {
		return t.Reason
	}
	return ""
}

func differenceOf(e *result.Endpoint, by, a, c, measure string, time float64) *result.Difference {
	for i := range e.Differences {
		if d := &e.Differences[i]; d.By == by && d.A == a && d.B == c && d.Measure == measure && d.Time == time {
			return d
		}
	}
	return nil
}

// differenceText is in percentage points, with the decimals of the report; a
// dash where there is no interval.
func (b *builder) differenceText(d *result.Difference, e *result.Endpoint) string {
	if d == nil || d.Estimate.IsMissing() || d.Lower.IsMissing() || d.Upper.IsMissing() {
		return words.None
	}
	digits := 0
	if e.Groups[0].Cases >= finer {
		digits = 1
	}
	show := func(n result.Number) string { return b.words.Decimal(100*float64(n), digits) }
	return b.words.Text("estimate.short", show(d.Estimate), b.words.Text("changes.numbers.limits", show(d.Lower), show(d.Upper)))
}

// groupLines are a table an endpoint with a line for each group.
func (b *builder) groupLines(c *result.Cohort, by string) []*Table {
	var all []*Table
	for i := range c.Endpoints {
		e := &c.Endpoints[i]
		groups := groupsBy(e, by)
		if len(groups) < 2 {
			continue
		}
		w, times := b.words, min(timesShown(groups), len(groups[0].At))
		t := &Table{ID: fmt.Sprintf("comparison-%s-%s", endpointID(c, e), by), Caption: b.cohortName(c.ID) + ": " + w.Text("figure.by", lowered(b.endpointName(e)), lowered(b.term(by))),
			Columns: []Column{{Head: b.term(by)}, {Head: w.Text("paper.comparison.events"), Number: true}}, Notes: []string{w.Text("paper.comparison.note_lines", b.level())}}
		for times > 0 && !slices.ContainsFunc(groups, func(g *result.Group) bool { return !timed(g, times-1).Estimate.IsMissing() }) {
			times--
		}
		for _, at := range groups[0].At[:times] {
			t.Columns = append(t.Columns, Column{Head: capital(b.asked(at.AskedTime)), Number: true})
		}
		for _, g := range groups {
			row := Row{Cells: []Cell{text(b.group(by, g.Group)), text(b.eventsOf(g.Events, g.Cases))}}
			for k := range times {
				row.Cells = append(row.Cells, text(b.atRiskText(timed(g, k).Point, g.Cases)))
				t.Notes = appendNew(t.Notes, b.dash(timed(g, k)))
			}
			t.Rows = append(t.Rows, row)
		}
		t.Notes = appendNew(append(t.Notes, b.testLines(e, by)...), b.methodLine(e, by))
		all = append(all, t)
	}
	return all
}
