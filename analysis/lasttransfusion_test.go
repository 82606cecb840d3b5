package analysis

import (
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"graftstat/analysis/code"
	"graftstat/analysis/endpoint"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// seenCourse is what is seen of a patient: NaN where it is not.
type seenCourse struct{ windowEnd, death, lastContact float64 }

// independenceOf estimates independence in such patients, by the date that the rule says.
func independenceOf(t testing.TB, list []seenCourse, date code.IndependenceDate, e plan.Endpoint) *result.Endpoint {
	t.Helper()
	d := &registry.Data{AsOf: math.NaN(), Patients: len(list), Milestones: map[string]*registry.Milestone{},
		Categories: map[string]*registry.Category{}}
	for _, name := range []string{"rbc_independence", "death", "last_contact"} {
		d.Milestones[name] = &registry.Milestone{Status: make([]registry.Status, len(list))}
	}
	for i, c := range list {
		d.CaseID, d.Line = append(d.CaseID, strconv.Itoa(i)), append(d.Line, int32(i+2))
		d.Patient, d.Infused, d.TransplantDate = append(d.Patient, int32(i)), append(d.Infused, true),
			append(d.TransplantDate, math.NaN())
		for name, time := range map[string]float64{"rbc_independence": c.windowEnd, "death": c.death,
			"last_contact": c.lastContact} {
			d.Milestones[name].Time = append(d.Milestones[name].Time, time)
		}
	}
	p := &plan.Plan{TimeUnit: plan.Days, Intervals: plan.Intervals{Level: 0.95, Incidence: "log-log"},
		Rules: plan.Rules{TransfusionIndependence: plan.IndependenceRule{WindowDays: 60, Date: date}}}
	e.ID, e.Kind, e.From, e.Per, e.Unit, e.Variance = "ti", code.Incidence, plan.Transplant, "patient", plan.Days,
		"aalen"
	e.Event, e.Competing = []plan.Item{{Milestone: "rbc_independence"}}, []plan.Item{{Milestone: "death"}}
	e.Censor = []string{"last_contact"}
	c := newCohort(p, d, endpoint.NewHistories(p, d), &plan.Cohort{ID: "all", MinGroup: 5})
	found, err := c.endpoint(e, c.casesOf(e, endpoint.Derive(p, c.histories, e, c.patients)))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// Five died on day 50, five were transfused last on days 10 to 50 and are
// independent: half, by whichever date. Cut at the end of follow-up less the
// window, the deaths would be gone.
func TestDeathsOfTheWindowCount(t *testing.T) {
	nan := math.NaN()
	var list []seenCourse
	for i := range 5 {
		list = append(list, seenCourse{nan, 50, 50}, seenCourse{70 + 10*float64(i), nan, 500})
	}
	asked := plan.Endpoint{Times: []float64{0, 9, 10, 30, 365}, RMST: 100, DaysToEvent: true}
	e := independenceOf(t, list, "last_transfusion", asked)
	g := e.Groups[0]
	if e.Shift != 60 || g.Cases != 10 || g.CompetingEvents != 5 || g.Start.AtRisk != 5 || g.Start.Time != 0 {
		t.Errorf("shift %v, %d cases, %d deaths, start %+v", e.Shift, g.Cases, g.CompetingEvents, g.Start)
	}
	// Of ten, one more is independent on each of the days 10, 20, 30, 40, 50.
	for i, want := range []struct {
		time   float64
		f      float64
		atRisk int
	}{{0, 0, 5}, {9, 0, 5}, {10, .1, 5}, {30, .3, 3}, {365, .5, 0}} {
		if at := g.At[i]; at.Time != want.time || math.Abs(float64(at.Estimate)-want.f) > 1e-15 ||
			at.AtRisk != want.atRisk {
			t.Errorf("at %v: %v with %d at risk, want %+v", at.Time, at.Estimate, at.AtRisk, want)
		}
	}
	var days []float64
	for _, p := range g.Curve {
		days = append(days, p.Time)
	}
	if !slices.Equal(days, []float64{10, 20, 30, 40, 50}) {
		t.Errorf("the curve steps on %v", days)
	}
	// The mean time lost to independence up to day 100: .1 of 90 + 80 + 70 + 60 + 50 days.
	if g.RMST.Tau != 100 || math.Abs(float64(g.RMST.Estimate)-35) > 1e-12 {
		t.Errorf("mean %+v", g.RMST)
	}
	if q := g.DaysToEvent; q.N != 5 || q.Min != 10 || q.Median != 30 || q.Max != 50 {
		t.Errorf("days %+v", q)
	}
	if x := g.IndependenceDays; x.WindowEnd.Median != 90 || x.LastTransfusion.Median != 30 {
		t.Errorf("both days %+v", x)
	}
	if q := g.Quantiles[0]; q.P != .25 || q.Time != 30 {
		t.Errorf("quantile %+v", q)
	}
	deaths := e.Causes[1].Curve
	if deaths[0].Time != 0 || deaths[0].Estimate != .5 {
		t.Errorf("half have died before the first window could end: %+v", deaths[0])
	}
	end := independenceOf(t, list, "window_end", asked)
	if end.Shift != 0 || end.Groups[0].At[4].Estimate != g.At[4].Estimate ||
		end.Groups[0].IndependenceDays.LastTransfusion.Median != 30 {
		t.Errorf("at the window's end %+v", end.Groups[0].At[4])
	}
}

// F_last(t) = F_window_end(t + W), interval, counts and all, in random studies.
func TestLastTransfusionIsTheWindowEndEarlier(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 60))
	for range 50 {
		var list []seenCourse
		for range 5 + r.IntN(40) {
			list = append(list, seen(unending(r), float64(1+r.IntN(400))))
		}
		times := []float64{0, 1, 30, 100, 180, 365}
		later := slices.Clone(times)
		for i := range later {
			later[i] += 60
		}
		last := independenceOf(t, list, "last_transfusion", plan.Endpoint{Times: times}).Groups[0]
		end := independenceOf(t, list, "window_end", plan.Endpoint{Times: later}).Groups[0]
		for i := range times {
			want := end.At[i]
			want.Time -= 60
			want.AskedTime, want.Headline = last.At[i].AskedTime, last.At[i].Headline
			same := last.At[i] == want || math.IsNaN(float64(last.At[i].Estimate)) && math.IsNaN(float64(want.Estimate))
			if !same {
				t.Errorf("%+v, want %+v", last.At[i], want)
			}
		}
	}
}

// fullCourse is a patient without end: the day of the last transfusion (+Inf: never) and of death.
type fullCourse struct{ last, death float64 }

func unending(r *rand.Rand) fullCourse {
	c := fullCourse{last: math.Floor(30 * math.Exp(0.8*r.NormFloat64())), death: math.Floor(r.ExpFloat64() * 700)}
	if r.Float64() < 0.2 {
		c.last = math.Inf(1)
	}
	return c
}

// independent reports whether the patient lived to be seen free for 60 days.
func (c fullCourse) independent() bool { return c.last+60 <= c.death }

func seen(c fullCourse, to float64) seenCourse {
	s := seenCourse{math.NaN(), math.NaN(), min(to, c.death)}
	if c.death <= to {
		s.death = c.death
	}
	if c.independent() && c.last+60 <= s.lastContact {
		s.windowEnd = c.last + 60
	}
	return s
}

// The truth is the course without end: who was transfused last by day 120 and
// lived another 60 days.
func TestLastTransfusionIsNotBiasedByFollowUp(t *testing.T) {
	const replicates, cases, by = 8, 2000, 120
	random := rand.New(rand.NewPCG(1, 60))
	bias := 0.
	for range replicates {
		var list []seenCourse
		truth := 0.
		for range cases {
			c := unending(random)
			if c.independent() && c.last <= by {
				truth += 1. / cases
			}
			list = append(list, seen(c, float64(1+random.IntN(500))))
		}
		found := independenceOf(t, list, "last_transfusion", plan.Endpoint{Times: []float64{by}}).Groups[0].At[0]
		bias += (float64(found.Estimate) - truth) / replicates
	}
	t.Logf("bias %.4f", bias)
	if math.Abs(bias) > 0.01 {
		t.Errorf("bias %.4f", bias)
	}
}
