package analysis

import (
	"math"

	"graftstat/analysis/code"
	"graftstat/analysis/plan"
	"graftstat/analysis/result"
	"graftstat/analysis/survival"
)

// followUp summarises how long the patients were followed: the median by the
// reverse Kaplan-Meier method, and the range of those last seen alive.
func (c *cohort) followUp() (result.FollowUp, error) {
	if l := c.lifeLacks(); l.reason != "" {
		none := result.Missing()
		r := result.FollowUp{Median: none, Lower: none, Upper: none, Min: none, Max: none, Alive: -1, Dead: -1,
			Unknown: -1, Reason: l.reason}
		r.Said = r.Say(string(c.study.TimeUnit))
		return r, nil
	}
	return c.followUpOf(c.newOutcomes(c.life(), nil, grouping{}).tally(everyone(), math.NaN()))
}

// followUpOf is followUp of the patients by time to death or last contact. A death
// on an unknown day is a death.
func (c *cohort) followUpOf(t *tally) (r result.FollowUp, err error) {
	defer func() { r.Said = r.Say(string(c.study.TimeUnit)) }()
	r = result.FollowUp{Median: result.Missing(), Lower: result.Missing(), Upper: result.Missing(),
		Min: result.Missing(), Max: result.Missing()}
	for i := range t.cells {
		switch x := &t.cells[i]; {
		case x.status == 1, x.isEventKnown():
			r.Dead += int(x.n)
		case x.isSetAside():
			r.Unknown += int(x.n)
		}
	}
	k, err := newComparison(plan.Endpoint{Kind: code.Survival}, t)
	if err != nil {
		return r, err
	}
	if k.table == nil {
		r.Reason = string(survival.ReasonNoCase)
		return r, nil
	}
	for i := range t.cells {
		x := &t.cells[i]
		if x.status != 0 {
			continue
		}
		r.Alive += int(x.n)
		if r.Min.IsMissing() || x.time < float64(r.Min) {
			r.Min = result.Number(x.time)
		}
		if r.Max.IsMissing() || x.time > float64(r.Max) {
			r.Max = result.Number(x.time)
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
