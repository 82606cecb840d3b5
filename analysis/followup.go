package analysis

import (
	"math"

	"graftstat/analysis/endpoint"
	"graftstat/analysis/plan"
	"graftstat/analysis/result"
	"graftstat/analysis/survival"
)

// followUp summarises how long the patients were followed: the median by the
// reverse Kaplan-Meier method, and the range of those last seen alive.
func (c *cohort) followUp() (result.FollowUp, error) {
	if l := c.lifeLacks(); l.reason != "" {
		none := result.Missing()
		r := result.FollowUp{Median: none, Lower: none, Upper: none, Min: none, Max: none, Alive: -1, Dead: -1, Unknown: -1, Reason: l.reason}
		r.Said = r.Say(string(c.study.TimeUnit))
		return r, nil
	}
	return c.followUpOf(c.life())
}

// followUpOf is followUp of the patients by time to death or last contact. A death
// on an unknown day is a death.
func (c *cohort) followUpOf(o *endpoint.Observations) (r result.FollowUp, err error) {
	defer func() { r.Said = r.Say(string(c.study.TimeUnit)) }()
	r = result.FollowUp{Median: result.Missing(), Lower: result.Missing(), Upper: result.Missing(), Min: result.Missing(), Max: result.Missing()}
	for i := range o.Row {
		_, known := o.EventKnown(i)
		switch {
		case !o.SetAside(i) && o.Cause[i] == 1, known:
			r.Dead += o.Cases(i)
		case o.SetAside(i):
			r.Unknown += o.Cases(i)
		}
	}
	k := newComparison(plan.Endpoint{Kind: plan.Survival}, o, everyone())
	if err := k.count(); err != nil {
		return r, err
	}
	if k.table == nil {
		r.Reason = string(survival.ReasonNoCase)
		return r, nil
	}
	for i := range o.Row {
		if o.SetAside(i) || o.Cause[i] != 0 {
			continue
		}
		r.Alive += o.Cases(i)
		if r.Min.IsMissing() || o.Time[i] < float64(r.Min) {
			r.Min = result.Number(o.Time[i])
		}
		if r.Max.IsMissing() || o.Time[i] > float64(r.Max) {
			r.Max = result.Number(o.Time[i])
		}
	}
	reverse, err := survival.ReverseKaplanMeier(k.table, 0, survival.Settings{Level: c.study.Intervals.Level})
	if err != nil {
		return r, err
	}
	median := reverse.Quantile(0.5)
	r.Median, r.Lower, r.Upper = result.Number(median.Time), result.Number(median.Lower), result.Number(median.Upper)
	if math.IsNaN(median.Time) {
		r.Reason = string(median.Reason)
	}
	return r, nil
}
