package reports

import (
	"encoding/csv"
	"io"

	"graftstat/analysis/result"
)

// writeCSV writes rows with a byte-order mark, without which a spreadsheet
// shows Vietnamese as nonsense.
func writeCSV(w io.Writer, rows [][]string) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	c := csv.NewWriter(w)
	for _, row := range rows {
		guarded := make([]string, len(row))
		for i, cell := range row {
			guarded[i] = result.Guard(cell)
		}
		if err := c.Write(guarded); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}
