package analysis

import (
	"slices"
	"testing"

	"graftstat/analysis/code"
	"graftstat/analysis/plan"
	"graftstat/analysis/result"
)

// Of five cases one dies on day 182, one is lost on day 183, one dies on day
// 365, two are followed to day 400. Half a year is day 182, a year day 365:
// what happens on that day is not before it.
func TestAtRiskAtYearsOfWholeDays(t *testing.T) {
	curve := []result.Point{{Time: 182, AtRisk: 5, Events: 1}, {Time: 183, AtRisk: 4, Censored: 1},
		{Time: 365, AtRisk: 3, Events: 1}, {Time: 400, AtRisk: 2, Censored: 2}}
	groups := []result.Group{{Curve: curve, LastFollowUp: 400}, {LastFollowUp: result.Missing()}}
	c := &cohort{study: &plan.Plan{TimeUnit: plan.Days}}
	c.countAtRisk(plan.Endpoint{Kind: code.Survival, Unit: plan.Years}, groups)
	years := func(asked, time float64, atRisk, censored, events int) result.RiskCount {
		return result.RiskCount{AskedTime: result.AskedTime{Asked: asked, Unit: "years"}, Time: time, AtRisk: atRisk,
			Censored: censored, Events: events}
	}
	want := []result.RiskCount{years(0, 0, 5, 0, 0), years(0.25, 91, 5, 0, 0), years(0.5, 182, 5, 0, 0),
		years(0.75, 273, 3, 1, 1),
		years(1, 365, 3, 1, 1), years(1.25, 456, 0, 3, 2)}
	if !slices.Equal(groups[0].Risk, want) {
		t.Errorf("%v, want %v", groups[0].Risk, want)
	}
	if none := groups[1].Risk; len(none) != len(want) || none[0].AtRisk != 0 {
		t.Errorf("nobody: %v", none)
	}
}
