package regress

import (
	"errors"
	"fmt"
	"math"

	"graftstat/analysis/survival"
)

// Data are the rows of a model as columns of equal length. A row is a case, or
// a part of a case's time at risk where a covariate changes on the way.
// Times are compared by ==, so a caller with fractions of a day decides ties
// before it comes here.
type Data struct {
	Start   []float64 // start of the time at risk; nil or <= 0: from the origin on, time 0 included
	Time    []float64 // time of the event or of censoring, >= 0; at risk on (Start, Time]
	Cause   []uint8   // 0 censored, else the event that ended the time at risk
	Terms   []Term
	Stratum []int32 // rows are compared within a stratum only; nil: all in one; negative: missing
	Cluster []int32 // rows that may depend on each other, 0..rows-1; nil: none do; negative: missing
}

// A Term is one covariate, either numeric or a category.
type Term struct {
	Name   string
	Number []float64 // of a numeric term; NaN: missing
	Code   []int32   // of a category: index into Levels; negative: missing
	Levels []string  // of a category: the reference first
}

func (t Term) isCategory() bool { return t.Levels != nil }

func (t Term) missing(row int32) bool {
	if t.isCategory() {
		return t.Code[row] < 0
	}
	return math.IsNaN(t.Number[row])
}

// Options of a fit. The zero value is the default.
type Options struct {
	Cause uint8   // the cause that is the event; 0: cause 1. Cox and Firth take every other cause as censored
	Ties  Ties    // Cox only; "": TiesEfron
	Level float64 // of the intervals; 0: 0.95
}

// Ties says how Cox treats events of one time and stratum.
type Ties string

const (
	// TiesEfron averages over the orders in which tied events may have come.
	TiesEfron Ties = "efron"
	// TiesBreslow keeps all tied events in the risk set of each.
	TiesBreslow Ties = "breslow"
	// TiesExact takes time as discrete: the chance that of all sets of so many
	// cases at risk this one failed (R's "exact", SAS's DISCRETE).
	TiesExact Ties = "exact"
)

// ErrNoTerm is returned where a model has no term.
var ErrNoTerm = errors.New("a model needs a term")

// largestNumber bounds a covariate, so that its square is a number.
const largestNumber = 1e150

func (o Options) filled() (Options, error) {
	if o.Cause == 0 {
		o.Cause = 1
	}
	if o.Ties == "" {
		o.Ties = TiesEfron
	}
	if o.Level == 0 {
		o.Level = 0.95
	}
	switch o.Ties {
	case TiesEfron, TiesBreslow, TiesExact:
	default:
		return o, fmt.Errorf("ties %q: use %s, %s or %s", o.Ties, TiesEfron, TiesBreslow, TiesExact)
	}
	if !(o.Level > 0 && o.Level < 1) {
		return o, fmt.Errorf("level %v: use a number between 0 and 1, such as 0.95", o.Level)
	}
	return o, nil
}

func (d Data) check() error {
	n := len(d.Time)
	if len(d.Terms) == 0 {
		return ErrNoTerm
	}
	if n > math.MaxInt32 || len(d.Cause) != n || differs(d.Start, n) || differs(d.Stratum, n) || differs(d.Cluster, n) {
		return survival.ErrColumns
	}
	for _, t := range d.Terms {
		if err := t.check(n); err != nil {
			return err
		}
	}
	for i, time := range d.Time {
		switch {
		case !(time >= 0) || math.IsInf(time, 1):
			return &survival.CaseError{Case: i, Reason: "time is negative or not finite"}
		case d.Start != nil && math.IsNaN(d.Start[i]), d.start(i) > 0 && d.start(i) >= time:
			return &survival.CaseError{Case: i, Reason: "start is not before the time"}
		case d.Cluster != nil && int(d.Cluster[i]) >= n:
			return &survival.CaseError{Case: i, Reason: "cluster is out of range"}
		}
	}
	return nil
}

func (t Term) check(n int) error {
	if !t.isCategory() {
		if len(t.Number) != n || t.Code != nil {
			return survival.ErrColumns
		}
		for i, x := range t.Number {
			if math.Abs(x) > largestNumber {
				return &survival.CaseError{Case: i, Reason: "number is too large"}
			}
		}
		return nil
	}
	if len(t.Code) != n || t.Number != nil {
		return survival.ErrColumns
	}
	for i, code := range t.Code {
		if int(code) >= len(t.Levels) {
			return &survival.CaseError{Case: i, Reason: "level is out of range"}
		}
	}
	return nil
}

func differs[T any](column []T, n int) bool { return column != nil && len(column) != n }

// start is the start of a row's time at risk, 0 where it is the origin.
func (d Data) start(row int) float64 {
	if d.Start == nil {
		return 0
	}
	return max(d.Start[row], 0)
}
