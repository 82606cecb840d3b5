package describe

import "math"

const (
	// fisherWork is how many steps the exact test may take, a second's work at most.
	fisherWork = 5_000_000
	// fisherSamples are drawn where it would take more.
	fisherSamples = 19_999
	fisherSeed    = 1
	// alike is how far apart the logarithms of two probabilities may be to count as equal.
	alike = 1e-7
)

// Fisher is the exact test of independence of the rows and columns of a table
// of any size. Given its margins a table has the probability
//
//	Π row total! Π column total! / (N! Π count!)
//
// and P is the sum of those of all tables that are no more probable than the
// one observed. They are found by a network over the columns. Where that would
// take too long, 19,999 tables are drawn with a fixed seed, b of them no more
// probable, and P = (b+1)/20,000; Method then is fisher-monte-carlo.
//
// Rows and columns without a count are left out. Reasons: no_case, one_group,
// out_of_domain.
//
// Sources: Freeman and Halton, Biometrika 38 (1951) 141-149; Mehta and Patel,
// J Am Stat Assoc 78 (1983) 427-434. Equals R fisher.test.
func Fisher(counts [][]int) Comparison {
	c := newComparison(FisherExact)
	table, reason := contingency(counts)
	if reason != "" {
		c.Reason = reason
		return c
	}
	if len(table.rows) > len(table.columns) {
		table = table.transposed()
	}
	logs := logFactorials(table.n)
	observed := 0.0
	table.each(func(n int, _ float64) { observed -= logs[n] })
	if p, ok := exactTail(table, logs, observed+alike, fisherWork); ok {
		c.P = p
		return c
	}
	c.Method, c.Samples = FisherMonteCarlo, fisherSamples
	c.P = sampledTail(table, logs, observed+alike, fisherSamples)
	return c
}

func (t contingencyTable) transposed() contingencyTable {
	flipped := contingencyTable{rows: t.columns, columns: t.rows, n: t.n}
	for j := range t.columns {
		row := make([]int, len(t.rows))
		for i := range t.rows {
			row[i] = t.counts[i][j]
		}
		flipped.counts = append(flipped.counts, row)
	}
	return flipped
}

// logFactorials are log 0! to log n!.
func logFactorials(n int) []float64 {
	logs := make([]float64, n+1)
	for i := 2; i <= n; i++ {
		logs[i] = logs[i-1] + math.Log(float64(i))
	}
	return logs
}
