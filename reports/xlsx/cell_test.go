package xlsx

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"graftstat/reports/document"
)

func TestEveryCellIsThere(t *testing.T) {
	f := workbook(t, sample())
	want := map[string][][]string{
		"Tổng quan": {{"Tổng quan"}, {"Trung tâm ghép · Ngày chốt số liệu 31/10/2026"}, {"Mười bệnh nhi."},
			{"Ít bệnh nhân."}, nil,
			{"Nhóm", "Thời gian (ngày)", "Ước lượng", "Khoảng tin cậy"},
			{"Thalassemia", "365.0", "33.3% ", "10–60%"}, {"U đặc", "12.5", "–"}, {"=1+1", "0", "-2.000", "x"}},
		"Nhóm A'B": {{"Nhóm A"}, {"Trung tâm ghép · Ngày chốt số liệu 31/10/2026"}, nil, {"Đặc điểm"},
			{"Đặc điểm", "n"}, {"Chẩn đoán", "0"}, {"U nguyên bào thần kinh", "7"}, {"Số ca."}, nil, {"SE"}, {"0.020"}},
		"Method": {{"Methods"}, {"Trung tâm ghép · Ngày chốt số liệu 31/10/2026"}, {"A text alone."}},
	}
	if got := f.GetSheetList(); len(got) != len(want) {
		t.Fatalf("sheets %q", got)
	}
	for sheet, rows := range want {
		got, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != len(rows) {
			t.Fatalf("%s has %d rows, want %d: %q", sheet, len(got), len(rows), got)
		}
		for i := range rows {
			if strings.Join(got[i], "|") != strings.Join(rows[i], "|") {
				t.Errorf("%s, row %d: %q, want %q", sheet, i+1, got[i], rows[i])
			}
		}
	}
}

func TestNumbersAreNumbersWithTheirFormat(t *testing.T) {
	for name, c := range map[string]struct {
		cell         document.Cell
		shown, style string
	}{
		"integer":            {number(1234567, document.Integer, "1,234,567"), "1,234,567", "[>=10000]#,##0;0"},
		"four digits":        {number(1234, document.Integer, "1234"), "1234", "[>=10000]#,##0;0"},
		"decimal":            {number(1.0/3, document.Decimal, "0.333"), "0.333", "0.000"},
		"percent":            {number(0.905, document.Percent, "91%"), "90.5%", "0.0%"},
		"percent 0":          {number(0, document.Percent, "0%"), "0.0%", "0.0%"},
		"percent 1":          {number(1, document.Percent, "100%"), "100.0%", "0.0%"},
		"just above 0":       {number(0.0004, document.Percent, "<0.1%"), "0.0400%", "0.0000%"},
		"just below 1":       {number(0.9996, document.Percent, ">99.9%"), "99.9600%", "0.0000%"},
		"a tenth of percent": {number(0.0005, document.Percent, "<0.1%"), "0.1%", "0.0%"},
		"days":               {number(12.5, document.Days, "12.5"), "12.5", "[>=10000]#,##0.0;0.0"},
		"whole days":         {number(12, document.Days, "12"), "12", "[>=10000]#,##0;0"},
		"tenths":             {number(5.825, document.Tenths, ""), "5.8", "[>=10000]#,##0.0;0.0"},
		"all digits":         {number(0.123456789, document.General, "0.123456789"), "0.123456789", ""},
		"no format":          {number(-3.25, "", "−3.25"), "-3.25", ""},
		"p": {number(0.0123, document.PValue, "p = 0.012"), "",
			`[<0.001]"<0.001";[>0.999]">0.999";0.000`},
		"small p": {number(0.0009, document.PValue, "p < 0.001"), "",
			`[<0.001]"<0.001";[>0.999]">0.999";0.000`},
		"large p": {number(0.9999, document.PValue, "p > 0.999"), "",
			`[<0.001]"<0.001";[>0.999]">0.999";0.000`},
		"a day of the year": {number(46326, document.Calendar, "31/10/2026"), "31/10/2026", "dd/mm/yyyy"},
	} {
		t.Run(name, func(t *testing.T) {
			f := workbook(t, cells(c.cell))
			raw, err := f.GetCellValue("S", "A5", excelize.Options{RawCellValue: true})
			if err != nil {
				t.Fatal(err)
			}
			if got, err := strconv.ParseFloat(raw, 64); err != nil ||
				math.Abs(got-*c.cell.Value) > 1e-15*math.Abs(got) {
				t.Errorf("held as %q, want %v", raw, *c.cell.Value)
			}
			if kind, err := f.GetCellType("S", "A5"); err != nil || kind != excelize.CellTypeUnset {
				t.Errorf("type %v, error %v: not a number", kind, err)
			}
			shown, err := f.GetCellValue("S", "A5")
			// excelize does not show formats with conditions
			if err != nil || shown != c.shown && !strings.Contains(c.style, "[") {
				t.Errorf("shown %q, want %q, error %v", shown, c.shown, err)
			}
			if got := cellFormat(t, f, "A5"); got != c.style {
				t.Errorf("format %q, want %q", got, c.style)
			}
		})
	}
}

func TestTextsAreTextsNeverFormulas(t *testing.T) {
	for _, text := range []string{"=1+1", "+cmd|' /C calc'!A0", "-5", "@SUM(A1)", "=HYPERLINK(\"x\")", "_x0041_",
		"a _x000A_ b", "_x005F_", "'quoted", "007", "1e5", "TRUE", "31/10/2026",
		"NaN", " padded ", "two\nlines", "a\ttab", "<b>&amp;</b>", "Nguyễn Thị Ánh – β ≥ 20 × 10⁹/L", "👍"} {
		f := workbook(t, cells(document.Cell{Text: text}))
		if got, err := f.GetCellValue("S", "A5"); err != nil || got != text {
			t.Errorf("%q reads %q, error %v", text, got, err)
		}
		if formula, err := f.GetCellFormula("S", "A5"); err != nil || formula != "" {
			t.Errorf("%q became the formula %q", text, formula)
		}
		if kind, err := f.GetCellType("S", "A5"); err != nil || kind != excelize.CellTypeInlineString {
			t.Errorf("%q has type %v, error %v", text, kind, err)
		}
		if got := cellFormat(t, f, "A5"); got != "@" {
			t.Errorf("%q has format %q: edited, it would not stay text", text, got)
		}
	}
}

// Excel shows ####### for a longer text in a cell of the format for texts.
func TestLongTextIsShown(t *testing.T) {
	f := workbook(t, cells(document.Cell{Text: strings.Repeat("ế", longestPlain)},
		document.Cell{Text: strings.Repeat("ế", longestPlain+1)}))
	if short, long := cellFormat(t, f, "A5"), cellFormat(t, f, "B5"); short != "@" || long != "" {
		t.Errorf("formats %q and %q", short, long)
	}
}

func TestMissingNumberIsNoText(t *testing.T) {
	for _, value := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		f := workbook(t, cells(number(value, document.Percent, ""), number(value, document.Percent, "–")))
		for cell, want := range map[string]string{"A5": "", "B5": "–"} {
			if got, err := f.GetCellValue("S", cell); err != nil || got != want {
				t.Errorf("%v reads %q in %s, want %q", value, got, cell, want)
			}
		}
	}
}

func TestControlCharactersAreLeftOut(t *testing.T) {
	f := workbook(t, cells(document.Cell{Text: "a\x00b\x1fc\r\nd"}))
	if got, err := f.GetCellValue("S", "A5"); err != nil || got != "abc\nd" {
		t.Errorf("reads %q, error %v", got, err)
	}
}

func TestLinksLeadToSheets(t *testing.T) {
	f := workbook(t, sample())
	// a sheet, a row of a table
	for cell, want := range map[string]string{"A7": "'Nhóm A''B'!A1", "A9": "'Nhóm A''B'!A7"} {
		if linked, target, err := f.GetCellHyperLink("Tổng quan", cell); err != nil || !linked || target != want {
			t.Errorf("%s: link %v to %q, want %q, error %v", cell, linked, target, want, err)
		}
	}
	if linked, target, err := f.GetCellHyperLink("Tổng quan", "A8"); err != nil || linked {
		t.Errorf("a link to %q leads nowhere", target)
	}
}

func TestMarksAreFills(t *testing.T) {
	f := workbook(t, sample())
	for cell, want := range map[string]string{"A7": "", "A8": paleAmber, "C8": paleAmber, "A9": "", "D9": paleRed,
		"A6": darkBlue} {
		got := ""
		if fill := cellStyle(t, f, "Tổng quan", cell).Fill; len(fill.Color) > 0 {
			got = fill.Color[0]
		}
		if got != want {
			t.Errorf("%s is filled %q, want %q", cell, got, want)
		}
	}
}

func TestIndentHasASide(t *testing.T) {
	f := workbook(t, sample())
	if a := cellStyle(t, f, "Nhóm A'B", "A7").Alignment; a.Indent != 1 || a.Horizontal != "left" {
		t.Errorf("a level has indent %d, side %q", a.Indent, a.Horizontal)
	}
	if a := cellStyle(t, f, "Tổng quan", "D7").Alignment; a.Indent != 1 || a.Horizontal != "left" {
		t.Errorf("a text beside a number has indent %d, side %q", a.Indent, a.Horizontal)
	}
	if a := cellStyle(t, f, "Tổng quan", "B7").Alignment; a.Horizontal != "right" {
		t.Errorf("a number stands %q", a.Horizontal)
	}
}

// A heading runs on over the empty cells beside it, which wrapped text does not.
func TestHeadingDoesNotWrap(t *testing.T) {
	f := workbook(t, sample())
	s := cellStyle(t, f, "Nhóm A'B", "A6")
	if s.Alignment.WrapText || !s.Font.Bold {
		t.Errorf("heading wraps %v, bold %v", s.Alignment.WrapText, s.Font.Bold)
	}
}

func cellStyle(t *testing.T, f *excelize.File, sheet, cell string) *excelize.Style {
	t.Helper()
	id, err := f.GetCellStyle(sheet, cell)
	if err != nil {
		t.Fatal(err)
	}
	style, err := f.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	if style.Alignment == nil {
		style.Alignment = &excelize.Alignment{}
	}
	return style
}

// cellFormat is the number format of a cell of sheet S, "" for General.
func cellFormat(t *testing.T, f *excelize.File, cell string) string {
	t.Helper()
	style := cellStyle(t, f, "S", cell)
	if style.CustomNumFmt != nil {
		return *style.CustomNumFmt
	}
	return map[int]string{1: "0", 10: "0.00%", 49: "@"}[style.NumFmt]
}
