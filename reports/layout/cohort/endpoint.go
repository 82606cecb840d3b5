package cohort

import (
	"fmt"
	"slices"
	"strings"

	"graftstat/analysis/code"
	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
	"graftstat/reports/words"
)

// endpointSection: the curve beside its numbers and their definition, then the
// same by group.
func (b *Builder) endpointSection(c *result.Cohort, e *result.Endpoint) document.Section {
	s := document.Section{ID: page.EndpointID(c, e), Title: b.EndpointName(e), Level: 2}
	if len(e.Groups) == 0 {
		why := b.Words.Text("endpoint_empty")
		if e.Reason != "" {
			why = b.NotComputed(e)
		}
		s.Blocks = append(s.Blocks, page.Paragraph(document.Body, why), page.Paragraph(document.Note, b.Definition(e)))
		return s
	}
	for _, by := range page.Bys(e) {
		s.Blocks = append(s.Blocks, b.splitBlocks(c, e, by)...)
	}
	s.Blocks = append(s.Blocks, b.landmarkBlocks(c, e)...)
	s.Blocks = append(s.Blocks, b.ModelBlocks(c, e)...)
	return s
}

// splitBlocks show an endpoint whole or by a column: curves beside their
// table, or one under the other where the table needs the width of the page.
func (b *Builder) splitBlocks(c *result.Cohort, e *result.Endpoint, by string) []document.Block {
	groups := page.GroupsBy(e, by)
	if by != "" && len(groups) == 1 && groups[0].Missing == 0 { // the whole cohort again
		return nil
	}
	table := document.Block{Table: b.estimateTable(c, e)}
	if by != "" {
		table = document.Block{Table: b.groupTable(c, e, by)}
	}
	if by != "" && !IsDrawn(groups) {
		return []document.Block{table}
	}
	f := b.CurveFigure(c, e, by)
	f.Headed = by == ""
	if by != "" && (len(groups) > fewGroups || len(table.Table.Columns) > fewTimes+1) {
		return []document.Block{{Figure: f}, table}
	}
	return []document.Block{{Row: []document.Block{{Figure: f}, table}}}
}

// Up to so many groups, and times, a table fits beside its curves.
const fewGroups, fewTimes = 4, 3

// mostDrawn is the number of curves that an eye tells apart.
const mostDrawn = 10

// isDrawn reports whether groups make a figure: at least two are large enough,
// and not too many.
func IsDrawn(groups []*result.Group) bool {
	n := len(largeGroups(groups))
	return n > 1 && n <= mostDrawn
}

// competingColumn is the place of the competing events among estimateColumns.
const competingColumn = 4

// estimateColumns are those of every table of estimates at fixed times.
func (b *Builder) estimateColumns(first string) []document.Column {
	w := b.Words
	return []document.Column{
		{Head: first}, {Head: w.Text("estimate.time"), Number: true}, {Head: w.Text("estimate.at_risk"), Number: true},
		{Head: w.Text("estimate.events_by"), Number: true}, {Head: w.Text("estimate.competing_by"), Number: true},
		{Head: w.Text("estimate.estimate"), Number: true}, {Head: w.Text("estimate.interval", b.Level()), Number: true},
	}
}

func (b *Builder) estimateCells(e *result.Endpoint, g *result.Group, at result.Estimate) []document.Cell {
	estimate, interval := b.estimateAndInterval(at, g.Cases)
	cells := []document.Cell{
		page.Number(at.Asked, document.Days, b.Asked(at.AskedTime)), b.Integer(at.AtRisk), b.Integer(at.Events), b.Integer(at.Competing),
		estimate, interval,
	}
	if e.Kind == code.Survival {
		cells[3] = page.Text("")
	}
	return cells
}

// estimateAndInterval are the two cells of an estimate, with the reason of what is missing.
func (b *Builder) estimateAndInterval(at result.Estimate, cases int) (estimate, interval document.Cell) {
	why := b.ReasonText(at.Reason)
	limits := page.Text(b.Words.PercentInterval(float64(at.Lower), float64(at.Upper), cases))
	return b.Explained(b.Percent(float64(at.Estimate), cases), why), b.Explained(limits, why)
}

// estimateTable has a line for each time that was asked for, of the whole cohort.
func (b *Builder) estimateTable(c *result.Cohort, e *result.Endpoint) *document.Table {
	w, g := b.Words, &e.Groups[0]
	t := &document.Table{ID: page.EndpointID(c, e) + "-at", Caption: w.Text("estimate.head", b.Group("", g.Group), b.Units(e, g.Cases), w.Count("count.events_in_all", g.Events)),
		Columns: b.estimateColumns("")[1:]}
	for _, at := range page.Shown(g.At) {
		t.Rows = append(t.Rows, document.Row{Cells: b.estimateCells(e, g, at)})
	}
	if e.Kind == code.Survival {
		page.DropColumn(t, competingColumn-1)
	}
	t.Notes = append(t.Notes, b.excluded(g)...)
	if p := g.Proportion; p != nil {
		t.Notes = append(t.Notes, w.Text("estimate.proportion", b.Asked(p.AskedTime), w.Integer(p.K), w.Integer(p.N), w.PercentInterval(float64(p.Lower), float64(p.Upper), p.N)))
	}
	if d := g.DaysToEvent; d != nil && d.N > 0 {
		t.Notes = append(t.Notes, w.Text("days.line", w.Integer(d.N), b.medianWithQuartiles(d), b.DayOf(page.InDays(d).Min), b.DayOf(page.InDays(d).Max)))
	}
	if x := g.IndependenceDays; x != nil && x.WindowEnd.N > 0 {
		t.Notes = append(t.Notes, w.Text("days.independence", b.medianWithQuartiles(&x.WindowEnd), b.medianWithQuartiles(&x.LastTransfusion)))
	}
	if len(e.Without) > 0 {
		t.Notes = append(t.Notes, w.Text("absent.without_tables", strings.Join(e.Without, ", ")))
	}
	if len(e.NoneRecorded) > 0 {
		names := make([]string, len(e.NoneRecorded))
		for i, name := range e.NoneRecorded {
			names[i] = b.Milestone(name)
		}
		t.Notes = append(t.Notes, w.Text("absent.none_recorded_here", strings.Join(names, ", ")))
	}
	if e.DeathsAfterCounts > 0 {
		t.Notes = append(t.Notes, w.Text("absent.deaths_after_counts", w.Count("count.deaths", e.DeathsAfterCounts), w.Integer(e.CountsGrace)))
	}
	t.Notes = append(t.Notes, b.Definition(e))
	return t
}

// groupTable has a line for each group and a column for each time.
func (b *Builder) groupTable(c *result.Cohort, e *result.Endpoint, by string) *document.Table {
	w := b.Words
	groups := page.GroupsBy(e, by)
	t := &document.Table{ID: fmt.Sprintf("%s-%s-at", page.EndpointID(c, e), by), Caption: w.Text("figure.by", b.EndpointName(e), page.Lowered(b.Column(by))), Columns: []document.Column{{Head: b.Column(by)}}}
	times := 0
	for _, g := range groups {
		times = max(times, len(page.Shown(g.At)))
	}
	for _, at := range groups[0].At[:times] {
		t.Columns = append(t.Columns, document.Column{Head: page.Capital(b.Asked(at.AskedTime)), Number: true})
	}
	days := slices.ContainsFunc(groups, func(g *result.Group) bool { return g.DaysToEvent != nil && g.DaysToEvent.N > 0 })
	if days {
		t.Columns = append(t.Columns, document.Column{Head: w.Text("days.median_quartiles"), Number: true})
	}
	for _, g := range groups {
		row := document.Row{Cells: []document.Cell{page.Text(w.Text("estimate.head", b.Group(by, g.Group), b.Units(e, g.Cases), w.Count("count.events_in_all", g.Events)))}}
		for _, at := range g.At[:times] {
			row.Cells = append(row.Cells, b.Explained(page.Text(b.WithInterval(at.Point, g.Cases)), b.ReasonText(at.Reason)))
		}
		if days { // quartiles of none are of those who had no event
			row.Cells = append(row.Cells, b.Explained(page.Text(b.medianWithQuartiles(g.DaysToEvent)), b.ReasonText("no_event")))
		}
		t.Rows = append(t.Rows, row)
		for _, line := range b.excluded(g) {
			t.Notes = append(t.Notes, b.Group(by, g.Group)+": "+line)
		}
	}
	if !IsDrawn(groups) { // a figure has the line itself
		t.Notes = append(t.Notes, b.MethodLine(e, by))
	}
	if len(largeGroups(groups)) > mostDrawn {
		t.Notes = append(t.Notes, w.Text("figure.too_many", w.Integer(mostDrawn)))
	}
	t.Notes = append(t.Notes, b.TestLines(e, by)...)
	if groups[0].Missing > 0 {
		t.Notes = append(t.Notes, w.Text("estimate.missing", w.Integer(groups[0].Missing), page.Lowered(b.Column(by))))
	}
	return t
}

// excluded has a line for each reason for which cases were set aside.
func (b *Builder) excluded(g *result.Group) []string {
	var lines []string
	for _, x := range g.Excluded {
		lines = append(lines, b.Words.Text("estimate.excluded", b.Words.Integer(x.Cases), b.Words.Text("exclusion."+x.Code), b.Words.Integer(x.EventsKnown)))
	}
	return lines
}

// medianWithQuartiles are of the days to the event among those who had it.
func (b *Builder) medianWithQuartiles(d *result.DaysToEvent) string {
	if d == nil || d.N == 0 {
		return words.None
	}
	in := page.InDays(d)
	return b.Words.Text("days.quartiles_of", b.DayOf(in.Median), b.DayOf(in.Q1), b.DayOf(in.Q3))
}
