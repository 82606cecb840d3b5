package endpoint

import (
	"math"
	"slices"

	"graftstat/analysis/registry"
)

// Reasons for which a case is set aside from an endpoint.
const (
	NoFollowUp       = "no_follow_up"       // neither an event nor a time to which it is known to be absent
	EventWithoutDate = "event_without_date" // it happened, the day is not known
	// it happened, of which kind is not known: the column of the condition is blank
	ConditionUnknown = "condition_unknown"
	UnreadableCell   = "unreadable_cell" // the deciding cell could not be read
	UnknownStatus    = "unknown_status"  // stated as unknown
	// the count never fell below the threshold and rules.never_below is exclude
	NeverBelowExcluded = "never_below_excluded"
	NoOrigin           = "no_origin" // the milestone from which the endpoint counts did not take place
	EventBeforeOrigin  = "event_before_origin"
	NoTimeAtRisk       = "no_time_at_risk" // the entry is not before the end
	NoEntry            = "no_entry"        // no value in the entry column
)

// Reasons are those for which a case is set aside.
func Reasons() []string {
	return []string{NoFollowUp, EventWithoutDate, ConditionUnknown, UnreadableCell, UnknownStatus, NeverBelowExcluded,
		NoOrigin, EventBeforeOrigin, NoTimeAtRisk, NoEntry}
}

// What decided an observation, where it was no milestone.
const (
	ClosingDate    = "closing_date"
	NextTransplant = "next_transplant"
)

// Observations are the cases of one endpoint by column, without a pointer for
// each: a registry of a million patients with ten endpoints takes 22 bytes a
// unit. A unit is a patient (by the first infusion) or a transplant.
type Observations struct {
	Row   []int32   // index row of the unit: groups and covariates come from it
	Time  []float64 // from the origin, in the study's time unit; NaN: set aside
	Entry []float64 // nil without delayed entry
	// Cause is 0 censored, 1 event, 2.. the competing items in their order.
	Cause []uint8
	// InDays is false for an event whose time is a convention (never below), which is no day to the event.
	InDays []bool

	decided []uint16 // by unit: index into codes
	codes   []string
	line    []uint32 // of the deciding cell; nil where cells are not kept
	place   []uint16 // of the deciding cell: index into places
	places  []registry.Cell
	known   []int32 // units set aside though an event is known, ascending
	free    []float64
}

// Unit is one observation.
type Unit struct {
	Row     int32
	Time    float64 // NaN: set aside
	Cause   uint8
	InDays  bool
	Decided string // the milestone that decided, ClosingDate or NextTransplant; a reason where set aside
	// EventKnown marks a case set aside though an event is known; EventFree is
	// the last time it was known to be free of it.
	EventKnown bool
	EventFree  float64
}

// Len is the number of units.
func (o *Observations) Len() int { return len(o.Row) }

// SetAside reports whether unit i is not analysed.
func (o *Observations) SetAside(i int) bool { return o.Time[i] != o.Time[i] }

// Decided is what decided unit i: the milestone, ClosingDate or NextTransplant; a reason where set aside.
func (o *Observations) Decided(i int) string { return o.codes[o.decided[i]] }

// Cell is the cell that decided unit i; none where cells are not kept.
func (o *Observations) Cell(i int) registry.Cell {
	if o.line == nil {
		return registry.Cell{}
	}
	c := o.places[o.place[i]]
	c.Line = int(o.line[i])
	return c
}

// EventKnown reports whether unit i is set aside though its event is known, and
// the last time at which it was known to be free of it.
func (o *Observations) EventKnown(i int) (free float64, known bool) {
	at, known := slices.BinarySearch(o.known, int32(i))
	if !known {
		return math.NaN(), false
	}
	return o.free[at], true
}

// Add adds a unit, without its entry.
func (o *Observations) Add(u Unit) {
	if u.EventKnown {
		o.known, o.free = append(o.known, int32(len(o.Row))), append(o.free, u.EventFree)
	}
	o.Row = append(o.Row, u.Row)
	o.Time = append(o.Time, u.Time)
	o.Cause = append(o.Cause, u.Cause)
	o.InDays = append(o.InDays, u.InDays)
	likely := 0 // most units were decided as the last one was
	if n := len(o.decided); n > 0 {
		likely = int(o.decided[n-1])
	}
	o.decided = append(o.decided, uint16(indexOf(&o.codes, u.Decided, likely)))
}

// addCell keeps the cell that decided the unit that was added last.
func (o *Observations) addCell(c registry.Cell) {
	likely := 0
	if n := len(o.place); n > 0 {
		likely = int(o.place[n-1])
	}
	o.line = append(o.line, uint32(c.Line))
	c.Line = 0
	o.place = append(o.place, uint16(indexOf(&o.places, c, likely)))
}

// indexOf is the index of x in a list, to which it is added where it is new. An
// endpoint has few codes and few columns that decide.
func indexOf[T comparable](list *[]T, x T, likely int) int {
	if likely < len(*list) && (*list)[likely] == x {
		return likely
	}
	at := slices.Index(*list, x)
	if at < 0 {
		at = len(*list)
		*list = append(*list, x)
	}
	return at
}

// newObservations has room for n units.
func newObservations(n int, withCells bool) *Observations {
	o := &Observations{Row: make([]int32, 0, n), Time: make([]float64, 0, n), Cause: make([]uint8, 0, n),
		InDays: make([]bool, 0, n), decided: make([]uint16, 0, n)}
	if withCells {
		o.line, o.place = make([]uint32, 0, n), make([]uint16, 0, n)
	}
	return o
}

// WithoutCells are the same units without the cells that decided them.
func (o *Observations) WithoutCells() *Observations {
	bare := *o
	bare.line, bare.place, bare.places = nil, nil, nil
	return &bare
}
