package survival

// FirstDayAtRisk is the first day s >= from after which each of some groups has
// at least minimum cases at risk: Y_g(s+) = the number with entry <= s < time. These
// are the cases that a landmark on s selects of those that have entered by then,
// so an entry on s counts and an end on s does not. ok is false where there is no
// such day.
//
// It is no promise about later days: a risk set may thin again while entries are
// to come. As a risk set only grows by an entry, s is from or a day of an entry.
func (t *Table) FirstDayAtRisk(groups []int, minimum int, from float64) (s float64, ok bool) {
	next := 0 // the first time after s
	for next < len(t.Times) && t.Times[next] <= from {
		next++
	}
	for s = from; ; next++ {
		if t.haveAtRisk(groups, minimum, next) {
			return s, true
		}
		if next == len(t.Times) {
			return 0, false
		}
		s = t.Times[next]
	}
}

// haveAtRisk: of each group at least minimum are at risk just before Times[i].
func (t *Table) haveAtRisk(groups []int, minimum, i int) bool {
	if i == len(t.Times) || len(groups) == 0 {
		return false // after the last time nobody is
	}
	for _, g := range groups {
		if t.AtRisk(i, g) < minimum {
			return false
		}
	}
	return true
}
