package casefile

import (
	"maps"
	"math"
	"slices"

	"graftstat/analysis/plan"
	"graftstat/analysis/table"
)

// readDate reads a cleaned cell as a date. One with a note that the study does not
// ignore has no form.
func (r *logReader) readDate(text string) dateCell {
	c := r.table.dayOrMonth(text)
	if c.note == refusedNote || c.note == plainNote && r.plan.Data.Notes != plan.IgnoreNotes {
		return dateCell{note: c.note}
	}
	return c
}

// dayIn is the calendar day of a cell of a row, also of one that counts days since
// its transplant, which is NaN where that has none.
func (r *logReader) dayIn(c dateCell, row int32, order dateOrder) (float64, bool) {
	if c.form == sinceTransplant {
		return r.data.TransplantDate[row] + c.day, true
	}
	return c.in(order)
}

// A logDay is a cell read as a time since the transplant.
type logDay struct {
	time float64
	note noteState
	ok   bool
}

// dayOf is the time of a row that gives it in place of a date.
func (r *logReader) dayOf(cells []string) (time float64, note noteState, ok bool) {
	if r.day < 0 {
		return math.NaN(), noNote, false
	}
	d, known := r.days[cells[r.day]]
	if !known {
		d.time, d.note, d.ok = r.readDay(table.Clean(cells[r.day]))
		r.days.keep(cells[r.day], d)
	}
	return d.time, d.note, d.ok
}

// readDay reads a number in the study's unit, or N+11.
func (r *logReader) readDay(text string) (time float64, note noteState, ok bool) {
	if x, ok := table.ParseNumber(text, r.missing.decimalComma); ok {
		return x, noNote, true
	}
	parse := func(text string) (float64, bool) {
		if x, ok := table.ParseNumber(text, r.missing.decimalComma); ok {
			return x, true
		}
		day, ok := parseDay(text)
		return day / r.unit, ok
	}
	if x, ok := parse(text); ok {
		return x, noNote, true
	}
	x, note, ok := readNoted(text, timeWords(r.plan.TimeUnit), parse)
	if !ok || note == refusedNote || r.plan.Data.Notes != plan.IgnoreNotes {
		return math.NaN(), note, false
	}
	return x, note, true
}

// faultOfDate is the code of a date that cannot be used.
func (r *logReader) faultOfDate(c dateCell) string {
	switch {
	case c.note != noNote:
		return notedValue
	case c.form == monthOnly:
		return logDateWithoutDay
	}
	return logUnreadableDate
}

// tellNote counts a value that was taken from beside a note.
func (r *logReader) tellNote(note noteState, field, line int) {
	if note == noNote {
		return
	}
	n := r.notes[field]
	n.add(place{line: line, column: r.table.header[field]})
	r.notes[field] = n
}

// tellNotes tells how many values of each column were.
func (r *logReader) tellNotes() {
	for _, field := range slices.Sorted(maps.Keys(r.notes)) {
		n := r.notes[field]
		n.report(r.issues, notesIgnored)
	}
}
