package casefile

import (
	"encoding/hex"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"graftstat/analysis/message"
	"graftstat/analysis/plan"
	"graftstat/analysis/redcap"
	"graftstat/analysis/registry"
	"graftstat/analysis/table"
)

// A dataFile is an open file: a checked header and rows of cells as text.
type dataFile struct {
	table.Rows
	file       string // as the study names it
	header     []string
	headerLine int
	field      map[string]int // of each header text
	format     []string       // codes of what was decided about the form
	units      []string       // declared ones, of what the file has
	rows       int            // rows with content, also those that were left out
	issues     *issues
	skip       []string          // words with which rows begin that are no case
	idField    int               // of the identifier; -1: every row counts
	last       int               // line that was read last
	columns    map[string]string // our name: header of this file alone
	own        int               // columns that the file itself has
	constants  []string          // cells that the study file sets, right of them
	cells      []string          // of the row at hand with its constants
	blanked    []string          // and without them
	fill       *fillDown         // nil: no identifier holds for the rows below it
	wide       *wideLog          // nil: a row is an entry
	whole      *whole            // nil: it is one file
	official   *entrySheet       // nil: it is no sheet of the data-entry workbook
	ahead      []readRow         // rows below the header that were read already

	redcapCases *redcap.CaseRows // nil: no cases of an export of REDCap
	redcapLog   *redcap.LogRows  // nil: no log of one

	emptyRows, trailing repeats // trailing: no row with content has followed yet
	badBytes            repeats
	beyond              repeats // rows of a sheet with cells right of the header
	noCase, examples    lineList
	open                []openRow // of which it is not known yet whether they are cases
	decimalComma        bool
}

// A repeats counts a fault that a file has many times and is told once.
type repeats struct {
	n     int
	first place
}

func (t *repeats) add(at place) { t.addAll(repeats{1, at}) }

func (t *repeats) addAll(more repeats) {
	if t.n == 0 {
		t.first = more.first
	}
	t.n += more.n
}

func (t *repeats) report(s *issues, code string) {
	if t.n > 0 {
		s.add(code, t.first, strconv.Itoa(t.n))
	}
}

// open opens a file of the study and reads its header. wanted are names of
// which at least one must be in the header, as the file writes them; form is that of a
// log, for its columns of days or tests.
func open(p *plan.Plan, source plan.Source, form logForm, wanted ...string) (*dataFile, error) {
	file := source.File
	t := &dataFile{file: file, issues: newIssues(file), idField: -1, decimalComma: decimalComma(p),
		columns: source.Columns}
	for _, words := range p.Data.SkipRows {
		t.skip = append(t.skip, table.Clean(words))
	}
	if source.Redcap != "" {
		return openRedcap(p, t, source, wanted)
	}
	err := refuseOutput(p, file)
	if err != nil {
		return nil, err
	}
	if t.Rows, err = openRows(p, file, wanted); errors.Is(err, fs.ErrNotExist) && source.IsPattern() {
		return nil, noSuchFile(source)
	} else if err != nil {
		return nil, err
	}
	if set := t.Assumed(); set != "" {
		t.issues.add(encodingAssumed, place{}, set)
	}
	if table.IsOpenElsewhere(p.Dir, file) {
		t.issues.add(workbookOpen, place{})
	}
	t.format = t.Form()
	if err := t.readHeader(wanted, knownHeaders(p, source, form)); err != nil {
		t.Close()
		return nil, err
	}
	t.takeOfficialHeads(p)
	if err := t.setConstants(p, source); err != nil {
		t.Close()
		return nil, err
	}
	return t, nil
}

// row is the next row with content that has as many cells as the header, and its
// line. Rows that cannot be used become issues. The cells are valid until the next
// call; the end of the file is io.EOF.
func (t *dataFile) row() (cells []string, line int, err error) {
	if t.wide != nil {
		return t.nextCell()
	}
	if t.redcapLog != nil {
		return t.entry()
	}
	return t.longRow()
}

// longRow is row of the file as it is.
func (t *dataFile) longRow() (cells []string, line int, err error) {
	for {
		cells, line, err := t.next()
		switch {
		case err == nil:
		case errors.Is(err, table.ErrBadQuote):
			t.rows++
			t.issues.add(badQuote, place{line: line})
			continue
		default:
			return nil, 0, err
		}
		t.last = line
		if blank(cells) {
			t.trailing.add(place{line: line})
			continue
		}
		t.rows++
		if t.trailing.n > 0 {
			t.emptyRows.addAll(t.trailing)
			t.trailing = repeats{}
		}
		if t.IsSheet() {
			cells = t.fit(cells, line)
		}
		if len(cells) != t.own {
			if t.isShortOfCase(cells, line) {
				continue
			}
			t.issues.add(raggedRow, place{line: line}, strconv.Itoa(len(cells)), strconv.Itoa(t.own))
			continue
		}
		t.replaceBadBytes(cells, line)
		if t.fill != nil {
			t.fillIdentifier(cells)
		}
		t.toCodes(cells)
		return t.withConstants(cells), line, nil
	}
}

// fit gives a row of a sheet as many cells as the header.
func (t *dataFile) fit(cells []string, line int) []string {
	n := t.own
	if len(cells) > n && !blank(cells[n:]) {
		t.beyond.add(place{line: line})
	}
	for len(cells) < n {
		cells = append(cells, "")
	}
	return cells[:n]
}

// replaceBadBytes puts U+FFFD where bytes are no letters, and counts its cells.
func (t *dataFile) replaceBadBytes(cells []string, line int) {
	for i, cell := range cells {
		if table.IsASCII(cell) {
			continue
		}
		cells[i] = strings.ToValidUTF8(cell, "\ufffd")
		if strings.Contains(cells[i], "\ufffd") {
			t.badBytes.add(place{line: line, column: t.ownHeader(i)})
		}
	}
}

// input says what was read. The file must have been read to its end. Empty rows
// at the end of a sheet are no fault: they are where somebody once formatted cells.
func (t *dataFile) input() registry.Input {
	if !t.IsSheet() {
		t.emptyRows.addAll(t.trailing)
	}
	t.emptyRows.report(t.issues, emptyRows)
	t.badBytes.report(t.issues, badBytes)
	t.beyond.report(t.issues, beyondHeader)
	t.noCase.report(t.issues, notACase)
	for _, line := range t.examples.lines {
		t.format = append(t.format, "example-row-"+strconv.Itoa(line))
	}
	file := t.file
	if t.redcapLog != nil {
		file = t.redcapLog.Name()
	}
	return registry.Input{File: file, SHA256: hex.EncodeToString(t.Sum()), Rows: t.rows,
		Format: strings.Join(slices.Concat(t.format, t.units), ", ")}
}

// openRows opens a file as the study says that its files are written.
func openRows(p *plan.Plan, file string, wanted []string) (table.Rows, error) {
	passwords, _, err := passwords(p)
	if err != nil {
		return nil, err
	}
	rows, err := table.Open(file, table.Options{
		Dir: p.Dir, Encoding: p.Data.Encoding, Delimiter: p.Data.Delimiter, DecimalComma: decimalComma(p),
		Wanted: wanted, Passwords: passwords,
	})
	return rows, withNearestSheet(p, file, err)
}

// withNearestSheet is the fault of a workbook with the sheet that may be meant, where
// it has none of the name.
func withNearestSheet(p *plan.Plan, file string, err error) error {
	var fault *table.Error
	name, sheet, hasSheet := strings.Cut(file, "#")
	if !errors.As(err, &fault) || !hasSheet {
		return err
	}
	sheets, listErr := table.Sheets(p.Dir, name)
	near := plan.Nearest(sheet, sheets)
	if listErr == nil && near != "" && !slices.ContainsFunc(sheets, func(s string) bool {
		return strings.EqualFold(table.Clean(s), table.Clean(sheet))
	}) {
		fault.Next = message.Of("%s (nearest: %s)", fault.Next, near)
	}
	return err
}

// refuseOutput is the Error of a file in the folder to which the reports are written,
// which a pattern may match.
func refuseOutput(p *plan.Plan, file string) error {
	out := filepath.ToSlash(filepath.Clean(p.Outputs.Dir))
	if p.Outputs.Dir == "" || out == "." || !strings.HasPrefix(filepath.ToSlash(filepath.Clean(file)), out+"/") {
		return nil
	}
	return &table.Error{File: file, Message: message.Of("this file is in the folder to which the reports are written"),
		Next: message.Of("narrow the pattern under data: in the study file, or move the file out of %s", out)}
}

// passwords are those of protected workbooks, that of the command first, and whether
// others may read the file of the rest.
func passwords(p *plan.Plan) (list []string, open bool, err error) {
	if p.Data.PasswordFile != "" {
		if list, open, err = table.ReadPasswords(p.Dir, p.Data.PasswordFile); err != nil {
			return nil, false, err
		}
	}
	if p.Password != "" {
		list = append([]string{string(p.Password)}, list...)
	}
	return list, open, nil
}

func blank(cells []string) bool {
	for _, cell := range cells {
		if strings.TrimSpace(cell) != "" {
			return false
		}
	}
	return true
}

// date reads a cleaned cell as a date. A number without the format of a date counts
// days as the file does.
func (t *dataFile) date(text string) dateCell {
	c := parseDate(text)
	if c.form == excelSerial && t.From1904() {
		c.day += table.MacEpoch
	}
	return c
}

// tellSerials tells of dates that were given as serial numbers.
func (t *dataFile) tellSerials(serials repeats) {
	epoch := "1900"
	if t.From1904() {
		epoch = "1904"
	}
	if serials.n > 0 {
		t.issues.add(excelSerials, serials.first, strconv.Itoa(serials.n), epoch)
	}
}

// ownHeader is the header of a column that the file itself has.
func (t *dataFile) ownHeader(field int) string {
	if t.wide == nil {
		return t.header[field]
	}
	if i := slices.Index(t.wide.other, field); i >= 0 {
		return t.header[i]
	}
	i := slices.IndexFunc(t.wide.days, func(c wideColumn) bool { return c.field == field })
	return t.wide.days[i].header
}
