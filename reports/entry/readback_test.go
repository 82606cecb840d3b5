package entry_test

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"graftstat/analysis"
	"graftstat/analysis/codebook"
	"graftstat/analysis/plan"
)

// fill enters the rows of the sample's files into a workbook as somebody would who
// chooses words from the lists, dates as dates and numbers as numbers.
func fill(t *testing.T, language, path string) *codebook.Codebook {
	t.Helper()
	c, content := book(t, language)
	f := open(t, content)
	for _, s := range c.Sheets {
		file, err := os.Open("../../sample-data/" + s.ID + ".csv")
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(file).ReadAll()
		file.Close()
		if err != nil {
			t.Fatal(err)
		}
		column := map[string]int{}
		for i, c := range s.Columns {
			column[c.Name] = i
		}
		for n, row := range rows[1:] {
			for i, cell := range row {
				at, ok := column[rows[0][i]]
				if !ok {
					t.Fatalf("%s has no column %s", s.Name, rows[0][i])
				}
				if cell == "" {
					continue
				}
				name, _ := excelize.CoordinatesToCellName(at+1, n+4)
				if err := f.SetCellValue(s.Name, name, typed(t, s.Columns[at], cell)); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return c
}

// typed is the cell of a CSV file as it stands in the workbook.
func typed(t *testing.T, c codebook.Column, cell string) any {
	for _, l := range c.Levels {
		if l.Code == cell {
			return l.Word
		}
	}
	if c.Kind == plan.Day {
		day, err := time.Parse(time.DateOnly, cell)
		if err != nil {
			t.Fatal(err)
		}
		return day.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24
	}
	if x, err := strconv.ParseFloat(cell, 64); err == nil && c.Kind == plan.Number {
		return x
	}
	return cell
}

// results are the numbers of a study as results.json has them, without what says
// which files they come from.
func results(t *testing.T, study string) map[string]any {
	t.Helper()
	p, err := plan.Read(study)
	if err != nil {
		t.Fatal(err)
	}
	quiet := func(string, int) {}
	d, err := analysis.Load(context.Background(), p, quiet)
	if err != nil {
		t.Fatal(err)
	}
	r, _, err := analysis.Run(context.Background(), p, d, "0.0.0", quiet)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var tree map[string]any
	if err := json.Unmarshal(text, &tree); err != nil {
		t.Fatal(err)
	}
	return tree
}

// The sample, entered into the workbook of either language, has the numbers of its
// CSV files, without a mapping.
func TestAFilledWorkbookGivesTheNumbersOfItsCSVFiles(t *testing.T) {
	source, err := os.ReadFile("../../sample-data/study.yaml")
	if err != nil {
		t.Fatal(err)
	}
	want := results(t, "../../sample-data/study.yaml")
	for _, language := range codebook.Languages() {
		dir := t.TempDir()
		c := fill(t, language, filepath.Join(dir, "cases.xlsx"))
		study := string(source)
		for _, s := range c.Sheets {
			study = strings.Replace(study, s.ID+".csv", `"cases.xlsx#`+s.Name+`"`, 1)
		}
		path := filepath.Join(dir, "study.yaml")
		if err := os.WriteFile(path, []byte(study), 0o600); err != nil {
			t.Fatal(err)
		}
		got := results(t, path)
		for _, tree := range []map[string]any{want, got} {
			delete(tree, "inputs")
			for _, i := range tree["issues"].([]any) {
				for _, place := range []string{"file", "line", "column"} {
					delete(i.(map[string]any), place)
				}
			}
		}
		if len(want) < 10 {
			t.Fatalf("only %d results are compared", len(want))
		}
		for key := range want {
			a, _ := json.Marshal(want[key])
			b, _ := json.Marshal(got[key])
			if string(a) != string(b) {
				t.Errorf("%s: %s differs: %s", language, key, firstDifference(string(a), string(b)))
			}
		}
	}
}

func firstDifference(a, b string) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	from := max(0, i-60)
	return a[from:min(len(a), i+80)] + " | " + b[from:min(len(b), i+80)]
}
