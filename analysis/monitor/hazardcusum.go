package monitor

import (
	"cmp"
	"math"
	"slices"

	"graftstat/analysis/survival"
)

// A FollowUp holds patients as columns of equal length, in calendar time: days
// since any one day, the same for all.
type FollowUp struct {
	Entry      []float64 // transplant
	Exit       []float64 // death or last time known alive, not before Entry
	Died       []bool
	Multiplier []float64 // hazard ratio of the case mix; nil: 1 for all
}

// HazardCUSUMSettings are the choices of a CUSUM in continuous time.
type HazardCUSUMSettings struct {
	HazardRatio float64     // to detect, over 1; 0 means 2
	Limit       float64     // h, over 0: see HazardCUSUMLimit
	Reset       ResetPolicy // "" means ResetToZero
}

// A HazardCUSUMPoint is the chart at one calendar time. Between two points it
// falls from After to Before as deaths are expected, and not below 0.
type HazardCUSUMPoint struct {
	Time          float64
	Before, After float64 // C just before and at Time, before any reset
	Observed      int     // deaths so far
	Expected      float64 // deaths expected so far, Λ
	Signal        bool
}

// A HazardCUSUM is a chart with a point at each entry, death and end of follow-up.
type HazardCUSUM struct {
	Points  []HazardCUSUMPoint
	Signals []int // indices into Points
}

// TimeToEventCUSUM is the risk-adjusted CUSUM of deaths in continuous time. With
// N(t) the deaths up to calendar time t, E_i, X_i and m_i the entry, exit and
// multiplier of patient i, θ the hazard ratio to detect and
//
//	Λ(t) = Σ m_i H(min(t, X_i) - E_i),  R(t) = ln(θ) N(t) - (θ - 1) Λ(t)
//
// it is C(t) = R(t) - min over s <= t of R(s), R being 0 at the start: it rises
// by ln θ at a death, falls by (θ-1) dΛ and stops at 0. C >= h is a signal, at a
// death only. A patient counts up to the horizon of H: later deaths are not
// counted and nothing more is expected. Deaths of one time rise together.
// Patients lost or not yet followed to the horizon count with what is known.
//
// No patient gives no point. C within 10⁻⁹ of the limit has reached it.
// Errors: survival.ErrColumns, ErrRatio, ErrLimit, ErrReset, ErrHazard for no
// hazard, a *survival.CaseError. O(n log n).
//
// Source: Biswas and Kalbfleisch, Statistics in Medicine 27 (2008) 3382-3406;
// Gandy, Kvaløy, Bottle and Zhou, Biometrika 97 (2010) 375-388.
func TimeToEventCUSUM(f FollowUp, h *CumulativeHazard, s HazardCUSUMSettings) (*HazardCUSUM, error) {
	s, err := s.withDefaults()
	if err != nil {
		return nil, err
	}
	if !h.isMade() {
		return nil, ErrHazard
	}
	changes, err := f.changes(h)
	if err != nil {
		return nil, err
	}
	c, chart := &HazardCUSUM{}, newHazardChart(s)
	for len(changes) > 0 {
		same := 1
		for same < len(changes) && changes[same].time == changes[0].time {
			same++
		}
		if p, shown := chart.point(changes[:same]); shown {
			if c.Points = append(c.Points, p); p.Signal {
				c.Signals = append(c.Signals, len(c.Points)-1)
			}
		}
		changes = changes[same:]
	}
	return c, nil
}

func (s HazardCUSUMSettings) withDefaults() (HazardCUSUMSettings, error) {
	if s.HazardRatio == 0 {
		s.HazardRatio = 2
	}
	if s.Reset == "" {
		s.Reset = ResetToZero
	}
	switch {
	case !(s.HazardRatio > 1) || math.IsInf(s.HazardRatio, 1):
		return s, ErrRatio
	case !isPositive(s.Limit):
		return s, ErrLimit
	case s.Reset != ResetToZero && s.Reset != ResetNever:
		return s, ErrReset
	}
	return s, nil
}

// A change is what happens at a calendar time: dΛ/dt changes by rate.
type change struct {
	time   float64
	rate   float64
	deaths int
	shown  bool // an entry or an exit, not merely a bend of H
}

func (f FollowUp) changes(h *CumulativeHazard) ([]change, error) {
	n := len(f.Entry)
	if len(f.Exit) != n || len(f.Died) != n || f.Multiplier != nil && len(f.Multiplier) != n {
		return nil, survival.ErrColumns
	}
	var changes []change
	for i, entry := range f.Entry {
		if math.IsNaN(entry) || math.IsInf(entry, 0) || !(f.Exit[i] >= entry) || math.IsInf(f.Exit[i], 1) {
			return nil, &survival.CaseError{Case: i, Reason: "exit is before the entry, or one is not finite"}
		}
		m, err := multiplierOf(f.Multiplier, i)
		if err != nil {
			return nil, err
		}
		changes = h.appendPatient(changes, entry, f.Exit[i], f.Died[i], m)
	}
	sortChanges(changes)
	return changes, nil
}

// appendPatient adds what a patient changes: the entry, each bend of H, the exit.
func (h *CumulativeHazard) appendPatient(changes []change, entry, exit float64, died bool,
	multiplier float64) []change {
	if end := entry + h.Horizon(); exit > end {
		exit, died = end, false
	}
	rate := 0.0
	for i := 1; i < len(h.times); i++ {
		at := entry + h.times[i-1]
		if i > 1 && at >= exit {
			break
		}
		next := multiplier * h.rate(i)
		changes = append(changes, change{time: at, rate: next - rate, shown: i == 1})
		rate = next
	}
	last := change{time: exit, rate: -rate, shown: true}
	if died {
		last.deaths = 1
	}
	return append(changes, last)
}

// sortChanges puts changes in order of time; those of one time in any order of
// patients, but by their rate, so that sums do not depend on it.
func sortChanges(changes []change) {
	slices.SortFunc(changes, func(a, b change) int {
		return cmp.Or(cmp.Compare(a.time, b.time), cmp.Compare(a.rate, b.rate))
	})
}

// A hazardChart is the chart at the time of the last change.
type hazardChart struct {
	chart
	jump, fall float64 // ln θ, θ - 1
	time       float64
	rate       compensated // dΛ/dt now
	observed   int
	expected   compensated
}

func newHazardChart(s HazardCUSUMSettings) *hazardChart {
	return &hazardChart{chart: chart{limit: s.Limit, reset: s.Reset}, jump: math.Log(s.HazardRatio),
		fall: s.HazardRatio - 1}
}

// point moves the chart to changes of one time.
func (c *hazardChart) point(changes []change) (p HazardCUSUMPoint, shown bool) {
	time := changes[0].time
	if rate := c.rate.value(); rate > 0 {
		d := rate * (time - c.time)
		c.expected.add(d)
		c.value = math.Max(0, c.value-c.fall*d)
	}
	c.time = time
	p = HazardCUSUMPoint{Time: time, Before: c.value, After: c.value}
	deaths := 0
	for _, x := range changes {
		c.rate.add(x.rate)
		deaths += x.deaths
		shown = shown || x.shown
	}
	if deaths > 0 {
		c.observed += deaths
		p.Signal = c.add(float64(deaths) * c.jump)
		p.After = c.reached
	}
	p.Observed, p.Expected = c.observed, c.expected.value()
	return p, shown
}
