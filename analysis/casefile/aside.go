package casefile

import (
	"slices"

	"graftstat/analysis/table"
)

// An asideRow is a row of which only the end of the file tells whether it is a case.
type asideRow struct {
	line, filled int
	id           string // "" if it has none
	cells        []string
	before       int // cases that were entered before it
}

// setAside keeps a row that may be no case; own are its cells without what the study
// file sets.
func (r *reader) setAside(cells, own []string, line int, id string, hasID bool) bool {
	if hasID && isIDLike(id) || len(r.aside) >= maxAside || slices.ContainsFunc(r.columns,
		func(c *column) bool { return r.tells(c, own) }) {
		return false
	}
	a := asideRow{line: line, filled: filled(own), before: len(r.line)}
	if hasID {
		a.id = id
	}
	for _, c := range r.columns {
		a.cells = append(a.cells, table.Clean(cells[c.field]))
	}
	r.aside = append(r.aside, a)
	return true
}

// tells reports whether the cell of a column in use shows that its row is a case.
func (r *reader) tells(c *column, cells []string) bool {
	text := table.Clean(cells[c.field])
	if c.field == r.caseField || r.missing.has(text) {
		return false
	}
	return r.table.isMeasure(text) || c == r.patient && isIDLike(text)
}

// judgeAside enters the rows that were kept and are cases, below the others.
func (r *reader) judgeAside() {
	last := len(r.line)
	for _, a := range r.aside {
		isLast := a.before >= last || r.table.whole != nil &&
			r.table.whole.partAt(int(r.line[a.before])) != r.table.whole.partAt(a.line)
		switch isAlone := a.filled <= 1 || isLast; {
		case isAlone && !r.resembles(a):
			r.table.passOver(a.line)
		case a.id == "":
			r.issues.add(missingCaseID, r.idPlace(a.line))
		case r.enter(a.id, a.line):
			for i, c := range r.columns {
				c.add(a.cells[i])
			}
		}
	}
}

// resembles reports whether a row has a value that a case has in the same column.
func (r *reader) resembles(a asideRow) bool {
	for i, c := range r.columns {
		if r.table.isSet(c.field, a.line) {
			continue
		}
		if _, ok := c.of(a.cells[i]); ok && c.field != r.caseField && !r.missing.has(a.cells[i]) {
			return true
		}
	}
	return false
}
