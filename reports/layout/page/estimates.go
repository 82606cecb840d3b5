package page

import (
	"strings"

	"graftstat/analysis/code"
	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/words"
)

// OnDay is a time since the start of an endpoint, as a day where the study counts days.
func (b *Page) OnDay(time float64) string {
	if b.Results.Study.TimeUnit == "days" {
		return b.Words.Text("at.day", b.Words.Time(time))
	}
	return b.AtTime(time, b.Results.Study.TimeUnit)
}

// Finer is a number of cases from which on a percentage has a decimal.
const Finer = 100

// Rows of a table on the page; the rest is in the workbook.
const (
	MaxCaseRows  = 40
	MaxGroupRows = 12
	MaxListed    = 24 // cases named in a sentence
)

// Cut keeps the first rows and says how many more there are.
func Cut(b *Page, t *document.Table, most int) *document.Table {
	if more := len(t.Rows) - most; more > 0 {
		t.Rows = t.Rows[:most]
		t.Notes = append(t.Notes, b.Words.Text("changes.cases.cut", b.Words.Integer(more)))
	}
	return t
}

// FollowUpSentence says how long a cohort was followed: the median with its interval,
// and the range of those alive; or why there is no median.
func (b *Page) FollowUpSentence(c *result.Cohort) string {
	w, f := b.Words, c.FollowUp
	if f.Median.IsMissing() {
		return w.Text("followup.none", w.Text("reason."+f.Reason))
	}
	sentence := w.Text("followup.median", b.Span(f.Said.Median))
	if !f.Lower.IsMissing() && !f.Upper.IsMissing() {
		sentence = w.Text("followup.median_interval", b.Span(f.Said.Median), b.Level(), b.Span(f.Said.Lower),
			b.Span(f.Said.Upper))
	}
	if f.Alive > 0 && !f.Min.IsMissing() {
		sentence += " " + w.Text("followup.alive", w.Integer(f.Alive), b.Span(f.Said.Min), b.Span(f.Said.Max))
	}
	return sentence
}

// recoveryRule says of platelet recovery that transfusions were left out of account.
func (b *Page) recoveryRule(d result.Definition) []string {
	for _, item := range d.Event {
		if strings.HasPrefix(item.Milestone, "platelet_engraftment_") &&
			b.rule("platelet_engraftment", "transfusion_free_days") == "0" {
			return []string{b.Words.Text("definition.transfusions_not_asked")}
		}
	}
	return nil
}

// rule is the value of a rule of the study, "" where it has none.
func (b *Page) rule(rule, key string) string {
	for _, r := range b.Results.Study.Rules {
		if r.Rule == rule && r.Key == key {
			return r.Value
		}
	}
	return ""
}

// WithInterval is an estimate with its interval, in one cell.
func (b *Page) WithInterval(p result.Point, n int) string {
	if p.Estimate.IsMissing() {
		return words.None
	}
	return b.Words.Text("estimate.short", b.Words.Percent(float64(p.Estimate), n),
		b.Words.PercentInterval(float64(p.Lower), float64(p.Upper), n))
}

// DayOf is a time in words, a dash where it is missing.
func (b *Page) DayOf(n result.Number) string { return b.Words.Time(float64(n)) }

// InDays are the quartiles of days, whatever unit the study counts in.
func InDays(q *result.DaysToEvent) result.Quartiles {
	if q.InDays != nil {
		return *q.InDays
	}
	return q.Quartiles
}

// Shown are the estimates up to the first that lies past the follow-up: those
// after it have nothing to say either.
func Shown(at []result.Estimate) []result.Estimate {
	for i, e := range at {
		if e.Reason == "past_follow_up" {
			return at[:i+1]
		}
	}
	return at
}

// RatioInterval is the interval of a hazard ratio; without an upper limit it ends at ∞.
func (b *Page) RatioInterval(t result.Term) string {
	if t.HR.IsMissing() {
		return words.None
	}
	lower, upper := b.Words.Decimal(float64(t.HRLower), 2), b.Words.Decimal(float64(t.HRUpper), 2)
	if t.HRUpper.IsMissing() && !t.HRLower.IsMissing() {
		upper = "∞"
	}
	return lower + "–" + upper
}

// EventsOf is events/cases.
func (b *Page) EventsOf(events, cases int) string {
	return b.Words.Integer(events) + "/" + b.Words.Integer(cases)
}

// RatioCell is a ratio with its interval; a dash where there is none.
func (b *Page) RatioCell(t result.Term) document.Cell {
	if t.HR.IsMissing() {
		return Text(b.Words.Text("model.none"))
	}
	return Text(b.ratioText(t))
}

func (b *Page) ratioText(t result.Term) string {
	return b.Words.Text("estimate.short", b.Words.Decimal(float64(t.HR), 2), b.RatioInterval(t))
}

// ShareTicks are the ticks of an axis of proportions, from 0 to 1.
func (b *Page) ShareTicks() []document.Tick {
	var ticks []document.Tick
	for i := 0; i <= 4; i++ {
		ticks = append(ticks, document.Tick{At: float64(i) / 4, Label: b.Words.Percent(float64(i)/4, 0)})
	}
	return ticks
}

// CohortSentence: who they are, how many live, how long they were followed.
func (b *Page) CohortSentence(c *result.Cohort) string {
	w := b.Words
	return w.Text("summary.cohort", b.CohortName(c.ID), b.CohortCounts(c))
}

// CohortCounts: 10 patients, 10 transplants. 10 alive when last seen, 0 dead, 0 unknown. Median follow-up 11 months.
func (b *Page) CohortCounts(c *result.Cohort) string {
	sentence := b.PatientCounts(c)
	if !c.FollowUp.Median.IsMissing() {
		sentence += " " + b.Words.Text("summary.followup", b.Span(c.FollowUp.Said.Median))
	}
	return sentence
}

// PatientCounts: 10 patients, 10 transplants. 10 alive when last seen, 0 dead, 0 unknown.
func (b *Page) PatientCounts(c *result.Cohort) string {
	w := b.Words
	sentence := w.Text("summary.counts", w.Count("count.patients", c.Patients), w.Count("count.transplants", c.Cases))
	if c.FollowUp.Alive >= 0 || c.FollowUp.Reason != "not_counted" {
		sentence += " " + b.VitalStatus("summary.alive", c)
	}
	return sentence
}

// KeyEstimate is the one of an endpoint that a first page shows, as the results have it.
func KeyEstimate(e *result.Endpoint) (result.Estimate, bool) {
	if len(e.Groups) > 0 {
		for _, at := range e.Groups[0].At {
			if at.Headline {
				return at, true
			}
		}
	}
	return result.Estimate{}, false
}

// Units counts patients or transplants, as the endpoint does.
func (b *Page) Units(e *result.Endpoint, n int) string {
	if e.Definition.Per == code.PerTransplant {
		return b.Words.Count("count.transplants", n)
	}
	return b.Words.Count("count.patients", n)
}

// AtTime: day 100, 1 year, 6 months.
func (b *Page) AtTime(time float64, unit string) string { return b.Words.When(time, unit) }

// Span is a follow-up in months or years.
func (b *Page) Span(s result.Said) string {
	return b.Words.Text("span."+s.Unit, b.Words.Decimal(float64(s.Value), 1))
}
