package cohort

import (
	"math"
	"strings"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// cohortSections are the pages of one cohort: who they are, then an endpoint
// at a time.
func (b *Builder) CohortSections(c *result.Cohort) []document.Section {
	head := document.Section{ID: c.ID, Title: b.CohortName(c.ID), Level: 1, Blocks: []document.Block{
		page.Paragraph(document.Lead, b.CohortSentence(c)),
		{Figure: b.flowFigure(c)},
		page.Paragraph(document.Body, b.FollowUpSentence(c)),
	}}
	if t := b.baselineTable(c); len(t.Rows) > 0 {
		head.Blocks = append(head.Blocks, document.Block{Table: t})
	}
	if why := b.noStates(c); why != "" {
		head.Blocks = append(head.Blocks, page.Paragraph(document.Note, why))
	}
	for _, f := range []*document.Figure{b.statesFigure(c), b.swimmerFigure(c), b.stripsFigure(c)} {
		if f != nil {
			head.Blocks = append(head.Blocks, document.Block{Figure: f})
		}
	}
	if t := b.keyTable(c); len(t.Rows) > 0 {
		head.Blocks = append(head.Blocks, document.Block{Table: t})
	}
	sections := []document.Section{head}
	for i := range c.Endpoints {
		sections = append(sections, b.endpointSection(c, &c.Endpoints[i]))
	}
	return sections
}

// flowTable counts the way from the rows read to the cases analysed.
func (b *Builder) FlowTable(c *result.Cohort) *document.Table {
	t := &document.Table{ID: c.ID + "-flow", Caption: b.Words.Text("flow.caption"), Columns: []document.Column{
		b.Head("step"), page.Figures(b.Head("transplants")), page.Figures(b.Head("patients"))}}
	for _, f := range c.Flow {
		row := document.Row{Cells: []document.Cell{page.Text(b.Words.Text("flow." + f.Step)), b.Integer(f.Cases), b.Integer(f.Patients)}}
		if f.Reason != "" {
			row.Cells[0] = document.Cell{Text: b.Words.Text("exclusion." + f.Reason), Indent: 1}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (b *Builder) baselineTable(c *result.Cohort) *document.Table {
	w := b.Words
	t := &document.Table{ID: c.ID + "-baseline", Caption: w.Text("baseline.caption", w.Count("count.patients", c.Patients)), Columns: []document.Column{
		{Head: w.Text("baseline.characteristic")}, {Head: w.Text("baseline.value")},
	}, Notes: []string{w.Text("baseline.note")}}
	for _, v := range c.Baseline {
		name := b.Column(v.Column)
		if v.Kind == "number" {
			value := b.quartiles(v)
			if v.Missing > 0 {
				value += "; " + w.Text("baseline.missing", w.Integer(v.Missing))
			}
			t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{page.Text(name), page.Text(value)}})
			continue
		}
		var levels []string
		for _, l := range v.Levels {
			share := w.Text("baseline.share", w.Integer(l.N), w.Percent(float64(l.N)/float64(max(v.N, 1)), v.N))
			levels = append(levels, w.Text("baseline.level", b.Group(v.Column, l.Level), share))
		}
		if v.Missing > 0 {
			levels = append(levels, w.Text("baseline.missing", w.Integer(v.Missing)))
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{page.Text(name), page.Text(strings.Join(levels, "; "))}})
	}
	return t
}

func (b *Builder) quartiles(v result.Baseline) string {
	if v.N == 0 {
		return b.Words.Text("baseline.none")
	}
	short := func(n result.Number) string {
		if math.Abs(float64(v.Max)) >= 100 {
			return b.Words.Decimal(float64(n), 0)
		}
		return b.Words.Decimal(float64(n), 1)
	}
	return b.Words.Text("baseline.quartiles", short(v.Median), short(v.Q1), short(v.Q3), short(v.Min), short(v.Max))
}

// keyTable has one line an endpoint: the estimate of the whole cohort that the
// first page would show.
func (b *Builder) keyTable(c *result.Cohort) *document.Table {
	w := b.Words
	t := &document.Table{ID: c.ID + "-key", Caption: w.Text("headline.caption"), Columns: []document.Column{
		{Head: w.Text("headline.endpoint")}, {Head: w.Text("headline.analysed"), Number: true}, {Head: w.Text("estimate.time"), Number: true}, {Head: w.Text("estimate.at_risk"), Number: true},
		{Head: w.Text("estimate.events_by"), Number: true}, {Head: w.Text("estimate.events_in_all"), Number: true}, {Head: w.Text("estimate.estimate"), Number: true}, {Head: w.Text("estimate.interval", b.Level()), Number: true},
	}, Notes: []string{w.Text("headline.note")}}
	for i := range c.Endpoints {
		e := &c.Endpoints[i]
		at, ok := page.KeyEstimate(e)
		if !ok {
			continue
		}
		g := &e.Groups[0]
		estimate, interval := b.estimateAndInterval(at, g.Cases)
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			{Text: b.EndpointName(e), Link: page.EndpointID(c, e)}, b.Integer(g.Cases), page.Number(at.Asked, document.Days, b.Asked(at.AskedTime)), b.Integer(at.AtRisk), b.Integer(at.Events), b.Integer(g.Events),
			estimate, interval,
		}})
	}
	t.Notes = append(t.Notes, b.NotComputedNotes(c)...)
	return t
}
