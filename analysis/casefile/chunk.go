package casefile

import (
	"cmp"
	"fmt"
	"runtime/debug"
	"slices"

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

// firstRows is the number of rows for which a frame has room at first: most files
// of a centre are small.
const firstRows = 64

func newChunk(columns []*column) *chunk {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.header
	}
	return &chunk{columns: columns, records: append(make([][]string, 0, firstRows+1), names),
		cells: make([]string, 0, firstRows*len(columns))}
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

// framers take rows through gota beside the reading of the next ones. Each has
// its own share of the columns: gota takes longer than the reading.
type framers []*framer

// maxFramers is how many share the columns; one reader has no work for more.
const maxFramers = 2

func newFramers(columns []*column) framers {
	var fs framers
	for share := range slices.Chunk(columns, max(1, (len(columns)+maxFramers-1)/maxFramers)) {
		f := newFramer(share)
		f.now = <-f.empty
		fs = append(fs, f)
	}
	return fs
}

// add takes the cells in use of a row. It is false after a fault, which close
// tells; full says that chunks were handed over.
func (fs framers) add(cells []string) (full, ok bool) {
	for _, f := range fs {
		if f.now.add(cells) {
			if f.now = f.pass(f.now); f.now == nil {
				return true, false
			}
			full = true
		}
	}
	return full, true
}

// flush hands over the last rows.
func (fs framers) flush() {
	for _, f := range fs {
		f.pass(f.now)
	}
}

// close waits until every chunk has passed. Of several errors it gives the
// first in the order of the columns.
func (fs framers) close() (err error) {
	if len(fs) == 0 {
		return nil
	}
	defer func() { err = cmp.Or(err, fs[1:].close()) }() // also where the first panics
	return fs[0].close()
}

// chunks of a framer: one is being filled, one waits, one is on its way.
const chunks = 3

// A framer takes full chunks of some columns through gota.
type framer struct {
	now         *chunk // that is being filled
	full, empty chan *chunk
	finished    chan struct{}
	err         error // of the first chunk that failed
	panicked    string
}

func newFramer(columns []*column) *framer {
	f := &framer{full: make(chan *chunk, 1), empty: make(chan *chunk, chunks), finished: make(chan struct{})}
	for range chunks {
		f.empty <- newChunk(columns)
	}
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

// pass hands over a full chunk and takes an empty one; nil after a fault.
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
