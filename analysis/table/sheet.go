package table

import (
	"bytes"
	"crypto/sha256"
	"graftstat/analysis/message"
	"io"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// sheetRows are the rows of one sheet of a workbook, as the cells are typed:
// a date is YYYY-MM-DD, in the system of the workbook (days from 1900 or 1904); a
// number is itself, to the fifteen digits of a spreadsheet, whatever format shows
// it; a logical value is TRUE or FALSE; a formula is the value stored with it.
// Hidden rows and columns are read like others. What is merged over several rows
// stands in each of them that has a cell of its own.
type sheetRows struct {
	file, sheet  string
	book         *excelize.File
	rows         *excelize.Rows
	line         int
	decimalComma bool
	from1904     bool           // the workbook counts days from 1904, as old Macintoshes did
	days         map[int]string // serial numbers as dates, seen so far
	merged       mergedDown
	codes        []string
	hash         [sha256.Size]byte
}

const (
	// MacEpoch is how many days the 1904 system counts from later than the 1900 system.
	MacEpoch = 1462

	serialOfEpoch = 25569 // the serial number of 1970-01-01
	secondsPerDay = 24 * 60 * 60
	cachedDates   = 1 << 16 // serial numbers kept as dates
)

// oleMark begins an old .xls workbook, and a new one that a password protects.
func oleMark() []byte { return []byte("\xD0\xCF\x11\xE0") }

// openSheet opens the sheet of a workbook; "" is its only sheet.
func openSheet(f *os.File, file, sheet string, isProtected bool, o Options) (*sheetRows, error) {
	began, err := stateOf(f)
	if err != nil {
		return nil, fileError(file, err)
	}
	if began.size > largestWorkbook {
		return nil, &Error{File: file, Message: message.Of("the workbook is larger than %d MB", largestWorkbook>>20),
			Next: message.Of("save the sheet with the cases as CSV")}
	}
	hash := sha256.New()
	if _, err := io.Copy(hash, f); err != nil {
		return nil, fileError(file, err)
	}
	packed, size := io.ReaderAt(f), began.size
	if isProtected {
		plain, err := unprotected(f, file, began.size, o.Passwords)
		if err != nil {
			return nil, err
		}
		packed, size = bytes.NewReader(plain), int64(len(plain))
	}
	content, ranges, err := neededParts(packed, size, file, sheet)
	if err != nil {
		return nil, err
	}
	if err := refuseChange(f, file, began); err != nil {
		return nil, err
	}
	r := &sheetRows{file: file, merged: newMergedDown(ranges), decimalComma: o.DecimalComma, days: map[int]string{},
		hash: [sha256.Size]byte(hash.Sum(nil))}
	// nothing goes to a temporary file
	options := excelize.Options{UnzipSizeLimit: 2 * largestUnpacked, UnzipXMLSizeLimit: 2 * largestUnpacked}
	if r.book, err = excelize.OpenReader(bytes.NewReader(content), options); err != nil {
		if r.book != nil {
			r.book.Close()
		}
		return nil, workbookError(file, err)
	}
	if err := r.start(sheet); err != nil {
		r.book.Close()
		return nil, err
	}
	return r, nil
}

// start finds the sheet and begins its rows.
func (r *sheetRows) start(sheet string) error {
	sheets := r.book.GetSheetList()
	i := slices.IndexFunc(sheets, func(name string) bool { return strings.EqualFold(Clean(name), sheet) })
	switch {
	case i >= 0:
		r.sheet = sheets[i]
	case sheet == "" && len(sheets) == 1:
		r.sheet = sheets[0]
	case sheet == "":
		return &Error{File: r.file, Message: message.Of("the workbook has several sheets: %s", strings.Join(sheets,
			", ")),
			Next: message.Of("name one of them after a #, such as %s#%s", r.file, first(sheets))}
	default:
		return &Error{File: r.file, Message: message.Of("the workbook has no sheet of this name; it has %s",
			strings.Join(sheets,
				", ")), Next: message.Of("correct the name after the # in the study file")}
	}
	r.codes = []string{"xlsx"}
	if len(r.merged.next) > 0 {
		r.codes = append(r.codes, "merged-down")
	}
	properties, err := r.book.GetWorkbookProps()
	if err == nil && properties.Date1904 != nil && *properties.Date1904 {
		r.from1904 = true
		r.codes = append(r.codes, "dates-from-1904")
	}
	if err == nil {
		err = markDates(r.book)
	}
	if err == nil {
		r.rows, err = r.book.Rows(r.sheet)
	}
	if err != nil {
		return r.sheetError(err)
	}
	return nil
}

func first(names []string) string {
	if len(names) == 0 {
		return "Sheet1"
	}
	return names[0]
}

func (r *sheetRows) sheetError(err error) error {
	return &Error{File: r.file, Line: r.line, Message: message.Of("the sheet cannot be read"),
		Next: message.Of("open the workbook in the spreadsheet program and save it as .xlsx again"), Err: err}
}

// Form, like the other methods, is that of Rows.
func (r *sheetRows) Form() []string  { return r.codes }
func (r *sheetRows) Assumed() string { return "" }
func (r *sheetRows) IsSheet() bool   { return true }
func (r *sheetRows) From1904() bool  { return r.from1904 }
func (r *sheetRows) Sum() []byte     { return r.hash[:] }

// Close lets the workbook go.
func (r *sheetRows) Close() {
	r.rows.Close()
	r.book.Close()
}

func (r *sheetRows) Next() (cells []string, line int, err error) {
	if !r.rows.Next() {
		if err := r.rows.Error(); err != nil {
			return nil, 0, r.sheetError(err)
		}
		return nil, 0, io.EOF
	}
	r.line++
	if cells, err = r.rows.Columns(); err != nil {
		return nil, 0, r.sheetError(err)
	}
	for i, cell := range cells {
		if serial, ok := strings.CutPrefix(cell, dateMark); ok {
			cells[i] = r.date(serial)
		}
	}
	if r.decimalComma {
		err = r.withCommas(cells)
	}
	cells = r.merged.fill(cells, r.line)
	return cells, r.line, err
}

// date is a serial number as YYYY-MM-DD; what is no day of the calendar stays a
// number.
func (r *sheetRows) date(serial string) string {
	whole, _, _ := strings.Cut(serial, ".")
	days, err := strconv.Atoi(whole)
	if err != nil {
		return serial
	}
	if date, ok := r.days[days]; ok {
		return date
	}
	since1970 := days - serialOfEpoch
	switch {
	case r.from1904:
		since1970 += MacEpoch
	case days == 60: // 29 February 1900, which never was
		return serial
	case days < 60:
		since1970++
	}
	date := time.Unix(int64(since1970)*secondsPerDay, 0).UTC().Format(time.DateOnly)
	if len(r.days) < cachedDates {
		r.days[days] = date
	}
	return date
}

// withCommas writes the numbers of a row with the decimal mark that the study
// file declares for its texts. What could be a number or a text, 1.234, is what
// its cell is typed as.
func (r *sheetRows) withCommas(cells []string) error {
	for i, cell := range cells {
		if strings.Count(cell, ".") != 1 {
			continue
		}
		if _, ok := ParseNumber(cell, false); !ok {
			continue
		}
		if _, asText := ParseNumber(cell, true); asText {
			isNumber, err := r.isNumber(i)
			if err != nil {
				return r.sheetError(err)
			}
			if !isNumber {
				continue
			}
		}
		cells[i] = strings.Replace(cell, ".", ",", 1)
	}
	return nil
}

// isNumber says whether a cell of the row at hand is typed as a number. It needs
// memory for the whole sheet.
func (r *sheetRows) isNumber(column int) (bool, error) {
	name, err := excelize.CoordinatesToCellName(column+1, r.line)
	if err != nil {
		return false, err
	}
	kind, err := r.book.GetCellType(r.sheet, name)
	return kind == excelize.CellTypeUnset || kind == excelize.CellTypeNumber, err
}

// dateMark stands before the serial number of a cell that is formatted as a date.
// No cell of a file can hold it: XML has no such character.
const dateMark = "\x01"

// markDates makes the workbook in memory show every date as its marked serial
// number, and every other number as itself. The library's own dates would be
// shown in the format of each cell, down to 1/2/25.
func markDates(book *excelize.File) error {
	if book.Styles == nil || book.Styles.CellXfs == nil {
		return nil
	}
	custom := map[int]string{}
	if book.Styles.NumFmts != nil {
		for _, format := range book.Styles.NumFmts.NumFmt {
			custom[format.NumFmtID] = format.FormatCode
		}
	}
	marked := `"` + dateMark + `"0.000000`
	style, err := book.NewStyle(&excelize.Style{CustomNumFmt: &marked})
	if err != nil {
		return err
	}
	formats := book.Styles.CellXfs.Xf
	if style >= len(formats) || formats[style].NumFmtID == nil {
		return message.New("the workbook takes no style")
	}
	date, none := *formats[style].NumFmtID, -1
	for i := range formats {
		id := &none
		if n := formats[i].NumFmtID; n != nil && isDateFormat(custom, *n) {
			id = &date
		}
		formats[i].NumFmtID = id
	}
	return nil
}

// isDateFormat says whether a number format shows a day. Times of day alone are
// none.
func isDateFormat(custom map[int]string, id int) bool {
	code, ok := custom[id]
	if !ok { // built in: ECMA-376, part 1, 18.8.30
		return id >= 14 && id <= 17 || id == 22 || id >= 27 && id <= 31 || id == 36 || id >= 50 && id <= 54 ||
			id == 57 || id == 58
	}
	code = regexp.MustCompile(`"[^"]*"|\\.|_.|\*.|\[[^\]]*\]`).ReplaceAllString(strings.ToLower(code), "")
	return strings.ContainsAny(code, "yd")
}
