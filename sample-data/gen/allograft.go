package main

import "math"

// allograftCard is one patient of the deck.
type allograftCard struct {
	recipient, donor string // ABO groups
	haploidentical   bool
}

// allograftDeck is the shape of the centre: ten allografts of which two have a
// major ABO mismatch, one a minor one, and three a haploidentical donor.
func allograftDeck(r random) []allograftCard {
	deck := []allograftCard{{recipient: "O", donor: "A"}, {recipient: "O", donor: "B"}, {recipient: "A", donor: "O"}}
	for len(deck) < 10 {
		group := weighted(r, 0.45, "O", "A", "B", "B", "AB")
		deck = append(deck, allograftCard{recipient: group, donor: group, haploidentical: len(deck) < 6})
	}
	r.Shuffle(len(deck), func(i, j int) { deck[i], deck[j] = deck[j], deck[i] })
	return deck
}

// majorMismatch reports whether the donor has an A or B antigen that the recipient lacks.
func majorMismatch(recipient, donor string) bool {
	return missingAntigen(recipient, donor) != ""
}

// missingAntigen is the donor's antigen that the recipient's antibodies meet, A first.
func missingAntigen(recipient, donor string) string {
	for _, antigen := range []string{"A", "B"} {
		if hasAntigen(donor, antigen) && !hasAntigen(recipient, antigen) {
			return antigen
		}
	}
	return ""
}

func hasAntigen(group, antigen string) bool { return group == antigen || group == "AB" }

// allograft is one patient with thalassaemia.
func allograft(r random, card allograftCard, start Day) *Case {
	age := roundTo(clamp(r.logNormal(6.8, 0.35), 2.5, 15.5), 1)
	c := &Case{
		TransplantNumber: 1, Intent: "first",
		Sex: pick(r, "male", "female"), AgeYears: age, WeightKg: weight(r, age),
		DiseaseGroup: "thalassemia", Diagnosis: weighted(r, 0.6, "beta_thalassemia_major", "hbe_beta_thalassemia"),
		PesaroClass: weighted(r, 0.5, 2, 1, 3), Ferritin: weighted(r, 0.93, int(math.Round(r.logNormal(1900, 0.45))),
			0),
		Transplant: start, Type: "allogeneic", DonorType: "matched_sibling", HLAMatch: "10/10",
		CellSource:   "bone_marrow",
		RecipientABO: card.recipient, DonorABO: card.donor,
		Conditioning: "busulfan_cyclophosphamide_atg", Intensity: "myeloablative",
		Prophylaxis: "ciclosporin_methotrexate",
		TNC:         roundTo(r.logNormal(4.6, 0.25), 1), CD34: roundTo(r.logNormal(5.5, 0.25), 1), RBCDepletion: "no",
		Desensitisation: "none", DesensitisationStart: never,
	}
	if card.haploidentical {
		c.DonorType, c.HLAMatch, c.CellSource = "haploidentical", "5/10", "peripheral_blood"
		c.Conditioning, c.Prophylaxis = "busulfan_fludarabine_cyclophosphamide_atg", "ptcy"
		c.TNC, c.CD34 = roundTo(r.logNormal(10, 0.25), 1), roundTo(r.logNormal(10, 0.25), 1)
	}
	c.Milestones = noMilestones()
	major := majorMismatch(card.recipient, card.donor)
	if major {
		desensitise(r, c, missingAntigen(card.recipient, card.donor))
	}
	followAllograft(r, c, major)
	return c
}

func followAllograft(r random, c *Case, major bool) {
	followUp := asOf - c.Transplant
	c.LastContact = followUp - visitLag(r, followUp)
	if r.chance(0.04) {
		if death := r.days(20, 250); death <= followUp {
			c.Death, c.CauseOfDeath = death, pick(r, "infection", "infection", "toxicity", "gvhd")
			c.LastContact = death
		}
	}
	rejected := never
	if r.chance(0.07) {
		rejected = r.days(110, 240)
	}
	course := allograftCourse(r, c, major, rejected)
	c.course = course
	c.Counts, c.Transfusions = course.simulate(r)
	if major {
		c.Counts = append(haemolysisMarks(r, c.DesensitisationStart, course), c.Counts...)
	}
	c.CountsComplete, c.TransfusionsComplete = c.Counts[len(c.Counts)-1].Day, c.LastContact
	deriveMilestones(c)
	if rejected.happened() {
		c.GraftFailure = rejectionKnown(c.Counts, rejected)
	}
	c.LastAssessment = c.LastContact
	addGVHD(r, c)
	if sos := r.days(10, 28); r.chance(0.07) && sos < c.LastContact {
		c.SOS = sos
	}
	if prca := r.days(45, 75); major && r.chance(0.1) && prca < c.LastContact {
		c.PRCA = prca
	}
	if major {
		addLaterTitres(r, c)
	}
	addScores(r, c, c.LastContact)
}

func allograftCourse(r random, c *Case, major bool, rejected Day) course {
	ancDay, erythroidDay, loss := r.logNormal(13.6, 0.13), r.logNormal(23, 0.22), r.between(0.13, 0.19)
	if c.DonorType == "haploidentical" {
		ancDay = r.logNormal(14.5, 0.13)
	}
	haemolysis := 0.0
	if major {
		erythroidDay, loss, haemolysis = r.logNormal(50, 0.15), loss+0.02, r.between(150, 300)
	}
	return course{
		end:       c.LastContact,
		ancBefore: r.between(1, 3.5), ancDay: clamp(ancDay, 9, 26), ancRise: r.between(0.4, 0.65),
		ancPlateau:      r.between(1.8, 4),
		plateletsBefore: r.between(120, 240), plateletDay: clamp(r.logNormal(13, 0.22), 9, 45),
		plateletRise: r.between(0.14, 0.22), plateletCap: r.between(120, 260), plateletTrigger: 20,
		hb: r.between(9, 10.5), hbLoss: loss, hbGain: r.between(0.06, 0.09), hbTarget: r.between(11, 12.8),
		erythroidDay: Day(erythroidDay), rejectedDay: rejected, hbTrigger: 8,
		allogeneic: true, ldh: r.between(190, 260), haemolysis: haemolysis,
	}
}

// rejectionKnown is the day of the first donor chimerism under 10 % after the rejection began.
func rejectionKnown(counts []Count, rejected Day) Day {
	for _, v := range counts {
		if v.Test == "chimerism" && v.Day >= rejected && v.Value < 10 {
			return v.Day
		}
	}
	return never
}

// addGVHD draws acute disease before day 100 and chronic disease after it. The
// first day of each grade is kept apart from the onset.
func addGVHD(r random, c *Case) {
	if onset := r.days(14, 70); r.chance(0.4) && onset <= c.LastContact {
		c.AcuteGVHD, c.AcuteGVHDGrade = onset, 1
		if second := onset + r.days(0, 6); r.chance(0.65) && second <= c.LastContact {
			c.AcuteGVHD2, c.AcuteGVHDGrade = second, 2
			if third := second + r.days(2, 8); r.chance(0.25) && third <= c.LastContact {
				c.AcuteGVHD3, c.AcuteGVHDGrade = third, 3
			}
		}
	}
	if onset := r.days(110, 320); r.chance(0.12) && onset <= c.LastContact && !c.GraftFailure.happened() {
		c.ChronicGVHD, c.ChronicGVHDSeverity = onset, weighted(r, 0.6, "mild", "moderate", "severe")
	}
}
