package proposal

import (
	"math"
	"strings"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// agree holds the columns of cases to each other: a milestone lies after the
// transplant, a birth before it, a death not after the last contact.
func agree(p *part, order string) {
	tx := find(p.columns, "transplant_date")
	if tx == nil {
		return
	}
	origin := tx.days(order)
	for _, c := range p.columns {
		switch {
		case c.name == "birth_date":
			if late, both := beyond(origin, c.days(order)); late > 0 {
				c.contradict("birth_late", late, both)
			}
		case isAfterTransplant(c.name):
			early, both := beyond(c.days(order), origin)
			switch {
			case early > 0:
				c.contradict("before_transplant", early, both)
			case both > 0:
				c.evidence = append(c.evidence, Evidence{"after_transplant", []string{count(both), count(both)}})
			}
		}
	}
	death, last := find(p.columns, "death_date"), find(p.columns, "last_contact_date")
	if death != nil && last != nil {
		if late, both := beyond(last.days(order), death.days(order)); late > 0 {
			last.lower("death_after_contact", count(late), count(both))
		}
	}
	for _, m := range plan.Milestones() {
		agreeStatus(p, m, order)
	}
}

func isAfterTransplant(name string) bool {
	milestone, ok := strings.CutSuffix(name, "_date")
	return ok && milestone != "birth" && milestone != "transplant" && name != "desensitisation_start"
}

// contradict doubts a column of which one row in ten is impossible, and marks one with
// fewer.
func (c *column) contradict(code string, n, of int) {
	if n*10 >= of && n > 1 || n == of {
		c.doubt(code, count(n), count(of))
		return
	}
	c.lower(code, count(n), count(of))
}

// days are the cells as days, NaN where they are none.
func (c *column) days(order string) []float64 {
	days := make([]float64, len(c.cells))
	for i, cell := range c.cells {
		var ok bool
		if days[i], ok = dayOf(cell, order); !ok {
			days[i] = math.NaN()
		}
	}
	return days
}

// beyond counts the rows that have both days, and those of them where a is before b.
func beyond(a, b []float64) (n, both int) {
	for i := range a {
		if math.IsNaN(a[i]) || math.IsNaN(b[i]) {
			continue
		}
		both++
		if a[i] < b[i] {
			n++
		}
	}
	return n, both
}

// agreeStatus holds a status of 0 and 1 to the dates of its milestone.
func agreeStatus(p *part, milestone, order string) {
	status, date := find(p.columns, milestone+"_status"), find(p.columns, milestone+"_date")
	if status == nil || date == nil || registry.IsFollowUp(milestone) || !status.areFlags() {
		return
	}
	var one, zero, oneDated, zeroDated int
	for i, day := range date.days(order) {
		dated := 0
		if !math.IsNaN(day) {
			dated = 1
		}
		switch status.cells[i] {
		case "1":
			one, oneDated = one+1, oneDated+dated
		case "0":
			zero, zeroDated = zero+1, zeroDated+dated
		}
	}
	switch {
	case zeroDated > oneDated:
		status.doubt("inverted", count(zeroDated), count(zero))
	case oneDated == one && zeroDated == 0 && one > 1 && zero > 1:
		status.grade, status.agrees = Certain, true
		status.evidence = append(status.evidence, Evidence{"agrees_date", []string{count(one), count(zero)}})
	default:
		status.lower("half_agrees", count(oneDated), count(one), count(zeroDated), count(zero))
	}
}
