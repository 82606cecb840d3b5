package manual

import (
	"fmt"
	"strings"

	"graftstat/analysis/codebook"
	"graftstat/reports/words"
)

// columnTable has the columns of a sheet of the data dictionary: cases or a log.
func columnTable(w *words.Words, sheets []string) (string, error) {
	book, err := codebook.Read(w.Language)
	if err != nil {
		return "", err
	}
	for _, s := range book.Sheets {
		if len(sheets) == 1 && s.ID == sheets[0] {
			rows := [][]string{{w.Text("manual.column"), w.Text("manual.codes"), w.Text("manual.head"), w.Text("manual.meaning")}}
			for _, c := range s.Columns {
				rows = append(rows, []string{code(c.Name), codesOf(w, c), c.Shown(), c.Note})
			}
			return markdown(rows), nil
		}
	}
	return "", fmt.Errorf("there is no sheet %s", strings.Join(sheets, " "))
}

// codesOf are the codes of a column, with more where the list is open, or its kind.
func codesOf(w *words.Words, c codebook.Column) string {
	if len(c.Levels) == 0 {
		return w.Text("manual.kind." + string(c.Kind))
	}
	var codes []string
	for _, l := range c.Levels {
		codes = append(codes, code(l.Code))
	}
	if !c.Closed {
		codes = append(codes, "…")
	}
	return strings.Join(codes, ", ")
}

// fileTable has the columns of a file that is written, by the codes of their texts.
func fileTable(w *words.Words, columns []string) string {
	rows := [][]string{{w.Text("manual.column"), w.Text("manual.unit"), w.Text("manual.meaning")}}
	for _, c := range columns {
		unit := ""
		if _, ok := w.Find("column." + c + ".unit"); ok {
			unit = w.Text("column."+c+".unit", code("time_unit"))
		}
		rows = append(rows, []string{code(w.Text("column." + c + ".head")), unit, w.Text("column." + c + ".meaning")})
	}
	return markdown(rows)
}
