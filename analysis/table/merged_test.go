package table

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// mergedBook writes a workbook with the rows and the merged ranges.
func mergedBook(t testing.TB, rows [][]any, ranges ...[2]string) string {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	var err error
	for i, row := range rows {
		cell, nameErr := excelize.CoordinatesToCellName(1, i+1)
		err = errors.Join(err, nameErr, book.SetSheetRow("Sheet1", cell, &row))
	}
	for _, r := range ranges {
		err = errors.Join(err, book.MergeCell("Sheet1", r[0], r[1]))
	}
	dir := t.TempDir()
	if err = errors.Join(err, book.SaveAs(filepath.Join(dir, "merged.xlsx"))); err != nil {
		t.Fatal(err)
	}
	return dir
}

func rowsOf(t testing.TB, dir, file string, comma bool) []string {
	t.Helper()
	r, err := Open(file, Options{Dir: dir, DecimalComma: comma})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var texts []string
	for {
		cells, _, err := r.Next()
		if err == io.EOF {
			return texts
		}
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, strings.Join(cells, "|"))
	}
}

// What is merged down stands in each of its rows; a row without a cell of its own
// stays blank, and what is merged to the right stands in its first column.
func TestMergedDown(t *testing.T) {
	dir := mergedBook(t, [][]any{{"Huyết đồ"}, {"Mã ca", "Xét nghiệm", "Ngày"}, {nil, nil, "N0", "N1"},
		{"C1", "ANC", 0.5, nil}, {nil, "PLT", 90, 40}, {nil}, {nil, "Hb", 9.5}, {"C2", "ANC", nil, 1.5},
		{nil, "PLT", 20}}, [2]string{"A1", "D1"}, [2]string{"A2", "A3"}, [2]string{"B2", "B3"}, [2]string{"C2", "D2"},
		[2]string{"A4", "A7"}, [2]string{"D8", "D9"})
	want := []string{"Huyết đồ", "Mã ca|Xét nghiệm|Ngày", "Mã ca|Xét nghiệm|N0|N1", "C1|ANC|0,5", "C1|PLT|90|40", "",
		"C1|Hb|9,5", "C2|ANC||1,5", "|PLT|20|1,5"}
	if got := rowsOf(t, dir, "merged.xlsx", true); !slices.Equal(got, want) {
		t.Errorf("rows %q\nwant %q", got, want)
	}
}

// Ranges that overlap, stand in no order or reach beyond the sheet end like others;
// more of them than any table has are refused.
func TestMergedLimits(t *testing.T) {
	book := smallBook(t)
	for name, c := range map[string]struct {
		ranges  string
		refused bool
	}{
		"overlapping": {strings.Repeat(`<mergeCell ref="A3:A1"/><mergeCell ref="A2:B1048576"/>`, 3), false},
		"no ranges":   {`<mergeCell ref="A0:A9"/><mergeCell ref="ZZZZ1:A9"/><mergeCell ref="A2"/><mergeCell ref=":"/>`, false},
		"beyond":      {`<mergeCell ref="A2:A99999999999"/>`, false},
		"long ones":   {strings.Repeat(`<mergeCell ref="A2:A1048576"/>`, 33), true},
		"many":        {strings.Repeat(`<mergeCell ref="A2:A3"/>`, mostMerged+1), true},
	} {
		r, err := zip.NewReader(strings.NewReader(book), int64(len(book)))
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		w := zip.NewWriter(&out)
		for _, part := range r.File {
			content, err := part.Open()
			if err != nil {
				t.Fatal(err)
			}
			text, err := io.ReadAll(content)
			if err != nil {
				t.Fatal(err)
			}
			if part.Name == "xl/worksheets/sheet1.xml" {
				text = bytes.Replace(text, []byte("</sheetData>"),
					[]byte("</sheetData><mergeCells>"+c.ranges+"</mergeCells>"), 1)
			}
			target, err := w.Create(part.Name)
			if err == nil {
				_, err = target.Write(text)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "a.xlsx"), out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err = count(dir, "a.xlsx#Cases")
		var fault *Error
		if refused := errors.As(err, &fault) && !fault.Next.IsEmpty(); refused != c.refused || err != nil && !refused {
			t.Errorf("%s: %v", name, err)
		}
	}
}
