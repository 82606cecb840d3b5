package disclosure

import (
	"encoding/csv"
	"math/rand/v2"
	"os"
	"reflect"
	"sync"
	"testing"
	"time"
)

// The auditor of two reports knows every printed figure of both. Of a count of
// 1 to k-1 it asks: do all sets of exact data with these printed figures agree
// on it? It walks through such sets, from the true one by random changes of one
// to three patients, each of which leaves every printed figure as it is. A
// count that takes another value on the way is not given away, and that is a
// proof: here are two sets of data, one report. A count that never does is
// held to be found.

type print func(h *history, cohort, date int) any

// printed is what the reports of the centre show.
func printed(h *history, cohort, date int) any {
	return h.rules.cohort(h.cohort(cohort, date), "kind")
}

type auditor struct {
	*history
	random *rand.Rand
	print  print
	shown  [4]any
}

// found are the places of the counts of 1 to k-1 that never changed, and the
// number of those looked at.
func (a *auditor) found(steps int) (certain []int, looked int) {
	for i := range a.shown {
		a.shown[i] = a.print(a.history, i/2, i%2)
	}
	truth := a.counts()
	open := make(map[int]bool)
	for i, n := range truth {
		if n >= 1 && n < a.k {
			open[i] = true
		}
	}
	looked = len(open)
	for step := 0; step < steps && len(open) > 0; step++ {
		if !a.change() {
			continue
		}
		now := a.counts()
		for i := range open {
			if now[i] != truth[i] {
				delete(open, i)
			}
		}
	}
	for i := range truth {
		if open[i] {
			certain = append(certain, i)
		}
	}
	return certain, looked
}

// change changes patients and reports whether the reports are still the same;
// if not, it takes the change back.
func (a *auditor) change() bool {
	type saved struct {
		i int
		p patient
	}
	var before []saved
	save := func(i int) *patient {
		before = append(before, saved{i, a.patients[i]})
		return &a.patients[i]
	}
	for range []int{1, 1, 1, 2, 3}[a.random.IntN(5)] {
		i, j := a.random.IntN(len(a.patients)), a.random.IntN(len(a.patients))
		a.move(save(i), save(j))
	}
	same := true
	for c := 0; c < 4 && same; c++ {
		same = reflect.DeepEqual(a.shown[c], a.print(a.history, c/2, c%2))
	}
	if !same {
		for n := len(before) - 1; n >= 0; n-- {
			a.patients[before[n].i] = before[n].p
		}
	}
	return same
}

func (a *auditor) move(p, q *patient) {
	r := a.random
	day := func() int {
		last := max(1, a.closing[1]-p.transplanted)
		if r.IntN(3) == 0 { // between the two closing dates
			return last - r.IntN(min(last, a.closing[1]-a.closing[0]))
		}
		return []int{1 + r.IntN(365), 366 + r.IntN(365), 731 + r.IntN(1000), never}[r.IntN(4)]
	}
	switch r.IntN(9) {
	case 0:
		p.death = day()
	case 1:
		p.relapse = day()
	case 2:
		if !a.followed {
			p.lost = day()
		}
	case 3:
		p.level[0], p.level[1] = r.IntN(3), r.IntN(5)
	case 4:
		p.member = !p.member
	case 5:
		p.transplanted = a.closing[1] + 1
	case 6:
		p.transplanted = []int{1000 + r.IntN(2000), a.closing[0] + 1 + r.IntN(a.closing[1]-a.closing[0])}[r.IntN(2)]
		if a.followed {
			p.transplanted = 1000 + r.IntN(2000)
		}
	case 7:
		p.death, p.relapse, p.lost, q.death, q.relapse, q.lost = q.death, q.relapse, q.lost, p.death, p.relapse, p.lost
	case 8:
		p.level, q.level = q.level, p.level
	}
}

// audit walks through the centres of these seeds, two at a time; it gives those
// with a count that was found, and the number of counts looked at.
func audit(seeds, steps int, p print) (leaks map[uint64][]int, looked int) {
	leaks = make(map[uint64][]int)
	var group sync.WaitGroup
	var lock sync.Mutex
	next := make(chan uint64)
	for range 2 {
		group.Go(func() {
			for seed := range next {
				a := &auditor{history: random(seed), random: rand.New(rand.NewPCG(seed, 1)), print: p}
				certain, n := a.found(steps)
				lock.Lock()
				looked += n
				if len(certain) > 0 {
					leaks[seed] = certain
				}
				lock.Unlock()
			}
		})
	}
	for seed := range uint64(seeds) {
		next <- seed
	}
	close(next)
	group.Wait()
	return leaks, looked
}

// notCleared are centres in which the walk of 20,000 steps finds no other set of
// data for some counts: it is open whether these are given away.
var notCleared = map[uint64]bool{15: true}

// 20 centres (seeds 0 to 19), two closing dates each.
func TestAuditorFindsNoSmallCount(t *testing.T) {
	leaks, looked := audit(20, 20000, printed)
	t.Logf("%d counts of 1 to k-1 looked at", looked)
	if looked < 1000 {
		t.Errorf("only %d counts of 1 to k-1 looked at", looked)
	}
	for seed, certain := range leaks {
		if notCleared[seed] {
			t.Logf("centre %d: %d counts are not cleared", seed, len(certain))
			continue
		}
		h := random(seed)
		counts := h.counts()
		for _, i := range certain {
			t.Errorf("centre %d, k = %d: count %d is known to be %d", seed, h.k, i, counts[i])
		}
	}
}

// The auditor can find: exact numbers of patients, and single cells withheld as
// the report did before, give counts away.
func TestAuditorFindsLeaks(t *testing.T) {
	for name, leaky := range map[string]print{
		"exact numbers of patients": func(h *history, cohort, date int) any {
			c := h.cohort(cohort, date)
			return []any{c.Patients, printed(h, cohort, date)}
		},
		"single cells withheld": withheldCells,
		"whole percents":        percents,
	} {
		if leaks, _ := audit(4, 600, leaky); len(leaks) < 3 {
			t.Errorf("%s: found in %d of 4 centres only", name, len(leaks))
		}
	}
}

// withheldCells prints exact numbers, but of groups of fewer than k, and the
// events where 1 to k-1 had it or were without it.
func withheldCells(h *history, cohort, date int) any {
	var shown []any
	for _, e := range h.cohort(cohort, date).Endpoints {
		for _, g := range e.Groups {
			few := func(n int) bool { return n > 0 && n < h.k }
			switch {
			case g.Cases < h.k:
			case few(g.Events) || few(g.Cases-g.Events):
				shown = append(shown, g.Group, g.Cases)
			default:
				shown = append(shown, g.Group, g.Cases, g.Events)
			}
		}
	}
	return shown
}

// percents prints the coarse numbers with estimates in whole percent.
func percents(h *history, cohort, date int) any {
	c := h.cohort(cohort, date)
	shown := []any{printed(h, cohort, date)}
	for _, e := range c.Endpoints {
		for i := range e.Groups {
			for _, t := range askedTimes {
				shown = append(shown, multiple(100*statusAt(&e.Groups[i], e.Kind, t).estimate, 1))
			}
		}
	}
	return shown
}

// The sample's solid tumours at the end of two months, with all that their
// listing says of death, relapse and follow-up.
func TestAuditorOnTheSample(t *testing.T) {
	f, err := os.Open("../../sample-data/cases.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := make(map[string]int)
	for i, name := range rows[0] {
		column[name] = i
	}
	day := func(row []string, name string) int {
		date, err := time.Parse(time.DateOnly, row[column[name]])
		if err != nil {
			return never
		}
		return int(date.Unix() / 86400)
	}
	closing := int(time.Date(2026, 10, 31, 0, 0, 0, 0, time.UTC).Unix() / 86400)
	h := &history{k: 5, closing: [2]int{closing - 31, closing}, rules: newRules(5, 0.95, "days")}
	for _, row := range rows[1:] {
		start := day(row, "transplant_date")
		if row[column["disease_group"]] != "solid_tumor" || start == never || row[column["transplant_number"]] > "1" {
			continue
		}
		p := patient{transplanted: start, member: row[column["sex"]] == "male", death: never, relapse: never, lost: never}
		for name, at := range map[string]*int{"death_date": &p.death, "relapse_date": &p.relapse} {
			if d := day(row, name); d != never {
				*at = d - start
			}
		}
		p.level[0] = map[string]int{"neuroblastoma": 0, "medulloblastoma": 1, "retinoblastoma": 2}[row[column["diagnosis"]]]
		p.level[1] = 2 * min(p.level[0], 1)
		h.patients = append(h.patients, p)
	}
	if len(h.patients) < 30 {
		t.Fatalf("only %d patients", len(h.patients))
	}
	a := &auditor{history: h.withRoom(), random: rand.New(rand.NewPCG(1, 1)), print: printed}
	truth := a.counts()
	certain, looked := a.found(60000)
	for _, i := range certain {
		t.Errorf("count %d is known to be %d", i, truth[i])
	}
	if looked < 50 {
		t.Errorf("only %d counts of 1 to 4 looked at", looked)
	}
}
