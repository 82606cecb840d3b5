package survival

import "math"

// occupationVariance carries the infinitesimal jackknife of p(t) from time to time.
//
// The influence of case i on p, a row vector of states, starts as
// U_i = (e_s − p(0))/n for the n cases at risk from the origin on, in state s,
// and as 0 for the others. At each time all cases follow U_i ← U_i·P, and those in state h,
// going to j (h if they stay), add (p_h/n_h)·(e_j − P_h), with p before the
// time, e_j the unit vector and P_h row h of P. The covariance of p is V = Σ U_i'·U_i.
//
// Written out that is a vector for each case and time. Here V itself is carried:
// all in state h who stay add the same c_h = (p_h/n_h)·(e_h − P_h), so
//
//	V ← P'VP + Σ_h (P'M_h·c_h' + c_h·M_h'P + n_h·c_h·c_h'),   M_h = Σ_{i in h} U_i
//
// and each case that moves corrects it by its own U_i. That needs U_i only when
// case i enters or leaves a state: in between it is R_h + D_i·P(s)···P(t),
// where R_h ← R_h·P + c_h is common to state h and D_i was fixed at the entry s.
// With path's products this takes O(rows·log times + times·states) vector steps
// in place of rows·times, and gives the same sum.
type occupationVariance struct {
	o      *occupancy
	p      []float64   // before the present time
	v      [][]float64 // V
	common [][]float64 // R_h
	sums   [][]float64 // M_h
	extra  []float64   // D_i of each row while it lasts, then U_i at its end
	since  []int32     // the first matrix that extra has not gone through
	change [][]float64 // c_h of the present time, nil where nobody leaves h
	early  []leaver    // by state: those there from the origin on
	delta  []float64   // scratch of leave
}

// A leaver is U_i − R_h of all cases that were in state h from the origin on and
// leave it at the present time: it is the same of each.
type leaver struct {
	u  []float64
	at int // the time for which u holds; -1: none
}

func matrix(rows, columns int) [][]float64 {
	all, m := make([]float64, rows*columns), make([][]float64, rows)
	for h := range m {
		m[h] = all[h*columns : (h+1)*columns]
	}
	return m
}

// addVariances sets the standard error of every point.
func (o *occupancy) addVariances() {
	k := o.states
	w := &occupationVariance{o: o, p: make([]float64, k), v: matrix(k, k), common: matrix(k, k),
		sums: matrix(k, k), change: make([][]float64, k),
		extra: make([]float64, len(o.x.Case)*k), since: make([]int32, len(o.x.Case))}
	for range k {
		w.early = append(w.early, leaver{make([]float64, k), -1})
	}
	w.delta = make([]float64, k)
	w.begin()
	w.setErrors(-1)
	d := o.diary
	for at, time := range d.times {
		w.move(at)
		for _, i := range d.stopping(o.x, time) {
			w.leave(at, int(i))
		}
		for _, i := range d.starting(o.x, time) {
			w.enter(at, int(i))
		}
		w.setErrors(at)
	}
}

func (w *occupationVariance) row(i int) []float64 {
	return w.extra[i*w.o.states : (i+1)*w.o.states]
}

// begin takes in the cases at risk from the origin on.
func (w *occupationVariance) begin() {
	first := w.o.diary.first
	for h, c := range w.o.curves {
		w.p[h] = c.start.Estimate
	}
	if w.o.fixed > 0 {
		return // p(0) is not estimated
	}
	n := float64(len(first))
	for _, i := range first {
		h := int(w.o.x.From[i]) - 1
		u := w.row(int(i))
		for j, p := range w.p {
			u[j] = -p / n
		}
		u[h] += 1 / n
		addScaled(w.sums[h], 1, u)
		w.addProduct(u, u, 0.5)
	}
}

// move takes everything through the matrix of a time, as if nobody left a state.
func (w *occupationVariance) move(at int) {
	path := &w.o.path
	clear(w.change)
	moves := path.at(at)
	if len(moves) == 0 {
		return
	}
	for _, m := range moves {
		h := int(m.from)
		scale := w.weight(at, h)
		if w.change[h] == nil {
			w.change[h] = make([]float64, w.o.states)
			w.change[h][h] = scale
		}
		w.change[h][m.to] -= scale * m.share
	}
	for range 2 { // V·P, then (V·P)'·P
		for h := range w.v {
			path.step(w.v[h], at)
		}
		transpose(w.v)
	}
	for h := range w.v {
		path.step(w.sums[h], at)
		path.step(w.common[h], at)
	}
	for h, c := range w.change {
		if c == nil {
			continue
		}
		n := float64(w.o.curves[h].Points[at].AtRisk)
		w.addProduct(w.sums[h], c, 1)
		w.addProduct(c, c, n/2)
		addScaled(w.sums[h], n, c)
		addScaled(w.common[h], 1, c)
	}
}

// weight is p_h/n_h before the present time.
func (w *occupationVariance) weight(at, h int) float64 {
	return w.p[h] / float64(w.o.curves[h].Points[at].AtRisk)
}

// leave takes row i, which stops at the present time, out of its state.
func (w *occupationVariance) leave(at, i int) {
	from, to := int(w.o.x.From[i])-1, int(w.o.x.To[i])-1
	u := w.row(i)
	if early := &w.early[from]; !w.o.x.isFirst(i) || w.o.x.Start[i] > w.o.diary.origin {
		w.o.path.through(u, int(w.since[i]), at+1)
	} else {
		if early.at != at {
			w.o.path.through(u, 0, at+1)
			copy(early.u, u)
			early.at = at
		}
		copy(u, early.u)
	}
	addScaled(u, 1, w.common[from])
	addScaled(w.sums[from], -1, u)
	w.since[i] = int32(at + 1)
	if to < 0 {
		return
	}
	scale := w.weight(at, from)
	delta := w.delta
	clear(delta)
	delta[to], delta[from] = scale, -scale
	w.addProduct(u, delta, 1)
	w.addProduct(delta, delta, 0.5)
	addScaled(u, 1, delta)
}

// enter puts row i, which starts at the present time, into its state.
func (w *occupationVariance) enter(at, i int) {
	from := int(w.o.x.From[i]) - 1
	u := w.row(i)
	if !w.o.x.isFirst(i) {
		copy(u, w.row(i-1))
		w.o.path.through(u, int(w.since[i-1]), at+1)
	}
	addScaled(w.sums[from], 1, u)
	addScaled(u, -1, w.common[from])
	w.since[i] = int32(at + 1)
}

// setErrors sets the standard errors of a time and moves p on to it.
func (w *occupationVariance) setErrors(at int) {
	for h, c := range w.o.curves {
		p := c.point(at)
		p.StdErr = math.Sqrt(math.Max(0, w.v[h][h]))
		w.p[h] = p.Estimate
	}
	w.o.setError(at, w.v)
}

// addProduct adds scale·(a'b + b'a) to V.
func (w *occupationVariance) addProduct(a, b []float64, scale float64) {
	for h, row := range w.v {
		for j := range row {
			row[j] += scale * (a[h]*b[j] + b[h]*a[j])
		}
	}
}

func addScaled(to []float64, scale float64, v []float64) {
	for j, x := range v {
		to[j] += scale * x
	}
}

func transpose(m [][]float64) {
	for h := range m {
		for j := range h {
			m[h][j], m[j][h] = m[j][h], m[h][j]
		}
	}
}
