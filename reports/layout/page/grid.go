package page

import (
	"slices"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/words"
)

// Medium is where a table stands.
type Medium uint8

// On paper a dash stands for a number that is missing. On a sheet its cell is
// empty: a column of numbers stays one.
const (
	Paper Medium = iota
	Sheet
)

// Head makes a column from its entry in the texts: column.KEY has its head and,
// where it has them, its meaning and its unit. A key without a head is a text
// that is missing, which no report is written with; a sheet needs the meaning, too.
// The arguments are those of all three; without any they are the unit of time of
// the study.
func (b *Page) Head(key string, args ...string) document.Column {
	if len(args) == 0 {
		args = []string{b.Unit(b.Results.Study.TimeUnit)}
	}
	optional := func(part string) string {
		if _, ok := b.Words.Find("column." + key + "." + part); !ok {
			return ""
		}
		return b.Words.Text("column."+key+"."+part, args...)
	}
	return document.Column{Key: key, Head: b.HeadText(key, args...), Meaning: optional("meaning"),
		Unit: optional("unit")}
}

// HeadText is the head of a column, for a figure that has the same head.
func (b *Page) HeadText(key string, args ...string) string {
	return b.Words.Text("column."+key+".head", args...)
}

// Grid is a table whose cells name their columns. Columns stand in the order in
// which they are declared, then in that in which rows first name them; one that
// is neither declared nor named is not there.
type Grid struct {
	page   *Page
	on     Medium
	table  *document.Table
	places map[string]int
}

// Grid begins a table, with columns that stand whether or not a row names them.
func (b *Page) Grid(on Medium, id, caption string, columns ...string) *Grid {
	t := &Grid{page: b, on: on, table: &document.Table{ID: id, Caption: caption}, places: make(map[string]int)}
	t.Columns(columns...)
	return t
}

// Columns gives a table its columns where it may have no row, or rows that leave
// some out.
func (t *Grid) Columns(keys ...string) {
	for _, key := range keys {
		t.Place(key)
	}
}

// Figures gives a table columns of numbers: they are set to the right.
func (t *Grid) Figures(keys ...string) {
	for _, key := range keys {
		t.table.Columns[t.Place(key)].Number = true
	}
}

// Wide gives a table columns of a relative width.
func (t *Grid) Wide(width float64, keys ...string) {
	for _, key := range keys {
		t.table.Columns[t.Place(key)].Width = width
	}
}

// Machine gives a table columns whose heads are names in a program.
func (t *Grid) Machine(keys ...string) {
	for _, key := range keys {
		t.table.Columns[t.Place(key)].Machine = true
	}
}

// Few gives a table a column of which a workbook marks the numbers under five.
func (t *Grid) Few(key string) { t.table.Columns[t.Place(key)].Few = true }

// Filled gives a table a column whose head and meaning have gaps.
func (t *Grid) Filled(key string, args ...string) { t.Repeat(key, key, args...) }

// Repeat gives a table a column of a family under a name of its own: one a level,
// a time or a reason, which is in the head and the meaning.
func (t *Grid) Repeat(name, key string, args ...string) {
	t.places[name] = len(t.table.Columns)
	t.table.Columns = append(t.table.Columns, t.page.Head(key, args...))
}

// Has reports whether a column is there.
func (t *Grid) Has(name string) bool {
	_, ok := t.places[name]
	return ok
}

// Place is where a column stands; one that is not there yet comes last.
func (t *Grid) Place(name string) int {
	j, ok := t.places[name]
	if !ok {
		t.Repeat(name, name)
		j = len(t.table.Columns) - 1
	}
	return j
}

// Drop takes a column away.
func (t *Grid) Drop(name string) {
	j, table := t.Place(name), t.Table()
	table.Columns = slices.Delete(table.Columns, j, j+1)
	for i := range table.Rows {
		table.Rows[i].Cells = slices.Delete(table.Rows[i].Cells, j, j+1)
	}
	delete(t.places, name)
	for other, k := range t.places {
		if k > j {
			t.places[other] = k - 1
		}
	}
}

// DropIfNone takes a column away in which no cell says anything, and reports
// whether it did. A dash says nothing.
func (t *Grid) DropIfNone(name string) bool {
	j := t.Place(name)
	says := func(r document.Row) bool {
		return !r.Heading && j < len(r.Cells) && (r.Cells[j].Spark != nil || r.Cells[j].Text != "" &&
			r.Cells[j].Text != words.None)
	}
	if slices.ContainsFunc(t.table.Rows, says) {
		return false
	}
	t.Drop(name)
	return true
}

// Row begins a row. What is set from now on is of it; the row is good until the
// next one begins.
func (t *Grid) Row() *document.Row {
	t.table.Rows = append(t.table.Rows, document.Row{Cells: make([]document.Cell, len(t.table.Columns))})
	return t.Last()
}

// Heading adds a line that groups the rows below it.
func (t *Grid) Heading(text string) {
	t.table.Rows = append(t.table.Rows, document.Row{Heading: true, Cells: []document.Cell{Text(text)}})
}

// Last is the row that was begun last.
func (t *Grid) Last() *document.Row { return &t.table.Rows[len(t.table.Rows)-1] }

// Cell is that of a column in the last row, which has it.
func (t *Grid) Cell(column string) *document.Cell { return &t.Last().Cells[t.Place(column)] }

// Len is the number of rows that were begun.
func (t *Grid) Len() int { return len(t.table.Rows) }

// Set puts a cell into a column of the last row. Of a dash for a missing number a
// sheet has an empty cell.
func (t *Grid) Set(column string, c document.Cell) *document.Cell {
	j, row := t.Place(column), t.Last()
	if t.on == Sheet && c.Value == nil && c.Text == words.None {
		c.Text, c.Why = "", ""
	}
	if missing := j + 1 - len(row.Cells); missing > 0 {
		row.Cells = append(row.Cells, make([]document.Cell, missing)...)
	}
	row.Cells[j] = c
	return &row.Cells[j]
}

// Text puts a text into a column of the last row.
func (t *Grid) Text(column, s string) *document.Cell { return t.Set(column, Text(s)) }

// Word puts the text of a code of a kind into a column of the last row.
func (t *Grid) Word(column, kind, code string) *document.Cell {
	return t.Text(column, t.page.Words.Text(kind+"."+code))
}

// Count puts a whole number into a column of the last row, which is one of numbers.
func (t *Grid) Count(column string, n int) *document.Cell { return t.Figure(column, t.page.Integer(n)) }

// Share puts a proportion of n cases into a column of the last row, which is one of numbers.
func (t *Grid) Share(column string, x result.Number, n int) *document.Cell {
	return t.Figure(column, t.page.Share(x, n))
}

// Number puts a number with so many decimals into a column of the last row, which
// is one of numbers.
func (t *Grid) Number(column string, x result.Number, f document.Format, digits int) *document.Cell {
	return t.Figure(column, Number(float64(x), f, t.page.Words.Decimal(float64(x), digits)))
}

// Figure puts a cell into a column of the last row, which is one of numbers.
func (t *Grid) Figure(column string, c document.Cell) *document.Cell {
	t.Figures(column)
	return t.Set(column, c)
}

// Quartiles puts five numbers, shown with one decimal, into the columns of this start.
func (t *Grid) Quartiles(start string, least, q1, median, q3, most result.Number) {
	for i, x := range []result.Number{least, q1, median, q3, most} {
		name := []string{"least", "first_quartile", "median", "third_quartile", "most"}[i]
		t.Set(start+name, Number(float64(x), document.Tenths, ""))
	}
}

// Note puts a line under the table, unless it stands there already.
func (t *Grid) Note(lines ...string) {
	for _, s := range lines {
		t.table.Notes = AppendNew(t.table.Notes, s)
	}
}

// Table is the table as it is so far, each row with a cell for each column.
func (t *Grid) Table() *document.Table {
	for i := range t.table.Rows {
		if row := &t.table.Rows[i]; len(row.Cells) < len(t.table.Columns) {
			row.Cells = append(row.Cells, make([]document.Cell, len(t.table.Columns)-len(row.Cells))...)
		}
	}
	return t.table
}

// AlignNumbers sets the columns of a sheet in which a number stands to the right.
func AlignNumbers(s *document.Sheet) {
	for _, block := range s.Blocks {
		if t := block.Table; t != nil {
			for j := range t.Columns {
				isNumber := func(r document.Row) bool { return j < len(r.Cells) && r.Cells[j].Value != nil }
				t.Columns[j].Number = t.Columns[j].Number || slices.ContainsFunc(t.Rows, isNumber)
			}
		}
	}
}
