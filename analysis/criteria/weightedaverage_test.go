package criteria

import (
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"testing"
)

var ti12 = WeightedAverage{After: 60, AtLeast: 9, Days: 365, Values: 5, Gap: 183}

// steady are values of one height on days.
func steady(x float64, days ...float64) []Value {
	var values []Value
	for _, day := range days {
		values = append(values, Number(day, x))
	}
	return values
}

func and(parts ...[]Value) []Value {
	var all []Value
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}

// Each threshold on its day or value, and one day or one unit off. Every course has its
// last red cells on day 10, so that s may be day 70 and e day 435.
func TestWeightedAverageByHand(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	middle := []float64{160, 250, 340}
	for _, c := range []struct {
		name     string
		red      []float64
		values   []Value
		end      float64
		met      Answer
		s, e     float64
		average  float64
		knownTo  float64
		isSparse bool
	}{
		{"s 60 days after, e 365 days after it", []float64{10},
			and(steady(9, 70), steady(9, middle...), steady(9, 435)), 435, Yes, 70, 435, 9, 435, false},
		{"a value on day 69 is none to begin with", []float64{10},
			and(steady(9, 69), steady(9, middle...), steady(9, 434)), 434, No, nan, nan, nan, 434, false},
		{"e a day early is not yet", []float64{10},
			and(steady(9, 70), steady(9, middle...), steady(9, 434)), 434, No, nan, nan, nan, 434, false},
		{"s needs 9, not 8.9: the next begins", []float64{10},
			and(steady(8.9, 70), steady(9, 160, 250, 340, 435, 525)), 525, Yes, 160, 525, 9, 525, false},
		{"never transfused: day 0 opens", nil,
			and(steady(12, 60), steady(12, 150, 240, 330), steady(12, 425)), 425, Yes, 60, 425, 12, 425, false},
		{"red cells on e itself", []float64{10, 435},
			and(steady(9, 70), steady(9, middle...), steady(9, 435)), 435, No, nan, nan, nan, 435, false},
		{"red cells the day after e are no matter", []float64{10, 436},
			and(steady(9, 70), steady(9, middle...), steady(9, 435)), 436, Yes, 70, 435, 9, 435, false},
		{"the end a day before e", []float64{10},
			and(steady(9, 70), steady(9, middle...), steady(9, 435)), 434, No, nan, nan, nan, 340, false},
		{"neighbours 183 days apart", []float64{10},
			steady(9, 70, 253, 300, 400, 435), inf, Yes, 70, 435, 9, 435, false},
		{"neighbours 184 days apart", []float64{10},
			steady(9, 70, 254, 300, 400, 435), inf, No, nan, nan, nan, 70, true},
		{"a gap before there is an e", []float64{10}, steady(9, 70, 100, 284), inf, No, nan, nan, nan, 100, true},
		{"a gap before s is no matter", []float64{10},
			and(steady(8, 70), steady(9, 400, 500, 600, 700, 765)), inf, Yes, 400, 765, 9, 765, false},
		{"four values are too few", []float64{10}, steady(9, 70, 250, 400, 435), inf, No, nan, nan, nan, 400, true},
		{"lowest of a day", []float64{10},
			and(steady(10, 70), steady(8, 70), steady(9, 160, 250, 340, 435, 525)), inf, Yes, 160, 525, 9, 525, false},
		{"nothing measured", []float64{10}, steady(9, -30), inf, Open, nan, nan, nan, nan, false},
		// (9 + 9)/2 · 90 + (9 + 8)/2 · 90 + (8 + 9)/2 · 90 + (9 + 9)/2 · 95 = 3195; /365 < 9;
		// then from day 160: (9 + 8 + 8 + 9)/2 · 90 + 9 · 95 + (9 + 11)/2 · 90 = 3285 = 9 · 365
		{"under the average, then the next s", []float64{10},
			and(steady(9, 70, 160), steady(8, 250), steady(9, 340, 435), steady(11, 525)), inf, Yes, 160, 525, 9, 525,
			false},
		{"a tenth less there", []float64{10},
			and(steady(9, 70, 160), steady(8, 250), steady(9, 340, 435), steady(10.9, 525)), inf, No, nan, nan, nan, 525,
			false},
		{"transfused again: the days begin anew", []float64{10, 200},
			steady(9, 70, 130, 190, 260, 340, 420, 500, 560, 625), inf, Yes, 260, 625, 9, 625, false},
		// any value under 7 gives an average under 9 by its highest, or over it by its lowest
		{"a bound that decides nothing", []float64{10},
			and(steady(12, 70), []Value{{Day: 160, High: 7}}, steady(12, 250, 340, 435)), inf, Yes, 70, 435,
			(12./2*90 + 12./2*90 + 12*185) / 365, 435, false},
		{"a bound that does", []float64{10},
			and(steady(9, 70), []Value{{Day: 160, Low: math.Inf(-1), High: 12}}, steady(9, 250, 340, 435)), inf, Open, nan, 160,
			nan, nan, false},
	} {
		got := ti12.Judge(c.red, c.values, c.end)
		if got.Met != c.met || got.Sparse != c.isSparse || !same(got.Start, c.s) || !same(got.Day, c.e) ||
			!same(got.Average, c.average) || !same(got.KnownTo, c.knownTo) {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
}

func same(a, b float64) bool {
	return math.Abs(a-b) <= 1e-10*math.Max(1, math.Abs(b)) || math.IsNaN(a) && math.IsNaN(b)
}

// The courses of testdata/weightedaverage.R.
func TestWeightedAverageEqualsR(t *testing.T) {
	values, end := map[float64][]Value{}, map[float64]float64{}
	for _, r := range numbers(t, "testdata/weightedaverage.csv") {
		values[r[0]] = append(values[r[0]], Number(r[2], r[3]))
		end[r[0]] = r[1]
	}
	redCells := map[float64][]float64{}
	for _, r := range numbers(t, "testdata/weightedaverage_redcells.csv") {
		redCells[r[0]] = append(redCells[r[0]], r[1])
	}
	met, sparse := 0, 0
	for _, r := range numbers(t, "testdata/weightedaverage_reference.csv") {
		got := ti12.Judge(redCells[r[0]], values[r[0]], end[r[0]])
		opened, s, e, mean := r[1], r[2], r[3], r[4]
		switch {
		case !math.IsNaN(e):
			met++
			if got.Met != Yes || got.Opened != opened || got.Start != s || got.Day != e || !same(got.Average, mean) {
				t.Errorf("course %g: %+v, R %v", r[0], got, r)
			}
		case got.Met != No || got.KnownTo != r[5] || got.Sparse != (r[6] == 1):
			t.Errorf("course %g: %+v, R %v", r[0], got, r)
		case got.Sparse:
			sparse++
		}
	}
	if met < 20 || sparse < 10 {
		t.Errorf("only %d met, %d sparse", met, sparse)
	}
}

// numbers are the rows of a file of numbers; NA is NaN.
func numbers(t *testing.T, file string) [][]float64 {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	records, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]float64
	for _, record := range records[1:] {
		row := make([]float64, len(record))
		for i, cell := range record {
			if row[i] = math.NaN(); cell == "NA" {
				continue
			}
			if row[i], err = strconv.ParseFloat(cell, 64); err != nil {
				t.Fatal(err)
			}
		}
		rows = append(rows, row)
	}
	return rows
}
