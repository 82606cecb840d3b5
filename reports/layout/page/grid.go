package page

import (
	"slices"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/words"
)

// head makes a column from its entry in the texts: column.KEY has its head, its
// meaning and, where it has one, its unit. A key without an entry is a text that
// is missing, which no report is written with. The arguments are those of all
// three; without any they are the unit of time of the study.
func (b *Page) Head(key string, args ...string) document.Column {
	if len(args) == 0 {
		args = []string{b.Unit(b.Results.Study.TimeUnit)}
	}
	c := document.Column{Key: key, Head: b.Words.Text("column."+key+".head", args...), Meaning: b.Words.Text("column."+key+".meaning", args...)}
	if _, ok := b.Words.Find("column." + key + ".unit"); ok {
		c.Unit = b.Words.Text("column."+key+".unit", args...)
	}
	return c
}

func (b *Page) Heads(keys ...string) []document.Column {
	columns := make([]document.Column, len(keys))
	for i, key := range keys {
		columns[i] = b.Head(key)
	}
	return columns
}

// wide is a column with a relative width.
func Wide(c document.Column, width float64) document.Column {
	c.Width = width
	return c
}

// figures is a column of numbers.
func Figures(c document.Column) document.Column {
	c.Number = true
	return c
}

// grid is a table of a sheet whose cells name their columns. Columns stand in
// the order of columns, then in that in which rows first name them.
type Grid struct {
	builder *Page
	Table   *document.Table
	places  map[string]int
}

func (b *Page) Grid(id, caption string, columns ...string) *Grid {
	t := &Grid{builder: b, Table: &document.Table{ID: id, Caption: caption}, places: make(map[string]int)}
	t.Columns(columns...)
	return t
}

// columns gives a table its columns where it may have no row, or rows that leave
// some out.
func (t *Grid) Columns(keys ...string) {
	for _, key := range keys {
		t.Place(key)
	}
}

// repeat adds a column of a family under a name of its own: one a level, or one
// a reason, which is in the head and the meaning.
func (t *Grid) Repeat(name, key string, args ...string) {
	t.places[name] = len(t.Table.Columns)
	t.Table.Columns = append(t.Table.Columns, t.builder.Head(key, args...))
}

// Has reports whether a column is there.
func (t *Grid) Has(name string) bool {
	_, ok := t.places[name]
	return ok
}

func (t *Grid) Place(name string) int {
	j, ok := t.places[name]
	if !ok {
		t.Repeat(name, name)
		j = len(t.Table.Columns) - 1
	}
	return j
}

// row begins a row. What is set from now on is of it.
func (t *Grid) Row() {
	t.Table.Rows = append(t.Table.Rows, document.Row{Cells: make([]document.Cell, len(t.Table.Columns))})
}

func (t *Grid) Last() *document.Row { return &t.Table.Rows[len(t.Table.Rows)-1] }

// set puts a cell into a column of the last row. A dash for a missing number is
// left out: a column of numbers stays one.
func (t *Grid) Set(column string, c document.Cell) *document.Cell {
	j, row := t.Place(column), t.Last()
	if c.Value == nil && c.Text == words.None {
		c.Text, c.Why = "", ""
	}
	if missing := j + 1 - len(row.Cells); missing > 0 {
		row.Cells = append(row.Cells, make([]document.Cell, missing)...)
	}
	row.Cells[j] = c
	return &row.Cells[j]
}

func (t *Grid) Count(column string, n int) *document.Cell { return t.Set(column, t.builder.Integer(n)) }

// done is the table, each row with a cell for each column.
func (t *Grid) Done() *document.Table {
	for i := range t.Table.Rows {
		if row := &t.Table.Rows[i]; len(row.Cells) < len(t.Table.Columns) {
			row.Cells = append(row.Cells, make([]document.Cell, len(t.Table.Columns)-len(row.Cells))...)
		}
	}
	return t.Table
}

// alignNumbers sets the columns of a sheet in which a number stands to the right.
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

// quartiles puts five numbers, with all their digits, into the columns of this start.
func (t *Grid) Quartiles(start string, least, q1, median, q3, most result.Number) {
	for i, x := range []result.Number{least, q1, median, q3, most} {
		t.Set(start+[]string{"least", "first_quartile", "median", "third_quartile", "most"}[i], Number(float64(x), document.General, ""))
	}
}
