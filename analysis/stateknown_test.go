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

// Eight patients whose transfusions are known to days of their own. By hand, with
// a of those without independence, i independent, e returned, d dead:
//
//	day  moves          at risk   a     i      e      d
//	 10  A E H a to i    8 in a   5/8   3/8
//	 20  B C   a to i    5 in a   3/8   5/8
//	 25  F ends
//	 30  D dies          2 in a   3/16  5/8           3/16
//	 40  G     a to i    1 in a   0     13/16         3/16   and E ends, who dies on day 80
//	 50  B ends
//	 60  C     i to e    4 in i   0     39/64  13/64  12/64
//	 70  H ends, whose return on day 90 is not seen; A, C and G are followed to day 100
const eightPatients = `case_id,transplant_date,rbc_independence_day,transfusion_dependence_day,death_day,last_contact_day,transfusions_complete_to_day
A,2020-01-01,10,,,100,100
B,2020-01-01,20,,,100,50
C,2020-01-01,20,60,,100,100
D,2020-01-01,,,30,30,30
E,2020-01-01,10,,80,80,40
F,2020-01-01,,,,100,25
G,2020-01-01,40,,,100,
H,2020-01-01,10,90,,100,70
`

const independenceStudy = `study: {title: {en: Independence}}
as_of: 2021-01-01
languages: [en]
data:
  cases: cases.csv
DATA
  dates: ymd
cohorts:
  - id: all
    endpoints: [os, MORE_IDS]
endpoints:
  - {id: os, label: {en: Survival}, kind: survival, event: [death], times: [50]}
MORE`

const (
	ofIndependence = `  - {id: ti, label: {en: Independence}, kind: incidence, event: [rbc_independence], competing: [death], times: [50]}
  - {id: tfs, label: {en: Free of transfusions}, kind: survival, event: [transfusion_dependence, death], times: [50]}
`
	ofEngraftment = `  - {id: anc, label: {en: Engraftment}, kind: incidence, event: [neutrophil_engraftment], competing: [death], times: [50]}
  - {id: gf, label: {en: Graft failure}, kind: incidence, event: [graft_failure], competing: [death], times: [50]}
`
)

func withIndependence() []string { return []string{"alive", "independent", "engrafted", "dead"} }

// statesOf is the study with these endpoints, cases, log and line of the study file.
func statesOf(t *testing.T, endpoints, cases, log, data string) (*result.Cohort, *result.Listing) {
	t.Helper()
	var ids []string
	for line := range strings.Lines(endpoints) {
		id, _, _ := strings.Cut(strings.TrimPrefix(line, "  - {id: "), ",")
		ids = append(ids, id)
	}
	return statesOfStudy(t, strings.NewReplacer("DATA\n", data, "MORE_IDS", strings.Join(ids, ", "), "MORE", endpoints).
		Replace(independenceStudy), cases, log)
}

func statesOfStudy(t *testing.T, study, cases, log string) (*result.Cohort, *result.Listing) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"cases.csv": cases, "transfusions.csv": log, "study.yaml": study} {
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
	r, l, err := Run(context.Background(), p, d, "test", quiet)
	if err != nil {
		t.Fatal(err)
	}
	return &r.Cohorts[0], l
}

// wantShares are the shares from a day on, in the order of the states.
type wantShares struct {
	day    float64
	shares [4]float64
}

func checkShares(t *testing.T, c *result.Cohort, names []string, want []wantShares) {
	t.Helper()
	if len(c.States) != len(names) {
		t.Fatalf("states are %+v", c.States)
	}
	for k, day := range c.States[0].Time {
		sum, from := 0.0, 0
		for from+1 < len(want) && want[from+1].day <= day {
			from++
		}
		for h, s := range c.States {
			if s.State != names[h] || s.Time[k] != day {
				t.Fatalf("state %d is %s at %v", h, s.State, s.Time[k])
			}
			sum += float64(s.Prob[k])
			if got := float64(s.Prob[k]); math.Abs(got-want[from].shares[h]) > 1e-12 {
				t.Errorf("day %v: %s %v, want %v", day, s.State, got, want[from].shares[h])
			}
		}
		if math.Abs(sum-1) > 1e-12 {
			t.Errorf("day %v: the states add up to %v", day, sum)
		}
	}
}

func TestStatesEndWhereTransfusionsAreNoLongerKnown(t *testing.T) {
	c, l := statesOf(t, ofIndependence, eightPatients, "", "")
	checkShares(t, c, withIndependence(), []wantShares{
		{0, [4]float64{1, 0, 0, 0}},
		{10, [4]float64{5. / 8, 3. / 8, 0, 0}},
		{20, [4]float64{3. / 8, 5. / 8, 0, 0}},
		{30, [4]float64{3. / 16, 5. / 8, 0, 3. / 16}},
		{40, [4]float64{0, 13. / 16, 0, 3. / 16}},
		{60, [4]float64{0, 39. / 64, 13. / 64, 12. / 64}},
	})
	last := c.States[0].Time[len(c.States[0].Time)-1]
	b := c.StateBasis
	if last != 100 || b.Patients != 8 || !b.Transfusions || b.DeathsLater != 1 || len(b.Excluded) != 0 {
		t.Errorf("to day %v: %+v", last, b)
	}
	// A 100, B 50, C 100, E 40, F 25, G 100, H 70
	if f := b.FollowedTo; f.N != 7 || f.Min != 25 || f.Median != 70 || f.Max != 100 {
		t.Errorf("followed to %+v", f)
	}
	want := map[string][]result.Stay{
		"A": {{State: "alive", To: 10}, {State: "independent", To: 100}},
		"B": {{State: "alive", To: 20}, {State: "independent", To: 50}},
		"C": {{State: "alive", To: 20}, {State: "independent", To: 60}, {State: "engrafted", To: 100}},
		"D": {{State: "alive", To: 30}},
		"E": {{State: "alive", To: 10}, {State: "independent", To: 40}},
		"F": {{State: "alive", To: 25}},
		"G": {{State: "alive", To: 40}, {State: "independent", To: 100}},
		"H": {{State: "alive", To: 10}, {State: "independent", To: 70}},
	}
	for r := range l.Of("all", "os") {
		if !slices.Equal(r.Stays, want[r.Case]) {
			t.Errorf("%s: %v, want %v", r.Case, r.Stays, want[r.Case])
		}
		delete(want, r.Case)
	}
	if len(want) > 0 {
		t.Errorf("nothing is listed of %v", want)
	}
}

// Six patients of a log with W = 60: P was transfused on day 5 and is independent
// on day 65; Q never, on day 60; R on days 5 and 70 for thalassemia: independent on
// day 65, returned on day 70; S was last seen on day 40. The log is silent on U,
// whose row states a transfusion, and has no end for V. By hand to the declared day
// 80: 4 in a, S ends on day 40, so that 1/3 is independent on day 60 and all on day 65, of whom 1/3
// returns on day 70.
const sixPatients = `case_id,transplant_date,disease_group,last_rbc_transfusion_day,death_day,last_contact_day,transfusions_complete_to_day
P,2020-01-01,thalassemia,,,300,80
Q,2020-01-01,thalassemia,,,300,80
R,2020-01-01,thalassemia,,,300,80
S,2020-01-01,thalassemia,,,40,80
U,2020-01-01,thalassemia,12,,300,80
V,2020-01-01,thalassemia,,200,200,
`

const sixTransfusions = `case_id,date,product,units,indication
P,2020-01-06,rbc,1,supportive
R,2020-01-06,rbc,1,supportive
R,2020-03-11,rbc,1,thalassemia
`

func TestStatesOfALogOfTransfusions(t *testing.T) {
	c, l := statesOf(t, ofIndependence, sixPatients, sixTransfusions, "  transfusions: transfusions.csv\n")
	checkShares(t, c, withIndependence(), []wantShares{
		{0, [4]float64{1, 0, 0, 0}},
		{60, [4]float64{2. / 3, 1. / 3, 0, 0}},
		{65, [4]float64{0, 1, 0, 0}},
		{70, [4]float64{0, 2. / 3, 1. / 3, 0}},
	})
	b := c.StateBasis
	if last := c.States[0].Time[len(c.States[0].Time)-1]; last != 80 || b.Patients != 4 || b.DeathsLater != 0 {
		t.Errorf("to day %v: %+v", last, b)
	}
	want := []result.Excluded{{Code: "log_coverage_undeclared", Cases: 1, EventsKnown: 1},
		{Code: "transfusions_missing", Cases: 1}}
	if !slices.Equal(b.Excluded, want) {
		t.Errorf("set aside %+v, want %+v", b.Excluded, want)
	}
	for r := range l.Of("all", "os") {
		if aside := r.Case == "U" || r.Case == "V"; aside != (len(r.Stays) == 0) {
			t.Errorf("%s: stays %v", r.Case, r.Stays)
		}
	}
}

// An end for the whole log, on day 100, is that of V, who has none of its own: V
// is independent on day 60 and dies on day 200, which is later. By hand: 4 in a on day 60.
func TestStatesToTheDeclaredEndOfTheLog(t *testing.T) {
	c, _ := statesOf(t, ofIndependence, sixPatients, sixTransfusions,
		"  transfusions: {file: transfusions.csv, complete_to: 2020-04-10}\n")
	checkShares(t, c, withIndependence(), []wantShares{
		{0, [4]float64{1, 0, 0, 0}},
		{60, [4]float64{1. / 2, 1. / 2, 0, 0}},
		{65, [4]float64{0, 1, 0, 0}},
		{70, [4]float64{0, 3. / 4, 1. / 4, 0}},
	})
	b := c.StateBasis
	if last := c.States[0].Time[len(c.States[0].Time)-1]; last != 100 || b.Patients != 5 || b.DeathsLater != 1 {
		t.Errorf("to day %v: %+v", last, b)
	}
	if f := b.FollowedTo; f.N != 5 || f.Min != 40 || f.Median != 80 || f.Max != 100 {
		t.Errorf("followed to %+v", f)
	}
}

// Without an end of the log, or without its rows, nothing tells who is
// independent: there are no states, with the reason of the endpoints.
func TestStatesNeedTheCoverageOfTheLog(t *testing.T) {
	undeclared := strings.ReplaceAll(sixPatients, ",80\n", ",\n")
	header, _, _ := strings.Cut(sixTransfusions, "\n")
	for _, x := range []struct{ name, cases, log, reason string }{
		{"no end is declared", undeclared, sixTransfusions, "log_coverage_undeclared"},
		{"the log is empty", sixPatients, header + "\n", "log_empty"},
	} {
		c, l := statesOf(t, ofIndependence, x.cases, x.log, "  transfusions: transfusions.csv\n")
		b := c.StateBasis
		if len(c.States) != 0 || b == nil || b.Reason != x.reason || !slices.Contains(b.Missing, "rbc_independence") {
			t.Errorf("%s: %d states, %+v", x.name, len(c.States), b)
		}
		if c.Endpoints[1].Reason != x.reason {
			t.Errorf("%s: the endpoint has the reason %q", x.name, c.Endpoints[1].Reason)
		}
		for r := range l.All() {
			if len(r.Stays) > 0 {
				t.Errorf("%s: %s has stays %v", x.name, r.Case, r.Stays)
			}
		}
	}
}

// A patient of whom one milestone is unknown has not "not had it": it is set aside.
func TestStatesLeaveOutWhoseMilestoneIsUnknown(t *testing.T) {
	cases := strings.Replace(eightPatients, "transfusion_dependence_day,",
		"transfusion_dependence_day,transfusion_dependence_status,", 1)
	for _, id := range strings.Split("ABCDEFGH", "") {
		status := ","
		if id == "B" {
			status = "unknown,"
		}
		line := cases[strings.Index(cases, "\n"+id+","):]
		line = line[:1+strings.Index(line[1:], "\n")]
		cells := strings.Split(line, ",")
		cells[4] = status + cells[4]
		cases = strings.Replace(cases, line, strings.Join(cells, ","), 1)
	}
	c, _ := statesOf(t, ofIndependence, cases, "", "")
	if b := c.StateBasis; b.Patients != 7 || !slices.Equal(b.Excluded,
		[]result.Excluded{{Code: "unknown_status", Cases: 1}}) {
		t.Errorf("%+v", b)
	}
	// Without B: 7 in a, of whom three move on day 10 and one of four on day 20.
	checkShares(t, c, withIndependence(), []wantShares{
		{0, [4]float64{1, 0, 0, 0}},
		{10, [4]float64{4. / 7, 3. / 7, 0, 0}},
		{20, [4]float64{3. / 7, 4. / 7, 0, 0}},
		{30, [4]float64{3. / 14, 4. / 7, 0, 3. / 14}},
		{40, [4]float64{0, 11. / 14, 0, 3. / 14}},
		{60, [4]float64{0, 33. / 56, 11. / 56, 12. / 56}},
	})
}

// Five patients with counts of their own length. B and D left without engraftment
// on day 10; D dies on day 40, which is not seen as a death of one who had not
// engrafted. C dies 5 days after the last count, in which no recovery is missed.
// E's graft failed on day 8: counts say nothing of what comes after.
// By hand: 5 alive on day 8, 2 on day 12, 1 on day 25; 1 failed on day 60.
const fivePatients = `case_id,transplant_date,neutrophil_engraftment_day,counts_complete_to_day,graft_failure_day,death_day,last_contact_day
A,2020-01-01,12,50,,,100
B,2020-01-01,,10,,,100
C,2020-01-01,,20,,25,25
D,2020-01-01,,10,,40,40
E,2020-01-01,,10,8,60,60
`

func TestStatesEndAtTheLastCountOfWhoIsNotEngrafted(t *testing.T) {
	c, _ := statesOf(t, ofEngraftment, fivePatients, "", "")
	checkShares(t, c, []string{"alive", "engrafted", "failed", "dead"}, []wantShares{
		{0, [4]float64{1, 0, 0, 0}},
		{8, [4]float64{4. / 5, 0, 1. / 5, 0}},
		{12, [4]float64{2. / 5, 2. / 5, 1. / 5, 0}},
		{25, [4]float64{0, 2. / 5, 1. / 5, 2. / 5}},
		{60, [4]float64{0, 2. / 5, 0, 3. / 5}},
	})
	if b := c.StateBasis; b.Patients != 5 || b.Transfusions || b.Uncounted != 2 || b.DeathsLater != 1 ||
		b.FollowedTo.N != 3 {
		t.Errorf("%+v", b)
	}
}
