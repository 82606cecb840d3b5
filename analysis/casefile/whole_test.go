package casefile

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/table"
)

// Two sheets of a workbook with other headers, and a CSV file, give the cases of one
// clean file; each cell keeps its file and line, and a constant that of the study.
func TestSeveralFiles(t *testing.T) {
	clean := study(t, lines("case_id,transplant_date,death_date,last_contact_date,transplant_type,sex",
		"C1,2025-01-02,,2025-12-31,allogeneic,M", "C2,2025-02-03,2025-03-04,2025-03-04,allogeneic,F",
		"A1,2025-04-05,,2025-12-31,autologous,M", "B1,2025-05-06,,2025-12-30,autologous,F"))
	want := read(t, clean)
	p := workbook(t, "Dị ghép", false, []any{"Mã ca", "Ngày truyền", "Mất", "Khám cuối", "sex"},
		[]any{"C1", cellOf{value: day(2025, 1, 2), built: 14}, nil, "31/12/2025", "M"}, []any{},
		[]any{"C2", "2025-02-03", "2025-03-04", "2025-03-04", "F"}, []any{"Tổng cộng", 2})
	p.File = "study.yaml"
	write(t, p, "2024-a.csv", lines("Danh sách,,,,", "case_id,transplant_date,death_date,last_contact_date,sex",
		"A1,2025-04-05,,2025-12-31,M"))
	write(t, p, "2024-b.csv", lines("sex,case_id,death_date,transplant_date,last_contact_date",
		"F,B1,,2025-05-06,2025-12-30"))
	own := map[string]string{"case_id": "Mã ca", "transplant_date": "Ngày truyền", "death_date": "Mất",
		"last_contact_date": "Khám cuối"}
	p.Data.Cases = plan.Sources{
		{File: p.Data.Cases.Name(), Columns: own, Set: map[string]plan.Scalar{"transplant_type": "allogeneic"},
			SetLine: 4},
		{File: "2024-*.csv", Set: map[string]plan.Scalar{"transplant_type": "autologous"}, SetLine: 5},
	}
	d := read(t, p)
	if !slices.Equal(d.CaseID, want.CaseID) || !slices.Equal(d.TransplantDate, want.TransplantDate) {
		t.Fatalf("cases %v transplanted on %v", d.CaseID, d.TransplantDate)
	}
	equalFloats(t, "last contacts", d.Milestones["last_contact"].Time, want.Milestones["last_contact"].Time...)
	equalFloats(t, "deaths", d.Milestones["death"].Time, want.Milestones["death"].Time...)
	for name, c := range want.Categories {
		if !slices.Equal(c.Code, d.Categories[name].Code) || d.Categories[name].Absent != nil {
			t.Errorf("%s: %+v, want %+v", name, d.Categories[name], c)
		}
	}
	for row, place := range []registry.Cell{
		{File: "outcomes.xlsx#Dị ghép", Line: 2, Column: "Mất"},
		{File: "outcomes.xlsx#Dị ghép", Line: 4, Column: "Mất"},
		{File: "2024-a.csv", Line: 3, Column: "death_date"}, {File: "2024-b.csv", Line: 2, Column: "death_date"}} {
		if got := d.Place(d.CellOf(d.Milestones["death"], row)); got != place {
			t.Errorf("case %d: death read at %+v, want %+v", row, got, place)
		}
	}
	set := registry.Cell{File: d.File, Line: int(d.Line[3]), Column: "transplant_type"}
	if got := d.Place(set); got != (registry.Cell{File: "study.yaml", Line: 5, Column: "set"}) {
		t.Errorf("the constant stands at %+v", got)
	}
	var inputs []string
	for _, in := range d.Inputs {
		inputs = append(inputs, in.File+": "+in.Format)
	}
	if got := strings.Join(inputs,
		"\n"); got != "outcomes.xlsx#Dị ghép: xlsx, decimal-point, ymd, dmy\n2024-a.csv: utf-8, comma, "+
		"header-row-2, decimal-point, ymd, dmy\n2024-b.csv: utf-8, comma, decimal-point, ymd, dmy" {
		t.Errorf("inputs %s", got)
	}
	for _, i := range d.Issues {
		if i.Severity == registry.Error || i.Code == fileLacksColumn || i.Code == duplicateCaseID {
			t.Errorf("issue %s", issueText(i))
		}
	}
}

// What a file of several lacks is absent in its rows, and blank in no other.
func TestColumnsOfOneFile(t *testing.T) {
	p := study(t, lines("case_id,transplant_date,relapse_date,relapse_status,last_contact_date,sex,patient_id",
		"C1,2025-01-02,,no,2025-12-31,M,P1"))
	write(t, p, "b.csv", lines("case_id,transplant_date,last_contact_date,weight_kg", "C2,2025-01-02,2025-12-31,20"))
	write(t, p, "c.csv", lines("case_id,transplant_date,relapse_status,last_contact_date",
		"C3,2025-01-02,yes,2025-12-31", "C4,2025-01-02,no,2025-12-31"))
	p.Data.Cases = plan.Files("cases.csv", "b.csv", "c.csv")
	d := read(t, p)
	relapse := d.Milestones["relapse"]
	if want := []bool{false, true, true, false}; !slices.Equal(relapse.Absent, want) {
		t.Errorf("relapse is absent in %v, want %v", relapse.Absent, want)
	}
	if !slices.Equal(d.Categories["sex"].Absent, []bool{false, true, true, true}) ||
		!slices.Equal(d.Numbers["weight_kg"].Absent, []bool{true, false, true, true}) ||
		d.Milestones["last_contact"].Absent != nil || !d.Unlinked {
		t.Errorf("sex %v, weight %v, last contact %v, unlinked %v", d.Categories["sex"].Absent,
			d.Numbers["weight_kg"].Absent, d.Milestones["last_contact"].Absent, d.Unlinked)
	}
	for _, i := range d.Issues {
		if i.Code != fileLacksColumn {
			t.Errorf("issue %s", issueText(i))
		}
	}
}

// What keeps files from being read as one.
func TestFilesThatAreNoWhole(t *testing.T) {
	const head = "case_id,transplant_date,last_contact_date"
	set := map[string]plan.Scalar{"last_contact_date": "2025-12-31"}
	for name, c := range map[string]struct {
		b       string
		sources plan.Sources
		file    string
		want    string
	}{
		"no transplant date": {lines("case_id,last_contact_date", "C2,2025-01-01"), plan.Files("cases.csv", "b.csv"),
			"b.csv", "which other files of the cases have"},
		"another order": {lines(head, "C2,01/31/2025,2025-12-31"), plan.Files("cases.csv", "b.csv"), "b.csv",
			"another order of day and month"},
		"an order that is open": {lines(head, "C2,01/02/2025,2025-12-31"), plan.Files("cases.csv", "b.csv"), "b.csv",
			"whether the day or the month comes first"},
		"a constant twice": {lines(head, "C2,2025-01-01,"),
			plan.Sources{{File: "cases.csv"}, {File: "b.csv", Set: set}}, "b.csv", "but the file has this column"},
		"an unknown header": {lines(head, "C2,2025-01-01,"),
			plan.Sources{{File: "cases.csv"}, {File: "b.csv", Columns: map[string]string{"sex": "Giới"}}}, "b.csv",
			"no such column"},
		"no identifier": {lines("ma,transplant_date", "C2,2025-01-01"), plan.Files("cases.csv", "b.csv"),
			"b.csv", "no such column"},
		"a pattern of none": {lines(head), plan.Files("cases.csv", "2024-*.csv"), "2024-*.csv",
			"no file has a name of this pattern"},
		"a missing file": {lines(head), plan.Files("cases.csv", "none.csv"), "none.csv",
			"there is no such file"},
	} {
		p := study(t, lines(head, "C1,31/01/2025,2025-12-31"))
		write(t, p, "b.csv", c.b)
		p.Data.Cases = c.sources
		_, err := Read(context.Background(), p, nil)
		var fault *table.Error
		if !errors.As(err, &fault) || fault.File != c.file || !strings.Contains(fault.Message.String(), c.want) ||
			fault.Next.IsEmpty() {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A log of several files has the entries of the one, in order of day within each
// case, whatever the order of the files; each keeps its file and line.
func TestLogOfSeveralFiles(t *testing.T) {
	p, d := logStudy(t)
	write(t, p, "one.csv", lines("case_id,day,test,value", "C1,1,anc,1", "C2,2,anc,2", "C1,3,wbc,3", "C2,4,anc,4"))
	p.Data.Counts.File = plan.Files("one.csv")
	want := stream(t, p, d, registry.Counts)
	write(t, p, "log.csv", lines("case_id,day,test,value", "C1,1,anc,1", "C2,2,anc,2"))
	write(t, p, "more.csv", lines("Huyết đồ,,", "Mã,Ngày,Trị số", "C2,4,4"))
	for name, files := range map[string]plan.Sources{
		"in order":     {{File: "log.csv"}, {File: "wbc.csv"}, {File: "more.csv"}},
		"out of order": {{File: "more.csv"}, {File: "wbc.csv"}, {File: "log.csv"}},
	} {
		write(t, p, "wbc.csv", lines("case_id,day,value", "C1,3,3"))
		for i := range files {
			switch files[i].File {
			case "wbc.csv":
				files[i].Set = map[string]plan.Scalar{"test": "wbc"}
			case "more.csv":
				files[i].Set = map[string]plan.Scalar{"test": "anc"}
				files[i].Columns = map[string]string{"case_id": "Mã", "day": "Ngày", "value": "Trị số"}
			}
		}
		p.Data.Counts.File, d.Issues, d.Parts = files, nil, nil
		got := map[registry.LogEntry]int32{} // the line
		last := map[int32]float64{}
		err := Stream(context.Background(), p, d, registry.Counts, func(e registry.LogEntry) error {
			if e.Day < last[e.Row] {
				t.Errorf("%s: day %v of case %d after day %v", name, e.Day, e.Row, last[e.Row])
			}
			line := e.Line
			last[e.Row], e.Line, e.Volume = e.Day, 0, 0
			got[e] = line
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range want {
			e.Line, e.Volume = 0, 0
			if _, ok := got[e]; !ok {
				t.Errorf("%s: no entry %+v", name, e)
			}
		}
		if len(got) != len(want) {
			t.Errorf("%s: %d entries, want %d", name, len(got), len(want))
		}
		for e, line := range got {
			at := d.Place(registry.Cell{File: files.Name(), Line: int(line), Column: "value"})
			place, ok := map[float64]registry.Cell{3: {File: "wbc.csv", Line: 2, Column: "value"},
				4: {File: "more.csv", Line: 3, Column: "Trị số"}}[e.Value]
			if ok && at != place {
				t.Errorf("%s: value %v stands at %+v, want %+v", name, e.Value, at, place)
			}
		}
		unordered := slices.ContainsFunc(d.Issues, func(i registry.Issue) bool { return i.Code == logUnordered })
		if unordered != (name == "out of order") {
			t.Errorf("%s: unordered %v", name, unordered)
		}
	}
}
