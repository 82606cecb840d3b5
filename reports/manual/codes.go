package manual

import (
	"errors"

	"graftstat/reports/words"
)

// codeTable has the texts that the reports have of some codes: reason no_event is the
// text reason.no_event.
func codeTable(w *words.Words, arguments []string) (string, error) {
	if len(arguments) < 2 {
		return "", errors.New("a table of codes names their texts and the codes")
	}
	rows := [][]string{{w.Text("manual.code"), w.Text("manual.meaning")}}
	for _, c := range arguments[1:] {
		rows = append(rows, []string{code(c), w.Text(arguments[0] + "." + c)})
	}
	return markdown(rows), nil
}
