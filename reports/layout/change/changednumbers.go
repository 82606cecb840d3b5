package change

import (
	"cmp"
	"math"
	"strings"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
	"graftstat/reports/words"
)

// changedNumbers is the table of what moved, or the sentence that nothing did.
// Numbers of which only the limits moved are left to the workbook, as a new
// case moves the limits of nearly all; times that moved alike share a row.
func (b *Builder) changedNumbers(c *result.Changes) []document.Block {
	w := b.Words
	if len(c.Numbers) == 0 {
		return []document.Block{page.Paragraph(document.Body, w.Text("changes.no_numbers", w.Integer(c.Unchanged)))}
	}
	t := b.grid(page.Paper, "changes-numbers", w.Text("changes.numbers.caption"))
	t.Wide(5.4, "changed_number")
	t.Wide(2, "cases", "events_to")
	t.Wide(4.2, "before", "now")
	t.Wide(2, "change")
	t.Wide(4.4, "change_why")
	t.Figures("cases", "events_to", "change")
	cohort, limitsOnly := "", 0
	for _, n := range c.Numbers {
		if isLimitsOnly(n) {
			limitsOnly++
			continue
		}
		if n.Cohort != cohort {
			cohort = n.Cohort
			t.Heading(b.CohortName(cohort))
		}
		if !t.joins(n) {
			t.changedNumber(n)
		}
	}
	notes := b.numberNotes(c, limitsOnly)
	if t.Len() == 0 {
		return []document.Block{page.Paragraph(document.Body, strings.Join(notes[1:], " "))}
	}
	t.Note(strings.Join(notes, " "))
	return []document.Block{{Table: t.Table()}}
}

// numberNotes: how a number is to be read, and how many are not shown.
func (b *Builder) numberNotes(c *result.Changes, limitsOnly int) []string {
	w := b.Words
	notes := []string{w.Text("changes.numbers.note", b.Level()),
		w.Text("changes.numbers.unchanged", w.Integer(c.Unchanged))}
	if limitsOnly > 0 {
		notes = append(notes, w.Count("changes.numbers.limits_only", limitsOnly))
	}
	if c.Rounding > 0 {
		notes = append(notes, w.Text("changes.numbers.rounding", w.Integer(c.Rounding)))
	}
	return notes
}

// isLimitsOnly: neither estimate nor events moved, or there is no estimate in
// either report. What is unexplained is always shown, as is the follow-up.
func isLimitsOnly(n result.NumberChange) bool {
	if n.Measure == "follow_up" || isUnexplained(n) {
		return false
	}
	isNone := n.Before.Estimate.IsMissing() && n.After.Estimate.IsMissing()
	return isNone || float64(n.Difference) == 0 && n.Before.Events == n.After.Events
}

func (t *grid) changedNumber(n result.NumberChange) {
	b := t.builder
	before, now := b.quantities(n)
	if row := t.Row(); isUnexplained(n) {
		row.Mark = document.Fault
	}
	t.Text("changed_number", b.measureName(n)).Indent = 1
	t.Text("cases", b.beforeAfter(n.Before.Cases, n.After.Cases))
	if n.Measure != "follow_up" {
		t.Text("events_to", b.beforeAfter(n.Before.Events, n.After.Events))
	}
	t.Set("before", b.Explained(page.Text(before), b.whyMissing(n.Measure, n.Before)))
	t.Set("now", b.Explained(page.Text(now), b.whyMissing(n.Measure, n.After)))
	t.Set("change", b.Explained(b.difference(n), b.whyNoDifference(n)))
	t.Text("change_why", b.why(n))
}

// whyMissing says why a number is missing; empty where it is not. Quartiles of no
// event have no reason of their own: nobody had it.
func (b *Builder) whyMissing(measure string, q result.Quantity) string {
	reason := q.Reason
	if measure == "days_to_event" && q.Events == 0 {
		reason = "no_event"
	}
	if reason == "" || !q.Estimate.IsMissing() {
		return ""
	}
	return b.Known("reason."+reason, reason)
}

// whyNoDifference is the reason of the number that is missing, now or before.
func (b *Builder) whyNoDifference(n result.NumberChange) string {
	return cmp.Or(b.whyMissing(n.Measure, n.After), b.whyMissing(n.Measure, n.Before))
}

// joins adds the time of an estimate to the row above it, where the results
// have all else the same.
func (t *grid) joins(n result.NumberChange) bool {
	if t.Len() == 0 || !n.AsAbove || t.Last().Heading {
		return false
	}
	above := t.Cell("changed_number")
	above.Text = t.builder.Words.Text("summary.card", above.Text, t.builder.Asked(n.AskedTime))
	return true
}

// measureName: overall survival, 1 year.
func (b *Builder) measureName(n result.NumberChange) string {
	w := b.Words
	if n.Measure == "follow_up" {
		return w.Text("changes.numbers.follow_up")
	}
	name := b.EndpointNamed(n.Cohort, n.Endpoint)
	if n.Measure == "days_to_event" {
		return w.Text("changes.numbers.days_to_event", name)
	}
	return w.Text("summary.card", name, b.Asked(n.AskedTime))
}

func (b *Builder) beforeAfter(before, after int) string {
	if before == after {
		return b.Words.Integer(after)
	}
	return b.Words.Text("changes.before_after", b.Words.Integer(before), b.Words.Integer(after))
}

// quantities are a number before and now, with the decimals of the report;
// where these hide the difference, with one more.
func (b *Builder) quantities(n result.NumberChange) (before, after string) {
	before, after = b.quantity(n.Measure, n.Before, n.Before.Cases), b.quantity(n.Measure, n.After, n.After.Cases)
	if before == after {
		before, after = b.quantity(n.Measure, n.Before, page.Finer), b.quantity(n.Measure, n.After, page.Finer)
	}
	return before, after
}

func (b *Builder) quantity(measure string, q result.Quantity, cases int) string {
	w := b.Words
	if q.Estimate.IsMissing() {
		return words.None
	}
	show, interval := w.Percent(float64(q.Estimate), cases),
		w.PercentInterval(float64(q.Lower), float64(q.Upper), cases)
	if said := q.Said; said != nil {
		show, interval = w.Time(float64(said.Estimate)), b.limits(said)
		if measure == "follow_up" {
			show = b.Span(result.Said{Value: said.Estimate, Unit: said.Unit})
		}
	}
	return w.Text("changes.cases_and_interval", show, interval)
}

// limits of a time, without its unit.
func (b *Builder) limits(q *result.SaidQuantity) string {
	limit := func(x result.Number) string {
		switch {
		case x.IsMissing():
			return b.Words.Text("changes.numbers.not_reached")
		case q.Unit == "days":
			return b.Words.Time(float64(x))
		}
		return b.Words.Decimal(float64(x), 1)
	}
	return b.Words.Text("changes.numbers.limits", limit(q.Lower), limit(q.Upper))
}

// difference is in percentage points, in days, or in months of the follow-up.
func (b *Builder) difference(n result.NumberChange) document.Cell {
	x := float64(n.Said.Value)
	if n.Measure == "estimate" {
		x = 100 * float64(n.Difference)
	}
	if math.IsNaN(x) {
		return page.Text(words.None)
	}
	size := b.Words.Decimal(math.Abs(x), 1)
	isShown := size != b.Words.Decimal(0, 1)
	if n.Measure == "follow_up" {
		size = b.Words.Text("span.months", size)
	}
	switch {
	case isShown && x > 0:
		size = b.Words.Text("changes.up", size)
	case isShown:
		size = b.Words.Text("changes.down", size)
	}
	return page.Text(size)
}

func (b *Builder) why(n result.NumberChange) string {
	var parts []string
	for _, cause := range n.Causes {
		if cause.Cases > 0 {
			parts = append(parts, b.Words.Count("changes.why."+cause.Code, cause.Cases))
		} else {
			parts = append(parts, b.Words.Text("changes.because."+cause.Code))
		}
	}
	return strings.Join(parts, "; ")
}
