package check

import (
	"math"

	"graftstat/analysis/registry"
)

// noLastContact: the file says of nobody when he was last seen, so that a case
// without an event cannot be censored.
func noLastContact(c *cases) []fault {
	if c.data.Milestones["last_contact"] != nil {
		return nil
	}
	return []fault{{row: wholeFile, column: "last_contact"}}
}

// noFollowUp: neither a death nor a last contact in any row of the patient. It
// is told of the first row that was infused.
func noFollowUp(c *cases, rows []int) []fault {
	if c.data.Milestones["last_contact"] == nil {
		return nil
	}
	first := -1
	for _, row := range rows {
		if c.stated("death", row) || c.stated("last_contact", row) {
			return nil
		}
		if first < 0 && c.data.Infused[row] {
			first = row
		}
	}
	if first < 0 {
		return nil
	}
	return []fault{{row: first, column: c.header("last_contact")}}
}

// noTransplantDate: a row without a transplant date that is no death before the
// infusion. It is in no rate.
func noTransplantDate(c *cases, row int) []fault {
	if c.data.Infused[row] || c.stated("death", row) {
		return nil
	}
	return []fault{{row: row, column: c.data.TransplantHeader}}
}

// transplantAfterClosing: the row is left out.
func transplantAfterClosing(c *cases, row int) []fault {
	if !(c.data.TransplantDate[row] > c.data.AsOf) {
		return nil
	}
	return []fault{{row: row, column: c.data.TransplantHeader}}
}

// eventAfterClosing: what happened then is unknown on the closing date.
func eventAfterClosing(c *cases, row int) []fault {
	if c.data.TransplantDate[row] > c.data.AsOf {
		return nil
	}
	var faults []fault
	for _, m := range c.milestones {
		if c.date(m, row) > c.data.AsOf+sameTime {
			faults = append(faults, fault{row: row, column: c.header(m)})
		}
	}
	return faults
}

// eventAfterLastContact: something but the death is known of a day after the
// last one on which anything is known. What is later than the death is worse and
// is told so.
func eventAfterLastContact(c *cases, row int) []fault {
	last, death := c.days("last_contact", row), c.days("death", row)
	var faults []fault
	for _, m := range c.milestones {
		t := c.days(m, row)
		if m != "death" && !registry.IsFollowUp(m) && t > last+sameTime && !(t > death+sameTime) {
			faults = append(faults, fault{row: row, column: c.header(m), args: []string{c.header("last_contact")}})
		}
	}
	return faults
}

// contactAfterDeath: a patient was seen after death.
func contactAfterDeath(c *cases, row int) []fault {
	death := c.days("death", row)
	var faults []fault
	for _, m := range c.known("last_contact", "last_disease_assessment") {
		if t := c.days(m, row); !math.IsNaN(t) && t > death+sameTime {
			faults = append(faults, fault{row: row, column: c.header(m), args: []string{c.header("death")}})
		}
	}
	return faults
}
