package page

import (
	"slices"
	"strings"

	"graftstat/reports/document"
	"graftstat/reports/words"
)

// Explained is a cell with the reason for its dash, in words; one that has a
// number stays as it is.
func (b *Page) Explained(c document.Cell, why string) document.Cell {
	if dashAt(c.Text) < 0 {
		return c
	}
	if c.Why = why; why == "" {
		c.Why = b.Words.Text("reason.not_given")
	}
	return c
}

// Dash is a cell without a number, for a reason in words.
func (b *Page) Dash(why string) document.Cell { return b.Explained(Text(words.None), why) }

// dashAt is where in a text a dash stands for a number: at its start, or alone in
// brackets for an interval. It is -1 where there is none.
func dashAt(s string) int {
	if strings.HasPrefix(s, words.None) {
		return 0
	}
	if i := strings.Index(s, "("+words.None+")"); i >= 0 {
		return i + 1
	}
	return -1
}

// MarkDashes gives every dash of every table its mark and the table a note of
// what it means. One reason has the dash alone; of several each has its own letter,
// so that under a table one mark has one meaning.
func (b *Page) MarkDashes(docs ...*document.Document) {
	done := make(map[*document.Table]bool) // one that stands in two places is marked once
	var mark func([]document.Block)
	mark = func(blocks []document.Block) {
		for _, block := range blocks {
			if t := block.Table; t != nil && !done[t] {
				done[t] = true
				b.markTable(t)
			}
			mark(block.Row)
		}
	}
	for _, doc := range docs {
		for _, s := range doc.Pages {
			mark(s.Blocks)
		}
		for _, s := range doc.Sheets {
			mark(s.Blocks)
		}
	}
}

func (b *Page) markTable(t *document.Table) {
	var reasons []string
	cells := cellsOf(t)
	for _, c := range cells {
		if c.Why == "" && c.Text == words.None {
			*c = b.Explained(*c, "")
		}
		reasons = AppendNew(reasons, c.Why)
	}
	for _, c := range cells {
		if c.Why != "" {
			at := dashAt(c.Text)
			c.Text = c.Text[:at] + dashMark(reasons, c.Why) + c.Text[at+len(words.None):]
		}
	}
	notes := make([]string, len(reasons), len(reasons)+len(t.Notes))
	for i, why := range reasons {
		notes[i] = dashMark(reasons, why) + " " + why
	}
	t.Notes = append(notes, t.Notes...)
}

func cellsOf(t *document.Table) []*document.Cell {
	var cells []*document.Cell
	for i := range t.Rows {
		for j := range t.Rows[i].Cells {
			cells = append(cells, &t.Rows[i].Cells[j])
		}
	}
	return cells
}

// dashMark stands in the place of a number: – or, of several reasons, – (a).
func dashMark(reasons []string, why string) string {
	if len(reasons) < 2 {
		return words.None
	}
	return words.None + " (" + string(rune('a'+slices.Index(reasons, why))) + ")"
}
