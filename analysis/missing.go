package analysis

import (
	"math"
	"slices"

	"graftstat/analysis/plan"
	"graftstat/analysis/result"
)

// missingData counts, for each column that anything of the paper needs and for
// each endpoint, the patients without it. A column that has every value is
// there too: that nothing is missing is worth a line.
func (c *cohort) missingData(p *plan.Paper, found *result.Cohort) []result.MissingData {
	rows := c.indexRows()
	var list []result.MissingData
	for _, u := range c.uses(p) {
		d := result.MissingData{Cohort: c.plan.ID, Column: u.column, N: len(rows), Used: u.in}
		category, number := c.data.Categories[u.column], c.data.Numbers[u.column]
		for _, row := range rows {
			if category != nil && category.Code[row] < 0 || category == nil && number != nil &&
				math.IsNaN(number.Value[row]) {
				d.Missing++
			}
		}
		if category != nil || number != nil {
			list = append(list, d)
		}
	}
	for _, e := range found.Endpoints {
		d := result.MissingData{Cohort: c.plan.ID, Endpoint: e.ID, Used: []string{}}
		for _, g := range e.Groups {
			if g.By != "" {
				continue
			}
			d.N = g.Cases
			for _, x := range g.Excluded {
				d.Missing += x.Cases
			}
			d.N += d.Missing
		}
		list = append(list, d)
	}
	return list
}

// use of a column.
type use struct {
	column string
	in     []string
}

// uses are the columns in the order of the baseline, then of their first use.
func (c *cohort) uses(p *plan.Paper) []use {
	var list []use
	add := func(column, in string) {
		i := slices.IndexFunc(list, func(u use) bool { return u.column == column })
		if i < 0 {
			i, list = len(list), append(list, use{column: column})
		}
		if !slices.Contains(list[i].in, in) {
			list[i].in = append(list[i].in, in)
		}
	}
	table1 := p.Table1.Columns
	if len(table1) == 0 {
		for _, b := range c.baseline() {
			table1 = append(table1, b.Column)
		}
	}
	for _, column := range table1 {
		add(column, "table1")
	}
	for _, g := range c.groupings[1:] {
		add(g.by, "compare")
	}
	if c.plan.Stratify != "" {
		add(c.plan.Stratify, "stratify")
	}
	for _, m := range c.plan.Models {
		for _, term := range m.Terms {
			add(term, m.ID)
		}
	}
	for _, u := range p.Univariable {
		for _, term := range u.Terms {
			if u.Cohort == c.plan.ID {
				add(term, "univariable")
			}
		}
	}
	for _, s := range p.Subgroups {
		for _, within := range s.Within {
			if s.Cohort == c.plan.ID {
				add(within.Column, "subgroups")
			}
		}
	}
	return list
}
