package xlsx

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"graftstat/reports/document"
)

func TestRunningTextIsMerged(t *testing.T) {
	f := workbook(t, sample())
	merged, err := f.GetMergeCells("Tổng quan")
	if err != nil {
		t.Fatal(err)
	}
	rows := make(map[string]string)
	for _, m := range merged {
		rows[m.GetStartAxis()] = m.GetCellValue()
	}
	for cell, want := range map[string]string{"A1": "Tổng quan", "A3": "Mười bệnh nhi.", "A4": "Ít bệnh nhân."} {
		if rows[cell] != want {
			t.Errorf("%s is merged with %q, want %q", cell, rows[cell], want)
		}
	}
	if len(merged) != 4 {
		t.Errorf("%d merged texts, want 4", len(merged))
	}
}

func TestHeadStaysInSight(t *testing.T) {
	f := workbook(t, sample())
	panes, err := f.GetPanes("Tổng quan")
	if err != nil {
		t.Fatal(err)
	}
	if !panes.Freeze || panes.YSplit != 6 || panes.TopLeftCell != "A7" {
		t.Errorf("panes %+v", panes)
	}
	for _, sheet := range []string{"Nhóm A'B", "Method"} {
		if panes, err := f.GetPanes(sheet); err != nil || panes.Freeze {
			t.Errorf("%s is frozen, error %v", sheet, err)
		}
	}
	names := make(map[string]string)
	for _, n := range f.GetDefinedName() {
		names[n.Scope+" "+n.Name] = n.RefersTo
	}
	for name, want := range map[string]string{
		"Tổng quan _xlnm.Print_Titles":    "'Tổng quan'!$6:$6",
		"Tổng quan _xlnm._FilterDatabase": "'Tổng quan'!$A$6:$D$9",
	} {
		if names[name] != want {
			t.Errorf("%s refers to %q, want %q", name, names[name], want)
		}
	}
	if len(names) != 2 {
		t.Errorf("defined names %v, want 2", names)
	}
}

func TestTallHeadIsNotFrozen(t *testing.T) {
	doc := sample()
	for range 15 {
		doc.Sheets[0].Blocks = append([]document.Block{{Paragraph: &document.Paragraph{Text: "Ít bệnh nhân.",
			Style: document.Warning}}}, doc.Sheets[0].Blocks...)
	}
	if panes, err := workbook(t, doc).GetPanes("Tổng quan"); err != nil || panes.Freeze {
		t.Errorf("a head that fills the screen is frozen, error %v", err)
	}
}

func TestPrintTitlesOfASheetWithAnApostrophe(t *testing.T) {
	doc := sample()
	doc.Sheets[1].Filter = true
	for _, n := range workbook(t, doc).GetDefinedName() {
		if n.Name == "_xlnm.Print_Titles" && n.Scope == "Nhóm A'B" {
			if n.RefersTo != "'Nhóm A''B'!$5:$5" {
				t.Errorf("refers to %q", n.RefersTo)
			}
			return
		}
	}
	t.Error("no head is repeated on paper")
}

func TestSheetFitsThePage(t *testing.T) {
	f := workbook(t, sample())
	for sheet, orientation := range map[string]string{"Tổng quan": "landscape", "Nhóm A'B": "portrait"} {
		page, err := f.GetPageLayout(sheet)
		if err != nil {
			t.Fatal(err)
		}
		if *page.Size != paperA4 || *page.Orientation != orientation || *page.FitToWidth != 1 ||
			*page.FitToHeight != 0 {
			t.Errorf("%s: paper %d, %s, %d wide, %d high", sheet, *page.Size, *page.Orientation, *page.FitToWidth,
				*page.FitToHeight)
		}
		props, err := f.GetSheetProps(sheet)
		if err != nil || props.FitToPage == nil || !*props.FitToPage {
			t.Errorf("%s is not fitted to a page, error %v", sheet, err)
		}
		head, err := f.GetHeaderFooter(sheet)
		if err != nil {
			t.Fatal(err)
		}
		if head.OddHeader != "&LKết quả ghép && theo dõi&RNgày chốt số liệu 31/10/2026" ||
			!strings.HasSuffix(head.OddFooter, "&R&P / &N") {
			t.Errorf("%s: head %q, foot %q", sheet, head.OddHeader, head.OddFooter)
		}
	}
}

func TestLongTitleIsCutOnPaperOnly(t *testing.T) {
	for name, title := range map[string]string{"letters": strings.Repeat("ế", 1000),
		"ampersands": strings.Repeat("&", 1000), "pairs": strings.Repeat("👍", 1000)} {
		doc := sample()
		doc.Title, doc.Closing, doc.Sheets[0].Title = title, title, title
		f := workbook(t, doc)
		head, err := f.GetHeaderFooter("Tổng quan")
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{head.OddHeader, head.OddFooter} {
			if units(text) > 255 || !utf8.ValidString(text) || !strings.Contains(text, "…") {
				t.Errorf("%s: %d units, %q", name, units(text), text)
			}
		}
		if strings.Count(head.OddHeader, "&R") != 1 || strings.Count(strings.ReplaceAll(head.OddHeader, "&&", ""),
			"&") != 2 {
			t.Errorf("%s: an ampersand became a code in %q", name, head.OddHeader)
		}
		if got, err := f.GetCellValue("Tổng quan", "A1"); err != nil || got != title {
			t.Errorf("%s: the title on the sheet was cut", name)
		}
	}
}

func TestPropertiesAreFixed(t *testing.T) {
	props, err := workbook(t, sample()).GetDocProps()
	if err != nil {
		t.Fatal(err)
	}
	if props.Title != "Kết quả ghép & theo dõi" || props.Creator != "Trung tâm ghép" || props.Subject != "Sống còn" ||
		props.LastModifiedBy != "graftstat 1.0" ||
		props.Created != "2026-10-31T00:00:00Z" || props.Modified != props.Created || props.Language != "vi" {
		t.Errorf("%+v", props)
	}
	doc := sample()
	doc.Date = document.Day{}
	if props, err := workbook(t, doc).GetDocProps(); err != nil || props.Created != "2000-01-01T00:00:00Z" {
		t.Errorf("undated: made %q, error %v", props.Created, err)
	}
}

func TestSheetNamesMustDiffer(t *testing.T) {
	for _, name := range []string{"Đắk Lắk", "đắk lắk", "ĐẮK LẮK"} {
		doc := sample()
		doc.Sheets[0].Name, doc.Sheets[1].Name = "Đắk Lắk", name
		if err := Write(context.Background(), io.Discard, doc, ""); err == nil {
			t.Errorf("two sheets were named %q", name)
		}
	}
	for _, name := range []string{"", strings.Repeat("x", 32), "a/b", "a:b", "[a]", "a?", "a*", `a\b`} {
		for i := range 2 {
			doc := sample()
			doc.Sheets[i].Name = name
			if err := Write(context.Background(), io.Discard, doc, ""); err == nil {
				t.Errorf("sheet %d was named %q", i, name)
			}
		}
	}
}

func TestRowMustHaveACellForEachColumn(t *testing.T) {
	for _, heading := range []bool{false, true} {
		for _, n := range []int{0, 1, 3} {
			table := &document.Table{ID: "ragged", Columns: []document.Column{{Head: "a"}, {Head: "b"}},
				Rows: []document.Row{
					{Cells: make([]document.Cell, 2)}, {Heading: heading, Cells: make([]document.Cell, n)}}}
			err := Write(context.Background(), io.Discard, oneTable(table), "")
			if err == nil || !strings.Contains(err.Error(), "ragged, row 2") {
				t.Errorf("%d cells for 2 columns: error %v", n, err)
			}
		}
	}
}

func TestTooLongIsAnError(t *testing.T) {
	just := strings.Repeat("ế", maxText)
	if err := Write(context.Background(), io.Discard, cells(document.Cell{Text: just}), ""); err != nil {
		t.Errorf("the longest text: %v", err)
	}
	for name, text := range map[string]string{"letters": just + "ế", "pairs": strings.Repeat("👍", maxText/2+1)} {
		if err := Write(context.Background(), io.Discard, cells(document.Cell{Text: text}), ""); !errors.Is(err,
			ErrTooLong) {
			t.Errorf("%s: error %v", name, err)
		}
	}
	w := &sheetWriter{row: maxRows + 1}
	if err := w.setRow(nil, lineHeight); !errors.Is(err, ErrTooLong) {
		t.Errorf("one row too many: error %v", err)
	}
}

func TestBrokenTextIsAnError(t *testing.T) {
	const broken = "Nguy\xe1\xbb"
	for name, doc := range map[string]*document.Document{
		"cell":  cells(document.Cell{Text: broken}),
		"head":  oneTable(&document.Table{Columns: []document.Column{{Head: broken}}}),
		"note":  oneTable(&document.Table{Columns: []document.Column{{Head: "a"}}, Notes: []string{broken}}),
		"title": {Sheets: []document.Sheet{{Name: "S", Title: broken}}},
	} {
		err := Write(context.Background(), io.Discard, doc, "")
		if err == nil || strings.Contains(err.Error(), "Nguy") {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

func TestSameDocumentSameBytes(t *testing.T) {
	first := written(t, sample())
	for range 10 {
		if !bytes.Equal(written(t, sample()), first) {
			t.Fatal("the same document gave other bytes")
		}
	}
	doc := sample() // shared: Write must not change it
	results := make([][]byte, 2)
	var group sync.WaitGroup
	for i := range results {
		group.Go(func() {
			var b bytes.Buffer
			if err := Write(context.Background(), &b, doc, ""); err != nil {
				t.Error(err)
			}
			results[i] = b.Bytes()
		})
	}
	group.Wait()
	for _, b := range results {
		if !bytes.Equal(b, first) {
			t.Error("written beside another, the bytes differ")
		}
	}
}

func TestPartsHaveNoTime(t *testing.T) {
	content := written(t, sample())
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	last := ""
	for _, part := range archive.File {
		if part.ModifiedDate != 0 || part.ModifiedTime != 0 || len(part.Extra) > 0 {
			t.Errorf("%s has a time", part.Name)
		}
		if part.Name <= last {
			t.Errorf("%s stands after %s", part.Name, last)
		}
		last = part.Name
	}
}

func TestInterruptedWriteEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := Write(ctx, io.Discard, sample(), ""); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func TestFullDiskIsAnError(t *testing.T) {
	full := errors.New("full")
	if err := Write(context.Background(), failingWriter{full}, sample(), ""); !errors.Is(err, full) {
		t.Errorf("error %v", err)
	}
}

type failingWriter struct{ err error }

func (w failingWriter) Write([]byte) (int, error) { return 0, w.err }

func TestWorkbookWithoutTables(t *testing.T) {
	f := workbook(t, &document.Document{Title: "T", Sheets: []document.Sheet{{Name: "S", Title: "S"}}})
	if rows, err := f.GetRows("S"); err != nil || len(rows) == 0 || rows[0][0] != "S" {
		t.Errorf("rows %q, error %v", rows, err)
	}
}

func TestColumnsFitWhatTheyHold(t *testing.T) {
	long := strings.Repeat("một đoạn văn dài ", 20)
	table := &document.Table{Columns: []document.Column{{Head: "Rất dài"}, {Head: "n", Number: true}, {Head: "Chữ"}},
		Rows: []document.Row{
			{Heading: true, Cells: []document.Cell{{Text: long}, {}, {}}},
			{Cells: []document.Cell{{Text: "ngắn"}, number(0.5, document.Percent, "50%"), {Text: long}}},
		}}
	f := workbook(t, oneTable(table))
	for column, limits := range map[string][2]float64{"A": {narrowest, 14}, "B": {narrowest, 14}, "C": {60, 90}} {
		width, err := f.GetColWidth("S", column)
		if err != nil || width < limits[0] || width > limits[1] {
			t.Errorf("column %s is %v wide, want %v", column, width, limits)
		}
	}
	heights := make([]float64, 2)
	for i, row := range []int{5, 6} {
		height, err := f.GetRowHeight("S", row)
		if err != nil {
			t.Fatal(err)
		}
		heights[i] = height
	}
	if heights[0] > 2*lineHeight || heights[1] < 3*lineHeight {
		t.Errorf("a heading is %v high, a row with a long text %v", heights[0], heights[1])
	}
}

func TestWideTableIsNarrowedToThePage(t *testing.T) {
	table := &document.Table{Rows: []document.Row{{}}}
	for range 6 {
		table.Columns = append(table.Columns, document.Column{Head: "h"})
		table.Rows[0].Cells = append(table.Rows[0].Cells, document.Cell{Text: strings.Repeat("văn bản ", 12)})
	}
	total := 0.0
	for _, width := range widths(document.Sheet{Blocks: []document.Block{{Table: table}}}) {
		total += width
	}
	if total > page+10 || total < page/2 {
		t.Errorf("the sheet is %v wide", total)
	}
}

func TestLines(t *testing.T) {
	for _, c := range []struct {
		text  string
		width float64
		want  int
	}{
		{"", 10, 1}, {"aaaa", 10, 1}, {"aaaa aaaa aaaa", 10, 2}, {"a\nb\n\nc", 10, 4}, {strings.Repeat("a", 30), 10, 3},
		{"aa " + strings.Repeat("a", 18), 10, 3},
	} {
		if got := lines(c.text, c.width); got != c.want {
			t.Errorf("%q takes %d lines of %v, want %d", c.text, got, c.width, c.want)
		}
	}
}
