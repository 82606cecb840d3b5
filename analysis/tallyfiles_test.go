package analysis

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/result"
)

func quiet(string, int) {}

// The sum of three sites' tallies gives every number that the cases of
// all sites give, to the last bit.
func TestTalliesEqualCases(t *testing.T) {
	for name, study := range map[string]func(*testing.T) *plan.Plan{
		"sample-data": func(t *testing.T) *plan.Plan { return planOf(t, "../sample-data/study.yaml") },
		"faulty":      func(t *testing.T) *plan.Plan { return planOf(t, "../sample-data/faulty.yaml") },
		"bmt137": func(t *testing.T) *plan.Plan {
			p := planOf(t, "../sample-data/bmt137.yaml")
			c := &p.Cohorts[0]
			c.Stratify, c.Tests = "z9", []string{"log-rank", "peto-peto", "log-rank-trend", "gray"}
			c.Compare = append(c.Compare, plan.Compare{Column: "age_years", Cut: []float64{20, 30}},
				plan.Compare{Column: "z9"})
			c.Resolved = []plan.Endpoint{c.Resolved[0], c.Resolved[2], c.Resolved[4]} // os, relapse, platelet recovery
			c.Resolved[0].Landmark.Time, c.Resolved[1].Landmark.Time = 100, 100
			return p
		},
		"invented": invented,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := study(t)
			p.Monitor.Off = true // it needs the cases
			pooled := runOf(t, p)
			files := siteTallies(t, p, 3)
			counted := runTalliesOf(t, p, files)
			if got, want := needingNoCase(t, counted), needingNoCase(t, pooled); !bytes.Equal(got, want) {
				t.Error(firstDifference(got, want))
			}
		})
	}
}

// A tally is the same from the cases of all sites as from the sum of
// their tallies.
func TestTalliesOfCountsEqualCounts(t *testing.T) {
	p := invented(t)
	pooled := tallyOf(t, p)
	p.Data.Tallies = siteTallies(t, p, 4)
	if got := tallyOf(t, p); !bytes.Equal(got, pooled) {
		t.Error(firstDifference(got, pooled))
	}
}

// needingNoCase are the results as they are encoded, without what needs the cases.
func needingNoCase(t *testing.T, r *result.Results) []byte {
	t.Helper()
	copied := *r
	copied.Inputs, copied.Issues, copied.Signals = nil, nil, nil
	copied.Monitor, copied.Titres, copied.Scores, copied.Independence = nil, nil, nil, nil
	copied.RedCells, copied.RedCellUse = nil, nil
	copied.Study.Rules = slices.DeleteFunc(slices.Clone(r.Study.Rules), func(rule result.Rule) bool {
		return rule.Rule == "chimerism" || rule.Rule == "poor_graft_function" // which samples are read by
	})
	copied.Cohorts = slices.Clone(r.Cohorts)
	for i := range copied.Cohorts {
		c := &copied.Cohorts[i]
		c.Baseline, c.Comparisons, c.States, c.StateBasis, c.Activity = nil, nil, nil, nil, nil
		c.LeftOut = nil // why is told by the data
		c.AcuteGVHD, c.Chimerism, c.StateTime = nil, nil, nil
		c.Endpoints = slices.Clone(c.Endpoints)
		for j := range c.Endpoints {
			e := &c.Endpoints[j]
			e.NoneRecorded = nil                                         // whether a column is blank is not counted
			e.CountsGrace, e.DeathsAfterCounts, e.SamplesGrace = 0, 0, 0 // nor what ended a case
			e.Models, e.Current = nil, nil
		}
	}
	var b bytes.Buffer
	if err := result.Encode(&b, &copied); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func planOf(t *testing.T, path string) *plan.Plan {
	t.Helper()
	p, err := plan.Read(path)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func runOf(t *testing.T, p *plan.Plan) *result.Results {
	t.Helper()
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

func runTalliesOf(t *testing.T, p *plan.Plan, files []string) *result.Results {
	t.Helper()
	sum := *p
	sum.Data.Tallies = files
	return runOf(t, &sum)
}

func tallyOf(t *testing.T, p *plan.Plan) []byte {
	t.Helper()
	d, err := Load(context.Background(), p, quiet)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := result.EncodeTally(&b, Tally(p, d)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// siteTallies shares the cases out among sites, patient by patient, and writes
// the tally of each.
func siteTallies(t *testing.T, p *plan.Plan, sites int) []string {
	t.Helper()
	source := p.Data.Cases.Name()
	if !filepath.IsAbs(source) {
		source = filepath.Join(p.Dir, source)
	}
	text, err := os.ReadFile(source)
	if err != nil {
		t.Fatal(err)
	}
	reader := csv.NewReader(bytes.NewReader(text))
	reader.FieldsPerRecord, reader.LazyQuotes = -1, true
	rows, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	identity := slices.IndexFunc(rows[0], func(name string) bool { return name == "patient_id" })
	if identity < 0 {
		identity = slices.Index(rows[0], "case_id")
	}
	site := map[string]int{}
	parts := make([][][]string, sites)
	for i := range parts {
		parts[i] = rows[:1:1]
	}
	for n, row := range rows[1:] {
		id := strconv.Itoa(n)
		if identity < len(row) && row[identity] != "" {
			id = row[identity]
		}
		if _, ok := site[id]; !ok {
			site[id] = (len(site)*7 + len(site)/5) % sites
		}
		parts[site[id]] = append(parts[site[id]], row)
	}
	dir := t.TempDir()
	var files []string
	for i, part := range parts {
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		if err := w.WriteAll(part); err != nil {
			t.Fatal(err)
		}
		own := *p
		own.Data.Cases = plan.Files(filepath.Join(dir, fmt.Sprintf("cases-%d.csv", i)))
		if err := os.WriteFile(own.Data.Cases.Name(), b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(dir, fmt.Sprintf("site-%d.csv", i))
		if err := os.WriteFile(file, tallyOf(t, &own), 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return files
}

func firstDifference(got, want []byte) string {
	g, w := strings.Split(string(got), "\n"), strings.Split(string(want), "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			from := max(0, i-12)
			return fmt.Sprintf("line %d of %d and %d:\n%s\ngot  %s\nwant %s", i+1, len(g), len(w),
				strings.Join(w[from:i], "\n"), g[i], w[i])
		}
	}
	return fmt.Sprintf("%d lines, not %d", len(g), len(w))
}

// invented is a study of 5,000 transplants with everything that a tally
// must carry: tandem infusions, fractions of a day, delayed entry,
// strata, groups without a value, levels that only a later infusion has, and
// cases set aside for every reason.
func invented(t *testing.T) *plan.Plan {
	t.Helper()
	dir := t.TempDir()
	random := rand.New(rand.NewPCG(8, 8))
	pick := func(of ...string) string { return of[random.IntN(len(of))] }
	var b bytes.Buffer
	b.WriteString("case_id,patient_id,transplant_date,transplant_intent,age_years,donor_type,disease_stage,registered,neutrophil_engraftment_date,neutrophil_engraftment_status,relapse_date,relapse_status,death_date,death_status,last_contact_date,cause_of_death\n")
	day := func(n int) string { return plan.Date{Set: true, Days: n}.String() }
	for i := range 5_000 {
		start := 16_000 + random.IntN(4000)
		patient, intent := i, "first"
		if i%9 == 8 {
			patient, intent = i-1, pick("planned_tandem", "rescue")
			start = 20_000 + random.IntN(200)
		}
		last := start + random.IntN(20_400-start+1)
		engrafted, engraftedStatus := day(min(last, start+9+random.IntN(25))), ""
		if random.IntN(20) == 0 {
			engrafted, engraftedStatus = "", pick("never_below", "unknown", "no")
		}
		relapse, relapseStatus, death, deathStatus := "", "", "", ""
		if random.IntN(4) == 0 {
			relapse = day(start + random.IntN(last-start+1))
		} else if random.IntN(50) == 0 {
			relapseStatus = pick("yes", "unknown")
		}
		if random.IntN(3) == 0 {
			death = day(last)
		} else if random.IntN(40) == 0 {
			deathStatus = pick("yes", "unknown")
		}
		cause := ""
		if death != "" {
			cause = pick("toxicity", "infection", "relapse", "")
		}
		contact := day(last)
		if random.IntN(60) == 0 {
			contact = pick("", "soon")
		}
		registered := pick("", "0", "3", "10.5", strconv.Itoa(random.IntN(400)))
		stage := pick("1", "2", "2.0", "4S", "")
		if i == 17 {
			stage = "relapsed"
		}
		fmt.Fprintf(&b, "C%d,P%d,%s,%s,%d,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s\n", i, patient, day(start), intent,
			random.IntN(18), pick("sibling", "unrelated", "haplo", ""), stage, registered,
			engrafted, engraftedStatus, relapse, relapseStatus, death, deathStatus, contact, cause)
	}
	study := `
as_of: 2025-11-08
data: {cases: cases.csv, dates: ymd}
cohorts:
  - id: all
    compare: [donor_type, disease_stage, {column: age_years, cut: [2, 7]}]
    stratify: disease_stage
    tests: [log-rank, peto-peto, log-rank-trend, gray]
    min_group: 2
    endpoints: [os, os-late, engraftment, relapse, efs, toxic-death]
  - id: infants
    where: {age_years: {lt: 1}}
    compare: [donor_type]
    stratify: donor_type
    endpoints: [os]
endpoints:
  - {id: os, kind: survival, event: [death], times: [100, 365, 1000], rmst: 365, landmark: 100}
  - {id: os-late, kind: survival, event: [death], times: [365], entry: registered}
  - {id: engraftment, kind: incidence, event: [neutrophil_engraftment], competing: [death], times: [14, 28, 42], per: transplant, days_to_event: true}
  - {id: relapse, kind: incidence, event: [relapse], competing: [death], times: [365], unit: days}
  - {id: efs, kind: survival, event: [relapse, death], times: [1, 2], unit: years, rho: 0.5}
  - {id: toxic-death, kind: incidence, event: [{milestone: death, where: {cause_of_death: [toxicity, infection]}}], competing: [relapse, death], times: [100]}
`
	for name, content := range map[string]string{"cases.csv": b.String(), "study.yaml": study} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return planOf(t, filepath.Join(dir, "study.yaml"))
}

// A tally may do without follow-up, flow and the opportunity to reach a time:
// what they give is then missing with its reason, and the estimates are the same.
func TestTalliesOfEndpointsAlone(t *testing.T) {
	p := planOf(t, "../sample-data/study.yaml")
	whole := runOf(t, p)
	dir := t.TempDir()
	var rows []string
	for row := range strings.Lines(string(tallyOf(t, p))) {
		if !strings.Contains(row, ",follow_up,") && !strings.Contains(row, ",rows,") &&
			!strings.Contains(row, ",patients,") && !strings.Contains(row, ",-2,") {
			rows = append(rows, row)
		}
	}
	file := filepath.Join(dir, "site.csv")
	if err := os.WriteFile(file, []byte(strings.Join(rows, "")), 0o600); err != nil {
		t.Fatal(err)
	}
	r := runTalliesOf(t, p, []string{file})
	for i, c := range r.Cohorts {
		want := whole.Cohorts[i]
		if c.FollowUp.Reason != "not_counted" || !c.FollowUp.Median.IsMissing() || c.FollowUp.Alive != -1 {
			t.Errorf("%s: follow-up %+v", c.ID, c.FollowUp)
		}
		if c.Patients != want.Patients || c.Cases != want.Cases || len(c.Flow) != 2 {
			t.Errorf("%s: %d patients and %d infusions, flow %v; want %d and %d", c.ID, c.Patients, c.Cases, c.Flow,
				want.Patients, want.Cases)
		}
		for j, e := range c.Endpoints {
			got, want := fmt.Sprint(e.Groups[0].Curve), fmt.Sprint(want.Endpoints[j].Groups[0].Curve)
			if got != want {
				t.Errorf("%s, %s: another curve", c.ID, e.ID)
			}
		}
	}
	if len(r.Signals) == 0 || r.Signals[0].Code != "from_counts" {
		t.Errorf("signals %v", r.Signals)
	}
}

// What the tallies cannot give is told by its code: a model, a comparison by a
// milestone on the way, a stratum that nobody counted.
func TestTalliesTellWhatNeedsCases(t *testing.T) {
	p := planOf(t, "../sample-data/bmt137.yaml")
	p.Cohorts[0].Resolved = p.Cohorts[0].Resolved[:1]
	files := siteTallies(t, p, 2)
	c := &p.Cohorts[0]
	c.Compare = append(c.Compare, plan.Compare{Column: "acute_gvhd"})
	c.Stratify = "z9"
	c.Models = []plan.Model{{ID: "m", Endpoint: "os", Kind: "cox", Ties: "efron", Terms: []string{"group"}}}
	r := runTalliesOf(t, p, files)
	e := r.Cohorts[0].Endpoints[0]
	if len(e.Models) != 1 || e.Models[0].Status != "needs_cases" || len(e.Models[0].Terms) != 0 {
		t.Errorf("models %+v", e.Models)
	}
	var codes []string
	for _, s := range r.Signals {
		codes = append(codes, s.Code+" "+strings.Join(s.Args, ","))
	}
	want := []string{"from_counts 2", "groups_not_counted acute_gvhd", "strata_not_counted z9"}
	if len(codes) < 3 || !slices.Equal(codes[:3], want) {
		t.Errorf("signals %q, want %q", codes, want)
	}
	for _, x := range e.Tests {
		if x.Name == "log-rank-stratified" || x.By == "acute_gvhd" {
			t.Errorf("test %+v of what is not counted", x)
		}
	}
}

// A number that is changed is seen: the comparison above can fail.
func TestTalliesOfOtherCasesDiffer(t *testing.T) {
	p := planOf(t, "../sample-data/bmt137.yaml")
	p.Cohorts[0].Resolved, p.Cohorts[0].Compare = p.Cohorts[0].Resolved[:1], nil
	files := siteTallies(t, p, 2)
	want := needingNoCase(t, runTalliesOf(t, p, files))
	text, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(string(text), ",1,,1\n", ",1,,2\n", 1)
	if err := os.WriteFile(files[0], []byte(changed), 0o600); err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(needingNoCase(t, runTalliesOf(t, p, files)), want) {
		t.Error("one death more, and the same results")
	}
}
