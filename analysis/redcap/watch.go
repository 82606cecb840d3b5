package redcap

import (
	"slices"
	"strconv"
	"strings"

	"graftstat/analysis/message"
	"graftstat/analysis/plan"
	"graftstat/analysis/table"
)

// A watch counts what rows have of the fields that the study reads, so that a field
// which is filled in rows of another event is told.
type watch struct {
	*CaseRows
	columns []int
}

// A watched column is read for one of ours from the rows of some uses.
type watched struct {
	at   int
	uses []*use
}

// watched are the columns that the study reads, and from which rows.
func (c *CaseRows) watched() []watched {
	var all []watched
	var cases []*use
	for _, u := range c.uses {
		isCase := u.As == plan.RedcapCases || u.As == plan.RedcapTransplants
		if isCase && len(u.Columns) == 0 {
			cases = append(cases, u)
		}
		for _, fields := range []map[string]string{u.Columns, u.Fields} {
			for _, name := range sortedKeys(fields) {
				if at, ok := c.layout.field[fields[name]]; ok {
					all = append(all, watched{at, []*use{u}})
				}
			}
		}
	}
	for _, s := range c.bases {
		all = append(all, watched{s.at, cases})
	}
	return all
}

func (c *CaseRows) watch() *watch {
	w := &watch{CaseRows: c}
	for _, one := range c.watched() {
		if !slices.Contains(w.columns, one.at) {
			w.columns = append(w.columns, one.at)
		}
	}
	return w
}

func (w *watch) add(cells []string, g *group) {
	if g.filled == nil {
		g.filled = make([]int32, len(w.columns))
	}
	g.rows++
	for i, at := range w.columns {
		if cells[at] != "" {
			g.filled[i]++
		}
	}
}

// tell tells of rows that are not used, and of fields that only they have.
func (w *watch) tell() {
	for _, g := range w.order() {
		if len(g.uses) > 0 {
			continue
		}
		at, key := w.layout.instrument, "instruments"
		if g.instrument == "" {
			at, key = w.layout.event, "events"
		}
		w.export.tell(Finding{Code: RowsUnused, Line: g.line, Column: w.layout.header[at],
			Args: []string{quoted(g.label()), strconv.Itoa(g.rows), key}})
	}
	told := map[int]bool{}
	for _, one := range w.watched() {
		if text := w.elsewhere(one); text != "" && !told[one.at] {
			told[one.at] = true
			w.export.tell(Finding{Code: Elsewhere, Line: w.layout.line, Column: w.layout.header[one.at],
				Args: []string{text}})
		}
	}
}

func (w *watch) order() []*group { return w.export.order }

// elsewhere are the events and instruments with a field that no row has from which it
// is read; "" where one has it.
func (w *watch) elsewhere(one watched) string {
	i := slices.Index(w.columns, one.at)
	var names []string
	for _, g := range w.order() {
		isRead := slices.ContainsFunc(g.uses, func(u *use) bool { return slices.Contains(one.uses, u) })
		switch {
		case g.filled[i] == 0:
		case isRead:
			return ""
		default:
			names = append(names, g.label()+" ("+strconv.Itoa(int(g.filled[i]))+")")
		}
	}
	return strings.Join(names[:min(len(names), shownNames)], ", ")
}

// label is what a group is called.
func (g *group) label() string {
	text := g.event
	if g.instrument != "" {
		text = g.instrument
	}
	return shortened(text)
}

// shownLetters are how many letters of a name a message has.
const shownLetters = 60

func shortened(text string) string {
	if letters := []rune(table.HeaderText(text)); len(letters) > shownLetters {
		return string(letters[:shownLetters]) + "…"
	}
	return table.HeaderText(text)
}

// quoted is a name as a key of the study file.
func quoted(name string) string {
	if strings.ContainsFunc(name, func(r rune) bool {
		return !('a' <= r && r <= 'z' || '0' <= r && r <= '9' || r == '_')
	}) || name == "" {
		return strconv.Quote(name)
	}
	return name
}

// checkFound refuses a study file that names an event or an instrument which the
// export has not, and an export without a case.
func (c *CaseRows) checkFound() error {
	for _, u := range c.uses {
		if u.found || u.key == "" || u.key == "instruments" && slices.ContainsFunc(c.dictionary.forms,
			func(form string) bool { return isInstrument(u.name, form) }) {
			continue
		}
		return &table.Error{File: c.layout.file, Line: c.layout.line,
			Message: message.Of("the study file names %q under data: redcap: %s, which no row of the export has", u.name,
				u.key),
			Next: message.Of("correct the name; the export has: %s", listed(u.name, c.names(u.key)))}
	}
	if c.redcap.Has(plan.RedcapCases) || c.redcap.Has(plan.RedcapTransplants) || c.layout.event < 0 {
		return nil
	}
	var lines []string
	for _, name := range c.names("events") {
		lines = append(lines, quoted(name)+": cases")
	}
	return &table.Error{File: c.layout.file, Line: c.layout.line, Column: c.layout.header[c.layout.event],
		Message: message.Of("the export has events, and the study file does not say which have the fields of a case"),
		Next: message.Of("under data: redcap: write events: {%s} with those that do",
			strings.Join(lines[:min(len(lines), shownNames)], ", "))}
}

// names are the events or the repeating instruments of the export.
func (c *CaseRows) names(key string) []string {
	var names []string
	for _, g := range c.export.order {
		name := g.event
		if key == "instruments" {
			name = g.instrument
		}
		if name = shortened(name); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
