package casefile

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/table"
)

// testsStudy is a study whose counts have a column for each test.
func testsStudy(t *testing.T, rows ...string) (*plan.Plan, *registry.Data) {
	p, d := logStudy(t, rows...)
	p.Data.Dates = "dmy"
	p.Data.Counts = plan.LogSource{File: plan.Sources{{File: "log.csv", Columns: map[string]string{"case_id": "Mã ca",
		"date": "Ngày"}}}, Tests: map[string]string{"anc": "BC hạt", "platelets": "TC (G/L)", "hb": "Hb"}}
	return p, d
}

// wantPlaces compares issues by their places in the files.
func wantPlaces(t *testing.T, d *registry.Data, want ...string) {
	t.Helper()
	var got []string
	for _, issue := range d.Issues {
		at := d.Place(registry.Cell{File: issue.File, Line: issue.Line, Column: issue.Column})
		got = append(got, strings.TrimSpace(fmt.Sprintf("%s %s:%d %s %s %s", issue.Code, at.File, at.Line, at.Column,
			issue.Case, strings.Join(issue.Args, " "))))
	}
	if !slices.Equal(got, want) {
		t.Errorf("issues\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

// A row a day is an entry for each test that was measured: the blank cell is none, as a
// missing row of the long form, and a word for a missing value is one without a value.
func TestColumnsOfTests(t *testing.T) {
	p, d := testsStudy(t,
		"HUYẾT ĐỒ,,,,",
		"Mã ca,Ngày,BC  hạt,TC (G/L),Hb",
		"C1,01/02/2025,0.1,12,85",
		"C1,02/02/2025,<0.5,,>120",
		"C1,03/02/2025,x,NA,",
		"C1,30/02/2025,,,",
		"C2,04/02/2025,\"0.6 (mẫu lấy lại, 2 lần)\",20,90",
		"Tổng cộng,,0.7,32,")
	p.Data.Units = map[string]string{"hb": "g/L"}
	p.Data.Notes, p.Data.Missing = plan.IgnoreNotes, []plan.Scalar{"NA"}
	entries := stream(t, p, d, registry.Counts)
	wantEntries(t, entries,
		"0:10 day 31 anc/ 0.1 NaN", "0:11 day 31 hb/ 8.5 NaN", "0:12 day 31 platelets/ 12 NaN",
		"0:14 day 32 anc/ NaN NaN", "0:15 day 32 hb/ NaN NaN",
		"0:18 day 33 anc/ NaN NaN", "0:20 day 33 platelets/ NaN NaN",
		"1:26 day 3 anc/ 0.6 NaN", "1:27 day 3 hb/ 9 NaN", "1:28 day 3 platelets/ 20 NaN")
	if b := entries[3].Bound; b == nil || *b != (registry.Bound{Limit: 0.5}) {
		t.Errorf("bound of anc %+v", b)
	}
	if b := entries[4].Bound; b == nil || *b != (registry.Bound{Limit: 12, Above: true}) {
		t.Errorf("bound of hb %+v", b)
	}
	wantPlaces(t, d, "log_unreadable_value log.csv:5 BC hạt C1", "notes_ignored log.csv:7 BC hạt  1",
		"not_a_case log.csv:8   1 8")
	for i, want := range []string{"3 BC hạt", "3 Hb", "3 TC (G/L)"} {
		at := d.Place(registry.Cell{File: "log.csv", Line: int(entries[i].Line), Column: "value"})
		if got := fmt.Sprint(at.Line, " ", at.Column); at.File != "log.csv" || got != want {
			t.Errorf("entry %d stands at %s, want %s", i, got, want)
		}
	}
}

// The form gives the entries of the long one, by day and by date, in several files of
// which one calls a column otherwise and lacks a test, and with an identifier that
// stands once.
func TestColumnsOfTestsGiveTheEntriesOfALongLog(t *testing.T) {
	p, d := logStudy(t, "case_id,day,test,value", "C1,0,anc,0.5", "C1,0,platelets,90", "C1,1,anc,0.4", "C1,2,platelets,20",
		"C1,3,anc,1", "C2,-1,anc,1.5", "C2,4,platelets,7")
	want := entriesOf(t, p, d)
	write(t, p, "a.csv", lines("case_id,day,ghi chú,BC hạt,TC,test", "C1,0,x,0.5,90,hb", ",1,,0.4,,", ",2,,,20,", ",,,,,",
		"C2,-1,,1.5,,"))
	write(t, p, "b.csv", lines("Mã,day,Neu", "C1,3,1"))
	write(t, p, "c.csv", lines("case_id,date,BC hạt,TC", "C2,2025-02-05,,7", "C2,2025-02-06,,"))
	p.Data.Counts = plan.LogSource{FillDown: true, Tests: map[string]string{"anc": "BC hạt", "platelets": "TC"},
		File: plan.Sources{{File: "a.csv"}, {File: "b.csv", Columns: map[string]string{"case_id": "Mã", "anc": "Neu"}},
			{File: "c.csv"}}}
	if got := entriesOf(t, p, d); !slices.Equal(got, want) {
		t.Errorf("entries %v, want %v", got, want)
	}
	wantPlaces(t, d, "empty_rows a.csv:5   1", "log_lacks_test b.csv:1   platelets")
	at := d.Place(registry.Cell{File: p.Data.Counts.File.Name(), Line: 6*3 + 1*3 + 2, Column: "value"})
	if at.File != "b.csv" || at.Column != "Neu" {
		t.Errorf("the value of b.csv stands at %+v", at)
	}
}

// Instruments are columns as tests are; the cell of none is no entry.
func TestColumnsOfInstruments(t *testing.T) {
	p, d := logStudy(t, "case_id,day,Lansky,PedsQL (tổng)", "C1,30,80,", "C1,100,90,71.5", "C2,30,,")
	p.Data.Scores.Tests = map[string]string{"lansky": "Lansky", "pedsql": "PedsQL (tổng)"}
	wantEntries(t, stream(t, p, d, registry.Scores), "0:5 day 30 lansky/ 80 NaN", "0:8 day 100 lansky/ 90 NaN",
		"0:9 day 100 pedsql/ 71.5 NaN")
	wantPlaces(t, d)
}

func streamError(t *testing.T, p *plan.Plan, d *registry.Data) *table.Error {
	t.Helper()
	err := Stream(context.Background(), p, d, registry.Counts, func(registry.LogEntry) error { return nil })
	var fault *table.Error
	if !errors.As(err, &fault) {
		t.Fatalf("%v is no *table.Error", err)
	}
	return fault
}

// A header that no file has is refused with the headers and the nearest, in one file
// and in several; one that stands twice too.
func TestAbsentColumnsOfTests(t *testing.T) {
	for name, c := range map[string]struct {
		files           [][]string
		column, message string
	}{
		"one file": {[][]string{{"case_id,day,BC hat,TC", "C1,1,1,2"}}, "BC hạt",
			"reads anc from this column, but the header has no such column; correct tests: in the study file; the header " +
				"has: case_id, day, BC hat, TC (nearest: BC hat)"},
		"none of several": {[][]string{{"case_id,day,TC", "C1,1,2"}, {"case_id,day,TC,Hb", "C1,2,2,9"}}, "BC hạt",
			"reads anc from this column"},
		"a file without any": {[][]string{{"case_id,day,BC hạt,TC", "C1,1,1,2"}, {"case_id,day,Hb", "C1,2,9"}}, "BC hạt",
			"has: case_id, day, Hb"},
		"twice":   {[][]string{{"case_id,day,BC hạt,BC hạt,TC", "C1,1,1,2,3"}}, "BC hạt", "two columns have this header"},
		"no time": {[][]string{{"case_id,BC hạt,TC", "C1,1,2"}}, "date", "has no such column"},
	} {
		p, d := logStudy(t)
		p.Data.Counts = plan.LogSource{Tests: map[string]string{"anc": "BC hạt", "platelets": "TC"}}
		for i, rows := range c.files {
			file := fmt.Sprintf("%d.csv", i)
			write(t, p, file, lines(rows...))
			p.Data.Counts.File = append(p.Data.Counts.File, plan.Source{File: file})
		}
		if fault := streamError(t, p, d); fault.Column != c.column || !strings.Contains(fault.Error(), c.message) {
			t.Errorf("%s: %v, want %s", name, fault, c.message)
		}
	}
}

// A log that looks so and is read as a long one is told the line, which a study takes.
func TestColumnsOfTestsAreToldTheirLine(t *testing.T) {
	p, d := logStudy(t, "case_id,date,Neut,Tiểu cầu (G/L),HGB,x", "C1,2025-01-02,1,2,3,4")
	want := "but a column for each test; write under data: in the study file counts: {file: 'log.csv', tests: {anc: 'Neut', " +
		"platelets: 'Tiểu cầu (G/L)', hb: 'HGB'}}"
	if fault := streamError(t, p, d); fault.Column != "test" || !strings.Contains(fault.Error(), want) {
		t.Errorf("%v, want %s", fault, want)
	}
	write(t, p, "log.csv", lines("case_id,date,Neut,x", "C1,2025-01-02,1,2"))
	if fault := streamError(t, p, d); strings.Contains(fault.Error(), "tests:") {
		t.Errorf("one test is told as several: %v", fault)
	}
}

// Each row in turn loses its identifier, and is told on its line; none of its values is an
// entry of another case.
func TestNoRowOfTestsIsPassedOver(t *testing.T) {
	rows := []string{"Mã ca,Ngày,BC hạt,TC (G/L),Hb", "C1,01/02/2025,0.1,12,9", "C1,02/02/2025,,14,", "C2,03/02/2025,0.3,,8",
		"C2,04/02/2025,0.4,16,8"}
	counts := []int{3, 1, 2, 3}
	for i := range counts {
		lost := slices.Clone(rows)
		lost[i+1] = lost[i+1][2:]
		p, d := testsStudy(t, lost...)
		if n := len(stream(t, p, d, registry.Counts)); n != 9-counts[i] {
			t.Errorf("without the identifier of row %d: %d entries", i+1, n)
		}
		wantPlaces(t, d, fmt.Sprintf("log_case_missing log.csv:%d Mã ca", i+2))
	}
}

// A column of values that was sorted alone is told under its own head.
func TestAColumnOfATestSortedAlone(t *testing.T) {
	rows := []string{"case_id,day,BC hạt,TC (G/L),Hb"}
	for i := range 60 {
		rows = append(rows, fmt.Sprintf("C%d,%d,%d.%d,%d,9", i/30+1, i%30, i*7%5, i%7, i+10))
	}
	p, d := testsStudy(t, rows...)
	p.Data.Counts.File = plan.Files("log.csv")
	p.Checks = plan.DefaultChecks()
	stream(t, p, d, registry.Counts)
	wantPlaces(t, d, "log_sorted_alone log.csv:1 TC (G/L)  60")
}

// Whatever a log of tests holds, each entry is of a cell that is not blank, of a known
// case up to the closing date, in order of day.
func FuzzTests(f *testing.F) {
	f.Add("case_id,date,anc,hb\nC1,2025-01-02,0.5,<9\nC1,2025-01-01,,\n", "dmy", true)
	f.Add("title\n,,,\ncase_id,day,hb,anc\nC2,-3,9 (x),\n,5,1,x\nTổng,,1,\nC2,1e9,1,1\n", "auto", false)
	f.Fuzz(func(t *testing.T, content, dates string, fill bool) {
		p, d := logStudy(t)
		write(t, p, "log.csv", content)
		p.Data.Dates = dates
		p.Data.Counts = plan.LogSource{File: plan.Files("log.csv"), FillDown: fill,
			Tests: map[string]string{"anc": "anc", "hb": "hb"}}
		last := []float64{math.Inf(-1), math.Inf(-1)}
		lines := strings.Count(content, "\n") + strings.Count(content, "\r") + 1
		err := Stream(context.Background(), p, d, registry.Counts, func(e registry.LogEntry) error {
			if e.Day < last[e.Row] || d.TransplantDate[e.Row]+e.Day > d.AsOf || e.Kind != "anc" && e.Kind != "hb" ||
				int(e.Line) > 3*lines {
				t.Fatalf("entry %+v after day %v", e, last[e.Row])
			}
			last[e.Row] = e.Day
			return nil
		})
		var fault *table.Error
		if err != nil && (!errors.As(err, &fault) || fault.Next.IsEmpty()) {
			t.Fatalf("%v is no *table.Error with a next step", err)
		}
	})
}
