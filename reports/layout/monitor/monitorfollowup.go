package monitor

import (
	"math"
	"time"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// completenessFindings: of how many patients it is known how they were at one year.
func (b *Builder) completenessFindings(m *result.Monitor) []finding {
	w := b.Words
	var findings []finding
	for i := range m.Completeness {
		c := &m.Completeness[i]
		if c.Due == 0 || c.Estimate.IsMissing() {
			findings = append(findings, finding{w.Text("monitor.lead.nobody_due", b.CohortName(c.Cohort)), isPlain})
			continue
		}
		code, weight := "complete", isPlain
		if c.Below {
			code, weight = "incomplete", isSignal
		}
		findings = append(findings,
			finding{w.Text("monitor.lead."+code, b.CohortName(c.Cohort), w.Integer(c.Complete), w.Integer(c.Due),
				b.completeShare(c)), weight})
	}
	return findings
}

// completeShare: 90% (95% CI 68–99%).
func (b *Builder) completeShare(c *result.Completeness) string {
	w := b.Words
	return w.Text("estimate.short", w.Percent(float64(c.Estimate), c.Due),
		w.Text("interval.ci", b.Level(), w.PercentInterval(float64(c.Lower), float64(c.Upper), c.Due)))
}

// overdueCount counts the patients also where they are too many to be listed.
func overdueCount(m *result.Monitor) int {
	n := 0
	for _, c := range m.Completeness {
		n += c.Overdue
	}
	return max(n, len(m.Overdue))
}

func (b *Builder) overdueFinding(m *result.Monitor) finding {
	n := overdueCount(m)
	if n == 0 {
		return finding{b.Words.Text("monitor.lead.none_overdue"), isPlain}
	}
	return finding{b.Words.Count("monitor.lead.overdue", n), isPlain}
}

// monitoredFollowUp is how complete the follow-up is and whom to call.
func (b *Builder) monitoredFollowUp(m *result.Monitor) []document.Block {
	var blocks []document.Block
	if len(m.Completeness) > 0 {
		blocks = append(blocks, document.Block{Table: b.completenessTable(m, "monitor-completeness-table")})
	}
	for i := range b.Results.Cohorts {
		c := &b.Results.Cohorts[i]
		blocks = append(blocks, page.Paragraph(document.Body,
			b.Words.Text("monitor.followup.of", b.CohortName(c.ID), b.FollowUpSentence(c))))
	}
	blocks = append(blocks, page.Paragraph(document.Body, b.schedule(m)))
	switch {
	case len(m.Overdue) > 0:
		blocks = append(blocks,
			document.Block{Table: page.Cut(b.Page, b.overdueTable(m, page.Paper, "monitor-overdue-visits",
				b.Words.Text("monitor.overdue.caption")), page.MaxCaseRows)})
	case overdueCount(m) > 0:
		blocks = append(blocks, page.Paragraph(document.Body,
			b.Words.Count("monitor.followup.too_many", overdueCount(m))))
	}
	return blocks
}

// schedule names the visits and the days of grace.
func (b *Builder) schedule(m *result.Monitor) string {
	w := b.Words
	if len(m.Visits) == 0 {
		return w.Text("monitor.followup.no_schedule")
	}
	var visits []string
	for _, day := range m.Visits {
		visits = append(visits, b.visit(day))
	}
	return w.Text("monitor.followup.schedule", b.List(visits, "and"), w.Time(m.GraceDays))
}

// visit: day 100, 6 months, 1 year.
func (b *Builder) visit(day float64) string {
	if day == 180 {
		return b.Words.Count("at.months", 6)
	}
	return b.AtTime(day, "days")
}

func (b *Builder) completenessTable(m *result.Monitor, id string) *document.Table {
	w := b.Words
	t := b.grid(page.Paper, id, w.Text("monitor.followup.caption"))
	t.Wide(3, "cohort")
	t.Wide(2, "known_of_due")
	t.Filled("share_limits", b.Level())
	t.Wide(3, "share_limits")
	t.Wide(2, "clark", "clark_year")
	t.Wide(2.5, "beyond_of_all")
	t.Figures("known_of_due", "clark", "clark_year", "beyond_of_all")
	for i := range m.Completeness {
		t.completeness(&m.Completeness[i])
	}
	t.Note(w.Text("monitor.followup.note"))
	return t.Table()
}

func (t *grid) completeness(c *result.Completeness) {
	b, w := t.builder, t.builder.Words
	share, why := b.Dash(b.whyMissing(c.EstimateReason)), b.whyMissing(c.Reason)
	if !c.Estimate.IsMissing() {
		limits := w.PercentInterval(float64(c.Lower), float64(c.Upper), c.Due)
		share = page.Text(w.Text("estimate.short", w.Percent(float64(c.Estimate), c.Due), limits))
	}
	if row := t.Row(); c.Below {
		row.Mark = document.Attention
	}
	t.Text("cohort", b.CohortName(c.Cohort))
	t.Text("known_of_due", w.Text("monitor.of", w.Integer(c.Complete), w.Integer(c.Due)))
	t.Set("share_limits", share)
	t.Set("clark", b.Explained(b.sheetShare(c.C), why))
	t.Set("clark_year", b.Explained(b.sheetShare(c.COneYear), why))
	t.Text("beyond_of_all", w.Text("monitor.of", w.Integer(c.BeyondYear), w.Integer(c.Patients)))
}

// overdueTable lists who missed a visit, each number a number, each date a date.
func (b *Builder) overdueTable(m *result.Monitor, on page.Medium, id, caption string) *document.Table {
	t := b.grid(on, id, caption, "case", "cohort", "last_contact", "visit", "visit_due")
	t.Figures("days_late")
	for _, o := range m.Overdue {
		t.Row()
		patient, cohort := t.Text("case", o.Case), t.Text("cohort", b.CohortName(o.Cohort))
		if on == page.Sheet {
			cohort.Link = "cohort:" + o.Cohort
			if b.Listing != nil {
				patient.Link = "listing"
			}
		}
		t.Set("last_contact", b.calendar(o.LastContact))
		t.Text("visit", page.Capital(b.visit(o.Visit)))
		t.Set("visit_due", b.calendar(o.Due))
		t.Set("days_late", b.Time(o.DaysLate))
	}
	return t.Table()
}

// calendar is a day that a workbook holds as one of its own.
func (b *Builder) calendar(iso string) document.Cell {
	day, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return b.Dash(b.whyMissing("no_day"))
	}
	origin := time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)
	return page.Number(math.Round(day.Sub(origin).Hours()/24), document.Calendar, b.Words.Date(iso))
}
