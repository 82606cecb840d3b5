package change

import "graftstat/analysis/result"

// members are the cases of a listing.
type members struct {
	cases    map[string]bool
	cohort   map[member]bool
	patients map[string]bool
	happened map[patientEvent]bool
	analysed map[member]int // rows that are not set aside, by cohort and endpoint
}

// member is a case of a cohort, or an endpoint of a cohort.
type member struct{ cohort, id string }

// patientEvent is a milestone that ended an endpoint of a patient.
type patientEvent struct{ patient, milestone string }

func membersOf(l *result.Listing) *members {
	m := &members{cases: make(map[string]bool), cohort: make(map[member]bool), patients: make(map[string]bool),
		happened: make(map[patientEvent]bool), analysed: make(map[member]int)}
	for r := range l.All() {
		if key := (member{r.Cohort, r.Case}); !m.cohort[key] {
			m.cohort[key], m.cases[r.Case], m.patients[r.Patient] = true, true, true
		}
		if r.Status > 0 {
			m.happened[patientEvent{r.Patient, r.Code}] = true
		}
		if r.Status >= 0 {
			m.analysed[member{r.Cohort, r.Endpoint}]++
		}
	}
	return m
}

// belongTo reports whether the listing has the cases of the results.
func (m *members) belongTo(r *result.Results) bool {
	for i := range r.Cohorts {
		c := &r.Cohorts[i]
		for j := range c.Endpoints {
			cases := 0
			if g := firstGroup(&c.Endpoints[j], ""); g != nil {
				cases = g.Cases
			}
			if m.analysed[member{c.ID, c.Endpoints[j].ID}] != cases {
				return false
			}
		}
	}
	return true
}
