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

// observed derives independence in patients who are followed to their last contact.
func observed(t *testing.T, list []course) *study {
	return observe(t, newStudy(len(list)), list)
}

func observe(t *testing.T, s *study, list []course) *study {
	for row, c := range list {
		s.milestone("last_contact", row, min(c.seenTo, c.death))
		if c.death <= c.seenTo {
			s.milestone("death", row, c.death)
		}
		for _, day := range c.transfusions {
			if day <= c.seenTo {
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

// outcomes reads the milestones as an endpoint does.
func (s *study) outcomes() []outcome {
	list := make([]outcome, s.d.Rows())
	for row := range list {
		independent, death := s.time("rbc_independence", row), s.time("death", row)
		end := s.time("last_contact", row)
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

// independentOn is the day on which a course completes 60 days without a
// transfusion, seen day by day without end; +Inf if it dies before.
func (c *course) independentOn() float64 {
	last := 0.
	for day := 0.; day <= c.death; day++ {
		if slices.Contains(c.transfusions, day) {
			last = day
		}
		if day-last == 60 {
			return day
		}
	}
	return math.Inf(1)
}

// What is estimated from patients who are followed for a while is what they would
// show without end.
func TestIndependenceIsNotBiasedByFollowUp(t *testing.T) {
	const replicates, cases, by = 8, 2000, 180
	random := rand.New(rand.NewPCG(1, 60))
	bias := 0.
	for range replicates {
		list, truth := courses(random, cases), 0.
		for i := range list {
			if list[i].independentOn() <= by {
				truth += 1. / cases
			}
		}
		bias += (incidence(observed(t, list).outcomes(), by) - truth) / replicates
	}
	t.Logf("bias %.4f", bias)
	if math.Abs(bias) > 0.01 {
		t.Errorf("bias %.4f", bias)
	}
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
