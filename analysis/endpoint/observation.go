package endpoint

import "graftstat/analysis/registry"

// Reasons for which a case is set aside from an endpoint.
const (
	NoFollowUp         = "no_follow_up"         // neither an event nor a time to which it is known to be absent
	EventWithoutDate   = "event_without_date"   // it happened, the day is not known
	UnreadableCell     = "unreadable_cell"      // the deciding cell could not be read
	UnknownStatus      = "unknown_status"       // stated as unknown
	NeverBelowExcluded = "never_below_excluded" // the count never fell below the threshold and rules.never_below is exclude
	NoOrigin           = "no_origin"            // the milestone from which the endpoint counts did not take place
	EventBeforeOrigin  = "event_before_origin"
	NoTimeAtRisk       = "no_time_at_risk" // the entry is not before the end
	NoEntry            = "no_entry"        // no value in the entry column
)

// What decided an observation, where it was no milestone.
const (
	ClosingDate    = "closing_date"
	NextTransplant = "next_transplant"
)

// Observations are the cases of one endpoint by column. A unit is a patient
// (by the first infusion) or a transplant.
type Observations struct {
	Row   []int32   // index row of the unit: groups and covariates come from it
	Time  []float64 // from the origin, in the study's time unit; NaN: set aside
	Entry []float64 // nil without delayed entry
	// Cause is 0 censored, 1 event, 2.. the competing items in their order.
	Cause []uint8
	// InDays is false for an event whose time is a convention (never below), which is no day to the event.
	InDays []bool
	// Decided is the milestone that decided, ClosingDate or NextTransplant; a reason where set aside.
	Decided []string
	Cell    []registry.Cell
	// EventKnown marks a case set aside though an event is known; EventFree is the last time it was known to be free of it.
	EventKnown []bool
	EventFree  []float64
	// Count has the cases that each unit stands for, where they come from tables of counts; nil: one each.
	Count []int32
	// Reached has, of tables of counts, how many had the opportunity to reach a time.
	Reached []Reach
	// Landmark says that these are the units still at risk at a landmark.
	Landmark bool
}

// Len is the number of units.
func (o *Observations) Len() int { return len(o.Row) }

// SetAside reports whether unit i is not analysed.
func (o *Observations) SetAside(i int) bool { return o.Time[i] != o.Time[i] }

// newObservations has room for n units, without their cells.
func newObservations(n int) *Observations {
	return &Observations{Row: make([]int32, 0, n), Time: make([]float64, 0, n), Cause: make([]uint8, 0, n), InDays: make([]bool, 0, n),
		Decided: make([]string, 0, n), EventKnown: make([]bool, 0, n), EventFree: make([]float64, 0, n)}
}

func (o *Observations) add(row int32, u *unit) {
	o.Row = append(o.Row, row)
	o.Time = append(o.Time, u.time)
	o.Cause = append(o.Cause, u.cause)
	o.InDays = append(o.InDays, !u.convention)
	o.Decided = append(o.Decided, u.decided)
	if o.Cell != nil {
		o.Cell = append(o.Cell, u.cell)
	}
	o.EventKnown = append(o.EventKnown, u.eventKnown)
	o.EventFree = append(o.EventFree, u.eventFree)
}

// Later are the units that are still at risk after a time: those whose own
// time is strictly later, without their cells. Those set aside are left out.
func (o *Observations) Later(time float64) *Observations {
	later := &Observations{Reached: o.Reached, Landmark: true}
	for i := range o.Row {
		if !(o.Time[i] > time) {
			continue
		}
		later.add(o.Row[i], &unit{time: o.Time[i], cause: o.Cause[i], convention: !o.InDays[i], decided: o.Decided[i], eventKnown: o.EventKnown[i], eventFree: o.EventFree[i]})
		if o.Entry != nil {
			later.Entry = append(later.Entry, o.Entry[i])
		}
		if o.Count != nil {
			later.Count = append(later.Count, o.Count[i])
		}
	}
	return later
}
