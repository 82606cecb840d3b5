package analysis

import (
	"math"
	"slices"

	"graftstat/analysis/endpoint"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// countReached is one time of an endpoint to which its units had the
// opportunity to be followed, or not.
type countReached struct {
	time    float64
	code    string
	reached func(unit int) bool
}

// reached are time 0 and the times asked for, of all units and of those at risk
// after the endpoint's landmark; none in a study without dates.
func (c *cohort) reached(e plan.Endpoint, o *endpoint.Observations) []countReached {
	if math.IsNaN(c.data.AsOf) || e.ID == registry.CountedFollowUp {
		return nil
	}
	times := []float64{0}
	for _, asked := range e.Times {
		times = append(times, c.seenAt(e, asked))
	}
	slices.Sort(times)
	var found []countReached
	for _, time := range slices.Compact(times) {
		found = append(found, countReached{time, "", func(unit int) bool { return c.histories.Potential(o.Row[unit]) >= time }})
	}
	if e.Landmark.Time == 0 {
		return found
	}
	day := c.seenAt(e, e.Landmark.Time)
	for _, all := range slices.Clone(found) {
		found = append(found, countReached{all.time, registry.CountAtLandmark, func(unit int) bool { return o.Time[unit] > day && all.reached(unit) }})
	}
	return found
}

// addReached counts by group.
func (t *countWriter) addReached(cell result.CountCell, o *endpoint.Observations, times []countReached, g countLevels) {
	counts := make([]int32, len(times)*(len(g.levels)+1))
	for i, row := range o.Row {
		from := g.place(row) * len(times)
		for k := range times {
			if times[k].reached(i) {
				counts[from+k]++
			}
		}
	}
	cell.Status = registry.CountReached
	for at, n := range counts {
		if n > 0 {
			cell.Group, cell.Code = g.name(at/len(times)), times[at%len(times)].code
			t.row(cell, result.CountRow{Time: times[at%len(times)].time, N: n})
		}
	}
}
