package regress

import (
	"slices"

	"gonum.org/v1/gonum/mat"
)

// clusterScores is Σ_c s_c s_c', where s_c sums the score residuals of the rows
// of cluster c. The residual of row i in its stratum,
//
//	δ_i (x_i - x̄(T_i)) - exp(η_i) ∫_{(start, T_i]} (x_i - x̄(t)) dΛ(t),
//
// needs only the running integrals of dΛ and x̄ dΛ: O(n p). With Efron's ties
// the first term has the mean of x̄ over the steps, and a failing row bears
// only 1 - k/d of the jump of Λ at step k.
func (l *partial) clusterScores(cluster []int32, beta []float64) *mat.SymDense {
	p := l.columns
	scores := make([]float64, (int(slices.Max(cluster))+1)*p)
	scoreOf := func(position int) []float64 {
		at := int(cluster[l.index[position]]) * p
		return scores[at : at+p]
	}
	l.setRisk(l.risk, beta)
	h := l.eventResiduals(scoreOf)
	for i := range l.strata {
		l.riskResiduals(&l.strata[i], h, scoreOf)
	}
	sum := make([]float64, packed(p))
	for at := 0; at < len(scores); at += p {
		addSquare(sum, scores[at:at+p])
	}
	return unpack(sum, p)
}

// addSquare adds x x' to a packed matrix.
func addSquare(sum, x []float64) {
	at := 0
	for j, xj := range x {
		for _, xk := range x[:j+1] {
			sum[at] += xj * xk
			at++
		}
	}
}

// hazard is the baseline hazard's jump at each event time, and that of the
// integral of the mean covariates.
type hazard struct {
	columns int
	jumps   []float64 // Σ 1/D over the steps of the time
	means   []float64 // Σ x̄/D, [time*columns + column]
}

func newHazard(r *rows) *hazard {
	return &hazard{r.columns, make([]float64, len(r.times)), make([]float64, len(r.times)*r.columns)}
}

func (h *hazard) mean(k int) []float64 { return h.means[k*h.columns : (k+1)*h.columns] }

// eventResiduals adds what failing rows have of their own, and is the hazard.
func (l *partial) eventResiduals(scoreOf func(position int) []float64) *hazard {
	h := newHazard(l.rows)
	l.walk(l.risk, func(k int, atRisk, failing sums) {
		t := &l.times[k]
		st := newSteps(l.ties, atRisk, failing, t.events)
		h.jumps[k] = st.one
		for j, sj := range atRisk.first(l.columns) {
			ej := 0.0
			if failing != nil {
				ej = failing.first(l.columns)[j]
			}
			h.mean(k)[j] = st.two*sj - st.fTwo*ej
			expected := (st.one*sj - st.f*ej) / st.events
			spared := st.fTwo*sj - st.ff*ej
			for i := t.to - t.events; i < t.to; i++ {
				x := l.row(i)[j]
				scoreOf(i)[j] += x - expected + l.risk[i]*(st.f*x-spared)
			}
		}
	})
	return h
}

// riskResiduals takes from every row of a stratum its share of the hazard, from
// the first event time to the last.
func (l *partial) riskResiduals(s *stratum, h *hazard, scoreOf func(position int) []float64) {
	total, mean := 0.0, make([]float64, l.columns)
	take := func(position int, sign float64) {
		score, r := scoreOf(position), sign*l.risk[position]
		for j, x := range l.row(position) {
			score[j] -= r * (x*total - mean[j])
		}
	}
	from, out := s.to, s.toEntry
	for k := s.toTime - 1; k >= s.fromTime; k-- {
		for from > l.times[k].to {
			from--
			take(from, 1)
		}
		for out > s.fromEntry && l.entries[out-1].start < l.times[k].time {
			out--
			take(l.entries[out].position, -1)
		}
		total += h.jumps[k]
		for j, v := range h.mean(k) {
			mean[j] += v
		}
	}
	for from > s.from {
		from--
		take(from, 1)
	}
	for out > s.fromEntry {
		out--
		take(l.entries[out].position, -1)
	}
}
