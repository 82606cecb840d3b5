package layout

import (
	"slices"

	"graftstat/reports/words"
)

// head makes a column from its entry in the texts: column.KEY has its head, its
// meaning and, where it has one, its unit. A key without an entry is a text that
// is missing, which no report is written with. The arguments are those of all
// three; without any they are the unit of time of the study.
func (b *builder) head(key string, args ...string) Column {
	if len(args) == 0 {
		args = []string{b.unit(b.results.Study.TimeUnit)}
	}
	c := Column{Key: key, Head: b.words.Text("column."+key+".head", args...), Meaning: b.words.Text("column."+key+".meaning", args...)}
	if _, ok := b.words.Find("column." + key + ".unit"); ok {
		c.Unit = b.words.Text("column."+key+".unit", args...)
	}
	return c
}

func (b *builder) heads(keys ...string) []Column {
	columns := make([]Column, len(keys))
	for i, key := range keys {
		columns[i] = b.head(key)
	}
	return columns
}

// wide is a column with a relative width.
func wide(c Column, width float64) Column {
	c.Width = width
	return c
}

// figures is a column of numbers.
func figures(c Column) Column {
	c.Number = true
	return c
}

// grid is a table of a sheet whose cells name their columns. Columns stand in
// the order of columns, then in that in which rows first name them.
type grid struct {
	builder *builder
	table   *Table
	places  map[string]int
}

func (b *builder) grid(id, caption string, columns ...string) *grid {
	t := &grid{builder: b, table: &Table{ID: id, Caption: caption}, places: make(map[string]int)}
	t.columns(columns...)
	return t
}

// columns gives a table its columns where it may have no row, or rows that leave
// some out.
func (t *grid) columns(keys ...string) {
	for _, key := range keys {
		t.place(key)
	}
}

// repeat adds a column of a family under a name of its own: one a level, or one
// a reason, which is in the head and the meaning.
func (t *grid) repeat(name, key string, args ...string) {
	t.places[name] = len(t.table.Columns)
	t.table.Columns = append(t.table.Columns, t.builder.head(key, args...))
}

func (t *grid) place(name string) int {
	j, ok := t.places[name]
	if !ok {
		t.repeat(name, name)
		j = len(t.table.Columns) - 1
	}
	return j
}

// row begins a row. What is set from now on is of it.
func (t *grid) row() {
	t.table.Rows = append(t.table.Rows, Row{Cells: make([]Cell, len(t.table.Columns))})
}

func (t *grid) last() *Row { return &t.table.Rows[len(t.table.Rows)-1] }

// set puts a cell into a column of the last row. A dash for a missing number is
// left out: a column of numbers stays one.
func (t *grid) set(column string, c Cell) *Cell {
	j, row := t.place(column), t.last()
	if c.Value == nil && c.Text == words.None {
		c.Text = ""
	}
	if missing := j + 1 - len(row.Cells); missing > 0 {
		row.Cells = append(row.Cells, make([]Cell, missing)...)
	}
	row.Cells[j] = c
	return &row.Cells[j]
}

func (t *grid) text(column, s string) *Cell { return t.set(column, text(s)) }

func (t *grid) count(column string, n int) *Cell { return t.set(column, t.builder.integer(n)) }

// done is the table, each row with a cell for each column.
func (t *grid) done() *Table {
	for i := range t.table.Rows {
		if row := &t.table.Rows[i]; len(row.Cells) < len(t.table.Columns) {
			row.Cells = append(row.Cells, make([]Cell, len(t.table.Columns)-len(row.Cells))...)
		}
	}
	return t.table
}

// alignNumbers sets the columns of a sheet in which a number stands to the right.
func alignNumbers(s *Sheet) {
	for _, block := range s.Blocks {
		if t := block.Table; t != nil {
			for j := range t.Columns {
				isNumber := func(r Row) bool { return j < len(r.Cells) && r.Cells[j].Value != nil }
				t.Columns[j].Number = t.Columns[j].Number || slices.ContainsFunc(t.Rows, isNumber)
			}
		}
	}
}
