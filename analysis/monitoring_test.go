package analysis

import (
	"math"
	"strings"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/result"
)

const monitoredCases = `case_id,transplant_date,last_contact_date,death_date,age_years
A1,2024-01-01,2024-02-20,2024-02-20,7
A2,2024-06-01,2026-01-01,,7
A3,2025-03-01,2025-04-10,,7
A4,2025-11-20,2026-01-01,,7
A5,2025-12-15,2025-12-20,2025-12-20,7
`

func monitoredStudy(more string) string {
	return `as_of: 2026-01-01
data: {cases: cases.csv}
cohorts: [{id: c, endpoints: [os]}]
endpoints: [{id: os, kind: survival, event: [death], times: [100]}]
monitor:
  indicators: [{cohort: c, endpoint: os, time: 100}]
  benchmarks: [{id: ours, cohort: c, endpoint: os, time: 100, estimate: 0.9, n: 50, source: "invented"}]
  sequential: [{cohort: c, endpoint: os, time: 100, expected: 0.05}]
  funnel: [{cohort: c, endpoint: os, time: 100, by: transplant_year}]
` + more
}

func monitored(t *testing.T, study, cases string) *result.Monitor {
	t.Helper()
	_, r := runText(t, study, map[string]string{"cases.csv": cases})
	return r.Monitor
}

func isClose(t *testing.T, what string, got result.Number, want float64) {
	t.Helper()
	if !(math.Abs(float64(got)-want) <= 1e-12*max(1, math.Abs(want))) {
		t.Errorf("%s: %.15g, want %.15g", what, float64(got), want)
	}
}

func TestWindowsByHand(t *testing.T) {
	head, rows, _ := strings.Cut(monitoredCases, "\n")
	few := monitored(t, monitoredStudy(""), monitoredCases)
	for _, w := range few.Indicators[0].Windows[1:] { // under five cases have counts and no estimate
		if w.Reason != "few_cases" || w.Cases == 0 || !w.Estimate.IsMissing() || !w.Lower.IsMissing() {
			t.Errorf("%+v", w)
		}
	}
	if o := few.Benchmarks[0].Observed; o.Reason != "few_cases" || !o.Estimate.IsMissing() || o.Cases != 3 ||
		o.Events != 1 {
		t.Errorf("beside the benchmark %+v", o)
	}
	five := head + "\n"
	for _, prefix := range "ABCDE" {
		five += strings.ReplaceAll(rows, "A", string(prefix))
	}
	w := monitored(t, monitoredStudy(""), five).Indicators[0].Windows // everyone five times
	// The closing date less 100 days is 23 September 2025.
	for i, want := range []struct {
		id, from, to  string
		cases, events int
		estimate      float64
		reason        string
	}{
		{"month", "2025-12-02", "2026-01-01", 5, 5, math.NaN(), "counts_only"},
		{"months-12", "2024-09-24", "2025-09-23", 5, 0, math.NaN(), "past_follow_up"}, // A3 alone, last seen on day 40
		// on day 50 ten of fifteen are at risk
		{"months-36", "2022-09-24", "2025-09-23", 15, 5, 0.5, ""},
		{"all", "", "2025-09-23", 15, 5, 0.5, ""},
	} {
		got := w[i]
		if got.Window != want.id || got.From != want.from || got.To != want.to || got.Cases != want.cases ||
			got.Events != want.events || got.Reason != want.reason {
			t.Errorf("%+v", got)
		}
		if math.IsNaN(want.estimate) != got.Estimate.IsMissing() || !math.IsNaN(want.estimate) &&
			float64(got.Estimate) != want.estimate {
			t.Errorf("%s: %v", want.id, got.Estimate)
		}
	}
}

func TestSequentialByHand(t *testing.T) {
	s := monitored(t, monitoredStudy(""), monitoredCases).Sequential[0]
	if len(s.Points) != 2 || s.Points[0].Case != "A1" || s.Points[1].Case != "A2" || s.Lost != 1 {
		t.Fatalf("%+v, lost %d", s.Points, s.Lost)
	}
	isClose(t, "after the death", s.Points[0].CUSUM, math.Log(2/1.05))
	isClose(t, "after the survivor", s.Points[1].CUSUM, math.Log(2/1.05)-math.Log(1.05))
	isClose(t, "expected less observed", s.Points[1].VLAD, 0.1-1)
	// A4 and A5 wait for their hundredth day, though A5 has died.
	if p := s.Pending; len(p) != 2 || p[0] != (result.PendingCase{Case: "A4", Due: "2026-02-28"}) ||
		p[1] != (result.PendingCase{Case: "A5", Due: "2026-03-25", Event: true}) {
		t.Errorf("pending %+v", p)
	}
	deaths := 0
	for _, p := range s.TimePoints {
		if p.Event {
			deaths++
		}
	}
	if deaths != 2 || !(s.Limit > 0) || !(s.TimeLimit > 0) {
		t.Errorf("%d deaths in calendar time, limits %v and %v", deaths, s.Limit, s.TimeLimit)
	}
}

func TestBenchmarkByHand(t *testing.T) {
	b := monitored(t, monitoredStudy(""), monitoredCases).Benchmarks[0]
	if b.K != 1 || b.Known != 2 || b.Lost != 1 || b.Verdict != "too_few" || b.Signal || !b.Good {
		t.Errorf("%+v", b)
	}
	// Days at risk up to 100: 50, 100, 40, 42 and 5; the hazard is that of 90 % at day 100. Two have died.
	expected := 2.37 * -math.Log(0.9)
	isClose(t, "expected", b.Ratio.Expected, expected)
	isClose(t, "ratio", b.Ratio.Ratio, 2/expected)
	if b.Ratio.Observed != 2 || b.Ratio.Adjusted {
		t.Errorf("%+v", b.Ratio)
	}
}

// The check by pseudo-values is of survival only, and says so of an incidence.
func TestPseudoValuesSayWhyThereAreNone(t *testing.T) {
	if r := monitored(t, monitoredStudy(""), monitoredCases).Benchmarks[0].Ratio; r.PseudoReason != "" ||
		r.Pseudo.IsMissing() {
		t.Errorf("%+v", r)
	}
	incidence := strings.NewReplacer("kind: survival, event: [death]", "kind: incidence, event: [death]",
		"estimate: 0.9", "estimate: 0.1").Replace(monitoredStudy(""))
	if r := monitored(t, incidence, monitoredCases).Benchmarks[0].Ratio; r.PseudoReason != "competing_events" ||
		!r.Pseudo.IsMissing() {
		t.Errorf("%+v", r)
	}
}

// A risk model multiplies the hazard of a case; one without a value is left out and counted.
func TestRiskModelByHand(t *testing.T) {
	cases := `case_id,transplant_date,last_contact_date,death_date,age_years
A1,2024-01-01,2024-02-20,2024-02-20,8
A2,2024-06-01,2026-01-01,,7
A3,2024-07-01,2026-01-01,,
`
	m := monitored(t, monitoredStudy("  risk: [{cohort: c, endpoint: os, source: invented, terms: [{term: age_years, coef: 0.6931471805599453, centre: 7}]}]\n"), cases)
	ratio := m.Benchmarks[0].Ratio
	isClose(t, "expected", ratio.Expected, (2*0.5+1)*-math.Log(0.9))
	if !ratio.Adjusted || ratio.Missing != 1 || ratio.Observed != 1 {
		t.Errorf("%+v", ratio)
	}
	s := m.Sequential[0]
	isClose(t, "twice the odds", s.Points[0].Expected, 2.0/21)
	isClose(t, "the odds", s.Points[1].Expected, 0.05)
	if len(s.Points) != 2 || s.MissingRisk != 1 {
		t.Errorf("%d points, %d without a value", len(s.Points), s.MissingRisk)
	}
}

func TestFunnelByHand(t *testing.T) {
	f := monitored(t, monitoredStudy(""), monitoredCases).Funnels[0]
	if len(f.Units) != 2 || f.Units[0].Unit != "2024" || f.Units[0].K != 1 || f.Units[0].N != 2 ||
		f.Units[0].Estimate != 0.5 || f.Units[1].Lost != 1 || f.Units[1].N != 0 || !f.Units[1].Estimate.IsMissing() {
		t.Errorf("%+v", f.Units)
	}
	isClose(t, "target", f.Target, 0.1)
	if f.Source != "ours" || f.Good {
		t.Errorf("%+v", f)
	}
}

func TestCompletenessByHand(t *testing.T) {
	m := monitored(t, monitoredStudy(""), monitoredCases)
	c := m.Completeness[0]
	isClose(t, "C", c.C, 716.0/982)
	isClose(t, "C at one year", c.COneYear, 502.0/768)
	if c.Complete != 2 || c.Due != 2 || c.BeyondYear != 3 || c.Patients != 5 || c.Below || c.Overdue != 1 {
		t.Errorf("%+v", c)
	}
	if c.EstimateReason != fewCases || !c.Estimate.IsMissing() { // two were due
		t.Errorf("reason %q, estimate %v", c.EstimateReason, c.Estimate)
	}
	late := monitored(t, monitoredStudy(""),
		"case_id,transplant_date,last_contact_date,death_date,age_years\nA4,2025-11-20,2026-01-01,,7\n").Completeness[0]
	if late.EstimateReason != "nobody_due" || !late.Estimate.IsMissing() || late.Reason != fewCases ||
		!late.C.IsMissing() {
		t.Errorf("nobody of a year ago: %+v", late)
	}
	want := result.Overdue{Case: "A3", Cohort: "c", LastContact: "2025-04-10", Visit: 100, Due: "2025-06-09",
		DaysLate: 206}
	if len(m.Overdue) != 1 || m.Overdue[0] != want {
		t.Errorf("overdue %+v", m.Overdue)
	}
}

// Twenty deaths within 100 days in a row: every signal that there is.
func TestSignals(t *testing.T) {
	cases := "case_id,transplant_date,last_contact_date,death_date\n"
	for i := range 20 {
		day := plan.Date{Set: true, Days: 20000 + i}
		died := plan.Date{Set: true, Days: 20010 + i}
		cases += "A" + string(rune('a'+i)) + "," + day.String() + "," + died.String() + "," + died.String() + "\n"
	}
	for i := range 5 { // lost on day 10 of 2023
		cases += "B" + string(rune('a'+i)) + ",2023-01-01,2023-01-11,\n"
	}
	_, r := runText(t, "as_of: 2025-06-30\n"+monitoredStudy("")[len("as_of: 2026-01-01\n"):],
		map[string]string{"cases.csv": cases})
	found := map[string]bool{}
	for _, s := range r.Signals {
		found[s.Code] = true
	}
	for _, code := range []string{"below_benchmark", "cusum_signal", "funnel_outside", "completeness_below"} {
		if !found[code] {
			t.Errorf("no signal %s among %+v", code, r.Signals)
		}
	}
	if b := r.Monitor.Benchmarks[0]; b.Verdict != "below" || !b.Signal {
		t.Errorf("%+v", b)
	}
}

func TestNothingIsMonitoredWithoutDates(t *testing.T) {
	_, r := runText(t, "data: {cases: cases.csv}\ncohorts: [{id: c, endpoints: [os]}]\nendpoints: [{id: os, kind: survival, event: [death], times: [100]}]\n",
		map[string]string{"cases.csv": "case_id,death_day,last_contact_day\nA,5,5\nB,,9\n"})
	if r.Monitor != nil || len(r.Signals) > 0 {
		t.Errorf("%+v", r.Monitor)
	}
}

func TestVisitsMissed(t *testing.T) {
	w := &watch{cohort: &cohort{study: &plan.Plan{Monitor: plan.Monitor{Visits: []float64{100, 365}, GraceDays: 60}}}}
	for _, c := range []struct {
		seen, potential, visit float64
		missed                 bool
	}{
		{0, 160, 100, false}, {0, 161, 100, true}, {100, 400, 365, false}, {100, 426, 365, true},
		{365, 900, 730, true}, {365, 790, 730, false}, {730, 1156, 1095, true}, {729, 1156, 730, true},
	} {
		if visit, missed := w.firstMissed(c.seen, c.potential); visit != c.visit || missed != c.missed {
			t.Errorf("seen on day %v of %v: visit %v, missed %v", c.seen, c.potential, visit, missed)
		}
	}
}
