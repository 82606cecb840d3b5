package casefile

import (
	"fmt"
	"math"
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

// The volume of a transfusion is read beside its units; a bound is no volume.
func TestVolumeOfATransfusion(t *testing.T) {
	p, d := logStudy(t,
		"case_id,date,product,units,volume_ml",
		"C1,2025-01-02,rbc,1,180",
		"C1,2025-01-03,rbc,,250 ml",
		"C1,2025-01-04,rbc,1,",
		"C1,2025-01-05,rbc,1,<100",
		"C1,2025-01-06,rbc,1,many",
		"C1,2025-01-07,rbc,1,200")
	entries := stream(t, p, d, registry.Transfusions)
	var got []float64
	for _, e := range entries {
		got = append(got, e.Volume)
	}
	nan := math.NaN()
	if want := []float64{180, nan, nan, nan, nan, 200}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("volumes %v, want %v", got, want)
	}
	wantIssues(t, d.Issues, "warning noted_value 3 volume_ml C1", "warning bounded_value 5 volume_ml C1",
		"warning log_unreadable_value 6 volume_ml C1")
}
