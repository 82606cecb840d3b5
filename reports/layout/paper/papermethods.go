package paper

import (
	"maps"
	"slices"
	"strings"

	"graftstat/analysis/code"
	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// paperMethods are the paragraphs of a manuscript's methods: of what was really
// done, with the references that belong to it.
func (b *Builder) paperMethods(c *page.Citations) []document.Block {
	m := &methodsText{Builder: b, cited: c, used: b.usedMethods(), usualEnd: b.usualCensoring()}
	var blocks []document.Block
	paragraphs := append([][]string{m.patients()}, m.endpoints()...)
	for _, sentences := range append(paragraphs, m.estimates(), m.comparisons(), m.models(), m.rest()) {
		if text := prose(sentences); text != "" {
			blocks = append(blocks, page.Paragraph(document.Body, text))
		}
	}
	return blocks
}

// prose is the sentences that are there, one after the other.
func prose(sentences []string) string {
	return strings.Join(slices.DeleteFunc(sentences, func(s string) bool { return s == "" }), " ")
}

type methodsText struct {
	*Builder
	cited    *page.Citations
	used     *usedMethods
	usualEnd string // of the follow-up, in words: that of most endpoints
}

// censoring is the end of an endpoint's follow-up in words.
func (b *Builder) censoring(e *result.Endpoint) string {
	names := make([]string, len(e.Definition.Censor))
	for i, name := range e.Definition.Censor {
		names[i] = b.Milestone(name)
	}
	return b.List(names, "or")
}

// usualCensoring is the end of follow-up that most endpoints have, of several
// the first.
func (b *Builder) usualCensoring() string {
	count := make(map[string]int)
	b.EachEndpoint(func(e *result.Endpoint) { count[b.censoring(e)]++ })
	usual := ""
	b.EachEndpoint(func(e *result.Endpoint) {
		if end := b.censoring(e); count[end] > count[usual] {
			usual = end
		}
	})
	return usual
}

// patients says who was analysed, up to when, and how time was counted.
func (m *methodsText) patients() []string {
	w := m.Words
	var cohorts []string
	left := 0
	for i := range m.Results.Cohorts {
		c := &m.Results.Cohorts[i]
		name := m.CohortName(c.ID)
		for _, s := range m.Results.Study.Cohorts {
			if where := m.Conditions(s.Where); s.ID == c.ID && where != "" {
				name = w.Text("estimate.short", name, where)
			}
		}
		cohorts = append(cohorts, name)
		for _, f := range c.Flow {
			if f.Step == "not_infused" {
				left += f.Patients
			}
		}
	}
	sentences := []string{w.Text("paper.methods.patients", strings.Join(cohorts, "; "))}
	if m.Results.AsOf != "" {
		sentences = append(sentences, w.Text("paper.methods.closing", w.Date(m.Results.AsOf)))
	}
	start, isOnly := m.usualOrigin()
	time := "paper.methods.time"
	if isOnly {
		time = "paper.methods.time_all"
	}
	sentences = append(sentences, w.Text(time, m.Milestone(start)), w.Text("paper.methods.order"))
	if left > 0 {
		sentences = append(sentences, w.Text("paper.methods.not_infused", w.Count("count.patients", left)))
	}
	return sentences
}

// endpoints defines every endpoint in a few words, a paragraph a cohort, and the
// rules behind the milestones.
func (m *methodsText) endpoints() [][]string {
	w := m.Words
	var paragraphs [][]string
	var sentences []string
	if m.isOfTransplants() {
		sentences = []string{w.Text("paper.methods.definitions", m.Cite(m.cited, "kanate-2020"))}
	}
	for i := range m.Results.Cohorts {
		c := &m.Results.Cohorts[i]
		if len(c.Endpoints) == 0 {
			continue
		}
		items := make([]string, len(c.Endpoints))
		for j := range c.Endpoints {
			items[j] = m.endpoint(&c.Endpoints[j])
		}
		list := strings.Join(items, "; ")
		if len(m.Results.Cohorts) == 1 {
			sentences = append(sentences, w.Text("paper.methods.endpoints", list))
		} else {
			paragraphs = append(paragraphs,
				append(sentences, w.Text("paper.methods.endpoints_of", m.CohortName(c.ID), list)))
			sentences = nil
		}
	}
	sentences = append(sentences, w.Text("paper.methods.censored_all", m.usualEnd), w.Text(m.entry()))
	return append(paragraphs, append(sentences, m.rules()...))
}

// entry is the text of how often a patient enters.
func (m *methodsText) entry() string {
	isPerTransplant := false
	m.EachEndpoint(func(e *result.Endpoint) {
		isPerTransplant = isPerTransplant || e.Definition.Per == code.PerTransplant
	})
	switch {
	case isPerTransplant:
		return "paper.methods.per"
	case m.isOfTransplants():
		return "paper.methods.per_patient"
	}
	return "paper.methods.once"
}

func (m *methodsText) endpoint(e *result.Endpoint) string {
	w, d := m.Words, e.Definition
	var parts []string
	name := page.Lowered(m.EndpointName(e))
	if events := m.List(m.Items(d.Event), "or"); events != name {
		parts = append(parts, events)
	}
	if len(d.Competing) > 0 {
		parts = append(parts, w.Text("paper.methods.competing", m.List(m.Items(d.Competing), "or")))
	}
	if usual, _ := m.usualOrigin(); origin(e) != usual {
		parts = append(parts, w.Text("paper.methods.from", m.Milestone(d.From)))
	}
	if end := m.censoring(e); end != m.usualEnd {
		parts = append(parts, w.Text("paper.methods.censored", end))
	}
	if d.Per == code.PerTransplant {
		parts = append(parts, w.Text("paper.methods.per_transplant"))
	}
	if d.CauseSpecific {
		parts = append(parts, w.Text("paper.methods.cause_specific_endpoint"))
	}
	if len(parts) == 0 {
		return name
	}
	return w.Text("estimate.short", name, strings.Join(parts, "; "))
}

// rules are the thresholds by which milestones were read from logs.
func (m *methodsText) rules() []string {
	w := m.Words
	value := func(rule, key string) string {
		for _, r := range m.Results.Study.Rules {
			if r.Rule == rule && r.Key == key {
				return m.ruleValue(r.Value)
			}
		}
		return ""
	}
	var rules []string
	for _, x := range ruleTexts() {
		if slices.ContainsFunc(x.milestones, func(name string) bool { return m.used.milestones[name] }) {
			rules = append(rules, w.Text("paper.methods.rule."+x.key, value(x.rule, x.values[0]),
				value(x.rule, x.values[1])))
		}
	}
	if len(rules) == 0 {
		return nil
	}
	return []string{w.Text("paper.methods.rules", strings.Join(rules, "; "), m.Cite(m.cited, "sureda-2024"))}
}

// estimates: estimators, variances, intervals, follow-up.
func (m *methodsText) estimates() []string {
	w, u := m.Words, m.used
	sentences := []string{w.Text("paper.methods.guideline", m.Cite(m.cited, "iacobelli-2013", "iacobelli-2024"))}
	sentences = append(sentences, m.sentences(estimatorTexts(), u.methods)...)
	if s := m.intervals(u.survivalIntervals, code.Survival); s != "" {
		sentences = append(sentences, w.Text("paper.methods.survival_intervals", m.Level(), s))
	}
	if s := m.intervals(u.incidenceIntervals, code.Incidence); s != "" {
		sentences = append(sentences, w.Text("paper.methods.incidence_intervals", m.Level(), s))
	}
	if form := m.Results.Paper.Intervals; form != "" {
		sentences = append(sentences, w.Text("paper.methods.one_interval."+string(form)))
	}
	sentences = append(sentences, w.Text("paper.methods.past"),
		w.Text("paper.methods.followup", m.Cite(m.cited, "schemper-1996")))
	sentences = append(sentences, m.sentences(meanTexts(), u.means)...)
	if u.hasDays {
		sentences = append(sentences, w.Text("paper.methods.days"))
	}
	return sentences
}

// variance is that of the incidences.
func (m *methodsText) variance() []string {
	if m.used.variances["delta"] {
		return []string{m.Words.Text("paper.methods.variance.delta")}
	}
	return []string{m.Words.Text("paper.methods.variance.aalen")}
}

// intervals are the names of the methods that were used, that of the whole paper
// first; any other says where it was taken.
func (m *methodsText) intervals(used map[string]bool, kind code.EndpointKind) string {
	asked, texts := m.Results.Interval(kind), intervalTexts()
	isOne := m.Results.Paper.Intervals.Method(kind) == asked && asked != "auto"
	if i := slices.IndexFunc(texts.texts, func(x methodText) bool { return x.code == asked }); i > 0 {
		texts.texts = slices.Concat(texts.texts[i:i+1], texts.texts[:i], texts.texts[i+1:])
	}
	return m.List(m.names(texts, used, func(x methodText, name string) string {
		isExact := x.cite != nil
		switch {
		case asked == "auto" && isExact: // of an earlier version
			return m.Words.Text("paper.interval_few", name)
		case !isOne || x.code == asked:
			return name
		case isExact:
			return m.Words.Text("paper.interval_edge", name)
		}
		return m.Words.Text("paper.interval_late", name)
	}), "and")
}

// comparisons: tests, what is withheld, differences, and those of the baseline.
func (m *methodsText) comparisons() []string {
	w, u := m.Words, m.used
	var sentences []string
	names := m.names(testTexts(), u.tests, func(_ methodText, name string) string { return name })
	if len(names) > 0 {
		sentences = append(sentences, w.Text("paper.methods.tests", m.List(names, "and")))
	}
	sentences = append(sentences, m.sentences(comparisonTexts(), u.comparisons)...)
	sentences = append(sentences, m.sentences(differenceTexts(), u.differences)...)
	sentences = append(sentences, w.Text("paper.methods.baseline"))
	if u.hasDifference {
		sentences = append(sentences, w.Text("paper.methods.standardised", m.Cite(m.cited, "austin-2009", "yang-2012")))
	}
	names = nil
	for _, code := range slices.Sorted(maps.Keys(u.baselineTests)) {
		names = append(names, w.Text("baseline_test."+code))
	}
	if len(names) > 0 {
		sentences = append(sentences, w.Text("paper.methods.baseline_tests", m.List(names, "and")))
	}
	if len(sentences) > 1 {
		sentences = append(sentences, w.Text("paper.methods.p"))
	}
	return sentences
}

// minGroup is the fewest cases of a group that gets a p in any cohort.
func (m *methodsText) minGroup() []string {
	least := 0
	for _, c := range m.Results.Study.Cohorts {
		if least == 0 || c.MinGroup < least {
			least = c.MinGroup
		}
	}
	return []string{m.Words.Integer(least)}
}

// models: kinds, ties, check of the hazards, separation, events for each
// coefficient, interaction.
func (m *methodsText) models() []string {
	w, u := m.Words, m.used
	kinds := maps.Clone(u.kinds)
	kinds["cause_specific"] = u.kinds[string(code.Cox)] && u.methods["aalen-johansen"]
	sentences := m.sentences(modelTexts(), kinds)
	if len(sentences) == 0 {
		return nil
	}
	if u.isChecked {
		sentences = append(sentences, w.Text("paper.methods.proportional", m.Cite(m.cited, "grambsch-1994")))
	}
	sentences = append(sentences, w.Text("paper.methods.coefficients", w.Integer(code.EventsPerParameter)))
	if len(m.Results.Paper.Subgroups) > 0 {
		sentences = append(sentences, w.Text("paper.methods.interaction"))
	}
	return sentences
}

// ties is the rule of Cox models: Efron's where any has it.
func (m *methodsText) ties() []string {
	for _, ties := range []code.TieRule{code.Efron, code.Exact, code.Breslow} {
		if m.used.ties[string(ties)] {
			return []string{m.Words.Text("ties." + string(ties))}
		}
	}
	return []string{m.Words.Text("ties." + string(code.Efron))}
}

// rest: missing data, other choices, the program.
func (m *methodsText) rest() []string {
	w, r := m.Words, m.Results
	sentences := []string{w.Text("paper.methods.missing")}
	if n := len(r.Sensitivity); n > 0 {
		names := make([]string, n)
		for i := range r.Sensitivity {
			names[i] = page.Lowered(m.variantName(&r.Sensitivity[i]))
		}
		sentences = append(sentences, w.Text("paper.methods.sensitivity", m.List(names, "and")))
	}
	tool := r.Tool.Name + " " + r.Tool.Version
	if slices.Contains(r.Study.Outputs.Formats, "reproduce") {
		return append(sentences, w.Text("paper.methods.tool_reproduce", tool))
	}
	return append(sentences, w.Text("paper.methods.tool", tool))
}
