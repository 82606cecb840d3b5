package casefile

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/table"
)

// entriesOf are the entries of a log, each with its day, test and value, in order.
func entriesOf(t *testing.T, p *plan.Plan, d *registry.Data) []string {
	t.Helper()
	d.Issues, d.Inputs, d.Parts = nil, nil, nil
	var texts []string
	for _, e := range stream(t, p, d, registry.Counts) {
		texts = append(texts, fmt.Sprintf("%d %v %s %v", e.Row, e.Day, e.Kind, e.Value))
	}
	slices.Sort(texts)
	return texts
}

// A log with a column a day, by day, by plain number and by date, as CSV and as a
// sheet, has the entries of the long one, in order of day within each case.
func TestWideLogs(t *testing.T) {
	p, d := logStudy(t, "case_id,day,test,value", "C1,-1,anc,0.9", "C1,0,anc,0.5", "C1,2,anc,0.1",
		"C1,-1,platelets,90", "C1,2,platelets,20", "C2,0,anc,1.5")
	want := entriesOf(t, p, d)
	for name, c := range map[string]struct {
		wide plan.Wide
		rows []string
	}{
		"N and a sign": {plan.Wide{Day: "N{day}", Test: "Xét nghiệm"}, []string{"Huyết đồ,,,,,",
			"Mã ca,Xét nghiệm,N+2,N-1,N 0,Ghi chú", "C1,ANC,0.1,0.9,0.5,x", "C1,platelets,20,90,,", ",,,,,",
			"C2,anc,,,1.5,", "Tổng cộng,,3,,,"}},
		"D and a sign": {plan.Wide{Day: "D{day}", Test: "test"}, []string{"test,Mã ca,D−1,D+0,d2", "anc,C1,0.9,0.5,0.1",
			"platelets,C1,90,,20", "anc,C2,,1.5,"}},
		"numbers": {plan.Wide{Day: "{day}"}, []string{"Mã ca,test,-1,0,2", "C1,anc,0.9,0.5,0.1", "C1,platelets,90,,20",
			"C2,anc,,1.5,"}},
	} {
		write(t, p, "wide.csv", lines(c.rows...))
		source := plan.Source{File: "wide.csv", Columns: map[string]string{"case_id": "Mã ca"}}
		p.Data.Counts = plan.LogSource{File: plan.Sources{source}, Wide: c.wide}
		if got := entriesOf(t, p, d); !slices.Equal(got, want) {
			t.Errorf("%s: entries %v, want %v", name, got, want)
		}
		for _, i := range d.Issues {
			if i.Code != notACase && i.Code != emptyRows {
				t.Errorf("%s: %s", name, issueText(i))
			}
		}
	}
	book := workbook(t, "Huyết đồ", false, []any{"case_id", cellOf{value: day(2024, 12, 31), built: 14},
		cellOf{value: day(2025, 1, 1), built: 14}, "03/01/2025", "01/02/2025"},
		[]any{"C1", 0.9, 0.5, 0.1}, []any{"C2", nil, nil, nil, 1.5})
	p.Dir, p.Data.Dates = book.Dir, "dmy"
	source := plan.Source{File: "outcomes.xlsx#Huyết đồ", Set: map[string]plan.Scalar{"test": "anc"}}
	p.Data.Counts = plan.LogSource{File: plan.Sources{source}, Wide: plan.Wide{Date: true}}
	anc := slices.DeleteFunc(slices.Clone(want), func(s string) bool { return strings.Contains(s, "platelets") })
	if got := entriesOf(t, p, d); !slices.Equal(got, anc) {
		t.Errorf("dates: entries %v, want %v", got, anc)
	}
	wantIssues(t, d.Issues)
}

// The place of a cell is its line and the header of its day; a row without a case is
// told once.
func TestWideIssues(t *testing.T) {
	p, d := logStudy(t, "case_id,test,N0,N1,N2", "C1,anc,1,x,3", "Z9,anc,1,2,3", ",anc,1,2,3", ",anc,,,", "C2,wbc,,,2")
	p.Data.Counts.Wide = plan.Wide{Day: "N{day}"}
	var at []registry.Cell
	for _, e := range stream(t, p, d, registry.Counts) {
		at = append(at, d.Place(registry.Cell{File: "log.csv", Line: int(e.Line), Column: "value"}))
	}
	if want := []registry.Cell{{File: "log.csv", Line: 2, Column: "N0"}, {File: "log.csv", Line: 2, Column: "N1"},
		{File: "log.csv", Line: 2, Column: "N2"}, {File: "log.csv", Line: 6, Column: "N2"}}; !slices.Equal(at, want) {
		t.Errorf("entries at %v", at)
	}
	for i := range d.Issues {
		of := &d.Issues[i]
		own := d.Place(registry.Cell{File: of.File, Line: of.Line, Column: of.Column})
		of.Line, of.Column = own.Line, own.Column
	}
	wantIssues(t, d.Issues, "warning log_case_unknown 3 case_id", "warning log_case_missing 4 case_id",
		"warning log_unreadable_value 2 N1 C1", "warning not_a_case 5   1 5")
	if d.Inputs[1].Rows != 4 {
		t.Errorf("input %+v", d.Inputs[1])
	}
}

func TestWideErrors(t *testing.T) {
	for name, c := range map[string]struct {
		wide plan.Wide
		head string
		want string
	}{
		"no such column": {plan.Wide{Day: "D{day}"}, "case_id,test,N1,N2,N3", "no column of the header is that of " +
			"a day"},
		"a day twice": {plan.Wide{Day: "N{day}"}, "case_id,test,N1,N+1", "two columns are of this day"},
		"no test":     {plan.Wide{Day: "N{day}"}, "case_id,N1,N2", "no such column"},
		"looks wide":  {plan.Wide{}, "case_id,Xét nghiệm,N-1,N0,N+1", `counts: {file: 'log.csv', wide: {day: "N{day}", test: HEADER}}`},
		"looks wide too": {plan.Wide{}, "case_id,test,2025-01-01,2025-01-02,2025-01-03", "counts: {file: " +
			"'log.csv', wide: {date: true}}"},
	} {
		p, d := logStudy(t, c.head, "C1,anc,1,2,3")
		p.Data.Counts.Wide = c.wide
		err := Stream(context.Background(), p, d, registry.Counts, func(registry.LogEntry) error { return nil })
		var fault *table.Error
		if !errors.As(err, &fault) || !strings.Contains(fault.Error(), c.want) || fault.Next.IsEmpty() {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Whatever a wide log holds, its entries are of known cases and in order of day.
func FuzzWide(f *testing.F) {
	f.Add("case_id,test,N-1,N0,N+1\nC1,anc,1,2,3\nC2,,x,,\nC1,wbc,4,,\n", "N{day}", false)
	f.Add("case_id,test,2025-01-02,02/01/2025\nC1,anc,1\n\n,,,2\n", "", true)
	f.Fuzz(func(t *testing.T, content, pattern string, date bool) {
		p, d := logStudy(t)
		write(t, p, "log.csv", content)
		p.Data.Counts.Wide = plan.Wide{Day: pattern, Date: date}
		last := map[int32]float64{}
		err := Stream(context.Background(), p, d, registry.Counts, func(e registry.LogEntry) error {
			if before, ok := last[e.Row]; ok && e.Day < before || e.Kind == "" {
				t.Fatalf("entry %+v after day %v", e, before)
			}
			last[e.Row] = e.Day
			return nil
		})
		var fault *table.Error
		if err != nil && (!errors.As(err, &fault) || fault.Next.IsEmpty()) {
			t.Fatalf("%v is no *Error with a next step", err)
		}
	})
}
