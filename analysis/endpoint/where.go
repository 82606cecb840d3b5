package endpoint

import (
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// Matches reports whether a row meets every condition. A missing value meets none.
func Matches(d *registry.Data, where plan.Where, row int) bool {
	for _, c := range where {
		if category := d.Categories[c.Column]; category != nil {
			if category.Code[row] < 0 || !c.MatchText(category.Level(row)) {
				return false
			}
			continue
		}
		number := d.Numbers[c.Column]
		if number == nil || !c.MatchNumber(number.Value[row]) {
			return false
		}
	}
	return true
}
