package main

import (
	"context"
	"strings"

	"graftstat/analysis/message"
	"graftstat/analysis/plan"
	"graftstat/reports/layout"
)

// look prints a cohort or an endpoint on the terminal and writes nothing: all is
// computed as in a run, so that every number is that of the reports.
func (a *app) look(ctx context.Context, path string, f runFlags) error {
	if f.out != "" || f.previous != "" {
		return usageError{message.New("--only writes no report; leave --out and --previous out")}
	}
	p, err := a.readPlan(ctx, path, f)
	if err != nil {
		return err
	}
	cohort, endpoint, err := onlyOf(p, f.only)
	if err != nil {
		return err
	}
	p.Sensitivity = nil
	work := a.progress()
	defer work.finish()
	var c *computed
	var lines []string
	err = runInterruptible(ctx, func() (err error) {
		if c, err = a.compute(ctx, p, "", f, memoryOf(p), work); err == nil && c.results != nil {
			lines, err = layout.Look(c.results, cohort, endpoint, a.language)
		}
		return err
	})
	if err != nil {
		return err
	}
	work.finish()
	if c.results == nil {
		return a.refuseStrictly(c.faults, path)
	}
	a.printLines(lines)
	if c.faults > 0 {
		return &setAsideError{c.faults}
	}
	return nil
}

// onlyOf are the cohort and the endpoint that --only names; the endpoint is "" where it
// names all of the cohort.
func onlyOf(p *plan.Plan, only string) (cohort, endpoint string, err error) {
	cohort, endpoint, hasEndpoint := strings.Cut(only, "/")
	ids := idsOf(p)
	endpoints, known := ids.endpoints[cohort]
	switch {
	case !known:
		return "", "", unknownName(message.Of("no cohort is called %q", cohort), cohort, ids.cohorts)
	case !hasEndpoint:
		return cohort, "", nil
	}
	for _, id := range endpoints {
		if id == endpoint {
			return cohort, endpoint, nil
		}
	}
	return "", "", unknownName(message.Of("the cohort has no endpoint %q", endpoint), endpoint, endpoints)
}

// studyIDs are those that --only may name, in the order of the study.
type studyIDs struct {
	cohorts   []string
	endpoints map[string][]string // by cohort
}

func idsOf(p *plan.Plan) studyIDs {
	ids := studyIDs{endpoints: make(map[string][]string)}
	for _, c := range p.Cohorts {
		ids.cohorts, ids.endpoints[c.ID] = append(ids.cohorts, c.ID), []string{}
		for _, e := range c.Resolved {
			ids.endpoints[c.ID] = append(ids.endpoints[c.ID], e.ID)
		}
	}
	return ids
}

// unknownName is a name that the study has not, with the one that is meant.
func unknownName(what message.Text, name string, known []string) error {
	list := strings.Join(known, ", ")
	if near := plan.Nearest(name, known); near != "" {
		return usageError{message.Errorf("--only: %s; did you mean %q? Known here: %s", what, near, list)}
	}
	return usageError{message.Errorf("--only: %s; known here: %s", what, list)}
}
