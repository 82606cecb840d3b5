package recovery

import (
	"testing"

	"graftstat/analysis/registry"
)

// low are values that fall on day 1 and stay low up to a day.
func low(until int) []float64 {
	values := []float64{3}
	for range until {
		values = append(values, .1)
	}
	return values
}

func TestPrimaryGraftFailure(t *testing.T) {
	for _, c := range []struct {
		name   string
		study  *study
		failed bool
	}{
		{"low through day 31", newStudy(1).daily(0, "anc", 0, low(31)...), true},
		{"the log ends on day 30", newStudy(1).daily(0, "anc", 0, low(30)...), false},
		{"but is complete to it", newStudy(1).daily(0, "anc", 0, low(30)...).milestone("counts_complete_to", 0, 30),
			true},
		{"complete to day 29 only", newStudy(1).daily(0, "anc", 0, low(29)...).milestone("counts_complete_to", 0, 29),
			false},
		{"a value each week", newStudy(1).daily(0, "anc", 0, low(25)...).count(0, "anc", 32, .1), true},
		{"over a week unseen", newStudy(1).daily(0, "anc", 0, low(25)...).count(0, "anc", 33, .1), false},
		{"recovered on day 30", newStudy(1).daily(0, "anc", 0, append(low(29), .5, .5, .5)...), false},
		{"a run that is open on day 30", newStudy(1).daily(0, "anc", 0, append(low(29), .5, .5)...), false},
		{"a run that broke off", newStudy(1).daily(0, "anc", 0, append(low(29), .5, .5, .1)...), true},
		{"died on day 30", newStudy(1).daily(0, "anc", 0, low(30)...).milestone("counts_complete_to", 0, 30).
			milestone("death", 0, 30), false},
		{"last seen on day 29", newStudy(1).daily(0, "anc", 0, low(29)...).milestone("counts_complete_to", 0, 40).
			milestone("last_contact", 0, 29), false},
		{"rescued on day 30", newStudy(1).daily(0, "anc", 0, low(40)...).milestone("second_transplant", 0, 30).
			milestone("counts_complete_to", 0, 40), false},
		{"never fell", newStudy(1).daily(0, "anc", 0, 3, 2, 2, 2, 2).milestone("counts_complete_to", 0, 40), false},
		{"the row knows the recovery, the log ends", newStudy(1).daily(0, "anc", 0, low(10)...).
			milestone("counts_complete_to", 0, 40).milestone("neutrophil_engraftment", 0, 20), false},
		{"the row does not know whether there was one", newStudy(1).daily(0, "anc", 0, low(31)...).
			milestone("neutrophil_engraftment", 0, nan, registry.Unknown), false},
		{"no counts", newStudy(1).milestone("counts_complete_to", 0, 40), false},
		{"cord blood has until day 42", newStudy(1).daily(0, "anc", 0, low(41)...).category("cell_source", 0, "cord"),
			false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := c.study.milestone("graft_failure", 0, nan).derive(t)
			if m := s.d.Milestones["graft_failure"]; c.failed != (m.Status[0] == registry.Yes) || c.failed &&
				m.Time[0] != 30 {
				t.Errorf("status %d, time %v; failed should be %v", m.Status[0], m.Time[0], c.failed)
			}
		})
	}
}

func TestGraftFailureIsDatedOnTheRulesDay(t *testing.T) {
	s := newStudy(1).daily(0, "anc", 0, low(43)...).category("cell_source", 0, "cord").derive(t)
	s.want(t, "graft_failure", 0, 42, registry.Yes, 44) // by the last value up to that day
	s.wantIssues(t)
}

func TestRecoveryAfterGraftFailureCounts(t *testing.T) {
	s := newStudy(1).daily(0, "anc", 0, append(low(32), .5, .6, .7)...).derive(t)
	s.want(t, "graft_failure", 0, 30, registry.Yes, 32)
	s.want(t, "neutrophil_engraftment", 0, 33, registry.Yes, 35)
	s.wantIssues(t, "warning recovery_after_graft_failure counts.csv 35 value C1 30")
}

func TestStatedGraftFailureStands(t *testing.T) {
	s := newStudy(1).daily(0, "anc", 0, low(40)...).milestone("graft_failure", 0, 36).derive(t)
	s.want(t, "graft_failure", 0, 36, registry.Blank, -1)
	s = newStudy(1).daily(0, "anc", 0, low(40)...).milestone("graft_failure", 0, nan, registry.No).derive(t)
	s.want(t, "graft_failure", 0, nan, registry.No, -1)
	s.wantIssues(t)
}
