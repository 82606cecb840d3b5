package layout

import (
	"math"
	"time"

	"graftstat/analysis/result"
	"graftstat/reports/words"
)

// completenessFindings: of how many patients it is known how they were at one year.
func (b *builder) completenessFindings(m *result.Monitor) []finding {
	w := b.words
	var findings []finding
	for i := range m.Completeness {
		c := &m.Completeness[i]
		if c.Due == 0 || c.Estimate.IsMissing() {
			findings = append(findings, finding{w.Text("monitor.lead.nobody_due", b.cohortName(c.Cohort)), isPlain})
			continue
		}
		code, weight := "complete", isPlain
		if c.Below {
			code, weight = "incomplete", isSignal
		}
		findings = append(findings, finding{w.Text("monitor.lead."+code, b.cohortName(c.Cohort), w.Integer(c.Complete), w.Integer(c.Due), b.completeShare(c)), weight})
	}
	return findings
}

// completeShare: 90% (95% CI 68–99%).
func (b *builder) completeShare(c *result.Completeness) string {
	w := b.words
	return w.Text("estimate.short", w.Percent(float64(c.Estimate), c.Due), w.Text("interval.ci", b.level(), w.PercentInterval(float64(c.Lower), float64(c.Upper), c.Due)))
}

// overdueCount counts the patients also where they are too many to be listed.
func overdueCount(m *result.Monitor) int {
	n := 0
	for _, c := range m.Completeness {
		n += c.Overdue
	}
	return max(n, len(m.Overdue))
}

func (b *builder) overdueFinding(m *result.Monitor) finding {
	n := overdueCount(m)
	if n == 0 {
		return finding{b.words.Text("monitor.lead.none_overdue"), isPlain}
	}
	return finding{b.words.Count("monitor.lead.overdue", n), isPlain}
}

// monitoredFollowUp is how complete the follow-up is and whom to call.
func (b *builder) monitoredFollowUp(m *result.Monitor) []Block {
	var blocks []Block
	if len(m.Completeness) > 0 {
		blocks = append(blocks, Block{Table: b.completenessTable(m)})
	}
	for i := range b.results.Cohorts {
		c := &b.results.Cohorts[i]
		blocks = append(blocks, paragraph(Body, b.words.Text("monitor.followup.of", b.cohortName(c.ID), b.followUpSentence(c))))
	}
	blocks = append(blocks, paragraph(Body, b.schedule(m)))
	switch {
	case len(m.Overdue) > 0:
		blocks = append(blocks, Block{Table: cut(b, b.overdueTable(m, "monitor-overdue-visits"), mostCaseRows)})
	case overdueCount(m) > 0:
		blocks = append(blocks, paragraph(Body, b.words.Count("monitor.followup.too_many", overdueCount(m))))
	}
	return blocks
}

// schedule names the visits and the days of grace.
func (b *builder) schedule(m *result.Monitor) string {
	w := b.words
	if len(m.Visits) == 0 {
		return w.Text("monitor.followup.no_schedule")
	}
	var visits []string
	for _, day := range m.Visits {
		visits = append(visits, b.visit(day))
	}
	return w.Text("monitor.followup.schedule", b.list(visits, "and"), w.Time(m.GraceDays))
}

// visit: day 100, 6 months, 1 year.
func (b *builder) visit(day float64) string {
	if day == 180 {
		return b.words.Count("at.months", 6)
	}
	return b.atTime(day, "days")
}

func (b *builder) completenessTable(m *result.Monitor) *Table {
	w := b.words
	t := &Table{ID: "monitor-completeness-table", Caption: w.Text("monitor.followup.caption"), Columns: []Column{
		{Head: w.Text("column_head.cohort"), Width: 3}, {Head: w.Text("monitor.followup.complete"), Number: true, Width: 2}, {Head: w.Text("monitor.followup.share", b.level()), Width: 3},
		{Head: w.Text("monitor.followup.c"), Number: true, Width: 2}, {Head: w.Text("monitor.followup.c_year"), Number: true, Width: 2}, {Head: w.Text("monitor.followup.beyond"), Number: true, Width: 2.5}}}
	for i := range m.Completeness {
		c := &m.Completeness[i]
		share := words.None
		if !c.Estimate.IsMissing() {
			share = w.Text("estimate.short", w.Percent(float64(c.Estimate), c.Due), w.PercentInterval(float64(c.Lower), float64(c.Upper), c.Due))
		} else {
			t.Notes = appendNew(t.Notes, b.dashNote("nobody_due"))
		}
		row := Row{Cells: []Cell{text(b.cohortName(c.Cohort)), text(w.Text("monitor.of", w.Integer(c.Complete), w.Integer(c.Due))), text(share),
			b.clark(c.C), b.clark(c.COneYear), text(w.Text("monitor.of", w.Integer(c.BeyondYear), w.Integer(c.Patients)))}}
		if c.C.IsMissing() {
			t.Notes = appendNew(t.Notes, b.dashNote(c.Reason))
		}
		if c.Below {
			row.Mark = Attention
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = append(t.Notes, w.Text("monitor.followup.note"))
	return t
}

// clark is a share of time, not of patients.
func (b *builder) clark(c result.Number) Cell {
	return number(float64(c), Percent, b.words.Percent(float64(c), finer))
}

// overdueTable lists who missed a visit, each number a number, each date a date.
func (b *builder) overdueTable(m *result.Monitor, id string) *Table {
	w := b.words
	t := &Table{ID: id, Caption: w.Text("monitor.overdue.caption"), Columns: append(
		b.heads("case", "cohort", "last_contact", "visit", "visit_due"), figures(b.head("days_late")))}
	for _, o := range m.Overdue {
		t.Rows = append(t.Rows, Row{Cells: []Cell{text(o.Case), text(b.cohortName(o.Cohort)), b.calendar(o.LastContact), text(capital(b.visit(o.Visit))), b.calendar(o.Due), b.time(o.DaysLate)}})
	}
	return t
}

// calendar is a day that a workbook holds as one of its own.
func (b *builder) calendar(iso string) Cell {
	day, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return text(words.None)
	}
	origin := time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)
	return number(math.Round(day.Sub(origin).Hours()/24), Calendar, b.words.Date(iso))
}
