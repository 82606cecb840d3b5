package result

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// DecodeListing reads what EncodeListing wrote. A line break within a text
// comes back as \n. An error wraps ErrListing and names the record, never the
// content of a cell.
func DecodeListing(r io.Reader) (*Listing, error) {
	c := csv.NewReader(r)
	c.ReuseRecord = true
	header, err := c.Read() // which says how many fields a record has
	if err != nil || !slices.Equal(header, listingHeader) && !slices.Equal(header, listingHeader[:withoutStates]) {
		return nil, fmt.Errorf("%w: the first record is not its header", ErrListing)
	}
	d := listingReader{listing: &Listing{}, units: make(map[listedUnit]int32)}
	for n := 2; ; n++ {
		record, err := c.Read()
		if err == io.EOF {
			d.listing.shareUnits()
			return d.listing, nil
		}
		var parse *csv.ParseError
		if errors.As(err, &parse) {
			return nil, fmt.Errorf("%w: record %d: %w", ErrListing, n, parse.Err)
		}
		if err != nil {
			return nil, fmt.Errorf("listing: record %d: %w", n, err)
		}
		if err := d.add(record); err != nil {
			return nil, fmt.Errorf("%w: record %d: %w", ErrListing, n, err)
		}
	}
}

var (
	errListingNumber = errors.New("its entry, time, status or line is not a number of a listing")
	errListingGroups = errors.New("its groups are not of the form by=group")
	errListingStays  = errors.New("its states are not of the form state=time")
)

// listingReader adds records to a listing. It keeps none of their strings:
// they are parts of the whole record.
type listingReader struct {
	listing  *Listing
	endpoint *ListingEndpoint
	units    map[listedUnit]int32
	next     int32 // the unit after the last: most likely that of the next record
	joined   string
	groups   int32 // of joined
}

func (d *listingReader) add(c []string) error {
	entry, entryOK := parseNumber(c[5])
	time, timeOK := parseNumber(c[6])
	status, statusErr := strconv.Atoi(c[7])
	line, lineErr := strconv.ParseUint(c[10], 10, 32)
	if !entryOK || !timeOK || statusErr != nil || lineErr != nil || status < SetAside || status > maxStatus {
		return errListingNumber
	}
	if err := d.readGroups(unguard(c[4])); err != nil {
		return err
	}
	cohort, endpoint := unguard(c[2]), unguard(c[3])
	if d.endpoint == nil || d.endpoint.Cohort != cohort || d.endpoint.Endpoint != endpoint {
		d.endpoint = d.listing.AddEndpoint(strings.Clone(cohort), strings.Clone(endpoint), 0)
	}
	unit := d.unit(unguard(c[0]), unguard(c[1]))
	if len(c) > withoutStates && c[withoutStates] != "" {
		if d.listing.stays[ofCohort{cohort, unit}] == nil {
			stays, ok := splitStays(unguard(c[withoutStates]))
			if !ok {
				return errListingStays
			}
			d.listing.AddStays(d.endpoint.Cohort, unit, stays)
		}
	}
	d.endpoint.Add(unit, Outcome{Entry: entry, Time: time, Status: status, Code: unguard(c[8]),
		Decided: Place{unguard(c[9]), int(line), unguard(c[11])}})
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

func splitGroups(s string) ([]GroupValue, error) {
	if s == "" {
		return nil, nil
	}
	var groups []GroupValue
	for part := range strings.SplitSeq(strings.Clone(s), "|") {
		by, group, found := strings.Cut(part, "=")
		if !found {
			return nil, errListingGroups
		}
		groups = append(groups, GroupValue{unescape(by), unescape(group)})
	}
	return groups, nil
}
