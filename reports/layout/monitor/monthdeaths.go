package monitor

import (
	"slices"
	"strings"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// MonthDeaths are the deaths of the last twelve months by cause, beside the
// twelve before, and what was expected of the same days.
func (b *Builder) MonthDeaths() []document.Block {
	m := b.Results.Monitor
	if m == nil || len(m.Deaths) == 0 {
		return nil
	}
	w := b.Words
	t := b.grid(page.Paper, "month-deaths", w.Text("month.deaths", w.Date(b.Results.AsOf)))
	t.Wide(3, "cohort")
	for i := range m.Deaths {
		d := &m.Deaths[i]
		if d.Reason != "" {
			t.Note(w.Text("month.deaths_unknown", b.CohortName(d.Cohort), b.monitorReason(d.Reason)))
			continue
		}
		b.deathsRow(t, m, d)
	}
	if t.Len() == 0 {
		return []document.Block{page.Paragraph(document.Warning, strings.Join(t.Table().Notes, " "))}
	}
	return []document.Block{{Table: t.Table()}}
}

func (b *Builder) deathsRow(t *grid, m *result.Monitor, d *result.Deaths) {
	w := b.Words
	t.Row()
	t.Text("cohort", b.CohortName(d.Cohort))
	for k, name := range []string{"deaths_last", "deaths_before"} {
		p := &d.Periods[k]
		if !t.Has(name) {
			t.Filled(name, w.Date(p.From), w.Date(p.To))
			t.Wide(float64(6-k), name)
		}
		t.Text(name, b.deathsText(p, d.CauseReason))
	}
	if expected := b.expectedDeaths(m, d.Cohort); expected != "" {
		t.Wide(4, "deaths_expected")
		t.Text("deaths_expected", expected)
	}
	b.earlyInfectionRow(t, d)
	if d.CauseReason != "" {
		t.Note(w.Text("month.no_causes", b.monitorReason(d.CauseReason)))
	}
	if d.Undated > 0 {
		t.Note(w.Count("month.undated", d.Undated, b.CohortName(d.Cohort)))
	}
}

// earlyInfectionRow is infection as the cause of death before day 100, on a line of its
// own, where anybody died before that day.
func (b *Builder) earlyInfectionRow(t *grid, d *result.Deaths) {
	if !slices.ContainsFunc(d.Periods, func(p result.DeathPeriod) bool {
		return p.EarlyInfection != nil && p.EarlyInfection.Deaths > 0
	}) {
		return
	}
	t.Row()
	t.Text("cohort", b.Words.Text("month.early_infection")).Indent = 1
	for k, name := range []string{"deaths_last", "deaths_before"} {
		t.Text(name, b.earlyInfectionText(d.Periods[k].EarlyInfection))
	}
}

// earlyInfectionText: 1 of 9 (11%; 0.3–48%); cause not stated 1.
func (b *Builder) earlyInfectionText(e *result.EarlyInfection) string {
	w := b.Words
	text := w.Text("month.early_none")
	if e.Patients > 0 {
		text = w.Text("month.early_of", w.Integer(e.Infection), w.Integer(e.Patients),
			w.Percent(float64(e.Estimate), e.Patients),
			w.PercentInterval(float64(e.Lower), float64(e.Upper), e.Patients))
	}
	if e.CauseUnknown > 0 {
		text += w.Text("month.early_unknown", w.Integer(e.CauseUnknown))
	}
	if e.Lost > 0 {
		text += w.Text("month.early_lost", w.Integer(e.Lost))
	}
	return text
}

// DeathSentences say the same in a sentence a cohort.
func (b *Builder) DeathSentences() []string {
	var sentences []string
	for i := range b.Results.Monitor.Deaths {
		d := &b.Results.Monitor.Deaths[i]
		if d.Reason != "" {
			sentences = append(sentences, b.Words.Text("month.deaths_unknown", b.CohortName(d.Cohort),
				b.monitorReason(d.Reason)))
			continue
		}
		sentences = append(sentences, b.Words.Text("month.deaths_line", b.CohortName(d.Cohort),
			b.Words.Date(b.Results.AsOf),
			b.deathsText(&d.Periods[0], d.CauseReason), b.deathsText(&d.Periods[1], d.CauseReason)))
	}
	return sentences
}

// deathsText: 8 deaths (relapse 5, infection 2) in 26.1 patient-years.
func (b *Builder) deathsText(p *result.DeathPeriod, noCauses string) string {
	w := b.Words
	count := w.Count("month.deaths_count", p.Deaths, b.decimalNumber(p.PatientYears, 1))
	if p.Deaths == 0 || noCauses != "" {
		return count
	}
	var causes []string
	for _, c := range p.Causes {
		name := w.Text("month.no_cause")
		if c.Cause != "" {
			name = page.Lowered(b.Group("cause_of_death", c.Cause))
		}
		causes = append(causes, w.Text("month.cause", name, w.Integer(c.N)))
	}
	return w.Text("month.by_cause", count, strings.Join(causes, ", "))
}

// expectedDeaths is what the benchmarks that judge expect of the last twelve months.
func (b *Builder) expectedDeaths(m *result.Monitor, cohort string) string {
	var parts []string
	for i := range m.Exposures {
		x := &m.Exposures[i]
		if x.Cohort == cohort && x.Reason == "" && len(x.Periods) > 0 {
			last := &x.Periods[0]
			parts = append(parts, b.Words.Text("month.expected_of",
				b.indicatorName(x.Cohort, x.Endpoint, x.Unit, x.Time), b.Words.Integer(last.Observed),
				b.decimalNumber(last.Expected, 1)))
		}
	}
	return strings.Join(parts, "; ")
}
