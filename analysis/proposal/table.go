package proposal

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"graftstat/analysis/casefile"
	"graftstat/analysis/message"
	"graftstat/analysis/table"
)

// A Table is a file or a sheet as it was read.
type Table struct {
	File       string   // as the study file names it: FILE or FILE.xlsx#SHEET
	Form       []string // codes of table.Rows
	Assumed    string   // the encoding, where it is assumed
	IsSheet    bool
	Above      []string // texts above the header
	HeaderLine int      // 1-based
	Header     []string
	Rows       [][]string // cleaned cells, as many as the header has
	Lines      []int      // of Rows
	IsCut      bool       // it has more than MaxRows rows
	Skip       []string   // words of the list with which rows begin that are no case
}

// MaxRows is how many rows of a file are looked at.
const MaxRows = 50_000

// titleRows is how far down a file the header may stand.
const titleRows = 20

// Unread is a file or a sheet that holds no table.
type Unread struct {
	File string
	Err  error
}

// Read reads files, relative to dir, to tables: of a workbook without a named sheet all
// sheets. A sheet without a table is Unread; a file that cannot be read is an error.
// The names of a dictionary help to find the header.
func Read(ctx context.Context, dir string, files []string, names Dictionary) ([]Table, []Unread, error) {
	l, err := newLexicon()
	if err != nil {
		return nil, nil, err
	}
	var tables []Table
	var unread []Unread
	for _, file := range files {
		sheets, err := table.Sheets(dir, file)
		if err != nil {
			return nil, nil, err
		}
		parts := []string{file}
		if len(sheets) > 0 {
			parts = nil
			for _, sheet := range sheets {
				parts = append(parts, file+"#"+sheet)
			}
		}
		for _, part := range parts {
			if err := ctx.Err(); err != nil {
				return nil, nil, err
			}
			t, err := readTable(l, dir, part, names)
			switch {
			case err == nil:
				tables = append(tables, t)
			case len(sheets) > 0:
				unread = append(unread, Unread{part, err})
			default:
				return nil, nil, err
			}
		}
	}
	return tables, unread, nil
}

// readTable reads a table by that delimiter which gives the header most known names.
func readTable(l *lexicon, dir, file string, names Dictionary) (Table, error) {
	best, most := Table{}, -1
	for _, delimiter := range []string{"auto", "comma", "semicolon", "tab", "pipe"} {
		t, n, err := readBy(l, dir, file, delimiter, names)
		if err != nil && delimiter == "auto" {
			return Table{}, err
		}
		if err == nil && n > most {
			best, most = t, n
		}
		if t.IsSheet || most > 2 && delimiter == "auto" {
			break
		}
	}
	if len(best.Header) < 2 || len(best.Rows) == 0 {
		return Table{}, &table.Error{File: file, Message: message.Of("the file has no table of a header and rows"),
			Next: message.Of("name another file or sheet after --from")}
	}
	return best, nil
}

func readBy(l *lexicon, dir, file, delimiter string, names Dictionary) (Table, int, error) {
	rows, err := table.Open(file, table.Options{Dir: dir, Delimiter: delimiter})
	if err != nil {
		return Table{}, 0, err
	}
	defer rows.Close()
	t := Table{File: file, Form: rows.Form(), Assumed: rows.Assumed(), IsSheet: rows.IsSheet()}
	var all [][]string
	var lines []int
	for {
		cells, line, err := rows.Next()
		if err == io.EOF {
			break
		}
		if errors.Is(err, table.ErrBadQuote) {
			continue
		}
		if err != nil {
			return Table{}, 0, err
		}
		if len(all) == MaxRows+titleRows {
			t.IsCut = true
			break
		}
		clean := make([]string, len(cells))
		for i, cell := range cells {
			clean[i] = table.HeaderText(cell)
		}
		if strings.Join(clean, "") != "" {
			all, lines = append(all, clean), append(lines, line)
		}
	}
	return t, t.split(l, all, lines, names), nil
}

// split finds the header among the first rows and takes what is below it. It returns
// how many known names the header has.
func (t *Table) split(l *lexicon, all [][]string, lines []int, names Dictionary) int {
	at, most := -1, -1
	for i, row := range all {
		if lines[i] > titleRows {
			break
		}
		filled := 0
		for _, cell := range row {
			if cell != "" {
				filled++
			}
		}
		n := l.namesIn(row, names)
		if filled >= 2 && n > most {
			at, most, t.Header = i, n, row
		}
		if i == 0 {
			continue
		}
		both := casefile.JoinHeader(all[i-1], row)
		if m := l.namesIn(both, names); m > max(most, n) && filled >= 2 {
			at, most, t.Header = i, m, both
		}
	}
	if at < 0 {
		return -1
	}
	t.HeaderLine = lines[at]
	for _, row := range all[:at] {
		for _, cell := range row {
			if cell != "" {
				t.Above = append(t.Above, cell)
			}
		}
	}
	for i, row := range all[at+1:] {
		if t.isNoCase(l, row) {
			continue
		}
		for len(row) < len(t.Header) {
			row = append(row, "")
		}
		t.Rows, t.Lines = append(t.Rows, row[:len(t.Header)]), append(t.Lines, lines[at+1+i])
	}
	return most
}

// isNoCase passes over what is no row: one cell alone, the header again, a total, a
// note or a signature.
func (t *Table) isNoCase(l *lexicon, row []string) bool {
	filled, first := 0, ""
	isHeader := true
	for i, cell := range row {
		if cell == "" {
			continue
		}
		if filled++; first == "" {
			first = cell
		}
		if casefile.IsNoCase(cell) {
			return true
		}
		isHeader = isHeader && i < len(t.Header) && t.Header[i] == cell
	}
	for _, word := range l.skip {
		if words := tokens(word); indexOf(tokens(first), words) == 0 && filled <= 3 {
			if filled > 1 && !slices.Contains(t.Skip, word) {
				t.Skip = append(t.Skip, word)
			}
			return true
		}
	}
	return isHeader || filled == 1 && len(t.Header) > 3
}

// namesIn counts the known names in a row, each once.
func (l *lexicon) namesIn(row []string, names Dictionary) int {
	found := map[string]bool{}
	for _, cell := range row {
		if cell == "" || len(cell) > 120 {
			continue
		}
		if _, ok := names.Fields[cell]; ok || l.isName(cell) {
			found[fold(cell)] = true
		}
	}
	return len(found)
}

// isName says of a text that it is the name of a column as a whole.
func (l *lexicon) isName(text string) bool {
	short, _ := withoutBrackets(text)
	for _, t := range []string{text, short} {
		key := fold(t)
		if len(l.columns[key])+len(l.logs[key]) > 0 || l.people[key] || l.notes[key] {
			return true
		}
	}
	_, ok := l.milestone(text)
	return ok
}

// column are the cells of a column.
func (t *Table) column(i int) []string {
	cells := make([]string, len(t.Rows))
	for r, row := range t.Rows {
		cells[r] = row[i]
	}
	return cells
}
