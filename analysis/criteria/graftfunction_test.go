package criteria

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

var poor = GraftFunctionRule{FromDay: 28, NeutrophilsBelow: 0.5, PlateletsBelow: 20, HaemoglobinBelow: 7, Consecutive: 3,
	Lineages: 2, SupportedDays: 7, GapDays: 30, DonorAbove: 95, DonorWithin: 30}

// on are values of the days that they name.
func on(days []float64, values ...float64) SupportedCount {
	var c SupportedCount
	for i, x := range values {
		c.Values = append(c.Values, Number(days[i], x))
	}
	return c
}

// textbook is the course that has it on day 42: neutrophils and platelets low on days
// 28, 35 and 42, haemoglobin not, the donor's share 99 % on day 40.
func textbook() GraftCourse {
	days := []float64{28, 35, 42}
	return GraftCourse{Neutrophils: on(days, 0.4, 0.3, 0.4), Platelets: on(days, 15, 12, 19),
		Haemoglobin: on(days, 9, 9, 9), Donor: DonorSamples{Blood: []Value{Number(40, 99)}}, Relapse: math.Inf(1),
		Until: 400}
}

func TestPoorGraftFunctionAtItsLimits(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*GraftCourse)
		answer Answer
		day    float64 // NaN: none
	}{
		{"as it is", func(*GraftCourse) {}, Yes, 42},
		{"neutrophils at 0.5", func(c *GraftCourse) { c.Neutrophils.Values[1] = Number(35, 0.5) }, No, math.NaN()},
		{"neutrophils at 0.49", func(c *GraftCourse) { c.Neutrophils.Values[1] = Number(35, 0.49) }, Yes, 42},
		{"platelets at 20", func(c *GraftCourse) { c.Platelets.Values[2] = Number(42, 20) }, No, math.NaN()},
		{"platelets at 19", func(c *GraftCourse) { c.Platelets.Values[2] = Number(42, 19) }, Yes, 42},
		{"haemoglobin in place of platelets, at 7", func(c *GraftCourse) {
			c.Platelets = on([]float64{28, 35, 42}, 30, 30, 30)
			c.Haemoglobin = on([]float64{28, 35, 42}, 6.9, 6.9, 7)
		}, No, math.NaN()},
		{"haemoglobin in place of platelets, at 6.9", func(c *GraftCourse) {
			c.Platelets = on([]float64{28, 35, 42}, 30, 30, 30)
			c.Haemoglobin = on([]float64{28, 35, 42}, 6.9, 6.9, 6.9)
		}, Yes, 42},
		{"the first value on day 27", func(c *GraftCourse) { c.Neutrophils.Values[0].Day = 27 }, No, math.NaN()},
		{"two values of one day", func(c *GraftCourse) {
			c.Neutrophils = on([]float64{28, 28, 42}, 0.4, 0.3, 0.4)
		}, No, math.NaN()},
		{"a gap of 30 days", func(c *GraftCourse) {
			c.Neutrophils.Values[2].Day, c.Platelets.Values[2].Day = 65, 65
			c.Donor.Blood[0].Day = 65
		}, Yes, 65},
		{"a gap of 31 days", func(c *GraftCourse) {
			c.Neutrophils.Values[2].Day, c.Platelets.Values[2].Day = 66, 66
			c.Donor.Blood[0].Day = 66
		}, No, math.NaN()},
		{"chimerism near a later value of another count", func(c *GraftCourse) {
			c.Haemoglobin.Values = append(c.Haemoglobin.Values, Number(70, 9)) // day 72 and less, as 42 + 30
			c.Donor.Blood[0].Day = 90
		}, Open, 42},
		{"the donor at 95 %", func(c *GraftCourse) { c.Donor.Blood[0] = Number(40, 95) }, No, math.NaN()},
		{"chimerism 30 days before", func(c *GraftCourse) { c.Donor.Blood[0].Day = 12 }, Yes, 42},
		{"chimerism 31 days before", func(c *GraftCourse) { c.Donor.Blood[0].Day = 11 }, Open, 42},
		{"chimerism 30 days after", func(c *GraftCourse) { c.Donor.Blood[0].Day = 72 }, Yes, 42},
		{"relapse on the day", func(c *GraftCourse) { c.Relapse = 42 }, No, math.NaN()},
		{"relapse the day after", func(c *GraftCourse) { c.Relapse = 43 }, Yes, 42},
		{"GVHD III active on the day", func(c *GraftCourse) {
			c.Severe = []SevereGVHD{{Span{20, 43}, true}}
		}, No, math.NaN()},
		{"GVHD III until the day", func(c *GraftCourse) { c.Severe = []SevereGVHD{{Span{20, 42}, true}} }, Yes, 42},
		{"GVHD that may be III", func(c *GraftCourse) { c.Severe = []SevereGVHD{{Span{20, 43}, false}} }, Open, 42},
		{"the follow-up ends the day before", func(c *GraftCourse) { c.Until = 41 }, No, math.NaN()},
		{"a bound under 0.5", func(c *GraftCourse) { c.Neutrophils.Values[2] = Value{42, 0, 0.49} }, Yes, 42},
		{"a bound under 1", func(c *GraftCourse) { c.Neutrophils.Values[2] = Value{42, 0, 0.99} }, Open, 42},
		{"low once more, for sure", func(c *GraftCourse) {
			c.Neutrophils.Values[2] = Value{42, 0, 0.99}
			for _, day := range []float64{49, 56, 63} {
				c.Neutrophils.Values = append(c.Neutrophils.Values, Number(day, 0.2))
				c.Platelets.Values = append(c.Platelets.Values, Number(day, 10))
			}
		}, Yes, 63},
	} {
		x := textbook()
		c.change(&x)
		got := poor.PoorGraftFunction(x)
		if got.Answer != c.answer || got.Day != c.day && !(math.IsNaN(got.Day) && math.IsNaN(c.day)) {
			t.Errorf("%s: %+v, want %v on day %g", c.name, got, c.answer, c.day)
		}
	}
}

func TestSupportTakesThePlaceOfAValue(t *testing.T) {
	red := func(days []float64, values ...Value) GraftCourse {
		c := textbook()
		c.Platelets = on([]float64{28, 35, 42}, 30, 30, 30)
		c.Haemoglobin = SupportedCount{Values: values, Supported: days}
		return c
	}
	for _, c := range []struct {
		name   string
		course GraftCourse
		answer Answer
		day    float64
	}{
		{"three transfusions", red([]float64{28, 35, 42}), Yes, 42},
		{"two transfusions and a low value", red([]float64{28, 42}, Number(35, 6)), Yes, 42},
		{"two transfusions", red([]float64{28, 42}, Number(35, 7)), No, math.NaN()},
		{"a value on the sixth day after is the transfusion's", red([]float64{28, 35, 42}, Number(34, 9)), Yes, 42},
		{"a value on the seventh day after is the graft's", red([]float64{28, 36, 42}, Number(35, 9)), No, math.NaN()},
		{"a low value under support counts", red([]float64{28}, Number(30, 6), Number(33, 6.5)), Yes, 42},
		{"a transfusion before day 28 does not count", red([]float64{27, 35, 42}), No, math.NaN()},
	} {
		got := poor.PoorGraftFunction(c.course)
		if got.Answer != c.answer || got.Day != c.day && !(math.IsNaN(got.Day) && math.IsNaN(c.day)) {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
	growth := textbook()
	growth.Neutrophils = SupportedCount{Values: []Value{Number(30, 2), Number(37, 1.5)}, Supported: []float64{28, 35, 42}}
	if got := poor.PoorGraftFunction(growth); got.Answer != Yes || got.Day != 42 {
		t.Errorf("growth factor in place of neutrophils: %+v", got)
	}
}

func TestCriteriaMetWithoutChimerism(t *testing.T) {
	c := textbook()
	c.Donor = DonorSamples{}
	if got := poor.PoorGraftFunction(c); got.Answer != Open || got.Day != 42 || !got.DonorUnknown {
		t.Errorf("%+v", got)
	}
	c.Severe = []SevereGVHD{{Span{0, 100}, false}}
	if got := poor.PoorGraftFunction(c); got.Answer != Open || got.DonorUnknown {
		t.Errorf("more than chimerism is open: %+v", got)
	}
}

func TestACountThatIsNotThere(t *testing.T) {
	for _, c := range []struct {
		name    string
		change  func(*GraftCourse)
		answer  Answer
		knownTo float64
	}{
		{"haemoglobin, and both others are low", func(c *GraftCourse) { c.Haemoglobin = SupportedCount{} }, Yes, 42},
		{"platelets, and neutrophils are low", func(c *GraftCourse) { c.Platelets = SupportedCount{} }, Open, 42},
		{"neutrophils, and none is low", func(c *GraftCourse) {
			c.Neutrophils, c.Platelets = SupportedCount{}, on([]float64{28, 35, 42}, 90, 90, 90)
		}, No, 42},
		{"two, and the third is not low", func(c *GraftCourse) {
			c.Neutrophils, c.Platelets = SupportedCount{}, SupportedCount{}
		}, No, 28},
		{"two, and the third is low", func(c *GraftCourse) {
			c.Haemoglobin, c.Platelets = SupportedCount{}, SupportedCount{}
		}, Open, 28},
		{"all", func(c *GraftCourse) {
			c.Neutrophils, c.Haemoglobin, c.Platelets = SupportedCount{}, SupportedCount{}, SupportedCount{}
		}, No, 28},
		{"all, of a child who died on day 20", func(c *GraftCourse) {
			*c = GraftCourse{Relapse: math.Inf(1), Until: 20}
		}, No, 20},
	} {
		x := textbook()
		c.change(&x)
		if got := poor.PoorGraftFunction(x); got.Answer != c.answer || got.KnownTo != c.knownTo {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
}

// invented is a course of some weeks at random.
func invented(r *rand.Rand) GraftCourse {
	c := GraftCourse{Relapse: math.Inf(1), Until: 200}
	level := []float64{0.3 + r.Float64()/2, 10 + 20*r.Float64(), 6 + 2*r.Float64()}
	counts := []*SupportedCount{&c.Neutrophils, &c.Platelets, &c.Haemoglobin}
	for day := 20.; day < 150; day += float64(1 + r.IntN(12)) {
		for i, count := range counts {
			if r.IntN(10) > 0 {
				count.Values = append(count.Values, Number(day, level[i]*(0.5+r.Float64())))
			}
			if r.IntN(8) == 0 {
				count.Supported = append(count.Supported, day)
			}
		}
		if r.IntN(3) == 0 {
			c.Donor.Blood = append(c.Donor.Blood, Number(day, 90+10*r.Float64()))
		}
	}
	return c
}

// What is taken away leaves a yes, makes of it an open answer or a later day, or a no
// that is known to an earlier one; it never makes a yes of a no.
func TestTakenAwayGivesNoYes(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 28))
	seen := map[Answer]int{}
	for range 2000 {
		c := invented(r)
		before := poor.PoorGraftFunction(c)
		seen[before.Answer]++
		without := c
		without.Donor = DonorSamples{}
		if got := poor.PoorGraftFunction(without); got.Answer == Yes || before.Answer == Yes && got.Answer != Open {
			t.Fatalf("without chimerism %+v, with it %+v", got, before)
		}
		without = c
		without.Neutrophils = SupportedCount{}
		if got := poor.PoorGraftFunction(without); got.Answer == Yes && (before.Answer != Yes || got.Day < before.Day) {
			t.Fatalf("without neutrophils %+v, with them %+v", got, before)
		}
		cut := c
		cut.Until = 80
		if got := poor.PoorGraftFunction(cut); before.Answer == Yes && before.Day <= 80 && (got.Answer != Yes || got.Day != before.Day) {
			t.Fatalf("to day 80 %+v, whole %+v", got, before)
		}
	}
	if seen[Yes] < 40 || seen[No] < 40 || seen[Open] < 40 {
		t.Errorf("the courses are of one kind: %v", seen)
	}
}

// Worse counts never undo it, and looser limits find it no later.
func TestWorseCountsAndLooserLimits(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	for range 2000 {
		c := invented(r)
		before := poor.PoorGraftFunction(c)
		if before.Answer != Yes {
			continue
		}
		worse := c
		worse.Platelets.Values = slices.Clone(c.Platelets.Values)
		for i := range worse.Platelets.Values {
			v := worse.Platelets.Values[i]
			worse.Platelets.Values[i] = Number(v.Day, v.Low/2)
		}
		looser := poor
		looser.PlateletsBelow = 30
		for name, got := range map[string]GraftFunction{"worse": poor.PoorGraftFunction(worse),
			"looser": looser.PoorGraftFunction(c)} {
			if got.Answer != Yes || got.Day > before.Day {
				t.Fatalf("%s: %+v, before %+v", name, got, before)
			}
		}
	}
}
