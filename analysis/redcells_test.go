package analysis

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/result"
)

const (
	simulatedCases = 900
	everyDays      = 4   // days between values
	meanWait       = 20. // mean of the exponential wait for reticulocytes after day 10
	meanLife       = 250.
)

// simulatedRecovery writes a study of recipients of group O with donors of group A. The
// reticulocytes rise on day 10 + Exp(meanWait), death comes on day Exp(meanLife), and of
// every third case the counts end on a day that has to do with neither.
func simulatedRecovery(t *testing.T) *plan.Plan {
	t.Helper()
	r := rand.New(rand.NewPCG(16, 2026))
	dir := t.TempDir()
	var cases, counts, transfusions strings.Builder
	cases.WriteString("case_id,disease_group,transplant_type,recipient_abo,donor_abo,neutrophil_engraftment_day," +
		"platelet_engraftment_20_day,graft_failure_day,death_day,last_contact_day,transfusions_complete_to_day\n")
	counts.WriteString("case_id,day,test,value\n")
	transfusions.WriteString("case_id,day,product,units,indication\n")
	for i := range simulatedCases {
		id := fmt.Sprintf("S%04d", i)
		rise, death := 10+r.ExpFloat64()*meanWait, math.Ceil(r.ExpFloat64()*meanLife)
		end, dead := 200., ""
		if death <= end {
			end, dead = death, fmt.Sprint(death)
		}
		fmt.Fprintf(&cases, "%s,thalassemia,allogeneic,O,A,18,22,,%s,%v,%v\n", id, dead, end, end)
		last := end
		if i%3 == 0 {
			last = min(end, 16+float64(r.IntN(60)))
		}
		for day := float64(everyDays); day <= min(last, 150); day += everyDays {
			value := 0.2
			if day >= rise {
				value = 1.5
			}
			fmt.Fprintf(&counts, "%s,%v,reticulocytes,%v\n", id, day, value)
		}
		for day := 7.; day < min(end, rise+20); day += 14 {
			fmt.Fprintf(&transfusions, "%s,%v,rbc,1,supportive\n", id, day)
		}
	}
	for name, content := range map[string]string{"cases.csv": cases.String(), "counts.csv": counts.String(),
		"transfusions.csv": transfusions.String(), "study.yaml": "data: {cases: cases.csv, counts: counts.csv, " +
			"transfusions: transfusions.csv}\ncohorts:\n  - {id: thalassemia, preset: thalassemia, " +
			"endpoints: [reticulocyte-recovery, red-cell-aplasia]}\nmonitor: {off: true}\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return planOf(t, filepath.Join(dir, "study.yaml"))
}

// trueRecovery is the incidence by a day that the values can show: the first value over
// the threshold, on a day of the grid, with a second one before death.
func trueRecovery(by float64) float64 {
	waits := func(day float64) float64 { return math.Exp(-max(day-10, 0) / meanWait) }
	sum := 0.
	for day := float64(everyDays); day <= by; day += everyDays {
		sum += (waits(day-everyDays) - waits(day)) * math.Exp(-(day+everyDays-1)/meanLife)
	}
	return sum
}

// The whole path from files to estimates finds the incidence that was put in, with deaths
// and with counts that end early.
func TestSimulatedRecoveryOfRedCells(t *testing.T) {
	c := runOf(t, simulatedRecovery(t)).Cohorts[0]
	// aplasia: no value over the threshold up to day 60, and alive then
	aplasia := math.Exp(-50/meanWait) * math.Exp(-59/meanLife)
	for id, truth := range map[string]map[float64]float64{
		"reticulocyte-recovery": {30: trueRecovery(30), 60: trueRecovery(60), 100: trueRecovery(100)},
		"red-cell-aplasia":      {100: aplasia},
	} {
		i := slices.IndexFunc(c.Endpoints, func(e result.Endpoint) bool { return e.ID == id })
		if i < 0 {
			t.Fatalf("no %s: left out %+v", id, c.LeftOut)
		}
		for _, at := range c.Endpoints[i].Groups[0].At {
			want, asked := truth[at.Asked]
			if !asked {
				continue
			}
			// three standard errors, by the estimate's own
			if off := math.Abs(float64(at.Estimate) - want); !(off < 3*float64(at.StdErr)) || at.StdErr > 0.03 {
				t.Errorf("%s by day %v: %.4f (SE %.4f), put in %.4f", id, at.Asked, at.Estimate, at.StdErr, want)
			}
		}
	}
}
