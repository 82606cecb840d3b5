package main

// The rules by which logs decide milestones, written for the one case in hand.
const (
	neutrophilThreshold   = 0.5 // 10^9/L, inclusive
	nadirWithin           = 14  // days 0..14
	consecutiveValues     = 3
	transfusionFreeDays   = 7  // of platelets
	independenceDays      = 60 // free of red cells
	thalassemiaIndication = "thalassemia"
)

// deriveMilestones fills in what the case's own logs decide.
//
// Neutrophils engraft on the first of three consecutive values on different
// days of at least 0.5, after the nadir; platelets likewise at 20 and 50, with
// no platelet transfusion in the seven days before. Independence is reached at
// the end of the first 60 days without red cells, and lost on the next
// transfusion for thalassaemia.
func deriveMilestones(c *Case) {
	anc, platelets := valuesOf(c.Counts, "anc"), valuesOf(c.Counts, "platelets")
	plateletDays, rbcDays := transfusionDays(c.Transfusions, "platelets"), transfusionDays(c.Transfusions, "rbc")

	c.NeutrophilEngraftment = engraftment(anc, neutrophilThreshold, nil)
	c.PlateletEngraftment20 = engraftment(platelets, 20, plateletDays)
	c.PlateletEngraftment50 = engraftment(platelets, 50, plateletDays)
	if len(rbcDays) > 0 {
		c.LastRBCTransfusion = rbcDays[len(rbcDays)-1]
	}
	c.RBCIndependence = independence(rbcDays, min(c.LastContact, c.TransfusionsComplete))
	c.TransfusionDependence = dependence(c.Transfusions, c.RBCIndependence)
}

// engraftment is the first day of the first run of values at or above the
// threshold after the nadir, each free of transfusion for seven days.
func engraftment(values []Count, threshold float64, transfused []Day) Day {
	after := nadir(values)
	run, first := 0, never
	for _, v := range values {
		if v.Day <= after || v.Value < threshold || !transfusionFree(v.Day, transfused) {
			run = 0
			continue
		}
		if run++; run == 1 {
			first = v.Day
		}
		if run == consecutiveValues {
			return first
		}
	}
	return never
}

// nadir is the last day of the lowest value in days 0 to nadirWithin.
func nadir(values []Count) Day {
	lowest := never
	var value float64
	for _, v := range values {
		if v.Day < 0 || v.Day > nadirWithin {
			continue
		}
		if !lowest.happened() || v.Value <= value {
			lowest, value = v.Day, v.Value
		}
	}
	return lowest
}

// transfusionFree reports whether the last transfusion up to the day was at least seven days before it.
func transfusionFree(day Day, transfused []Day) bool {
	for _, t := range transfused {
		if t <= day && day-t < transfusionFreeDays {
			return false
		}
	}
	return true
}

// independence is the end of the first gap of independenceDays without red
// cells that was seen whole; the first gap opens on day 0.
func independence(transfused []Day, until Day) Day {
	start := Day(0)
	for _, t := range transfused {
		if t > start+independenceDays {
			break
		}
		start = t
	}
	if end := start + independenceDays; end <= until {
		return end
	}
	return never
}

// dependence is the first red-cell transfusion for thalassaemia after independence.
func dependence(transfusions []Transfusion, independent Day) Day {
	if !independent.happened() {
		return never
	}
	for _, t := range transfusions {
		if t.Product == "rbc" && t.Indication == thalassemiaIndication && t.Day > independent {
			return t.Day
		}
	}
	return never
}

func valuesOf(counts []Count, test string) []Count {
	var values []Count
	for _, c := range counts {
		if c.Test == test {
			values = append(values, c)
		}
	}
	return values
}

func transfusionDays(transfusions []Transfusion, product string) []Day {
	var days []Day
	for _, t := range transfusions {
		if t.Product == product {
			days = append(days, t.Day)
		}
	}
	return days
}
