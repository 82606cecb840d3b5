package recovery

import (
	"math"
	"testing"

	"graftstat/analysis/criteria"
	"graftstat/analysis/registry"
)

func below(limit float64) *registry.Bound { return &registry.Bound{Limit: limit} }
func above(limit float64) *registry.Bound { return &registry.Bound{Limit: limit, Above: true} }

// titreBound is a titre of C1 that is only bounded.
func (s *study) titreBound(day float64, b *registry.Bound) *study {
	s.titre(0, "anti-A", "IgM", day, nan, nan)
	s.titres[len(s.titres)-1].Bound = b
	return s
}

// A bound is below the threshold of 1:32 where all of it is, and is no number.
func TestTitreBounds(t *testing.T) {
	s := newStudy(1).titreBound(-9, above(512)).titre(0, "anti-A", "IgM", -5, 64, nan).titreBound(-1, below(32)).derive(t)
	s.wantIssues(t)
	got := TitreCases(s.p, s.d)[0].Highest
	if got.Below != (TitreEvent{criteria.Yes, -1}) || got.BaselineTime != -9 || got.AtTransplantTime != -1 {
		t.Errorf("%+v", got)
	}
	if !math.IsNaN(got.Baseline) || !math.IsNaN(got.AtTransplant) || !math.IsNaN(got.StepsDropped) {
		t.Errorf("a bound became a number: %+v", got)
	}
	if *got.BaselineBound != *above(512) || *got.AtTransplantBound != *below(32) {
		t.Errorf("bounds %v and %v", got.BaselineBound, got.AtTransplantBound)
	}
}

// What may be below the threshold before a titre that is leaves the first day open.
func TestTitreBoundLeavesTheFirstDayOpen(t *testing.T) {
	for name, c := range map[string]struct {
		bound *registry.Bound
		first float64
		open  bool
	}{
		"below 64":      {below(64), nan, true},
		"at most 32":    {&registry.Bound{Limit: 32, Inclusive: true}, nan, true},
		"above 16":      {above(16), nan, true},
		"above 32":      {above(32), -1, false},
		"at least 32":   {&registry.Bound{Limit: 32, Above: true, Inclusive: true}, -1, false},
		"at most 16":    {&registry.Bound{Limit: 16, Inclusive: true}, -5, false},
		"nothing at -5": {nil, -1, false},
	} {
		s := newStudy(1).titreBound(-5, c.bound).titre(0, "anti-A", "IgM", -1, 8, nan).derive(t)
		got := TitreCases(s.p, s.d)[0].Highest
		if open := got.Below.Answer == criteria.Open; open != c.open || !same(got.Below.Time, c.first) {
			t.Errorf("%s: first below on %v, open %v; want %v, %v", name, got.Below.Time, open, c.first, c.open)
		}
		if c.open {
			s.wantIssues(t, "warning titre_bound_open titres.csv 2 titre C1 32")
		} else {
			s.wantIssues(t)
		}
	}
}

func same(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }

// Of a day with two titres the higher one counts, or what bounds it.
func TestHigherTitreOfADay(t *testing.T) {
	x := func(titre float64) registry.LogEntry { return registry.LogEntry{Value: titre} }
	bound := func(b *registry.Bound) registry.LogEntry { return registry.LogEntry{Value: nan, Bound: b} }
	inf := math.Inf(1)
	for _, c := range []struct {
		a, b      registry.LogEntry
		low, high float64
		text      *registry.Bound // nil: the number
	}{
		{x(32), x(64), 64, 64, nil},
		{x(32), bound(below(16)), 32, 32, nil},
		{x(8), bound(below(16)), 8, math.Nextafter(16, 0), below(16)},
		{x(8), bound(above(16)), math.Nextafter(16, inf), inf, above(16)},
		{x(64), bound(above(16)), 64, inf, &registry.Bound{Limit: 64, Above: true, Inclusive: true}},
		{bound(below(16)), bound(above(512)), math.Nextafter(512, inf), inf, above(512)},
		{bound(above(16)), bound(above(512)), math.Nextafter(512, inf), inf, above(512)},
		{bound(below(16)), bound(below(64)), -inf, math.Nextafter(64, 0), below(64)},
	} {
		for _, pair := range [][]registry.LogEntry{{c.a, c.b}, {c.b, c.a}} {
			got := titreOf(pair[0]).higher(titreOf(pair[1]))
			if got.low != c.low || got.high != c.high || (got.Bound == nil) != (c.text == nil) ||
				c.text != nil && *got.Bound != *c.text || c.text == nil && got.Value != c.low {
				t.Errorf("%+v: %+v, want %v to %v as %v", pair, got, c.low, c.high, c.text)
			}
		}
	}
}

// Whatever titres stand behind the bounds, a first day that is told is theirs.
func TestTitreBoundsDecideAsEveryTitreWithin(t *testing.T) {
	dilutions := []float64{0, 1, 2, 4, 8, 16, 32, 64, 128, 512, 2048}
	bounds := []*registry.Bound{below(2), below(16), below(32), below(64), above(8), above(32), above(512)}
	told := 0
	for _, first := range bounds {
		for _, second := range bounds {
			s := newStudy(1).titreBound(-9, first).titreBound(-3, second).titre(0, "anti-A", "IgM", 0, 4, nan).derive(t)
			want := TitreCases(s.p, s.d)[0].Highest
			if want.Below.Answer == criteria.Open {
				continue
			}
			told++
			for _, a := range dilutions {
				for _, b := range dilutions {
					if a < first.Low() || a > first.High() || b < second.Low() || b > second.High() {
						continue
					}
					s := newStudy(1).titre(0, "anti-A", "IgM", -9, a, nan).titre(0, "anti-A", "IgM", -3, b, nan).
						titre(0, "anti-A", "IgM", 0, 4, nan).derive(t)
					if got := TitreCases(s.p, s.d)[0].Highest; got.Below != want.Below {
						t.Fatalf("%v, %v: %v with %v and %v, want %v", *first, *second, got.Below, a, b, want.Below)
					}
				}
			}
		}
	}
	if told < 20 {
		t.Errorf("only %d pairs of bounds decide", told)
	}
}
