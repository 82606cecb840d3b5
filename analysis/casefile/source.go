package casefile

import (
	"slices"

	"graftstat/analysis/message"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/table"
)

// A source says from which columns a milestone is read; a column that the file
// has not is nil.
type source struct {
	milestone string
	date, day *column
	status    *column
	when      []condition // all must hold for the milestone to have happened
}

// A condition of a milestone on one column.
type condition struct {
	*column
	name   string // our name of the column, or its header
	values plan.Values
	met    []bool // by code
	blank  []bool // by code: the column has no value
	doubt  []bool // by code: the value is none of the values, but may be one misspelt
}

// findSources looks for the columns of every milestone of the dictionary and of
// the study: M_date, M_day, M_status, or what the study file's milestones: names.
func (r *reader) findSources() error {
	for _, m := range r.use.milestones {
		s := source{
			milestone: m,
			date:      r.columnOf(m + "_date"), day: r.columnOf(m + "_day"), status: r.columnOf(m + "_status"),
		}
		canonical := s.date != nil || s.day != nil || s.status != nil
		mapped, isMapped := r.plan.Milestones[m]
		if canonical {
			if err := r.undeclared(s); err != nil {
				return err
			}
		}
		switch {
		case canonical && isMapped:
			r.issues.add(mappingIgnored, place{line: r.table.headerLine}, m)
		case isMapped:
			var err error
			if s, err = r.mappedSource(m, mapped); err != nil {
				return err
			}
		case !canonical:
			continue
		}
		r.sources = append(r.sources, s)
	}
	return nil
}

// undeclared refuses columns of a milestone of which the study file says that
// nobody had it or nobody knows: only the centre can tell which of the two is true.
func (r *reader) undeclared(s source) error {
	for _, declared := range []struct {
		key   string
		names []string
	}{{"none", r.plan.Data.None}, {"not_collected", r.plan.Data.NotCollected}} {
		if slices.Contains(declared.names, s.milestone) {
			return &table.Error{
				File: r.table.file, Line: r.table.headerLine, Column: s.header(),
				Message: message.Of("the study file declares %s under data: %s, but the file has this column of it",
					s.milestone, declared.key),
				Next: message.Of("remove %s from data: %s in the study file (a column may be blank), or the "+
					"column from the file", s.milestone, declared.key),
			}
		}
	}
	return nil
}

// mappedSource is a source as the study file describes it.
func (r *reader) mappedSource(milestone string, m plan.MilestoneSource) (source, error) {
	s := source{milestone: milestone}
	var err error
	if s.date, err = r.mappedColumn(milestone, m.Date); err != nil {
		return s, err
	}
	if s.day, err = r.mappedColumn(milestone, m.Day); err != nil {
		return s, err
	}
	for _, name := range sortedKeys(m.When) {
		c, err := r.mappedColumn(milestone, name)
		if err != nil {
			return s, err
		}
		s.when = append(s.when, condition{column: c, name: name, values: m.When[name]})
	}
	return s, nil
}

// mappedColumn is a column that milestones: names, by our name or by its header.
func (r *reader) mappedColumn(milestone, name string) (*column, error) {
	if name == "" {
		return nil, nil
	}
	if c := r.columnOf(name); c != nil {
		return c, nil
	}
	if field, ok := r.table.field[table.HeaderText(name)]; ok {
		return r.columnAt(field), nil
	}
	return nil, &table.Error{
		File: r.table.file, Line: r.table.headerLine, Column: name,
		Message: message.Of("the study file reads the milestone %s from this column, but the header has no such "+
			"column", milestone),
		Next: message.Of("correct milestones: in the study file%s", r.table.instead(name)),
	}
}

// header of the column that decides the milestone.
func (s *source) header() string {
	for _, c := range []*column{s.date, s.day, s.status} {
		if c != nil {
			return c.header
		}
	}
	if len(s.when) > 0 {
		return s.when[0].header
	}
	return ""
}

// countsFall says whether a milestone is a recovery of a count, which may never
// have fallen below its threshold.
func countsFall(milestone string) bool {
	return plan.RecordOf(milestone) == registry.CountsCompleteTo
}

// readCondition compares the distinct texts of a column with the values, as
// written or by the level that values: gives them.
func (r *reader) readCondition(c *condition) {
	values, levels := newScalars(c.values, r.missing.decimalComma), r.levels(c.name)
	for _, text := range c.text {
		met := values.has(text)
		if level, ok := levels.of(text); ok && !met {
			met = values.has(level)
		}
		blank := !met && r.missing.has(text)
		c.met = append(c.met, met)
		c.blank = append(c.blank, blank)
		c.doubt = append(c.doubt, !met && !blank && misspelt(text, c.values, r.missing.decimalComma))
	}
}

// noteNever tells of a condition that no row meets though its column is filled in:
// what the study file calls 1 may be a D in the file, and nobody would have died.
func (r *reader) noteNever(milestone string, c condition) {
	if slices.Contains(c.blank, false) && !slices.Contains(c.met, true) {
		r.issues.add(conditionNever, place{line: r.table.headerLine, column: c.header}, milestone)
	}
}

// misspelt reports whether a text may be one of the values written otherwise: a
// word where all of them are numbers, or a word near one of them.
func misspelt(text string, values plan.Values, decimalComma bool) bool {
	var names []string
	numbers := true
	for _, v := range values {
		_, isNumber := v.Number()
		names, numbers = append(names, string(v)), numbers && isNumber
	}
	_, isNumber := table.ParseNumber(text, decimalComma)
	if numbers || isNumber {
		return numbers && !isNumber
	}
	return plan.Nearest(text, names) != ""
}
