package proposal

import (
	"slices"
	"strings"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// survivalOf turns a time and a status into milestones where the file has no dates of
// them: death at the time where the status says so, last contact at the time.
func (l *lexicon) survivalOf(p *part, out *Proposal) {
	time, status := find(p.columns, "survival_time"), l.survivalStatus(p)
	last, death := find(p.columns, "last_contact_date"), find(p.columns, "death_date")
	if time != nil && !saysFollowUp(time.header+" "+time.field.Label) {
		time.lower("any_time")
	}
	dated := find(p.columns, "transplant_date") != nil
	switch {
	case death != nil || find(p.columns, "death_day") != nil && !dated:
		l.statusBesideDate(p, status, death)
	case status != nil && last != nil && dated:
		l.deathAt(out, p, status, Milestone{Name: "death", Date: last.header, Grade: Likely,
			Evidence: []Evidence{{Code: "death_at_contact", Args: []string{last.header}}}})
	case status != nil && time != nil:
		l.deathAt(out, p, status, Milestone{Name: "death", Day: time.header, Grade: time.grade, Evidence: time.evidence})
	}
	if time != nil && last == nil && find(p.columns, "last_contact_day") == nil {
		out.Milestones = append(out.Milestones, Milestone{Name: "last_contact", Day: time.header, Grade: time.grade,
			Evidence: time.evidence})
		time.name, time.why = "", "used"
	}
	for _, c := range p.columns {
		if strings.HasPrefix(c.name, "survival_") {
			c.name, c.why = "", "derived"
		}
	}
	l.timedStatuses(p, out)
}

// saysFollowUp says that the header of a time is of survival or of the follow-up. A time
// alone may be that to a relapse or to a recovery.
func saysFollowUp(header string) bool {
	for _, word := range []string{"os", "surv", "follow", "fu", "song", "theo doi", "last contact"} {
		if strings.Contains(" "+strings.Join(tokens(header), " "), " "+word) || strings.Contains(fold(header), "surv") {
			return true
		}
	}
	return false
}

// survivalStatus is the column that says who died; the others of its name are in doubt.
func (l *lexicon) survivalStatus(p *part) *column {
	var best *column
	for _, c := range p.columns {
		if c.name != "survival_status" && c.name != "death_status" {
			continue
		}
		switch {
		case best == nil:
			best = c
		case l.diedAs(best) == nil && l.diedAs(c) != nil:
			best.doubt("two_columns", c.header)
			best = c
		default:
			c.doubt("two_columns", best.header)
		}
	}
	if best != nil && best.name == "survival_status" && l.diedAs(best) == nil && !best.areFlags() && !best.areCodes() {
		best.name, best.why = "", "free"
		return nil
	}
	return best
}

// diedAs are the cells that say that a patient died, as words; nil where no words say
// so.
func (l *lexicon) diedAs(c *column) []string {
	list := l.levels["death_status"]
	var died []string
	alive := false
	for cell := range c.distinct {
		switch level := list.of[foldCell(cell)]; {
		case level == "yes":
			died = append(died, cell)
		case level == "no":
			alive = true
		}
	}
	if len(died) == 0 && !alive && strings.HasPrefix(c.name, "death") {
		for cell := range c.distinct {
			if l.levels["yes_no"].of[foldCell(cell)] == "yes" {
				died = append(died, cell)
			}
		}
	}
	slices.Sort(died)
	return died
}

// statusBesideDate takes a status as that of the death that a date has.
func (l *lexicon) statusBesideDate(p *part, status, death *column) {
	if status == nil || status.name != "survival_status" {
		return
	}
	switch {
	case l.diedAs(status) != nil || status.areFlags() && !isAboutLife(status.header):
		status.name = "death_status"
		if status.areFlags() {
			status.lower("zero_one")
		}
	default:
		status.candidates = append(status.candidates, "death_status")
		status.name = ""
		status.doubt("codes")
	}
}

// isAboutLife says that a status is of being alive or censored: 1 is then no death.
func isAboutLife(header string) bool {
	key := fold(header)
	return strings.Contains(key, "alive") || strings.Contains(key, "cens") || strings.Contains(key, "living") ||
		strings.HasPrefix(key, "song") || strings.Contains(key, "vital")
}

// deathAt adds the death that a status and a time tell, or puts it in doubt where the
// status is a code without a meaning.
func (l *lexicon) deathAt(out *Proposal, p *part, status *column, m Milestone) {
	m.When = status.header
	died := l.diedAs(status)
	name := status.name
	status.name = ""
	switch {
	case died != nil:
		m.Values = status.codesOf(died)
		m.Grade = min(m.Grade, status.grade)
		m.Evidence = append(m.Evidence, Evidence{Code: "dead_words"})
	case status.areFlags() && name == "death_status":
		m.Values, m.Grade = []string{"1"}, Likely
		m.Evidence = append(m.Evidence, Evidence{Code: "zero_one"})
	default:
		m.Grade = Doubtful
		m.Values = status.levels()
		m.Evidence = []Evidence{{Code: "codes"}}
	}
	status.why = "used"
	out.Milestones = append(out.Milestones, m)
}

// codesOf are the cells of the file behind what the dictionary calls them.
func (c *column) codesOf(called []string) []string {
	if len(c.field.Labels) == 0 {
		return called
	}
	var codes []string
	for code, label := range c.field.Labels {
		if slices.Contains(called, label) || slices.Contains(called, code) {
			codes = append(codes, code)
		}
	}
	slices.Sort(codes)
	return codes
}

// timedStatuses reads a milestone whose time stands in every row, also where it did
// not happen, under the condition of its status.
func (l *lexicon) timedStatuses(p *part, out *Proposal) {
	for _, m := range plan.Milestones() {
		day, status := find(p.columns, m+"_day"), find(p.columns, m+"_status")
		if day == nil || status == nil || registry.IsFollowUp(m) {
			continue
		}
		var yes []string
		beside := 0
		for i, cell := range status.cells {
			level, _ := l.level(m+"_status", cell)
			if cell == "1" && status.areFlags() {
				level = "yes"
			}
			if level == "yes" && !slices.Contains(yes, cell) {
				yes = append(yes, cell)
			}
			if level != "yes" && day.cells[i] != "" && !l.isNever(day.cells[i]) {
				beside++
			}
		}
		if beside == 0 || len(yes) == 0 {
			continue
		}
		out.Milestones = append(out.Milestones, Milestone{Name: m, Day: day.header, When: status.header, Values: yes,
			Grade: min(day.grade, status.grade), Evidence: append(slices.Clone(day.evidence), status.evidence...)})
		day.name, day.why, status.name, status.why = "", "used", "", "used"
	}
}
