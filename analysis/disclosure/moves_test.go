package disclosure

import "graftstat/analysis/result"

type saved struct {
	at int
	patient
}

// change changes one patient or two, and gives what they were.
func (a *auditor) change() [2]saved {
	i, j := a.random.IntN(len(a.patients)), a.random.IntN(len(a.patients))
	was := [2]saved{{i, a.patients[i]}, {j, a.patients[j]}}
	a.move(&a.patients[i], &a.patients[j])
	return was
}

func (a *auditor) undo(was [2]saved) {
	for _, s := range was {
		a.patients[s.at] = s.patient
	}
}

// day of an event: in a year that is asked for, after it, or never; of a third,
// between the two closing dates.
func (a *auditor) day(p *patient) int {
	if last := a.closing[1] - p.transplanted; last > 0 && a.random.IntN(4) == 0 {
		return max(1, last-a.random.IntN(min(last, a.closing[1]-a.closing[0])))
	}
	i := a.random.IntN(len(a.times) + 3)
	if i > len(a.times) {
		return never
	}
	from, to := 0, int(a.times[len(a.times)-1])+1000
	if i < len(a.times) {
		to = int(a.times[i])
	}
	if i > 0 {
		from = int(a.times[i-1])
	}
	return from + 1 + a.random.IntN(to-from)
}

func (a *auditor) move(p, q *patient) {
	r := a.random
	switch r.IntN(10) {
	case 0:
		p.death = a.day(p)
	case 1:
		p.relapse = a.day(p)
	case 2:
		if !a.followed {
			p.lost = a.day(p)
		}
	case 3:
		p.level[0], p.level[1] = r.IntN(3), r.IntN(5)
	case 4:
		p.member = !p.member
	case 5:
		p.transplanted = a.closing[1] + 1
	case 6:
		p.transplanted = a.transplanted()
	case 7:
		p.death, p.relapse, p.lost, q.death, q.relapse, q.lost = q.death, q.relapse, q.lost, p.death, p.relapse, p.lost
	case 8:
		p.level, q.level = q.level, p.level
	case 9:
		p.member, q.member = q.member, p.member
	}
}

func (a *auditor) transplanted() int {
	switch {
	case a.followed:
		return 1000 + a.random.IntN(2000)
	case a.random.IntN(2) == 0:
		return a.closing[0] - a.random.IntN(3000)
	}
	return a.closing[0] + 1 + a.random.IntN(a.closing[1]-a.closing[0])
}

// cohortOf has groups of these sizes and nothing else.
func cohortOf(sizes [6]int) *result.Cohort {
	e := result.Endpoint{Groups: []result.Group{{Group: "all", Cases: sizes[0]}}}
	for g, n := range sizes[1:] {
		if n > 0 {
			e.Groups = append(e.Groups, result.Group{By: "kind", Group: string(rune('A' + g)), Cases: n})
		}
	}
	return &result.Cohort{Patients: sizes[0], Endpoints: []result.Endpoint{e}}
}
