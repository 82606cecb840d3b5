package recovery

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// poorStudy has cases with poor graft function on day 42, the donor's share 99 % on day 43.
func poorStudy(cases int) *study {
	s := newStudy(cases)
	for row := range cases {
		for i, x := range []float64{0.4, 0.3, 0.4} {
			day := 28 + 7*float64(i)
			s.count(row, "anc", day, x).count(row, "platelets", day, 15).count(row, "hb", day, 9)
		}
		s.count(row, "chimerism", 43, 99)
	}
	return s
}

func (s *study) drop(test string) *study {
	s.counts = slices.DeleteFunc(s.counts, func(e registry.LogEntry) bool { return e.Kind == test })
	return s
}

func TestPoorGraftFunctionIsDated(t *testing.T) {
	s := poorStudy(1).derive(t)
	s.want(t, poorGraftFunction, 0, 42, registry.Yes, 8) // the third neutrophil value
	want := []registry.GraftFunction{{Day: 42, Met: true, BloodStandsIn: true}}
	if !slices.Equal(s.d.GraftFunction, want) {
		t.Errorf("%+v", s.d.GraftFunction)
	}
}

func TestTheRowsOwnStatementOfPoorGraftFunction(t *testing.T) {
	at := func(prefer string, day float64, status ...registry.Status) *study {
		s := poorStudy(1).milestone(poorGraftFunction, 0, day, status...)
		if prefer == "case" {
			s.p.Rules.Prefer = "case"
		}
		return s.derive(t)
	}
	s := at("log", 50)
	s.want(t, poorGraftFunction, 0, 42, registry.Yes, 8)
	if s.told(logDatesDiffer) != 1 {
		t.Errorf("another day is not told: %v", s.d.Issues)
	}
	s = at("case", 50)
	s.want(t, poorGraftFunction, 0, 50, registry.Blank, -1)
	if s.told(logDatesDiffer) != 1 {
		t.Errorf("another day is not told: %v", s.d.Issues)
	}
	s = at("case", nan, registry.No)
	s.want(t, poorGraftFunction, 0, nan, registry.No, -1)
	if s.told(logDiffers) != 1 {
		t.Errorf("a no is not told: %v", s.d.Issues)
	}
	// The row has it, the counts exclude it.
	s = newStudy(1).milestone(poorGraftFunction, 0, 35)
	for _, day := range []float64{28, 35, 42} {
		s.count(0, "anc", day, 2).count(0, "platelets", day, 90)
	}
	s.count(0, "chimerism", 43, 99).derive(t)
	s.want(t, poorGraftFunction, 0, nan, registry.No, 0)
	if s.told(logWithoutEvent) != 1 {
		t.Errorf("an event that the counts exclude is not told: %v", s.d.Issues)
	}
}

func TestCriteriaMetButChimerismUnknown(t *testing.T) {
	s := poorStudy(2)
	s.counts = slices.DeleteFunc(s.counts, func(e registry.LogEntry) bool { return e.Row == 0 && e.Kind == "chimerism" })
	s.derive(t)
	m := s.d.Milestones[poorGraftFunction]
	if m.Status[0] != registry.Unreadable || m.Written(0) || m.Status[1] != registry.Yes {
		t.Errorf("status %d, written %v, other %d", m.Status[0], m.Written(0), m.Status[1])
	}
	if s.told(graftFunctionDonorUnknown) != 1 || s.told(graftFunctionUndecided) != 0 {
		t.Errorf("issues %v", s.d.Issues)
	}
	// The row's own statement answers.
	s = poorStudy(2).milestone(poorGraftFunction, 0, 44)
	s.counts = slices.DeleteFunc(s.counts, func(e registry.LogEntry) bool { return e.Row == 0 && e.Kind == "chimerism" })
	s.derive(t)
	s.want(t, poorGraftFunction, 0, 44, registry.Blank, -1)
	if s.told(graftFunctionDonorUnknown) != 0 {
		t.Errorf("told of a case whose row states it: %v", s.d.Issues)
	}
}

// Whatever log is lost, no yes and no no appears that was not there.
func TestPoorGraftFunctionWithoutALog(t *testing.T) {
	if s := poorStudy(2).drop("chimerism").derive(t); s.d.Milestones[poorGraftFunction] != nil ||
		s.d.Withheld[poorGraftFunction] != logLacksChimerism || len(s.d.GraftFunction) != 0 {
		t.Errorf("without chimerism: %v, withheld %q", s.d.Milestones[poorGraftFunction], s.d.Withheld)
	}
	s := poorStudy(1).drop("platelets").derive(t)
	if m := s.d.Milestones[poorGraftFunction]; m.Status[0] != registry.Unreadable || s.told(graftFunctionUndecided) != 1 {
		t.Errorf("without platelets: status %d, issues %v", m.Status[0], s.d.Issues)
	}
	s = poorStudy(1).drop("hb")
	s.p.Data.Transfusions = plan.LogSource{}
	s.derive(t).want(t, poorGraftFunction, 0, 42, registry.Yes, 8)
	s = poorStudy(1)
	s.counts = nil
	if s.derive(t); s.d.Milestones[poorGraftFunction] != nil {
		t.Error("without a log of counts there is a milestone")
	}
	// A case without late counts is known to day 28.
	s = poorStudy(2)
	s.counts = slices.DeleteFunc(s.counts, func(e registry.LogEntry) bool { return e.Row == 0 && e.Kind != "chimerism" })
	m := s.derive(t).d.Milestones[poorGraftFunction]
	if m.Status[0] != registry.Blank || m.Known.Time[0] != 28 || !math.IsInf(m.Known.Time[1], 1) {
		t.Errorf("status %d, known to %v", m.Status[0], m.Known.Time)
	}
}

func TestWhatElseExplainsLowCounts(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*study)
		yes    bool
	}{
		{"relapse on the day", func(s *study) { s.milestone("relapse", 0, 42) }, false},
		{"relapse the day after", func(s *study) { s.milestone("relapse", 0, 43) }, true},
		{"progression before", func(s *study) { s.milestone("progression", 0, 30) }, false},
		{"GVHD III without an end", func(s *study) { s.milestone("acute_gvhd_3", 0, 42) }, false},
		{"GVHD III the day after", func(s *study) { s.milestone("acute_gvhd_3", 0, 43) }, true},
		{"a second transplant the day before", func(s *study) { s.milestone("second_transplant", 0, 41) }, false},
		{"an autograft", func(s *study) { s.category("transplant_type", 0, "autologous") }, false},
	} {
		s := poorStudy(1)
		c.change(s)
		s.derive(t)
		m := s.d.Milestones[poorGraftFunction]
		if got := m != nil && m.Status[0] == registry.Yes; got != c.yes {
			t.Errorf("%s: yes %v", c.name, got)
		}
	}
	s := poorStudy(1).milestone("relapse", 0, nan, registry.Yes).derive(t)
	if m := s.d.Milestones[poorGraftFunction]; m.Status[0] != registry.Unreadable {
		t.Errorf("a relapse on an unknown day: status %d", m.Status[0])
	}
}

func TestGVHDIsActiveUntilBelowGradeII(t *testing.T) {
	for _, c := range []struct {
		name string
		day  float64 // of the assessment that ends it
		skin int
		yes  bool
	}{
		{"none on the day", 42, 0, true},
		{"none the day after", 43, 0, false},
		{"grade I on the day", 42, 2, true},
		{"grade II on the day", 42, 3, false},
	} {
		s := poorStudy(1)
		s.p.Data.GVHD = plan.LogSource{File: plan.Files("gvhd.csv")}
		s.p.Rules.GVHD.CarryForwardDays = 28
		s.assess(0, 20, 0, 2, 0, 0) // III
		s.assess(0, c.day, c.skin, 0, 0, 0)
		s.derive(t)
		if got := s.d.Milestones[poorGraftFunction].Status[0] == registry.Yes; got != c.yes {
			t.Errorf("%s: yes %v", c.name, got)
		}
	}
}

func TestGrowthFactorAndTransfusionsStandForValues(t *testing.T) {
	s := newStudy(1).transfuse(0, "gcsf", "", 28, 35, 42)
	s.transfuse(0, "platelets", "supportive", 29, 36, 43).count(0, "chimerism", 43, 99).count(0, "anc", 60, 1)
	slices.SortFunc(s.transfusions, func(a, b registry.LogEntry) int { return int(a.Day - b.Day) })
	s.derive(t).want(t, poorGraftFunction, 0, 43, registry.Yes, 0)
}

func TestCountsOfAnotherUnitDecideNothing(t *testing.T) {
	s := poorStudy(1).count(0, "anc", 50, 400).derive(t)
	if m := s.d.Milestones[poorGraftFunction]; m.Status[0] != registry.Unreadable || len(s.d.GraftFunction) != 0 {
		t.Errorf("status %d", m.Status[0])
	}
}

// The truth of TestIncidenceOfPoorGraftFunction: counts are weekly from day 28 and fall
// for good at a week with the chance falls, one in five then with mixed chimerism; the
// child dies at a constant rate of one in mean days, whatever the counts. It meets the
// criteria at its third low week if it lives beyond that day.
func truePoorGraftFunction(falls, mean float64, by int) float64 {
	sum, still := 0., 1.
	for week := 0; 28+7*(week+2) <= by; week++ {
		day := float64(28 + 7*(week+2))
		sum += still * falls * math.Exp(-(day+1)/mean)
		still *= 1 - falls
	}
	return 0.8 * sum
}

func TestIncidenceOfPoorGraftFunction(t *testing.T) {
	const falls, mean, by, cases, replicates = 0.04, 500., 180, 1000, 6
	r, estimate := rand.New(rand.NewPCG(28, 3)), 0.
	for range replicates {
		s := newStudy(cases)
		for row := range cases {
			poorAtRandom(s, r, row, falls, mean)
		}
		s.derive(t)
		estimate += incidence(poorOutcomes(s), by) / replicates
	}
	truth := truePoorGraftFunction(falls, mean, by)
	t.Logf("incidence %.4f, true %.4f", estimate, truth)
	if math.Abs(estimate-truth) > 0.02 { // standard error .006 to .007
		t.Errorf("incidence %.4f, true %.4f", estimate, truth)
	}
}

// poorAtRandom adds a child that is followed for up to 500 days.
func poorAtRandom(s *study, r *rand.Rand, row int, falls, mean float64) {
	death, seen := math.Floor(r.ExpFloat64()*mean), float64(1+r.IntN(500))
	mixed, low := r.Float64() < 0.2, false
	s.milestone("last_contact", row, min(death, seen))
	if death <= seen {
		s.milestone("death", row, death)
	}
	for day := 28.; day <= seen && day < death; day += 7 {
		low = low || r.Float64() < falls
		anc, platelets, donor := 1+r.Float64(), 60+50*r.Float64(), 99.
		if !low && r.Float64() < 0.1 { // one low value alone
			anc, platelets = 0.3, 10
		}
		if low {
			anc, platelets = 0.4*r.Float64(), 19*r.Float64()
			if mixed {
				donor = 60
			}
		}
		s.count(row, "anc", day, anc).count(row, "platelets", day, platelets).count(row, "hb", day, 9)
		s.count(row, "chimerism", day, donor)
	}
}

// poorOutcomes reads the milestones as an endpoint does: to the day to which counts
// are known, and a death within the grace after it.
func poorOutcomes(s *study) []outcome {
	m := s.d.Milestones[poorGraftFunction]
	list := make([]outcome, s.d.Rows())
	for row := range list {
		known, death := m.Known.Time[row], s.time("death", row)
		switch {
		case m.Status[row] == registry.Yes:
			list[row] = outcome{m.Time[row], 1}
		case death <= known+m.Known.Grace:
			list[row] = outcome{death, 2}
		default:
			list[row] = outcome{min(known, s.time("last_contact", row)), 0}
		}
	}
	return list
}

func TestLostDonorCellsWithoutAFailureAreTold(t *testing.T) {
	lost := func() *study {
		s := newStudy(1)
		s.p.Rules.Chimerism.LostBelow = 5
		return s.count(0, "chimerism", 30, 98).count(0, "chimerism", 400, 4.9)
	}
	s := lost().count(0, "chimerism", 900, 4).derive(t)
	s.wantIssues(t, "warning donor_cells_lost counts.csv 4 value C1 400")
	if s = lost().count(0, "chimerism", 900, 5).derive(t); s.told(donorCellsLost) != 0 {
		t.Errorf("one sample under the limit: %v", s.d.Issues)
	}
	s = lost().milestone("graft_failure", 0, 420).count(0, "chimerism", 900, 4).derive(t)
	if s.told(donorCellsLost) != 0 {
		t.Errorf("of a failure that is recorded: %v", s.d.Issues)
	}
}
