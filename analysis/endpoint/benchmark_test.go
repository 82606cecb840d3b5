package endpoint

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"graftstat/analysis/code"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// registryOf has n infusions, a tenth of them the second of a patient, with four
// milestones in whole days.
func registryOf(n int) *registry.Data {
	r := rand.New(rand.NewPCG(1, uint64(n)))
	d := &registry.Data{File: "cases.csv", TransplantHeader: "transplant_date", AsOf: 4000,
		Milestones: map[string]*registry.Milestone{},
		Numbers:    map[string]*registry.Number{}, Categories: map[string]*registry.Category{}}
	shares := map[string]float64{"death": 0.2, "relapse": 0.3, "neutrophil_engraftment": 0.95, "last_contact": 1}
	for name := range shares {
		d.Milestones[name] = blank(name, n)
	}
	for i := range n {
		if i%10 != 9 {
			d.Patients++
		}
		d.Patient = append(d.Patient, int32(d.Patients-1))
		d.Line, d.CaseID = append(d.Line, int32(i+2)), append(d.CaseID, "")
		d.TransplantDate, d.Infused = append(d.TransplantDate, float64(i%3000)), append(d.Infused, true)
		for _, name := range []string{"death", "relapse", "neutrophil_engraftment", "last_contact"} {
			if r.Float64() < shares[name] {
				d.Milestones[name].Time[i] = math.Floor(1000 * r.Float64())
			}
		}
	}
	return d
}

func BenchmarkDerive(b *testing.B) {
	relapse := plan.Endpoint{Kind: code.Incidence, From: "transplant", Event: milestones("relapse"),
		Competing: milestones("death"), Censor: []string{"last_contact"}}
	for _, n := range []int{1e4, 1e6} {
		d := registryOf(n)
		p := &plan.Plan{File: "study.yaml", TimeUnit: plan.Days}
		h := NewHistories(p, d)
		patients := make([]int32, d.Patients)
		for i := range patients {
			patients[i] = int32(i)
		}
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if o := Derive(p, h, relapse, patients); o.Len() != d.Patients {
					b.Fatal(o.Len())
				}
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}
