package result

import (
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// ErrListing is returned for a file that is not a listing.csv.
var ErrListing = errors.New("not a listing")

var listingHeader = []string{"case", "patient", "cohort", "endpoint", "groups", "entry", "time", "status", "code", "file", "line", "column", "states"}

// withoutStates is the number of columns of a listing that an older version wrote.
const withoutStates = 12

// chunk is the size from which on what was encoded is written.
const chunk = 1 << 16

// EncodeListing writes the listing as CSV in UTF-8. Groups are written
// by=group, several joined by "|"; the entry of a case observed from the start
// is empty, as is the time of a case set aside, whose status is -1; states are
// written as their stays are joined, state=last day|state=last day. The text of
// a cell that a spreadsheet would take for a formula is led by an apostrophe,
// which DecodeListing takes away again. An infinite time is an error.
//
// Each text is formatted once; a row is put together without allocation.
func EncodeListing(w io.Writer, l *Listing) error {
	t := newListingTexts(l)
	b := append(append(make([]byte, 0, 2*chunk), strings.Join(listingHeader, ",")...), '\n')
	rows := 0
	for _, e := range l.endpoints {
		between := append(appendCell(append(appendCell([]byte{','}, e.Cohort), ','), e.Endpoint), ',')
		for i, line := range e.line {
			entry, time := 0.0, e.time.at(i)
			if e.entry != nil {
				entry = e.entry[i]
			}
			rows++
			if math.IsInf(time, 0) || math.IsInf(entry, 0) {
				return fmt.Errorf("listing: row %d has an infinite time", rows)
			}
			unit, decided := e.unit[i], e.decided.at(i)
			b = append(append(b, t.cases.of(unit)...), between...)
			b = append(append(b, t.groups.of(l.units[unit].groups)...), ',')
			if entry != 0 {
				b = appendNumber(b, entry)
			}
			b = append(b, ',')
			if !math.IsNaN(time) {
				b = appendNumber(b, time)
			}
			b = strconv.AppendInt(append(b, ','), int64(l.decisions[decided].status), 10)
			b = append(b, t.decided.of(decided)...)
			b = strconv.AppendUint(b, uint64(line), 10)
			b = append(b, t.columns.of(decided)...)
			if stays := l.stays[ofCohort{e.Cohort, unit}]; len(stays) > 0 {
				b = appendCell(b, joinStays(stays))
			}
			b = append(b, '\n')
			if len(b) < chunk {
				continue
			}
			if _, err := w.Write(b); err != nil {
				return err
			}
			b = b[:0]
		}
	}
	_, err := w.Write(b)
	return err
}

// listingTexts are the formatted texts of a listing: case and patient of every
// unit, groups, what decided before and after the line.
type listingTexts struct{ cases, groups, decided, columns texts }

func newListingTexts(l *Listing) *listingTexts {
	t := &listingTexts{}
	for _, u := range l.units {
		t.cases.bytes = appendCell(append(appendCell(t.cases.bytes, u.id), ','), u.patient)
		t.cases.close()
	}
	for _, joined := range l.joined {
		t.groups.bytes = appendCell(t.groups.bytes, joined)
		t.groups.close()
	}
	for _, d := range l.decisions {
		t.decided.bytes = append(appendCell(append(appendCell(append(t.decided.bytes, ','), d.code), ','), d.file), ',')
		t.decided.close()
		t.columns.bytes = append(appendCell(append(t.columns.bytes, ','), d.column), ',')
		t.columns.close()
	}
	return t
}

// texts are numbered texts in one piece of memory.
type texts struct {
	bytes []byte
	end   []int
}

// close ends the text that was appended to bytes.
func (t *texts) close() { t.end = append(t.end, len(t.bytes)) }

func (t *texts) of(n int32) []byte {
	if n == 0 {
		return t.bytes[:t.end[0]]
	}
	return t.bytes[t.end[n-1]:t.end[n]]
}

func joinGroups(groups []GroupValue) string {
	parts := make([]string, len(groups))
	for i, g := range groups {
		parts[i] = escape(g.By) + "=" + escape(g.Group)
	}
	return strings.Join(parts, "|")
}

// escape keeps the separators of groups out of the names of a column and of
// its groups.
func escape(s string) string {
	if !strings.ContainsAny(s, "%|=") {
		return s
	}
	return strings.NewReplacer("%", "%25", "|", "%7C", "=", "%3D").Replace(s)
}

func unescape(s string) string {
	return strings.NewReplacer("%7C", "|", "%3D", "=", "%25", "%").Replace(s)
}
