package analysis

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/result"
)

// studyOf is a study file with the files beside it.
func studyOf(t *testing.T, study string, files map[string]string) *plan.Plan {
	t.Helper()
	dir := t.TempDir()
	files["study.yaml"] = study
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return planOf(t, filepath.Join(dir, "study.yaml"))
}

// runText runs a study file and the files beside it.
func runText(t *testing.T, study string, files map[string]string) (*plan.Plan, *result.Results) {
	t.Helper()
	p := studyOf(t, study, files)
	quiet := func(string, int) {}
	d, err := Load(context.Background(), p, quiet)
	if err != nil {
		t.Fatal(err)
	}
	r, _, err := Run(context.Background(), p, d, "test", quiet)
	if err != nil {
		t.Fatal(err)
	}
	return p, r
}

const paperCases = `case_id,transplant_date,last_contact_date,death_date,sex,age_years,diagnosis,donor
A1,2024-01-01,2026-01-01,,male,1,x,a
A2,2024-02-01,2024-05-01,2024-05-01,male,3,x,a
A3,2024-03-01,2026-01-01,,female,5,x,b
A4,2025-01-01,2026-01-01,,female,,y,b
A5,2025-02-01,2026-01-01,,male,9,y,
`

func paperStudy(more string) string {
	return `as_of: 2026-01-01
data: {cases: cases.csv}
cohorts: [{id: c, compare: [donor], endpoints: [os]}]
endpoints: [{id: os, kind: survival, event: [death], times: [100]}]
` + more
}

func TestTable1ByHand(t *testing.T) {
	_, r := runText(t, paperStudy("paper: {table1: {columns: [age_years, sex]}}\n"),
		map[string]string{"cases.csv": paperCases})
	if len(r.Paper.Table1) != 1 {
		t.Fatalf("%d tables", len(r.Paper.Table1))
	}
	table := r.Paper.Table1[0]
	if g := table.Groups; len(g) != 3 || g[0] != (result.Table1Group{Group: "all", N: 5}) ||
		g[1] != (result.Table1Group{Group: "a", N: 2}) || g[2] != (result.Table1Group{Group: "b", N: 2}) {
		t.Fatalf("groups %+v", g)
	}
	age, sex := table.Rows[0], table.Rows[1]
	// All: 1 3 5 9, one missing: median 4. Group a: 1, 3. Group b: 5 alone, so no spread and no difference.
	if c := age.Cells; c[0].Median != 4 || c[0].N != 4 || c[0].Missing != 1 || c[1].Median != 2 || c[2].N != 1 ||
		c[2].Missing != 1 {
		t.Errorf("age %+v", c)
	}
	if !age.Difference.IsMissing() || age.Reason != "no_case" || age.Test != nil {
		t.Errorf("age: difference %v, reason %q, test %v", age.Difference, age.Reason, age.Test)
	}
	// Group a has two boys, group b two girls: nothing to share, no variance within.
	if !sex.Difference.IsMissing() || sex.Reason != "no_variance" {
		t.Errorf("sex: difference %v, reason %q", sex.Difference, sex.Reason)
	}
	if c := sex.Cells[0].Levels; len(c) != 2 || c[0] != (result.Level{Level: "female", N: 2}) ||
		c[1] != (result.Level{Level: "male", N: 3}) {
		t.Errorf("sex %+v", c)
	}
}

func TestMissingDataByHand(t *testing.T) {
	cases := paperCases + "A6,2025-03-01,,,male,2,y,a\n" // no follow-up: set aside
	_, r := runText(t, paperStudy("paper: {table1: {columns: [age_years, sex]}}\n"),
		map[string]string{"cases.csv": cases})
	want := map[string][2]int{"age_years": {6, 1}, "sex": {6, 0}, "donor": {6, 1}, "os": {6, 1}}
	for _, m := range r.Paper.Missing {
		if got := [2]int{m.N, m.Missing}; got != want[m.Column+m.Endpoint] {
			t.Errorf("%s%s: %v, want %v", m.Column, m.Endpoint, got, want[m.Column+m.Endpoint])
		}
		delete(want, m.Column+m.Endpoint)
	}
	if len(want) > 0 {
		t.Errorf("nothing said of %v", want)
	}
}

func TestAnonymityByHand(t *testing.T) {
	_, r := runText(t, paperStudy("paper: {anonymity: {columns: [sex, age_years, diagnosis, transplant_year], age_bands: [4], k: 3}}\n"), map[string]string{"cases.csv": paperCases})
	// Cells: male/under 4/x/2024 two; three others alone.
	a := r.Paper.Anonymity
	if a.Cells != 4 || a.Smallest != 1 || a.Unique != 3 || a.BelowK != 5 || a.Patients != 5 || len(a.Columns) != 4 {
		t.Errorf("%+v", a)
	}
}

// R 4.2.2, survival 3.5-3, on the 137 transplants with age under 28 or not:
//
//	m <- coxph(Surv(t1, d1) ~ g + age); f <- coxph(Surv(t1, d1) ~ g * age)
//	2*(f$loglik[2] - m$loglik[2])                     # 5.570170103907458, 2 degrees of freedom
//	coef(coxph(Surv(t1, d1) ~ g, subset = age == 1))  # -1.1567311983912343 -0.4564666642605956
func TestSubgroupsEqualR(t *testing.T) {
	r := bmt137With(t, "paper: {subgroups: [{cohort: leukemia, endpoint: os, by: group, within: [{column: age_years, cut: [28]}]}]}\n")
	s := r.Paper.Subgroups[0]
	near := func(what string, got result.Number, want float64) {
		if !(math.Abs(float64(got)-want) <= 1e-8*math.Abs(want)) {
			t.Errorf("%s: %.15g, R %.15g", what, float64(got), want)
		}
	}
	near("interaction", s.Interaction.Statistic, 5.570170103907458)
	near("its p", s.Interaction.P, 0.0617238390745975)
	if s.Interaction.DF != 2 || len(s.Levels) != 2 || s.Levels[0].Cases != 68 || s.Levels[0].Events != 36 ||
		s.Levels[1].Cases != 69 || s.Levels[1].Events != 45 {
		t.Errorf("%+v", s)
	}
	near("AML-low under 28", s.Levels[0].Terms[0].Coef, -0.8176293936143674)
	near("AML-low from 28", s.Levels[1].Terms[0].Coef, -1.1567311983912343)
	near("AML-high from 28", s.Levels[1].Terms[1].Coef, -0.4564666642605956)
	near("standard error", s.Levels[1].Terms[1].StdErr, 0.3934869936176315)
}

// An endpoint with competing events has both kinds of hazard side by side.
func TestUnivariableBesideMultivariable(t *testing.T) {
	r := bmt137With(t, "paper: {univariable: [{cohort: leukemia, endpoint: relapse, kind: cox, terms: [group, age_years, sex]}]}\n")
	if n := len(r.Paper.Univariable); n != 2 || r.Paper.Univariable[0].Kind != "cox" ||
		r.Paper.Univariable[1].Kind != "fine-gray" {
		t.Fatalf("%d models", n)
	}
	for _, u := range r.Paper.Univariable {
		if len(u.Rows) != 3 || u.Rows[0].Reference != "ALL" || u.Rows[1].Reference != "" ||
			len(u.Multivariable.Terms) != 4 {
			t.Errorf("%s: %+v", u.Kind, u.Rows)
		}
		// 42 relapses for four coefficients.
		if u.EventsPerParameter != 10.5 || u.TooManyTerms {
			t.Errorf("%s: %v events per parameter", u.Kind, u.EventsPerParameter)
		}
		for _, row := range u.Rows {
			if row.Model.Status != "ok" {
				t.Errorf("%s, %s: %s", u.Kind, row.Column, row.Model.Status)
			}
		}
	}
}

// The headline numbers under another choice are those of a study that makes it.
func TestSensitivityIsTheStudyWithTheChoice(t *testing.T) {
	files := map[string]string{"cases.csv": paperCases}
	p, base := runText(t, paperStudy(`sensitivity:
  - {id: later, set: {transplanted_from: 2024-02-01}}
  - {id: girls, set: {where: {sex: female}}}
  - {id: nobody, set: {where: {diagnosis: z}}}
`), files)
	found, err := Sensitivity(context.Background(), p, base, func(string, int) {})
	if err != nil {
		t.Fatal(err)
	}
	later, girls := found[0].Numbers[0], found[1].Numbers[0]
	// Of five one dies on day 90: 4/5; without the first child 3/4; no girl dies.
	if later.Base.Estimate != 0.8 || later.Changed.Estimate != 0.75 || later.Cases != 4 || later.BaseCases != 5 ||
		later.Events != 1 {
		t.Errorf("later: %+v", later)
	}
	if girls.Changed.Estimate != 1 || girls.Cases != 2 || !(girls.Changed.Lower < 1) {
		t.Errorf("girls: %+v", girls)
	}
	if found[2].Reason != "no_case" || len(found[2].Numbers) > 0 {
		t.Errorf("nobody: %+v", found[2])
	}
	if s := found[0].Set; len(s) != 1 || s[0] != (result.Setting{Key: "transplanted_from", Value: "2024-02-01"}) {
		t.Errorf("set %+v", s)
	}
}

// A variant gives no number but those that the whole study gives under its choice,
// and of each endpoint and time one.
func TestSensitivityIsTheWholeStudysHeadlines(t *testing.T) {
	quiet := func(string, int) {}
	p, base := runText(t, `as_of: 2026-01-01
data: {cases: cases.csv}
cohorts: [{id: c, compare: [donor], endpoints: [os, deaths]}]
endpoints:
  - {id: os, kind: survival, event: [death], times: [50, 100, 400]}
  - {id: deaths, kind: incidence, event: [death], times: [100, 200]}
sensitivity: [{id: boys, set: {where: {sex: male}}}]
`, map[string]string{"cases.csv": paperCases})
	variant := p.Sensitivity[0].Plan
	found, err := Sensitivity(context.Background(), p, base, quiet)
	if err != nil {
		t.Fatal(err)
	}
	d, err := Load(context.Background(), variant, quiet)
	if err != nil {
		t.Fatal(err)
	}
	changed, _, err := Run(context.Background(), variant, d, "test", quiet)
	if err != nil {
		t.Fatal(err)
	}
	numbers := found[0].Numbers
	for i, e := range changed.Cohorts[0].Endpoints {
		before, after := base.Cohorts[0].Endpoints[i].Groups[0], e.Groups[0]
		for k, at := range after.At {
			n := numbers[0]
			numbers = numbers[1:]
			if n.Endpoint != e.ID || n.Base.Estimate != before.At[k].Estimate || n.Cases != after.Cases ||
				n.Events != after.Events ||
				!reflect.DeepEqual(n.Changed, at) || n.BaseCases != before.Cases || n.Cases >= n.BaseCases {
				t.Errorf("%s at %g: %+v, want %+v", e.ID, at.Time, n, at)
			}
		}
	}
	if len(numbers) > 0 || len(found[0].Numbers) == 0 {
		t.Errorf("%d numbers, %d of them of no time asked for", len(found[0].Numbers), len(numbers))
	}
}

// A choice that leaves an endpoint without a case says so beside each number of the study.
func TestSensitivitySaysWhyThereIsNoNumber(t *testing.T) {
	p, base := runText(t, `as_of: 2026-01-01
data: {cases: cases.csv}
cohorts: [{id: c, endpoints: [after]}]
endpoints: [{id: after, kind: survival, from: relapse, event: [death], times: [50, 100]}]
sensitivity: [{id: girls, set: {where: {sex: female}}}]
`, map[string]string{"cases.csv": `case_id,transplant_date,last_contact_date,death_date,relapse_date,sex
A1,2024-01-01,2026-01-01,,,female
A2,2024-02-01,2024-06-01,2024-06-01,2024-03-01,male
`})
	found, err := Sensitivity(context.Background(), p, base, func(string, int) {})
	if err != nil || len(found[0].Numbers) != 2 {
		t.Fatalf("%v, %+v", err, found)
	}
	for i, want := range []result.Number{1, 0} { // the boy dies 92 days after his relapse
		n := found[0].Numbers[i]
		if n.Base.Estimate != want || n.Changed.Reason != "no_case" || !n.Changed.Estimate.IsMissing() ||
			n.Cases != 0 || !n.Moved {
			t.Errorf("%+v", n)
		}
	}
}

// bmt137With runs the study of the 137 transplants with further keys.
func bmt137With(t *testing.T, more string) *result.Results {
	t.Helper()
	source, err := os.ReadFile("../sample-data/bmt137.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p, err := plan.Decode("bmt137.yaml", []byte(strings.TrimSpace(string(source))+"\n"+more))
	if err != nil {
		t.Fatal(err)
	}
	p.Dir = "../sample-data"
	quiet := func(string, int) {}
	d, err := Load(context.Background(), p, quiet)
	if err != nil {
		t.Fatal(err)
	}
	r, _, err := Run(context.Background(), p, d, "test", quiet)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
