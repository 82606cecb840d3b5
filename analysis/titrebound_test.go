package analysis

import (
	"fmt"
	"math"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// A titre that is only bounded has no number in the results, but its bound, and what
// it leaves open says so.
func TestTitreBoundsInTheResults(t *testing.T) {
	d, cohorts := courseData()
	d.Titres[0].Value, d.Titres[0].Bound = math.NaN(), &registry.Bound{Limit: 512, Above: true}
	d.Titres[1].Value, d.Titres[1].Bound = math.NaN(), &registry.Bound{Limit: 64}
	found := titres(&plan.Plan{TimeUnit: plan.Days, Rules: plan.Rules{Titre: plan.TitreRule{Below: 32}}}, d, cohorts)
	s := found.Cases[0].Series[0]
	if !s.Baseline.IsMissing() || !s.AtTransplant.IsMissing() || !s.StepsDropped.IsMissing() || !s.FirstBelow.IsMissing() {
		t.Errorf("a bound became a number: %+v", s)
	}
	if *s.BaselineBound != (result.Bound{Limit: 512, Above: true}) || *s.AtTransplantBound != (result.Bound{Limit: 64}) {
		t.Errorf("bounds %+v and %+v", s.BaselineBound, s.AtTransplantBound)
	}
	if s.Reason != "" || s.StepsReason != "titre_bounded" || s.FirstBelowReason != "titre_bounded" {
		t.Errorf("reasons %q, %q and %q", s.Reason, s.StepsReason, s.FirstBelowReason)
	}
	if len(s.Points) != 2 || !s.Points[0].Titre.IsMissing() || *s.Points[1].Bound != (result.Bound{Limit: 64}) {
		t.Errorf("points %+v", s.Points)
	}
}

// Of two classes the higher of each day counts and is named; a day on which one alone was
// measured is partial, and leaves open what the other was.
func TestHighestTitreInTheResults(t *testing.T) {
	d, cohorts := courseData()
	d.Titres = nil
	for _, x := range []struct {
		day, igm, igg float64
	}{{-9, 256, 64}, {-2, 16, 64}, {0, 8, 16}, {20, 1, math.NaN()}, {30, 0, 1}, {40, 0, 0}} {
		d.Titres = append(d.Titres,
			registry.LogEntry{Row: 0, Day: x.day, Kind: "anti-A", Class: "IgM", Value: x.igm},
			registry.LogEntry{Row: 0, Day: x.day, Kind: "anti-A", Class: "IgG", Value: x.igg})
	}
	p := &plan.Plan{TimeUnit: plan.Days, Rules: plan.Rules{Titre: plan.TitreRule{Below: 32}}}
	s := titres(p, d, cohorts).Cases[0].Highest
	want := result.TitreEvent{State: "happened", Day: 30, To: result.Missing()}
	if s.Baseline != 256 || s.AtTransplant != 16 || s.StepsDropped != 4 || s.FirstBelow != 0 ||
		fmt.Sprint(s.Disappeared) != fmt.Sprint(want) || s.Rebound.State != "not_happened" || s.Rebound.To != 40 {
		t.Errorf("%+v", s)
	}
	if p := s.Points; len(p) != 6 || p[0].Class != "IgM" || p[1].Class != "IgG" || p[2].Class != "IgG" ||
		!p[3].Partial || p[4].Partial {
		t.Errorf("points %+v", s.Points)
	}
	d.Titres = d.Titres[:8] // to day 20, on which the IgG was not measured
	s = titres(p, d, cohorts).Cases[0].Highest
	if s.Disappeared.State != "unknown" || s.Disappeared.Reason != "titre_partial" || s.Rebound.State != "unknown" {
		t.Errorf("%+v and %+v", s.Disappeared, s.Rebound)
	}
	d.Titres = d.Titres[:4]
	if s = titres(p, d, cohorts).Cases[0].Highest; s.Disappeared.Reason != "no_titre_after" {
		t.Errorf("%+v", s.Disappeared)
	}
}
