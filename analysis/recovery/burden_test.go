package recovery

import (
	"math"
	"testing"
)

func TestUnitsOfRedCells(t *testing.T) {
	for _, c := range []struct {
		name  string
		study *study
		want  float64
	}{
		{"days 0 to 100", newStudy(1).transfuse(0, "rbc", "supportive", -1, 0, 100, 101), 2},
		{"any indication", newStudy(1).transfuse(0, "rbc", "surgery", 5).transfuse(0, "rbc", "", 6), 2},
		{"other products", newStudy(1).transfuse(0, "platelets", "", 5), 0},
		{"none in the log", newStudy(1), 0},
		{"none in the log, but in the row", newStudy(1).milestone("last_rbc_transfusion", 0, 10), nan},
		{"seen to day 99", newStudy(1).milestone("last_contact", 0, 99).transfuse(0, "rbc", "", 5), nan},
		{"died on day 50", newStudy(1).milestone("death", 0, 50).transfuse(0, "rbc", "", 5), 1},
		{"a next transplant on day 50", newStudy(1).milestone("second_transplant", 0, 50).transfuse(0, "rbc", "", 5),
			nan},
	} {
		got := c.study.derive(t).d.RBCUnits[0]
		if got != c.want && !(math.IsNaN(got) && math.IsNaN(c.want)) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	s := newStudy(1).transfuse(0, "rbc", "", 5, 6)
	s.transfusions[0].Value = nan
	if got := s.derive(t).d.RBCUnits[0]; !math.IsNaN(got) {
		t.Errorf("a transfusion without its units: %v", got)
	}
}

func TestPeakOfLDH(t *testing.T) {
	s := newStudy(2).count(0, "ldh", -1, 900).count(0, "ldh", 0, 300).count(0, "ldh", 6, 488).count(0, "ldh", 7, 200).
		count(0, "ldh", 31, 950).derive(t)
	if s.d.PeakLDH[0] != 488 || !math.IsNaN(s.d.PeakLDH[1]) {
		t.Errorf("peaks %v", s.d.PeakLDH)
	}
}
