package survival_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"graftstat/analysis/survival"
)

// Counted rows make the table of as many single rows.
func TestFromCountsEqualsNewTable(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	for range 200 {
		o := small(r)
		var count []int32
		var single survival.Observations
		for i := range o.Time {
			n := 1 + r.IntN(3)
			count = append(count, int32(n))
			for range n {
				single.Time, single.Cause = append(single.Time, o.Time[i]), append(single.Cause, o.Cause[i])
				single.Group, single.Entry = append(single.Group, o.Group[i]), append(single.Entry, o.Entry[i])
			}
		}
		counted, err := survival.FromCounts(o, count, 2, 2)
		if err != nil {
			t.Fatal(err)
		}
		checkSameTable(t, counted, newTable(t, single, 2, 2))
	}
	for _, count := range [][]int32{{0}, {-1}, {math.MaxInt32, 1}} {
		o := survival.Observations{Time: make([]float64, len(count)), Cause: make([]uint8, len(count))}
		var e *survival.CaseError
		if _, err := survival.FromCounts(o, count, 1, 1); !errors.As(err, &e) || e.Case != len(count)-1 {
			t.Errorf("counts %v: %v", count, err)
		}
	}
	if _, err := survival.FromCounts(five, []int32{1}, 1, 1); !errors.Is(err, survival.ErrColumns) {
		t.Errorf("too few counts: %v", err)
	}
}

func checkSameTable(t *testing.T, a, b *survival.Table) {
	t.Helper()
	if !slices.Equal(a.Times, b.Times) {
		t.Fatalf("times %v and %v", a.Times, b.Times)
	}
	for g := range a.Groups {
		if a.Cases(g) != b.Cases(g) {
			t.Fatalf("%d and %d cases", a.Cases(g), b.Cases(g))
		}
		for i := range a.Times {
			if a.AtRisk(i, g) != b.AtRisk(i, g) || a.Censored(i, g) != b.Censored(i, g) ||
				a.Entered(i, g) != b.Entered(i, g) ||
				a.Events(i, g, 1) != b.Events(i, g, 1) || a.Events(i, g, 2) != b.Events(i, g, 2) {
				t.Fatalf("group %d at %g differs", g, a.Times[i])
			}
		}
	}
}

// Days that are counted and the same times that are sorted make one table.
func TestCountingEqualsSorting(t *testing.T) {
	draws(t, func(o survival.Observations, table *survival.Table) {
		large := o // an invented day too far away to count to, for both ways
		large.Time, large.Cause = append(slices.Clone(o.Time), 1e12), append(slices.Clone(o.Cause), 0)
		large.Group, large.Entry = append(slices.Clone(o.Group), 0), append(slices.Clone(o.Entry), 0)
		sorted := newTable(t, large, 2, 2)
		if n := len(sorted.Times) - 1; !slices.Equal(sorted.Times[:n], table.Times) {
			t.Fatalf("times %v and %v", sorted.Times, table.Times)
		}
		for i := range table.Times {
			if sorted.AtRisk(i, 0) != table.AtRisk(i, 0)+1 || sorted.AtRisk(i, 1) != table.AtRisk(i, 1) ||
				sorted.Events(i, 1, 1) != table.Events(i, 1, 1) || sorted.Entered(i, 1) != table.Entered(i, 1) {
				t.Fatalf("counts at %g differ", table.Times[i])
			}
		}
	})
}

// Observations that cannot be counted are refused with the first such case.
func TestNewTableRefusals(t *testing.T) {
	good := func() survival.Observations {
		return survival.Observations{Time: []float64{3, 4}, Cause: []uint8{1, 0}, Group: []int32{0, 1},
			Entry: []float64{0, 1}}
	}
	for name, spoil := range map[string]func(o *survival.Observations){
		"negative":         func(o *survival.Observations) { o.Time[1] = -1 },
		"not a number":     func(o *survival.Observations) { o.Time[1] = math.NaN() },
		"without end":      func(o *survival.Observations) { o.Time[1] = math.Inf(1) },
		"cause":            func(o *survival.Observations) { o.Cause[1] = 2 },
		"group":            func(o *survival.Observations) { o.Group[1] = 2 },
		"negative group":   func(o *survival.Observations) { o.Group[1] = -1 },
		"entry at the end": func(o *survival.Observations) { o.Entry[1] = 4 },
		"no entry":         func(o *survival.Observations) { o.Entry[1] = math.NaN() },
	} {
		o := good()
		spoil(&o)
		var e *survival.CaseError
		if _, err := survival.NewTable(o, 2, 1); !errors.As(err, &e) || e.Case != 1 || e.Error() == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := survival.NewTable(survival.Observations{}, 1, 1); !errors.Is(err, survival.ErrNoCase) {
		t.Errorf("no case: %v", err)
	}
	o := good()
	o.Entry = o.Entry[:1]
	if _, err := survival.NewTable(o, 2, 1); !errors.Is(err, survival.ErrColumns) {
		t.Errorf("columns: %v", err)
	}
	if _, err := survival.NewTable(good(), 2, 1); err != nil {
		t.Errorf("as it was: %v", err)
	}
}

// Events of cause 1 on days 1 and 3, in two groups on day 3; of cause 2 on day 2.
func TestEventTimes(t *testing.T) {
	table := newTable(t, survival.Observations{Time: []float64{1, 2, 3, 3, 4}, Cause: []uint8{1, 2, 1, 1, 0},
		Group: []int32{0, 0, 0, 1, 1}}, 2, 2)
	if first, second := table.EventTimes(1), table.EventTimes(2); first != 2 || second != 1 {
		t.Errorf("%d and %d times, want 2 and 1", first, second)
	}
}
