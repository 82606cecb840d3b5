package survival_test

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"graftstat/analysis/survival"
	"graftstat/analysis/verify"
)

// comparisonTolerance is relative. R prints 15 digits; its sums run in another order.
const comparisonTolerance = 1e-9

func comparisonClose(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= comparisonTolerance*math.Abs(want)) && !(math.Abs(got-want) < 1e-300) {
		t.Errorf("%s = %.15g, want %.15g", what, got, want)
	}
}

func comparisonNumber(t *testing.T, cell string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(cell, 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func comparisonTable(t *testing.T, o survival.Observations, groups, causes int) *survival.Table {
	t.Helper()
	table, err := survival.NewTable(o, groups, causes)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// comparisonSet is a data set with its groups numbered in the order of R's levels.
type comparisonSet struct {
	survival.Observations
	strata []int32
	groups []string
}

func (s comparisonSet) tables(t *testing.T, causes int, stratified bool) []*survival.Table {
	t.Helper()
	var tables []*survival.Table
	parts := make(map[int32]survival.Observations)
	for i, time := range s.Time {
		stratum := int32(0)
		if stratified {
			stratum = s.strata[i]
		}
		o := parts[stratum]
		o.Time, o.Cause, o.Group = append(o.Time, time), append(o.Cause, s.Cause[i]), append(o.Group, s.Group[i])
		parts[stratum] = o
	}
	for stratum := range int32(100) {
		if o := parts[stratum]; o.Time != nil {
			tables = append(tables, comparisonTable(t, o, len(s.groups), causes))
		}
	}
	return tables
}

// comparisonVerify is a data set of the package verify.
func comparisonVerify(t *testing.T, name string) comparisonSet {
	t.Helper()
	columns, err := verify.Columns(name)
	if err != nil {
		t.Fatal(err)
	}
	return comparisonColumns(t, columns)
}

func comparisonColumns(t *testing.T, columns map[string][]string) comparisonSet {
	t.Helper()
	s := comparisonSet{groups: slices.Compact(slices.Sorted(slices.Values(columns["group"])))}
	if len(s.groups) < 2 {
		t.Fatal("a data set without groups")
	}
	for i, time := range columns["time"] {
		group, _ := slices.BinarySearch(s.groups, columns["group"][i])
		s.Time = append(s.Time, comparisonNumber(t, time))
		s.Cause = append(s.Cause, uint8(comparisonNumber(t, columns["status"][i])))
		s.Group = append(s.Group, int32(group))
		if stratum := columns["stratum"]; stratum != nil {
			s.strata = append(s.strata, int32(comparisonNumber(t, stratum[i])))
		}
	}
	return s
}

// comparisonRows are the rows of a file of testdata by column.
func comparisonRows(t *testing.T, name string) []map[string]string {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var all []map[string]string
	for _, r := range rows[1:] {
		row := make(map[string]string)
		for j, name := range rows[0] {
			row[name] = r[j]
		}
		all = append(all, row)
	}
	return all
}

// comparisonSets are the data sets of testdata/comparison-data.csv.
func comparisonSets(t *testing.T) map[string]comparisonSet {
	t.Helper()
	columns := make(map[string]map[string][]string)
	for _, row := range comparisonRows(t, "comparison-data.csv") {
		set := columns[row["dataset"]]
		if set == nil {
			set = make(map[string][]string)
			columns[row["dataset"]] = set
		}
		for name, cell := range row {
			set[name] = append(set[name], cell)
		}
	}
	sets := make(map[string]comparisonSet)
	for name, c := range columns {
		sets[name] = comparisonColumns(t, c)
	}
	return sets
}

// comparisonValues calls check with each value of testdata/comparison.csv of
// one of the tests. It fails if there is none.
func comparisonValues(t *testing.T, tests []string, check func(t *testing.T, s comparisonSet, row map[string]string)) {
	t.Helper()
	sets, n := comparisonSets(t), 0
	for _, row := range comparisonRows(t, "comparison.csv") {
		if !slices.Contains(tests, row["test"]) {
			continue
		}
		n++
		name := row["dataset"] + "/" + row["test"] + "/cause=" + row["cause"] + ",rho=" + row["rho"] + ",stratified=" +
			row["stratified"] + "," + row["at"]
		t.Run(name, func(t *testing.T) { check(t, sets[row["dataset"]], row) })
	}
	if n == 0 {
		t.Fatal("no value was checked")
	}
}

// The five kinds of change that no test statistic may follow (trap T25).
func comparisonInvariant(t *testing.T, test func(tables []*survival.Table) survival.TestResult) {
	t.Helper()
	sets := comparisonSets(t)
	for _, name := range []string{"ties", "untied", "early", "used"} {
		s := sets[name]
		want := test(s.tables(t, 2, true))
		if want.Reason != "" {
			t.Fatalf("%s: %s", name, want.Reason)
		}
		n := len(s.Time)
		rescaled, relabelled, reversed, wider := s, s, s, s
		rescaled.Time = slices.Clone(s.Time)
		relabelled.Group = slices.Clone(s.Group)
		reversed.Observations = survival.Observations{}
		reversed.strata = nil
		for i := range n {
			rescaled.Time[i] /= 365.25
			relabelled.Group[i] = int32(len(s.groups)) - 1 - s.Group[i]
			j := n - 1 - i
			reversed.Time, reversed.Cause = append(reversed.Time, s.Time[j]), append(reversed.Cause, s.Cause[j])
			reversed.Group, reversed.strata = append(reversed.Group, s.Group[j]), append(reversed.strata, s.strata[j])
		}
		wider.groups = append(slices.Clone(s.groups), "nobody")
		for change, changed := range map[string]comparisonSet{
			"rescaled": rescaled, "relabelled": relabelled, "reversed": reversed, "an empty group": wider,
		} {
			got := test(changed.tables(t, 2, true))
			comparisonClose(t, name+" "+change+": statistic", got.Statistic, want.Statistic)
			comparisonClose(t, name+" "+change+": p", got.P, want.P)
			if len(got.Groups) != len(want.Groups) {
				t.Errorf("%s %s: groups %v, want %v", name, change, got.Groups, want.Groups)
			}
		}
	}
}

func TestWithheldKeepsTheStatistic(t *testing.T) {
	r := survival.TestResult{Statistic: 4, DF: 1, P: .04, PAdjusted: .08}.Withheld(survival.ReasonMinGroup)
	if r.Statistic != 4 || !math.IsNaN(r.P) || !math.IsNaN(r.PAdjusted) || r.Reason != survival.ReasonMinGroup {
		t.Errorf("got %+v", r)
	}
}
