package registry

import (
	"math"
	"testing"
)

// What ended a row is its own statement where that sets the day, else the line of the log.
func TestKnownCell(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	d := &Data{File: "cases.csv", Line: []int32{2, 3, 4}, CaseID: []string{"A", "B", "C"},
		Milestones: map[string]*Milestone{
			"counts_complete_to": {Header: "counts_to", Time: []float64{20, 30, nan}, Status: make([]Status, 3)}}}
	k := &Known{Time: []float64{20, 25, inf}, Stated: "counts_complete_to", Code: LastValue, File: "counts.csv",
		Column: "value", Line: []int32{7, 9, 0}}
	for row, want := range []struct {
		code string
		cell Cell
	}{
		{"counts_complete_to", Cell{"cases.csv", 2, "counts_to"}}, // it says day 20, and so it is
		{LastValue, Cell{"counts.csv", 9, "value"}},               // it says day 30, the last value lies on day 25
		{LastValue, Cell{"counts.csv", 0, "value"}},
	} {
		if code, cell := d.KnownCell(k, row); code != want.code || cell != want.cell {
			t.Errorf("row %d: %s by %+v, want %+v", row, code, cell, want)
		}
	}
	whole := &Known{Time: []float64{20, 20, 20}, Stated: "transfusions_complete_to", Code: "declared",
		File: "study.yaml", Column: "complete_to"}
	if code, cell := d.KnownCell(whole, 0); code != "declared" || cell != (Cell{"study.yaml", 0, "complete_to"}) {
		t.Errorf("the whole log: %s by %+v", code, cell)
	}
}

// What a row says of a milestone: by its time and its status.
func TestWhatARowStates(t *testing.T) {
	nan := math.NaN()
	for name, c := range map[string]struct {
		time              float64
		status            Status
		happened, written bool
	}{
		"a day":                      {5, Blank, true, false},
		"nothing":                    {nan, Blank, false, false},
		"yes without a day":          {nan, Yes, true, false},
		"yes with its day":           {5, Yes, true, false},
		"no":                         {nan, No, false, false},
		"no beside a day":            {5, No, false, false},
		"unknown":                    {nan, Unknown, false, false},
		"never below":                {nan, NeverBelow, true, false},
		"a cell that cannot be read": {nan, Unreadable, false, true},
	} {
		m := &Milestone{Time: []float64{c.time}, Status: []Status{c.status}}
		if m.Happened(0) != c.happened || m.Written(0) != c.written {
			t.Errorf("%s: happened %v, written %v", name, m.Happened(0), m.Written(0))
		}
		m.Doubt(0) // of another cell: what did not happen has nothing written
		if m.Happened(0) || m.Status[0] != Unreadable || !math.IsNaN(m.Time[0]) ||
			m.Written(0) != (c.happened || c.written) {
			t.Errorf("%s in doubt: status %v, time %v, written %v", name, m.Status[0], m.Time[0], m.Written(0))
		}
	}
	none := Nobody(2)
	if !none.Declared || none.Happened(0) || none.Happened(1) || none.Status[1] != No {
		t.Errorf("that nobody had: %+v", none)
	}
}
