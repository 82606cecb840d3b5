package xlsx

import (
	"fmt"
	"math"

	"github.com/xuri/excelize/v2"

	"graftstat/reports/document"
)

// checkTables refuses a row that has not a cell for each column.
func checkTables(s document.Sheet) error {
	for _, b := range s.Blocks {
		if b.Table == nil {
			continue
		}
		for i, r := range b.Table.Rows {
			if len(r.Cells) != len(b.Table.Columns) {
				return fmt.Errorf("table %s, row %d: %d cells for %d columns", b.Table.ID, i+1, len(r.Cells),
					len(b.Table.Columns))
			}
		}
	}
	return nil
}

// table writes a table with a blank row above it, its caption and its notes.
func (w *sheetWriter) table(t *document.Table, filter bool) error {
	if !w.sheet.Bare || w.row > 1 {
		w.row++
	}
	if t.Caption != "" {
		if err := w.line(t.Caption, captionRole); err != nil {
			return err
		}
	}
	head := w.row
	if err := w.head(t, filter); err != nil {
		return err
	}
	if err := w.markFew(t); err != nil {
		return err
	}
	rows := w.newTable(t)
	for i := range t.Rows {
		if err := rows.write(&t.Rows[i]); err != nil {
			return err
		}
	}
	if filter && len(t.Rows) > 0 {
		if err := w.filter(head, len(t.Columns)); err != nil {
			return err
		}
	}
	for _, note := range t.Notes {
		if err := w.line(note, noteRole); err != nil {
			return err
		}
	}
	return nil
}

// filter covers a table from its head to the row before the next.
func (w *sheetWriter) filter(head, columns int) error {
	first, err := excelize.CoordinatesToCellName(1, head)
	if err != nil {
		return err
	}
	last, err := excelize.CoordinatesToCellName(columns, w.row-1)
	if err != nil {
		return err
	}
	return w.file.AutoFilter(w.sheet.Name, first+":"+last, nil)
}

// markFew marks numbers under five of the columns that ask for it, whatever a
// person writes there later. An empty cell is not marked.
func (w *sheetWriter) markFew(t *document.Table) error {
	for j, c := range t.Columns {
		if !c.Few || len(t.Rows) == 0 {
			continue
		}
		if w.few == 0 {
			style, err := w.file.NewConditionalStyle(&excelize.Style{Font: &excelize.Font{Bold: true, Color: darkAmber},
				Fill: solid(paleAmber)})
			if err != nil {
				return err
			}
			w.few = style + 1
		}
		format := w.few - 1
		first := w.cellName(j + 1)
		last, err := excelize.CoordinatesToCellName(j+1, w.row+len(t.Rows)-1)
		if err != nil {
			return err
		}
		if err := w.file.SetConditionalFormat(w.sheet.Name, first+":"+last, []excelize.ConditionalFormatOptions{
			{Type: "formula", Criteria: fmt.Sprintf("AND(ISNUMBER(%s),%s<5)", first, first),
				Format: &format}}); err != nil {
			return err
		}
	}
	return nil
}

// head of a table. The arrow of a filter lies over the end of a head.
func (w *sheetWriter) head(t *document.Table, filter bool) error {
	values := make([]any, len(t.Columns))
	tall := 1
	for j, c := range t.Columns {
		l := look{role: headRole, number: c.Number, indent: gap(t, j)}
		if c.Number && filter {
			l.indent = arrow
		}
		style, err := w.styles.id(l)
		if err != nil {
			return err
		}
		text, err := cleanText(c.Head)
		if err != nil {
			return err
		}
		values[j] = excelize.Cell{StyleID: style, Value: text}
		tall = max(tall, lines(text, (w.widths[j]-padding-float64(l.indent))/boldWidth))
	}
	return w.setRow(values, float64(tall)*lineHeight+4)
}

// tableWriter writes the rows of a table. Most cells of a column look alike, so
// the style of the last one is kept, and the cells themselves are used again.
type tableWriter struct {
	*sheetWriter
	table  *document.Table
	gaps   []int
	tenths []bool // of columns of days
	looks  []look
	styles []int
	cells  []excelize.Cell
	values []any
}

func (w *sheetWriter) newTable(t *document.Table) *tableWriter {
	n := len(t.Columns)
	tw := &tableWriter{sheetWriter: w, table: t, gaps: make([]int, n), tenths: make([]bool, n), looks: make([]look, n),
		styles: make([]int, n), cells: make([]excelize.Cell, n), values: make([]any, n)}
	for j := range n {
		tw.gaps[j], tw.tenths[j], tw.values[j] = gap(t, j), inTenths(t, j), &tw.cells[j]
	}
	return tw
}

func (w *tableWriter) write(r *document.Row) error {
	tall := 1
	for j := range r.Cells {
		value, l, err := w.cell(j, r)
		if err != nil {
			return err
		}
		if l != w.looks[j] || w.styles[j] == 0 {
			if w.styles[j], err = w.book.styles.id(l); err != nil {
				return err
			}
			w.looks[j] = l
		}
		w.cells[j] = excelize.Cell{StyleID: w.styles[j], Value: value}
		if text, ok := value.(string); ok && !r.Heading {
			tall = max(tall, lines(text, w.widths[j]-padding-float64(l.indent)))
		}
		if l.link {
			w.links++
			to := w.places[r.Cells[j].Link]
			if err := w.file.SetCellHyperLink(w.sheet.Name, w.cellName(j+1),
				fmt.Sprintf("%s!A%d", quoteSheet(to.sheet), to.row), "Location"); err != nil {
				return err
			}
		}
	}
	return w.setRow(w.values, float64(tall)*lineHeight+2)
}

// maxLinks is the number of cells of a sheet up to which they are links: each
// further one takes longer to add, and nobody follows them one by one.
const maxLinks = 2000

// leads reports whether a link is written: it has a target in the workbook.
func (w *sheetWriter) leads(link string) bool {
	_, ok := w.places[link]
	return ok && w.links < maxLinks
}

// cell is a number where the layout has one, else a text.
func (w *tableWriter) cell(column int, r *document.Row) (any, look, error) {
	c := &r.Cells[column]
	l := look{role: cellRole, mark: c.Mark, number: w.table.Columns[column].Number, indent: c.Indent + w.gaps[column],
		link: c.Link != "" && w.leads(c.Link)}
	if c.Mark == document.NoMark {
		l.mark = r.Mark
	}
	if r.Heading {
		l.role = headingRole
	}
	if c.Value != nil && !math.IsNaN(*c.Value) && !math.IsInf(*c.Value, 0) {
		format := c.Format
		if format == document.Days && w.tenths[column] {
			format = document.Tenths
		}
		l.format = numberFormat(format, *c.Value, w.doc.Language)
		return *c.Value, l, nil
	}
	if c.Text == "" {
		return nil, l, nil
	}
	text, err := cleanText(c.Text)
	if err != nil || text == "" {
		return nil, l, err
	}
	if len(text) <= longestPlain || units(text) <= longestPlain {
		l.format = plainText
	}
	return text, l, nil
}
