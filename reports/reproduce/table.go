package reproduce

import (
	"encoding/csv"
	"io"
	"math"
	"strconv"

	"graftstat/analysis/result"
)

// table is a CSV file that is small enough to be held.
type table struct {
	name   string
	header []string
	rows   [][]string
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

func (t *table) file() File {
	return File{Name: t.name, Write: func(w io.Writer) error {
		return writeCSV(w, t.header, func(write func([]string) error) error {
			for _, row := range t.rows {
				if err := write(row); err != nil {
					return err
				}
			}
			return nil
		})
	}}
}

// writeCSV writes the header and what rows gives, no cell of it a formula but
// for negative numbers.
func writeCSV(w io.Writer, header []string, rows func(write func([]string) error) error) error {
	c := csv.NewWriter(w)
	if err := c.Write(header); err != nil {
		return err
	}
	if err := rows(c.Write); err != nil {
		return err
	}
	c.Flush()
	return c.Error()
}

// text is a text as a cell.
func text(s string) string { return result.Guard(s) }

// number is an unrounded number as a cell, empty where it is missing.
func number(x float64) string {
	if math.IsNaN(x) {
		return ""
	}
	return strconv.FormatFloat(x, 'g', -1, 64)
}

func count(n int) string { return strconv.Itoa(n) }
