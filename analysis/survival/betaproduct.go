package survival

import "math"

// betaProduct accumulates the beta product confidence procedure for S(t).
//
// With n_i at risk and d_i events on t_i and n₊ at risk just after t, S(t) lies
// between two products of independent beta variables,
//
//	W₊ = ∏_{t_i ≤ t} Beta(n_i − d_i + 1, d_i)     W₋ = W₊ · Beta(n₊, 1)
//
// and the interval goes from the α/2 quantile of W₋ to the 1 − α/2 quantile of
// W₊, each product replaced by the beta distribution of its mean and variance
// (method of moments). W₋ lets the next case fail just after t, so the interval
// of a time at which somebody is censored is the one that holds just after it.
// Without censoring it is the Clopper-Pearson interval. Without events W₊ is 1,
// with nobody left at risk W₋ is 0: a lower limit of 0 is then all that is known.
// In the mid-p form both limits are quantiles of the even mixture of W₋ and W₊.
//
// Equals R bpcp (method of moments, Delta = 0). With delayed entry n_i is the
// number at risk, as in Kaplan-Meier.
//
// Source: Fay, Brittain and Proschan, Biostatistics 14 (2013) 723-736; mid-p:
// Fay and Brittain, Statistics in Medicine 35 (2016) 2726-2740.
type betaProduct struct {
	logMean float64 // of W₊
	spread  float64 // ln(E[W₊²] / E[W₊]²)
}

func (w *betaProduct) add(atRisk, events int) {
	*w = w.times(float64(atRisk-events+1), float64(events))
}

func (w betaProduct) times(a, b float64) betaProduct {
	return betaProduct{w.logMean - math.Log1p(b/a), w.spread + math.Log1p(b/(a*(a+b+1)))}
}

// matched is the beta distribution of the product's mean and variance.
func (w betaProduct) matched() beta {
	if w.logMean == 0 {
		return beta{1, 0}
	}
	mean, rest := math.Exp(w.logMean), -math.Expm1(w.logMean)
	size := rest/(mean*math.Expm1(w.spread)) - 1
	return beta{mean * size, rest * size}
}

// bounds are the distributions of W₋ and W₊.
func (w betaProduct) bounds(atRiskAfter int) (lower, upper beta) {
	if atRiskAfter == 0 {
		return beta{0, 1}, w.matched()
	}
	return w.times(float64(atRiskAfter), 1).matched(), w.matched()
}

func (w betaProduct) interval(m IntervalMethod, atRiskAfter int, tail float64) (lower, upper float64) {
	low, high := w.bounds(atRiskAfter)
	if m == BetaProductMidP {
		return mixtureQuantile(low, high, tail), mixtureQuantile(low, high, 1-tail)
	}
	return low.quantile(tail), high.quantile(1 - tail)
}

// mixtureQuantile is the quantile of the even mixture of two distributions, of
// which low may be all at 0 and high all at 1.
func mixtureQuantile(low, high beta, p float64) float64 {
	switch {
	case low.a == 0 && p <= 0.5:
		return 0
	case high.b == 0 && p >= 0.5:
		return 1
	case low.a == 0:
		return high.quantile(2*p - 1)
	case high.b == 0:
		return low.quantile(2 * p)
	}
	return root(func(x float64) float64 { return (low.cdf(x)+high.cdf(x))/2 - p }, 0, 1)
}
