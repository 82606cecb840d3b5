package result

import (
	"graftstat/analysis/message"
	"io"
	"math"
	"slices"
	"strings"
)

// ErrListing is returned for a file that is not a listing.csv.
var ErrListing = message.New("not a listing")

// listedRow is a row of listing.csv.
type listedRow struct {
	unit, endpoint, groups, code, column, states text

	entry, time  float64 // NaN is an empty cell
	status, line int
}

// columns are those of listing.csv, in their order.
func (r *listedRow) columns() []columns {
	return []columns{
		{heads: []string{"case", "patient"}, text: &r.unit},
		{heads: []string{"cohort", "endpoint"}, text: &r.endpoint},
		{heads: []string{"groups"}, text: &r.groups},
		{heads: []string{"entry"}, number: &r.entry},
		{heads: []string{"time"}, number: &r.time},
		{heads: []string{"status"}, whole: &r.status, min: SetAside, max: maxStatus},
		{heads: []string{"code", "file"}, text: &r.code},
		{heads: []string{"line"}, whole: &r.line, max: math.MaxUint32},
		{heads: []string{"column"}, text: &r.column},
		{heads: []string{"states"}, text: &r.states}, // an older version has not written them
	}
}

// EncodeListing writes the listing as CSV in UTF-8. Groups are written
// by=group, several joined by "|"; the entry of a case observed from the start
// is empty, as is the time of a case set aside, whose status is -1; states are
// written as their stays are joined, state=last day|state=last day. The text of
// a cell that a spreadsheet would take for a formula is led by an apostrophe,
// which DecodeListing takes away again. An infinite time is an error.
func EncodeListing(w io.Writer, l *Listing) error {
	t := newListingTexts(l)
	row := &listedRow{}
	file := newTableWriter(w, "listing", row.columns())
	for _, e := range l.endpoints {
		row.endpoint.written = appendTexts(nil, e.Cohort, e.Endpoint)
		for i, line := range e.line {
			unit, decided := e.unit[i], e.decided.at(i)
			row.unit.written, row.groups.written = t.units.of(unit), t.groups.of(l.units[unit].groups)
			row.entry = math.NaN()
			if e.entry != nil && e.entry[i] != 0 {
				row.entry = e.entry[i]
			}
			row.time, row.status, row.line = e.time.at(i), int(l.decisions[decided].status), int(line)
			row.code.written, row.column.written = t.codes.of(decided), t.columns.of(decided)
			row.states.written = appendTexts(row.states.written[:0], joinStays(l.stays[ofCohort{e.Cohort, unit}]))
			if err := file.row(); err != nil {
				return err
			}
		}
	}
	return file.flush()
}

// listingTexts are the formatted texts of a listing: of every unit, combination of
// groups and decision.
type listingTexts struct{ units, groups, codes, columns texts }

func newListingTexts(l *Listing) *listingTexts {
	t := &listingTexts{}
	for _, u := range l.units {
		t.units.add(u.id, u.patient)
	}
	for _, joined := range l.joined {
		t.groups.add(joined)
	}
	for _, d := range l.decisions {
		t.codes.add(d.code, d.file)
		t.columns.add(d.column)
	}
	return t
}

// DecodeListing reads what EncodeListing wrote. A line break within a text
// comes back as \n. An error wraps ErrListing and names the record, never the
// content of a cell.
func DecodeListing(r io.Reader) (*Listing, error) {
	file := newTableReader(r, "listing", ErrListing)
	row := &listedRow{}
	columns := row.columns()
	switch header := file.header(); {
	case slices.Equal(header, heads(columns)):
	case slices.Equal(header, heads(columns[:len(columns)-1])):
		columns, row.states.read = columns[:len(columns)-1], []string{""}
	default:
		return nil, file.noHeader()
	}
	d := listingReader{listing: &Listing{}, units: make(map[listedUnit]int32)}
	if err := file.rows(columns, func() error { return d.add(row) }); err != nil {
		return nil, err
	}
	d.listing.shareUnits()
	return d.listing, nil
}

var errListingStays = message.New("its states are not of the form state=time")

// listingReader adds rows to a listing. It keeps none of their strings: they are
// parts of the whole record.
type listingReader struct {
	listing  *Listing
	endpoint *ListingEndpoint
	units    map[listedUnit]int32
	next     int32 // the unit after the last: most likely that of the next record
	joined   string
	groups   int32 // of joined
}

func (d *listingReader) add(r *listedRow) error {
	if err := d.readGroups(r.groups.read[0]); err != nil {
		return err
	}
	cohort, endpoint := r.endpoint.read[0], r.endpoint.read[1]
	if d.endpoint == nil || d.endpoint.Cohort != cohort || d.endpoint.Endpoint != endpoint {
		d.endpoint = d.listing.AddEndpoint(strings.Clone(cohort), strings.Clone(endpoint), 0)
	}
	unit := d.unit(r.unit.read[0], r.unit.read[1])
	if err := d.readStays(unit, r.states.read[0]); err != nil {
		return err
	}
	d.endpoint.Add(unit, Outcome{Entry: r.entry, Time: r.time, Status: r.status, Code: r.code.read[0],
		Decided: Place{r.code.read[1], r.line, r.column.read[0]}})
	return nil
}

// readStays adds the states of a patient, which each endpoint of the cohort repeats.
func (d *listingReader) readStays(unit int32, joined string) error {
	if joined == "" || d.listing.stays[ofCohort{d.endpoint.Cohort, unit}] != nil {
		return nil
	}
	stays, ok := splitStays(joined)
	if !ok {
		return errListingStays
	}
	d.listing.AddStays(d.endpoint.Cohort, unit, stays)
	return nil
}

// unit finds the unit of a record, or adds it.
func (d *listingReader) unit(id, patient string) int32 {
	l, u := d.listing, listedUnit{id, patient, d.groups}
	if int(d.next) < len(l.units) && l.units[d.next] == u {
		d.next++
		return d.next - 1
	}
	code, known := d.units[u]
	if !known {
		u.id, u.patient = strings.Clone(id), strings.Clone(patient)
		code = l.Unit(u.id, u.patient, u.groups)
		d.units[u] = code
	}
	d.next = code + 1
	return code
}

func (d *listingReader) readGroups(joined string) error {
	if joined == d.joined && len(d.listing.groups) > 0 {
		return nil
	}
	if code, known := d.listing.groupsCode[joined]; known {
		d.groups = code
		d.joined = d.listing.joined[code]
		return nil
	}
	groups, err := splitGroups(joined)
	if err != nil {
		return err
	}
	d.joined, d.groups = strings.Clone(joined), d.listing.Groups(groups)
	return nil
}
