package reproduce_test

import (
	"context"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"graftstat/analysis"
	"graftstat/analysis/plan"
	"graftstat/reports/reproduce"
)

// Rounded times leave no time in the bundle that is no multiple of the days,
// what is expected is of the rounded times, and the README says how far it is
// from the paper. Without rounding it says what the times give away.
func TestRoundedBundle(t *testing.T) {
	p, err := plan.Read("../../sample-data/study.yaml")
	if err != nil {
		t.Fatal(err)
	}
	c := &p.Cohorts[1]
	c.Models = []plan.Model{{ID: "cox", Endpoint: "os", Kind: "cox", Ties: "efron",
		Terms: []string{"age_years", "sex"}}}
	p.Paper = &plan.Paper{Anonymity: plan.Anonymity{K: 5, RoundDays: 7}}
	quiet := func(string, int) {}
	ctx := context.Background()
	d, err := analysis.Load(ctx, p, quiet)
	if err != nil {
		t.Fatal(err)
	}
	exact, l, err := analysis.Run(ctx, p, d, "test", quiet)
	if err != nil {
		t.Fatal(err)
	}
	rounded, roundedListing, covariates, err := analysis.Rounded(ctx, p, d, 7, "test", quiet)
	if err != nil {
		t.Fatal(err)
	}
	files, err := reproduce.Files(exact, rounded, roundedListing, covariates)
	if err != nil {
		t.Fatal(err)
	}
	written := contents(t, files)
	times := 0
	for name, content := range written {
		if !strings.HasPrefix(name, "data/") {
			continue
		}
		header, rows := records(t, content)
		for i, h := range header {
			if h != "time" && h != "entry" && !strings.HasPrefix(h, "milestone:") {
				continue
			}
			for _, row := range rows {
				if row[i] == "" {
					continue
				}
				times++
				if x, err := strconv.ParseFloat(row[i], 64); err != nil || math.Mod(x, 7) != 0 {
					t.Fatalf("%s, %s: %s is no multiple of 7", name, h, row[i])
				}
			}
		}
	}
	if times < 400 {
		t.Errorf("only %d times looked at", times)
	}
	os := func(name string) float64 { // S(2 years) of solid tumours
		r := exact
		if name == "rounded" {
			r = rounded
		}
		for _, e := range r.Cohorts[1].Endpoints {
			if e.ID == "os" {
				return float64(e.Groups[0].At[slices.Index(e.Times, 730)].Estimate)
			}
		}
		return math.NaN()
	}
	if _, rows := records(t, written["expected/values.csv"]); !slices.ContainsFunc(rows, func(row []string) bool {
		x, err := strconv.ParseFloat(row[1], 64)
		return err == nil && x == os("rounded")
	}) {
		t.Error("expected has not the rounded survival")
	}
	if gap := math.Abs(os("rounded") - os("exact")); gap > 0.05 || !(gap >= 0) {
		t.Errorf("rounding moves the survival by %v", gap)
	}
	says := regexp.MustCompile(`(\d+) of the (\d+) cases are like no other`)
	for text, want := range map[string][]string{
		written["README.md"]: {"multiples of 7 days", "no longer dates a", "not what the paper prints", "at most"},
		contents(t, mustFiles(t)(reproduce.Files(exact, exact, l, analysis.Covariates(p, d))))["README.md"]: {
			"dated by these files", "round_days: 7"},
	} {
		for _, s := range want {
			if !strings.Contains(text, s) {
				t.Errorf("the README does not say %q", s)
			}
		}
		if m := says.FindStringSubmatch(text); m == nil || m[2] != "60" || m[1] == "0" {
			t.Errorf("the README says %q of cases that are alone", m)
		}
	}
}

func mustFiles(t *testing.T) func([]reproduce.File, error) []reproduce.File {
	return func(files []reproduce.File, err error) []reproduce.File {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return files
	}
}

func contents(t *testing.T, files []reproduce.File) map[string]string {
	t.Helper()
	all := make(map[string]string)
	for _, f := range files {
		var b strings.Builder
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		all[f.Name] = b.String()
	}
	return all
}
