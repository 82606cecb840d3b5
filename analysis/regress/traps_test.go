package regress_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"graftstat/analysis/regress"
	"graftstat/analysis/survival"
)

// The golden cases: sixteen rows with every kind of tie. The values are those
// of R 4.2.2 with survival 3.5-3, cmprsk 2.2-11 and coxphf 1.13.4, to the
// seven digits printed.
func goldenData() regress.Data {
	return regress.Data{
		Time:  []float64{1, 2, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 8, 8, 9},
		Cause: []uint8{1, 1, 0, 2, 0, 2, 1, 0, 1, 2, 1, 0, 0, 1, 0, 0},
		Terms: numeric([]float64{1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 1, 0, 1, 0, 1, 0},
			[]float64{5, 3, 8, 1, 9, 2, 7, 4, 6, 5, 3, 8, 1, 9, 2, 7}),
	}
}

// anyEvent is d with the events of every cause as one.
func anyEvent(d regress.Data) regress.Data {
	d.Cause = slices.Clone(d.Cause)
	for i := range d.Cause {
		d.Cause[i] = min(d.Cause[i], 1)
	}
	return d
}

func TestGoldenCox(t *testing.T) {
	d := anyEvent(goldenData())
	efron := mustFit(t, regress.Cox, d, regress.Options{})
	printed(t, efron.Coefficients[0].Coef, "-1.3786835")
	printed(t, efron.Coefficients[0].StdErr, "0.9084201")
	printed(t, efron.Coefficients[1].Coef, "-0.2269547")
	printed(t, efron.Coefficients[1].StdErr, "0.1557832")
	printed(t, efron.LogLikelihood[0], "-19.8229114")
	printed(t, efron.LogLikelihood[1], "-18.3118696")
	printed(t, termTest(t, d, efron, "km", "GLOBAL").Test.Statistic, "0.8161383")
	breslow := mustFit(t, regress.Cox, d, regress.Options{Ties: regress.TiesBreslow})
	printed(t, breslow.Coefficients[0].Coef, "-1.2862661")
	printed(t, breslow.Coefficients[1].Coef, "-0.2123843")
	exact := mustFit(t, regress.Cox, d, regress.Options{Ties: regress.TiesExact})
	printed(t, exact.Coefficients[0].Coef, "-1.3661876")
	printed(t, exact.Coefficients[1].Coef, "-0.2255255")
	equal(t, "zph with exact ties", termTest(t, d, exact, "km", "GLOBAL").Test.Statistic, 0.6509895347, 1e-8)
	firth := mustFit(t, regress.Firth, d, regress.Options{})
	printed(t, firth.Coefficients[0].Coef, "-1.1506063")
	printed(t, firth.Coefficients[1].Coef, "-0.1966549")
}

func TestGoldenFineGray(t *testing.T) {
	fit := mustFit(t, regress.FineGray, goldenData(), regress.Options{})
	c := fit.Coefficients
	printed(t, c[1].Coef, "0.1573114")
	printed(t, c[1].StdErr, "0.1585676")
	printed(t, fit.LogLikelihood[1], "-13.2909100")
	printed(t, fit.LogLikelihood[0], "-13.8896049")
	// crr prints 0.8358142 (1.0850206) where it stops by default; these are its
	// values with gtol = 1e-13.
	for _, v := range [][2]float64{{c[0].Coef, 0.835814331021}, {c[0].StdErr, 1.085020658408},
		{c[1].Coef, 0.157311387010}, {c[1].StdErr, 0.158567610375}} {
		equal(t, "crr", v[0], v[1], 1e-10)
	}
}

// T15: the log-rank test is the score test of Cox with exact ties, not with
// Efron's or Breslow's. Without any event there is no test and no p.
func TestT15LogRankIsTheExactScoreTest(t *testing.T) {
	d := anyEvent(goldenData())
	d.Terms = d.Terms[:1]
	printed(t, mustFit(t, regress.Cox, d, regress.Options{Ties: regress.TiesExact}).Score.Statistic, "0.7593149")
	for _, ties := range []regress.Ties{regress.TiesEfron, regress.TiesBreslow} {
		if score := mustFit(t, regress.Cox, d, regress.Options{Ties: ties}).
			Score.Statistic; math.Abs(score-0.7593149) < .001 {
			t.Errorf("%s: the log-rank statistic %g", ties, score)
		}
	}
	d.Cause = make([]uint8, len(d.Time))
	for name, fit := range fitters {
		refused(t, name, mustFitStatus(t, fit, d, regress.Options{}), regress.StatusNoEvent)
	}
}

// T16: Efron by default for Cox; Breslow for Fine and Gray whatever is asked.
func TestT16DefaultTies(t *testing.T) {
	d := anyEvent(goldenData())
	byDefault, efron := mustFit(t, regress.Cox, d, regress.Options{}),
		mustFit(t, regress.Cox, d, regress.Options{Ties: regress.TiesEfron})
	if byDefault.Ties != regress.TiesEfron || byDefault.Coefficients[0] != efron.Coefficients[0] {
		t.Error("Cox does not default to Efron")
	}
	fineGray := mustFit(t, regress.FineGray, d, regress.Options{Ties: regress.TiesEfron})
	breslow := mustFit(t, regress.Cox, d, regress.Options{Ties: regress.TiesBreslow})
	if fineGray.Ties != regress.TiesBreslow {
		t.Errorf("Fine-Gray with ties %s", fineGray.Ties)
	}
	equal(t, "one cause only", fineGray.Coefficients[0].Coef, breslow.Coefficients[0].Coef, 1e-10)
}

// T17: four of four fail in one arm before any of the other. coxph gives a
// coefficient of 22.1 (p 0.999), crr one of 12.11 with p < 0.001. Here neither
// gives any, and Firth's hazard ratio is 19.1 (1.87 to 2583), p 0.0095.
func TestT17MonotoneLikelihood(t *testing.T) {
	d := regress.Data{Time: []float64{1, 2, 3, 4, 5, 6, 7, 8}, Cause: []uint8{1, 1, 1, 1, 0, 0, 0, 0}}
	number := numeric([]float64{1, 1, 1, 1, 0, 0, 0, 0})
	category := []regress.Term{{Name: "arm", Levels: []string{"A", "B"}, Code: []int32{1, 1, 1, 1, 0, 0, 0, 0}}}
	for name, fit := range map[string]fitter{"cox": regress.Cox, "fine-gray": regress.FineGray} {
		d.Terms = number
		f := mustFitStatus(t, fit, d, regress.Options{})
		refused(t, name, f, regress.StatusSeparation)
		if !slices.Equal(f.About, []string{"a"}) || !f.Status.FirthAdvised() {
			t.Errorf("%s: about %q", name, f.About)
		}
		d.Terms = category
		f = mustFitStatus(t, fit, d, regress.Options{})
		refused(t, name, f, regress.StatusSeparation)
		if !slices.Equal(f.About, []string{"arm=A"}) {
			t.Errorf("%s: about %q", name, f.About)
		}
	}
	firth := mustFit(t, regress.Firth, d, regress.Options{}).Coefficients[0]
	for _, v := range []struct {
		got    float64
		format string
		want   string
	}{{firth.HR, "%.1f", "19.1"}, {firth.Lower, "%.2f", "1.87"}, {firth.Upper, "%.0f", "2583"},
		{firth.P, "%.4f", "0.0095"}} {
		if got := fmt.Sprintf(v.format, v.got); got != v.want {
			t.Errorf("Firth: got %s, want %s", got, v.want)
		}
	}
}

// T18: failures of a censoring's time count as at risk of it, as in crr. With
// the censorings a hair later they do not, as in finegray of R's survival.
func TestT18CensoringTies(t *testing.T) {
	d := goldenData()
	equal(t, "as crr", mustFit(t, regress.FineGray, d, regress.Options{}).Coefficients[0].Coef, 0.835814331021, 1e-10)
	fit := mustFit(t, regress.FineGray, censoringsLater(d), regress.Options{})
	printed(t, fit.Coefficients[0].Coef, "0.8277790")
	printed(t, fit.Coefficients[1].Coef, "0.1556435")
}

// T19: the standard error has the term for the estimated censoring
// distribution. Without it, with finegray's ties, it is what coxph gives for
// finegray's rows with clusters; the inverse information gives another again.
func TestT19FineGrayStandardError(t *testing.T) {
	fit := mustFit(t, regress.FineGray, goldenData(), regress.Options{})
	equal(t, "as crr", fit.Coefficients[0].StdErr, 1.085020658408, 1e-10)
	later := censoringsLater(goldenData())
	withoutCensoring := directFineGray(later, mustFit(t, regress.FineGray, later, regress.Options{}), false)
	printed(t, math.Sqrt(withoutCensoring.At(0, 0)), "1.0739537")
	printed(t, math.Sqrt(withoutCensoring.At(1, 1)), "0.1579186")
}

// T20: what happens on day 0 counts. A late entry is not at risk before it, and
// a risk set of one tells a Cox model nothing. Values of R's coxph and crr.
func TestT20TimeZeroAndDelayedEntry(t *testing.T) {
	d := goldenData()
	d.Time = slices.Clone(d.Time)
	for i := range d.Time {
		d.Time[i]--
	}
	before, zero := mustFit(t, regress.FineGray, goldenData(), regress.Options{}),
		mustFit(t, regress.FineGray, d, regress.Options{})
	equal(t, "Fine-Gray from day 0", zero.Coefficients[0].StdErr, before.Coefficients[0].StdErr, 1e-12)
	cox := mustFit(t, regress.Cox, d, regress.Options{})
	equal(t, "Cox from day 0", cox.Coefficients[0].Coef, mustFit(t, regress.Cox, goldenData(), regress.Options{}).
		Coefficients[0].Coef, 1e-12)
	d.Start = make([]float64, len(d.Time))
	equal(t, "start 0", mustFit(t, regress.Cox, d, regress.Options{}).Coefficients[0].Coef, cox.Coefficients[0].Coef,
		1e-12)

	alone := goldenData()
	alone.Start = slices.Repeat([]float64{.5}, len(alone.Time))
	alone.Start[0], alone.Time[0] = 0, .25
	others := make([]int, 0, len(alone.Time)-1)
	for i := 1; i < len(alone.Time); i++ {
		others = append(others, i)
	}
	with, without := mustFit(t, regress.Cox, alone, regress.Options{}),
		mustFit(t, regress.Cox, pick(alone, others), regress.Options{})
	equal(t, "a risk set of one", with.Coefficients[0].Coef, without.Coefficients[0].Coef, 1e-12)
	equal(t, "its likelihood", with.LogLikelihood[1], without.LogLikelihood[1], 1e-12)
	refused(t, "fine-gray", mustFitStatus(t, regress.FineGray, alone, regress.Options{}), regress.StatusDelayedEntry)
}

// T24: a p far in the tail is a number, not 0.
func TestT24UpperTail(t *testing.T) {
	var d regress.Data
	x := make([]float64, 0, 600)
	for i := range 600 {
		d.Time = append(d.Time, float64(i*7919%600)+300*float64(i%2))
		d.Cause = append(d.Cause, 1)
		x = append(x, float64(i%2))
	}
	d.Terms = numeric(x)
	fit := mustFit(t, regress.Cox, d, regress.Options{})
	for what, p := range map[string]float64{"coefficient": fit.Coefficients[0].P, "lr": fit.LR.P, "wald": fit.Wald.P,
		"score": fit.Score.P} {
		if !(p > 0 && p < 1e-50) {
			t.Errorf("%s: p %g", what, p)
		}
	}
}

func censoringsLater(d regress.Data) regress.Data {
	d.Time = slices.Clone(d.Time)
	for i, cause := range d.Cause {
		if cause == 0 {
			d.Time[i] += 1e-4
		}
	}
	return d
}

// refused fails unless the fit has the status and nothing else.
func refused(t *testing.T, what string, f *regress.Fit, status regress.Status) {
	t.Helper()
	if f.Status != status {
		t.Fatalf("%s: status %s about %q, want %s", what, f.Status, f.About, status)
	}
	noNumbers(t, what, f)
}

func noNumbers(t *testing.T, what string, f *regress.Fit) {
	t.Helper()
	numbers := []float64{f.LogLikelihood[0], f.LogLikelihood[1], f.Concordance}
	for _, test := range []regress.Test{f.LR, f.Wald, f.Score, f.RobustScore} {
		numbers = append(numbers, test.Statistic, test.P)
	}
	for _, c := range f.Coefficients {
		numbers = append(numbers, c.Coef, c.StdErr, c.HR, c.Lower, c.Upper, c.P)
		if c.Reason != survival.Reason(f.Status) {
			t.Errorf("%s: reason %s of %s", what, c.Reason, c.Name)
		}
	}
	for _, v := range numbers {
		if !math.IsNaN(v) {
			t.Errorf("%s: status %s, but a number: %+v", what, f.Status, *f)
			return
		}
	}
	if f.Covariance != nil {
		t.Errorf("%s: status %s, but a covariance", what, f.Status)
	}
}

// printed fails unless got has the digits of want.
func printed(t *testing.T, got float64, want string) {
	t.Helper()
	if text := fmt.Sprintf("%.7f", got); text != want {
		t.Errorf("got %s, want %s", text, want)
	}
}
