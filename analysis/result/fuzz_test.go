package result

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

// What is read and written again is the same when read once more.
func FuzzDecodeListing(f *testing.F) {
	header := listingHeader
	for _, rows := range []string{"", "H1,P1,c,os,a=b|c=d,0.5,1.5,1,death,cases.csv,2,death_date\n",
		"'=1,,,,%3D=%7C,,,-1,x,,0,\n", "\"a\nb\",'',,,,,1e-9,2,,,7,\n", "H1,P1,c,os,a,,1,0,x,f,1\n"} {
		f.Add(header + rows)
	}
	f.Fuzz(func(t *testing.T, text string) {
		l, err := DecodeListing(strings.NewReader(text))
		if err != nil {
			if !errors.Is(err, ErrListing) || l != nil {
				t.Fatalf("error %v", err)
			}
			return
		}
		first := listingBytes(t, l)
		again, err := DecodeListing(bytes.NewReader(first))
		if err != nil {
			t.Fatalf("what was written cannot be read: %v", err)
		}
		// encoding/csv reads \r\n within a cell as \n.
		if second := listingBytes(t, again); !bytes.Equal(bytes.ReplaceAll(first, []byte("\r\n"), []byte("\n")),
			bytes.ReplaceAll(second, []byte("\r\n"), []byte("\n"))) {
			t.Errorf("%q became %q", first, second)
		}
	})
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"schema": "graftstat.results/1", "as_of": "2026-10-31", "inputs": [{"file": "cases.csv", "rows": 60}]}`))
	f.Add([]byte(`{"schema": "graftstat.results/1", "cohorts": [{"followup": {"median": null}}]}`))
	f.Add([]byte(`{"schema": "graftstat.results/1", "study": {"title": {"vi": "\ud800"}}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		r, err := Decode(bytes.NewReader(text))
		if err != nil {
			if !errors.Is(err, ErrSchema) || r != nil {
				t.Fatalf("error %v", err)
			}
			return
		}
		first := encoded(t, r)
		again, err := Decode(bytes.NewReader(first))
		if err != nil {
			t.Fatalf("what was written cannot be read: %v", err)
		}
		if !bytes.Equal(first, encoded(t, again)) {
			t.Error("written again, the bytes differ")
		}
	})
}

func listingBytes(t *testing.T, l *Listing) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := EncodeListing(&b, l); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
