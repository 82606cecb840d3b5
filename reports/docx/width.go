package docx

import (
	"strings"
	"unicode"

	"graftstat/reports/document"
)

// choices of a table's page and type, the first that holds it is taken: at first
// no number is broken at a space, at last only words are whole.
var choices = []struct {
	across bool
	size   int // half points
	broken bool
}{{false, 18, false}, {true, 18, false}, {true, 16, false}, {true, 16, true}, {true, 14, true}}

// readable is the width of a column of text, in ems, that is not made narrower
// where the page may be turned instead.
const readable = 13.0

// layTable finds the page, the type and the columns' widths for a table.
func layTable(t *document.Table) *table {
	for i, c := range choices {
		room := pageWidth - 2*margin
		if c.across {
			room = pageHeight - 2*margin
		}
		least, full := columnWidths(t, c.size*10, c.broken)
		if sum(least) <= room || i == len(choices)-1 {
			return &table{source: t, across: c.across, size: c.size, widths: spread(least, full, room)}
		}
	}
	return nil
}

// columnWidths are the least and the full width of each column in type of em
// twentieths of a point.
func columnWidths(t *document.Table, em int, broken bool) (least, full []int) {
	least, full = make([]int, len(t.Columns)), make([]int, len(t.Columns))
	for i, c := range t.Columns {
		word, line := wholeWord(c.Head)*1.1, ems(c.Head)*1.1 // heads are bold
		word = max(word, min(line/2, 5))
		for _, r := range t.Rows {
			if i >= len(r.Cells) || r.Heading {
				continue
			}
			in := float64(r.Cells[i].Indent*indentStep) / float64(em)
			for _, text := range strings.Split(r.Cells[i].Text, "\n") {
				line = max(line, ems(text)+in)
				switch {
				case broken:
					word = max(word, wholeWord(text)+in)
				case c.Number:
					word = max(word, ems(text)+in)
				default:
					word = max(word, wholeWord(text)+in, min(ems(text)+in, readable))
				}
			}
		}
		least[i] = int(word*float64(em)) + 2*cellMargin + em/4
		full[i] = max(least[i], int(line*float64(em))+2*cellMargin+em/4)
	}
	return least, full
}

// spread gives each column its least width and shares the rest of the room by
// what they lack, up to their full widths.
func spread(least, full []int, room int) []int {
	widths := append([]int(nil), least...)
	rest, lack := room-sum(least), sum(full)-sum(least)
	if rest <= 0 || lack == 0 {
		return widths
	}
	for i := range widths {
		widths[i] += min(full[i]-least[i], rest*(full[i]-least[i])/lack)
	}
	return widths
}

func sum(numbers []int) int {
	total := 0
	for _, n := range numbers {
		total += n
	}
	return total
}

// wholeWord is the width of the widest word. A space that does not break, and a
// dash between numbers, hold it together.
func wholeWord(text string) float64 {
	widest := 0.0
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '\n' }) {
		widest = max(widest, ems(word))
	}
	return widest
}

// ems is about the width of a text in Times New Roman, a little on the wide side.
func ems(text string) float64 {
	total := 0.0
	for _, r := range text {
		switch {
		case strings.ContainsRune("ijltf.,:;'|!()[] \u00a0/", r):
			total += 0.34
		case unicode.IsDigit(r), strings.ContainsRune("–-<>=", r):
			total += 0.52
		case strings.ContainsRune("mwMW%—", r):
			total += 0.85
		case unicode.IsUpper(r):
			total += 0.72
		case unicode.Is(unicode.Mn, r):
		default:
			total += 0.5
		}
	}
	return total
}
