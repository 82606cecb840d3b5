package pdf

import "graftstat/reports/document"

// cell of a table, ready to be drawn.
type cell struct {
	element *element // nil: not in the structure
	lines   []string
	style   style
	width   float64
	inset   float64 // of text from the left
	right   float64 // of a number: from its right end to the cell's; -1: text
	mark    document.Mark
	spark   *document.Spark
	link    string
}

func (c *cell) height() float64 { return float64(len(c.lines)) * c.style.leading }

// headCell stands over its column's texts: over the middle of numbers that are
// wider than it.
func (r *report) headCell(g *grid, column int, text string) cell {
	s := g.setting.head
	pad := rightPad(g.table.Columns, column)
	c := cell{style: s, width: g.widths[column], right: -1}
	c.lines = r.wrap(text, s, max(1, c.width-cellPad-pad))
	if !g.table.Columns[column].Number {
		return c
	}
	block := min(g.numbers[column], c.width-cellPad-pad)
	spare := block
	for _, line := range c.lines {
		spare = min(spare, block-r.width(line, s))
	}
	c.right = pad + max(0, spare/2)
	return c
}

func (r *report) textCell(row *document.Row, column int, width float64, s style) cell {
	c := cell{
		style: s,
		width: width,
		inset: cellInset(row, column),
		right: -1,
		mark:  cellMark(row, column),
		spark: row.Cells[column].Spark,
		link:  row.Cells[column].Link,
	}
	c.lines = r.wrap(row.Cells[column].Text, s, max(1, width-2*cellPad-c.inset))
	return c
}

// numberCell puts the decimal mark under that of the other cells of its column.
func (r *report) numberCell(g *grid, row *document.Row, column int) cell {
	pad := rightPad(g.table.Columns, column)
	c := r.textCell(row, column, g.widths[column]-pad+cellPad, g.setting.text)
	c.width = g.widths[column]
	c.right = pad
	if len(c.lines) == 1 && g.fraction[column] >= 0 {
		_, fraction := splitDecimal(c.lines[0], r.decimal)
		c.right += g.fraction[column] - r.width(fraction, c.style)
	}
	return c
}

// cellMark of a cell; a row's mark stands in its first cell.
func cellMark(row *document.Row, column int) document.Mark {
	if own := row.Cells[column].Mark; own != document.NoMark || column > 0 {
		return own
	}
	return row.Mark
}

// drawCell draws the lines from..to of a cell that begins at x, its text at y.
func (r *report) drawCell(c cell, from, to int, x, y, width float64) {
	if from == to || (len(c.lines) == 1 && c.lines[0] == "" && c.mark == document.NoMark && c.spark == nil) {
		return
	}
	e, found := c.element, false
	if c.link != "" && e != nil {
		e, found = r.linked(e, c.link)
	}
	if found {
		c.style = c.style.in(r.scale.blue)
	}
	if c.spark != nil && from == 0 {
		left := x + cellPad + c.inset - sparkWidth - sparkGap
		if c.mark != document.NoMark {
			left -= markWidth // the mark stands before the text
		}
		r.spark(e, c.spark, left, y+1, sparkWidth, c.style.leading-2)
	}
	content := func() {
		if from == 0 {
			r.symbol(c.mark, r.cellLeft(c, 0, x, width)-markWidth, y+1.2, markSide)
		}
		for i := from; i < to; i++ {
			left := r.cellLeft(c, i, x, width)
			r.write(left, y+float64(i-from)*c.style.leading+c.style.baseline(), c.lines[i], c.style)
		}
	}
	if e == nil {
		r.artifact(content)
		return
	}
	r.tagged(e, content)
	if found {
		r.link(e, c.link, x, y-rowPad, width, float64(to-from)*c.style.leading+2*rowPad)
		r.artifact(func() { r.underline(c, from, to, x, y, width) })
	}
}

// cellLeft is where a line of a cell begins.
func (r *report) cellLeft(c cell, line int, x, width float64) float64 {
	if c.right < 0 {
		return x + cellPad + c.inset
	}
	return x + width - c.right - r.width(c.lines[line], c.style)
}

// underline shows a link to who cannot tell its colour.
func (r *report) underline(c cell, from, to int, x, y, width float64) {
	ink := c.style.colour
	r.pdf.SetDrawColor(ink.r, ink.g, ink.b)
	r.pdf.SetLineWidth(0.35)
	for i := from; i < to; i++ {
		left := r.cellLeft(c, i, x, width)
		base := y + float64(i-from)*c.style.leading + c.style.baseline() + 1.4
		r.pdf.Line(left, base, left+r.width(c.lines[i], c.style), base)
	}
}
