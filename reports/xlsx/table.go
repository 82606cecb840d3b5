package xlsx

import (
	"fmt"
	"math"

	"github.com/xuri/excelize/v2"

	"graftstat/reports/layout"
)

// checkTables refuses a row that has not a cell for each column.
func checkTables(s layout.Sheet) error {
	for _, b := range s.Blocks {
		if b.Table == nil {
			continue
		}
		for i, r := range b.Table.Rows {
			if len(r.Cells) != len(b.Table.Columns) {
				return fmt.Errorf("table %s, row %d: %d cells for %d columns", b.Table.ID, i+1, len(r.Cells), len(b.Table.Columns))
			}
		}
	}
	return nil
}

// table writes a table with a blank row above it, its caption and its notes.
func (w *sheetWriter) table(t *layout.Table, filter bool) error {
	w.row++
	if t.Caption != "" {
		if err := w.line(t.Caption, captionRole); err != nil {
			return err
		}
	}
	head := w.row
	if err := w.head(t, filter); err != nil {
		return err
	}
	for _, r := range t.Rows {
		if err := w.tableRow(t, r); err != nil {
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

// head of a table. The arrow of a filter lies over the end of a head.
func (w *sheetWriter) head(t *layout.Table, filter bool) error {
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

func (w *sheetWriter) tableRow(t *layout.Table, r layout.Row) error {
	values := make([]any, len(r.Cells))
	tall := 1
	for j, c := range r.Cells {
		value, l, err := w.cell(t, j, r)
		if err != nil {
			return err
		}
		style, err := w.styles.id(l)
		if err != nil {
			return err
		}
		values[j] = excelize.Cell{StyleID: style, Value: value}
		if text, ok := value.(string); ok && !r.Heading {
			tall = max(tall, lines(text, w.widths[j]-padding-float64(l.indent)))
		}
		if l.link {
			if err := w.file.SetCellHyperLink(w.sheet.Name, w.cellName(j+1), quoteSheet(c.Link)+"!A1", "Location"); err != nil {
				return err
			}
		}
	}
	return w.setRow(values, float64(tall)*lineHeight+2)
}

// cell is a number where the layout has one, else a text.
func (w *sheetWriter) cell(t *layout.Table, column int, r layout.Row) (any, look, error) {
	c := r.Cells[column]
	l := look{role: cellRole, mark: c.Mark, number: t.Columns[column].Number, indent: c.Indent + gap(t, column), link: c.Link != "" && w.names[c.Link]}
	if c.Mark == layout.NoMark {
		l.mark = r.Mark
	}
	if r.Heading {
		l.role = headingRole
	}
	if c.Value != nil && !math.IsNaN(*c.Value) && !math.IsInf(*c.Value, 0) {
		l.format = numberFormat(c.Format, *c.Value)
		return *c.Value, l, nil
	}
	text, err := cleanText(c.Text)
	if err != nil || text == "" {
		return nil, l, err
	}
	if units(text) <= longestPlain {
		l.format = plainText
	}
	return text, l, nil
}
