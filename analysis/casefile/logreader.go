package casefile

import (
	"cmp"
	"context"
	"errors"
	"io"
	"math"
	"slices"
	"strconv"

	"graftstat/analysis/codebook"
	"graftstat/analysis/plan"
	"graftstat/analysis/printable"
	"graftstat/analysis/registry"
	"graftstat/analysis/table"
)

// A logReader reads the rows of one log.
type logReader struct {
	plan    *plan.Plan
	data    *registry.Data
	form    logForm
	table   *dataFile
	issues  *issues
	missing scalars
	cases   map[string]int32

	caseField, date, day, kind, class, valueField, volume, group int // -1: absent
	rowFields                                                    []int
	rowLevels                                                    []levelMap

	kinds, classes words
	groups         levelMap // of blood groups, as values: declares
	dates          cache[logDate]
	days           cache[logDay]
	values         cache[logNumber]
	last           int32                 // case of the row before
	guards         map[string]*unitGuard // by test
	order          dateOrder
	unit           float64 // days

	afterClosing, serials repeats
	notes                 map[int]repeats // values taken from beside a note, by field
	slips                 logSlips
	testSlips             []logSlips // of columns of tests
	lacks                 []testLack
}

func openLog(p *plan.Plan, d *registry.Data, file plan.Source, form logForm, cases map[string]int32) (*logReader,
	error) {
	t, err := open(p, file, form, sourceHeader(p, file, caseIDColumn), caseIDColumn)
	if err != nil {
		return nil, err
	}
	t.issues.limit = logIssues
	r := &logReader{
		plan: p, data: d, form: form, table: t, issues: t.issues, missing: missing(p), cases: cases, last: -1,
		kinds: newWords(p, form.kind, form.kinds), classes: newWords(p, form.class, form.classes),
		dates: cache[logDate]{}, days: cache[logDay]{}, values: cache[logNumber]{},
		guards: guardsOf(p, form), unit: p.TimeUnit.Days(),
		groups: declaredLevels(p.Data.Values[form.group], decimalComma(p)),
		notes:  map[int]repeats{},
	}
	if field, ok := t.find(p, caseIDColumn); ok && form.fillDown {
		t.fill = &fillDown{field: field}
	}
	err = r.widen()
	if err == nil {
		err = r.findFields()
	}
	if err != nil {
		t.Close()
		return nil, err
	}
	return r, nil
}

// A logDate is a cell read as a date.
type logDate struct {
	dateCell
	blank bool
}

// dateOf reads the date of a row.
func (r *logReader) dateOf(cells []string) (c dateCell, blank bool) {
	if r.date < 0 {
		return dateCell{}, true
	}
	d, ok := r.dates[cells[r.date]]
	if !ok {
		text := table.Clean(cells[r.date])
		d = logDate{r.readDate(text), r.missing.has(text)}
		r.dates.keep(cells[r.date], d)
	}
	return d.dateCell, d.blank
}

// row is the case of a row. Those of a wide log were admitted as they were read.
func (r *logReader) row(cells []string, line int) (int32, bool) {
	if r.table.wide != nil {
		return r.caseOf(cells)
	}
	return r.admit(cells, line)
}

// caseOf is the case whose identifier a row has.
func (r *logReader) caseOf(cells []string) (row int32, ok bool) {
	cell := cells[r.caseField]
	if r.last >= 0 && cell == r.data.CaseID[r.last] {
		return r.last, true
	}
	row, ok = r.cases[cell]
	if !ok {
		row, ok = r.cases[fitted(table.Clean(cell))]
	}
	if ok = ok && row != severalRows; ok {
		r.last = row
	}
	return row, ok
}

// admit is the case of a row that follows in the file. A row without a case is told,
// or is none of the log.
func (r *logReader) admit(cells []string, line int) (int32, bool) {
	row, ok := r.caseOf(cells)
	if ok {
		if len(r.table.open) > 0 {
			r.table.sawCase()
		}
		return row, true
	}
	issue := openRow{logCaseUnknown, place{line: line, column: r.table.header[r.caseField]}, nil}
	switch {
	case r.missing.has(table.Clean(cells[r.caseField])):
		issue.code = logCaseMissing
	case row == severalRows:
		issue.code = redcapWhichTransplant
	}
	switch own := r.table.ownCells(cells, line); {
	case r.isNoRow(own):
		r.table.passOverAs(line, codebook.IsExample(table.Clean(cells[r.caseField])))
	case !slices.ContainsFunc(own, r.table.isPartOfCase) && r.table.keepOpen(issue):
	default:
		r.issues.add(issue.code, issue.at)
	}
	return row, false
}

// isNoRow says of a row without a known case that it is none of the log: it is
// marked so, or one cell stands in it that is no identifier. What stands below the
// last case without an identifier, a date and a number is none either.
func (r *logReader) isNoRow(cells []string) bool {
	id := table.Clean(cells[r.caseField])
	if r.table.isMarked(cells, id, !r.missing.has(id)) {
		return true
	}
	return filled(cells) == 1 && !slices.ContainsFunc(cells, r.table.isPartOfCase)
}

// time is the time of a row since the transplant of its case.
func (r *logReader) time(cells []string, row int32, line int) (float64, bool) {
	transplant := r.data.TransplantDate[row]
	c, blank := r.dateOf(cells)
	if blank {
		return r.timeByDay(cells, row, line)
	}
	at := place{line: line, column: r.table.header[r.date], caseID: r.data.CaseID[row]}
	day, ok := r.dayIn(c, row, r.order)
	switch {
	case !ok:
		r.issues.add(r.faultOfDate(c), at)
		return 0, false
	case math.IsNaN(transplant):
		r.issues.add(logWithoutTransplant, at)
		return 0, false
	}
	if c.form == excelSerial {
		r.serials.add(place{line: line, column: at.column})
	}
	r.tellNote(c.note, r.date, line)
	return r.until(day, (day-transplant)/r.unit, line)
}

// timeByDay is the time of a row that gives it instead of a date.
func (r *logReader) timeByDay(cells []string, row int32, line int) (float64, bool) {
	time, note, ok := r.dayOf(cells)
	if !ok {
		at := place{line: line, caseID: r.data.CaseID[row]}
		for _, field := range []int{r.date, r.day} {
			if field >= 0 {
				at.column = r.table.header[field]
			}
		}
		r.issues.add(r.faultOfDate(dateCell{note: note}), at)
		return 0, false
	}
	r.tellNote(note, r.day, line)
	if math.Abs(time)*r.unit > maxYears*daysAYear {
		r.issues.add(timeBeyond, place{line: line, column: r.table.header[r.day], caseID: r.data.CaseID[row]},
			strconv.Itoa(maxYears))
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

// A logNumber is a cell read as a number; NaN if missing or unreadable.
type logNumber struct {
	x     float64
	bad   bool
	note  noteState
	bound *registry.Bound
}

// value is the value of a row in the canonical unit; NaN if missing or bounded, or
// unreadable with an issue.
func (r *logReader) value(cells []string, field int, row int32, line int, kind string) (float64, *registry.Bound) {
	if field < 0 {
		return math.NaN(), nil
	}
	n, ok := r.values[cells[field]]
	if !ok {
		n = r.number(cells[field], append([]string{}, r.form.ownWords...), r.form.parseValue)
		if r.form.log == registry.Titres && n.bound != nil && !boundsTitre(*n.bound) {
			n = logNumber{x: math.NaN(), bad: true}
		}
		r.values.keep(cells[field], n)
	}
	r.tellBad(n, field, row, line)
	guard := r.guards[kind]
	if guard == nil {
		return n.x, n.bound
	}
	at := place{line: line, column: r.table.header[field]}
	if n.bound != nil {
		b := *n.bound
		b.Limit = guard.canonical(b.Limit, at)
		return math.NaN(), &b
	}
	return guard.canonical(n.x, at), nil
}

func (r *logReader) number(cell string, own []string, parse func(string, bool) (float64, bool)) logNumber {
	text := table.Clean(cell)
	if r.missing.has(text) {
		return logNumber{x: math.NaN()}
	}
	n := r.numberOf(text, parse)
	if !n.bad {
		return n
	}
	_, note, ok := readNoted(text, own, func(value string) (float64, bool) {
		n = r.numberOf(value, parse)
		return n.x, !n.bad
	})
	if !ok {
		return logNumber{x: math.NaN(), bad: true}
	}
	n.note = note
	if note == refusedNote || r.plan.Data.Notes != plan.IgnoreNotes {
		return logNumber{x: math.NaN(), bad: true, note: note}
	}
	return n
}

// numberOf reads a number or a bound.
func (r *logReader) numberOf(text string, parse func(string, bool) (float64, bool)) logNumber {
	number := func(text string) (float64, bool) { return parse(text, r.missing.decimalComma) }
	x, ok := number(text)
	if ok && math.Abs(x) <= largestNumber {
		return logNumber{x: x}
	}
	if b, ok := parseBound(text, number); ok {
		return logNumber{x: math.NaN(), bound: &b}
	}
	return logNumber{x: math.NaN(), bad: true}
}

func (r *logReader) tellBad(n logNumber, field int, row int32, line int) {
	of := cmp.Or(r.form.unreadable, logUnreadableValue)
	switch {
	case !n.bad:
		r.tellNote(n.note, field, line)
		return
	case n.note != noNote:
		of = notedValue
	}
	r.issues.add(of, place{line: line, column: r.table.header[field], caseID: r.data.CaseID[row]})
}

// entry is the entry of a row of the file.
func (r *logReader) entry(cells []string, line int) (registry.LogEntry, bool) {
	row, ok := r.row(cells, line)
	if !ok {
		return registry.LogEntry{}, false
	}
	kind := r.kinds.of(cells[r.kind])
	if kind == "" {
		r.issues.add(logKindMissing, place{line: line, column: r.table.header[r.kind], caseID: r.data.CaseID[row]})
		return registry.LogEntry{}, false
	}
	time, ok := r.time(cells, row, line)
	if !ok {
		return registry.LogEntry{}, false
	}
	e := registry.LogEntry{Row: row, Line: int32(line), Day: time, Kind: kind, Volume: math.NaN()}
	r.slips.see(r, cells, e)
	r.tellPrinted(cells, e, r.kind, kind)
	if r.class >= 0 {
		e.Class = r.classes.of(cells[r.class])
		r.tellPrinted(cells, e, r.class, e.Class)
	}
	e.Value, e.Bound = r.value(cells, r.valueField, row, line, kind)
	if r.volume >= 0 {
		n := r.number(cells[r.volume], []string{"ml"}, table.ParseNumber)
		r.tellBad(n, r.volume, row, line)
		if n.bound != nil {
			r.issues.add(boundedValue, place{line: line, column: r.table.header[r.volume], caseID: r.data.CaseID[row]})
		}
		e.Volume = n.x
	}
	if r.group >= 0 {
		e.Group = r.bloodGroup(cells[r.group], row, line)
	}
	return e, true
}

// bloodGroup is the ABO group of a unit; "" where it is missing, or unreadable with an issue.
func (r *logReader) bloodGroup(cell string, row int32, line int) string {
	text := table.Clean(cell)
	if r.missing.has(text) {
		return ""
	}
	if level, ok := r.groups.of(text); ok {
		text = level
	}
	group, ok := parseABO(text)
	if !ok {
		r.issues.add(unreadableABO, place{line: line, column: r.table.header[r.group], caseID: r.data.CaseID[row]})
		return ""
	}
	return group
}

// tellPrinted tells of a cell whose text was taken as it is written.
func (r *logReader) tellPrinted(cells []string, e registry.LogEntry, field int, word string) {
	if text := cells[field]; printable.Is(word) && len(word) == len(text) && len(text) <= maxCharacters {
		return // as nearly all are
	}
	if text := table.Clean(cells[field]); word == fitted(text) {
		r.issues.tellPrinted(text, place{line: int(e.Line), column: r.table.header[field],
			caseID: r.data.CaseID[e.Row]})
	}
}

// each reads the rows to the end of the file.
func (r *logReader) each(ctx context.Context, read func(cells []string, line int) error) error {
	for {
		if r.table.rows%chunkRows == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		cells, line, err := r.table.row()
		if errors.Is(err, io.EOF) {
			r.table.passOverRest()
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
