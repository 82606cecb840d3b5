package analysis

import (
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// isoDay is a day as the sample writes it.
var isoDay = regexp.MustCompile(`^(\d{4})-(\d\d)-(\d\d)$`)

// A wardCSV is how a ward saves a table as CSV.
type wardCSV struct {
	mark     rune
	encoding string // utf-8, utf-16, windows-1252, windows-1258
	nfd      bool
	days     string // of dates, as $3/$2/$1; "": as they are
	comma    bool   // numbers have a decimal comma
}

// write writes the rows into a file of the folder.
func (f wardCSV) write(t *testing.T, dir, name string, rows [][]string) {
	t.Helper()
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Comma, w.UseCRLF = f.mark, true
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = f.cell(cell)
		}
		if err := w.Write(cells); err != nil {
			t.Fatal(err)
		}
	}
	w.Flush()
	content, err := f.encoded(b.String())
	if err = errors.Join(err, w.Error()); err == nil {
		err = os.WriteFile(filepath.Join(dir, name), content, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func (f wardCSV) cell(cell string) string {
	if f.days != "" {
		cell = isoDay.ReplaceAllString(cell, f.days)
	}
	if _, err := strconv.ParseFloat(cell, 64); err == nil && f.comma {
		cell = strings.Replace(cell, ".", ",", 1)
	}
	if f.nfd {
		cell = norm.NFD.String(cell)
	}
	return cell
}

func (f wardCSV) encoded(text string) ([]byte, error) {
	switch f.encoding {
	case "utf-16":
		bytes := []byte("\xff\xfe")
		for _, unit := range utf16.Encode([]rune(text)) {
			bytes = append(bytes, byte(unit), byte(unit>>8))
		}
		return bytes, nil
	case "windows-1252":
		return charmap.Windows1252.NewEncoder().Bytes([]byte(text))
	case "windows-1258":
		return charmap.Windows1258.NewEncoder().Bytes([]byte(tonesApart(text)))
	}
	return []byte("\ufeff" + text), nil
}

// tonesApart writes letters as Windows-1258 has them: the letter, then its tone.
func tonesApart(text string) string {
	var b strings.Builder
	for _, letter := range norm.NFC.String(text) {
		if _, ok := charmap.Windows1258.EncodeRune(letter); ok {
			b.WriteRune(letter)
			continue
		}
		marks := []rune(norm.NFD.String(string(letter)))
		at := slices.IndexFunc(marks, func(r rune) bool { return strings.ContainsRune("\u0300\u0309\u0303\u0301\u0323", r) })
		if at < 0 {
			b.WriteRune(letter)
			continue
		}
		tone := marks[at]
		b.WriteString(norm.NFC.String(string(slices.Delete(marks, at, at+1))) + string(tone))
	}
	return b.String()
}

// A wardSheet is a sheet of a workbook: its rows, and ranges such as A1:B2 that are
// merged. Dates and numbers are typed as such.
type wardSheet struct {
	name   string
	rows   [][]string
	merged []string
}

// writeBook writes a workbook into the folder.
func writeBook(t *testing.T, dir, name string, sheets ...wardSheet) {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	day, err := book.NewStyle(&excelize.Style{NumFmt: 14})
	for _, s := range sheets {
		_, sheetErr := book.NewSheet(s.name)
		err = errors.Join(err, sheetErr)
		for i, row := range s.rows {
			for j, cell := range row {
				if cell != "" {
					at, nameErr := excelize.CoordinatesToCellName(j+1, i+1)
					err = errors.Join(err, nameErr, setCell(book, s.name, at, cell, day))
				}
			}
		}
		for _, r := range s.merged {
			from, to, _ := strings.Cut(r, ":")
			err = errors.Join(err, book.MergeCell(s.name, from, to))
		}
	}
	if err = errors.Join(err, book.DeleteSheet("Sheet1"), book.SaveAs(filepath.Join(dir, name))); err != nil {
		t.Fatal(err)
	}
}

func setCell(book *excelize.File, sheet, at, cell string, day int) error {
	if date, err := time.Parse(time.DateOnly, cell); err == nil {
		return errors.Join(book.SetCellValue(sheet, at, date), book.SetCellStyle(sheet, at, at, day))
	}
	if x, err := strconv.ParseFloat(cell, 64); err == nil {
		return book.SetCellValue(sheet, at, x)
	}
	return book.SetCellValue(sheet, at, cell)
}
