package paper

import (
	"slices"
	"testing"

	"graftstat/analysis/result"
	"graftstat/reports/layout/page"
)

// A mark has one meaning under one table.
func TestDashesHaveOneMeaning(t *testing.T) {
	b := paperBuilder(t, paperByHand(), "en")
	at := func(reasons ...string) (estimates []result.Estimate) {
		for _, reason := range reasons {
			estimates = append(estimates, result.Estimate{Point: result.Point{Reason: reason}})
		}
		return estimates
	}
	one := page.DashesOf(at("", "past_follow_up", "past_follow_up"))
	if got := one.Notes(b.Page); !slices.Equal(got, []string{"– after the last follow-up of this group"}) || one.Mark("past_follow_up") != "–" {
		t.Errorf("%q", got)
	}
	two := page.DashesOf(at("no_case", "past_follow_up", "no_case"))
	if got := two.Notes(b.Page); !slices.Equal(got, []string{"– (a) no case", "– (b) after the last follow-up of this group"}) {
		t.Errorf("%q", got)
	}
	if two.Mark("no_case") != "– (a)" || two.Mark("past_follow_up") != "– (b)" {
		t.Errorf("%q", two)
	}
}
