package regress_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"graftstat/analysis/regress"
)

// The covariance by prefix sums is that of the direct double sum, on data with
// ties of every kind and few distinct times.
func TestFineGrayVarianceEqualsDoubleSum(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 1))
	compared := 0
	for days := 3; days <= 40; days += 2 {
		d := randomData(random, 80, days)
		fit := mustFitStatus(t, regress.FineGray, d, regress.Options{})
		if fit.Status != regress.StatusOK {
			continue
		}
		compared++
		want := directFineGray(d, fit, true)
		for i := range fit.Coefficients {
			for j := range i + 1 {
				equal(t, "covariance", fit.Covariance.At(i, j), want.At(i, j), 1e-8)
			}
		}
	}
	if compared < 15 {
		t.Errorf("only %d fits", compared)
	}
}

// directFineGray is the covariance of a fit by the definitions of Fine and Gray
// (1999), row by row and time by time, O(n³). Without censoring it leaves ψ out.
func directFineGray(d regress.Data, fit *regress.Fit, censoring bool) *mat.SymDense {
	n, p := len(d.Time), len(fit.Coefficients)
	x, risk := make([][]float64, n), make([]float64, n)
	for i := range x {
		eta := 0.0
		for j, term := range d.Terms {
			x[i] = append(x[i], term.Number[i])
			eta += fit.Coefficients[j].Coef * term.Number[i]
		}
		risk[i] = math.Exp(eta)
	}
	count := func(is func(i int) bool) (c float64) {
		for i := range n {
			c += indicator(is(i))
		}
		return c
	}
	times := distinct(d.Time)
	before := make(map[float64]float64) // G(t-)
	free := 1.0
	for _, t := range times {
		before[t] = free
		free *= 1 - count(func(i int) bool {
			return d.Time[i] == t &&
				d.Cause[i] == 0
		})/count(func(i int) bool { return d.Time[i] >= t })
	}
	weight := func(i int, t float64) float64 {
		switch {
		case d.Time[i] >= t:
			return 1
		case d.Cause[i] == 2:
			return before[t] / before[d.Time[i]]
		}
		return 0
	}
	mean, jump := make(map[float64][]float64), make(map[float64]float64)
	omega := mat.NewSymDense(p, nil)
	for _, t := range times {
		s0, s1 := 0.0, make([]float64, p)
		for i := range n {
			s0 += weight(i, t) * risk[i]
			for j := range p {
				s1[j] += weight(i, t) * risk[i] * x[i][j]
			}
		}
		jump[t] = count(func(i int) bool { return d.Time[i] == t && d.Cause[i] == 1 }) / s0
		for j := range p {
			s1[j] /= s0
		}
		mean[t] = s1
		for i := range n {
			for j := range p {
				for k := range j + 1 {
					omega.SetSym(j, k, omega.At(j, k)+jump[t]*weight(i, t)*risk[i]*(x[i][j]-s1[j])*(x[i][k]-s1[k]))
				}
			}
		}
	}
	// (x_i - x̄(t)) w_i(t) dM_i(t)
	term := func(i, j int, t float64) float64 {
		dN := indicator(d.Time[i] == t && d.Cause[i] == 1)
		return (x[i][j] - mean[t][j]) * (dN - weight(i, t)*risk[i]*jump[t])
	}
	squares := mat.NewSymDense(p, nil)
	residual := make([][]float64, n)
	for i := range n {
		residual[i] = make([]float64, p)
		for j := range p {
			for _, t := range times {
				residual[i][j] += term(i, j, t)
			}
		}
	}
	for _, u := range times {
		atRisk := count(func(i int) bool { return d.Time[i] >= u })
		censored := count(func(i int) bool { return d.Time[i] == u && d.Cause[i] == 0 })
		if censored == 0 || !censoring {
			continue
		}
		for j := range p {
			q := 0.0
			for i := range n {
				for _, t := range times {
					if t >= u && u > d.Time[i] {
						q -= term(i, j, t)
					}
				}
			}
			for i := range n {
				martingale := indicator(d.Time[i] == u && d.Cause[i] == 0) - indicator(d.Time[i] >= u)*censored/atRisk
				residual[i][j] += q / atRisk * martingale
			}
		}
	}
	for i := range n {
		squares.SymRankOne(squares, 1, mat.NewVecDense(p, residual[i]))
	}
	var inverse, left, both mat.Dense
	if err := inverse.Inverse(omega); err != nil {
		panic(err)
	}
	left.Mul(&inverse, squares)
	both.Mul(&left, &inverse)
	covariance := mat.NewSymDense(p, nil)
	for i := range p {
		for j := range i + 1 {
			covariance.SetSym(i, j, both.At(i, j))
		}
	}
	return covariance
}

func distinct(times []float64) []float64 {
	var all []float64
	seen := make(map[float64]bool)
	for _, t := range times {
		if !seen[t] {
			seen[t] = true
			all = append(all, t)
		}
	}
	sortFloats(all)
	return all
}
