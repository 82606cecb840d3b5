package monitor

import "math"

// A RiskTerm is one term of a published risk model: a coefficient, on the scale of
// log odds or log hazard, of a patient's value as a distance from the centre at
// which the model has its expected risk.
type RiskTerm struct{ Coef, Value, Centre float64 }

// RiskMultiplier is a patient's odds ratio or hazard ratio against the centre of
// a risk model,
//
//	exp(Σ coef (value - centre))
//
// 1 without a term, NaN where a value is missing (NaN).
func RiskMultiplier(terms []RiskTerm) float64 {
	sum := 0.0
	for _, t := range terms {
		sum += t.Coef * (t.Value - t.Centre)
	}
	return math.Exp(sum)
}

// AtOdds is the probability p at an odds ratio m to it,
//
//	o/(1 + o),  o = m p/(1 - p)
//
// NaN for a p of 1, which no ratio lowers, and where m is NaN.
func AtOdds(p, m float64) float64 {
	odds := p / (1 - p) * m
	return odds / (1 + odds)
}
