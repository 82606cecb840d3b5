package proposal

import (
	"slices"
	"strings"
)

// A column is a column of a table while it is judged.
type column struct {
	table  *Table
	at     int
	header string
	cells  []string // as in the file
	facts           // of the cells, or of what a dictionary calls them
	field  Field

	name       string // of ours; "" while it has none
	grade      Grade
	evidence   []Evidence
	candidates []string
	why        string // it is ignored
	decided    bool   // by an answer
	agrees     bool   // its 0 and 1 are what the dates say
}

func (l *lexicon) columnsOf(t *Table, d Dictionary) []*column {
	var columns []*column
	for i, header := range t.Header {
		c := &column{table: t, at: i, header: header, cells: t.column(i), field: d.Fields[header]}
		c.facts = l.look(c.called())
		l.judge(c)
		l.decide(c)
		columns = append(columns, c)
	}
	yield(columns)
	settle(columns)
	return columns
}

// called are the cells as the dictionary calls their codes.
func (c *column) called() []string {
	if len(c.field.Labels) == 0 {
		return c.cells
	}
	called := make([]string, len(c.cells))
	for i, cell := range c.cells {
		if called[i] = cell; c.field.Labels[cell] != "" {
			called[i] = c.field.Labels[cell]
		}
	}
	return called
}

// judge gives a column its name, or says why it is not used.
func (l *lexicon) judge(c *column) {
	if c.why = l.unusable(c); c.why != "" {
		return
	}
	found := l.readings(c, c.header)
	if (len(found) == 0 || found[0].grade == Doubtful) && c.field.Label != "" && c.field.Box == "" {
		if labelled := l.readings(c, c.field.Label); len(labelled) > 0 {
			for i := range labelled {
				labelled[i].evidence = append([]Evidence{{Code: "label"}}, labelled[i].evidence...)
			}
			if len(found) == 0 || labelled[0].grade > Doubtful {
				found = labelled
			}
		}
	}
	switch {
	case len(found) == 0 && l.trap(c.header) != "":
		c.why = "trap_" + l.trap(c.header)
	case len(found) == 0 && l.trap(c.field.Label) != "":
		c.why = "trap_" + l.trap(c.field.Label)
	case len(found) == 0 && c.areNames():
		c.why = "person"
	case len(found) == 0:
		c.why = "free"
	default:
		c.take(found)
	}
	if (c.name == "case_id" || c.name == "patient_id") && c.areNames() {
		c.name, c.why = "", "person"
	}
}

// unusable says why a column can be none of ours by its header alone; "" if it can.
func (l *lexicon) unusable(c *column) string {
	key := fold(c.header)
	technical := strings.HasPrefix(c.header, "redcap_") || strings.HasSuffix(c.header, "_timestamp") ||
		strings.HasSuffix(c.header, "_complete") && c.areCodes()
	switch {
	case c.header == "":
		return "no_header"
	case technical:
		return "form_status"
	case l.people[key] && !(len(l.columns[key]) > 0 && c.areIDs()) || l.people[fold(c.field.Label)]:
		return "person"
	case l.notes[key] || c.field.Type == "notes":
		return "notes"
	}
	return ""
}

// readings are what a header may mean, the surest first.
func (l *lexicon) readings(c *column, header string) []reading {
	matches := l.matches(header)
	if trap := l.trap(header); trap != "" {
		matches = slices.DeleteFunc(matches, func(m match) bool { return !m.whole })
	}
	var found []reading
	for _, m := range matches {
		r := l.read(m, header, c.facts)
		if !slices.ContainsFunc(found, func(o reading) bool { return o.name == r.name }) {
			found = append(found, r)
		}
	}
	slices.SortStableFunc(found, func(a, b reading) int { return int(b.grade) - int(a.grade) })
	return found
}

// take takes the surest reading; of two that are as sure neither.
func (c *column) take(found []reading) {
	best := found[0]
	for _, r := range found {
		if r.grade == best.grade || r.grade == Doubtful {
			c.candidates = append(c.candidates, r.name)
		}
	}
	c.grade, c.evidence, c.name = best.grade, best.evidence, best.name
	if len(found) > 1 && found[1].grade == best.grade {
		c.doubt("two_names")
	}
	if c.grade == Doubtful {
		c.name = ""
	} else {
		c.candidates = nil
	}
}

// doubt takes a column's name away, for a reason.
func (c *column) doubt(code string, args ...string) {
	if c.decided {
		return
	}
	c.grade = Doubtful
	if c.name != "" && !slices.Contains(c.candidates, c.name) {
		c.candidates = append(c.candidates, c.name)
	}
	c.name = ""
	c.evidence = append(c.evidence, Evidence{code, args})
}

// lower takes a column's grade down to likely, for a reason.
func (c *column) lower(code string, args ...string) {
	if c.decided {
		return
	}
	c.grade = min(c.grade, Likely)
	c.evidence = append(c.evidence, Evidence{code, args})
}

// settle leaves each name to one column of a table: the surest; of two that are as
// sure to none.
func settle(columns []*column) {
	byName := map[string][]*column{}
	for _, c := range columns {
		if c.name != "" {
			byName[c.name] = append(byName[c.name], c)
		}
	}
	for name, list := range byName {
		if len(list) == 1 || name == "case_id" || name == "patient_id" || name == "row_number" ||
			strings.HasPrefix(name, "survival_") {
			continue
		}
		slices.SortStableFunc(list, func(a, b *column) int {
			if a.grade != b.grade {
				return int(b.grade) - int(a.grade)
			}
			return a.rank() - b.rank()
		})
		if list[0].grade == list[1].grade && list[0].rank() == list[1].rank() {
			list[0].doubt("two_columns", list[1].header)
		}
		for _, c := range list[1:] {
			c.doubt("two_columns", list[0].header)
		}
	}
}

// rank puts a column that is blank behind one that is not.
func (c *column) rank() int {
	if c.isBlank() {
		return 1
	}
	return 0
}

// find is the column that has a name; nil if none has.
func find(columns []*column, name string) *column {
	for _, c := range columns {
		if c.name == name {
			return c
		}
	}
	return nil
}
