package regress_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"graftstat/analysis/regress"
)

// Small random data of every form never panic, and what is no fit has no number.
func TestSmallDataNeverMislead(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	statuses := make(map[regress.Status]int)
	for range 1500 {
		d := smallData(random)
		for name, fit := range fitters {
			o := regress.Options{Ties: []regress.Ties{regress.TiesEfron, regress.TiesBreslow,
				regress.TiesExact}[random.IntN(3)]}
			f, err := fit(d, o)
			if err != nil {
				t.Fatalf("%s: %v for %+v", name, err, d)
			}
			statuses[f.Status]++
			if f.Status != regress.StatusOK {
				noNumbers(t, name, f)
				continue
			}
			sensible(t, name, f, d)
			if name != "cox" {
				continue
			}
			if _, err := regress.SchoenfeldTest(d, f, ""); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, status := range []regress.Status{regress.StatusOK, regress.StatusNoCase, regress.StatusNoEvent,
		regress.StatusTooFewEvents,
		regress.StatusEmptyLevel, regress.StatusAliased, regress.StatusSeparation,
		regress.StatusDelayedEntry, regress.StatusStrata, regress.StatusCluster} {
		if statuses[status] < 10 {
			t.Errorf("status %s came %d times only: %v", status, statuses[status], statuses)
		}
	}
}

// sensible fails for a fit whose numbers cannot be trusted.
func sensible(t *testing.T, name string, f *regress.Fit, d regress.Data) {
	t.Helper()
	for _, c := range f.Coefficients {
		known := !math.IsNaN(c.Coef) && !math.IsInf(c.Coef, 0) && c.StdErr > 0 && !math.IsInf(c.StdErr, 0)
		if !known || math.Abs(c.Coef) > 20 && c.P < .001 || math.IsInf(c.Upper, 0) || c.Lower > c.HR || c.HR > c.Upper {
			t.Errorf("%s: %+v for %+v", name, c, d)
		}
	}
	if f.LogLikelihood[1] < f.LogLikelihood[0]-1e-9 || f.Concordance < 0 || f.Concordance > 1 {
		t.Errorf("%s: %+v for %+v", name, *f, d)
	}
}

func smallData(random *rand.Rand) regress.Data {
	n := random.IntN(25)
	var d regress.Data
	maybe := func(one, in int) bool { return random.IntN(in) < one }
	delayed, strata, clusters := maybe(1, 4), maybe(1, 5), maybe(1, 5)
	for range n {
		d.Time = append(d.Time, float64(1+random.IntN(8)))
		d.Cause = append(d.Cause, uint8(random.IntN(3)))
		if delayed {
			d.Start = append(d.Start, max(0, d.Time[len(d.Time)-1]-float64(1+random.IntN(4))))
		}
		if strata {
			d.Stratum = append(d.Stratum, int32(random.IntN(3)))
		}
		if clusters {
			d.Cluster = append(d.Cluster, int32(random.IntN(n)))
		}
	}
	if d.Time == nil {
		d.Time, d.Cause = []float64{}, []uint8{}
	}
	for i := range 1 + random.IntN(3) {
		d.Terms = append(d.Terms, smallTerm(random, n, string(rune('a'+i)), d.Terms))
	}
	return d
}

func smallTerm(random *rand.Rand, n int, name string, before []regress.Term) regress.Term {
	term := regress.Term{Name: name}
	kind := random.IntN(6)
	if kind == 0 {
		term.Levels, term.Code = []string{"u", "v", "w"}, make([]int32, n)
		some := 1 + random.IntN(3)
		for i := range n {
			term.Code[i] = int32(random.IntN(some+1)) - int32(random.IntN(30)/29)
			term.Code[i] = min(term.Code[i], 2)
		}
		return term
	}
	term.Number = make([]float64, n)
	for i := range n {
		switch kind {
		case 1:
			term.Number[i] = float64(random.IntN(2))
		case 2:
			term.Number[i] = random.NormFloat64() * 1e6
		case 3:
			term.Number[i] = 1 - float64(i%2)/3
		case 4:
			term.Number[i] = 7
			if len(before) > 0 && before[0].Number != nil {
				term.Number[i] = 3*before[0].Number[i] + 1
			}
		default:
			term.Number[i] = random.ExpFloat64()
			if random.IntN(40) == 0 {
				term.Number[i] = math.NaN()
			}
		}
	}
	return term
}
