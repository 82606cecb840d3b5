package cohort

import (
	"cmp"
	"slices"
	"strings"

	"graftstat/analysis/code"
	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// What a cohort has room for on its page of a month.
const (
	monthCurves = 4
	monthLanes  = 20
)

// MonthSection is a cohort on a page or two: what was done in which year and for
// whom, how the rows of the file became patients, every endpoint small, and one
// table of estimates. Of a few patients there is no estimate.
func (b *Builder) MonthSection(c *result.Cohort) document.Section {
	s := document.Section{ID: MonthID(c.ID), Title: b.CohortName(c.ID), Level: 1, Blocks: []document.Block{
		page.Paragraph(document.Lead, page.Capital(b.CohortCounts(c))),
		page.Paragraph(document.Body, b.flowLine(c)+" "+b.FollowUpSentence(c)),
	}}
	if t := b.activityTable(c); t != nil {
		s.Blocks = append(s.Blocks, document.Block{Table: t})
	}
	if c.Patients < code.FewPatients { // the first page tells of each
		return s
	}
	if t := b.keyTable(c); len(t.Rows) > 0 {
		t.ID = "month-" + t.ID
		s.Blocks = append(s.Blocks, document.Block{Table: t})
	}
	for pair := range slices.Chunk(b.multiples(c), 2) {
		s.Blocks = append(s.Blocks, document.Block{Row: pair})
	}
	if c.Patients <= monthLanes {
		if f := b.swimmerFigure(c); f != nil {
			f.ID = "month-" + f.ID
			s.Blocks = append(s.Blocks, document.Block{Figure: f})
		}
	}
	return s
}

// MonthID is the section of a cohort in a month.
func MonthID(cohort string) string { return "month-cohort-" + cohort }

// multiples are the endpoints that a first page would show, small, with the numbers at risk.
func (b *Builder) multiples(c *result.Cohort) []document.Block {
	var figures []document.Block
	for i := range c.Endpoints {
		e := &c.Endpoints[i]
		if _, shown := page.KeyEstimate(e); !shown || len(figures) == monthCurves {
			continue
		}
		f := b.CurveFigure(c, e, "")
		f.ID, f.Compact = "month-"+f.ID, true
		figures = append(figures, document.Block{Figure: f})
	}
	return figures
}

// flowLine: 60 rows of the cases file: 50 not in this cohort; 10 transplants of 10 patients analysed.
func (b *Builder) flowLine(c *result.Cohort) string {
	w := b.Words
	var parts []string
	read, analysed := "", ""
	for _, step := range c.Flow {
		switch {
		case step.Step == "read":
			read = w.Count("count.rows", step.Cases)
		case step.Step == "analysed":
			analysed = w.Text("month.flow_analysed", w.Count("count.transplants", step.Cases),
				w.Count("count.patients", step.Patients))
		case step.Cases > 0 && step.Reason == "":
			parts = append(parts, w.Text("month.flow_left", w.Integer(step.Cases),
				page.Lowered(w.Text("flow."+step.Step))))
		}
	}
	return w.Text("month.flow", read, strings.Join(append(parts, analysed), "; "))
}

// activityTable is transplants, patients and case mix by calendar year; nil in a
// study without dates.
func (b *Builder) activityTable(c *result.Cohort) *document.Table {
	a := c.Activity
	if a == nil {
		return nil
	}
	w := b.Words
	t := b.grid(page.Paper, "month-"+c.ID+"-activity", w.Text("month.activity"), "activity")
	for _, y := range a.Years {
		key := "activity_year"
		if y.Earlier {
			key = "activity_earlier"
		}
		t.Repeat(y.Year, key, y.Year)
	}
	row := func(name string, indent int, count func(*result.ActivityYear) int) {
		total := 0
		for i := range a.Years {
			total += count(&a.Years[i])
		}
		if total == 0 {
			return
		}
		t.Row()
		t.Text("activity", name).Indent = indent
		for i := range a.Years {
			t.Count(a.Years[i].Year, count(&a.Years[i]))
		}
	}
	row(w.Text("month.transplants"), 0, func(y *result.ActivityYear) int { return y.Transplants })
	row(w.Text("month.patients"), 0, func(y *result.ActivityYear) int { return y.Patients })
	if a.By == "" {
		return t.Table()
	}
	for i, level := range a.Levels {
		row(b.Group(a.By, level), 1, func(y *result.ActivityYear) int { return y.Levels[i] })
	}
	row(w.Text("month.other_levels"), 1, func(y *result.ActivityYear) int { return y.Levels[len(a.Levels)] })
	row(w.Text("month.no_level"), 1, func(y *result.ActivityYear) int { return y.Levels[len(a.Levels)+1] })
	return t.Table()
}

// PatientsTable tells of each patient how long it was followed, how it stands
// and what happened when. Without the listing it has no row.
func (b *Builder) PatientsTable(c *result.Cohort) *document.Table {
	w, life := b.Words, lifeEndpoint(c)
	t := b.grid(page.Paper, "month-"+c.ID+"-patients", w.Text("month.each_patient"), "case", "followed", "outcome",
		"happened")
	if b.Listing == nil {
		return t.Table()
	}
	happened := make(map[string][]result.ListingRow)
	for r := range b.Listing.All() {
		if r.Cohort == c.ID && r.Endpoint != life && r.Status == 1 {
			happened[r.Case] = append(happened[r.Case], r)
		}
	}
	for r := range b.Listing.Of(c.ID, life) {
		t.Row()
		t.Text("case", r.Case)
		t.Text("outcome", w.Text("month.outcome."+outcomeOf(r)))
		if r.Status >= 0 {
			t.Text("followed", b.OnDay(r.Time))
		}
		events := happened[r.Case]
		slices.SortStableFunc(events, func(x, y result.ListingRow) int { return cmp.Compare(x.Time, y.Time) })
		var texts []string
		for _, e := range events {
			texts = page.AppendNew(texts, w.Text("month.event", page.Lowered(b.Milestone(e.Code)), b.OnDay(e.Time)))
		}
		t.Text("happened", strings.Join(texts, "; "))
	}
	return t.Table()
}

// outcomeOf a patient: died, alive when last seen, or not known.
func outcomeOf(r result.ListingRow) string {
	switch {
	case r.Status < 0:
		return "unknown"
	case r.Code == "death":
		return "died"
	}
	return "alive"
}
