package disclosure

import (
	"math"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strconv"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"graftstat/analysis/code"
)

const steps, rounds = 500, 16

func (a *auditor) mustClear(t *testing.T, name string) (looked int) {
	t.Helper()
	found, looked := a.found(rounds)
	if a.wrong > 0 {
		t.Errorf("%s: the report prints %d witnesses otherwise than the auditor", name, a.wrong)
	}
	if len(found) > 0 {
		t.Errorf("%s, k = %d: %d counts without a witness, the first %+v", name, a.k, len(found), found[0])
	}
	return looked
}

// 200 centres, seeds 0 to 199, two closing dates each. AUDIT_STUDIES=1000 go
// test ./analysis/disclosure -run AuditorFindsNoSmallCount -timeout 30m takes more.
func TestAuditorFindsNoSmallCount(t *testing.T) {
	centres, looked := uint64(200), 0
	if n, err := strconv.Atoi(os.Getenv("AUDIT_STUDIES")); err == nil {
		centres = uint64(n)
	}
	for seed := range centres {
		looked += newAuditor(random(seed), seed, printed, true).mustClear(t, "centre "+strconv.FormatUint(seed, 10))
	}
	t.Logf("%d centres, %d counts of 1 to k-1", centres, looked)
	if looked < 100*int(centres) {
		t.Errorf("only %d counts of 1 to k-1 in %d centres", looked, centres)
	}
}

// Each of these prints gives the count away for which the centre is made, in
// each of three centres. The report, looked at as long, does not: the search is
// not too short.
func TestAuditorFindsLeaks(t *testing.T) {
	for name, leak := range map[string]struct {
		leaky  show
		centre func(seed uint64) *history
		place  place
	}{
		"exact numbers of patients": {exactNumbers, newcomers, place{between, 0, 0, -1}},
		"single cells withheld":     {withheldCells, twoLevels, place{0, 2, 0, 2}},
		"whole percents":            {percentsIn(1), followedFor(14, 6), place{0, 0, 0, 3}},
		"5 points without k":        {percentsIn(5), followedFor(11, 5), place{0, 0, 0, 3}},
	} {
		for seed := range uint64(3) {
			for _, show := range []show{leak.leaky, printed} {
				a := newAuditor(leak.centre(seed), seed, show, true)
				isLeaky := reflect.ValueOf(show).Pointer() != reflect.ValueOf(printed).Pointer()
				if isLeaky {
					a.proof, a.everything = false, true
				}
				if certain, made := a.finds(leak.place, 8); !made || certain != isLeaky {
					t.Errorf("%s, centre %d: the count is there: %v; leaky: %v, found: %v", name, seed, made, isLeaky,
						certain)
				}
			}
		}
	}
}

// finds reports whether the count of a place has no witness, and whether it is
// 1 to k-1 at all.
func (a *auditor) finds(p place, rounds int) (certain, made bool) {
	open := slices.DeleteFunc(a.begin(), func(t target) bool { return t.place != p })
	if made = len(open) == 1; !made {
		return false, false
	}
	target, truth := open[0], slices.Clone(a.patients)
	for round := 0; round < rounds && len(open) > 0; round++ {
		copy(a.patients, truth)
		open = a.search(target, open, round)
	}
	return len(open) > 0, true
}

// newcomers is a centre of 20, to whom 1 to 3 came between the closing dates.
func newcomers(seed uint64) *history {
	h := centre(seed, 20)
	for range 1 + seed {
		h.patients = append(h.patients, nobody(4010))
	}
	return h.withRoom()
}

// twoLevels is a centre of 20, 12 and 8, in whom 6 and 1 to 3 died.
func twoLevels(seed uint64) *history {
	h := centre(seed, 20)
	for i := range h.patients {
		if i >= 12 {
			h.patients[i].level = 1
		}
		if i < 6 || i >= 12 && i <= 12+int(seed) {
			h.patients[i].day[death] = 50 + i
		}
	}
	return h.withRoom()
}

// followedFor is a centre of n, all followed for two years: so many died in the
// first, and one in the second.
func followedFor(n, died int) func(seed uint64) *history {
	return func(seed uint64) *history {
		h := centre(seed, n)
		h.followed = true
		for i := range died + 1 {
			h.patients[i].day[death] = 50 + i
		}
		h.patients[0].day[death] = 500
		return h.withRoom()
	}
}

// centre of n patients at both dates, of whom few relapse.
func centre(seed uint64, n int) *history {
	r := rand.New(rand.NewPCG(seed, 27))
	h := &history{k: 5, closing: [2]int{4000, 4030}, rules: newRules(5, 0.95, "days")}
	h.endpoints = []endpoint{survival, relapsed, trm}
	for range n {
		p := nobody(1000 + r.IntN(1500))
		if r.IntN(8) == 0 {
			p.day[relapse] = 10 + r.IntN(30)
		}
		h.patients = append(h.patients, p)
	}
	return h
}

func exactNumbers(a *auditor, v []int, of *tallies) []int {
	return append(printed(a, v, of), of.sizes[0][0])
}

// withheldCells prints exact numbers, but of groups of fewer than k, and the
// events where 1 to k-1 had it or were without it.
func withheldCells(a *auditor, v []int, of *tallies) []int {
	few := func(n int) bool { return n > 0 && n < a.k }
	for g := range of.groups {
		t := &of.groups[g]
		for e := range a.endpoints {
			switch cases, events := t.cases[e], t.events[e]; {
			case cases < a.k:
				v = append(v, -1, -1)
			case few(events) || few(cases-events):
				v = append(v, cases, -1)
			default:
				v = append(v, cases, events)
			}
		}
	}
	return v
}

// percentsIn prints the coarse numbers with each estimate of the groups of 2k or
// more in steps of so many points.
func percentsIn(step int) show {
	return func(a *auditor, v []int, of *tallies) []int {
		v = printed(a, v, of)
		for g := range of.groups {
			t := &of.groups[g]
			for e := range a.endpoints {
				for i := range a.endpoints[e].times {
					percent := -100
					if t.cases[e] >= 2*a.k {
						percent = multiple(100*t.at[e][i].estimate, step)
					}
					v = append(v, percent)
				}
			}
		}
		return v
	}
}

// The printed interval holds that of the exact estimate and of the exact number
// of those whose outcome is known, in 3,000 groups of 10 to 159.
func TestIntervalHoldsTheExactOne(t *testing.T) {
	r := rand.New(rand.NewPCG(26, 26))
	exact := func(x, n float64) (lower, upper float64) {
		upper = 1
		if x > 0 {
			lower = distuv.Beta{Alpha: x, Beta: n - x + 1}.Quantile(0.025)
		}
		if x < n {
			upper = distuv.Beta{Alpha: x + 1, Beta: n - x}.Quantile(0.975)
		}
		return lower, upper
	}
	seen := 0
	for range 3000 {
		k := []int{5, 7, 10, 20}[r.IntN(4)]
		x := newRules(k, 0.95, "days")
		n := 10 + r.IntN(150)
		keys := make([]int, n)
		for i := range keys {
			keys[i] = 4*(1+r.IntN(900)) + 1 + r.IntN(3)
		}
		slices.Sort(keys)
		kind := []code.EndpointKind{code.Survival, code.Incidence}[r.IntN(2)]
		_, at := statuses(keys, kind, survival.times)
		for i := range survival.times {
			told := x.tell(at[i], n)
			if told.Kind != Rounded {
				continue
			}
			seen++
			known := float64(at[i].known)
			lower, upper := exact(known*math.Min(1, at[i].estimate), known)
			if float64(told.Lower) > 100*lower+1e-9 || float64(told.Upper) < 100*upper-1e-9 {
				t.Fatalf("k %d, %d patients, %+v: %+v does not hold %g to %g", k, n, at[i], told, 100*lower, 100*upper)
			}
		}
	}
	if seen < 1000 {
		t.Errorf("only %d intervals", seen)
	}
}
