package regress_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"graftstat/analysis/regress"
	"graftstat/analysis/survival"
)

func sortFloats(values []float64) { slices.Sort(values) }

// randomData has two covariates, one of them 0 or 1, and whole days up to days.
func randomData(random *rand.Rand, rows, days int) regress.Data {
	var d regress.Data
	x, z := make([]float64, rows), make([]float64, rows)
	for i := range rows {
		x[i], z[i] = random.NormFloat64(), float64(random.IntN(2))
		rate := math.Exp(.4*x[i]-.5*z[i]) / 3
		d.Time = append(d.Time, math.Ceil(min(random.ExpFloat64()/rate/6, 1)*float64(days)))
		d.Cause = append(d.Cause, uint8(random.IntN(3)))
	}
	d.Terms = numeric(x, z)
	return d
}

// same fails unless two fits agree in every number.
func same(t *testing.T, what string, got, want *regress.Fit, tolerance float64) {
	t.Helper()
	if got.Status != want.Status || len(got.Coefficients) != len(want.Coefficients) {
		t.Fatalf("%s: status %s and %s", what, got.Status, want.Status)
	}
	for i := range got.Coefficients {
		g, w := got.Coefficients[i], want.Coefficients[i]
		equal(t, what+": coef", g.Coef, w.Coef, tolerance)
		equal(t, what+": std_err", g.StdErr, w.StdErr, tolerance)
		equal(t, what+": lower", g.Lower, w.Lower, tolerance)
		equal(t, what+": upper", g.Upper, w.Upper, tolerance)
		equal(t, what+": p", g.P, w.P, tolerance)
	}
	equal(t, what+": likelihood", got.LogLikelihood[1], want.LogLikelihood[1], tolerance)
	equal(t, what+": wald", got.Wald.Statistic, want.Wald.Statistic, tolerance)
	if !math.IsNaN(want.Concordance) {
		equal(t, what+": concordance", got.Concordance, want.Concordance, tolerance)
	}
}

func TestRowOrderDoesNotMatter(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 2))
	d := modelData(t)
	shuffled := pick(d, random.Perm(len(d.Time)))
	for _, ties := range []regress.Ties{regress.TiesEfron, regress.TiesBreslow} {
		o := regress.Options{Ties: ties}
		same(t, "cox "+string(ties), mustFit(t, regress.Cox, shuffled, o), mustFit(t, regress.Cox, d, o), 1e-9)
	}
	d.Cluster, shuffled.Cluster = nil, nil
	o := regress.Options{Ties: regress.TiesExact}
	same(t, "cox exact", mustFit(t, regress.Cox, shuffled, o), mustFit(t, regress.Cox, d, o), 1e-9)
	same(t, "firth", mustFit(t, regress.Firth, shuffled, o), mustFit(t, regress.Firth, d, o), 1e-8)
	same(t, "fine-gray", mustFit(t, regress.FineGray, plain(shuffled), o), mustFit(t, regress.FineGray, plain(d), o),
		1e-9)
}

// A constant added to a covariate changes nothing; a factor divides its
// coefficient and standard error and leaves p.
func TestUnitsOfACovariate(t *testing.T) {
	for name, fit := range fitters {
		d := plain(modelData(t))
		before := mustFit(t, fit, d, regress.Options{})
		moved := slices.Clone(d.Terms[0].Number)
		for i := range moved {
			moved[i] = 1000*moved[i] + 40
		}
		d.Terms = slices.Clone(d.Terms)
		d.Terms[0].Number = moved
		after := mustFit(t, fit, d, regress.Options{})
		equal(t, name+" coef", after.Coefficients[0].Coef*1000, before.Coefficients[0].Coef, 1e-8)
		equal(t, name+" std_err", after.Coefficients[0].StdErr*1000, before.Coefficients[0].StdErr, 1e-8)
		equal(t, name+" p", after.Coefficients[0].P, before.Coefficients[0].P, 1e-8)
		equal(t, name+" other", after.Coefficients[1].Coef, before.Coefficients[1].Coef, 1e-8)
		equal(t, name+" lr", after.LR.Statistic, before.LR.Statistic, 1e-8)
	}
}

// The units of time change nothing either.
func TestUnitsOfTime(t *testing.T) {
	d := modelData(t)
	years := d
	years.Time, years.Start = slices.Clone(d.Time), slices.Clone(d.Start)
	for i := range d.Time {
		years.Time[i], years.Start[i] = d.Time[i]/365.25, d.Start[i]/365.25
	}
	same(t, "cox", mustFit(t, regress.Cox, years, regress.Options{}), mustFit(t, regress.Cox, d, regress.Options{}),
		1e-12)
}

func TestLogRankEqualsExactScoreTest(t *testing.T) {
	d := modelData(t)
	d.Start, d.Cluster, d.Terms = nil, nil, d.Terms[2:]
	fit := mustFit(t, regress.Cox, d, regress.Options{Ties: regress.TiesExact})
	var strata []*survival.Table
	for s := range int32(3) {
		var o survival.Observations
		for i, stratum := range d.Stratum {
			if stratum == s {
				o.Time, o.Group = append(o.Time, d.Time[i]), append(o.Group, d.Terms[0].Code[i])
				o.Cause = append(o.Cause, uint8(indicator(d.Cause[i] == 1)))
			}
		}
		table, err := survival.NewTable(o, 3, 1)
		if err != nil {
			t.Fatal(err)
		}
		strata = append(strata, table)
	}
	equal(t, "score", fit.Score.Statistic, survival.LogRank(strata, 0).Statistic, 1e-10)
}

// Without tied events all three ways with ties are one.
func TestNoTies(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 3))
	d := randomData(random, 60, 100)
	for i, place := range random.Perm(60) {
		d.Time[i] += float64(place) / 60
	}
	efron := mustFit(t, regress.Cox, d, regress.Options{})
	for _, ties := range []regress.Ties{regress.TiesBreslow, regress.TiesExact} {
		same(t, string(ties), mustFit(t, regress.Cox, d, regress.Options{Ties: ties}), efron, 1e-9)
	}
}

// Without a competing event Fine-Gray is Cox with Breslow's ties, and its
// standard errors are the robust ones with each row a cluster.
func TestFineGrayWithoutCompetingEvents(t *testing.T) {
	d := plain(modelData(t))
	d.Cause = slices.Clone(d.Cause)
	for i := range d.Cause {
		if d.Cause[i] == 2 {
			d.Cause[i] = 0
		}
	}
	fineGray := mustFit(t, regress.FineGray, d, regress.Options{})
	cox := mustFit(t, regress.Cox, eachACluster(d), regress.Options{Ties: regress.TiesBreslow})
	fineGray.Concordance = cox.Concordance
	same(t, "cox", fineGray, cox, 1e-9)
}

// Without censoring who failed of another cause stays at risk for ever.
func TestFineGrayWithoutCensoring(t *testing.T) {
	d := plain(modelData(t))
	d.Cause = slices.Clone(d.Cause)
	ever := d
	ever.Cause, ever.Time = slices.Clone(d.Cause), slices.Clone(d.Time)
	for i := range d.Cause {
		if d.Cause[i] != 1 {
			d.Cause[i] = 2
			ever.Cause[i], ever.Time[i] = 0, 1000
		}
	}
	fineGray := mustFit(t, regress.FineGray, d, regress.Options{})
	cox := mustFit(t, regress.Cox, eachACluster(ever), regress.Options{Ties: regress.TiesBreslow})
	fineGray.Concordance = cox.Concordance
	same(t, "cox", fineGray, cox, 1e-9)
}

func eachACluster(d regress.Data) regress.Data {
	d.Cluster = nil
	for i := range d.Time {
		d.Cluster = append(d.Cluster, int32(i))
	}
	return d
}

// A case cut into rows at days on the way is the same case, for the robust
// variance if its rows are one cluster.
func TestRowsOfOneCase(t *testing.T) {
	whole := modelData(t)
	whole.Cluster = eachACluster(whole).Cluster
	var rows []int
	cut := regress.Data{}
	for i, end := range whole.Time {
		for start := whole.Start[i]; start < end; start += 2 {
			rows = append(rows, i)
			cut.Start, cut.Time = append(cut.Start, start), append(cut.Time, min(start+2, end))
		}
	}
	parts := pick(whole, rows)
	for i := range parts.Time {
		if cut.Time[i] < parts.Time[i] {
			parts.Cause[i] = 0
		}
	}
	parts.Start, parts.Time = cut.Start, cut.Time
	for _, ties := range []regress.Ties{regress.TiesEfron, regress.TiesBreslow} {
		got, want := mustFit(t, regress.Cox, parts, regress.Options{Ties: ties}),
			mustFit(t, regress.Cox, whole, regress.Options{Ties: ties})
		same(t, string(ties), got, want, 1e-8)
		equal(t, "robust score", got.RobustScore.Statistic, want.RobustScore.Statistic, 1e-8)
	}
}

// Rows whose hazards differ by many powers of ten enter and leave: the sums over
// those left keep their digits.
func TestEntriesLeaveNoTrace(t *testing.T) {
	for late, least := range map[float64]float64{10: 8, 20: 17, 60: 50} {
		d := regress.Data{
			Time:  []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 20, 21, 22},
			Start: []float64{0, 0, 0, 0, 0, 0, 0, 0, 0, 10, 10, 10},
			Cause: []uint8{1, 1, 1, 0, 1, 1, 1, 1, 0, 1, 1, 1},
			Terms: numeric([]float64{3, 3, 2, 0, 1, 2, 1, 0, 0, late, late, late}),
		}
		early := firstRows(d, 9)
		early.Start = nil
		got, want := mustFit(t, regress.Cox, d, regress.Options{}), mustFit(t, regress.Cox, early, regress.Options{})
		if spread := got.Coefficients[0].Coef * late / math.Ln10; spread < least {
			t.Errorf("hazards differ by 10^%.0f only", spread)
		}
		equal(t, "coef", got.Coefficients[0].Coef, want.Coefficients[0].Coef, 1e-10)
		equal(t, "std_err", got.Coefficients[0].StdErr, want.Coefficients[0].StdErr, 1e-10)
	}
}
