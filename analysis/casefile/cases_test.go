package casefile

import (
	"context"
	"errors"
	"io/fs"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"graftstat/analysis/message"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/table"
)

func TestRead(t *testing.T) {
	p := study(t, lines(
		`case_id,patient_id,transplant_date,birth_date,diagnosis,weight_kg,hospital,death_date,last_contact_date`,
		`C1,P1,2025-01-10,2015-01-10,neuroblastoma,15.5,2,,2026-01-10`,
		`C2,P1,10/03/2025,2015-01-10,neuroblastoma,16,10,13/03/2025,2025-03-13`,
		`C3,,2025-02-01,2020-02-01,"sarcoma, Ewing",NA,1,,2025-12-31`,
		`C4,P2,,2020-02-01,neuroblastoma,12,1,2025-02-02,`,
	))
	p.Cohorts = []plan.Cohort{{ID: "all", Compare: []plan.Compare{{Column: "hospital"}}}}
	p.Data.Dates = "dmy"
	d := read(t, p)

	wantIssues(t, d.Issues, "warning missing_patient_id 4 patient_id C3")
	if want := []string{"C1", "C2", "C3", "C4"}; !slices.Equal(d.CaseID, want) {
		t.Errorf("cases %v, want %v", d.CaseID, want)
	}
	if want := []int32{0, 0, 1, 2}; !slices.Equal(d.Patient, want) {
		t.Errorf("patients %v, want %v", d.Patient, want)
	}
	if want := []string{"P1", "C3", "P2"}; !slices.Equal(d.PatientID, want) || d.Patients != 3 {
		t.Errorf("patient ids %v, %d patients, want %v", d.PatientID, d.Patients, want)
	}
	if want := []bool{true, true, true, false}; !slices.Equal(d.Infused, want) {
		t.Errorf("infused %v, want %v", d.Infused, want)
	}
	equalFloats(t, "transplant_date", d.TransplantDate, dayOf(t, "2025-01-10"), dayOf(t, "2025-03-10"),
		dayOf(t, "2025-02-01"), math.NaN())
	equalFloats(t, "age_years", d.Numbers["age_years"].Value, 10, 10+59./365, 5, math.NaN())
	equalFloats(t, "weight_kg", d.Numbers["weight_kg"].Value, 15.5, 16, math.NaN(), 12)
	equalFloats(t, "death", d.Milestones["death"].Time, math.NaN(), 3, math.NaN(), math.NaN())
	equalFloats(t, "last_contact", d.Milestones["last_contact"].Time, 365, 3, 333, math.NaN())
	if got := d.Milestones["death"].Status[3]; got != registry.Yes {
		t.Errorf("a death before the infusion has status %v, want Yes", got)
	}
	if got, want := d.Categories["hospital"].Levels, []string{"1", "2", "10"}; !slices.Equal(got, want) {
		t.Errorf("levels %v, want %v: by size", got, want)
	}
	if got := d.Categories["diagnosis"].Level(2); got != "sarcoma, Ewing" {
		t.Errorf("diagnosis of C3 is %q", got)
	}
	if d.Numbers["birth_date"] != nil || d.Categories["birth_date"] != nil {
		t.Error("the date of birth was kept")
	}
	if d.AsOf != dayOf(t, "2026-10-31") {
		t.Errorf("closing date %v", d.AsOf)
	}
	in := d.Inputs[0]
	if in.File != "cases.csv" || in.Rows != 4 || in.Format != "utf-8, comma, decimal-point, dmy" ||
		len(in.SHA256) != 64 {
		t.Errorf("input %+v", in)
	}
	if c := d.Cell("death", 1); c != (registry.Cell{File: "cases.csv", Line: 3, Column: "death_date"}) {
		t.Errorf("the death of C2 is at %+v", c)
	}
}

// The value is what sha256sum prints for the same bytes.
func TestInputHash(t *testing.T) {
	d := read(t, study(t, "case_id,last_contact_day\nC1,5\n"))
	const want = "8dc6b1260714fca0ac19d4931c36691bfebb9dd44a573cfeb3161afd7e9df4b5"
	if got := d.Inputs[0].SHA256; got != want {
		t.Errorf("SHA-256 %s, want %s", got, want)
	}
}

func equalFloats(t testing.TB, name string, got []float64, want ...float64) {
	t.Helper()
	same := func(a, b float64) bool { return math.Abs(a-b) < 1e-9 || math.IsNaN(a) && math.IsNaN(b) }
	if !slices.EqualFunc(got, want, same) {
		t.Errorf("%s: %v, want %v", name, got, want)
	}
}

// Two readings of a file give the same issues in the same order.
func TestReadIsDeterministic(t *testing.T) {
	for _, c := range issueCases {
		p := study(t, lines(c.cases...))
		if c.edit != nil {
			c.edit(p)
		}
		if a, b := read(t, p), read(t, p); !reflect.DeepEqual(a.Issues, b.Issues) ||
			!reflect.DeepEqual(a.Inputs, b.Inputs) || !reflect.DeepEqual(a.Categories, b.Categories) {
			t.Errorf("%s: two readings differ:\n%+v\n%+v", c.name, a.Issues, b.Issues)
		}
	}
}

// A file without dates: times in months, a closing date that plays no part.
func TestReadTimes(t *testing.T) {
	p := study(t, lines(
		`case_id;recurrence_free_months;relapsed;death_day;last_contact_day;age_years`,
		`1;12,25;1;;20,5;7`,
		`2;20,5;0;20,5;20,5;"1,5"`,
		`3;20,5;;;20,5;x`,
	))
	p.TimeUnit = plan.Months
	p.Data.Decimal = "comma"
	p.Milestones = map[string]plan.MilestoneSource{
		"relapse": {Day: "recurrence_free_months", When: map[string]plan.Values{"relapsed": {"1"}}},
	}
	d := read(t, p)
	wantIssues(t, d.Issues,
		"error missing_indicator 4 recurrence_free_months 3 relapsed",
		"warning unreadable_number 4 age_years 3")
	relapse := d.Milestones["relapse"]
	equalFloats(t, "relapse", relapse.Time, 12.25, math.NaN(), math.NaN())
	if want := []registry.Status{registry.Yes, registry.No, registry.Unknown}; !slices.Equal(relapse.Status, want) {
		t.Errorf("relapse %v, want %v", relapse.Status, want)
	}
	equalFloats(t, "death", d.Milestones["death"].Time, math.NaN(), 20.5, math.NaN())
	if !math.IsNaN(d.AsOf) || slices.Contains(d.Infused, false) || d.TransplantHeader != "" {
		t.Errorf("closing date %v, infused %v: the file has no dates", d.AsOf, d.Infused)
	}
	if got := d.Inputs[0].Format; got != "utf-8, semicolon, decimal-comma" {
		t.Errorf("format %q", got)
	}
}

// A time between two dates in another unit than days.
func TestReadDatesInYears(t *testing.T) {
	p := study(t, lines("case_id,transplant_date,last_contact_date", "1,2020-01-01,2024-01-01"))
	p.TimeUnit = plan.Years
	equalFloats(t, "last_contact", read(t, p).Milestones["last_contact"].Time, 1461/365.25)
}

func TestReadProgress(t *testing.T) {
	rows := []string{"case_id,last_contact_day"}
	for i := range chunkRows + 10 {
		rows = append(rows, strconv.Itoa(i)+",5")
	}
	var seen []int
	p := study(t, lines(rows...))
	d, err := Read(context.Background(), p, func(stage string, rows int) {
		if stage != "cases" {
			t.Errorf("stage %q", stage)
		}
		seen = append(seen, rows)
	})
	if err != nil || d.Inputs[0].Rows != chunkRows+10 {
		t.Fatal(err, d)
	}
	if want := []int{chunkRows, chunkRows + 10}; !slices.Equal(seen, want) {
		t.Errorf("progress %v, want %v", seen, want)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Read(ctx, p, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled reading gives %v", err)
	}
}

func TestReadErrors(t *testing.T) {
	const rows = "case_id,transplant_date,death_date\nC1,2025-01-01,\n"
	for _, c := range []struct {
		name   string
		cases  string
		edit   func(*plan.Plan)
		line   int
		column string
	}{
		{name: "missing file", cases: rows, edit: func(p *plan.Plan) { p.Data.Cases = plan.Files("other.csv") }},
		{name: "folder", cases: rows, edit: func(p *plan.Plan) { p.Data.Cases = plan.Files(".") }},
		{name: "empty file", cases: ""},
		{name: "blank file", cases: "\ufeff\n  \n"},
		{name: "separator line only", cases: "sep=;\n"},
		{name: "header only", cases: "case_id,last_contact_day\n", line: 1},
		{name: "blank rows only", cases: "case_id,last_contact_day\n,\n , \n", line: 1},
		{name: "no case_id", cases: "id,last_contact_day\n1,5\n", line: 1, column: "case_id"},
		{name: "no case_id, and data for a header", cases: "An,An\n1,5\n", line: 1, column: "case_id"},
		{name: "no delimiter", cases: "case_id last_contact_day\n1 5\n", line: 1, column: "case_id"},
		{name: "no time but a status", cases: "case_id,death_status\n1,yes\n", line: 1, column: "transplant_date"},
		{name: "no time at risk", cases: "case_id,age_years\n1,5\n", line: 1, column: "transplant_date"},
		{name: "date without transplant_date", cases: "case_id,death_date\n1,2025-01-01\n", line: 1,
			column: "transplant_date"},
		{name: "duplicate header", cases: "case_id,sex,last_contact_day,sex\n1,M,5,F\n", line: 1, column: "sex"},
		{name: "ambiguous dates", cases: "case_id,transplant_date\nC1,2025-01-01\nC2,03/05/2025\n", line: 3,
			column: "transplant_date"},
		{name: "dates of two orders", cases: "case_id,transplant_date\nC1,13/01/2025\nC2,01/13/2025\n",
			column: "transplant_date"},
		{name: "no closing date", cases: rows, edit: func(p *plan.Plan) { p.AsOf.Set = false }, line: 2,
			column: "transplant_date"},
		{name: "mapped header absent", cases: rows,
			edit: func(p *plan.Plan) { p.Data.Columns = map[string]string{"sex": "Giới"} }, column: "Giới"},
		{name: "mapped milestone absent", cases: rows, edit: func(p *plan.Plan) {
			p.Milestones = map[string]plan.MilestoneSource{"relapse": {Date: "Ngày tái phát"}}
		}, line: 1, column: "Ngày tái phát"},
		{name: "quotation mark never closed", cases: "case_id,last_contact_day\n1,\"5\n2,6\n3,7\n", line: 2},
		{name: "workbook by name", cases: rows,
			edit: func(p *plan.Plan) { p.Data.Cases = plan.Files("outcomes.xlsx#Ca ghép") }},
		{name: "workbook by content", cases: "PK\x03\x04rest"},
		{name: "declared encoding denied", cases: "\ufeff" + rows,
			edit: func(p *plan.Plan) { p.Data.Encoding = "windows-1258" }},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := study(t, c.cases)
			if c.edit != nil {
				c.edit(p)
			}
			d, err := Read(context.Background(), p, nil)
			var fault *table.Error
			if !errors.As(err, &fault) {
				t.Fatalf("got %v, %v; want an *table.Error", d, err)
			}
			if fault.File != p.Data.Cases.Name() || fault.Line != c.line || fault.Column != c.column ||
				fault.Message.IsEmpty() || fault.Next.IsEmpty() {
				t.Errorf("got %+v; want file %s, line %d, column %q, a message and a next step", fault,
					p.Data.Cases.Name(), c.line, c.column)
			}
			if strings.Contains(err.Error(), p.Dir) {
				t.Errorf("%q names the folder", err)
			}
		})
	}
}

func TestErrorText(t *testing.T) {
	p := study(t, "")
	p.Data.Cases = plan.Files("none.csv")
	_, err := Read(context.Background(), p, nil)
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v does not wrap fs.ErrNotExist", err)
	}
	got := (&table.Error{File: "cases.csv", Line: 3, Column: "death_date", Message: message.Of("wrong"),
		Next: message.Of("right it")}).Error()
	if want := "cases.csv:3: death_date: wrong; right it"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
