package paper

import (
	"fmt"
	"slices"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
	"graftstat/reports/words"
)

// pairTable compares every two of more than two groups: the test with its p
// and Holm's, and the difference at the time of the first page. An endpoint of
// which nothing can be said is left out.
func (b *Builder) pairTable(c *result.Cohort, by string) *document.Table {
	w := b.Words
	t := &document.Table{ID: fmt.Sprintf("pairs-%s-%s", c.ID, by), Caption: w.Text("paper.pairs.caption", b.CohortName(c.ID), page.Lowered(b.Term(by))), Columns: []document.Column{
		{Head: w.Text("paper.pairs.groups")}, {Head: "p", Number: true}, {Head: w.Text("paper.pairs.holm"), Number: true}, {Head: w.Text("paper.comparison.difference", b.Level()), Number: true}}}
	for i := range c.Endpoints {
		e := &c.Endpoints[i]
		at, ok := page.KeyEstimate(e)
		if !ok || len(page.GroupsBy(e, by)) < 3 {
			continue
		}
		if rows := b.pairRows(e, by, at.Time); len(rows) > 0 {
			when := b.Asked(at.AskedTime)
			heading := document.Row{Heading: true, Cells: make([]document.Cell, len(t.Columns))}
			heading.Cells[0].Text = w.Text("paper.pairs.endpoint", b.EndpointName(e), when)
			t.Rows = append(append(t.Rows, heading), rows...)
		}
	}
	t.Notes = []string{w.Text("paper.pairs.note")}
	return t
}

func (b *Builder) pairRows(e *result.Endpoint, by string, time float64) []document.Row {
	var rows []document.Row
	groups, said := page.GroupsBy(e, by), false
	for i, first := range groups {
		for _, second := range groups[i+1:] {
			if !page.IsCompared(e, by, first.Group) || !page.IsCompared(e, by, second.Group) {
				continue
			}
			row := document.Row{Cells: []document.Cell{{Text: b.Words.Text("paper.pairs.pair", b.Group(by, first.Group), b.Group(by, second.Group)), Indent: 1}, {}, {},
				b.differenceCell(e, by, first.Group, second.Group, time)}}
			row.Cells[1], row.Cells[2] = b.pairP(e, by, []string{first.Group, second.Group})
			said = said || row.Cells[1].Value != nil || row.Cells[3].Text != words.None
			rows = append(rows, row)
		}
	}
	if !said {
		return nil
	}
	return rows
}

// pairP are the p of a test of two groups and Holm's. The test that has one stands
// before those that do not.
func (b *Builder) pairP(e *result.Endpoint, by string, pair []string) (p, holm document.Cell) {
	reason := comparisonBy(e, by).PairReason
	for _, t := range e.Tests {
		if t.By != by || !t.Pair || !slices.Equal(t.Groups, pair) {
			continue
		}
		if !t.P.IsMissing() {
			return b.PCell(t.P), b.PCell(t.PAdjusted)
		}
		reason = t.Reason
	}
	dash := b.Dash(b.ReasonText(reason))
	return dash, dash
}
