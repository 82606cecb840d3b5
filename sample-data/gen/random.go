package main

import (
	"math"
	"math/rand/v2"
)

// random draws from the distributions that the courses need.
type random struct{ *rand.Rand }

func newRandom(seed uint64) random {
	return random{rand.New(rand.NewPCG(seed, 0x67726166747374))}
}

// newDetail draws what was added later to the logs of the case on a row: with a
// stream of its own it leaves every older row, and every other case, as it was.
func newDetail(seed uint64, row int) random {
	return random{rand.New(rand.NewPCG(seed, 0x72656463656c6c+uint64(row)))}
}

// chance is true with probability p.
func (r random) chance(p float64) bool { return r.Float64() < p }

// between is uniform on [low, high).
func (r random) between(low, high float64) float64 { return low + (high-low)*r.Float64() }

// days is uniform on the whole days low..high.
func (r random) days(low, high Day) Day { return low + Day(r.IntN(int(high-low)+1)) }

// logNormal has the given median; sigma is the standard deviation of the logarithm.
func (r random) logNormal(median, sigma float64) float64 {
	return median * math.Exp(sigma*r.NormFloat64())
}

// noise is log-normal about 1.
func (r random) noise(sigma float64) float64 { return math.Exp(sigma * r.NormFloat64()) }

// pick is one of the values, all equally likely.
func pick[T any](r random, values ...T) T { return values[r.IntN(len(values))] }

// weighted is the first value with probability p, else one of the others.
func weighted[T any](r random, p float64, first T, others ...T) T {
	if r.chance(p) {
		return first
	}
	return pick(r, others...)
}

// roundTo rounds to that many decimals.
func roundTo(x float64, decimals int) float64 {
	scale := math.Pow10(decimals)
	return math.Round(x*scale) / scale
}

func clamp(x, low, high float64) float64 { return math.Min(math.Max(x, low), high) }
