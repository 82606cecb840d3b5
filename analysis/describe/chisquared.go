package describe

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// ChiSquared is Pearson's test of independence of the rows and columns of a
// table of counts, with E = row total × column total / N,
//
//	Σ (O-E)²/E on (rows-1)(columns-1) degrees of freedom
//
// without a continuity correction. Rows and columns without a count are left
// out. Reasons: no_case, one_group, out_of_domain.
//
// Source: Pearson, Phil Mag 50 (1900) 157-175. Equals R chisq.test(correct = FALSE).
func ChiSquared(counts [][]int) Comparison {
	c := newComparison(ChiSquaredTest)
	table, reason := contingency(counts)
	if reason != "" {
		c.Reason = reason
		return c
	}
	c.Statistic = 0
	table.each(func(observed int, expected float64) {
		c.Statistic += (float64(observed) - expected) * (float64(observed) - expected) / expected
	})
	c.DF = float64((len(table.rows) - 1) * (len(table.columns) - 1))
	c.P = distuv.ChiSquared{K: c.DF}.Survival(c.Statistic)
	return c
}

// smallestExpected is the smallest count expected in a table that can be tested.
func smallestExpected(counts [][]int) float64 {
	smallest := math.Inf(1)
	if table, reason := contingency(counts); reason == "" {
		table.each(func(_ int, expected float64) { smallest = min(smallest, expected) })
	}
	return smallest
}

// A contingencyTable has no empty row or column, and two or more of each.
type contingencyTable struct {
	counts        [][]int
	rows, columns []int // totals
	n             int
}

func (t contingencyTable) each(visit func(observed int, expected float64)) {
	for i, row := range t.counts {
		for j, observed := range row {
			visit(observed, float64(t.rows[i])*float64(t.columns[j])/float64(t.n))
		}
	}
}

func contingency(counts [][]int) (contingencyTable, Reason) {
	var t contingencyTable
	if len(counts) == 0 {
		return t, ReasonNoCase
	}
	totals := make([]int, len(counts[0]))
	for _, row := range counts {
		if len(row) != len(totals) || negative(row) {
			return t, ReasonOutOfDomain
		}
		for j, n := range row {
			totals[j] += n
		}
		t.n += sum(row)
	}
	for _, row := range counts {
		if total := sum(row); total > 0 {
			t.rows = append(t.rows, total)
			t.counts = append(t.counts, kept(row, totals))
		}
	}
	t.columns = kept(totals, totals)
	switch {
	case t.n == 0:
		return t, ReasonNoCase
	case len(t.rows) < 2 || len(t.columns) < 2:
		return t, ReasonOneGroup
	}
	return t, ""
}

// kept are the entries of a row whose column has a count.
func kept(row, totals []int) []int {
	var k []int
	for j, n := range row {
		if totals[j] > 0 {
			k = append(k, n)
		}
	}
	return k
}
