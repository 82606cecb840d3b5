package xlsx

import "graftstat/reports/document"

// place is a row of a sheet.
type place struct {
	sheet string
	row   int
}

// places are where links lead to by ID, and the row with the first of each
// table's own rows by the table's ID: sheets, charts, rows of tables. They are
// known before anything is written.
func places(doc *document.Document) (targets, tables map[string]place) {
	targets, tables = make(map[string]place), make(map[string]place)
	for _, s := range doc.Sheets {
		targets[s.ID] = place{s.Name, 1}
		row := firstRow(s)
		for _, b := range s.Blocks {
			switch {
			case b.SheetChart != nil:
				targets[b.SheetChart.ID] = place{s.Name, row}
			case b.Table != nil:
				first := row + headOffset(s, b.Table, row) + 1
				tables[b.Table.ID] = place{s.Name, first}
				for i := range b.Table.Rows {
					targets[b.Table.Rows[i].ID] = place{s.Name, first + i}
				}
			}
			row += blockRows(s, b, row)
		}
	}
	delete(targets, "")
	return targets, tables
}

// firstRow of a sheet's blocks: its title and a line stand above them, unless
// a program is to read the sheet.
func firstRow(s document.Sheet) int {
	if s.Bare {
		return 1
	}
	return 3
}

// blockRows is the number of rows that a block takes, from a row on.
func blockRows(s document.Sheet, b document.Block, row int) int {
	switch {
	case b.Paragraph != nil:
		return 1
	case b.SheetChart != nil:
		return chartRows(b.SheetChart)
	case b.Table != nil:
		return headOffset(s, b.Table, row) + 1 + len(b.Table.Rows) + len(b.Table.Notes)
	}
	return 0 // cards and figures are of the PDF
}

// headOffset is the number of rows above a table's head: a blank one, unless
// it is the first of the sheet, and the caption.
func headOffset(s document.Sheet, t *document.Table, row int) int {
	n := 1
	if s.Bare && row == 1 {
		n = 0
	}
	if t.Caption != "" {
		n++
	}
	return n
}
