package criteria

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// samplesOf are whole samples of days and titres in turn.
func samplesOf(pairs ...float64) []TitreSample {
	var samples []TitreSample
	for i := 0; i < len(pairs); i += 2 {
		samples = append(samples, TitreSample{Value: Number(pairs[i], max(pairs[i+1], 1)), Whole: true})
	}
	return samples
}

func lessThan(day, limit float64) Value {
	return Value{Day: day, Low: math.Inf(-1), High: math.Nextafter(limit, 0)}
}

func moreThan(day, limit float64) Value {
	return Value{Day: day, Low: math.Nextafter(limit, math.Inf(1)), High: math.Inf(1)}
}

func whole(v Value) TitreSample { return TitreSample{Value: v, Whole: true} }

// One child by hand: 1:256 at the start, five steps down to 1:8 on day 0, under 1:32
// on day -2, gone from day 40 on.
func TestCourseOfTitres(t *testing.T) {
	c := CourseOfTitres(samplesOf(-10, 256, -6, 64, -4, 32, -2, 16, 0, 8, 14, 4, 28, 2, 40, 1, 60, 0), 32)
	want := TitreCourse{First: 0, AtTransplant: 4, Steps: 5, Below: Found{Yes, -2}, Disappeared: Found{Yes, 40},
		Rebound: Found{Answer: No}}
	if c != want {
		t.Errorf("%+v, want %+v", c, want)
	}
}

// A negative titre counts as 1:1, and so does all that is under 1:2.
func TestStepsOfTitres(t *testing.T) {
	for name, c := range map[string]struct {
		first, last Value
		steps       float64
	}{
		"1:64 to 1:1":        {Number(-5, 64), Number(0, 1), 6},
		"1:64 to under 1:2":  {Number(-5, 64), lessThan(0, 2), 6},
		"1:64 to under 1:4":  {Number(-5, 64), lessThan(0, 4), math.NaN()},
		"over 1:512 to 1:16": {moreThan(-5, 512), Number(0, 16), math.NaN()},
		"rose by one":        {Number(-5, 8), Number(0, 16), -1},
	} {
		got := CourseOfTitres([]TitreSample{whole(c.first), whole(c.last)}, 32).Steps
		if got != c.steps && !(math.IsNaN(got) && math.IsNaN(c.steps)) {
			t.Errorf("%s: %v steps, want %v", name, got, c.steps)
		}
	}
	none := CourseOfTitres(samplesOf(1, 64), 32)
	if none.First != -1 || none.AtTransplant != -1 || !math.IsNaN(none.Steps) {
		t.Errorf("titres after the transplant alone: %+v", none)
	}
}

func TestDisappearance(t *testing.T) {
	yes, no, open := Found{Yes, 20}, Found{Answer: No}, Found{Answer: Open}
	for name, c := range map[string]struct {
		samples []TitreSample
		want    Found
	}{
		"two under 1:2":          {samplesOf(0, 8, 20, 1, 30, 1), yes},
		"negative":               {samplesOf(0, 8, 20, 0, 30, 0), yes},
		"the last alone":         {samplesOf(0, 8, 20, 1), no},
		"1:2 is not under":       {samplesOf(0, 8, 20, 1, 30, 2, 40, 1), no},
		"the second pair":        {samplesOf(10, 1, 15, 2, 20, 1, 30, 1), yes},
		"before day 0":           {samplesOf(-2, 1, -1, 1, 0, 4), no},
		"one each side of day 0": {samplesOf(-1, 1, 0, 1, 5, 8, 20, 1, 30, 1), yes},
		"none after the graft":   {samplesOf(-1, 1), no},
		"bound that decides":     {[]TitreSample{whole(lessThan(20, 2)), whole(lessThan(30, 2))}, yes},
		"bound that does not":    {[]TitreSample{whole(lessThan(20, 4)), whole(Number(30, 1))}, open},
		"bound beside one over": {[]TitreSample{whole(lessThan(10, 4)), whole(Number(15, 8)),
			whole(Number(20, 1)), whole(Number(30, 1))}, yes},
		"the other not measured": {[]TitreSample{whole(Number(0, 8)),
			{Value: Value{Day: 20, Low: 1, High: math.Inf(1)}}}, open},
		"the other, and 1:4 seen": {[]TitreSample{whole(Number(0, 8)),
			{Value: Value{Day: 20, Low: 4, High: math.Inf(1)}}}, no},
	} {
		if got := CourseOfTitres(c.samples, 32).Disappeared; got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

func TestRebound(t *testing.T) {
	on := func(day float64) Found { return Found{Yes, day} }
	no, open := Found{Answer: No}, Found{Answer: Open}
	partial := func(day, low float64) TitreSample {
		return TitreSample{Value: Value{Day: day, Low: low, High: math.Inf(1)}}
	}
	for name, c := range map[string]struct {
		samples     []TitreSample
		want        Found
		unconfirmed bool
	}{
		"two steps, confirmed":      {samplesOf(0, 8, 7, 4, 14, 16, 21, 16), on(14), false},
		"one step":                  {samplesOf(0, 8, 7, 4, 14, 8, 21, 8), no, false},
		"the next is one step over": {samplesOf(0, 8, 7, 4, 14, 16, 21, 8), on(14), true},
		"no next sample":            {samplesOf(0, 8, 7, 4, 14, 16), on(14), true},
		"confirmed later":           {samplesOf(0, 4, 7, 16, 14, 8, 21, 32, 28, 16), on(21), false},
		"over day 0 itself":         {samplesOf(-3, 64, 0, 16, 7, 64, 14, 128), on(7), false},
		"over a titre before day 0": {samplesOf(-1, 4, 0, 16, 7, 16), no, false},
		"two steps over negative":   {samplesOf(0, 8, 20, 0, 30, 4, 40, 4), on(30), false},
		"slowly, step by step":      {samplesOf(0, 2, 7, 4, 14, 8, 21, 16), on(14), false},
		"a fall alone":              {samplesOf(0, 64, 7, 16, 14, 4), no, false},
		"nothing after day 0":       {samplesOf(-3, 64, -1, 16), no, false},
		"bound that decides": {[]TitreSample{whole(Number(0, 64)), whole(moreThan(7, 512)),
			whole(moreThan(14, 512))}, on(7), false},
		"bound that does not": {[]TitreSample{whole(lessThan(0, 16)), whole(Number(7, 16)),
			whole(Number(14, 16))}, open, false},
		"under 1:2 is 1:1": {[]TitreSample{whole(lessThan(0, 2)), whole(Number(7, 4)),
			whole(Number(14, 4))}, on(7), false},
		"confirmed by one alone": {[]TitreSample{whole(Number(0, 4)), whole(Number(7, 16)),
			partial(14, 16)}, on(7), false},
		"one alone does not refute": {[]TitreSample{whole(Number(0, 4)), whole(Number(7, 16)), partial(14, 2),
			whole(Number(21, 16))}, on(7), false},
		"one alone is no nadir": {[]TitreSample{whole(Number(0, 16)), partial(7, 2),
			whole(Number(14, 16)), whole(Number(21, 16))}, no, false},
		"one measured alone":    {[]TitreSample{partial(0, 4), partial(7, 16)}, open, false},
		"one alone, then whole": {[]TitreSample{whole(Number(0, 4)), partial(7, 4), whole(Number(14, 4))}, no, false},
		"no nadir before it": {[]TitreSample{partial(0, 4), whole(Number(7, 4)), whole(Number(14, 16)),
			whole(Number(21, 16))}, on(14), false},
	} {
		got := CourseOfTitres(c.samples, 32)
		if got.Rebound != c.want || got.Unconfirmed != c.unconfirmed {
			t.Errorf("%s: %+v unconfirmed %v, want %+v, %v", name, got.Rebound, got.Unconfirmed, c.want, c.unconfirmed)
		}
	}
}

// Anti-A and anti-B against an AB donor: the higher of the day, and whose it is.
func TestHighestTitres(t *testing.T) {
	titre := func(series int, v Value) Titre { return Titre{v, series} }
	got := HighestTitres([]Titre{
		titre(0, Number(-3, 64)), titre(1, Number(-3, 128)),
		titre(1, Number(-1, 16)), titre(0, Number(-1, 16)),
		titre(0, Number(4, 8)),
		titre(1, lessThan(9, 2)), titre(0, Number(9, 4)), titre(0, Number(9, 2)),
		titre(0, Number(12, 32)), titre(1, moreThan(12, 16)),
	}, 2)
	inf := math.Inf(1)
	want := []TitreSample{
		{Value: Number(-3, 128), Series: 1, Whole: true},
		{Value: Number(-1, 16), Series: 0, Whole: true},
		{Value: Value{Day: 4, Low: 8, High: inf}, Series: 0},
		{Value: Number(9, 4), Series: 0, Whole: true},
		{Value: Value{Day: 12, Low: 32, High: inf}, Series: 0, Whole: true},
	}
	if !slices.Equal(got, want) {
		t.Errorf("%+v\nwant %+v", got, want)
	}
}

// What is found of a course with bounds holds for every course within them.
func TestTitreCourseWithBoundsHoldsWithin(t *testing.T) {
	random := rand.New(rand.NewPCG(16, 2))
	dilutions := []float64{1, 2, 4, 8, 16, 32, 64, 128, 256}
	bounds := []Value{lessThan(0, 2), lessThan(0, 4), lessThan(0, 16), moreThan(0, 2), moreThan(0, 32), moreThan(0, 64)}
	told := 0
	for range 3000 {
		bounded, exact := make([]TitreSample, 5), make([]TitreSample, 5)
		for i := range exact {
			exact[i] = whole(Number(float64(i-1)*7, dilutions[random.IntN(len(dilutions))]))
			bounded[i] = exact[i]
			b := bounds[random.IntN(len(bounds))]
			if x := exact[i].Low; random.IntN(3) == 0 && x >= b.Low && x <= b.High {
				bounded[i].Low, bounded[i].High = b.Low, b.High
			}
		}
		got, want := CourseOfTitres(bounded, 16), CourseOfTitres(exact, 16)
		for _, pair := range [][2]Found{{got.Below, want.Below}, {got.Disappeared, want.Disappeared},
			{got.Rebound, want.Rebound}} {
			if pair[0].Answer == Open {
				continue
			}
			if told++; pair[0] != pair[1] {
				t.Fatalf("%+v: %+v of bounds, %+v of %+v", bounded, pair[0], pair[1], exact)
			}
		}
		if !math.IsNaN(got.Steps) && got.Steps != want.Steps {
			t.Fatalf("%+v: %v steps, want %v", bounded, got.Steps, want.Steps)
		}
	}
	if told < 6000 || told > 8900 {
		t.Errorf("%d of 9000 answers are told, want many and not all", told)
	}
}
