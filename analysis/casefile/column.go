package casefile

import (
	"strings"

	"github.com/go-gota/gota/dataframe"
	"github.com/go-gota/gota/series"
)

// A column is one column of the file in use: codes into its distinct texts.
// Each distinct text is read once, however many rows have it.
type column struct {
	header string
	field  int
	text   []string // distinct cleaned cells in order of first appearance
	first  []int32  // row in which each of them stands first
	code   []int32  // of each row
	find   map[string]int32
}

// add appends the cell of one more row.
func (c *column) add(cell string) {
	code, ok := c.find[cell]
	if !ok {
		code = c.addText(strings.Clone(cell)) // a cell keeps the whole line alive
	}
	c.code = append(c.code, code)
}

// addText enters a cell that was not seen in this form.
func (c *column) addText(cell string) int32 {
	text := clean(cell)
	code, ok := c.find[text]
	if !ok {
		code = int32(len(c.text))
		c.text = append(c.text, text)
		c.first = append(c.first, int32(len(c.code)))
		c.find[text] = code
	}
	c.find[cell] = code
	return code
}

// A chunk passes rows through a gota frame of text into the columns in use.
type chunk struct {
	columns []*column
	records [][]string // the first has the names
}

// chunkRows is the number of rows in a frame: below and far above it gota needs
// more time or memory.
const chunkRows = 4096

func newChunk(columns []*column) *chunk {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.header
	}
	return &chunk{columns: columns, records: [][]string{names}}
}

// add takes the cells in use of a row and reports whether the chunk is full.
func (c *chunk) add(cells []string) bool {
	record := make([]string, len(c.columns))
	for i, col := range c.columns {
		record[i] = cells[col.field]
	}
	c.records = append(c.records, record)
	return len(c.records) > chunkRows
}

// flush empties the chunk into the columns. Types are neither detected nor
// parsed by gota, and no text stands for a missing value.
func (c *chunk) flush() error {
	if len(c.records) == 1 {
		return nil
	}
	frame := dataframe.LoadRecords(c.records, dataframe.DetectTypes(false),
		dataframe.DefaultType(series.String), dataframe.NaNValues(nil))
	if frame.Err != nil {
		return frame.Err
	}
	for _, col := range c.columns {
		cells := frame.Col(col.header)
		for row := range cells.Len() {
			col.add(cells.Elem(row).String())
		}
	}
	c.records = c.records[:1]
	return nil
}
