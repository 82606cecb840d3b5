package layout_test

import (
	"bytes"
	"context"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"graftstat/analysis"
	"graftstat/analysis/change"
	codes "graftstat/analysis/code"
	"graftstat/analysis/plan"
	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout"
)

// workbook is a document with its sheets by the first part of their ID.
type workbook struct {
	results *result.Results
	listing *result.Listing
	doc     *document.Document
	sheets  map[string][]document.Sheet
}

// Each study is run once for all that is asked of its workbook.
func TestWorkbook(t *testing.T) {
	for study, tests := range map[string]map[string]func(*testing.T, workbook){
		"bmt137": {"charts are the figures": chartsAreTheFigures,
			"the listing is for programs": listingIsForPrograms, "links have targets": linksHaveTargets},
		"study":        {"the codes are whole": codesAreWhole, "links have targets": linksHaveTargets},
		"paper":        {"every part has pages": everySectionHasPages, "links have targets": linksHaveTargets},
		"bmt137-paper": {"links have targets": linksHaveTargets},
	} {
		r, l := run(t, "../../sample-data/"+study+".yaml")
		if study == "paper" {
			addWhatARunAdds(t, r, l)
		}
		for _, language := range []string{"en", "vi"} {
			doc := build(t, r, l, language)
			w := workbook{results: r, listing: l, doc: doc, sheets: make(map[string][]document.Sheet)}
			for _, s := range doc.Sheets {
				kind, _, _ := strings.Cut(s.ID, ":")
				w.sheets[kind] = append(w.sheets[kind], s)
			}
			tests["the dictionary is whole"] = dictionaryIsWhole
			tests["dashes are explained"] = dashesAreExplained
			for name, test := range tests {
				t.Run(study+"/"+language+"/"+name, func(t *testing.T) { test(t, w) })
			}
		}
	}
}

func (w workbook) table(t *testing.T, kind, id string) *document.Table {
	t.Helper()
	for _, s := range w.sheets[kind] {
		for _, b := range s.Blocks {
			if b.Table != nil && b.Table.ID == id {
				return b.Table
			}
		}
	}
	t.Fatalf("no table %s on a sheet %s", id, kind)
	return nil
}

// Every figure of curves is a chart, whose points are those of the figure.
func chartsAreTheFigures(t *testing.T, w workbook) {
	points := w.table(t, "points", "chart-points")
	charts := make(map[string]*document.SheetChart)
	for _, s := range w.sheets["charts"] {
		for _, b := range s.Blocks {
			if b.SheetChart != nil {
				charts[b.SheetChart.ID] = b.SheetChart
			}
		}
	}
	seen := 0
	for _, f := range figures(w.doc) {
		curves, ok := f.Chart.(*document.Curves)
		if !ok || len(curves.Lines) == 0 || f.Compact || !strings.HasPrefix(f.ID, "leukemia-") {
			continue
		}
		c := charts["chart:"+f.ID]
		if c == nil {
			t.Errorf("no chart of %s", f.ID)
			continue
		}
		seen++
		for _, line := range c.Lines {
			checkLine(t, c, line, points)
		}
	}
	if seen < 14 {
		t.Errorf("only %d figures were looked at", seen)
	}
}

// figures of all pages, also those that stand side by side.
func figures(doc *document.Document) []*document.Figure {
	var all []*document.Figure
	var walk func([]document.Block)
	walk = func(blocks []document.Block) {
		for _, b := range blocks {
			if b.Figure != nil {
				all = append(all, b.Figure)
			}
			walk(b.Row)
		}
	}
	for _, s := range doc.Pages {
		walk(s.Blocks)
	}
	return all
}

func checkLine(t *testing.T, c *document.SheetChart, line document.SheetLine, points *document.Table) {
	t.Helper()
	curve := c.Figure.Chart.(*document.Curves).Lines[line.Curve]
	last := math.Inf(-1)
	for _, r := range points.Rows[line.First : line.Last+1] {
		at := math.Round(*r.Cells[line.X].Value * c.Figure.XUnit) // the figure counts whole days
		if at < last || at > curve.End {
			t.Errorf("%s, %s: a point at %v, after %v, with follow-up to %v", c.ID, line.Name, at, last, curve.End)
		}
		last = at
		y := curve.Start
		for _, s := range curve.Steps {
			if s.At <= at {
				y = s.Y
			}
		}
		before := curve.Start
		for _, s := range curve.Steps {
			if s.At < at {
				before = s.Y
			}
		}
		if got := r.Cells[6].Value; got == nil || *got != y && *got != before {
			t.Errorf("%s, %s: at %v the height is not %v", c.ID, line.Name, at, y)
		}
	}
}

// The listing begins with its head, has numbers where a program wants numbers,
// and a column for each column to compare.
func listingIsForPrograms(t *testing.T, w workbook) {
	if s := w.sheets["listing"][0]; !s.Bare || len(s.Blocks) != 1 || !s.Filter {
		t.Errorf("something stands above the listing")
	}
	table := w.table(t, "listing", "listing")
	var heads []string
	for _, c := range table.Columns {
		if c.Machine {
			heads = append(heads, c.Head)
		}
	}
	want := []string{"case", "patient", "cohort", "endpoint", "entry", "time", "status", "code", "group", "file",
		"line", "column"}
	if !slices.Equal(heads, want) {
		t.Fatalf("heads %q, want %q", heads, want)
	}
	aside := 0
	for _, r := range table.Rows {
		if r.Cells[6].Value == nil {
			aside++
			if r.Cells[5].Value != nil || r.Cells[6].Text != "" {
				t.Errorf("a case set aside has a time or a status")
			}
		} else if r.Cells[5].Value == nil || r.Cells[4].Value == nil {
			t.Errorf("a time is no number")
		}
		if group := r.Cells[8].Text; !slices.Contains([]string{"ALL", "AML-low", "AML-high"}, group) {
			t.Errorf("group %q", group)
		}
	}
	if len(table.Rows) != 7*137 || aside != 1 {
		t.Errorf("%d rows, %d set aside", len(table.Rows), aside)
	}
}

// addWhatARunAdds sets the numbers under other choices, and the changes since
// the month before, beside the results of the study that asks for all there is.
func addWhatARunAdds(t *testing.T, r *result.Results, l *result.Listing) {
	t.Helper()
	p, err := plan.Read("../../sample-data/paper.yaml")
	if err != nil {
		t.Fatal(err)
	}
	quiet := func(string, int) {}
	if r.Sensitivity, err = analysis.Sensitivity(context.Background(), p, r, quiet); err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile("../../sample-data/paper.yaml")
	if err != nil {
		t.Fatal(err)
	}
	dir, earlier := t.TempDir(), strings.NewReplacer("as_of: 2026-10-31", "as_of: 2026-09-30", "monitor:\n",
		"intervals: {level: 0.9}\nmonitor:\n").Replace(string(source))
	for _, name := range []string{"cases.csv", "counts.csv", "transfusions.csv", "titres.csv", "scores.csv", "typing.csv", "gvhd.csv"} {
		content, err := os.ReadFile("../../sample-data/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), bytes.ReplaceAll(content, []byte("H003,P003,1,first,male"),
			[]byte("H003,P003,1,first,female")), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "paper.yaml"), []byte(earlier), 0o600); err != nil {
		t.Fatal(err)
	}
	before, listing := run(t, filepath.Join(dir, "paper.yaml"))
	r.Changes = change.Between(before, listing, r, l)
}

// Each part of the one list makes at least a page where the results have all of it.
func everySectionHasPages(t *testing.T, w workbook) {
	if w.doc.Language != "en" {
		return
	}
	asked := w.results.Study.Report.Sections
	defer func() { w.results.Study.Report.Sections = asked }()
	for _, name := range codes.Sections() {
		w.results.Study.Report.Sections = []string{name}
		report, err := layout.Build(w.results, w.listing, w.doc.Language)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		blocks := 0
		for _, page := range report.Appendix.Pages {
			blocks += len(page.Blocks)
		}
		if blocks == 0 {
			t.Errorf("%s makes no page", name)
		}
	}
}

// The dictionary has every sheet, and every column of every table of it with its
// head and its meaning, on that sheet or the first of its kind.
func dictionaryIsWhole(t *testing.T, w workbook) {
	described, columns := make(map[string]bool), 0
	for _, r := range w.table(t, "dictionary", "dictionary-columns").Rows {
		place, head, meaning := r.Cells[0].Text, r.Cells[1].Text, r.Cells[2].Text
		if place == "" || meaning == "" {
			t.Errorf("%q of %q means %q", head, place, meaning)
		}
		described[place+"|"+head+"|"+meaning] = true
		described["sheet "+place] = true
	}
	for kind, sheets := range w.sheets {
		for _, s := range sheets {
			if s.ID == "" || !described["sheet "+s.Name] {
				t.Errorf("the sheet %s is not in the dictionary", s.Name)
			}
			for _, b := range s.Blocks {
				if b.Table == nil {
					continue
				}
				for _, c := range b.Table.Columns {
					columns++
					found := c.Key == "tick" || c.Key == "curve" // as one row, under the heads of the first chart
					for _, other := range w.sheets[kind] {
						found = found || described[other.Name+"|"+c.Head+"|"+c.Meaning]
					}
					if !found || c.Head == "" || c.Meaning == "" || strings.Contains(c.Head+c.Meaning+c.Unit, "{") {
						t.Errorf("the column %q of %s (%s) is not in the dictionary: %q", c.Head, s.Name, b.Table.ID,
							c.Meaning)
					}
				}
			}
		}
	}
	if columns < 100 {
		t.Errorf("only %d columns", columns)
	}
	t.Logf("%d columns", columns)
}

// Every code that the listing has is among the codes.
func codesAreWhole(t *testing.T, w workbook) {
	meant := make(map[string]bool)
	for _, r := range w.table(t, "codes", "dictionary-codes").Rows {
		meant[r.Cells[0].Text+"="+r.Cells[1].Text] = true
	}
	listing := w.table(t, "listing", "listing")
	for _, r := range listing.Rows {
		for j, c := range listing.Columns {
			if slices.Contains([]string{"cohort", "endpoint", "status", "code", "abo_match", "abo_major", "diagnosis"},
				c.Head) && r.Cells[j].Text != "" && !meant[c.Head+"="+r.Cells[j].Text] {
				t.Errorf("%s=%s has no meaning", c.Head, r.Cells[j].Text)
			}
		}
	}
}

// A link leads to a sheet, a chart or a row of a table.
func linksHaveTargets(t *testing.T, w workbook) {
	targets, links := make(map[string]bool), 0
	for _, s := range w.doc.Sheets {
		targets[s.ID] = true
		for _, b := range s.Blocks {
			if b.SheetChart != nil {
				targets[b.SheetChart.ID] = true
			}
			if b.Table != nil {
				for _, r := range b.Table.Rows {
					targets[r.ID] = true
				}
			}
		}
	}
	for _, s := range w.doc.Sheets {
		for _, b := range s.Blocks {
			if b.Table == nil {
				continue
			}
			for _, r := range b.Table.Rows {
				for _, c := range r.Cells {
					if c.Link != "" {
						links++
						if !targets[c.Link] {
							t.Errorf("%s leads to %q", c.Text, c.Link)
						}
					}
				}
			}
		}
	}
	if links < 50 {
		t.Errorf("only %d links", links)
	}
}
