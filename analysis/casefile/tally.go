package casefile

import (
	"cmp"
	"context"
	"io"
	"math"
	"slices"
	"strings"

	"graftstat/analysis/message"
	"graftstat/analysis/plan"
	"graftstat/analysis/printable"
	"graftstat/analysis/registry"
	"graftstat/analysis/table"
)

// tallyStage is the stage that ReadTallies reports to progress.
const tallyStage = "tallies"

// TallyCodes are what the column code of a tally may hold.
type TallyCodes struct {
	Reasons    []string // of cases set aside
	Convention string   // of events whose time is no day
	Steps      []string // of the flow from the file to the cohort
}

// ReadTallies reads the tallies of the plan and sums them: cases that
// never leave their sites. Rows with the same cell and times are added up over
// the files; no case is known, so Data has no row.
//
// A tally is CSV or a sheet with the columns cohort, endpoint, by, group, time,
// status and n, and, where they are needed, stratum, entry and code, in any
// order, under these names or those that data: columns: gives them. What they hold is told by
// registry.TallyCell and TallyRow. It must be
// whole: a sum without one of its rows is that of no set of cases. So a name
// that the study does not have, a number that is none, a group without its
// endpoint, groups that do not add up to the cohort, a row that stands twice, or
// a file that was given twice is an *table.Error.
//
// progress, which may be nil, is called after every some thousand rows.
func ReadTallies(ctx context.Context, p *plan.Plan, codes TallyCodes,
	progress func(stage string, rows int)) (*registry.Data, error) {
	d := &registry.Data{File: p.Data.Tallies[0], AsOf: math.NaN(), Tally: &registry.Tally{}}
	s := newTallySum(p, codes, d.Tally)
	for number, file := range p.Data.Tallies {
		f, err := readTallyFile(ctx, p, file, func(rows int) {
			if progress != nil {
				progress(tallyStage, s.read+rows)
			}
		})
		if err != nil {
			return nil, err
		}
		in := f.table.input()
		if same := slices.IndexFunc(d.Inputs,
			func(earlier registry.Input) bool { return earlier.SHA256 == in.SHA256 }); same >= 0 {
			return nil, &table.Error{File: file, Message: message.Of("the file is the same as %s, byte by byte: "+
				"its cases would count twice", d.Inputs[same].File),
				Next: message.Of("name each site's tally once under data: tallies:")}
		}
		if err := s.add(f, int32(number)); err != nil {
			return nil, err
		}
		d.Inputs, d.Issues = append(d.Inputs, in), append(d.Issues, f.table.issues.closed()...)
	}
	if err := s.checkFiles(); err != nil {
		return nil, err
	}
	d.Issues = append(d.Issues, s.lacks()...)
	s.setLevels()
	return d, nil
}

// A tallyFile is one tally, read as text by column.
type tallyFile struct {
	table  *dataFile
	line   []int32
	column [tallyColumns]*column // nil: the file has none
	told   map[string]bool       // names that cannot be printed as they are
}

// The columns of a tally.
const (
	tallyCohort = iota
	tallyEndpoint
	tallyBy
	tallyGroup
	tallyTime
	tallyStatus
	tallyN
	tallyStratum // from here on a file may do without
	tallyEntry
	tallyCode
	tallyColumns
)

func tallyHeader() [tallyColumns]string {
	return [tallyColumns]string{"cohort", "endpoint", "by", "group", "time", "status", "n", "stratum", "entry", "code"}
}

func readTallyFile(ctx context.Context, p *plan.Plan, file string, progress func(rows int)) (*tallyFile, error) {
	header := tallyHeader()
	t, err := open(p, plan.Source{File: file}, logForm{}, header[tallyEndpoint], headerOf(p, header[tallyEndpoint]))
	if err != nil {
		return nil, err
	}
	defer t.Close()
	f := &tallyFile{told: map[string]bool{}, table: t}
	for i, name := range header {
		field, ok := t.find(p, name)
		if !ok {
			field, ok = t.field[name]
		}
		if !ok && i < tallyStratum {
			return nil, &table.Error{File: file, Line: t.headerLine, Column: name,
				Message: message.Of("the header has no such column"),
				Next:    message.Of("a tally has the columns %s", strings.Join(header[:tallyStratum], ", "))}
		}
		if ok {
			f.column[i] = newColumn(name, field)
		}
	}
	if err := f.readRows(ctx, progress); err != nil {
		return nil, err
	}
	for _, issue := range t.issues.list {
		if issue.Severity == registry.Error {
			return nil, &table.Error{File: file, Line: issue.Line,
				Message: message.Of("the row cannot be told apart into the cells of the header"),
				Next:    message.Of("write the tally again: without one of its rows it counts other cases")}
		}
	}
	if t.rows == 0 {
		return nil, &table.Error{File: file, Line: t.headerLine, Message: message.Of("the tally has a header and " +
			"no rows"),
			Next: message.Of("write it again at its site, or leave it out")}
	}
	return f, nil
}

// readRows passes all rows into the columns.
func (f *tallyFile) readRows(ctx context.Context, progress func(rows int)) (err error) {
	columns := slices.DeleteFunc(slices.Clone(f.column[:]), func(c *column) bool { return c == nil })
	frames := newFramer(columns)
	defer func() { err = cmp.Or(frames.close(), err) }()
	c := <-frames.empty
	for c != nil {
		cells, line, err := f.table.row()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		f.line = append(f.line, int32(line))
		if c.add(cells) {
			if c, err = frames.pass(c), ctx.Err(); err != nil {
				return err
			}
			progress(f.table.rows)
		}
	}
	progress(f.table.rows)
	if c != nil {
		frames.pass(c)
	}
	return ctx.Err()
}

// code is that of a row's cell in the column's dictionary; -1 without the column.
func (f *tallyFile) code(column, row int) int32 {
	if f.column[column] == nil {
		return -1
	}
	return f.column[column].at(row)
}

// text is the cell of a row; "" without the column.
func (f *tallyFile) text(column, row int) string {
	if f.column[column] == nil {
		return ""
	}
	return f.column[column].text[f.column[column].at(row)]
}

// name is the cell of a row as a name, without the apostrophe that kept a
// spreadsheet from taking it for a formula.
func (f *tallyFile) name(column, row int) string {
	text := f.text(column, row)
	if rest, ok := strings.CutPrefix(text, "'"); ok && rest != "" && strings.ContainsRune("=+-@'", rune(rest[0])) {
		return rest
	}
	return text
}

// tellPrinted tells of a name that is printed and cannot be as it is, once of each.
func (f *tallyFile) tellPrinted(column, row int) {
	if name := f.name(column, row); !f.told[name] && (isLong(name) || !printable.Is(name)) {
		f.told[name] = true
		f.table.issues.tellPrinted(name, place{line: int(f.line[row]), column: tallyHeader()[column]})
	}
}

// fault is the Error of a cell. It never prints what the cell holds.
func (f *tallyFile) fault(column, row int, text, next message.Text) error {
	return &table.Error{File: f.table.file, Line: int(f.line[row]), Column: tallyHeader()[column], Message: text,
		Next: next}
}

// number is the number of a cell, with ok false where it holds none.
func (f *tallyFile) number(column, row int, decimalComma bool) (x float64, ok bool) {
	x, ok = table.ParseNumber(f.text(column, row), decimalComma)
	return x, ok && !math.IsInf(x, 0)
}

// cases is the n of a row.
func (f *tallyFile) cases(row int, decimalComma bool) (int32, error) {
	n, ok := f.number(tallyN, row, decimalComma)
	if !ok || n != math.Trunc(n) || n < 1 || n > math.MaxInt32 {
		return 0, f.fault(tallyN, row,
			message.Of("this is not a number of cases: a whole number from 1 to %d", math.MaxInt32),
			message.Of("write the tally again at its site"))
	}
	return int32(n), nil
}
