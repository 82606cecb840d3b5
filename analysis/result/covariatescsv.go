package result

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
)

// ErrCovariates is returned for a file that is not a covariates.csv.
var ErrCovariates = errors.New("not a table of covariates")

var covariateKinds = []string{CovariateNumber, CovariateCategory, CovariateMilestone, CovariatePath}

// EncodeCovariates writes the covariates as CSV in UTF-8: cohort, case, then
// each column headed by kind:name. A missing value is empty, numbers are
// unrounded, and what a spreadsheet would take for a formula is led by an
// apostrophe. An infinite number is an error.
func EncodeCovariates(w io.Writer, c *Covariates) error {
	b := append(make([]byte, 0, 2*chunk), "cohort,case"...)
	levels := make([]texts, len(c.Columns))
	for j := range c.Columns {
		x := &c.Columns[j]
		b = appendCell(append(b, ','), x.Kind+":"+x.Name)
		for _, level := range x.Levels {
			levels[j].bytes = appendCell(levels[j].bytes, level)
			levels[j].close()
		}
	}
	b = append(b, '\n')
	for i := range c.Case {
		b = appendCell(append(appendCell(b, c.Cohort[i]), ','), c.Case[i])
		for j := range c.Columns {
			x := &c.Columns[j]
			b = append(b, ',')
			switch {
			case x.IsMissing(i):
			case x.Kind == CovariateCategory:
				b = append(b, levels[j].of(x.Code[i])...)
			case math.IsInf(x.Number[i], 0):
				return fmt.Errorf("covariates: row %d has an infinite number in column %d", i+1, j+3)
			default:
				b = appendNumber(b, x.Number[i])
			}
		}
		if b = append(b, '\n'); len(b) < chunk {
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

// DecodeCovariates reads what EncodeCovariates wrote. An error wraps
// ErrCovariates and names record and column, never the content of a cell.
func DecodeCovariates(r io.Reader) (*Covariates, error) {
	reader := csv.NewReader(r)
	reader.ReuseRecord = true
	header, err := reader.Read()
	var d *covariatesReader
	if err == nil {
		d = newCovariatesReader(header)
	}
	if d == nil {
		return nil, fmt.Errorf("%w: the first record is not its header", ErrCovariates)
	}
	for n := 2; ; n++ {
		record, err := reader.Read()
		if err == io.EOF {
			return d.finish(), nil
		}
		var parse *csv.ParseError
		if errors.As(err, &parse) {
			return nil, fmt.Errorf("%w: record %d: %w", ErrCovariates, n, parse.Err)
		}
		if err != nil {
			return nil, fmt.Errorf("covariates: record %d: %w", n, err)
		}
		if column := d.add(record); column > 0 {
			return nil, fmt.Errorf("%w: record %d: column %d is not a number", ErrCovariates, n, column)
		}
	}
}

// covariatesReader collects the columns; the codes of a category are in order
// of appearance up to the end.
type covariatesReader struct {
	covariates *Covariates
	codes      []map[string]int32
	cohort     string
}

// newCovariatesReader is nil where the header is not that of covariates.
func newCovariatesReader(header []string) *covariatesReader {
	if len(header) < 2 || header[0] != "cohort" || header[1] != "case" {
		return nil
	}
	d := &covariatesReader{covariates: &Covariates{}}
	seen := make(map[string]bool)
	for _, cell := range header[2:] {
		kind, name, found := strings.Cut(unguard(cell), ":")
		if !found || !slices.Contains(covariateKinds, kind) || seen[kind+":"+name] {
			return nil
		}
		seen[kind+":"+name] = true
		d.covariates.Columns = append(d.covariates.Columns, Covariate{Name: strings.Clone(name), Kind: strings.Clone(kind)})
		d.codes = append(d.codes, make(map[string]int32))
	}
	return d
}

// add reads a record; it returns the number of the first column that is no
// number though it should be, else 0.
func (d *covariatesReader) add(record []string) (column int) {
	c := d.covariates
	if cohort := unguard(record[0]); cohort != d.cohort || len(c.Case) == 0 {
		d.cohort = strings.Clone(cohort)
	}
	c.Cohort, c.Case = append(c.Cohort, d.cohort), append(c.Case, strings.Clone(unguard(record[1])))
	for j := range c.Columns {
		x, cell := &c.Columns[j], record[j+2]
		if x.Kind == CovariateCategory {
			x.Code = append(x.Code, d.code(j, unguard(cell)))
			continue
		}
		number, ok := parseNumber(cell)
		if !ok {
			return j + 3
		}
		x.Number = append(x.Number, number)
	}
	return 0
}

func (d *covariatesReader) code(column int, level string) int32 {
	if level == "" {
		return -1
	}
	code, known := d.codes[column][level]
	if !known {
		x := &d.covariates.Columns[column]
		code = int32(len(x.Levels))
		level = strings.Clone(level)
		x.Levels, d.codes[column][level] = append(x.Levels, level), code
	}
	return code
}

// finish orders the levels by code point.
func (d *covariatesReader) finish() *Covariates {
	for j := range d.covariates.Columns {
		x := &d.covariates.Columns[j]
		old := slices.Clone(x.Levels)
		slices.Sort(x.Levels)
		place := make([]int32, len(old))
		for code, level := range old {
			at, _ := slices.BinarySearch(x.Levels, level)
			place[code] = int32(at)
		}
		for i, code := range x.Code {
			if code >= 0 {
				x.Code[i] = place[code]
			}
		}
	}
	return d.covariates
}
