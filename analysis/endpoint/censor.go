package endpoint

import (
	"math"

	"graftstat/analysis/code"
	"graftstat/analysis/registry"
)

// lastTime is the time to which a unit without an event is followed.
type lastTime struct {
	time     float64
	complete float64 // no later event counts; +Inf: no such limit
	seen     float64 // nor one that competes
	known    *registry.Known
	decided  string // "": no follow-up at all
	row      int32  // whose cell decided
	by       *registry.Milestone
}

// lastTime finds the earliest of the censor milestones, the death, the next
// infusion and the closing date.
func (d *deriver) lastTime(row, end int32, rows []int32) lastTime {
	last := lastTime{time: math.Inf(1), complete: math.Inf(1), seen: math.Inf(1)}
	for _, c := range d.censor {
		time, r := d.latest(c.milestone, row, rows)
		if math.IsNaN(time) {
			continue
		}
		last.take(max(time, 0), c.name, r, c.milestone)
		if c.complete {
			last.end(max(time, 0), c.grace)
		}
	}
	for i := range d.items {
		d.knownTo(&last, d.items[i].milestone, row, rows)
	}
	if time, r := d.latest(d.death.milestone, row, rows); !math.IsNaN(time) {
		last.take(max(time, 0), d.death.name, r, d.death.milestone)
	}
	if end >= 0 {
		last.take(d.histories.Offset(row, end), NextTransplant, end, nil)
	}
	if last.decided == "" {
		return last
	}
	last.take(d.histories.potential(row), ClosingDate, row, nil)
	return last
}

// knownTo ends a unit where the log of a milestone does: on the clock of its row
// the latest that is known of the patient's rows; per transplant, of its own.
func (d *deriver) knownTo(last *lastTime, m *registry.Milestone, row int32, rows []int32) {
	if m == nil || m.Known == nil {
		return
	}
	k := m.Known
	time, from := k.Time[row], row
	for _, r := range rows {
		if t := d.histories.Offset(row, r) + k.Time[r]; d.endpoint.Per != code.PerTransplant && t > time {
			time, from = t, r
		}
	}
	time = max(time, 0)
	if k.Seen != nil {
		last.complete = min(last.complete, time)
		last.seen = min(last.seen, d.histories.Offset(row, from)+k.Seen[from])
	} else {
		last.end(time, k.Grace)
	}
	if time < last.time {
		code, _ := d.data.KnownCell(k, int(from))
		last.take(time, code, from, nil)
		last.known = k
	}
}

// end lets no event count that is later than a time, nor one that competes and is
// later than the grace after it.
func (l *lastTime) end(time, grace float64) {
	l.complete, l.seen = min(l.complete, time), min(l.seen, time+grace)
}

func (l *lastTime) take(time float64, decided string, row int32, by *registry.Milestone) {
	if time < l.time {
		l.time, l.decided, l.row, l.by = time, decided, row, by
	}
}

// lastCell is the cell that decided the last time.
func (d *deriver) lastCell(l *lastTime) registry.Cell {
	if d.withoutCells {
		return registry.Cell{}
	}
	switch l.decided {
	case NextTransplant:
		return d.transplantCell(l.row)
	case ClosingDate:
		return d.asOf
	}
	if l.by == nil && l.known != nil {
		_, cell := d.data.KnownCell(l.known, int(l.row))
		return cell
	}
	return d.data.CellOf(l.by, int(l.row))
}

// latest is the latest time of a milestone among the patient's rows, on the
// clock of the unit's row, with the row that has it. Per transplant the unit's
// own row speaks first.
func (d *deriver) latest(m *registry.Milestone, row int32, rows []int32) (float64, int32) {
	if m == nil {
		return math.NaN(), row
	}
	if d.endpoint.Per == code.PerTransplant && !math.IsNaN(m.Time[row]) {
		return m.Time[row], row
	}
	if len(rows) == 1 {
		return d.histories.Offset(row, rows[0]) + m.Time[rows[0]], rows[0]
	}
	time, from := math.NaN(), row
	for _, r := range rows {
		t := d.histories.Offset(row, r) + m.Time[r]
		if !math.IsNaN(t) && !(t <= time) {
			time, from = t, r
		}
	}
	return time, from
}

// lastKnownFree is the last time at which a unit is known to have been free of
// an event of unknown date: for a death the latest thing known of the patient,
// else the start.
func (d *deriver) lastKnownFree(row int32, rows []int32, death bool) float64 {
	free := 0.0
	if !death {
		return free
	}
	for name, m := range d.data.Milestones {
		if name == "death" {
			continue
		}
		if time, _ := d.latest(m, row, rows); time > free {
			free = time
		}
	}
	return min(free, d.histories.potential(row))
}
