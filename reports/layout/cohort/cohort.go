package cohort

import (
	"math"
	"strings"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// CohortSections are the pages of one cohort: who they are, then an endpoint
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
	head.Blocks = append(head.Blocks, b.stateTimeBlocks(c)...)
	if t := b.keyTable(c); len(t.Rows) > 0 {
		head.Blocks = append(head.Blocks, document.Block{Table: t})
	}
	if t := b.gradeTable(page.Paper, c); t != nil {
		head.Blocks = append(head.Blocks, document.Block{Table: t})
	}
	for _, t := range b.chimerismTables(c) {
		head.Blocks = append(head.Blocks, document.Block{Table: t})
	}
	sections := []document.Section{head}
	for i := range c.Endpoints {
		sections = append(sections, b.endpointSection(c, &c.Endpoints[i]))
	}
	return sections
}

// FlowTable counts the way from the rows read to the cases analysed.
func (b *Builder) FlowTable(c *result.Cohort) *document.Table {
	t := b.grid(page.Sheet, c.ID+"-flow", b.Words.Text("flow.caption"), "step")
	t.Figures("transplants", "patients")
	for _, f := range c.Flow {
		t.Row()
		if f.Reason == "" {
			t.Word("step", "flow", f.Step)
		} else {
			t.Word("step", "exclusion", f.Reason).Indent = 1
		}
		t.Count("transplants", f.Cases)
		t.Count("patients", f.Patients)
	}
	return t.Table()
}

func (b *Builder) baselineTable(c *result.Cohort) *document.Table {
	w := b.Words
	t := b.grid(page.Paper, c.ID+"-baseline", w.Text("baseline.caption", w.Count("count.patients", c.Patients)))
	t.Note(w.Text("baseline.note"))
	for _, v := range c.Baseline {
		t.Row()
		t.Text("characteristic", b.Column(v.Column))
		t.Text("baseline_value", b.baselineValue(v))
	}
	return t.Table()
}

// baselineValue describes a number by its quartiles, a category by its levels.
func (b *Builder) baselineValue(v result.Baseline) string {
	w := b.Words
	var parts []string
	if v.Kind == "number" {
		parts = append(parts, b.quartiles(v))
	}
	for _, l := range v.Levels {
		share := w.Text("baseline.share", w.Integer(l.N), w.Percent(float64(l.N)/float64(max(v.N, 1)), v.N))
		parts = append(parts, w.Text("baseline.level", b.Group(v.Column, l.Level), share))
	}
	if v.Missing > 0 {
		parts = append(parts, w.Text("baseline.missing", w.Integer(v.Missing)))
	}
	return strings.Join(parts, "; ")
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
	t := b.grid(page.Paper, c.ID+"-key", w.Text("headline.caption"), "endpoint")
	t.Figures("analysed", "horizon", "at_risk", "events_to", "events_in_all")
	t.estimateColumns()
	for i := range c.Endpoints {
		e := &c.Endpoints[i]
		at, ok := page.KeyEstimate(e)
		if !ok {
			continue
		}
		g := &e.Groups[0]
		t.Row()
		t.Text("endpoint", b.EndpointName(e)).Link = page.EndpointID(c, e)
		t.Count("analysed", g.Cases)
		t.Count("events_in_all", g.Events)
		t.estimateAt(at, g.Cases)
	}
	t.Note(w.Text("headline.note"))
	t.Note(b.NotComputedNotes(c)...)
	return t.Table()
}
