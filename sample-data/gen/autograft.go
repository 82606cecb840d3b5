package main

import "math"

// tumour is what the generator knows of a diagnosis. The shares of relapse
// follow published event-free survival after high-dose therapy (neuroblastoma
// 42-60 % at three years).
type tumour struct {
	diagnosis    string
	cards        int // of the 44 in a deck
	tandems      int // of these
	age, spread  float64
	relapse      float64 // share that relapses if no transplant death comes first
	stages       []string
	conditioning []string
}

var tumours = []tumour{
	{"neuroblastoma", 26, 6, 3.6, 0.45, 0.50, []string{"IV", "IV", "IV", "IV", "III"},
		[]string{"busulfan_melphalan", "busulfan_melphalan", "carboplatin_etoposide_melphalan"}},
	{"medulloblastoma", 6, 0, 6.5, 0.40, 0.35, []string{"M0", "M2", "M3"}, []string{"carboplatin_etoposide_thiotepa"}},
	{"retinoblastoma", 4, 0, 2.8, 0.30, 0.30, []string{"III", "IV"}, []string{"carboplatin_etoposide_thiotepa"}},
	{"ewing_sarcoma", 4, 0, 11, 0.25, 0.45, []string{"IV"}, []string{"busulfan_melphalan"}},
	{"germ_cell_tumor", 2, 0, 12, 0.20, 0.30, []string{"III", "IV"}, []string{"carboplatin_etoposide"}},
	{"wilms_tumor", 2, 0, 5.5, 0.30, 0.35, []string{"III", "IV"}, []string{"carboplatin_etoposide_melphalan"}},
}

const (
	tandemFirstConditioning  = "cyclophosphamide_thiotepa"
	tandemSecondConditioning = "carboplatin_etoposide_melphalan"
	toxicDeathShare          = 0.045 // of infusions
)

// autograftCard is one patient of the deck.
type autograftCard struct {
	tumour
	tandem, lost bool
}

// autograftDeck is the shape of the centre: 44 patients with six planned
// tandems, one of them lost to follow-up, in random order.
func autograftDeck(r random) []autograftCard {
	var deck []autograftCard
	for _, t := range tumours {
		for i := range t.cards {
			deck = append(deck, autograftCard{tumour: t, tandem: i < t.tandems})
		}
	}
	r.Shuffle(len(deck), func(i, j int) { deck[i], deck[j] = deck[j], deck[i] })
	deck[r.IntN(len(deck))].lost = true
	return deck
}

// fate is what becomes of an autografted patient, in days since the first infusion.
type fate struct {
	second             Day // planned second infusion
	event              Day // relapse or progression
	progression        bool
	death, lastContact Day
	cause              string
}

// autografts are the rows of one patient, at most two and at most room. The
// second infusion of a tandem is given 60 to 110 days after the first, if
// nothing happened before.
func autografts(r random, card autograftCard, start Day, room int) []*Case {
	f := autograftFate(r, card, asOf-start, room > 1)
	first := autograft(r, card, start)
	rows := []*Case{first}
	if f.second.happened() {
		first.Conditioning = tandemFirstConditioning
		second := *first
		second.TransplantNumber, second.Intent = 2, "planned_tandem"
		second.Transplant = start + f.second
		second.Conditioning = tandemSecondConditioning
		second.AgeYears = roundTo(first.AgeYears+float64(f.second)/365.25, 1)
		second.CD34 = roundTo(r.logNormal(4.0, 0.3), 1)
		rows = append(rows, &second)
	}
	for i, c := range rows {
		offset, next := c.Transplant-start, never
		if i+1 < len(rows) {
			next = rows[i+1].Transplant - c.Transplant
		}
		followAutograft(r, c, f, offset, next)
	}
	return rows
}

func autograft(r random, card autograftCard, start Day) *Case {
	age := roundTo(clamp(r.logNormal(card.age, card.spread), 0.9, 15.5), 1)
	return &Case{
		TransplantNumber: 1, Intent: "first",
		Sex: pick(r, "male", "female"), AgeYears: age, WeightKg: weight(r, age),
		DiseaseGroup: "solid_tumor", Diagnosis: card.diagnosis, Stage: pick(r, card.stages...),
		Transplant: start, Type: "autologous", CellSource: "peripheral_blood",
		Conditioning: pick(r, card.conditioning...), Intensity: "myeloablative",
		CD34:                 weighted(r, 0.96, roundTo(r.logNormal(4.8, 0.35), 1), 0),
		DesensitisationStart: never,
	}
}

func autograftFate(r random, card autograftCard, followUp Day, roomForSecond bool) fate {
	f := fate{second: never, event: never, death: never}
	if r.chance(card.relapse) {
		f.event = Day(math.Max(r.logNormal(270, 0.65), 35))
		f.progression = r.chance(0.3)
		if r.chance(0.8) {
			f.death, f.cause = f.event+10+Day(r.ExpFloat64()*260), "relapse"
			if f.progression {
				f.cause = "disease"
			}
		}
	}
	toxic, cause := toxicDeath(r, toxicDeathShare)
	planned := r.days(60, 110)
	if card.tandem && roomForSecond && planned < followUp && !before(f.event, planned) && !before(toxic, planned) {
		f.second = planned
		if !toxic.happened() {
			if toxic, cause = toxicDeath(r, toxicDeathShare); toxic.happened() {
				toxic += planned
			}
		}
	}
	if toxic.happened() && !before(f.event, toxic) {
		f.event, f.death, f.cause = never, toxic, cause
	}
	f.close(r, card.lost, followUp)
	return f
}

// close ends what is known: at the closing date, or where the patient was lost.
// Relapses and deaths of patients in care are known up to the closing date.
func (f *fate) close(r random, lost bool, followUp Day) {
	known := followUp
	f.lastContact = followUp - visitLag(r, followUp)
	if lost {
		f.lastContact = min(f.lastContact, r.days(150, 300))
		known = f.lastContact
	}
	if f.second > f.lastContact {
		f.lastContact = f.second
	}
	if f.event > known {
		f.event = never
	}
	if f.death > known {
		f.death, f.cause = never, ""
	}
	if f.event.happened() {
		f.lastContact = max(f.lastContact, f.event)
	}
	if f.death.happened() {
		f.lastContact = f.death
	}
}

// followAutograft writes the patient's fate and the blood counts into one row.
// Death, last contact and last assessment are facts of the patient and stand
// on each row; relapse and progression on the row after whose infusion they came.
func followAutograft(r random, c *Case, f fate, offset, next Day) {
	c.Milestones = noMilestones()
	c.LastContact = f.lastContact - offset
	if f.death.happened() {
		c.Death, c.CauseOfDeath = f.death-offset, f.cause
	}
	if event := f.event - offset; f.event.happened() && event >= 0 && (next == never || event < next) {
		if f.progression {
			c.Progression = event
		} else {
			c.Relapse = event
		}
	}
	c.LastAssessment = max(min(c.LastContact, c.LastContact-r.days(0, 45)), max(c.Relapse, c.Progression, 0))
	end := c.LastContact
	if next.happened() {
		end = min(end, next-1)
	}
	diedOfToxicity := !next.happened() && c.CauseOfDeath == "toxicity"
	if sos := r.days(12, 30); sos < end && (diedOfToxicity || c.Conditioning == "busulfan_melphalan" &&
		r.chance(0.14)) {
		c.SOS = sos
	}
	course := autograftCourse(r, end)
	c.Counts, c.Transfusions = course.simulate(r)
	c.CountsComplete, c.TransfusionsComplete = course.end, course.end
	deriveMilestones(c)
	addScores(r, c, end)
}

func autograftCourse(r random, until Day) course {
	plateletDay, plateletRise := clamp(r.logNormal(11.2, 0.25), 8, 40), r.between(0.15, 0.24)
	lastDaily := clamp(plateletDay+16, 30, 59)
	return course{
		end:       min(until, Day(lastDaily)),
		ancBefore: r.between(1, 3.5), ancDay: clamp(r.logNormal(10.6, 0.13), 8, 24), ancRise: r.between(0.45, 0.8),
		ancPlateau:      r.between(2, 6),
		plateletsBefore: r.between(70, 160), plateletDay: plateletDay, plateletRise: plateletRise,
		plateletCap: r.between(90, 220), plateletTrigger: pick(r, 15.0, 20),
		hb: r.between(8.4, 10.6), hbLoss: r.between(0.13, 0.2), hbGain: r.between(0.05, 0.1),
		hbTarget:     r.between(10.8, 12.5),
		erythroidDay: Day(r.logNormal(15, 0.25)), rejectedDay: never, hbTrigger: pick(r, 7.5, 8),
	}
}

// toxicDeath is a death of the transplant itself, before day 100.
func toxicDeath(r random, share float64) (Day, string) {
	if !r.chance(share) {
		return never, ""
	}
	return r.days(9, 70), pick(r, "infection", "infection", "toxicity")
}

// before reports whether a happened, and not after b.
func before(a, b Day) bool { return a.happened() && a <= b }
