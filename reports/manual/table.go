package manual

import (
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

// table has its columns side by side where they are narrow enough, else a paragraph
// for each row: its first cell, and below it the others under their heads.
func (t *terminal) table(n ast.Node, indent string) {
	var rows [][]string
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		var cells []string
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			cells = append(cells, t.inline(cell))
		}
		rows = append(rows, cells)
	}
	if widths := widthsOf(rows); sum(widths)+2*(len(widths)-1)+len(indent) <= t.width {
		t.grid(rows, widths, indent)
		return
	}
	for _, row := range rows[1:] {
		t.wrap(indent, indent+"    ", row[0])
		t.cells(rows[0], row, indent+"    ")
	}
}

func (t *terminal) grid(rows [][]string, widths []int, indent string) {
	for i, row := range rows {
		line := ""
		for c, cell := range row {
			line += cell + strings.Repeat(" ", widths[c]-utf8.RuneCountInString(cell)+2)
		}
		t.line(indent, line)
		if i == 0 {
			t.line(indent, strings.Repeat("-", sum(widths)+2*(len(widths)-1)))
		}
	}
}

// cells writes those after the first that are not blank: the last, which explains the
// row, by itself, those before it in one paragraph, each under its head.
func (t *terminal) cells(heads, row []string, indent string) {
	var between []string
	last := len(row) - 1
	for c := 1; c < last; c++ {
		if row[c] != "" {
			between = append(between, heads[c]+": "+row[c])
		}
	}
	for _, text := range []string{strings.Join(between, "; "), row[last]} {
		if text != "" {
			t.wrap(indent, indent, text)
		}
	}
}

func widthsOf(rows [][]string) []int {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for c, cell := range row {
			widths[c] = max(widths[c], utf8.RuneCountInString(cell))
		}
	}
	return widths
}

func sum(widths []int) int {
	total := 0
	for _, w := range widths {
		total += w
	}
	return total
}
