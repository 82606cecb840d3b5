package disclosure

import (
	"fmt"
	"testing"
)

// followed is a group of n without censoring, of whom first had the event by a
// year and second by two years.
func followed(n, first, second int) *history {
	h := &history{closing: [2]int{4000, 4030}, followed: true}
	for i := range n {
		p := nobody(1000)
		switch {
		case i < first:
			p.day[death] = 100
		case i < second:
			p.day[death] = 500
		}
		h.patients = append(h.patients, p)
	}
	return h
}

// Exact enumeration: of all groups of up to 40 patients who are all followed,
// those that print the same never agree on 1 to k-1 events in the second year.
// In steps of 5 points they do: 11 patients with 5 and 6 events.
func TestEveryGroupOfOnePrint(t *testing.T) {
	for name, variant := range map[string]struct {
		print func(h *history) string
		leaky bool
	}{
		"as printed": {func(h *history) string {
			return survivalPrint(h,
				func(e Estimate, _ status) Estimate { return e })
		}, false},
		"steps of 5":     {func(h *history) string { return survivalPrint(h, inSteps(5)) }, true},
		"whole percents": {func(h *history) string { return survivalPrint(h, inSteps(1)) }, true},
	} {
		type seen struct{ least, most int }
		prints := make(map[string]seen)
		sets := 0
		for n := 1; n <= 40; n++ {
			for second := 0; second <= n; second++ {
				for first := 0; first <= second; first++ {
					h := followed(n, first, second)
					h.k, h.rules = 5, newRules(5, 0.95, "days")
					printed, between := variant.print(h), second-first
					s, ok := prints[printed]
					if !ok {
						s = seen{between, between}
					}
					prints[printed] = seen{min(s.least, between), max(s.most, between)}
					sets++
				}
			}
		}
		certain := 0
		for _, s := range prints {
			if s.least == s.most && s.least >= 1 && s.least < 5 {
				certain++
			}
		}
		if (certain > 0) != variant.leaky || sets < 12000 {
			t.Errorf("%s: %d of %d prints give a count of 1 to 4 away (%d sets)", name, certain, len(prints), sets)
		}
	}
}

// survivalPrint is the number of patients and the two survivals, with the
// estimates as a variant prints them.
func survivalPrint(h *history, change func(Estimate, status) Estimate) string {
	all := groupFrom(h.observations(&survival, 0), "", "all", "survival", survival.times)
	s := fmt.Sprint(h.rules.count(all.Cases))
	if all.Cases < 2*h.k {
		return s
	}
	for _, t := range survival.times {
		at := change(h.rules.estimate(&all, "survival", t), statusAt(&all, "survival", t))
		s += fmt.Sprint(" ", at)
	}
	return s
}

// inSteps prints an estimate in steps of so many points wherever k had the event
// and k are at risk, in a group of any size.
func inSteps(step int) func(Estimate, status) Estimate {
	return func(e Estimate, s status) Estimate {
		if s.events >= 5 && s.atRisk >= 5 {
			return Estimate{Kind: Rounded, Percent: multiple(100*s.estimate, step)}
		}
		return e
	}
}
