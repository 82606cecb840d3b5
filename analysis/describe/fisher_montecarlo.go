package describe

import (
	"math"
	"math/rand/v2"
)

// sampledTail is (b+1)/(samples+1), with b the random tables of the same
// margins in the tail.
func sampledTail(t contingencyTable, logs []float64, limit float64, samples int) float64 {
	s := tableSampler{random: rand.New(rand.NewPCG(fisherSeed, 0)), logs: logs}
	b := 0
	for range samples {
		if s.draw(t) <= limit {
			b++
		}
	}
	return float64(b+1) / float64(samples+1)
}

type tableSampler struct {
	random *rand.Rand
	logs   []float64
	left   []int
}

// draw is Σ -log count! of a random table: each column takes its cases from
// what the rows have left, row by row, by the hypergeometric distribution.
func (s *tableSampler) draw(t contingencyTable) float64 {
	s.left = append(s.left[:0], t.rows...)
	cases, total := t.n, 0.0
	for _, need := range t.columns {
		pool := cases
		cases -= need
		for i, row := range s.left {
			x := s.hypergeometric(row, pool-row, need)
			pool -= row
			need -= x
			s.left[i] -= x
			total -= s.logs[x]
		}
	}
	return total
}

// hypergeometric draws how many of draws come from the good ones. It goes
// outwards from the most probable number.
func (s *tableSampler) hypergeometric(good, bad, draws int) int {
	low, high := max(0, draws-bad), min(good, draws)
	if low == high {
		return low
	}
	mode := (draws + 1) * (good + 1) / (good + bad + 2)
	mode = max(low, min(high, mode))
	u := s.random.Float64()
	at := math.Exp(s.logChoose(good, mode) + s.logChoose(bad, draws-mode) - s.logChoose(good+bad, draws))
	if u -= at; u < 0 {
		return mode
	}
	up, down, pUp, pDown := mode, mode, at, at
	for up < high || down > low {
		if up < high {
			pUp *= float64(good-up) * float64(draws-up) / (float64(up+1) * float64(bad-draws+up+1))
			up++
			if u -= pUp; u < 0 {
				return up
			}
		}
		if down > low {
			pDown *= float64(down) * float64(bad-draws+down) / (float64(good-down+1) * float64(draws-down+1))
			down--
			if u -= pDown; u < 0 {
				return down
			}
		}
	}
	return mode // by rounding, u was not used up
}

func (s *tableSampler) logChoose(n, k int) float64 { return s.logs[n] - s.logs[k] - s.logs[n-k] }
