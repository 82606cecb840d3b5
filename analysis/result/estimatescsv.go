package result

import (
	"io"
	"math"
)

// estimatesRow is a row of estimates.csv. Numbers are NaN where they are not there.
type estimatesRow struct {
	names          text // cohort to group
	time           float64
	unit           text
	n, atRisk      float64
	events, rivals float64
	estimate, err  float64
	lower, upper   float64
	ends           text // interval and reason
}

func (r *estimatesRow) columns() []columns {
	return []columns{
		{heads: []string{"cohort", "endpoint", "by", "group"}, text: &r.names},
		{heads: []string{"time"}, number: &r.time}, {heads: []string{"unit"}, text: &r.unit},
		{heads: []string{"n"}, number: &r.n}, {heads: []string{"at_risk"}, number: &r.atRisk},
		{heads: []string{"events"}, number: &r.events}, {heads: []string{"competing"}, number: &r.rivals},
		{heads: []string{"estimate"}, number: &r.estimate}, {heads: []string{"std_err"}, number: &r.err},
		{heads: []string{"lower"}, number: &r.lower}, {heads: []string{"upper"}, number: &r.upper},
		{heads: []string{"interval", "reason"}, text: &r.ends},
	}
}

// EncodeEstimates writes the estimates of all endpoints as CSV in UTF-8, one a row in
// the order of the results: cohort, endpoint, by and group; time as it was asked for
// and its unit; cases of the group; at risk just before that time, events and
// competing events up to and including it; the estimate with its standard error, its
// interval and the method of that; and, where a number is not there, the reason. An
// endpoint that is not computed has one row, which has its reason alone.
//
// Numbers are unrounded, a missing one is an empty cell, and what a spreadsheet would
// take for a formula is led by an apostrophe. Curves, landmarks, causes and models are
// in the results alone.
func EncodeEstimates(w io.Writer, r *Results) error {
	row := &estimatesRow{}
	file := newTableWriter(w, "estimates", row.columns())
	for i := range r.Cohorts {
		c := &r.Cohorts[i]
		for j := range c.Endpoints {
			if err := row.endpoint(file, c.ID, &c.Endpoints[j]); err != nil {
				return err
			}
		}
	}
	return file.flush()
}

func (r *estimatesRow) endpoint(file *tableWriter, cohort string, e *Endpoint) error {
	if e.Reason != "" {
		r.notComputed(cohort, e)
		return file.row()
	}
	for i := range e.Groups {
		g := &e.Groups[i]
		r.names.written = appendTexts(nil, cohort, e.ID, g.By, g.Group)
		r.n = float64(g.Cases)
		for j := range g.At {
			r.at(&g.At[j])
			if err := file.row(); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *estimatesRow) at(e *Estimate) {
	r.time, r.unit.written = e.Asked, appendTexts(nil, e.Unit)
	r.atRisk, r.events, r.rivals = float64(e.AtRisk), float64(e.Events), float64(e.Competing)
	r.estimate, r.err = float64(e.Estimate), float64(e.StdErr)
	r.lower, r.upper = float64(e.Lower), float64(e.Upper)
	r.ends.written = appendTexts(nil, e.Interval, e.Reason)
}

func (r *estimatesRow) notComputed(cohort string, e *Endpoint) {
	r.names.written, r.unit.written = appendTexts(nil, cohort, e.ID, "", "all"), appendTexts(nil, "")
	r.ends.written = appendTexts(nil, "", e.Reason)
	for _, x := range []*float64{&r.time, &r.n, &r.atRisk, &r.events, &r.rivals, &r.estimate, &r.err, &r.lower,
		&r.upper} {
		*x = math.NaN()
	}
}
