package change

import (
	"math"
	"slices"
	"strings"

	"graftstat/analysis/result"
)

// causes are what may have moved a number.
type causes struct {
	cases    []result.ChangeCause // by kind: they move estimate and limits
	estimate []result.ChangeCause // methods that move the estimate, and its limits with it
	limits   []result.ChangeCause // methods that move the limits only
	fallback []result.ChangeCause // what explains where nothing else does
}

// number adds a number if it moved, with why it did.
func (c *comparison) number(n result.NumberChange, why causes) {
	moved := compare(n.Before, n.After)
	if !moved.estimate && !moved.limits {
		c.found.Unchanged++
		if moved.rounded {
			c.found.Rounding++
		}
		return
	}
	if !c.found.ByCase {
		why.cases = byCounts(n)
		why.fallback = c.anything(n)
	}
	if c.version {
		why.fallback = append(why.fallback, result.ChangeCause{Code: "version"})
	}
	n.Difference = n.After.Estimate - n.Before.Estimate
	n.Say(c.after.Study.TimeUnit)
	n.Causes = why.of(moved)
	n.Notable = isNotable(n)
	n.AsAbove = len(c.found.Numbers) > 0 && isAsAbove(c.found.Numbers[len(c.found.Numbers)-1], n)
	c.found.Numbers = append(c.found.Numbers, n)
}

// aPoint is the difference of an estimate, a percentage point, from which on a
// reader of a month is told; a little less, for the last digits of a difference.
const aPoint = 0.01 - 1e-12

// isNotable reports whether an estimate moved by a point or more, appeared or
// went, or whether anything moved that nothing explains.
func isNotable(n result.NumberChange) bool {
	if slices.ContainsFunc(n.Causes, func(c result.ChangeCause) bool { return c.Code == "unexplained" }) {
		return true
	}
	if n.Measure != "estimate" {
		return false
	}
	if n.Before.Estimate.IsMissing() || n.After.Estimate.IsMissing() {
		return n.Before.Estimate.IsMissing() != n.After.Estimate.IsMissing()
	}
	return math.Abs(float64(n.Difference)) >= aPoint
}

// isAsAbove reports whether an estimate moved as that of the time before it did.
func isAsAbove(above, n result.NumberChange) bool {
	return n.Measure == "estimate" && above.Measure == n.Measure && above.Cohort == n.Cohort &&
		above.Endpoint == n.Endpoint &&
		isSameQuantity(above.Before, n.Before) && isSameQuantity(above.After, n.After) &&
		slices.Equal(above.Causes, n.Causes)
}

func isSameQuantity(a, b result.Quantity) bool {
	moved := compare(a, b)
	return !moved.estimate && !moved.limits && a.Cases == b.Cases && a.Reason == b.Reason
}

// of are the causes of what moved. Limits that have one do not explain an
// estimate that has none.
func (why causes) of(moved compared) []result.ChangeCause {
	found := slices.Concat(why.cases, why.estimate)
	isExplained := len(found) > 0
	if moved.limits {
		found = append(found, why.limits...)
		isExplained = isExplained || !moved.estimate && len(why.limits) > 0
	}
	if !isExplained {
		found = append(found, why.fallback...)
		isExplained = len(why.fallback) > 0
	}
	if !isExplained {
		return []result.ChangeCause{{Code: "unexplained"}}
	}
	return slices.Compact(found)
}

// causes counts the cases of a block by kind, among those that matter.
func (b *block) causes(matters func(*pair) bool) []result.ChangeCause {
	counts := make(map[string]int)
	for i := range b.pairs {
		if p := &b.pairs[i]; p.kind != "" && matters(p) {
			counts[p.kind]++
		}
	}
	return inOrder(counts)
}

// allCauses counts the cases that changed in any of the blocks.
func allCauses(blocks []*block) []result.ChangeCause {
	type change struct{ caseID, kind string }
	seen := make(map[change]bool)
	counts := make(map[string]int)
	for _, b := range blocks {
		for i := range b.pairs {
			if p := (change{b.pairs[i].caseID(), b.pairs[i].kind}); p.kind != "" && !seen[p] {
				seen[p] = true
				counts[p.kind]++
			}
		}
	}
	return inOrder(counts)
}

func inOrder(counts map[string]int) []result.ChangeCause {
	var found []result.ChangeCause
	for _, kind := range kinds() {
		if counts[kind] > 0 {
			found = append(found, result.ChangeCause{Code: kind, Cases: counts[kind]})
		}
	}
	return found
}

// codes are those of the given definitions that changed for an endpoint, or
// for all where b is nil.
func (c *comparison) codes(b *block, codes ...string) []result.ChangeCause {
	var found []result.ChangeCause
	for _, d := range c.changed {
		ours := d.Cohort == "" || b != nil && d.Cohort == b.cohort && d.Endpoint == b.after.ID
		if ours && slices.Contains(codes, d.Code) {
			found = append(found, result.ChangeCause{Code: d.Code})
		}
	}
	return found
}

// unseen are changes behind a number of which the listing does not show every case.
func (c *comparison) unseen() []result.ChangeCause {
	var found []result.ChangeCause
	if c.files {
		found = append(found, result.ChangeCause{Code: "file"})
	}
	if c.closing {
		found = append(found, result.ChangeCause{Code: "closing_date"})
	}
	return found
}

// byCounts are the causes that the counts beside a number show, without listings.
func byCounts(n result.NumberChange) []result.ChangeCause {
	var found []result.ChangeCause
	add := func(difference int, more, fewer string) {
		switch {
		case difference > 0:
			found = append(found, result.ChangeCause{Code: more, Cases: difference})
		case difference < 0:
			found = append(found, result.ChangeCause{Code: fewer, Cases: -difference})
		}
	}
	add(n.After.Cases-n.Before.Cases, "new", "left")
	add(n.After.Events-n.Before.Events, "new_event", "fewer_events")
	return found
}

// anything that changed at all and may lie behind a number, without listings.
func (c *comparison) anything(n result.NumberChange) []result.ChangeCause {
	found := c.unseen()
	for _, d := range c.changed {
		ours := d.Cohort == "" || d.Cohort == n.Cohort && (d.Endpoint == "" || d.Endpoint == n.Endpoint)
		if ours && slices.Contains(strings.Fields("mapping rule where preset definition kind"), d.Code) {
			found = append(found, result.ChangeCause{Code: d.Code})
		}
	}
	return slices.Compact(found)
}
