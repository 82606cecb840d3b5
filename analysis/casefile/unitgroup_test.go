package casefile

import (
	"slices"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// The group of a unit is read as blood groups are written; what is none is told.
func TestBloodGroupOfAUnit(t *testing.T) {
	p, d := logStudy(t,
		"case_id,date,product,units,abo",
		"C1,2025-01-02,rbc,1,O+",
		"C1,2025-01-03,rbc,1,nhom A",
		"C1,2025-01-04,rbc,1,",
		"C1,2025-01-05,rbc,1,C",
		"C1,2025-01-06,rbc,1,a2b neg")
	p.Data.Values = map[string]plan.Levels{"abo": {{Name: "A", As: plan.Values{"nhom A"}}}}
	entries := stream(t, p, d, registry.Transfusions)
	var got []string
	for _, e := range entries {
		got = append(got, e.Group)
	}
	if want := []string{"O", "A", "", "", "AB"}; !slices.Equal(got, want) {
		t.Errorf("groups %q, want %q", got, want)
	}
	wantIssues(t, d.Issues, "warning unreadable_abo 5 abo C1")
}
