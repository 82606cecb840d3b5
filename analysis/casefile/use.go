package casefile

import (
	"slices"

	"graftstat/analysis/plan"
)

// Names of columns that have a part of their own in reading.
const (
	caseIDColumn         = "case_id"
	patientIDColumn      = "patient_id"
	birthDateColumn      = "birth_date"
	ageColumn            = "age_years"
	transplantDateColumn = "transplant_date"
	transplantTypeColumn = "transplant_type"
	recipientABOColumn   = "recipient_abo"
	donorABOColumn       = "donor_abo"
	aboMatchColumn       = "abo_match"
	aboMajorColumn       = "abo_major"
)

// A need is what a covariate is read as. A column can be needed as both.
type need uint8

const (
	asNumber   need = 1 << iota // in a bound, cut into groups, or an entry time
	asCategory                  // groups, strata, a declared list of values or a reference level
)

// use is what the study needs of the cases file, beside what the canonical
// columns of the dictionary say of themselves.
type use struct {
	need  map[string]need // by our name of a covariate; 0: a category if it holds a non-number, else a number
	named map[string]bool // named by the study or a preset: its absence is worth a word
	// milestones in the order of the dictionary, then those that only the study names
	milestones []string
}

// columnsInUse gathers every column and milestone that the plan needs.
func columnsInUse(p *plan.Plan) use {
	u := use{need: map[string]need{}, named: map[string]bool{}, milestones: plan.Milestones()}
	for _, c := range plan.Columns() {
		switch c.Kind {
		case plan.Number:
			u.need[c.Name] |= asNumber
		case plan.Category:
			u.need[c.Name] |= asCategory
		}
	}
	for _, m := range plan.Milestones() { // their columns are read as milestones
		for _, form := range milestoneForms() {
			delete(u.need, m+form)
		}
	}
	u.addMilestones(sortedKeys(p.Milestones)...)
	for _, e := range p.Endpoints {
		u.addEndpoint(e)
	}
	for _, c := range p.Cohorts {
		u.addCohort(c)
	}
	u.addReported(p)
	for name := range p.Data.Values {
		if _, used := u.need[name]; used {
			u.need[name] |= asCategory
		}
	}
	return u
}

func (u *use) addCohort(c plan.Cohort) {
	u.addWhere(c.Where)
	for _, by := range c.Compare {
		if len(by.Cut) > 0 {
			u.addColumn(by.Column, asNumber)
		} else {
			u.addColumn(by.Column, asCategory)
		}
	}
	u.addColumn(c.Stratify, asCategory)
	for _, m := range c.Models {
		for _, term := range m.Terms {
			u.addColumn(term, 0)
		}
		for column := range m.Reference {
			u.addColumn(column, asCategory)
		}
		u.addColumn(m.Strata, asCategory)
		u.addColumn(m.Cluster, asCategory)
		u.addEntry(m.Entry)
		for _, name := range m.TimeDependent {
			u.addMilestoneOrColumn(name, 0)
		}
	}
	for _, e := range c.Resolved {
		u.addEndpoint(e)
	}
}

func (u *use) addEndpoint(e plan.Endpoint) {
	for _, items := range [][]plan.Item{e.Event, e.Competing} {
		for _, item := range items {
			u.addMilestones(item.Milestone)
			u.addWhere(item.Where)
		}
	}
	for _, condition := range e.Among {
		if e.IfRecorded && len(condition.In)+len(condition.Not) > 0 {
			u.need[condition.Column] |= 0 // its absence leaves the endpoint out
			continue
		}
		u.addWhere(plan.Where{condition})
	}
	u.addMilestones(e.From)
	u.addMilestones(e.Censor...)
	u.addEntry(e.Entry)
}

// addEntry takes the milestone or number at which the time at risk starts.
func (u *use) addEntry(name string) { u.addMilestoneOrColumn(name, asNumber) }

func (u *use) addMilestoneOrColumn(name string, n need) {
	if !slices.Contains(u.milestones, name) {
		u.addColumn(name, n)
	}
}

func (u *use) addWhere(w plan.Where) {
	for _, c := range w {
		if c.LT != nil || c.LE != nil || c.GT != nil || c.GE != nil {
			u.addColumn(c.Column, asNumber)
		} else {
			u.addColumn(c.Column, 0)
		}
	}
}

func (u *use) addColumn(name string, n need) {
	switch name {
	case "", caseIDColumn, patientIDColumn, birthDateColumn, transplantDateColumn:
		return
	}
	u.named[name] = true
	u.need[name] |= n
}

func (u *use) addMilestones(names ...string) {
	for _, name := range names {
		if name != "" && name != plan.Transplant && !slices.Contains(u.milestones, name) {
			u.milestones = append(u.milestones, name)
		}
	}
}

// sortedKeys are the keys of a map in an order that does not change.
func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
