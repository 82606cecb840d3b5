package endpoint

import (
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// Matches reports whether a row meets every condition. A missing value meets none, a
// bound what every value within it meets.
func Matches(d *registry.Data, where plan.Where, row int) bool { return Matcher(d, where)(row) }

// Matcher is Matches of one set of conditions for many rows: each level of a
// category is judged once.
func Matcher(d *registry.Data, where plan.Where) func(row int) bool {
	var all []func(row int) bool
	for _, c := range where {
		if category := d.Categories[c.Column]; category != nil {
			met := make([]bool, len(category.Levels))
			for code, level := range category.Levels {
				met[code] = c.MatchText(level)
			}
			all = append(all, func(row int) bool { code := category.Code[row]; return code >= 0 && met[code] })
			continue
		}
		number := d.Numbers[c.Column]
		if number == nil {
			return func(int) bool { return false }
		}
		all = append(all, func(row int) bool {
			low, high, ok := number.Range(row)
			met, known := c.MatchRange(low, high)
			return ok && met && known
		})
	}
	return func(row int) bool {
		for _, met := range all {
			if !met(row) {
				return false
			}
		}
		return true
	}
}

// missingIn returns, for a set of conditions, whether a row meets every one of
// which it has a value and lacks a value of another: whether it meets them all
// cannot be told.
func missingIn(d *registry.Data, where plan.Where) func(row int) bool {
	return func(row int) bool {
		lacks := false
		for _, c := range where {
			category, number := d.Categories[c.Column], d.Numbers[c.Column]
			switch {
			case category != nil && category.Code[row] < 0, category == nil && number != nil && isOpen(c, number, row):
				lacks = true
			case !Matches(d, plan.Where{c}, row):
				return false
			}
		}
		return lacks
	}
}

// isOpen reports whether nothing tells if the number of a row meets a condition.
func isOpen(c plan.Condition, number *registry.Number, row int) bool {
	low, high, ok := number.Range(row)
	_, known := c.MatchRange(low, high)
	return !ok || !known
}
