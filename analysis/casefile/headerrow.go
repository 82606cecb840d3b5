package casefile

import (
	"errors"
	"io"
	"slices"
	"strconv"

	"graftstat/analysis/message"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/table"
)

// titleRows is how far down a file the header may stand.
const titleRows = 20

// A readRow is a row that was read while the header was looked for.
type readRow struct {
	cells []string
	line  int
	err   error
}

// next is the next row below the header.
func (t *dataFile) next() (cells []string, line int, err error) {
	if len(t.ahead) > 0 {
		row := t.ahead[0]
		t.ahead = t.ahead[1:]
		return row.cells, row.line, row.err
	}
	return t.Next()
}

// readHeader takes as the header, of the first rows, that which has a wanted name
// and most of the known ones; of several the first. So a title may stand above it,
// and a row that groups the columns. A header of two rows, of which the upper has
// the names that are merged down, is read as one. Where no row has a wanted name,
// the first row with content is refused.
func (t *dataFile) readHeader(wanted []string, known headerNames) error {
	top := t.readTop()
	if err := t.findEntry(top, &wanted, &known.names); err != nil {
		return err
	}
	first := slices.IndexFunc(top, func(r readRow) bool { return r.err != nil || !blank(r.cells) })
	switch {
	case first < 0 || top[first].err == io.EOF:
		return table.EmptyError(t.file)
	case errors.Is(top[first].err, table.ErrBadQuote):
		return &table.Error{File: t.file, Line: top[first].line, Message: message.Of("a quotation mark stands " +
			"where none may"),
			Next: message.Of("put the whole cell in quotation marks and write each one inside it twice")}
	case top[first].err != nil:
		return top[first].err
	}
	at, cells, most := first, top[first].cells, -1
	for i, row := range top {
		if row.err != nil || row.line > titleRows {
			continue
		}
		names := known.in(row.cells)
		if hasHeader(row.cells, wanted) && names > most {
			at, cells, most = i, row.cells, names
		}
		if i == 0 || top[i-1].err != nil {
			continue
		}
		both := joined(top[i-1].cells, row.cells)
		if n := known.in(both); hasHeader(both, wanted) && n > max(most, names) {
			at, cells, most = i, both, n
		}
	}
	if most < 0 {
		if likely := likeliestHeader(top, wanted[0], known); likely >= 0 {
			return noHeader(t.file, top[likely].cells, top[likely].line, wanted[0], true)
		}
	}
	if at != first {
		t.format = append(t.format, "header-row-"+strconv.Itoa(top[at].line))
	}
	t.ahead = top[at+1:]
	return t.setHeader(cells, top[at].line, wanted)
}

// readTop reads the rows in which the header is looked for. The last of them may
// be what ended the reading.
func (t *dataFile) readTop() []readRow {
	var top []readRow
	for len(top) < titleRows {
		cells, line, err := t.Next()
		top = append(top, readRow{slices.Clone(cells), line, err})
		if err != nil && !errors.Is(err, table.ErrBadQuote) || line > titleRows {
			break
		}
	}
	return top
}

// headerNames are the headers that a file of the study may have.
type headerNames struct {
	names map[string]bool
	wide  plan.Wide // of its columns of days
}

// in counts the known names in a row, each once.
func (n headerNames) in(cells []string) int {
	found := map[string]bool{}
	for _, cell := range cells {
		if name := table.HeaderText(cell); n.names[name] || n.isDay(name) {
			found[name] = true
		}
	}
	return len(found)
}

// isDay says whether a header is of a column of days.
func (n headerNames) isDay(name string) bool {
	if n.wide.Date {
		return parseDate(name).form != noDate
	}
	_, ok := dayOfHeader(n.wide.Day, name)
	return ok && n.wide.Day != ""
}

// joined is a row in whose blank cells stands what the row above has there.
func joined(above, row []string) []string {
	both := slices.Clone(row)
	for len(both) < len(above) {
		both = append(both, "")
	}
	for i, cell := range above {
		if table.Clean(both[i]) == "" {
			both[i] = cell
		}
	}
	return both
}

// knownHeaders are the headers that a file of the study may have.
func knownHeaders(p *plan.Plan, source plan.Source, form logForm) headerNames {
	known := map[string]bool{}
	if test := form.wide.Test; test != "" {
		known[table.HeaderText(test)] = true
	}
	for name := range form.tests {
		known[form.headerOfTest(source.Columns, name)] = true
	}
	add := func(name string) { known[sourceHeader(p, source, name)], known[name] = true, true }
	for _, c := range plan.Columns() {
		add(c.Name)
	}
	for _, columns := range []map[string]string{p.Data.Columns, source.Columns} {
		for name := range columns {
			add(name)
		}
	}
	for _, log := range registry.Logs() {
		f, _ := formOf(log, plan.Data{})
		for _, name := range append(f.columns(), dateColumnName, dayColumnName) {
			if name != "" {
				add(name)
			}
		}
	}
	return headerNames{known, form.wide}
}
