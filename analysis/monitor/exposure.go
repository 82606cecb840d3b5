package monitor

import (
	"math"

	"graftstat/analysis/survival"
)

// daysInYear turns days of follow-up into patient-years.
const daysInYear = 365.25

// A Stretch is the part of the calendar in which exposure is counted: the days
// after From, up to and with To, on any common count of days. From may be -Inf.
type Stretch struct{ From, To float64 }

// Exposed is what a stretch of the calendar holds of patients: their time at
// risk, the events in it, and how many of these a benchmark has to answer for.
type Exposed struct {
	PatientYears float64 // of everybody, within the horizon of the benchmark or after it
	Observed     int     // events within the horizon
	Later        int     // events after it: nothing is expected of them
	Expected     float64 // within the horizon, of the same days
}

// Exposure counts patients' days in a stretch of the calendar. Patient i comes
// on day entry[i] and is followed for time[i] days; the event, where died[i],
// is on the last of them. With a and b the first and last of a patient's days
// that lie in the stretch, as days since entry,
//
//	PatientYears = Σ (b - a) / 365.25
//	Expected     = Σ m_i (H(b) - H(a)),  H flat after its horizon
//
// over the patients with a day in it. An event counts where its day lies in the
// stretch: Observed at or before the horizon of h, Later after it. So O and E
// are of the same days, and nobody is expected to die after the benchmark ends.
// An event on the day of entry is in the stretch that holds that day.
//
// Without a hazard (nil) every event is Observed and Expected is NaN.
// Multiplier is as in ExpectedEvents. Errors: survival.ErrColumns;
// a *survival.CaseError for a time or multiplier that is negative or not finite.
//
// Source: Berry, Biometrics 39 (1983) 173-184; Breslow and Day, Statistical
// Methods in Cancer Research II (1987), chapter 2.
func Exposure(entry, time []float64, died []bool, multiplier []float64, h *CumulativeHazard, s Stretch) (Exposed,
	error) {
	n := len(time)
	if len(entry) != n || len(died) != n || multiplier != nil && len(multiplier) != n {
		return Exposed{}, survival.ErrColumns
	}
	var days, expected compensated
	var r Exposed
	for i, t := range time {
		if !(t >= 0) || math.IsInf(t, 1) || math.IsNaN(entry[i]) || math.IsInf(entry[i], 0) {
			return Exposed{}, &survival.CaseError{Case: i, Reason: "entry or time is negative or not finite"}
		}
		m, err := multiplierOf(multiplier, i)
		if err != nil {
			return Exposed{}, err
		}
		a, b := math.Max(0, s.From-entry[i]), math.Min(t, s.To-entry[i])
		if b > a {
			days.add(b - a)
			if h.isMade() {
				expected.add(m * (h.At(b) - h.At(a)))
			}
		}
		if day := entry[i] + t; !died[i] || !(day > s.From && day <= s.To) {
			continue
		}
		if h.isMade() && t > h.Horizon() {
			r.Later++
		} else {
			r.Observed++
		}
	}
	r.PatientYears, r.Expected = days.value()/daysInYear, expected.value()
	if !h.isMade() {
		r.Expected = math.NaN()
	}
	return r, nil
}
