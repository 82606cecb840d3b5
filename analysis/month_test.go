package analysis

import (
	"math"
	"slices"
	"strings"
	"testing"

	"graftstat/analysis/code"
	"graftstat/analysis/result"
)

// From 2 January 2025 on A2 is followed for 365 days, A3 for 40, A4 for 42 and
// A5, who dies, for 5; in the year before A1, who dies, for 50 and A2 for 214.
func TestDeathsByHand(t *testing.T) {
	d := monitored(t, monitoredStudy(""), monitoredCases).Deaths[0]
	if d.Reason != "" || d.CauseReason != columnAbsent || len(d.Periods) != 2 {
		t.Fatalf("%+v", d)
	}
	for i, want := range []struct {
		from, to string
		days     float64
	}{{"2025-01-02", "2026-01-01", 452}, {"2024-01-02", "2025-01-01", 264}} {
		p := d.Periods[i]
		if p.From != want.from || p.To != want.to || p.Deaths != 1 || len(p.Causes) != 0 {
			t.Errorf("%+v, want %+v and a death without a cause", p, want)
		}
		isClose(t, "patient-years", p.PatientYears, want.days/365.25)
	}
	isClose(t, "chance of one or more", d.More, 1-(264.0/716)*(264.0/716))
}

// A cause may stand in any row of the patient; a death without one is counted last.
func TestCausesOfDeath(t *testing.T) {
	d := monitored(t, monitoredStudy(""), `case_id,patient_id,transplant_date,last_contact_date,death_date,cause_of_death
A1,P1,2025-02-01,2025-06-01,2025-06-01,
A2,P1,2025-03-01,2025-06-01,2025-06-01,infection
A3,P3,2025-02-01,2025-07-01,2025-07-01,
A4,P4,2025-02-01,2025-08-01,2025-08-01,relapse
A5,P5,2025-02-01,2025-09-01,2025-09-01,relapse
A6,P6,2025-02-01,2025-12-01,,
`).Deaths[0]
	want := []result.CauseCount{{Cause: "relapse", N: 2}, {Cause: "infection", N: 1}, {Cause: "", N: 1}}
	if d.CauseReason != "" || !slices.Equal(d.Periods[0].Causes, want) || d.Periods[0].Deaths != 4 ||
		d.Periods[1].Deaths != 0 {
		t.Errorf("%+v, want %+v", d, want)
	}
}

// Day 99 is before day 100, day 100 is not; a patient is of the period in which day 100
// lies. Of the last twelve months B1, B2, B3, B4, B5 and B7 are known: B1 died of
// infection, B3 of a cause that is not stated and B4 of one that no dictionary has. B6 was
// lost. The interval of 1 of 6 is R 4.2.2, binom.test(1, 6).
func TestInfectionBeforeDay100ByHand(t *testing.T) {
	d := monitored(t, monitoredStudy(""), `case_id,transplant_date,last_contact_date,death_date,cause_of_death
B1,2025-03-01,2025-06-08,2025-06-08,infection
B2,2025-03-01,2025-06-09,2025-06-09,infection
B3,2025-03-01,2025-04-01,2025-04-01,
B4,2025-03-01,2025-04-01,2025-04-01,fever
B5,2024-09-24,2025-12-01,,
B6,2025-03-01,2025-04-01,,
B7,2025-09-23,2026-01-01,,
B8,2025-09-24,2025-10-01,2025-10-01,infection
B9,2024-09-23,2024-10-01,2024-10-01,infection
`).Deaths[0]
	last, before := d.Periods[0].EarlyInfection, d.Periods[1].EarlyInfection
	if last == nil || last.Patients != 6 || last.Deaths != 3 || last.Infection != 1 || last.CauseUnknown != 2 ||
		last.Lost != 1 {
		t.Fatalf("%+v", last)
	}
	isClose(t, "share", last.Estimate, 1./6)
	isClose(t, "lower", last.Lower, 0.00421074451448947)
	isClose(t, "upper", last.Upper, 0.641234578997674)
	if before.Patients != 1 || before.Infection != 1 || before.Lost != 0 {
		t.Errorf("the year before: %+v", before)
	}
	if d = monitored(t, monitoredStudy(""), monitoredCases).Deaths[0]; d.Periods[0].EarlyInfection != nil {
		t.Errorf("without a column of causes: %+v", d.Periods[0].EarlyInfection)
	}
}

// A death on an unknown day may be before day 100: it is not among the patients.
func TestInfectionOnAnUnknownDay(t *testing.T) {
	d := monitored(t, monitoredStudy(""), `case_id,transplant_date,last_contact_date,death_date,cause_of_death
B1,2025-03-01,2025-04-01,soon,infection
B2,2025-03-01,2025-12-01,,
`).Deaths[0]
	if e := d.Periods[0].EarlyInfection; e.Patients != 1 || e.Infection != 0 || e.Lost != 1 {
		t.Errorf("%+v", e)
	}
}

// Without the column of deaths there is no count of them, and no light is green.
func TestNoDeathColumnNoCount(t *testing.T) {
	m := monitored(t, monitoredStudy(""), `case_id,transplant_date,last_contact_date
A1,2024-01-01,2024-02-20
A2,2024-06-01,2026-01-01
`)
	if d := m.Deaths[0]; d.Reason != columnAbsent || !slices.Contains(d.Missing, "death") || len(d.Periods) != 0 ||
		!d.More.IsMissing() {
		t.Errorf("%+v", d)
	}
	if l := m.Lights[0]; l.Level != code.LightUnknown || l.Why[0].Code != columnAbsent {
		t.Errorf("%+v", l)
	}
	if len(m.Exposures) != 0 {
		t.Errorf("%+v", m.Exposures)
	}
}

// A death whose day cannot be read is in no period, and is told.
func TestUndatedDeaths(t *testing.T) {
	d := monitored(t, monitoredStudy(""), strings.Replace(monitoredCases, "2024-02-20,2024-02-20", "2024-02-20,soon",
		1)).Deaths[0]
	if d.Undated != 1 || d.Periods[1].Deaths != 0 || d.Periods[0].Deaths != 1 {
		t.Errorf("%+v", d)
	}
}

// Ninety per cent at day 100 is a hazard of -ln(.9)/100 a day: 87 days in the
// last year, A2 being past day 100; 236 days to the look of 31 December, of which A4 has 41.
func TestExposureOfAStudyByHand(t *testing.T) {
	x := monitored(t, monitoredStudy(""), monitoredCases).Exposures[0]
	hazard := -math.Log(0.9) / 100
	for i, want := range []struct {
		id, from, to string
		observed     int
		days         float64
	}{{lastTwelve, "2025-01-02", "2026-01-01", 1, 87}, {beforeTwelve, "2024-01-02", "2025-01-01", 1, 150},
		{yearlyLook, "2023-01-01", "2025-12-31", 2, 236}} {
		p := x.Periods[i]
		if p.ID != want.id || p.From != want.from || p.To != want.to || p.Observed != want.observed || p.Later != 0 {
			t.Errorf("%+v, want %+v", p, want)
		}
		isClose(t, "expected", p.Expected, want.days*hazard)
		isClose(t, "posterior mean", p.Ratio, (float64(want.observed)+2)/(want.days*hazard+2))
	}
	if x.Flag.Flagged || x.Flag.Reason != "too_few" || x.Flag.Fewest != 3 {
		t.Errorf("%+v", x.Flag)
	}
	e := 236 * hazard
	isClose(t, "false chance", x.Flag.False, 1-math.Exp(-e)*(1+e+e*e/2))
}

// Three deaths where a quarter was expected are flagged, with the day of the look;
// not where the benchmark's interval reaches down to half of the survivors.
func TestYearlyFlag(t *testing.T) {
	dead := strings.NewReplacer("2025-04-10,,", "2025-04-10,2025-04-10,").Replace(monitoredCases)
	_, r := runText(t, monitoredStudy(""), map[string]string{"cases.csv": dead})
	if !r.Monitor.Exposures[0].Flag.Flagged || r.Monitor.JudgedOn != "2025-12-31" {
		t.Errorf("%+v, judged on %s", r.Monitor.Exposures[0].Flag, r.Monitor.JudgedOn)
	}
	signalled := slices.ContainsFunc(r.Signals, func(s result.Signal) bool {
		return s.Code == ratioFlagged &&
			s.Args[1] == "2025-12-31"
	})
	if l := r.Monitor.Lights[0]; !signalled || l.Level != code.LightAct {
		t.Errorf("signals %+v, light %+v", r.Signals, l)
	}
	wide := strings.Replace(monitoredStudy(""), "n: 50,", "interval: [0.5, 0.97],", 1)
	if x := monitored(t, wide, dead).Exposures[0]; x.Flag.Flagged || x.Flag.Reason != "" || x.Flag.Fewest <= 3 {
		t.Errorf("%+v", x.Flag)
	}
	later := strings.Replace(monitoredStudy(""), "monitor:\n", "monitor:\n  judged_on: 03-31\n", 1)
	if m := monitored(t, later, dead); m.JudgedOn != "2025-03-31" || m.Exposures[0].Flag.Flagged {
		t.Errorf("judged on %s: %+v", m.JudgedOn, m.Exposures[0].Flag)
	}
}

// One kind of task hides no other: of ten missed visits and one fault the fault is named first.
func TestTasksOfEachKind(t *testing.T) {
	cases := "case_id,transplant_date,last_contact_date,death_date\n"
	for _, id := range strings.Split("BCDEFGHIJK", "") {
		cases += id + ",2024-01-01,2024-02-01,\n"
	}
	cases += "L,2025-10-01,2026-01-01,\nM,2024-01-01,2025-12-31,soon\n"
	m := monitored(t, monitoredStudy(""), cases)
	var got []string
	for _, task := range m.Tasks.List {
		got = append(got, string(task.Kind)+" "+task.Case)
	}
	want := []string{"data_error M", "due L", "overdue B", "overdue C", "overdue D"}
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if !slices.Equal(m.Tasks.Counts, []result.TaskCount{{Kind: code.TaskDataError, N: 1}, {Kind: code.TaskDue, N: 1},
		{Kind: code.TaskOverdue, N: 10}}) {
		t.Errorf("%+v", m.Tasks.Counts)
	}
	if l := m.Lights[0]; l.Level != code.LightLook && l.Level != code.LightAct {
		t.Errorf("%+v", l)
	}
}

// A time asked for in years is told in years, and is the same stretch of days.
func TestMonitoredTimesAreInTheUnitOfTheEndpoint(t *testing.T) {
	inDays := monitored(t, monitoredStudy(""), monitoredCases)
	asked := strings.NewReplacer("time: 100", "time: 0.5", "times: [100]", "times: [0.5], unit: years").
		Replace(monitoredStudy(""))
	m := monitored(t, asked, monitoredCases)
	if i := m.Indicators[0]; i.Time != 0.5 || i.Unit != "years" {
		t.Errorf("indicator at %g %s", i.Time, i.Unit)
	}
	if s := m.Sequential[0]; s.Time != 0.5 || s.Unit != "years" || s.Points[0].Date != "2024-07-01" { // day 182.625
		t.Errorf("chart at %g %s, first %s", s.Time, s.Unit, s.Points[0].Date)
	}
	if x := m.Exposures[0]; x.Time != 0.5 || x.Unit != "years" ||
		x.Periods[1].Expected <= inDays.Exposures[0].Periods[1].Expected*0.5 {
		t.Errorf("exposure %+v", x)
	}
	if b, f := m.Benchmarks[0], m.Funnels[0]; b.Time != 0.5 || f.Time != 0.5 {
		t.Errorf("benchmark at %g, funnel at %g", b.Time, f.Time)
	}
}
