package survival

import (
	"encoding/csv"
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

func meanOf(t *testing.T, x Recurrences) *MeanCumulative {
	t.Helper()
	m, err := MeanCumulativeNumber(x, Settings{})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// fourCases by hand. Case 0 dies on day 5, on which case 3 has three units; case 1 has
// its unit on the day of its censoring.
func fourCases() Recurrences {
	return Recurrences{End: []float64{5, 3, 8, 10}, Dead: []bool{true, false, true, false},
		Case: []int{2, 0, 3, 1, 2}, Time: []float64{6, 1, 5, 3, 1}, Amount: []float64{2, 2, 3, 1, 1}}
}

func TestMeanCumulativeNumberByHand(t *testing.T) {
	m := meanOf(t, fourCases())
	for _, c := range []struct{ time, mean, variance float64 }{
		{1, 3. / 4, math.NaN()}, // 3 units among 4
		{3, 1, 1. / 8},          // ψ = 4/16, 0, 0, -4/16
		{5, 2, math.NaN()},      // all three alive just before the death share 3 units
		{6, 8. / 3, 31. / 216},  // S = 2/3, 2 units among 2; ψ = -11/36, 0, 4/36, 7/36
		{7, 8. / 3, 31. / 216},
		{10, 8. / 3, math.NaN()},
	} {
		p := m.At(c.time)
		if math.Abs(p.Estimate-c.mean) > 1e-14 {
			t.Errorf("day %v: %v, want %v", c.time, p.Estimate, c.mean)
		}
		if math.Abs(p.StdErr*p.StdErr-c.variance) > 1e-14 {
			t.Errorf("day %v: variance %v, want %v", c.time, p.StdErr*p.StdErr, c.variance)
		}
	}
	if p := m.At(6); p.AtRisk != 2 || !math.IsNaN(p.Lower) || p.Reason != ReasonSmallGroup {
		t.Errorf("day 6: %+v", p)
	}
	// five times the same four cases: the variance is a fifth; t of 19 degrees of freedom
	var x Recurrences
	for k := range 5 {
		one := fourCases()
		x.End, x.Dead = append(x.End, one.End...), append(x.Dead, one.Dead...)
		x.Time, x.Amount = append(x.Time, one.Time...), append(x.Amount, one.Amount...)
		for _, i := range one.Case {
			x.Case = append(x.Case, i+4*k)
		}
	}
	h := 2.093024054408263 * math.Sqrt(31./216/5) * 3 / 8
	p := meanOf(t, x).At(6)
	if math.Abs(p.Lower-8./3*math.Exp(-h)) > 1e-9 || math.Abs(p.Upper-8./3*math.Exp(h)) > 1e-9 || p.Reason != "" {
		t.Errorf("day 6 of 20: %+v", p)
	}
}

func TestMeanCumulativeNumberSaysWhyItIsNot(t *testing.T) {
	m := meanOf(t, fourCases())
	if p := m.At(0); p.Estimate != 0 || p.Reason != ReasonNoEvent || !math.IsNaN(p.Upper) {
		t.Errorf("before anything: %+v", p)
	}
	if p := m.At(10.5); p.Reason != ReasonPastFollowUp || !math.IsNaN(p.Estimate) {
		t.Errorf("past the follow-up: %+v", p)
	}
	x := fourCases()
	x.Dead = []bool{true, true, true, true}
	if p := meanOf(t, x).At(500); p.Estimate != 9./4 {
		t.Errorf("after the death of all: %+v", p)
	}
	if p := meanOf(t, Recurrences{}).At(1); p.Reason != ReasonNoCase {
		t.Errorf("nobody: %+v", p)
	}
	same := Recurrences{End: []float64{5, 5}, Dead: []bool{false, false}, Case: []int{0, 1}, Time: []float64{2, 2},
		Amount: []float64{3, 3}}
	if p := meanOf(t, same).At(4); p.Estimate != 3 || p.Reason != ReasonNoInterval || !math.IsNaN(p.StdErr) {
		t.Errorf("three to each: %+v", p)
	}
	for name, spoil := range map[string]func(*Recurrences){
		"after the end": func(x *Recurrences) { x.Time[0] = 9 },
		"before day 0":  func(x *Recurrences) { x.Time[0] = -1 },
		"of nobody":     func(x *Recurrences) { x.Case[0] = 4 },
		"no number":     func(x *Recurrences) { x.Amount[0] = math.NaN() },
		"endless":       func(x *Recurrences) { x.End[0] = math.Inf(1) },
		"shorter":       func(x *Recurrences) { x.Dead = x.Dead[1:] },
	} {
		x := fourCases()
		spoil(&x)
		if _, err := MeanCumulativeNumber(x, Settings{}); !errors.Is(err, ErrRecurrences) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// testdata/meancumulative.R: the mean to rounding, the error to that of its numerical
// derivative, and the published variance within 1 %.
func TestMeanCumulativeNumberEqualsR(t *testing.T) {
	cases, rows := numbersIn(t, "meancumulative-cases.csv"), numbersIn(t, "meancumulative-rows.csv")
	var x Recurrences
	for _, c := range cases {
		x.End, x.Dead = append(x.End, c[1]), append(x.Dead, c[2] == 1)
	}
	for _, r := range rows {
		x.Case, x.Time, x.Amount = append(x.Case, int(r[0])-1), append(x.Time, r[1]), append(x.Amount, r[2])
	}
	m := meanOf(t, x)
	reference := numbersIn(t, "meancumulative.csv")
	for _, r := range reference {
		p := m.At(r[0])
		if math.Abs(p.Estimate/r[1]-1) > 1e-13 || math.Abs(p.StdErr/r[2]-1) > 1e-7 || math.Abs(p.StdErr/r[3]-1) > 0.01 {
			t.Errorf("day %v: %v (%v), want %v (%v, %v)", r[0], p.Estimate, p.StdErr, r[1], r[2], r[3])
		}
	}
	if len(reference) != 6 || len(cases) != 60 {
		t.Errorf("%d times of %d cases", len(reference), len(cases))
	}
}

// numbersIn reads a table of numbers without its head.
func numbersIn(t *testing.T, name string) [][]float64 {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	records, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var table [][]float64
	for _, record := range records[1:] {
		row := make([]float64, len(record))
		for i, cell := range record {
			if row[i], err = strconv.ParseFloat(cell, 64); err != nil {
				t.Fatal(err)
			}
		}
		table = append(table, row)
	}
	return table
}

// Without deaths it is the mean of those at risk, and what happens later changes
// nothing before it; the order of cases and rows changes nothing.
func TestMeanCumulativeNumberProperties(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 16))
	for range 200 {
		x := drawRecurrences(random, 12, 0.02)
		whole := meanOf(t, x)
		shuffled := Recurrences{}
		place := random.Perm(len(x.End))
		shuffled.End, shuffled.Dead = make([]float64, len(place)), make([]bool, len(place))
		for i, to := range place {
			shuffled.End[to], shuffled.Dead[to] = x.End[i], x.Dead[i]
		}
		early := Recurrences{}
		for i, end := range x.End {
			early.End, early.Dead = append(early.End, min(end, 40)), append(early.Dead, x.Dead[i] && end <= 40)
		}
		for _, k := range random.Perm(len(x.Case)) {
			shuffled.Case = append(shuffled.Case, place[x.Case[k]])
			shuffled.Time, shuffled.Amount = append(shuffled.Time, x.Time[k]), append(shuffled.Amount, x.Amount[k])
			if x.Time[k] <= 40 {
				early.Case = append(early.Case, x.Case[k])
				early.Time, early.Amount = append(early.Time, x.Time[k]), append(early.Amount, x.Amount[k])
			}
		}
		for name, other := range map[string]Recurrences{"shuffled": shuffled, "cut at day 40": early} {
			p, q := whole.At(40), meanOf(t, other).At(40)
			if math.Abs(p.Estimate-q.Estimate) > 1e-12 || math.Abs(p.StdErr-q.StdErr) > 1e-12 || p.Reason != q.Reason {
				t.Fatalf("%s: %+v, want %+v", name, q, p)
			}
		}
	}
}

// drawRecurrences are n cases on whole days: units at 0.1 a day times a gamma frailty
// of mean 1 and variance 1/2, which also multiplies the hazard of death.
func drawRecurrences(random *rand.Rand, n int, death float64) Recurrences {
	var x Recurrences
	for i := range n {
		frailty := (random.ExpFloat64() + random.ExpFloat64()) / 2
		end, dead := 20+100*random.Float64(), false
		if dies := random.ExpFloat64() / (death * frailty); dies < end {
			end, dead = dies, true
		}
		x.End, x.Dead = append(x.End, end), append(x.Dead, dead)
		for at := random.ExpFloat64() / (0.1 * frailty); at <= end; at += random.ExpFloat64() / (0.1 * frailty) {
			x.Case, x.Time, x.Amount = append(x.Case, i), append(x.Time, at), append(x.Amount, float64(1+random.IntN(2)))
		}
	}
	return x
}

// The truth of drawRecurrences: given frailty z, units come at 0.15z a day while alive,
// so that E(z(1 − exp(−λzt))/(λz)) · 0.15 = 0.15/λ · (1 − E exp(−λzt)) and
// E exp(−λzt) = (1 + λt/2)^−2.
func TestMeanCumulativeNumberOfAKnownTruth(t *testing.T) {
	random := rand.New(rand.NewPCG(2000, 56))
	const death, day, draws, n = 0.01, 60, 600, 60
	truth := 0.15 / death * (1 - math.Pow(1+death*day/2, -2))
	sum, squares, errs, covered := 0., 0., 0., 0
	for range draws {
		p := meanOf(t, drawRecurrences(random, n, death)).At(day)
		sum, squares, errs = sum+p.Estimate, squares+p.Estimate*p.Estimate, errs+p.StdErr
		if p.Lower <= truth && truth <= p.Upper {
			covered++
		}
	}
	mean := sum / draws
	spread := math.Sqrt(squares/draws - mean*mean)
	if math.Abs(mean-truth) > 4*spread/math.Sqrt(draws) {
		t.Errorf("mean %v, want %v", mean, truth)
	}
	if ratio := errs / draws / spread; math.Abs(ratio-1) > 0.1 {
		t.Errorf("standard errors are %v times the spread", ratio)
	}
	if share := float64(covered) / draws; share < 0.92 || share > 0.98 {
		t.Errorf("coverage %v", share)
	}
}
