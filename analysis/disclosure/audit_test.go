package disclosure

import (
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
)

// The auditor of two reports knows every printed figure of both.
//
// A count of 1 to k-1 is found, or known for certain, where all data that print
// the same at both closing dates agree on it. It is cleared by a witness: data
// with the same two reports in which it is another number. With strict, only a
// witness in which it is 0, or k or more, clears it: without one the reader
// knows that few patients are behind it, and that they exist, if not how many.
//
// Witnesses are looked for by annealing. A step changes one patient or two; the
// energy is how far the printed figures are from those of the true data, and
// the count that is looked for from where it should be. So the search passes
// through data that print something else, which a walk that keeps the figures
// cannot. A witness counts only where all figures agree, and the report's own
// code must print it as it prints the true data. A count without a witness
// fails the test, be it given away or the search too short.

// show is a vector of all that is printed of a cohort at a date.
type show func(a *auditor, of *tallies) []int

type auditor struct {
	*history
	counter
	random     *rand.Rand
	show       show
	proof      bool // witnesses are printed by the report's own code
	shown      [4][]int
	now        [4]tallies
	levels     map[[6]int]int // which levels are kept
	report     [4]Cohort
	strict     bool // a witness has the count at 0, or at k or more
	everything bool // the variant prints more than the groups that are kept
	wrong      int  // witnesses that the report does not confirm
}

func newAuditor(h *history, seed uint64, show show, proof bool) *auditor {
	return &auditor{history: h, random: rand.New(rand.NewPCG(seed, 1)), show: show, proof: proof, levels: make(map[[6]int]int)}
}

// printed is what the report shows.
func printed(a *auditor, of *tallies) []int {
	n := a.rules.count(of.groups[0].cases)
	v := []int{n.Near}
	if of.groups[0].cases < 2*a.k {
		return v
	}
	kept, left := a.kept(of), of.groups[0].cases
	v = append(v, a.followUpOf(of, n), kept)
	for g := range of.groups {
		t := &of.groups[g]
		if g > 0 && kept&(1<<g) == 0 {
			continue
		}
		v = append(v, a.rules.count(t.cases).Near)
		for e := range endpoints {
			few := 0
			if a.rules.few(t.events[e]) {
				few = 1
			}
			v = append(v, few)
			for i := range a.times {
				v = a.told(v, t, e, i)
			}
		}
		if g > 0 {
			left -= t.cases
		}
	}
	if kept != 0 {
		v = append(v, a.rules.count(left).Near)
	}
	return v
}

func (a *auditor) followUpOf(of *tallies, n Count) int {
	if n.Near < 4*a.k {
		return 0
	}
	return a.rules.halfYears(float64(of.followUp))
}

func (a *auditor) told(v []int, t *tally, e, i int) []int {
	told := a.rules.tell(t.at[e][i], t.cases)
	kind := slices.Index([]Kind{Withheld, Rounded, Without, With}, told.Kind)
	return append(v, 100*kind, told.Percent, told.Lower, told.Upper)
}

// kept levels of a cohort, as bits.
func (a *auditor) kept(of *tallies) int {
	var sizes [6]int
	for g := range of.groups {
		sizes[g] = of.groups[g].cases
	}
	bits, ok := a.levels[sizes]
	if !ok {
		for _, level := range a.rules.kept(cohortOf(sizes), "kind") {
			bits |= 2 << (level[0] - 'A')
		}
		a.levels[sizes] = bits
	}
	return bits
}

func distance(v, w []int) float64 {
	if len(v) != len(w) {
		return 20
	}
	d := 0.0
	for i := range v {
		if v[i] != w[i] {
			d += math.Min(2, 0.5+0.02*math.Abs(float64(v[i]-w[i])))
		}
	}
	return d
}

// begin notes what is printed of the true data, and gives the counts of 1 to k-1.
func (a *auditor) begin() (open []target) {
	for c := range a.shown {
		a.now[c] = a.tally(a.history, c/2, c%2, everyGroup)
		a.shown[c] = a.show(a, &a.now[c])
		a.report[c] = a.rules.cohort(a.cohort(c/2, c%2), "kind")
	}
	for _, p := range a.places() {
		if n := p.count(a.history, &a.now); n >= 1 && n < a.k {
			open = append(open, target{p, n})
		}
	}
	return open
}

// found are the counts of 1 to k-1 without a witness, and the number of those
// looked at. The search for each is longer in every second round.
func (a *auditor) found(steps, rounds int) (certain []target, looked int) {
	open := a.begin()
	looked = len(open)
	truth := slices.Clone(a.patients)
	for round := 0; round < rounds && len(open) > 0; round++ {
		for _, target := range slices.Clone(open) {
			if slices.Contains(open, target) {
				copy(a.patients, truth)
				open = a.search(target, open, steps<<(round/2), round%2 == 1)
			}
		}
	}
	return open, looked
}

// findsOne reports whether there is a count without a witness in all rounds.
func (a *auditor) findsOne(steps, rounds int) bool {
	open := a.begin()
	truth := slices.Clone(a.patients)
	for len(open) > 0 {
		target := open[0]
		for round := 0; round < rounds && slices.Contains(open, target); round++ {
			copy(a.patients, truth)
			open = a.search(target, open, steps<<(round/2), round%2 == 1)
		}
		if slices.Contains(open, target) {
			return true
		}
	}
	return false
}

// target is a count of the true data.
type target struct {
	place
	truth int
}

// cleared reports whether the data at hand are a witness for a count.
func (a *auditor) cleared(t target) bool {
	n := t.count(a.history, &a.now)
	return n != t.truth && (!a.strict || n <= 0 || n >= a.k)
}

// search a witness for the target; what it finds on the way clears other counts.
func (a *auditor) search(target target, open []target, steps int, down bool) []target {
	energy, _ := a.energy(target, down)
	for step := range steps {
		saved := a.change()
		e, same := a.energy(target, down)
		heat := 0.6*(1-float64(step)/float64(steps)) + 0.1
		if e > energy && a.random.Float64() >= math.Exp((energy-e)/heat) {
			a.undo(saved)
			continue
		}
		energy = e
		if !same {
			continue
		}
		for c := range a.now {
			a.now[c] = a.tally(a.history, c/2, c%2, everyGroup)
		}
		left := slices.DeleteFunc(slices.Clone(open), a.cleared)
		if len(left) < len(open) && a.confirmed() {
			open = left
			if !slices.Contains(open, target) {
				return open
			}
		}
	}
	return open
}

// energy of the data, and whether they print as the true ones do.
func (a *auditor) energy(target target, down bool) (float64, bool) {
	d := 0.0
	for c := range a.now {
		a.now[c] = a.tally(a.history, c/2, c%2, a.looked(target, c/2))
		d += distance(a.show(a, &a.now[c]), a.shown[c])
	}
	n := target.count(a.history, &a.now)
	far := max(0, a.k-n)
	switch {
	case down && a.strict:
		far = max(0, n)
	case down:
		far = max(0, n-target.truth+1)
	case !a.strict:
		far = max(0, target.truth+1-n)
	}
	return d + 0.5*float64(far), d == 0
}

func everyGroup(*tallies) int { return 1<<6 - 1 }

// looked at are the groups that are printed, and that of the target.
func (a *auditor) looked(target target, cohort int) func(of *tallies) int {
	return func(of *tallies) int {
		if a.everything {
			return everyGroup(of)
		}
		groups := a.kept(of)
		if target.set/6 == cohort {
			groups |= 1 << (target.set % 6)
		}
		return groups
	}
}

// confirmed reports whether the report's own code prints the data as the vector
// of the auditor says: the same as the true ones.
func (a *auditor) confirmed() bool {
	if !a.proof {
		return true
	}
	for c := range a.shown {
		if !reflect.DeepEqual(a.report[c], a.rules.cohort(a.cohort(c/2, c%2), "kind")) {
			a.wrong++
			return false
		}
	}
	return true
}
