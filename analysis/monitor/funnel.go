package monitor

import "math"

// A Verdict is what a comparison with a benchmark says, as a code.
type Verdict string

const (
	Within Verdict = "within"
	Below  Verdict = "below"
	Above  Verdict = "above"
	TooFew Verdict = "too_few" // within, but a doubling would most likely be within too
)

// FunnelLimits are the control limits of a proportion of n.
type FunnelLimits struct {
	N                      int
	Benchmark              float64
	Level                  float64
	Lower, Upper           float64 // proportions, for the lines of the plot
	LowerCount, UpperCount int     // counts within the limits, by which a unit is judged
	TailBelow, TailAbove   float64 // probabilities of a count under LowerCount, over UpperCount
	Reason                 Reason  // why the numbers are NaN or 0; empty where they are not
}

// Funnel gives the limits of a funnel plot for a unit of n cases, if each has
// the event with the benchmark's probability: level 0.95 and 0.998 are usual.
//
// With F the binomial distribution, q a tail probability ((1-level)/2 or 1 minus
// it) and r the smallest count with F(r) >= q, the lines are Spiegelhalter's
// interpolated exact ones, within [0, 1],
//
//	(r - a)/n,  a = (F(r) - q) / (F(r) - F(r-1))
//
// A unit is judged by the counts, not by the lines: [LowerCount, UpperCount]
// leaves at most (1 - level)/2 on each side. Interpolation does not, so a unit
// may lie just outside a line and be within; never the other way round.
//
// Reasons: no_case, out_of_domain.
//
// Source: Spiegelhalter, Statistics in Medicine 24 (2005) 1185-1202, appendix A.1.1.
func Funnel(benchmark float64, n int, level float64) FunnelLimits {
	f := FunnelLimits{N: n, Benchmark: benchmark, Level: level, Lower: math.NaN(), Upper: math.NaN(),
		TailBelow: math.NaN(), TailAbove: math.NaN()}
	switch {
	case n < 0 || !isProbability(benchmark) || !isLevel(level):
		f.Reason = ReasonOutOfDomain
		return f
	case n == 0:
		f.Reason = ReasonNoCase
		return f
	}
	d, tail := binomial(n, benchmark), (1-level)/2
	f.LowerCount, f.UpperCount = d.limits(tail)
	f.TailBelow, f.TailAbove = d.atMost(f.LowerCount-1), d.atLeast(f.UpperCount+1)
	f.Lower = clamp(d.interpolated(tail) / float64(n))
	f.Upper = clamp(d.interpolated(1-tail) / float64(n))
	return f
}

// Judge says where a unit of N cases with k events lies.
func (f FunnelLimits) Judge(k int) Verdict {
	switch {
	case k < f.LowerCount:
		return Below
	case k > f.UpperCount:
		return Above
	}
	return Within
}

// interpolated is the quantile of a count between whole numbers: see Funnel.
func (d distribution) interpolated(q float64) float64 {
	sum := 0.0
	for i, p := range d.probability {
		if sum += p; sum >= q/tailSlack || i == len(d.probability)-1 {
			return float64(d.first+i) - (sum-q)/p
		}
	}
	return math.NaN()
}

func isProbability(p float64) bool { return p >= 0 && p <= 1 }

func clamp(p float64) float64 { return math.Max(0, math.Min(1, p)) }
