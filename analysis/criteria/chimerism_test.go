package criteria

import (
	"math"
	"slices"
	"testing"
)

var donor = ChimerismRule{FullAbove: 95, LostBelow: 5, FallPoints: 10}

// course is a value every ten days from day 10.
func course(values ...float64) []Value {
	var all []Value
	for i, x := range values {
		all = append(all, Number(float64(10*(i+1)), x))
	}
	return all
}

func TestChimerismClassAtItsLimits(t *testing.T) {
	for x, want := range map[float64]ChimerismClass{95.1: DonorFull, 95: DonorMixed, 94.9: DonorMixed, 5: DonorMixed,
		4.9: DonorLost, 0: DonorLost, 100: DonorFull} {
		if low, high := donor.ClassOf(Number(0, x)); low != want || high != want {
			t.Errorf("%g %%: class %d to %d, want %d", x, low, high, want)
		}
	}
	over := Value{Low: math.Nextafter(95, 96), High: 100} // >95
	if low, high := donor.ClassOf(over); low != DonorFull || high != DonorFull {
		t.Errorf(">95: %d to %d", low, high)
	}
	if low, high := donor.ClassOf(Value{Low: 90, High: 100}); low != DonorMixed || high != DonorFull {
		t.Errorf("≥90: %d to %d", low, high)
	}
}

func TestTwoSamplesChangeTheClass(t *testing.T) {
	under10 := Value{Day: 30, Low: 0, High: math.Nextafter(10, 0)}
	over90 := Value{Day: 30, Low: math.Nextafter(90, 91), High: 100}
	for _, c := range []struct {
		name    string
		samples []Value
		want    []ClassPeriod
	}{
		{"none", nil, nil},
		{"one", course(98), []ClassPeriod{{DonorFull, 10, 10}}},
		{"one sample changes nothing", course(98, 60, 99), []ClassPeriod{{DonorFull, 10, 10}}},
		{"two do, from the first", course(98, 60, 70), []ClassPeriod{{DonorFull, 10, 10}, {DonorMixed, 20, 30}}},
		{"to the nearer", course(98, 60, 3), []ClassPeriod{{DonorFull, 10, 10}, {DonorMixed, 20, 30}}},
		{"and on with a third", course(98, 60, 3, 2),
			[]ClassPeriod{{DonorFull, 10, 10}, {DonorMixed, 20, 30}, {DonorLost, 30, 40}}},
		{"two sides change nothing", course(50, 98, 3, 50), []ClassPeriod{{DonorMixed, 10, 10}}},
		{"up again", course(3, 50, 60), []ClassPeriod{{DonorLost, 10, 10}, {DonorMixed, 20, 30}}},
		{"of one day is one sample", []Value{Number(10, 98), Number(20, 60), Number(20, 50)},
			[]ClassPeriod{{DonorFull, 10, 10}}},
		{"a bound under 10 is not full", append(course(98, 60), under10),
			[]ClassPeriod{{DonorFull, 10, 10}, {DonorMixed, 20, 30}}},
		{"a bound that may be full confirms nothing", append(course(98, 60), over90),
			[]ClassPeriod{{DonorFull, 10, 10}}},
	} {
		if got := donor.Classes(c.samples); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestLossIsSeenYearsLater(t *testing.T) {
	for _, c := range []struct {
		name    string
		samples []Value
		after   float64
		day     float64 // NaN: none
	}{
		{"after 27 years", []Value{Number(30, 98), Number(365, 60), Number(9855, 4.9), Number(9900, 4)}, 20, 9855},
		{"5 % is not lost", []Value{Number(100, 5), Number(200, 4)}, 20, math.NaN()},
		{"a sample alone is none", []Value{Number(100, 4), Number(200, 6), Number(300, 4)}, 20, math.NaN()},
		{"on the day of recovery is not after it", []Value{Number(20, 4), Number(40, 4)}, 20, math.NaN()},
		{"a day later is", []Value{Number(21, 4), Number(40, 4)}, 20, 21},
		{"a bound of under 10 is not sure", []Value{{100, 0, 9}, Number(200, 4)}, 20, math.NaN()},
	} {
		day, _, ok := donor.LostAfter(c.samples, c.after)
		if ok != !math.IsNaN(c.day) || ok && day != c.day {
			t.Errorf("%s: day %g, %v", c.name, day, ok)
		}
	}
}

func TestChimerismTrend(t *testing.T) {
	for _, c := range []struct {
		name    string
		samples []Value
		falling bool
	}{
		{"ten points", course(98, 88), true},
		{"a tenth less", course(98, 88.1), false},
		{"slowly over three", course(98, 93, 88), true},
		{"on a plateau", course(98, 80, 80), true},
		{"rising again", course(98, 80, 81), false},
		{"one sample", course(10), false},
		{"a bound of at most 88", append(course(98), Value{Day: 20, High: 88}), true},
		{"a bound of at most 90", append(course(98), Value{Day: 20, High: 90}), false},
	} {
		if got, ok := donor.TrendOf(c.samples); !ok || got.Falling != c.falling {
			t.Errorf("%s: falling %v, %v", c.name, got.Falling, ok)
		}
	}
	got, _ := donor.TrendOf(course(90, 98, 60, 60, 70))
	want := ChimerismTrend{First: Number(10, 90), Nadir: Number(40, 60), Last: Number(50, 70), Highest: Number(20, 98),
		Samples: 5}
	if got != want {
		t.Errorf("trend %+v", got)
	}
	if _, ok := donor.TrendOf(nil); ok {
		t.Error("a trend without a sample")
	}
}

func TestUnsplitBloodStandsInForALineage(t *testing.T) {
	full, mixed := course(99), course(95) // day 10
	for _, c := range []struct {
		name    string
		samples DonorSamples
		day     float64
		want    Answer
		stands  bool
	}{
		{"both lineages", DonorSamples{Myeloid: full, T: full}, 40, Yes, false},
		{"a day too far", DonorSamples{Myeloid: full, T: full}, 41, Open, false},
		{"blood alone", DonorSamples{Blood: full}, 40, Yes, true},
		{"95 % is not over it", DonorSamples{Blood: mixed}, 40, No, true},
		{"blood for the T cells", DonorSamples{Blood: full, Myeloid: full}, 10, Yes, true},
		{"one lineage alone", DonorSamples{Myeloid: full}, 10, Open, false},
		{"one lineage alone says no", DonorSamples{T: mixed}, 10, No, false},
		{"blood does not overrule", DonorSamples{Blood: mixed, Myeloid: full, T: full}, 10, Yes, false},
		{"none", DonorSamples{}, 10, Open, false},
	} {
		if got, stands := c.samples.DonorOver(c.day, 30, 95); got != c.want || stands != c.stands {
			t.Errorf("%s: %v, stands in %v", c.name, got, stands)
		}
	}
	near := []Value{Number(10, 99), Number(30, 50)}
	if v, _ := Nearest(near, 20, 30); v.Low != 50 {
		t.Error("of two samples as near, the later counts")
	}
	if v, _ := Nearest(near, 19, 30); v.Low != 99 {
		t.Error("the nearer sample counts")
	}
}
