package table

import (
	"graftstat/analysis/message"
	"path/filepath"
	"regexp"
	"strings"
)

// Rows are the rows of a file, of which the first have the header: those of
// a CSV file or of a sheet.
type Rows interface {
	// Next is the next row and its line. The cells are valid until the next call.
	// The end is io.EOF; after ErrBadQuote the rows go on.
	Next() (cells []string, line int, err error)
	// Form has the codes of what was decided about the form: utf-8, comma, xlsx.
	Form() []string
	// Assumed is the encoding where it was assumed and not known, else "".
	Assumed() string
	// IsSheet says that rows end at their last cell with content.
	IsSheet() bool
	// From1904 says that plain numbers count days from 1904, as old Macintoshes did.
	From1904() bool
	// Sum is the SHA-256 of the file, of which all rows were read.
	Sum() []byte
	Close()
}

// Options say how a file is written. The codes are those of the study file; "" is
// auto.
type Options struct {
	Dir          string // to which the file is relative
	Encoding     string
	Delimiter    string
	DecimalComma bool
	Wanted       []string // names of which the header has at least one
	Passwords    []string // tried in turn where one protects a workbook
}

// ErrBadQuote is a row that a quotation mark makes unreadable.
var ErrBadQuote = message.New("a quotation mark stands where none may")

// Open opens a file: FILE.xlsx#SHEET is a sheet, anything else is CSV. A fault is
// an *Error.
func Open(file string, o Options) (Rows, error) {
	name, sheet, isWorkbook := cutSheet(file)
	if other, _, _ := strings.Cut(file, "#"); !isWorkbook && isOtherWorkbook(other) {
		name = other
	}
	path := name
	if !filepath.IsAbs(path) {
		path = filepath.Join(o.Dir, path)
	}
	f, err := openFile(path, file)
	if err != nil {
		return nil, err
	}
	is, err := kindOf(f)
	if err != nil {
		err = fileError(file, err)
	} else {
		err = refuseKind(file, is, isWorkbook)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	if isWorkbook {
		defer f.Close()
		return openSheet(f, file, sheet, is == protected, o)
	}
	return openCSV(f, file, o)
}

// cutSheet tells a sheet of a workbook, outcomes.xlsx#Ca ghép, from a CSV file.
// The sheet is "" where the study names none.
func cutSheet(file string) (name, sheet string, isWorkbook bool) {
	parts := regexp.MustCompile(`(?is)^(.*?\.xls[xm])(?:#(.*))?$`).FindStringSubmatch(file)
	if parts == nil {
		return file, "", false
	}
	return parts[1], Clean(parts[2]), true
}
