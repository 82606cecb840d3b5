package casefile

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/table"
)

// leftOut are the codes of rows that are no case.
var leftOut = map[string]bool{raggedRow: true, badQuote: true, missingCaseID: true, duplicateCaseID: true}

// Whatever the bytes are, reading does not panic; it ends in an Error with a
// next step, or every data row is a case or an issue and every column is whole.
func FuzzRead(f *testing.F) {
	for _, c := range issueCases {
		f.Add([]byte(lines(c.cases...)), "auto", "auto")
	}
	f.Add([]byte("\xff\xfec\x00a\x00"), "utf-16", "dmy")
	f.Add([]byte("case_id,last_contact_day,box___1\n1,5,1\n2,6,\n"), "auto", "auto")
	f.Add([]byte("sep=;\ncase_id;last_contact_day\n\"1\"\";\n"), "windows-1258", "mdy")
	f.Fuzz(func(t *testing.T, content []byte, encoding, dates string) {
		p := study(t, string(content))
		p.Data.Encoding, p.Data.Dates = encoding, dates
		p.Milestones = map[string]plan.MilestoneSource{"prca": {Day: "last_contact_day",
			When: map[string]plan.Values{"sex": {"1"}}}}
		p.Data.Never = []plan.Scalar{"5"}
		p.Data.Checkboxes = map[string]plan.Levels{}
		if strings.Contains(string(content), "box___1") {
			p.Data.Checkboxes["boxes"] = plan.Levels{{Name: "none"}, {Name: "one", As: plan.Values{"box___1"}}}
		}
		checkRead(t, p)
	})
}

// Whatever two files hold that are read as one, every row is a case or an issue, and
// has its place in one of them.
func FuzzSeveralFiles(f *testing.F) {
	f.Add("case_id,last_contact_day,sex\nC1,5,M\n", "Mã,last_contact_day\nC2,6\nC1,7\n", "Mã", "F")
	f.Add("case_id,transplant_date,x\nC1,2025-01-02,\n,,\n", "case_id,transplant_date\nTổng cộng\n\"C\n2\",1/2/2025\n",
		"case_id", "")
	f.Fuzz(func(t *testing.T, a, b, header, sex string) {
		p := study(t, a)
		write(t, p, "b.csv", b)
		second := plan.Source{File: "b.csv", Columns: map[string]string{"case_id": header}}
		if sex != "" {
			second.Set = map[string]plan.Scalar{"sex": plan.Scalar(sex)}
		}
		p.Data.Cases = plan.Sources{{File: "cases.csv"}, second}
		if d := checkRead(t, p); d != nil {
			for row := range d.Rows() {
				at := d.Place(registry.Cell{File: d.File, Line: int(d.Line[row])})
				if at.File != "cases.csv" && at.File != "b.csv" || at.Line < 2 {
					t.Fatalf("case %d stands at %+v", row, at)
				}
			}
		}
	})
}

func checkWhole(t *testing.T, d *registry.Data) {
	t.Helper()
	n, out := d.Rows(), 0
	for _, i := range d.Issues {
		if leftOut[i.Code] {
			out++
		}
		if i.Severity == "" || i.File == "" {
			t.Fatalf("issue %+v has no severity or no file", i)
		}
	}
	rows := 0
	for _, in := range d.Inputs {
		rows += in.Rows
	}
	if rows != n+out {
		t.Fatalf("%d rows, %d cases, %d left out", rows, n, out)
	}
	if len(d.Line) != n || len(d.Patient) != n || len(d.TransplantDate) != n || len(d.Infused) != n ||
		len(d.PatientID) != d.Patients {
		t.Fatalf("columns of %d cases are not whole", n)
	}
	for name, c := range d.Categories {
		for _, code := range c.Code {
			if int(code) < -1 || int(code) >= len(c.Levels) || len(c.Code) != n {
				t.Fatalf("%s is not whole", name)
			}
		}
	}
	for name, m := range d.Milestones {
		if len(m.Time) != n || len(m.Status) != n {
			t.Fatalf("%s is not whole", name)
		}
		for row, time := range m.Time {
			if time < 0 || math.IsInf(time, 0) || m.Status[row] == registry.Unreadable && !math.IsNaN(time) {
				t.Fatalf("%s is at %v with status %v", name, time, m.Status[row])
			}
		}
	}
	for name, c := range d.Numbers {
		if len(c.Value) != n {
			t.Fatalf("%s is not whole", name)
		}
	}
}

// Whatever a log holds, its entries are of known cases, up to the closing date,
// and ordered by day within each case.
func FuzzStream(f *testing.F) {
	f.Add("case_id,date,test,value\nC1,2025-01-02,anc,0.5\nC1,2025-01-01,anc,0.5\n", "dmy")
	f.Add("case_id,day,test,value\nC2,-3,anc,\nC1,5,wbc,x\nC2,1e9,anc,1\n", "auto")
	f.Fuzz(func(t *testing.T, content, dates string) {
		p, d := logStudy(t)
		write(t, p, "log.csv", content)
		p.Data.Dates = dates
		last := []float64{math.Inf(-1), math.Inf(-1)}
		err := Stream(context.Background(), p, d, registry.Counts, func(e registry.LogEntry) error {
			if e.Day < last[e.Row] || d.TransplantDate[e.Row]+e.Day > d.AsOf || strings.TrimSpace(e.Kind) == "" {
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

// Whatever two cells of a sheet hold and however they are formatted, the row is
// a case or an issue.
func FuzzSheetCells(f *testing.F) {
	f.Add("2025-01-02", "dd/mm/yyyy", 45659., false)
	f.Add("1.234", `[$-42A]d "thg" m;@`, 1.234, true)
	f.Add("#N/A", "General", -1e300, false)
	f.Fuzz(func(t *testing.T, text, format string, number float64, comma bool) {
		if format == "" || math.IsNaN(number) || math.IsInf(number, 0) {
			return
		}
		p := workbook(t, "Cases", comma, []any{"case_id", "transplant_date", "weight_kg", "diagnosis"},
			[]any{"C1", cellOf{value: number, format: format}, text, number},
			[]any{text, "2025-01-02", cellOf{value: number, format: format}, text})
		if comma {
			p.Data.Decimal = "comma"
		}
		checkRead(t, p)
	})
}

// checkRead reads the cases of a plan, which either fails with an Error that says
// what to do, or leaves every row a case or an issue.
func checkRead(t *testing.T, p *plan.Plan) *registry.Data {
	t.Helper()
	d, err := Read(context.Background(), p, nil)
	var fault *table.Error
	switch {
	case err == nil:
		checkWhole(t, d)
	case !errors.As(err, &fault) || fault.Next.IsEmpty():
		t.Fatalf("%v is no *table.Error with a next step", err)
	}
	return d
}

// Whatever stands above, between and below the rows of a ward's sheet, in whatever
// words the study names rows that are no case, a row is a case, an issue or passed
// over, and what the study sets makes none.
func FuzzWardFile(f *testing.F) {
	f.Add("Khoa Nhi,,\nMã,,Ngày\n,sex,\nmục,,\nC1,M,2025-01-02\nTổng cộng,1,\n,ký tên,\n", "mục", true)
	f.Add("x\ncase_id,last_contact_day\nC1,5\n\n,ghi chú\ncase_id,last_contact_day\nC2,6\n,9\n", "ghi", false)
	f.Fuzz(func(t *testing.T, content, words string, set bool) {
		p := study(t, content)
		p.Data.Columns = map[string]string{"case_id": "Mã", "transplant_date": "Ngày"}
		if strings.Contains(content, "case_id") {
			p.Data.Columns = nil
		}
		p.Data.SkipRows = []string{words}
		if set {
			p.Data.Cases = plan.Sources{{File: "cases.csv", Set: map[string]plan.Scalar{"weight_kg": "20"}}}
		}
		checkRead(t, p)
	})
}
