package recovery

import (
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// neutrophils is a study of one case with these values from day 0 on.
func neutrophils(values ...float64) *study { return newStudy(1).daily(0, "anc", 0, values...) }

func TestNeutrophilEngraftment(t *testing.T) {
	for _, c := range []struct {
		name   string
		study  *study
		time   float64
		status registry.Status
		line   int
	}{
		{"first of three on different days, 0.5 included", neutrophils(3, 1, .1, .1, .2, .5, .6, .5), 5, registry.Yes,
			7},
		{"two are no recovery", neutrophils(3, 1, .1, .1, .2, .5, .6, .4), nan, registry.Blank, -1},
		{"a low value breaks the run", neutrophils(3, .1, .2, .5, .6, .4, .5, .5, .5), 6, registry.Yes, 8},
		{"values that have not fallen yet do not count", neutrophils(3, 2, 1.5, 1, .1, .5, .5, .5), 5, registry.Yes, 7},
		{"nadir: the last of equal lowest days", neutrophils(.3, .1, .6, .7, .8, .1, .2, .9, 1, 2), 7, registry.Yes, 9},
		{"a fall after three recovered values, still in the nadir's days", neutrophils(.4, .5, .6, .7, .3, .5, .5, .5),
			5, registry.Yes, 7},
		{"the lowest of a day counts, its entry decides",
			neutrophils(3, .1).count(0, "anc", 2.2, .8).count(0, "anc", 2.5, .6).count(0, "anc", 2.8, .9).
				daily(0, "anc", 3, .9, .4, .9).count(0, "anc", 6, .7).count(0, "anc", 6.5, .3).
				daily(0, "anc", 7, .9, .9, .9),
			7, registry.Yes, 12},
		{"and gives the time", neutrophils(3, .1).count(0, "anc", 2.2, .8).count(0, "anc", 2.5, .6).
			daily(0, "anc", 3, .9, .9), 2.5, registry.Yes, 5},
		{"two values of one day are one", neutrophils(3, .1, .6, .6).count(0, "anc", 3.5, .6), nan, registry.Blank, -1},
		{"days without a value do not break a run", neutrophils(3, .1, .6).count(0, "anc", 5, .6).
			count(0, "anc", 11, .7), 2, registry.Yes, 4},
		{"a missing value is no value", neutrophils(3, .1, .6, nan, .6, .6), 2, registry.Yes, 4},
		{"values before the transplant are none", newStudy(1).daily(0, "anc", -3, .1, .1, .1, 2, .2, .6, .7, .8), 2,
			registry.Yes, 7},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.study.milestone("neutrophil_engraftment", 0, nan).derive(t)
			c.study.want(t, "neutrophil_engraftment", 0, c.time, c.status, c.line)
			c.study.wantIssues(t)
		})
	}
}

func TestNeutrophilsNeverBelow(t *testing.T) {
	never := []float64{5, 4, 3, 2, 1, .9, .8, .7, .6, .6, .7, .8, .9, 1, 1.2}
	s := neutrophils(never...).derive(t)
	s.want(t, "neutrophil_engraftment", 0, nan, registry.NeverBelow, 11) // the last of the lowest
	s.wantIssues(t)

	s = newStudy(1).daily(0, "anc", -2, .1, .1).daily(0, "anc", 0, never...).derive(t)
	s.want(t, "neutrophil_engraftment", 0, nan, registry.NeverBelow, 13) // low before day 0 only

	s = neutrophils(never...).daily(0, "anc", 15, .55, .55, .55, .3, .5, .6, .7).derive(t)
	s.want(t, "neutrophil_engraftment", 0, 19, registry.Yes, 21) // it fell after the nadir's days

	s = neutrophils(never...).daily(0, "anc", 101, .3, .6, .6, .6).derive(t)
	s.want(t, "neutrophil_engraftment", 0, nan, registry.NeverBelow, 11) // a fall after day 100 is another matter
}

// The record does not show whether the count fell: the recovery has no day.
func TestNeutrophilRecoveryUndated(t *testing.T) {
	const issue = "error recovery_undated counts.csv 4 value C1 anc"
	late := func() *study { return newStudy(1).daily(0, "anc", 20, 1, 2, 2) }
	s := late().derive(t)
	s.want(t, "neutrophil_engraftment", 0, nan, registry.Unreadable, 4)
	s.wantIssues(t, issue)

	s = late().milestone("neutrophil_engraftment", 0, 13).derive(t) // the case row knows
	s.want(t, "neutrophil_engraftment", 0, 13, registry.Blank, -1)
	s.wantIssues(t)

	s = newStudy(1).count(0, "anc", 0, 5).count(0, "anc", 3, 3).count(0, "anc", 14, 1).derive(t) // eleven days unseen
	s.want(t, "neutrophil_engraftment", 0, nan, registry.Unreadable, 4)

	s = neutrophils(5, 4, 3).milestone("neutrophil_engraftment", 0, nan).derive(t) // the record ends on the way down
	s.want(t, "neutrophil_engraftment", 0, nan, registry.Blank, -1)
	s.wantIssues(t)
}

func TestNadirAfterCordBlood(t *testing.T) {
	values := []float64{3, .2, .3, .3, .6, .7, .8, .3, .3, .3, .3, .3, .3, .3, .3, .3, .3, .1, .6, .7, .8}
	s := neutrophils(values...).derive(t)
	s.want(t, "neutrophil_engraftment", 0, 4, registry.Yes, 6)
	for _, source := range []string{"cord", "cord_blood"} {
		s = neutrophils(values...).category("cell_source", 0, source).derive(t)
		s.want(t, "neutrophil_engraftment", 0, 18, registry.Yes, 20) // the nadir is on day 17
	}
}

func TestImplausibleCountIsNotDerived(t *testing.T) {
	perMicrolitre := func() *study { return neutrophils(3000, 1000, 90, 120, 600, 700, 800) }
	s := perMicrolitre().derive(t)
	s.want(t, "neutrophil_engraftment", 0, nan, registry.Unreadable, 2)
	s.wantIssues(t, "error implausible_count counts.csv 2 value C1 anc")

	s = perMicrolitre().milestone("neutrophil_engraftment", 0, 4).derive(t)
	s.want(t, "neutrophil_engraftment", 0, 4, registry.Blank, -1)
	s.wantIssues(t, "warning implausible_count counts.csv 2 value C1 anc")

	s = neutrophils(3, .1, -.6, .6, .6, .6).derive(t)
	s.want(t, "neutrophil_engraftment", 0, nan, registry.Unreadable, 4)
}

// In months a day is 1/30.4375; two decimals keep days apart.
func TestNeutrophilsInMonths(t *testing.T) {
	s := newStudy(1)
	s.p.TimeUnit = plan.Months
	for day, x := range []float64{3, .1, .1, .6, .7, .8} {
		s.count(0, "anc", float64(day)/30.4375, x)
	}
	s.derive(t).want(t, "neutrophil_engraftment", 0, 3/30.4375, registry.Yes, 5)
}

func TestRecoveryCountsToTheEndOfTheRecord(t *testing.T) {
	values := []float64{3, .1, .1, .1, .1, .6, .7, .8}
	s := neutrophils(values...).milestone("counts_complete_to", 0, 5).derive(t) // later values confirm it
	s.want(t, "neutrophil_engraftment", 0, 5, registry.Yes, 7)
	s.wantIssues(t)

	s = neutrophils(values...).milestone("neutrophil_engraftment", 0, nan).milestone("counts_complete_to", 0, 4).
		derive(t)
	s.want(t, "neutrophil_engraftment", 0, nan, registry.Blank, -1)

	// entries after death are not used
	s = neutrophils(values...).milestone("neutrophil_engraftment", 0, nan).milestone("death", 0, 6).derive(t)
	s.want(t, "neutrophil_engraftment", 0, nan, registry.Blank, -1)
	s.wantIssues(t, "warning log_after_follow_up counts.csv 9  C1 1")
}

// Counts from the next infusion on are of the next graft.
func TestRecoveryEndsAtTheNextInfusion(t *testing.T) {
	tandem := func(intent string) *study {
		s := newStudy(2)
		s.d.Patients, s.d.Patient[1], s.d.TransplantDate[1] = 1, 0, 10005
		s.milestone("neutrophil_engraftment", 0, nan).milestone("neutrophil_engraftment", 1, nan)
		s.category("transplant_intent", 0, "first").category("transplant_intent", 1, intent)
		return s.daily(0, "anc", 0, 3, .1, .1, .6, .7, .8).daily(1, "anc", 0, .3).derive(t)
	}
	s := tandem("planned_tandem")
	s.want(t, "neutrophil_engraftment", 0, nan, registry.Blank, -1)
	s.wantIssues(t, "warning log_after_follow_up counts.csv 7  C1 1")
	tandem("boost").want(t, "neutrophil_engraftment", 0, 3, registry.Yes, 5)
}

// In a case without a value the milestone is unknown, unless its row answers.
func TestCaseWithoutCounts(t *testing.T) {
	s := newStudy(2).daily(0, "anc", 0, 3, .1, .6, .6, .6).derive(t)
	s.want(t, "neutrophil_engraftment", 1, nan, registry.Unknown, 0)
	s.wantIssues(t, "error counts_missing counts.csv 0 value C2 anc")

	s = newStudy(2).daily(0, "anc", 0, 3, .1, .6, .6, .6).milestone("neutrophil_engraftment", 1, nan).derive(t)
	s.want(t, "neutrophil_engraftment", 1, nan, registry.Unknown, 0) // a blank cell is no answer
	s.wantIssues(t, "error counts_missing counts.csv 0 value C2 anc")
	for _, row := range []func(*study) *study{
		func(s *study) *study { return s.milestone("neutrophil_engraftment", 1, 17) },
		func(s *study) *study { return s.milestone("neutrophil_engraftment", 1, nan, registry.No) },
	} {
		s := row(newStudy(2).daily(0, "anc", 0, 3, .1, .6, .6, .6)).derive(t)
		if _, byLog := s.d.Milestones["neutrophil_engraftment"].Source[1]; byLog {
			t.Error("the row answers")
		}
		s.wantIssues(t)
	}
}
