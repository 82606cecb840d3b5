package change

import (
	"maps"
	"slices"

	"graftstat/analysis/result"
)

// Between compares an earlier report with the present one. previous may be
// nil: there is none; either listing may be nil: then nothing is said of single
// cases. It changes none of them.
func Between(previous *result.Results, previousListing *result.Listing, now *result.Results,
	nowListing *result.Listing) *result.Changes {
	found := &result.Changes{
		Cohorts: []result.CohortCount{}, Numbers: []result.NumberChange{}, Groups: []result.GroupCount{},
		Cases:       []result.CaseChange{},
		Definitions: []result.DefinitionChange{}, Inputs: []result.InputChange{},
		Issues: result.IssueChanges{Mended: []result.Issue{}, New: []result.Issue{}},
	}
	if previous == nil {
		found.Reason = "no_earlier_report"
		return found
	}
	found.AsOf, found.Version = previous.AsOf, previous.Tool.Version
	c := &comparison{before: previous, after: now, found: found}
	c.byCase(previousListing, nowListing)
	if found.Reason = c.incomparable(); found.Reason != "" {
		found.ByCase, found.NotByCase = false, ""
		return found
	}
	found.BackDated = now.AsOf != "" && now.AsOf < previous.AsOf
	c.closing = now.AsOf != previous.AsOf
	c.version = now.Tool != previous.Tool
	found.Inputs = inputs(previous.Inputs, now.Inputs)
	c.files = slices.ContainsFunc(found.Inputs, func(i result.InputChange) bool { return i.State != "same" })
	c.changed = c.definitions()
	found.Definitions = append(found.Definitions, c.changed...)
	found.Issues = issues(previous, now)
	for i := range now.Cohorts {
		if was := cohortOf(previous, now.Cohorts[i].ID); was != nil {
			c.cohort(was, &now.Cohorts[i])
		}
	}
	c.finishCases()
	return found
}

// comparison is two reports on their way to the changes between them.
type comparison struct {
	before, after               *result.Results
	beforeListing, afterListing *result.Listing // nil where cases are not compared
	beforeMembers, afterMembers *members
	closing, files, version     bool // changed
	changed                     []result.DefinitionChange
	newDeaths                   map[string]bool
	newEvents                   map[patientEvent]bool
	place                       map[caseKey]int // of a case in found.Cases
	found                       *result.Changes
}

// byCase decides whether cases can be compared: each listing has as many
// analysed cases as its results say.
func (c *comparison) byCase(before, after *result.Listing) {
	if before == nil || after == nil {
		c.found.NotByCase = "no_listing"
		return
	}
	c.beforeMembers, c.afterMembers = membersOf(before), membersOf(after)
	if !c.beforeMembers.belongTo(c.before) || !c.afterMembers.belongTo(c.after) {
		c.found.NotByCase = "listing_differs"
		return
	}
	c.beforeListing, c.afterListing, c.found.ByCase = before, after, true
	c.newDeaths, c.newEvents, c.place = make(map[string]bool), make(map[patientEvent]bool), make(map[caseKey]int)
}

// incomparable says why two reports are not to be compared: they are of other
// schemas, have no cohort in common, or are of another title and centre and
// have no case in common; without listings the title and centre decide.
func (c *comparison) incomparable() string {
	before, after := c.before, c.after
	common := slices.ContainsFunc(after.Cohorts, func(x result.Cohort) bool { return cohortOf(before, x.ID) != nil })
	switch {
	case before.Schema != after.Schema:
		return "other_schema"
	case !common:
		return "other_study"
	case differWholly(before.Study.Title, after.Study.Title) && differWholly(before.Study.Centre, after.Study.Centre) &&
		!c.sharesACase():
		return "other_study"
	case before.Study.TimeUnit != after.Study.TimeUnit:
		return "other_time_unit"
	}
	return ""
}

// differWholly: no language has the same text in both. Two texts that are not
// there are the same.
func differWholly(a, b result.Text) bool {
	if len(a) == 0 && len(b) == 0 {
		return false
	}
	for language, text := range a {
		if b[language] == text {
			return false
		}
	}
	return true
}

func (c *comparison) sharesACase() bool {
	if !c.found.ByCase {
		return false
	}
	for id := range maps.Keys(c.beforeMembers.cases) {
		if c.afterMembers.cases[id] {
			return true
		}
	}
	return false
}

// cohort compares one cohort, an endpoint at a time.
func (c *comparison) cohort(before, after *result.Cohort) {
	c.found.Cohorts = append(c.found.Cohorts, result.CohortCount{Cohort: after.ID, CasesBefore: before.Cases,
		CasesAfter:     after.Cases,
		PatientsBefore: before.Patients, PatientsAfter: after.Patients})
	c.computed(before, after)
	var blocks []*block
	for i := range after.Endpoints {
		was := endpointOf(before, after.Endpoints[i].ID)
		if was == nil || was.Reason != "" || after.Endpoints[i].Reason != "" {
			continue // of one that is not computed no case stands in the listing
		}
		b := c.block(after.ID, was, &after.Endpoints[i])
		c.estimates(b)
		c.daysToEvent(b)
		c.groups(b)
		b.keepChanged()
		blocks = append(blocks, b)
	}
	if isFollowed(before) && isFollowed(after) {
		c.followUp(before, after, blocks)
	}
}
