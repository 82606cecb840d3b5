package check

import (
	"maps"
	"math"
	"slices"
	"strconv"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// blankCell: a cell is blank in a column that nearly all other rows of its type of
// transplant have filled: it was forgotten, or the column slipped by a row. A measured
// number may be missing anywhere, so of those only the first and the last row of
// the file count, where a column that slipped is blank, and one other at most may be
// blank. Columns of what comes to be known after the transplant are left out, and cells
// that could not be read: those are told.
func blankCell(c *cases) []fault {
	var faults []fault
	unreadable := c.told()
	groups := c.byType()
	for _, column := range c.covariates() {
		for _, rows := range groups {
			var blank []int
			for _, row := range rows {
				if column.blank(row) {
					blank = append(blank, row)
				}
			}
			others := len(rows) - 1
			filled := len(rows) - len(blank)
			check := c.plan.Checks.BlankCell
			if len(blank) == 0 || others < check.Cases || float64(filled) < check.Share*float64(others) {
				continue
			}
			for _, row := range blank {
				at := c.data.Place(registry.Cell{File: c.data.File, Line: int(c.data.Line[row])})
				slipped := filled >= others-1 && (row == 0 || row == c.data.Rows()-1)
				if (slipped || !column.measured) && !unreadable[place{at.File, at.Line, column.header}] &&
					oneBloodGroup(c, row) == nil {
					faults = append(faults, fault{row: row, column: column.header,
						args: []string{strconv.Itoa(filled), strconv.Itoa(others)}})
				}
			}
		}
	}
	return faults
}

// A covariate is a column of numbers or levels.
type covariate struct {
	header   string
	measured bool // may be missing
	blank    func(row int) bool
}

// covariates are the columns of the dictionary that are known at the transplant.
func (c *cases) covariates() []covariate {
	var all []covariate
	for _, column := range plan.Columns() {
		if slices.Contains([]string{"lansky_last", "acute_gvhd_grade", "chronic_gvhd_severity", "cause_of_death"},
			column.Name) {
			continue
		}
		if n := c.data.Numbers[column.Name]; n != nil {
			measured := column.Name != "age_years" && column.Name != "weight_kg"
			all = append(all, covariate{n.Header, measured, func(row int) bool {
				return math.IsNaN(n.Value[row]) && !registry.IsAbsent(n.Absent, row)
			}})
		} else if category := c.data.Categories[column.Name]; category != nil {
			all = append(all, covariate{category.Header, false, func(row int) bool {
				return category.Code[row] < 0 && !registry.IsAbsent(category.Absent, row)
			}})
		}
	}
	return all
}

// byType are the rows of each type of transplant; those without one are a group too.
func (c *cases) byType() [][]int {
	rows := map[string][]int{}
	for row := range c.data.Rows() {
		level := c.level("transplant_type", row)
		rows[level] = append(rows[level], row)
	}
	var groups [][]int
	for _, level := range slices.Sorted(maps.Keys(rows)) {
		groups = append(groups, rows[level])
	}
	return groups
}

type place struct {
	file   string
	line   int
	column string
}

// told are the cells of which an issue speaks already.
func (c *cases) told() map[place]bool {
	all := map[place]bool{}
	for _, i := range c.data.Issues {
		all[place{i.File, i.Line, i.Column}] = true
	}
	return all
}
