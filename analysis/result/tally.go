package result

import (
	"graftstat/analysis/message"
	"io"
	"math"
)

// A Tally is the cases of every cohort and endpoint by group and time, as
// numbers: what a site may give where it may not give its cases. From the sum of
// several sites' tallies all is computed that needs no single case.
//
// A row has N cases of one cell at one time. Cases without a value of the
// column By have the group "".
type Tally struct {
	Cells []TallyCell
	Rows  []TallyRow
}

// A TallyCell is what the cases of a row have in common beside their time.
//
// Beside the study's endpoints a tally counts as Endpoint follow_up (the
// patients by time to death or last contact), rows and patients (the flow, its
// step in Code).
type TallyCell struct {
	Cohort   string
	Endpoint string
	By       string // a column to compare; "" is the whole cohort, of group "all"
	Group    string
	Stratum  string // level of the column to stratify by, where groups are compared
	// 0 censored, 1 the event, 2.. the competing events in their order, -1 set aside, -2 could be followed to the time
	Status int
	Code   string // why set aside; never_below of an event whose time is a convention; landmark
}

// A TallyRow is N cases, at least 1. Entry 0 is the origin. Time is negative
// where there is none; of cases set aside though their event is known it is the
// last at which they were known to be free of it.
type TallyRow struct {
	Cell  int32
	Entry float64
	Time  float64
	N     int32
}

// tallyTexts are the cells of a tally's cell as they are written.
type tallyTexts struct{ before, after text }

// EncodeTally writes a tally as CSV in UTF-8, in the order of its rows. An
// entry of 0 and an absent time are empty. A text that a spreadsheet would take
// for a formula is led by an apostrophe, as Guard has it. A number that no tally
// can have is an error.
func EncodeTally(w io.Writer, c *Tally) error {
	cells := make([]tallyTexts, len(c.Cells))
	for i, cell := range c.Cells {
		cells[i].before.written = appendTexts(nil, cell.Cohort, cell.Endpoint, cell.By, cell.Group, cell.Stratum)
		cells[i].after.written = appendTexts(nil, cell.Code)
	}
	var of tallyTexts
	var entry, time float64
	var status, n int
	t := newTableWriter(w, "tally", []columns{
		{heads: []string{"cohort", "endpoint", "by", "group", "stratum"}, text: &of.before},
		{heads: []string{"entry"}, number: &entry},
		{heads: []string{"time"}, number: &time},
		{heads: []string{"status"}, whole: &status},
		{heads: []string{"code"}, text: &of.after},
		{heads: []string{"n"}, whole: &n},
	})
	for i, row := range c.Rows {
		if row.N < 1 || !(row.Entry >= 0) || math.IsInf(row.Entry, 1) || math.IsNaN(row.Time) ||
			math.IsInf(row.Time, 0) {
			return message.Errorf("tally: row %d has a number that no tally has", i+1)
		}
		of, status, n = cells[row.Cell], c.Cells[row.Cell].Status, int(row.N)
		if entry = row.Entry; entry == 0 {
			entry = math.NaN()
		}
		if time = row.Time + 0; time < 0 { // no negative zero
			time = math.NaN()
		}
		if err := t.row(); err != nil {
			return err
		}
	}
	return t.flush()
}
