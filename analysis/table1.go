package analysis

import (
	"math"
	"slices"

	"graftstat/analysis/describe"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// table1 describes the patients at their first infusion, all of them and by
// each comparison; without a comparison there is one table of all.
func (c *cohort) table1(asked plan.Table1) []result.Table1 {
	columns := asked.Columns
	if len(columns) == 0 {
		columns = baselineColumns()
	}
	tables := []result.Table1{}
	for _, g := range c.groupings {
		if g.milestone != nil || g.by == "" && slices.ContainsFunc(c.groupings[1:],
			func(h grouping) bool { return h.milestone == nil }) {
			continue
		}
		tables = append(tables, c.table1By(g, columns, asked.Tests))
	}
	return tables
}

func (c *cohort) table1By(g grouping, columns []string, tests bool) result.Table1 {
	all := c.indexRows()
	t := result.Table1{Cohort: c.plan.ID, By: g.by, Groups: []result.Table1Group{{Group: "all", N: len(all)}},
		Rows: []result.Table1Row{}, Tests: tests}
	parts := [][]int32{all}
	if g.by != "" {
		parts = append(parts, split(g, all)...)
		for i, level := range g.levels {
			t.Groups = append(t.Groups, result.Table1Group{Group: level, N: len(parts[i+1])})
		}
	}
	for _, name := range columns {
		if row, ok := c.table1Row(name, g, parts); ok && name != g.by {
			if test, tested := c.compare(name, g, all); tests && tested && len(g.levels) > 1 {
				row.Test = &test
			}
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}

// split are the rows of each group, those without a value in none.
func split(g grouping, rows []int32) [][]int32 {
	parts := make([][]int32, len(g.levels))
	for _, row := range rows {
		if code := g.code(row); code >= 0 {
			parts[code] = append(parts[code], row)
		}
	}
	return parts
}

func (c *cohort) table1Row(name string, g grouping, parts [][]int32) (result.Table1Row, bool) {
	row := result.Table1Row{Column: name, Difference: result.Missing()}
	category, number := c.data.Categories[name], c.data.Numbers[name]
	for _, rows := range parts {
		switch {
		case category != nil:
			row.Kind = "category"
			row.Cells = append(row.Cells, categoryBaseline(name, category.Levels, category.Code, rows))
		case number != nil:
			row.Kind = "number"
			row.Cells = append(row.Cells, numberBaseline(name, number.Value, rows))
		default:
			return row, false
		}
	}
	if row.Cells[0].N == 0 {
		return row, false
	}
	if len(parts) > 2 {
		row.Difference, row.Reason = c.standardisedDifference(name, parts[1:])
	}
	return row, true
}

// standardisedDifference is the largest of any two groups.
func (c *cohort) standardisedDifference(name string, parts [][]int32) (result.Number, string) {
	var d describe.StandardisedDifference
	if category := c.data.Categories[name]; category != nil {
		counts := make([][]int, len(parts))
		for g, rows := range parts {
			counts[g] = levelCounts(category, rows)
		}
		d = describe.LargestDifferenceOfCounts(counts)
	} else {
		values := make([][]float64, len(parts))
		for g, rows := range parts {
			values[g] = present(c.data.Numbers[name].Value, rows)
		}
		d = describe.LargestDifferenceOfNumbers(values)
	}
	return result.Number(d.Estimate), string(d.Reason)
}

// levelCounts counts the rows at each level.
func levelCounts(category *registry.Category, rows []int32) []int {
	counts := make([]int, len(category.Levels))
	for _, row := range rows {
		if code := category.Code[row]; code >= 0 {
			counts[code]++
		}
	}
	return counts
}

// present are the values that are there.
func present(value []float64, rows []int32) []float64 {
	var values []float64
	for _, row := range rows {
		if x := value[row]; !math.IsNaN(x) {
			values = append(values, x)
		}
	}
	return values
}
