package monitor_test

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"graftstat/analysis/monitor"
)

// tolerance is relative.
const tolerance = 1e-9

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance*math.Max(math.Abs(want), 1e-3)) {
		t.Errorf("%s = %.15g, want %.15g", what, got, want)
	}
}

// missing holds a number that does not exist against its reason.
func missing(t *testing.T, what string, x float64, got, want monitor.Reason) {
	t.Helper()
	if !math.IsNaN(x) || got != want {
		t.Errorf("%s: %g, reason %q, want NaN, %q", what, x, got, want)
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

// columns are the numbers of an input of testdata/monitor.csv.
func columns(t *testing.T, input string) [][]float64 {
	t.Helper()
	var all [][]float64
	for _, column := range strings.Split(input, "|") {
		var c []float64
		for _, cell := range strings.Fields(column) {
			c = append(c, number(t, cell))
		}
		all = append(all, c)
	}
	return all
}

func bools(x []float64) []bool {
	b := make([]bool, len(x))
	for i := range x {
		b[i] = x[i] == 1
	}
	return b
}

// A block is a computation of R: one input and setting, and what came out.
type block struct {
	input   [][]float64
	setting string
	values  map[string]float64
}

// blocks are those of a test in testdata/monitor.csv; it fails if there is none.
func blocks(t *testing.T, test string) []block {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", "monitor.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var found []block
	for _, r := range rows[1:] {
		if r[0] != test {
			continue
		}
		if r[1] != "" {
			found = append(found, block{columns(t, r[1]), r[2], map[string]float64{}})
		}
		found[len(found)-1].values[r[3]] = number(t, r[4])
	}
	if len(found) == 0 {
		t.Fatalf("no value of %s", test)
	}
	return found
}

// equals holds every value of a block against what was computed.
func (b block) equals(t *testing.T, what string, got map[string]float64) {
	t.Helper()
	for quantity, want := range b.values {
		x, known := got[quantity]
		if !known {
			t.Fatalf("%s: no %s", what, quantity)
		}
		near(t, what+" "+b.setting+": "+quantity, x, want)
	}
}
