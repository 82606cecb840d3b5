package table

import (
	"bufio"
	"crypto/sha256"
	"encoding/csv"
	"errors"
	"graftstat/analysis/message"
	"hash"
	"io"
	"os"
	"strings"

	"golang.org/x/text/transform"
)

// csvRows are the rows of a CSV file.
type csvRows struct {
	file    string
	os      *os.File
	began   state
	limit   recordLimit
	hash    hash.Hash
	csv     *csv.Reader
	codes   []string
	assumed string // see Rows
	plain   plainLines
}

// openCSV decides about the form of a CSV file: encoding, line ends, delimiter.
func openCSV(f *os.File, file string, o Options) (*csvRows, error) {
	r := &csvRows{file: file, os: f, hash: sha256.New()}
	if err := r.start(o); err != nil {
		f.Close()
		return nil, err
	}
	return r, nil
}

// Form, like the other methods, is that of Rows.
func (r *csvRows) Form() []string  { return r.codes }
func (r *csvRows) Assumed() string { return r.assumed }
func (r *csvRows) IsSheet() bool   { return false }
func (r *csvRows) From1904() bool  { return false }
func (r *csvRows) Sum() []byte     { return r.hash.Sum(nil) }
func (r *csvRows) Close()          { r.os.Close() }

// start decodes the file to text.
func (r *csvRows) start(o Options) error {
	var err error
	if r.began, err = stateOf(r.os); err != nil {
		return fileError(r.file, err)
	}
	r.limit.r = r.os
	raw := bufio.NewReaderSize(io.TeeReader(&r.limit, r.hash), sniffedBytes)
	head, err := raw.Peek(sniffedBytes)
	if err != nil && err != io.EOF {
		return fileError(r.file, err)
	}
	set, certain, err := chooseCharset(r.file, o.Encoding, head)
	if err != nil {
		return err
	}
	if !certain {
		r.assumed = string(set)
	}
	text := raw
	switch set {
	case utf8Charset:
		if markOf(head) == utf8Charset {
			_, err = raw.Discard(len(utf8Mark))
		}
	default:
		text = bufio.NewReaderSize(transform.NewReader(raw, set.decoder()), sniffedBytes)
	}
	if err != nil && err != io.EOF {
		return fileError(r.file, err)
	}
	decoded, err := text.Peek(sniffedBytes)
	if err != nil && err != io.EOF && !errors.Is(err, bufio.ErrBufferFull) {
		return fileError(r.file, err)
	}
	top := string(decoded)
	if strings.TrimSpace(top) == "" {
		return EmptyError(r.file)
	}
	r.codes = append(r.codes, string(set))
	var lines io.Reader = text
	if strings.Contains(top, "\r") && !strings.Contains(top, "\n") {
		lines, top = crLines{text}, strings.ReplaceAll(top, "\r", "\n")
		r.codes = append(r.codes, "cr")
	}
	return r.startRows(o, lines, top)
}

// startRows chooses the delimiter and passes over a line that declares it.
func (r *csvRows) startRows(o Options, text io.Reader, top string) error {
	separator, hasSeparator := separatorLine(top)
	mark, declared := declaredDelimiter(o.Delimiter)
	switch {
	case declared:
	case hasSeparator:
		mark = separator
	default:
		mark = sniffDelimiter(top, o.Wanted)
	}
	r.codes = append(r.codes, delimiterCode(mark))
	r.csv = csv.NewReader(text)
	r.csv.Comma = mark
	r.csv.FieldsPerRecord = -1
	r.csv.TrimLeadingSpace = mark != '\t'
	r.csv.ReuseRecord = true
	r.plain.mark = byte(mark)
	r.plain.text, _ = text.(*bufio.Reader)
	if hasSeparator {
		if _, err := r.csv.Read(); err != nil {
			return r.quoteError(err)
		}
		r.plain.others = 1
	}
	return nil
}

func (r *csvRows) Next() (cells []string, line int, err error) {
	r.limit.bytes = 0
	if cells, line, ok := r.plain.next(); ok {
		return cells, line, nil
	}
	cells, err = r.csv.Read()
	if err == nil {
		line, _ := r.csv.FieldPos(0)
		r.plain.others, _ = r.csv.FieldPos(len(cells) - 1)
		r.plain.others += strings.Count(cells[len(cells)-1], "\n")
		return cells, r.plain.read + line, nil
	}
	var fault *csv.ParseError
	switch {
	case err == io.EOF:
		if changed := refuseChange(r.os, r.file, r.began); changed != nil {
			return nil, 0, changed
		}
		return nil, 0, err
	case errors.As(err, &fault) && fault.Line == fault.StartLine:
		r.plain.others = fault.Line
		return nil, r.plain.read + fault.Line, ErrBadQuote
	}
	return nil, 0, r.quoteError(err)
}

// quoteError is the Error of a quotation mark that swallows line breaks: from
// there on rows cannot be told apart.
func (r *csvRows) quoteError(err error) error {
	var fault *csv.ParseError
	switch {
	case errors.Is(err, errLongRecord):
		return longRecordError(r.file, r.plain.read+r.plain.others+1)
	case !errors.As(err, &fault):
		return fileError(r.file, err)
	}
	return &Error{
		File: r.file, Line: r.plain.read + fault.StartLine,
		Message: message.Of("a cell opened by a quotation mark on this line is not closed properly by line %d",
			r.plain.read+fault.Line),
		Next: message.Of("close the quotation, or write a quotation mark inside a quoted cell twice"),
		Err:  fault.Err,
	}
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
