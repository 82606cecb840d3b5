package regress_test

import (
	"math"
	"testing"

	"graftstat/analysis/regress"
	"graftstat/analysis/survival"
)

const handTolerance = 1e-12

// Three cases without ties, r = exp(β). The event on day 1 (x = 1) is one of
// weights r, 1, r, that on day 2 (x = 0) one of 1, r. The score
//
//	1 - 2r/(2r+1) - r/(r+1)
//
// is zero at r = 1/√2, and 1 - 2/3 - 1/2 at r = 1 with the information
// 2/9 + 1/4. Of the three pairs one is concordant and one tied.
func TestCoxByHand(t *testing.T) {
	d := regress.Data{Time: []float64{2, 3, 1}, Cause: []uint8{1, 0, 1}, Terms: numeric([]float64{0, 1, 1})}
	fit := mustFit(t, regress.Cox, d, regress.Options{})
	c := fit.Coefficients[0]
	r := 1 / math.Sqrt2
	info := 2*r/((2*r+1)*(2*r+1)) + r/((r+1)*(r+1))
	equal(t, "coef", c.Coef, math.Log(r), handTolerance)
	equal(t, "std_err", c.StdErr, 1/math.Sqrt(info), handTolerance)
	equal(t, "hr", c.HR, r, handTolerance)
	equal(t, "lower", c.Lower, r*math.Exp(-1.959963984540054/math.Sqrt(info)), handTolerance)
	equal(t, "upper", c.Upper, r*math.Exp(+1.959963984540054/math.Sqrt(info)), handTolerance)
	equal(t, "null", fit.LogLikelihood[0], -math.Log(6), handTolerance)
	equal(t, "fitted", fit.LogLikelihood[1], math.Log(r/(2*r+1)/(1+r)), handTolerance)
	equal(t, "lr", fit.LR.Statistic, 2*math.Log(6*r/(2*r+1)/(1+r)), 1e-11)
	equal(t, "score", fit.Score.Statistic, 1./17, handTolerance)
	equal(t, "wald", fit.Wald.Statistic, math.Log(r)*math.Log(r)*info, handTolerance)
	equal(t, "concordance", fit.Concordance, (1+.5)/3, handTolerance)
	equal(t, "p", c.P, math.Erfc(math.Sqrt(fit.Wald.Statistic/2)), handTolerance)
	if fit.Cases != 3 || fit.Events != 2 || fit.Wald.DF != 1 {
		t.Errorf("counts: %+v", fit)
	}
}

// Two of five fail on one day, with weights r and 1; the others have r, 1, 1.
//
//	Breslow  r/(2r+3)²                                    maximum at 2r = 3
//	Efron    r/((2r+3) (2r+3 - (r+1)/2))                  at 2r² = 5
//	exact    r/(r² + 6r + 3), the pairs among all five    at r² = 3
func TestTiesByHand(t *testing.T) {
	d := regress.Data{Time: []float64{1, 1, 2, 2, 1}, Cause: []uint8{1, 1, 0, 0, 0},
		Terms: numeric([]float64{1, 0, 1, 0, 0})}
	for ties, want := range map[regress.Ties]struct{ r, null float64 }{
		regress.TiesBreslow: {1.5, -math.Log(25)},
		regress.TiesEfron:   {math.Sqrt(2.5), -math.Log(20)},
		regress.TiesExact:   {math.Sqrt(3), -math.Log(10)},
	} {
		fit := mustFit(t, regress.Cox, d, regress.Options{Ties: ties})
		equal(t, string(ties)+" hr", fit.Coefficients[0].HR, want.r, handTolerance)
		equal(t, string(ties)+" null", fit.LogLikelihood[0], want.null, handTolerance)
	}
}

// A row of (start, stop] is at risk after its start only. The event on day 2
// has x = 1 beside x = 0, that on day 4 x = 0 beside x = 1; the late entry on
// day 2 comes too late for the first. Both maxima lie at r = 1.
func TestDelayedEntryByHand(t *testing.T) {
	d := regress.Data{
		Start: []float64{0, 0, 2, 2}, Time: []float64{2, 3, 4, 5}, Cause: []uint8{1, 0, 1, 0},
		Terms: numeric([]float64{1, 0, 0, 1}),
	}
	fit := mustFit(t, regress.Cox, d, regress.Options{})
	if got := fit.Coefficients[0].Coef; math.Abs(got) > handTolerance {
		t.Errorf("coef %g, want 0", got)
	}
	equal(t, "null", fit.LogLikelihood[0], -math.Log(4), handTolerance)
	equal(t, "std_err", fit.Coefficients[0].StdErr, math.Sqrt2, handTolerance)
}

// One event, x = 1 beside x = 0: L* = r/(1+r) · √(r/(1+r)²), largest at r = 3.
func TestFirthByHand(t *testing.T) {
	d := regress.Data{Time: []float64{1, 2}, Cause: []uint8{1, 0}, Terms: numeric([]float64{1, 0})}
	fit := mustFit(t, regress.Firth, d, regress.Options{})
	penalised := func(b float64) float64 { return 1.5*b - 2*math.Log1p(math.Exp(b)) }
	c := fit.Coefficients[0]
	equal(t, "hr", c.HR, 3, 1e-11)
	equal(t, "std_err", c.StdErr, 4/math.Sqrt(3), 1e-11)
	equal(t, "null", fit.LogLikelihood[0], penalised(0), handTolerance)
	equal(t, "fitted", fit.LogLikelihood[1], penalised(math.Log(3)), handTolerance)
	fall := 2 * (penalised(math.Log(3)) - penalised(0))
	equal(t, "p", c.P, math.Erfc(math.Sqrt(fall/2)), 1e-9)
	for what, limit := range map[string]float64{"lower": c.Lower, "upper": c.Upper} {
		fall := 2 * (penalised(math.Log(3)) - penalised(math.Log(limit)))
		equal(t, what, fall, 3.841458820694124, 1e-9)
	}
	if !(c.Lower < 1 && c.Upper > 3) {
		t.Errorf("limits %g, %g", c.Lower, c.Upper)
	}
}

// Five cases. Of the three on day 3 one is censored, so G(4-) = 2/3. On day 1
// all five are at risk, r three times; on day 4 those with 1 and r still
// followed and, with weight 2/3, the one that failed otherwise on day 2 with
// r. The score 1 - 3r/(3r+2) - 5r/(5r+3) is zero at r² = 2/5.
func TestFineGrayByHand(t *testing.T) {
	d := regress.Data{Time: []float64{1, 2, 3, 4, 5}, Cause: []uint8{1, 2, 0, 1, 0},
		Terms: numeric([]float64{1, 1, 0, 0, 1})}
	fit := mustFit(t, regress.FineGray, d, regress.Options{})
	equal(t, "hr", fit.Coefficients[0].HR, math.Sqrt(.4), handTolerance)
	equal(t, "null", fit.LogLikelihood[0], -math.Log(5)-math.Log(8./3), handTolerance)
	if fit.Events != 2 || fit.Competing != 1 || fit.Cases != 5 {
		t.Errorf("counts: %+v", fit)
	}
}

// A category of three levels, with a missing value and a level nobody has.
func TestCategories(t *testing.T) {
	d := regress.Data{
		Time:  []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10},
		Cause: []uint8{1, 1, 1, 0, 1, 1, 1, 1, 0, 1},
		Terms: []regress.Term{{Name: "stage", Levels: []string{"I", "II", "III", "IV"},
			Code: []int32{0, 1, 3, 0, 3, 1, -1, 3, 1, 0}}},
	}
	fit := mustFit(t, regress.Cox, d, regress.Options{})
	if len(fit.EmptyLevels) != 1 || fit.EmptyLevels[0] != "stage=III" || fit.Missing != 1 || fit.Cases != 9 ||
		fit.Events != 7 {
		t.Errorf("%+v", fit)
	}
	if len(fit.Coefficients) != 2 || fit.Coefficients[0].Name != "stage=II" || fit.Coefficients[1].Name != "stage=IV" {
		t.Fatalf("%+v", fit.Coefficients)
	}
	tests, err := regress.SchoenfeldTest(d, fit, "")
	if err != nil || len(tests) != 2 || tests[0].Test.DF != 2 || tests[0].Term != "stage" || tests[1].Term != "global" {
		t.Errorf("%v %+v", err, tests)
	}
	equal(t, "one term", tests[0].Test.Statistic, tests[1].Test.Statistic, handTolerance)
}

func TestFaultsOfForm(t *testing.T) {
	good := regress.Data{Time: []float64{1, 2}, Cause: []uint8{1, 0}, Terms: numeric([]float64{0, 1})}
	for what, broken := range map[string]func(d *regress.Data){
		"no term":         func(d *regress.Data) { d.Terms = nil },
		"columns differ":  func(d *regress.Data) { d.Cause = d.Cause[:1] },
		"term differs":    func(d *regress.Data) { d.Terms = numeric([]float64{0}) },
		"negative time":   func(d *regress.Data) { d.Time = []float64{-1, 2} },
		"time is NaN":     func(d *regress.Data) { d.Time = []float64{math.NaN(), 2} },
		"start after end": func(d *regress.Data) { d.Start = []float64{1, 0} },
		"level": func(d *regress.Data) {
			d.Terms = []regress.Term{{Levels: []string{"a"},
				Code: []int32{0, 1}}}
		},
		"cluster":   func(d *regress.Data) { d.Cluster = []int32{0, 2} },
		"infinite":  func(d *regress.Data) { d.Terms = numeric([]float64{0, math.Inf(1)}) },
		"two kinds": func(d *regress.Data) { d.Terms[0].Code = []int32{0, 0} },
	} {
		for name, fit := range fitters {
			d := good
			d.Terms = []regress.Term{good.Terms[0]}
			broken(&d)
			if f, err := fit(d, regress.Options{}); err == nil || f != nil {
				t.Errorf("%s, %s: no error", name, what)
			}
		}
	}
	for what, o := range map[string]regress.Options{"ties": {Ties: "exactly"}, "level": {Level: 95}} {
		if _, err := regress.Cox(good, o); err == nil {
			t.Errorf("%s: no error", what)
		}
	}
	fit := mustFitStatus(t, regress.Cox, good, regress.Options{})
	if _, err := regress.SchoenfeldTest(modelData(t), mustFit(t, regress.Cox, modelData(t), regress.Options{}),
		"square"); err != regress.ErrTransform {
		t.Errorf("transform: %v", err)
	}
	if _, err := regress.SchoenfeldTest(good, mustFit(t, regress.Firth, good, regress.Options{}),
		""); err != regress.ErrNotCox {
		t.Errorf("test of Firth's fit: %v", err)
	}
	tests, err := regress.SchoenfeldTest(good, fit, "")
	if err != nil || tests[1].Reason != survival.Reason(regress.StatusSeparation) || !math.IsNaN(tests[1].Test.P) {
		t.Errorf("test of no fit: %v %+v", err, tests)
	}
}

// A unit a million times too large makes hazard ratios that no number can hold.
func TestHazardRatioOverflows(t *testing.T) {
	d := regress.Data{Time: []float64{2, 3, 1}, Cause: []uint8{1, 0, 1}, Terms: numeric([]float64{1e-6, 0, 0})}
	c := mustFit(t, regress.Cox, d, regress.Options{}).Coefficients[0]
	equal(t, "coef", c.Coef, 1e6*math.Log(2)/2, 1e-9)
	if !math.IsNaN(c.Upper) || c.Reason != regress.ReasonOverflow || c.Lower != 0 {
		t.Errorf("%+v", c)
	}
}

// Where an event falls on time 0 its logarithm does not exist.
func TestLogOfTimeZero(t *testing.T) {
	d := goldenData()
	d.Time[0] = 0
	tests, err := regress.SchoenfeldTest(d, mustFit(t, regress.Cox, d, regress.Options{}), regress.TransformLog)
	if err != nil || tests[2].Reason != regress.ReasonLogOfZero || !math.IsNaN(tests[2].Test.Statistic) {
		t.Errorf("%v %+v", err, tests)
	}
}

var fitters = map[string]fitter{"cox": regress.Cox, "firth": regress.Firth, "fine-gray": regress.FineGray}

func numeric(columns ...[]float64) []regress.Term {
	var terms []regress.Term
	for i, c := range columns {
		terms = append(terms, regress.Term{Name: string(rune('a' + i)), Number: c})
	}
	return terms
}
