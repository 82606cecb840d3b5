package regress

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"graftstat/analysis/survival"
)

// Firth fits Cox's model, with Breslow ties, by maximum penalised likelihood:
//
//	log L*(β) = log L(β) + ½ log |I(β)|
//
// with I the information. It has a maximum where events separate the levels of
// a covariate, and little bias in small samples. Options.Ties is not used.
//
// Intervals are profile-likelihood ones, the β_j at which twice the fall of log
// L*, maximised over the other coefficients, reaches z²; tests compare the fit
// with that at β_j = 0. The penalty is of all columns throughout. Standard
// errors are from I⁻¹. LR compares with β = 0; there is no score test.
//
// The derivative of the penalty, ½ tr(I⁻¹ ∂I/∂β_r), needs the third moments
// Σ_R exp(η) x_i'I⁻¹x_i x_ir only, so that a step is O(n p²) and its curvature,
// from differences of the gradient, O(n p³).
//
// Sources: Firth, Biometrika 80 (1993) 27-38; Heinze and Schemper, Biometrics
// 57 (2001) 114-119. Equals coxphf.
func Firth(d Data, o Options) (*Fit, error) {
	o.Ties = TiesBreslow
	o, err := o.filled()
	if err != nil {
		return nil, err
	}
	if err := d.check(); err != nil {
		return nil, err
	}
	m := newDesign(d)
	f := newFit(KindFirth, o, m)
	f.counts(d, m, o.Cause)
	if p := f.problemOfData(d, m, o.Cause); p != nil {
		return f.refuse(m, p.status, p.about...), nil
	}
	if d.Cluster != nil {
		return f.refuse(m, StatusCluster), nil
	}
	l := &penalised{newPartial(newRows(d, m, o.Cause, 1), TiesBreslow), len(m.columns)}
	if p := f.fitFirth(m, l, o.Level); p != nil {
		return f.refuse(m, p.status, p.about...), nil
	}
	return f, nil
}

func (f *Fit) fitFirth(m *design, l *penalised, level float64) *problem {
	zero := make([]float64, l.terms)
	if p := problemAtZero(m, l.unpenalised(zero).info, f.Events); p != nil {
		return p
	}
	null := l.at(zero)
	top := maximise(l.objective(f.Events), zero, nil)
	f.Iterations = top.steps
	if p := problemOfMaximum(m, top); p != nil {
		return p
	}
	covariance, ok := inverse(l.unpenalised(top.beta).info)
	if !ok {
		return &problem{status: StatusNotConverged}
	}
	units := 0.0 // of |I|, whose columns are scaled
	for _, c := range m.columns {
		units += math.Log(c.scale)
	}
	f.LogLikelihood = [2]float64{null.logLikelihood + units, top.logLikelihood + units}
	f.LR = newTest(2*(top.logLikelihood-null.logLikelihood), l.terms)
	f.Concordance = l.concordance(top.beta)
	f.estimate(m, top.beta, covariance, level)
	if !f.isFinite() {
		return &problem{status: StatusNotConverged}
	}
	f.profile(m, l, top, covariance, normalQuantile(level))
	return nil
}

// penalised is the penalised likelihood. Its rows have one column more than
// the model has terms, for x_i'I⁻¹x_i.
type penalised struct {
	*partial
	terms int
}

func (l *penalised) unpenalised(beta []float64) *point {
	t := l.partial.at(beta)
	return &point{logLikelihood: t.logLikelihood, score: t.score[:l.terms],
		info: unpack(t.info[:packed(l.terms)], l.terms)}
}

// at is the penalised likelihood and its gradient, with the information as
// curvature. Where that is singular the likelihood is minus infinity.
func (l *penalised) at(beta []float64) *point {
	pt := l.unpenalised(beta)
	c, ok := factorise(pt.info)
	if !ok {
		pt.logLikelihood = math.Inf(-1)
		return pt
	}
	pt.logLikelihood += c.LogDet() / 2
	var inverse mat.SymDense
	if c.InverseTo(&inverse) != nil {
		pt.logLikelihood = math.Inf(-1)
		return pt
	}
	for j, v := range l.penaltyScore(&inverse) {
		pt.score[j] += v
	}
	return pt
}

// penaltyScore is ½ tr(I⁻¹ ∂I/∂β_r) for each r, at the weights of the last
// walk. With y = x'I⁻¹x and x̄ the mean over the rows at risk, a time adds
//
//	½ d (Cov(y, x_r) - 2 Σ_k (I⁻¹x̄)_k Cov(x_k, x_r))
func (l *penalised) penaltyScore(inverse *mat.SymDense) []float64 {
	p := l.terms
	a := inverse.RawSymmetric()
	row := func(j, k int) float64 { return a.Data[min(j, k)*a.Stride+max(j, k)] }
	for i := range l.index {
		x := l.row(i)
		y := 0.0
		for j := range p {
			for k := range j {
				y += 2 * x[j] * x[k] * row(j, k)
			}
			y += x[j] * x[j] * row(j, j)
		}
		x[p] = y
	}
	at, score, towards := newTally(p+1), make([]float64, p), make([]float64, p)
	l.walk(l.risk, func(k int, atRisk, failing sums) {
		at.clear()
		st := newSteps(TiesBreslow, atRisk, failing, l.times[k].events)
		at.expect(&st, atRisk, failing)
		for j := range p {
			towards[j] = 0
			for i, sum := range atRisk.first(p) {
				towards[j] += row(j, i) * sum / atRisk.total()
			}
		}
		for r := range p {
			score[r] += at.info[packed(p)+r] / 2
			for j, v := range towards {
				score[r] -= v * at.info[packed(max(j, r))+min(j, r)]
			}
		}
	})
	return score
}

// objective is what to climb. With many events the penalty bends the likelihood
// so little that the information does for its curvature.
func (l *penalised) objective(events int) func(beta []float64) *point {
	const many = 100 // events a column
	if events > many*l.terms {
		return l.at
	}
	return l.withCurvature
}

// withCurvature is at with the curvature of the penalised likelihood, from
// differences of its gradient.
func (l *penalised) withCurvature(beta []float64) *point {
	const share = 1e-4 // of a standard error
	pt := l.at(beta)
	covariance, ok := inverse(pt.info)
	if !ok {
		return pt
	}
	n := len(beta)
	second := mat.NewDense(n, n, nil)
	for j := range n {
		size := share * math.Sqrt(covariance.At(j, j))
		moved := append([]float64(nil), beta...)
		moved[j] += size
		for i, v := range l.at(moved).score {
			second.Set(i, j, (pt.score[i]-v)/size)
		}
	}
	pt.curvature = symmetric(second)
	return pt
}

// profile fills in the intervals and tests of a penalised fit.
func (f *Fit) profile(m *design, l *penalised, top maximum, covariance *mat.SymDense, z float64) {
	for j := range f.Coefficients {
		c := &f.Coefficients[j]
		pr := newProfile(l.objective(f.Events), top, j, covariance)
		c.P = math.NaN()
		if none := pr.at(0, pr.maximum(), pr.tangent); none.found {
			c.P = newTest(2*(top.logLikelihood-none.logLikelihood), 1).P
		} else {
			c.Reason = survival.Reason(StatusNotConverged)
		}
		lower, okLower := pr.limit(-1, z)
		upper, okUpper := pr.limit(+1, z)
		if !okLower || !okUpper {
			c.Reason = survival.ReasonNotReached
		}
		c.hazardRatio(lower/m.columns[j].scale, upper/m.columns[j].scale)
	}
}
