package result

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const listingHeader = "case,patient,cohort,endpoint,groups,entry,time,status,code,file,line,column,states\n"

func TestListingSurvivesTheFile(t *testing.T) {
	plain := ListingRow{Case: "H001", Patient: "P001", Cohort: "thalassemia", Endpoint: "os",
		Outcome: Outcome{Time: 365, Status: 0, Code: "last_contact",
			Decided: Place{"cases.csv", 2, "last_contact_date"}}}
	with := func(change func(*ListingRow)) ListingRow {
		row := plain
		change(&row)
		return row
	}
	rows := []ListingRow{
		plain,
		with(func(r *ListingRow) { r.Time, r.Status = 1.0/3, 1 }),
		with(func(r *ListingRow) { r.Time, r.Status = -12.5, 255 }),
		with(func(r *ListingRow) { r.Status, r.Time, r.Decided = 1, 0, Place{} }),
		with(func(r *ListingRow) { r.Entry, r.Decided.Line = 0.1, math.MaxUint32 }),
		with(func(r *ListingRow) { r.Groups = []GroupValue{{"abo_match", "major"}, {"diagnosis", ""}} }),
		with(func(r *ListingRow) { r.Groups = []GroupValue{{"", ""}} }),
		with(func(r *ListingRow) { r.Groups = []GroupValue{{"a=b|c", "x|y=z"}, {"100%", "%7C %25 %"}, {"+1", "-2"}} }),
		with(func(r *ListingRow) { r.Case, r.Patient = "=1+1", "+cmd|' /C calc'!A0" }),
		with(func(r *ListingRow) { r.Case, r.Patient, r.Decided.Column = "@SUM(A1)", "-5", "\ttab" }),
		with(func(r *ListingRow) { r.Case, r.Patient = "'led by an apostrophe", "''twice" }),
		with(func(r *ListingRow) { r.Cohort, r.Endpoint, r.Code, r.Decided.File = "-c", "=e", "@d", "-f.csv" }),
		with(func(r *ListingRow) { r.Case, r.Patient = `he said "no", twice`, "two\nlines" }),
		with(func(r *ListingRow) { r.Case, r.Patient, r.Decided.Column = " padded ", `\.`, "Ngày ghép; tế bào" }),
		plain,
	}
	l, err := DecodeListing(bytes.NewReader(listingBytes(t, listing(rows...))))
	if err != nil {
		t.Fatal(err)
	}
	if l.Len() != len(rows) {
		t.Errorf("%d rows came back as %d", len(rows), l.Len())
	}
	got := slices.Collect(l.All())
	for i := range rows {
		if !reflect.DeepEqual(got[i], rows[i]) {
			t.Errorf("row %d came back as\n%+v\nnot\n%+v", i, got[i], rows[i])
		}
	}
}

// listing has a unit of its own for each row.
func listing(rows ...ListingRow) *Listing {
	l := &Listing{}
	for _, r := range rows {
		l.AddEndpoint(r.Cohort, r.Endpoint, 1).Add(l.Unit(r.Case, r.Patient, l.Groups(r.Groups)), r.Outcome)
	}
	return l
}

// centre is n cases in a per-patient and a per-transplant endpoint of two cohorts.
func centre(n int) *Listing {
	l := &Listing{}
	for _, cohort := range []string{"thalassemia", "solid-tumor"} {
		var units []int32
		for i := range n {
			g := l.Groups([]GroupValue{{"abo_match", []string{"match", "major", ""}[i%3]},
				{"sex", []string{"female", "male"}[i%2]}})
			units = append(units, l.Unit(fmt.Sprintf("%.1s%07d", cohort, i), fmt.Sprintf("P%07d", i/2), g))
		}
		for _, endpoint := range []string{"os", "efs", "engraftment"} {
			e := l.AddEndpoint(cohort, endpoint, n)
			for i, unit := range units {
				if endpoint != "engraftment" && i%10 == 9 {
					continue
				}
				o := Outcome{Time: float64(1 + i*7919%3000), Status: i % 3,
					Code:    []string{"last_contact", "death", "relapse"}[i%3],
					Decided: Place{"cases.csv", i + 2, "death_date"}}
				if i%101 == 0 {
					o.Time, o.Status, o.Code = math.NaN(), -1, "no_follow_up"
				}
				if endpoint == "efs" && i%5 == 0 {
					o.Entry = 0.5
				}
				e.Add(unit, o)
			}
		}
	}
	return l
}

func TestRowsOfAnEndpoint(t *testing.T) {
	for _, l := range []*Listing{centre(250), reread(t, centre(250))} {
		for _, cohort := range []string{"thalassemia", "solid-tumor", "none"} {
			for _, endpoint := range []string{"os", "engraftment", "none"} {
				want := slices.DeleteFunc(slices.Collect(l.All()),
					func(r ListingRow) bool { return r.Cohort != cohort || r.Endpoint != endpoint })
				got := slices.Collect(l.Of(cohort, endpoint))
				if cohort != "none" && endpoint != "none" && len(got) < 225 || len(got) != len(want) {
					t.Fatalf("%s, %s: %d rows, want %d", cohort, endpoint, len(got), len(want))
				}
				for i := range got {
					if !sameRow(got[i], want[i]) {
						t.Errorf("%s, %s: row %d is %+v, want %+v", cohort, endpoint, i, got[i], want[i])
					}
				}
			}
		}
		for r := range l.Of("thalassemia", "os") {
			if r.Case != "t0000000" {
				t.Errorf("the rows go on after the first")
			}
			break
		}
	}
}

// A time that is missing is not equal to itself.
func sameRow(a, b ListingRow) bool {
	if math.IsNaN(a.Time) && math.IsNaN(b.Time) {
		a.Time, b.Time = 0, 0
	}
	return reflect.DeepEqual(a, b)
}

func reread(t *testing.T, l *Listing) *Listing {
	t.Helper()
	again, err := DecodeListing(bytes.NewReader(listingBytes(t, l)))
	if err != nil {
		t.Fatal(err)
	}
	return again
}

// The cases of an endpoint that are those of the one before are kept once.
func TestCasesAreKeptOnce(t *testing.T) {
	for name, l := range map[string]*Listing{"built": centre(250), "read": reread(t, centre(250))} {
		if len(l.units) != 500 {
			t.Errorf("%s: %d units of 500 cases", name, len(l.units))
		}
		if os, efs := l.endpoints[0], l.endpoints[1]; &os.unit[0] != &efs.unit[0] {
			t.Errorf("%s: two endpoints have the same cases twice", name)
		}
		if l.endpoints[0].entry != nil || l.endpoints[1].entry == nil {
			t.Errorf("%s: entries are kept where there are none, or lost", name)
		}
	}
}

// Cells are quoted as encoding/csv quotes them.
func TestCellsAreThoseOfEncodingCSV(t *testing.T) {
	for _, cell := range []string{"", "a", "a b", " a", "\u00a0a", "a,b", `"`, `a"b`, "a\nb", "a\rb", `\.`, `\.a`, "=1",
		"+\"1\"", "-,", "\ta", "'", "Ngày", "\xff", "\u3000"} {
		var want bytes.Buffer
		w := csv.NewWriter(&want)
		if err := w.Write([]string{Guard(cell), "x"}); err != nil {
			t.Fatal(err)
		}
		w.Flush()
		if got := string(appendCell(nil, cell)) + ",x\n"; got != want.String() {
			t.Errorf("%q is written %q, not %q", cell, got, want.String())
		}
	}
	for _, x := range []float64{0, math.Copysign(0, -1), 1, -1, 365, 999999, 1e6, 1234567, 1.0 / 3, 1e21, 1e-7,
		math.MaxFloat64, math.SmallestNonzeroFloat64} {
		if got, want := string(appendNumber(nil, x)), strconv.FormatFloat(x, 'g', -1, 64); got != want {
			t.Errorf("%v is written %s, not %s", x, got, want)
		}
	}
}

func TestCaseSetAsideHasNoTime(t *testing.T) {
	l := listing(ListingRow{Case: "H001", Outcome: Outcome{Entry: math.NaN(), Time: math.NaN(), Status: -1,
		Code: "unreadable_date"}})
	written := string(listingBytes(t, l))
	if want := "H001,,,,,,,-1,unreadable_date,,0,,\n"; !strings.HasSuffix(written, want) {
		t.Errorf("written %q, want %q at its end", written, want)
	}
	for r := range reread(t, l).All() {
		if !math.IsNaN(r.Time) || r.Status != -1 || r.Entry != 0 {
			t.Errorf("read back entry %v, time %v, status %d", r.Entry, r.Time, r.Status)
		}
	}
}

func TestNoCellOfAListingIsAFormula(t *testing.T) {
	row := ListingRow{Case: "=1", Patient: "+1", Cohort: "-1", Endpoint: "@1", Groups: []GroupValue{{"+by", "=g"}},
		Outcome: Outcome{Entry: -2, Time: -1, Status: 1, Code: "=d", Decided: Place{"=f", 1, "\rc"}}}
	l := listing(row)
	l.AddStays("-1", 0, []Stay{{"+s", 1}})
	records, err := csv.NewReader(bytes.NewReader(listingBytes(t, l))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for j, cell := range records[1] {
		number := slices.Contains([]string{"entry", "time", "status", "line"}, records[0][j])
		if number == strings.HasPrefix(cell, "'") {
			t.Errorf("%s is written %q", records[0][j], cell)
		}
	}
}

func TestInfiniteTimeIsNotListed(t *testing.T) {
	for _, o := range []Outcome{{Time: math.Inf(1)}, {Time: 1, Entry: math.Inf(-1)}} {
		if err := EncodeListing(io.Discard, listing(ListingRow{Outcome: o})); err == nil {
			t.Errorf("%+v was written", o)
		}
	}
}

func TestEmptyListing(t *testing.T) {
	var b bytes.Buffer
	if err := EncodeListing(&b, &Listing{}); err != nil {
		t.Fatal(err)
	}
	l, err := DecodeListing(&b)
	if err != nil || l == nil || l.Len() != 0 {
		t.Errorf("read back %v, error %v", l, err)
	}
}

func TestMalformedListingNamesTheRecordOnly(t *testing.T) {
	const secret = "Nguyễn Bí Mật"
	header := listingHeader
	good := "H1,P1,c,os,,,1,0,death,cases.csv,2,death_date,\n"
	for name, c := range map[string]struct{ text, where string }{
		"nothing":           {"", "first record"},
		"another header":    {"case,name\n" + secret + ",x\n", "first record"},
		"a header with BOM": {"\ufeff" + header + good, "first record"},
		"a missing cell":    {header + good + secret + ",P1,c,os,,,1,0,death,cases.csv,2\n", "record 3"},
		"a further cell":    {header + good[:len(good)-1] + "," + secret + "\n", "record 2"},
		"a bare quote":      {header + good + good + secret + `"x` + good[2:], "record 4"},
		"an open quote":     {header + `"` + secret + good[2:], "record 2"},
		"a time": {header + good + "H1,P1,c,os,,," + secret + ",0,death,cases.csv,2,death_date,\n",
			"record 3"},
		"an infinite time": {header + "H1,P1,c,os,,,Inf,0,death,cases.csv,2,death_date,\n", "record 2"},
		"a time NaN":       {header + "H1,P1,c,os,,,NaN,0,death,cases.csv,2,death_date,\n", "record 2"},
		"an entry":         {header + "H1,P1,c,os,," + secret + ",1,0,death,cases.csv,2,death_date,\n", "record 2"},
		"a line of 2^32":   {header + "H1,P1,c,os,,,1,0,death,cases.csv,4294967296,death_date,\n", "record 2"},
		"a status":         {header + "H1,P1,c,os,,,1," + secret + ",death,cases.csv,2,death_date,\n", "record 2"},
		"a status 256":     {header + "H1,P1,c,os,,,1,256,death,cases.csv,2,death_date,\n", "record 2"},
		"a status -2":      {header + "H1,P1,c,os,,,1,-2,death,cases.csv,2,death_date,\n", "record 2"},
		"a line":           {header + "H1,P1,c,os,,,1,0,death,cases.csv," + secret + ",death_date,\n", "record 2"},
		"a line -1":        {header + "H1,P1,c,os,,,1,0,death,cases.csv,-1,death_date,\n", "record 2"},
		"states":           {header + "H1,P1,c,os,,,1,0,death,cases.csv,2,death_date," + secret + "\n", "record 2"},
		"an endless state": {header + "H1,P1,c,os,,,1,0,death,cases.csv,2,death_date,alive=Inf\n", "record 2"},
		"groups":           {header + "H1,P1,c,os," + secret + ",,1,0,death,cases.csv,2,death_date,\n", "record 2"},
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

// A run of an older version has a listing without states.
func TestListingOfAnOlderVersion(t *testing.T) {
	l, err := DecodeListing(strings.NewReader(strings.TrimSuffix(listingHeader, ",states\n") +
		"\nH1,P1,c,os,,,1,0,death,cases.csv,2,death_date\n"))
	if err != nil {
		t.Fatal(err)
	}
	for r := range l.All() {
		if r.Case != "H1" || r.Time != 1 || r.Stays != nil {
			t.Errorf("read back %+v", r)
		}
	}
}

// Two cohorts have one case, and tell of its states apart.
func TestStaysAreOfACohort(t *testing.T) {
	l := &Listing{}
	for i, cohort := range []string{"a", "b"} {
		unit := l.Unit("H1", "P1", l.Groups(nil))
		l.AddEndpoint(cohort, "os", 1).Add(unit, Outcome{Time: 9})
		l.AddStays(cohort, unit, []Stay{{"alive", float64(i + 1)}, {"=1", 9.5}})
	}
	for r := range reread(t, l).All() {
		want := map[string][]Stay{"a": {{"alive", 1}, {"=1", 9.5}}, "b": {{"alive", 2}, {"=1", 9.5}}}[r.Cohort]
		if !slices.Equal(r.Stays, want) {
			t.Errorf("of %s came back %v, not %v", r.Cohort, r.Stays, want)
		}
	}
}

// A disk that fails is no malformed listing.
func TestFailingReaderIsNotErrListing(t *testing.T) {
	broken := errors.New("broken")
	text := listingHeader
	_, err := DecodeListing(io.MultiReader(strings.NewReader(text), &failing{broken}))
	if !errors.Is(err, broken) || errors.Is(err, ErrListing) {
		t.Errorf("error %v", err)
	}
}

type failing struct{ err error }

func (f *failing) Read([]byte) (int, error) { return 0, f.err }

func BenchmarkEncodeListing(b *testing.B) {
	l := centre(100_000)
	var n countBytes
	if err := EncodeListing(&n, l); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(n))
	b.ReportAllocs()
	for b.Loop() {
		if err := EncodeListing(io.Discard, l); err != nil {
			b.Fatal(err)
		}
	}
}

type countBytes int

func (n *countBytes) Write(p []byte) (int, error) {
	*n += countBytes(len(p))
	return len(p), nil
}

func BenchmarkDecodeListing(b *testing.B) {
	var file bytes.Buffer
	if err := EncodeListing(&file, centre(100_000)); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(file.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := DecodeListing(bytes.NewReader(file.Bytes())); err != nil {
			b.Fatal(err)
		}
	}
}
