package result

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"math"
	"reflect"
	"strings"
	"testing"
)

func TestListingSurvivesTheFile(t *testing.T) {
	plain := ListingRow{Case: "H001", Patient: "P001", Cohort: "thalassemia", Endpoint: "os", Time: 365, Status: 0, Code: "last_contact",
		Decided: Place{"cases.csv", 2, "last_contact_date"}}
	with := func(change func(*ListingRow)) ListingRow {
		row := plain
		change(&row)
		return row
	}
	rows := []ListingRow{
		plain,
		with(func(r *ListingRow) { r.Time, r.Status = 1.0/3, 1 }),
		with(func(r *ListingRow) { r.Time, r.Status = -12.5, 2 }),
		with(func(r *ListingRow) { r.Status, r.Time, r.Decided = 1, 0, Place{} }),
		with(func(r *ListingRow) { r.Groups = []GroupValue{{"abo_match", "major"}, {"diagnosis", ""}} }),
		with(func(r *ListingRow) { r.Groups = []GroupValue{{"", ""}} }),
		with(func(r *ListingRow) { r.Groups = []GroupValue{{"a=b|c", "x|y=z"}, {"100%", "%7C %25 %"}, {"+1", "-2"}} }),
		with(func(r *ListingRow) { r.Case, r.Patient = "=1+1", "+cmd|' /C calc'!A0" }),
		with(func(r *ListingRow) { r.Case, r.Patient, r.Decided.Column = "@SUM(A1)", "-5", "\ttab" }),
		with(func(r *ListingRow) { r.Case, r.Patient = "'led by an apostrophe", "''twice" }),
		with(func(r *ListingRow) { r.Cohort, r.Endpoint, r.Code, r.Decided.File = "-c", "=e", "@d", "-f.csv" }),
		with(func(r *ListingRow) { r.Case, r.Patient = `he said "no", twice`, "two\nlines" }),
		with(func(r *ListingRow) { r.Case, r.Patient, r.Decided.Column = " padded ", `\.`, "Ngày ghép; tế bào" }),
	}
	var b bytes.Buffer
	if err := EncodeListing(&b, &Listing{Rows: rows}); err != nil {
		t.Fatal(err)
	}
	l, err := DecodeListing(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Rows) != len(rows) {
		t.Fatalf("%d rows came back as %d", len(rows), len(l.Rows))
	}
	for i := range rows {
		if !reflect.DeepEqual(l.Rows[i], rows[i]) {
			t.Errorf("row %d came back as\n%+v\nnot\n%+v", i, l.Rows[i], rows[i])
		}
	}
}

func TestCaseSetAsideHasNoTime(t *testing.T) {
	var b bytes.Buffer
	if err := EncodeListing(&b, &Listing{Rows: []ListingRow{{Case: "H001", Time: math.NaN(), Status: -1, Code: "unreadable_date"}}}); err != nil {
		t.Fatal(err)
	}
	if want := "H001,,,,,,-1,unreadable_date,,0,\n"; !strings.HasSuffix(b.String(), want) {
		t.Errorf("written %q, want %q at its end", b.String(), want)
	}
	l, err := DecodeListing(&b)
	if err != nil {
		t.Fatal(err)
	}
	if r := l.Rows[0]; !math.IsNaN(r.Time) || r.Status != -1 {
		t.Errorf("read back time %v, status %d", r.Time, r.Status)
	}
}

func TestNoCellOfAListingIsAFormula(t *testing.T) {
	row := ListingRow{Case: "=1", Patient: "+1", Cohort: "-1", Endpoint: "@1", Groups: []GroupValue{{"+by", "=g"}}, Time: -1, Status: 1, Code: "=d", Decided: Place{"=f", 1, "\rc"}}
	var b bytes.Buffer
	if err := EncodeListing(&b, &Listing{Rows: []ListingRow{row}}); err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for j, cell := range records[1] {
		number := listingHeader[j] == "time" || listingHeader[j] == "status" || listingHeader[j] == "line"
		if number == strings.HasPrefix(cell, "'") {
			t.Errorf("%s is written %q", listingHeader[j], cell)
		}
	}
}

func TestInfiniteTimeIsNotListed(t *testing.T) {
	if err := EncodeListing(io.Discard, &Listing{Rows: []ListingRow{{Time: math.Inf(1)}}}); err == nil {
		t.Error("an infinite time was written")
	}
}

func TestEmptyListing(t *testing.T) {
	var b bytes.Buffer
	if err := EncodeListing(&b, &Listing{}); err != nil {
		t.Fatal(err)
	}
	l, err := DecodeListing(&b)
	if err != nil || l == nil || len(l.Rows) != 0 {
		t.Errorf("read back %v, error %v", l, err)
	}
}

func TestMalformedListingNamesTheRecordOnly(t *testing.T) {
	const secret = "Nguyễn Bí Mật"
	header := strings.Join(listingHeader, ",") + "\n"
	good := "H1,P1,c,os,,1,0,death,cases.csv,2,death_date\n"
	for name, c := range map[string]struct{ text, where string }{
		"nothing":           {"", "first record"},
		"another header":    {"case,name\n" + secret + ",x\n", "first record"},
		"a header with BOM": {"\ufeff" + header + good, "first record"},
		"a missing cell":    {header + good + secret + ",P1,c,os,,1,0,death,cases.csv,2\n", "record 3"},
		"a further cell":    {header + good[:len(good)-1] + "," + secret + "\n", "record 2"},
		"a bare quote":      {header + good + good + secret + `"x` + good[2:], "record 4"},
		"an open quote":     {header + `"` + secret + good[2:], "record 2"},
		"a time":            {header + good + "H1,P1,c,os,," + secret + ",0,death,cases.csv,2,death_date\n", "record 3"},
		"an infinite time":  {header + "H1,P1,c,os,,Inf,0,death,cases.csv,2,death_date\n", "record 2"},
		"a time NaN":        {header + "H1,P1,c,os,,NaN,0,death,cases.csv,2,death_date\n", "record 2"},
		"a status":          {header + "H1,P1,c,os,,1," + secret + ",death,cases.csv,2,death_date\n", "record 2"},
		"a status 3":        {header + "H1,P1,c,os,,1,3,death,cases.csv,2,death_date\n", "record 2"},
		"a status -2":       {header + "H1,P1,c,os,,1,-2,death,cases.csv,2,death_date\n", "record 2"},
		"a line":            {header + "H1,P1,c,os,,1,0,death,cases.csv," + secret + ",death_date\n", "record 2"},
		"a line -1":         {header + "H1,P1,c,os,,1,0,death,cases.csv,-1,death_date\n", "record 2"},
		"groups":            {header + "H1,P1,c,os," + secret + ",1,0,death,cases.csv,2,death_date\n", "record 2"},
	} {
		l, err := DecodeListing(strings.NewReader(c.text))
		if !errors.Is(err, ErrListing) || l != nil {
			t.Errorf("%s: error %v", name, err)
			continue
		}
		if !strings.Contains(err.Error(), c.where) {
			t.Errorf("%s: %q does not name %s", name, err, c.where)
		}
		for _, word := range strings.Fields(secret) {
			if strings.Contains(err.Error(), word) {
				t.Errorf("%s: the message holds a cell's content", name)
			}
		}
	}
}

// A disk that fails is no malformed listing.
func TestFailingReaderIsNotErrListing(t *testing.T) {
	broken := errors.New("broken")
	text := strings.Join(listingHeader, ",") + "\n"
	_, err := DecodeListing(io.MultiReader(strings.NewReader(text), &failing{broken}))
	if !errors.Is(err, broken) || errors.Is(err, ErrListing) {
		t.Errorf("error %v", err)
	}
}

type failing struct{ err error }

func (f *failing) Read([]byte) (int, error) { return 0, f.err }
