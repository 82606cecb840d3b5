package recovery

import (
	"math/rand/v2"
	"testing"

	"graftstat/analysis/registry"
)

// engrafted recovers on day 12 and has a count each week from day 20.
func engrafted(weekly ...float64) *study {
	s := newStudy(1).daily(0, "anc", 0, append(low(11), .5, .6, .7)...)
	for i, x := range weekly {
		s.count(0, "anc", 20+7*float64(i), x)
	}
	return s
}

func TestSecondaryGraftFailure(t *testing.T) {
	for _, c := range []struct {
		name  string
		study *study
		want  float64 // NaN: none
	}{
		{"three values below", engrafted(2, 2, .4, .3, .1, 2), 34},
		{"two values below", engrafted(2, 2, .4, .3, 2, .4, .4), nan},
		{"at the threshold", engrafted(2, .5, .5, .5), nan},
		{"three on one day", engrafted(2).count(0, "anc", 30, .4).count(0, "anc", 30, .3).count(0, "anc", 30, .2), nan},
		{"no recovery before", newStudy(1).daily(0, "anc", 0, low(25)...), nan},
		{"died 30 days later", engrafted(2, 2, .4, .3, .1).milestone("death", 0, 64), nan},
		{"died 31 days later", engrafted(2, 2, .4, .3, .1).milestone("death", 0, 65), 34},
		{"relapsed before", engrafted(2, 2, .4, .3, .1).milestone("relapse", 0, 25), nan},
		{"progressed 30 days later", engrafted(2, 2, .4, .3, .1).milestone("progression", 0, 64), nan},
		{"the next infusion 30 days later", engrafted(2, 2, .4, .3, .1).milestone("second_transplant", 0, 64), nan},
	} {
		m := c.study.milestone("graft_failure", 0, nan).derive(t).d.Milestones["graft_failure"]
		if m.Happened(0) != (c.want == c.want) || m.Happened(0) && m.Time[0] != c.want {
			t.Errorf("%s: %v, status %d; want %v", c.name, m.Time[0], m.Status[0], c.want)
		}
	}
	s := engrafted(2, 2, .4, .3, .1).derive(t)
	s.want(t, "graft_failure", 0, 34, registry.Yes, 19) // 15 daily values from line 2, then the third weekly one
	s = engrafted(2, 2, .4, .3, .1).milestone("graft_failure", 0, nan, registry.No).derive(t)
	s.want(t, "graft_failure", 0, nan, registry.No, -1)
}

// independent is transfused on day 10, so independent on day 70.
func independent() *study {
	return newStudy(1).category("disease_group", 0, "thalassemia").transfuse(0, "rbc", "supportive", 10)
}

func TestRejectionInThalassemia(t *testing.T) {
	for _, c := range []struct {
		name  string
		study *study
		want  float64 // NaN: none
	}{
		{"chimerism after the return", independent().transfuse(0, "rbc", "thalassemia", 200).
			count(0, "chimerism", 150, 16).count(0, "chimerism", 214, 1.5), 214},
		{"chimerism before it", independent().transfuse(0, "rbc", "thalassemia", 200).count(0, "chimerism", 150, 4.9),
			200},
		{"at the threshold", independent().transfuse(0, "rbc", "thalassemia", 200).count(0, "chimerism", 150, 5), nan},
		{"mixed chimerism with independence", independent().count(0, "chimerism", 150, 30).
			count(0, "chimerism", 300, 12), nan},
		{"low chimerism with independence", independent().count(0, "chimerism", 150, 3), nan},
		{"mixed chimerism with the return", independent().transfuse(0, "rbc", "thalassemia", 200).
			count(0, "chimerism", 214, 30), nan},
		{"a low value that rose again before", independent().transfuse(0, "rbc", "thalassemia", 200).
			count(0, "chimerism", 50, 2).count(0, "chimerism", 90, 80), nan},
		{"and fell after", independent().transfuse(0, "rbc", "thalassemia", 200).count(0, "chimerism", 50, 2).
			count(0, "chimerism", 90, 80).count(0, "chimerism", 260, 0), 260},
		{"transfused for another reason", independent().transfuse(0, "rbc", "surgery", 200).
			count(0, "chimerism", 150, 0), nan},
		{"the return is the row's", independent().milestone("transfusion_dependence", 0, 180).
			count(0, "chimerism", 150, 0), 180},
		{"another disease", independent().category("disease_group", 0, "bone_marrow_failure").
			transfuse(0, "rbc", "thalassemia", 200).count(0, "chimerism", 150, 0), nan},
	} {
		m := c.study.milestone("graft_failure", 0, nan).derive(t).d.Milestones["graft_failure"]
		if m.Happened(0) != (c.want == c.want) || m.Happened(0) && m.Time[0] != c.want {
			t.Errorf("%s: %v, status %d; want %v", c.name, m.Time[0], m.Status[0], c.want)
		}
	}
}

// The later of the two decides the rejection; the cell says which it was.
func TestCellOfARejection(t *testing.T) {
	s := independent().transfuse(0, "rbc", "thalassemia", 200).count(0, "chimerism", 150, 4).derive(t)
	s.want(t, "graft_failure", 0, 200, registry.Yes, 3)
	s = independent().transfuse(0, "rbc", "thalassemia", 200).count(0, "chimerism", 150, 40).
		count(0, "chimerism", 214, 4).derive(t)
	s.want(t, "graft_failure", 0, 214, registry.Yes, 3)
	if file := s.d.Cell("graft_failure", 0).File; file != "counts.csv" {
		t.Errorf("decided by %s", file)
	}
}

func TestRejectionBesideTheCaseRow(t *testing.T) {
	rejected := func() *study {
		return independent().transfuse(0, "rbc", "thalassemia", 200).count(0, "chimerism", 214, 1)
	}
	s := rejected().milestone("graft_failure", 0, 214).derive(t) // agrees
	s.want(t, "graft_failure", 0, 214, registry.Yes, 2)
	s.wantIssues(t)
	s = rejected().milestone("graft_failure", 0, 205).derive(t) // earlier: stands
	s.want(t, "graft_failure", 0, 205, registry.Blank, -1)
	s.wantIssues(t)
	s = rejected().milestone("graft_failure", 0, 300).derive(t)
	s.want(t, "graft_failure", 0, 214, registry.Yes, 2)
	s.wantIssues(t, "warning log_dates_differ cases.csv 2 graft_failure_date C1 counts.csv 2 86")
	s = rejected().milestone("graft_failure", 0, nan, registry.No)
	s.p.Rules.Prefer = "case"
	s.derive(t)
	s.want(t, "graft_failure", 0, nan, registry.No, -1)
	s.wantIssues(t, "warning log_differs cases.csv 2 graft_failure_date C1 counts.csv 2")
}

// A rejection is never before the return, never without a low chimerism up to its
// day, and a higher threshold never dates it later.
func TestRejectionIsTheLaterOfTwo(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 4))
	rejected := 0
	for range 500 {
		days, values := []float64{}, []float64{}
		for day := 30.; day < 600; day += float64(10 + random.IntN(60)) {
			days, values = append(days, day), append(values, float64(random.IntN(12)))
		}
		of := func(below float64) (float64, bool) {
			s := independent().transfuse(0, "rbc", "thalassemia", 200)
			s.p.Rules.GraftFailure.ChimerismBelow = below
			for i, day := range days {
				s.count(0, "chimerism", day, values[i])
			}
			s.derive(t)
			m := s.d.Milestones["graft_failure"]
			if m == nil {
				return 0, false
			}
			return m.Time[0], m.Happened(0)
		}
		day, is := of(5)
		if !is {
			continue
		}
		rejected++
		last := -1.
		for i := range days {
			if days[i] <= day {
				last = values[i]
			}
		}
		if higher, too := of(8); day < 200 || last < 0 || last >= 5 || !too || higher > day {
			t.Fatalf("rejected on %v with chimerism %v; below 8 on %v", day, last, higher)
		}
	}
	if rejected < 250 {
		t.Errorf("only %d of 500 were rejected: the property was not tried", rejected)
	}
}
