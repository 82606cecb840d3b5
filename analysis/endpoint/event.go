package endpoint

import (
	"math"

	"graftstat/analysis/code"
	"graftstat/analysis/registry"
)

// candidate is the first event seen so far.
type candidate struct {
	found      bool
	time       float64
	cause      uint8
	milestone  string
	convention bool
	row        int32
	by         *registry.Milestone // nil: the infusion of the row is the event
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
func (d *deriver) firstEvent(row, end int32, rows []int32, last lastTime) (candidate, problem) {
	var first candidate
	var hindrance problem
	var open []uncertain
	until := math.Inf(1) // events at or after the next infusion belong to it
	if end >= 0 {
		until = d.histories.Offset(row, end)
	}
	for k := range d.items {
		it := &d.items[k]
		m, limit := it.milestone, d.histories.potential(row)
		if it.cause == 1 {
			limit = min(limit, last.complete)
		} else {
			limit = min(limit, last.seen)
		}
		for _, r := range rows {
			offset := d.histories.Offset(row, r)
			if math.IsNaN(offset) {
				continue
			}
			if it.second && r != row && d.histories.second[r] && offset > 0 {
				// The infusion that ends a unit is still its event.
				if offset <= limit && offset <= until {
					d.take(&first, candidate{true, offset, it.cause, it.name, false, r, nil})
				}
			}
			if m == nil || isSilent(m, r) {
				continue // most rows: nothing is stated
			}
			if !it.matches(int(r)) {
				if it.lacks != nil && it.lacks(int(r)) && m.Happened(int(r)) && !(offset+m.Time[r] > limit) {
					open = append(open, uncertain{offset + m.Time[r], it, r})
				}
				continue
			}
			if d.endpoint.Per == code.PerTransplant && r != row && math.IsNaN(m.Time[r]) {
				continue // an undated event of another infusion is that row's
			}
			c, p := d.milestone(it, r, offset)
			if p.reason != "" && hindrance.reason == "" {
				hindrance = p
			}
			if c.found && c.time >= 0 && c.time <= limit && c.time < until {
				d.take(&first, c)
			}
		}
	}
	for _, u := range open {
		// What comes later than the first event, the limit or the next infusion is of no matter.
		late := first.found && u.time >= first.time && !(u.time == first.time && u.it.cause != first.cause)
		if hindrance.reason == "" && !late && !(u.time >= until) {
			hindrance = problem{reason: ConditionUnknown, cell: d.data.CellOf(u.it.milestone, int(u.row))}
		}
	}
	return first, hindrance
}

// uncertain is a milestone that happened, of which it cannot be told whether it
// is of the kind that the endpoint counts.
type uncertain struct {
	time float64
	it   *item
	row  int32
}

// isSilent says that a row states neither the milestone nor a doubt of it.
func isSilent(m *registry.Milestone, r int32) bool {
	s := m.Status[r]
	return (s == registry.Blank || s == registry.No) && math.IsNaN(m.Time[r])
}

// milestone reads one milestone of row r on the clock of the unit's row, which
// is offset before it.
func (d *deriver) milestone(it *item, r int32, offset float64) (candidate, problem) {
	m := it.milestone
	time := offset + m.Time[r]
	switch m.Status[r] {
	case registry.Unreadable:
		return d.hinders(it, r, UnreadableCell, m.Written(int(r)))
	case registry.Unknown:
		return d.hinders(it, r, UnknownStatus, false)
	case registry.NeverBelow:
		if d.plan.Rules.NeverBelow == code.Exclude {
			return d.hinders(it, r, NeverBelowExcluded, false)
		}
		return candidate{true, offset, it.cause, it.name, true, r, m}, problem{}
	case registry.No:
		return candidate{}, problem{}
	case registry.Yes:
		if math.IsNaN(time) {
			return d.hinders(it, r, EventWithoutDate, true)
		}
	}
	if math.IsNaN(time) {
		return candidate{}, problem{}
	}
	return candidate{true, time, it.cause, it.name, false, r, m}, problem{}
}

func (d *deriver) hinders(it *item, r int32, reason string, known bool) (candidate, problem) {
	return candidate{}, problem{reason, d.data.CellOf(it.milestone, int(r)), known && it.cause == 1,
		it.name == d.death.name}
}

// candidateCell is the cell of an event.
func (d *deriver) candidateCell(c *candidate) registry.Cell {
	if d.withoutCells {
		return registry.Cell{}
	}
	if c.by == nil {
		return d.transplantCell(c.row)
	}
	return d.data.CellOf(c.by, int(c.row))
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
		return (a.cause == 1) == (d.endpoint.SameDay == code.EventFirst)
	}
	if (a.milestone == "death") != (b.milestone == "death") {
		return b.milestone == "death"
	}
	return a.cause < b.cause
}

func (d *deriver) transplantCell(row int32) registry.Cell {
	return registry.Cell{File: d.data.File, Line: int(d.data.Line[row]), Column: d.data.TransplantHeader}
}
