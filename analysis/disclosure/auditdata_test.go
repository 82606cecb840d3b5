package disclosure

import (
	"cmp"
	"math/rand/v2"
	"slices"

	"graftstat/analysis/code"
	"graftstat/analysis/result"
)

// The auditor's data: single patients, from whom results are made as a run
// makes them, for two closing dates. Cohort 0 is everybody, cohort 1 overlaps
// it and is split by a finer column.

const never = 1 << 30

type patient struct {
	transplanted         int // a day; after the second closing date: not in the data
	member               bool
	level                [2]int // of the column that splits each cohort
	death, relapse, lost int    // days after the transplant
}

type history struct {
	k        int
	rules    rules
	closing  [2]int
	followed bool // nobody is lost or transplanted later than two years before: known to the reader
	times    []float64
	patients []patient
}

var askedTimes = []float64{365, 730}

// Relapse and death without it add up to the events of efs: what the report
// says of two of the three tells of the third.
var endpoints = [4]struct {
	id   string
	kind code.EndpointKind
}{{"os", "survival"}, {"efs", "survival"}, {"relapse", "incidence"}, {"trm", "incidence"}}

// observed is the time and cause of an endpoint at a closing date: 0 censored,
// 1 the event, 2 competing; false before the transplant.
func (p *patient) observed(endpoint, closing int) (time, cause int, ok bool) {
	if p.transplanted > closing {
		return 0, 0, false
	}
	last := min(closing-p.transplanted, p.lost)
	first, competing := p.death, never
	switch endpoints[endpoint].id {
	case "efs":
		first = min(p.death, p.relapse)
	case "relapse":
		first, competing = p.relapse, p.death
	case "trm":
		first, competing = p.death, p.relapse
		if p.relapse == p.death {
			first = never
		}
	}
	switch {
	case first <= last && first <= competing:
		return first, 1, true
	case competing <= last:
		return competing, 2, true
	}
	return last, 0, true
}

type observation struct{ time, cause, level int }

// curve of Kaplan-Meier or Aalen-Johansen, of observations in order of time.
func curve(observations []observation, kind code.EndpointKind) []result.Point {
	var points []result.Point
	survival, incidence, atRisk := 1.0, 0.0, len(observations)
	for i := 0; i < len(observations); {
		p := result.Point{Time: float64(observations[i].time), AtRisk: atRisk}
		for ; i < len(observations) && float64(observations[i].time) == p.Time; i++ {
			switch observations[i].cause {
			case 0:
				p.Censored++
			case 1:
				p.Events++
			case 2:
				p.Competing++
			}
		}
		n := float64(atRisk)
		incidence += survival * float64(p.Events) / n
		survival *= 1 - float64(p.Events+p.Competing)/n
		p.Estimate = result.Number(survival)
		if kind == code.Incidence {
			p.Estimate = result.Number(incidence)
		}
		atRisk -= p.Events + p.Competing + p.Censored
		points = append(points, p)
	}
	return points
}

func (h *history) in(p *patient, cohort int) bool { return cohort == 0 || p.member }

// cohort as a run would find it at a closing date.
func (h *history) cohort(cohort, date int) *result.Cohort {
	c := &result.Cohort{ID: string(rune('a' + cohort))}
	for e, endpoint := range endpoints {
		all := h.observations(e, cohort, date)
		r := result.Endpoint{ID: endpoint.id, Kind: endpoint.kind, Times: h.times, Unit: "days"}
		c.Patients = len(all)
		if len(all) > 0 {
			r.Groups = append(r.Groups, groupFrom(all, "", "all", endpoint.kind, h.times))
		}
		for level := range 5 {
			var some []observation
			for _, o := range all {
				if o.level == level {
					some = append(some, o)
				}
			}
			if len(some) > 0 {
				r.Groups = append(r.Groups, groupFrom(some, "kind", string(rune('A'+level)), endpoint.kind, h.times))
			}
		}
		c.Endpoints = append(c.Endpoints, r)
	}
	c.FollowUp.Median = result.Number(h.medianFollowUp(cohort, date))
	return c
}

// observations of an endpoint in order of time.
func (h *history) observations(endpoint, cohort, date int) []observation {
	var all []observation
	for i := range h.patients {
		p := &h.patients[i]
		if time, cause, ok := p.observed(endpoint, h.closing[date]); ok && h.in(p, cohort) {
			all = append(all, observation{time, cause, p.level[cohort]})
		}
	}
	slices.SortFunc(all, func(a, b observation) int { return cmp.Compare(a.time, b.time) })
	return all
}

func (h *history) medianFollowUp(cohort, date int) int {
	var days []int
	for i := range h.patients {
		if p := &h.patients[i]; p.transplanted <= h.closing[date] && h.in(p, cohort) {
			days = append(days, min(h.closing[date]-p.transplanted, p.lost))
		}
	}
	if slices.Sort(days); len(days) == 0 {
		return 0
	}
	return days[len(days)/2]
}

func groupFrom(observations []observation, by, level string, kind code.EndpointKind, times []float64) result.Group {
	g := result.Group{By: by, Group: level, Cases: len(observations), Curve: curve(observations, kind)}
	for _, o := range observations {
		if o.cause == 1 {
			g.Events++
		}
	}
	for _, t := range times {
		g.At = append(g.At, result.Estimate{Point: result.Point{Time: t}})
	}
	return g
}

// random is a centre: 10 to 23 patients, of whom some are transplanted between
// the two closing dates, and room for patients who could be there.
func random(seed uint64) *history {
	r := rand.New(rand.NewPCG(seed, 26))
	h := &history{times: askedTimes, k: []int{5, 5, 10}[seed%3], closing: [2]int{4000, 4000 + []int{30, 365}[r.IntN(2)]}, followed: seed%2 == 0}
	h.rules = newRules(h.k, 0.95, "days")
	deadly, relapsing, small := r.Float64()*0.6, r.Float64()*0.6, 0.1+r.Float64()*0.4
	for range 10 + r.IntN(14) {
		p := patient{transplanted: 1000 + r.IntN(h.closing[1]-1000), member: r.Float64() < 0.7, death: never, relapse: never, lost: never}
		if h.followed {
			p.transplanted = 1000 + r.IntN(2000)
		}
		if r.Float64() < deadly {
			p.death = 1 + int(r.ExpFloat64()*500)
		}
		if r.Float64() < relapsing {
			p.relapse = 1 + int(r.ExpFloat64()*400)
		}
		if !h.followed && r.Float64() < 0.2 {
			p.lost = 1 + r.IntN(1500)
		}
		for p.level[0] < 2 && r.Float64() < small {
			p.level[0]++
		}
		p.level[1] = 2*p.level[0] + r.IntN(2)
		if p.level[1] > 4 {
			p.level[1] = 4
		}
		h.patients = append(h.patients, p)
	}
	return h.withRoom()
}

func (h *history) withRoom() *history {
	for range 3 * h.k {
		h.patients = append(h.patients, patient{transplanted: h.closing[1] + 1, death: never, relapse: never, lost: never})
	}
	return h
}
