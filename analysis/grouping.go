package analysis

import (
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// grouping splits cases by a column; code is -1 where the value is missing.
type grouping struct {
	by     string // "" is the whole cohort
	levels []string
	code   func(row int32) int32 // nil where only the tally is known
	// milestone that splits the time of a case, for a comparison by a state entered on the way; nil otherwise.
	milestone *registry.Milestone
}

func everyone() grouping {
	return grouping{levels: []string{"all"}, code: func(int32) int32 { return 0 }}
}

func (g grouping) name(row int32) string { return name(g.levels, g.number(row)) }

// number is the code of a row, or that after the last where it has none.
func (g grouping) number(row int32) int32 {
	if code := g.code(row); code >= 0 {
		return code
	}
	return int32(len(g.levels))
}

// newGrouping has the levels that occur among the rows, in the order of the
// column, or the classes of a cut number.
func newGrouping(d *registry.Data, c plan.Compare, rows []int32) grouping {
	if category := d.Categories[c.Column]; category != nil {
		return byCategory(c.Column, category, rows)
	}
	if number := d.Numbers[c.Column]; number != nil {
		return byCut(c, number)
	}
	if milestone := d.Milestones[c.Column]; milestone != nil {
		return byMilestone(c.Column, milestone)
	}
	return noGrouping(c.Column)
}

// noGrouping is by a column that nobody has a level of.
func noGrouping(by string) grouping {
	return grouping{by: by, code: func(int32) int32 { return -1 }}
}

func byCategory(by string, category *registry.Category, rows []int32) grouping {
	occurs := make([]bool, len(category.Levels))
	for _, row := range rows {
		if code := category.Code[row]; code >= 0 {
			occurs[code] = true
		}
	}
	g := grouping{by: by}
	position := make([]int32, len(occurs))
	for code, is := range occurs {
		position[code] = -1
		if is {
			position[code] = int32(len(g.levels))
			g.levels = append(g.levels, category.Levels[code])
		}
	}
	g.code = func(row int32) int32 {
		if code := category.Code[row]; code >= 0 {
			return position[code]
		}
		return -1
	}
	return g
}

// byCut has the classes <c1, c1-<c2, …, >=cn.
// byCut is by the classes of a number. A bound has a class where all of it lies in one.
func byCut(c plan.Compare, number *registry.Number) grouping {
	g := grouping{by: c.Column, levels: c.Classes()}
	g.code = func(row int32) int32 {
		low, high, ok := number.Range(int(row))
		class, highest := int32(0), int32(0)
		for _, cut := range c.Cut {
			if low >= cut {
				class++
			}
			if high >= cut {
				highest++
			}
		}
		if !ok || class != highest {
			return -1
		}
		return class
	}
	return g
}
