package analysis

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

const (
	simulatedCases = 900
	everyDays      = 4   // days between values
	meanWait       = 20. // mean of the exponential wait for reticulocytes after day 10
	meanTurn       = 60. // likewise for the donor's blood group after day 40
	typedEvery     = 14  // days between typings, the first on twice that
	meanLife       = 250.
)

// simulatedRecovery writes a study of recipients of group O with donors of group A. The
// reticulocytes rise on day 10 + Exp(meanWait), death comes on day Exp(meanLife), and of
// every third case the counts end on a day that has to do with neither. The blood group
// turns on day 40 + Exp(meanTurn).
func simulatedRecovery(t *testing.T) *plan.Plan {
	t.Helper()
	r := rand.New(rand.NewPCG(16, 2026))
	dir := t.TempDir()
	var cases, counts, transfusions, typing strings.Builder
	typing.WriteString("case_id,day,forward,reverse\n")
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
		turn := 40 + r.ExpFloat64()*meanTurn
		for day := float64(2 * typedEvery); day <= end; day += typedEvery {
			group, antibody := "O", registry.AntiA
			if day >= turn {
				group, antibody = "A", registry.NoAntibody
			}
			fmt.Fprintf(&typing, "%s,%v,%s,%s\n", id, day, group, antibody)
		}
	}
	for name, content := range map[string]string{"cases.csv": cases.String(), "counts.csv": counts.String(),
		"transfusions.csv": transfusions.String(), "typing.csv": typing.String(), "study.yaml": "data: {cases: cases.csv, " +
			"counts: counts.csv, transfusions: transfusions.csv, typing: typing.csv}\ncohorts:\n  - {id: thalassemia, " +
			"preset: thalassemia, endpoints: [reticulocyte-recovery, red-cell-aplasia, donor-red-cells, abo-conversion]}\n" +
			"monitor: {off: true}\n"} {
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

// trueTurn is the incidence by a day of a typing that shows the donor's group, with one
// so many days after it, before death.
func trueTurn(by, confirmed float64) float64 {
	waits := func(day float64) float64 { return math.Exp(-max(day-40, 0) / meanTurn) }
	sum := 0.
	for day := float64(2 * typedEvery); day <= by; day += typedEvery {
		sum += (waits(day-typedEvery) - waits(day)) * math.Exp(-(day+confirmed-1)/meanLife)
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
		"donor-red-cells":       {60: trueTurn(60, 0), 100: trueTurn(100, 0), 180: trueTurn(180, 0)},
		"abo-conversion":        {100: trueTurn(100, typedEvery), 180: trueTurn(180, typedEvery)},
	} {
		checked := 0
		i := slices.IndexFunc(c.Endpoints, func(e result.Endpoint) bool { return e.ID == id })
		if i < 0 {
			t.Fatalf("no %s: left out %+v", id, c.LeftOut)
		}
		for _, at := range c.Endpoints[i].Groups[0].At {
			want, asked := truth[at.Asked]
			if !asked {
				continue
			}
			checked++
			t.Logf("%s by day %v: %.4f (SE %.4f), put in %.4f", id, at.Asked, at.Estimate, at.StdErr, want)
			// three standard errors, by the estimate's own
			if off := math.Abs(float64(at.Estimate) - want); !(off < 3*float64(at.StdErr)) || at.StdErr > 0.03 {
				t.Errorf("%s by day %v: %.4f (SE %.4f), put in %.4f", id, at.Asked, at.Estimate, at.StdErr, want)
			}
		}
		if checked == 0 {
			t.Errorf("no time of %s", id)
		}
	}
}

// writeRedCells writes two transplants across blood groups and one of equal groups; rows
// of the cases in the order given, the log of typing left out where typed is false.
func writeRedCells(t *testing.T, order []int, typed bool) *plan.Plan {
	t.Helper()
	dir := t.TempDir()
	rows := []string{"M1,thalassemia,allogeneic,O,A,10,yes,18,22,,,400,400,",
		"M2,thalassemia,allogeneic,A,O,10,no,18,22,,,400,400,no",
		"M3,thalassemia,allogeneic,B,B,10,no,18,22,,,400,400,no"}
	cases := "case_id,disease_group,transplant_type,recipient_abo,donor_abo,age_years,rbc_depletion," +
		"neutrophil_engraftment_day,platelet_engraftment_20_day,graft_failure_day,death_day,last_contact_day,transfusions_complete_to_day,prca_status\n"
	for _, i := range order {
		cases += rows[i] + "\n"
	}
	counts := "case_id,day,test,value\n"
	for _, v := range [][3]any{{"M1", 14, 0.1}, {"M1", 50, 0.2}, {"M1", 57, 0.2}, {"M1", 71, 0.4}, {"M1", 78, 1},
		{"M1", 85, 2},
		{"M2", 14, 0.2}, {"M2", 21, 1.1}, {"M2", 28, 1.2}, {"M3", 14, 0.2}, {"M3", 22, 1.1}, {"M3", 28, 1.2}} {
		counts += fmt.Sprintf("%v,%v,reticulocytes,%v\n", v[0], v[1], v[2])
	}
	files := map[string]string{"cases.csv": cases, "counts.csv": counts,
		"transfusions.csv": "case_id,day,product,units,abo\nM1,40,rbc,1,O\nM2,10,rbc,1,\n",
		"typing.csv": "case_id,day,forward,reverse\nM1,90,mixed,none\nM1,120,A,none\nM1,150,A,anti-B\n" +
			"M2,60,O,\nM2,90,O,\n"}
	study := "data: {cases: cases.csv, counts: counts.csv, transfusions: transfusions.csv"
	if typed {
		study += ", typing: typing.csv"
	}
	files["study.yaml"] = study + "}\ncohorts: [{id: thalassemia, preset: thalassemia}]\nmonitor: {off: true}\n"
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return planOf(t, filepath.Join(dir, "study.yaml"))
}

// The red cells of each transplant across blood groups, by hand.
func TestRedCellsOneByOne(t *testing.T) {
	r := runOf(t, writeRedCells(t, []int{0, 1, 2}, true))
	if len(r.RedCells) != 1 {
		t.Fatalf("%d cohorts", len(r.RedCells))
	}
	found := r.RedCells[0]
	if found.Matched != 1 || found.Minor != 1 || found.Major != 1 || len(found.Cases) != 2 || len(found.Missing) != 0 {
		t.Errorf("%+v", found)
	}
	major, minor := found.Cases[0], found.Cases[1]
	for name, c := range map[string]struct {
		event  result.RedCellEvent
		state  string
		day    float64
		reason string
	}{
		"major, reticulocytes": {major.Reticulocytes, "happened", 78, ""},
		"major, donor cells":   {major.DonorRedCells, "happened", 90, ""},
		"major, converted":     {major.Conversion, "happened", 120, ""},
		"major, aplasia":       {major.Aplasia, "happened", 60, ""},
		"major, delayed":       {major.Delayed, "not_asked", -1, "major_mismatch"},
		"major, last red cell": {major.LastRedCells, "happened", 40, ""},
		"minor, reticulocytes": {minor.Reticulocytes, "happened", 21, ""},
		"minor, donor cells":   {minor.DonorRedCells, "not_asked", -1, "donor_is_o"},
		"minor, converted":     {minor.Conversion, "happened", 60, ""},
		"minor, aplasia":       {minor.Aplasia, "not_asked", -1, "no_major_mismatch"},
		"minor, diagnosis":     {minor.Diagnosis, "not_happened", -1, ""},
	} {
		day := float64(c.event.Day)
		if c.event.Day.IsMissing() {
			day = -1
		}
		if c.event.State != c.state || day != c.day || c.event.Reason != c.reason {
			t.Errorf("%s: %+v", name, c.event)
		}
	}
	if major.Ended != 78 || major.Provisional != "" || minor.Provisional != "not_excluded" {
		t.Errorf("ended %v, provisional %q and %q", major.Ended, major.Provisional, minor.Provisional)
	}
	if a := found.Aplasia; a.Cases != 1 || a.N != 1 || a.Unknown != 0 || math.Abs(float64(a.Lower)-0.025) > 1e-12 {
		t.Errorf("aplasia %+v", a) // 1 of 1: 2.5 % to 100 %
	}
	i := slices.IndexFunc(found.Published, func(p result.PublishedRate) bool { return p.Cases == 12 && p.N == 100 })
	if i < 0 ||
		math.Abs(float64(found.Published[i].Lower)-0.0635689) > 1e-6 { // R binom.test(12, 100)
		t.Errorf("published %+v", found.Published)
	}
}

// The order of the rows changes nothing; without the log of typing what it tells is not
// known, and no other number appears.
func TestRedCellsKeepTheirNumbers(t *testing.T) {
	whole := runOf(t, writeRedCells(t, []int{0, 1, 2}, true)).RedCells[0]
	turned := runOf(t, writeRedCells(t, []int{2, 1, 0}, true)).RedCells[0]
	slices.Reverse(turned.Cases)
	if got, want := fmt.Sprintf("%+v", turned), fmt.Sprintf("%+v", whole); got != want {
		t.Errorf("rows turned:\n%s\n%s", got, want)
	}
	without := runOf(t, writeRedCells(t, []int{0, 1, 2}, false)).RedCells[0]
	if !slices.Equal(without.Missing, []string{donorCellsSeen, converted}) {
		t.Errorf("missing %v", without.Missing)
	}
	for i := range without.Cases {
		was, is := whole.Cases[i], without.Cases[i]
		if is.Conversion.State != "unknown" || is.Conversion.Reason != "not_recorded" || is.Provisional != "" {
			t.Errorf("conversion %+v, provisional %q", is.Conversion, is.Provisional)
		}
		was.Conversion, was.DonorRedCells, was.Provisional = is.Conversion, is.DonorRedCells, is.Provisional
		if got, want := fmt.Sprintf("%+v", is), fmt.Sprintf("%+v", was); got != want {
			t.Errorf("without typing:\n%s\n%s", got, want)
		}
	}
}

// In a study without dates nobody who has no further infusion loses independence, and the
// results can be written.
func TestUndatedStudyLosesNoIndependence(t *testing.T) {
	r := runOf(t, writeRedCells(t, []int{0, 1, 2}, true))
	outcomes := 0
	for _, i := range r.Independence {
		for _, one := range i.Cases {
			for _, o := range one.Criteria {
				outcomes++
				if o.State == "lost" || !o.Lost.IsMissing() {
					t.Errorf("%s of %s: %+v", o.Milestone, one.Case, o)
				}
			}
		}
	}
	if outcomes == 0 {
		t.Error("no case has an outcome")
	}
	if err := result.Encode(io.Discard, r); err != nil {
		t.Error(err)
	}
}
