package pdf

import (
	"fmt"
	"strings"
	"testing"

	"graftstat/reports/document"
)

// oneRow is a table with the same text as the head and the cell of each column.
func oneRow(n int, text string) *document.Table {
	t := &document.Table{ID: "t", Columns: []document.Column{{Head: "Ca"}}}
	row := document.Row{Cells: []document.Cell{{Text: "H001"}}}
	for i := range n {
		t.Columns = append(t.Columns, document.Column{Head: fmt.Sprint(text, " ", i)})
		row.Cells = append(row.Cells, document.Cell{Text: text})
	}
	t.Rows = []document.Row{row}
	return t
}

// A table becomes smaller before a name is cut after its sign, and that before
// it comes in parts.
func TestSettings(t *testing.T) {
	r := blankReport(t)
	widths := func(text string) float64 { return r.width(text, r.scale.tableHead) }
	word, name := "Medulloblastoma", "platelet_engraftment"
	column := widths(word) + 2*cellPad + lastDigits
	for _, test := range []struct {
		text   string
		width  float64
		size   float64
		pieces bool
		parts  int
	}{
		{word, 30 + 4*column, 8, false, 1},
		{word, 26 + 3.8*column, 7.5, false, 1},
		{word, 26 + 3.6*column, 7, false, 1},
		{word, 26 + 3*column, 8, false, 2},
		{name, 30 + 4*(widths("engraftment")+2*cellPad+lastDigits), 8, true, 1},
		{"ABO 2026-10-31", 60 + 4*widths("2026-10-31"), 8, false, 1},
	} {
		grids := r.grids(oneRow(4, test.text), test.width)
		if got := grids[0].setting; len(grids) != test.parts || got.text.size != test.size ||
			got.pieces != test.pieces {
			t.Errorf("%s at %.0f: %d parts, size %v, pieces %v", test.text, test.width, len(grids), got.text.size,
				got.pieces)
		}
	}
}

// No width between a page and a word breaks a word.
func TestNoWordBroken(t *testing.T) {
	r := blankReport(t)
	table := oneRow(5, "Mọc tiểu cầu, Medulloblastoma")
	table.Columns[2].Width, table.Columns[4].Width = 1, 20
	table.Columns[3].Number = true
	for width := textWidth; width > 170; width -= 7 {
		for _, g := range r.grids(table, width) {
			cells := r.rowCells(g, nil, &g.table.Rows[0], 1)
			for i, c := range g.table.Columns {
				cells = append(cells, r.headCell(g, i, c.Head))
			}
			for _, c := range cells {
				for _, line := range c.lines[:len(c.lines)-1] {
					if !strings.HasSuffix(line, " ") {
						t.Errorf("%.0f points: a line ends with %q", width, line)
					}
				}
			}
		}
	}
}

func TestPieceEnd(t *testing.T) {
	for word, want := range map[string]string{
		"platelet_engraftment_50": "platelet_", "50_status": "50_", "allo-HSCT": "allo-", "trước/sau": "trước/",
		"Kaplan–Meier": "Kaplan–",
		"2026-10-31":   "2026-10-31", "31/10/2026": "31/10/2026", "40–100%": "40–100%", "cases.csv": "cases.csv",
		"-a": "-a", "a-": "a-", "x": "x", "": "",
	} {
		if got := word[:pieceEnd(word)]; got != want {
			t.Errorf("%q begins with %q, want %q", word, got, want)
		}
	}
}
