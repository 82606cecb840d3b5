package analysis

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"graftstat/analysis/endpoint"
	"graftstat/analysis/plan"
	"graftstat/analysis/result"
	"graftstat/analysis/survival"
)

const currentStudy = `
as_of: 2021-01-01
data: {cases: cases.csv, dates: ymd, DATA}
cohorts: [{id: all}]
endpoints:
  - id: grfs
    label: GRFS
    kind: survival
    event: [death, graft_failure, relapse, acute_gvhd_3, {milestone: chronic_gvhd, where: {chronic_gvhd_severity: [moderate, severe]}}]
    times: [20, 40, 60, 90]
`

const currentHeader = "case_id,transplant_date,transplant_type,acute_gvhd_3_day,acute_gvhd_resolved_day,chronic_gvhd_day," +
	"chronic_gvhd_severity,chronic_gvhd_resolved_day,graft_failure_day,relapse_day,death_day,last_contact_day\n"

// currentCohort is the cohort of these cases, and the endpoint's result.
func currentCohort(t *testing.T, cases, stages string) (*cohort, *result.Endpoint) {
	t.Helper()
	dir, data := t.TempDir(), ""
	if stages != "" {
		data = "gvhd: gvhd.csv"
	}
	for name, text := range map[string]string{"cases.csv": cases, "gvhd.csv": stages,
		"study.yaml": strings.Replace(currentStudy, "DATA", data, 1)} {
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
	return newCohort(p, d, endpoint.NewHistories(p, d), &p.Cohorts[0]), &r.Cohorts[0].Endpoints[0]
}

// Ten patients, nobody censored before day 100, so that each estimate is a share.
//
//	A to D  no event
//	E  III on day 30, resolved on day 50
//	F  III on day 30, no resolution recorded
//	G  moderate chronic GVHD on day 30, mild or none on day 80
//	H  III on day 10, resolved on day 35, dies on day 70
//	I  III on day 30, relapses on day 45 before the resolution of day 50
//	J  dies on day 15
//
//	day     never left      free again  current  classical
//	 20     A-G I   8       -           .8       .8
//	 40     A-D     4       H           .5       .4
//	 60     A-D             E H         .6       .4
//	 90     A-D             E G         .6       .4
const tenPatients = currentHeader + `A,2020-01-01,allogeneic,,,,,,,,,100
B,2020-01-01,allogeneic,,,,,,,,,100
C,2020-01-01,allogeneic,,,,,,,,,100
D,2020-01-01,allogeneic,,,,,,,,,100
E,2020-01-01,allogeneic,30,50,,,,,,,100
F,2020-01-01,allogeneic,30,,,,,,,,100
G,2020-01-01,allogeneic,,,30,moderate,80,,,,100
H,2020-01-01,allogeneic,10,35,,,,,,70,70
I,2020-01-01,allogeneic,30,50,,,,,45,,100
J,2020-01-01,allogeneic,,,,,,,,15,15
`

func TestCurrentGRFSByHand(t *testing.T) {
	_, e := currentCohort(t, tenPatients, "")
	if e.Current == nil || e.Current.AfterGVHD != 5 || e.Current.Resolved != 3 || len(e.Current.Unrecorded) != 0 {
		t.Fatalf("%+v", e.Current)
	}
	for i, want := range []struct{ current, classical float64 }{{.8, .8}, {.5, .4}, {.6, .4}, {.6, .4}} {
		got, classical := e.Current.At[i], e.Groups[0].At[i]
		if math.Abs(float64(got.Estimate)-want.current) > 1e-12 || math.Abs(float64(classical.Estimate)-want.classical) > 1e-12 {
			t.Errorf("day %v: %v and %v, want %+v", got.Time, got.Estimate, classical.Estimate, want)
		}
		se := math.Sqrt(want.current * (1 - want.current) / 10) // of a share
		if math.Abs(float64(got.StdErr)-se) > 1e-9 || !(got.Lower < got.Estimate && got.Estimate < got.Upper) {
			t.Errorf("day %v: %+v, want an error of %v", got.Time, got.Point, se)
		}
	}
}

// One day on each side of the resolution, and it on the day of III or before it.
func TestCurrentGRFSOnTheDayOfTheResolution(t *testing.T) {
	for _, x := range []struct {
		name, acute, resolved string
		want                  [4]float64 // on days 20, 40, 60, 90
	}{
		{"the day before", "30", "41", [4]float64{1, .5, 1, 1}},
		{"on the day", "30", "40", [4]float64{1, 1, 1, 1}},
		{"on the day of III", "30", "30", [4]float64{1, 1, 1, 1}},
		{"before III: still active", "30", "29", [4]float64{1, .5, .5, .5}},
		{"no resolution", "30", "", [4]float64{1, .5, .5, .5}},
	} {
		_, e := currentCohort(t, currentHeader+"A,2020-01-01,allogeneic,,,,,,,,,100\nB,2020-01-01,allogeneic,"+x.acute+","+
			x.resolved+",,,,,,,100\n", "")
		for i, want := range x.want {
			if got := float64(e.Current.At[i].Estimate); math.Abs(got-want) > 1e-12 {
				t.Errorf("%s: day %v: %v, want %v", x.name, e.Current.At[i].Time, got, want)
			}
		}
	}
}

// Where the columns of the resolution are gone, nobody is silently called free again, nor is
// it silently left out: the classical estimates stand, and the milestones are named.
func TestCurrentGRFSWithoutARecordedResolution(t *testing.T) {
	lost := strings.NewReplacer("acute_gvhd_resolved_day", "note_1", "chronic_gvhd_resolved_day", "note_2").Replace(tenPatients)
	_, e := currentCohort(t, lost, "")
	if e.Current.Resolved != 0 || !slices.Equal(e.Current.Unrecorded, []string{"acute_gvhd_resolved", "chronic_gvhd_resolved"}) {
		t.Errorf("%+v", e.Current)
	}
	for i, at := range e.Current.At {
		if at.Point != e.Groups[0].At[i].Point {
			t.Errorf("%+v, want the classical %+v", at, e.Groups[0].At[i])
		}
	}
	_, e = currentCohort(t, strings.Replace(tenPatients, "chronic_gvhd_resolved_day", "note", 1), "")
	if e.Current.Resolved != 2 || !slices.Equal(e.Current.Unrecorded, []string{"chronic_gvhd_resolved"}) {
		t.Errorf("one of the columns is gone: %+v", e.Current)
	}
	_, e = currentCohort(t, strings.Replace(tenPatients, "acute_gvhd_3_day", "note", 1), "")
	if e.Reason != "column_absent" || e.Current != nil {
		t.Errorf("without the first day of grade III: %q, %+v", e.Reason, e.Current)
	}
}

// The stages tell of each episode: III on day 30, below II on day 50 (II on day 40 is not), III
// again on day 70. The cases file has no column of it, so that the last assessment, on day
// 90, is the end of what is known: with the column it goes on to day 100.
func TestCurrentGRFSByTheStages(t *testing.T) {
	cases := "case_id,transplant_date,transplant_type,graft_failure_day,relapse_day,chronic_gvhd_day,chronic_gvhd_severity," +
		"death_day,last_contact_day\nA,2020-01-01,allogeneic,,,,,,100\nB,2020-01-01,allogeneic,,,,,,100\n"
	stages := `case_id,date,skin,liver,upper,lower
A,2020-01-11,0,0,0,0
A,2020-03-31,0,0,0,0
B,2020-01-31,0,2,0,0
B,2020-02-10,0,1,0,0
B,2020-02-20,1,0,0,0
B,2020-03-11,0,0,0,2
B,2020-03-31,0,0,0,2
`
	c, e := currentCohort(t, cases, stages)
	for i, want := range []float64{1, .5, 1, .5} {
		if got := float64(e.Current.At[i].Estimate); math.Abs(got-want) > 1e-12 {
			t.Errorf("day %v: %v, want %v", e.Current.At[i].Time, got, want)
		}
	}
	x, _ := c.currentCourses(c.plan.Resolved[0], endpoint.Derive(c.study, c.histories, c.plan.Resolved[0], c.patients))
	if want := []float64{90, 30, 50, 70, 90}; !slices.Equal(x.Stop, want) {
		t.Errorf("stays end on days %v, want %v", x.Stop, want)
	}
}

// randomCases have events on days 1 to 30, with ties, and a resolution with the chance.
func randomCases(r *rand.Rand, n int, resolved float64) string {
	var b strings.Builder
	b.WriteString(currentHeader)
	day := func(chance float64) string {
		if r.Float64() >= chance {
			return ""
		}
		return fmt.Sprint(1 + r.IntN(100))
	}
	for i := range n {
		acute, chronic, severity := day(.4), day(.3), []string{"mild", "moderate", "severe"}[r.IntN(3)]
		if chronic == "" {
			severity = ""
		}
		end := 1 + r.IntN(110)
		death := ""
		if r.Float64() < .3 {
			death = fmt.Sprint(end)
		}
		fmt.Fprintf(&b, "C%d,2020-01-01,allogeneic,%s,%s,%s,%s,%s,%s,%s,%s,%d\n", i, acute, day(resolved), chronic, severity,
			day(resolved), day(.15), day(.15), death, end)
	}
	return b.String()
}

// Without any resolution the current form is Kaplan and Meier's, and it never lies below that.
func TestCurrentGRFSAndTheClassicalForm(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 3))
	above, compared := 0, 0
	for k := range 40 {
		resolved := 0.0
		if k%2 == 1 {
			resolved = .8
		}
		c, _ := currentCohort(t, randomCases(r, 5+r.IntN(60), resolved), "")
		e := c.plan.Resolved[0]
		o := endpoint.Derive(c.study, c.histories, e, c.patients)
		x, _ := c.currentCourses(e, o)
		curve, err := survival.OccupationOfAny(x, currentStates, []uint8{freeStill, freeAgain}, survival.Settings{})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range curve.Points {
			classical := productLimit(o, p.Time)
			compared++
			switch {
			case resolved == 0 && math.Abs(p.Estimate-classical) > 1e-12:
				t.Fatalf("day %v: %v, want %v", p.Time, p.Estimate, classical)
			case p.Estimate < classical-1e-12:
				t.Fatalf("day %v: %v is below the classical %v", p.Time, p.Estimate, classical)
			case p.Estimate > classical+1e-12:
				above++
			}
		}
	}
	if above < 100 || compared < 500 {
		t.Errorf("of %d points %d were above the classical form", compared, above)
	}
}

// productLimit is Kaplan and Meier's estimate, from its definition.
func productLimit(o *endpoint.Observations, time float64) float64 {
	s := 1.0
	for day := 0.0; day <= time; day++ {
		atRisk, events := 0, 0
		for i := range o.Len() {
			if !o.SetAside(i) && o.Time[i] >= day {
				atRisk++
				if o.Time[i] == day && o.Cause[i] == 1 {
					events++
				}
			}
		}
		if events > 0 {
			s *= 1 - float64(events)/float64(atRisk)
		}
	}
	return s
}

// The order of the rows, and the names of the cases, are of no matter.
func TestCurrentGRFSDoesNotHangOnTheOrderOfRows(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 9))
	cases := randomCases(r, 30, .8)
	_, want := currentCohort(t, cases, "")
	lines := strings.Split(strings.TrimSpace(cases), "\n")
	slices.Reverse(lines[1:])
	_, got := currentCohort(t, strings.ReplaceAll(strings.Join(lines, "\n")+"\n", "\nC", "\nZ"), "")
	for i := range want.Current.At {
		a, b := want.Current.At[i], got.Current.At[i]
		if math.Abs(float64(a.Estimate-b.Estimate)) > 1e-12 || math.Abs(float64(a.Upper-b.Upper)) > 1e-9 {
			t.Errorf("%+v, in another order %+v", a.Point, b.Point)
		}
	}
}

func TestWhichEndpointsHaveACurrentForm(t *testing.T) {
	items := func(names ...string) (list []plan.Item) {
		for _, n := range names {
			list = append(list, plan.Item{Milestone: n})
		}
		return list
	}
	for _, x := range []struct {
		e    plan.Endpoint
		want bool
	}{
		{plan.Endpoint{Kind: "survival", From: "transplant", Event: items("death", "acute_gvhd_3")}, true},
		{plan.Endpoint{Kind: "survival", From: "transplant", Event: items("death", "chronic_gvhd")}, false},
		{plan.Endpoint{Kind: "survival", From: "transplant", Event: items("death", "acute_gvhd_3", "acute_gvhd_2")}, false},
		{plan.Endpoint{Kind: "incidence", From: "transplant", Event: items("acute_gvhd_3")}, false},
		{plan.Endpoint{Kind: "survival", From: "transplant", Per: "transplant", Event: items("death", "acute_gvhd_3")}, false},
		{plan.Endpoint{Kind: "survival", From: "relapse", Event: items("death", "acute_gvhd_3")}, false},
	} {
		if got := hasCurrentForm(x.e); got != x.want {
			t.Errorf("%+v: %v", x.e, got)
		}
	}
}
