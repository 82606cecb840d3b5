package main

import "math"

// addDetail adds to an allograft what tells how its red cells came and whether they
// stayed: reticulocytes and the marks of haemolysis where the blood groups differ,
// their typing, the stages of acute GVHD, and haemoglobin, ferritin and chimerism of
// the visits. All of it follows what the case already is; no older row is another.
// What is added still later is drawn last.
func addDetail(r random, c *Case) {
	if match := typedMatch(c); match != "match" {
		if c.TitreBaseline > 0 {
			addReticulocytes(r, c)
			reboundTitres(c)
		}
		addHaemolysis(r, c)
		addTypings(r, c)
	}
	if !c.late() {
		c.PRCA = never // reticulocytes came in time
	}
	addVisits(r, c)
	addStages(r, c)
	if c.DonorType == "haploidentical" {
		addLineages(r, c)
	}
	addVolumes(r, c)
	addIronCare(r, c)
}

// addIronCare is how many red cells the patient needed in the year before, and what
// was done about the iron from the first year after the transplant on.
func addIronCare(r random, c *Case) {
	least, most := Day(11), Day(18)
	if c.Diagnosis == "hbe_beta_thalassemia" {
		least, most = 5, 12
	}
	if before := int(r.days(least, most)); c.Ferritin > 0 { // who has no ferritin was followed elsewhere
		c.UnitsBefore = before
	}
	c.Phlebotomy, c.Chelation = "no", "no"
	switch seen := c.LastContact >= 365; {
	case seen && c.TransfusionDependence.happened():
		c.Chelation = "yes"
	case seen && c.Ferritin > 1000:
		c.Phlebotomy, c.Chelation = yesNo(r.chance(0.7)), yesNo(r.chance(0.2))
	}
}

// addVolumes are those of the red cells: 9 to 14 ml per kg, a unit at the most.
func addVolumes(r random, c *Case) {
	for i := range c.Transfusions {
		if t := &c.Transfusions[i]; t.Product == "rbc" {
			t.VolumeML = int(math.Min(5*math.Round(c.WeightKg*r.between(9, 14)/5), 300))
		}
	}
}

// late reports whether red cells of the graft come after day 49: then the first
// sample with enough reticulocytes is that of day 70 or later.
func (c *Case) late() bool { return c.course.erythroidDay > 49 }

// addReticulocytes adds samples between the weekly ones up to day 67, and absolute
// numbers where the recovery was in time.
func addReticulocytes(r random, c *Case) {
	for _, day := range []Day{10, 17, 24, 31, 38, 43, 52, 58, 64} {
		if day > c.CountsComplete {
			break
		}
		value := r.between(0.1, 0.6)
		switch recovering := c.course.erythroidDay - 3; {
		case c.late() && day > 49:
			value = r.between(0.5, 0.6) + 0.02*float64(day-49)
		case !c.late() && day >= recovering:
			value = r.between(1.2, 2.2)
		}
		c.addCounts(Count{day, "reticulocytes", roundTo(value, 1)})
	}
	if c.late() {
		return
	}
	for _, v := range valuesOf(c.Counts, "reticulocytes") {
		c.addCounts(Count{v.Day, "reticulocytes_abs", math.Round(v.Value * 10 * c.redCells(v.Day))})
	}
}

// redCells is the number of red cells (10^12/L) by the last haemoglobin up to the day.
func (c *Case) redCells(day Day) float64 {
	hb := c.course.hb
	for _, v := range valuesOf(c.Counts, "hb") {
		if v.Day <= day {
			hb = v.Value
		}
	}
	return hb / 2.9
}

// reboundTitres adds what the weekly titres missed: where red cells came late, IgG
// rose by two steps between days 42 and 60; later samples have none of it left.
func reboundTitres(c *Case) {
	antibody, before := c.Titres[0].Antibody, map[string]int{}
	for _, t := range c.Titres {
		if t.Day == 42 {
			before[t.Class] = t.Titre
		}
	}
	if len(before) > 0 && c.late() {
		for _, day := range []Day{47, 54} {
			if day <= c.LastContact {
				c.addTitres(Titre{day, antibody, "IgM", before["IgM"], 0},
					Titre{day, antibody, "IgG", 4 * before["IgG"], 0})
			}
		}
	}
	for _, day := range []Day{120, 150} {
		if day <= c.LastContact {
			c.addTitres(Titre{day, antibody, "IgM", 1, 0}, Titre{day, antibody, "IgG", 1, 0})
		}
	}
}

// addHaemolysis adds bilirubin and haptoglobin: over the desensitisation and the
// infusion of a graft with red cells that the patient's antibody meets, and about
// day 9 where lymphocytes of the graft make antibody against the patient's.
func addHaemolysis(r random, c *Case) {
	bilirubin, haptoglobin := r.between(8, 15), r.between(0.6, 1.3)
	first, days, peak := Day(-10), []Day{-10, 5, 8, 9, 11, 14}, r.between(0, 0.8)
	share := func(d Day) float64 {
		if d < 0 {
			return 0
		}
		return peak * math.Exp(-math.Pow(float64(d-9)/2, 2))
	}
	if start := c.DesensitisationStart; start.happened() {
		first, days, peak = start-1, []Day{start - 1, start + 2, start + 5, -1, 0, 3, 7, 10, 14}, 1
		share = func(d Day) float64 {
			if d < 0 {
				return clamp(1-float64(d)/float64(start), 0, 1)
			}
			return math.Exp(-float64(d) / 6)
		}
	}
	for _, d := range days {
		if d > c.CountsComplete {
			break
		}
		x := peak * share(d)
		c.addCounts(
			Count{d, "bilirubin", math.Round((bilirubin + 34*x) * r.noise(0.08))},
			Count{d, "haptoglobin", roundTo(math.Max(haptoglobin*math.Pow(1-x, 2)*r.noise(0.08), 0.06), 2)})
		if !c.DesensitisationStart.happened() && d != 14 { // has one of its own
			c.addCounts(Count{d, "ldh", math.Round(c.course.ldh * (1 + x) * r.noise(0.05))})
		}
	}
	c.addCounts(Count{first, "hb", roundTo(c.course.hb+0.15*r.NormFloat64(), 1)})
	if c.DesensitisationStart.happened() {
		c.addCounts(Count{first, "ldh", math.Round(c.course.ldh * r.noise(0.04))})
	}
}
