package endpoint

import (
	"math"
	"strings"

	"graftstat/analysis/registry"
)

// lastTime is the time to which a unit without an event is followed.
type lastTime struct {
	time     float64
	complete float64 // nothing later than this counts; +Inf: no such limit
	decided  string  // "": no follow-up at all
	cell     registry.Cell
}

// lastTime finds the earliest of the censor milestones, the death, the next
// infusion and the closing date.
func (d *deriver) lastTime(row, end int32, rows []int32) lastTime {
	last := lastTime{time: math.Inf(1), complete: math.Inf(1)}
	earliest := func(time float64, decided string, cell registry.Cell) {
		if time < last.time {
			last.time, last.decided, last.cell = time, decided, cell
		}
	}
	for _, name := range d.endpoint.Censor {
		time, r := d.latest(name, row, rows)
		if math.IsNaN(time) {
			continue
		}
		earliest(max(time, 0), name, d.data.Cell(name, int(r)))
		if strings.HasSuffix(name, "_complete_to") {
			last.complete = min(last.complete, max(time, 0))
		}
	}
	if time, r := d.latest("death", row, rows); !math.IsNaN(time) {
		earliest(max(time, 0), "death", d.data.Cell("death", int(r)))
	}
	if end >= 0 {
		earliest(d.histories.offset(row, end), NextTransplant, d.transplantCell(end))
	}
	if last.decided == "" {
		return last
	}
	earliest(d.histories.potential(row), ClosingDate, registry.Cell{File: d.plan.File, Column: "as_of"})
	return last
}

// latest is the latest time of a milestone among the patient's rows, on the
// clock of the unit's row, with the row that has it. Per transplant the unit's
// own row speaks first.
func (d *deriver) latest(name string, row int32, rows []int32) (float64, int32) {
	m := d.data.Milestones[name]
	if m == nil {
		return math.NaN(), row
	}
	if d.endpoint.Per == "transplant" && !math.IsNaN(m.Time[row]) {
		return m.Time[row], row
	}
	time, from := math.NaN(), row
	for _, r := range rows {
		t := d.histories.offset(row, r) + m.Time[r]
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
	for name := range d.data.Milestones {
		if name == "death" {
			continue
		}
		if time, _ := d.latest(name, row, rows); time > free {
			free = time
		}
	}
	return min(free, d.histories.potential(row))
}
