package result

import (
	"bytes"
	"math"
	"testing"
)

// The bytes that other programs, and a query over a warehouse, have to meet.
func TestTallyAsWritten(t *testing.T) {
	c := &Tally{
		Cells: []TallyCell{
			{Cohort: "thalassemia", Endpoint: "os", Group: "all"},
			{Cohort: "thalassemia", Endpoint: "os", By: "donor", Group: "=1, or \"more\"", Stratum: "I", Status: 1},
			{Cohort: "thalassemia", Endpoint: "os", By: "donor", Status: -1, Code: "no_follow_up"},
		},
		Rows: []TallyRow{{0, 0, 365, 2}, {1, 0.5, 1500000, 1}, {2, 0, -1, 3}, {2, 0, 0, 1}},
	}
	want := `cohort,endpoint,by,group,stratum,entry,time,status,code,n
thalassemia,os,,all,,,365,0,,2
thalassemia,os,donor,"'=1, or ""more""",I,0.5,1.5e+06,1,,1
thalassemia,os,donor,,,,,-1,no_follow_up,3
thalassemia,os,donor,,,,0,-1,no_follow_up,1
`
	got := tallyBytes(t, c)
	if string(got) != want {
		t.Errorf("written\n%s\nwant\n%s", got, want)
	}
}

func TestTallyRefused(t *testing.T) {
	for _, row := range []TallyRow{{N: 0}, {N: 1, Entry: -1}, {N: 1, Time: math.Inf(1)}} {
		if err := EncodeTally(&bytes.Buffer{}, &Tally{Cells: make([]TallyCell, 1), Rows: []TallyRow{row}}); err == nil {
			t.Errorf("%+v was written", row)
		}
	}
}

func tallyBytes(t *testing.T, c *Tally) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := EncodeTally(&b, c); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
