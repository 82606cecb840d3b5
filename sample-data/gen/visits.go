package main

import "math"

// addVisits are values of the visits after discharge: haemoglobin every four to
// eight weeks to the last contact where red cells are the graft's, ferritin before
// the transplant and each year, and chimerism each year from the second on.
func addVisits(r random, c *Case) {
	if c.Ferritin > 0 {
		c.addCounts(Count{-10, "ferritin", float64(c.Ferritin)})
	}
	taken := map[Day]bool{}
	for _, v := range valuesOf(c.Counts, "hb") {
		taken[v.Day] = true
	}
	for day := Day(200) + r.days(10, 30); day <= c.LastContact; day += r.days(28, 56) {
		if value := roundTo(c.course.hbTarget+0.25*r.NormFloat64(), 1); !taken[day] && !c.course.rejected(day) {
			c.addCounts(Count{day, "hb", value})
		}
	}
	ferritin := float64(c.Ferritin)
	for year := Day(365); year <= c.LastContact; year += 365 {
		change, day := r.between(0.55, 0.9), min(year+r.days(0, 20), c.LastContact)
		if c.course.rejected(day) {
			change = 1.15
		}
		if ferritin = math.Round(ferritin * change); ferritin > 0 {
			c.addCounts(Count{day, "ferritin", ferritin})
		}
		if year > 365 && !c.course.rejected(day) {
			c.addCounts(Count{day, "chimerism", roundTo(r.between(95.5, 100), 1)})
		}
	}
}

// addLineages splits the chimerism of whole blood: myeloid cells are the donor's
// early, T cells follow over the first year.
func addLineages(r random, c *Case) {
	for _, v := range valuesOf(c.Counts, "chimerism") {
		lacking := r.between(10, 25) * math.Exp(-float64(v.Day)/120)
		c.addCounts(
			Count{v.Day, "chimerism_myeloid", roundTo(math.Min(v.Value+r.between(0, 1.5), 100), 1)},
			Count{v.Day, "chimerism_t", roundTo(math.Max(v.Value-lacking, 0), 1)})
	}
}
