package html

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"graftstat/reports/document"
)

// table with its caption over it and its notes under it. A wide one moves in a frame of
// its own, which has the name of the table.
func (r *report) table(t *document.Table) {
	if len(t.Columns) == 0 {
		return
	}
	id := r.names.take("table-" + t.ID)
	label := fmt.Sprintf("aria-label=\"%s\"", escaped(cmp.Or(r.title, t.ID, "–")))
	if !blank(t.Caption) {
		label = fmt.Sprintf("aria-labelledby=\"%s-caption\"", id)
	}
	r.printf("<div class=\"scroll\" role=\"group\" tabindex=\"0\" %s>\n<table id=\"%s\"%s>\n", label, id, sorting(t))
	if !blank(t.Caption) {
		r.printf("<caption><span id=\"%s-caption\">%s</span></caption>\n", id, r.words(t.Caption))
	}
	r.tableHead(t)
	r.tableBody(t)
	r.printf("</table>\n</div>\n")
	for _, note := range t.Notes {
		r.printf("<p class=\"note\">%s</p>\n", r.words(note))
	}
}

// fewestSorted is the number of rows from which a table has need of sorting.
const fewestSorted = 5

// sorting says that rows may change places: none of them takes its name from the one above it.
func sorting(t *document.Table) string {
	if len(t.Rows) < fewestSorted {
		return ""
	}
	for i := range t.Rows {
		if row := &t.Rows[i]; !row.Heading && (len(row.Cells) == 0 || row.Cells[0].Text == "" ||
			row.Cells[0].Indent > 0) {
			return ""
		}
	}
	return " data-sorts"
}

func (r *report) tableHead(t *document.Table) {
	r.printf("<thead><tr>")
	for _, c := range t.Columns {
		class := ""
		if c.Number {
			class = ` class="n"`
		}
		if blank(c.Head) {
			r.printf("<td></td>")
		} else {
			r.printf("<th scope=\"col\"%s>%s</th>", class, r.words(c.Head))
		}
	}
	r.printf("</tr></thead>\n")
}

// tableBody has a body of its own for the rows under each heading.
func (r *report) tableBody(t *document.Table) {
	r.printf("<tbody>\n")
	for i := range t.Rows {
		row := &t.Rows[i]
		if row.Heading && i > 0 {
			r.printf("</tbody>\n<tbody>\n")
		}
		r.tableRow(t, row)
	}
	r.printf("</tbody>\n")
}

func (r *report) tableRow(t *document.Table, row *document.Row) {
	r.printf("<tr%s>", r.names.attribute(r.part, row.ID))
	if row.Heading && len(row.Cells) > 0 && !blank(row.Cells[0].Text) {
		r.printf("<th scope=\"rowgroup\" colspan=\"%d\">%s%s</th></tr>\n", len(t.Columns), r.mark(row.Mark),
			r.words(row.Cells[0].Text))
		return
	}
	for i := range row.Cells {
		r.cell(t, row, i)
	}
	r.printf("</tr>\n")
}

// blank texts head nothing.
func blank(text string) bool { return strings.TrimSpace(text) == "" }

// cell of a row. The first one heads it, where it is a name.
func (r *report) cell(t *document.Table, row *document.Row, column int) {
	c, number := &row.Cells[column], t.Columns[column].Number
	mark := c.Mark
	if column == 0 && mark == document.NoMark {
		mark = row.Mark
	}
	tag, attributes := "td", cellClass(c, number)
	if column == 0 && !number && !blank(c.Text) {
		tag, attributes = "th", ` scope="row"`+attributes
	}
	if c.Value != nil {
		attributes += ` data-v="` + strconv.FormatFloat(*c.Value, 'g', 9, 64) + `"`
	}
	r.printf("<%s%s>%s%s%s</%s>", tag, attributes, r.mark(mark), r.spark(c.Spark), r.linked(c.Link, r.words(c.Text)),
		tag)
}

// longText is the number of letters from which a cell is a sentence and must have a width.
const longText = 50

func cellClass(c *document.Cell, number bool) string {
	var classes []string
	length := utf8.RuneCountInString(c.Text)
	switch {
	case number && length < longText:
		classes = append(classes, "n")
	case length >= longText:
		classes = append(classes, "long")
	}
	if c.Indent > 0 {
		classes = append(classes, "i"+strconv.Itoa(min(c.Indent, 4)))
	}
	if len(classes) == 0 {
		return ""
	}
	return ` class="` + strings.Join(classes, " ") + `"`
}
