package code

// EndpointKind says how an endpoint is estimated.
type EndpointKind string

const (
	Survival  EndpointKind = "survival"  // Kaplan-Meier
	Incidence EndpointKind = "incidence" // Aalen-Johansen
)

// HasCompeting reports whether other events end a case's chance of the event,
// so that what is estimated is the share that had it.
func (k EndpointKind) HasCompeting() bool { return k == Incidence }

// IsFreeOfEvent reports whether what is estimated is the share that has not had
// the event: a high one is good.
func (k EndpointKind) IsFreeOfEvent() bool { return k == Survival }

// Per says whose times an endpoint has.
type Per string

const (
	PerPatient    Per = "patient"    // from the first infusion on
	PerTransplant Per = "transplant" // from each infusion to the next
)

// ModelKind is a regression.
type ModelKind string

const (
	Cox      ModelKind = "cox"
	CoxFirth ModelKind = "cox-firth"
	FineGray ModelKind = "fine-gray"
)

// TieRule says how a Cox model takes events of one day.
type TieRule string

const (
	Efron   TieRule = "efron"
	Breslow TieRule = "breslow"
	Exact   TieRule = "exact"
)

// Compatible is the package whose conventions hold where the study names none.
type Compatible string

const (
	R   Compatible = "r"
	SAS Compatible = "sas"
)

// IndependenceDate is the day on which transfusion independence is dated.
type IndependenceDate string

const (
	WindowEnd       IndependenceDate = "window_end"
	LastTransfusion IndependenceDate = "last_transfusion"
)

// SameDay says what counts where an event and a competing event fall on one day.
type SameDay string

const (
	EventFirst     SameDay = "event"
	CompetingFirst SameDay = "competing"
)

// AfterSignal says how a CUSUM goes on.
type AfterSignal string

const (
	Reset AfterSignal = "reset" // from zero
	Keep  AfterSignal = "keep"
)

// Preference is the source that wins where log and case differ.
type Preference string

const (
	PreferLog  Preference = "log"
	PreferCase Preference = "case"
)

// NeverBelow says how a recovery of counts that never fell is read.
type NeverBelow string

const (
	DayZero NeverBelow = "day_0"
	Exclude NeverBelow = "exclude"
)
