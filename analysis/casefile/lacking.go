package casefile

import (
	"graftstat/analysis/message"
	"graftstat/analysis/registry"
	"graftstat/analysis/table"
)

// isAbsentSomewhere reports whether a file lacks a column that another has.
func (r *reader) isAbsentSomewhere(c *column) bool {
	return len(r.lacking(c)) > 0
}

// lacking are the files that lack a column of the whole.
func (r *reader) lacking(c *column) []*part {
	if r.table.whole == nil || c == nil {
		return nil
	}
	var parts []*part
	for _, one := range r.table.whole.parts {
		if one.field[c.field] < 0 {
			parts = append(parts, one)
		}
	}
	return parts
}

// absentRows are the rows whose file has none of the columns; nil where each has
// one. Columns that are nil are passed over.
func (r *reader) absentRows(columns ...*column) []bool {
	if r.table.whole == nil {
		return nil
	}
	absent, found := make([]bool, len(r.line)), false
	for row, line := range r.line {
		has := false
		for _, c := range columns {
			has = has || c != nil && !r.table.isAbsent(c, int(line))
		}
		absent[row], found = !has, found || !has
	}
	if !found {
		return nil
	}
	return absent
}

// columns are those of a milestone.
func (s *source) columns() []*column { return []*column{s.date, s.day, s.status} }

// absentRows are the rows whose file does not say whether a milestone happened:
// that has no column of it, or lacks one of its conditions. To what day a record is
// complete need not be told: without it a case is known to its last contact.
func (m *milestoneReader) absentRows() []bool {
	if registry.IsCompleteTo(m.milestone) {
		return nil
	}
	if len(m.when) == 0 {
		return m.reader.absentRows(m.source.columns()...)
	}
	var absent []bool
	for _, c := range m.when {
		for row, is := range m.reader.absentRows(c.column) {
			if absent == nil {
				absent = make([]bool, len(m.line))
			}
			absent[row] = absent[row] || is
		}
	}
	return absent
}

// checkTransplantDates refuses files of which some have the date of transplant and
// others have not: in these nobody would have been transplanted.
func (r *reader) checkTransplantDates(c *column) error {
	for _, one := range r.lacking(c) {
		return &table.Error{
			File: one.file, Line: one.headerLine, Column: one.headerOf(r.plan, transplantDateColumn),
			Message: message.Of("the header has no such column, which other files of the cases have"),
			Next: message.Of("add the date of transplant, or give its header under columns: of this file in " +
				"the study file"),
		}
	}
	return nil
}

// lacksFollowUp is a file of several without dates that has no time of death or
// last contact; nil where each has one.
func (r *reader) lacksFollowUp() *dataFile {
	if r.table.whole == nil {
		return nil
	}
	for _, one := range r.table.whole.parts {
		known := false
		for _, s := range r.sources {
			known = known || (s.milestone == "death" || s.milestone == "last_contact") && s.day != nil &&
				one.field[s.day.field] >= 0
		}
		if !known {
			return one.dataFile
		}
	}
	return nil
}

// noteLacking tells of each file what it lacks and another has, of what the study uses.
func (r *reader) noteLacking() {
	tell := func(name string, columns ...*column) {
		if r.table.whole == nil {
			return
		}
		for _, one := range r.table.whole.parts {
			has, any := false, false
			for _, c := range columns {
				any = any || c != nil
				has = has || c != nil && one.field[c.field] >= 0
			}
			if any && !has {
				one.issues.add(fileLacksColumn, place{line: one.headerLine, column: one.headerOf(r.plan, name)}, name)
			}
		}
	}
	tell(patientIDColumn, r.patient)
	for _, name := range sortedKeys(r.use.need) {
		tell(name, r.columnOf(name))
	}
	for _, s := range r.sources {
		columns := s.columns()
		for _, c := range s.when {
			columns = append(columns, c.column)
		}
		tell(s.milestone, columns...)
	}
}
