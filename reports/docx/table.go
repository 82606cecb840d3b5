package docx

import (
	"fmt"
	"strings"

	"graftstat/reports/document"
)

// Twentieths of a point.
const (
	pageWidth, pageHeight = 11906, 16838 // A4
	margin                = 1418
	cellMargin            = 70 // left and right
	indentStep            = 180
)

// maxKept is the number of rows up to which a table is kept on one page, and
// lastKept how many rows of a longer one are kept together at its end, with its notes.
const maxKept, lastKept = 14, 4

// table laid out on a page.
type table struct {
	source *document.Table
	across bool
	size   int // of the type, in half points
	widths []int
}

// write has the table's properties in the order that the standard asks for.
func (t *table) write(out *strings.Builder) {
	fmt.Fprintf(out, `<w:tbl><w:tblPr><w:tblStyle w:val="ThreeLines"/><w:tblW w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/>`+
		`<w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>`+
		`<w:tblCaption w:val="%s"/></w:tblPr><w:tblGrid>`, sum(t.widths), escaped(t.source.Caption))
	for _, w := range t.widths {
		fmt.Fprintf(out, `<w:gridCol w:w="%d"/>`, w)
	}
	out.WriteString("</w:tblGrid>\n")
	t.head(out)
	for i := range t.source.Rows {
		t.row(out, &t.source.Rows[i], i)
	}
	out.WriteString("</w:tbl>\n")
}

func (t *table) head(out *strings.Builder) {
	out.WriteString(`<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`)
	for i, c := range t.source.Columns {
		t.cell(out, t.widths[i], 1, "bottom", paragraph{text: c.Head, bold: true, alignment: t.alignment(i),
			keep: true})
	}
	out.WriteString("</w:tr>\n")
}

// row of cells; one that groups those below it spans the table and stays with them.
func (t *table) row(out *strings.Builder, r *document.Row, at int) {
	out.WriteString(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
	after := len(t.source.Rows) - 1 - at
	keep := r.Heading || len(t.source.Rows) <= maxKept || after < lastKept
	if after == 0 {
		keep = len(t.source.Notes) > 0
	}
	if r.Heading {
		text := ""
		if len(r.Cells) > 0 {
			text = r.Cells[0].Text
		}
		t.cell(out, sum(t.widths), len(t.widths), "top", paragraph{text: text, bold: true, keep: keep})
		out.WriteString("</w:tr>\n")
		return
	}
	for i, c := range r.Cells {
		marked := c.Mark != document.NoMark || r.Mark != document.NoMark && i == 0
		t.cell(out, t.widths[i], 1, "top", paragraph{text: c.Text, bold: marked, indent: c.Indent,
			alignment: t.alignment(i), keep: keep})
	}
	out.WriteString("</w:tr>\n")
}

func (t *table) alignment(column int) string {
	if t.source.Columns[column].Number {
		return "right"
	}
	return ""
}

func (t *table) cell(out *strings.Builder, width, span int, vertical string, p paragraph) {
	fmt.Fprintf(out, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, width)
	if span > 1 {
		fmt.Fprintf(out, `<w:gridSpan w:val="%d"/>`, span)
	}
	fmt.Fprintf(out, `<w:vAlign w:val="%s"/></w:tcPr>`, vertical)
	p.style = fmt.Sprintf("Cell%d", t.size)
	p.write(out, "")
	out.WriteString("</w:tc>")
}
