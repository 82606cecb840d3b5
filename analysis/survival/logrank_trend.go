package survival

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// LogRankTrend tests for a trend over ordered groups, of which scores holds
// one number each, such as 0, 1, 2. With O, E and V of LogRank and s the scores,
//
//	statistic = (s'(O-E))² / (s' V s), on one degree of freedom
//
// Only the spacing of the scores matters. It equals the score test of Cox with
// the scores as covariate and exact ties. Reasons: those of LogRank, and
// degenerate_variance where all scores are equal.
//
// Source: Tarone, Biometrika 62 (1975) 679-682.
func LogRankTrend(strata []*Table, scores []float64) TestResult {
	groups := groupsWithCases(strata)
	r := newTestResult(TestLogRankTrend, groups, 0)
	if r.Reason = tooFew(groups); r.Reason != "" {
		return r
	}
	counted := strata
	if counted, r.LeftOut, r.Reason = countedEvents(strata, groups, 0); r.Reason != "" {
		return r
	}
	s := newLogRankScore(len(groups))
	for _, t := range counted {
		s.add(t, groups, 0, anyEvent)
	}
	r.Observed, r.Expected = s.observed, s.expected
	return s.trend(r, centred(groups, scores))
}

func (s *logRankScore) trend(r TestResult, scores []float64) TestResult {
	score, variance, own, expected := 0.0, 0.0, 0.0, 0.0
	k := len(scores)
	for a, x := range scores {
		expected += s.expected[a]
		score += x * (s.observed[a] - s.expected[a])
		variance += x * x * s.variance[a*k+a]
		own += x * x * s.variance[a*k+a]
		for b, y := range scores[:a] {
			variance += 2 * x * y * s.variance[a*k+b]
		}
	}
	switch {
	case expected == 0:
		r.Reason = ReasonNoEvent
	case !(variance > singular*own):
		r.Reason = ReasonDegenerateVariance
	default:
		r.Statistic, r.DF = score*score/variance, 1
		r.P = distuv.ChiSquared{K: 1}.Survival(r.Statistic)
	}
	return r
}

// centred are the scores of the groups less their middle, which keeps the
// variance of large scores from cancelling.
func centred(groups []int, scores []float64) []float64 {
	low, high := math.Inf(1), math.Inf(-1)
	for _, g := range groups {
		low, high = min(low, scores[g]), max(high, scores[g])
	}
	c := make([]float64, len(groups))
	for k, g := range groups {
		c[k] = scores[g] - (low+high)/2
	}
	return c
}
