package reproduce_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"graftstat/analysis"
	"graftstat/analysis/plan"
	"graftstat/analysis/result"
	"graftstat/reports/reproduce"
	"graftstat/templates"
)

// sample is one run with its bundle, of which every test looks at a part.
type sample struct {
	results    *result.Results
	listing    *result.Listing
	covariates *result.Covariates
	files      map[string]string // of the bundle: their content by name
}

func TestBundle(t *testing.T) {
	s := sample{}
	s.results, s.listing, s.covariates = run(t)
	s.files = bundle(t, s.results, s.listing, s.covariates)
	for name, test := range map[string]func(*testing.T, sample){
		"bundle holds no date and no identifier": bundleHoldsNoDateAndNoIdentifier,
		"cases are those of the listing":         casesAreThoseOfTheListing,
		"columns":                                columns,
		"stays reach the end":                    staysReachTheEnd,
		"units are those of the results":         unitsAreThoseOfTheResults,
		"rendered bundle is the same":            renderedBundleIsTheSame,
		"expected values":                        expectedValues,
		"no cell is a formula":                   noCellIsAFormula,
		"script reads every table":               scriptReadsEveryTable,
		"without cases there is no bundle":       withoutCasesThereIsNoBundle,
		"a model without its column is left out": modelWithoutItsColumn,
	} {
		t.Run(name, func(t *testing.T) { test(t, s) })
	}
}

// run is the sample study with models, strata, late entry, milestones on the
// way and a paper, so that every file has something to hold.
func run(t *testing.T) (*result.Results, *result.Listing, *result.Covariates) {
	t.Helper()
	p, err := plan.Read("../../sample-data/study.yaml")
	if err != nil {
		t.Fatal(err)
	}
	c := &p.Cohorts[1]
	c.Compare = append(c.Compare, plan.Compare{Column: "age_years", Cut: []float64{3, 5}},
		plan.Compare{Column: "neutrophil_engraftment"})
	c.Stratify = "sex"
	c.Models = []plan.Model{
		{ID: "cox", Endpoint: "os", Kind: "cox", Ties: "efron", Terms: []string{"age_years", "sex"},
			TimeDependent: []string{"platelet_engraftment_20"}},
		{ID: "clustered", Endpoint: "neutrophil-engraftment", Kind: "cox", Ties: "breslow",
			Terms: []string{"age_years"}, Cluster: "patient_id"},
		{ID: "by-diagnosis", Endpoint: "os", Kind: "cox", Ties: "breslow", Terms: []string{"age_years"},
			Cluster: "diagnosis"},
		{ID: "fine-gray", Endpoint: "relapse", Kind: "fine-gray", Terms: []string{"age_years", "disease_stage"}},
	}
	p.Paper = &plan.Paper{
		Subgroups: []plan.Subgroup{{Cohort: c.ID, Endpoint: "os", By: "sex",
			Within: []plan.Compare{{Column: "age_years", Cut: []float64{4}}}}},
		Univariable: []plan.Univariable{{Cohort: c.ID, Endpoint: "relapse", Kind: "cox",
			Terms: []string{"age_years", "sex"}}},
	}
	quiet := func(string, int) {}
	d, err := analysis.Load(context.Background(), p, quiet)
	if err != nil {
		t.Fatal(err)
	}
	r, l, err := analysis.Run(context.Background(), p, d, "test", quiet)
	if err != nil {
		t.Fatal(err)
	}
	return r, l, analysis.Covariates(p, d)
}

// bundle writes the files into a folder and reads them back.
func bundle(t *testing.T, r *result.Results, l *result.Listing, c *result.Covariates) map[string]string {
	t.Helper()
	files, err := reproduce.Files(r, r, l, c)
	if err != nil {
		t.Fatal(err)
	}
	dir, written := t.TempDir(), make(map[string]string)
	for _, f := range files {
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, b.Bytes(), 0o640); err != nil {
			t.Fatal(err)
		}
		written[f.Name] = b.String()
	}
	return written
}

func records(t *testing.T, text string) (header []string, rows [][]string) {
	t.Helper()
	all, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all[0], all[1:]
}

// What may leave the centre holds no date and nothing by which the centre
// knows a patient.
func bundleHoldsNoDateAndNoIdentifier(t *testing.T, s sample) {
	r, l := s.results, s.listing
	date := regexp.MustCompile(`\b(19|20)\d\d[-/.](0?[1-9]|1[0-2])[-/.]\d{1,2}\b|\b\d{1,2}[-/.]\d{1,2}[-/.](19|20)\d\d\b`)
	words := map[string]bool{}
	for row := range l.All() {
		words[row.Case], words[row.Patient], words[row.Decided.File] = true, true, true
	}
	for _, in := range r.Inputs {
		words[in.File], words[in.SHA256] = true, true
	}
	delete(words, "")
	if len(words) < 100 {
		t.Fatalf("only %d words to look for", len(words))
	}
	word := regexp.MustCompile(`[\pL\pN_.-]+`)
	for name, text := range s.files {
		if at := date.FindString(text); at != "" {
			t.Errorf("%s holds a date, %s", name, at)
		}
		for _, w := range word.FindAllString(name+" "+text, -1) {
			if words[strings.Trim(w, ".-")] || words[w] {
				t.Errorf("%s holds %q", name, w)
			}
		}
	}
}

// Each endpoint has its cases of the listing, and their numbers tell nothing
// of the order in which the centre has them.
func casesAreThoseOfTheListing(t *testing.T, s sample) {
	r, l, files := s.results, s.listing, s.files
	inOrder := 0
	for _, cohort := range r.Cohorts {
		for _, e := range cohort.Endpoints {
			header, rows := records(t, files["data/"+cohort.ID+"-"+e.ID+".csv"])
			time, status := slices.Index(header, "time"), slices.Index(header, "status")
			var got, want []string
			for i, row := range rows {
				got = append(got, row[time]+" "+row[status])
				if row[0] == fmt.Sprint(i+1) && row[time] == "" && row[status] != "-1" {
					t.Errorf("%s, %s: a case without a time is not set aside", cohort.ID, e.ID)
				}
			}
			for row := range l.Of(cohort.ID, e.ID) {
				at := fmt.Sprintf("%v", row.Time)
				if row.Status == result.SetAside {
					at = ""
				}
				want = append(want, fmt.Sprintf("%s %d", at, row.Status))
			}
			if slices.Equal(got, want) {
				inOrder++
			}
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("%s, %s: %d cases that are not the %d of the listing", cohort.ID, e.ID, len(got), len(want))
			}
		}
	}
	if inOrder > 0 {
		t.Errorf("%d endpoints have their cases in the order of the listing", inOrder)
	}
}

// The rows of one case have one number in all files, and only what models and
// comparisons use is there.
func columns(t *testing.T, s sample) {
	files := s.files
	for name, want := range map[string]string{
		"thalassemia-os":                     "id time status group:abo_major",
		"solid-tumor-efs":                    "id time status category:sex group:diagnosis group:age_years milestone:neutrophil_engraftment",
		"solid-tumor-neutrophil-engraftment": "id patient time status category:sex group:diagnosis group:age_years number:age_years",
		"solid-tumor-os":                     "id time status category:sex group:diagnosis group:age_years milestone:neutrophil_engraftment number:age_years milestone:platelet_engraftment_20 cluster:diagnosis",
		"solid-tumor-relapse":                "id time status category:sex group:diagnosis group:age_years number:age_years category:disease_stage",
	} {
		header, _ := records(t, files["data/"+name+".csv"])
		if got := strings.Join(header, " "); got != want {
			t.Errorf("%s has the columns\n%s, want\n%s", name, got, want)
		}
	}
	_, os := records(t, files["data/solid-tumor-os.csv"])
	_, efs := records(t, files["data/solid-tumor-efs.csv"])
	for i := range os {
		if os[i][0] != efs[i][0] || os[i][3] != efs[i][3] || os[i][4] != efs[i][4] {
			t.Fatalf("row %d of two endpoints is not of one case", i+1)
		}
	}
}

// What a run wrote gives the same bundle when it is read again.
func renderedBundleIsTheSame(t *testing.T, s sample) {
	r, l, c, want := s.results, s.listing, s.covariates, s.files
	var results, listing, covariates bytes.Buffer
	if err := errors.Join(result.Encode(&results, r), result.EncodeListing(&listing, l),
		result.EncodeCovariates(&covariates, c)); err != nil {
		t.Fatal(err)
	}
	r2, err1 := result.Decode(&results)
	l2, err2 := result.DecodeListing(&listing)
	c2, err3 := result.DecodeCovariates(&covariates)
	if err := errors.Join(err1, err2, err3); err != nil {
		t.Fatal(err)
	}
	got := bundle(t, r2, l2, c2)
	for name := range want {
		if got[name] != want[name] {
			t.Errorf("%s differs", name)
		}
	}
}

// Every expected value has a key of its own, and there are as many as the
// results have numbers.
func expectedValues(t *testing.T, s sample) {
	r, files := s.results, s.files
	_, rows := records(t, files["expected/values.csv"])
	kinds, keys := map[string]int{}, map[string]bool{}
	for _, row := range rows {
		if keys[row[0]] {
			t.Errorf("%s stands there twice", row[0])
		}
		keys[row[0]] = true
		kinds[row[2]]++
	}
	for kind, least := range map[string]int{"count": 3900, "estimate": 1000, "error": 1000, "interval": 2000,
		"test": 60, "p": 500, "model": 40, "text": 1000, "time": 500, "days": 10} {
		if kinds[kind] < least {
			t.Errorf("%d values of the kind %s, want %d at least", kinds[kind], kind, least)
		}
	}
	points := 0
	for _, cohort := range r.Cohorts {
		for _, e := range cohort.Endpoints {
			for _, g := range e.Groups {
				points += len(g.Curve)
			}
			for _, cause := range e.Causes {
				points += len(cause.Curve)
			}
			for _, day := range e.Landmarks {
				for _, g := range day.Groups {
					points += len(g.Curve)
				}
			}
		}
	}
	if _, curves := records(t, files["expected/curves.csv"]); len(curves) != points || points < 1000 {
		t.Errorf("%d points of curves, the results have %d", len(curves), points)
	}
	_, tests := records(t, files["definitions/tests.csv"])
	roles := map[string]int{}
	for _, test := range tests {
		roles[test[5]]++
	}
	for _, role := range []string{"all", "stratified", "permutation", "pair"} {
		if roles[role] < 5 {
			t.Errorf("%d tests are %s", roles[role], role)
		}
	}
}

// No cell is a formula to a spreadsheet; a negative number is none.
func noCellIsAFormula(t *testing.T, s sample) {
	number := regexp.MustCompile(`^-[0-9.]+(e[-+][0-9]+)?$`)
	for name, content := range s.files {
		if !strings.HasSuffix(name, ".csv") {
			continue
		}
		_, rows := records(t, content)
		for i, row := range rows {
			for j, cell := range row {
				if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) && !number.MatchString(cell) {
					t.Errorf("%s, row %d, column %d starts like a formula", name, i+1, j+1)
				}
			}
		}
	}
}

// The script reads every table of the bundle, and nothing in the texts is left
// to be filled in.
func scriptReadsEveryTable(t *testing.T, s sample) {
	script, _ := templates.Reproduce()
	for name, content := range s.files {
		base := strings.TrimSuffix(filepath.Base(name), ".csv")
		if (strings.HasPrefix(name, "definitions/") || strings.HasPrefix(name, "expected/")) &&
			!bytes.Contains(script, []byte(base)) {
			t.Errorf("the script does not read %s", name)
		}
		if strings.Contains(content, "{{") {
			t.Errorf("%s has something left to fill in", name)
		}
	}
}

func withoutCasesThereIsNoBundle(t *testing.T, s sample) {
	r, l, c := s.results, s.listing, s.covariates
	for name, f := range map[string]func() ([]reproduce.File, error){
		"without a listing":  func() ([]reproduce.File, error) { return reproduce.Files(r, r, nil, c) },
		"without covariates": func() ([]reproduce.File, error) { return reproduce.Files(r, r, l, nil) },
	} {
		if files, err := f(); !errors.Is(err, reproduce.ErrNoCases) || files != nil {
			t.Errorf("%s: error %v", name, err)
		}
	}
	other := &result.Covariates{Cohort: c.Cohort[:3], Case: c.Case[:3]}
	if files, err := reproduce.Files(r, r, l, other); err == nil || files != nil ||
		strings.Contains(err.Error(), c.Case[0]) {
		t.Errorf("covariates of another run: error %v", err)
	}
}

// A model that names what the data do not have is in no table, and all else stands
// as it was.
func modelWithoutItsColumn(t *testing.T, s sample) {
	var encoded bytes.Buffer
	if err := result.Encode(&encoded, s.results); err != nil {
		t.Fatal(err)
	}
	r, err := result.Decode(&encoded)
	if err != nil {
		t.Fatal(err)
	}
	taken := 0
	for i := range r.Cohorts {
		for j := range r.Cohorts[i].Endpoints {
			for k := range r.Cohorts[i].Endpoints[j].Models {
				if m := &r.Cohorts[i].Endpoints[j].Models[k]; m.ID == "fine-gray" {
					*m = result.Model{ID: m.ID, Definition: m.Definition, Kind: m.Kind, Ties: m.Ties,
						Status: "not_answered", Reason: "column_absent", Missing: []string{"disease_stage"}}
					taken++
				}
			}
		}
	}
	name := slices.Sorted(maps.Keys(s.files))
	name = slices.DeleteFunc(name, func(n string) bool { return !strings.HasSuffix(n, "models.csv") })
	if taken != 1 || len(name) != 1 {
		t.Fatalf("%d models, files %v", taken, name)
	}
	_, before := records(t, s.files[name[0]])
	_, after := records(t, bundle(t, r, s.listing, s.covariates)[name[0]])
	of := func(id string) func([]string) bool {
		return func(row []string) bool { return slices.Contains(row, id) }
	}
	if !slices.ContainsFunc(before, of("fine-gray")) || slices.ContainsFunc(after, of("not_answered")) ||
		len(after) != len(before)-1 {
		t.Errorf("%d models of %d: %v", len(after), len(before), after)
	}
}
