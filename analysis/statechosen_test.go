package analysis

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/result"
)

// chosenStates is the first cohort of a study whose cohort is written so.
func chosenStates(t *testing.T, cohort, data string, files map[string]string) *result.Cohort {
	t.Helper()
	dir := t.TempDir()
	files["study.yaml"] = "as_of: 2021-01-01\ndata: {cases: cases.csv, dates: ymd" + data + "}\n" + cohort
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p, err := plan.Read(filepath.Join(dir, "study.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	d, err := Load(context.Background(), p, quiet)
	if err != nil {
		t.Fatal(err)
	}
	r, _, err := Run(context.Background(), p, d, "test", quiet)
	if err != nil {
		t.Fatal(err)
	}
	return &r.Cohorts[0]
}

// shareOf is the share in a state on a day.
func shareOf(t *testing.T, c *result.Cohort, state string, day float64) float64 {
	t.Helper()
	for _, s := range c.States {
		if s.State == state {
			at := 0
			for at+1 < len(s.Time) && s.Time[at+1] <= day {
				at++
			}
			return float64(s.Prob[at])
		}
	}
	t.Fatalf("no state %s among %+v, %+v", state, c.States, c.StateBasis)
	return 0
}

func wantShare(t *testing.T, c *result.Cohort, state string, day, want float64) {
	t.Helper()
	if got := shareOf(t, c, state, day); math.Abs(got-want) > 1e-12 {
		t.Errorf("%s on day %v: %v, want %v", state, day, got, want)
	}
}

const thalassemiaStates = "cohorts: [{id: t, preset: thalassemia, states: [alive, engrafted, independent, immunosuppression, " +
	"acute-gvhd, chronic-gvhd, failed, dead]}]\n"

const chosenHeader = "case_id,transplant_date,transplant_type,disease_group,neutrophil_engraftment_day,rbc_independence_day," +
	"transfusion_dependence_day,immunosuppression_stopped_day,acute_gvhd_day,acute_gvhd_resolved_day,chronic_gvhd_day," +
	"chronic_gvhd_severity,chronic_gvhd_resolved_day,graft_failure_day,death_day,last_contact_day,transfusions_complete_to_day\n"

// Four patients whose rows tell all. A is off immunosuppression on day 50 and has no GVHD;
// B has acute GVHD on days 20 to 40; C's acute GVHD of day 30 has no recorded resolution; D
// has mild chronic GVHD, which is no state, stops on day 60 and dies on day 80.
const fourRows = chosenHeader + `A,2020-01-01,allogeneic,thalassemia,10,40,,50,,,,,,,,100,100
B,2020-01-01,allogeneic,thalassemia,10,40,,70,20,40,,,,,,100,100
C,2020-01-01,allogeneic,thalassemia,10,40,,70,30,,,,,,,100,100
D,2020-01-01,allogeneic,thalassemia,10,40,,60,,,45,mild,,,80,80,80
`

func TestStatesThatAStudyAsksFor(t *testing.T) {
	c := chosenStates(t, thalassemiaStates, "", map[string]string{"cases.csv": fourRows})
	for _, x := range []struct {
		state string
		day   float64
		want  float64
	}{
		{"immunosuppression", 0, 1}, {"immunosuppression", 20, .75}, {"acute-gvhd", 20, .25}, {"acute-gvhd", 30, .5},
		{"acute-gvhd", 40, .25}, {"immunosuppression", 40, .75}, {"independent", 49, 0}, {"independent", 50, .25},
		{"independent", 60, .5}, {"independent", 70, .75}, {"acute-gvhd", 100, .25}, {"independent", 80, .5}, {"dead", 80, .25},
	} {
		wantShare(t, c, x.state, x.day, x.want)
	}
	if b := c.StateBasis; !b.Chosen || b.Assessments || b.Patients != 4 {
		t.Errorf("%+v", b)
	}
}

// Whichever column of a state is gone, there is no figure but the reason, never a patient
// of whom it "did not happen".
func TestAChosenStateNeedsItsColumns(t *testing.T) {
	for _, name := range []string{"rbc_independence", "transfusion_dependence", "immunosuppression_stopped", "acute_gvhd",
		"acute_gvhd_resolved", "chronic_gvhd", "chronic_gvhd_resolved", "graft_failure", "neutrophil_engraftment"} {
		c := chosenStates(t, thalassemiaStates, "",
			map[string]string{"cases.csv": strings.Replace(fourRows, ","+name+"_day,", ",note,", 1)})
		b := c.StateBasis
		if len(c.States) != 0 || b == nil || b.Reason != "column_absent" || !slices.Equal(b.Missing, []string{name}) {
			t.Errorf("without %s: %d states, %+v", name, len(c.States), b)
		}
	}
	c := chosenStates(t, thalassemiaStates, "",
		map[string]string{"cases.csv": strings.Replace(fourRows, ",chronic_gvhd_severity,", ",note,", 1)})
	if b := c.StateBasis; len(c.States) != 0 || b.Reason != "column_absent" || !slices.Contains(b.Missing, "chronic_gvhd_severity") {
		t.Errorf("without the severity: %+v", b)
	}
}

// The log tells of every episode: A is in acute GVHD on days 20 to 40 and from day 60 on,
// to the last assessment on day 80; B never, to the last on day 50.
func TestAcuteGVHDComesAgainByTheStages(t *testing.T) {
	cases := "case_id,transplant_date,transplant_type,death_day,last_contact_day\nA,2020-01-01,allogeneic,,100\n" +
		"B,2020-01-01,allogeneic,,100\n"
	stages := `case_id,date,skin,liver,upper,lower
A,2020-01-21,1,0,0,0
A,2020-02-10,0,0,0,0
A,2020-03-01,0,0,1,0
A,2020-03-21,0,0,1,0
B,2020-01-21,0,0,0,0
B,2020-02-20,0,0,0,0
`
	study := `cohorts: [{id: all}]
endpoints: [{id: os, kind: survival, event: [death]}]
states:
  - {id: alive}
  - {id: gvhd, label: {en: Sick, vi: Bệnh}, begins: [acute_gvhd], ends: [acute_gvhd_resolved], recurs: true}
  - {id: dead, begins: [death], final: true}
`
	c := chosenStates(t, study, ", gvhd: gvhd.csv", map[string]string{"cases.csv": cases, "gvhd.csv": stages})
	for day, want := range map[float64]float64{0: 0, 19: 0, 20: .5, 40: 0, 59: 0, 60: 1} {
		wantShare(t, c, "gvhd", day, want) // B is followed to day 50, so that A is all on day 60
	}
	s := c.States[1]
	if last := s.Time[len(s.Time)-1]; last != 80 || !c.StateBasis.Assessments || s.Label["en"] != "Sick" {
		t.Errorf("to day %v: %+v, %v", last, c.StateBasis, s.Label)
	}
	once := chosenStates(t, strings.Replace(study, ", recurs: true", "", 1), ", gvhd: gvhd.csv",
		map[string]string{"cases.csv": cases, "gvhd.csv": stages})
	wantShare(t, once, "gvhd", 60, 0)
}

// W is 60: A is independent on day 60, transfused for the disease on day 100, independent
// again on day 160; B never transfused.
func TestIndependenceIsWonAgainInTheStates(t *testing.T) {
	cases := "case_id,transplant_date,transplant_type,disease_group,neutrophil_engraftment_day,graft_failure_day,death_day," +
		"last_contact_day,transfusions_complete_to_day\n" +
		"A,2020-01-01,allogeneic,thalassemia,10,,,300,300\nB,2020-01-01,allogeneic,thalassemia,10,,,300,300\n"
	log := "case_id,date,product,units,indication\nA,2020-04-10,rbc,1,thalassemia\n"
	c := chosenStates(t, "cohorts: [{id: t, preset: thalassemia}]\n", ", transfusions: transfusions.csv",
		map[string]string{"cases.csv": cases, "transfusions.csv": log})
	for day, want := range map[float64]float64{59: 0, 60: 1, 99: 1, 100: .5, 159: .5, 160: 1, 300: 1} {
		wantShare(t, c, "independent", day, want)
	}
	wantShare(t, c, "engrafted", 100, .5)
}

// A remission after the relapse, and one that is dated without any.
func TestRemissionAfterRelapse(t *testing.T) {
	cases := "case_id,transplant_date,transplant_type,disease_group,neutrophil_engraftment_day,relapse_day,progression_day," +
		"remission_again_day,death_day,last_contact_day\nA,2020-01-01,autologous,solid_tumor,10,30,,50,,100\n" +
		"B,2020-01-01,autologous,solid_tumor,10,,,50,,100\n"
	c := chosenStates(t, "cohorts: [{id: s, preset: solid-tumor, states: [alive, engrafted, relapsed, remission-again, dead]}]\n",
		"", map[string]string{"cases.csv": cases})
	wantShare(t, c, "relapsed", 30, .5)
	wantShare(t, c, "remission-again", 50, .5)
	wantShare(t, c, "engrafted", 50, .5)
	wantShare(t, c, "relapsed", 50, 0)
}
