package html

import (
	"bufio"
	"io"
	"strings"

	"graftstat/reports/document"
)

// The styles that a word processor keeps when a table is pasted.
const (
	tableStyle = "border-collapse:collapse"
	textStyle  = "font-family:Arial,sans-serif;font-size:9pt"
	cellStyle  = textStyle + ";padding:1.5pt 5pt;vertical-align:top"
	headStyle  = textStyle +
		";padding:1.5pt 5pt;vertical-align:bottom;font-weight:bold;border-top:1.5pt solid #000;border-bottom:0.75pt solid #000"
	lastStyle = ";border-bottom:1.5pt solid #000" // of the cells of the last row
)

// indent stands before the text of an indented cell, once for each step: a
// space survives every paste, where a margin does not.
const indent = "\u2003"

// Table writes t as a whole HTML file in a language (a code such as en or vi):
// its caption, its head, its rows, and its notes as paragraphs under it.
func Table(w io.Writer, t *document.Table, language string) error {
	out := bufio.NewWriter(w)
	p := &page{output{out}}
	p.printf("<!DOCTYPE html>\n<html lang=%q xmlns=\"http://www.w3.org/1999/xhtml\" xml:lang=%q>\n<head>\n<meta charset=\"utf-8\"/>\n<title>%s</title>\n</head>\n<body>\n",
		escaped(language), escaped(language), escaped(t.Caption))
	p.printf("<table style=\"%s\">\n", tableStyle)
	if t.Caption != "" {
		p.printf("<caption style=\"%s;text-align:left;font-weight:bold;padding-bottom:3pt\">%s</caption>\n", textStyle,
			escaped(t.Caption))
	}
	p.head(t)
	p.printf("<tbody>\n")
	for i := range t.Rows {
		style := cellStyle
		if i == len(t.Rows)-1 {
			style += lastStyle
		}
		p.row(t, &t.Rows[i], style)
	}
	p.printf("</tbody>\n</table>\n")
	for _, note := range t.Notes {
		p.printf("<p style=\"%s;margin:2pt 0 0 0\">%s</p>\n", textStyle, escaped(note))
	}
	p.printf("</body>\n</html>\n")
	return out.Flush()
}

// page is a table on its way to a file of its own.
type page struct{ output }

func (p *page) head(t *document.Table) {
	p.printf("<thead>\n<tr>")
	for i, c := range t.Columns {
		p.printf("<th scope=\"col\" style=\"%s;text-align:%s\">%s</th>", headStyle, align(t, i), escaped(c.Head))
	}
	p.printf("</tr>\n</thead>\n")
}

func align(t *document.Table, column int) string {
	if t.Columns[column].Number {
		return "right"
	}
	return "left"
}

// row is a line of cells. A heading row spans the table. No cell of a row is a
// th: a word processor that drops its style would make it bold and centred.
func (p *page) row(t *document.Table, r *document.Row, style string) {
	if r.Heading {
		text := ""
		if len(r.Cells) > 0 {
			text = escaped(r.Cells[0].Text)
		}
		p.printf("<tr><td colspan=\"%d\" style=\"%s;text-align:left\"><em>%s</em></td></tr>\n", max(1, len(t.Columns)),
			style, text)
		return
	}
	p.printf("<tr>")
	for i := range r.Cells {
		p.cell(t, r, i, style)
	}
	p.printf("</tr>\n")
}

func (p *page) cell(t *document.Table, r *document.Row, column int, style string) {
	c := &r.Cells[column]
	text := strings.ReplaceAll(escaped(c.Text), "\n", "<br/>")
	if c.Mark != document.NoMark || r.Mark != document.NoMark && column == 0 {
		text = "<strong>" + text + "</strong>"
	}
	style += ";text-align:" + align(t, column)
	if t.Columns[column].Number {
		style += ";white-space:nowrap"
	}
	p.printf("<td style=\"%s\">%s%s</td>", style, strings.Repeat(indent, c.Indent), text)
}
