package analysis

import (
	"math"

	"graftstat/analysis/describe"
	"graftstat/analysis/result"
	"graftstat/analysis/survival"
)

// baselineColumns in the order in which the field tabulates them.
func baselineColumns() []string {
	return []string{"age_years", "sex", "weight_kg", "diagnosis", "disease_stage", "pesaro_class", "ferritin_ng_ml",
		"donor_type", "hla_match", "abo_match",
		"cell_source", "conditioning", "conditioning_intensity", "gvhd_prophylaxis", "desensitisation", "tnc_e8_kg",
		"cd34_e6_kg"}
}

// baseline describes the patients at their first infusion by the columns that
// have any value.
func (c *cohort) baseline() []result.Baseline {
	rows := c.indexRows()
	var all []result.Baseline
	for _, name := range baselineColumns() {
		var b result.Baseline
		if category := c.data.Categories[name]; category != nil {
			b = categoryBaseline(name, category.Levels, category.Code, rows)
		} else if number := c.data.Numbers[name]; number != nil {
			b = numberBaseline(name, number.Value, rows)
		}
		if b.N > 0 {
			all = append(all, b)
		}
	}
	return all
}

func numberBaseline(name string, value []float64, rows []int32) result.Baseline {
	var values []float64
	for _, row := range rows {
		if !math.IsNaN(value[row]) {
			values = append(values, value[row])
		}
	}
	q := describe.Quartiles(values, describe.Type7)
	return result.Baseline{Column: name, Kind: "number", N: len(values), Missing: len(rows) - len(values),
		Min: result.Number(q.Min), Q1: result.Number(q.Q1),
		Median: result.Number(q.Median), Q3: result.Number(q.Q3), Max: result.Number(q.Max), Levels: []result.Level{}}
}

func categoryBaseline(name string, levels []string, code []int32, rows []int32) result.Baseline {
	missing := result.Missing()
	b := result.Baseline{Column: name, Kind: "category", Min: missing, Q1: missing, Median: missing, Q3: missing,
		Max: missing, Levels: []result.Level{}}
	counts := make([]int, len(levels))
	for _, row := range rows {
		if code[row] < 0 {
			b.Missing++
			continue
		}
		b.N++
		counts[code[row]]++
	}
	for i, n := range counts {
		if n > 0 {
			b.Levels = append(b.Levels, result.Level{Level: levels[i], N: n})
		}
	}
	return b
}

// comparisons tests each characteristic between the groups of each column to
// compare.
func (c *cohort) comparisons() []result.BaselineTest {
	found := []result.BaselineTest{}
	rows := c.indexRows()
	for _, g := range c.groupings {
		if len(g.levels) < 2 || g.milestone != nil {
			continue
		}
		for _, name := range baselineColumns() {
			if name == g.by {
				continue
			}
			if t, ok := c.compare(name, g, rows); ok {
				found = append(found, t)
			}
		}
	}
	return found
}

// compare tests a characteristic between the groups that are large enough, of
// those with a value of it. Fisher's and the exact rank tests need no large
// numbers, and those that stand in for them are chosen by their own rules.
func (c *cohort) compare(name string, g grouping, rows []int32) (result.BaselineTest, bool) {
	category, number := c.data.Categories[name], c.data.Numbers[name]
	if category == nil && number == nil {
		return result.BaselineTest{}, false
	}
	counts, values, sizes := make([][]int, len(g.levels)), make([][]float64, len(g.levels)), make([]int, len(g.levels))
	for i := range counts {
		if category != nil {
			counts[i] = make([]int, len(category.Levels))
		}
	}
	for _, row := range rows {
		group := g.code(row)
		switch {
		case group < 0 || category != nil && category.Code[row] < 0 || category == nil && math.IsNaN(number.Value[row]):
			continue
		case category != nil:
			counts[group][category.Code[row]]++
		default:
			values[group] = append(values[group], number.Value[row])
		}
		sizes[group]++
	}
	j := survival.Judge(sizes, math.NaN(), c.permutationSettings())
	isCompared := j.Reason != survival.ReasonMinGroup
	for _, g := range j.LeftOut {
		if isCompared {
			counts[g], values[g] = make([]int, len(counts[g])), nil
		}
	}
	var t describe.Comparison
	if category != nil {
		t = describe.CompareCounts(counts)
	} else {
		t = describe.CompareNumbers(values...)
	}
	if !isCompared { // named as what would have been made of all groups
		none := result.Missing()
		return result.BaselineTest{By: g.by, Column: name, Name: string(t.Method), Statistic: none, DF: none, P: none,
			Reason: string(j.Reason)}, true
	}
	return result.BaselineTest{By: g.by, Column: name, Name: string(t.Method), Statistic: result.Number(t.Statistic),
		DF: result.Number(t.DF),
		P:  result.Number(t.P), Sampled: t.Samples > 0, Reason: string(t.Reason)}, true
}
