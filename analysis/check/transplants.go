package check

import (
	"cmp"
	"math"
	"slices"
	"strconv"
)

// byDate are the rows that have a transplant date, in its order. A boost of
// cells is no transplant of its own.
func (c *cases) byDate(rows []int) []int {
	var dated []int
	for _, row := range rows {
		if !math.IsNaN(c.data.TransplantDate[row]) && c.level("transplant_intent", row) != "boost" {
			dated = append(dated, row)
		}
	}
	slices.SortStableFunc(dated, func(a, b int) int {
		return cmp.Compare(c.data.TransplantDate[a], c.data.TransplantDate[b])
	})
	return dated
}

// line is the line of a row, as an arg.
func (c *cases) line(row int) string { return c.data.LineText(int(c.data.Line[row])) }

// rowsWithoutDates: several transplants of a patient whose order cannot be
// known, so that nothing of the later ones can be counted from the first.
func rowsWithoutDates(c *cases, rows []int) []fault {
	if len(rows) < 2 || c.data.TransplantHeader != "" {
		return nil
	}
	var faults []fault
	for _, row := range rows {
		faults = append(faults, fault{row: row, column: "transplant_date", args: []string{strconv.Itoa(len(rows))},
			doubtful: c.milestones})
	}
	return faults
}

// sameDayTransplants: two rows of a patient on one day are one transplant
// entered twice. The later row is doubted as a whole.
func sameDayTransplants(c *cases, rows []int) []fault {
	if len(rows) < 2 {
		return nil
	}
	var faults []fault
	dated := c.byDate(rows)
	for i := 1; i < len(dated); i++ {
		if a, b := dated[i-1], dated[i]; c.data.TransplantDate[a] == c.data.TransplantDate[b] {
			faults = append(faults, fault{row: b, column: c.data.TransplantHeader, args: []string{c.line(a)},
				doubtful: c.milestones})
		}
	}
	return faults
}

// transplantAfterDeath: a row says that the patient died before another's
// transplant.
func transplantAfterDeath(c *cases, rows []int) []fault {
	var faults []fault
	dated := c.byDate(rows)
	for _, row := range rows {
		death := c.date("death", row)
		for _, other := range dated {
			if c.data.TransplantDate[other] > death+sameTime {
				faults = append(faults, fault{row: row, column: c.header("death"), args: []string{c.line(other)},
					doubtful: []string{"death"}})
				break
			}
		}
	}
	return faults
}

// deathsDiffer: two rows of a patient date the death differently.
func deathsDiffer(c *cases, rows []int) []fault {
	first := -1
	for _, row := range rows {
		death := c.date("death", row)
		switch {
		case math.IsNaN(death):
		case first < 0:
			first = row
		case math.Abs(death-c.date("death", first)) > sameTime:
			at := c.header("death")
			return []fault{
				{row: first, column: at, args: []string{c.line(row)}, doubtful: []string{"death"}},
				{row: row, column: at, args: []string{c.line(first)}, doubtful: []string{"death"}},
			}
		}
	}
	return nil
}

const transplantNumber = "transplant_number"

// duplicateTransplantNumber: two rows of a patient are numbered alike.
func duplicateTransplantNumber(c *cases, rows []int) []fault {
	var faults []fault
	for i, row := range rows {
		for _, earlier := range rows[:i] {
			if c.number(transplantNumber, earlier) == c.number(transplantNumber, row) {
				faults = append(faults, fault{row: row, column: c.data.Numbers[transplantNumber].Header,
					args: []string{c.line(earlier)}})
				break
			}
		}
	}
	return faults
}

// transplantNumberOrder: a later transplant of a patient has a lower number.
func transplantNumberOrder(c *cases, rows []int) []fault {
	if len(rows) < 2 {
		return nil
	}
	var faults []fault
	dated := c.byDate(rows)
	for i := 1; i < len(dated); i++ {
		if a, b := dated[i-1], dated[i]; c.number(transplantNumber, b) < c.number(transplantNumber, a) &&
			c.data.TransplantDate[a] < c.data.TransplantDate[b] {
			faults = append(faults, fault{row: b, column: c.data.Numbers[transplantNumber].Header,
				args: []string{c.line(a)}})
		}
	}
	return faults
}

// intentFirstAgain: a later transplant of a patient is called first, and would
// not count as a second transplant.
func intentFirstAgain(c *cases, rows []int) []fault {
	if len(rows) < 2 {
		return nil
	}
	var faults []fault
	dated := c.byDate(rows)
	for i, row := range dated {
		if i > 0 && c.level("transplant_intent", row) == "first" {
			faults = append(faults, fault{row: row, column: c.data.Categories["transplant_intent"].Header,
				args: []string{c.line(dated[0])}})
		}
	}
	return faults
}

// intentWithoutEarlier: the patient's earliest row is a rescue, a retransplant
// or a boost of a transplant that the file has not.
func intentWithoutEarlier(c *cases, rows []int) []fault {
	earliest := -1
	for _, row := range rows {
		if earliest < 0 || c.data.TransplantDate[row] < c.data.TransplantDate[earliest] {
			earliest = row
		}
	}
	switch c.level("transplant_intent", earliest) {
	case "rescue", "retransplant", "boost":
		return []fault{{row: earliest, column: c.data.Categories["transplant_intent"].Header}}
	}
	return nil
}

// earlierTransplantMissing: the transplants of a patient begin with the second, so
// that the first, from which the time runs, is not in the file.
func earlierTransplantMissing(c *cases, rows []int) []fault {
	lowest := rows[0]
	for _, row := range rows {
		n := c.number(transplantNumber, row)
		if math.IsNaN(n) {
			return nil
		}
		if n < c.number(transplantNumber, lowest) {
			lowest = row
		}
	}
	if c.number(transplantNumber, lowest) <= 1 {
		return nil
	}
	return []fault{{row: lowest, column: c.data.Numbers[transplantNumber].Header}}
}

// tandemWithin is how many days a planned tandem follows on the transplant before
// it. Protocols plan weeks to a few months.
const tandemWithin = 365

// tandemInterval: a planned tandem so long after the transplant before it that it
// may be a retransplant.
func tandemInterval(c *cases, rows []int) []fault {
	if len(rows) < 2 {
		return nil
	}
	var faults []fault
	dated := c.byDate(rows)
	for i := 1; i < len(dated); i++ {
		a, b := dated[i-1], dated[i]
		if c.level("transplant_intent", b) == "planned_tandem" &&
			c.data.TransplantDate[b]-c.data.TransplantDate[a] > tandemWithin {
			faults = append(faults, fault{row: b, column: c.data.Categories["transplant_intent"].Header,
				args: []string{c.line(a), strconv.Itoa(tandemWithin)}})
		}
	}
	return faults
}
