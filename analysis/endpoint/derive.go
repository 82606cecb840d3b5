package endpoint

import (
	"math"

	"graftstat/analysis/code"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// Derive makes the observations of an endpoint for the given patients.
//
// Per patient, the time starts at the first infusion and takes the events of
// later rows. Per transplant, a row ends at the patient's next infusion,
// censored, unless that infusion is itself an event of the endpoint
// (second_transplant); an event belongs to the last infusion on or before it.
//
// A known event on or before the closing date counts, also where it is later
// than the last contact; but nothing counts that is later than the day to
// which the record of the event is known: what was not recorded then cannot be
// told from what did not happen. That day is a censor milestone *_complete_to,
// and what the log of a milestone knows of the case (registry.Known), the
// earlier of the two.
//
// Of blood counts that is the last value, to which a case is censored: a patient
// who leaves without recovery may recover unseen, and a case that is followed on
// as not recovered would say more than is known. Censoring there may be
// informative (who is discharged early differs), which a report says; the other
// way is wrong for certain. A death or another competing event within a week
// (registry.Known.Grace) after the last value still counts on its own day: three
// values of a recovery cannot be missed in a record that is kept to the end, and
// censoring the dying at their last count would call them as likely to recover as
// the living. A later one is not counted.
//
// An endpoint that is of some patients only (among) is of those whose first infusion
// matches; a missing value never does.
//
// Without an event a case is censored at the earliest of its censor
// milestones, the death and the closing date; a death stands for the last
// contact where that is blank.
func Derive(p *plan.Plan, h *Histories, e plan.Endpoint, patients []int32) *Observations {
	return newDeriver(p, h, e).all(patients)
}

// DeriveWithoutCells is Derive for what names no single patient: no unit has
// the cell that decided it.
func DeriveWithoutCells(p *plan.Plan, h *Histories, e plan.Endpoint, patients []int32) *Observations {
	d := newDeriver(p, h, e)
	d.withoutCells = true
	return d.all(patients)
}

func (d *deriver) all(patients []int32) *Observations {
	h, e := d.histories, d.endpoint
	o := newObservations(d.units(patients), !d.withoutCells)
	if e.Entry != "" {
		o.Entry = make([]float64, 0, cap(o.Row))
	}
	among := Matcher(h.data, e.Among)
	for _, patient := range patients {
		rows := h.Of(int(patient))
		if len(e.Among) > 0 && len(rows) > 0 && !among(int(rows[0])) {
			continue
		}
		units := rows
		if e.Per != code.PerTransplant {
			units = rows[:min(1, len(rows))]
		}
		for i, row := range units {
			end := int32(-1)
			if e.Per == code.PerTransplant && i+1 < len(rows) {
				end = rows[i+1]
			}
			u := d.derive(row, end, rows)
			o.Add(Unit{Row: row, Time: u.time, Cause: u.cause, InDays: !u.convention, Decided: u.decided,
				EventKnown: u.eventKnown, EventFree: u.eventFree})
			if !d.withoutCells {
				o.addCell(u.cell)
			}
			if e.Entry != "" {
				o.Entry = append(o.Entry, u.entry)
			}
		}
	}
	return o
}

// units is the number of units of the patients.
func (d *deriver) units(patients []int32) int {
	n := 0
	for _, patient := range patients {
		rows := len(d.histories.Of(int(patient)))
		if d.endpoint.Per != code.PerTransplant {
			rows = min(1, rows)
		}
		n += rows
	}
	return n
}

// A deriver has what an endpoint needs of the data, looked up once.
type deriver struct {
	plan      *plan.Plan
	data      *registry.Data
	histories *Histories
	endpoint  plan.Endpoint
	items     []item
	censor    []named
	death     named
	asOf      registry.Cell

	withoutCells bool
}

// named is a milestone with its name; nil where the data have none.
type named struct {
	name      string
	milestone *registry.Milestone
	complete  bool // nothing later than it is recorded
	grace     float64
}

// item is one of the events that end the endpoint, with its cause.
type item struct {
	named
	cause   uint8
	matches func(row int) bool
	lacks   func(row int) bool // it cannot be told whether the row matches; nil: there is no condition
	second  bool               // an infusion that is a second transplant is this event
}

func newDeriver(p *plan.Plan, h *Histories, e plan.Endpoint) *deriver {
	d := &deriver{plan: p, data: h.data, histories: h, endpoint: e, asOf: registry.Cell{File: p.File, Column: "as_of"}}
	for _, i := range e.Event {
		d.items = append(d.items, d.item(i, 1))
	}
	for k, i := range e.Competing {
		d.items = append(d.items, d.item(i, uint8(k+2)))
	}
	for _, name := range e.Censor {
		d.censor = append(d.censor, d.named(name))
	}
	d.death = d.named("death")
	return d
}

func (d *deriver) named(name string) named {
	n := named{name: name, milestone: d.data.Milestones[name], complete: registry.IsCompleteTo(name)}
	if name == registry.CountsCompleteTo {
		n.grace = registry.CountsGrace / d.plan.TimeUnit.Days()
	}
	return n
}

func (d *deriver) item(i plan.Item, cause uint8) item {
	it := item{named: d.named(i.Milestone), cause: cause, matches: Matcher(d.data, i.Where),
		second: i.Milestone == "second_transplant"}
	if len(i.Where) > 0 {
		it.lacks = missingIn(d.data, i.Where)
	}
	return it
}

// unit is one patient or transplant on its way to an observation.
type unit struct {
	time, entry float64
	cause       uint8
	convention  bool
	decided     string
	cell        registry.Cell
	eventKnown  bool
	eventFree   float64
}

func setAside(reason string, cell registry.Cell) unit {
	return unit{time: math.NaN(), entry: math.NaN(), decided: reason, cell: cell, eventFree: math.NaN()}
}

// derive follows one unit: its row, the row that ends it (-1: none) and all
// rows of the patient.
func (d *deriver) derive(row, end int32, rows []int32) unit {
	last := d.lastTime(row, end, rows)
	first, problem := d.firstEvent(row, end, rows, last)
	if problem.reason != "" && !(problem.death && first.found && first.milestone != "death") {
		u := setAside(problem.reason, problem.cell)
		u.eventKnown = problem.known
		u.eventFree = d.lastKnownFree(row, rows, problem.death)
		return u
	}
	var u unit
	switch {
	case first.found:
		u = unit{time: first.time, cause: first.cause, convention: first.convention, decided: first.milestone,
			cell: d.candidateCell(&first)}
	case last.decided == "":
		return d.withoutFollowUp(row)
	default:
		u = unit{time: last.time, decided: last.decided, cell: d.lastCell(&last)}
	}
	return d.fromOrigin(u, row)
}

// fromOrigin moves the start to the endpoint's origin and sets the entry.
func (d *deriver) fromOrigin(u unit, row int32) unit {
	if from := d.endpoint.From; from != "transplant" {
		m := d.data.Milestones[from]
		if m == nil || math.IsNaN(m.Time[row]) {
			return setAside(NoOrigin, d.data.Cell(from, int(row)))
		}
		if u.time -= m.Time[row]; u.time < 0 {
			return setAside(EventBeforeOrigin, u.cell)
		}
	}
	if d.endpoint.Entry == "" {
		return u
	}
	u.entry = d.entry(row)
	switch {
	case math.IsNaN(u.entry):
		return setAside(NoEntry, registry.Cell{File: d.data.File, Line: int(d.data.Line[row]),
			Column: d.endpoint.Entry})
	case u.entry > 0 && u.entry >= u.time:
		return setAside(NoTimeAtRisk, u.cell)
	}
	return u
}

func (d *deriver) entry(row int32) float64 {
	if m := d.data.Milestones[d.endpoint.Entry]; m != nil {
		return m.Time[row]
	}
	if n := d.data.Numbers[d.endpoint.Entry]; n != nil {
		return n.Value[row]
	}
	return math.NaN()
}

// withoutFollowUp names the censor milestone that could not be read, if it is
// that which is missing.
func (d *deriver) withoutFollowUp(row int32) unit {
	for _, c := range d.censor {
		if c.milestone != nil && c.milestone.Status[row] == registry.Unreadable {
			return setAside(UnreadableCell, d.data.Cell(c.name, int(row)))
		}
	}
	return setAside(NoFollowUp, registry.Cell{File: d.data.File, Line: int(d.data.Line[row]), Column: "last_contact"})
}
