package main

import (
	"math"
	"slices"
)

// titreGoal is the titre that must be undercut before the infusion.
const titreGoal = 32

// desensitise drips donor-group red cells in rising volumes over one to two
// weeks, until both classes of the antibody are below 1:32. The graft then
// keeps its red cells, and with them its stem cells.
func desensitise(r random, c *Case, antigen string) {
	length := r.days(9, 13)
	c.Desensitisation, c.DesensitisationStart = "donor_rbc", -length
	igm := fallingTitres(r, pick(r, 256, 256, 512), length)
	igg := fallingTitres(r, pick(r, 128, 256), length)
	volume := r.between(0.2, 0.3) * c.WeightKg
	for i := range int(length) + 1 {
		day := Day(i) - length
		infused := math.Round(volume)
		if day >= -1 {
			infused = 0
		}
		c.Titres = append(c.Titres,
			Titre{day, "anti-" + antigen, "IgM", igm[i], infused},
			Titre{day, "anti-" + antigen, "IgG", igg[i], 0})
		volume = volume*r.between(1.15, 1.3) + 1
	}
	c.TitreBaseline = max(igm[0], igg[0])
	c.TitreTransplant = max(igm[length], igg[length])
}

// fallingTitres are the titres of days 0 to length: two-fold steps down, spread
// at random, the last of them to 1:8 or 1:16 and at least a day before the end.
// Now and then a value is a step up, as a laboratory's values are.
func fallingTitres(r random, start int, length Day) []int {
	final := pick(r, 8, 16)
	steps := int(math.Log2(float64(start / final)))
	falls := r.Perm(int(length) - 2)[:steps]
	slices.Sort(falls)
	titres := make([]int, length+1)
	titre := start
	for day := range titres {
		if len(falls) > 0 && day == falls[0]+1 {
			titre, falls = titre/2, falls[1:]
		}
		titres[day] = titre
		if day > 0 && titre >= 2*titreGoal && titre < start && r.chance(0.1) {
			titres[day] = 2 * titre
		}
	}
	return titres
}

// addLaterTitres are the weekly, then monthly titres of the first months, falling to 1:1.
func addLaterTitres(r random, c *Case) {
	last := len(c.Titres) - 2
	antibody, igm, igg := c.Titres[last].Antibody, c.Titres[last].Titre, c.Titres[last+1].Titre
	for _, day := range []Day{7, 14, 21, 28, 42, 60, 90} {
		if day > c.LastContact {
			return
		}
		if r.chance(0.7) {
			igm, igg = max(igm/2, 1), max(igg/2, 1)
		}
		c.Titres = append(c.Titres, Titre{day, antibody, "IgM", igm, 0}, Titre{day, antibody, "IgG", igg, 0})
	}
}

// haemolysisMarks are the daily haemoglobin and LDH while donor-group red cells
// are given; LDH rises to its value on day 0.
func haemolysisMarks(r random, start Day, c course) []Count {
	var marks []Count
	for day := start; day < -1; day++ {
		share := 1 - float64(day)/float64(start)
		marks = append(marks,
			Count{day, "hb", roundTo(c.hb+0.15*r.NormFloat64(), 1)},
			Count{day, "ldh", math.Round((c.ldh + share*c.haemolysis) * r.noise(0.04))})
	}
	return marks
}
