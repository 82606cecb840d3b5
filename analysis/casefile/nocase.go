package casefile

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"graftstat/analysis/codebook"
	"graftstat/analysis/table"
)

// A row of a file that is no case (a separator, a total, a signature) is told once,
// with the others, by its line. It is one of these:
//
//   - its identifier is the header's, as on each page of a print;
//   - its identifier is EXAMPLE or VÍ DỤ, as in a data-entry workbook; nothing is wrong
//     with that, so it is counted among what was decided about the form;
//   - a cell says that it is a total, or begins with what data: skip_rows: names: its
//     identifier, or, where it has none, any cell beside which no date stands;
//   - it has no text that looks like an identifier (a digit, and no space), no date
//     and no number in a column in use, no value that a case has in the same column,
//     and stands alone in its row or below the last case.
//
// Any other row without an identifier is an error: no patient is passed over.

// totals are the words with which a total begins.
func totals() []string {
	return []string{"Tổng cộng", "Tổng số", "Tổng", "Cộng", "Trung bình", "Grand total", "Total", "Sum", "Mean",
		"Average"}
}

// isTotal says of a cleaned cell that it is the word for a total, with no other
// letters after it.
func isTotal(cell string) bool {
	return slices.ContainsFunc(totals(), func(word string) bool {
		rest, ok := cutWord(cell, word)
		return ok && strings.IndexFunc(rest, unicode.IsLetter) < 0
	})
}

// cutWord is what follows a word with which a text begins, in whatever case.
func cutWord(text, word string) (rest string, ok bool) {
	if len(text) < len(word) || !strings.EqualFold(text[:len(word)], word) {
		return "", false
	}
	next, _ := utf8.DecodeRuneInString(text[len(word):])
	return text[len(word):], len(text) == len(word) || !unicode.IsLetter(next) && !unicode.IsDigit(next)
}

// isSkipped says of a cleaned cell that it marks its row as no case.
func (t *dataFile) isSkipped(cell string) bool {
	return isTotal(cell) || slices.ContainsFunc(t.skip, func(word string) bool {
		_, ok := cutWord(cell, word)
		return ok
	})
}

// isMarked says whether a row is marked as no case: by its identifier, or, in a row
// without one, by another cell.
func (t *dataFile) isMarked(cells []string, id string, hasID bool) bool {
	if hasID {
		return id == t.header[t.idField] || codebook.IsExample(id) || t.whole != nil && t.whole.isHeader(id) || t.isSkipped(id)
	}
	marked := slices.IndexFunc(cells, func(cell string) bool { return t.isSkipped(table.Clean(cell)) })
	if marked < 0 {
		return false
	}
	for i, cell := range cells {
		if i != marked && t.date(table.Clean(cell)).form != noDate {
			return false
		}
	}
	return true
}

// isIDLike says whether a text looks like an identifier.
func isIDLike(text string) bool {
	return strings.ContainsAny(text, "0123456789") && !strings.ContainsFunc(text, unicode.IsSpace)
}

// isMeasure says whether a cleaned cell holds a date or a number.
func (t *dataFile) isMeasure(cell string) bool {
	if t.date(cell).form != noDate {
		return true
	}
	parse := func(text string) (float64, bool) { return table.ParseNumber(text, t.decimalComma) }
	_, isNumber := parse(cell)
	_, isBound := parseBound(cell, parse)
	return isNumber || isBound
}

// filled counts the cells of a row that are not blank.
func filled(cells []string) int {
	n := 0
	for _, cell := range cells {
		if table.Clean(cell) != "" {
			n++
		}
	}
	return n
}

// passOver counts a row as no case.
func (t *dataFile) passOver(line int) { t.passOverAs(line, false) }

// passOverAs counts a row as the example of a workbook, or as no case otherwise.
func (t *dataFile) passOverAs(line int, isExample bool) {
	t.rows--
	switch {
	case t.whole != nil:
		one := t.whole.partAt(line)
		one.passOverAs(line-one.from, isExample)
	case isExample:
		t.examples.add(line)
	default:
		t.noCase.add(line)
	}
}

// A lineList counts rows and has the lines of the first of them.
type lineList struct {
	n     int
	lines []int
}

// shownLines are how many of them are named.
const shownLines = 20

func (l *lineList) add(line int) {
	if l.n++; len(l.lines) < shownLines {
		l.lines = append(l.lines, line)
	}
}

// report tells of the rows: how many, and on which lines.
func (l *lineList) report(s *issues, code string) {
	if l.n == 0 {
		return
	}
	slices.Sort(l.lines)
	texts := make([]string, len(l.lines))
	for i, line := range l.lines {
		texts[i] = strconv.Itoa(line)
	}
	if l.n > len(l.lines) {
		texts = append(texts, "…")
	}
	s.add(code, place{line: l.lines[0]}, strconv.Itoa(l.n), strings.Join(texts, ", "))
}

// isShortOfCase takes a row of a CSV file that has fewer cells than the header and
// may be no case. The rows that stand below the last case are judged at the end.
func (t *dataFile) isShortOfCase(cells []string, line int) bool {
	if t.idField < 0 || len(cells) > t.own || slices.ContainsFunc(cells, t.isPartOfCase) {
		return false
	}
	if filled(cells) == 1 || t.isMarked(cells, "", false) {
		t.passOver(line)
		return true
	}
	return t.keepOpen(openRow{raggedRow, place{line: line}, []string{strconv.Itoa(len(cells)), strconv.Itoa(t.own)}})
}

// keepOpen keeps a row of which what follows tells whether it is a case.
func (t *dataFile) keepOpen(row openRow) bool {
	if len(t.open) >= maxAside {
		return false
	}
	t.open = append(t.open, row)
	return true
}

// isPartOfCase says of a cell of whatever column that it may be of a case.
func (t *dataFile) isPartOfCase(cell string) bool {
	cell = table.Clean(cell)
	return !t.isSkipped(cell) && (isIDLike(cell) || t.isMeasure(cell))
}

// An openRow may be no case: it has fewer cells than the header, or, in a log, nothing
// of an entry. It has the issue that it is where a case follows.
type openRow struct {
	code string
	at   place
	args []string
}

// maxAside is how many rows are kept until it can be told whether they are cases.
const maxAside = 10_000

// sawCase says that a case stands below the open rows so far: they are issues.
func (t *dataFile) sawCase() {
	if t.whole != nil && t.whole.at < len(t.whole.parts) {
		t.whole.parts[t.whole.at].sawCase()
	}
	for _, row := range t.open {
		t.issues.add(row.code, row.at, row.args...)
	}
	t.open = nil
}

// passOverRest counts the open rows below the last case as no case.
func (t *dataFile) passOverRest() {
	for _, row := range t.open {
		t.passOver(row.at.line)
	}
	t.open = nil
}
