package result

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// ErrListing is returned for a file that is not a listing.csv.
var ErrListing = errors.New("not a listing")

var listingHeader = []string{"case", "patient", "cohort", "endpoint", "groups", "time", "status", "code", "file", "line", "column"}

// EncodeListing writes the listing as CSV in UTF-8. Groups are written
// by=group, several joined by "|"; the time of a case set aside is empty and
// its status -1. The text of a cell that a spreadsheet would take for a
// formula is led by an apostrophe, which DecodeListing takes away again.
func EncodeListing(w io.Writer, l *Listing) error {
	c := csv.NewWriter(w)
	if err := c.Write(listingHeader); err != nil {
		return err
	}
	record := make([]string, len(listingHeader))
	for _, r := range l.Rows {
		time := ""
		if !math.IsNaN(r.Time) {
			time = strconv.FormatFloat(r.Time, 'g', -1, 64)
		}
		copy(record, []string{Guard(r.Case), Guard(r.Patient), r.Cohort, r.Endpoint, joinGroups(r.Groups), time,
			strconv.Itoa(r.Status), r.Code, Guard(r.Decided.File), strconv.Itoa(r.Decided.Line), Guard(r.Decided.Column)})
		if err := c.Write(record); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// DecodeListing reads what EncodeListing wrote.
func DecodeListing(r io.Reader) (*Listing, error) {
	records, err := csv.NewReader(r).ReadAll()
	if err != nil || len(records) == 0 || strings.Join(records[0], ",") != strings.Join(listingHeader, ",") {
		return nil, ErrListing
	}
	l := &Listing{Rows: make([]ListingRow, 0, len(records)-1)}
	for i, c := range records[1:] {
		row, err := listingRow(c)
		if err != nil {
			return nil, fmt.Errorf("%w: record %d: a time, status or line is no number", ErrListing, i+2)
		}
		l.Rows = append(l.Rows, row)
	}
	return l, nil
}

func listingRow(c []string) (ListingRow, error) {
	time, timeErr := math.NaN(), error(nil)
	if c[5] != "" {
		time, timeErr = strconv.ParseFloat(c[5], 64)
	}
	status, statusErr := strconv.Atoi(c[6])
	line, lineErr := strconv.Atoi(c[9])
	return ListingRow{Case: unguard(c[0]), Patient: unguard(c[1]), Cohort: c[2], Endpoint: c[3], Groups: splitGroups(c[4]),
		Time: time, Status: status, Code: c[7], Decided: Place{unguard(c[8]), line, unguard(c[10])}}, errors.Join(timeErr, statusErr, lineErr)
}

func joinGroups(groups []GroupValue) string {
	parts := make([]string, len(groups))
	for i, g := range groups {
		parts[i] = g.By + "=" + escape(g.Group)
	}
	return strings.Join(parts, "|")
}

func splitGroups(s string) []GroupValue {
	if s == "" {
		return nil
	}
	var groups []GroupValue
	for part := range strings.SplitSeq(s, "|") {
		by, group, _ := strings.Cut(part, "=")
		groups = append(groups, GroupValue{by, unescape(group)})
	}
	return groups
}

// escape keeps the separators of groups out of a group's name.
func escape(s string) string {
	if !strings.ContainsAny(s, "%|=") {
		return s
	}
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
