package pdf

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"graftstat/reports/document"
)

const (
	cellPad     = 4.0
	cellIndent  = 9.0
	markSide    = 7.5
	markWidth   = 10.5
	lastDigits  = 0.01  // so that what just fits does fit when widths are added up
	hopeless    = 110.0 // a column for a word that is longer than any line
	looseColumn = 16.0  // what a column gets beyond its need in a narrow table
	fullFrom    = 0.55  // of the width: from there on a table takes all of it
)

// columnWidths of a table that is at most width wide.
func columnWidths(columns []document.Column, needs []need, width float64) []float64 {
	if fixed := fixedWidths(columns, needs, width); fixed != nil {
		return fixed
	}
	return share(needs, width)
}

// need of a column: the width under which words break, and the width at which
// nothing wraps, both with padding.
type need struct{ least, best float64 }

func (r *report) needs(t *document.Table, f setting) []need {
	needs := make([]need, len(t.Columns))
	for i := range t.Columns {
		needs[i] = r.columnNeed(t, i, f)
	}
	return needs
}

func (r *report) columnNeed(t *document.Table, column int, f setting) need {
	head := t.Columns[column].Head
	n := need{r.longest(head, f.head, f), r.twoLines(head, f.head)}
	if t.Columns[column].Number {
		left, right := r.decimalParts(t, column, f.text)
		n.best = max(n.best, left+right)
		n.least = max(n.least, left+right)
	} else {
		for i := range t.Rows {
			n = r.cellNeed(&t.Rows[i], column, n, f)
		}
	}
	pad := cellPad + rightPad(t.Columns, column) + lastDigits
	return need{n.least + pad, n.best + pad}
}

// rightPad is wider right of a number beside a text, which would seem one.
func rightPad(columns []document.Column, column int) float64 {
	if columns[column].Number && column+1 < len(columns) && !columns[column+1].Number {
		return 4 * cellPad
	}
	return cellPad
}

// twoLines is the least width at which a head takes no more than two lines.
func (r *report) twoLines(head string, s style) float64 {
	least := r.width(head, s)
	for i, c := range head {
		if c == ' ' {
			least = min(least, max(r.width(head[:i], s), r.width(head[i+1:], s)))
		}
	}
	return least
}

func (r *report) cellNeed(row *document.Row, column int, n need, f setting) need {
	if row.Heading {
		return n // speaks across the table
	}
	cell := &row.Cells[column]
	s := f.text
	inset := cellInset(row, column)
	n.least = max(n.least, inset+r.longest(cell.Text, s, f))
	for line := range strings.SplitSeq(cell.Text, "\n") {
		n.best = max(n.best, inset+r.width(line, s))
	}
	return n
}

// cellInset is what stands left of a cell's text.
func cellInset(row *document.Row, column int) float64 {
	inset := cellIndent * float64(row.Cells[column].Indent)
	if cellMark(row, column) != document.NoMark {
		inset += markWidth
	}
	if row.Cells[column].Spark != nil {
		inset += sparkWidth + sparkGap
	}
	return inset
}

// longest word of a text, or, where names may be cut, the longest piece of one.
// One that is longer than the widest line breaks in any case.
func (r *report) longest(text string, s style, f setting) float64 {
	widest := 0.0
	for word := range strings.FieldsFuncSeq(text, func(c rune) bool { return c == ' ' || c == '\n' }) {
		for word != "" {
			at := len(word)
			if f.pieces {
				at = pieceEnd(word)
			}
			width := hopeless
			if !r.isWider(word[:at], s, f.width) {
				width = r.width(word[:at], s)
			}
			widest = max(widest, width)
			word = word[at:]
		}
	}
	return widest
}

// decimalParts are the widest texts left of the decimal mark and from it on; of
// a column that is not aligned, the widest text and nothing.
func (r *report) decimalParts(t *document.Table, column int, s style) (left, right float64) {
	aligned := alignable(t, column)
	for i := range t.Rows {
		if t.Rows[i].Heading {
			continue
		}
		whole, fraction := t.Rows[i].Cells[column].Text, ""
		if aligned {
			whole, fraction = splitDecimal(whole, r.decimal)
		}
		left = max(left, cellInset(&t.Rows[i], column)+r.width(whole, s))
		right = max(right, r.width(fraction, s))
	}
	return left, right
}

// alignable reports whether a column's texts are numbers. "day 100" over
// "1 year" are not: they end under each other.
func alignable(t *document.Table, column int) bool {
	for i := range t.Rows {
		if t.Rows[i].Heading {
			continue
		}
		text := t.Rows[i].Cells[column].Text
		if first, _ := utf8.DecodeRuneInString(text); unicode.IsLetter(first) &&
			strings.ContainsFunc(text, unicode.IsDigit) {
			return false
		}
	}
	return true
}

// splitDecimal cuts text where its first number has, or would have, its decimal
// mark. A text without digits ends there.
func splitDecimal(text string, decimal rune) (left, right string) {
	runes := []rune(text)
	i := 0
	for i < len(runes) && !unicode.IsDigit(runes[i]) {
		i++
	}
	for i < len(runes) && (unicode.IsDigit(runes[i]) || groups(runes, i, decimal)) {
		i++
	}
	return string(runes[:i]), string(runes[i:])
}

// groups reports whether the rune at i stands between two groups of digits.
func groups(runes []rune, i int, decimal rune) bool {
	switch runes[i] {
	case decimal:
		return false
	case '.', ',', '\u00a0', '\u202f', '\'', '’':
		return i+1 < len(runes) && unicode.IsDigit(runes[i+1])
	}
	return false
}

// share gives each column what it needs at best, or, where that is too much,
// the same to all that need more than this, but never less than the least. If
// even the least is too much, the widest columns give way and words break.
func share(needs []need, width float64) []float64 {
	least, best := 0.0, 0.0
	for _, n := range needs {
		least += n.least
		best += n.best
	}
	widths := make([]float64, len(needs))
	switch {
	case best <= width:
		spare := looseColumn * float64(len(needs))
		if best+spare > fullFrom*width {
			spare = width - best
		}
		for i, n := range needs {
			widths[i] = n.best + min(spare, width-best)/float64(len(needs))
		}
	case least <= width:
		level(widths, width, func(i int, cap float64) float64 {
			return min(needs[i].best, max(needs[i].least, cap))
		})
	default:
		level(widths, width, func(i int, cap float64) float64 { return min(needs[i].least, cap) })
	}
	return widths
}

// level finds the cap under which the widths add up to width.
func level(widths []float64, width float64, at func(i int, cap float64) float64) {
	low, high := 0.0, 2*width
	for range 50 {
		middle, sum := (low+high)/2, 0.0
		for i := range widths {
			widths[i] = at(i, middle)
			sum += widths[i]
		}
		if sum > width {
			high = middle
		} else {
			low = middle
		}
	}
	for i := range widths {
		widths[i] = at(i, low)
	}
}

// fixedWidths shares the width out as the columns say; a column that says
// nothing has what it needs at best, up to an equal part. None becomes so narrow
// that a word breaks. Nil: no column says any, or they leave no room for that.
func fixedWidths(columns []document.Column, needs []need, width float64) []float64 {
	total, held := 0.0, 0.0
	widths := make([]float64, len(columns))
	for i, c := range columns {
		total += c.Width
		widths[i] = needs[i].least
		if c.Width == 0 {
			widths[i] = max(widths[i], min(needs[i].best, width/float64(len(columns))))
		}
		held += widths[i]
	}
	if total == 0 || held > width {
		return nil
	}
	kept := slices.Clone(widths)
	level(widths, width, func(i int, cap float64) float64 { return max(kept[i], cap*columns[i].Width/total) })
	return widths
}
