package casefile

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"graftstat/analysis/registry"
	"graftstat/analysis/table"
)

// logSlips watches the rows of a log for slips of a whole column, as they pass.
type logSlips struct {
	rows, follow int // rows; those that follow on a row of the same case
	cases        int // changes of case, and one
	before       int32
	kind, value  sortedColumn
	strange      map[string]*repeats // rows of kinds that are neither canonical nor declared
	blanks       [2]blankColumn      // of class, value
}

// A blankColumn counts the blank cells of a column of a log.
type blankColumn struct {
	n      int
	places []place // the first
}

// A sortedColumn is in order until two cells are not.
type sortedColumn struct {
	last                 string
	number               float64
	seen                 bool
	different            int
	rises, falls         bool // as numbers
	textRises, textFalls bool
	none                 bool // in no order
}

// see takes a row that is an entry.
func (s *logSlips) see(r *logReader, cells []string, e registry.LogEntry) {
	if r.kind < 0 {
		return // one of events, whose columns are no kinds and values
	}
	s.count(e.Row)
	s.seeKind(r, e)
	s.kind.see(r, cells[r.kind])
	if r.valueField >= 0 {
		s.value.see(r, cells[r.valueField])
	}
	for i, field := range [...]int{r.class, r.valueField} {
		if field < 0 || cells[field] != "" && !r.missing.has(table.Clean(cells[field])) {
			continue
		}
		b := &s.blanks[i]
		if b.n++; b.n <= logIssues {
			b.places = append(b.places, place{line: int(e.Line), column: r.table.header[field],
				caseID: r.data.CaseID[e.Row]})
		}
	}
}

func (s *logSlips) count(row int32) {
	if s.rows++; s.rows > 1 && s.before == row {
		s.follow++
	} else {
		s.cases++
	}
	s.before = row
}

// seeValue takes a cell of a column of one test.
func (s *logSlips) seeValue(r *logReader, cell string, row int32) {
	s.count(row)
	s.value.see(r, cell)
}

func (s *logSlips) seeKind(r *logReader, e registry.LogEntry) {
	if slices.Contains(r.form.kinds, e.Kind) || slices.Contains(r.kinds.declared.level, e.Kind) {
		return
	}
	n := s.strange[e.Kind]
	if n == nil {
		if len(s.strange) >= logIssues {
			return
		}
		if s.strange == nil {
			s.strange = map[string]*repeats{}
		}
		n = &repeats{}
		s.strange[e.Kind] = n
	}
	n.add(place{line: int(e.Line), column: r.table.header[r.kind], caseID: r.data.CaseID[e.Row]})
}

// rareKind is the part of the rows of a log of any tests or instruments under which a
// kind may be another one misspelt.
const rareKind = 0.01

// tellKinds tells of products and antibodies that there are not, and of tests and
// instruments of few rows, which are not used or count as one of their own.
func (s *logSlips) tellKinds(r *logReader) {
	for _, kind := range sortedKeys(s.strange) {
		n := s.strange[kind]
		if r.form.closed || float64(n.n) <= rareKind*float64(s.rows) {
			r.issues.add(logKindUnknown, n.first, strconv.Itoa(n.n))
		}
	}
}

func (s *sortedColumn) see(r *logReader, cell string) {
	if s.none || cell == "" || cell == s.last {
		return
	}
	x, ok := r.form.parseValue(table.Clean(cell), r.missing.decimalComma)
	if !s.seen {
		*s = sortedColumn{seen: true, different: 1, rises: ok, falls: ok, textRises: true, textFalls: true}
	} else {
		s.different++
		s.rises, s.falls = s.rises && ok && x >= s.number, s.falls && ok && x <= s.number
		text := cmp.Compare(s.last, cell)
		s.textRises, s.textFalls = s.textRises && text < 0, s.textFalls && text > 0
		s.none = !s.rises && !s.falls && !s.textRises && !s.textFalls
	}
	s.last, s.number = strings.Clone(cell), x
}

// sortedKinds is in how many cases a log must be for its kinds not to stand in order
// by themselves: few cases may have been measured in one way and then in another.
const sortedKinds = 5

// tell tells of columns in order while the rows stand case by case and day by day,
// which they would not if the whole file had been sorted by that column; and of
// blank cells of a column that nearly all rows have filled.
func (s *logSlips) tell(r *logReader, unordered bool) {
	if r.plan.Checks.On(logKindUnknown) {
		s.tellKinds(r)
	}
	if s.maySort(r, unordered) && !s.kind.none && s.kind.different > 1 && s.cases >= sortedKinds {
		r.tellSorted(r.kind, s.rows)
	}
	s.tellValue(r, r.valueField, unordered)
	if !r.plan.Checks.On(blankInLog) {
		return
	}
	for _, b := range s.blanks {
		blank := r.plan.Checks.BlankCell
		if s.rows <= blank.Cases || float64(s.rows-b.n) < blank.Share*float64(s.rows-1) {
			continue
		}
		for _, at := range b.places {
			r.issues.add(blankInLog, at, strconv.Itoa(b.n), strconv.Itoa(s.rows))
		}
	}
}

// maySort says whether there are rows enough, case by case and day by day, to tell of a
// column in order.
func (s *logSlips) maySort(r *logReader, unordered bool) bool {
	return r.plan.Checks.On(logSortedAlone) && !unordered && s.rows >= r.plan.Checks.SortedAlone.Entries &&
		2*s.follow >= s.rows && s.cases > 1
}

// tellValue tells of values in order.
func (s *logSlips) tellValue(r *logReader, field int, unordered bool) {
	if s.maySort(r, unordered) && !s.value.none && s.value.different >= r.plan.Checks.SortedAlone.Levels {
		r.tellSorted(field, s.rows)
	}
}

func (r *logReader) tellSorted(field, rows int) {
	r.issues.add(logSortedAlone, place{line: r.table.headerLine, column: r.table.header[field]}, strconv.Itoa(rows))
}
