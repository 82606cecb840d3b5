package paper

import (
	"strings"

	"graftstat/analysis/code"
	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// Numbers that a paragraph of results names; the rest is in the tables.
const (
	maxCompared = 4 // endpoints of a comparison
	maxTerms    = 6 // terms of a model
)

// fewPatients is the number under which a paragraph says what its intervals leave open.
const fewPatients = 30

// paperResults are the paragraphs of a manuscript's results: a cohort at a time
// its patients, follow-up and outcomes, then its comparisons and models.
func (b *Builder) paperResults() []document.Block {
	var blocks []document.Block
	for i := range b.Results.Cohorts {
		c := &b.Results.Cohorts[i]
		for k, sentences := range [][]string{b.resultPatients(c), b.resultOutcomes(c), b.resultComparisons(c),
			b.resultModels(c)} {
			text := prose(sentences)
			if text == "" {
				continue
			}
			if k == 0 && len(b.Results.Cohorts) > 1 {
				text = b.Words.Text("paper.results.cohort", b.CohortName(c.ID), text)
			}
			blocks = append(blocks, page.Paragraph(document.Body, text))
		}
	}
	if len(b.Results.Sensitivity) > 0 {
		moved, of := b.movedNumbers()
		blocks = append(blocks, page.Paragraph(document.Body,
			b.Words.Text("paper.results.sensitivity", b.Words.Integer(moved), b.Words.Integer(of))))
	}
	return blocks
}

// resultPatients: how many, who they were, how long they were followed.
func (b *Builder) resultPatients(c *result.Cohort) []string {
	w := b.Words
	analysed := w.Count("count.patients", c.Patients)
	if c.Cases != c.Patients {
		analysed = w.Text("paper.results.with", analysed, w.Count("count.transplants", c.Cases))
	}
	sentences := []string{w.Text("paper.results.analysed", analysed)}
	for _, v := range c.Baseline {
		switch {
		case v.Column == "age_years" && v.Kind == "number" && v.N > 0:
			digits := baselineDigits(&result.Table1Row{Cells: []result.Baseline{v}})
			show := func(n result.Number) string { return w.Decimal(float64(n), digits) }
			sentences = append(sentences, w.Text("paper.results.age", show(v.Median), show(v.Q1), show(v.Q3),
				show(v.Min), show(v.Max)))
		case v.Column == "sex" && v.N > 0:
			if n := levelCount(&v, "male"); n > 0 || levelCount(&v, "female") > 0 {
				sentences = append(sentences, w.Text("paper.results.sex", w.Integer(n), w.Integer(v.N),
					w.Percent(float64(n)/float64(v.N), v.N)))
			}
		}
	}
	for _, f := range c.Flow {
		if f.Step == "not_infused" && f.Patients > 0 {
			sentences = append(sentences, w.Text("paper.results.not_infused", w.Count("count.patients", f.Patients)))
		}
	}
	if c.FollowUp.Alive >= 0 {
		sentences = append(sentences, b.resultAlive(c))
	}
	return append(sentences, b.resultFollowUp(c))
}

// resultAlive leaves out what is of nobody.
func (b *Builder) resultAlive(c *result.Cohort) string {
	w, f := b.Words, c.FollowUp
	var parts []string
	for _, x := range []struct {
		n    int
		text string
	}{{f.Alive, "alive"}, {f.Dead, "dead"}, {f.Unknown, "unknown"}} {
		if x.n > 0 {
			parts = append(parts, w.Text("paper.results.status."+x.text, w.Integer(x.n)))
		}
	}
	switch {
	case f.Alive+f.Dead+f.Unknown != c.Patients:
		return b.VitalStatus("paper.results.alive", c)
	case f.Alive == c.Patients:
		return w.Text("paper.results.all_alive", w.Integer(f.Alive))
	case f.Dead == c.Patients:
		return w.Text("paper.results.all_dead", w.Integer(f.Dead))
	}
	return w.Text("paper.results.alive", b.List(parts, "and"))
}

// resultFollowUp is the median follow-up, and the range of those alive.
func (b *Builder) resultFollowUp(c *result.Cohort) string {
	w, f := b.Words, c.FollowUp
	if f.Median.IsMissing() {
		return w.Text("followup.none", w.Text("reason."+f.Reason))
	}
	median, limits, unit := b.followUpNumbers(c)
	sentence := w.Text("paper.results.followup", median, unit)
	if limits[0] != "" {
		sentence = w.Text("paper.results.followup_interval", median, unit, b.Level(), limits[0], limits[1])
	}
	if f.Alive > 0 && !f.Min.IsMissing() {
		sentence += " " + w.Text("paper.results.followup_alive", w.Integer(f.Alive), b.Span(f.Said.Min),
			b.Span(f.Said.Max))
	}
	return sentence
}

// resultOutcomes is a sentence for each endpoint, at the time of the first page,
// and what few patients leave open.
func (b *Builder) resultOutcomes(c *result.Cohort) []string {
	w := b.Words
	var sentences []string
	immature := false
	for i := range c.Endpoints {
		e := &c.Endpoints[i]
		at, ok := page.KeyEstimate(e)
		if !ok || at.Estimate.IsMissing() {
			continue
		}
		g := &e.Groups[0]
		immature = immature || !at.Mature
		sentences = append(sentences, w.Text("paper.results."+string(e.Kind), page.Lowered(b.EndpointName(e)),
			b.Asked(at.AskedTime), b.estimateText(at.Point, g.Cases),
			w.Count("count.events", at.Events), b.Units(e, g.Cases), w.Integer(at.AtRisk))+b.resultDays(g)+".")
		if at.EstimateWorst != nil {
			sentences = append(sentences, w.Text("paper.results.worst", w.Percent(float64(*at.EstimateWorst), g.Cases)))
		}
	}
	if len(sentences) == 0 {
		return nil
	}
	for i := range sentences {
		sentences[i] = page.Capital(sentences[i])
	}
	if c.Patients < fewPatients {
		sentences = append(sentences, b.resultSmall(c))
	}
	if immature {
		sentences = append(sentences, w.Text("paper.results.immature"))
	}
	return sentences
}

// estimateText: 90% (95% CI 55–99.7%).
func (b *Builder) estimateText(p result.Point, n int) string {
	w := b.Words
	return w.Text("estimate.short", w.Percent(float64(p.Estimate), n),
		w.Text("interval.ci", b.Level(), w.PercentInterval(float64(p.Lower), float64(p.Upper), n)))
}

func (b *Builder) resultDays(g *result.Group) string {
	if d := g.DaysToEvent; d != nil && d.N > 0 {
		return b.Words.Text("paper.results.days", b.DayOf(page.InDays(d).Median), b.DayOf(page.InDays(d).Min),
			b.DayOf(page.InDays(d).Max), b.Words.Integer(d.N))
	}
	return ""
}

// resultSmall says how far a certain estimate may be from the truth, by the
// first endpoint that nobody or everybody had; else only that intervals are wide.
func (b *Builder) resultSmall(c *result.Cohort) string {
	w := b.Words
	for i := range c.Endpoints {
		e := &c.Endpoints[i]
		at, ok := page.KeyEstimate(e)
		if !ok || at.Lower.IsMissing() || at.Upper.IsMissing() || at.Estimate != 0 && at.Estimate != 1 {
			continue
		}
		code, limit := "paper.results.small_all", at.Lower
		if at.Estimate == 0 {
			code, limit = "paper.results.small_none", at.Upper
		}
		return w.Text(code, w.Count("count.patients", c.Patients), page.Lowered(b.EndpointName(e)),
			w.Percent(float64(at.Estimate), e.Groups[0].Cases), w.Percent(float64(limit), e.Groups[0].Cases))
	}
	return w.Text("paper.results.small", w.Count("count.patients", c.Patients))
}

// resultComparisons gives the groups of each comparison for the first endpoints
// that have a p, and says where there is none.
func (b *Builder) resultComparisons(c *result.Cohort) []string {
	w := b.Words
	var sentences []string
	for _, by := range comparedBy(c) {
		said := 0
		var reasons []string
		for i := range c.Endpoints {
			e := &c.Endpoints[i]
			t := firstTest(e, by)
			switch {
			case t == nil:
			case t.P.IsMissing():
				reasons = page.AppendNew(reasons, b.ReasonText(t.Reason))
			case said < maxCompared:
				s := b.resultComparison(e, t, by)
				if s == "" {
					continue
				}
				if said == 0 {
					s = w.Text("paper.results.compared.by", page.Lowered(b.Term(by)), s)
				}
				sentences, said = append(sentences, page.Capital(s)), said+1
			}
		}
		if said == 0 && len(reasons) > 0 {
			sentences = append(sentences, w.Text("paper.results.untested", page.Lowered(b.Term(by)),
				strings.Join(reasons, "; ")))
		}
	}
	return sentences
}

// firstTest of all groups that has a p, else the first without; nil: none.
func firstTest(e *result.Endpoint, by string) *result.Test {
	var found *result.Test
	for i := range e.Tests {
		t := &e.Tests[i]
		if t.By != by || t.Pair {
			continue
		}
		if !t.P.IsMissing() {
			return t
		}
		if found == nil {
			found = t
		}
	}
	return found
}

func (b *Builder) resultComparison(e *result.Endpoint, t *result.Test, by string) string {
	w := b.Words
	at, ok := page.KeyEstimate(e)
	if !ok {
		return ""
	}
	var parts []string
	groups := page.GroupsBy(e, by)
	fewest := fewestCases(groups)
	for _, g := range groups {
		for _, p := range g.At {
			if p.Time == at.Time && !p.Estimate.IsMissing() {
				parts = append(parts, b.inGroup(b.estimateText(p.Point, fewest), by, g))
			}
		}
	}
	if len(parts) < 2 {
		return ""
	}
	return w.Text("paper.results.compared."+string(e.Kind), page.Lowered(b.EndpointName(e)), b.Asked(at.AskedTime),
		b.List(parts, "and"), w.Text("paper.test."+t.Name), w.P(float64(t.P)))
}

// inGroup says of which group an estimate is. A level of ours begins small within
// a sentence; a label of the study stays as it is written, as a name may.
func (b *Builder) inGroup(estimate, by string, g *result.Group) string {
	name, text := b.Group(by, g.Group), "paper.results.group"
	if len(b.Results.Study.Labels[by][g.Group]) == 0 {
		name = page.Lowered(name)
	}
	isCut := strings.ContainsAny(g.Group, "<>")
	switch {
	case isCut:
		text = "paper.results.group_cut"
	case g.Group == "yes" || g.Group == "no":
		text = "paper.results.group_" + g.Group
	}
	return b.Words.Text(text, estimate, name, b.Words.Integer(g.Cases))
}

// resultModels gives the first terms of each model of all terms together.
func (b *Builder) resultModels(c *result.Cohort) []string {
	w := b.Words
	var sentences []string
	for i := range b.Results.Paper.Univariable {
		u := &b.Results.Paper.Univariable[i]
		m := u.Multivariable
		if u.Cohort != c.ID || m == nil {
			continue
		}
		if m.Status != "ok" {
			sentences = page.AppendNew(sentences, w.Text("paper.results.no_model",
				page.Lowered(b.EndpointNamed(u.Cohort, u.Endpoint)), w.Text("model_status."+m.Status)))
			continue
		}
		var parts []string
		for _, t := range m.Terms[:min(len(m.Terms), maxTerms)] {
			parts = append(parts, b.resultTerm(u, t))
		}
		if len(m.Terms) > maxTerms {
			parts = append(parts, w.Text("paper.results.more_terms"))
		}
		text := "paper.results.model." + string(u.Kind)
		if e := b.EndpointWith(u.Cohort, u.Endpoint); u.Kind == code.Cox && e != nil &&
			len(e.Definition.Competing) > 0 {
			text = "paper.results.cause_specific"
		}
		sentences = append(sentences, w.Text(text, page.Lowered(b.EndpointNamed(u.Cohort, u.Endpoint)),
			w.Integer(m.Cases), w.Count("count.events", m.Events), strings.Join(parts, "; ")))
		if u.TooManyTerms {
			sentences = append(sentences, w.Text("paper.results.too_many", w.Decimal(float64(u.EventsPerParameter), 1)))
		}
	}
	for _, s := range b.resultInteractions(c) {
		sentences = page.AppendNew(sentences, s)
	}
	return sentences
}

// resultTerm: AML, low risk against ALL 0.51 (95% CI 0.28–0.92; p = 0.025).
func (b *Builder) resultTerm(u *result.Univariable, t result.Term) string {
	w, name := b.Words, b.Term(t.Term)
	for _, r := range u.Rows {
		if level, isLevel := strings.CutPrefix(t.Term, r.Column+"="); isLevel {
			name = w.Text("paper.results.against", page.Lowered(b.Term(r.Column)), b.Group(r.Column, level),
				b.Group(r.Column, r.Reference))
		} else if r.Column == t.Term {
			name = w.Text("paper.results.for_each", page.Lowered(name))
		}
	}
	if t.Reason == "not_estimable" {
		return w.Text("paper.results.term_none", name)
	}
	interval := w.Text("interval.ci", b.Level(), b.RatioInterval(t))
	if !t.P.IsMissing() {
		interval += "; " + w.P(float64(t.P))
	}
	return w.Text("paper.results.term", name, w.Decimal(float64(t.HR), 2), interval)
}

func (b *Builder) resultInteractions(c *result.Cohort) []string {
	var sentences []string
	for i := range b.Results.Paper.Subgroups {
		s := &b.Results.Paper.Subgroups[i]
		if s.Cohort == c.ID && s.Interaction != nil && !s.Interaction.P.IsMissing() {
			sentences = append(sentences, b.Words.Text("paper.results.interaction", page.Lowered(b.Term(s.By)),
				page.Lowered(b.Term(s.Within)), page.Lowered(b.EndpointNamed(s.Cohort, s.Endpoint)),
				b.Words.P(float64(s.Interaction.P))))
		}
	}
	return sentences
}
