package recovery

import (
	"math"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// A titre is an entry of the log with the lowest and the highest titre that it may be.
type titre struct {
	registry.LogEntry
	low, high float64
}

func titreOf(e registry.LogEntry) titre {
	if e.Bound != nil {
		return titre{e, e.Bound.Low(), e.Bound.High()}
	}
	return titre{e, e.Value, e.Value}
}

func (t titre) isBelow(threshold float64) bool    { return t.high < threshold }
func (t titre) mayBeBelow(threshold float64) bool { return t.low < threshold }

// higher is the higher of two titres of one day, or what bounds it where they overlap.
func (t titre) higher(other titre) titre {
	if other.low > t.low {
		t, other = other, t
	}
	switch {
	case other.high <= t.high:
	case math.IsInf(other.high, 1): // t or higher
		t.high, t.Bound, t.Value = other.high, atLeast(t), math.NaN()
	default: // t or higher, and no higher than other: other's bound says less, the range all
		other.low = t.low
		return other
	}
	return t
}

// atLeast is the bound of what is no lower than a titre.
func atLeast(t titre) *registry.Bound {
	if t.Bound != nil && t.Bound.Above {
		return t.Bound
	}
	return &registry.Bound{Limit: t.low, Above: true, Inclusive: true}
}

// highestOfDay leaves the highest titre of each day.
func highestOfDay(p *plan.Plan, entries []registry.LogEntry) []titre {
	var days []titre
	unit := p.TimeUnit.Days()
	for _, e := range entries {
		last := len(days) - 1
		if last < 0 || calendarDay(days[last].Day, unit) != calendarDay(e.Day, unit) {
			days = append(days, titreOf(e))
			continue
		}
		days[last] = days[last].higher(titreOf(e))
	}
	return days
}
