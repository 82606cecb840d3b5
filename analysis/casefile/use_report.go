package casefile

import "graftstat/analysis/plan"

// addReported takes the columns that monitoring, the paper and the variants of
// the sensitivity analysis name. The year of the transplant is derived.
func (u *use) addReported(p *plan.Plan) {
	for _, c := range p.Cohorts {
		for _, f := range c.Funnels {
			u.addGrouping(f.By)
		}
		for _, r := range c.Risk {
			for _, t := range r.Terms {
				u.addRiskTerm(t)
			}
		}
	}
	for _, v := range p.Sensitivity {
		u.addWhere(v.Set.Where)
	}
	if p.Paper != nil {
		u.addPaper(p.Paper)
	}
}

func (u *use) addPaper(paper *plan.Paper) {
	for _, name := range paper.Table1.Columns {
		if name != plan.TransplantYear {
			u.addMilestoneOrColumn(name, 0)
		}
	}
	for _, name := range paper.Anonymity.Columns {
		// Canonical columns are read anyhow, and those of the default may be absent.
		if _, read := u.need[name]; !read && name != plan.TransplantYear {
			u.addMilestoneOrColumn(name, 0)
		}
	}
	for _, s := range paper.Subgroups {
		u.addGrouping(s.By)
		for _, w := range s.Within {
			if len(w.Cut) > 0 {
				u.addColumn(w.Column, asNumber)
			} else {
				u.addGrouping(w.Column)
			}
		}
	}
	for _, m := range paper.Univariable {
		for _, term := range m.Terms {
			u.addColumn(term, 0)
		}
		for column := range m.Reference {
			u.addColumn(column, asCategory)
		}
	}
}

func (u *use) addRiskTerm(t plan.RiskTerm) {
	column, _, category := t.Column()
	if category {
		u.addColumn(column, asCategory)
	} else {
		u.addColumn(column, asNumber)
	}
}

// addGrouping takes a column whose groups are set side by side.
func (u *use) addGrouping(name string) {
	if name != plan.TransplantYear {
		u.addMilestoneOrColumn(name, asCategory)
	}
}
