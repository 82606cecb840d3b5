package casefile

import (
	"strings"

	"graftstat/analysis/message"
	"graftstat/analysis/table"
)

// widen prepares a log that has a column a day.
func (r *logReader) widen() error {
	if !r.form.wide.IsGiven() {
		return nil
	}
	return r.table.widen(r.form.wide, func(cells []string, line int) bool {
		_, ok := r.admit(cells, line)
		return ok
	}, func(cells []string) bool {
		_, ok := r.caseOf(cells)
		return ok
	})
}

// findFields finds the columns of the log: under the header that data: columns:
// gives, else under our name.
func (r *logReader) findFields() error {
	find := func(name string) int {
		for _, header := range []string{r.table.headerOf(r.plan, name), headerOf(r.plan, name), name} {
			if field, ok := r.table.field[header]; ok && header != "" {
				return field
			}
		}
		return -1
	}
	defer func() { r.table.idField = r.caseField }()
	r.caseField, r.date, r.day = find(caseIDColumn), find(dateColumnName), find(dayColumnName)
	r.kind, r.class, r.valueField, r.volume = find(r.form.kind), find(r.form.class), find(r.form.value),
		find(r.form.volume)
	r.group = find(r.form.group)
	if w := r.table.wide; w != nil {
		r.valueField = w.value
		if field, ok := r.table.field[table.HeaderText(r.form.wide.Test)]; ok && r.form.wide.Test != "" {
			r.kind = field
		}
	}
	var absent string
	if r.form.tests != nil {
		if err := r.findTests(); err != nil {
			return err
		}
		absent = r.absent(true)
	} else {
		absent = r.absent(r.findRowFields(find))
	}
	switch {
	case absent != "":
	case r.date >= 0 && !r.plan.AsOf.Set:
		return &table.Error{File: r.table.file, Line: r.table.headerLine, Column: r.table.header[r.date],
			Message: message.Of("the file has dates, but the study has no closing date"),
			Next:    message.Of("write as_of: YYYY-MM-DD in the study file, or give --as-of")}
	default:
		return nil
	}
	if r.table.redcapLog != nil {
		return &table.Error{File: r.table.file, Line: r.table.headerLine, Column: absent,
			Message: message.Of("the study file names no field for this column of %s", r.form.log),
			Next: message.Of("write columns: {%s: FIELD} beside as: %s under data: redcap: in the study file", absent,
				r.form.log)}
	}
	fault := &table.Error{
		File: r.table.file, Line: r.table.headerLine, Column: r.table.headerOf(r.plan, absent),
		Message: message.Of("the header has no such column"),
		Next: message.Of("name the column so, or give its header under data: columns: in the study file%s",
			r.table.instead(r.table.headerOf(r.plan, absent))),
	}
	if wide := r.table.looksWide(); wide != "" && r.table.wide == nil {
		fault.Message = message.Of("the header has no such column, but a column a day")
		fault.Next = r.wideLine(wide)
	}
	if line, ok := r.testsLine(); ok && absent == r.form.kind {
		fault.Message = message.Of("the header has no such column, but a column for each test")
		fault.Next = line
	}
	return fault
}

// absent is the first column that the log needs and the file has not; "" if none.
func (r *logReader) absent(hasRowFields bool) string {
	switch {
	case r.date < 0 && r.day < 0:
		return dateColumnName
	case len(r.form.row) > 0 && !hasRowFields:
		return r.form.row[0].name
	case len(r.form.row) > 0:
		return ""
	case r.kind < 0:
		return r.form.kind
	case r.valueField < 0 && !r.form.valueMayBeAbsent:
		return r.form.value
	}
	return ""
}

// wideLine is the line of the study file for a log with a column a day.
func (r *logReader) wideLine(wide string) message.Text {
	line := string(r.form.log) + ": {file: '" + r.table.file + "', wide: " + wide
	if r.kind < 0 {
		return message.Of("write under data: in the study file %s, test: HEADER}}, with the header of the column that "+
			"says what was measured (or set: {%s: %s} beside wide: where the file has one alone)",
			strings.TrimSuffix(line, "}"), r.form.kind, first(r.form.kinds, "NAME"))
	}
	return message.Of("write under data: in the study file %s}", line)
}

func first(list []string, other string) string {
	if len(list) == 0 {
		return other
	}
	return list[0]
}
