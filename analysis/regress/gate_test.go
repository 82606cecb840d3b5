package regress_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"graftstat/analysis/regress"
)

// With one covariate the likelihood has no maximum exactly where every failing
// row has the highest value of those at risk, or every one the lowest; with
// exact ties, where the failing rows have the highest values together.
func TestSeparationIsWhatItIs(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 6))
	separated, fitted := 0, 0
	for range 1500 {
		d := oneCovariate(random, 2+random.IntN(9))
		for _, ties := range []regress.Ties{regress.TiesEfron, regress.TiesBreslow, regress.TiesExact} {
			f := mustFitStatus(t, regress.Cox, d, regress.Options{Ties: ties})
			exact := ties == regress.TiesExact
			want := monotone(d, +1, exact) || monotone(d, -1, exact)
			switch f.Status {
			case regress.StatusOK:
				fitted++
			case regress.StatusSeparation:
				separated++
			case regress.StatusAliased, regress.StatusNoEvent:
				continue
			default:
				t.Errorf("status %s for %+v", f.Status, d)
			}
			if want != (f.Status == regress.StatusSeparation) {
				t.Errorf("%s: status %s, separated %t: %+v", ties, f.Status, want, d)
			}
		}
	}
	if separated < 100 || fitted < 100 {
		t.Errorf("%d separated, %d fitted", separated, fitted)
	}
}

func oneCovariate(random *rand.Rand, n int) regress.Data {
	var d regress.Data
	x := make([]float64, n)
	for i := range n {
		x[i] = float64(random.IntN(4))
		d.Time = append(d.Time, float64(1+random.IntN(8)))
		d.Cause = append(d.Cause, uint8(random.IntN(2)))
	}
	d.Terms = numeric(x)
	return d
}

func monotone(d regress.Data, sign float64, exact bool) bool {
	for _, time := range distinct(d.Time) {
		var atRisk, failing []float64
		for i := range d.Time {
			x := sign * d.Terms[0].Number[i]
			if d.Time[i] >= time {
				atRisk = append(atRisk, x)
			}
			if d.Time[i] == time && d.Cause[i] == 1 {
				failing = append(failing, x)
			}
		}
		slices.Sort(atRisk)
		slices.Sort(failing)
		for k, x := range failing {
			highest := atRisk[len(atRisk)-1]
			if exact {
				highest = atRisk[len(atRisk)-len(failing)+k]
			}
			if x != highest {
				return false
			}
		}
	}
	return true
}

// Every status, where it is due.
func TestStatuses(t *testing.T) {
	code := func(codes ...int32) []regress.Term {
		return []regress.Term{{Name: "g", Levels: []string{"a", "b", "c"}, Code: codes}}
	}
	d := regress.Data{Time: []float64{1, 2, 3, 4, 5, 6}, Cause: []uint8{1, 1, 1, 1, 1, 0}}
	with := func(terms []regress.Term) regress.Data { d := d; d.Terms = terms; return d }
	x, z := []float64{1, 0, 2, 1, 0, 1}, []float64{3, 1, 1, 2, 2, 5}
	sum := []float64{4, 1, 3, 3, 2, 6}
	for what, c := range map[string]struct {
		data   regress.Data
		status regress.Status
		about  []string
	}{
		"all missing":  {with(code(-1, -1, -1, -1, -1, -1)), regress.StatusNoCase, nil},
		"no reference": {with(code(1, 2, 1, 2, 1, 2)), regress.StatusEmptyLevel, []string{"g=a"}},
		"one level":    {with(code(0, 0, 0, 0, 0, 0)), regress.StatusEmptyLevel, []string{"g=b", "g=c"}},
		"one level declared": {with([]regress.Term{{Name: "g", Levels: []string{"a"}, Code: make([]int32, 6)}}),
			regress.StatusEmptyLevel, []string{"g"}},
		"constant":            {with(numeric([]float64{.1, .1, .1, .1, .1, .1})), regress.StatusAliased, []string{"a"}},
		"sum of others":       {with(numeric(x, z, sum)), regress.StatusAliased, []string{"c"}},
		"differs too late":    {with(numeric([]float64{0, 0, 0, 0, 0, 0}, x)), regress.StatusAliased, []string{"a"}},
		"more columns":        {with(numeric(x, z, sum, x, z, sum)), regress.StatusTooFewEvents, nil},
		"level without event": {with(code(0, 1, 0, 1, 0, 2)), regress.StatusSeparation, []string{"g=c"}},
	} {
		for name, fit := range fitters {
			f := mustFitStatus(t, fit, c.data, regress.Options{})
			if name == "firth" && c.status == regress.StatusSeparation {
				if f.Status != regress.StatusOK {
					t.Errorf("%s: Firth's status %s", what, f.Status)
				}
				continue
			}
			refused(t, name+", "+what, f, c.status)
			if !slices.Equal(f.About, c.about) {
				t.Errorf("%s, %s: about %q", name, what, f.About)
			}
		}
	}
	strata := with(numeric(x))
	strata.Stratum = []int32{0, 1, 0, 1, 0, 1}
	refused(t, "strata", mustFitStatus(t, regress.FineGray, strata, regress.Options{}), regress.StatusStrata)
	clusters := with(numeric(x))
	clusters.Cluster = []int32{0, 1, 2, 3, 3, 3}
	refused(t, "fine-gray", mustFitStatus(t, regress.FineGray, clusters, regress.Options{}), regress.StatusCluster)
	refused(t, "firth", mustFitStatus(t, regress.Firth, clusters, regress.Options{}), regress.StatusCluster)
	refused(t, "exact", mustFitStatus(t, regress.Cox, clusters, regress.Options{Ties: regress.TiesExact}),
		regress.StatusCluster)
	clusters.Cluster = []int32{0, 0, 0, 0, 0, 0}
	refused(t, "one cluster", mustFitStatus(t, regress.Cox, clusters, regress.Options{}),
		regress.StatusDegenerateVariance)
	together := regress.Data{Time: []float64{8, 8}, Cause: []uint8{1, 1}, Terms: numeric([]float64{.1, .7})}
	refused(t, "all at once", mustFitStatus(t, regress.FineGray, together, regress.Options{}),
		regress.StatusDegenerateVariance)
	late := with(numeric(x))
	late.Start = []float64{0, 0, 1, 0, 0, 0}
	refused(t, "entry", mustFitStatus(t, regress.FineGray, late, regress.Options{}), regress.StatusDelayedEntry)
}

// A stratum with one row, or a column constant within strata, adds nothing.
func TestAliasedWithStrata(t *testing.T) {
	d := regress.Data{Time: []float64{1, 2, 3, 4, 5, 6}, Cause: []uint8{1, 1, 1, 1, 1, 1},
		Stratum: []int32{0, 0, 0, 1, 1, 1}}
	d.Terms = numeric([]float64{0, 0, 0, 1, 1, 1})
	refused(t, "as the stratum", mustFitStatus(t, regress.Cox, d, regress.Options{}), regress.StatusAliased)
}

// Exact ties are refused beyond ExactTiesLimit events on one time, not at it.
func TestExactTiesLimit(t *testing.T) {
	tied := func(events int) regress.Data {
		var d regress.Data
		var x []float64
		for i := range 2 * events {
			d.Time, d.Cause = append(d.Time, 1+float64(i%2)), append(d.Cause, uint8(1-i%2))
			x = append(x, float64(i%3))
		}
		d.Terms = numeric(x)
		return d
	}
	o := regress.Options{Ties: regress.TiesExact}
	mustFit(t, regress.Cox, tied(regress.ExactTiesLimit), o)
	refused(t, "one more", mustFitStatus(t, regress.Cox, tied(regress.ExactTiesLimit+1), o), regress.StatusExactTies)
}
