package check

import (
	"slices"
)

const causeOfDeath = "cause_of_death"

// deathOnDay0: a patient who died before the infusion has no transplant date.
func deathOnDay0(c *cases, row int) []fault {
	if !c.data.Infused[row] || !(c.days("death", row) < 1) {
		return nil
	}
	return []fault{{row: row, column: c.header("death")}}
}

// causeWithoutDeath: a cause of death of a patient who counts as alive.
func causeWithoutDeath(c *cases, rows []int) []fault {
	var faults []fault
	for _, row := range rows {
		if c.stated("death", row) {
			return nil
		}
		if !slices.Contains([]string{"", "none", "no", "alive", "not_applicable"}, c.level(causeOfDeath, row)) {
			faults = append(faults, fault{row: row, column: c.data.Categories[causeOfDeath].Header})
		}
	}
	return faults
}

// deathWithoutCause: a death that is in no rate by cause, of a patient none of
// whose rows gives it.
func deathWithoutCause(c *cases, rows []int) []fault {
	dead := -1
	for _, row := range rows {
		if c.level(causeOfDeath, row) != "" {
			return nil
		}
		if c.happened("death", row) {
			dead = row
		}
	}
	if dead < 0 || !c.hasLevels(causeOfDeath) {
		return nil
	}
	return []fault{{row: dead, column: c.data.Categories[causeOfDeath].Header}}
}

// relapseDeathWithoutRelapse: a death of the disease without the disease, which
// would count as a death without relapse.
func relapseDeathWithoutRelapse(c *cases, rows []int) []fault {
	dead := -1
	for _, row := range rows {
		if c.stated("relapse", row) || c.stated("progression", row) {
			return nil
		}
		if slices.Contains([]string{"relapse", "progression", "disease"}, c.level(causeOfDeath, row)) &&
			c.happened("death", row) {
			dead = row
		}
	}
	if dead < 0 || len(c.known("relapse", "progression")) == 0 {
		return nil
	}
	return []fault{{row: dead, column: c.data.Categories[causeOfDeath].Header}}
}
