package layout_test

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"graftstat/analysis"
	"graftstat/analysis/plan"
	"graftstat/analysis/result"
	"graftstat/reports/document"
)

// studies are whole studies, from their files to results.
func studies(t *testing.T) map[string][]string {
	t.Helper()
	dir := t.TempDir()
	write := func(name, content string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("one.csv", "case_id,transplant_date,last_contact_date\nX1,2025-01-01,2025-06-01\n")
	write("one.yaml", "as_of: 2026-01-01\nlanguages: [en, vi]\ndata: {cases: one.csv}\ncohorts: [{id: single, endpoints: [os]}]\nendpoints: [{id: os, kind: survival, event: [death], times: [100, 365]}]\n")
	write("dead.csv", "case_id,transplant_date,death_date,kind\nX1,2025-01-01,2025-06-01,a\nX2,2025-01-01,2025-02-01,b\nX3,2025-01-01,2025-02-01,\nX4,2025-01-01,,b\n")
	write("dead.yaml", "as_of: 2026-01-01\nlanguages: [en, vi]\ndata: {cases: dead.csv}\ncohorts: [{id: everyone-dead, compare: [kind], endpoints: [os]}]\nendpoints: [{id: os, kind: survival, event: [death], times: [100, 365]}]\n")
	return map[string][]string{
		"sample": {"../../sample-data/study.yaml"}, "real": {"../../sample-data/bmt137.yaml"},
		"faulty": {"../../sample-data/faulty.yaml"},
		"one":    {filepath.Join(dir, "one.yaml")}, "dead": {filepath.Join(dir, "dead.yaml")},
	}
}

func run(t *testing.T, study string) (*result.Results, *result.Listing) {
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
	r, l, err := analysis.Run(context.Background(), p, d, "0.0.0", quiet)
	if err != nil {
		t.Fatal(err)
	}
	return r, l
}

// Whatever the study, a report is whole: words everywhere, no code, no NaN, no
// certainty without its interval, links that lead somewhere.
func TestReportsAreWhole(t *testing.T) {
	for name, study := range studies(t) {
		r, l := run(t, study[0])
		for _, language := range []string{"en", "vi"} {
			doc := build(t, r, l, language)
			c := &checker{t: t, name: name + "/" + language, targets: map[string]bool{}, ids: map[string]bool{},
				closed: map[string]bool{}}
			c.document(doc)
			if c.texts < 100 {
				t.Errorf("%s: only %d texts were looked at", c.name, c.texts)
			}
		}
	}
}

type checker struct {
	t       *testing.T
	name    string
	targets map[string]bool
	ids     map[string]bool
	closed  map[string]bool
	texts   int
}

func (c *checker) document(doc *document.Document) {
	for _, s := range doc.Pages {
		if c.targets[s.ID] {
			c.t.Errorf("%s: two sections are called %s", c.name, s.ID)
		}
		c.targets[s.ID] = true
	}
	for _, s := range doc.Sheets {
		c.targets[s.Name] = true
		if n := len([]rune(s.Name)); n == 0 || n > 31 {
			c.t.Errorf("%s: sheet name %q", c.name, s.Name)
		}
	}
	for _, s := range doc.Pages {
		c.text("title of "+s.ID, s.Title)
		c.blocks(s.ID, s.Blocks, true)
	}
	for _, s := range doc.Sheets {
		c.ids = map[string]bool{} // tables of a page come again on a sheet
		c.blocks(s.Name, s.Blocks, false)
	}
}

func (c *checker) blocks(where string, blocks []document.Block, prose bool) {
	for _, b := range blocks {
		switch {
		case b.Paragraph != nil:
			c.text(where, b.Paragraph.Text)
		case b.Table != nil:
			c.table(where, b.Table, prose)
		case b.Figure != nil:
			c.figure(where, b.Figure)
		}
		for _, card := range b.Cards {
			c.text(where, card.Label)
			c.text(where, card.Interval)
			if !c.targets[card.Link] {
				c.t.Errorf("%s, %s: a card leads to %q", c.name, where, card.Link)
			}
			if isCertain(card.Value) && !strings.Contains(card.Interval, "–") {
				c.t.Errorf("%s, %s: %s without an interval", c.name, where, card.Value)
			}
		}
		c.blocks(where, b.Row, prose)
	}
}

// A percentage in a table of estimates has its interval in the same row.
func (c *checker) table(where string, t *document.Table, prose bool) {
	if c.ids[t.ID] {
		c.t.Errorf("%s, %s: two tables are called %s", c.name, where, t.ID)
	}
	c.ids[t.ID] = true
	for _, note := range t.Notes {
		c.text(where+", "+t.ID, note)
	}
	for _, column := range t.Columns {
		if !column.Machine {
			c.text(where+", "+t.ID, column.Head)
		}
	}
	for _, r := range t.Rows {
		if len(r.Cells) != len(t.Columns) {
			c.t.Fatalf("%s, %s, %s: %d cells for %d columns", c.name, where, t.ID, len(r.Cells), len(t.Columns))
		}
		row := ""
		for _, cell := range r.Cells {
			row += " " + cell.Text
			if cell.Text != "" && prose && !namesColumns(t.ID) && !strings.HasPrefix(t.ID, "inputs") &&
				!strings.HasPrefix(t.ID, "provenance") {
				c.text(where+", "+t.ID, cell.Text)
			}
			if cell.Value != nil && (math.IsNaN(*cell.Value) || math.IsInf(*cell.Value, 0)) {
				c.t.Errorf("%s, %s, %s: a value is no number", c.name, where, t.ID)
			}
		}
		if prose && strings.HasSuffix(t.ID, "-at") && strings.Contains(row, "100%") && !strings.Contains(row, "–100%") {
			c.t.Errorf("%s, %s, %s: a bare 100%%: %s", c.name, where, t.ID, row)
		}
	}
}

// namesColumns are the tables that name columns of the data.
func namesColumns(table string) bool {
	return strings.HasSuffix(table, "issues") || table == "month-tasks"
}

func (c *checker) figure(where string, f *document.Figure) {
	for _, s := range []string{f.Title, f.Alt} {
		c.text(where+", figure "+f.ID, s)
	}
	if x, _ := f.Chart.Axes(); len(f.XTicks) < 2 && x != document.NoAxis {
		c.t.Errorf("%s, figure %s: %d ticks", c.name, f.ID, len(f.XTicks))
	}
	curves, ok := f.Chart.(*document.Curves)
	if !ok {
		return
	}
	if len(f.XTicks) < 2 {
		c.t.Errorf("%s, figure %s: %d ticks", c.name, f.ID, len(f.XTicks))
	}
	for _, r := range curves.Risk {
		for _, row := range r.Rows {
			if len(row.Texts) != len(f.XTicks) {
				c.t.Errorf("%s, figure %s: %d counts for %d ticks", c.name, f.ID, len(row.Texts), len(f.XTicks))
			}
		}
	}
}

var (
	code      = regexp.MustCompile(`\b[a-z]+_[a-z_]+\b`)
	unfilled  = regexp.MustCompile(`\{\w*\}`)
	fileNames = regexp.MustCompile(`\S+\.(csv|yaml)|(column|cột) \S+\)`) // and the columns of a cell's place
)

func (c *checker) text(where, s string) {
	c.texts++
	plain := fileNames.ReplaceAllString(s, "")
	switch {
	case s == "":
		c.t.Errorf("%s, %s: an empty text", c.name, where)
	case strings.Contains(s, "NaN"), strings.Contains(s, "%!"):
		c.t.Errorf("%s, %s: %q", c.name, where, s)
	case unfilled.MatchString(s):
		c.t.Errorf("%s, %s: a gap is not filled: %q", c.name, where, s)
	case code.MatchString(plain):
		c.t.Errorf("%s, %s: a code instead of words: %q", c.name, where, s)
	}
}

func isCertain(value string) bool {
	return strings.HasPrefix(value, "100") || value == "0%" || strings.HasPrefix(value, "0\u00a0")
}

// The same results give the same document, and a missing listing leaves out
// what shows single patients and says so.
func TestWithoutAListing(t *testing.T) {
	r, _ := run(t, "../../sample-data/study.yaml")
	doc := build(t, r, nil, "en")
	said := false
	for _, s := range doc.Pages {
		for _, b := range s.Blocks {
			if b.Figure != nil {
				if _, swimmer := b.Figure.Chart.(*document.Swimmer); swimmer {
					t.Error("a swimmer plot without a listing")
				}
			}
			said = said || b.Paragraph != nil && strings.Contains(b.Paragraph.Text, "listing.csv") &&
				b.Paragraph.Style == document.Warning
		}
	}
	if !said {
		t.Error("the report does not say that it was made without a listing")
	}
}

// A listing too long for a sheet is left to its file, and the workbook says so.
func TestLongListingIsLeftOut(t *testing.T) {
	r, l := run(t, "../../sample-data/bmt137.yaml")
	rows := l.AddEndpoint("bmt137", "os", 200_001)
	for range 200_001 {
		rows.Add(0, result.Outcome{Time: 1})
	}
	doc := build(t, r, l, "en")
	for _, s := range doc.Sheets {
		for _, b := range s.Blocks {
			if b.Table != nil && b.Table.ID == "listing" {
				t.Errorf("the sheet has a table of %d rows", len(b.Table.Rows))
			}
			if b.Paragraph != nil && b.Paragraph.Style == document.Warning &&
				strings.Contains(b.Paragraph.Text, "listing.csv") {
				return
			}
		}
	}
	t.Error("no sheet says that the listing is in its file")
}
