package recovery

import (
	"math"
	"testing"

	"graftstat/analysis/registry"
)

// waiting is a recipient of group O with a donor of group A whose neutrophils and
// platelets recover on days 20 and 25 and whose reticulocytes do not: red cells every two
// weeks, values of days 46 and 60.
func waiting(recipient, donor string) *study {
	s := newStudy(1)
	s.category("recipient_abo", 0, recipient).category("donor_abo", 0, donor)
	s.milestone(neutrophilMilestone, 0, 20).milestone("platelet_engraftment_20", 0, 25)
	s.milestone(failureMilestone, 0, nan)
	s.reticulocytes(0, "reticulocytes", 14, 0.1, 46, 0.2, 60, 0.1)
	return s.transfuse(0, "rbc", "supportive", 14, 28, 42, 56)
}

func TestAplasiaFromTheLogs(t *testing.T) {
	s := waiting("O", "A").derive(t)
	s.want(t, aplasiaMilestone, 0, 60, registry.Yes, 4)
	if s.note(0).Delayed {
		t.Error("after a major mismatch the course is no delay")
	}
	for _, groups := range [][2]string{{"A", "O"}, {"A", "A"}} {
		s = waiting(groups[0], groups[1]).derive(t)
		if note := s.note(0); s.d.Milestones[aplasiaMilestone].Happened(0) || !note.Delayed || note.DelayedTime != 60 {
			t.Errorf("%v: %+v", groups, note)
		}
	}
	s = waiting("A", "B").derive(t)
	s.want(t, aplasiaMilestone, 0, 60, registry.Yes, 4)
}

// What is missing leaves the criteria open with its reason, and is never a no.
func TestAplasiaLeftOpen(t *testing.T) {
	for name, c := range map[string]struct {
		change func(s *study)
		why    string
	}{
		"no value of the window": {func(s *study) {
			s.counts = nil
			s.reticulocytes(0, "reticulocytes", 14, 0.1)
		}, aplasiaOpen},
		"transfusions undeclared": {func(s *study) {
			s.p.Data.Transfusions.CompleteTo.AsOf, s.transfusions = false, s.transfusions[:1]
		}, "transfusions_unknown"},
		"no transfusions to day 60": {func(s *study) {
			s.transfusions = s.transfusions[:1]
			s.milestone(completeTo, 0, 59)
		}, "transfusions_unknown"},
		"neutrophils unknown": {func(s *study) {
			s.milestone(neutrophilMilestone, 0, nan, registry.Unknown)
		}, "neutrophils_unknown"},
		"platelets undated": {func(s *study) {
			s.milestone("platelet_engraftment_20", 0, nan, registry.Yes)
		}, "platelets_unknown"},
		"no column of failure": {func(s *study) { delete(s.d.Milestones, failureMilestone) }, "failure_unknown"},
	} {
		s := waiting("O", "A")
		c.change(s)
		s.derive(t)
		m := s.d.Milestones[aplasiaMilestone]
		if m.Happened(0) || m.Known.Time[0] != 59 || s.note(0).Why[aplasiaMilestone] != c.why {
			t.Errorf("%s: status %d, known to %v, %+v", name, m.Status[0], m.Known.Time[0], s.note(0))
		}
		if told := s.told(aplasiaOpen); (told == 1) != (c.why == aplasiaOpen) {
			t.Errorf("%s: told %d times", name, told)
		}
	}
}

// The diagnosis of the row stands beside the criteria; a contradiction is told.
func TestDiagnosisBesideTheCriteria(t *testing.T) {
	recovered := func(s *study) {
		s.counts = nil
		s.reticulocytes(0, "reticulocytes", 14, 0.1, 30, 1.5, 37, 2, 60, 2)
	}
	for name, c := range map[string]struct {
		change func(s *study)
		status registry.Status
		day    float64
		told   int
	}{
		"both":             {func(s *study) {}, registry.Blank, 75, 0},
		"denied":           {func(s *study) {}, registry.No, nan, 1},
		"not mentioned":    {func(s *study) {}, registry.Blank, nan, 0},
		"stated alone":     {recovered, registry.Blank, 75, 1},
		"neither":          {recovered, registry.Blank, nan, 0},
		"stated, not seen": {func(s *study) { s.counts = s.counts[:1] }, registry.Yes, nan, 0},
	} {
		s := waiting("O", "A").milestone(diagnosis, 0, c.day, c.status)
		c.change(s)
		s.derive(t)
		m := s.d.Milestones[diagnosis]
		same := m.Time[0] == c.day || math.IsNaN(m.Time[0]) && math.IsNaN(c.day)
		if s.told(aplasiaDiffers) != c.told || m.Status[0] != c.status || !same {
			t.Errorf("%s: told %d times, prca %v %d", name, s.told(aplasiaDiffers), m.Time[0], m.Status[0])
		}
	}
}

// A death before day 60 leaves nothing open: nobody meets the criteria so early.
func TestAplasiaOfTheDead(t *testing.T) {
	s := waiting("O", "A").milestone("death", 0, 50).derive(t)
	m := s.d.Milestones[aplasiaMilestone]
	if m.Status[0] != registry.No && m.Status[0] != registry.Blank || m.Happened(0) || m.Known.Time[0] < 50 {
		t.Errorf("status %d, known to %v", m.Status[0], m.Known.Time[0])
	}
}

// The absolute count has its own threshold: 20 x 10^9/L.
func TestAplasiaByTheAbsoluteCount(t *testing.T) {
	for second, want := range map[float64]bool{19.9: true, 20: false} {
		s := waiting("O", "A")
		s.counts = nil
		s.reticulocytes(0, "reticulocytes_abs", 14, 5, 46, 12, 60, second).derive(t)
		if got := s.d.Milestones[aplasiaMilestone].Happened(0); got != want {
			t.Errorf("%v x 10^9/L: met %v", second, got)
		}
	}
}

// Without a log nothing of what it decides appears, and nothing else changes.
func TestDroppingALogAddsNothing(t *testing.T) {
	build := func() *study {
		s := waiting("O", "A")
		s.p.Data.Typing = crossed("O", "A").p.Data.Typing
		return s.typed(0, 30, "O", "anti-A").typed(0, 130, "A", "none").typed(0, 160, "A", "none")
	}
	whole := build().derive(t)
	for name, drop := range map[string]func(s *study){
		"counts":       func(s *study) { s.counts = nil },
		"typing":       func(s *study) { s.typings, s.p.Data.Typing.File = nil, nil },
		"transfusions": func(s *study) { s.transfusions, s.p.Data.Transfusions.File = nil, nil },
	} {
		s := build()
		drop(s)
		s.derive(t)
		for _, milestone := range []string{reticulocyteMilestone, conversionMilestone, donorCellMilestone,
			aplasiaMilestone} {
			m := s.d.Milestones[milestone]
			if m != nil && m.Happened(0) && m.Time[0] != whole.d.Milestones[milestone].Time[0] {
				t.Errorf("without %s: %s on day %v", name, milestone, m.Time[0])
			}
		}
	}
}
