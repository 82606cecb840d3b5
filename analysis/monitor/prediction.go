package monitor

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// A Benchmark is a proportion to compare with.
type Benchmark struct {
	Proportion float64 // of the event, in [0, 1]
	Cases      float64 // cases it was estimated from; 0: taken as known exactly
}

// EffectiveCases are the cases m behind a published proportion p of which only an
// interval is known, as of a Kaplan-Meier estimate: those whose binomial variance
// is that of the interval,
//
//	m = p(1-p)/se²,  se = (upper - lower)/(2z)
//
// with z the quantile 1 - (1-level)/2 of the normal distribution. An interval that
// is not symmetrical, as of the log-log transform, gives se by its width alone. It
// is 0, which Benchmark reads as known exactly, where nothing can be told: p not
// within (0, 1), upper not over lower, or a level outside (0, 1).
func EffectiveCases(p, lower, upper, level float64) float64 {
	if !(p > 0 && p < 1) || !(upper > lower) || !isLevel(level) {
		return 0
	}
	se := (upper - lower) / (2 * distuv.UnitNormal.Quantile(1-(1-level)/2))
	return p * (1 - p) / (se * se)
}

// A PredictionMethod names how a prediction interval was made.
type PredictionMethod string

const (
	PredictionBinomial     PredictionMethod = "binomial"
	PredictionBetaBinomial PredictionMethod = "beta-binomial"
)

// A Prediction is what a benchmark foretells for n cases, and how what was seen compares.
type Prediction struct {
	N            int
	Observed     int
	Level        float64
	Method       PredictionMethod
	Expected     float64 // events expected, the mean of the distribution
	Lower, Upper int     // events within the interval
	Verdict      Verdict // of Observed; empty where Reason is out_of_domain or no_case
	Doubling     Power   // of the upper limit, to see twice the benchmark
	Reason       Reason  // why there is no prediction; empty where there is one
}

// defaultMinPower is the power to see a doubling under which a number that is
// within its interval is too few to judge.
const defaultMinPower = 0.8

// Predict compares observed events among n cases with the prediction interval
// of a benchmark, which leaves at most (1 - level)/2 on each side.
//
// A benchmark known exactly foretells a binomial count. One estimated from m
// cases as p has the distribution Beta(mp + ½, m(1-p) + ½), Jeffreys' posterior,
// and foretells a beta-binomial count, which is wider; its mean is a little
// nearer to n/2 than np. For a Kaplan-Meier benchmark with a standard error take
// m = p(1-p)/se².
//
// The verdict is above or below outside the interval. Inside it is too_few
// unless the upper limit would be passed with probability minPower or more
// (0 means 0.8) if events were twice as probable; where twice the
// benchmark is over 1, or the benchmark 0, it is within. The event is to be the
// adverse one, so that a doubling is what matters: give deaths, not survivors.
//
// Looked at each month, a level of 0.95 gives a false alarm sooner or later;
// monthly signals need 0.998. Reasons: no_case, out_of_domain.
//
// Source: Geisser, Predictive Inference (1993); Brown, Cai and DasGupta,
// Statistical Science 16 (2001) 101-133, for the prior.
func Predict(observed, n int, b Benchmark, level, minPower float64) Prediction {
	if minPower == 0 {
		minPower = defaultMinPower
	}
	p := Prediction{N: n, Observed: observed, Level: level, Expected: math.NaN(),
		Doubling: Power{N: n, Ratio: 2, Size: math.NaN(), Power: math.NaN()}}
	switch {
	case n < 0 || observed < 0 || observed > n || !isLevel(level) || !isProbability(minPower),
		!isProbability(b.Proportion) || !(b.Cases >= 0) || math.IsInf(b.Cases, 1):
		p.Reason, p.Doubling.Reason = ReasonOutOfDomain, ReasonOutOfDomain
		return p
	case n == 0:
		p.Reason, p.Doubling.Reason = ReasonNoCase, ReasonNoCase
		return p
	}
	var d distribution
	d, p.Method, p.Expected = b.predictive(n)
	p.Lower, p.Upper = d.limits((1 - level) / 2)
	p.Doubling = powerOf(p.Upper+1, n, b.Proportion, 2)
	switch {
	case observed < p.Lower:
		p.Verdict = Below
	case observed > p.Upper:
		p.Verdict = Above
	case p.Doubling.Power < minPower:
		p.Verdict = TooFew
	default:
		p.Verdict = Within
	}
	return p
}

// Proportions are the limits of the interval as proportions of N with the event,
// and the verdict; NaN where N is 0.
func (p Prediction) Proportions() (lower, upper float64, verdict Verdict) {
	return float64(p.Lower) / float64(p.N), float64(p.Upper) / float64(p.N), p.Verdict
}

// ProportionsWithout are the limits as proportions of N without the event, of
// which the verdict is the opposite: more events than foretold are fewer without.
func (p Prediction) ProportionsWithout() (lower, upper float64, verdict Verdict) {
	lower, upper, verdict = p.Proportions()
	switch verdict {
	case Above:
		verdict = Below
	case Below:
		verdict = Above
	}
	return 1 - upper, 1 - lower, verdict
}

func (b Benchmark) predictive(n int) (d distribution, m PredictionMethod, expected float64) {
	if b.Cases == 0 {
		return binomial(n, b.Proportion), PredictionBinomial, float64(n) * b.Proportion
	}
	a, c := b.Cases*b.Proportion+0.5, b.Cases*(1-b.Proportion)+0.5
	return betaBinomial(n, a, c), PredictionBetaBinomial, float64(n) * a / (a + c)
}
