package regress

import "math"

// ExactTiesLimit is the largest number of tied events for which exact ties are
// computed, and exactWorkLimit the largest sum of tied events times rows at
// risk over all times with ties. Beyond either the fit is StatusExactTies.
const (
	ExactTiesLimit = 100
	exactWorkLimit = 50_000_000
)

// exactTies computes the likelihood of a time's failing set among all sets of
// as many rows at risk,
//
//	Π_{failing} r_i / e_d,     e_d = Σ_{sets A of d rows} Π_{i in A} r_i
//
// by the recursion over the rows e_k ← e_k + r_i e_{k-1}, and its derivatives
// likewise: O(rows at risk × d × columns²) a time.
//
// Source: Gail, Lubin and Rubinstein, Biometrika 68 (1981) 703-707.
type exactTies struct {
	*rows
	start []float64 // by position; nil: nobody enters late
	sets  []sums    // by size k: Σ over sets of k rows of Π r, with Σ x in place of x
}

func newExactTies(r *rows) *exactTies {
	e := &exactTies{rows: r}
	if len(r.entries) > 0 {
		e.start = make([]float64, len(r.index))
		for _, entry := range r.entries {
			e.start[entry.position] = entry.start
		}
	}
	_, most := r.events()
	for range most + 1 {
		e.sets = append(e.sets, newSums(r.columns))
	}
	return e
}

// exactTiesTooLarge says whether a limit forbids exact ties.
func exactTiesTooLarge(r *rows) bool {
	work := 0
	for _, t := range r.times {
		if t.events > ExactTiesLimit {
			return true
		}
		if t.events > 1 {
			work += t.events * (t.to - t.from)
		}
	}
	return work > exactWorkLimit
}

// minSum is the least sum over sets that has all its digits: hazards of a risk
// set may differ by as much, no more.
const minSum = 1e-280

func (e *exactTies) expect(all *tally, t *eventTime, risk []float64, total float64) {
	d := t.events
	// Weights with this sum make the sums over sets of any size fit into a number.
	factor := float64(d) / math.E / total
	for k := range d + 1 {
		clear(e.sets[k])
	}
	e.sets[0][0] = 1
	for i, seen := t.from, 0; i < t.to; i++ {
		if e.start != nil && e.start[i] > 0 && e.start[i] >= t.time {
			continue
		}
		seen++
		x, r := e.row(i), risk[i]*factor
		for k := min(d, seen); k > 0; k-- {
			e.sets[k].addExtended(e.sets[k-1], x, r)
		}
	}
	sets := e.sets[d]
	if sets[0] < minSum {
		sets[0] = math.NaN()
	}
	s0, s1, s2 := sets.total(), sets.first(e.columns), sets.second(e.columns)
	all.logLikelihood -= math.Log(s0) - float64(d)*math.Log(factor)
	at := 0
	for j, sj := range s1 {
		all.score[j] -= sj / s0
		for _, sk := range s1[:j+1] {
			all.info[at] += s2[at]/s0 - sj/s0*sk/s0
			at++
		}
	}
}

// addExtended adds the sets of from, each with one more row.
func (s sums) addExtended(from sums, x []float64, r float64) {
	p := len(x)
	s[0] += r * from[0]
	first := from.first(p)
	at := 1 + p
	for j, xj := range x {
		s[1+j] += r * (first[j] + xj*from[0])
		for k, xk := range x[:j+1] {
			s[at] += r * (from[at] + xj*first[k] + xk*first[j] + xj*xk*from[0])
			at++
		}
	}
}
