package recovery

import (
	"math"
	"math/rand/v2"
	"testing"

	"graftstat/analysis/registry"
)

// A window of 60 days and 9 g/dL, followed to day 1000.
func TestIndependenceWithHaemoglobin(t *testing.T) {
	asked := func() *study {
		s := newStudy(1)
		s.p.Rules.TransfusionIndependence.Haemoglobin.AtLeast = 9
		return s
	}
	for _, c := range []struct {
		name  string
		study *study
		want  float64 // NaN: pending
	}{
		{"at the window's end", asked().transfuse(0, "rbc", "", 10).count(0, "hb", 70, 9), 70},
		{"before it", asked().transfuse(0, "rbc", "", 10).count(0, "hb", 69, 12), nan},
		{"a later one", asked().transfuse(0, "rbc", "", 10).count(0, "hb", 69, 12).count(0, "hb", 80, 8.9).
			count(0, "hb", 95, 9.1).count(0, "hb", 99, 10), 95},
		{"none", asked().transfuse(0, "rbc", "", 10), nan},
		{"never transfused", asked().count(0, "hb", 60, 9), 60},
		{"after what is known", asked().transfuse(0, "rbc", "", 10).count(0, "hb", 95, 10).
			milestone("transfusions_complete_to", 0, 90), nan},
		{"of transfused blood", asked().transfuse(0, "rbc", "supportive", 10, 90).count(0, "hb", 90, 12), nan},
		{"of the next stretch", asked().transfuse(0, "rbc", "supportive", 10, 90).count(0, "hb", 80, 8).
			count(0, "hb", 150, 9), 150},
		{"of the first of two", asked().transfuse(0, "rbc", "supportive", 10, 90).count(0, "hb", 80, 9).
			count(0, "hb", 150, 9), 80},
		{"no condition", newStudy(1).transfuse(0, "rbc", "", 10).count(0, "hb", 95, 5), 70},
	} {
		s := c.study.derive(t)
		m := s.d.Milestones["rbc_independence"]
		switch {
		case math.IsNaN(c.want):
			if m != nil && m.Happened(0) {
				t.Errorf("%s: independent on %v", c.name, m.Time[0])
			}
		case m == nil || m.Time[0] != c.want:
			t.Errorf("%s: %+v, want %v", c.name, m, c.want)
		}
	}
	s := asked().transfuse(0, "rbc", "", 10).count(0, "hb", 60, 9).count(0, "hb", 95, 9).derive(t)
	s.want(t, "rbc_independence", 0, 95, registry.Yes, 3) // the line of the count decides
}

// Lost is what comes after the stretch that was confirmed, not after an earlier one.
func TestDependenceAfterTheConfirmedStretch(t *testing.T) {
	s := newStudy(1)
	s.p.Rules.TransfusionIndependence.Haemoglobin.AtLeast = 9
	s.transfuse(0, "rbc", "thalassemia", 10, 90, 300).count(0, "hb", 200, 9.5).derive(t)
	s.want(t, "rbc_independence", 0, 200, registry.Yes, 2)
	s.want(t, "transfusion_dependence", 0, 300, registry.Yes, 4)
}

// A condition can only delay independence or leave it pending; one that every
// value meets, with a value each day, changes nothing.
func TestHaemoglobinOnlyDelays(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 60))
	delayed := 0
	for range 200 {
		var days []float64
		for day := 0.; day < 400; day += float64(1 + random.IntN(120)) {
			days = append(days, day)
		}
		of := func(least, least2 float64) float64 {
			s := newStudy(1).transfuse(0, "rbc", "", days...)
			s.p.Rules.TransfusionIndependence.Haemoglobin.AtLeast = least
			for day := 0.; day <= 1000; day++ {
				s.count(0, "hb", day, least2)
			}
			s.derive(t)
			return s.d.Milestones["rbc_independence"].Time[0]
		}
		without, with := of(0, 10), of(9, 10)
		if without != with {
			t.Fatalf("transfused on %v: %v without a condition, %v with one that holds", days, without, with)
		}
		s := newStudy(1).transfuse(0, "rbc", "", days...)
		s.p.Rules.TransfusionIndependence.Haemoglobin.AtLeast = 9
		for day := 0.; day <= 1000; day += 7 {
			s.count(0, "hb", day, 7+4*random.Float64())
		}
		s.derive(t)
		m := s.d.Milestones["rbc_independence"]
		if m == nil || !m.Happened(0) {
			continue
		}
		if m.Time[0] < without {
			t.Fatalf("%v is before %v", m.Time[0], without)
		}
		if m.Time[0] > without {
			delayed++
		}
	}
	if delayed < 50 {
		t.Errorf("only %d of 200 were delayed: the property was not tried", delayed)
	}
}
