package regress_test

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"graftstat/analysis/regress"
	"graftstat/analysis/verify"
)

// Values that R gave (analysis/verify/data) are met to within a relative 1e-9.
// R's own fits end at a relative change of the likelihood of 1e-11, which
// leaves their coefficients up to a relative 2e-10 from the maximum.
const referenceTolerance = 1e-9

func TestCoxEqualsR(t *testing.T) {
	for _, name := range []string{"lung", "veteran", "bmt-os", "bmt-dfs", "bmt-relapse", "bmt-platelet", "heart"} {
		for _, ties := range []regress.Ties{regress.TiesEfron, regress.TiesBreslow, regress.TiesExact} {
			values := valuesOf(t, name, "cox", string(ties))
			if len(values) == 0 {
				continue
			}
			t.Run(name+"/"+string(ties), func(t *testing.T) {
				fit := mustFit(t, regress.Cox, referenceData(t, name, categories), regress.Options{Ties: ties})
				for _, v := range values {
					equal(t, v.Group+" "+v.Quantity, quantity(t, fit, v.Group, v.Quantity), v.Value, referenceTolerance)
				}
			})
		}
	}
}

func TestCoxRobustEqualsR(t *testing.T) {
	d := referenceData(t, "heart", categories)
	for _, id := range columnOf(t, "heart", "id") {
		d.Cluster = append(d.Cluster, int32(id))
	}
	for _, ties := range []regress.Ties{regress.TiesEfron, regress.TiesBreslow} {
		fit := mustFit(t, regress.Cox, d, regress.Options{Ties: ties})
		for _, v := range atLeastOne(t, valuesOf(t, "heart", "cox", string(ties)+";robust")) {
			equal(t, v.Group, quantity(t, fit, v.Group, v.Quantity), v.Value, referenceTolerance)
		}
	}
}

func TestSchoenfeldTestEqualsR(t *testing.T) {
	for _, name := range []string{"lung", "veteran", "bmt-os", "bmt-dfs", "bmt-relapse", "bmt-platelet"} {
		d := referenceData(t, name, indicators)
		fit := mustFit(t, regress.Cox, d, regress.Options{})
		tests, err := regress.SchoenfeldTest(d, fit, regress.TransformKM)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range atLeastOne(t, valuesOf(t, name, "zph", "km")) {
			term := strings.Replace(v.Group, "GLOBAL", regress.GlobalTerm, 1)
			at := slices.IndexFunc(tests, func(tt regress.TermTest) bool { return tt.Term == ourName(term) })
			if at < 0 {
				t.Fatalf("%s: no test of %s", name, term)
			}
			got := map[string]float64{"chisq": tests[at].Test.Statistic, "p": tests[at].Test.P}[v.Quantity]
			equal(t, name+" "+term+" "+v.Quantity, got, v.Value, referenceTolerance)
		}
	}
}

// coxphf takes p as one minus the lower tail, so that a p of 4e-9 has eight digits.
func TestFirthEqualsR(t *testing.T) {
	for _, name := range []string{"lung", "veteran", "bmt-relapse"} {
		fit := mustFit(t, regress.Firth, referenceData(t, name, categories), regress.Options{})
		for _, v := range atLeastOne(t, valuesOf(t, name, "cox", "firth")) {
			equal(t, name+" "+v.Group+" "+v.Quantity, quantity(t, fit, v.Group, v.Quantity), v.Value, 1e-8)
		}
	}
}

func TestFineGrayEqualsR(t *testing.T) {
	for _, name := range []string{"bmt-relapse", "bmt-platelet"} {
		for method, cause := range map[string]uint8{"crr": 1, "crr;cause=2": 2} {
			fit := mustFit(t, regress.FineGray, referenceData(t, name, categories), regress.Options{Cause: cause})
			for _, v := range atLeastOne(t, valuesOf(t, name, "finegray", method)) {
				equal(t, name+" "+method+" "+v.Group+" "+v.Quantity, quantity(t, fit, v.Group, v.Quantity), v.Value,
					referenceTolerance)
			}
		}
	}
}

// Ten cases with no event in one group: R's coefficient of the group would be -20.
func TestTenCasesAreSeparated(t *testing.T) {
	fit := mustFitStatus(t, regress.Cox, referenceData(t, "ten", categories), regress.Options{})
	if fit.Status != regress.StatusSeparation || !slices.Equal(fit.About, []string{"group=incompatible"}) {
		t.Errorf("status %s about %q", fit.Status, fit.About)
	}
	mustFit(t, regress.Firth, referenceData(t, "ten", categories), regress.Options{})
}

func valuesOf(t *testing.T, dataset, analysis, method string) []verify.Value {
	t.Helper()
	values, err := verify.Values(dataset)
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(values, func(v verify.Value) bool { return v.Analysis != analysis || v.Method != method })
}

func atLeastOne(t *testing.T, values []verify.Value) []verify.Value {
	t.Helper()
	if len(values) == 0 {
		t.Fatal("no reference value")
	}
	return values
}

// quantity is a number of a fit by its name in the reference files.
func quantity(t *testing.T, f *regress.Fit, group, name string) float64 {
	t.Helper()
	if group == "" {
		return map[string]float64{"loglik_null": f.LogLikelihood[0], "loglik": f.LogLikelihood[1],
			"score_chisq": f.Score.Statistic, "wald_chisq": f.Wald.Statistic, "concordance": f.Concordance}[name]
	}
	c := coefficient(t, f, ourName(group))
	return map[string]float64{"coef": c.Coef, "std_err": c.StdErr, "hr_lower": c.Lower, "hr_upper": c.Upper,
		"p": c.P}[name]
}

func coefficient(t *testing.T, f *regress.Fit, name string) regress.Coefficient {
	t.Helper()
	at := slices.IndexFunc(f.Coefficients, func(c regress.Coefficient) bool { return c.Name == name })
	if at < 0 {
		t.Fatalf("no coefficient %s", name)
	}
	return f.Coefficients[at]
}

// ourName is R's name of a coefficient in our spelling.
func ourName(r string) string {
	if level, ok := strings.CutPrefix(r, "group"); ok {
		return "group=" + level
	}
	return r
}

// How the group enters a reference model.
const (
	categories = false
	indicators = true // each level a numeric term
)

// referenceData are the rows and terms of the models of data/open.R.
func referenceData(t *testing.T, name string, asIndicators bool) regress.Data {
	t.Helper()
	terms := map[string][]string{
		"lung": {"age", "group", "ph.ecog"}, "veteran": {"karno", "age", "group"},
		"heart":  {"age", "year", "surgery", "transplant"},
		"bmt-os": {"age", "mtx", "fab", "group"}, "bmt-dfs": {"age", "mtx", "fab", "group"},
		"bmt-relapse":  {"age", "mtx", "fab", "group"},
		"bmt-platelet": {"age", "mtx", "group"}, "ten": {"group"},
	}[name]
	levels := map[string][]string{"lung": {"female", "male"}, "veteran": {"squamous", "smallcell", "adeno", "large"},
		"ten": {"compatible", "incompatible"}}[name]
	if levels == nil {
		levels = []string{"ALL", "AML-high", "AML-low"}
	}
	var d regress.Data
	time, status := "time", "status"
	if name == "heart" {
		time, status = "stop", "event"
		d.Start = columnOf(t, name, "start")
	}
	d.Time = columnOf(t, name, time)
	for _, v := range columnOf(t, name, status) {
		d.Cause = append(d.Cause, uint8(v))
	}
	for _, term := range terms {
		if term != "group" {
			d.Terms = append(d.Terms, regress.Term{Name: term, Number: columnOf(t, name, term)})
			continue
		}
		group := regress.Term{Name: term, Levels: levels}
		for _, v := range textsOf(t, name, term) {
			group.Code = append(group.Code, int32(slices.Index(levels, v)))
		}
		if asIndicators {
			d.Terms = append(d.Terms, indicatorTerms(group)...)
		} else {
			d.Terms = append(d.Terms, group)
		}
	}
	return d
}

func indicatorTerms(category regress.Term) []regress.Term {
	var terms []regress.Term
	for level := 1; level < len(category.Levels); level++ {
		term := regress.Term{Name: category.Name + "=" + category.Levels[level]}
		for _, code := range category.Code {
			term.Number = append(term.Number, indicator(int(code) == level))
		}
		terms = append(terms, term)
	}
	return terms
}

func indicator(is bool) float64 {
	if is {
		return 1
	}
	return 0
}

func textsOf(t *testing.T, dataset, name string) []string {
	t.Helper()
	columns, err := verify.Columns(dataset)
	if err != nil {
		t.Fatal(err)
	}
	if columns[name] == nil {
		t.Fatalf("no column %s in %s", name, dataset)
	}
	return columns[name]
}

func columnOf(t *testing.T, dataset, name string) []float64 {
	t.Helper()
	return numbers(t, textsOf(t, dataset, name))
}

func numbers(t *testing.T, texts []string) []float64 {
	t.Helper()
	var values []float64
	for _, text := range texts {
		v, err := strconv.ParseFloat(text, 64)
		if err != nil {
			t.Fatal(err)
		}
		values = append(values, v)
	}
	return values
}

type fitter func(regress.Data, regress.Options) (*regress.Fit, error)

func mustFit(t *testing.T, fit fitter, d regress.Data, o regress.Options) *regress.Fit {
	t.Helper()
	f := mustFitStatus(t, fit, d, o)
	if f.Status != regress.StatusOK {
		t.Fatalf("status %s about %q", f.Status, f.About)
	}
	return f
}

func mustFitStatus(t *testing.T, fit fitter, d regress.Data, o regress.Options) *regress.Fit {
	t.Helper()
	f, err := fit(d, o)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// equal fails unless got is within a relative tolerance of want.
func equal(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance*math.Max(math.Abs(want), 1e-300)) {
		t.Errorf("%s: got %.15g, want %.15g (relative %.1e)", what, got, want, math.Abs(got-want)/math.Abs(want))
	}
}
