package recovery

import (
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"graftstat/analysis/code"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

var derivedMilestones = []string{
	"neutrophil_engraftment", "platelet_engraftment_20", "platelet_engraftment_50",
	"rbc_independence", "last_rbc_transfusion", "transfusion_dependence", "graft_failure",
}

// randomStudy is a case with random logs, some of them with gaps, and random
// ends of its record; days are shifted.
func randomStudy(r *rand.Rand, shift float64) *study {
	s := newStudy(1)
	s.milestone("last_contact", 0, shift+float64(60+r.IntN(200)))
	if r.IntN(3) == 0 {
		s.milestone("counts_complete_to", 0, shift+float64(r.IntN(80)))
	}
	if r.IntN(3) == 0 {
		s.milestone("transfusions_complete_to", 0, shift+float64(r.IntN(200)))
	}
	fall, rise := float64(r.IntN(8)), float64(r.IntN(40))
	for day := range 60 {
		if r.IntN(4) == 0 {
			continue
		}
		level := 0.05
		if x := float64(day); x < fall || x > rise {
			level = 1
		}
		s.count(0, "anc", shift+float64(day), level*math.Exp(r.NormFloat64()))
		s.count(0, "platelets", shift+float64(day), math.Round(60*math.Sqrt(level)*math.Exp(r.NormFloat64()/2)))
	}
	for day := 0; day < 150; day += 1 + r.IntN(30) {
		s.transfuse(0, []string{"rbc", "platelets"}[r.IntN(2)], []string{"supportive", "thalassemia"}[r.IntN(2)],
			shift+float64(day))
	}
	return s
}

func (s *study) result(name string) (float64, registry.Status) {
	if m := s.d.Milestones[name]; m != nil {
		return m.Time[0], m.Status[0]
	}
	return nan, registry.Blank
}

// What is recorded after an engraftment, and after the days of the nadir,
// changes it no more.
func TestLaterValuesChangeNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 3))
	compared := 0
	for range 500 {
		s := randomStudy(r, 0)
		s.d.Milestones["last_contact"].Time[0] = 1000
		more := *s
		d := *s.d
		d.Milestones = copyMilestones(s.d.Milestones)
		more.d = &d
		more.counts = slices.Clone(s.counts)
		for day := 60.; day < 70; day++ {
			more.count(0, "anc", day, 5*r.Float64()).count(0, "platelets", day, 80*r.Float64())
		}
		more.derive(t)
		s.derive(t)
		for _, name := range derivedMilestones[:3] {
			time, status := s.result(name)
			if status != registry.Yes {
				continue
			}
			compared++
			if later, after := more.result(name); later != time || after != status {
				t.Fatalf("%s moved from %v to %v", name, time, later)
			}
		}
	}
	if compared < 500 {
		t.Errorf("only %d engraftments were compared", compared)
	}
}

func copyMilestones(from map[string]*registry.Milestone) map[string]*registry.Milestone {
	to := map[string]*registry.Milestone{}
	for name, m := range from {
		to[name] = &registry.Milestone{Header: m.Header, Time: slices.Clone(m.Time), Status: slices.Clone(m.Status)}
	}
	return to
}

// An infusion some days earlier, with the nadir's and the rule's days moved
// along, moves every milestone by as much. Day 0 opens the first gap, so cases
// have a transfusion on the first day.
func TestShiftedDaysShiftTheResult(t *testing.T) {
	const shift = 5
	compared := 0
	for seed := range uint64(500) {
		s, moved := randomStudy(rand.New(rand.NewPCG(4, seed)), 0), randomStudy(rand.New(rand.NewPCG(4, seed)), shift)
		for i, at := range []*study{s, moved} {
			at.transfusions = slices.Insert(at.transfusions, 0,
				registry.LogEntry{Line: 1000, Day: float64(i * shift), Kind: "rbc", Value: 1})
		}
		moved.p.Rules.NeutrophilEngraftment.NadirWithin += shift
		moved.p.Rules.GraftFailure.Day += shift
		s.derive(t)
		moved.derive(t)
		for _, name := range derivedMilestones {
			time, status := s.result(name)
			later, after := moved.result(name)
			if status != after && (status == registry.Yes || after == registry.Yes) {
				t.Fatalf("seed %d, %s: status %d became %d", seed, name, status, after)
			}
			if status == registry.Yes {
				compared++
				if later != time+shift {
					t.Fatalf("seed %d, %s: %v became %v", seed, name, time, later)
				}
			}
		}
	}
	if compared < 1000 {
		t.Errorf("only %d milestones were compared", compared)
	}
}

// The order in which cases interleave, and the days of other cases, change nothing.
func TestCasesDoNotTouchEachOther(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	const cases = 20
	all := newStudy(cases)
	var single []*study
	for row := range cases {
		s := randomStudy(r, 0)
		single = append(single, s)
		for name, m := range s.d.Milestones {
			all.milestone(name, row, m.Time[0])
		}
		for _, log := range []struct{ from, to *[]registry.LogEntry }{{&s.counts, &all.counts},
			{&s.transfusions, &all.transfusions}} {
			for _, e := range *log.from {
				e.Row = int32(row)
				*log.to = append(*log.to, e)
			}
		}
	}
	byDay := func(a, b registry.LogEntry) int {
		return int(a.Day) - int(b.Day)
	}
	slices.SortStableFunc(all.counts, byDay)
	slices.SortStableFunc(all.transfusions, byDay)
	all.derive(t)
	for row, s := range single {
		s.derive(t)
		for _, name := range derivedMilestones {
			time, status := s.result(name)
			m := all.d.Milestones[name]
			if status == registry.Yes && (m.Status[row] != status || m.Time[row] != time) {
				t.Errorf("%s of row %d: %v alone, %v among others", name, row, time, m.Time[row])
			}
		}
	}
}

// FuzzDerive reads random logs: nothing panics, no event lies before day 0 or
// after the end of what is known, and 50 is never reached before 20.
func FuzzDerive(f *testing.F) {
	f.Add(uint64(1), []byte("anc and platelets and red cells"))
	f.Add(uint64(7), []byte{0, 1, 2, 3, 200, 255, 128, 64, 9, 9, 9, 0, 0, 0, 90, 91, 92, 93, 94, 95, 96, 97})
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 9))
		data := make([]byte, 300)
		for i := range data {
			data[i] = byte(r.IntN(256))
		}
		f.Add(seed, data)
	}
	f.Fuzz(func(t *testing.T, seed uint64, data []byte) {
		r := rand.New(rand.NewPCG(seed, uint64(len(data))))
		s := fuzzedStudy(r)
		day := []float64{-20, -20, -20}
		deriver := New(s.p, s.d)
		take := []func(registry.LogEntry) error{deriver.Transfusion, deriver.Count, deriver.Titre}
		kinds := [][]string{{"rbc", "platelets", "plasma"}, {"anc", "platelets", "hb"}, {"anti-A", "anti-B", ""}}
		classes := []string{"", "supportive", "thalassemia", "IgM"}
		for log := range take {
			for i := 0; i+2 < len(data); i += 3 {
				day[log] += float64(data[i]%7) / 2
				e := registry.LogEntry{
					Row: int32(data[i+1] % 2), Line: int32(i + 2), Day: day[log] / s.p.TimeUnit.Days(),
					Kind: kinds[log][data[i+1]%3], Class: classes[data[i]%4],
					Value: float64(data[i+2]) / float64(1+data[i+1]%100), Volume: float64(data[i+2]),
				}
				if data[i+2] == 255 {
					e.Value, e.Volume = nan, nan
				}
				if err := take[log](e); err != nil {
					t.Fatal(err)
				}
			}
		}
		deriver.Finish()
		checkDerived(t, s)
		TitreCases(s.p, s.d)
	})
}

// fuzzedStudy has two rows, of one patient or of two, with random ends.
func fuzzedStudy(r *rand.Rand) *study {
	s := newStudy(2)
	s.p.TimeUnit = []plan.TimeUnit{plan.Days, plan.Months, plan.Years}[r.IntN(3)]
	s.p.Rules.Prefer = []code.Preference{code.PreferLog, code.PreferCase}[r.IntN(2)]
	s.p.Rules.TransfusionIndependence.Date = []code.IndependenceDate{code.WindowEnd, code.LastTransfusion}[r.IntN(2)]
	s.p.Rules.NeutrophilEngraftment.Consecutive = 1 + r.IntN(3)
	s.p.Rules.PlateletEngraftment.Consecutive = 1 + r.IntN(3)
	s.p.Rules.PlateletEngraftment.TransfusionFreeDays = r.IntN(8)
	slices.Reverse(s.p.Rules.PlateletEngraftment.AtLeast[r.IntN(2):])
	if r.IntN(2) == 0 {
		s.d.Patient[1], s.d.TransplantDate[1] = 0, 10000+float64(r.IntN(60))
	}
	s.d.AsOf = 10000 + float64(r.IntN(300))
	for _, name := range []string{"last_contact", "death", "counts_complete_to", "transfusions_complete_to",
		"second_transplant"} {
		for row := range 2 {
			if r.IntN(3) == 0 {
				s.milestone(name, row, float64(r.IntN(200))/s.p.TimeUnit.Days())
			}
		}
	}
	if r.IntN(2) == 0 {
		s.d.AsOf = nan
		s.d.TransplantDate = []float64{nan, nan}
	}
	return s
}

func checkDerived(t *testing.T, s *study) {
	t.Helper()
	for row := range s.d.Rows() {
		end := math.Inf(1)
		for _, name := range []string{"last_contact", "death", "second_transplant"} {
			if at := s.time(name, row); !math.IsNaN(at) && (name != "second_transplant" || at > 0) {
				end = min(end, at)
			}
		}
		if closing := (s.d.AsOf - s.d.TransplantDate[row]) / s.p.TimeUnit.Days(); closing < end {
			end = closing
		}
		for _, name := range slices.Sorted(maps.Keys(s.d.Milestones)) {
			m := s.d.Milestones[name]
			if _, byLog := m.Source[row]; !byLog || !slices.Contains(derivedMilestones, name) ||
				math.IsNaN(m.Time[row]) {
				continue
			}
			if m.Time[row] < 0 || m.Time[row] > end {
				t.Errorf("%s of row %d is at %v, the end is %v", name, row, m.Time[row], end)
			}
		}
		if at, complete := s.time("rbc_independence", row), s.time("transfusions_complete_to", row); at > complete {
			t.Errorf("row %d: independent at %v, transfusions are known to %v", row, at, complete)
		}
		if twenty, fifty := s.time("platelet_engraftment_20", row),
			s.time("platelet_engraftment_50", row); fifty < twenty {
			t.Errorf("row %d: 50 at %v, 20 at %v", row, fifty, twenty)
		}
	}
}

// Memory and time of a long log: 1000 cases with 1000 days of counts.
func BenchmarkCounts(b *testing.B) {
	const cases, days = 1000, 1000
	s := newStudy(cases)
	for range b.N {
		r := New(s.p, s.d)
		for row := range int32(cases) {
			for day := range days {
				for _, test := range []string{"anc", "platelets"} {
					if err := r.Count(registry.LogEntry{Row: row, Line: 2, Day: float64(day), Kind: test,
						Value: float64(day % 100)}); err != nil {
						b.Fatal(err)
					}
				}
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*cases*days*2), "ns/entry")
}
