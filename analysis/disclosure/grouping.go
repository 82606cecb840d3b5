package disclosure

import (
	"slices"

	"graftstat/analysis/result"
)

// kept are the levels of by that stand for themselves, in their order: the
// smallest level joins the others until each level that is left, and the others
// together where there are any, have 2k cases in every endpoint. None is left
// where that would make a single group of the whole cohort.
func (x rules) kept(endpoints []choice, by string) []string {
	if by == "" {
		return nil
	}
	var levels []string
	for i := range endpoints {
		for _, g := range endpoints[i].Groups {
			if g.By == by && !slices.Contains(levels, g.Group) {
				levels = append(levels, g.Group)
			}
		}
	}
	for len(levels) > 0 && !x.allLarge(endpoints, by, levels) {
		levels = slices.Delete(levels, x.smallest(endpoints, by, levels), x.smallest(endpoints, by, levels)+1)
	}
	return levels
}

// allLarge reports whether in each endpoint that is split every level has 2k
// cases, and all others together 2k or none. A level that is the whole cohort
// says nothing beside it.
func (x rules) allLarge(endpoints []choice, by string, levels []string) bool {
	for i := range endpoints {
		e := endpoints[i].Endpoint
		all := groupOf(e, "", "")
		if all == nil || !isSplit(e, by) {
			continue
		}
		left := all.Cases
		for _, level := range levels {
			cases := casesOf(e, by, level)
			if cases < 2*x.k || cases == all.Cases {
				return false
			}
			left -= cases
		}
		if left != 0 && left < 2*x.k {
			return false
		}
	}
	return true
}

// smallest is the place of the level with the fewest cases in any endpoint; of
// equal ones the last.
func (x rules) smallest(endpoints []choice, by string, levels []string) int {
	place, fewest := 0, -1
	for j, level := range levels {
		for i := range endpoints {
			e := endpoints[i].Endpoint
			if !isSplit(e, by) {
				continue
			}
			if n := casesOf(e, by, level); fewest < 0 || n <= fewest {
				place, fewest = j, n
			}
		}
	}
	return place
}

func isSplit(e *result.Endpoint, by string) bool {
	return slices.ContainsFunc(e.Groups, func(g result.Group) bool { return g.By == by })
}

func casesOf(e *result.Endpoint, by, level string) int {
	if g := groupOf(e, by, level); g != nil {
		return g.Cases
	}
	return 0
}
