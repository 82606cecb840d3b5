package redcap

import (
	"slices"
	"strings"

	"graftstat/analysis/message"
	"graftstat/analysis/plan"
	"graftstat/analysis/table"
)

// A layout says which columns of an export hold what.
type layout struct {
	file   string
	line   int
	header []string // as the export has it
	labels bool     // the headers are labels
	at     []int    // by column: the column of the dictionary; -1: none

	record, event, instrument, instance int // columns; -1: the export has none

	field     map[string]int  // name: column
	ambiguous map[string]bool // names of columns that share a header with others
}

// findLayout tells the columns of an export by its header.
func findLayout(file string, cells []string, line int, d *dictionary) (*layout, error) {
	if len(cells) > maxColumns {
		return nil, &table.Error{File: file, Line: line, Message: message.Of("the header has more than %d columns", maxColumns),
			Next: message.Of("export the fields that the study needs")}
	}
	l := &layout{file: file, line: line, at: make([]int, len(cells)), field: map[string]int{},
		ambiguous: map[string]bool{}}
	names, labels := map[string]int{}, map[string][]int{}
	for i, c := range d.columns {
		names[c.name] = i
		labels[c.label] = append(labels[c.label], i)
	}
	asNames, asLabels := 0, 0
	for _, cell := range cells {
		text := plainText(cell)
		l.header = append(l.header, table.HeaderText(cell))
		if _, ok := names[text]; ok {
			asNames++
		}
		if len(labels[text]) > 0 {
			asLabels++
		}
	}
	l.labels = asLabels > asNames
	if l.labels {
		l.byLabels(labels, d)
	} else {
		l.byNames(names)
	}
	record := d.columns[0].name
	at, ok := l.field[record]
	if !ok {
		return nil, &table.Error{File: file, Line: line, Column: record,
			Message: message.Of("the header has no column of the record's identifier, the first field of the dictionary"),
			Next: message.Of("export the whole project with its identifiers; if the dictionary is of another project, %s",
				download())}
	}
	l.record = at
	l.event = l.special("redcap_event_name", "Event Name")
	l.instrument = l.special("redcap_repeat_instrument", "Repeat Instrument")
	l.instance = l.special("redcap_repeat_instance", "Repeat Instance")
	return l, nil
}

// special is a column that REDCap itself adds.
func (l *layout) special(names ...string) int {
	for i, header := range l.header {
		if l.at[i] < 0 && slices.Contains(names, header) {
			return i
		}
	}
	return -1
}

// byNames finds columns by the names of fields.
func (l *layout) byNames(names map[string]int) {
	for i, header := range l.header {
		l.at[i] = -1
		at, ok := names[header]
		if !ok {
			continue
		}
		if first, twice := l.field[header]; twice {
			l.at[first], l.ambiguous[header] = -1, true
			continue
		}
		l.at[i], l.field[header] = at, i
	}
	for name := range l.ambiguous {
		delete(l.field, name)
	}
}

// byLabels finds columns by their labels. Those whose label only one column has and
// one field are certain; between them, columns of one label are taken in order where
// the dictionary has as many fields of it there.
func (l *layout) byLabels(labels map[string][]int, d *dictionary) {
	seen := map[string]int{}
	for _, header := range l.header {
		seen[plainText(header)]++
	}
	last, isOrdered := -1, true
	for i, header := range l.header {
		l.at[i] = -1
		text := plainText(header)
		if of := labels[text]; len(of) == 1 && seen[text] == 1 {
			l.at[i] = of[0]
			isOrdered = isOrdered && of[0] > last
			last = of[0]
		}
	}
	before := -1
	for i := 0; i < len(l.header); {
		if l.at[i] >= 0 {
			before = l.at[i]
			i++
			continue
		}
		end := i
		for end < len(l.header) && l.at[end] < 0 {
			end++
		}
		after := len(d.columns)
		if end < len(l.header) {
			after = l.at[end]
		}
		l.between(i, end, labels, func(at int) bool { return isOrdered && before < at && at < after }, d)
		i = end
		if i < len(l.header) {
			before = l.at[i]
			i++
		}
	}
	for i, at := range l.at {
		if at >= 0 {
			l.field[d.columns[at].name] = i
		}
	}
}

// between finds columns from i up to end, which lie between two that are certain.
func (l *layout) between(i, end int, labels map[string][]int, lies func(at int) bool, d *dictionary) {
	columns := map[string][]int{}
	for ; i < end; i++ {
		text := plainText(l.header[i])
		columns[text] = append(columns[text], i)
	}
	for text, same := range columns {
		var fields []int
		for _, at := range labels[text] {
			if lies(at) {
				fields = append(fields, at)
			}
		}
		if len(fields) == len(same) {
			for k, column := range same {
				l.at[column] = fields[k]
			}
			continue
		}
		for _, at := range labels[text] {
			l.ambiguous[d.columns[at].name] = true
		}
	}
}

// find is the column of a field that the study names.
func (l *layout) find(name, field string) (int, error) {
	if at, ok := l.field[field]; ok {
		return at, nil
	}
	fault := &table.Error{File: l.file, Line: l.line, Column: field,
		Message: message.Of("the study file reads %s from this field, but the export has no such column", name)}
	if l.ambiguous[field] {
		fault.Message = message.Of("the study file reads %s from this field, but its header is that of other fields too",
			name)
		fault.Next = message.Of("export the project with variable names as headers (raw), or all of its fields")
		return -1, fault
	}
	fault.Next = message.Of("correct the field in the study file, or export it; the export has: %s",
		listed(field, sortedKeys(l.field)))
	return -1, fault
}

// shownNames are how many names a message lists.
const shownNames = 40

// listed are names with the nearest marked.
func listed(name string, names []string) message.Text {
	text := message.Of("%s", strings.Join(names[:min(len(names), shownNames)], ", "))
	if more := len(names) - shownNames; more > 0 {
		text = message.Of("%s, %d more", text, more)
	}
	if near := plan.Nearest(name, names); near != "" {
		text = message.Of("%s (nearest: %s)", text, near)
	}
	return text
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
