package recovery

import (
	"math"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// crossed is a study of one recipient and donor with a log of typing.
func crossed(recipient, donor string) *study {
	s := newStudy(1)
	s.p.Data.Typing = plan.LogSource{File: plan.Files("typing.csv")}
	s.category("recipient_abo", 0, recipient).category("donor_abo", 0, donor)
	return s
}

// typed adds a sample: forward, reverse, DAT; "" is blank.
func (s *study) typed(row int, day float64, found ...string) *study {
	line := 2
	if n := len(s.typings); n > 0 {
		line = int(s.typings[n-1].Line) + 1
	}
	for i, kind := range []string{registry.Forward, registry.Reverse, registry.DAT} {
		class := ""
		if i < len(found) {
			class = found[i]
		}
		s.typings = append(s.typings, registry.LogEntry{Row: int32(row), Line: int32(line), Day: day, Kind: kind,
			Class: class, Value: nan, Volume: nan})
	}
	return s
}

func (s *study) reticulocytes(row int, test string, pairs ...float64) *study {
	for i := 0; i < len(pairs); i += 2 {
		s.count(row, test, pairs[i], pairs[i+1])
	}
	return s
}

// units gives red cells of a group.
func (s *study) units(row int, group string, days ...float64) *study {
	n := len(s.transfusions)
	s.transfuse(row, "rbc", "supportive", days...)
	for i := n; i < len(s.transfusions); i++ {
		s.transfusions[i].Group = group
	}
	return s
}

func (s *study) note(row int) registry.RedCellNote {
	if n := s.d.RedCellNotes[int32(row)]; n != nil {
		return *n
	}
	return registry.RedCellNote{}
}

func TestReticulocytesFromTheLog(t *testing.T) {
	s := newStudy(1).reticulocytes(0, "reticulocytes", -3, 4, 7, 0.3, 14, 1.2, 21, 1).derive(t)
	s.want(t, reticulocyteMilestone, 0, 14, registry.Yes, 4)
	s.wantIssues(t)
}

// Where a case has both, the absolute count decides; one value of it decides nothing.
func TestAbsoluteCountDecides(t *testing.T) {
	both := func(abs ...float64) *study {
		s := newStudy(1).reticulocytes(0, "reticulocytes", 7, 0.3, 14, 1.2, 21, 1.4)
		return s.reticulocytes(0, "reticulocytes_abs", abs...).inOrder().derive(t)
	}
	if m := both(7, 12, 14, 25, 21, 29, 28, 30, 35, 31).d.Milestones[reticulocyteMilestone]; m.Time[0] != 28 {
		t.Errorf("by both: day %v, want 28", m.Time[0])
	}
	if m := both(28, 12).d.Milestones[reticulocyteMilestone]; m.Time[0] != 14 {
		t.Errorf("one absolute value: day %v, want 14", m.Time[0])
	}
}

// inOrder sorts the counts by day, as the log must be.
func (s *study) inOrder() *study {
	for i := range s.counts {
		for j := i; j > 0 && s.counts[j].Row == s.counts[j-1].Row && s.counts[j].Day < s.counts[j-1].Day; j-- {
			s.counts[j], s.counts[j-1] = s.counts[j-1], s.counts[j]
		}
	}
	return s
}

// What the log cannot tell is left open, and told; what it lacks is never a no.
func TestReticulocytesLeftOpen(t *testing.T) {
	for name, c := range map[string]struct {
		pairs []float64
		issue string
	}{
		"another unit":       {[]float64{7, 3, 14, 12, 21, 26}, implausibleCount},
		"begins after it":    {[]float64{20, 1.4, 27, 1.6}, recoveryUndated},
		"the edge of a unit": {[]float64{7, 0.3, 14, 12, 21, 25}, ""},
	} {
		s := newStudy(1).reticulocytes(0, "reticulocytes", c.pairs...).derive(t)
		m := s.d.Milestones[reticulocyteMilestone]
		if open := m.Status[0] == registry.Unreadable; open != (c.issue != "") || c.issue != "" && s.told(c.issue) != 1 {
			t.Errorf("%s: status %d, issues %v", name, m.Status[0], s.d.Issues)
		}
	}
	s := newStudy(2).reticulocytes(0, "reticulocytes", 7, 0.3).derive(t)
	m := s.d.Milestones[reticulocyteMilestone]
	if m.Status[1] != registry.Unknown || s.told(reticulocytesMissing) != 1 {
		t.Errorf("no value: status %d, issues %v", m.Status[1], s.d.Issues)
	}
	if m.Known.Time[0] != 7 || m.Known.Grace != 7 || m.Happened(0) {
		t.Errorf("one low value: known to %v, grace %v", m.Known.Time[0], m.Known.Grace)
	}
	s = newStudy(1).daily(0, "anc", 1, 0.1, 0.2, 1, 1, 1).derive(t)
	if s.d.Milestones[reticulocyteMilestone] != nil || s.d.Withheld[reticulocyteMilestone] != logLacksTest {
		t.Error("a log without reticulocytes tells of them")
	}
	s = newStudy(1).reticulocytes(0, "reticulocytes", 7, 0.3, 14, 2, 21, 2)
	s.category("transplant_type", 0, "autologous").derive(t)
	if s.d.Milestones[reticulocyteMilestone] != nil {
		t.Error("an autograft is asked")
	}
}

func TestConversionFromTheLog(t *testing.T) {
	s := crossed("O", "A").typed(0, 30, "O", "anti-A anti-B").typed(0, 90, "A", "anti-B", "negative").
		typed(0, 120, "A", "anti-B").derive(t)
	s.want(t, conversionMilestone, 0, 90, registry.Yes, 3)
	s.want(t, donorCellMilestone, 0, 90, registry.Yes, 3) // the sample of day 30 lacked them
	if got := s.note(0).Provisional; got != "" {
		t.Errorf("no red cells at all: provisional %q", got)
	}
	s = crossed("O", "A").typed(0, 30, "O", "anti-A anti-B").typed(0, 90, "A").typed(0, 120, "A").derive(t)
	if m := s.d.Milestones[conversionMilestone]; m.Status[0] != registry.Unreadable || s.told(typingOpen) != 1 ||
		s.note(0).Why[conversionMilestone] != serumNotTyped {
		t.Errorf("no serum: status %d, %v", m.Status[0], s.d.Issues)
	}
	s = crossed("A", "O").typed(0, 90, "O").typed(0, 120, "O").derive(t)
	s.want(t, conversionMilestone, 0, 90, registry.Yes, 2) // there is no antigen to have an antibody against
	if m := s.d.Milestones[donorCellMilestone]; m.Happened(0) || s.note(0).Why[donorCellMilestone] != donorIsO {
		t.Error("an O donor is asked for red cells")
	}
	s = crossed("A", "A").typed(0, 90, "A", "anti-B").typed(0, 120, "A", "anti-B").derive(t)
	if s.d.Milestones[conversionMilestone].Happened(0) {
		t.Error("equal groups converted")
	}
}

// A case without a sample is not known; the others are known to their last.
func TestTypingMissing(t *testing.T) {
	s := newStudy(2)
	s.p.Data.Typing = plan.LogSource{File: plan.Files("typing.csv")}
	for row := range 2 {
		s.category("recipient_abo", row, "O").category("donor_abo", row, "B")
	}
	s.typed(0, 40, "O", "anti-A anti-B").derive(t)
	for _, name := range []string{conversionMilestone, donorCellMilestone} {
		m := s.d.Milestones[name]
		if m.Status[1] != registry.Unknown || m.Happened(0) || m.Known.Time[0] != 40 || !math.IsInf(m.Known.Time[1], 1) {
			t.Errorf("%s: status %d, known to %v", name, m.Status[1], m.Known.Time)
		}
	}
	if s.told(typingMissing) != 1 {
		t.Errorf("issues %v", s.d.Issues)
	}
}

// A case without a sample that ended by day 30 is known to day 0 and is not told of; a
// day later one was due.
func TestTooEarlyForTyping(t *testing.T) {
	for end, told := range map[float64]int{30: 0, 31: 1} {
		s := newStudy(2)
		s.p.Data.Typing = plan.LogSource{File: plan.Files("typing.csv")}
		for row := range 2 {
			s.category("recipient_abo", row, "O").category("donor_abo", row, "B")
		}
		s.milestone("death", 1, end, registry.Blank)
		s.typed(0, 40, "O", "anti-A anti-B").derive(t)
		m := s.d.Milestones[conversionMilestone]
		if early := told == 0; s.told(typingMissing) != told || (m.Known.Time[1] == 0) != early ||
			(m.Status[1] == registry.Unknown) == early {
			t.Errorf("ended on day %g: told %d times, known to %v, %v", end, s.told(typingMissing), m.Known.Time, m.Status)
		}
	}
}

// A conversion is provisional 120 days after red cells of another group than the
// recipient's, and not 121.
func TestProvisionalConversion(t *testing.T) {
	for name, c := range map[string]struct {
		change func(s *study)
		want   string
	}{
		"the recipient's group":     {func(s *study) { s.units(0, "O", 10, 60) }, ""},
		"the donor's, 120 days":     {func(s *study) { s.units(0, "A", 80) }, registry.ProvisionalGiven},
		"the donor's, 121 days":     {func(s *study) { s.units(0, "A", 79) }, ""},
		"after the sample":          {func(s *study) { s.units(0, "A", 201) }, ""},
		"a group that is not known": {func(s *study) { s.units(0, "", 80) }, registry.ProvisionalNotExcluded},
		"one known, one not": {func(s *study) {
			s.units(0, "", 80).units(0, "B", 90)
		}, registry.ProvisionalGiven},
		"not known, 121 days before": {func(s *study) { s.units(0, "", 79) }, ""},
		"platelets":                  {func(s *study) { s.transfuse(0, "platelets", "supportive", 100) }, ""},
		"transfusions not declared": {func(s *study) {
			s.p.Data.Transfusions.CompleteTo = plan.CompleteTo{}
		}, registry.ProvisionalUnknown},
		"declared to the day before": {func(s *study) {
			s.milestone(completeTo, 0, 199)
		}, registry.ProvisionalUnknown},
		"declared to the day": {func(s *study) { s.milestone(completeTo, 0, 200) }, ""},
	} {
		s := crossed("O", "A").typed(0, 30, "O", "anti-A").typed(0, 200, "A", "none").typed(0, 230, "A", "none")
		c.change(s)
		s.derive(t)
		s.want(t, conversionMilestone, 0, 200, registry.Yes, 3)
		if got := s.note(0).Provisional; got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// Donor cells within 120 days of those that came with the graft or before it are no proof.
func TestDonorCellsThatWereGiven(t *testing.T) {
	for name, c := range map[string]struct {
		change func(s *study)
		want   float64
	}{
		"undepleted graft":      {func(s *study) { s.category("rbc_depletion", 0, "no") }, 121},
		"nothing says depleted": {func(s *study) {}, 121},
		"depleted":              {func(s *study) { s.category("rbc_depletion", 0, "yes") }, 40},
		"and desensitised":      {func(s *study) { s.category("rbc_depletion", 0, "yes").desensitised(-5) }, 120},
		"desensitised long ago": {func(s *study) { s.category("rbc_depletion", 0, "yes").desensitised(-81) }, 40},
		"a unit of the donor's": {func(s *study) { s.category("rbc_depletion", 0, "yes").units(0, "B", 20) }, nan},
		"a unit of another":     {func(s *study) { s.category("rbc_depletion", 0, "yes").units(0, "O", 20) }, 40},
		"by plasma exchange": {func(s *study) {
			s.category("rbc_depletion", 0, "yes").desensitised(-5).category("desensitisation", 0, "plasma_exchange")
		}, 40},
		"a sample lacked them": {func(s *study) {
			s.typings = nil
			s.typed(0, 20, "O").typed(0, 40, "mixed")
		}, 40},
		"but that was on day 0": {func(s *study) {
			s.typings = nil
			s.typed(0, 0, "O").typed(0, 40, "mixed").typed(0, 121, "B")
		}, 121},
		"of the patient: nobody": {func(s *study) { s.typings = nil; s.typed(0, 20, "O").typed(0, 140, "O") }, nan},
	} {
		s := crossed("O", "B").typed(0, 40, "mixed", "anti-A").typed(0, 120, "B", "anti-A").typed(0, 121, "B", "anti-A")
		c.change(s)
		s.derive(t)
		m := s.d.Milestones[donorCellMilestone]
		if m.Time[0] != c.want && !(math.IsNaN(m.Time[0]) && math.IsNaN(c.want)) {
			t.Errorf("%s: day %v, want %v", name, m.Time[0], c.want)
		}
	}
}

// desensitised drips the donor's red cells on a day.
func (s *study) desensitised(day float64) *study {
	s.category("desensitisation", 0, "donor_rbc")
	s.titre(0, "anti-B", "IgM", day, 64, 20)
	return s
}
