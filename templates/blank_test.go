package templates_test

import (
	"encoding/csv"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/templates"
)

func blank(t *testing.T, name string) string {
	t.Helper()
	files, err := templates.Blank()
	if err != nil {
		t.Fatal(err)
	}
	content, err := fs.ReadFile(files, name)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// The blank study file decodes as it is and with every example in use.
func TestBlankStudy(t *testing.T) {
	source := blank(t, "study.yaml")
	p, err := plan.Decode("study.yaml", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	if p.AsOf.Set || len(p.Cohorts) != 1 || p.Data.Scores.File.Name() != "scores.csv" {
		t.Errorf("plan %+v", p)
	}
	examples := regexp.MustCompile(`(?m)^( *)# (( *)([a-z_]+:|- ).*)$`)
	if n := len(examples.FindAllString(source, -1)); n < 25 {
		t.Errorf("only %d lines are examples", n)
	}
	p, err = plan.Decode("study.yaml", []byte(examples.ReplaceAllString(source, "$1$2")))
	if err != nil {
		t.Fatal(err)
	}
	d := p.Data
	if !p.AsOf.Set || len(p.Cohorts) != 3 || len(p.Endpoints) != 1 || len(d.Never) == 0 || len(d.Units) == 0 ||
		len(d.Checkboxes) == 0 || len(d.Values) != 3 || d.Decimal != "comma" {
		t.Errorf("examples %+v", p)
	}
	m := p.Monitor
	if len(m.Indicators) != 1 || len(m.Benchmarks) != 2 || len(m.Sequential) != 1 || len(m.Funnel) != 1 ||
		len(m.Risk) != 1 ||
		len(p.Sensitivity) != 2 || p.Paper == nil || len(p.Paper.Univariable) != 1 || p.Report.Logo == "" {
		t.Errorf("examples %+v", p)
	}
}

// The blank study file names every unit that the program knows.
func TestBlankUnits(t *testing.T) {
	source := blank(t, "study.yaml")
	for _, q := range plan.Quantities() {
		line := ""
		for _, l := range strings.Split(source, "\n") {
			if strings.HasPrefix(l, "  #   * ") &&
				slices.Contains(strings.FieldsFunc(l, func(r rune) bool { return strings.ContainsRune(" ,*#", r) }),
					q.Name) {
				line = l
			}
		}
		for _, u := range q.Units {
			if !slices.Contains(strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(` ,()"`, r) }),
				u.Name) {
				t.Errorf("%s in %s is not in the line %q", q.Name, u.Name, line)
			}
		}
	}
}

// The blank files have the columns of the dictionary, which README.md explains, and
// no rows.
func TestBlankFiles(t *testing.T) {
	known := map[string][]string{
		"counts.csv": {"case_id", "date", "test", "value"}, "transfusions.csv": {"case_id", "date", "product", "units",
			"volume_ml", "indication", "abo"},
		"titres.csv": {"case_id", "date", "antibody", "class", "titre", "infusion_ml"},
		"typing.csv": {"case_id", "date", "forward", "reverse", "dat"},
		"gvhd.csv":   {"case_id", "date", "skin", "liver", "lower", "upper"},
		"scores.csv": {"case_id", "date", "instrument", "score"},
	}
	for _, c := range plan.Columns() {
		known["cases.csv"] = append(known["cases.csv"], c.Name)
	}
	readme := blank(t, "README.md")
	for name, columns := range known {
		content, hasMark := strings.CutPrefix(blank(t, name), "\ufeff")
		rows, err := csv.NewReader(strings.NewReader(content)).ReadAll()
		if err != nil || len(rows) != 1 || !hasMark {
			t.Fatalf("%s has %d rows, mark %v, %v", name, len(rows), hasMark, err)
		}
		for _, column := range rows[0] {
			explained := strings.TrimSuffix(column, "_status") + "_date"
			if !slices.Contains(columns, column) {
				t.Errorf("%s has %s, which is no column of the dictionary", name, column)
			}
			if !strings.Contains(readme, "`"+column+"`") && !(strings.HasSuffix(column, "_status") &&
				strings.Contains(readme, "`"+explained+"`, `_status`")) {
				t.Errorf("README.md does not explain %s", column)
			}
		}
	}
}
