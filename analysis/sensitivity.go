package analysis

import (
	"context"
	"errors"
	"fmt"

	"graftstat/analysis/plan"
	"graftstat/analysis/result"
)

// Sensitivity computes the headline numbers of a study again under each of its
// variants, and sets them beside those that the study itself gave. Each
// variant reads the files anew, as it may read them by other rules.
func Sensitivity(ctx context.Context, p *plan.Plan, base *result.Results, progress Progress) ([]result.Sensitivity, error) {
	found := []result.Sensitivity{}
	for _, v := range p.Sensitivity {
		r := result.Sensitivity{ID: v.ID, Label: result.Text(v.Label), Set: []result.Setting{}, Numbers: []result.SensitivityNumber{}}
		for _, s := range v.Settings {
			r.Set = append(r.Set, result.Setting(s))
		}
		changed, err := variant(ctx, v.Plan, progress)
		var empty *EmptyCohortError
		switch {
		case errors.As(err, &empty):
			r.Reason = "no_case"
		case err != nil:
			return nil, fmt.Errorf("sensitivity %s: %w", v.ID, err)
		default:
			r.Numbers = headlines(base, changed)
		}
		found = append(found, r)
	}
	return found, nil
}

func variant(ctx context.Context, p *plan.Plan, progress Progress) (*result.Results, error) {
	d, err := Load(ctx, p, progress)
	if err != nil {
		return nil, err
	}
	r, _, err := Run(ctx, p, d, "", progress)
	return r, err
}

// headlines are the estimates of the whole cohorts at the times asked for.
func headlines(base, changed *result.Results) []result.SensitivityNumber {
	numbers := []result.SensitivityNumber{}
	for i, c := range base.Cohorts {
		for j, e := range c.Endpoints {
			before, after := whole(e), whole(changed.Cohorts[i].Endpoints[j])
			if before == nil || after == nil {
				continue
			}
			for k, at := range before.At {
				n := result.SensitivityNumber{Cohort: c.ID, Endpoint: e.ID, Time: at.Time, Cases: after.Cases, Events: after.Events,
					Base: at, BaseCases: before.Cases, BaseEvents: before.Events, Changed: after.At[k]}
				n.MarkMoved()
				numbers = append(numbers, n)
			}
		}
	}
	return numbers
}

// whole is the group of the whole cohort, nil where no case was analysed.
func whole(e result.Endpoint) *result.Group {
	for i := range e.Groups {
		if e.Groups[i].By == "" {
			return &e.Groups[i]
		}
	}
	return nil
}
