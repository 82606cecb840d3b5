package plan_test

import (
	"math"
	"testing"

	"graftstat/analysis/plan"
)

// Each level of a column stands once, and a column with levels is no number or date.
func TestLevels(t *testing.T) {
	n := 0
	for _, c := range plan.Columns() {
		levels, closed := plan.LevelsOf(c.Name)
		if len(levels) == 0 && closed {
			t.Errorf("%s is closed and has no level", c.Name)
		}
		if len(levels) > 0 && c.Kind != plan.Category {
			t.Errorf("%s has levels and is a %s", c.Name, c.Kind)
		}
		seen := map[string]bool{}
		for _, l := range levels {
			if seen[l] {
				t.Errorf("%s has %s twice", c.Name, l)
			}
			seen[l] = true
		}
		n += len(levels)
	}
	if n < 80 {
		t.Errorf("only %d levels", n)
	}
	if levels, closed := plan.LevelsOf("neutrophil_engraftment_status"); len(levels) != 4 || !closed {
		t.Errorf("levels %q", levels)
	}
	if levels, closed := plan.LevelsOf("hla_match"); levels != nil || closed {
		t.Errorf("levels %q", levels)
	}
}

func TestLimits(t *testing.T) {
	for _, c := range []struct {
		column string
		x      float64
		want   bool
	}{
		{"age_years", 0, true}, {"age_years", 120, true}, {"age_years", 120.1, false}, {"age_years", -1, false},
		{"weight_kg", 0, false}, {"weight_kg", 0.9, true}, {"weight_kg", 301, false},
		{"cd34_e6_kg", 0, false}, {"cd34_e6_kg", 1e6, true},
		{"transplant_number", 1, true}, {"transplant_number", 0, false}, {"transplant_number", 1.5, false},
		{"lansky_last", 100, true}, {"lansky_last", 101, false}, {"titre_baseline", 0, true},
		{"age_years", math.NaN(), false},
	} {
		limit, ok := plan.LimitOf(c.column)
		if !ok || limit.Has(c.x) != c.want {
			t.Errorf("%s of %v: %v", c.column, c.x, !c.want)
		}
	}
	if _, ok := plan.LimitOf("hla_match"); ok {
		t.Error("a text has a limit")
	}
}
