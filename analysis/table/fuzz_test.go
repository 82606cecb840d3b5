package table

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// checkEnds reads a file, which ends with its rows, or with an Error that says what
// to do.
func checkEnds(t *testing.T, dir, file string) {
	t.Helper()
	_, err := count(dir, file)
	var fault *Error
	if err != nil && (!errors.As(err, &fault) || fault.Next.IsEmpty()) {
		t.Fatalf("%v is no *Error with a next step", err)
	}
}

// FuzzCSV: whatever the bytes of a CSV file are, reading ends.
func FuzzCSV(f *testing.F) {
	f.Add("case_id,sex\n\"C1\",M\n")
	f.Add("sep=;\r\na;\"b\r\nc\"\r\n")
	f.Add("\xff\xfea\x00,\x00b\x00\n\x00")
	f.Add("a\tgh\xe9p\r1\t\"2")
	f.Fuzz(func(t *testing.T, content string) { checkEnds(t, folder(t, "cases.csv", content), "cases.csv") })
}

// smallBook is a workbook with a date, a number and a logical value.
func smallBook(t testing.TB) string {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	err := book.SetSheetName("Sheet1", "Cases")
	for i, row := range [][]any{{"case_id", "transplant_date", "sex"},
		{"C1", time.Date(2025, 1, 2, 0, 0, 0, 0, time.UTC), "M"}, {"C2", 45659, true}} {
		err = errors.Join(err, book.SetSheetRow("Cases", "A"+string(rune('1'+i)), &row))
	}
	var b bytes.Buffer
	if err := errors.Join(err, book.Write(&b)); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// fuzzedParts are the parts of a workbook that say what its cells are.
var fuzzedParts = []string{"xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml"}

// Whatever the parts of a workbook hold, reading does not panic and ends in an
// Error with a next step, or at the end of the rows.
func FuzzWorkbook(f *testing.F) {
	whole, err := zip.NewReader(strings.NewReader(smallBook(f)), int64(len(smallBook(f))))
	if err != nil {
		f.Fatal(err)
	}
	parts := map[string]string{}
	for _, part := range whole.File {
		r, err := part.Open()
		if err != nil {
			f.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			f.Fatal(err)
		}
		parts[part.Name] = string(content)
	}
	f.Add(parts[fuzzedParts[0]], parts[fuzzedParts[1]], parts[fuzzedParts[2]], parts[fuzzedParts[3]])
	f.Fuzz(func(t *testing.T, book, sheet, styles, texts string) {
		fuzzed := maps.Clone(parts)
		for i, content := range []string{book, sheet, styles, texts} {
			fuzzed[fuzzedParts[i]] = content
		}
		var file strings.Builder
		w := zip.NewWriter(&file)
		for _, name := range slices.Sorted(maps.Keys(fuzzed)) {
			part, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.WriteString(part, fuzzed[name]); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		checkEnds(t, folder(t, "outcomes.xlsx", file.String()), "outcomes.xlsx#Cases")
	})
}

// Whatever ranges a sheet merges, its rows end, and none is wider than a sheet.
func FuzzMerged(f *testing.F) {
	f.Add("A1:A3", "B2:C9", 3)
	f.Add("A1048576:A1", ":", 0)
	f.Fuzz(func(t *testing.T, first, second string, rows int) {
		var ranges []merged
		for _, ref := range []string{first, second} {
			if m, ok := mergedOf([]byte(`<mergeCell ref="` + ref + `"/>`)); ok {
				ranges = append(ranges, m)
			}
		}
		if checkMerged("a.xlsx", ranges) != nil {
			return
		}
		down := newMergedDown(ranges)
		for line := 1; line <= min(max(rows, 0), 50); line++ {
			cells := down.fill([]string{"x", "", "y"}, line)
			if len(cells) > 1<<14 || cells[0] != "x" || cells[2] != "y" {
				t.Fatalf("line %d is %d cells, %q", line, len(cells), cells[:3])
			}
		}
	})
}
