package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"graftstat/analysis"
	"graftstat/analysis/plan"
)

// Every column of every file is in the data dictionary.
func TestDictionary(t *testing.T) {
	readme := string(read(t, "..", "README.md"))
	for _, name := range generated {
		if !strings.HasSuffix(name, ".csv") || name == "faulty/planted.csv" {
			continue
		}
		for _, column := range header(t, name) {
			if !strings.Contains(readme, "`"+column+"`") {
				t.Errorf("README.md does not tell what %s of %s is", column, name)
			}
		}
	}
	for _, column := range header(t, "bmt137.csv") {
		if !strings.Contains(readme, "`"+column+"`") {
			t.Errorf("README.md does not tell what %s of bmt137.csv is", column)
		}
	}
}

func header(t *testing.T, name string) []string {
	t.Helper()
	names, err := csv.NewReader(bytes.NewReader(read(t, "..", name))).Read()
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// The mapping of the real set names columns that are there, and gives the
// book's numbers of events.
func TestRealSetMapping(t *testing.T) {
	var study struct {
		Data struct {
			Columns map[string]string
			Values  map[string]map[string][]string
		}
		Milestones map[string]struct {
			Day  string
			When map[string]string
		}
	}
	if err := yaml.Unmarshal(read(t, "..", "bmt137.yaml"), &study); err != nil {
		t.Fatal(err)
	}
	names, rows := header(t, "bmt137.csv"), records(t, "..", "bmt137.csv")
	if len(rows) != 137 {
		t.Fatalf("%d rows", len(rows))
	}
	for ours, column := range study.Data.Columns {
		if !slices.Contains(names, column) {
			t.Errorf("%s is read from %s, which is not there", ours, column)
		}
	}
	want := map[string]int{
		"death": 81, "relapse": 42, "death_in_remission": 41, "platelet_recovery": 120,
		"acute_gvhd": 26, "chronic_gvhd": 61, "last_contact": 137, "last_disease_assessment": 137,
	}
	if len(study.Milestones) != len(want) {
		t.Errorf("%d milestones, want %d", len(study.Milestones), len(want))
	}
	for name, m := range study.Milestones {
		happened := 0
		for _, row := range rows {
			all := row[m.Day] != ""
			for column, value := range m.When {
				all = all && row[column] == value
			}
			if all {
				happened++
			}
		}
		if happened != want[name] {
			t.Errorf("%s happened in %d cases, want %d", name, happened, want[name])
		}
	}
}

// What README.md says of the two desensitised children is what the program finds.
func TestTheTwoChildrenInTheReadme(t *testing.T) {
	p, err := plan.Read(filepath.Join("..", "study.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	quiet := func(string, int) {}
	d, err := analysis.Load(context.Background(), p, quiet)
	if err != nil {
		t.Fatal(err)
	}
	r, _, err := analysis.Run(context.Background(), p, d, "test", quiet)
	if err != nil {
		t.Fatal(err)
	}
	days := map[string][]float64{"H006": {43, 105}, "H007": {70, 161}}
	found := 0
	for _, c := range r.RedCells[0].Cases {
		want, of := days[c.Case]
		if !of {
			continue
		}
		found++
		got := []float64{float64(c.Reticulocytes.Day), float64(c.Conversion.Day)}
		aplasia := c.Aplasia.State == "happened" && c.Aplasia.Day == 60 && c.Ended == 70
		if !slices.Equal(got, want) || (c.Provisional == "given") != (c.Case == "H006") || aplasia != (c.Case == "H007") {
			t.Errorf("%s: %+v, README.md says reticulocytes and group on days %v", c.Case, c, want)
		}
	}
	if found != 2 {
		t.Errorf("%d children, want 2", found)
	}
}
