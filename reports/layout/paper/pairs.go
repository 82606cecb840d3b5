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
	caption := w.Text("paper.pairs.caption", b.CohortName(c.ID), page.Lowered(b.Term(by)))
	t := b.grid(page.Paper, fmt.Sprintf("pairs-%s-%s", c.ID, by), caption, "paper_groups")
	t.Figures("paper_p", "paper_holm")
	t.Filled("difference_points", b.Level())
	t.Figures("difference_points")
	t.Note(w.Text("paper.pairs.note"))
	for i := range c.Endpoints {
		e := &c.Endpoints[i]
		at, ok := page.KeyEstimate(e)
		if !ok || len(page.GroupsBy(e, by)) < 3 {
			continue
		}
		if pairs := b.pairs(e, by, at.Time); len(pairs) > 0 {
			t.Heading(w.Text("paper.pairs.endpoint", b.EndpointName(e), b.Asked(at.AskedTime)))
			for _, x := range pairs {
				t.Row()
				t.Text("paper_groups", x.name).Indent = 1
				t.Set("paper_p", x.p)
				t.Set("paper_holm", x.holm)
				t.Set("difference_points", x.difference)
			}
		}
	}
	return t.Table()
}

// pair is what is said of two groups.
type pair struct {
	name                string
	p, holm, difference document.Cell
}

// pairs are every two groups that are compared; none where nothing can be said of any.
func (b *Builder) pairs(e *result.Endpoint, by string, time float64) []pair {
	var pairs []pair
	groups, said := page.GroupsBy(e, by), false
	for i, first := range groups {
		for _, second := range groups[i+1:] {
			if !page.IsCompared(e, by, first.Group) || !page.IsCompared(e, by, second.Group) {
				continue
			}
			x := pair{name: b.Words.Text("paper.pairs.pair", b.Group(by, first.Group), b.Group(by, second.Group)),
				difference: b.differenceCell(e, by, first.Group, second.Group, time)}
			x.p, x.holm = b.pairP(e, by, []string{first.Group, second.Group})
			said = said || x.p.Value != nil || x.difference.Text != words.None
			pairs = append(pairs, x)
		}
	}
	if !said {
		return nil
	}
	return pairs
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
