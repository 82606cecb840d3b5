package regress

import "gonum.org/v1/gonum/mat"

// integral is a running integral of a hazard and of the mean covariates by it.
type integral struct {
	total float64
	mean  []float64
}

func newIntegral(columns int) integral { return integral{mean: make([]float64, columns)} }

func (v *integral) add(jump float64, mean []float64, weight float64) {
	v.total += weight * jump
	for j, m := range mean {
		v.mean[j] += weight * m
	}
}

// residualSquares is Σ_i (η_i+ψ_i)(η_i+ψ_i)' in one pass from the first time to
// the last, by the sums of the package comment: O(n p²).
func (l *subdistribution) residualSquares(beta []float64) *mat.SymDense {
	p := l.columns
	l.setRisk(l.risk, beta)
	h := newHazard(l.rows)
	l.walk(func(k int, atRisk sums) {
		g := l.groups[k]
		h.jumps[g.event] = float64(g.events()) / atRisk.total()
		for j, s := range atRisk.first(p) {
			h.mean(g.event)[j] = h.jumps[g.event] * s / atRisk.total()
		}
	})
	v := varianceSums{l: l, h: h, past: newIntegral(p), future: newIntegral(p),
		failedOther: newIntegral(p), censoring: make([]float64, p), jump: make([]float64, p),
		residual: make([]float64, p), square: make([]float64, packed(p))}
	for k, g := range l.groups {
		if g.event >= 0 {
			v.future.add(h.jumps[g.event], h.mean(g.event), l.uncensored[k])
		}
	}
	for k := len(l.groups) - 1; k >= 0; k-- {
		v.addTime(k)
	}
	return unpack(v.square, p)
}

// varianceSums are the running sums at a time u.
type varianceSums struct {
	l           *subdistribution
	h           *hazard
	past        integral  // Λ and ∫ x̄ dΛ up to u
	future      integral  // ∫ G(t-) dΛ and ∫ G(t-) x̄ dΛ from u on
	failedOther integral  // Σ r/G(T-) and Σ r x/G(T-) over competing rows with T before u
	censoring   []float64 // ∫ q/π dΛᶜ up to u
	jump        []float64 // q(u)/π(u)
	residual    []float64
	square      []float64
}

// addTime adds the residuals of the rows of a group.
func (v *varianceSums) addTime(k int) {
	l := v.l
	g, free := l.groups[k], l.uncensored[k]
	atRisk := float64(g.to)
	for j := range v.jump {
		q := v.failedOther.mean[j]*v.future.total - v.failedOther.total*v.future.mean[j]
		v.jump[j] = q / atRisk
		v.censoring[j] += v.jump[j] * float64(g.censored()) / atRisk
	}
	if g.event >= 0 {
		v.past.add(v.h.jumps[g.event], v.h.mean(g.event), 1)
		v.future.add(v.h.jumps[g.event], v.h.mean(g.event), -free)
	}
	for i := g.from; i < g.to; i++ {
		v.addRow(i, g, free)
	}
	for i := g.competing; i < g.failing; i++ {
		r := l.risk[i] / free
		v.failedOther.total += r
		for j, x := range l.row(i) {
			v.failedOther.mean[j] += r * x
		}
	}
}

func (v *varianceSums) addRow(i int, g sameTime, free float64) {
	l, r := v.l, v.l.risk[i]
	for j, x := range l.row(i) {
		residual := -v.censoring[j] - r*(x*v.past.total-v.past.mean[j])
		switch {
		case i < g.competing:
			residual += v.jump[j]
		case i < g.failing:
			residual -= r / free * (x*v.future.total - v.future.mean[j])
		default:
			residual += x - v.h.mean(g.event)[j]/v.h.jumps[g.event]
		}
		v.residual[j] = residual
	}
	addSquare(v.square, v.residual)
}
