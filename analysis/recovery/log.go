package recovery

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"graftstat/analysis/message"
	"graftstat/analysis/registry"
)

// A log is what is known of one log file while its entries pass.
type log struct {
	file  string
	begun bool
	// ofPatient says that entries are of the patient, not of the graft: a further
	// infusion does not end them.
	ofPatient bool
	last      []float64 // by row: time of the entry before
	after     []int32   // by row: lines after the end of follow-up
	first     []int32   // by row: line of the first of them
	lastAfter int32     // line of the last of them of all
}

func newLog(file string, rows int) log {
	l := log{file: file}
	if file == "" {
		return l
	}
	l.last, l.after, l.first = make([]float64, rows), make([]int32, rows), make([]int32, rows)
	for i := range l.last {
		l.last[i] = math.Inf(-1)
	}
	return l
}

// admit reports whether an entry counts: its row is in a rate, and the entry is
// not after the end of follow-up. An entry that breaks the order is an error.
func (r *Deriver) admit(l *log, e registry.LogEntry) (bool, error) {
	if e.Line < 1 || e.Row < 0 || int(e.Row) >= len(l.last) || math.IsNaN(e.Day) || math.IsInf(e.Day, 0) {
		return false, message.Errorf("%s, line %d: %w", l.file, e.Line, ErrEntry)
	}
	if e.Day < l.last[e.Row]-rounding/r.unit {
		return false, message.Errorf("%s, line %d: %w", l.file, e.Line, ErrOrder)
	}
	l.begun, l.last[e.Row] = true, e.Day
	if !r.active(int(e.Row)) {
		return false, nil
	}
	end := r.end[e.Row]
	if l.ofPatient {
		end.next = math.Inf(1)
	}
	if end.passed(e.Day, rounding/r.unit) {
		l.countAfter(e)
		return false, nil
	}
	return true, nil
}

// countAfter counts an entry after the end of follow-up; those of one line as one.
func (l *log) countAfter(e registry.LogEntry) {
	if l.after[e.Row] == 0 {
		l.first[e.Row] = e.Line
	}
	if l.after[e.Row] == 0 || l.lastAfter != e.Line {
		l.after[e.Row]++
	}
	l.lastAfter = e.Line
}

// tellAfterEnd tells of each case how many entries were not used.
func (r *Deriver) tellAfterEnd(l *log) {
	for row, n := range l.after {
		if n > 0 {
			r.report(registry.Warning, logAfterFollowUp, registry.Cell{File: l.file, Line: int(l.first[row])}, row,
				strconv.Itoa(int(n)))
		}
	}
}

// cell is the place of a line of a log.
func (r *Deriver) cell(l *log, line int32, column string) registry.Cell {
	if header, ok := r.plan.Data.Columns[column]; ok {
		column = header
	}
	return registry.Cell{File: l.file, Line: int(line), Column: column}
}

const (
	countColumn       = "value"
	transfusionColumn = "product"
	indicationColumn  = "indication"
	unitsColumn       = "units"
	scoreColumn       = "score"
	growthFactor      = "gcsf" // a product
)

// sortByRowAndDay orders entries that are kept whole.
func sortByRowAndDay(entries []registry.LogEntry) {
	slices.SortStableFunc(entries, func(a, b registry.LogEntry) int {
		return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Day, b.Day))
	})
}
