package disclosure

import (
	"fmt"
	"math"
	"slices"

	"graftstat/analysis/result"
)

// choice is an endpoint that leaves, with the times below one year at which the
// study's indicators ask for it.
type choice struct {
	*result.Endpoint
	early []float64 // days
}

// named are the indicators of a cohort.
func named(m *result.Monitor, cohort string) []result.Indicator {
	if m == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(m.Indicators), func(i result.Indicator) bool { return i.Cohort != cohort })
}

// choose the endpoints of a cohort that leave: overall survival, then those of
// its indicators in their order; where there is neither, the first. One that
// follows from those before it is left out, as is one without a time that
// leaves. The same curve by another name (deaths, where nothing competes with
// them) lends its times.
func choose(c *result.Cohort, indicators []result.Indicator) []choice {
	var chosen []choice
	add := func(e *result.Endpoint, early ...float64) {
		if len(e.Definition.Among) > 0 {
			return // of some patients, whose number would tell that of the others
		}
		same := slices.IndexFunc(chosen, func(a choice) bool { return isSame(a.Endpoint, e) })
		switch {
		case same >= 0:
			chosen[same].early = append(chosen[same].early, early...)
		case !isSum(chosen, e):
			chosen = append(chosen, choice{e, early})
		}
	}
	for i := range c.Endpoints {
		if isOverallSurvival(&c.Endpoints[i]) {
			add(&c.Endpoints[i])
			break
		}
	}
	for _, indicator := range indicators {
		for i := range c.Endpoints {
			if e := &c.Endpoints[i]; e.ID == indicator.Endpoint {
				add(e, indicator.Time*days(indicator.Unit))
			}
		}
	}
	if len(chosen) == 0 && len(c.Endpoints) > 0 {
		add(&c.Endpoints[0])
	}
	return slices.DeleteFunc(chosen, func(c choice) bool { return !slices.ContainsFunc(c.Times, c.leaves) })
}

// leaves reports whether the estimate at a time leaves: 1, 2, 3 and 5 years,
// and 28, 42 or 100 days where an indicator asks for them.
func (c choice) leaves(t float64) bool {
	if slices.Contains([]int{1, 2, 3, 5}, wholeYears(t, c.Unit)) {
		return true
	}
	day := t * days(c.Unit)
	return slices.Contains([]float64{28, 42, 100}, day) && slices.Contains(c.early, day)
}

// days of a unit of time.
func days(unit string) float64 { return 365.25 / perYear(unit) }

// wholeYears of a time that is within a day and a half of them, else 0.
func wholeYears(t float64, unit string) int {
	years := math.Round(t / perYear(unit))
	if math.Abs(t-years*perYear(unit))*days(unit) > 1.5 {
		return 0
	}
	return int(years)
}

func isOverallSurvival(e *result.Endpoint) bool {
	return e.Kind.IsFreeOfEvent() && slices.Equal(items(e.Definition.Event), []string{"death"})
}

// isSame reports whether two endpoints have the same events and competing
// events, as a survival and an incidence, or of patients and of transplants.
func isSame(a, b *result.Endpoint) bool {
	return slices.Equal(items(a.Definition.Event), items(b.Definition.Event)) &&
		slices.Equal(items(a.Definition.Competing), items(b.Definition.Competing))
}

// isSum reports whether e, with two of the chosen, is a sum and its two parts:
// parts compete with each other, and the events of both are among those of the sum.
func isSum(chosen []choice, e *result.Endpoint) bool {
	for i, a := range chosen {
		for _, b := range chosen[:i] {
			if adds(a.Endpoint, b.Endpoint, e) || adds(a.Endpoint, e, b.Endpoint) || adds(b.Endpoint, e, a.Endpoint) {
				return true
			}
		}
	}
	return false
}

func adds(a, b, sum *result.Endpoint) bool {
	return holds(a.Definition.Competing, b.Definition.Event) && holds(b.Definition.Competing, a.Definition.Event) &&
		holds(sum.Definition.Event, a.Definition.Event) && holds(sum.Definition.Event, b.Definition.Event)
}

func holds(all, some []result.Item) bool {
	have := items(all)
	return !slices.ContainsFunc(items(some), func(item string) bool { return !slices.Contains(have, item) })
}

// items as words that can be compared, in order.
func items(all []result.Item) []string {
	words := make([]string, len(all))
	for i, item := range all {
		words[i] = item.Milestone
		if len(item.Where) > 0 {
			words[i] += fmt.Sprintf(" %+v", item.Where)
		}
	}
	slices.Sort(words)
	return words
}

// ofThePatient are columns that are the same in each row of a patient.
var ofThePatient = []string{"disease_group", "diagnosis", "sex"}

// sharing is the cohort of before that may have patients of this one, "" where
// there is none. It goes by the definitions, not by the data: that a cohort
// disappears from one report to the next would tell that a patient is in both.
func sharing(study []result.StudyCohort, before []string, id string) string {
	for _, other := range before {
		if !exclude(whereOf(study, other), whereOf(study, id)) {
			return other
		}
	}
	return ""
}

func whereOf(study []result.StudyCohort, id string) []result.Condition {
	for _, c := range study {
		if c.ID == id {
			return c.Where
		}
	}
	return nil
}

// exclude reports whether no patient meets the conditions of both: they name
// different codes of one column of the patient.
func exclude(a, b []result.Condition) bool {
	for _, x := range a {
		for _, y := range b {
			if x.Column == y.Column && slices.Contains(ofThePatient, x.Column) && (apart(x, y) || apart(y, x)) {
				return true
			}
		}
	}
	return false
}

func apart(x, y result.Condition) bool {
	if len(x.In) == 0 || len(y.In) == 0 && len(y.Not) == 0 {
		return false
	}
	return !slices.ContainsFunc(x.In, func(code string) bool {
		return !slices.Contains(y.Not, code) && (len(y.In) == 0 || slices.Contains(y.In, code))
	})
}
