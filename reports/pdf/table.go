package pdf

import (
	"fmt"

	"graftstat/reports/document"
)

const (
	rowPad = 2.2 // above and below a row's text
	// wholeTable is the height up to which a table is not spread over two pages.
	wholeTable = 0.4 * bodyHeight
	// wholeNotes is the height up to which its notes are not.
	wholeNotes = 0.2 * bodyHeight
)

// grid is a table's columns on paper.
type grid struct {
	table    *document.Table
	setting  setting
	rowHead  int // the column that names the rows
	widths   []float64
	width    float64
	numbers  []float64 // of a Number column: the width of all that stands in it
	fraction []float64 // of a Number column: the widest text from the decimal mark on; -1: not aligned
}

// table is its caption, its rows and its notes; a table with too many columns
// for the width comes in parts.
func (r *report) table(parent *element, t *document.Table, width float64) []piece {
	var pieces []piece
	for _, g := range r.grids(t, width) {
		pieces = append(pieces, r.tablePart(parent, g, width)...)
	}
	return pieces
}

// tablePart repeats its head on each page. No row is cut unless it is taller
// than a page; the first rows stay with the head, the last with the notes.
func (r *report) tablePart(parent *element, g *grid, width float64) []piece {
	t := g.table
	e := parent.add("Table", "")
	var pieces []piece
	if t.Caption != "" {
		pieces = r.lines(e.add("Caption", ""), t.Caption, r.scale.caption, width)
		keepWithNext(pieces)
	}
	pieces = append(pieces, after(3, []piece{r.tableHead(g, e)})...)
	again := r.tableHead(g, nil)
	group := &again
	spans := rowSpans(t.Rows, g.rowHead)
	for i := range t.Rows {
		row, head := &t.Rows[i], &again
		if inGroup(row) {
			head = group
		}
		rows := r.tableRow(g, e, row, spans[i], head)
		rows[len(rows)-1].keep = row.Heading || i == 0 || i >= len(t.Rows)-2 || goesOn(t.Rows[i+1:])
		pieces = append(pieces, rows...)
		if row.Heading && row.Mark == document.NoMark {
			group = r.groupHead(g, &again, row)
		}
	}
	pieces = append(pieces, r.tableNotes(parent, t, width)...)
	pieces[len(pieces)-1].keep = false
	if stackHeight(pieces) <= wholeTable {
		keepTogether(pieces)
	}
	return after(12, pieces)
}

// maxTogether is the number of rows under one name that stay on a page.
const maxTogether = 6

// goesOn reports whether the rows begin with a few that have no name of their
// own but that of the row above.
func goesOn(rows []document.Row) bool {
	n := 0
	for n < len(rows) && !rows[n].Heading && rows[n].Cells[0].Text == "" {
		n++
	}
	return n > 0 && n < maxTogether
}

// inGroup reports whether a row cannot be understood without the heading row
// above it: it is indented, or its first cell is empty.
func inGroup(row *document.Row) bool {
	return !row.Heading && (row.Cells[0].Text == "" || row.Cells[0].Indent > 0)
}

// groupHead is the table's head and a heading row, drawn again where the rows
// under the heading go on on a further page.
func (r *report) groupHead(g *grid, head *piece, row *document.Row) *piece {
	again := r.tableRow(g, nil, row, 1, head)[0]
	return &piece{height: head.height + again.height, draw: func(x, y float64) {
		head.draw(x, y)
		again.draw(x, y+head.height)
	}}
}

func (r *report) grid(t *document.Table, f setting, needs []need, width float64) *grid {
	n := len(t.Columns)
	g := &grid{
		table: t, setting: f, rowHead: rowHeadColumn(t.Columns),
		widths: columnWidths(t.Columns, needs, width), numbers: make([]float64, n), fraction: make([]float64, n),
	}
	for i, c := range t.Columns {
		g.width += g.widths[i]
		g.fraction[i] = -1
		if !c.Number {
			continue
		}
		left, right := r.decimalParts(t, i, f.text)
		g.numbers[i] = left + right
		if alignable(t, i) && left+right <= g.widths[i]-cellPad-rightPad(t.Columns, i)+0.01 {
			g.fraction[i] = right
		}
	}
	return g
}

// tableHead is the line of the columns' heads. Only the first is in the
// structure; e is nil for those drawn again.
func (r *report) tableHead(g *grid, e *element) piece {
	var cells []cell
	height := 0.0
	row := e.add("TR", "")
	for i, column := range g.table.Columns {
		c := r.headCell(g, i, column.Head)
		c.element = row.add("TH", "<</O /Table /Scope /Column>>")
		cells = append(cells, c)
		height = max(height, c.height())
	}
	height += 2 * rowPad
	return piece{height: height, keep: true, draw: func(x, y float64) {
		r.artifact(func() {
			r.box(x, y, g.width, height, r.scale.tint)
			r.box(x, y+height-0.8, g.width, 0.8, r.scale.blue)
		})
		for i, c := range cells {
			below := height - 2*rowPad - c.height() // heads stand on the rule
			r.drawCell(c, 0, len(c.lines), x, y+rowPad+below, g.widths[i])
			x += g.widths[i]
		}
	}}
}

// tableRow is one row, drawn as an artifact if e is nil. Its head names as many
// rows as it spans. A row taller than a page is cut between lines.
func (r *report) tableRow(g *grid, e *element, row *document.Row, span int, head *piece) []piece {
	tr := e.add("TR", "")
	cells := r.rowCells(g, tr, row, span)
	lines := 0
	for _, c := range cells {
		lines = max(lines, len(c.lines))
	}
	leading := g.setting.text.leading
	most := max(1, int((bodyHeight-head.height-2*rowPad)/leading))
	var pieces []piece
	for from := 0; from < lines; from += most {
		to := min(from+most, lines)
		height := float64(to-from)*leading + 2*rowPad
		pieces = append(pieces, piece{height: height, head: head, draw: func(x, y float64) {
			r.artifact(func() { r.rowGround(g, row, x, y, height) })
			for _, c := range cells {
				r.drawCell(c, min(from, len(c.lines)), min(to, len(c.lines)), x, y+rowPad, c.width)
				x += c.width
			}
		}})
	}
	return pieces
}

// rowGround is what lies under a row's text: rule, shade of a heading, mark.
func (r *report) rowGround(g *grid, row *document.Row, x, y, height float64) {
	if row.Heading {
		r.box(x, y+0.6, g.width, height-0.6, r.scale.tint)
	}
	r.line(x, y+height, g.width)
	if row.Mark != document.NoMark {
		r.box(x-2, y+0.5, 2, height-1, r.markColour(row.Mark, r.scale.rule))
	}
}

// rowCells of a row. The first cell of a heading row spans the table.
func (r *report) rowCells(g *grid, tr *element, row *document.Row, span int) []cell {
	if row.Heading {
		c := r.textCell(row, 0, g.width, g.setting.head)
		c.element = tr.add("TH", fmt.Sprintf("<</O /Table /Scope /Row /ColSpan %d>>", len(g.widths)))
		return []cell{c}
	}
	cells := make([]cell, len(row.Cells))
	for i := range row.Cells {
		if g.table.Columns[i].Number {
			cells[i] = r.numberCell(g, row, i)
		} else {
			cells[i] = r.textCell(row, i, g.widths[i], g.setting.text)
		}
		cells[i].element = g.addCell(tr, i, span)
	}
	return cells
}

// tableNotes stand under the table and, if they are short, with its last row.
func (r *report) tableNotes(parent *element, t *document.Table, width float64) []piece {
	var pieces []piece
	for i, text := range t.Notes {
		note := r.lines(parent.add("P", ""), text, r.scale.note, min(width, measure))
		if i == 0 {
			note[0].space = 3
		}
		pieces = append(pieces, note...)
	}
	if stackHeight(pieces) <= wholeNotes {
		keepWithNext(pieces)
	}
	return pieces
}
