package analysis

import (
	"math"
	"slices"
	"testing"

	"graftstat/analysis/endpoint"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// Eleven patients, one a way to stand; the window is 60 days.
func TestIndependenceToday(t *testing.T) {
	nan := math.NaN()
	type row struct {
		contact, reached, returned, failed, death float64
		unknown                                   string
	}
	rows := []row{
		{500, 90, nan, nan, nan, ""},                       // independent
		{500, 90, nan, 30, nan, ""},                        // independent after an earlier failure
		{500, 90, 300, nan, nan, ""},                       // returned
		{500, 90, nan, 300, nan, ""},                       // the graft failed
		{500, nan, nan, nan, nan, ""},                      // still transfused
		{60, nan, nan, nan, nan, ""},                       // the window is just over
		{59, nan, nan, nan, nan, ""},                       // and not yet
		{500, 90, nan, nan, 500, ""},                       // dead
		{500, nan, nan, nan, nan, "rbc_independence"},      // unknown
		{500, 90, nan, nan, nan, "transfusion_dependence"}, // unknown whether still
		{nan, 90, nan, nan, nan, ""},                       // nobody has seen
	}
	d := &registry.Data{AsOf: 20000, Patients: len(rows), Milestones: map[string]*registry.Milestone{},
		Categories: map[string]*registry.Category{}}
	for _, name := range []string{"last_contact", "rbc_independence", "transfusion_dependence", "graft_failure",
		"death"} {
		d.Milestones[name] = &registry.Milestone{}
	}
	for i, r := range rows {
		d.CaseID = append(d.CaseID, string(rune('a'+i)))
		d.Patient, d.Infused, d.TransplantDate = append(d.Patient, int32(i)), append(d.Infused, true),
			append(d.TransplantDate, 10000)
		for name, time := range map[string]float64{"last_contact": r.contact, "rbc_independence": r.reached,
			"transfusion_dependence": r.returned, "graft_failure": r.failed, "death": r.death} {
			status := registry.Blank
			if name == r.unknown {
				status = registry.Unknown
			}
			m := d.Milestones[name]
			m.Time, m.Status = append(m.Time, time), append(m.Status, status)
		}
	}
	p := &plan.Plan{TimeUnit: plan.Days, Intervals: plan.Intervals{Level: 0.95},
		Rules: plan.Rules{TransfusionIndependence: plan.IndependenceRule{WindowDays: 60}}}
	asked := []plan.Endpoint{{ID: "ti", Event: []plan.Item{{Milestone: "rbc_independence"}}}}
	found := newCohort(p, d, endpoint.NewHistories(p, d), &plan.Cohort{ID: "all", Resolved: asked}).independence()
	if len(found) != 1 {
		t.Fatal("none found")
	}
	r := found[0]
	if r.Confirmed != 2 || r.Lost != 2 || r.Pending != 2 || r.Evaluable != 6 || r.TooEarly != 1 || r.Dead != 1 ||
		r.Unknown != 3 || r.Patients != 11 {
		t.Errorf("%+v", r)
	}
	// 2 of 6, R 4.2.2: binom.test(2, 6)$conf.int
	if math.Abs(float64(r.Lower)-0.0432718682927417) > 1e-9 || math.Abs(float64(r.Upper)-0.7772219044964879) > 1e-9 {
		t.Errorf("interval %.15f to %.15f", r.Lower, r.Upper)
	}
	// Of the first nobody knows the transfusions, of the fifth to day 59 only.
	d.Transfusions = &registry.Coverage{Time: slices.Repeat([]float64{nan}, len(rows)),
		Silent: map[int32]string{0: "log_coverage_undeclared"}}
	d.Transfusions.Time[4] = 59
	r = newCohort(p, d, endpoint.NewHistories(p, d), &plan.Cohort{ID: "all", Resolved: asked}).independence()[0]
	if r.Confirmed != 1 || r.Lost != 2 || r.Pending != 1 || r.TooEarly != 2 || r.Dead != 1 || r.Unknown != 4 {
		t.Errorf("of transfusions that are not known: %+v", r)
	}
	if none := newCohort(p, d, endpoint.NewHistories(p, d), &plan.Cohort{ID: "all"}).independence(); none != nil {
		t.Errorf("no endpoint asks, and there is %+v", none)
	}
}
