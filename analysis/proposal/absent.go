package proposal

import (
	"slices"
	"strings"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// absentOf lists what the endpoints of the presets need and no column and no log
// answers, in the order of the dictionary. An endpoint that is left out where its data
// are not recorded needs nothing.
func absentOf(out *Proposal) ([]Absent, error) {
	var text strings.Builder
	text.WriteString("data: {cases: a}\ncohorts:\n")
	n := 0
	for _, c := range out.Cohorts {
		if c.Preset != "" {
			text.WriteString("  - {id: " + c.ID + ", preset: " + c.Preset + "}\n")
			n++
		}
	}
	if n == 0 {
		return nil, nil
	}
	p, err := plan.Decode("study.yaml", []byte(text.String()))
	if err != nil {
		return nil, err
	}
	out.endpoints = endpointsOf(p)
	var absent []Absent
	for _, m := range plan.Milestones() {
		a := Absent{Name: m, None: !registry.IsFollowUp(m) && m != "death" && !plan.IsRecovery(m)}
		for _, c := range p.Cohorts {
			a.NotCollected = a.NotCollected || slices.Contains(c.Optional, m)
			for _, e := range c.Resolved {
				if !e.IfRecorded && needs(e, m) && !slices.Contains(a.Endpoints, e.ID) {
					a.Endpoints = append(a.Endpoints, e.ID)
				}
			}
		}
		if len(a.Endpoints) > 0 && !out.answers(m) {
			absent = append(absent, a)
		}
	}
	absent = append(absent, conditionsOf(p, out)...)
	for _, c := range p.Cohorts {
		for _, by := range c.Compare {
			if !slices.ContainsFunc(absent, func(a Absent) bool { return a.Name == by.Column }) && !out.compares(by.Column) {
				absent = append(absent, Absent{Name: by.Column, Column: true})
			}
		}
	}
	return absent, nil
}

// conditionsOf lists the columns by which an endpoint counts a milestone and that no
// file has, beside milestones that one has.
func conditionsOf(p *plan.Plan, out *Proposal) []Absent {
	var absent []Absent
	for _, c := range p.Cohorts {
		for _, e := range c.Resolved {
			for _, item := range slices.Concat(e.Event, e.Competing) {
				for _, condition := range item.Where {
					name := condition.Column
					if !out.answers(item.Milestone) || out.hasColumn(name) {
						continue
					}
					i := slices.IndexFunc(absent, func(a Absent) bool { return a.Name == name })
					if i < 0 {
						i = len(absent)
						absent = append(absent, Absent{Name: name, Column: true})
					}
					if !slices.Contains(absent[i].Endpoints, e.ID) {
						absent[i].Endpoints = append(absent[i].Endpoints, e.ID)
					}
				}
			}
		}
	}
	return absent
}

func needs(e plan.Endpoint, milestone string) bool {
	is := func(i plan.Item) bool { return i.Milestone == milestone }
	return slices.ContainsFunc(e.Event, is) || slices.ContainsFunc(e.Competing, is)
}

// answers says that a milestone is read from a column or a log.
func (p *Proposal) answers(milestone string) bool {
	for _, form := range []string{"_date", "_day", "_status"} {
		if p.hasColumn(milestone + form) {
			return true
		}
	}
	if slices.ContainsFunc(p.Milestones, func(m Milestone) bool { return m.Name == milestone && m.Grade > Doubtful }) {
		return true
	}
	switch milestone { // what rows and grades tell by themselves
	case "second_transplant":
		return !p.several || p.hasColumn("transplant_intent")
	case "acute_gvhd_2", "acute_gvhd_3":
		return p.hasColumn("acute_gvhd_grade")
	}
	switch plan.RecordOf(milestone) {
	case registry.CountsCompleteTo:
		return p.hasRole(Counts)
	case registry.TransfusionsCompleteTo:
		return p.hasRole(Transfusions)
	}
	return false
}

func (p *Proposal) compares(column string) bool {
	if column == "abo_major" || column == "abo_match" {
		return p.hasColumn("recipient_abo") && p.hasColumn("donor_abo")
	}
	return p.hasColumn(column)
}

func (p *Proposal) hasRole(role Role) bool {
	return slices.ContainsFunc(p.Sources, func(s Source) bool { return s.Role == role })
}

func (p *Proposal) hasColumn(name string) bool {
	is := func(c Column) bool { return c.Name == name }
	return slices.ContainsFunc(p.Columns, is) || slices.ContainsFunc(p.Sources, func(s Source) bool {
		return s.Role == Cases && (slices.ContainsFunc(s.Columns, is) ||
			slices.ContainsFunc(s.Set, func(c Constant) bool { return c.Name == name }))
	})
}
