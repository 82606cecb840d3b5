package layout_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"graftstat/reports/document"
	"graftstat/reports/layout/page"
	"graftstat/reports/words"
)

// A dash in the place of a number: alone, before what belongs to the number, or for
// an interval in brackets; group 2 is its mark.
var (
	dash     = regexp.MustCompile(`(^|\()(–(?: \([a-z]\))?)($|[, )])`)
	dashNote = regexp.MustCompile(`^(–(?: \([a-z]\))?) (.+)$`)
)

// Under every table a dash has one meaning, which a note states; no note is without
// its dash, and none says that there is no reason.
func dashesAreExplained(t *testing.T, w workbook) {
	t.Helper()
	text, err := words.New(w.doc.Language)
	if err != nil {
		t.Fatal(err)
	}
	dashes := 0
	for _, table := range everyTable(w.doc) {
		n, faults := unexplained(table, text.Text("reason.not_given"))
		dashes += n
		for _, fault := range faults {
			t.Errorf("%s: %s", table.ID, fault)
		}
	}
	if least := map[string]int{"study.yaml": 50, "paper.yaml": 80}[w.results.Study.File]; dashes < least {
		t.Errorf("only %d dashes were looked at", dashes)
	}
}

// Where numbers are missing for many reasons, each has its mark.
func TestDashesOfAHardStudy(t *testing.T) {
	r, l := run(t, hardStudy(t))
	for _, language := range []string{"en", "vi"} {
		doc := build(t, r, l, language)
		dashesAreExplained(t, workbook{results: r, listing: l, doc: doc})
		for id, want := range map[string]int{"comparison-thalassemia-sex": 4, "subgroups-solid-tumor-efs-sex": 3,
			"univariable-solid-tumor-os-cox": 2,
			"table1-thalassemia-sex":         2, "complete-solid-tumor": 1, "pairs-solid-tumor-diagnosis": 1} {
			if got := meanings(everyTable(doc), id); got != want {
				t.Errorf("%s: %s has %d meanings of a dash, not %d", language, id, got, want)
			}
		}
	}
}

func meanings(tables []*document.Table, id string) int {
	n := 0
	for _, table := range tables {
		for _, note := range table.Notes {
			if table.ID == id && dashNote.MatchString(note) {
				n++
			}
		}
	}
	return n
}

// hardStudy is the sample for a paper with more choices, comparisons and models than
// its cases bear, so that tables lack numbers for many reasons.
func hardStudy(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"paper.yaml", "cases.csv", "counts.csv", "transfusions.csv", "titres.csv", "typing.csv", "gvhd.csv",
		"scores.csv"} {
		content, err := os.ReadFile(filepath.Join("../../sample-data", name))
		if err != nil {
			t.Fatal(err)
		}
		if name == "paper.yaml" {
			content = []byte(harder.Replace(string(content)))
		}
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "paper.yaml")
}

var harder = strings.NewReplacer(
	"compare: [diagnosis]", "compare: [diagnosis, sex, disease_stage]",
	"compare: [abo_major]", "compare: [abo_major, sex, diagnosis]",
	"kind: cox, terms: [age_years, sex, diagnosis]}",
	"kind: cox, terms: [diagnosis, disease_stage, sex]}\n    - {cohort: thalassemia, endpoint: trm, kind: cox, terms: [sex]}\n"+
		"    - {cohort: thalassemia, endpoint: trm, kind: fine-gray, terms: [sex]}",
	"by: sex, within: [{column: age_years, cut: [5]}]}",
	"by: sex, within: [{column: age_years, cut: [1, 5]}, {column: diagnosis}]}\n    - {cohort: thalassemia, endpoint: os, by: sex, within: [{column: diagnosis}]}",
	"transplanted_from: 2023-01-01", "transplanted_from: 2026-03-01",
	"time: 365, by: transplant_year", "time: 1095, by: diagnosis",
	"endpoint: trm\n      time: 100", "endpoint: os\n      time: 1095",
)

// everyTable is each table of the pages and of the sheets.
func everyTable(doc *document.Document) []*document.Table {
	var found []*document.Table
	var look func([]document.Block)
	look = func(blocks []document.Block) {
		for _, b := range blocks {
			if b.Table != nil {
				found = append(found, b.Table)
			}
			look(b.Row)
		}
	}
	for _, s := range doc.Pages {
		look(s.Blocks)
	}
	for _, s := range doc.Sheets {
		look(s.Blocks)
	}
	return found
}

// unexplained counts the dashes of a table and says what is wrong with them.
func unexplained(t *document.Table, notGiven string) (dashes int, faults []string) {
	meaning, seen := make(map[string]string), make(map[string]bool)
	for _, note := range t.Notes {
		m := dashNote.FindStringSubmatch(note)
		if m == nil {
			continue
		}
		if meaning[m[1]] != "" {
			faults = append(faults, fmt.Sprintf("two meanings of %q", m[1]))
		}
		if meaning[m[1]] = m[2]; m[2] == notGiven {
			faults = append(faults, fmt.Sprintf("no reason of %q", m[1]))
		}
	}
	if meaning["–"] != "" && len(meaning) > 1 {
		faults = append(faults, fmt.Sprintf("a bare dash among %d meanings", len(meaning)))
	}
	for _, r := range t.Rows {
		for j, c := range r.Cells {
			m := dash.FindStringSubmatch(c.Text)
			if m == nil {
				continue
			}
			dashes++
			seen[m[2]] = true
			if meaning[m[2]] == "" || meaning[m[2]] != c.Why {
				faults = append(faults, fmt.Sprintf("%s: %q stands for %q, the note says %q", t.Columns[j].Head, c.Text,
					c.Why, meaning[m[2]]))
			}
		}
	}
	for mark := range meaning {
		if !seen[mark] {
			faults = append(faults, fmt.Sprintf("no cell has %q", mark))
		}
	}
	return dashes, faults
}

// One reason has the dash alone, of several each has its letter; what stands after
// a dash stays, and so does an estimate without an interval.
func TestDashesHaveOneMeaning(t *testing.T) {
	w, err := words.New("en")
	if err != nil {
		t.Fatal(err)
	}
	b := &page.Page{Words: w}
	table := func(cells ...document.Cell) *document.Table {
		t := &document.Table{Rows: []document.Row{{Cells: cells}}, Notes: []string{"Method."}}
		b.MarkDashes(&document.Document{Pages: []document.Section{{Blocks: []document.Block{{Row: []document.Block{{Table: t}}}}}}, Sheets: []document.Sheet{{Blocks: []document.Block{{Table: t}}}}})
		return t
	}
	why := func(s, code string) document.Cell { return b.Explained(page.Text(s), b.ReasonText(code)) }
	for _, x := range []struct {
		table        *document.Table
		cells, notes string
	}{
		{table(page.Text("5–9"), why("90% (55–99%)", "no_case")), "5–9|90% (55–99%)", "Method."},
		{table(why("–", "past_follow_up"), why("–, n 3", "past_follow_up")), "–|–, n 3",
			"– after the last follow-up of this group|Method."},
		{table(why("–", "no_case"), why("90% (–) [4]", "past_follow_up"), why("–", "no_case")),
			"– (a)|90% (– (b)) [4]|– (a)",
			"– (a) no case|– (b) after the last follow-up of this group|Method."},
		{table(page.Text("–")), "–", "– the results give no reason|Method."},
	} {
		var cells []string
		for _, c := range x.table.Rows[0].Cells {
			cells = append(cells, c.Text)
		}
		if got := strings.Join(cells, "|"); got != x.cells ||
			!slices.Equal(x.table.Notes, strings.Split(x.notes, "|")) {
			t.Errorf("%q with notes %q", got, x.table.Notes)
		}
	}
}
