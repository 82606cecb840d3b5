package recovery

import "testing"

// One issue a case, at the first entry beyond 180 days, unless the disease came back
// or the graft failed before it.
func TestLateSupportive(t *testing.T) {
	const want = "warning late_supportive transfusions.csv 3 indication C1 180"
	newStudy(1).transfuse(0, "platelets", "supportive", 180, 181, 300).derive(t).wantIssues(t, want)
	newStudy(1).transfuse(0, "rbc", "supportive", 180).transfuse(0, "rbc", "other", 181).derive(t).wantIssues(t)
	newStudy(1).transfuse(0, "rbc", "supportive", 30, 181).milestone("relapse", 0, 181).derive(t).wantIssues(t)
	newStudy(1).transfuse(0, "rbc", "supportive", 9, 181).milestone("relapse", 0, 182).derive(t).wantIssues(t, want)

	s := newStudy(1).transfuse(0, "platelets", "supportive", 30, 181)
	s.p.Checks.Off = []string{"late_supportive"}
	s.derive(t).wantIssues(t)
	s = newStudy(1).transfuse(0, "platelets", "supportive", 30, 181)
	s.p.Checks.LateSupportive.Days = 181
	s.derive(t).wantIssues(t)
}
