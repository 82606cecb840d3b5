package change_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"graftstat/analysis"
	"graftstat/analysis/change"
	"graftstat/analysis/plan"
	"graftstat/analysis/result"
)

const studyFile = `study: {title: {en: Ours}, centre: {en: Our centre}}
as_of: 2026-09-30
data: {cases: cases.csv, transfusions: {file: transfusions.csv, complete_to: as_of}, dates: ymd}
cohorts: [{id: thalassemia, compare: [abo_match], endpoints: [os, ti, engraftment, gvhd]}]
endpoints:
  - {id: os, kind: survival, event: [death], times: [100, 365], per: patient}
  - {id: ti, kind: incidence, event: [rbc_independence], competing: [death], times: [100, 365]}
  - {id: engraftment, kind: incidence, event: [neutrophil_engraftment], competing: [second_transplant, death], times: [28], per: transplant, days_to_event: true}
  - {id: gvhd, kind: incidence, event: [acute_gvhd], competing: [graft_failure, death], times: [100]}
`

const casesFile = `case_id,patient_id,abo_match,transplant_date,neutrophil_engraftment_date,acute_gvhd_date,graft_failure_date,death_date,last_contact_date
H1,P1,match,2025-01-10,2025-01-28,,,,2026-09-20
H2,P2,major,2025-03-02,2025-03-20,2025-04-10,,,2026-08-15
H3,P3,match,2025-05-15,2025-06-06,,,2025-09-01,
H4,P4,minor,2025-11-20,2025-12-10,,2026-02-01,,2026-09-01
H5,P5,match,2026-05-04,2026-05-22,,,,2026-09-25
H6,P6,match,2026-08-01,2026-08-19,,,,2026-09-28
`

const transfusionsFile = `case_id,date,product,units
H1,2025-01-15,rbc,1
H1,2025-02-20,rbc,1
H2,2025-03-10,rbc,1
H2,2025-06-01,rbc,1
H3,2025-05-20,rbc,1
H4,2025-12-01,rbc,1
H5,2026-05-10,rbc,1
H5,2026-07-20,rbc,1
H6,2026-08-20,rbc,1
`

// edited are the files of a study after replacing texts by others.
func edited(t *testing.T, edits ...string) (*result.Results, *result.Listing) {
	t.Helper()
	dir := t.TempDir()
	for name, content := range map[string]string{"study.yaml": studyFile, "cases.csv": casesFile,
		"transfusions.csv": transfusionsFile} {
		content = strings.NewReplacer(edits...).Replace(content)
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return study(t, filepath.Join(dir, "study.yaml"))
}

func study(t *testing.T, path string) (*result.Results, *result.Listing) {
	t.Helper()
	p, err := plan.Read(path)
	if err != nil {
		t.Fatal(err)
	}
	p.Monitor.Off = true // it is no part of the comparison, and slow
	quiet := func(string, int) {}
	d, err := analysis.Load(context.Background(), p, quiet)
	if err != nil {
		t.Fatal(err)
	}
	r, l, err := analysis.Run(context.Background(), p, d, "1.0", quiet)
	if err != nil {
		t.Fatal(err)
	}
	return r, l
}

// stored is a report as it comes back from its files.
func stored(t *testing.T, r *result.Results, l *result.Listing) (*result.Results, *result.Listing) {
	t.Helper()
	var results, listing bytes.Buffer
	if err := result.Encode(&results, r); err != nil {
		t.Fatal(err)
	}
	if err := result.EncodeListing(&listing, l); err != nil {
		t.Fatal(err)
	}
	readResults, err := result.Decode(&results)
	if err != nil {
		t.Fatal(err)
	}
	readListing, err := result.DecodeListing(&listing)
	if err != nil {
		t.Fatal(err)
	}
	return readResults, readListing
}

// monthly compares the study above, as stored, with the same study after edits.
func monthly(t *testing.T, edits ...string) *result.Changes {
	t.Helper()
	r, l := edited(t)
	before, beforeListing := stored(t, r, l)
	now, nowListing := edited(t, edits...)
	return checked(t, change.Between(before, beforeListing, now, nowListing))
}

const later = "as_of: 2026-10-31"

func TestNothingChanged(t *testing.T) {
	c := monthly(t)
	if len(c.Numbers)+len(c.Groups)+len(c.Cases)+len(c.Computed)+len(c.Definitions)+len(c.Issues.New)+len(c.Issues.Mended) != 0 || c.Rounding != 0 || !c.ByCase {
		t.Errorf("changes %+v", c)
	}
	if c.Unchanged < 8 {
		t.Errorf("only %d numbers were compared", c.Unchanged)
	}
}

// Studies with models, landmarks, faults and cases that enter late are
// themselves, and their listings belong to their results.
func TestNothingChangedInTheSamples(t *testing.T) {
	for _, name := range []string{"study", "bmt137", "faulty"} {
		r, l := study(t, "../../sample-data/"+name+".yaml")
		before, beforeListing := stored(t, r, l)
		c := checked(t, change.Between(before, beforeListing, r, l))
		if len(c.Numbers)+len(c.Groups)+len(c.Cases)+len(c.Computed)+len(c.Definitions)+len(c.Issues.New)+len(c.Issues.Mended) != 0 || !c.ByCase || c.Unchanged < 10 {
			t.Errorf("%s: %d numbers, %d cases, by case %v %s", name, len(c.Numbers), len(c.Cases), c.ByCase,
				c.NotByCase)
		}
	}
}

func TestAddedCaseInAStudy(t *testing.T) {
	c := monthly(t, "as_of: 2026-09-30", later, "H6,P6,", "H7,P7,major,2026-10-01,,,,2026-10-20,\nH6,P6,")
	if want := (result.ChangeCounts{NewPatients: 1, NewDeaths: 1, NewCases: 1}); c.Counts != want {
		t.Errorf("counts %+v", c.Counts)
	}
	for _, n := range c.Numbers {
		if !slices.Contains(n.Causes, result.ChangeCause{Code: "new", Cases: 1}) {
			t.Errorf("%s %s at %v: causes %v", n.Measure, n.Endpoint, n.Time, n.Causes)
		}
	}
	if len(c.Numbers) == 0 || len(c.Cases) != 1 || c.Cases[0].Case != "H7" {
		t.Errorf("%d numbers, cases %+v", len(c.Numbers), c.Cases)
	}
}

func TestCorrectedDateInAStudy(t *testing.T) {
	c := monthly(t, "2025-09-01", "2025-08-01") // the death of H3, day 109 for 78
	if want := (result.ChangeCounts{Corrected: 1}); c.Counts != want {
		t.Errorf("counts %+v", c.Counts)
	}
	if len(c.Cases) != 1 || c.Cases[0].Case != "H3" {
		t.Fatalf("cases %+v", c.Cases)
	}
	os := c.Cases[0].Endpoints[0]
	if os.Endpoint != "os" || os.Before.Time != 109 || os.After.Time != 78 || os.After.Column != "death_date" ||
		os.After.File != "cases.csv" {
		t.Errorf("from %+v to %+v", os.Before, os.After)
	}
	moved := false
	for _, n := range c.Numbers {
		moved = moved || n.Endpoint == "os" && n.Time == 100 && n.Before.Events == 0 && n.After.Events == 1
		if !slices.Equal(n.Causes, []result.ChangeCause{{Code: "corrected", Cases: 1}}) {
			t.Errorf("%s %s at %v: causes %v", n.Measure, n.Endpoint, n.Time, n.Causes)
		}
	}
	if !moved {
		t.Errorf("numbers %+v", c.Numbers)
	}
}

// A window of 90 days makes H5, free for 67, wait, and moves every onset.
func TestChangedRuleInAStudy(t *testing.T) {
	c := monthly(t, "cohorts: [{", "rules: {transfusion_independence: {window_days: 90}}\ncohorts: [{")
	if len(c.Definitions) != 1 || c.Definitions[0].Code != "rule" || c.Definitions[0].Before != "60" ||
		c.Definitions[0].After != "90" {
		t.Fatalf("definitions %+v", c.Definitions)
	}
	if c.Counts.Redefined == 0 || c.Counts != (result.ChangeCounts{Redefined: c.Counts.Redefined}) {
		t.Errorf("counts %+v", c.Counts)
	}
	if len(c.Numbers) == 0 {
		t.Error("no number moved")
	}
	for _, n := range c.Numbers {
		if n.Endpoint != "ti" || n.Causes[0].Code != "redefined" {
			t.Errorf("%s %s at %v: causes %v", n.Measure, n.Endpoint, n.Time, n.Causes)
		}
	}
}

// H5 and H6 are seen a month later, and H6 has then been free of transfusions
// for 60 days: on day 79.
func TestLongerFollowUpInAStudy(t *testing.T) {
	c := monthly(t, "as_of: 2026-09-30", later, "2026-09-25", "2026-10-25", "2026-09-28", "2026-10-25")
	if want := (result.ChangeCounts{FollowedLonger: 2, NewEvents: 1}); c.Counts != want {
		t.Errorf("counts %+v", c.Counts)
	}
	if len(c.Cases) != 3 || c.Cases[0].Case != "H6" || c.Cases[0].Kind != "new_event" ||
		c.Cases[0].Endpoints[0].After.Time != 79 {
		t.Errorf("cases %+v", c.Cases)
	}
	var got []string
	for _, n := range c.Numbers {
		got = append(got, fmt.Sprint(n.Measure, n.Endpoint, n.Time, n.Causes))
	}
	want := []string{"estimateti100 [{new_event 1}]", "estimateti365 [{new_event 1}]",
		"follow_up0 [{followed_longer 2}]"}
	if !slices.Equal(got, want) {
		t.Errorf("numbers %q", got)
	}
}

// Neither the rows of the file nor those of the listing need an order.
func TestOrderOfRowsDoesNotMatter(t *testing.T) {
	edits := []string{"as_of: 2026-09-30", later, "2026-09-25", "2026-10-25", "2025-09-01", "2025-08-01", "H6,P6,",
		"H7,P7,major,2026-10-01,,,,2026-10-20,\nH6,P6,", ",major,", ",minor,"}
	r, l := edited(t)
	now, nowListing := edited(t, edits...)
	want := text(t, change.Between(r, l, now, nowListing))
	for seed := range uint64(20) {
		random := rand.New(rand.NewPCG(seed, 1))
		if got := text(t, change.Between(r, shuffled(l, random), now, shuffled(nowListing, random))); got != want {
			t.Fatalf("in another order\n%s\nnot\n%s", got, want)
		}
	}
	if !strings.Contains(want, "corrected") || !strings.Contains(want, "regrouped") {
		t.Error("the two reports do not differ enough")
	}
}

func shuffled(l *result.Listing, random *rand.Rand) *result.Listing {
	rows := slices.Collect(l.All())
	random.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	mixed := &result.Listing{}
	for _, r := range rows {
		mixed.AddEndpoint(r.Cohort, r.Endpoint, 1).Add(mixed.Unit(r.Case, r.Patient, mixed.Groups(r.Groups)), r.Outcome)
	}
	return mixed
}

func text(t *testing.T, c *result.Changes) string {
	t.Helper()
	b, err := json.MarshalIndent(c, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// Any two months of a study are compared without an unexplained number.
func TestEveryMoveOfRandomMonthsIsExplained(t *testing.T) {
	numbers := 0
	for seed := range uint64(60) {
		random := rand.New(rand.NewPCG(seed, 2))
		r, l := randomMonth(t, random)
		now, nowListing := randomMonth(t, random)
		c := checked(t, change.Between(r, l, now, nowListing))
		if s := change.Signals(c); len(s) > 0 {
			t.Errorf("seed %d: %+v", seed, s)
		}
		numbers += len(c.Numbers)
	}
	if numbers < 100 {
		t.Errorf("only %d numbers moved", numbers)
	}
}

// randomMonth is the study with some dates moved, some rows removed and
// another rule or interval here and there.
func randomMonth(t *testing.T, random *rand.Rand) (*result.Results, *result.Listing) {
	var edits []string
	for _, edit := range [][2]string{{"as_of: 2026-09-30", later}, {"2026-09-25", "2026-09-29"},
		{"2025-09-01", "2025-08-01"}, {"H6,P6,", "H7,P7,"}, {",major,", ",minor,"},
		{"2025-06-06", "2025-06-09"}, {"H4,2025-12-01", "H4,2025-12-31"},
		{"cohorts: [{", "rules: {transfusion_independence: {window_days: 90}}\ncohorts: [{"},
		{"2026-08-15", "2026-09-15"}, {"endpoints:\n", "intervals: {level: 0.9}\nendpoints:\n"}, {"2025-04-10", ""}} {
		if random.IntN(3) == 0 {
			edits = append(edits, edit[0], edit[1])
		}
	}
	return edited(t, edits...)
}
