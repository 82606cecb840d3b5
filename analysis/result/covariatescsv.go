package result

import (
	"graftstat/analysis/message"
	"io"
	"slices"
	"strings"
)

// ErrCovariates is returned for a file that is not a covariates.csv.
var ErrCovariates = message.New("not a table of covariates")

var covariateKinds = []string{CovariateNumber, CovariateCategory, CovariateMilestone, CovariatePath, CovariateCourse}

// covariatesRow is a row of covariates.csv.
type covariatesRow struct {
	unit    text
	levels  []text    // by column of the covariates; of a category and a course
	numbers []float64 // of all others
}

// columns are those of covariates.csv, in their order: each covariate is headed kind:name.
func (r *covariatesRow) columns(c *Covariates) []columns {
	r.levels, r.numbers = make([]text, len(c.Columns)), make([]float64, len(c.Columns))
	all := []columns{{heads: []string{"cohort", "case"}, text: &r.unit}}
	for j := range c.Columns {
		x := columns{heads: []string{c.Columns[j].Kind + ":" + c.Columns[j].Name}}
		if c.Columns[j].hasLevels() {
			x.text = &r.levels[j]
		} else {
			x.number = &r.numbers[j]
		}
		all = append(all, x)
	}
	return all
}

// EncodeCovariates writes the covariates as CSV in UTF-8: cohort, case, then
// each column headed by kind:name. A missing value is empty, numbers are
// unrounded, and what a spreadsheet would take for a formula is led by an
// apostrophe. An infinite number is an error.
func EncodeCovariates(w io.Writer, c *Covariates) error {
	levels := make([]texts, len(c.Columns))
	for j := range c.Columns {
		levels[j].add("") // of code -1
		for _, level := range c.Columns[j].Levels {
			levels[j].add(level)
		}
	}
	row := &covariatesRow{}
	file := newTableWriter(w, "covariates", row.columns(c))
	for i := range c.Case {
		row.unit.written = appendTexts(row.unit.written[:0], c.Cohort[i], c.Case[i])
		for j := range c.Columns {
			if x := &c.Columns[j]; x.hasLevels() {
				row.levels[j].written = levels[j].of(x.Code[i] + 1)
			} else {
				row.numbers[j] = x.Number[i]
			}
		}
		if err := file.row(); err != nil {
			return err
		}
	}
	return file.flush()
}

// DecodeCovariates reads what EncodeCovariates wrote. An error wraps
// ErrCovariates and names record and column, never the content of a cell.
func DecodeCovariates(r io.Reader) (*Covariates, error) {
	file := newTableReader(r, "covariates", ErrCovariates)
	d := newCovariatesReader(file.header())
	if d == nil {
		return nil, file.noHeader()
	}
	row := &covariatesRow{}
	if err := file.rows(row.columns(d.covariates), func() error { d.add(row); return nil }); err != nil {
		return nil, err
	}
	return d.finish(), nil
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
		d.covariates.Columns = append(d.covariates.Columns, Covariate{Name: strings.Clone(name),
			Kind: strings.Clone(kind)})
		d.codes = append(d.codes, make(map[string]int32))
	}
	return d
}

// add adds a row. It keeps none of its strings: they are parts of the whole record.
func (d *covariatesReader) add(r *covariatesRow) {
	c := d.covariates
	if r.unit.read[0] != d.cohort || len(c.Case) == 0 {
		d.cohort = strings.Clone(r.unit.read[0])
	}
	c.Cohort, c.Case = append(c.Cohort, d.cohort), append(c.Case, strings.Clone(r.unit.read[1]))
	for j := range c.Columns {
		if x := &c.Columns[j]; x.hasLevels() {
			x.Code = append(x.Code, d.code(j, r.levels[j].read[0]))
		} else {
			x.Number = append(x.Number, r.numbers[j])
		}
	}
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
