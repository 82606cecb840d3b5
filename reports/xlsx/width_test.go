package xlsx

import (
	"slices"
	"strings"
	"testing"

	"graftstat/reports/document"
)

// A wide sheet wraps its texts down to their longest word, but no link; a narrow
// one wraps nothing.
func TestWidthsHoldWords(t *testing.T) {
	text := strings.Repeat("một hai ", 6) + "Medulloblastoma"
	for _, columns := range []int{2, 30} {
		table := &document.Table{ID: "t"}
		row := document.Row{}
		for range columns {
			table.Columns = append(table.Columns, document.Column{Head: "Đầu cột"})
			row.Cells = append(row.Cells, document.Cell{Text: text})
		}
		row.Cells[1] = document.Cell{Text: "Thalassemia, đồng loài", Link: "x"}
		table.Rows = []document.Row{row}
		got := widths(document.Sheet{Blocks: []document.Block{{Table: table}}})
		if word := textWidth("Medulloblastoma") + margin; got[0] < word || columns > 2 && got[0] > word+0.01 ||
			columns == 2 && got[0] < textWidth(text) {
			t.Errorf("%d columns: a text gets %.1f, its longest word needs %.1f", columns, got[0], word)
		}
		if link := textWidth("Thalassemia, đồng loài") + margin; got[1] < link {
			t.Errorf("%d columns: a link gets %.1f of %.1f", columns, got[1], link)
		}
		if slices.Min(got) < narrowest {
			t.Errorf("%d columns: the narrowest is %.1f", columns, slices.Min(got))
		}
	}
}
