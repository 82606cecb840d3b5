package regress

import (
	"errors"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"graftstat/analysis/survival"
)

// GlobalTerm is the name of the test of all terms together.
const GlobalTerm = "global"

// A TermTest tests whether the coefficients of a term stay the same over time.
type TermTest struct {
	Term   string
	Test   Test
	Reason survival.Reason
}

// ReasonLogOfZero: an event at time 0 has no logarithm.
const ReasonLogOfZero survival.Reason = "log_of_zero"

// ErrNotCox is returned for the test of a fit that is not Cox's.
var ErrNotCox = errors.New("the Schoenfeld test needs a Cox fit")

// SchoenfeldTest tests the proportional hazards of each term of a Cox fit, a
// category with all its levels, and of all terms together, in this order. d is
// the data of the fit; the transform "" is TransformKM.
//
// It is the score test of γ = 0 in the model with the hazard exp(Σ (β_j +
// γ_j g(t)) x_j). With u_t and V_t what the event time t adds to the score (the
// Schoenfeld residuals) and to the information, for the columns J of a term,
//
//	u = Σ g u_t     I = Σ V_t     C = Σ g V_t     Q = Σ g² V_t
//	chi-squared = u_J' (Q_JJ - C_J· I⁻¹ C_·J)⁻¹ u_J
//
// g is taken from its mean over the events. The sums are made of orthogonal
// columns that span those of the fit, so that nearly collinear ones lose no
// digits; the chi-squared is the same. Ties are those of the fit but, at the
// coefficients of a fit with exact ties, Breslow's, as in R. A fit without
// coefficients gives its status as the reason; a term
// of which the times tell nothing gives degenerate_variance. O(n p²).
//
// Sources: Grambsch and Therneau, Biometrika 81 (1994) 515-526; Therneau and
// Grambsch, Modeling Survival Data (2000), chapter 6. Equals cox.zph of R's
// survival 3.
func SchoenfeldTest(d Data, f *Fit, transform Transform) ([]TermTest, error) {
	if err := d.check(); err != nil {
		return nil, err
	}
	if f.Kind != KindCox {
		return nil, ErrNotCox
	}
	if f.Status != StatusOK {
		return missingTermTests(d, survival.Reason(f.Status)), nil
	}
	m := newDesign(d)
	if len(m.columns) != len(f.Coefficients) {
		return nil, survival.ErrColumns
	}
	ties := f.Ties
	if ties == TiesExact {
		ties = TiesBreslow
	}
	r := newRows(d, m, f.Cause, 0)
	basis := r.orthogonalise()
	l := newPartial(r, ties)
	g, err := timeValues(d, l.rows, transform)
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(g, func(v float64) bool { return math.IsInf(v, 0) }) {
		return missingTermTests(d, ReasonLogOfZero), nil
	}
	var beta mat.VecDense
	beta.MulVec(basis, mat.NewVecDense(l.columns, f.standardised(m)))
	s := l.timeScores(beta.RawVector().Data, g)
	tests := make([]TermTest, 0, len(d.Terms)+1)
	var all []int
	for i, t := range d.Terms {
		var columns []int
		for j, c := range m.columns {
			if c.term == i {
				columns = append(columns, j)
			}
		}
		all = append(all, columns...)
		tests = append(tests, s.test(t.Name, basis, columns))
	}
	return append(tests, s.test(GlobalTerm, basis, all)), nil
}

func missingTermTests(d Data, reason survival.Reason) []TermTest {
	var tests []TermTest
	for _, t := range d.Terms {
		tests = append(tests, TermTest{t.Name, noTest(), reason})
	}
	return append(tests, TermTest{GlobalTerm, noTest(), reason})
}

// standardised are the coefficients of the standardised columns.
func (f *Fit) standardised(m *design) []float64 {
	beta := make([]float64, len(f.Coefficients))
	for j, c := range f.Coefficients {
		beta[j] = c.Coef * m.columns[j].scale
	}
	return beta
}

// timeScores are sums over the event times, weighted by powers of g.
type timeScores struct {
	score                     []float64     // Σ g u_t
	info, infoTime, infoTwice *mat.SymDense // Σ V_t, Σ g V_t, Σ g² V_t
}

func (l *partial) timeScores(beta, g []float64) *timeScores {
	mean, events := 0.0, 0.0
	for k, v := range g {
		mean += v * float64(l.times[k].events)
		events += float64(l.times[k].events)
	}
	mean /= events
	l.setRisk(l.risk, beta)
	at, plain, time, twice := newTally(l.columns), newTally(l.columns), newTally(l.columns), newTally(l.columns)
	l.walk(l.risk, func(k int, atRisk, failing sums) {
		t := &l.times[k]
		at.clear()
		l.sumEvents(at.score, t)
		l.expect(at, t, atRisk, failing)
		v := g[k] - mean
		plain.add(at, 1, 1)
		time.add(at, v, v)
		twice.add(at, 0, v*v)
	})
	p := l.columns
	return &timeScores{time.score, unpack(plain.info, p), unpack(time.info, p), unpack(twice.info, p)}
}

// test is that of some columns of the fit, which basis expresses in those of the sums.
func (s *timeScores) test(term string, basis *mat.Dense, columns []int) TermTest {
	n := len(columns)
	if n == 0 {
		return TermTest{term, noTest(), survival.ReasonDegenerateVariance}
	}
	w := span(basis, columns)
	var score mat.VecDense
	score.MulVec(w.T(), mat.NewVecDense(len(s.score), s.score))
	var cross, half, twice mat.Dense
	cross.Mul(s.infoTime, w)
	half.Mul(s.infoTwice, w)
	twice.Mul(w.T(), &half)
	c, ok := factorise(s.info)
	var solved, explained mat.Dense
	if !ok || c.SolveTo(&solved, &cross) != nil {
		return TermTest{term, noTest(), survival.ReasonDegenerateVariance}
	}
	explained.Mul(cross.T(), &solved)
	variance := mat.NewSymDense(n, nil)
	for a := range n {
		for b := range a + 1 {
			own := (twice.At(a, b) + twice.At(b, a)) / 2
			rest := own - (explained.At(a, b)+explained.At(b, a))/2
			if a == b && !(rest > dependentShare*own) {
				return TermTest{term, noTest(), survival.ReasonDegenerateVariance}
			}
			variance.SetSym(a, b, rest)
		}
	}
	statistic, ok := quadraticForm(score.RawVector().Data, variance)
	if !ok {
		return TermTest{term, noTest(), survival.ReasonDegenerateVariance}
	}
	return TermTest{Term: term, Test: newTest(statistic, n)}
}
