package describe_test

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"graftstat/analysis/describe"
)

// tolerance is relative. R's qbeta stops at 1e-10 for the smallest proportions.
const tolerance = 1e-9

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance*math.Abs(want)) && !(math.Abs(got-want) < 1e-14) {
		t.Errorf("%s = %.15g, want %.15g", what, got, want)
	}
}

func number(t *testing.T, cell string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(cell, 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func numbers(t *testing.T, input string) [][]float64 {
	t.Helper()
	var groups [][]float64
	for _, group := range strings.Split(input, "|") {
		var g []float64
		for _, cell := range strings.Fields(group) {
			g = append(g, number(t, cell))
		}
		groups = append(groups, g)
	}
	return groups
}

func counts(t *testing.T, input string) [][]int {
	t.Helper()
	var rows [][]int
	for _, group := range numbers(t, input) {
		var row []int
		for _, x := range group {
			row = append(row, int(x))
		}
		rows = append(rows, row)
	}
	return rows
}

// values calls check with each value of testdata/describe.csv of a test. It
// fails if there is none.
func values(t *testing.T, test string, check func(t *testing.T, input, setting, quantity string, want float64)) {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", "describe.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, r := range rows[1:] {
		if r[0] == test {
			n++
			check(t, r[1], r[2], r[3], number(t, r[4]))
		}
	}
	if n == 0 {
		t.Fatalf("no value of %s", test)
	}
}

// comparisonEquals holds a comparison against the values of a test.
func comparisonEquals(t *testing.T, test string, method describe.Method,
	compare func(input string) describe.Comparison) {
	t.Helper()
	values(t, test, func(t *testing.T, input, _, quantity string, want float64) {
		c := compare(input)
		if c.Method != method || c.Reason != "" {
			t.Errorf("%s of %s: method %q, reason %q", test, input, c.Method, c.Reason)
		}
		got, known := map[string]float64{"statistic": c.Statistic, "df": c.DF, "p": c.P}[quantity]
		if !known {
			t.Fatalf("quantity %q", quantity)
		}
		near(t, test+" of "+input+": "+quantity, got, want)
	})
}

func missing(t *testing.T, what string, c describe.Comparison, want describe.Reason) {
	t.Helper()
	if c.Reason != want || !math.IsNaN(c.P) {
		t.Errorf("%s: p %g, reason %q, want %q", what, c.P, c.Reason, want)
	}
}
