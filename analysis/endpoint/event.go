package endpoint

import (
	"math"

	"graftstat/analysis/registry"
)

// candidate is the first event seen so far.
type candidate struct {
	found      bool
	time       float64
	cause      uint8
	milestone  string
	convention bool
	cell       registry.Cell
}

// problem is a milestone of the endpoint whose time cannot be known.
type problem struct {
	reason string
	cell   registry.Cell
	known  bool // the endpoint's event did happen
	death  bool
}

// firstEvent finds the first event of a unit up to the time until which its
// record is complete, and the first milestone that hinders.
func (d *deriver) firstEvent(row, end int32, rows []int32, complete float64) (candidate, problem) {
	var first candidate
	var hindrance problem
	limit := min(d.histories.potential(row), complete)
	until := math.Inf(1) // events at or after the next infusion belong to it
	if end >= 0 {
		until = d.histories.offset(row, end)
	}
	for _, it := range d.items {
		m := d.data.Milestones[it.Milestone]
		for _, r := range rows {
			offset := d.histories.offset(row, r)
			if math.IsNaN(offset) {
				continue
			}
			if it.Milestone == "second_transplant" && r != row && d.histories.second[r] && offset > 0 {
				// The infusion that ends a unit is still its event.
				if offset <= limit && offset <= until {
					d.take(&first, candidate{true, offset, it.cause, it.Milestone, false, d.transplantCell(r)})
				}
			}
			if m == nil || !Matches(d.data, it.Where, int(r)) {
				continue
			}
			if d.endpoint.Per == "transplant" && r != row && math.IsNaN(m.Time[r]) {
				continue // an undated event of another infusion is that row's
			}
			c, p := d.milestone(it, m, row, r, offset)
			if p.reason != "" && hindrance.reason == "" {
				hindrance = p
			}
			if c.found && c.time >= 0 && c.time <= limit && c.time < until {
				d.take(&first, c)
			}
		}
	}
	return first, hindrance
}

// milestone reads one milestone of row r on the clock of the unit's row.
func (d *deriver) milestone(it item, m *registry.Milestone, row, r int32, offset float64) (candidate, problem) {
	cell := d.data.Cell(it.Milestone, int(r))
	hinders := func(reason string, known bool) (candidate, problem) {
		return candidate{}, problem{reason, cell, known && it.cause == 1, it.Milestone == "death"}
	}
	time := offset + m.Time[r]
	switch m.Status[r] {
	case registry.Unreadable:
		return hinders(UnreadableCell, m.Written(int(r)))
	case registry.Unknown:
		return hinders(UnknownStatus, false)
	case registry.NeverBelow:
		if d.plan.Rules.NeverBelow == "exclude" {
			return hinders(NeverBelowExcluded, false)
		}
		return candidate{true, offset, it.cause, it.Milestone, true, cell}, problem{}
	case registry.No:
		return candidate{}, problem{}
	case registry.Yes:
		if math.IsNaN(time) {
			return hinders(EventWithoutDate, true)
		}
	}
	if math.IsNaN(time) {
		return candidate{}, problem{}
	}
	return candidate{true, time, it.cause, it.Milestone, false, cell}, problem{}
}

// take keeps the earlier of two candidates; at the same time death ranks last,
// then the endpoint's same_day decides, the event before what competes by default.
func (d *deriver) take(first *candidate, c candidate) {
	if !first.found || d.before(c, *first) {
		*first = c
	}
}

func (d *deriver) before(a, b candidate) bool {
	if a.time != b.time {
		return a.time < b.time
	}
	if d.endpoint.SameDay != "" && (a.cause == 1) != (b.cause == 1) {
		return (a.cause == 1) == (d.endpoint.SameDay == "event")
	}
	if (a.milestone == "death") != (b.milestone == "death") {
		return b.milestone == "death"
	}
	return a.cause < b.cause
}

func (d *deriver) transplantCell(row int32) registry.Cell {
	return registry.Cell{File: d.data.File, Line: int(d.data.Line[row]), Column: d.data.TransplantHeader}
}
