package casefile

import (
	"slices"
	"strconv"

	"graftstat/analysis/message"
	"graftstat/analysis/plan"
	"graftstat/analysis/table"
)

// maxColumns is how many columns a header may have; a spreadsheet has 16,384.
const maxColumns = 100_000

func columnsError(file string, line int) *table.Error {
	return &table.Error{File: file, Line: line, Message: message.Of("the header has more than %d columns", maxColumns),
		Next: message.Of("export the columns of the dictionary and those that the study needs")}
}

// setHeader checks the header: it must have one of the wanted names, and no
// name twice. A file without a header lacks the wanted names, which is told first,
// so that no message prints a row of data.
func (t *dataFile) setHeader(cells []string, line int, wanted []string) error {
	if len(cells) > maxColumns {
		return columnsError(t.file, line)
	}
	t.header, t.headerLine, t.last = make([]string, len(cells)), line, line
	t.field = map[string]int{}
	duplicate := ""
	for i, cell := range cells {
		name := table.HeaderText(cell)
		t.header[i] = name
		if _, ok := t.field[name]; ok && name != "" {
			duplicate = name
			continue
		}
		if name != "" {
			t.field[name] = i
		}
	}
	if !hasHeader(cells, wanted) {
		return noHeader(t.file, cells, line, wanted[0], false)
	}
	if duplicate != "" {
		return &table.Error{File: t.file, Line: line, Column: duplicate,
			Message: message.Of("two columns have this header"),
			Next:    message.Of("rename or remove one of them")}
	}
	for i, name := range t.header {
		if name == "" {
			t.issues.add(emptyHeader, place{line: line}, strconv.Itoa(i+1))
		}
	}
	return nil
}

// hasHeader says whether a row has one of the wanted names.
func hasHeader(cells, wanted []string) bool {
	return slices.ContainsFunc(cells, func(cell string) bool { return slices.Contains(wanted, table.HeaderText(cell)) })
}

// headerOf is the header under which the file has one of our columns.
func headerOf(p *plan.Plan, name string) string {
	if header, ok := p.Data.Columns[name]; ok {
		return table.HeaderText(header)
	}
	return name
}
