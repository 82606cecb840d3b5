package table

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// twoSheets is a workbook with the sheets A and B; replace stands in the place
// of the part of B.
func twoSheets(t *testing.T, replace func(*zip.Writer, string)) []byte {
	t.Helper()
	f := excelize.NewFile()
	if err := f.SetSheetName("Sheet1", "A"); err != nil {
		t.Fatal(err)
	}
	if _, err := f.NewSheet("B"); err != nil {
		t.Fatal(err)
	}
	for _, sheet := range []string{"A", "B"} {
		for i, row := range [][]any{{"case_id", "last_contact_day"}, {"C1", 5}} {
			if err := f.SetSheetRow(sheet, "A"+string(rune('1'+i)), &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	var whole, out bytes.Buffer
	if err := f.Write(&whole); err != nil {
		t.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(whole.Bytes()), int64(whole.Len()))
	if err != nil {
		t.Fatal(err)
	}
	w := zip.NewWriter(&out)
	for _, part := range r.File {
		if part.Name == "xl/worksheets/sheet2.xml" {
			replace(w, part.Name)
		} else if err := w.Copy(part); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// A sheet that would unpack to more than any table is refused, and does not keep
// another one from being read.
func TestOnlyTheSheetInUseIsUnpacked(t *testing.T) {
	claims := func(size uint64) func(*zip.Writer, string) {
		return func(w *zip.Writer, name string) {
			part, err := w.CreateRaw(&zip.FileHeader{Name: name, Method: zip.Deflate, CompressedSize64: 2,
				UncompressedSize64: size})
			if err == nil {
				_, err = part.Write([]byte{3, 0}) // an empty stream
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	holds := func(head, tail string) func(*zip.Writer, string) {
		return func(w *zip.Writer, name string) {
			part, err := w.Create(name)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.WriteString(part,
				`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`+head+tail+`</sheetData></worksheet>`); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, c := range map[string]struct {
		replace func(*zip.Writer, string)
		want    string
	}{
		"says too much":     {claims(largestUnpacked + 1), "unpacks to 200 MB and more"},
		"says far too much": {claims(1 << 40), "unpacks to 1048576 MB and more"},
		"says what is not":  {claims(1 << 20), "no workbook that can be opened"},
		"a long cell": {holds(`<row><c t="inlineStr"><is><t>`,
			strings.Repeat("x", largestTag+1)+`</t></is></c></row>`), "a cell of more than 1 MB"},
		"a long row": {holds(`<row>`, strings.Repeat("<c/>", largestRecord/4+1)+`</row>`),
			"a row of more than 16 MB"},
	} {
		dir := folder(t, "book.xlsx", string(twoSheets(t, c.replace)))
		if rows, err := count(dir, "book.xlsx#A"); err != nil || rows != 2 {
			t.Errorf("%s: the other sheet is not read: %v", name, err)
		}
		if _, err := count(dir, "book.xlsx#B"); err == nil || !strings.Contains(err.Error(), c.want) ||
			!strings.HasPrefix(err.Error(), "book.xlsx#B") {
			t.Errorf("%s: error %v, want one with %q", name, err, c.want)
		}
	}
}

// A name of a workbook that is not read is no file that is missing.
func TestOtherWorkbooksAreNamed(t *testing.T) {
	for file, want := range map[string]string{
		"c.xls#Sheet1": "plain text, not a workbook; rename it to c.csv", "c.ods#Sheet1": "rename it to c.csv",
		"c.xlsb#S": "rename it to c.csv",
		"~$c.xlsx": "name the file without ~$", "~$c.xlsx#S": "name the file without ~$",
	} {
		name, _, _ := strings.Cut(file, "#")
		if _, err := count(folder(t, name, "x"), file); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want one with %q", file, err, want)
		}
	}
}
