package recovery

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"graftstat/analysis/registry"
)

// bound adds <limit, or >=limit, on a day.
func (s *study) bound(test string, day, limit float64, above bool) *study {
	s.count(0, test, day, nan)
	s.counts[len(s.counts)-1].Bound = &registry.Bound{Limit: limit, Above: above, Inclusive: above}
	return s
}

// Neutrophils with bounds, whose threshold is 0.5.
func TestNeutrophilBounds(t *testing.T) {
	const open = "error bound_undecided counts.csv "
	for _, c := range []struct {
		name   string
		study  *study
		time   float64
		status registry.Status
		line   int
		issue  string
	}{
		{"<0.05 is a fall", neutrophils(3, 1).bound("anc", 2, .05, false).bound("anc", 3, .05, false).
			daily(0, "anc", 4, .5, .6, .7), 4, registry.Yes, 6, ""},
		{"<0.5 is under 0.5", neutrophils(3, 1).bound("anc", 2, .5, false).daily(0, "anc", 3, .5, .6, .7), 3,
			registry.Yes, 5, ""},
		{">=0.5 is a recovery", neutrophils(3, .1).bound("anc", 2, .5, true).bound("anc", 3, 1, true).
			bound("anc", 4, .5, true), 2, registry.Yes, 4, ""},
		{"<1 where the run would begin", neutrophils(3, .1).bound("anc", 2, 1, false).daily(0, "anc", 3, .6, .6, .6),
			nan, registry.Unreadable, 4, open + "4 value C1 anc"},
		{"<1 within a run", neutrophils(3, .1, .6).bound("anc", 3, 1, false).daily(0, "anc", 4, .6, .6, .6), nan,
			registry.Unreadable, 5, open + "5 value C1 anc"},
		{"<1 between low values changes nothing", neutrophils(3, .1, .1).bound("anc", 3, 1, false).
			daily(0, "anc", 4, .1, .6, .6, .6), 5, registry.Yes, 7, ""},
		{"<1 after recovery changes nothing", neutrophils(3, .1, .6, .6, .6).bound("anc", 20, 1, false).
			daily(0, "anc", 21, 1, 1), 2, registry.Yes, 4, ""},
		{"in the days of the nadir it may be lower than that", neutrophils(3, .1, .6, .6, .6).bound("anc", 5, 1, false).
			daily(0, "anc", 6, 1, 1), nan, registry.Unreadable, 7, open + "7 value C1 anc"},
		{"only <1: never below cannot be told", neutrophils(5, 4, 3, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1).
			bound("anc", 14, 1, false).daily(0, "anc", 15, 2, 3), nan, registry.Unreadable, 16, open + "16 value C1 anc"},
		{"one value lets it be told twice on a day", neutrophils(3, .1).bound("anc", 2, 1, false).count(0, "anc", 2.5, .3).
			daily(0, "anc", 3, .6, .6, .6), 3, registry.Yes, 6, ""},
		{">200 is no count in 10^9/L", neutrophils(3, .1).bound("anc", 2, 500, true), nan, registry.Unreadable, 4,
			"error implausible_count counts.csv 4 value C1 anc"},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.study.milestone("neutrophil_engraftment", 0, nan).derive(t)
			c.study.want(t, "neutrophil_engraftment", 0, c.time, c.status, c.line)
			if c.issue == "" {
				c.study.wantIssues(t)
			} else {
				c.study.wantIssues(t, c.issue)
			}
		})
	}
	// The case row knows what the bound does not decide.
	s := neutrophils(3, .1).bound("anc", 2, 1, false).daily(0, "anc", 3, .6, .6, .6).
		milestone("neutrophil_engraftment", 0, 3).derive(t)
	s.want(t, "neutrophil_engraftment", 0, 3, registry.Blank, -1)
	s.wantIssues(t)
}

// Platelets: >1000 is over each threshold, <50 over none of 20 and 50 and under 50.
func TestPlateletBounds(t *testing.T) {
	s := newStudy(1).daily(0, "platelets", 0, 100, 15, 10).bound("platelets", 3, 1000, true).
		bound("platelets", 4, 1000, true).bound("platelets", 5, 1000, true).derive(t)
	s.want(t, "platelet_engraftment_20", 0, 3, registry.Yes, 5)
	s.want(t, "platelet_engraftment_50", 0, 3, registry.Yes, 5)
	s.wantIssues(t)

	s = newStudy(1).daily(0, "platelets", 0, 100, 15, 10).bound("platelets", 3, 50, false).
		daily(0, "platelets", 4, 60, 70, 80, 90).derive(t)
	s.want(t, "platelet_engraftment_20", 0, nan, registry.Unreadable, 5)
	s.want(t, "platelet_engraftment_50", 0, 4, registry.Yes, 6) // <50 is surely under 50
	s.wantIssues(t, "error bound_undecided counts.csv 5 value C1 platelets")
}

// Graft failure on day 30 stays open where the recovery by then does, and a fall after
// recovery where a bound may or may not be one.
func TestFailureBounds(t *testing.T) {
	s := newStudy(1)
	for day := range 40 {
		if x := float64(day); day >= 20 && day < 23 {
			s.bound("anc", x, 1, false)
		} else {
			s.count(0, "anc", x, .1)
		}
	}
	s.derive(t)
	s.want(t, "graft_failure", 0, nan, registry.Unreadable, 22)
	s.wantIssues(t, "error bound_undecided counts.csv 22 value C1 anc")

	s = neutrophils(3, .1, .6, .6, .6).bound("anc", 60, 1, false).bound("anc", 61, 1, false).bound("anc", 62, 1, false).
		derive(t)
	s.want(t, "neutrophil_engraftment", 0, 2, registry.Yes, 4)
	s.want(t, "graft_failure", 0, nan, registry.Unreadable, 7)
	s.wantIssues(t, "error bound_undecided counts.csv 7 value C1 anc")

	s = neutrophils(3, .1, .6, .6, .6).bound("anc", 60, .1, false).bound("anc", 61, .1, false).
		bound("anc", 62, .1, false).derive(t)
	s.want(t, "graft_failure", 0, 60, registry.Yes, 7)
	s.wantIssues(t)
}

// A haemoglobin of >=9 confirms independence at 9 g/dL, >7 leaves it open, <9 does not.
func TestHaemoglobinBounds(t *testing.T) {
	asked := func(limit float64, above bool) *study {
		s := newStudy(1).transfuse(0, "rbc", "", 10).bound("hb", 80, limit, above).count(0, "hb", 95, 9)
		s.p.Rules.TransfusionIndependence.Haemoglobin.AtLeast = 9
		return s.derive(t)
	}
	s := asked(9, true)
	s.want(t, "rbc_independence", 0, 80, registry.Yes, 2)
	s.wantIssues(t)
	s = asked(9, false)
	s.want(t, "rbc_independence", 0, 95, registry.Yes, 3)
	s.wantIssues(t)
	s = asked(7, true)
	s.want(t, "rbc_independence", 0, nan, registry.Unreadable, 2)
	s.wantIssues(t, "error bound_undecided counts.csv 2 value C1 hb")
}

// Chimerism of <1 is low, <10 leaves a rejection open.
func TestChimerismBounds(t *testing.T) {
	rejected := func(limit float64) *study {
		return newStudy(1).category("disease_group", 0, "thalassemia").transfuse(0, "rbc", "thalassemia", 10, 300).
			bound("chimerism", 200, limit, false).derive(t)
	}
	rejected(1).want(t, "graft_failure", 0, 300, registry.Yes, 3)
	s := rejected(10)
	s.want(t, "graft_failure", 0, nan, registry.Unreadable, 2)
	s.wantIssues(t, "error bound_undecided counts.csv 2 value C1 chimerism")
}

// Bounds are in no sum and no highest value, but where a number settles it.
func TestBoundsAreNoNumbers(t *testing.T) {
	s := newStudy(1).count(0, "ldh", 3, 500).bound("ldh", 5, 400, false).derive(t)
	if got := s.d.PeakLDH[0]; got != 500 {
		t.Errorf("the highest LDH is %v", got)
	}
	s.wantIssues(t)
	s = newStudy(1).count(0, "ldh", 3, 500).bound("ldh", 5, 400, true).derive(t)
	if got := s.d.PeakLDH[0]; !math.IsNaN(got) {
		t.Errorf("the highest LDH is %v", got)
	}
	s.wantIssues(t, "warning bound_left_out counts.csv 3 value C1")

	s = newStudy(1).transfuse(0, "rbc", "supportive", 10, 20)
	s.transfusions[1].Value, s.transfusions[1].Bound = nan, &registry.Bound{Limit: 1, Above: true, Inclusive: true}
	s.derive(t)
	if got := s.d.RBCUnits[0]; !math.IsNaN(got) {
		t.Errorf("%v units", got)
	}
	s.want(t, "rbc_independence", 0, 80, registry.Yes, 3) // a transfusion all the same
	s.wantIssues(t, "warning bound_left_out transfusions.csv 3 units C1")
}

// Whatever numbers stand behind the bounds, what the bounds decide is what the
// numbers give: no other number appears.
func TestBoundsGiveNoOtherNumber(t *testing.T) {
	decided, open := 0, 0
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(9, seed))
		numbers, bounds := randomStudy(rand.New(rand.NewPCG(8, seed)), 0), randomStudy(rand.New(rand.NewPCG(8, seed)), 0)
		share := 1 + r.IntN(12)
		for i := range bounds.counts {
			e := &bounds.counts[i]
			if r.IntN(share) > 0 {
				continue
			}
			off, above := math.Exp(r.NormFloat64()), r.IntN(3) == 0
			limit := e.Value * (1 + off)
			if above {
				limit = e.Value / (1 + off)
			}
			e.Bound, e.Value = &registry.Bound{Limit: limit, Above: above}, nan
		}
		numbers.derive(t)
		bounds.derive(t)
		for _, name := range derivedMilestones {
			time, status := numbers.result(name)
			got, is := bounds.result(name)
			if is == registry.Unreadable {
				open++
				continue
			}
			decided++
			if got != time && !(math.IsNaN(got) && math.IsNaN(time)) || is != status {
				t.Fatalf("seed %d, %s: %v, %d by numbers, %v, %d by bounds", seed, name, time, status, got, is)
			}
			k, whole := bounds.d.Milestones[name], numbers.d.Milestones[name]
			if k != nil && k.Known != nil && whole != nil && k.Known.Time[0] > whole.Known.Time[0] {
				t.Fatalf("seed %d, %s: known to %v by numbers, %v by bounds", seed, name, whole.Known.Time[0], k.Known.Time[0])
			}
		}
		if !slices.ContainsFunc(bounds.d.Issues, func(i registry.Issue) bool { return i.Code == boundUndecided }) &&
			bounds.d.Milestones[failureMilestone] != nil && bounds.d.Milestones[failureMilestone].Status[0] ==
			registry.Unreadable {
			t.Fatalf("seed %d: an open failure without an issue", seed)
		}
	}
	if decided < 5000 || open < 1000 {
		t.Errorf("%d were decided, %d open", decided, open)
	}
}
