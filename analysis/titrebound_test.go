package analysis

import (
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
