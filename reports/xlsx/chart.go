package xlsx

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"graftstat/reports/document"
)

// Sizes of a chart in rows of a sheet, and of a row and a digit in pixels.
const (
	usualRows   = 21
	rowPixels   = 20
	digitPixels = 7
	cellPadding = 5
	chartWidth  = 980
	// listedBeside is the number of curves from which on the legend stands beside
	// the chart, and the chart grows with it.
	listedBeside = 9
)

// chartRows is the number of rows that a chart covers.
func chartRows(c *document.SheetChart) int {
	return usualRows + max(0, (c.Curves()-16)*3/4)
}

// chart leaves the rows free that a chart lies over, and hands it to excelize
// for its place and its links with the sheet; what it shows is written when
// the workbook is closed.
func (w *sheetWriter) chart(c *document.SheetChart) error {
	if w.charted {
		if err := w.stream.InsertPageBreak(w.cellName(1)); err != nil {
			return err
		}
	}
	w.charted = true
	data, ok := w.book.data[c.Data]
	if !ok {
		return fmt.Errorf("chart %s: no table %s in the document", c.ID, c.Data)
	}
	w.book.charts++
	name := fmt.Sprintf("xl/charts/chart%d.xml", w.book.charts)
	content, err := chartXML(w.book.doc, c, data, w.book.tables[c.Data])
	if err != nil {
		return err
	}
	w.book.parts[name] = content
	err = w.file.AddChart(w.sheet.Name, w.cellName(1), &excelize.Chart{Type: excelize.Scatter,
		Series:    []excelize.ChartSeries{{Name: "-"}},
		Dimension: excelize.ChartDimension{Width: chartWidth, Height: uint((chartRows(c) - 1) * rowPixels)},
		Format:    excelize.GraphicOptions{AltText: c.Figure.Alt, Name: c.Figure.Title, Positioning: "oneCell"}})
	w.row += chartRows(c)
	return err
}

// pixels is the width of all columns of a sheet.
func (w *sheetWriter) pixels() int {
	total := 0
	for _, width := range w.widths {
		total += int(width*digitPixels) + cellPadding
	}
	return total
}
