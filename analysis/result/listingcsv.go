package result

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

// ErrListing is returned for a file that is not a listing.csv.
var ErrListing = errors.New("not a listing")

var listingHeader = []string{"case", "patient", "cohort", "endpoint", "groups", "time", "status", "code", "file", "line", "column"}

// EncodeListing writes the listing as CSV in UTF-8. Groups are written
// by=group, several joined by "|"; the time of a case set aside is empty and
// its status -1. The text of a cell that a spreadsheet would take for a
// formula is led by an apostrophe, which DecodeListing takes away again. An
// infinite time is an error.
func EncodeListing(w io.Writer, l *Listing) error {
	c := csv.NewWriter(w)
	if err := c.Write(listingHeader); err != nil {
		return err
	}
	for i, r := range l.Rows {
		if math.IsInf(r.Time, 0) {
			return fmt.Errorf("listing: row %d has an infinite time", i+1)
		}
		if err := c.Write(listingRecord(r)); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

func listingRecord(r ListingRow) []string {
	time := ""
	if !math.IsNaN(r.Time) {
		time = strconv.FormatFloat(r.Time, 'g', -1, 64)
	}
	return []string{Guard(r.Case), Guard(r.Patient), Guard(r.Cohort), Guard(r.Endpoint), Guard(joinGroups(r.Groups)), time,
		strconv.Itoa(r.Status), Guard(r.Code), Guard(r.Decided.File), strconv.Itoa(r.Decided.Line), Guard(r.Decided.Column)}
}

// DecodeListing reads what EncodeListing wrote. A line break within a text
// comes back as \n. An error wraps ErrListing and names the record, never the
// content of a cell.
func DecodeListing(r io.Reader) (*Listing, error) {
	c := csv.NewReader(r)
	c.FieldsPerRecord = len(listingHeader)
	header, err := c.Read()
	if err != nil || !slices.Equal(header, listingHeader) {
		return nil, fmt.Errorf("%w: the first record is not its header", ErrListing)
	}
	l := &Listing{Rows: []ListingRow{}}
	for n := 2; ; n++ {
		record, err := c.Read()
		if err == io.EOF {
			return l, nil
		}
		var parse *csv.ParseError
		if errors.As(err, &parse) {
			return nil, fmt.Errorf("%w: record %d: %w", ErrListing, n, parse.Err)
		}
		if err != nil {
			return nil, fmt.Errorf("listing: record %d: %w", n, err)
		}
		row, err := listingRow(record)
		if err != nil {
			return nil, fmt.Errorf("%w: record %d: %w", ErrListing, n, err)
		}
		l.Rows = append(l.Rows, row)
	}
}

var (
	errListingNumber = errors.New("its time, status or line is not a number of a listing")
	errListingGroups = errors.New("its groups are not of the form by=group")
)

func listingRow(c []string) (ListingRow, error) {
	time, timeErr := math.NaN(), error(nil)
	if c[5] != "" {
		time, timeErr = strconv.ParseFloat(c[5], 64)
	}
	status, statusErr := strconv.Atoi(c[6])
	line, lineErr := strconv.Atoi(c[9])
	if timeErr != nil || statusErr != nil || lineErr != nil || math.IsInf(time, 0) || math.IsNaN(time) != (c[5] == "") || status < -1 || status > 2 || line < 0 {
		return ListingRow{}, errListingNumber
	}
	groups, err := splitGroups(unguard(c[4]))
	if err != nil {
		return ListingRow{}, err
	}
	return ListingRow{Case: unguard(c[0]), Patient: unguard(c[1]), Cohort: unguard(c[2]), Endpoint: unguard(c[3]), Groups: groups,
		Time: time, Status: status, Code: unguard(c[7]), Decided: Place{unguard(c[8]), line, unguard(c[10])}}, nil
}

func joinGroups(groups []GroupValue) string {
	parts := make([]string, len(groups))
	for i, g := range groups {
		parts[i] = escape(g.By) + "=" + escape(g.Group)
	}
	return strings.Join(parts, "|")
}

func splitGroups(s string) ([]GroupValue, error) {
	if s == "" {
		return nil, nil
	}
	var groups []GroupValue
	for part := range strings.SplitSeq(s, "|") {
		by, group, found := strings.Cut(part, "=")
		if !found {
			return nil, errListingGroups
		}
		groups = append(groups, GroupValue{unescape(by), unescape(group)})
	}
	return groups, nil
}

// escape keeps the separators of groups out of the names of a column and of
// its groups.
func escape(s string) string {
	return strings.NewReplacer("%", "%25", "|", "%7C", "=", "%3D").Replace(s)
}

func unescape(s string) string {
	return strings.NewReplacer("%7C", "|", "%3D", "=", "%25", "%").Replace(s)
}

const formulaStart = "=+-@\t\r'"

// Guard leads a text that a spreadsheet would take for a formula by an apostrophe.
func Guard(s string) string {
	if s != "" && strings.ContainsRune(formulaStart, rune(s[0])) {
		return "'" + s
	}
	return s
}

func unguard(s string) string { return strings.TrimPrefix(s, "'") }
