package regress

// subdistribution is Fine and Gray's partial likelihood with estimated
// censoring weights. Its rows are one stratum without entries.
type subdistribution struct {
	*rows
	groups     []sameTime
	uncensored []float64 // by group: G just before its time
	eventSum   []float64 // Σ x over the events
	risk       []float64 // exp(linear predictor) by position, up to a factor
}

// sameTime are the rows of one time, at positions from to to-1, the latest time
// first: the censored, then the competing, then the failing ones.
type sameTime struct {
	from, competing, failing, to int // where each kind begins; to: where the next time does
	event                        int // index of the event time, -1 for none
}

func (g sameTime) censored() int { return g.competing - g.from }
func (g sameTime) events() int   { return g.to - g.failing }

// prepare finds the rows of one time and the censoring distribution.
func (l *subdistribution) prepare(d Data) {
	n := len(l.index)
	l.risk, l.eventSum = make([]float64, n), make([]float64, l.columns)
	times := 0
	for i, row := range l.index {
		if i == 0 || d.Time[row] != d.Time[l.index[i-1]] {
			times++
		}
	}
	l.groups, l.uncensored = make([]sameTime, 0, times), make([]float64, times)
	next := 0
	for i := 0; i < n; {
		g := sameTime{from: i, event: -1}
		time := d.Time[l.index[i]]
		same := func(last uint8) int {
			for i < n && l.kind[i] <= last && d.Time[l.index[i]] == time {
				i++
			}
			return i
		}
		g.competing, g.failing, g.to = same(censored), same(competing), same(event)
		if g.events() > 0 {
			g.event = next
			l.sumEvents(l.eventSum, &l.times[next])
			next++
		}
		l.groups = append(l.groups, g)
	}
	free := 1.0
	for k := len(l.groups) - 1; k >= 0; k-- {
		g := l.groups[k]
		l.uncensored[k] = free
		free *= 1 - float64(g.censored())/float64(g.to)
	}
}

// at is the pseudo-likelihood at the coefficients beta.
func (l *subdistribution) at(beta []float64) *tally {
	shift := l.setRisk(l.risk, beta)
	all, events := newTally(l.columns), 0
	l.walk(func(k int, atRisk sums) {
		n := l.groups[k].events()
		st := newSteps(TiesBreslow, atRisk, nil, n)
		all.expect(&st, atRisk, nil)
		events += n
	})
	for j, b := range beta {
		all.score[j] += l.eventSum[j]
		all.logLikelihood += b * l.eventSum[j]
	}
	all.logLikelihood -= shift * float64(events)
	return all
}

// walk visits the groups with events, the latest first, with the weighted sums
// over their risk sets: Σ_{T ≥ t} r + G(t-) Σ_{competing, T < t} r/G(T-). The
// second sum may lose digits to rows taken away: those are in the first then.
func (l *subdistribution) walk(visit func(k int, atRisk sums)) {
	present, failedOther, atRisk := newSums(l.columns), newExactSums(l.columns), newSums(l.columns)
	for k, g := range l.groups {
		for i := g.competing; i < g.failing; i++ {
			failedOther.add(l.row(i), l.risk[i]/l.uncensored[k])
		}
	}
	for k, g := range l.groups {
		for i := g.from; i < g.to; i++ {
			present.add(l.row(i), l.risk[i])
		}
		for i := g.competing; i < g.failing; i++ {
			failedOther.add(l.row(i), -l.risk[i]/l.uncensored[k])
		}
		if g.event < 0 {
			continue
		}
		copy(atRisk, present)
		failedOther.addTo(atRisk, l.uncensored[k])
		visit(k, atRisk)
	}
}
