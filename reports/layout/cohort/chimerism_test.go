package cohort

import (
	"fmt"
	"strings"
	"testing"

	"graftstat/analysis/result"
	"graftstat/reports/layout/page"
	"graftstat/reports/words"
)

func chimerismBuilder(t *testing.T) *Builder {
	t.Helper()
	w, err := words.New("en")
	if err != nil {
		t.Fatal(err)
	}
	r := &result.Results{}
	r.Study.TimeUnit = "days"
	return On(&page.Page{Results: r, Words: w})
}

// Eight patients whose donor cells fall are named, the lost ones first and no dead one
// that only falls; the rest is counted.
func TestPatientsWhoseDonorCellsFallAreNamed(t *testing.T) {
	c := &result.Cohort{ID: "all", Chimerism: &result.Chimerism{}}
	for i := range 12 {
		course := result.ChimerismCourse{Case: fmt.Sprint("C", i), Test: "chimerism", Class: "mixed", Falling: i > 0,
			Lost: result.Missing(), Dead: i == 1}
		if i == 11 {
			course.Lost = 400
		}
		c.Chimerism.Courses = append(c.Chimerism.Courses, course)
	}
	tables := chimerismBuilder(t).chimerismTables(c)
	named := tables[1]
	if len(tables) != 2 || len(named.Rows) != mostNamed || named.Rows[0].Cells[0].Text != "C11" {
		t.Fatalf("%d tables, %+v", len(tables), named.Rows)
	}
	if notes := strings.Join(named.Notes, " "); !strings.Contains(notes, "2") { // ten are to be named
		t.Errorf("notes %q", notes)
	}
	for _, row := range named.Rows {
		if text := row.Cells[0].Text; text == "C0" || text == "C1" {
			t.Errorf("%s is named", text)
		}
	}
}

// A column of which nobody is, is not there; where anybody is, 0 is written.
func TestColumnsOfChimerismThatNobodyIsIn(t *testing.T) {
	c := &result.Cohort{ID: "all", Chimerism: &result.Chimerism{Measures: []result.ChimerismMeasure{{Test: "chimerism",
		Times: []result.ChimerismTime{{Day: 30, Full: 2}, {Day: 100, Full: 1, Dead: 1}}}}}}
	table := chimerismBuilder(t).chimerismTables(c)[0]
	var keys []string
	for _, column := range table.Columns {
		keys = append(keys, column.Key)
	}
	if got := strings.Join(keys, " "); got != "donor_time donor_full donor_mixed donor_lost donor_no_sample donor_dead" {
		t.Errorf("columns %s", got)
	}
	if day30 := table.Rows[1].Cells; day30[len(day30)-1].Text != "0" {
		t.Errorf("dead by day 30: %q", day30[len(day30)-1].Text)
	}
	if none := chimerismBuilder(t).chimerismTables(&result.Cohort{}); none != nil {
		t.Errorf("without a sample: %+v", none)
	}
}
