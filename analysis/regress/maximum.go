package regress

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

const (
	newtonSteps    = 60
	newtonHalvings = 40
	// decrementAtMaximum is the Newton decrement u' I⁻¹ u, the squared distance
	// to the maximum in standard errors, at which the next step is the last.
	decrementAtMaximum = 1e-20
	// decrementAtNoise is where a decrement that no longer falls is rounding.
	decrementAtNoise = 1e-12
)

// A point is a log-likelihood, its gradient and its information at some
// coefficients. curvature is minus the second derivatives where they are
// something else than the information; it need not be positive definite.
type point struct {
	logLikelihood   float64
	score           []float64
	info, curvature *mat.SymDense
}

func (t *tally) point() *point {
	return &point{logLikelihood: t.logLikelihood, score: t.score, info: unpack(t.info, len(t.score))}
}

// step is Newton's, or with the information where the curvature does not do.
func (pt *point) step() ([]float64, bool) {
	if pt.curvature != nil {
		if step, ok := solve(pt.curvature, pt.score); ok {
			return step, true
		}
	}
	return solve(pt.info, pt.score)
}

// A maximum is where Newton-Raphson ended.
type maximum struct {
	*point
	beta      []float64
	steps     int
	converged bool
	flat      []int // columns in whose direction the likelihood is flat without a maximum
}

// A watch looks at a point on the way and its decrement; a non-empty answer
// ends the search.
type watch func(pt *point, decrement float64) (flat []int)

// maximise climbs from beta by Newton-Raphson with step halving.
func maximise(f func(beta []float64) *point, beta []float64, watch watch) maximum {
	m := maximum{point: f(beta), beta: beta}
	before := math.Inf(1)
	for ; m.steps < newtonSteps; m.steps++ {
		step, ok := m.step()
		decrement := dot(step, m.score)
		if watch != nil {
			if m.flat = watch(m.point, decrement); m.flat != nil {
				return m
			}
		}
		if !ok || !(decrement >= 0) {
			return m
		}
		if decrement <= decrementAtMaximum || decrement < decrementAtNoise && decrement > before/4 {
			m.beta, m.converged = plus(m.beta, step, 1), true
			return m
		}
		before = decrement
		if !m.climb(f, step) {
			return m
		}
	}
	return m
}

// climb takes the largest half of a step that does not lower the likelihood.
func (m *maximum) climb(f func(beta []float64) *point, step []float64) bool {
	const rounding = 1e-11
	size := 1.0
	for range newtonHalvings {
		beta := plus(m.beta, step, size)
		next := f(beta)
		if next.logLikelihood >= m.logLikelihood-rounding*math.Abs(m.logLikelihood) &&
			!math.IsInf(next.logLikelihood, 1) {
			m.point, m.beta = next, beta
			return true
		}
		size /= 2
	}
	return false
}

func plus(a, b []float64, weight float64) []float64 {
	sum := make([]float64, len(a))
	for i := range a {
		sum[i] = a[i] + weight*b[i]
	}
	return sum
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}
