package analysis

import (
	"context"
	"errors"
	"math"

	"graftstat/analysis/endpoint"
	"graftstat/analysis/message"
	"graftstat/analysis/parallel"
	"graftstat/analysis/plan"
	"graftstat/analysis/result"
)

// Sensitivity computes the headline numbers of a study again under each of its
// variants, and sets them beside those that the study itself gave: the estimates
// of the whole cohorts at the times asked for, of the endpoints that the study has
// estimated. Nothing else of a variant is computed. Each variant reads the files
// anew, as it may read them by other rules.
func Sensitivity(ctx context.Context, p *plan.Plan, base *result.Results, progress Progress) ([]result.Sensitivity,
	error) {
	found := []result.Sensitivity{}
	for _, v := range p.Sensitivity {
		r := result.Sensitivity{ID: v.ID, Label: result.Text(v.Label), Set: []result.Setting{},
			Numbers: []result.SensitivityNumber{}}
		for _, s := range v.Settings {
			r.Set = append(r.Set, result.Setting(s))
		}
		numbers, err := variant(ctx, v.Plan, base, progress)
		var empty *EmptyCohortError
		switch {
		case errors.As(err, &empty):
			r.Reason = "no_case"
		case err != nil:
			return nil, message.Errorf("sensitivity %s: %w", v.ID, err)
		default:
			r.Numbers = append(r.Numbers, numbers...)
		}
		found = append(found, r)
	}
	return found, nil
}

// variant gives the headline numbers of a variant's plan, whose cohorts and
// endpoints are those of the study in their order.
func variant(ctx context.Context, p *plan.Plan, base *result.Results, progress Progress) ([]result.SensitivityNumber,
	error) {
	d, err := Load(ctx, p, progress)
	if err != nil {
		return nil, err
	}
	var numbers []result.SensitivityNumber
	histories := endpoint.NewHistories(p, d)
	for i := range p.Cohorts {
		c := newCohort(p, d, histories, &p.Cohorts[i])
		if len(c.patients) == 0 {
			return nil, c.empty()
		}
		if base.Paper != nil {
			c.form = base.Paper.Intervals
		}
		c.keep(base.Cohorts[i].Endpoints)
		found, err := c.headlines(ctx, &base.Cohorts[i], progress)
		if err != nil {
			return nil, err
		}
		numbers = append(numbers, found...)
	}
	return numbers, nil
}

// headlines estimates the endpoints of a cohort that have estimates in base.
func (c *cohort) headlines(ctx context.Context, base *result.Cohort, progress Progress) ([]result.SensitivityNumber,
	error) {
	do := func(i int) ([]result.SensitivityNumber, error) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		e, before := c.plan.Resolved[i], whole(&base.Endpoints[i])
		if before == nil || len(before.At) == 0 {
			return nil, nil
		}
		if reason := c.lacks(e).reason; reason != "" {
			return numbersBeside(c.plan.ID, e.ID, before, withoutCase(before, reason)), nil
		}
		after, err := c.headline(e)
		if err != nil {
			return nil, message.Errorf("cohort %s, endpoint %s: %w", c.plan.ID, e.ID, err)
		}
		if after == nil {
			after = withoutCase(before, "no_case")
		}
		return numbersBeside(c.plan.ID, e.ID, before, after), nil
	}
	var numbers []result.SensitivityNumber
	err := parallel.InOrder(len(c.plan.Resolved), do, func(i int, found []result.SensitivityNumber) {
		numbers = append(numbers, found...)
		progress(c.plan.ID, i+1)
	})
	return numbers, err
}

// headline is the group of the whole cohort, nil where no case is analysed.
func (c *cohort) headline(e plan.Endpoint) (*result.Group, error) {
	from := c.casesOf(e, endpoint.DeriveWithoutCells(c.study, c.histories, e, c.patients))
	k, err := c.comparison(e, from.tally(everyone(), math.NaN()))
	if err != nil {
		return nil, err
	}
	groups, err := c.groups(k)
	if err != nil {
		return nil, err
	}
	r := c.newEndpoint(e)
	r.Groups = groups
	r.MarkHeadline()
	return whole(r), nil
}

// numbersBeside are the estimates of the study and of the variant at each time.
func numbersBeside(cohort, endpoint string, before, after *result.Group) []result.SensitivityNumber {
	var numbers []result.SensitivityNumber
	for k, at := range before.At {
		n := result.SensitivityNumber{Cohort: cohort, Endpoint: endpoint, Time: at.Time, Cases: after.Cases,
			Events: after.Events,
			Base:   at, BaseCases: before.Cases, BaseEvents: before.Events, Changed: after.At[k]}
		n.MarkMoved()
		numbers = append(numbers, n)
	}
	return numbers
}

// withoutCase is a group without a case whose estimates, at the times of like, say why.
func withoutCase(like *result.Group, reason string) *result.Group {
	none, g := result.Missing(), &result.Group{}
	for _, at := range like.At {
		g.At = append(g.At, result.Estimate{AskedTime: at.AskedTime,
			Point: result.Point{Time: at.Time, Estimate: none, StdErr: none, Lower: none, Upper: none, Reason: reason}})
	}
	return g
}

// whole is the group of the whole cohort, nil where no case was analysed.
func whole(e *result.Endpoint) *result.Group {
	for i := range e.Groups {
		if e.Groups[i].By == "" {
			return &e.Groups[i]
		}
	}
	return nil
}
