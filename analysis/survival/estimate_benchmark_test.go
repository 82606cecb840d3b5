package survival_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"graftstat/analysis/survival"
)

// invented are n cases of 4 groups and 2 causes, followed up to ten years, in
// whole days or with fractions of a day.
func invented(n int, whole bool) survival.Observations {
	r := rand.New(rand.NewPCG(1, uint64(n)))
	o := survival.Observations{Time: make([]float64, n), Cause: make([]uint8, n), Group: make([]int32, n)}
	for i := range n {
		o.Time[i] = math.Min(r.ExpFloat64()*1200, 3650*r.Float64())
		if whole {
			o.Time[i] = math.Floor(o.Time[i])
		}
		o.Cause[i], o.Group[i] = uint8(r.IntN(3)), int32(r.IntN(4))
	}
	return o
}

// sizes runs a benchmark for 10², 10⁴ and 10⁶ cases, in days and with fractions.
func sizes(b *testing.B, run func(b *testing.B, o survival.Observations)) {
	for _, whole := range []bool{true, false} {
		for _, n := range []int{1e2, 1e4, 1e6} {
			o := invented(n, whole)
			b.Run(fmt.Sprintf("whole=%v/n=%d", whole, n), func(b *testing.B) {
				b.ReportAllocs()
				run(b, o)
			})
		}
	}
}

func table(b testing.TB, o survival.Observations) *survival.Table {
	b.Helper()
	t, err := survival.NewTable(o, 4, 2)
	if err != nil {
		b.Fatal(err)
	}
	return t
}

func BenchmarkNewTable(b *testing.B) {
	sizes(b, func(b *testing.B, o survival.Observations) {
		for b.Loop() {
			table(b, o)
		}
	})
}

// From the columns to the curves of all 4 groups, with log-log intervals.
func BenchmarkKaplanMeier(b *testing.B) {
	sizes(b, func(b *testing.B, o survival.Observations) {
		for b.Loop() {
			t := table(b, o)
			for g := range 4 {
				if _, err := survival.KaplanMeier(t, g, survival.Settings{Interval: survival.LogLog}); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}

// From the columns to both causes' curves of all 4 groups, with Aalen's variance.
func BenchmarkCumulativeIncidence(b *testing.B) {
	sizes(b, func(b *testing.B, o survival.Observations) {
		for b.Loop() {
			t := table(b, o)
			for g := range 4 {
				for cause := 1; cause <= 2; cause++ {
					if _, err := survival.CumulativeIncidence(t, g, cause,
						survival.Settings{Interval: survival.LogLog}); err != nil {
						b.Fatal(err)
					}
				}
			}
		}
	})
}

// From the rows of n cases, two states that may be lost and one that may not,
// to the probability of each with its error.
func BenchmarkStateOccupation(b *testing.B) {
	for _, n := range []int{1e2, 1e4, 1e6} {
		r := rand.New(rand.NewPCG(2, uint64(n)))
		var x survival.Transitions
		for len(x.Case) < n {
			id, from, start := int32(len(x.Case)), uint8(1), 0.0
			for {
				stop, to := start+1+math.Floor(r.ExpFloat64()*100), uint8(r.IntN(4))
				if to == from {
					to = 0
				}
				x.Case, x.From, x.To = append(x.Case, id), append(x.From, from), append(x.To, to)
				x.Start, x.Stop = append(x.Start, start), append(x.Stop, stop)
				if to == 0 || to == 3 {
					break
				}
				from, start = to, stop
			}
		}
		b.Run(fmt.Sprintf("rows=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := survival.StateOccupation(x, 3, survival.Settings{Interval: survival.LogLog}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// One curve with exact limits at each of its points.
func BenchmarkBetaProduct(b *testing.B) {
	for _, n := range []int{1e2, 1e4} {
		o := invented(n, true)
		o.Group = nil
		t := table(b, o)
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) {
			for b.Loop() {
				if _, err := survival.KaplanMeier(t, 0, survival.Settings{Interval: survival.BetaProduct}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// A difference at one day of two groups of 25, interval and p.
func BenchmarkMeldedDifference(b *testing.B) {
	t := table(b, invented(100, true))
	first, _ := survival.KaplanMeier(t, 0, survival.Settings{})
	second, _ := survival.KaplanMeier(t, 1, survival.Settings{})
	for b.Loop() {
		survival.DifferenceAt(first, second, 365)
	}
}
