package table

import (
	"encoding/csv"
	"slices"
	"strings"
)

// A delimiter is a mark between cells, with its code in the study file.
type delimiter struct {
	mark rune
	code string
}

func delimiters() []delimiter {
	return []delimiter{{',', "comma"}, {';', "semicolon"}, {'\t', "tab"}, {'|', "pipe"}}
}

func delimiterCode(mark rune) string {
	for _, d := range delimiters() {
		if d.mark == mark {
			return d.code
		}
	}
	return ""
}

func declaredDelimiter(code string) (rune, bool) {
	for _, d := range delimiters() {
		if d.code == code {
			return d.mark, true
		}
	}
	return 0, false
}

// sniffDelimiter is the mark that splits one of the first rows so that a wanted
// name is one of its cells; where none does, the one that splits the first row into
// most cells.
func sniffDelimiter(top string, wanted []string) rune {
	best, most := ',', 0
	for _, d := range delimiters() {
		rows := splitRows(top, d.mark)
		for _, cells := range rows {
			for _, cell := range cells {
				if len(cells) > 1 && slices.Contains(wanted, HeaderText(cell)) {
					return d.mark
				}
			}
		}
		if len(rows) > 0 && len(rows[0]) > most {
			best, most = d.mark, len(rows[0])
		}
	}
	return best
}

// sniffedRows are how many rows tell of the delimiter.
const sniffedRows = 20

func splitRows(top string, mark rune) [][]string {
	r := csv.NewReader(strings.NewReader(top))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = mark, true, -1
	var rows [][]string
	for len(rows) < sniffedRows {
		cells, err := r.Read()
		if err != nil {
			break
		}
		rows = append(rows, cells)
	}
	return rows
}

// separatorLine is the delimiter that the first line declares in Excel's way, sep=;
func separatorLine(head string) (rune, bool) {
	line, _, _ := strings.Cut(head, "\n")
	rest, ok := strings.CutPrefix(strings.ToLower(strings.TrimRight(line, "\r")), "sep=")
	if !ok || len(rest) != 1 {
		return 0, false
	}
	mark := rune(rest[0])
	return mark, delimiterCode(mark) != ""
}
