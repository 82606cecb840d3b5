package regress

// sums are sums over a set of rows with weights r: Σ r, Σ r x_j for each
// column, Σ r x_j x_k for k <= j, in this order.
type sums []float64

func newSums(columns int) sums { return make(sums, 1+columns+packed(columns)) }

// packed is the size of the lower triangle of a matrix, row by row.
func packed(columns int) int { return columns * (columns + 1) / 2 }

func (s sums) add(x []float64, r float64) {
	s[0] += r
	first, second := s[1:1+len(x)], s[1+len(x):]
	for j, xj := range x {
		v := r * xj
		first[j] += v
		row := second[:j+1]
		for k := range row {
			row[k] += v * x[k]
		}
		second = second[j+1:]
	}
}

func (s sums) total() float64 { return s[0] }

func (s sums) first(columns int) []float64 { return s[1 : 1+columns] }

func (s sums) second(columns int) []float64 { return s[1+columns:] }

// exactSums are sums from which rows can be taken away again without a trace:
// each is kept as two numbers, the second what the first has lost by rounding
// (Knuth's two-sum).
type exactSums struct{ high, low sums }

func newExactSums(columns int) exactSums {
	return exactSums{newSums(columns), newSums(columns)}
}

func (s exactSums) add(x []float64, r float64) {
	s.addOne(0, r)
	at := 1 + len(x)
	for j, xj := range x {
		v := r * xj
		s.addOne(1+j, v)
		for _, xk := range x[:j+1] {
			s.addOne(at, v*xk)
			at++
		}
	}
}

func (s exactSums) addOne(at int, v float64) {
	old := s.high[at]
	sum := old + v
	part := sum - old
	s.high[at] = sum
	s.low[at] += (old - (sum - part)) + (v - part)
}

func (s exactSums) clear() {
	clear(s.high)
	clear(s.low)
}

// addTo adds weight times the sums to others.
func (s exactSums) addTo(other sums, weight float64) {
	for i, v := range s.high {
		other[i] += weight * (v + s.low[i])
	}
}

// A visit of times[k] gets the sums over the rows at risk and, where more than
// one fails, those over the failing rows, else nil.
type visit func(k int, atRisk, failing sums)

// walk visits every event time of every stratum, the latest first, with the
// weights risk by position: O(rows × columns²) in all.
func (r *rows) walk(risk []float64, visit visit) {
	failing := newSums(r.columns)
	if len(r.entries) > 0 {
		r.walkEntries(risk, failing, visit)
		return
	}
	atRisk := newSums(r.columns)
	for _, s := range r.strata {
		clear(atRisk)
		from := s.from
		for k := s.fromTime; k < s.toTime; k++ {
			t := &r.times[k]
			for i := from; i < t.to; i++ {
				atRisk.add(r.row(i), risk[i])
			}
			from = t.to
			visit(k, atRisk, r.sumFailing(failing, t, risk))
		}
	}
}

// lostShare is the share of the largest sum so far below which what is left of
// it is summed anew, for the digits lost to what has gone.
const lostShare = 1e-12

// walkEntries is walk where rows also leave the risk set towards earlier
// times: those that had not entered yet.
func (r *rows) walkEntries(risk []float64, failing sums, visit visit) {
	running, atRisk := newExactSums(r.columns), newSums(r.columns)
	gone := make([]bool, len(r.index))
	for _, s := range r.strata {
		running.clear()
		largest := 0.0
		from, out := s.from, s.fromEntry
		for k := s.fromTime; k < s.toTime; k++ {
			t := &r.times[k]
			for ; from < t.to; from++ {
				running.add(r.row(from), risk[from])
			}
			largest = max(largest, running.high.total())
			for ; out < s.toEntry && r.entries[out].start >= t.time; out++ {
				i := r.entries[out].position
				running.add(r.row(i), -risk[i])
				gone[i] = true
			}
			if running.high.total() < lostShare*largest {
				running.clear()
				for i := s.from; i < t.to; i++ {
					if !gone[i] {
						running.add(r.row(i), risk[i])
					}
				}
				largest = running.high.total()
			}
			clear(atRisk)
			running.addTo(atRisk, 1)
			visit(k, atRisk, r.sumFailing(failing, t, risk))
		}
	}
}

// sumFailing sums the failing rows of a time where they are more than one.
func (r *rows) sumFailing(s sums, t *eventTime, risk []float64) sums {
	if t.events == 1 {
		return nil
	}
	clear(s)
	for i := t.to - t.events; i < t.to; i++ {
		s.add(r.row(i), risk[i])
	}
	return s
}
