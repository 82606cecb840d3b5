package layout

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
	"graftstat/reports/words"
)

func testBuilder(t *testing.T, r *result.Results) *builder {
	t.Helper()
	w, err := words.New("en")
	if err != nil {
		t.Fatal(err)
	}
	return &builder{&page.Page{Results: r, Words: w}}
}

func TestSheetNamesAreLegalAndUnique(t *testing.T) {
	sheets := []document.Sheet{{Name: "Đắk Lắk"}, {Name: "đắk lắk"}, {Name: "ĐẮK LẮK"}, {Name: "a/b:c[d]?*\\'"},
		{Name: strings.Repeat("ế", 40)}, {Name: strings.Repeat("ế", 41)}, {Name: strings.Repeat("x", 30) + " y"}}
	uniqueNames(sheets)
	seen := make(map[string]bool)
	for _, s := range sheets {
		n := strings.ToLower(s.Name)
		if seen[n] || utf8.RuneCountInString(s.Name) > 31 || strings.ContainsAny(s.Name, `:\/?*[]'`) ||
			strings.TrimSpace(s.Name) != s.Name {
			t.Errorf("name %q", s.Name)
		}
		seen[n] = true
	}
}

// Excel would cut a longer text in silence.
func TestTextsThatNoCellHoldsAreCut(t *testing.T) {
	for _, letter := range []string{"x", "ế", "👍"} {
		long := strings.Repeat(letter, 40_000)
		table := &document.Table{Columns: []document.Column{{}, {}},
			Rows: []document.Row{{Cells: []document.Cell{{Text: long}, {Text: "short"}}}}}
		s := document.Sheet{Blocks: []document.Block{{Table: table}}}
		testBuilder(t, &result.Results{}).shorten(&s)
		got := table.Rows[0].Cells
		if n := len(utf16.Encode([]rune(got[0].Text))); n > 32_767 || !utf8.ValidString(got[0].Text) ||
			!strings.Contains(got[0].Text, "40,000") || got[1].Text != "short" {
			t.Errorf("%q: %d units, ends %q", letter, n, got[0].Text[len(got[0].Text)-60:])
		}
	}
}

// A cohort of more curves than a workbook opens quickly with has its first ones
// as charts, and the sheet says how many it lacks.
func TestTooManyChartsAreLeftOut(t *testing.T) {
	c := result.Cohort{ID: "many", Cases: 10, Patients: 10}
	for i := range maxCharts + 3 {
		g := result.Group{Group: "all", Cases: 10, LastFollowUp: 100,
			Curve: []result.Point{{Time: 50, AtRisk: 10, Events: 1, Estimate: 0.9, Lower: 0.5, Upper: 0.99}}}
		c.Endpoints = append(c.Endpoints, result.Endpoint{ID: fmt.Sprintf("e%d", i), Kind: "survival", Unit: "days",
			Method: "kaplan-meier", Variance: "greenwood", Groups: []result.Group{g}})
	}
	r := &result.Results{Cohorts: []result.Cohort{c}}
	r.Study.TimeUnit, r.Study.Intervals.Level = "days", 0.95
	book := testBuilder(t, r).chartSheets()
	if len(book.charts) != maxCharts || len(book.sheets) != 1 {
		t.Fatalf("%d charts on %d sheets", len(book.charts), len(book.sheets))
	}
	if p := book.sheets[0].Blocks[0].Paragraph; p == nil || p.Style != document.Warning ||
		!strings.HasPrefix(p.Text, "3 further curves") {
		t.Errorf("the sheet begins with %+v", p)
	}
}
