package check

import (
	"math"
	"slices"
)

// unknownTransplantIntent: none of first, planned_tandem, rescue, retransplant
// and boost. The row counts as neither rescue nor retransplant.
func unknownTransplantIntent(c *cases, row int) []fault {
	return unknownLevel(c, row, "transplant_intent", "first", "planned_tandem", "rescue", "retransplant", "boost")
}

// unknownTransplantType: neither allogeneic nor autologous. The row is in no
// cohort that asks for one of them.
func unknownTransplantType(c *cases, row int) []fault {
	return unknownLevel(c, row, "transplant_type", "allogeneic", "autologous")
}

// unknownLevel finds a level that is none of a closed list; a missing one is no
// fault.
func unknownLevel(c *cases, row int, column string, known ...string) []fault {
	if level := c.level(column, row); level == "" || slices.Contains(known, level) {
		return nil
	}
	return []fault{{row: row, column: c.data.Categories[column].Header, args: known}}
}

// impossibleValue: a number that no patient has. It counts as it stands.
func impossibleValue(c *cases, row int) []fault {
	var faults []fault
	for _, possible := range []struct {
		column string
		is     func(x float64) bool
	}{
		{"age_years", func(x float64) bool { return x >= 0 && x <= 120 }},
		{"weight_kg", func(x float64) bool { return x > 0 && x <= 300 }},
		{"cd34_e6_kg", func(x float64) bool { return x > 0 }},
		{"tnc_e8_kg", func(x float64) bool { return x > 0 }},
		{"ferritin_ng_ml", func(x float64) bool { return x > 0 }},
		{"lansky_baseline", isPerformance},
		{"lansky_last", isPerformance},
		{"titre_baseline", func(x float64) bool { return x >= 0 }},
		{"titre_at_transplant", func(x float64) bool { return x >= 0 }},
		{transplantNumber, func(x float64) bool { return x >= 1 && x == math.Trunc(x) }},
	} {
		n := c.data.Numbers[possible.column]
		if n == nil {
			continue
		}
		if x := n.Value[row]; !math.IsNaN(x) && !possible.is(x) {
			faults = append(faults, fault{row: row, column: n.Header})
		}
	}
	return faults
}

// isPerformance says whether a number can be a Lansky or Karnofsky score.
func isPerformance(x float64) bool { return x >= 0 && x <= 100 }
