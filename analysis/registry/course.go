package registry

import "slices"

// A Measurement is one value of a test that is kept whole, because rules read its
// course: more than one value, or values before the transplant.
type Measurement struct {
	Row, Line   int32   // as in LogEntry
	Time, Value float64 // since the row's transplant, negative before it; Value is NaN where it is only bounded
	Bound       *Bound
}

// A Window is what the log of transfusions shows around an independence of red cells.
// Times are since the row's transplant in the study's time unit.
type Window struct {
	Opened   float64 // last counted red cells before it; 0 where there were none
	Returned float64 // first red cells for thalassaemia after it; NaN: none
	Unclear  float64 // first counted red cells after it without an indication; NaN: none
	Average  float64 // weighted average haemoglobin (TI12), g/dL; else 0
}

// KeptTests are the tests of which Data.Measured has the courses.
func KeptTests() []string {
	return []string{"reticulocytes", "reticulocytes_abs", "hb", "ldh", "bilirubin", "haptoglobin", "ferritin", "lic",
		"chimerism", "chimerism_myeloid", "chimerism_t"}
}

// CourseOf are the values of a test of one row, in order of time.
func (d *Data) CourseOf(test string, row int) []Measurement {
	all := d.Measured[test]
	first, _ := slices.BinarySearchFunc(all, int32(row), func(m Measurement, row int32) int { return int(m.Row - row) })
	end, _ := slices.BinarySearchFunc(all, int32(row)+1, func(m Measurement, row int32) int { return int(m.Row - row) })
	return all[first:end]
}

// EntriesOf are the entries of one row among those in order of row.
func EntriesOf(entries []LogEntry, row int) []LogEntry {
	first, _ := slices.BinarySearchFunc(entries, int32(row), func(e LogEntry, row int32) int { return int(e.Row - row) })
	end, _ := slices.BinarySearchFunc(entries, int32(row)+1, func(e LogEntry, row int32) int { return int(e.Row - row) })
	return entries[first:end]
}
