package casefile

import (
	"io"
	"slices"
	"strconv"

	"graftstat/analysis/message"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/table"
)

// A whole is several files that are read as one: its rows are theirs, one file after
// the other, with the columns of all. A column has the header that data: columns:
// gives it, or our name, whatever a file of its own columns: calls it.
type whole struct {
	parts []*part
	at    int // the part that is read
	cells []string
}

// A part is one file of a whole.
type part struct {
	*dataFile
	source plan.Source
	from   int   // lines of the files before it
	field  []int // by column of the whole: the column of the file; -1: it has none
}

// openWhole opens the files of cases. A single one of which only the name is given
// is no whole.
func openWhole(p *plan.Plan, sources plan.Sources) (*dataFile, error) {
	files := sources.Expand(p.Dir)
	if len(files) == 1 && len(files[0].Set)+len(files[0].Columns) == 0 && files[0].Redcap == "" {
		return open(p, files[0], logForm{}, headerOf(p, caseIDColumn))
	}
	t := &dataFile{file: sources.Name(), issues: newIssues(sources.Name()), idField: -1, decimalComma: decimalComma(p),
		field: map[string]int{}, whole: &whole{}}
	t.Rows = t.whole
	for _, source := range files {
		f, err := open(p, source, logForm{}, sourceHeader(p, source, caseIDColumn))
		if err != nil {
			t.Close()
			return nil, err
		}
		f.idField, _ = f.find(p, caseIDColumn)
		one := &part{dataFile: f, source: source}
		t.whole.parts = append(t.whole.parts, one)
		if err := t.join(p, one); err != nil {
			t.Close()
			return nil, err
		}
	}
	for _, one := range t.whole.parts {
		for len(one.field) < len(t.header) {
			one.field = append(one.field, -1)
		}
	}
	t.skip = t.whole.parts[0].skip
	t.whole.cells, t.own = make([]string, len(t.header)), len(t.header)
	return t, nil
}

// join adds the columns of a part to those of the whole.
func (t *dataFile) join(p *plan.Plan, one *part) error {
	if first := t.whole.parts[0]; one.From1904() != first.From1904() {
		return &table.Error{File: one.file, Message: message.Of("the workbook counts days from another year (1900 "+
			"or 1904) than %s", first.file),
			Next: message.Of("save both in one way, or write their dates as text")}
	}
	names := map[int]string{} // of the whole, by field
	for _, name := range sortedKeys(one.columns) {
		if field, ok := one.find(p, name); ok {
			names[field] = headerOf(p, name)
		}
	}
	taken := map[string]bool{}
	for _, name := range names {
		taken[name] = true
	}
	one.field = slices.Repeat([]int{-1}, len(t.header))
	for field, own := range one.header {
		name, mapped := names[field]
		if !mapped {
			if name = own; name == "" || taken[name] {
				continue
			}
		}
		at, ok := t.field[name]
		if !ok {
			at = len(t.header)
			t.field[name] = at
			t.header, one.field = append(t.header, name), append(one.field, -1)
		}
		one.field[at] = field
	}
	return nil
}

// Next is the next row of the files.
func (w *whole) Next() (cells []string, line int, err error) {
	for ; w.at < len(w.parts); w.at++ {
		one := w.parts[w.at]
		if w.at > 0 && one.from == 0 {
			before := w.parts[w.at-1]
			one.from = before.from + before.last
		}
		cells, line, err := one.row()
		if err == io.EOF {
			if one.rows == 0 {
				one.issues.add(noRows, place{line: one.headerLine})
			}
			one.passOverRest()
			continue
		}
		if err != nil {
			return nil, 0, err
		}
		for i, field := range one.field {
			if w.cells[i] = ""; field >= 0 {
				w.cells[i] = cells[field]
			}
		}
		if blank(w.cells) { // it has something where the header has no name
			one.passOver(line)
			w.at--
			continue
		}
		return w.cells, one.from + line, nil
	}
	return nil, 0, io.EOF
}

// Form is that of each part, like what else is asked of a file alone.
func (w *whole) Form() []string  { return nil }
func (w *whole) Assumed() string { return "" }
func (w *whole) IsSheet() bool   { return false }
func (w *whole) From1904() bool  { return w.parts[0].From1904() }
func (w *whole) Sum() []byte     { return nil }

// Close closes every file.
func (w *whole) Close() {
	for _, one := range w.parts {
		one.Close()
	}
}

// partAt is the part of a line of the whole.
func (w *whole) partAt(line int) *part {
	for i := min(w.at, len(w.parts)-1); i > 0; i-- {
		if line > w.parts[i].from {
			return w.parts[i]
		}
	}
	return w.parts[0]
}

// place is a line in the file that it is of.
func (t *dataFile) place(line int) (file string, own int) {
	if t.whole == nil || line == 0 {
		return t.file, line
	}
	one := t.whole.partAt(line)
	return one.file, line - one.from
}

// isAbsent reports whether the file of a line lacks a column of the whole.
func (t *dataFile) isAbsent(c *column, line int) bool {
	return t.whole != nil && c != nil && t.whole.partAt(line).field[c.field] < 0
}

// every are the files: the parts, or the one.
func (t *dataFile) every() []*dataFile {
	if t.whole == nil {
		return []*dataFile{t}
	}
	var files []*dataFile
	for _, one := range t.whole.parts {
		files = append(files, one.dataFile)
	}
	return files
}

// finish adds what was read, and its issues, to the data. Issues of a part are
// brought to lines of the whole.
func (t *dataFile) finish(p *plan.Plan, d *registry.Data, codes []string) {
	for _, f := range t.every() {
		f.format = append(f.format, codes...)
		if t.whole != nil {
			f.units = t.units
		}
		d.Inputs = append(d.Inputs, f.input())
	}
	d.Issues = append(d.Issues, t.withoutDoubles(t.issues.closed())...)
	if t.whole == nil {
		return
	}
	for _, one := range t.whole.parts {
		for _, issue := range one.issues.closed() {
			if issue.Line > 0 {
				issue.File, issue.Line = t.file, issue.Line+one.from
			}
			d.Issues = append(d.Issues, issue)
		}
		d.AddPart(t.file, newPart(p, one.dataFile, one.source, one.from))
	}
}

// newPart is where the lines of one of several files stand in the whole.
func newPart(p *plan.Plan, f *dataFile, source plan.Source, from int) registry.Part {
	one := registry.Part{File: f.file, From: int32(from), Header: map[string]string{}, Set: map[string]bool{},
		SetFile: p.File, SetLine: source.SetLine}
	for column := range f.columns {
		one.Header[headerOf(p, column)] = f.headerOf(p, column)
	}
	for column := range source.Set {
		one.Set[headerOf(p, column)] = true
	}
	if f.redcapCases != nil {
		one.Lines, one.Moved = f.redcapCases.Lines(), f.redcapCases.Moved()
		for _, header := range f.redcapCases.Header() {
			one.Header[header] = f.redcapCases.Shown(header)
		}
	}
	return one
}

// isHeader reports whether an identifier is the header of its own column.
func (w *whole) isHeader(id string) bool {
	return slices.ContainsFunc(w.parts, func(one *part) bool { return id == one.header[one.idField] })
}

// lineText is a line as an arg of an issue: of several files with the file.
func (t *dataFile) lineText(line int) string {
	file, own := t.place(line)
	if t.whole == nil {
		return strconv.Itoa(own)
	}
	return strconv.Itoa(own) + " (" + file + ")"
}
