package main

import "strings"

// addTypings are the typings of a patient whose donor has another blood group:
// before anything was given, and after the transplant where the patient was seen.
// The group becomes the donor's about day 100 to 200, later where red cells came
// late, and never where the graft was lost.
func addTypings(r random, c *Case) {
	first := Day(-10)
	if c.DesensitisationStart.happened() {
		first = c.DesensitisationStart - 1
	}
	converted, seen := r.days(98, 130), Day(14)
	if c.late() {
		converted, seen = converted+35, 91
	}
	for _, day := range []Day{first, 14, 28, 56, 91, 105, 133, 161, 189, 224, 365, 730} {
		if day > c.LastContact {
			return
		}
		t := Typing{Day: day, Forward: c.RecipientABO, Reverse: c.antibodies(day), DAT: "negative"}
		switch {
		case c.course.rejected(day - 60): // the donor's red cells are gone
		case day >= converted && !c.course.rejectedDay.happened():
			t.Forward = c.DonorABO
		case day >= seen:
			t.Forward = "mixed"
		}
		if early := day > 0 && day <= 56; early && (day == 14 || c.late()) {
			t.DAT = "positive"
		}
		c.Typings = append(c.Typings, t)
	}
}

// unitGroup is the group of red cells that are given to an allografted patient: O
// where donor and patient differ. The log does not have that of platelets.
func (c *Case) unitGroup(t Transfusion) string {
	switch {
	case t.Product != "rbc" || c.Type != "allogeneic":
		return ""
	case c.RecipientABO == c.DonorABO:
		return c.RecipientABO
	}
	return "O"
}

// antibodies are those of the serum: of the patient's own group, but against the
// donor's antigen only where the last titre says so.
func (c *Case) antibodies(day Day) string {
	met, last := missingAntigen(c.RecipientABO, c.DonorABO), 1
	for _, t := range c.Titres {
		switch {
		case t.Day <= day && t.Class == "IgM":
			last = t.Titre
		case t.Day <= day:
			last = max(last, t.Titre)
		}
	}
	var anti []string
	for _, antigen := range []string{"A", "B"} {
		if hasAntigen(c.RecipientABO, antigen) || antigen == met && day >= 0 && last < 4 {
			continue
		}
		anti = append(anti, "anti-"+antigen)
	}
	if len(anti) == 0 {
		return "none"
	}
	return strings.Join(anti, " ")
}
