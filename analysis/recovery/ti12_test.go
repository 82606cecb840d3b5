package recovery

import (
	"math/rand/v2"
	"slices"
	"testing"

	"graftstat/analysis/registry"
)

// sustained has a case with red cells on day 10 and a haemoglobin of 9 from day 70 to 435,
// of which the last is on line 6 of its log.
func sustained() *study {
	s := newStudy(1).transfuse(0, "rbc", "supportive", 10)
	for _, day := range []float64{70, 160, 250, 340, 435} {
		s.count(0, "hb", day, 9)
	}
	return s
}

func TestTI12OfACourse(t *testing.T) {
	s := sustained().derive(t)
	s.want(t, "ti12", 0, 435, registry.Yes, 6)
	if w := s.d.Windows["ti12"][0]; w.Opened != 10 || w.Average != 9 {
		t.Errorf("%+v", w)
	}
	s.wantIssues(t)

	s = sustained()
	s.count(0, "hb", 435, 8.9).derive(t) // lowest of the day: 9 · 365 - .05 · 95 is under 9 · 365
	s.want(t, "ti12", 0, nan, registry.Blank, -1)
	s.wantKnown(t, "ti12", 435, 7)
}

// wantKnown holds to when and by which line a milestone of the first case is known.
func (s *study) wantKnown(t *testing.T, milestone string, time float64, line int32) {
	t.Helper()
	k := s.d.Milestones[milestone].Known
	if k.Time[0] != time || k.Line[0] != line {
		t.Errorf("%s is known to %v by line %d, want %v by %d", milestone, k.Time[0], k.Line[0], time, line)
	}
}

func TestTI12IsKnownToTheLastHaemoglobin(t *testing.T) {
	s := newStudy(1)
	s.count(0, "hb", 70, 9).count(0, "hb", 200, 9).derive(t)
	s.want(t, "ti12", 0, nan, registry.Blank, -1)
	s.wantKnown(t, "ti12", 200, 3)
	if k := s.d.Milestones["ti12"].Known; k.Seen[0] != 425 { // before which nobody can
		t.Errorf("%+v", k)
	}
	s.wantIssues(t)

	s = newStudy(1) // a gap of 184 days
	s.count(0, "hb", 70, 9).count(0, "hb", 254, 9).derive(t)
	s.wantKnown(t, "ti12", 70, 2)
	s.wantIssues(t, "warning hb_sparse counts.csv 2 value C1")
	if !s.d.Sparse[0] {
		t.Error("not sparse")
	}

	s = newStudy(1).count(0, "hb", 300, 8).derive(t)
	if k := s.d.Milestones["ti12"].Known; k.Seen[0] != 483 {
		t.Errorf("seen to %v", k.Seen[0])
	}

	s = sustained() // C of decision 1 is a day too early
	s.milestone("transfusions_complete_to", 0, 434).derive(t)
	s.want(t, "ti12", 0, nan, registry.Blank, -1)
	s.wantKnown(t, "ti12", 340, 5)
	if k := s.d.Milestones["ti12"].Known; k.Seen[0] != 434 {
		t.Errorf("seen to %v", k.Seen[0])
	}
}

func TestTI12IsNotKnown(t *testing.T) {
	s := newStudy(2).count(0, "hb", 70, 9).derive(t) // the other has no haemoglobin
	s.want(t, "ti12", 1, nan, registry.Unknown, 0)
	s.wantIssues(t, "error counts_missing counts.csv 0 value C2 hb")

	for contact, status := range map[float64]registry.Status{424: registry.Blank, 425: registry.Unknown} {
		s = newStudy(2).count(0, "hb", 70, 9)
		s.milestone("last_contact", 1, contact).derive(t)
		if got := s.d.Milestones["ti12"].Status[1]; got != status {
			t.Errorf("without a haemoglobin, seen to %v: status %d, want %d", contact, got, status)
		}
		if k := s.d.Milestones["ti12"].Known; contact == 424 && (k.Time[1] != 0 || k.Seen[1] != 425) {
			t.Errorf("known to %v, seen to %v", k.Time[1], k.Seen[1])
		}
	}

	s = newStudy(1)
	s.milestone("last_rbc_transfusion", 0, 20).count(0, "hb", 70, 9).derive(t) // of which the log tells nothing
	s.want(t, "ti12", 0, nan, registry.Unknown, 0)

	s = sustained().category("transplant_type", 0, "autologous").count(0, "hb", 500, 9)
	s.category("transplant_type", 0, "autologous").derive(t)
	if m := s.d.Milestones["ti12"]; m != nil {
		t.Errorf("an autograft alone has %v", m)
	}

	s = newStudy(1)
	s.count(0, "platelets", 3, 30).derive(t)
	if s.d.Milestones["ti12"] != nil || s.d.Withheld["ti12"] != "log_lacks_test" {
		t.Errorf("without a haemoglobin: %q", s.d.Withheld["ti12"])
	}
	s = sustained() // nobody says to when transfusions are complete
	s.p.Data.Transfusions.CompleteTo.AsOf = false
	s.derive(t)
	for _, name := range []string{"ti12", "rbc_independence", "rbc_independence_90"} {
		if s.d.Milestones[name] != nil || s.d.Withheld[name] != "log_coverage_undeclared" {
			t.Errorf("%s: %q", name, s.d.Withheld[name])
		}
	}
	s = sustained() // a bound leaves the average open
	s.counts[2].Value, s.counts[2].Bound = nan, &registry.Bound{Limit: 12}
	s.derive(t).want(t, "ti12", 0, nan, registry.Unreadable, 4)
	s.wantIssues(t, "error bound_undecided counts.csv 4 value C1 hb")
}

func TestReturnAfterTI12(t *testing.T) {
	s := sustained().transfuse(0, "rbc", "thalassemia", 600).transfuse(0, "rbc", "", 700).derive(t)
	if w := s.d.Windows["ti12"][0]; w.Returned != 600 || w.Unclear != 700 {
		t.Errorf("%+v", w)
	}
}

// The rule of 60 days with 90: red cells on day 70 close the first stretch of 60 and
// begin that of 90.
func TestFurtherWindows(t *testing.T) {
	s := newStudy(1).transfuse(0, "rbc", "supportive", 10).transfuse(0, "rbc", "thalassemia", 71, 300, 340).derive(t)
	s.want(t, "rbc_independence", 0, 70, registry.Yes, 2)
	s.want(t, "rbc_independence_90", 0, 161, registry.Yes, 3)
	s.want(t, "transfusion_dependence", 0, 71, registry.Yes, 3)
	if w := s.d.Windows["rbc_independence_90"][0]; w.Opened != 71 || w.Returned != 300 {
		t.Errorf("%+v", w)
	}
	if w := s.d.Windows["rbc_independence"][0]; w.Opened != 10 || w.Returned != 71 {
		t.Errorf("%+v", w)
	}
	for _, c := range []struct {
		days       []float64
		to         float64
		short, day float64
	}{
		{[]float64{10}, 100, 70, 100}, // on the last day that is known
		{[]float64{10}, 99, 70, nan},
		{[]float64{10, 100}, 1000, 70, 190}, // a transfusion on day 90 closes it
		{[]float64{10, 101}, 1000, 70, 100},
		{nil, 1000, 60, 90},
	} {
		s := newStudy(1).transfuse(0, "rbc", "supportive", c.days...).milestone("transfusions_complete_to", 0, c.to).derive(t)
		if got := s.time("rbc_independence", 0); got != c.short {
			t.Errorf("%v: 60 days on %v", c, got)
		}
		if got := s.time("rbc_independence_90", 0); got != c.day && !(got != got && c.day != c.day) {
			t.Errorf("%v: 90 days on %v", c, got)
		}
	}
}

// Whoever has the longer independence has the shorter, no later; and the window of the
// rule is the same with further ones and without.
func TestFurtherWindowsAreLater(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 90))
	list := courses(random, 300)
	with := observed(t, list)
	longer := 0
	for row := range list {
		short, long := with.time("rbc_independence", row), with.time("rbc_independence_90", row)
		if long == long {
			longer++
			if !(short <= long) {
				t.Errorf("row %d: 60 days on %v, 90 on %v", row, short, long)
			}
		}
	}
	if longer < 50 {
		t.Errorf("only %d have 90 days", longer)
	}
	alone := newStudy(len(list))
	alone.p.Rules.TransfusionIndependence.AlsoWindows = nil
	alone = observe(t, alone, list)
	if !slices.EqualFunc(with.d.Milestones["rbc_independence"].Time, alone.d.Milestones["rbc_independence"].Time,
		func(a, b float64) bool { return a == b || a != a && b != b }) {
		t.Error("further windows change the first")
	}
}
