package analysis

import (
	"slices"
	"strconv"

	"graftstat/analysis/code"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// rareRise is the chance under which more deaths than in the year before are
// worth a look. A look costs little, a rise overlooked a life: one stable programme in ten gets one.
const rareRise = 0.10

// Reasons for a look that are no signals of their own.
const (
	moreDeaths    = "more_deaths"    // n in the last twelve months; args: in the twelve before
	eventsPending = "events_pending" // n bad outcomes that no chart counts yet
	visitsOverdue = "visits_overdue" // n patients
	casesExcluded = "cases_excluded" // n cases, for faults of the data
	notComputed   = "not_computed"   // n endpoints without what they need
)

// actSignals call for action; any other signal of a cohort is worth a look.
func actSignals() []string {
	return []string{cusumSignal, belowBenchmark, ratioFlagged, funnelOutside}
}

// lights say of each cohort how it stands and why, the gravest first.
func lights(r *result.Results, cohortOf map[string]string) []result.Light {
	list := []result.Light{}
	for _, d := range r.Monitor.Deaths {
		l := result.Light{Cohort: d.Cohort, Level: code.LightNone, Why: []result.LightReason{}}
		if d.Reason != "" {
			l.Level = code.LightUnknown
			l.Why = append(l.Why, result.LightReason{Code: d.Reason, Args: d.Missing})
		}
		for _, acts := range []bool{true, false} {
			for _, s := range r.Signals {
				if s.Cohort == d.Cohort && slices.Contains(actSignals(), s.Code) == acts {
					l.Why = append(l.Why, result.LightReason{Code: s.Code, Endpoint: s.Endpoint, Args: s.Args})
				}
			}
			if acts && len(l.Why) > 0 && d.Reason == "" {
				l.Level = code.LightAct
			}
		}
		l.Why = append(l.Why, looks(r, d, cohortOf)...)
		if l.Level == code.LightNone && len(l.Why) > 0 {
			l.Level = code.LightLook
		}
		list = append(list, l)
	}
	return list
}

// looks are the counts of a cohort that are worth a look.
func looks(r *result.Results, d result.Deaths, cohortOf map[string]string) []result.LightReason {
	var found []result.LightReason
	add := func(name string, n int, more ...int) {
		if n == 0 {
			return
		}
		args := []string{}
		for _, m := range more {
			args = append(args, strconv.Itoa(m))
		}
		found = append(found, result.LightReason{Code: name, N: n, Args: args})
	}
	if !d.More.IsMissing() && float64(d.More) <= rareRise {
		add(moreDeaths, d.Periods[0].Deaths, d.Periods[1].Deaths)
	}
	pending := 0
	for _, s := range r.Monitor.Sequential {
		if s.Cohort == d.Cohort {
			pending += s.PendingEvents
		}
	}
	add(eventsPending, pending)
	add(casesExcluded, len(casesWithErrors(r.Issues, d.Cohort, cohortOf)))
	absent := 0
	for i := range r.Cohorts {
		for _, e := range r.Cohorts[i].Endpoints {
			if r.Cohorts[i].ID == d.Cohort && e.Reason != "" {
				absent++
			}
		}
	}
	add(notComputed, absent)
	for _, c := range r.Monitor.Completeness {
		if c.Cohort == d.Cohort {
			add(visitsOverdue, c.Overdue)
		}
	}
	return found
}

// casesWithErrors are the cases of a cohort with a fault that sets them aside from something.
func casesWithErrors(issues []result.Issue, cohort string, cohortOf map[string]string) []string {
	var cases []string
	for _, i := range issues {
		if i.Severity == string(registry.Error) && i.Case != "" && cohortOf[i.Case] == cohort &&
			!slices.Contains(cases, i.Case) {
			cases = append(cases, i.Case)
		}
	}
	return cases
}
