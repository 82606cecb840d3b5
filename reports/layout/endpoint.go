package layout

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"graftstat/analysis/result"
	"graftstat/reports/words"
)

// endpointSection: the curve beside its numbers and their definition, then the
// same by group.
func (b *builder) endpointSection(c *result.Cohort, e *result.Endpoint) Section {
	s := Section{ID: endpointID(c, e), Title: b.endpointName(e), Level: 2}
	if len(e.Groups) == 0 {
		why := b.words.Text("endpoint_empty")
		if e.Reason != "" {
			why = b.notComputed(e)
		}
		s.Blocks = append(s.Blocks, paragraph(Body, why), paragraph(Note, b.definition(e)))
		return s
	}
	for _, by := range bys(e) {
		s.Blocks = append(s.Blocks, b.splitBlocks(c, e, by)...)
	}
	s.Blocks = append(s.Blocks, b.landmarkBlocks(c, e)...)
	s.Blocks = append(s.Blocks, b.modelBlocks(c, e)...)
	return s
}

// splitBlocks show an endpoint whole or by a column: curves beside their
// table, or one under the other where the table needs the width of the page.
func (b *builder) splitBlocks(c *result.Cohort, e *result.Endpoint, by string) []Block {
	groups := groupsBy(e, by)
	if by != "" && len(groups) == 1 && groups[0].Missing == 0 { // the whole cohort again
		return nil
	}
	table := Block{Table: b.estimateTable(c, e)}
	if by != "" {
		table = Block{Table: b.groupTable(c, e, by)}
	}
	if by != "" && !isDrawn(groups) {
		return []Block{table}
	}
	f := b.curveFigure(c, e, by)
	f.Headed = by == ""
	if by != "" && (len(groups) > fewGroups || len(table.Table.Columns) > fewTimes+1) {
		return []Block{{Figure: f}, table}
	}
	return []Block{{Row: []Block{{Figure: f}, table}}}
}

// Up to so many groups, and times, a table fits beside its curves.
const fewGroups, fewTimes = 4, 3

// mostDrawn is the number of curves that an eye tells apart.
const mostDrawn = 10

// isDrawn reports whether groups make a figure: at least two are large enough,
// and not too many.
func isDrawn(groups []*result.Group) bool {
	n := len(largeGroups(groups))
	return n > 1 && n <= mostDrawn
}

// bys are the columns by which an endpoint is split; "" first.
func bys(e *result.Endpoint) []string {
	var all []string
	for _, g := range e.Groups {
		if len(all) == 0 || all[len(all)-1] != g.By {
			all = append(all, g.By)
		}
	}
	return all
}

func groupsBy(e *result.Endpoint, by string) []*result.Group {
	var groups []*result.Group
	for i := range e.Groups {
		if e.Groups[i].By == by {
			groups = append(groups, &e.Groups[i])
		}
	}
	return groups
}

// competingColumn is the place of the competing events among estimateColumns.
const competingColumn = 4

// capital makes the first letter of a heading a capital one.
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

func dropColumn(t *Table, j int) {
	t.Columns = slices.Delete(t.Columns, j, j+1)
	for i := range t.Rows {
		t.Rows[i].Cells = slices.Delete(t.Rows[i].Cells, j, j+1)
	}
}

// estimateColumns are those of every table of estimates at fixed times.
func (b *builder) estimateColumns(first string) []Column {
	w := b.words
	return []Column{
		{Head: first}, {Head: w.Text("estimate.time"), Number: true}, {Head: w.Text("estimate.at_risk"), Number: true},
		{Head: w.Text("estimate.events_by"), Number: true}, {Head: w.Text("estimate.competing_by"), Number: true},
		{Head: w.Text("estimate.estimate"), Number: true}, {Head: w.Text("estimate.interval", b.level()), Number: true},
	}
}

func (b *builder) estimateCells(e *result.Endpoint, g *result.Group, at result.Estimate) []Cell {
	w := b.words
	cells := []Cell{
		number(at.Asked, Days, b.asked(at.AskedTime)), b.integer(at.AtRisk), b.integer(at.Events), b.integer(at.Competing),
		b.percent(float64(at.Estimate), g.Cases), text(w.PercentInterval(float64(at.Lower), float64(at.Upper), g.Cases)),
	}
	if e.Kind == "survival" {
		cells[3] = text("")
	}
	return cells
}

// estimateTable has a line for each time that was asked for, of the whole cohort.
func (b *builder) estimateTable(c *result.Cohort, e *result.Endpoint) *Table {
	w, g := b.words, &e.Groups[0]
	t := &Table{ID: endpointID(c, e) + "-at", Caption: w.Text("estimate.head", b.group("", g.Group), b.units(e, g.Cases), w.Count("count.events_in_all", g.Events)),
		Columns: b.estimateColumns("")[1:]}
	none := dashesOf(shown(g.At))
	for _, at := range shown(g.At) {
		cells := b.estimateCells(e, g, at)
		for i := range cells {
			if cells[i].Text == words.None {
				cells[i].Text = none.mark(at.Reason)
			}
		}
		t.Rows = append(t.Rows, Row{Cells: cells})
	}
	t.Notes = append(t.Notes, none.notes(b)...)
	if e.Kind == "survival" {
		dropColumn(t, competingColumn-1)
	}
	t.Notes = append(t.Notes, b.excluded(g)...)
	if p := g.Proportion; p != nil {
		t.Notes = append(t.Notes, w.Text("estimate.proportion", b.asked(p.AskedTime), w.Integer(p.K), w.Integer(p.N), w.PercentInterval(float64(p.Lower), float64(p.Upper), p.N)))
	}
	if d := g.DaysToEvent; d != nil && d.N > 0 {
		t.Notes = append(t.Notes, w.Text("days.line", w.Integer(d.N), b.medianWithQuartiles(d), b.dayOf(inDays(d).Min), b.dayOf(inDays(d).Max)))
	}
	if x := g.IndependenceDays; x != nil && x.WindowEnd.N > 0 {
		t.Notes = append(t.Notes, w.Text("days.independence", b.medianWithQuartiles(&x.WindowEnd), b.medianWithQuartiles(&x.LastTransfusion)))
	}
	if len(e.NoneRecorded) > 0 {
		names := make([]string, len(e.NoneRecorded))
		for i, name := range e.NoneRecorded {
			names[i] = b.milestone(name)
		}
		t.Notes = append(t.Notes, w.Text("absent.none_recorded_here", strings.Join(names, ", ")))
	}
	if e.DeathsAfterCounts > 0 {
		t.Notes = append(t.Notes, w.Text("absent.deaths_after_counts", w.Count("count.deaths", e.DeathsAfterCounts), w.Integer(e.CountsGrace)))
	}
	t.Notes = append(t.Notes, b.definition(e))
	return t
}

// groupTable has a line for each group and a column for each time.
func (b *builder) groupTable(c *result.Cohort, e *result.Endpoint, by string) *Table {
	w := b.words
	groups := groupsBy(e, by)
	t := &Table{ID: fmt.Sprintf("%s-%s-at", endpointID(c, e), by), Caption: w.Text("figure.by", b.endpointName(e), lowered(b.column(by))), Columns: []Column{{Head: b.column(by)}}}
	times := 0
	for _, g := range groups {
		times = max(times, len(shown(g.At)))
	}
	for _, at := range groups[0].At[:times] {
		t.Columns = append(t.Columns, Column{Head: capital(b.asked(at.AskedTime)), Number: true})
	}
	days := slices.ContainsFunc(groups, func(g *result.Group) bool { return g.DaysToEvent != nil && g.DaysToEvent.N > 0 })
	if days {
		t.Columns = append(t.Columns, Column{Head: w.Text("days.median_quartiles"), Number: true})
	}
	var none dashes
	for _, g := range groups {
		for _, at := range g.At[:times] {
			none.add(at.Reason)
		}
	}
	if days && slices.ContainsFunc(groups, func(g *result.Group) bool { return g.DaysToEvent == nil || g.DaysToEvent.N == 0 }) {
		none.add("no_event")
	}
	t.Notes = append(t.Notes, none.notes(b)...)
	for _, g := range groups {
		row := Row{Cells: []Cell{text(w.Text("estimate.head", b.group(by, g.Group), b.units(e, g.Cases), w.Count("count.events_in_all", g.Events)))}}
		for _, at := range g.At[:times] {
			cell := text(b.withInterval(at.Point, g.Cases))
			if at.Estimate.IsMissing() {
				cell.Text = none.mark(at.Reason)
			}
			row.Cells = append(row.Cells, cell)
		}
		if days {
			cell := text(b.medianWithQuartiles(g.DaysToEvent))
			if cell.Text == words.None {
				cell.Text = none.mark("no_event")
			}
			row.Cells = append(row.Cells, cell)
		}
		t.Rows = append(t.Rows, row)
		for _, line := range b.excluded(g) {
			t.Notes = append(t.Notes, b.group(by, g.Group)+": "+line)
		}
	}
	if !isDrawn(groups) { // a figure has the line itself
		t.Notes = append(t.Notes, b.methodLine(e, by))
	}
	if len(largeGroups(groups)) > mostDrawn {
		t.Notes = append(t.Notes, w.Text("figure.too_many", w.Integer(mostDrawn)))
	}
	t.Notes = append(t.Notes, b.testLines(e, by)...)
	if groups[0].Missing > 0 {
		t.Notes = append(t.Notes, w.Text("estimate.missing", w.Integer(groups[0].Missing), lowered(b.column(by))))
	}
	return t
}

// withInterval is an estimate with its interval, in one cell.
func (b *builder) withInterval(p result.Point, n int) string {
	if p.Estimate.IsMissing() {
		return words.None
	}
	return b.words.Text("estimate.short", b.words.Percent(float64(p.Estimate), n), b.words.PercentInterval(float64(p.Lower), float64(p.Upper), n))
}

// excluded has a line for each reason for which cases were set aside.
func (b *builder) excluded(g *result.Group) []string {
	var lines []string
	for _, x := range g.Excluded {
		lines = append(lines, b.words.Text("estimate.excluded", b.words.Integer(x.Cases), b.words.Text("exclusion."+x.Code), b.words.Integer(x.EventsKnown)))
	}
	return lines
}

// medianWithQuartiles are of the days to the event among those who had it.
func (b *builder) medianWithQuartiles(d *result.DaysToEvent) string {
	if d == nil || d.N == 0 {
		return words.None
	}
	in := inDays(d)
	return b.words.Text("days.quartiles_of", b.dayOf(in.Median), b.dayOf(in.Q1), b.dayOf(in.Q3))
}

func (b *builder) dayOf(n result.Number) string { return b.words.Time(float64(n)) }

// inDays are the quartiles of days, whatever unit the study counts in.
func inDays(q *result.DaysToEvent) result.Quartiles {
	if q.InDays != nil {
		return *q.InDays
	}
	return q.Quartiles
}

// shown are the estimates up to the first that lies past the follow-up: those
// after it have nothing to say either.
func shown(at []result.Estimate) []result.Estimate {
	for i, e := range at {
		if e.Reason == "past_follow_up" {
			return at[:i+1]
		}
	}
	return at
}

// dash explains the dash of a missing estimate.
func (b *builder) dash(at result.Estimate) string {
	if at.Reason == "" {
		return ""
	}
	return "– " + b.words.Text("reason."+at.Reason)
}

// appendNew appends a text that is neither empty nor there already.
func appendNew(list []string, s string) []string {
	if s == "" || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// methodLine names the estimator, the variance and the interval behind a table or figure.
func (b *builder) methodLine(e *result.Endpoint, by string) string {
	groups := groupsBy(e, by)
	if len(groups) == 0 {
		return ""
	}
	return b.words.Text("method.line", b.words.Text("method."+e.Method), b.words.Text("variance."+e.Variance), b.level(), b.words.Text("interval."+groups[0].Interval))
}

// testLines are a line for each test of all groups, and one for every two of
// them; one line says why there is no p at all.
func (b *builder) testLines(e *result.Endpoint, by string) []string {
	var lines, pairs, reasons, left []string
	for _, t := range e.Tests {
		if t.By == by && t.LeftOut > 0 && !t.Pair {
			left = appendNew(left, b.words.Text("test.left_out", b.words.Text("test."+t.Name), b.words.Integer(t.LeftOut)))
		}
		switch {
		case t.By != by:
		case t.Pair:
			if !t.PAdjusted.IsMissing() {
				pairs = append(pairs, b.words.Text("test.pair", b.group(by, t.Groups[0]), b.group(by, t.Groups[1]), b.words.P(float64(t.PAdjusted))))
			}
		case t.P.IsMissing():
			reasons = appendNew(reasons, b.words.Text("reason."+t.Reason))
		default:
			lines = append(lines, b.test(t))
		}
	}
	if len(lines) == 0 && len(reasons) > 0 {
		lines = append(lines, b.words.Text("test.none", strings.Join(reasons, "; ")))
	}
	if len(pairs) > 0 {
		lines = append(lines, b.words.Text("test.pairwise", strings.Join(pairs, "; ")))
	}
	return append(append(lines, left...), b.comparisonNotes(e, by)...)
}

// comparisonNotes say which groups are described only, why no test but that of
// permutation has a p, and the least p where none could be small.
func (b *builder) comparisonNotes(e *result.Endpoint, by string) []string {
	w := b.words
	var notes []string
	for i := range e.Comparisons {
		x := &e.Comparisons[i]
		if x.By != by {
			continue
		}
		if len(x.LeftOut) > 0 && x.Reason != "min_group" { // there the reason says it
			notes = append(notes, w.Text("test.not_compared", b.groupList(by, x.LeftOut)))
		}
		if x.Reason == "" && x.Asymptotic != "" {
			notes = append(notes, w.Text("test.permutation_only"))
		}
		if x.Reason == "p_unattainable" && !x.PMin.IsMissing() {
			notes = append(notes, w.Text("test.p_min", b.endpointName(e), w.Decimal(float64(x.PMin), 3)))
		}
	}
	return notes
}

func (b *builder) groupList(by string, groups []string) string {
	names := make([]string, len(groups))
	for i, g := range groups {
		names[i] = b.group(by, g)
	}
	return b.list(names, "and")
}

// isCompared reports whether an endpoint's comparison takes a group in.
func isCompared(e *result.Endpoint, by, group string) bool {
	for i := range e.Comparisons {
		if x := &e.Comparisons[i]; x.By == by {
			return slices.Contains(x.Groups, group)
		}
	}
	return true
}

// test is the line of a test that has a p.
func (b *builder) test(t result.Test) string {
	name := b.words.Text("test." + t.Name)
	if t.DF.IsMissing() {
		return b.words.Text("test.p", name, b.words.P(float64(t.P)))
	}
	return b.words.Text("test.statistic", name, b.words.Decimal(float64(t.Statistic), 2), b.words.Plain(float64(t.DF)), b.words.P(float64(t.P)))
}
