package casefile

import (
	"math"

	"graftstat/analysis/table"
)

// A column is one column of the file in use: codes into its distinct texts.
// Each distinct text is read once, however many rows have it.
type column struct {
	header      string
	field       int
	*dictionary                  // of its distinct cleaned cells in order of first appearance
	first       []int32          // row in which each of them stands first
	unclean     map[string]int32 // codes of cells that are not written as they are kept
	narrow      []uint16         // code of each row, while 16 bits hold them
	wide        []int32          // code of each row, after that
	code        int32            // of the last row: a cell is often that of the row before
}

func newColumn(header string, field int) *column {
	return &column{header: header, field: field, dictionary: newDictionary(), unclean: map[string]int32{}, code: -1}
}

// add appends the cell of one more row.
func (c *column) add(cell string) {
	if c.code < 0 || cell != c.text[c.code] {
		c.code = c.read(cell)
	}
	c.append(c.code)
}

func (c *column) append(code int32) {
	switch {
	case c.wide != nil:
		c.wide = append(c.wide, code)
	case code <= math.MaxUint16:
		c.narrow = append(c.narrow, uint16(code))
	default:
		c.wide = make([]int32, len(c.narrow), len(c.narrow)*5/4+chunkRows)
		for row, code := range c.narrow {
			c.wide[row] = int32(code)
		}
		c.wide, c.narrow = append(c.wide, code), nil
	}
}

// at is the code of a row.
func (c *column) at(row int) int32 {
	if c.wide != nil {
		return c.wide[row]
	}
	return int32(c.narrow[row])
}

// rows is the number of rows so far.
func (c *column) rows() int { return len(c.narrow) + len(c.wide) }

// read is the code of a cell.
func (c *column) read(cell string) int32 {
	if code, ok := c.of(cell); ok {
		return code
	}
	if code, ok := c.unclean[cell]; ok {
		return code
	}
	cell = c.keep(cell) // it keeps the whole line alive
	text := table.Clean(cell)
	code, ok := c.of(text)
	if !ok {
		code = c.dictionary.add(text)
		c.first = append(c.first, int32(c.rows()))
	}
	if text != cell {
		c.unclean[cell] = code
	}
	return code
}
