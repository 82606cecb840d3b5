package recovery

import (
	"testing"

	"graftstat/analysis/registry"
)

// The CIBMTR's worked examples (forms manual, "Initial Platelet Recovery").
func TestPlateletExamplesOfTheCIBMTR(t *testing.T) {
	// 1 January 2008 is day 0: reported is 8 January.
	s := newStudy(1).daily(0, "platelets", 0, 10, 35, 30, 25, 10, 15, 19, 23, 25, 40, 50).derive(t)
	s.want(t, "platelet_engraftment_20", 0, 7, registry.Yes, 9)

	// 13 June is day 0, the day of the last platelet transfusion: 19 June (23) is
	// too early, 20 June is the day of 20 and 22 June that of 50.
	s = newStudy(1).transfuse(0, "platelets", "", 0).
		daily(0, "platelets", 1, 30, 25, 10, 15, 19, 23, 25, 40, 50, 56, 65, 72).derive(t)
	s.want(t, "platelet_engraftment_20", 0, 7, registry.Yes, 8)
	s.want(t, "platelet_engraftment_50", 0, 9, registry.Yes, 10)
	s.wantIssues(t)
}

func TestPlateletEngraftment(t *testing.T) {
	high := []float64{100, 40, 15, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30}
	for _, c := range []struct {
		name  string
		study *study
		day   float64
	}{
		{"never transfused", newStudy(1), 3},
		{"the day of the last transfusion + 7", newStudy(1).transfuse(0, "platelets", "", 2, 5), 12},
		{"a transfusion ends a run that is too short", newStudy(1).transfuse(0, "platelets", "", 5), 12},
		{"but not one that is long enough", newStudy(1).transfuse(0, "platelets", "", 6), 3},
		{"before the transplant", newStudy(1).transfuse(0, "platelets", "", -2), 5},
		{"red cells do not count", newStudy(1).transfuse(0, "rbc", "", 5), 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := c.study.milestone("platelet_engraftment_50", 0, nan).daily(0, "platelets", 0, high...).derive(t)
			s.want(t, "platelet_engraftment_20", 0, c.day, registry.Yes, int(c.day)+2)
			s.want(t, "platelet_engraftment_50", 0, nan, registry.Blank, -1)
		})
	}
}

func TestPlateletsNeverBelow(t *testing.T) {
	values := []float64{90, 80, 70, 60, 45, 40, 35, 30, 40, 55, 60, 70, 80, 90, 95}
	s := newStudy(1).daily(0, "platelets", 0, values...).derive(t)
	s.want(t, "platelet_engraftment_20", 0, nan, registry.NeverBelow, 9)
	s.want(t, "platelet_engraftment_50", 0, 9, registry.Yes, 11)

	// Transfused, so not "never below"; nor is one who was transfused when the counts had ended.
	s = newStudy(1).transfuse(0, "platelets", "", 6).daily(0, "platelets", 0, append(values, 95)...).derive(t)
	s.want(t, "platelet_engraftment_20", 0, 13, registry.Yes, 15)
	s = newStudy(1).transfuse(0, "platelets", "", 20).milestone("platelet_engraftment_20", 0, nan).
		daily(0, "platelets", 0, 90, 80, 70, 60, 45, 40, 35, 30, 35, 36, 37, 38, 39, 40, 41).derive(t)
	s.want(t, "platelet_engraftment_20", 0, nan, registry.Blank, -1)

	// What happens after 50 is reached is no part of the recovery of 20.
	s = newStudy(1).transfuse(0, "platelets", "", 20).daily(0, "platelets", 0,
		append(values, 96, 97, 98, 99, 99, 15, 60, 60, 60, 60, 60, 60, 60, 60, 60, 60)...).derive(t)
	s.want(t, "platelet_engraftment_20", 0, nan, registry.NeverBelow, 9)
	s.want(t, "platelet_engraftment_50", 0, 9, registry.Yes, 11)
}

func TestPlateletsNeedTheTransfusions(t *testing.T) {
	s := newStudy(1).milestone("platelet_engraftment_20", 0, 18).daily(0, "platelets", 0, 10, 30, 30, 30)
	s.p.Data.Transfusions.File = nil
	s.derive(t).want(t, "platelet_engraftment_20", 0, 18, registry.Blank, -1)
	if s.d.Milestones["platelet_engraftment_50"] != nil {
		t.Error("a milestone was derived without transfusions")
	}
	s.wantIssues(t, "warning platelets_underivable counts.csv 0  ")
}

func TestThresholdsOfTheStudy(t *testing.T) {
	s := newStudy(1).daily(0, "platelets", 0, 10, 30, 30, 30, 100, 110)
	s.p.Rules.PlateletEngraftment.AtLeast = []float64{100, 20}
	s.p.Rules.PlateletEngraftment.Consecutive = 2
	s.derive(t)
	s.want(t, "platelet_engraftment_20", 0, 1, registry.Yes, 3)
	s.want(t, "platelet_engraftment_100", 0, 4, registry.Yes, 6)
}
