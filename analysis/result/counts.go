package result

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

// ErrCounts is returned for a file that is not a counts.csv.
var ErrCounts = errors.New("not a table of counts")

// Counts are the cases of every cohort and endpoint by group and time, as
// numbers: what a site may give where it may not give its cases. From the sum of
// several sites' tables all is computed that needs no single case.
//
// A row has N cases of one cell at one time. Cases without a value of the
// column By have the group "".
type Counts struct {
	Cells []CountCell
	Rows  []CountRow
}

// A CountCell is what the cases of a row have in common beside their time.
//
// Beside the study's endpoints a table counts as Endpoint follow_up (the
// patients by time to death or last contact), rows and patients (the flow, its
// step in Code).
type CountCell struct {
	Cohort   string
	Endpoint string
	By       string // a column to compare; "" is the whole cohort, of group "all"
	Group    string
	Stratum  string // level of the column to stratify by, where groups are compared
	Status   int    // 0 censored, 1 the event, 2.. the competing events in their order, -1 set aside, -2 could be followed to the time
	Code     string // why set aside; never_below of an event whose time is a convention; landmark
}

// A CountRow is N cases, at least 1. Entry 0 is the origin. Time is negative
// where there is none; of cases set aside though their event is known it is the
// last at which they were known to be free of it.
type CountRow struct {
	Cell  int32
	Entry float64
	Time  float64
	N     int32
}

// countReached is the lowest status.
const countReached = -2

var countsHeader = []string{"cohort", "endpoint", "by", "group", "stratum", "entry", "time", "status", "code", "n"}

// EncodeCounts writes the table as CSV in UTF-8, in the order of its rows. An
// entry of 0 and an absent time are empty. A text that a spreadsheet would take
// for a formula is led by an apostrophe, which DecodeCounts takes away again. A
// number that DecodeCounts would refuse is an error.
func EncodeCounts(w io.Writer, c *Counts) error {
	before, after := make([][]byte, len(c.Cells)), make([][]byte, len(c.Cells))
	for i, cell := range c.Cells {
		for _, text := range []string{cell.Cohort, cell.Endpoint, cell.By, cell.Group, cell.Stratum} {
			before[i] = append(appendCell(before[i], text), ',')
		}
		after[i] = strconv.AppendInt([]byte{','}, int64(cell.Status), 10)
		after[i] = append(appendCell(append(after[i], ','), cell.Code), ',')
	}
	b := append(append(make([]byte, 0, 2*chunk), strings.Join(countsHeader, ",")...), '\n')
	for i, row := range c.Rows {
		if row.N < 1 || !(row.Entry >= 0) || math.IsInf(row.Entry, 1) || math.IsNaN(row.Time) || math.IsInf(row.Time, 0) {
			return fmt.Errorf("counts: row %d has a number that no table has", i+1)
		}
		b = append(b, before[row.Cell]...)
		if row.Entry > 0 {
			b = appendNumber(b, row.Entry)
		}
		b = append(b, ',')
		if row.Time >= 0 {
			b = appendNumber(b, row.Time+0) // no negative zero
		}
		b = append(strconv.AppendInt(append(b, after[row.Cell]...), int64(row.N), 10), '\n')
		if len(b) < chunk {
			continue
		}
		if _, err := w.Write(b); err != nil {
			return err
		}
		b = b[:0]
	}
	_, err := w.Write(b)
	return err
}

// DecodeCounts reads what EncodeCounts wrote. A line break within a text comes
// back as \n. An error wraps ErrCounts and names the record, never the content
// of a cell. It does not judge whether the table is one of a study: that is for
// the reader of a study's files.
func DecodeCounts(r io.Reader) (*Counts, error) {
	c := csv.NewReader(r)
	c.FieldsPerRecord = len(countsHeader)
	c.ReuseRecord = true
	header, err := c.Read()
	if err != nil || !slices.Equal(header, countsHeader) {
		return nil, fmt.Errorf("%w: the first record is not its header", ErrCounts)
	}
	found, cells := &Counts{}, make(map[CountCell]int32)
	for n := 2; ; n++ {
		record, err := c.Read()
		if err == io.EOF {
			return found, nil
		}
		var parse *csv.ParseError
		if errors.As(err, &parse) {
			return nil, fmt.Errorf("%w: record %d: %w", ErrCounts, n, parse.Err)
		}
		if err != nil {
			return nil, fmt.Errorf("counts: record %d: %w", n, err)
		}
		cell, row, ok := decodeCount(record)
		if !ok {
			return nil, fmt.Errorf("%w: record %d: its entry, time, status or n is not a number of a table", ErrCounts, n)
		}
		at, known := cells[cell]
		if !known {
			cell = cell.clone()
			at = int32(len(found.Cells))
			cells[cell], found.Cells = at, append(found.Cells, cell)
		}
		row.Cell = at
		found.Rows = append(found.Rows, row)
	}
}

func decodeCount(record []string) (CountCell, CountRow, bool) {
	cell := CountCell{Cohort: unguard(record[0]), Endpoint: unguard(record[1]), By: unguard(record[2]), Group: unguard(record[3]), Stratum: unguard(record[4]), Code: unguard(record[8])}
	entry, entryOK := parseNumber(record[5])
	time, timeOK := parseNumber(record[6])
	status, statusErr := strconv.ParseInt(record[7], 10, 16)
	n, nErr := strconv.ParseInt(record[9], 10, 32)
	if !entryOK || !timeOK || statusErr != nil || nErr != nil || n < 1 || status < countReached || entry < 0 || time < 0 {
		return cell, CountRow{}, false
	}
	cell.Status = int(status)
	row := CountRow{Entry: entry + 0, Time: time + 0, N: int32(n)}
	if math.IsNaN(entry) {
		row.Entry = 0
	}
	if math.IsNaN(time) {
		row.Time = -1
	}
	return cell, row, true
}

// clone keeps no part of the record.
func (c CountCell) clone() CountCell {
	for _, text := range []*string{&c.Cohort, &c.Endpoint, &c.By, &c.Group, &c.Stratum, &c.Code} {
		*text = strings.Clone(*text)
	}
	return c
}
