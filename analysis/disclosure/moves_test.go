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
	case 0, 1, 2:
		m := a.used[r.IntN(len(a.used))]
		p.day[m] = a.day(p)
	case 3:
		if !a.followed {
			p.lost = a.day(p)
		}
	case 4:
		p.level = r.IntN(a.levels)
	case 5:
		p.second = !p.second
	case 6:
		p.transplanted = a.closing[1] + 1
	case 7:
		p.transplanted = a.transplanted()
	case 8:
		p.day, p.lost, q.day, q.lost = q.day, q.lost, p.day, p.lost
	case 9:
		p.level, q.level = q.level, p.level
		p.second, q.second = q.second, p.second
	}
}

// transplanted is a day before the first closing date, of four one by
// less than the first time that is asked for, or between the two.
func (a *auditor) transplanted() int {
	if a.followed {
		return 1000 + a.random.IntN(2000)
	}
	switch a.random.IntN(4) {
	case 0:
		return a.closing[0] - a.random.IntN(int(a.times[0]))
	case 1, 2:
		return a.closing[0] - a.random.IntN(3000)
	}
	return a.closing[0] + 1 + a.random.IntN(a.closing[1]-a.closing[0])
}

// sizes of the groups of patients and of transplants.
type sizes [2][1 + levels]int

// choices are two endpoints, of patients and of transplants, with groups of
// these sizes and nothing else.
func (s *sizes) choices() []choice {
	var both []choice
	for _, of := range s {
		e := &result.Endpoint{Groups: []result.Group{{Group: "all", Cases: of[0]}}}
		for g, n := range of[1:] {
			if n > 0 {
				e.Groups = append(e.Groups, result.Group{By: "kind", Group: string(rune('A' + g)), Cases: n})
			}
		}
		both = append(both, choice{Endpoint: e})
	}
	return both
}
