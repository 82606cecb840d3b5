package table

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// FuzzPlainLines: with and without the short way, a file has the same rows on the
// same lines, up to space before a cell.
func FuzzPlainLines(f *testing.F) {
	f.Add("a,b\n1,2\r\n\n\"x\ny\", 3\n4,5\n", false)
	f.Add("a,b\n\"1\r\n\r\n2\",\"3\n\"\n4,5\n6,7", true)
	f.Add("a\"b,c\nd\n\"e\"f,g\nh\n", false)
	f.Fuzz(func(t *testing.T, content string, slow bool) {
		var source io.Reader = strings.NewReader(content)
		if slow {
			source = iotest.OneByteReader(source)
		}
		fast := newRecords(bufio.NewReader(source))
		fast.plain = plainLines{text: fast.text, mark: ','}
		plain := newRecords(bufio.NewReader(strings.NewReader(content)))
		for {
			got, want := fast.row(), plain.row()
			if got != want {
				t.Fatalf("%s\nwant\n%s", got, want)
			}
			if strings.HasPrefix(want, "end") {
				return
			}
		}
	})
}

type testRecords struct {
	csvRows
	text *bufio.Reader
}

func newRecords(text *bufio.Reader) *testRecords {
	r := &testRecords{text: text}
	r.csv = csv.NewReader(text)
	r.csv.FieldsPerRecord, r.csv.TrimLeadingSpace, r.csv.ReuseRecord = -1, true, true
	return r
}

// row is the next row with its line, or the end with its cause.
func (r *testRecords) row() string {
	cells, line, err := r.Next()
	var fault *Error
	switch {
	case errors.As(err, &fault):
		return fmt.Sprint("end ", fault)
	case errors.Is(err, ErrBadQuote):
		return fmt.Sprint(line, " bad")
	case err != nil:
		return fmt.Sprint("end ", err)
	}
	cells = slices.Clone(cells)
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
	}
	return fmt.Sprintf("%d %q", line, cells)
}
