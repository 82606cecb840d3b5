package analysis

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"graftstat/analysis/endpoint"
	"graftstat/analysis/plan"
)

// Deriving and estimating the endpoints of one cohort of 150,000 transplants, one
// after another, on whole days and on times that hardly two cases share.
func BenchmarkEndpoint(b *testing.B) {
	for _, unit := range []string{"days", "years"} {
		p := manyCases(b, 150_000, unit)
		d, err := Load(context.Background(), p, quiet)
		if err != nil {
			b.Fatal(err)
		}
		histories := endpoint.NewHistories(p, d)
		c := newCohort(p, d, histories, &p.Cohorts[0])
		for _, e := range p.Cohorts[0].Resolved {
			o := endpoint.DeriveWithoutCells(p, histories, e, c.patients)
			b.Run(unit+"/"+e.ID, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := c.endpoint(e, c.casesOf(e, o)); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// manyCases is a study of invented transplants with dates in days, without in
// another unit.
func manyCases(b *testing.B, n int, unit string) *plan.Plan {
	b.Helper()
	random := rand.New(rand.NewPCG(21, 5))
	pick := func(of ...string) string { return of[random.IntN(len(of))] }
	var rows strings.Builder
	rows.WriteString("case_id,transplant_date,donor_type,disease_stage,age_years,relapse_day,death_day,last_contact_day\n")
	length := 1.0
	if unit == "years" {
		length = 365.25
	}
	if unit != "days" {
		rows.Reset()
		rows.WriteString("case_id,donor_type,disease_stage,age_years,relapse_day,death_day,last_contact_day\n")
	}
	for i := range n {
		start := 12_000 + random.IntN(8000)
		last := random.Float64() * float64(20_400-start)
		day := func(x float64) string {
			if unit == "days" {
				return fmt.Sprint(int(x))
			}
			return fmt.Sprint(x / length)
		}
		relapse, death, date := "", "", ""
		if random.IntN(4) == 0 {
			relapse = day(last * random.Float64())
		}
		if random.IntN(3) == 0 {
			death = day(last)
		}
		if unit == "days" {
			date = plan.Date{Set: true, Days: start}.String() + ","
		}
		fmt.Fprintf(&rows, "C%d,%s%s,%s,%d,%s,%s,%s\n", i, date, pick("sibling", "unrelated", "haplo", ""),
			pick("I", "II", "III", "IV"),
			random.IntN(18), relapse, death, day(last))
	}
	study := `
as_of: 2025-11-08
time_unit: ` + unit + `
data: {cases: cases.csv, dates: ymd}
cohorts:
  - id: all
    compare: [donor_type, disease_stage, {column: age_years, cut: [2, 7]}]
    stratify: disease_stage
    endpoints: [os, relapse]
endpoints:
  - {id: os, kind: survival, event: [death], times: [1, 2, 5], unit: years, rmst: 5, landmark: 1}
  - {id: relapse, kind: incidence, event: [relapse], competing: [death], times: [1, 2, 5], unit: years, days_to_event: true}
`
	if unit != "days" {
		study = strings.Replace(study, "as_of: 2025-11-08\n", "", 1)
	}
	dir := b.TempDir()
	for name, content := range map[string]string{"cases.csv": rows.String(), "study.yaml": study} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	p, err := plan.Read(filepath.Join(dir, "study.yaml"))
	if err != nil {
		b.Fatal(err)
	}
	return p
}
