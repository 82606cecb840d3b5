package casefile

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/transform"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// A table is an open CSV file: a checked header and rows of cells as text.
type table struct {
	file   string // as the study names it
	header []string
	field  map[string]int // of each header text
	format []string       // codes of what was decided about the form
	rows   int            // data rows read, also those that were left out
	issues *issues

	osFile    *os.File
	hash      hash.Hash
	csv       *csv.Reader
	emptyRows tally
	badBytes  tally
}

// A tally counts a fault that a file has many times and is told once.
type tally struct {
	n     int
	first place
}

func (t *tally) add(at place) {
	if t.n == 0 {
		t.first = at
	}
	t.n++
}

func (t *tally) tell(s *issues, code string) {
	if t.n > 0 {
		s.add(code, t.first, strconv.Itoa(t.n))
	}
}

// open opens a file of the study and reads its header. wanted are names of
// which at least one must be in the header, as the file writes them.
func open(p *plan.Plan, file string, wanted ...string) (*table, error) {
	if err := refuseWorkbook(file, nil); err != nil {
		return nil, err
	}
	path := file
	if !filepath.IsAbs(path) {
		path = filepath.Join(p.Dir, path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fileError(file, err)
	}
	t := &table{file: file, issues: newIssues(file), osFile: f, hash: sha256.New()}
	if err := t.start(p, wanted); err != nil {
		f.Close()
		return nil, err
	}
	return t, nil
}

func (t *table) close() { t.osFile.Close() }

// start decides about the form of the file and reads its header.
func (t *table) start(p *plan.Plan, wanted []string) error {
	raw := bufio.NewReaderSize(io.TeeReader(t.osFile, t.hash), sniffedBytes)
	head, err := raw.Peek(sniffedBytes)
	if err != nil && err != io.EOF {
		return fileError(t.file, err)
	}
	if err := refuseWorkbook(t.file, head); err != nil {
		return err
	}
	set, certain, err := chooseCharset(t.file, p.Data.Encoding, head)
	if err != nil {
		return err
	}
	if !certain {
		t.issues.add(encodingAssumed, place{}, string(set))
	}
	text := bufio.NewReaderSize(transform.NewReader(raw, set.decoder()), sniffedBytes)
	decoded, err := text.Peek(sniffedBytes)
	if err != nil && err != io.EOF && !errors.Is(err, bufio.ErrBufferFull) {
		return fileError(t.file, err)
	}
	top := string(decoded)
	if strings.TrimSpace(top) == "" {
		return t.emptyError()
	}
	t.format = append(t.format, string(set))
	var lines io.Reader = text
	if strings.Contains(top, "\r") && !strings.Contains(top, "\n") {
		lines, top = crLines{text}, strings.ReplaceAll(top, "\r", "\n")
		t.format = append(t.format, "cr")
	}
	return t.startCSV(p, lines, top, wanted)
}

// startCSV chooses the delimiter and reads the header.
func (t *table) startCSV(p *plan.Plan, text io.Reader, top string, wanted []string) error {
	separator, hasSeparator := separatorLine(top)
	mark, declared := declaredDelimiter(p.Data.Delimiter)
	switch {
	case declared:
	case hasSeparator:
		mark = separator
	default:
		mark = sniffDelimiter(top, wanted)
	}
	t.format = append(t.format, delimiterCode(mark))
	t.csv = csv.NewReader(text)
	t.csv.Comma = mark
	t.csv.FieldsPerRecord = -1
	t.csv.TrimLeadingSpace = mark != '\t'
	t.csv.ReuseRecord = true
	if hasSeparator {
		if _, err := t.csv.Read(); err != nil {
			return t.quoteError(err)
		}
	}
	cells, err := t.csv.Read()
	if err == io.EOF {
		return t.emptyError()
	}
	if err != nil {
		return t.quoteError(err)
	}
	line, _ := t.csv.FieldPos(0)
	return t.setHeader(cells, line, wanted)
}

func (t *table) emptyError() error {
	return &Error{File: t.file, Message: "the file is empty", Next: "export it again with a header and its rows"}
}

// next is the next row that has as many cells as the header, and its line. Rows
// that cannot be used become issues. The cells are valid until the next call;
// the end of the file is io.EOF.
func (t *table) next() (cells []string, line int, err error) {
	for {
		cells, err := t.csv.Read()
		if err == io.EOF {
			return nil, 0, err
		}
		var fault *csv.ParseError
		if errors.As(err, &fault) && fault.Line == fault.StartLine {
			t.rows++
			t.issues.add(badQuote, place{line: fault.Line})
			continue
		}
		if err != nil {
			return nil, 0, t.quoteError(err)
		}
		t.rows++
		line, _ := t.csv.FieldPos(0)
		switch {
		case blank(cells):
			t.emptyRows.add(place{line: line})
		case len(cells) != len(t.header):
			t.issues.add(raggedRow, place{line: line}, strconv.Itoa(len(cells)), strconv.Itoa(len(t.header)))
		default:
			t.countBadBytes(cells, line)
			return cells, line, nil
		}
	}
}

// quoteError is the Error of a quotation mark that swallows line breaks: from
// there on rows cannot be told apart.
func (t *table) quoteError(err error) error {
	var fault *csv.ParseError
	if !errors.As(err, &fault) {
		return fileError(t.file, err)
	}
	return &Error{
		File: t.file, Line: fault.StartLine,
		Message: "a cell opened by a quotation mark on this line is not closed properly by line " + strconv.Itoa(fault.Line),
		Next:    "close the quotation, or write a quotation mark inside a quoted cell twice", Err: fault.Err,
	}
}

func (t *table) countBadBytes(cells []string, line int) {
	for i, cell := range cells {
		if strings.ContainsRune(cell, utf8.RuneError) {
			t.badBytes.add(place{line: line, column: t.header[i]})
		}
	}
}

// input says what was read. The file must have been read to its end.
func (t *table) input() registry.Input {
	t.emptyRows.tell(t.issues, emptyRows)
	t.badBytes.tell(t.issues, badBytes)
	return registry.Input{
		File: t.file, SHA256: hex.EncodeToString(t.hash.Sum(nil)), Rows: t.rows - t.emptyRows.n,
		Format: strings.Join(t.format, ", "),
	}
}

func blank(cells []string) bool {
	for _, cell := range cells {
		if strings.TrimSpace(cell) != "" {
			return false
		}
	}
	return true
}

// crLines reads a file whose lines end in a carriage return only.
type crLines struct{ r io.Reader }

func (c crLines) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	for i := range b[:n] {
		if b[i] == '\r' {
			b[i] = '\n'
		}
	}
	return n, err
}

// refuseWorkbook is the Error for a spreadsheet, known by its name or by its
// first bytes.
func refuseWorkbook(file string, head []byte) error {
	name, _, _ := strings.Cut(strings.ToLower(file), "#")
	switch {
	case strings.HasSuffix(name, ".xlsx"), strings.HasSuffix(name, ".xls"), strings.HasSuffix(name, ".ods"),
		bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("\xD0\xCF\x11\xE0")):
		return &Error{File: file, Message: "the file is a workbook, not a CSV file", Next: "save the sheet as CSV UTF-8 and name that file under data: in the study file"}
	}
	return nil
}
