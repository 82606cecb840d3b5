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

// show adds to v all that is printed of the cohort at a date.
type show func(a *auditor, v []int, of *tallies) []int

type auditor struct {
	*history
	counter
	random     *rand.Rand
	show       show
	proof      bool // witnesses are printed by the report's own code
	shown      [2][]int
	buffer     []int
	now        [2]tallies
	keeps      map[sizes]int // which levels are kept
	times      []float64     // of all endpoints
	used       []int         // milestones
	levels     int           // that occur
	report     [2]Cohort
	everything bool // the variant prints more than the groups that are kept
	wrong      int  // witnesses that the report does not confirm
}

func newAuditor(h *history, seed uint64, show show, proof bool) *auditor {
	a := &auditor{history: h, random: rand.New(rand.NewPCG(seed, 1)), show: show, proof: proof, levels: 1}
	a.keeps = make(map[sizes]int)
	for _, e := range h.endpoints {
		a.times = append(a.times, e.times...)
		a.used = append(append(a.used, e.event...), e.competing...)
	}
	slices.Sort(a.times)
	a.times = slices.Compact(a.times)
	slices.Sort(a.used)
	a.used = slices.Compact(a.used)
	for _, p := range h.patients {
		a.levels = max(a.levels, 1+p.level)
	}
	return a
}

// printed is what the report shows.
func printed(a *auditor, v []int, of *tallies) []int {
	n := a.rules.count(of.sizes[0][0])
	v = append(v, n.Near)
	if of.sizes[0][0] < 2*a.k {
		return v
	}
	kept := a.kept(of)
	v = append(v, a.followUpOf(of, n), kept)
	for e := range a.endpoints {
		left := of.groups[0].cases[e]
		for g := range of.groups {
			t := &of.groups[g]
			if g > 0 && kept&(1<<g) == 0 {
				continue
			}
			few := 0
			if a.rules.few(t.events[e]) {
				few = 1
			}
			v = append(v, a.rules.count(t.cases[e]).Near, few)
			for i := range a.endpoints[e].times {
				v = a.told(v, t, e, i)
			}
			if g > 0 {
				left -= t.cases[e]
			}
		}
		if kept != 0 {
			v = append(v, a.rules.count(left).Near)
		}
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
	told := a.rules.tell(t.at[e][i], t.cases[e])
	kind := slices.Index([]Kind{Withheld, Rounded, Without, With}, told.Kind)
	return append(v, 100*kind, told.Percent, told.Lower, told.Upper)
}

// kept levels of the cohort, as bits.
func (a *auditor) kept(of *tallies) int {
	bits, ok := a.keeps[of.sizes]
	if !ok {
		for _, level := range a.rules.kept(of.sizes.choices(), "kind") {
			bits |= 2 << (level[0] - 'A')
		}
		a.keeps[of.sizes] = bits
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
	for date := range a.shown {
		a.tally(&a.now[date], a.history, date, everyGroup)
		a.shown[date] = a.show(a, nil, &a.now[date])
		a.report[date] = a.rules.cohort(a.cohort(date), a.indicators(), "kind")
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
func (a *auditor) found(rounds int) (certain []target, looked int) {
	open := a.begin()
	looked = len(open)
	truth := slices.Clone(a.patients)
	for round := 0; round < rounds && len(open) > 0; round++ {
		for _, target := range slices.Clone(open) {
			if slices.Contains(open, target) {
				copy(a.patients, truth)
				open = a.search(target, open, round)
			}
		}
	}
	return open, looked
}

// target is a count of the true data.
type target struct {
	place
	truth int
}

// cleared reports whether the data at hand are a witness for a count.
func (a *auditor) cleared(t target) bool { return t.count(a.history, &a.now) != t.truth }

// search a witness for the target; what it finds on the way clears other counts.
// A round looks for a greater or for a smaller number, hotter or colder, and longer.
func (a *auditor) search(target target, open []target, round int) []target {
	steps, down, hot := steps<<(round/2), round%2 == 1, []float64{0.6, 0.6, 1.2, 1.2, 0.3, 0.3}[round%6]
	energy, _ := a.energy(target, down)
	for step := range steps {
		saved := a.change()
		e, same := a.energy(target, down)
		heat := hot*(1-float64(step)/float64(steps)) + 0.1
		if e > energy && a.random.Float64() >= math.Exp((energy-e)/heat) {
			a.undo(saved)
			continue
		}
		energy = e
		if !same {
			continue
		}
		for date := range a.now {
			a.tally(&a.now[date], a.history, date, everyGroup)
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
	for date := range a.now {
		a.tally(&a.now[date], a.history, date, a.looked(target))
		a.buffer = a.show(a, a.buffer[:0], &a.now[date])
		d += distance(a.buffer, a.shown[date])
	}
	n := target.count(a.history, &a.now)
	far := max(0, target.truth+1-n)
	if down {
		far = max(0, n-target.truth+1)
	}
	return d + 0.5*float64(far), d == 0
}

func everyGroup(*tallies) int { return 1<<(1+levels) - 1 }

// looked at are the groups that are printed, and that of the target.
func (a *auditor) looked(target target) func(of *tallies) int {
	return func(of *tallies) int {
		if a.everything {
			return everyGroup(of)
		}
		return a.kept(of) | 1<<target.group
	}
}

// confirmed reports whether the report's own code prints the data as the vector
// of the auditor says: the same as the true ones.
func (a *auditor) confirmed() bool {
	if !a.proof {
		return true
	}
	for date := range a.shown {
		if !reflect.DeepEqual(a.report[date], a.rules.cohort(a.cohort(date), a.indicators(), "kind")) {
			a.wrong++
			return false
		}
	}
	return true
}
