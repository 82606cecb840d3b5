package casefile

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/table"
)

// A cellOf is a value with the number format that shows it; built is the number of
// a format that is built in.
type cellOf struct {
	value  any
	format string
	built  int
}

// workbook writes outcomes.xlsx with one sheet and its rows, of which nil is an
// empty cell, and makes it the cases file.
func workbook(t testing.TB, sheet string, from1904 bool, rows ...[]any) *plan.Plan {
	t.Helper()
	p := study(t, "")
	book := excelize.NewFile()
	defer book.Close()
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	check(book.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &from1904}))
	check(book.SetSheetName("Sheet1", sheet))
	for i, row := range rows {
		for j, value := range row {
			name, err := excelize.CoordinatesToCellName(j+1, i+1)
			check(err)
			formatted, ok := value.(cellOf)
			if ok {
				value = formatted.value
			}
			check(book.SetCellValue(sheet, name, value))
			if ok {
				style := &excelize.Style{NumFmt: formatted.built}
				if formatted.format != "" {
					style = &excelize.Style{CustomNumFmt: &formatted.format}
				}
				id, err := book.NewStyle(style)
				check(err)
				check(book.SetCellStyle(sheet, name, name, id))
			}
		}
	}
	check(book.SaveAs(filepath.Join(p.Dir, "outcomes.xlsx")))
	p.Data.Cases = plan.Files("outcomes.xlsx#" + sheet)
	return p
}

// merge merges ranges of a sheet of outcomes.xlsx, written as A1:B2.
func merge(t testing.TB, p *plan.Plan, sheet string, ranges ...string) {
	t.Helper()
	book, err := excelize.OpenFile(filepath.Join(p.Dir, "outcomes.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	for _, r := range ranges {
		from, to, _ := strings.Cut(r, ":")
		err = errors.Join(err, book.MergeCell(sheet, from, to))
	}
	if err = errors.Join(err, book.Save()); err != nil {
		t.Fatal(err)
	}
}

func day(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// Cells are read as they are typed, whatever format shows them, and lines are
// those of the sheet.
func TestSheet(t *testing.T) {
	for _, from1904 := range []bool{false, true} {
		p := workbook(t, "Ca ghép", from1904,
			[]any{"Kết quả ghép"},
			[]any{},
			[]any{"case_id", "transplant_date", "last_contact_date", "ferritin_ng_ml", "diagnosis", "relapse_status"},
			[]any{"C1", cellOf{value: day(2025, 1, 2), format: "dd/mm/yyyy"}, cellOf{value: day(2025, 3, 4), built: 14},
				cellOf{value: 1024.46, format: "0"}, "β", true},
			[]any{"C2", cellOf{value: day(2025, 1, 2), format: `[$-42A]"ngày" d "tháng" m "năm" yyyy;@`},
				cellOf{value: day(2025, 3, 4).Add(18 * time.Hour), format: "m/d/yy h:mm"}, 1.1 + 2.2, 12, false},
			[]any{nil, nil, nil, nil, nil, nil, nil},
			[]any{3, "2025-01-02", "04/03/2025", cellOf{value: 105.05, format: "0%"},
				cellOf{value: 12.0, format: "000"}, "Có", "ghi chú"},
			[]any{"C4", cellOf{value: day(2025, 1, 2), built: 22}, "4 thg 3, 2025", nil, "#N/A"},
			[]any{"", " "})
		p.Data.Dates = "dmy"
		p.Data.Values = map[string]plan.Levels{"relapse_status": {{Name: "yes", As: plan.Values{"TRUE", "Có"}},
			{Name: "no", As: plan.Values{"FALSE"}}}}
		d := read(t, p)
		if !slices.Equal(d.CaseID, []string{"C1", "C2", "3", "C4"}) || !slices.Equal(d.Line, []int32{4, 5, 7, 8}) {
			t.Fatalf("cases %v on lines %v", d.CaseID, d.Line)
		}
		transplant, contact := dayOf(t, "2025-01-02"), 61.
		for row, id := range d.CaseID {
			if d.TransplantDate[row] != transplant || int(d.Milestones["last_contact"].Time[row]) != int(contact) {
				t.Errorf("from 1904 %v: %s was transplanted on %v and last seen at %v", from1904, id,
					d.TransplantDate[row], d.Milestones["last_contact"].Time[row])
			}
		}
		if got := fmt.Sprint(d.Numbers["ferritin_ng_ml"].Value); got != "[1024.46 3.3 105.05 NaN]" {
			t.Errorf("ferritin %s", got)
		}
		diagnosis := d.Categories["diagnosis"]
		if got := []string{diagnosis.Level(0), diagnosis.Level(1), diagnosis.Level(2),
			diagnosis.Level(3)}; !slices.Equal(got, []string{"β", "12", "12", ""}) {
			t.Errorf("diagnoses %q", got)
		}
		if got := d.Milestones["relapse"].Status; !slices.Equal(got,
			[]registry.Status{registry.Yes, registry.No, registry.Yes, registry.Blank}) {
			t.Errorf("relapses %v", got)
		}
		wantIssues(t, d.Issues, "warning empty_rows 6   1", "warning beyond_header 7   1",
			"warning formula_error 8 diagnosis C4")
	}
}

// A day that stands as a plain number counts from where the workbook counts.
func TestSheetSerials(t *testing.T) {
	for from1904, serial := range map[bool]int{false: 45659, true: 45659 - table.MacEpoch} {
		p := workbook(t, "Cases", from1904, []any{"case_id", "transplant_date"}, []any{"C1", serial})
		d := read(t, p)
		if d.TransplantDate[0] != dayOf(t, "2025-01-02") {
			t.Errorf("from 1904 %v: transplanted on %v", from1904, d.TransplantDate[0])
		}
		epoch, format := "1900", "xlsx, decimal-point, ymd"
		if from1904 {
			epoch, format = "1904", "xlsx, dates-from-1904, decimal-point, ymd"
		}
		wantIssues(t, d.Issues, "warning excel_serial 2 transplant_date  1 "+epoch)
		if d.Inputs[0].Format != format {
			t.Errorf("read as %s", d.Inputs[0].Format)
		}
	}
}

// The input is named as the study names it, with the hash of the whole file.
func TestSheetInput(t *testing.T) {
	p := workbook(t, "Ca ghép", false, []any{"Báo cáo"}, []any{"case_id", "last_contact_day", nil, "sex"},
		[]any{"C1", 5, "x", "M", nil, "note"})
	d := read(t, p)
	content, err := os.ReadFile(filepath.Join(p.Dir, "outcomes.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(content)
	want := registry.Input{File: "outcomes.xlsx#Ca ghép", SHA256: hex.EncodeToString(sum[:]), Rows: 1,
		Format: "xlsx, header-row-2, decimal-point"}
	if d.Inputs[0] != want || d.File != want.File {
		t.Errorf("input %+v, want %+v", d.Inputs[0], want)
	}
	wantIssues(t, d.Issues, "warning empty_header 2   3", "warning beyond_header 3   1")
}

// A number has the decimal mark of its type, a text that of the study file. What
// could be either is what its cell says.
func TestSheetDecimalComma(t *testing.T) {
	p := workbook(t, "Cases", false, []any{"case_id", "last_contact_day", "weight_kg"},
		[]any{"C1", 5, 1.234}, []any{"C2", 5, "1.234"}, []any{"C3", 5, "0,5"}, []any{"C4", 5, 0.5},
		[]any{"C5", 5, 1234}, []any{"C6", 5, "1.2.3"})
	p.Data.Decimal = "comma"
	d := read(t, p)
	if got := fmt.Sprint(d.Numbers["weight_kg"].Value); got != "[1.234 1234 0.5 0.5 1234 NaN]" {
		t.Errorf("weights %s", got)
	}
}

func TestSheetNames(t *testing.T) {
	p := workbook(t, "Ca ghép", false, []any{"case_id", "last_contact_day"}, []any{"C1", 5})
	for _, name := range []string{"outcomes.xlsx", "outcomes.xlsx#ca ghe\u0301p", "outcomes.xlsx# CA GHÉP "} {
		p.Data.Cases = plan.Files(name)
		if d := read(t, p); d.Rows() != 1 || d.File != name {
			t.Errorf("%s has %d rows and is %s", name, d.Rows(), d.File)
		}
	}
	book, err := excelize.OpenFile(filepath.Join(p.Dir, "outcomes.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if _, err := book.NewSheet("Xét nghiệm"); err != nil {
		t.Fatal(err)
	}
	if err := book.AddChartSheet("Biểu đồ", &excelize.Chart{Type: excelize.Line,
		Series: []excelize.ChartSeries{{Values: "'Ca ghép'!$B$2"}}}); err != nil {
		t.Fatal(err)
	}
	if err := book.Save(); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"outcomes.xlsx":            "several sheets: Ca ghép, Xét nghiệm",
		"outcomes.xlsx#Sheet1":     "it has Ca ghép, Xét nghiệm",
		"outcomes.xlsx#Xét nghiệm": "the file is empty",
		"outcomes.xlsx#Biểu đồ":    "",
		"none.xlsx#Ca ghép":        "there is no such file",
	} {
		p.Data.Cases = plan.Files(name)
		_, err := Read(context.Background(), p, nil)
		var fault *table.Error
		if !errors.As(err, &fault) || !strings.Contains(fault.Message.String(),
			want) || fault.Next.IsEmpty() || fault.File != name {
			t.Errorf("%s: %+v, want %q", name, err, want)
		}
	}
}

func TestBrokenWorkbooks(t *testing.T) {
	p := workbook(t, "Cases", false, []any{"case_id", "last_contact_day"}, []any{"C1", 5})
	whole, err := os.ReadFile(filepath.Join(p.Dir, "outcomes.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{
		"empty": "", "text": "case_id,last_contact_day\nC1,5\n", "cut": string(whole[:len(whole)/2]),
		"old or protected": "\xD0\xCF\x11\xE0rest", "no sheet": "PK\x05\x06" + strings.Repeat("\x00", 18),
	} {
		write(t, p, "outcomes.xlsx", content)
		_, err := Read(context.Background(), p, nil)
		var fault *table.Error
		if !errors.As(err, &fault) || fault.Next.IsEmpty() {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, name := range []string{"cases.xls", "cases.xlsb", "cases.ods", "cases.csv"} {
		write(t, p, name, string(whole))
		p.Data.Cases = plan.Files(name)
		_, err := Read(context.Background(), p, nil)
		var fault *table.Error
		if !errors.As(err, &fault) || !strings.Contains(fault.Next.String(), ".xlsx") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSheetOfALog(t *testing.T) {
	p := workbook(t, "Counts", false, []any{"case_id", "date", "test", "value"},
		[]any{"C1", cellOf{value: day(2025, 1, 3), built: 14}, "ANC", 500},
		[]any{"C1", cellOf{value: day(2025, 1, 4), built: 14}, "ANC"},
		[]any{"C1", cellOf{value: day(2025, 1, 5), built: 14}, nil, 1},
		[]any{"C1", cellOf{value: day(2025, 1, 6), built: 14}, "wbc", 3.5})
	write(t, p, "cases.csv", lines("case_id,transplant_date", "C1,2025-01-01"))
	p.Data.Cases, p.Data.Counts.File, p.Data.Units = plan.Files("cases.csv"), plan.Files("outcomes.xlsx#Counts"),
		map[string]string{"anc": "/uL"}
	d := read(t, p)
	wantEntries(t, stream(t, p, d, registry.Counts), "0:2 day 2 anc/ 0.5 NaN", "0:3 day 3 anc/ NaN NaN",
		"0:5 day 5 wbc/ 3.5 NaN")
	wantIssues(t, d.Issues, "warning log_kind_missing 4 test C1")
	if in := d.Inputs[1]; in.File != "outcomes.xlsx#Counts" || in.Rows != 4 ||
		in.Format != "xlsx, decimal-point, ymd, anc /uL" {
		t.Errorf("input %+v", in)
	}
}

// A sheet keeps all 134 Vietnamese letters, composed or not.
func TestSheetLetters(t *testing.T) {
	rows := [][]any{{"case_id", "last_contact_day", norm.NFD.String("Chẩn đoán")}}
	var want []string
	for i, letter := range vietnamese(t) {
		rows = append(rows, []any{i + 1, 5, norm.NFD.String(letter)})
		want = append(want, norm.NFC.String(letter))
	}
	p := workbook(t, norm.NFD.String("Ca ghép"), false, rows...)
	p.Data.Cases, p.Data.Columns = plan.Files("outcomes.xlsx#Ca ghép"), map[string]string{"diagnosis": "Chẩn đoán"}
	d := read(t, p)
	var got []string
	for row := range d.Rows() {
		got = append(got, d.Categories["diagnosis"].Level(row))
	}
	if !slices.Equal(got, want) {
		t.Errorf("letters %q\nwant %q", got, want)
	}
}
