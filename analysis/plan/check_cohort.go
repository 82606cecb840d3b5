package plan

import (
	"maps"
	"slices"

	"graftstat/analysis/code"
)

// cohortKeys checks what the study file itself says of its cohorts.
func (c *checker) cohortKeys(p *Plan) {
	if len(p.Cohorts) == 0 {
		c.add("cohorts", say("Name at least one: cohorts: [{id: all}]."), "no cohort is named")
	}
	var ids []string
	for i := range p.Cohorts {
		k, path := &p.Cohorts[i], index("cohorts", i)
		c.id(path+".id", k.ID)
		if k.ID != "" && slices.Contains(ids, k.ID) {
			c.add(path+".id", say("Give each cohort an id of its own."), "a second cohort is called %q", k.ID)
		}
		ids = append(ids, k.ID)
		c.comparisons(path+".compare", k.Compare)
		c.columnIfGiven(path+".stratify", k.Stratify)
		if c.given(path+".endpoints") && len(k.Endpoints) == 0 {
			c.add(path+".endpoints", say("Name at least one, or remove the key."), "is empty")
		}
		if c.given(path+".states") && len(k.States) == 0 {
			c.add(path+".states", say("Name at least one, or remove the key."), "is empty")
		}
	}
}

func (c *checker) comparisons(path string, list []Compare) {
	var columns []string
	for i, compare := range list {
		at := c.item(path, i)
		c.column(at, compare.Column)
		columns = append(columns, compare.Column)
		if c.given(at+".cut") && len(compare.Cut) == 0 {
			c.add(at+".cut", say("Write the limits of its groups, such as [2, 7]."), "has no limit")
		}
	}
	c.distinct(path, columns)
}

// cohorts checks what depends on the endpoints that a cohort reports.
func (c *checker) cohorts(p *Plan) {
	for i := range p.Cohorts {
		var ids []string
		for j := range p.Cohorts[i].Models {
			m, path := &p.Cohorts[i].Models[j], index(index("cohorts", i)+".models", j)
			c.model(path, m, &p.Cohorts[i])
			if slices.Contains(ids, m.ID) {
				c.add(path+".id", say("Give each model of a cohort an id of its own."), "a second model is called %q",
					m.ID)
			}
			ids = append(ids, m.ID)
		}
	}
}

func (c *checker) model(path string, m *Model, cohort *Cohort) {
	e, found := cohort.Endpoint(m.Endpoint)
	if !found {
		c.add(path+".endpoint", choices(m.Endpoint, idsOf(cohort.Resolved)), "the cohort has no endpoint %q",
			m.Endpoint)
	}
	if found && m.Kind == code.FineGray && e.Kind != code.Incidence {
		c.add(path+".kind", say("Name an endpoint of kind incidence, or write kind: cox."),
			"fine-gray is for an incidence, and %s is none", e.ID)
	}
	if c.given(path + ".id") {
		c.id(path+".id", m.ID)
	}
	c.ties(path, m)
	c.terms(path, m)
	c.columnIfGiven(path+".strata", m.Strata)
	c.columnIfGiven(path+".cluster", m.Cluster)
	c.columnIfGiven(path+".entry", m.Entry)
}

// ties checks the tie rule: coxphf and crr know Breslow's only.
func (c *checker) ties(path string, m *Model) {
	if m.Kind != code.Cox && c.given(path+".ties") && m.Ties != code.Breslow {
		c.add(path+".ties", say("Write ties: breslow, or remove it."), "%s has Breslow's tie rule only", m.Kind)
	}
}

func (c *checker) terms(path string, m *Model) {
	if len(m.Terms) == 0 {
		c.add(path+".terms", say("List the columns that are its terms."), "has no terms")
	}
	for i, term := range m.Terms {
		c.column(c.item(path+".terms", i), term)
	}
	for _, column := range slices.Sorted(maps.Keys(m.Reference)) {
		if !slices.Contains(m.Terms, column) {
			c.add(join(path+".reference", column), choices(column, m.Terms), "%q is no term of this model", column)
		}
	}
	for i, name := range m.TimeDependent {
		c.milestone(c.item(path+".time_dependent", i), name)
	}
}
