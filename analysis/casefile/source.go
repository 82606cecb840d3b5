package casefile

import (
	"strings"

	"graftstat/analysis/plan"
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
	if field, ok := r.table.field[headerText(name)]; ok {
		return r.columnAt(field), nil
	}
	return nil, &Error{
		File: r.table.file, Line: r.table.headerLine, Column: name,
		Message: "the study file reads the milestone " + milestone + " from this column, but the header has no such column",
		Next:    "correct milestones: in the study file",
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
	return milestone == "neutrophil_engraftment" || strings.HasPrefix(milestone, "platelet_engraftment_")
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
		c.met = append(c.met, met)
		c.blank = append(c.blank, !met && r.missing.has(text))
	}
}
