package analysis

import "testing"

// Of seven patients two are alive, three dead, of whom one on an unknown day and one
// after the last contact, and of two nothing is known: one has no last contact, the
// death of the other cannot be told. None of the two is called alive.
func TestAliveDeadUnknownByHand(t *testing.T) {
	_, r := runText(t, `as_of: 2025-01-01
data: {cases: cases.csv}
cohorts: [{id: all, endpoints: [os]}]
endpoints: [{id: os, kind: survival, event: [death], times: [100]}]
`, map[string]string{"cases.csv": `case_id,transplant_date,death_date,death_status,last_contact_date
A,2024-01-01,,no,2024-04-10
B,2024-01-01,,,2024-12-31
C,2024-01-01,2024-02-01,yes,2024-02-01
D,2024-01-01,2024-06-01,,2024-03-01
E,2024-01-01,,yes,2024-03-01
F,2024-01-01,,,
G,2024-01-01,,unknown,2024-05-01
`})
	c := r.Cohorts[0]
	f := c.FollowUp
	if c.Patients != 7 || f.Alive != 2 || f.Dead != 3 || f.Unknown != 2 || f.Min != 100 || f.Max != 365 {
		t.Errorf("%d patients: %d alive for %v to %v, %d dead, %d unknown", c.Patients, f.Alive, f.Min, f.Max, f.Dead,
			f.Unknown)
	}
	if g := c.Endpoints[0].Groups[0]; g.Cases != 4 || g.Events != 2 {
		t.Errorf("survival of %d cases with %d events, want 4 with 2", g.Cases, g.Events)
	}
}
