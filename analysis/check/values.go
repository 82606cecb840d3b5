package check

import (
	"math"
	"slices"

	"graftstat/analysis/plan"
)

// unknownTransplantIntent: none of first, planned_tandem, rescue, retransplant
// and boost. The row counts as neither rescue nor retransplant.
func unknownTransplantIntent(c *cases, row int) []fault {
	return unknownLevel(c, row, "transplant_intent")
}

// unknownTransplantType: neither allogeneic nor autologous. The row is in no
// cohort that asks for one of them.
func unknownTransplantType(c *cases, row int) []fault {
	return unknownLevel(c, row, "transplant_type")
}

// unknownLevel finds a level that is none of a closed list; a missing one is no
// fault.
func unknownLevel(c *cases, row int, column string) []fault {
	known, _ := plan.LevelsOf(column)
	if level := c.level(column, row); level == "" || slices.Contains(known, level) {
		return nil
	}
	return []fault{{row: row, column: c.data.Categories[column].Header, args: known}}
}

// impossibleValue: a number that no patient has. It counts as it stands.
func impossibleValue(c *cases, row int) []fault {
	var faults []fault
	for _, column := range []string{"age_years", "weight_kg", "cd34_e6_kg", "tnc_e8_kg", "ferritin_ng_ml",
		"lansky_baseline", "lansky_last", "titre_baseline", "titre_at_transplant", "rbc_units_per_year_before",
		transplantNumber} {
		n := c.data.Numbers[column]
		if n == nil {
			continue
		}
		limit, _ := plan.LimitOf(column)
		if x := n.Value[row]; !math.IsNaN(x) && !limit.Has(x) {
			faults = append(faults, fault{row: row, column: n.Header})
		}
	}
	return faults
}
