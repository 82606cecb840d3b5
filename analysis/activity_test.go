package analysis

import (
	"slices"
	"testing"

	"graftstat/analysis/result"
)

// P1 has two transplants; nobody has one in 2024.
func TestActivityByYear(t *testing.T) {
	_, r := runText(t, monitoredStudy(""), map[string]string{"cases.csv": `case_id,patient_id,transplant_date,last_contact_date,death_date,diagnosis
A1,P1,2023-02-01,2025-06-01,,neuroblastoma
A2,P1,2023-05-01,2025-06-01,,neuroblastoma
A3,P3,2023-08-01,2025-07-01,,
A4,P4,2025-02-01,2025-08-01,,medulloblastoma
A5,P5,2025-03-01,2025-09-01,,neuroblastoma
`})
	a := r.Cohorts[0].Activity
	want := []result.ActivityYear{
		{Year: "2023", Transplants: 3, Patients: 2, Levels: []int{1, 0, 0, 1}},
		{Year: "2024", Levels: []int{0, 0, 0, 0}},
		{Year: "2025", Transplants: 2, Patients: 2, Levels: []int{1, 1, 0, 0}},
	}
	if a == nil || a.By != "diagnosis" || !slices.Equal(a.Levels, []string{"neuroblastoma", "medulloblastoma"}) ||
		len(a.Years) != len(want) {
		t.Fatalf("%+v", a)
	}
	for i, y := range a.Years {
		if w := want[i]; y.Year != w.Year || y.Transplants != w.Transplants || y.Patients != w.Patients ||
			!slices.Equal(y.Levels, w.Levels) || y.Earlier {
			t.Errorf("%+v, want %+v", y, w)
		}
	}
}

// Years without room are one, and no transplant is lost.
func TestEarlierYearsAreJoined(t *testing.T) {
	a := &result.Activity{}
	for _, year := range []string{"2012", "2026", "2019"} {
		y := yearOf(a, year)
		y.Transplants, y.Patients = 2, 1
	}
	addIdleYears(a)
	joinEarlier(a)
	if len(a.Years) != maxActivityYears || !a.Years[0].Earlier || a.Years[0].Year != "2019" ||
		a.Years[0].Transplants != 4 || a.Years[0].Patients != 2 {
		t.Errorf("%+v", a.Years)
	}
}

// A study without dates has no years.
func TestNoDatesNoActivity(t *testing.T) {
	_, r := runText(t, `data: {cases: cases.csv}
cohorts: [{id: c, endpoints: [os]}]
endpoints: [{id: os, kind: survival, event: [death], times: [100]}]
`, map[string]string{"cases.csv": "case_id,last_contact_day,death_day\nA1,100,\nA2,50,50\n"})
	if r.Cohorts[0].Activity != nil {
		t.Errorf("%+v", r.Cohorts[0].Activity)
	}
}
