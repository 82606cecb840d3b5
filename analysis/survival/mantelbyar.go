package survival

import "math"

// SplitAtState turns cases into rows of time at risk before (group 0) and after
// (group 1) they entered a state on the way, such as chronic GVHD: a case that
// enters on day s and ends on day t gives (entry, s], censored, and (s, t].
// from holds the case of each row.
//
// entered is NaN for a case that never enters. A case that ends on the day on
// which it enters, or before, stays in group 0: what happens on a day does not
// explain that day. One that enters on day 0, or before its time at risk
// starts, is in group 1 from the start. o.Group is not used.
//
// The table of the rows, with two groups, gives the Simon-Makuch curves by
// KaplanMeier, and the test by MantelByar.
//
// Source: Simon and Makuch, Stat Med 3 (1984) 35-44.
func SplitAtState(o Observations, entered []float64) (rows Observations, from []int) {
	add := func(i int, entry, time float64, cause uint8, group int32) {
		rows.Entry = append(rows.Entry, entry)
		rows.Time = append(rows.Time, time)
		rows.Cause = append(rows.Cause, cause)
		rows.Group = append(rows.Group, group)
		from = append(from, i)
	}
	for i, time := range o.Time {
		start := 0.0
		if o.Entry != nil {
			start = max(0, o.Entry[i])
		}
		switch s := entered[i]; {
		case math.IsNaN(s) || s >= time:
			add(i, start, time, o.Cause[i], 0)
		case s <= start:
			add(i, start, time, o.Cause[i], 1)
		default:
			add(i, start, s, 0, 0)
			add(i, s, time, o.Cause[i], 1)
		}
	}
	return rows, from
}

// MantelByar tests whether a state entered on the way changes the rate of the
// events: the log-rank test between the time at risk outside of the state and
// in it. strata are tables of rows (start, stop] as SplitAtState makes them,
// one a stratum, with two groups. A case counts in one group at a time, so
// the time until the state is not credited to it, as it is where cases are
// grouped by what they became.
//
// Its formula, ties and reasons are those of LogRank with rho = 0: it equals
// the score test of Cox with the state as time-dependent covariate and exact
// ties.
//
// Source: Mantel and Byar, J Am Stat Assoc 69 (1974) 81-86.
func MantelByar(strata []*Table) TestResult {
	r := LogRank(strata, 0)
	r.Name = TestMantelByar
	return r
}
