package survival

import (
	"math"
	"math/rand/v2"
	"slices"
)

// A permuter moves the groups among the cases of each stratum and counts the
// tables again in place.
type permuter struct {
	tables []*Table
	strata []permutedStratum
}

type permutedStratum struct {
	o     Observations
	at    []int32 // by case: index into the table's times
	group []int32
	start []int // cases by group
}

func newPermuter(o Observations, groups, causes int, strata []int32) (*permuter, error) {
	if err := o.check(groups, causes); err != nil {
		return nil, err
	}
	if strata != nil && len(strata) != len(o.Time) {
		return nil, ErrColumns
	}
	parts := []Observations{o}
	if strata != nil {
		parts = parts[:0]
		for _, rows := range rowsOfStrata(strata) {
			parts = append(parts, o.Selected(rows))
		}
	}
	p := &permuter{}
	for _, part := range parts {
		t, err := NewTable(part, groups, causes)
		if err != nil {
			return nil, err
		}
		p.tables, p.strata = append(p.tables, t), append(p.strata, permutedStratum{o: part, start: t.cases})
	}
	return p, nil
}

// prepare makes the tables those that are counted again for each split: of the
// times with an event alone, which are all that the statistics see. Whoever is
// censored between two of them leaves at the former, and whoever is censored
// before the first at a time put before it.
func (p *permuter) prepare() {
	for k, t := range p.tables {
		s := &p.strata[k]
		last := make([]int32, len(t.Times)) // by time: the latest with an event up to it
		times := []float64{math.Inf(-1)}
		for i, time := range t.Times {
			for g := range t.Groups {
				if t.AllEvents(i, g) > 0 {
					times = append(times, time)
					break
				}
			}
			last[i] = int32(len(times) - 1)
		}
		s.at, s.group = make([]int32, len(s.o.Time)), make([]int32, len(s.o.Time))
		for i, time := range s.o.Time {
			at, _ := slices.BinarySearch(t.Times, time)
			s.at[i], s.group[i] = last[at], int32(s.o.group(i))
		}
		p.tables[k] = newTable(times, t.Groups, t.Causes)
		p.tables[k].cases = s.start
	}
}

// rowsOfStrata are the rows of each stratum, strata by number.
func rowsOfStrata(strata []int32) [][]int {
	numbers := slices.Compact(slices.Sorted(slices.Values(strata)))
	rows := make([][]int, len(numbers))
	for i, stratum := range strata {
		k, _ := slices.BinarySearch(numbers, stratum)
		rows[k] = append(rows[k], i)
	}
	return rows
}

// recount makes the table of a stratum that of its present groups.
func (p *permuter) recount(k int) {
	t, s := p.tables[k], &p.strata[k]
	clear(t.events)
	clear(t.censored)
	for i, g := range s.group {
		at := int(s.at[i])*t.Groups + int(g)
		if c := int(s.o.Cause[i]); c > 0 {
			t.events[at*t.Causes+c-1]++
		} else {
			t.censored[at]++
		}
	}
	t.countAtRisk(s.start)
}

// distribution fills in P, PMin and Permutations. The groups are not what they
// were afterwards.
func (p *permuter) distribution(r TestResult, s PermutationSettings, statistic func([]*Table) float64) TestResult {
	r.Sampled = p.splits(s.MaxSplits) > s.MaxSplits
	var values []float64
	added := 0 // the observed split, which a sample need not hold
	if r.Sampled {
		values, added = p.sample(s, statistic), 1
	} else {
		values = p.enumerate(statistic)
	}
	r.Permutations = len(values)
	share := func(from float64) float64 {
		n := added
		for _, v := range values {
			if v >= from-1e-9*max(1, from) {
				n++
			}
		}
		return float64(n) / float64(len(values)+added)
	}
	r.P = share(r.Statistic)
	r.PMin = share(max(r.Statistic, slices.Max(values)))
	return r
}

// splits is the number of ways to share out the groups, or limit+1 if it is more.
func (p *permuter) splits(limit int) int {
	ways := 1.0
	for _, s := range p.strata {
		n := 0
		for _, size := range s.start {
			for i := 1; i <= size; i++ { // a binomial coefficient, exact at each step
				n++
				if ways = ways * float64(n) / float64(i); ways > float64(limit) {
					return limit + 1
				}
			}
		}
	}
	return int(ways)
}

// enumerate is the statistic of every split. Each stratum goes through its
// orders from the lowest on, the first stratum fastest.
func (p *permuter) enumerate(statistic func([]*Table) float64) []float64 {
	for k := range p.strata {
		slices.Sort(p.strata[k].group)
		p.recount(k)
	}
	var values []float64
	for {
		values = append(values, statistic(p.tables))
		k := 0
		for ; k < len(p.strata); k++ {
			more := nextOrder(p.strata[k].group)
			p.recount(k)
			if more {
				break
			}
		}
		if k == len(p.strata) {
			return values
		}
	}
}

// nextOrder turns x into the next order of its values; after the last it is
// false and x is in its first order again.
func nextOrder(x []int32) bool {
	i := len(x) - 2
	for i >= 0 && x[i] >= x[i+1] {
		i--
	}
	if i < 0 {
		slices.Reverse(x)
		return false
	}
	j := len(x) - 1
	for x[j] <= x[i] {
		j--
	}
	x[i], x[j] = x[j], x[i]
	slices.Reverse(x[i+1:])
	return true
}

func (p *permuter) sample(s PermutationSettings, statistic func([]*Table) float64) []float64 {
	random := rand.New(rand.NewPCG(s.Seed, 0))
	values := make([]float64, s.Samples)
	for i := range values {
		for k := range p.strata {
			group := p.strata[k].group
			random.Shuffle(len(group), func(a, b int) { group[a], group[b] = group[b], group[a] })
			p.recount(k)
		}
		values[i] = statistic(p.tables)
	}
	return values
}
