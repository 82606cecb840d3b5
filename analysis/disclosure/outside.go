package disclosure

import (
	"graftstat/analysis/code"
	"graftstat/analysis/result"
)

// Report is what may leave the centre. No field of it is exact but what the
// study file says.
type Report struct {
	K       int // suppress_below
	Study   result.Study
	AsOf    string
	Tool    result.Tool
	Cohorts []Cohort
}

// Count is a number of patients or transplants.
type Count struct {
	Under bool // under 2K, 0 included; Near is then 0
	Near  int  // the nearest multiple of K
}

// Cohort in coarse numbers. One under 2K has no endpoints; one with Shares has
// nothing but its name.
type Cohort struct {
	ID       string
	Shares   string // the cohort before it that may have patients of this one
	Patients Count
	// FollowUpMonths is the median follow-up to the nearest half year; 0: shorter
	// than three months, not known, or fewer than about 4K patients: a median that
	// falls from one report to the next tells that somebody came.
	FollowUpMonths int
	Endpoints      []Endpoint
}

// Endpoint with its definition, which the study file gives.
type Endpoint struct {
	ID         string
	Label      result.Text
	Kind       code.EndpointKind // survival, incidence
	Method     string            // kaplan-meier, aalen-johansen
	Unit       string
	Definition result.Definition
	Groups     []Group // the whole cohort first
}

// Other is the group into which small ones are merged.
const Other = "other"

// Group of cases. By "" is the whole cohort. IsOther marks what was merged: it
// has a number of patients and nothing more.
type Group struct {
	By      string
	Group   string
	IsOther bool
	Cases   Count
	Few     bool       // at most K had the event, 0 included
	At      []Estimate // at the times that leave
}

// Kind of an estimate.
type Kind string

const (
	Withheld Kind = "withheld" // too few at risk, or in the group
	Rounded  Kind = "rounded"  // Percent with Lower and Upper, in steps of Step
	Without  Kind = "without"  // at least Percent are without the event
	With     Kind = "with"     // at least Percent had the event
)

// Estimate at a time, in whole percent: of those without the event in a
// survival endpoint, of those with it in an incidence. A Rounded Percent of 0
// is under Step, one of 100 over 100 - Step.
type Estimate struct {
	Asked                 float64 // the time, in the endpoint's Unit
	Years                 int     // the same in whole years; 0: within the first
	Kind                  Kind
	Percent, Lower, Upper int
	Step                  int
}

// Outside makes the coarse report of the results; nil where the study asks for
// none. An endpoint without a group (it was not computed) is left out, as is
// one whose cases enter late: its bounds would not hold.
func Outside(r *result.Results) *Report {
	k := r.Study.Report.SuppressBelow
	if k < 2 {
		return nil
	}
	rules := newRules(k, r.Study.Intervals.Level, r.Study.TimeUnit)
	report := &Report{K: k, Study: r.Study, AsOf: r.AsOf, Tool: r.Tool}
	var before []string // cohorts that are reported
	for i := range r.Cohorts {
		c := &r.Cohorts[i]
		if other := sharing(r.Study.Cohorts, before, c.ID); other != "" {
			report.Cohorts = append(report.Cohorts, Cohort{ID: c.ID, Shares: other})
			continue
		}
		before = append(before, c.ID)
		report.Cohorts = append(report.Cohorts, rules.cohort(c, named(r.Monitor, c.ID), r.Study.Report.OutsideBy[c.ID]))
	}
	return report
}

// rules round.
type rules struct {
	k     int
	level float64 // of the intervals
	unit  string  // of times
	// limits of the intervals that were asked for: few, and the same again and again.
	limits map[[3]int][2]int
}

func newRules(k int, level float64, unit string) rules {
	return rules{k: k, level: level, unit: unit, limits: make(map[[3]int][2]int)}
}

func (x rules) cohort(c *result.Cohort, indicators []result.Indicator, by string) Cohort {
	coarse := Cohort{ID: c.ID, Patients: x.count(c.Patients)}
	if c.Patients < 2*x.k {
		return coarse
	}
	if coarse.Patients.Near >= 4*x.k {
		coarse.FollowUpMonths = x.halfYears(float64(c.FollowUp.Median))
	}
	leaving := choose(c, indicators)
	kept := x.kept(leaving, by)
	for _, e := range leaving {
		all := groupOf(e.Endpoint, "", "")
		if all == nil || all.Cases < 2*x.k || entersLate(all) {
			continue
		}
		coarse.Endpoints = append(coarse.Endpoints, x.endpoint(e, all, by, kept))
	}
	return coarse
}

func (x rules) endpoint(e choice, all *result.Group, by string, kept []string) Endpoint {
	coarse := Endpoint{ID: e.ID, Label: e.Label, Kind: e.Kind, Method: e.Method, Unit: e.Unit, Definition: e.Definition}
	coarse.Groups = append(coarse.Groups, x.group(all, e))
	left := all.Cases
	for _, level := range kept {
		if g := groupOf(e.Endpoint, by, level); g != nil {
			coarse.Groups = append(coarse.Groups, x.group(g, e))
			left -= g.Cases
		}
	}
	if left > 0 && len(coarse.Groups) > 1 {
		coarse.Groups = append(coarse.Groups, Group{By: by, Group: Other, IsOther: true, Cases: x.count(left)})
	}
	return coarse
}

func (x rules) group(g *result.Group, e choice) Group {
	coarse := Group{By: g.By, Group: g.Group, Cases: x.count(g.Cases), Few: x.few(g.Events)}
	for i, at := range g.At {
		if i < len(e.Times) && e.leaves(e.Times[i]) {
			estimate := x.estimate(g, e.Kind, at.Time)
			estimate.Asked, estimate.Years = e.Times[i], wholeYears(e.Times[i], e.Unit)
			coarse.At = append(coarse.At, estimate)
		}
	}
	return coarse
}

// groupOf is the group of a level; By "" is the whole cohort, whatever the level.
func groupOf(e *result.Endpoint, by, level string) *result.Group {
	for i := range e.Groups {
		if g := &e.Groups[i]; g.By == by && (by == "" || g.Group == level) {
			return g
		}
	}
	return nil
}
