package check

import (
	"math"
	"slices"
	"strconv"

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
	for _, m := range c.all {
		if c.data.TransplantDate[row]+m.Time[row]*c.unit > c.data.AsOf+sameTime {
			faults = append(faults, fault{row: row, column: m.Header})
		}
	}
	return faults
}

// eventAfterLastContact: something but the death is known of a day after the
// last one on which anything is known. What is later than the death is worse and
// is told so, and what is no time at all.
func eventAfterLastContact(c *cases, row int) []fault {
	last, death := c.days("last_contact", row), c.days("death", row)
	var faults []fault
	for _, m := range c.events {
		if t := m.Time[row] * c.unit; t > last+sameTime && !(t > death+sameTime) && !c.isSentinel(m, row) {
			faults = append(faults, fault{row: row, column: m.Header, args: []string{c.header("last_contact")}})
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

// recordAfterLastContact: what says to which day a record is complete, or the
// disease was assessed, lies after the day on which the patient was last seen.
func recordAfterLastContact(c *cases, row int) []fault {
	last := c.days("last_contact", row)
	if !math.IsNaN(c.days("death", row)) {
		return nil
	}
	var faults []fault
	for _, m := range c.known("last_disease_assessment", registry.CountsCompleteTo, registry.TransfusionsCompleteTo) {
		if c.days(m, row) > last+sameTime {
			faults = append(faults, fault{row: row, column: c.header(m), args: []string{c.header("last_contact")}})
		}
	}
	return faults
}

// otherRowAfterDeath: a row of a patient says that he was seen after the death
// that another row gives.
func otherRowAfterDeath(c *cases, rows []int) []fault {
	var faults []fault
	for _, row := range rows {
		for _, other := range rows {
			if other != row && c.date("last_contact", row) > c.date("death", other)+sameTime {
				faults = append(faults, fault{row: row, column: c.header("last_contact"),
					args: []string{c.line(other)}})
				break
			}
		}
	}
	return faults
}

// completeToBeforeDeath: a record of counts or transfusions that ends before the
// death of a patient whose recovery it has not shown. The case is censored there,
// and its death does not compete.
func completeToBeforeDeath(c *cases, row int) []fault {
	var faults []fault
	for _, record := range []struct {
		complete   string
		milestones []string
	}{
		{registry.CountsCompleteTo, c.known("neutrophil_engraftment", "platelet_engraftment_20",
			"platelet_engraftment_50")},
		{registry.TransfusionsCompleteTo, c.known("rbc_independence")},
	} {
		if record.complete == registry.TransfusionsCompleteTo && c.level("transplant_type", row) == "autologous" {
			continue
		}
		pending := slices.ContainsFunc(record.milestones, func(m string) bool { return !c.stated(m, row) })
		if pending && c.days(record.complete, row) < c.days("death", row)-sameTime {
			faults = append(faults, fault{row: row, column: c.header(record.complete),
				args: []string{c.header("death")}})
		}
	}
	return faults
}

// visits are the days on which registries ask after a patient: day 100, half a
// year, and each year (CIBMTR and EBMT follow-up forms); grace is how long after a
// visit its record may take to arrive.
func visits() []float64 { return []float64{100, 180, 365} }

const (
	year  = 365
	grace = 90
)

// lastVisit is the latest visit whose record should be in the file, days after the
// transplant; 0 if there is none yet.
func lastVisit(days float64) float64 {
	due := 0.
	for _, visit := range visits() {
		if visit+grace <= days {
			due = visit
		}
	}
	if due == year {
		due = math.Floor((days-grace)/year) * year
	}
	return due
}

// overdueFollowUp: a patient who is alive was last seen before a visit that should
// long be in the file. Time runs from the patient's first transplant; any row may
// say when he was last seen.
func overdueFollowUp(c *cases, rows []int) []fault {
	first, seen := -1, -1
	for _, row := range rows {
		if c.stated("death", row) {
			return nil
		}
		if c.data.Infused[row] && (first < 0 || c.data.TransplantDate[row] < c.data.TransplantDate[first]) {
			first = row
		}
		if t := c.date("last_contact", row); !math.IsNaN(t) && (seen < 0 || t > c.date("last_contact", seen)) {
			seen = row
		}
	}
	if first < 0 || seen < 0 {
		return nil
	}
	due := lastVisit(c.data.AsOf - c.data.TransplantDate[first])
	if !(c.date("last_contact", seen)-c.data.TransplantDate[first] < due-sameTime) {
		return nil
	}
	return []fault{{row: seen, column: c.header("last_contact"), args: []string{strconv.Itoa(int(due))}}}
}
