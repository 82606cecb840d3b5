package monitor

import "math"

// A distribution is that of a count: probability[i] is that of first + i.
type distribution struct {
	first       int
	probability []float64
}

// binomial is the distribution of the events among n with probability p each.
func binomial(n int, p float64) distribution {
	if p == 0 || p == 1 {
		return distribution{first: int(p) * n, probability: []float64{1}}
	}
	mode := min(n, int(float64(n+1)*p))
	return fromRatios(n, mode, func(k int) float64 {
		return float64(n-k) / float64(k+1) * p / (1 - p)
	})
}

// betaBinomial is binomial with a probability that itself has a beta distribution.
func betaBinomial(n int, a, b float64) distribution {
	return fromRatios(n, 0, func(k int) float64 {
		return float64(n-k) / float64(k+1) * (float64(k) + a) / (float64(n-k-1) + b)
	})
}

// fromRatios makes the distribution on 0…n with P(k+1)/P(k) = ratio(k), from a
// count of which the probability is not negligible, or from anywhere if scaled on the way.
func fromRatios(n, start int, ratio func(k int) float64) distribution {
	log := make([]float64, n+1)
	for k := start; k < n; k++ {
		log[k+1] = log[k] + math.Log(ratio(k))
	}
	for k := start - 1; k >= 0; k-- {
		log[k] = log[k+1] - math.Log(ratio(k))
	}
	highest := math.Inf(-1)
	for _, l := range log {
		highest = math.Max(highest, l)
	}
	sum := 0.0
	for k, l := range log {
		log[k] = math.Exp(l - highest)
		sum += log[k]
	}
	for k := range log {
		log[k] /= sum
	}
	return distribution{probability: log}
}

// atMost is P(X <= k).
func (d distribution) atMost(k int) float64 {
	sum := 0.0
	for i := 0; i < len(d.probability) && d.first+i <= k; i++ {
		sum += d.probability[i]
	}
	return math.Min(1, sum)
}

// atLeast is P(X >= k), summed from its small end.
func (d distribution) atLeast(k int) float64 {
	sum := 0.0
	for i := len(d.probability) - 1; i >= 0 && d.first+i >= k; i-- {
		sum += d.probability[i]
	}
	return math.Min(1, sum)
}

// tailSlack keeps a tail that equals the one allowed from being refused for its
// last bits.
const tailSlack = 1 + 1e-12

// limits are the smallest range of counts that leaves at most tail on each side:
// P(X < lower) <= tail and P(X > upper) <= tail.
func (d distribution) limits(tail float64) (lower, upper int) {
	tail *= tailSlack
	sum, i := 0.0, 0
	for ; i < len(d.probability)-1; i++ {
		if sum += d.probability[i]; sum > tail {
			break
		}
	}
	lower = d.first + i
	sum, i = 0.0, len(d.probability)-1
	for ; i > 0; i-- {
		if sum += d.probability[i]; sum > tail {
			break
		}
	}
	return lower, d.first + i
}

// negligible is the mass that convolve may drop at each end, once a case: it
// stays below any tail asked for, however many cases.
const negligible = 1e-20

// convolve adds a case that has the event with probability p.
func (d *distribution) convolve(p float64) {
	d.probability = append(d.probability, 0)
	for i := len(d.probability) - 1; i > 0; i-- {
		d.probability[i] = d.probability[i]*(1-p) + d.probability[i-1]*p
	}
	d.probability[0] *= 1 - p
	for len(d.probability) > 1 && d.probability[0] < negligible {
		d.probability, d.first = d.probability[1:], d.first+1
	}
	for n := len(d.probability); n > 1 && d.probability[n-1] < negligible; n-- {
		d.probability = d.probability[:n-1]
	}
}
