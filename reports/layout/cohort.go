package layout

import (
	"math"
	"strings"

	"graftstat/analysis/result"
)

// cohortSections are the pages of one cohort: who they are, then an endpoint
// at a time.
func (b *builder) cohortSections(c *result.Cohort) []Section {
	head := Section{ID: c.ID, Title: b.cohortName(c.ID), Level: 1, Blocks: []Block{
		paragraph(Lead, b.cohortSentence(c)),
		{Figure: b.flowFigure(c)},
		paragraph(Body, b.followUpSentence(c)),
	}}
	if t := b.baselineTable(c); len(t.Rows) > 0 {
		head.Blocks = append(head.Blocks, Block{Table: t})
	}
	for _, f := range []*Figure{b.statesFigure(c), b.swimmerFigure(c), b.stripsFigure(c)} {
		if f != nil {
			head.Blocks = append(head.Blocks, Block{Figure: f})
		}
	}
	if t := b.keyTable(c); len(t.Rows) > 0 {
		head.Blocks = append(head.Blocks, Block{Table: t})
	}
	sections := []Section{head}
	for i := range c.Endpoints {
		sections = append(sections, b.endpointSection(c, &c.Endpoints[i]))
	}
	return sections
}

// flowTable counts the way from the rows read to the cases analysed.
func (b *builder) flowTable(c *result.Cohort) *Table {
	t := &Table{ID: c.ID + "-flow", Caption: b.words.Text("flow.caption"), Columns: []Column{
		b.head("step"), figures(b.head("transplants")), figures(b.head("patients"))}}
	for _, f := range c.Flow {
		row := Row{Cells: []Cell{text(b.words.Text("flow." + f.Step)), b.integer(f.Cases), b.integer(f.Patients)}}
		if f.Reason != "" {
			row.Cells[0] = Cell{Text: b.words.Text("exclusion." + f.Reason), Indent: 1}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (b *builder) followUpSentence(c *result.Cohort) string {
	w, f := b.words, c.FollowUp
	if f.Median.IsMissing() {
		return w.Text("followup.none", w.Text("reason."+f.Reason))
	}
	sentence := w.Text("followup.median", b.span(f.Said.Median))
	if !f.Lower.IsMissing() && !f.Upper.IsMissing() {
		sentence = w.Text("followup.median_interval", b.span(f.Said.Median), b.level(), b.span(f.Said.Lower), b.span(f.Said.Upper))
	}
	if f.Alive > 0 && !f.Min.IsMissing() {
		sentence += " " + w.Text("followup.alive", w.Integer(f.Alive), b.span(f.Said.Min), b.span(f.Said.Max))
	}
	return sentence
}

func (b *builder) baselineTable(c *result.Cohort) *Table {
	w := b.words
	t := &Table{ID: c.ID + "-baseline", Caption: w.Text("baseline.caption", w.Count("count.patients", c.Patients)), Columns: []Column{
		{Head: w.Text("baseline.characteristic")}, {Head: w.Text("baseline.value")},
	}, Notes: []string{w.Text("baseline.note")}}
	for _, v := range c.Baseline {
		name := b.column(v.Column)
		if v.Kind == "number" {
			value := b.quartiles(v)
			if v.Missing > 0 {
				value += "; " + w.Text("baseline.missing", w.Integer(v.Missing))
			}
			t.Rows = append(t.Rows, Row{Cells: []Cell{text(name), text(value)}})
			continue
		}
		var levels []string
		for _, l := range v.Levels {
			share := w.Text("baseline.share", w.Integer(l.N), w.Percent(float64(l.N)/float64(max(v.N, 1)), v.N))
			levels = append(levels, w.Text("baseline.level", b.group(v.Column, l.Level), share))
		}
		if v.Missing > 0 {
			levels = append(levels, w.Text("baseline.missing", w.Integer(v.Missing)))
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{text(name), text(strings.Join(levels, "; "))}})
	}
	return t
}

func (b *builder) quartiles(v result.Baseline) string {
	if v.N == 0 {
		return b.words.Text("baseline.none")
	}
	short := func(n result.Number) string {
		if math.Abs(float64(v.Max)) >= 100 {
			return b.words.Decimal(float64(n), 0)
		}
		return b.words.Decimal(float64(n), 1)
	}
	return b.words.Text("baseline.quartiles", short(v.Median), short(v.Q1), short(v.Q3), short(v.Min), short(v.Max))
}

// keyTable has one line an endpoint: the estimate of the whole cohort that the
// first page would show.
func (b *builder) keyTable(c *result.Cohort) *Table {
	w := b.words
	t := &Table{ID: c.ID + "-key", Caption: w.Text("key.caption"), Columns: []Column{
		{Head: w.Text("key.endpoint")}, {Head: w.Text("key.analysed"), Number: true}, {Head: w.Text("estimate.time"), Number: true}, {Head: w.Text("estimate.at_risk"), Number: true},
		{Head: w.Text("estimate.events_by"), Number: true}, {Head: w.Text("estimate.events_in_all"), Number: true}, {Head: w.Text("estimate.estimate"), Number: true}, {Head: w.Text("estimate.interval", b.level()), Number: true},
	}, Notes: []string{w.Text("key.note")}}
	for i := range c.Endpoints {
		e := &c.Endpoints[i]
		at, ok := keyEstimate(e)
		if !ok {
			continue
		}
		g := &e.Groups[0]
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: b.endpointName(e), Link: endpointID(c, e)}, b.integer(g.Cases), number(at.Asked, Days, b.asked(at.AskedTime)), b.integer(at.AtRisk), b.integer(at.Events), b.integer(g.Events),
			b.percent(float64(at.Estimate), g.Cases), text(w.PercentInterval(float64(at.Lower), float64(at.Upper), g.Cases)),
		}})
	}
	t.Notes = append(t.Notes, b.notComputedNotes(c)...)
	return t
}

func endpointID(c *result.Cohort, e *result.Endpoint) string { return c.ID + "-" + e.ID }

// definition of an endpoint in a line.
func (b *builder) definition(e *result.Endpoint) string {
	w, d := b.words, e.Definition
	parts := []string{w.Text("definition.event", b.milestone(d.From), b.list(b.items(d.Event), "or"))}
	if len(d.Competing) > 0 {
		parts = append(parts, w.Text("definition.competing", b.list(b.items(d.Competing), "or")))
	}
	censor := make([]string, len(d.Censor))
	for i, name := range d.Censor {
		censor[i] = b.milestone(name)
	}
	parts = append(parts, w.Text("definition.censor", b.list(censor, "or")), w.Text("definition.per."+d.Per))
	for _, declared := range []struct {
		code  string
		names []string
	}{{"definition.none", d.None}, {"definition.not_collected", d.NotCollected}} {
		if len(declared.names) > 0 {
			names := make([]string, len(declared.names))
			for i, name := range declared.names {
				names[i] = b.milestone(name)
			}
			parts = append(parts, w.Text(declared.code, b.list(names, "and")))
		}
	}
	if d.CauseSpecific {
		parts = append(parts, w.Text("definition.cause_specific"))
	}
	if d.Replaces {
		parts = append(parts, w.Text("definition.replaces"))
	}
	if e.Shift > 0 {
		parts = append(parts, w.Text("definition.shift", b.rule("transfusion_independence", "window_days")))
	}
	if e.CountsGrace > 0 {
		parts = append(parts, w.Text("definition.counts_grace", w.Integer(e.CountsGrace)))
	}
	return strings.Join(append(parts, b.recoveryRule(d)...), " ")
}

// recoveryRule says of platelet recovery that transfusions were left out of account.
func (b *builder) recoveryRule(d result.Definition) []string {
	for _, item := range d.Event {
		if strings.HasPrefix(item.Milestone, "platelet_engraftment_") && b.rule("platelet_engraftment", "transfusion_free_days") == "0" {
			return []string{b.words.Text("definition.transfusions_not_asked")}
		}
	}
	return nil
}

// rule is the value of a rule of the study, "" where it has none.
func (b *builder) rule(rule, key string) string {
	for _, r := range b.results.Study.Rules {
		if r.Rule == rule && r.Key == key {
			return r.Value
		}
	}
	return ""
}
