package regress

import (
	"math"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"

	"graftstat/analysis/survival"
)

// Kind is the model that was fitted.
type Kind string

const (
	KindCox      Kind = "cox"
	KindFirth    Kind = "cox-firth"
	KindFineGray Kind = "fine-gray"
)

// A Fit is a model and what came of it. What there is none of is NaN.
type Fit struct {
	Kind   Kind
	Ties   Ties
	Cause  uint8 // the cause that is the event
	Status Status
	About  []string // what Status is about: names of coefficients or, for an empty level, of term=level

	Cases       int      // rows in the fit
	Events      int      // of the cause that is the event
	Competing   int      // of every other cause
	Missing     int      // rows left out, for want of a value
	EmptyLevels []string // term=level without a case: left out, the fit is of the others

	LogLikelihood [2]float64 // of the null model and of the fit; penalised for Firth
	LR            Test       // twice the difference of LogLikelihood
	Wald          Test       // with the robust variance, where there are clusters
	Score         Test       // at zero; none for Firth and Fine-Gray
	RobustScore   Test       // at zero with the robust variance, where there are clusters
	Concordance   float64    // Harrell's, of the linear predictor; none for Fine-Gray
	Coefficients  []Coefficient
	// of the coefficients, in their order; nil without a fit; robust where there are clusters
	Covariance *mat.SymDense
	Iterations int
}

// A Coefficient is the log hazard ratio of one column of the model: for Fine
// and Gray that of the subdistribution.
type Coefficient struct {
	Name         string // term, or term=level against the reference
	Term         int    // index into Data.Terms
	Coef, StdErr float64
	HR           float64 // exp(Coef)
	Lower, Upper float64 // of HR: Wald or, for Firth, profile likelihood
	P            float64 // two-sided: Wald or, for Firth, penalised likelihood ratio
	Reason       survival.Reason
}

// ReasonOverflow: a hazard ratio or its limit is larger than a number can be,
// as where a covariate is measured in too large a unit.
const ReasonOverflow survival.Reason = "hazard_ratio_overflow"

// A Test is a chi-squared statistic with its upper tail.
type Test struct {
	Statistic float64
	DF        int
	P         float64
}

func newTest(statistic float64, df int) Test {
	statistic = max(statistic, 0)
	return Test{statistic, df, distuv.ChiSquared{K: float64(df)}.Survival(statistic)}
}

func noTest() Test { return Test{Statistic: math.NaN(), P: math.NaN()} }

// newFit is a fit without any result yet.
func newFit(kind Kind, o Options, m *design) *Fit {
	nan := math.NaN()
	f := &Fit{Kind: kind, Ties: o.Ties, Cause: o.Cause, Status: StatusOK, Cases: len(m.rows), Missing: m.missing,
		EmptyLevels:   m.emptyLevels,
		LogLikelihood: [2]float64{nan, nan}, LR: noTest(), Wald: noTest(), Score: noTest(), RobustScore: noTest(),
		Concordance: nan}
	for _, c := range m.columns {
		f.Coefficients = append(f.Coefficients, Coefficient{Name: c.name, Term: c.term,
			Coef: nan, StdErr: nan, HR: nan, Lower: nan, Upper: nan, P: nan})
	}
	return f
}

// refuse gives the fit its status and takes every result away.
func (f *Fit) refuse(m *design, status Status, about ...string) *Fit {
	r := newFit(f.Kind, Options{Ties: f.Ties, Cause: f.Cause}, m)
	r.Status, r.About, r.Events, r.Competing, r.Iterations = status, about, f.Events, f.Competing, f.Iterations
	for i := range r.Coefficients {
		r.Coefficients[i].Reason = survival.Reason(status)
	}
	return r
}

// estimate fills in the coefficients from those of the standardised columns
// and their covariance, with Wald's intervals and tests.
func (f *Fit) estimate(m *design, beta []float64, covariance *mat.SymDense, level float64) {
	p := len(beta)
	f.Covariance = mat.NewSymDense(p, nil)
	for i, ci := range m.columns {
		for j := range i + 1 {
			f.Covariance.SetSym(i, j, covariance.At(i, j)/ci.scale/m.columns[j].scale)
		}
	}
	z := normalQuantile(level)
	for i := range f.Coefficients {
		c := &f.Coefficients[i]
		c.Coef = beta[i] / m.columns[i].scale
		c.StdErr = math.Sqrt(covariance.At(i, i)) / m.columns[i].scale
		c.P = math.Erfc(math.Abs(c.Coef/c.StdErr) / math.Sqrt2)
		c.hazardRatio(c.Coef-z*c.StdErr, c.Coef+z*c.StdErr)
	}
	if statistic, ok := quadraticForm(beta, covariance); ok {
		f.Wald = newTest(statistic, p)
	}
}

// isFinite says whether every coefficient and standard error is a number.
func (f *Fit) isFinite() bool {
	for _, c := range f.Coefficients {
		if math.IsNaN(c.Coef) || math.IsInf(c.Coef, 0) || !(c.StdErr > 0) || math.IsInf(c.StdErr, 0) {
			return false
		}
	}
	return !math.IsNaN(f.Wald.Statistic)
}

// hazardRatio fills in HR and its limits from those of the coefficient.
func (c *Coefficient) hazardRatio(lower, upper float64) {
	for _, v := range []struct {
		log float64
		to  *float64
	}{{c.Coef, &c.HR}, {lower, &c.Lower}, {upper, &c.Upper}} {
		if *v.to = math.Exp(v.log); math.IsInf(*v.to, 1) {
			*v.to, c.Reason = math.NaN(), ReasonOverflow
		}
	}
}

// normalQuantile is z with P(|Z| <= z) = level.
func normalQuantile(level float64) float64 { return math.Sqrt2 * math.Erfinv(level) }

// climb finds the maximum of a likelihood from zero on, with the null model,
// the inverse of the information at the top and the likelihood ratio test.
func (f *Fit) climb(m *design, at func(beta []float64) *point) (null *point, top maximum, covariance *mat.SymDense,
	p *problem) {
	zero := make([]float64, len(m.columns))
	null = at(zero)
	if p := problemAtZero(m, null.info, f.Events); p != nil {
		return nil, top, nil, p
	}
	top = maximise(at, zero, separation(null.info))
	f.Iterations = top.steps
	if p := problemOfMaximum(m, top); p != nil {
		return nil, top, nil, p
	}
	covariance, ok := inverse(top.info)
	if !ok {
		return nil, top, nil, &problem{status: StatusNotConverged}
	}
	f.LogLikelihood = [2]float64{null.logLikelihood, top.logLikelihood}
	f.LR = newTest(2*(top.logLikelihood-null.logLikelihood), len(zero))
	return null, top, covariance, nil
}
