package regress

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Scores are the slopes of the likelihoods and informations the slopes of the
// scores, by central differences; the partial likelihoods are those of their
// definitions, summed over every risk set.
func TestDerivatives(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 5))
	for _, delayed := range []bool{false, true} {
		for range 5 {
			d := tiedData(random, 40, delayed)
			m := newDesign(d)
			for _, ties := range []Ties{TiesEfron, TiesBreslow, TiesExact} {
				l := newPartial(newRows(d, m, 1, 0), ties)
				checkDerivatives(t, string(ties), func(b []float64) *point { return l.at(b).point() }, true)
				b := []float64{.7, -.4}
				near(t, string(ties)+" by definition", l.at(b).logLikelihood, directCox(d, m, ties, b), 1e-10)
			}
			firth := &penalised{newPartial(newRows(d, m, 1, 1), TiesBreslow), len(m.columns)}
			checkDerivatives(t, "firth", firth.at, false)
			if !delayed {
				d.Stratum = nil
				l := &subdistribution{rows: newRows(d, m, 1, 0)}
				l.prepare(d)
				checkDerivatives(t, "fine-gray", func(b []float64) *point { return l.at(b).point() }, true)
				b := []float64{.7, -.4}
				near(t, "fine-gray by definition", l.at(b).logLikelihood, directFineGray(d, m, b), 1e-10)
			}
		}
	}
}

// Firth's climb ends at one maximum, whichever curvature leads it there.
func TestFirthCurvature(t *testing.T) {
	d := tiedData(rand.New(rand.NewPCG(3, 8)), 700, true)
	m := newDesign(d)
	l := &penalised{newPartial(newRows(d, m, 1, 1), TiesBreslow), len(m.columns)}
	events, _ := l.events()
	byInformation, byCurvature := maximise(l.objective(events), []float64{0, 0}, nil),
		maximise(l.withCurvature, []float64{0, 0}, nil)
	if events <= 200 || !byInformation.converged || !byCurvature.converged || byInformation.curvature != nil {
		t.Fatalf("%d events, converged %t and %t", events, byInformation.converged, byCurvature.converged)
	}
	for j := range byCurvature.beta {
		near(t, "coefficient", byInformation.beta[j], byCurvature.beta[j], 1e-10)
		near(t, "score", byCurvature.score[j], 0, 1e-7)
	}
	for _, side := range []float64{-1, 1} {
		covariance, _ := inverse(l.unpenalised(byCurvature.beta).info)
		a, okA := newProfile(l.objective(events), byCurvature, 0, covariance).limit(side, 1.96)
		b, okB := newProfile(l.withCurvature, byCurvature, 0, covariance).limit(side, 1.96)
		if !okA || !okB {
			t.Fatal("no limit")
		}
		near(t, "limit", a, b, 1e-8)
	}
}

func checkDerivatives(t *testing.T, what string, f func([]float64) *point, information bool) {
	t.Helper()
	const h = 1e-4
	b := []float64{.3, -.2}
	at := f(b)
	for j := range b {
		up, down := f(plus(b, unit(j), h)), f(plus(b, unit(j), -h))
		near(t, what+" score", (up.logLikelihood-down.logLikelihood)/(2*h), at.score[j], 1e-6)
		for k := range b {
			if information {
				near(t, what+" information", (down.score[k]-up.score[k])/(2*h), at.info.At(j, k), 1e-6)
			}
		}
	}
}

func unit(j int) []float64 {
	u := make([]float64, 2)
	u[j] = 1
	return u
}

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance*(1+math.Abs(want))) {
		t.Errorf("%s: %.12g, want %.12g", what, got, want)
	}
}

// tiedData has two covariates, two strata and about five rows a time.
func tiedData(random *rand.Rand, n int, delayed bool) Data {
	var d Data
	x, z := make([]float64, n), make([]float64, n)
	for i := range n {
		x[i], z[i] = random.NormFloat64(), float64(random.IntN(2))
		d.Time = append(d.Time, float64(1+random.IntN(8)))
		d.Cause = append(d.Cause, uint8(random.IntN(3)))
		d.Stratum = append(d.Stratum, int32(random.IntN(2)))
		if delayed {
			d.Start = append(d.Start, max(0, d.Time[i]-float64(1+random.IntN(5))))
		}
	}
	d.Terms = []Term{{Name: "x", Number: x}, {Name: "z", Number: z}}
	return d
}

func predictor(m *design, b []float64, row int) float64 {
	eta := 0.0
	for j := range m.columns {
		c := &m.columns[j]
		eta += b[j] * (m.value(c, int32(row)) - c.mean) / c.scale
	}
	return eta
}

// directCox is the partial likelihood by its definition.
func directCox(d Data, m *design, ties Ties, b []float64) float64 {
	sum := 0.0
	for stratum := range int32(2) {
		for time := 1.0; time <= 8; time++ {
			var atRisk, failing []float64
			log := 0.0
			for i := range d.Time {
				if d.Stratum[i] != stratum || d.Time[i] < time || d.start(i) >= time {
					continue
				}
				eta := predictor(m, b, i)
				atRisk = append(atRisk, math.Exp(eta))
				if d.Time[i] == time && d.Cause[i] == 1 {
					failing = append(failing, math.Exp(eta))
					log += eta
				}
			}
			sum += log - logDenominator(ties, atRisk, failing)
		}
	}
	return sum
}

func logDenominator(ties Ties, atRisk, failing []float64) float64 {
	s, e := 0.0, 0.0
	for _, r := range atRisk {
		s += r
	}
	for _, r := range failing {
		e += r
	}
	if ties == TiesExact {
		return math.Log(setSum(atRisk, len(failing)))
	}
	log := 0.0
	for k := range failing {
		f := 0.0
		if ties == TiesEfron {
			f = float64(k) / float64(len(failing))
		}
		log += math.Log(s - f*e)
	}
	return log
}

// setSum is the sum over all sets of size d of the product of their weights.
func setSum(weights []float64, d int) float64 {
	if d == 0 {
		return 1
	}
	sum := 0.0
	for i, w := range weights {
		sum += w * setSum(weights[i+1:], d-1)
	}
	return sum
}

// directFineGray is the pseudo-likelihood by its definition.
func directFineGray(d Data, m *design, b []float64) float64 {
	before := func(t float64) float64 {
		g := 1.0
		for time := 1.0; time < t; time++ {
			censored, atRisk := 0.0, 0.0
			for i := range d.Time {
				if d.Time[i] >= time {
					atRisk++
				}
				if d.Time[i] == time && d.Cause[i] == 0 {
					censored++
				}
			}
			if atRisk > 0 {
				g *= 1 - censored/atRisk
			}
		}
		return g
	}
	sum := 0.0
	for i := range d.Time {
		if d.Cause[i] != 1 {
			continue
		}
		total := 0.0
		for k := range d.Time {
			switch {
			case d.Time[k] >= d.Time[i]:
				total += math.Exp(predictor(m, b, k))
			case d.Cause[k] == 2:
				total += math.Exp(predictor(m, b, k)) * before(d.Time[i]) / before(d.Time[k])
			}
		}
		sum += predictor(m, b, i) - math.Log(total)
	}
	return sum
}
