package pdf

import (
	"fmt"

	"graftstat/reports/document"
)

// noRowHead is the column of row heads of a table that has none.
const noRowHead = -1

// rowHeadColumn names the rows: the first column of texts, else the first one. A
// table of one column has none.
func rowHeadColumn(columns []document.Column) int {
	if len(columns) == 1 {
		return noRowHead
	}
	for i, c := range columns {
		if !c.Number {
			return i
		}
	}
	return 0
}

// rowSpans are, for each row, the number of rows that its head names: its own and
// those below it without a name; 0 for these.
func rowSpans(rows []document.Row, column int) []int {
	spans := make([]int, len(rows))
	named := -1
	for i := range rows {
		switch row := &rows[i]; {
		case row.Heading:
			named = -1
		case column != noRowHead && named >= 0 && nameless(row, column):
			spans[named]++
			continue
		default:
			named = i
		}
		spans[i] = 1
	}
	return spans
}

func nameless(row *document.Row, column int) bool {
	c := &row.Cells[column]
	return c.Text == "" && c.Spark == nil && cellMark(row, column) == document.NoMark
}

// addCell adds a cell of a row to the structure: a head that names so many rows,
// nothing where the head stands above, or data.
func (g *grid) addCell(tr *element, column, span int) *element {
	switch {
	case column != g.rowHead:
		return tr.add("TD", "")
	case span == 0:
		return nil
	case span > 1:
		return tr.add("TH", fmt.Sprintf("<</O /Table /Scope /Row /RowSpan %d>>", span))
	}
	return tr.add("TH", "<</O /Table /Scope /Row>>")
}
