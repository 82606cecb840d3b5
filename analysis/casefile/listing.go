package casefile

import (
	"strings"

	"graftstat/analysis/message"
	"graftstat/analysis/plan"
	"graftstat/analysis/table"
)

const (
	listedHeaders = 40 // of a header are named
	listedLetters = 40 // of each
)

// instead is what may be meant by a name that the header has not: the nearest
// header, and all of them. It follows a next step.
func (t *dataFile) instead(name string) message.Text { return headersInstead(name, t.header) }

func headersInstead(name string, header []string) message.Text {
	var names []string
	for _, text := range header {
		if text != "" && text != wideValue {
			names = append(names, text)
		}
	}
	shown := make([]string, 0, listedHeaders)
	for _, text := range names[:min(len(names), listedHeaders)] {
		if letters := []rune(text); len(letters) > listedLetters {
			text = string(letters[:listedLetters]) + "…"
		}
		shown = append(shown, text)
	}
	said := message.Of("%s", strings.Join(shown, ", "))
	if more := len(names) - len(shown); more > 0 {
		said = message.Of("%s, %d more", said, more)
	}
	if near := plan.Nearest(name, names); near != "" {
		return message.Of("; the header has: %s (nearest: %s)", said, near)
	}
	return message.Of("; the header has: %s", said)
}

// isHeaderLike says of a row without a wanted name that it is a header and no row
// of data, so that its cells may be printed: it has a known name, or one near the
// wanted name and no digit.
func isHeaderLike(cells []string, wanted string, known headerNames) bool {
	names := headerTexts(cells)
	near := plan.Nearest(wanted, names) != "" && !strings.ContainsAny(strings.Join(names, ""), "0123456789")
	return filled(cells) > 1 && (near || headerNames{names: known.names}.in(cells) > 0)
}

func headerTexts(cells []string) []string {
	texts := make([]string, len(cells))
	for i, cell := range cells {
		texts[i] = table.HeaderText(cell)
	}
	return texts
}

// likeliestHeader is the row that may be meant as the header where none has a wanted
// name: of those like a header the one with most cells; -1 where none is.
func likeliestHeader(top []readRow, wanted string, known headerNames) int {
	best, most := -1, 0
	for i, row := range top {
		if row.err == nil && row.line <= titleRows && isHeaderLike(row.cells, wanted, known) {
			if n := filled(row.cells); n > most {
				best, most = i, n
			}
		}
	}
	return best
}

// noHeader is the Error of a file of which no row has a wanted name. Its cells are
// printed only where they are a header's.
func noHeader(file string, cells []string, line int, wanted string, isHeader bool) error {
	fault := &table.Error{
		File: file, Line: line, Column: wanted, Message: message.Of("the header has no such column"),
		Next: message.Of("name the column so, or give its header under data: columns: in the study file"),
	}
	switch {
	case isHeader:
		fault.Next = message.Of("%s%s", fault.Next, headersInstead(wanted, headerTexts(cells)))
	case len(cells) == 1:
		fault.Message = message.Of("the header is a single cell, without this column")
		fault.Next = message.Of("save the file as CSV with a header, or declare delimiter: and encoding: " +
			"under data: in the study file")
	default:
		fault.Message = message.Of("no row at the top of the file is a header with this column")
		fault.Next = message.Of("write the names of the columns in one row above the data, or give the header of this " +
			"column under data: columns: in the study file")
	}
	return fault
}
