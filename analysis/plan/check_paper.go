package plan

// paperKeys checks what the study file says of the paper for all cohorts.
func (c *checker) paperKeys(p *Paper) {
	if p == nil {
		return
	}
	c.covariates("paper.table1.columns", p.Table1.Columns)
	c.anonymity("paper.anonymity", &p.Anonymity)
}

// paper checks what the paper asks of single cohorts.
func (c *checker) paper(p *Plan) {
	if p.Paper == nil {
		return
	}
	if p.Paper.Anonymity.RoundDays > 0 && p.TimeUnit != Days {
		c.add("paper.anonymity.round_days", say("Remove the key: it is for studies with time_unit: days."),
			"the times are in %s", p.TimeUnit)
	}
	seen := once{checker: c}
	for i := range p.Paper.Subgroups {
		s, path := &p.Paper.Subgroups[i], index("paper.subgroups", i)
		if cohort := c.cohortOf(path, s.Cohort, p); cohort != nil {
			c.endpointOf(path, s.Endpoint, cohort.Resolved)
			c.subgroup(path, s)
			seen.hold(path, say("a second analysis of subgroups is of the same endpoint and column"), s.Cohort, s.Endpoint, s.By)
		}
	}
	for i := range p.Paper.Univariable {
		u, path := &p.Paper.Univariable[i], index("paper.univariable", i)
		if cohort := c.cohortOf(path, u.Cohort, p); cohort != nil {
			c.model(path, &Model{Endpoint: u.Endpoint, Kind: u.Kind, Terms: u.Terms, Reference: u.Reference}, cohort)
			seen.hold(path, say("a second list of models is of the same endpoint and kind"), u.Cohort, u.Endpoint, string(u.Kind))
		}
	}
}

func (c *checker) subgroup(path string, s *Subgroup) {
	c.covariate(path+".by", s.By)
	if len(s.Within) == 0 {
		c.add(path+".within", say("List the columns whose groups are the subgroups: within: [sex]."),
			"has no subgroups")
	}
	c.comparisons(path+".within", s.Within)
	for i, w := range s.Within {
		at := c.item(path+".within", i)
		if w.Column == s.By && w.Column != "" {
			c.add(at, say("Name another column."), "%q is compared and cannot be its own subgroup", w.Column)
		}
		c.covariate(at, w.Column)
	}
}

func (c *checker) anonymity(path string, a *Anonymity) {
	c.covariates(path+".columns", a.Columns)
	if c.given(path+".age_bands") && len(a.AgeBands) == 0 {
		c.add(path+".age_bands", say("Write the limits of the bands, such as [2, 7, 12], or remove the key."),
			"has no limit")
	}
}

func (c *checker) covariates(path string, columns []string) {
	if c.given(path) && len(columns) == 0 {
		c.add(path, say("Name at least one column, or remove the key."), "is empty")
	}
	for i, name := range columns {
		c.covariate(c.item(path, i), name)
	}
}
