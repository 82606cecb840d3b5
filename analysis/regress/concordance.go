package regress

import "math"

// concordance is Harrell's C of the linear predictor: of the pairs in which
// one row fails while the other is at risk and does not fail, the share in
// which the failing row has the higher predictor, ties counted as half. Pairs
// are of one stratum. It is NaN without such a pair. O(n log n).
//
// Source: Harrell et al., JAMA 247 (1982) 2543-2546. Equals R concordance.
func (r *rows) concordance(beta []float64) float64 {
	predictor := make([]float64, len(r.index))
	for i := range predictor {
		for j, b := range beta {
			predictor[i] += b * r.row(i)[j]
		}
	}
	c := pairs{predictor: predictor, rank: make([]int, len(predictor))}
	for i := range r.strata {
		c.countStratum(r, &r.strata[i])
	}
	return (float64(c.concordant) + float64(c.tied)/2) / float64(c.concordant+c.tied+c.discordant)
}

type pairs struct {
	predictor                    []float64
	rank                         []int // of the predictor within the stratum, from 1
	concordant, discordant, tied int
}

func (c *pairs) countStratum(r *rows, s *stratum) {
	ranks := c.rankStratum(s)
	atRisk := make(tree, ranks+1)
	present := 0
	add := func(position, n int) {
		atRisk.add(c.rank[position], n)
		present += n
	}
	from, out := s.from, s.fromEntry
	for k := s.fromTime; k < s.toTime; k++ {
		t := &r.times[k]
		survivors := t.to - t.events
		for ; from < survivors; from++ {
			add(from, 1)
		}
		for ; out < s.toEntry && r.entries[out].start >= t.time; out++ {
			add(r.entries[out].position, -1)
		}
		for i := survivors; i < t.to; i++ {
			lower, upTo := atRisk.count(c.rank[i]-1), atRisk.count(c.rank[i])
			c.concordant += lower
			c.tied += upTo - lower
			c.discordant += present - upTo
		}
		for ; from < t.to; from++ {
			add(from, 1)
		}
	}
}

// rankStratum ranks the predictors of a stratum and is the highest rank.
func (c *pairs) rankStratum(s *stratum) int {
	order := make([]int32, 0, s.to-s.from)
	for i := s.from; i < s.to; i++ {
		order = append(order, int32(i))
	}
	sortBy(order, func(i int32) uint64 { return floatKey(c.predictor[i]) })
	rank, before := 0, math.NaN()
	for _, i := range order {
		if v := c.predictor[i]; v != before {
			rank, before = rank+1, v
		}
		c.rank[i] = rank
	}
	return rank
}

// A tree holds counts by rank and sums them up to a rank in O(log ranks).
//
// Source: Fenwick, Software: Practice and Experience 24 (1994) 327-336.
type tree []int32

func (t tree) add(rank, n int) {
	for ; rank < len(t); rank += rank & -rank {
		t[rank] += int32(n)
	}
}

func (t tree) count(rank int) int {
	sum := int32(0)
	for ; rank > 0; rank -= rank & -rank {
		sum += t[rank]
	}
	return int(sum)
}
