package analysis

import (
	"slices"
	"testing"

	"graftstat/analysis/code"
	"graftstat/analysis/plan"
	"graftstat/analysis/result"
)

// Of five cases one dies on day 182, one is lost on day 183, one dies on day 365,
// two are followed to day 400. Months 0, 6, 12 and 15 are days 0, 182 (182.6), 365
// (365.25) and 456 (456.6): what happens on such a day is not before it.
func fiveCases() []result.Group {
	return []result.Group{{LastFollowUp: 400, Curve: []result.Point{{Time: 182, AtRisk: 5, Events: 1},
		{Time: 183, AtRisk: 4, Censored: 1}, {Time: 365, AtRisk: 3, Events: 1}, {Time: 400, AtRisk: 2, Censored: 2}}}}
}

func months(asked, time float64, atRisk, censored, events int) result.RiskCount {
	return result.RiskCount{AskedTime: result.AskedTime{Asked: asked, Unit: "months"}, Time: time, AtRisk: atRisk,
		Censored: censored, Events: events}
}

func TestAtRiskAtTheTimesAskedForInFigures(t *testing.T) {
	for _, c := range []struct {
		name    string
		figures *plan.Figures
		want    []result.RiskCount
	}{
		{"nothing asked", nil, nil},
		{"bands alone", &plan.Figures{}, nil},
		{"times", &plan.Figures{Unit: plan.Months, Breaks: []float64{0, 6, 12, 15}},
			[]result.RiskCount{months(0, 0, 5, 0, 0), months(6, 182, 5, 0, 0), months(12, 365, 3, 1, 1),
				months(15, 456, 0, 3, 2)}},
		{"times within an end", &plan.Figures{Unit: plan.Months, Until: 15, Breaks: []float64{0, 12}},
			[]result.RiskCount{months(0, 0, 5, 0, 0), months(12, 365, 3, 1, 1)}},
		{"an end alone", &plan.Figures{Unit: plan.Months, Until: 13},
			[]result.RiskCount{months(0, 0, 5, 0, 0), months(3, 91, 5, 0, 0), months(6, 182, 5, 0, 0),
				months(9, 273, 3, 1, 1), months(12, 365, 3, 1, 1)}},
		{"an end before the first step", &plan.Figures{Unit: plan.Months, Until: 0.5},
			[]result.RiskCount{months(0, 0, 5, 0, 0), months(0.5, 15, 5, 0, 0)}},
		{"a unit alone", &plan.Figures{Unit: plan.Months},
			[]result.RiskCount{months(0, 0, 5, 0, 0), months(3, 91, 5, 0, 0), months(6, 182, 5, 0, 0),
				months(9, 273, 3, 1, 1), months(12, 365, 3, 1, 1), months(15, 456, 0, 3, 2)}},
	} {
		groups := fiveCases()
		reports := fiveCases()
		(&cohort{study: &plan.Plan{TimeUnit: plan.Days}}).countAtRisk(plan.Endpoint{Kind: code.Survival}, reports)
		asked := &cohort{study: &plan.Plan{TimeUnit: plan.Days, Figures: c.figures}}
		asked.countAtRisk(plan.Endpoint{Kind: code.Survival}, groups)
		if !slices.Equal(groups[0].FigureRisk, c.want) {
			t.Errorf("%s: %v, want %v", c.name, groups[0].FigureRisk, c.want)
		}
		if !slices.Equal(groups[0].Risk, reports[0].Risk) {
			t.Errorf("%s: the reports have %v instead of %v", c.name, groups[0].Risk, reports[0].Risk)
		}
	}
}

// A recovery in days has no axis in months, and takes one in days.
func TestRecoveryKeepsItsDays(t *testing.T) {
	for _, c := range []struct {
		unit plan.TimeUnit
		want int
	}{{plan.Months, 0}, {plan.Days, 2}} {
		groups := fiveCases()
		study := &plan.Plan{TimeUnit: plan.Days, Figures: &plan.Figures{Unit: c.unit, Breaks: []float64{0, 200}}}
		(&cohort{study: study}).countAtRisk(plan.Endpoint{Kind: code.Incidence, DaysToEvent: true, Unit: plan.Days,
			Times: []float64{42}}, groups)
		if n := len(groups[0].FigureRisk); n != c.want {
			t.Errorf("%s: %d times, want %d", c.unit, n, c.want)
		}
	}
}
