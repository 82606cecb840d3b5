package regress_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"graftstat/analysis/regress"
)

// The table of the package comment is from these; testdata/benchmark.R does the
// same work in R.
func BenchmarkCox(b *testing.B) {
	benchmark(b, []int{100, 10_000, 1_000_000}, func(d regress.Data) error {
		return fitted(regress.Cox(d, regress.Options{}))
	})
}

func BenchmarkCoxWholeDays(b *testing.B) {
	benchmark(b, []int{100, 10_000, 1_000_000}, func(d regress.Data) error {
		return fitted(regress.Cox(inWholeDays(d), regress.Options{}))
	})
}

func BenchmarkCoxDelayedEntry(b *testing.B) {
	benchmark(b, []int{100, 10_000, 1_000_000}, func(d regress.Data) error {
		d.Start = make([]float64, len(d.Time))
		for i, time := range d.Time {
			d.Start[i] = time * float64(i%4) / 8
		}
		return fitted(regress.Cox(d, regress.Options{}))
	})
}

func BenchmarkCoxRobust(b *testing.B) {
	benchmark(b, []int{100, 10_000, 1_000_000}, func(d regress.Data) error {
		for i := range d.Time {
			d.Cluster = append(d.Cluster, int32(i/2))
		}
		return fitted(regress.Cox(d, regress.Options{}))
	})
}

func BenchmarkSchoenfeldTest(b *testing.B) {
	benchmark(b, []int{100, 10_000, 1_000_000}, func(d regress.Data) error {
		fit, err := regress.Cox(d, regress.Options{})
		if err != nil {
			return err
		}
		_, err = regress.SchoenfeldTest(d, fit, regress.TransformKM)
		return err
	})
}

func BenchmarkFirth(b *testing.B) {
	benchmark(b, []int{100, 10_000}, func(d regress.Data) error {
		return fitted(regress.Firth(d, regress.Options{}))
	})
}

func BenchmarkFineGray(b *testing.B) {
	benchmark(b, []int{100, 10_000, 1_000_000}, func(d regress.Data) error {
		return fitted(regress.FineGray(d, regress.Options{}))
	})
}

func benchmark(b *testing.B, sizes []int, work func(regress.Data) error) {
	for _, n := range sizes {
		d := benchmarkData(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := work(d); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func fitted(f *regress.Fit, err error) error {
	if err == nil && f.Status != regress.StatusOK {
		err = fmt.Errorf("status %s", f.Status)
	}
	return err
}

// benchmarkData are n rows with six covariates and distinct times: 46 % with
// the event, 27 % with a competing one.
func benchmarkData(n int) regress.Data {
	random := rand.New(rand.NewPCG(3, 7))
	columns := make([][]float64, 6)
	var d regress.Data
	for range n {
		eta := 0.0
		for j := range columns {
			x := random.NormFloat64()
			if j%2 == 1 {
				x = float64(random.IntN(2))
			}
			columns[j] = append(columns[j], x)
			eta += .2 * x * float64(j-2)
		}
		event, other, end := random.ExpFloat64()*math.Exp(-eta)*600, random.ExpFloat64()*1000, random.Float64()*2000
		time, cause := end, uint8(0)
		if event < time {
			time, cause = event, 1
		}
		if other < time {
			time, cause = other, 2
		}
		d.Time, d.Cause = append(d.Time, time), append(d.Cause, cause)
	}
	d.Terms = numeric(columns...)
	return d
}

func inWholeDays(d regress.Data) regress.Data {
	days := make([]float64, len(d.Time))
	for i, time := range d.Time {
		days[i] = math.Ceil(time)
	}
	d.Time = days
	return d
}
