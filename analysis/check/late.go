package check

import (
	"math"
	"strconv"
	"strings"
)

// lateRecovery: counts that recover so late are more often a slip of the date than
// a recovery. The days are conventions of ours: no source gives a last day.
func lateRecovery(c *cases, row int) []fault {
	limits := c.plan.Checks.LateRecovery
	var faults []fault
	for _, m := range c.events {
		most := math.Inf(1)
		switch {
		case m.name == "neutrophil_engraftment":
			most = limits.Neutrophils
		case strings.HasPrefix(m.name, "platelet_engraftment"):
			most = limits.Platelets
		}
		if m.Time[row]*c.unit > most+sameTime && !c.isSentinel(m, row) {
			faults = append(faults, c.atMilestone(m, row, shortest(most)))
		}
	}
	return faults
}

// deathLongAfterContact: a death so long after the last day on which anything was
// known of the patient, whose month or year is then more often wrong than the
// follow-up is thin. Any row of the patient may say when he was last seen. The days
// are a convention of ours.
func deathLongAfterContact(c *cases, rows []int) []fault {
	for _, row := range rows {
		gap := c.days("death", row) - c.days("last_contact", row)
		for _, other := range rows {
			if since := c.date("death", row) - c.date("last_contact", other); !math.IsNaN(since) &&
				!(gap < since) {
				gap = since
			}
		}
		if c.date("death", row) > c.data.AsOf { // it is not known yet, which is told
			continue
		}
		if gap > c.plan.Checks.DeathLongAfterContact.Days+sameTime {
			return []fault{{row: row, column: c.header("death"), args: []string{c.header("last_contact"),
				strconv.Itoa(int(math.Round(gap)))}}}
		}
	}
	return nil
}

// gvhdLate: acute GVHD so late is a slip of the date, or chronic. Late-onset acute
// GVHD exists after day 100 (NIH 2014); that it is rare after a year, and the day,
// are conventions of ours.
func gvhdLate(c *cases, row int) []fault {
	var faults []fault
	for _, m := range c.events {
		if strings.HasPrefix(m.name, "acute_gvhd") && m.Time[row]*c.unit > c.plan.Checks.GVHDLate.Days+sameTime &&
			!c.isSentinel(m, row) {
			faults = append(faults, c.atMilestone(m, row, shortest(c.plan.Checks.GVHDLate.Days)))
		}
	}
	return faults
}

// atMilestone is a fault in the column of a milestone; of one that only a log has, at
// the row of the log.
func (c *cases) atMilestone(m named, row int, args ...string) fault {
	f := fault{row: row, column: m.Header, args: args}
	if m.Header == "" {
		f.at = c.data.Cell(m.name, row)
		f.column = f.at.Column
	}
	return f
}

// shortest is a number as an arg.
func shortest(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
