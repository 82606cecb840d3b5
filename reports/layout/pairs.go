package layout

import (
	"fmt"
	"slices"

	"graftstat/analysis/result"
	"graftstat/reports/words"
)

// pairTable compares every two of more than two groups: the test with its p
// and Holm's, and the difference at the time of the first page. An endpoint of
// which nothing can be said is left out.
func (b *builder) pairTable(c *result.Cohort, by string) *Table {
	w := b.words
	t := &Table{ID: fmt.Sprintf("pairs-%s-%s", c.ID, by), Caption: w.Text("paper.pairs.caption", b.cohortName(c.ID), lowered(b.term(by))), Columns: []Column{
		{Head: w.Text("paper.pairs.groups")}, {Head: "p", Number: true}, {Head: w.Text("paper.pairs.holm"), Number: true}, {Head: w.Text("paper.comparison.difference", b.level()), Number: true}}}
	for i := range c.Endpoints {
		e := &c.Endpoints[i]
		at, ok := keyEstimate(e)
		if !ok || len(groupsBy(e, by)) < 3 {
			continue
		}
		if rows := b.pairRows(e, by, at.Time); len(rows) > 0 {
			when := b.asked(at.AskedTime)
			heading := Row{Heading: true, Cells: make([]Cell, len(t.Columns))}
			heading.Cells[0].Text = w.Text("paper.pairs.endpoint", b.endpointName(e), when)
			t.Rows = append(append(t.Rows, heading), rows...)
		}
	}
	t.Notes = []string{w.Text("paper.pairs.note")}
	return t
}

func (b *builder) pairRows(e *result.Endpoint, by string, time float64) []Row {
	var rows []Row
	groups, said := groupsBy(e, by), false
	for i, first := range groups {
		for _, second := range groups[i+1:] {
			if !isCompared(e, by, first.Group) || !isCompared(e, by, second.Group) {
				continue
			}
			row := Row{Cells: []Cell{{Text: b.words.Text("paper.pairs.pair", b.group(by, first.Group), b.group(by, second.Group)), Indent: 1}, text(words.None), text(words.None),
				text(b.differenceText(differenceOf(e, by, first.Group, second.Group, e.Kind, time), e))}}
			for _, t := range e.Tests {
				if t.By == by && t.Pair && slices.Equal(t.Groups, []string{first.Group, second.Group}) && !t.P.IsMissing() {
					row.Cells[1], row.Cells[2] = b.pCell(t.P), b.pCell(t.PAdjusted)
				}
			}
			said = said || row.Cells[1].Value != nil || row.Cells[3].Text != words.None
			rows = append(rows, row)
		}
	}
	if !said {
		return nil
	}
	return rows
}
