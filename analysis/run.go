package analysis

import (
	"context"
	"fmt"

	"graftstat/analysis/endpoint"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// Run computes every cohort and endpoint of a study. It opens no file.
func Run(ctx context.Context, p *plan.Plan, d *registry.Data, version string, progress Progress) (*result.Results,
	*result.Listing, error) {
	r := &result.Results{
		Schema:  result.Schema,
		Study:   study(p, d),
		AsOf:    p.AsOf.String(),
		Tool:    result.Tool{Name: "graftstat", Version: version},
		Inputs:  inputs(d),
		Issues:  issuesOf(d),
		Signals: []result.Signal{},
		Scores:  []result.Scores{},

		Sensitivity: []result.Sensitivity{},

		Independence: []result.Independence{},
	}
	if d.Tally != nil {
		return r, nil, runTallies(ctx, p, d.Tally, r, progress)
	}
	r.Signals = append(r.Signals, logSignals(d)...)
	l := &result.Listing{}
	var cohorts []*cohort
	var asked []plan.Endpoint
	cohortOf := make(map[int]string)
	histories := endpoint.NewHistories(p, d)
	r.Monitor = newMonitor(p, d.AsOf)
	for i := range p.Cohorts {
		c := newCohort(p, d, histories, &p.Cohorts[i])
		if len(c.patients) == 0 {
			return nil, nil, c.empty()
		}
		c.leaveOutUnrecorded()
		r.Study.Cohorts[i].Endpoints = c.endpointIDs()
		asked = append(asked, c.asked(p.Cohorts[i].Resolved)...)
		cohorts = append(cohorts, c)
	}
	r.Study.Rules = append(r.Study.Rules, redCellRules(p, asked)...)
	form, err := paperIntervals(p, cohorts)
	if err != nil {
		return nil, nil, err
	}
	for i, c := range cohorts {
		c.form = form
		found, err := c.run(ctx, l, progress)
		if err != nil {
			return nil, nil, err
		}
		if err := c.monitor(r.Monitor); err != nil {
			return nil, nil, err
		}
		r.Cohorts = append(r.Cohorts, *found)
		r.Absent = append(r.Absent, c.absences()...)
		r.Signals = append(append(r.Signals, signals(found)...), unseenSignals(found)...)
		r.Signals = append(r.Signals, c.lackSignals(found)...)
		r.Scores = append(r.Scores, c.scores()...)
		r.Independence = append(r.Independence, c.independence()...)
		if use := c.redCellUse(); use != nil {
			r.RedCellUse = append(r.RedCellUse, *use)
		}
		redCells, err := c.redCells(p.Cohorts[i].Resolved)
		if err != nil {
			return nil, nil, err
		}
		if redCells != nil {
			r.RedCells = append(r.RedCells, *redCells)
		}
		for _, patient := range c.patients {
			for _, row := range histories.Of(int(patient)) {
				cohortOf[int(row)] = c.plan.ID
			}
		}
	}
	var issues []registry.Issue
	r.NoCohort, issues = noCohort(d, cohorts)
	if issues = append(issues, unusedColours(p, r.Cohorts)...); len(issues) > 0 {
		d.Issues = append(d.Issues, issues...)
		r.Issues = issuesOf(d)
	}
	r.Titres = titres(p, d, cohortOf)
	if r.Paper, err = paper(p, cohorts, r.Cohorts); err != nil {
		return nil, nil, err
	}
	if r.Paper != nil {
		r.Paper.Intervals = form
	}
	r.Signals = append(r.Signals, monitorSignals(r.Monitor, p.AsOf)...)
	if r.Monitor != nil {
		named := make(map[string]string)
		for row, id := range cohortOf {
			named[d.CaseID[row]] = id
		}
		r.Monitor.Lights, r.Monitor.Tasks = lights(r, named), tasks(r, p.AsOf, named)
	}
	return r, l, nil
}

// signals are what the reader of a cohort must not overlook.
func signals(c *result.Cohort) []result.Signal {
	var found []result.Signal
	for _, e := range c.Endpoints {
		for _, g := range e.Groups {
			known := 0
			for _, x := range g.Excluded {
				known += x.EventsKnown
			}
			if g.By == "" && known > 0 {
				found = append(found, result.Signal{Code: "event_set_aside", Cohort: c.ID, Endpoint: e.ID,
					Args: []string{fmt.Sprint(known)}})
			}
		}
	}
	return found
}
