package analysis

import (
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/result"
)

// Red-cell aplasia is asked of major mismatches alone: the group without one has nobody
// and no row. A group whose cases are set aside, or an endpoint of everybody, keeps its rows.
func TestGroupsThatTheEndpointRulesOut(t *testing.T) {
	aside := []result.Excluded{{Code: "unknown_status", Cases: 1}}
	all := []result.Group{{By: "abo_major", Group: "none"}, {By: "abo_major", Group: "present", Cases: 7}}
	ruled := plan.Endpoint{Among: []plan.Condition{{Column: "abo_match"}}}
	for name, c := range map[string]struct {
		endpoint plan.Endpoint
		groups   []result.Group
		want     int
	}{
		"ruled out":       {ruled, all, 1},
		"set aside":       {ruled, []result.Group{{By: "abo_major", Group: "none", Excluded: aside}, all[1]}, 2},
		"of everybody":    {plan.Endpoint{}, all, 2},
		"nobody anywhere": {ruled, all[:1], 1},
		"the cohort":      {ruled, []result.Group{{Group: "all"}}, 1},
	} {
		got := ofAnybody(c.endpoint, c.groups)
		if len(got) != c.want || name == "ruled out" && got[0].Group != "present" {
			t.Errorf("%s: %d groups, want %d", name, len(got), c.want)
		}
	}
}
