package monitor

import (
	"errors"
	"math"
	"testing"

	"graftstat/analysis/survival"
)

// A hazard of 0.001 a day for 100 days, then 0.0005 to day 300.
func steps(t *testing.T) *CumulativeHazard {
	t.Helper()
	h, err := NewCumulativeHazard([]float64{100, 300}, []float64{0.1, 0.2})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// Five patients and the year from day 0 to day 365, by hand:
//
//	entry -50, 200 days, dead on day 150: days 50-200, H .15 - .05 = .10, observed
//	entry 300, 500 days, alive: days 0-65, H .065
//	entry -400, 500 days, dead on day 100: days 400-500, past the horizon, H 0, later
//	entry -900, 100 days, dead before: nothing
//	entry 400, 50 days, dead after: nothing
func TestExposureByHand(t *testing.T) {
	entry := []float64{-50, 300, -400, -900, 400}
	time := []float64{200, 500, 500, 100, 50}
	died := []bool{true, false, true, true, true}
	got, err := Exposure(entry, time, died, nil, steps(t), Stretch{From: 0, To: 365})
	if err != nil {
		t.Fatal(err)
	}
	if got.Observed != 1 || got.Later != 1 {
		t.Errorf("observed %d, later %d, want 1 and 1", got.Observed, got.Later)
	}
	near(t, "patient-years", got.PatientYears, (150.0+65+100)/365.25)
	near(t, "expected", got.Expected, 0.10+0.065)

	doubled, err := Exposure(entry, time, died, []float64{2, 1, 1, 1, 1}, steps(t), Stretch{From: 0, To: 365})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "expected of a case at twice the hazard", doubled.Expected, 0.20+0.065)

	bare, err := Exposure(entry, time, died, nil, nil, Stretch{From: 0, To: 365})
	if err != nil || bare.Observed != 2 || bare.Later != 0 {
		t.Errorf("without a hazard: %+v, %v", bare, err)
	}
	near(t, "expected without a hazard", bare.Expected, math.NaN())
}

// Adjacent stretches share no day and lose none: their sums are those of the whole.
func TestStretchesAddUp(t *testing.T) {
	entry := []float64{0, 10, 20, 30, 40, 365, 365}
	time := []float64{365, 0, 345, 500, 7.5, 0, 10}
	died := []bool{true, true, true, false, true, true, false}
	of := func(from, to float64) Exposed {
		r, err := Exposure(entry, time, died, nil, steps(t), Stretch{From: from, To: to})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	whole, first, second := of(math.Inf(-1), 800), of(math.Inf(-1), 365), of(365, 800)
	if whole.Observed != first.Observed+second.Observed || whole.Later != first.Later+second.Later ||
		whole.Observed+whole.Later != 5 {
		t.Errorf("whole %+v, first %+v, second %+v", whole, first, second)
	}
	near(t, "patient-years", first.PatientYears+second.PatientYears, whole.PatientYears)
	near(t, "expected", first.Expected+second.Expected, whole.Expected)
}

func TestExposureRefuses(t *testing.T) {
	var fault *survival.CaseError
	if _, err := Exposure([]float64{0}, []float64{-1}, []bool{false}, nil, nil, Stretch{0, 1}); !errors.As(err,
		&fault) {
		t.Errorf("a negative time: %v", err)
	}
	if _, err := Exposure([]float64{math.NaN()}, []float64{1}, []bool{false}, nil, nil, Stretch{0, 1}); !errors.As(err,
		&fault) {
		t.Errorf("no entry: %v", err)
	}
	if _, err := Exposure([]float64{0}, []float64{1, 2}, []bool{false}, nil, nil, Stretch{0, 1}); !errors.Is(err,
		survival.ErrColumns) {
		t.Errorf("columns of two lengths: %v", err)
	}
}
