package analysis

import (
	"slices"

	"graftstat/analysis/endpoint"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// leaveOutUnrecorded takes out of the cohort's endpoints those that are reported where their data
// are recorded (if_recorded), and are not: what a milestone of the event, or a column of
// the patients whom it is of, lacks, or at least min_group patients (few_cases): fewer are
// described one by one. What its competing events and its follow-up lack
// stops it as any other endpoint.
func (c *cohort) leaveOutUnrecorded() {
	c.keepIf(func(e plan.Endpoint) bool {
		if !e.IfRecorded {
			return true
		}
		l := result.LeftOut{Endpoint: e.ID, Label: result.Text(e.Label)}
		lacks := c.ownLacks(e)
		switch l.Cases = c.among(e); {
		case lacks.reason != "":
			l.Reason, l.Missing = lacks.reason, lacks.missing
		case l.Cases < c.plan.MinGroup:
			l.Reason = fewCases
		default:
			return true
		}
		c.leftOut = append(c.leftOut, l)
		return false
	})
}

// leaveOutUncounted is leaveOutUnrecorded of tallies: of what none counts, and of few.
func (c *talliedCohort) leaveOutUncounted() {
	c.keepIf(func(e plan.Endpoint) bool {
		if !e.IfRecorded {
			return true
		}
		l := result.LeftOut{Endpoint: e.ID, Label: result.Text(e.Label), Reason: fewCases, Cases: c.counted(e.ID)}
		if c.rows[e.ID] == nil {
			l.Reason = reasonNotCounted
		}
		if l.Reason == fewCases && l.Cases >= c.plan.MinGroup {
			return true
		}
		c.leftOut = append(c.leftOut, l)
		return false
	})
}

// counted are the cases of an endpoint, those set aside among them.
func (c *talliedCohort) counted(endpoint string) int {
	n := 0
	for _, row := range c.rows[endpoint] {
		if cell := c.cell(row); cell.By == "" && cell.Status != registry.TallyReached {
			n += int(c.summed.Rows[row].N)
		}
	}
	return n
}

// asked are the endpoints of the cohort, and those of which it has few cases.
func (c *cohort) asked(all []plan.Endpoint) []plan.Endpoint {
	return slices.DeleteFunc(slices.Clone(all), func(e plan.Endpoint) bool {
		return slices.ContainsFunc(c.leftOut, func(l result.LeftOut) bool {
			return l.Endpoint == e.ID && l.Reason != fewCases
		})
	})
}

// keep leaves the endpoints that another run of the study has.
func (c *cohort) keep(others []result.Endpoint) {
	c.keepIf(func(e plan.Endpoint) bool {
		return slices.ContainsFunc(others, func(other result.Endpoint) bool { return other.ID == e.ID })
	})
}

// keepIf gives the cohort a plan of its own with some of its endpoints.
func (c *cohort) keepIf(keeps func(plan.Endpoint) bool) {
	own := *c.plan
	own.Resolved = nil
	for _, e := range c.plan.Resolved {
		if keeps(e) {
			own.Resolved = append(own.Resolved, e)
		}
	}
	c.plan = &own
}

// ownLacks is what the events of an endpoint lack, and the columns that say of whom it is.
func (c *cohort) ownLacks(e plan.Endpoint) lack {
	var l lack
	for _, condition := range e.Among {
		if !c.everyRowHas(condition.Column) {
			l.add(columnAbsent, condition.Column)
		}
	}
	for _, it := range e.Event {
		c.milestoneLacks(&l, it.Milestone)
	}
	return l
}

// among are the patients of the cohort of whom an endpoint is.
func (c *cohort) among(e plan.Endpoint) int {
	matches, n := endpoint.Matcher(c.data, e.Among), 0
	for _, row := range c.indexRows() {
		if matches(int(row)) {
			n++
		}
	}
	return n
}

func (c *cohort) endpointIDs() []string {
	ids := []string{}
	for _, e := range c.plan.Resolved {
		ids = append(ids, e.ID)
	}
	return ids
}
