package change

import "graftstat/analysis/result"

func cohortOf(r *result.Results, id string) *result.Cohort {
	for i := range r.Cohorts {
		if r.Cohorts[i].ID == id {
			return &r.Cohorts[i]
		}
	}
	return nil
}

func studyCohortOf(r *result.Results, id string) result.StudyCohort {
	for _, c := range r.Study.Cohorts {
		if c.ID == id {
			return c
		}
	}
	return result.StudyCohort{ID: id}
}

func endpointOf(c *result.Cohort, id string) *result.Endpoint {
	for i := range c.Endpoints {
		if c.Endpoints[i].ID == id {
			return &c.Endpoints[i]
		}
	}
	return nil
}

// bys are the columns by which an endpoint is split; "" is the whole cohort.
func bys(e *result.Endpoint) []string {
	var all []string
	for i := range e.Groups {
		if by := e.Groups[i].By; len(all) == 0 || all[len(all)-1] != by {
			all = append(all, by)
		}
	}
	return all
}

func firstGroup(e *result.Endpoint, by string) *result.Group {
	for i := range e.Groups {
		if e.Groups[i].By == by {
			return &e.Groups[i]
		}
	}
	return nil
}

func groupOf(e *result.Endpoint, by, group string) *result.Group {
	for i := range e.Groups {
		if e.Groups[i].By == by && e.Groups[i].Group == group {
			return &e.Groups[i]
		}
	}
	return nil
}
