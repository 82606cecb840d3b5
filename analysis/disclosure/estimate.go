package disclosure

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"graftstat/analysis/code"
	"graftstat/analysis/result"
)

// widestStep in points: where k patients are more, an estimate would say next
// to nothing.
const widestStep = 25

// status of a group at a time.
type status struct {
	events, known int // by the time; outcome known by it
	atRisk        int // without an event by the time and followed to it at least
	estimate      float64
}

// statusAt counts up to and including t. An estimate that the curve does not
// have is NaN.
func statusAt(g *result.Group, kind code.EndpointKind, t float64) status {
	s := status{atRisk: g.Cases}
	if kind == code.Survival {
		s.estimate = 1
	}
	for _, p := range g.Curve {
		if p.Time > t {
			break
		}
		s.events += p.Events
		s.known += p.Events + p.Competing
		s.atRisk -= p.Events + p.Competing
		if p.Time < t {
			s.atRisk -= p.Censored
		}
		s.estimate = float64(p.Estimate)
	}
	s.known += s.atRisk
	return s
}

// entersLate reports whether not all cases are at risk from the start.
func entersLate(g *result.Group) bool {
	left := g.Cases
	for _, p := range g.Curve {
		if p.AtRisk != left {
			return true
		}
		left -= p.Events + p.Competing + p.Censored
	}
	return false
}

// estimate at a time in the study's unit, as far as it may be told.
func (x rules) estimate(g *result.Group, kind code.EndpointKind, t float64) Estimate {
	if entersLate(g) {
		return Estimate{Kind: Withheld}
	}
	return x.tell(statusAt(g, kind, t), g.Cases)
}

// tell what may be told of a status. In 10 to 12 patients with k = 5, not few
// with the event and few without it are one and the same, and what is withheld
// would be as exact as what is told: With needs about 3k.
func (x rules) tell(s status, cases int) Estimate {
	switch {
	case x.few(s.events):
		if !x.few(s.atRisk) {
			n := x.minAtRisk(s.atRisk)
			return Estimate{Kind: Without, Percent: 100 * n / (n + x.k) / 5 * 5}
		}
	case x.few(cases - s.events):
		if x.count(cases).Near >= 3*x.k {
			n := x.minOf(cases)
			return Estimate{Kind: With, Percent: 100 * (n - x.k) / n / 5 * 5}
		}
	case !x.few(s.atRisk) && !math.IsNaN(s.estimate) && x.step(cases) <= widestStep:
		coarse := Estimate{Kind: Rounded, Step: x.step(cases)}
		coarse.Percent = min(100, multiple(100*s.estimate, coarse.Step))
		coarse.Lower, coarse.Upper = x.interval(coarse.Percent, coarse.Step, s.known)
		return coarse
	}
	return Estimate{Kind: Withheld}
}

// few is up to k, and not only under k: of two parts that are both few where
// their sum is not, a reader knows that neither is 0. Each may still be k.
func (x rules) few(n int) bool { return n <= x.k }

// minOf a group of about so many: the fewest that round to the same multiple
// of k. At most k of n without the event leave F >= (n-k)/n. Who had the event
// does not enter: as a multiple of k of its own, beside the number of patients,
// it tells in 13 or 14 patients from 9 who recovered.
func (x rules) minOf(cases int) int { return x.count(cases).Near - x.k/2 }

// minAtRisk is the same of those at risk, in steps of 2k: k+1 of up to 2.5k,
// else the fewest from 2.5k to 4.5k, and so on. By Kaplan-Meier n who are at risk
// and at most k who had the event leave S >= n/(n+k). In narrower steps it tells,
// beside an estimate that is rounded, how many are at risk.
func (x rules) minAtRisk(n int) int {
	steps := (2*n - x.k) / (4 * x.k)
	return max(x.k+1, ((4*steps+1)*x.k+1)/2)
}

// count to the nearest multiple of k, half upwards; all under 2k are alike.
func (x rules) count(n int) Count {
	if n < 2*x.k {
		return Count{Under: true}
	}
	return Count{Near: multiple(float64(n), x.k)}
}

// multiple is the multiple of step next to v, half upwards.
func multiple(v float64, step int) int {
	return int(math.Floor(v/float64(step)+0.5+1e-9)) * step
}

// step in points of the estimates of a group: 5, or more where k of the rounded
// number of cases are more.
func (x rules) step(cases int) int {
	n := x.count(cases).Near
	if n == 0 {
		return 100
	}
	return max(1, (100*x.k+5*n-1)/(5*n)) * 5
}

// interval holds the exact intervals (Clopper and Pearson, Biometrika 1934) of
// all estimates that round to this percent, with the fewest cases that round to
// the number of those whose outcome is known; outwards to 5. That number is
// rounded to 2k: to k it gives a count away, as where 13 to 17 are known, at
// least 10 are at risk and 6 relapsed, so that one died without relapse. At
// least 2(k+1) are known where an estimate is rounded.
func (x rules) interval(percent, step, known int) (lower, upper int) {
	asked := [3]int{percent, step, max(2*(x.k+1), multiple(float64(known), 2*x.k)-x.k)}
	limits, ok := x.limits[asked]
	if !ok {
		limits[0], limits[1] = x.newInterval(percent, step, float64(asked[2]))
		x.limits[asked] = limits
	}
	return limits[0], limits[1]
}

func (x rules) newInterval(percent, step int, n float64) (lower, upper int) {
	low := n * math.Max(0, float64(percent)-float64(step)/2) / 100
	high := n * math.Min(100, float64(percent)+float64(step)/2) / 100
	tail := (1 - x.level) / 2
	upper = 100
	if low > 0 {
		lower = int(math.Floor(20*distuv.Beta{Alpha: low, Beta: n - low + 1}.Quantile(tail))) * 5
	}
	if high < n {
		upper = int(math.Ceil(20*distuv.Beta{Alpha: high + 1, Beta: n - high}.Quantile(1-tail))) * 5
	}
	return lower, upper
}

// perYear is the length of a year in each unit of time.
func perYear(unit string) float64 {
	return map[string]float64{"days": 365.25, "months": 12, "years": 1}[unit]
}

// halfYears is a time in months, to the nearest half year.
func (x rules) halfYears(t float64) int {
	if math.IsNaN(t) || t < 0 {
		return 0
	}
	return multiple(12*t/perYear(x.unit), 6)
}
