package recovery

import (
	"math"
	"slices"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

func TestIndependence(t *testing.T) {
	for _, c := range []struct {
		name     string
		days     []float64
		complete float64 // NaN: not stated
		time     float64
		line     int // of the transfusion that opened the gap; 0: day 0
	}{
		{"never transfused: the window opens on day 0", nil, nan, 60, 0},
		{"last transfusion + 60", []float64{0, 10, 20}, nan, 80, 4},
		{"a transfusion on day 60 of the window closes it", []float64{10, 70}, nan, 130, 3},
		{"one on day 61 does not", []float64{10, 71}, nan, 70, 2},
		{"on the very day to which transfusions are recorded", []float64{10}, 70, 70, 2},
		{"pending: a day short", []float64{10}, 69, nan, 2},
		{"pending, though a later transfusion is known", []float64{10, 90}, 69, nan, 2},
		{"what was before the transplant is not counted", []float64{-5, -1}, nan, 60, 0},
		{"followed for less than the window", nil, 59, nan, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newStudy(1).milestone("rbc_independence", 0, nan).milestone("transfusions_complete_to", 0, c.complete).
				transfuse(0, "rbc", "", c.days...)
			s.category("disease_group", 0, "solid_tumor").derive(t)
			if !math.IsNaN(c.time) {
				s.want(t, "rbc_independence", 0, c.time, registry.Yes, c.line)
			} else {
				s.want(t, "rbc_independence", 0, nan, registry.Blank, -1)
			}
			s.wantIssues(t)
		})
	}
}

// C is the first of all ends of what is known.
func TestIndependenceIsKnownToC(t *testing.T) {
	for name, c := range map[string]struct {
		ends      func(s *study)
		confirmed bool
	}{
		"death":             {func(s *study) { s.milestone("death", 0, 59) }, false},
		"last contact":      {func(s *study) { s.milestone("last_contact", 0, 59) }, false},
		"closing date":      {func(s *study) { s.d.AsOf = 10059 }, false},
		"record":            {func(s *study) { s.milestone("transfusions_complete_to", 0, 59) }, false},
		"second transplant": {func(s *study) { s.milestone("second_transplant", 0, 59) }, false},
		"all on day 60": {func(s *study) {
			s.d.AsOf = 10060
			s.milestone("death", 0, 60).milestone("last_contact", 0, 60).milestone("transfusions_complete_to", 0, 60).
				milestone("second_transplant", 0, 60)
		}, true},
		"nobody has seen the patient": {func(s *study) { s.milestone("last_contact", 0, nan) }, false},
		"not infused":                 {func(s *study) { s.d.Infused[0] = false }, false},
		"infused after closing":       {func(s *study) { s.d.AsOf = 9999 }, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStudy(1).milestone("rbc_independence", 0, nan)
			c.ends(s)
			s.derive(t)
			if c.confirmed {
				s.want(t, "rbc_independence", 0, 60, registry.Yes, 0)
			} else {
				s.want(t, "rbc_independence", 0, nan, registry.Blank, -1)
			}
		})
	}
}

func TestWhichTransfusionsCount(t *testing.T) {
	s := newStudy(1).transfuse(0, "rbc", "supportive", 10).transfuse(0, "rbc", "surgery", 40).
		transfuse(0, "platelets", "supportive", 50)
	s.derive(t).want(t, "rbc_independence", 0, 100, registry.Yes, 3) // all count, platelets are none
	s.want(t, "last_rbc_transfusion", 0, 40, registry.Yes, 3)
	s.wantIssues(t)

	listed := func(s *study) *study {
		s.p.Rules.TransfusionIndependence.Indications = []string{"supportive", "thalassemia"}
		return s.derive(t)
	}
	s = listed(newStudy(1).transfuse(0, "rbc", "supportive", 10).transfuse(0, "rbc", "surgery", 40))
	s.want(t, "rbc_independence", 0, 70, registry.Yes, 2)
	s.want(t, "last_rbc_transfusion", 0, 10, registry.Yes, 2)

	s = listed(newStudy(1).transfuse(0, "rbc", "supportive", 10).transfuse(0, "rbc", "", 40))
	s.want(t, "rbc_independence", 0, 100, registry.Yes, 3) // nothing shows that it may be left out
	s.wantIssues(t, "warning indication_missing transfusions.csv 3 indication C1")

	s = newStudy(1).transfuse(0, "rbc", "supportive", 10, 40)
	s.transfusions[1].Value = 0 // no units
	s.derive(t).want(t, "rbc_independence", 0, 70, registry.Yes, 2)
	s = newStudy(1).transfuse(0, "rbc", "supportive", 10, 40)
	s.transfusions[1].Value = nan // units not written down
	s.derive(t).want(t, "rbc_independence", 0, 100, registry.Yes, 3)
}

func TestReturnToDependence(t *testing.T) {
	s := newStudy(1).transfuse(0, "rbc", "supportive", 10, 170).transfuse(0, "rbc", "thalassemia", 300, 330).derive(t)
	s.want(t, "rbc_independence", 0, 70, registry.Yes, 2) // it is not undone
	s.want(t, "transfusion_dependence", 0, 300, registry.Yes, 4)
	s.want(t, "last_rbc_transfusion", 0, 330, registry.Yes, 5)
	s.wantIssues(t)

	s = newStudy(1).transfuse(0, "rbc", "thalassemia", 10, 40).milestone("transfusion_dependence", 0, nan).derive(t)
	s.want(t, "transfusion_dependence", 0, nan, registry.Blank, -1) // before independence it is none

	const issue = "error dependence_unknown transfusions.csv 3 indication C1"
	s = newStudy(1).transfuse(0, "rbc", "", 10, 200).derive(t)
	s.want(t, "transfusion_dependence", 0, nan, registry.Unknown, 3)
	s.wantIssues(t, issue)
	s = newStudy(1).transfuse(0, "rbc", "", 10, 200).category("disease_group", 0, "thalassemia").derive(t)
	s.wantIssues(t, issue)
	s = newStudy(1).transfuse(0, "rbc", "", 10, 200).category("disease_group", 0, "solid_tumor").derive(t)
	s.wantIssues(t)
	s = newStudy(1).transfuse(0, "rbc", "", 10, 200).milestone("transfusion_dependence", 0, nan, registry.No).derive(t)
	s.want(t, "transfusion_dependence", 0, nan, registry.No, -1) // the case row knows
	s.wantIssues(t)
	s = newStudy(1).transfuse(0, "rbc", "", 10, 200).transfuse(0, "rbc", "thalassemia", 230).derive(t)
	s.want(t, "transfusion_dependence", 0, 230, registry.Yes, 4)

	// A clinical finding stands against a log without such a transfusion.
	s = newStudy(1).transfuse(0, "rbc", "supportive", 10).milestone("transfusion_dependence", 0, 45).derive(t)
	s.want(t, "transfusion_dependence", 0, 45, registry.Blank, -1)
	s.wantIssues(t)
}

func TestLogWithoutTheCase(t *testing.T) {
	s := newStudy(1).milestone("last_rbc_transfusion", 0, 20).milestone("rbc_independence", 0, 80).derive(t)
	s.want(t, "rbc_independence", 0, 80, registry.Blank, -1)
	s.want(t, "last_rbc_transfusion", 0, 20, registry.Blank, -1)
	s.wantIssues(t, "warning transfusions_missing transfusions.csv 0  C1 last_rbc_transfusion_date")

	// it knows the case
	s = newStudy(1).transfuse(0, "platelets", "", 3).milestone("last_rbc_transfusion", 0, 20).derive(t)
	s.want(t, "last_rbc_transfusion", 0, nan, registry.No, 0)
	s.wantIssues(t, "warning log_without_event cases.csv 2 last_rbc_transfusion_date C1 transfusions.csv")
}

// Dated at the last transfusion it is the same event on the same day: what is
// reported earlier is so in package analysis.
func TestDateOfTheLastTransfusion(t *testing.T) {
	s := newStudy(1).transfuse(0, "rbc", "supportive", 10, 25, 300)
	s.p.Rules.TransfusionIndependence.Date = "last_transfusion"
	s.derive(t).want(t, "rbc_independence", 0, 85, registry.Yes, 3)
	if m := s.d.Milestones["transfusions_complete_to"]; m != nil {
		t.Errorf("observation was ended: %v", m.Time)
	}
}

func TestIndependenceInMonths(t *testing.T) {
	s := newStudy(1).transfuse(0, "rbc", "", 10/30.4375).milestone("transfusions_complete_to", 0, 70/30.4375)
	s.p.TimeUnit = plan.Months
	s.derive(t)
	if got := s.d.Milestones["rbc_independence"].Time[0] * 30.4375; got < 70-1e-9 || got > 70+1e-9 {
		t.Errorf("independent on day %v, want 70", got)
	}
}

func TestRowsKeepTheirOwnGaps(t *testing.T) {
	s := newStudy(3).transfuse(0, "rbc", "", 10).transfuse(2, "rbc", "", 30).transfuse(0, "rbc", "", 30)
	s.derive(t)
	if got, want := s.d.Milestones["rbc_independence"].Time, []float64{90, 60, 90}; !slices.Equal(got, want) {
		t.Errorf("independent on %v, want %v", got, want)
	}
}
