package analysis

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"graftstat/analysis/result"
)

// namedStudy names a column in each place of a model and of a comparison.
const namedStudy = `
as_of: 2025-01-01
data: {cases: cases.csv, dates: ymd}
cohorts:
  - id: all
    compare: [donor_type, acute_gvhd, {column: age_years, cut: [10]}]
    stratify: disease_stage
    endpoints: [os]
    models:
      - {id: plain, endpoint: os, kind: cox, terms: [weight_kg]}
      - {id: all, endpoint: os, kind: cox, terms: [age_years, donor_type], time_dependent: [acute_gvhd], strata: centre, cluster: ward, entry: registered}
endpoints:
  - {id: os, kind: survival, event: [death], times: [365], landmark: 100}
`

// namedCases are eighty cases in which nothing depends on anything.
func namedCases() [][]string {
	rows := [][]string{{"case_id", "transplant_date", "donor_type", "age_years", "weight_kg", "centre", "ward",
		"registered", "disease_stage",
		"acute_gvhd_date", "death_date", "last_contact_date"}}
	for i := range 80 {
		gvhd, death := "", ""
		if i%3 == 0 {
			gvhd = fmt.Sprintf("2022-02-%02d", 1+i%28)
		}
		if i%4 != 0 {
			death = fmt.Sprintf("2022-%02d-%02d", 3+i%9, 1+i%27)
		}
		rows = append(rows, []string{fmt.Sprint("C", i), "2022-01-01", []string{"sibling", "unrelated"}[i/2%2],
			fmt.Sprint(i * 7 % 17), fmt.Sprint(10 + i*5%31),
			[]string{"north", "south"}[i/5%2], []string{"a", "b", "c", "d"}[i/3%4], "0",
			[]string{"early", "late"}[i/7%2], gvhd, death, "2024-01-01"})
	}
	return rows
}

// Whatever column a model or a comparison names, without it the model has no
// number and says which is missing, and nothing is compared by it: nobody is taken
// for one who never reached a milestone. All else stands as it was.
func TestNamedColumnsTakenAway(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"study.yaml": namedStudy, "cases.csv": csvOf(namedCases())} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p := planOf(t, filepath.Join(dir, "study.yaml"))
	whole := osOf(t, runOf(t, p))
	if m := whole.Models[1]; m.Status != "ok" || len(m.Terms) != 3 || len(groupsBy(whole, "acute_gvhd")) != 2 ||
		len(groupsBy(whole, "donor_type")) != 2 {
		t.Fatalf("the whole table: %s, %d terms, %d groups", m.Status, len(m.Terms), len(whole.Groups))
	}
	for column, missing := range map[string]string{"donor_type": "donor_type", "age_years": "age_years",
		"acute_gvhd_date": "acute_gvhd",
		"centre":          "centre", "ward": "ward", "registered": "registered"} {
		table := namedCases()
		j := slices.Index(table[0], column)
		for i := range table {
			table[i] = slices.Delete(table[i], j, j+1)
		}
		if err := os.WriteFile(filepath.Join(dir, "cases.csv"), []byte(csvOf(table)), 0o600); err != nil {
			t.Fatal(err)
		}
		r := runOf(t, p)
		e := osOf(t, r)
		m := e.Models[1]
		if m.Status != statusNotAnswered || m.Reason != columnAbsent || !slices.Equal(m.Missing, []string{missing}) {
			t.Errorf("without %s: status %q, reason %q, missing %v", column, m.Status, m.Reason, m.Missing)
		}
		if len(m.Terms)+len(m.PHTest)+m.Cases+m.Events > 0 || m.LR != nil || !m.Concordance.IsMissing() ||
			!m.LogLikelihood[1].IsMissing() {
			t.Errorf("without %s: numbers %+v", column, m)
		}
		if e.Models[0].Status != "ok" || fmt.Sprint(e.Models[0].Terms) != fmt.Sprint(whole.Models[0].Terms) {
			t.Errorf("without %s the other model is another", column)
		}
		isCompared := slices.Contains([]string{"donor_type", "age_years", "acute_gvhd"}, missing)
		signal := slices.ContainsFunc(r.Signals, func(s result.Signal) bool {
			return s.Code == "not_compared" &&
				s.Args[0] == missing
		})
		if len(groupsBy(e, missing)) > 0 || signal != isCompared || isCompared != (len(r.Cohorts[0].NotCompared) == 1) {
			t.Errorf("without %s: %d groups, signals %v", column, len(groupsBy(e, missing)), r.Signals)
		}
		for _, l := range e.Landmarks {
			if slices.ContainsFunc(l.Groups, func(g result.Group) bool { return g.By == missing }) {
				t.Errorf("without %s the landmark compares by it", column)
			}
		}
		for _, by := range []string{"donor_type", "acute_gvhd", "age_years"} {
			if by != missing && fmt.Sprint(curvesBy(e, by)) != fmt.Sprint(curvesBy(whole, by)) {
				t.Errorf("without %s the groups by %s are others", column, by)
			}
		}
	}
}

func csvOf(table [][]string) string {
	var b strings.Builder
	for _, row := range table {
		b.WriteString(strings.Join(row, ",") + "\n")
	}
	return b.String()
}

func osOf(t *testing.T, r *result.Results) *result.Endpoint {
	t.Helper()
	if len(r.Cohorts) != 1 || len(r.Cohorts[0].Endpoints) != 1 || len(r.Cohorts[0].Endpoints[0].Models) != 2 {
		t.Fatalf("%+v", r.Cohorts)
	}
	return &r.Cohorts[0].Endpoints[0]
}

func groupsBy(e *result.Endpoint, by string) []result.Group {
	return slices.DeleteFunc(slices.Clone(e.Groups), func(g result.Group) bool { return g.By != by })
}

// curvesBy are the curves of the groups by a column.
func curvesBy(e *result.Endpoint, by string) [][]result.Point {
	var curves [][]result.Point
	for _, g := range groupsBy(e, by) {
		curves = append(curves, g.Curve)
	}
	return curves
}
