package verify

import (
	"bytes"
	"io/fs"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func mustRun(t *testing.T, read func(string) ([]reference, error)) *Report {
	t.Helper()
	report, err := run(read)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// reading is references with each value changed.
func reading(change func(*reference)) func(string) ([]reference, error) {
	return func(dataset string) ([]reference, error) {
		values, err := references(dataset)
		for i := range values {
			change(&values[i])
		}
		return values, err
	}
}

func TestRun(t *testing.T) {
	report, err := Run()
	if err != nil {
		t.Fatal(err)
	}
	t.Run("every value holds", func(t *testing.T) { everyValueHolds(t, report) })
	t.Run("every row is accounted for", func(t *testing.T) { everyRowIsAccountedFor(t, report) })
	t.Run("every set says what made it", func(t *testing.T) { everySetSaysWhatMadeIt(t, report) })
	t.Run("deterministic", func(t *testing.T) {
		if !reflect.DeepEqual(report, mustRun(t, references)) {
			t.Error("two runs differ")
		}
	})
}

func everyValueHolds(t *testing.T, report *Report) {
	for _, s := range report.Sets {
		for _, short := range s.Short {
			t.Errorf("%s: %+v: ours %.15g, difference %.2g", short.Reason, short.Value, short.Ours, short.Difference)
		}
		if s.Largest > s.Tolerance.Size {
			t.Errorf("%s %s %s: largest difference %g, tolerance %g", s.Dataset, s.Analysis, s.Method, s.Largest,
				s.Tolerance.Size)
		}
	}
	if !report.Holds() {
		t.Error("the report does not hold")
	}
	if report.Tool != (Tool{"R", "4.2.2"}) {
		t.Errorf("tool %v", report.Tool)
	}
}

// Each row of each reference file is a value of one set of its data set.
func everyRowIsAccountedFor(t *testing.T, report *Report) {
	rows := make(map[string]int)
	err := fs.WalkDir(files, "data", func(name string, _ fs.DirEntry, err error) error {
		dataset, isReference := strings.CutSuffix(strings.TrimPrefix(name, "data/"), ".reference.csv")
		if err != nil || !isReference {
			return err
		}
		text, err := files.ReadFile(name)
		rows[dataset] = bytes.Count(text, []byte("\n")) - 1 // without the header
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"lung", "veteran", "heart", "ten", "bmt-os", "bmt-dfs", "bmt-relapse", "bmt-platelet",
		"golden", "proportion"} {
		if rows[name] == 0 {
			t.Errorf("no reference values of %s", name)
		}
	}
	seen := make(map[[3]string]bool)
	for _, s := range report.Sets {
		if key := [3]string{s.Dataset, s.Analysis, s.Method}; seen[key] {
			t.Errorf("%v comes twice", key)
		} else {
			seen[key] = true
		}
		byKind := 0
		for _, c := range s.Conventions {
			byKind += c.Values
		}
		if byKind != s.Convention || s.Held+s.Convention+len(s.Short) != s.Values {
			t.Errorf("%s %s %s: counts do not add up: %+v", s.Dataset, s.Analysis, s.Method, s)
		}
		rows[s.Dataset] -= s.Values
	}
	for name, left := range rows {
		if left != 0 {
			t.Errorf("%s: %d rows in no set", name, left)
		}
	}
}

// A thousandth more, or a number where R has none, is found in every value,
// those that differ by convention included.
func TestEveryFalsifiedValueIsNamed(t *testing.T) {
	report := mustRun(t, reading(func(r *reference) {
		if v := &r.Value.Value; math.IsNaN(*v) {
			*v = 0.5
		} else {
			*v += 1e-3 + 1e-3*math.Abs(*v)
		}
	}))
	values := 0
	for _, s := range report.Sets {
		values += s.Values
		if s.Held != 0 || s.Convention != 0 || len(s.Short) != s.Values {
			t.Errorf("%s %s %s: %d held, %d by convention, %d of %d short", s.Dataset, s.Analysis, s.Method, s.Held,
				s.Convention, len(s.Short), s.Values)
		}
	}
	if values < 3000 || report.Holds() {
		t.Errorf("%d values, holds: %t", values, report.Holds())
	}
}

func TestFewFalsifiedValuesAreNamed(t *testing.T) {
	falsified := []Value{
		{Dataset: "golden", Analysis: "gray", Method: "cause=2;rho=1", Quantity: "stat"},
		// past follow-up
		{Dataset: "ten", Analysis: "km", Method: "greenwood", Group: "compatible", Quantity: "survival", At: "600"},
		{Dataset: "veteran", Analysis: "cox", Method: "efron", Group: "karno", Quantity: "coef"},
	}
	report := mustRun(t, reading(func(r *reference) {
		v := r.Value
		if v.Value = 0; slices.Contains(falsified, v) {
			r.Value.Value *= 1 + 2e-7
		}
	}))
	if report.Holds() {
		t.Error("the report holds")
	}
	var named []Value
	for _, s := range report.Sets {
		for _, short := range s.Short {
			if short.Reason != Differs || !(short.Difference > s.Tolerance.Size) || s.Largest != short.Difference {
				t.Errorf("%+v, largest difference %g", short, s.Largest)
			}
			short.Value.Value = 0
			named = append(named, short.Value)
		}
	}
	if !slices.Equal(named, falsified) {
		t.Errorf("named %v, falsified %v", named, falsified)
	}
}

func TestWhatNothingRecomputesFallsShort(t *testing.T) {
	tests := map[string]Value{
		"analysis":   {"lung", "bayes", "prior", "all", "survival", "30", .9},
		"method":     {"lung", "km", "hall-wellner", "all", "lower", "30", .9},
		"cause":      {"bmt-relapse", "cif", "cause=9", "all", "incidence", "30", .1},
		"group":      {"lung", "km", "greenwood", "unknown", "survival", "30", .9},
		"quantity":   {"lung", "km", "greenwood", "all", "skewness", "30", .9},
		"time":       {"lung", "km", "greenwood", "all", "survival", "soon", .9},
		"test":       {"lung", "logrank", "rho=0", "", "z", "", .9},
		"test group": {"lung", "logrank", "rho=0", "group=unknown", "observed", "", 9},
		"term":       {"lung", "cox", "efron", "height", "coef", "", .1},
		"of a term":  {"lung", "cox", "efron", "age", "skewness", "", .1},
		"zph term":   {"lung", "zph", "km", "height", "chisq", "", .1},
		"mean":       {"lung", "km", "rmst", "all", "variance", "730", .1},
		"proportion": {"proportion", "proportion", "clopper-pearson", "all", "lower", "", .1},
		"data set":   {"nobody", "km", "greenwood", "all", "survival", "30", .9},
	}
	for name, v := range tests {
		l := layoutOf(v.Dataset)
		d := &dataset{layout: l} // nobody has no columns either
		if l.methods != nil {
			var err error
			if d, err = newDataset(l); err != nil {
				t.Fatal(err)
			}
		}
		set, err := recomputeSet(d, []reference{{Value: v}})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(set.Short) != 1 || set.Short[0].Reason != NotRecomputed || set.Short[0].Value != v {
			t.Errorf("%s: %+v", name, set)
		}
		if (&Report{Sets: []Set{set}}).Holds() {
			t.Errorf("%s: holds", name)
		}
	}
}

// A convention is held to both sides: to what it promises of our number, and to
// what R's makes of our estimates.
func TestConventionsAreHeldToBothSides(t *testing.T) {
	nan := math.NaN()
	for _, test := range []struct {
		convention Convention
		r          float64
		ours       float64
		theirs     float64
		want       bool
	}{
		{PastFollowUp, .8, nan, .8, true},
		{PastFollowUp, .8, .8, .8, false}, // ours should be null
		{PastFollowUp, .8, nan, .7, false},
		{ExactAtEdge, nan, .69, nan, true},
		{ExactAtEdge, 1, .69, 1, true},
		{ExactAtEdge, 1, nan, 1, false},
		{NoEvent, 0, nan, 0, true},
		{NoEvent, 0, 0, 0, false},
		{NobodyFollowed, nan, 0, nan, true},
		{NobodyFollowed, nan, .1, nan, false},
	} {
		s := Set{Tolerance: closedForm(), Values: 1}
		s.judge(reference{Value: Value{Value: test.r}}, answer{test.ours, test.convention, test.theirs})
		if got := s.Convention == 1 && len(s.Short) == 0; got != test.want {
			t.Errorf("%+v: %+v", test, s)
		}
	}
}

func everySetSaysWhatMadeIt(t *testing.T, report *Report) {
	kinds := make(map[Convention]int)
	for _, s := range report.Sets {
		if s.Source.Package == "" || s.Source.Version == "" || s.Source.Call == "" || s.Tolerance.Reason == "" {
			t.Errorf("%s %s %s: source %v, tolerance %v", s.Dataset, s.Analysis, s.Method, s.Source, s.Tolerance)
		}
		if strings.Contains(s.Source.Call, "RESPONSE") || strings.Contains(s.Source.Call, "TERMS") {
			t.Errorf("call %s", s.Source.Call)
		}
		for _, c := range s.Conventions {
			kinds[c.Convention] += c.Values
		}
	}
	for _, c := range []Convention{PastFollowUp, ExactAtEdge, NoEvent, NobodyFollowed} {
		if kinds[c] == 0 {
			t.Errorf("no value differs by %s: it has no use", c)
		}
	}
	t.Logf("by convention: %v", kinds)
}

func TestTolerance(t *testing.T) {
	nan := math.NaN()
	for _, test := range []struct {
		tolerance Tolerance
		ours, r   float64
		decimals  int
		want      bool
	}{
		{closedForm(), 1 + 9e-10, 1, 0, true},
		{closedForm(), 1 + 2e-9, 1, 0, false},
		{closedForm(), 200 * (1 + 9e-10), 200, 0, true},
		{closedForm(), 9e-10, 0, 0, true},
		{rootSearch(), .01 + 1e-4, .01, 0, true},
		{rootSearch(), .01 + 2e-4, .01, 0, false},
		{printedDigits(), .12344, .123, 3, true},
		{printedDigits(), .12356, .123, 3, false},
		{printedDigits(), 6.4, 6, 0, true},
		{closedForm(), nan, nan, 0, true},
		{closedForm(), nan, 1, 0, false},
		{closedForm(), 1, nan, 0, false},
		{closedForm(), math.Inf(1), 1, 0, false},
	} {
		r := reference{Value{Value: test.r}, test.decimals}
		if got := test.tolerance.holds(test.ours, r); got != test.want {
			t.Errorf("%+v: %t", test, got)
		}
	}
}

func TestReportWithoutValuesDoesNotHold(t *testing.T) {
	if (&Report{}).Holds() || (&Report{Sets: []Set{{}}}).Holds() {
		t.Error("a report without a value holds")
	}
}

func BenchmarkRun(b *testing.B) {
	for b.Loop() {
		if _, err := Run(); err != nil {
			b.Fatal(err)
		}
	}
}
