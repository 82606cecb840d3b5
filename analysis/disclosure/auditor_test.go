package disclosure

import (
	"graftstat/analysis/code"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

const steps, rounds = 500, 12

func (a *auditor) mustClear(t *testing.T, name string) (looked int) {
	t.Helper()
	found, looked := a.found(steps, rounds)
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
	if looked < 300*int(centres) {
		t.Errorf("only %d counts of 1 to k-1 in %d centres", looked, centres)
	}
}

// Each of these prints gives a count away in a centre in which the report,
// looked at as long, gives none: its search is not too short.
func TestAuditorFindsLeaks(t *testing.T) {
	const seeds = 3 // in one of them a variant may give nothing away
	for name, leaky := range map[string]show{
		"the report":                nil,
		"exact numbers of patients": exactNumbers,
		"single cells withheld":     withheldCells,
		"whole percents":            func(a *auditor, of *tallies) []int { return percents(a, of, 1) },
		"5 points without k":        func(a *auditor, of *tallies) []int { return percents(a, of, 5) },
	} {
		finds := 0
		for _, seed := range [seeds]uint64{0, 3, 4} {
			a := newAuditor(random(seed), seed, printed, true)
			if leaky != nil {
				a.show, a.proof, a.everything = leaky, false, true
			}
			if a.findsOne(steps, 6) {
				finds++
			}
		}
		if leaky == nil && finds > 0 || leaky != nil && finds < 2 {
			t.Errorf("%s: found in %d of %d centres", name, finds, seeds)
		}
	}
}

func exactNumbers(a *auditor, of *tallies) []int {
	return append(printed(a, of), of.groups[0].cases)
}

// withheldCells prints exact numbers, but of groups of fewer than k, and the
// events where 1 to k-1 had it or were without it.
func withheldCells(a *auditor, of *tallies) (v []int) {
	few := func(n int) bool { return n > 0 && n < a.k }
	for g := range of.groups {
		t := &of.groups[g]
		for e, events := range t.events {
			switch {
			case t.cases < a.k:
				v = append(v, -1, -1)
			case few(events) || few(t.cases-events):
				v = append(v, t.cases, -1)
			default:
				v = append(v, t.cases, t.events[e])
			}
		}
	}
	return v
}

// percents prints the coarse numbers with each estimate of the groups of 2k or
// more in steps of so many points.
func percents(a *auditor, of *tallies, step int) []int {
	v := printed(a, of)
	for g := range of.groups {
		for e := range endpoints {
			for i := range a.times {
				percent := -100
				if t := &of.groups[g]; t.cases >= 2*a.k {
					percent = multiple(100*t.at[e][i].estimate, step)
				}
				v = append(v, percent)
			}
		}
	}
	return v
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
		_, at := statuses(keys, kind, askedTimes)
		for i := range askedTimes {
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
