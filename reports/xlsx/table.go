package xlsx

import (
	"math"

	"github.com/xuri/excelize/v2"

	"graftstat/reports/layout"
)

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
	for j, c := range t.Columns {
		l := look{role: headRole, number: c.Number}
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
	}
	return w.setRow(values, 0)
}

func (w *sheetWriter) tableRow(t *layout.Table, r layout.Row) error {
	values := make([]any, len(r.Cells))
	for j, c := range r.Cells {
		value, l, err := w.cell(t.Columns[j], r, c)
		if err != nil {
			return err
		}
		style, err := w.styles.id(l)
		if err != nil {
			return err
		}
		values[j] = excelize.Cell{StyleID: style, Value: value}
		if l.link {
			if err := w.file.SetCellHyperLink(w.sheet.Name, w.cellName(j+1), quoteSheet(c.Link)+"!A1", "Location"); err != nil {
				return err
			}
		}
	}
	return w.setRow(values, 0)
}

// cell is a number where the layout has one, else a text.
func (w *sheetWriter) cell(column layout.Column, r layout.Row, c layout.Cell) (any, look, error) {
	l := look{role: cellRole, mark: c.Mark, number: column.Number, indent: c.Indent, link: c.Link != "" && w.names[c.Link]}
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
