package casefile

import (
	"slices"

	"graftstat/analysis/message"
	"graftstat/analysis/plan"
	"graftstat/analysis/table"
)

// sourceHeader is the header under which a file has one of our columns.
func sourceHeader(p *plan.Plan, s plan.Source, name string) string {
	if header, ok := s.Columns[name]; ok {
		return table.HeaderText(header)
	}
	return headerOf(p, name)
}

// headerOf is sourceHeader of an open file.
func (t *dataFile) headerOf(p *plan.Plan, name string) string {
	return sourceHeader(p, plan.Source{Columns: t.columns}, name)
}

// find is the field of one of our columns.
func (t *dataFile) find(p *plan.Plan, name string) (field int, ok bool) {
	field, ok = t.field[t.headerOf(p, name)]
	return field, ok
}

// setConstants adds the columns that the study file sets for each row of a file,
// and refuses a header of its own columns: that the file has not.
func (t *dataFile) setConstants(p *plan.Plan, s plan.Source) error {
	for _, name := range sortedKeys(s.Columns) {
		if _, ok := t.find(p, name); !ok {
			return &table.Error{File: t.file, Line: t.headerLine, Column: t.headerOf(p, name),
				Message: message.Of("the study file reads %s from this column, but the header has no such column",
					name),
				Next: message.Of("correct columns: of this file in the study file%s", t.instead(t.headerOf(p,
					name)))}
		}
	}
	t.own = len(t.header)
	for _, name := range sortedKeys(s.Set) {
		header := headerOf(p, name)
		if _, ok := t.field[header]; ok {
			return &table.Error{File: t.file, Line: t.headerLine, Column: header,
				Message: message.Of("the study file sets %s for each row, but the file has this column", name),
				Next: message.Of("remove %s from set: of this file in the study file, or the column from the file",
					name)}
		}
		t.field[header] = len(t.header)
		t.header, t.constants = append(t.header, header), append(t.constants, string(s.Set[name]))
	}
	return nil
}

// withConstants are the cells of a row and those that the study file sets.
func (t *dataFile) withConstants(cells []string) []string {
	if len(t.constants) == 0 {
		return cells
	}
	t.cells = append(append(t.cells[:0], cells...), t.constants...)
	return t.cells
}

// isSet says whether a column is none of the row of a line: the study file sets it, or
// it is the day of a wide log.
func (t *dataFile) isSet(field, line int) bool {
	switch {
	case t.whole != nil:
		one := t.whole.partAt(line)
		return one.field[field] >= one.own
	case t.wide != nil:
		isDay := field == len(t.wide.other) // the head of the cell, not of the row
		return isDay || field < len(t.wide.other) && t.wide.other[field] >= t.own
	}
	return field >= t.own
}

// ownCells are the cells of a row without those that the study file sets: they say
// nothing of what the row is. They are valid until the next call.
func (t *dataFile) ownCells(cells []string, line int) []string {
	if t.wide == nil && !slices.ContainsFunc(t.every(), func(f *dataFile) bool { return len(f.constants) > 0 }) {
		return cells
	}
	t.blanked = append(t.blanked[:0], cells...)
	for field := range t.blanked {
		if t.isSet(field, line) {
			t.blanked[field] = ""
		}
	}
	return t.blanked
}

// noSuchFile is the Error of a pattern that matches nothing.
func noSuchFile(s plan.Source) error {
	return &table.Error{File: s.File, Message: message.Of("no file has a name of this pattern"),
		Next: message.Of("check the pattern under data: in the study file; it is relative to the study file")}
}
