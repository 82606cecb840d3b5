package disclosure

import (
	"cmp"
	"math/rand/v2"
	"slices"

	"graftstat/analysis/code"
	"graftstat/analysis/result"
)

// The auditor's data: single transplants, from which results are made as a run
// makes them, for two closing dates. The cohort is of patients, by their first
// transplant; recoveries are counted in second transplants as well, whose rows
// are not tied to those of the first.

const never = 1 << 30

// The milestones that the endpoints are made of.
const (
	death = iota
	relapse
	neutrophils
	platelets
	gvhd
	independence
	milestones
)

var milestoneNames = [milestones]string{
	"death", "relapse", "neutrophil_engraftment", "platelet_engraftment_20", "acute_gvhd_3", "rbc_independence",
}

type patient struct {
	transplanted int // a day; after the second closing date: not in the data
	second       bool
	level        int             // of the column that splits the cohort
	day          [milestones]int // days after the transplant
	lost         int
}

type endpoint struct {
	id               string
	kind             code.EndpointKind
	event, competing []int
	transplants      bool // of transplants, not of patients
	times            []float64
}

type history struct {
	k         int
	rules     rules
	closing   [2]int
	followed  bool // nobody is lost or transplanted later than two years before: known to the reader
	endpoints []endpoint
	patients  []patient
}

// What a study of solid tumours prints, and another that names event-free
// survival in place of death without relapse.
var (
	survival = endpoint{"os", "survival", []int{death}, nil, false, []float64{365, 730}}
	efs      = endpoint{"efs", "survival", []int{relapse, death}, nil, false, []float64{365, 730}}
	relapsed = endpoint{"relapse", "incidence", []int{relapse}, []int{death}, false, []float64{365, 730}}
	trm      = endpoint{"trm", "incidence", []int{death}, []int{relapse}, false, []float64{100, 365}}
	recovery = endpoint{"neutrophils", "incidence", []int{neutrophils}, []int{death, relapse}, true, []float64{28}}
)

func first(p *patient, of []int) int {
	day := never
	for _, m := range of {
		day = min(day, p.day[m])
	}
	return day
}

// observed is the time and cause of an endpoint at a closing date: 0 censored,
// 1 the event, 2 competing; false where the row is not counted.
func (e *endpoint) observed(p *patient, closing int) (time, cause int, ok bool) {
	if p.transplanted > closing || p.second && !e.transplants {
		return 0, 0, false
	}
	last := min(closing-p.transplanted, p.lost)
	event, competing := first(p, e.event), first(p, e.competing)
	if event == competing && e.event[0] == death { // relapse ranks before death
		event = never
	}
	switch {
	case event <= last && event <= competing:
		return event, 1, true
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

// cohort as a run would find it at a closing date.
func (h *history) cohort(date int) *result.Cohort {
	c := &result.Cohort{ID: "c"}
	for i := range h.endpoints {
		e := &h.endpoints[i]
		all := h.observations(e, date)
		r := result.Endpoint{ID: e.id, Kind: e.kind, Times: e.times, Unit: "days",
			Definition: result.Definition{Event: itemsOf(e.event), Competing: itemsOf(e.competing)}}
		if !e.transplants {
			c.Patients = len(all)
		}
		if len(all) > 0 {
			r.Groups = append(r.Groups, groupFrom(all, "", "all", e.kind, e.times))
		}
		for level := range levels {
			var some []observation
			for _, o := range all {
				if o.level == level {
					some = append(some, o)
				}
			}
			if len(some) > 0 {
				r.Groups = append(r.Groups, groupFrom(some, "kind", string(rune('A'+level)), e.kind, e.times))
			}
		}
		c.Endpoints = append(c.Endpoints, r)
	}
	c.FollowUp.Median = result.Number(h.medianFollowUp(date))
	return c
}

func itemsOf(of []int) (items []result.Item) {
	for _, m := range of {
		items = append(items, result.Item{Milestone: milestoneNames[m]})
	}
	return items
}

// indicators name every endpoint of the auditor at each of its times.
func (h *history) indicators() (all []result.Indicator) {
	for _, e := range h.endpoints {
		for _, t := range e.times {
			all = append(all, result.Indicator{Cohort: "c", Endpoint: e.id, Unit: "days", Time: t})
		}
	}
	return all
}

// observations of an endpoint in order of time.
func (h *history) observations(e *endpoint, date int) []observation {
	var all []observation
	for i := range h.patients {
		p := &h.patients[i]
		if time, cause, ok := e.observed(p, h.closing[date]); ok {
			all = append(all, observation{time, cause, p.level})
		}
	}
	slices.SortFunc(all, func(a, b observation) int { return cmp.Compare(a.time, b.time) })
	return all
}

func (h *history) medianFollowUp(date int) int {
	var days []int
	for i := range h.patients {
		if p := &h.patients[i]; p.transplanted <= h.closing[date] && !p.second {
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
// the two closing dates, a second transplant in some, and room for patients who
// could be there.
func random(seed uint64) *history {
	r := rand.New(rand.NewPCG(seed, 26))
	h := &history{k: []int{5, 5, 10}[seed%3], closing: [2]int{4000, 4000 + []int{30, 365}[r.IntN(2)]},
		followed:  seed%2 == 0,
		endpoints: []endpoint{survival, relapsed, trm, recovery}}
	if seed%4 < 2 {
		h.endpoints[2] = efs
	}
	h.rules = newRules(h.k, 0.95, "days")
	deadly, relapsing, small := r.Float64()*0.6, r.Float64()*0.6, 0.1+r.Float64()*0.4
	for range 10 + r.IntN(14) {
		p := nobody(1000 + r.IntN(h.closing[1]-1000))
		if h.followed {
			p.transplanted = 1000 + r.IntN(2000)
		}
		if r.Float64() < deadly {
			p.day[death] = 1 + int(r.ExpFloat64()*500)
		}
		if r.Float64() < relapsing {
			p.day[relapse] = 1 + int(r.ExpFloat64()*400)
		}
		if r.Float64() < 0.9 {
			p.day[neutrophils] = 10 + int(r.ExpFloat64()*8)
		}
		if !h.followed && r.Float64() < 0.2 {
			p.lost = 1 + r.IntN(1500)
		}
		for p.level < 2 && r.Float64() < small {
			p.level++
		}
		h.patients = append(h.patients, p)
		if r.Float64() < 0.15 {
			p.second = true
			p.transplanted = min(p.transplanted+200, h.closing[1])
			h.patients = append(h.patients, p)
		}
	}
	return h.withRoom()
}

func nobody(transplanted int) patient {
	p := patient{transplanted: transplanted, lost: never}
	for m := range p.day {
		p.day[m] = never
	}
	return p
}

func (h *history) withRoom() *history {
	for range 3 * h.k {
		h.patients = append(h.patients, nobody(h.closing[1]+1))
	}
	return h
}
