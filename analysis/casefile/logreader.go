package casefile

import (
	"context"
	"errors"
	"io"
	"math"
	"strings"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// A logReader reads the rows of one log.
type logReader struct {
	plan    *plan.Plan
	data    *registry.Data
	form    logForm
	table   *table
	issues  *issues
	missing scalars
	cases   map[string]int32

	caseField, date, day, kind, class, value, volume int // -1: absent

	kinds, classes words
	dates          map[string]dateCell
	order          dateOrder
	unit           float64 // days

	afterClosing, serials tally
}

func openLog(p *plan.Plan, d *registry.Data, file string, form logForm, cases map[string]int32) (*logReader, error) {
	t, err := open(p, file, headerOf(p, caseIDColumn), caseIDColumn)
	if err != nil {
		return nil, err
	}
	t.issues.limit = logIssues
	r := &logReader{
		plan: p, data: d, form: form, table: t, issues: t.issues, missing: missing(p), cases: cases,
		kinds: newWords(p, form.kind, form.kinds), classes: newWords(p, form.class, form.classes),
		dates: map[string]dateCell{}, unit: p.TimeUnit.Days(),
	}
	if err := r.findFields(); err != nil {
		t.close()
		return nil, err
	}
	return r, nil
}

// findFields finds the columns of the log: under the header that data: columns:
// gives, else under our name.
func (r *logReader) findFields() error {
	find := func(name string) int {
		for _, header := range []string{headerOf(r.plan, name), name} {
			if field, ok := r.table.field[header]; ok && header != "" {
				return field
			}
		}
		return -1
	}
	r.caseField, r.date, r.day = find(caseIDColumn), find(dateColumnName), find(dayColumnName)
	r.kind, r.class, r.value, r.volume = find(r.form.kind), find(r.form.class), find(r.form.value), find(r.form.volume)
	absent := ""
	switch {
	case r.date < 0 && r.day < 0:
		absent = dateColumnName
	case r.kind < 0:
		absent = r.form.kind
	case r.value < 0 && !r.form.valueMayBeAbsent:
		absent = r.form.value
	case r.date >= 0 && !r.plan.AsOf.Set:
		return &Error{File: r.table.file, Line: 1, Column: r.table.header[r.date], Message: "the file has dates, but the study has no closing date", Next: "write as_of: YYYY-MM-DD in the study file, or give --as-of"}
	default:
		return nil
	}
	return &Error{
		File: r.table.file, Line: 1, Column: headerOf(r.plan, absent), Message: "the header has no such column",
		Next: "name the column so, or give its header under data: columns: in the study file",
	}
}

// cell is the cleaned cell of a column; "" if the log has none.
func (r *logReader) cell(cells []string, field int) string {
	if field < 0 {
		return ""
	}
	return clean(cells[field])
}

// dateOf reads the date of a row.
func (r *logReader) dateOf(cells []string) (c dateCell, blank bool) {
	text := r.cell(cells, r.date)
	if r.missing.has(text) {
		return dateCell{}, true
	}
	c, ok := r.dates[text]
	if !ok {
		c = parseDate(text)
		if len(r.dates) < cachedTexts {
			r.dates[strings.Clone(text)] = c
		}
	}
	return c, false
}

// row is the case of a row.
func (r *logReader) row(cells []string, line int) (int32, bool) {
	id := r.cell(cells, r.caseField)
	at := place{line: line, column: r.table.header[r.caseField]}
	if r.missing.has(id) {
		r.issues.add(logCaseMissing, at)
		return 0, false
	}
	row, ok := r.cases[id]
	if !ok {
		r.issues.add(logCaseUnknown, at)
	}
	return row, ok
}

// time is the time of a row since the transplant of its case.
func (r *logReader) time(cells []string, row int32, line int) (float64, bool) {
	transplant := r.data.TransplantDate[row]
	c, blank := r.dateOf(cells)
	if blank {
		return r.timeByDay(cells, row, line)
	}
	at := place{line: line, column: r.table.header[r.date], caseID: r.data.CaseID[row]}
	day, ok := c.in(r.order)
	switch {
	case !ok:
		r.issues.add(logUnreadableDate, at)
		return 0, false
	case math.IsNaN(transplant):
		r.issues.add(logWithoutTransplant, at)
		return 0, false
	}
	if c.form == excelSerial {
		r.serials.add(place{line: line, column: at.column})
	}
	return r.until(day, (day-transplant)/r.unit, line)
}

// timeByDay is the time of a row that gives it instead of a date.
func (r *logReader) timeByDay(cells []string, row int32, line int) (float64, bool) {
	time, ok := parseNumber(r.cell(cells, r.day), r.missing.decimalComma)
	if !ok {
		at := place{line: line, caseID: r.data.CaseID[row]}
		for _, field := range []int{r.date, r.day} {
			if field >= 0 {
				at.column = r.table.header[field]
			}
		}
		r.issues.add(logUnreadableDate, at)
		return 0, false
	}
	return r.until(r.data.TransplantDate[row]+time*r.unit, time, line)
}

// until drops what lies after the closing date.
func (r *logReader) until(day, time float64, line int) (float64, bool) {
	if day > r.data.AsOf {
		r.afterClosing.add(place{line: line})
		return 0, false
	}
	return time, true
}

// number is a value of a row; NaN if missing, or unreadable with an issue.
func (r *logReader) number(cells []string, field int, row int32, line int, parse func(string, bool) (float64, bool)) float64 {
	text := r.cell(cells, field)
	if r.missing.has(text) {
		return math.NaN()
	}
	x, ok := parse(text, r.missing.decimalComma)
	if !ok {
		r.issues.add(logUnreadableValue, place{line: line, column: r.table.header[field], caseID: r.data.CaseID[row]})
		return math.NaN()
	}
	return x
}

// entry is the entry of a row of the file.
func (r *logReader) entry(cells []string, line int) (registry.LogEntry, bool) {
	row, ok := r.row(cells, line)
	if !ok {
		return registry.LogEntry{}, false
	}
	kind := r.kinds.of(cells[r.kind])
	if r.missing.has(kind) {
		r.issues.add(logKindMissing, place{line: line, column: r.table.header[r.kind], caseID: r.data.CaseID[row]})
		return registry.LogEntry{}, false
	}
	time, ok := r.time(cells, row, line)
	if !ok {
		return registry.LogEntry{}, false
	}
	e := registry.LogEntry{Row: row, Line: int32(line), Day: time, Kind: kind}
	if r.class >= 0 {
		if e.Class = r.classes.of(cells[r.class]); r.missing.has(e.Class) {
			e.Class = ""
		}
	}
	e.Value = r.number(cells, r.value, row, line, r.form.parseValue)
	e.Volume = r.number(cells, r.volume, row, line, parseNumber)
	return e, true
}

// each reads the rows to the end of the file.
func (r *logReader) each(ctx context.Context, read func(cells []string, line int) error) error {
	for {
		if r.table.rows%chunkRows == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		cells, line, err := r.table.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := read(cells, line); err != nil {
			return err
		}
	}
}
