package analysis

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"graftstat/analysis/endpoint"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// donorStudy has a case a patient, infused on day 10000, last seen on the day given,
// dead then where it is negative. A sample is "case day test percent".
func donorStudy(t *testing.T, seen []float64, samples ...string) *cohort {
	t.Helper()
	d := &registry.Data{AsOf: 14000, Patients: len(seen), Milestones: map[string]*registry.Milestone{},
		Categories: map[string]*registry.Category{}, Numbers: map[string]*registry.Number{},
		Measured: map[string][]registry.Measurement{}}
	death, last := registry.Nobody(len(seen)), registry.Nobody(len(seen))
	for row, day := range seen {
		d.CaseID = append(d.CaseID, fmt.Sprint("C", row))
		d.Patient = append(d.Patient, int32(row))
		d.TransplantDate = append(d.TransplantDate, 10000)
		d.Infused = append(d.Infused, true)
		if last.Time[row] = math.Abs(day); day < 0 {
			death.Time[row], death.Status[row] = -day, registry.Yes
		}
	}
	d.Milestones["death"], d.Milestones["last_contact"] = death, last
	for _, s := range samples {
		var m registry.Measurement
		var test string
		if _, err := fmt.Sscan(s, &m.Row, &m.Time, &test, &m.Value); err != nil {
			t.Fatal(err)
		}
		d.Measured[test] = append(d.Measured[test], m)
	}
	for _, course := range d.Measured {
		slices.SortStableFunc(course, func(a, b registry.Measurement) int {
			return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Time, b.Time))
		})
	}
	p := &plan.Plan{TimeUnit: plan.Days, Rules: plan.Rules{
		Chimerism: plan.ChimerismRule{FullAbove: 95, LostBelow: 5, FallPoints: 10, WithinDays: 45}}}
	return newCohort(p, d, endpoint.NewHistories(p, d), &plan.Cohort{ID: "all"})
}

// counted are the patients of a time: full, mixed, lost, open, no sample, not followed,
// infused again, dead.
func counted(t result.ChimerismTime) [8]int {
	return [8]int{t.Full, t.Mixed, t.Lost, t.Open, t.NoSample, t.NotFollowed, t.Retreated, t.Dead}
}

// The windows are 10 days about day 30, 33 about day 100 and 45 about day 365.
func TestClassesOfChimerismByHand(t *testing.T) {
	c := donorStudy(t, []float64{1000, 1000, 1000, -60, 80, 1000},
		"0 20 chimerism 96", "0 67 chimerism 95", "0 410 chimerism 4.9", // in each window, on its edge
		"1 41 chimerism 99", "1 134 chimerism 99", "1 319 chimerism 99", // a day out of each
		"2 30 chimerism 50", "2 100 chimerism 98", "2 365 chimerism 98",
		"3 30 chimerism 99", // dies on day 60
		"4 80 chimerism 99") // last seen on day 80, with a sample near day 100
	r := c.chimerism()
	if r.Patients != 6 || len(r.Measures) != 1 || r.Measures[0].Test != donorBlood {
		t.Fatalf("%+v", r)
	}
	want := [][8]int{
		{2, 1, 0, 0, 3, 0, 0, 0}, // day 30: 0 and 3 full, 2 mixed
		{2, 1, 0, 0, 2, 0, 0, 1}, // day 100: 2 and 4 full, 0 mixed; 3 is dead
		{1, 0, 1, 0, 2, 1, 0, 1}, // day 365: 2 full, 0 lost
		{3, 1, 0, 0, 1, 0, 0, 1}, // now: 0 mixed by two samples under full, 2 full by two over mixed
	}
	for i, at := range r.Measures[0].Times {
		if got := counted(at); got != want[i] {
			t.Errorf("day %v: %v, want %v", at.Day, got, want[i])
		}
	}
}

func TestBloodStandsInForLineagesInTheTable(t *testing.T) {
	c := donorStudy(t, []float64{1000, 1000},
		"0 30 chimerism 99", "0 30 chimerism_t 60", "1 30 chimerism 99")
	r := c.chimerism()
	if len(r.Measures) != 2 {
		t.Fatalf("measures %+v", r.Measures)
	}
	cells := r.Measures[1]
	if day30 := cells.Times[0]; cells.Test != donorT || day30.Mixed != 1 || day30.Full != 1 || day30.BloodStandsIn != 1 {
		t.Errorf("%+v", cells)
	}
	if now := cells.Times[3]; now.Mixed != 1 || now.Full != 1 || now.BloodStandsIn != 1 {
		t.Errorf("now %+v", now)
	}
	if day100 := cells.Times[1]; day100.NoSample != 2 || day100.BloodStandsIn != 0 {
		t.Errorf("day 100 %+v", day100)
	}
}

func TestLateLossAndFallAreNamed(t *testing.T) {
	c := donorStudy(t, []float64{4000, 4000, -500},
		"0 30 chimerism 98", "0 3000 chimerism 4", "0 3100 chimerism 4.9", // lost after eight years
		"1 30 chimerism 98", "1 60 chimerism 88", // falls by ten points
		"2 30 chimerism 98", "2 60 chimerism 80") // falls, and dies
	courses := c.chimerism().Courses
	if len(courses) != 3 || courses[0].Lost != 3000 || courses[0].Known != 3100 || courses[0].Class != "lost" {
		t.Fatalf("%+v", courses)
	}
	if !courses[1].Falling || !courses[1].Lost.IsMissing() || courses[1].Class != "full" || courses[1].Dead {
		t.Errorf("%+v", courses[1])
	}
	if !courses[2].Falling || !courses[2].Dead {
		t.Errorf("%+v", courses[2])
	}
}

// A bound is open where it crosses a limit; samples after the next infusion are of that graft.
func TestOpenAndRetreated(t *testing.T) {
	c := donorStudy(t, []float64{1000, 1000}, "0 30 chimerism 99", "1 30 chimerism 99", "1 99 chimerism 99")
	c.data.Measured[donorBlood][0].Value = math.NaN()
	c.data.Measured[donorBlood][0].Bound = &registry.Bound{Limit: 90, Above: true}
	again := registry.Nobody(2)
	again.Time[1], again.Status[1] = 100, registry.Yes
	c.data.Milestones["second_transplant"] = again
	times := c.chimerism().Measures[0].Times
	if times[0].Open != 1 || times[0].Full != 1 || times[1].Retreated != 1 || times[3].Retreated != 1 {
		t.Errorf("%+v", times)
	}
}

func TestNoSampleIsNoTable(t *testing.T) {
	if r := donorStudy(t, []float64{1000}).chimerism(); r != nil {
		t.Errorf("%+v", r)
	}
	c := donorStudy(t, []float64{1000}, "0 30 chimerism 99")
	c.data.Categories["transplant_type"] = &registry.Category{Levels: []string{"autologous"}, Code: []int32{0}}
	if r := c.chimerism(); r != nil {
		t.Errorf("an autograft: %+v", r)
	}
}

// Every patient is counted once on every day; a sample that is taken away lets no other
// number appear than in what is missing, and the order of the patients does not matter.
func TestChimerismCountsAddUp(t *testing.T) {
	r := rand.New(rand.NewPCG(95, 5))
	for range 200 {
		var seen []float64
		var samples, reversed []string
		n := 1 + r.IntN(8)
		for row := range n {
			day := float64(20 + r.IntN(600))
			if r.IntN(4) == 0 {
				day = -day
			}
			seen = append(seen, day)
			for k := r.IntN(6); k > 0; k-- {
				test := []string{donorBlood, donorMyeloid, donorT}[r.IntN(3)]
				at, x := r.IntN(int(math.Abs(day))), r.IntN(101)
				samples = append(samples, fmt.Sprint(row, " ", at, " ", test, " ", x))
				reversed = append(reversed, fmt.Sprint(n-1-row, " ", at, " ", test, " ", x))
			}
		}
		found := donorStudy(t, seen, samples...).chimerism()
		if found == nil {
			continue
		}
		for _, m := range found.Measures {
			for _, at := range m.Times {
				sum := 0
				for _, k := range counted(at) {
					sum += k
				}
				if sum != n || at.BloodStandsIn > at.Full+at.Mixed+at.Lost+at.Open {
					t.Fatalf("%s: %+v of %d patients", m.Test, at, n)
				}
			}
		}
		slices.Reverse(seen)
		again := donorStudy(t, seen, reversed...).chimerism()
		if fmt.Sprint(again.Measures) != fmt.Sprint(found.Measures) {
			t.Fatalf("%+v, reversed %+v", found.Measures, again.Measures)
		}
		if len(samples) > 1 {
			fewer := donorStudy(t, seen, reversed[1:]...).chimerism()
			if fewer != nil && classified(fewer) > classified(found) {
				t.Fatalf("a sample less, a class more: %+v, %+v", fewer, found)
			}
		}
	}
}

// classified are the patients with a class, over all days of unsplit blood.
func classified(r *result.Chimerism) int {
	n := 0
	for _, m := range r.Measures {
		if m.Test == donorBlood {
			for _, at := range m.Times {
				n += at.Full + at.Mixed + at.Lost
			}
		}
	}
	return n
}
