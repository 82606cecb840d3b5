package regress

import "math"

// partial is the partial likelihood of Cox's model.
type partial struct {
	*rows
	ties     Ties
	eventSum []float64 // Σ x over the events
	risk     []float64 // exp(linear predictor) by position, up to a factor
	exact    *exactTies
}

func newPartial(r *rows, ties Ties) *partial {
	l := &partial{rows: r, ties: ties, eventSum: make([]float64, r.columns), risk: make([]float64, len(r.index))}
	for i := range r.times {
		r.sumEvents(l.eventSum, &r.times[i])
	}
	if ties == TiesExact {
		l.exact = newExactTies(r)
	}
	return l
}

// sumEvents adds the columns of a time's events to sum.
func (r *rows) sumEvents(sum []float64, t *eventTime) {
	for i := t.to - t.events; i < t.to; i++ {
		for j, x := range r.row(i) {
			sum[j] += x
		}
	}
}

// at is the likelihood at the coefficients beta, in O(n p²) without exact ties.
func (l *partial) at(beta []float64) *tally {
	shift := l.setRisk(l.risk, beta)
	all := newTally(l.columns)
	events := 0
	l.walk(l.risk, func(k int, atRisk, failing sums) {
		l.expect(all, &l.times[k], atRisk, failing)
		events += l.times[k].events
	})
	for j, b := range beta {
		all.score[j] += l.eventSum[j]
		all.logLikelihood += b * l.eventSum[j]
	}
	all.logLikelihood -= shift * float64(events)
	return all
}

// expect takes one event time's risk set away from the tally.
func (l *partial) expect(all *tally, t *eventTime, atRisk, failing sums) {
	if l.exact != nil && failing != nil {
		l.exact.expect(all, t, l.risk, atRisk.total())
		return
	}
	steps := newSteps(l.ties, atRisk, failing, t.events)
	all.expect(&steps, atRisk, failing)
}

// setRisk fills in exp(linear predictor - shift) by position and is the shift,
// the middle of the range, for neither end to leave the range of numbers.
func (r *rows) setRisk(risk, beta []float64) (shift float64) {
	least, most := math.Inf(1), math.Inf(-1)
	for i := range risk {
		eta := 0.0
		for j, x := range r.row(i)[:len(beta)] {
			eta += beta[j] * x
		}
		risk[i] = eta
		least, most = min(least, eta), max(most, eta)
	}
	shift = least + (most-least)/2
	for i, eta := range risk {
		risk[i] = math.Exp(eta - shift)
	}
	return shift
}
