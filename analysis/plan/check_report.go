package plan

import (
	"maps"
	"slices"
	"strings"
)

// report checks what the reports are to look like.
func (c *checker) report(r *Report) {
	if c.given("report.logo") && strings.TrimSpace(r.Logo) == "" {
		c.add("report.logo", say("Name a PNG or JPEG file, relative to the study file, or remove the key."),
			"names no file")
	}
	if len(r.Sections) > 0 && !slices.Contains(r.Sections, "summary") {
		c.add("report.sections", say("Add summary: it is the report's first answer."), "leaves the summary out")
	}
}

// outside checks by what the report for readers outside splits the cohorts:
// columns by which they are compared.
func (c *checker) outside(p *Plan) {
	const key = "report.outside_by"
	r := &p.Report
	if c.given(key) && r.SuppressBelow == 0 {
		c.add(key, say("Add suppress_below: 5, or remove the key."),
			"stands without suppress_below, which asks for that report")
	}
	var ids []string
	for _, k := range p.Cohorts {
		ids = append(ids, k.ID)
	}
	for _, id := range slices.Sorted(maps.Keys(r.OutsideBy)) {
		i, column := slices.Index(ids, id), r.OutsideBy[id]
		if i < 0 {
			c.add(key+"."+id, choices(id, ids), "no cohort is called %q", id)
			continue
		}
		var columns []string
		for _, by := range p.Cohorts[i].Compare {
			if !slices.Contains(c.milestones, by.Column) {
				columns = append(columns, by.Column)
			}
		}
		switch {
		case slices.Contains(c.milestones, column):
			c.add(key+"."+id, say("Name a column that is known at transplant."),
				"%s happens after the transplant, so its groups change with time", column)
		case len(columns) == 0:
			c.add(key+"."+id, say("Add it to the cohort's compare, or remove the line."),
				"the cohort is compared by no column")
		case !slices.Contains(columns, column):
			c.add(key+"."+id, say("%s Or add it to the cohort's compare.", choices(column, columns)),
				"the cohort is not compared by %q", column)
		}
	}
}

// sensitivityKeys checks the variants as they are written; what comes of them is
// checked with the plan of each.
func (c *checker) sensitivityKeys(p *Plan) {
	const most = 50 // each is a run of its own
	if len(p.Sensitivity) > most {
		c.add(index("sensitivity", most), say("Keep those that the report is to show."), "more than %d variants", most)
	}
	var ids []string
	for i := range p.Sensitivity {
		v, path := &p.Sensitivity[i], index("sensitivity", i)
		c.id(path+".id", v.ID)
		if v.ID != "" && slices.Contains(ids, v.ID) {
			c.add(path+".id", say("Give each variant an id of its own."), "a second variant is called %q", v.ID)
		}
		ids = append(ids, v.ID)
		c.rules(path+".set.rules", &v.Set.Rules)
		if !c.given(path+".set.as_of") && !c.given(path+".set.rules") && len(v.Set.Where) == 0 &&
			!v.Set.TransplantedFrom.Set {
			c.add(path+".set", say("Set as_of, rules, where or transplanted_from."), "sets nothing")
		}
	}
}
