package casefile

import (
	"fmt"
	"runtime/debug"

	"github.com/go-gota/gota/dataframe"
	"github.com/go-gota/gota/series"
)

// A chunk passes rows through a gota frame of text into the columns in use.
type chunk struct {
	columns []*column
	records [][]string // the first has the names
	cells   []string   // of all records
}

// chunkRows is the number of rows in a frame: so many stay in the processor's
// cache on their way through gota.
const chunkRows = 1024

func newChunk(columns []*column) *chunk {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.header
	}
	return &chunk{columns: columns, records: append(make([][]string, 0, chunkRows+1), names), cells: make([]string, 0, chunkRows*len(columns))}
}

// add takes the cells in use of a row and reports whether the chunk is full.
func (c *chunk) add(cells []string) bool {
	from := len(c.cells)
	for _, col := range c.columns {
		c.cells = append(c.cells, cells[col.field])
	}
	c.records = append(c.records, c.cells[from:len(c.cells):len(c.cells)])
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
	c.records, c.cells = c.records[:1], c.cells[:0]
	return nil
}

// A framer takes full chunks through gota beside the reading of the next rows.
type framer struct {
	full, empty chan *chunk
	finished    chan struct{}
	err         error // of the first chunk that failed
	panicked    string
}

func newFramer(columns []*column) *framer {
	f := &framer{full: make(chan *chunk), empty: make(chan *chunk, 2), finished: make(chan struct{})}
	f.empty <- newChunk(columns)
	f.empty <- newChunk(columns)
	go func() {
		defer close(f.finished)
		defer func() {
			if p := recover(); p != nil {
				f.panicked = fmt.Sprintf("%v\n\n%s", p, debug.Stack())
			}
		}()
		f.run()
	}()
	return f
}

func (f *framer) run() {
	for c := range f.full {
		if f.err = c.flush(); f.err != nil {
			return
		}
		f.empty <- c
	}
}

// pass hands over a full chunk and takes an empty one; nil after a fault, which
// close tells.
func (f *framer) pass(c *chunk) *chunk {
	select {
	case f.full <- c:
	case <-f.finished:
		return nil
	}
	select {
	case c := <-f.empty:
		return c
	case <-f.finished:
		return nil
	}
}

// close waits until every chunk has passed.
func (f *framer) close() error {
	close(f.full)
	<-f.finished
	if f.panicked != "" {
		panic(f.panicked)
	}
	return f.err
}
