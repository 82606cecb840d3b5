package result

import (
	"encoding/csv"
	"errors"
	"graftstat/analysis/message"
	"io"
	"math"
	"strconv"
)

// columns of one of our CSV files are one, or several side by side that are written
// together: their heads and the variable that has their cells of the row at hand.
// What is written comes from there, what is read goes there. One of text, number
// and whole is set; several columns are texts.
type columns struct {
	heads    []string
	text     *text
	number   *float64 // NaN is an empty cell, an infinite one an error
	whole    *int     // from min to max
	min, max int
}

// text is a cell of text, or several side by side. What a spreadsheet would take
// for a formula is led by an apostrophe in the file, and has none here.
type text struct {
	written []byte   // as appendTexts appends it: formatted once for many rows
	read    []string // parts of the record, which whoever keeps them clones
}

// chunk is the size from which on what was encoded is written.
const chunk = 1 << 16

// A tableWriter writes a file of columns, row by row and without allocation.
type tableWriter struct {
	name    string // of the file, in errors
	w       io.Writer
	columns []columns
	bytes   []byte
	rows    int
}

// newTableWriter begins a file with its header.
func newTableWriter(w io.Writer, name string, all []columns) *tableWriter {
	t := &tableWriter{name: name, w: w, columns: all, bytes: make([]byte, 0, 2*chunk)}
	t.bytes = appendTexts(t.bytes, heads(all)...)
	t.bytes[len(t.bytes)-1] = '\n'
	return t
}

// row writes the row that the columns' variables have.
func (t *tableWriter) row() error {
	t.rows++
	b := t.bytes
	for i := range t.columns {
		c := &t.columns[i]
		switch {
		case c.text != nil:
			b = append(b, c.text.written...)
			continue
		case c.whole != nil:
			b = strconv.AppendInt(b, int64(*c.whole), 10)
		case math.IsInf(*c.number, 0):
			return message.Errorf("%s: row %d has an infinite number in column %d", t.name, t.rows,
				len(heads(t.columns[:i]))+1)
		case !math.IsNaN(*c.number):
			b = appendNumber(b, *c.number)
		}
		b = append(b, ',')
	}
	b[len(b)-1] = '\n'
	if t.bytes = b; len(b) < chunk {
		return nil
	}
	return t.flush()
}

// flush writes what is left.
func (t *tableWriter) flush() error {
	_, err := t.w.Write(t.bytes)
	t.bytes = t.bytes[:0]
	return err
}

// A tableReader reads such a file. An error wraps malformed and names record and
// column, never the content of a cell.
type tableReader struct {
	name      string
	malformed error
	csv       *csv.Reader
}

func newTableReader(r io.Reader, name string, malformed error) *tableReader {
	t := &tableReader{name: name, malformed: malformed, csv: csv.NewReader(r)}
	t.csv.ReuseRecord = true
	return t
}

// header is the first record, valid up to the next; nil where there is none.
func (t *tableReader) header() []string {
	record, err := t.csv.Read()
	if err != nil {
		return nil
	}
	return record
}

// noHeader is the error of a file that begins otherwise.
func (t *tableReader) noHeader() error {
	return message.Errorf("%w: the first record is not its header", t.malformed)
}

// rows reads the records after the header, each into the columns' variables, and
// has it taken. A line break within a text comes back as \n.
func (t *tableReader) rows(all []columns, take func() error) error {
	for n := 2; ; n++ {
		record, err := t.csv.Read()
		if err == io.EOF {
			return nil
		}
		var parse *csv.ParseError
		if errors.As(err, &parse) {
			return message.Errorf("%w: record %d: %w", t.malformed, n, parse.Err)
		}
		if err != nil {
			return message.Errorf("%s: record %d: %w", t.name, n, err)
		}
		at := 0
		for i := range all {
			c := &all[i]
			if !c.parse(record[at:]) {
				return message.Errorf("%w: record %d: column %d is not a number that it can have", t.malformed, n, at+1)
			}
			at += len(c.heads)
		}
		if err := take(); err != nil {
			return message.Errorf("%w: record %d: %w", t.malformed, n, err)
		}
	}
}

// parse reads the first cells; false where one is no number of its column.
func (c *columns) parse(cells []string) (ok bool) {
	switch {
	case c.text != nil:
		c.text.read = cells[:len(c.heads)]
		for i, cell := range c.text.read {
			if cell != "" && cell[0] == '\'' {
				c.text.read[i] = unguard(cell)
			}
		}
		return true
	case c.whole != nil:
		n, err := strconv.Atoi(cells[0])
		*c.whole = n
		return err == nil && n >= c.min && n <= c.max
	}
	*c.number, ok = parseNumber(cells[0])
	return ok
}

// heads are those of all columns.
func heads(all []columns) []string {
	var heads []string
	for i := range all {
		heads = append(heads, all[i].heads...)
	}
	return heads
}

// appendTexts appends cells of text, each with its comma.
func appendTexts(b []byte, cells ...string) []byte {
	for _, cell := range cells {
		b = append(appendCell(b, cell), ',')
	}
	return b
}

// texts are numbered texts in one piece of memory, each as appendTexts has it.
type texts struct {
	bytes []byte
	end   []int
}

func (t *texts) add(cells ...string) {
	t.bytes = appendTexts(t.bytes, cells...)
	t.end = append(t.end, len(t.bytes))
}

func (t *texts) of(n int32) []byte {
	if n == 0 {
		return t.bytes[:t.end[0]]
	}
	return t.bytes[t.end[n-1]:t.end[n]]
}
