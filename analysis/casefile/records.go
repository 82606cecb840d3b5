package casefile

import (
	"errors"
	"path/filepath"
	"regexp"
	"strings"

	"graftstat/analysis/plan"
)

// records are the rows of a file, of which the first have the header: those of
// a CSV file or of a sheet.
type records interface {
	// next is the next row and its line. The cells are valid until the next call.
	// The end is io.EOF; after errBadQuote the rows go on.
	next() (cells []string, line int, err error)
	form() []string // codes of what was decided about the form
	sum() []byte    // SHA-256 of the file, of which all rows were read
	close()
}

// errBadQuote is a row that a quotation mark makes unreadable.
var errBadQuote = errors.New("a quotation mark stands where none may")

// openRecords opens a file of the study: FILE.xlsx#SHEET is a sheet, anything
// else is CSV.
func openRecords(p *plan.Plan, file string, wanted []string, s *issues) (records, error) {
	name, sheet, isWorkbook := cutSheet(file)
	if other, _, _ := strings.Cut(file, "#"); !isWorkbook && isOtherWorkbook(other) {
		name = other // refused by its content's kind, not as a file that is not there
	}
	path := name
	if !filepath.IsAbs(path) {
		path = filepath.Join(p.Dir, path)
	}
	f, err := openFile(path, file)
	if err != nil {
		return nil, err
	}
	if isWorkbook {
		defer f.Close()
		return openSheet(f, file, sheet, p.Data.Decimal == "comma")
	}
	return openCSV(f, p, file, wanted, s)
}

// cutSheet tells a sheet of a workbook, outcomes.xlsx#Ca ghép, from a CSV file.
// The sheet is "" where the study names none.
func cutSheet(file string) (name, sheet string, isWorkbook bool) {
	parts := regexp.MustCompile(`(?is)^(.*?\.xls[xm])(?:#(.*))?$`).FindStringSubmatch(file)
	if parts == nil {
		return file, "", false
	}
	return parts[1], clean(parts[2]), true
}
