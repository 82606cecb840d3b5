package xlsx

import (
	"github.com/xuri/excelize/v2"

	"graftstat/analysis/message"
	"graftstat/reports/document"
)

// Row heights in points.
const (
	lineHeight   = 13.5
	usualHeight  = 15.0 // of a row that says nothing of its height
	titleHeight  = 24
	captionSpace = 6
	tallest      = 409
	// frozenHeight is how tall a frozen head may be: on a small screen a taller
	// one leaves no room for the table.
	frozenHeight = 200
)

// sheetWriter writes one sheet from top to bottom.
type sheetWriter struct {
	*book
	stream *excelize.StreamWriter
	sheet  document.Sheet
	widths []float64
	row    int // the next one, from 1
	links  int // written so far
	// charted: a chart stands above, so that the next one starts a page.
	charted bool
}

func (b *book) writeSheet(sheet document.Sheet) error {
	if err := checkTables(sheet); err != nil {
		return err
	}
	w := &sheetWriter{book: b, sheet: sheet, widths: widths(sheet), row: 1}
	if err := w.setUpPage(); err != nil { // before the stream, which writes it first
		return err
	}
	stream, err := b.file.NewStreamWriter(sheet.Name)
	if err != nil {
		return err
	}
	w.stream = stream
	for j, width := range w.widths {
		if err := stream.SetColWidth(j+1, j+1, width); err != nil {
			return err
		}
	}
	if err := w.top(); err != nil {
		return err
	}
	filtered := false
	for _, b := range sheet.Blocks {
		if err := w.block(b, !filtered && sheet.Filter); err != nil {
			return err
		}
		filtered = filtered || b.Table != nil
	}
	return stream.Flush()
}

// top freezes the head and writes what stands above the blocks.
func (w *sheetWriter) top() error {
	subtitle := joinWords(w.doc.Centre, w.doc.Closing)
	if w.sheet.Filter {
		if head, height := w.headRow(subtitle); head > 0 && height <= frozenHeight {
			if err := w.freeze(head); err != nil {
				return err
			}
		}
	}
	if w.sheet.Bare {
		return nil
	}
	if err := w.line(w.sheet.Title, titleRole); err != nil {
		return err
	}
	return w.line(subtitle, noteRole)
}

// headRow is the row of the first table's head, and height that of what stands
// above it: both are known before anything is written. Without a table the row
// is 0.
func (w *sheetWriter) headRow(subtitle string) (row int, height float64) {
	row = firstRow(w.sheet)
	if !w.sheet.Bare {
		height = w.lineHeight(w.sheet.Title, titleRole) + w.lineHeight(subtitle, noteRole)
	}
	for _, b := range w.sheet.Blocks {
		switch {
		case b.Paragraph != nil:
			height += w.lineHeight(b.Paragraph.Text, roleOf(b.Paragraph.Style))
		case b.SheetChart != nil:
			height += float64(chartRows(b.SheetChart)) * usualHeight
		case b.Table != nil:
			if b.Table.Caption != "" {
				height += w.lineHeight(b.Table.Caption, captionRole)
			}
			return row + headOffset(w.sheet, b.Table, row), height + lineHeight // a blank row stands above most tables
		}
		row += blockRows(w.sheet, b, row)
	}
	return 0, 0
}

func (w *sheetWriter) freeze(head int) error {
	cell, err := excelize.CoordinatesToCellName(1, head+1)
	if err != nil {
		return err
	}
	return w.stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: head, TopLeftCell: cell, ActivePane: "bottomLeft"})
}

func (w *sheetWriter) block(b document.Block, filter bool) error {
	switch {
	case b.Paragraph != nil:
		return w.line(b.Paragraph.Text, roleOf(b.Paragraph.Style))
	case b.Table != nil:
		return w.table(b.Table, filter)
	case b.SheetChart != nil:
		return w.chart(b.SheetChart)
	}
	return nil // cards and figures are of the PDF
}

// line is a running text over several columns.
func (w *sheetWriter) line(text string, r role) error {
	text, err := cleanText(text)
	if err != nil {
		return err
	}
	style, err := w.styles.id(look{role: r})
	if err != nil {
		return err
	}
	columns, _ := w.span()
	first, last := w.cellName(1), w.cellName(columns)
	if err := w.setRow([]any{excelize.Cell{StyleID: style, Value: text}}, w.lineHeight(text, r)); err != nil {
		return err
	}
	return w.stream.MergeCell(first, last)
}

func (w *sheetWriter) lineHeight(text string, r role) float64 {
	_, width := w.span()
	switch r {
	case titleRole:
		return float64(lines(text, width/1.5)) * titleHeight
	case captionRole, leadRole:
		return float64(lines(text, width/1.15))*(lineHeight+1.5) + captionSpace
	}
	return float64(lines(text, width))*lineHeight + 2
}

// setRow writes the next row.
func (w *sheetWriter) setRow(values []any, height float64) error {
	if w.row > maxRows {
		return message.Errorf("more than %d rows: %w", maxRows, ErrTooLong)
	}
	if err := w.stream.SetRow(w.cellName(1), values, excelize.RowOpts{Height: min(height, tallest)}); err != nil {
		return err
	}
	w.row++
	return nil
}

// cellName is that of a column in the next row.
func (w *sheetWriter) cellName(column int) string {
	name, err := excelize.CoordinatesToCellName(column, w.row)
	if err != nil {
		return "" // SetRow refuses it
	}
	return name
}

func joinWords(parts ...string) string {
	joined := ""
	for _, p := range parts {
		if p == "" {
			continue
		}
		if joined != "" {
			joined += " · "
		}
		joined += p
	}
	return joined
}
