package survival

import "math"

// meanBounds are confidence distributions of the mean time lost up to tau, as a
// share of tau, from below and from above: the beta product procedure carried
// from S(t) to the area under 1 − S or F.
//
// Let U_1, U_2, … be independent uniform variables, one for each distinct time
// t_j with events. With n_j at risk, d_j events of the cause and o_j others, and
// m = d_j + o_j,
//
//	V_j = V_{j−1} · D_j,  D_j = U_j^(1/n_j) · Beta(n_j − m + 1, m − 1),  V_0 = 1
//
// is W₊(t_j) of betaProduct, since D_j is Beta(n_j − m + 1, m). The share
// Beta(d_j, o_j) of each fall V_{j−1} − V_j belongs to the cause. Then the time lost
// lies between
//
//	L₋ = Σ_j share_j · (V_{j−1} − V_j) · (tau − t_j)
//	L₊ = L₋ + ∫_0^tau V(t) · (1 − U(t)^(1/n(t))) dt
//
// with V(t) the value after the last t_j ≤ t, n(t) the number at risk just after
// t and U(t) the variable of the next event: at each t the next case may fail
// just after it, as in W₋. Without censoring both are the order statistics of a
// uniform sample. Mean and variance of L₋ and L₊ are exact, by recursion from the
// last time to the first; each is replaced by the beta distribution on [0, tau] that
// has them. Not defined with delayed entry.
//
// Source: Fay, Brittain and Proschan, Biostatistics 14 (2013) 723-736; the lower
// and upper processes are those of Cui and Hannig, Biometrika 106 (2019) 501-518.
func (c *Curve) meanBounds(tau float64) bounds {
	var low, high moments // of the time lost after the gap in hand, a unit of V
	end := tau
	var gap []cell
	next := -1 // the event that ends the gap
	last := len(c.Points) - 1
	for last >= 0 && c.Points[last].Time > tau {
		last--
	}
	for i := last; i >= -1; i-- {
		p := c.point(i)
		start := p.Time
		if i < 0 {
			start = 0
		}
		gap = append(gap, cell{length: end - start, power: 1 / float64(c.atRiskAfter(i))})
		end = start
		if i >= 0 && p.Events+p.Competing == 0 {
			continue
		}
		low = low.before(c, nil, next, tau)
		high = high.before(c, gap, next, tau)
		gap, next = gap[:0], i
	}
	return bounds{low.beta(tau), high.beta(tau)}
}

// A cell is a stretch of time with the same number n at risk; power is 1/n.
type cell struct{ length, power float64 }

// moments are the first and second one of a time.
type moments struct{ first, second float64 }

// before goes back over a gap of time and the event at its end: −1 for none.
func (later moments) before(c *Curve, gap []cell, event int, tau float64) moments {
	own := expectation(gap)
	if event < 0 {
		return own
	}
	p := &c.Points[event]
	n, d, o := float64(p.AtRisk), float64(p.Events), float64(p.Competing)
	m, left := d+o, tau-p.Time
	stay := (n - m + 1) / (n + 1)
	stay2 := stay * (n - m + 2) / (n + 2)
	share := d / m
	share2 := share * (d + 1) / (m + 1)
	rest := (n - m + 1) / n // mean of D without the variable of the event
	both := 0.0             // E[X·D], X the part of the gap
	for _, x := range gap {
		both += x.length * rest * (uniform(1/n) - uniform(x.power+1/n))
	}
	fall2 := 1 - 2*stay + stay2
	return moments{
		first: own.first + (1-stay)*share*left + stay*later.first,
		second: own.second + fall2*share2*left*left + stay2*later.second +
			2*(own.first-both)*share*left + 2*both*later.first + 2*(stay-stay2)*share*left*later.first,
	}
}

// expectation are the moments of Σ length·(1 − U^power) over a gap.
func expectation(gap []cell) moments {
	var x moments
	for _, a := range gap {
		x.first += a.length * (1 - uniform(a.power))
		for _, b := range gap {
			x.second += a.length * b.length * (1 - uniform(a.power) - uniform(b.power) + uniform(a.power+b.power))
		}
	}
	return x
}

// uniform is E[U^power].
func uniform(power float64) float64 { return 1 / (1 + power) }

// beta is the beta distribution of a time as a share of tau, by its moments.
func (x moments) beta(tau float64) beta {
	mean := x.first / tau
	variance := x.second/(tau*tau) - mean*mean
	if !(variance > 0) {
		return beta{1, math.Inf(1)}
	}
	size := mean*(1-mean)/variance - 1
	return beta{mean * size, (1 - mean) * size}
}
