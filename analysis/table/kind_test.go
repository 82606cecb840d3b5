package table

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// packed is a zip with these parts, each holding the text beside it.
func packed(t *testing.T, parts ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		part, err := w.Create(parts[i])
		if err == nil {
			_, err = part.Write([]byte(parts[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// office is an old office file: a protected workbook whose streams have other names.
func office(t *testing.T, stream string) string {
	t.Helper()
	const lengthAt = 64 // in the entry of a stream, which begins with its name
	content := []byte(agile(t))
	for _, name := range []string{encryptedStream, encryptionStream} {
		at := bytes.Index(content, []byte(strings.Join(strings.Split(name, ""), "\x00")))
		clear(content[at : at+lengthAt])
		for i, letter := range []byte(stream) {
			content[at+2*i] = letter
		}
		content[at+lengthAt] = byte(2*len(stream) + 2)
		stream = "Other" + stream
	}
	return string(content)
}

// What is no table is told for what it is, whatever its name, with what to do.
func TestFileIsKnownByItsContent(t *testing.T) {
	html := "<html><table><tr><td>case_id</td></tr></table></html>"
	wideHTML := "\xff\xfe" + strings.Join(strings.Split(html, ""), "\x00") + "\x00"
	book := smallBook(t)
	for _, c := range []struct{ file, content, message, next string }{
		{"a.xlsx", office(t, "Workbook"), "an old Excel workbook (.xls)", "save it as .xlsx"},
		{"a.xls", office(t, "Workbook"), "an old Excel workbook (.xls)", "a.xlsx#Sheet1"},
		{"a.csv", office(t, "Book"), "an old Excel workbook (.xls)", "save it as .xlsx"},
		{"a.doc", office(t, "WordDocument"), "a document of a word processor", "copy its table"},
		{"a.msg", office(t, "Other"), "no workbook", "copy its table"},
		{"a.xls", html, "a web page (HTML)", "save it as .xlsx"},
		{"a.xls", "\xef\xbb\xbf \r\n<!DOCTYPE HTML><table>", "a web page (HTML)", "save it as .xlsx"},
		{"a.xls", wideHTML, "a web page (HTML)", "save it as .xlsx"},
		{"a.xlsx", html, "a web page (HTML)", "save it as .xlsx"},
		{"a.xls", "MIME-Version: 1.0\r\n", "a web page (HTML)", "save it as .xlsx"},
		{"a.xls", "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>", "an XML document", "save it as .xlsx"},
		{"a.xlsx", "case_id,sex\nC1,M\n", "plain text, not a workbook", "rename it to a.csv"},
		{"a.xls", "case_id\tsex\nC1\tM\n", "plain text, not a workbook", "rename it to a.csv"},
		{"a.csv", book, "an .xlsx workbook, not a CSV file", "rename it to a.xlsx"},
		{"a.xls#Cases", book, "an .xlsx workbook, not a CSV file", "a.xlsx#Sheet1"},
		{"a.csv", locked(t, book, "p"), "a workbook that a password protects, not a CSV file", "rename it to a.xlsx"},
		{"a.xlsb", packed(t, "xl/workbook.bin", ""), "a binary Excel workbook", "save it as .xlsx"},
		{"a.ods", packed(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet"), "an OpenDocument spreadsheet",
			"save it as .xlsx"},
		{"a.odt", packed(t, "mimetype", "application/vnd.oasis.opendocument.text"), "a document of a word", "copy its table"},
		{"a.numbers#S", packed(t, "Index/Document.iwa", ""), "a spreadsheet of Numbers", "Export To > Excel"},
		{"a.docx", packed(t, "word/document.xml", ""), "a document of a word processor", "copy its table"},
		{"a.pdf", "%PDF-1.7\n", "a PDF", "as .xlsx or CSV"},
		{"a.parquet", "PAR1\x15\x04", "a Parquet file", "write it as CSV"},
		{"a.csv", "PAR1\x15\x04", "a Parquet file", "to_csv"},
		{"a.zip", packed(t, "cases.csv", ""), "a packed archive", "unpack it"},
		{"a.csv.gz", "\x1f\x8b\x08", "a packed archive", "unpack it"},
	} {
		name, _, _ := strings.Cut(c.file, "#")
		fault := refused(t, folder(t, name, c.content), c.file)
		if !strings.Contains(fault.Message.String(), c.message) || !strings.Contains(fault.Next.String(), c.next) {
			t.Errorf("%s: %v, want %q and %q", c.file, fault, c.message, c.next)
		}
	}
}

func TestOpenWorkbookIsKnownByItsMark(t *testing.T) {
	for _, mark := range []string{"~$b.xlsx", ".~lock.b.xlsx#"} {
		dir := folder(t, "b.xlsx", smallBook(t))
		if IsOpenElsewhere(dir, "b.xlsx#Cases") {
			t.Error("a closed workbook is open")
		}
		if err := os.WriteFile(filepath.Join(dir, mark), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if !IsOpenElsewhere(dir, "b.xlsx#Cases") || IsOpenElsewhere(dir, "c.xlsx") {
			t.Errorf("%s is no mark of an open workbook", mark)
		}
	}
}
