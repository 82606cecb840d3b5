package reproduce_test

import (
	"strconv"
	"testing"
)

// Each patient whose states are known has stays, one after the other, to the day to
// which they are known or to the death.
func staysReachTheEnd(t *testing.T, s sample) {
	_, followUp := records(t, s.files["data/thalassemia-follow-up.csv"])
	header, stays := records(t, s.files["data/thalassemia-stays.csv"])
	if len(header) != 3 || len(followUp) != 10 {
		t.Fatalf("columns %v, %d patients", header, len(followUp))
	}
	last := map[string]float64{}
	for _, row := range stays {
		to, err := strconv.ParseFloat(row[2], 64)
		if err != nil || to < last[row[0]] {
			t.Errorf("stay %v after %v", row, last[row[0]])
		}
		last[row[0]] = to
	}
	for _, row := range followUp {
		if end, err := strconv.ParseFloat(row[2], 64); err != nil || last[row[0]] != end {
			t.Errorf("patient %s: states to %v, known to %s", row[0], last[row[0]], row[2])
		}
	}
}
