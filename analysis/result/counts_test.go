package result

import (
	"bytes"
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"
)

// The bytes that other programs, and a query over a warehouse, have to meet.
func TestCountsAsWritten(t *testing.T) {
	c := &Counts{
		Cells: []CountCell{
			{Cohort: "thalassemia", Endpoint: "os", Group: "all"},
			{Cohort: "thalassemia", Endpoint: "os", By: "donor", Group: "=1, or \"more\"", Stratum: "I", Status: 1},
			{Cohort: "thalassemia", Endpoint: "os", By: "donor", Status: -1, Code: "no_follow_up"},
		},
		Rows: []CountRow{{0, 0, 365, 2}, {1, 0.5, 1500000, 1}, {2, 0, -1, 3}, {2, 0, 0, 1}},
	}
	want := `cohort,endpoint,by,group,stratum,entry,time,status,code,n
thalassemia,os,,all,,,365,0,,2
thalassemia,os,donor,"'=1, or ""more""",I,0.5,1.5e+06,1,,1
thalassemia,os,donor,,,,,-1,no_follow_up,3
thalassemia,os,donor,,,,0,-1,no_follow_up,1
`
	got := countsBytes(t, c)
	if string(got) != want {
		t.Errorf("written\n%s\nwant\n%s", got, want)
	}
	again, err := DecodeCounts(bytes.NewReader(got))
	if err != nil || !reflect.DeepEqual(again, c) {
		t.Errorf("read again: %+v, %v", again, err)
	}
}

func TestCountsRefused(t *testing.T) {
	header := strings.Join(countsHeader, ",") + "\n"
	for name, text := range map[string]string{
		"nothing":          "",
		"another header":   "case,time,status\n",
		"a fraction":       header + "c,os,,all,,,1,0,,1.5\n",
		"no case":          header + "c,os,,all,,,1,0,,0\n",
		"a negative n":     header + "c,os,,all,,,1,0,,-1\n",
		"a negative time":  header + "c,os,,all,,,-1,0,,1\n",
		"a negative entry": header + "c,os,,all,,-1,1,0,,1\n",
		"status -3":        header + "c,os,,all,,,1,-3,,1\n",
		"a name as time":   header + "c,os,,all,,,Nguyen,0,,1\n",
		"a short row":      header + "c,os,,all\n",
	} {
		c, err := DecodeCounts(strings.NewReader(text))
		if !errors.Is(err, ErrCounts) || c != nil {
			t.Errorf("%s: %v", name, err)
		} else if strings.Contains(err.Error(), "Nguyen") {
			t.Errorf("%s: the error prints a cell: %v", name, err)
		}
	}
	for _, row := range []CountRow{{N: 0}, {N: 1, Entry: -1}, {N: 1, Time: math.Inf(1)}} {
		if err := EncodeCounts(&bytes.Buffer{}, &Counts{Cells: make([]CountCell, 1), Rows: []CountRow{row}}); err == nil {
			t.Errorf("%+v was written", row)
		}
	}
}

// What is read and written again is the same when read once more.
func FuzzDecodeCounts(f *testing.F) {
	header := strings.Join(countsHeader, ",") + "\n"
	for _, rows := range []string{"", "c,os,,all,,,1,0,,2\n", "'=1,'',b,\"a\nb\",'-,0.5,1e-9,-1,x,7\n", "c,os,,all,,-0,-0,00,,+1\n", "c,os,,all,,,1,0,,99999999999\n"} {
		f.Add(header + rows)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := DecodeCounts(strings.NewReader(text))
		if err != nil {
			if !errors.Is(err, ErrCounts) || c != nil {
				t.Fatalf("error %v", err)
			}
			return
		}
		first := countsBytes(t, c)
		again, err := DecodeCounts(bytes.NewReader(first))
		if err != nil {
			t.Fatalf("what was written cannot be read: %v", err)
		}
		if second := countsBytes(t, again); !bytes.Equal(bytes.ReplaceAll(first, []byte("\r\n"), []byte("\n")), bytes.ReplaceAll(second, []byte("\r\n"), []byte("\n"))) {
			t.Errorf("%q became %q", first, second)
		}
	})
}

func countsBytes(t *testing.T, c *Counts) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := EncodeCounts(&b, c); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
