package recovery

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// course is what would be seen of a patient without end.
type course struct {
	transfusions []float64 // days of red cells while alive
	death        float64
	seenTo       float64 // last contact, if alive then
}

// courses are transfused every 5 to 20 days until the graft makes red cells,
// a fifth of them for ever; they die at a constant rate and are followed for up
// to 500 days.
func courses(r *rand.Rand, n int) []course {
	list := make([]course, n)
	for i := range list {
		recovery := 45 * math.Exp(0.8*r.NormFloat64())
		if r.Float64() < 0.2 {
			recovery = math.Inf(1)
		}
		c := &list[i]
		c.death = math.Floor(r.ExpFloat64() * 1200)
		c.seenTo = float64(1 + r.IntN(500))
		for day := float64(r.IntN(10)); day < min(recovery, c.death+1, 800); day += float64(5 + r.IntN(16)) {
			c.transfusions = append(c.transfusions, day)
		}
	}
	return list
}

// observed derives independence in patients who are followed to their last
// contact, or for the truth to far beyond every time of interest.
func observed(t *testing.T, list []course, date string, censored bool) *study {
	s := newStudy(len(list))
	s.p.Data.Counts = ""
	s.p.Rules.TransfusionIndependence.Date = date
	for row, c := range list {
		end := 1000.
		if censored {
			end = c.seenTo
		}
		s.milestone("last_contact", row, min(end, c.death))
		if c.death <= end {
			s.milestone("death", row, c.death)
		}
		for _, day := range c.transfusions {
			if day <= end {
				s.transfuse(row, "rbc", "supportive", day)
			}
		}
	}
	return s.derive(t)
}

func (s *study) time(milestone string, row int) float64 {
	if m := s.d.Milestones[milestone]; m != nil {
		return m.Time[row]
	}
	return nan
}

// An outcome is a time with 0 censored, 1 independent, 2 dead.
type outcome struct {
	time  float64
	cause int
}

// outcomes reads the milestones as an endpoint does: nothing counts after
// transfusions_complete_to, and who has no event is censored at the last contact
// or there.
func (s *study) outcomes() []outcome {
	list := make([]outcome, s.d.Rows())
	for row := range list {
		independent, death := s.time("rbc_independence", row), s.time("death", row)
		end := s.time("last_contact", row)
		if complete := s.time("transfusions_complete_to", row); complete < end {
			end = complete
		}
		switch {
		case independent <= end:
			list[row] = outcome{independent, 1}
		case death <= end:
			list[row] = outcome{death, 2}
		default:
			list[row] = outcome{end, 0}
		}
	}
	return list
}

// incidence is the Aalen-Johansen estimate of cause 1 by a time.
func incidence(list []outcome, by float64) float64 {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b outcome) int { return cmp.Compare(a.time, b.time) })
	free, f := 1., 0.
	for i := 0; i < len(list) && list[i].time <= by; {
		atRisk, events, deaths := float64(len(list)-i), 0., 0.
		for now := list[i].time; i < len(list) && list[i].time == now; i++ {
			switch list[i].cause {
			case 1:
				events++
			case 2:
				deaths++
			}
		}
		f += free * events / atRisk
		free *= 1 - (events+deaths)/atRisk
	}
	return f
}

// Both ways of dating independence estimate what full follow-up would show.
// Dating it at the last transfusion without the cut does not: censoring who is
// not confirmed at the last contact, or at the last transfusion, loses those
// whose window was still open.
func TestIndependenceIsNotBiasedByFollowUp(t *testing.T) {
	const replicates, cases, by = 8, 2000, 180
	random := rand.New(rand.NewPCG(1, 60))
	var windowEnd, lastTransfusion, atContact, atTransfusion float64 // mean of estimate less truth
	for range replicates {
		list := courses(random, cases)
		truth := incidence(observed(t, list, "window_end", false).outcomes(), by)
		windowEnd += (incidence(observed(t, list, "window_end", true).outcomes(), by) - truth) / replicates

		truth = incidence(observed(t, list, "last_transfusion", false).outcomes(), by)
		s := observed(t, list, "last_transfusion", true)
		lastTransfusion += (incidence(s.outcomes(), by) - truth) / replicates
		for row := range list {
			s.d.Milestones["transfusions_complete_to"].Time[row] = nan
		}
		atContact += (incidence(s.outcomes(), by) - truth) / replicates
		atTransfusion += (incidence(unconfirmedAtTransfusion(s), by) - truth) / replicates
	}
	t.Logf("bias: window end %.4f, last transfusion with the cut %.4f; censored at last contact %.4f, at the last transfusion %.4f",
		windowEnd, lastTransfusion, atContact, atTransfusion)
	for name, bias := range map[string]float64{"window end": windowEnd, "last transfusion with the cut": lastTransfusion} {
		if math.Abs(bias) > 0.01 {
			t.Errorf("%s: bias %.4f", name, bias)
		}
	}
	for name, bias := range map[string]float64{"censored at last contact": atContact, "censored at the last transfusion": atTransfusion} {
		if bias > -0.03 {
			t.Errorf("%s: bias %.4f, and the test should show one", name, bias)
		}
	}
}

// unconfirmedAtTransfusion censors who is alive and not confirmed at the last
// transfusion.
func unconfirmedAtTransfusion(s *study) []outcome {
	list := s.outcomes()
	for row := range list {
		if list[row].cause == 0 {
			list[row].time = 0
			if last := s.time("last_rbc_transfusion", row); last > 0 {
				list[row].time = last
			}
		}
	}
	return list
}

// The Aalen-Johansen estimate of this file, by hand: of 4 at risk one is
// independent on day 1, one censored; of 2 one dies on day 2, the last is
// independent on day 3: 1/4 + 3/4 x 1/2.
func TestIncidenceByHand(t *testing.T) {
	list := []outcome{{3, 1}, {1, 0}, {2, 2}, {1, 1}}
	if got, want := incidence(list, 3), 1./4+3./4*1./2; math.Abs(got-want) > 1e-15 {
		t.Errorf("%v, want %v", got, want)
	}
	if got := incidence(list, 2); got != 1./4 {
		t.Errorf("%v, want 1/4", got)
	}
}
