package regress

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// A profile is the penalised likelihood along one coefficient, maximised over
// the others.
type profile struct {
	f       func(beta []float64) *point
	top     maximum
	column  int
	stdErr  float64
	tangent []float64 // how the others move with the coefficient at the maximum
}

// A profilePoint is the profile at one value of the coefficient.
type profilePoint struct {
	value, logLikelihood, slope float64
	others                      []float64
	found                       bool
}

func newProfile(f func(beta []float64) *point, top maximum, column int, covariance *mat.SymDense) *profile {
	variance := covariance.At(column, column)
	var tangent []float64
	for j := range top.beta {
		if j != column {
			tangent = append(tangent, covariance.At(j, column)/variance)
		}
	}
	return &profile{f, top, column, math.Sqrt(variance), tangent}
}

func (pr *profile) maximum() profilePoint {
	return profilePoint{pr.top.beta[pr.column], pr.top.logLikelihood, 0, without(pr.top.beta, pr.column), true}
}

// at is the profile at a value, with the search for the others starting from
// where the tangent of a point leads. Its slope is the score there.
func (pr *profile) at(value float64, from profilePoint, tangent []float64) profilePoint {
	others := plus(from.others, tangent, value-from.value)
	if len(others) == 0 {
		pt := pr.f([]float64{value})
		return profilePoint{value, pt.logLikelihood, pt.score[0], nil, !math.IsInf(pt.logLikelihood, -1)}
	}
	slope := math.NaN()
	m := maximise(func(others []float64) *point {
		pt := pr.f(with(others, pr.column, value))
		slope = pt.score[pr.column]
		return pt.without(pr.column)
	}, others, nil)
	return profilePoint{value, m.logLikelihood, slope, m.beta, m.converged}
}

// limit is where the root of twice the fall of the profile reaches z, below
// (side -1) or above (side +1) the maximum; false if it was not found, as where
// the profile jumps or hardly falls. The root is nearly linear in the
// coefficient, so Newton's steps are few; those outside the bracket are drawn
// back into it.
func (pr *profile) limit(side, z float64) (float64, bool) {
	const (
		searches = 200
		digits   = 1e-9 // of a standard error
	)
	inside, tangent := pr.maximum(), pr.tangent
	outside := math.Inf(int(side))
	next := inside.value + side*z*pr.stdErr
	for range searches {
		pt := pr.at(next, inside, tangent)
		if !pt.found {
			next = inside.value + (next-inside.value)/4
			if math.Abs(next-inside.value) <= digits*pr.stdErr {
				return math.NaN(), false
			}
			continue
		}
		root := math.Sqrt(max(2*(pr.top.logLikelihood-pt.logLikelihood), 0))
		step := (z - root) * root / -pt.slope
		if math.Abs(step) <= digits*pr.stdErr {
			return pt.value + step, true
		}
		if root > z {
			outside = pt.value
		} else {
			tangent = plus(pt.others, inside.others, -1)
			for j := range tangent {
				tangent[j] /= pt.value - inside.value
			}
			inside = pt
		}
		next = between(pt.value+step, inside.value, outside, side*pr.stdErr)
	}
	return math.NaN(), false
}

// between is next if it lies between inside and outside, and not too far, else
// a point that does.
func between(next, inside, outside, step float64) float64 {
	const far = 8
	low, high := min(inside, outside), max(inside, outside)
	switch {
	case next > low && next < high && math.Abs(next-inside) <= far*math.Abs(step):
		return next
	case math.IsInf(outside, 0):
		return inside + far/2*step
	}
	return inside + (outside-inside)/2
}

func without(values []float64, i int) []float64 {
	rest := append([]float64(nil), values[:i]...)
	return append(rest, values[i+1:]...)
}

func with(values []float64, i int, v float64) []float64 {
	all := append([]float64(nil), values[:i]...)
	return append(append(all, v), values[i:]...)
}

// without is the point as a function of the other coefficients.
func (pt *point) without(i int) *point {
	return &point{pt.logLikelihood, without(pt.score, i), withoutRow(pt.info, i), withoutRow(pt.curvature, i)}
}
