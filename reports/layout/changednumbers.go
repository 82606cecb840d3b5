package layout

import (
	"math"
	"strings"

	"graftstat/analysis/result"
	"graftstat/reports/words"
)

// changedNumbers is the table of what moved, or the sentence that nothing did.
// Numbers of which only the limits moved are left to the workbook, as a new
// case moves the limits of nearly all; times that moved alike share a row.
func (b *builder) changedNumbers(c *result.Changes) []Block {
	w := b.words
	if len(c.Numbers) == 0 {
		return []Block{paragraph(Body, w.Text("changes.no_numbers", w.Integer(c.Unchanged)))}
	}
	t := &Table{ID: "changes-numbers", Caption: w.Text("changes.numbers.caption"), Columns: []Column{
		{Head: w.Text("changes.numbers.number"), Width: 5.4}, {Head: w.Text("changes.numbers.cases"), Number: true, Width: 2}, {Head: w.Text("changes.numbers.events"), Number: true, Width: 2},
		{Head: w.Text("changes.numbers.before"), Width: 4.2}, {Head: w.Text("changes.numbers.after"), Width: 4.2}, {Head: w.Text("changes.numbers.difference"), Number: true, Width: 2},
		{Head: w.Text("changes.numbers.why"), Width: 4.4},
	}}
	cohort, limitsOnly := "", 0
	for _, n := range c.Numbers {
		if isLimitsOnly(n) {
			limitsOnly++
			continue
		}
		if n.Cohort != cohort {
			cohort = n.Cohort
			t.Rows = append(t.Rows, Row{Heading: true, Cells: append([]Cell{text(b.cohortName(cohort))}, make([]Cell, len(t.Columns)-1)...)})
		}
		if !b.joins(t, n) {
			t.Rows = append(t.Rows, b.numberRow(n))
		}
		for _, q := range []result.Quantity{n.Before, n.After} {
			if q.Reason != "" && q.Estimate.IsMissing() {
				t.Notes = appendNew(t.Notes, words.None+" "+b.known("reason."+q.Reason, q.Reason))
			}
		}
	}
	notes := []string{w.Text("changes.numbers.note", b.level()), w.Text("changes.numbers.unchanged", w.Integer(c.Unchanged))}
	if limitsOnly > 0 {
		notes = append(notes, w.Count("changes.numbers.limits_only", limitsOnly))
	}
	if c.Rounding > 0 {
		notes = append(notes, w.Text("changes.numbers.rounding", w.Integer(c.Rounding)))
	}
	if len(t.Rows) == 0 {
		return []Block{paragraph(Body, strings.Join(notes[1:], " "))}
	}
	t.Notes = append(t.Notes, strings.Join(notes, " "))
	return []Block{{Table: t}}
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

func (b *builder) numberRow(n result.NumberChange) Row {
	before, after := b.quantities(n)
	row := Row{Cells: []Cell{{Text: b.measureName(n), Indent: 1}, text(b.beforeAfter(n.Before.Cases, n.After.Cases)), text(""), text(before), text(after), b.difference(n), text(b.why(n))}}
	if n.Measure != "follow_up" {
		row.Cells[2] = text(b.beforeAfter(n.Before.Events, n.After.Events))
	}
	if isUnexplained(n) {
		row.Mark = Fault
	}
	return row
}

// joins adds the time of an estimate to the row above it, where the results
// have all else the same.
func (b *builder) joins(t *Table, n result.NumberChange) bool {
	if len(t.Rows) == 0 || !n.AsAbove || t.Rows[len(t.Rows)-1].Heading {
		return false
	}
	above := &t.Rows[len(t.Rows)-1].Cells[0]
	above.Text = b.words.Text("summary.card", above.Text, b.asked(n.AskedTime))
	return true
}

// measureName: overall survival, 1 year.
func (b *builder) measureName(n result.NumberChange) string {
	w := b.words
	if n.Measure == "follow_up" {
		return w.Text("changes.numbers.follow_up")
	}
	name := b.endpointNamed(n.Cohort, n.Endpoint)
	if n.Measure == "days_to_event" {
		return w.Text("changes.numbers.days_to_event", name)
	}
	return w.Text("summary.card", name, b.asked(n.AskedTime))
}

func (b *builder) endpointWith(cohort, id string) *result.Endpoint {
	for i := range b.results.Cohorts {
		for j := range b.results.Cohorts[i].Endpoints {
			if e := &b.results.Cohorts[i].Endpoints[j]; b.results.Cohorts[i].ID == cohort && e.ID == id {
				return e
			}
		}
	}
	return nil
}

func (b *builder) beforeAfter(before, after int) string {
	if before == after {
		return b.words.Integer(after)
	}
	return b.words.Text("changes.before_after", b.words.Integer(before), b.words.Integer(after))
}

// quantities are a number before and now, with the decimals of the report;
// where these hide the difference, with one more.
func (b *builder) quantities(n result.NumberChange) (before, after string) {
	before, after = b.quantity(n.Measure, n.Before, n.Before.Cases), b.quantity(n.Measure, n.After, n.After.Cases)
	if before == after {
		before, after = b.quantity(n.Measure, n.Before, finer), b.quantity(n.Measure, n.After, finer)
	}
	return before, after
}

// finer is a number of cases from which on a percentage has a decimal.
const finer = 100

func (b *builder) quantity(measure string, q result.Quantity, cases int) string {
	w := b.words
	if q.Estimate.IsMissing() {
		return words.None
	}
	show, interval := w.Percent(float64(q.Estimate), cases), w.PercentInterval(float64(q.Lower), float64(q.Upper), cases)
	if said := q.Said; said != nil {
		show, interval = w.Time(float64(said.Estimate)), b.limits(said)
		if measure == "follow_up" {
			show = b.span(result.Said{Value: said.Estimate, Unit: said.Unit})
		}
	}
	return w.Text("changes.cases_and_interval", show, interval)
}

// limits of a time, without its unit.
func (b *builder) limits(q *result.SaidQuantity) string {
	limit := func(x result.Number) string {
		switch {
		case x.IsMissing():
			return b.words.Text("changes.numbers.not_reached")
		case q.Unit == "days":
			return b.words.Time(float64(x))
		}
		return b.words.Decimal(float64(x), 1)
	}
	return b.words.Text("changes.numbers.limits", limit(q.Lower), limit(q.Upper))
}

// difference is in percentage points, in days, or in months of the follow-up.
func (b *builder) difference(n result.NumberChange) Cell {
	x := float64(n.Said.Value)
	if n.Measure == "estimate" {
		x = 100 * float64(n.Difference)
	}
	if math.IsNaN(x) {
		return text(words.None)
	}
	size := b.words.Decimal(math.Abs(x), 1)
	isShown := size != b.words.Decimal(0, 1)
	if n.Measure == "follow_up" {
		size = b.words.Text("span.months", size)
	}
	switch {
	case isShown && x > 0:
		size = b.words.Text("changes.up", size)
	case isShown:
		size = b.words.Text("changes.down", size)
	}
	return text(size)
}

func (b *builder) why(n result.NumberChange) string {
	var parts []string
	for _, cause := range n.Causes {
		if cause.Cases > 0 {
			parts = append(parts, b.words.Count("changes.why."+cause.Code, cause.Cases))
		} else {
			parts = append(parts, b.words.Text("changes.because."+cause.Code))
		}
	}
	return strings.Join(parts, "; ")
}
