package analysis

import (
	"math"
	"slices"

	"graftstat/analysis/describe"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// independence counts who is independent of red-cell transfusions now among
// those who can be judged: alive, and followed for at least the window. It is
// the answer at the last day to which transfusions are known, beside the incidence,
// which is of first reaching it. It is nil for a cohort that no endpoint asks it of, and where nothing
// says who reached independence, lost it, lost the graft or died: a column that is
// missing is no "no".
func (c *cohort) independence() []result.Independence {
	asked := slices.ContainsFunc(c.plan.Resolved, func(e plan.Endpoint) bool {
		return slices.ContainsFunc(e.Event, func(it plan.Item) bool { return it.Milestone == "rbc_independence" })
	})
	if !asked || c.lacks(plan.Endpoint{Event: standingItems(), Censor: []string{"last_contact"}}).reason != "" {
		return nil
	}
	rule := c.study.Rules.TransfusionIndependence
	r := result.Independence{Cohort: c.plan.ID, WindowDays: rule.WindowDays, Haemoglobin: result.Missing(),
		Patients: len(c.patients)}
	if rule.Haemoglobin.AtLeast > 0 {
		r.Haemoglobin = result.Number(rule.Haemoglobin.AtLeast)
	}
	for _, patient := range c.patients {
		rows := c.histories.Of(int(patient))
		switch c.standing(int(rows[len(rows)-1])) {
		case "dead":
			r.Dead++
		case "unknown":
			r.Unknown++
		case "too_early":
			r.TooEarly++
		case "pending":
			r.Pending++
		case "lost":
			r.Lost++
		case "confirmed":
			r.Confirmed++
		}
	}
	r.Evaluable = r.Confirmed + r.Lost + r.Pending
	p := describe.ExactProportion(r.Confirmed, r.Evaluable, c.study.Intervals.Level)
	r.Estimate, r.Lower, r.Upper, r.Reason = result.Number(p.Estimate), result.Number(p.Lower), result.Number(p.Upper),
		string(p.Reason)
	c.threeWays(&r)
	return []result.Independence{r}
}

// standingItems are the milestones by which it is judged where a row stands.
func standingItems() []plan.Item {
	return []plan.Item{{Milestone: "rbc_independence"}, {Milestone: "transfusion_dependence"},
		{Milestone: "graft_failure"}, {Milestone: "death"}}
}

// standing is where a row stands. Whoever lost independence, or did not reach it
// though followed for the window, counts against it.
func (c *cohort) standing(row int) string {
	death, reached := c.state("death", row), c.state("rbc_independence", row)
	returned, failed := c.state("transfusion_dependence", row), c.state("graft_failure", row)
	followed := c.followed(row)
	switch {
	case death == happened:
		return "dead"
	case death == unknown, math.IsNaN(followed):
		return "unknown"
	case followed < c.study.Rules.TransfusionIndependence.WindowDays:
		return "too_early"
	case reached == unknown:
		return "unknown"
	case reached == not:
		return "pending"
	case returned == happened, failed == happened && !c.before("graft_failure", "rbc_independence", row):
		return "lost"
	case returned == unknown, failed == unknown:
		return "unknown"
	}
	return "confirmed"
}

type state uint8

const (
	not state = iota
	happened
	unknown
)

// state is what a row says of a milestone up to the closing date.
func (c *cohort) state(milestone string, row int) state {
	m := c.data.Milestones[milestone]
	switch {
	case m == nil:
		return not
	case m.Status[row] == registry.Unknown:
		return unknown
	case milestone == "death" && m.Written(row):
		return happened
	case m.Status[row] == registry.Unreadable:
		return unknown
	case m.Happened(row) && !(m.Time[row] > c.histories.Potential(int32(row))):
		return happened
	}
	return not
}

// before reports whether one milestone of a row is dated before another.
func (c *cohort) before(a, b string, row int) bool {
	return c.data.Milestones[a].Time[row] < c.data.Milestones[b].Time[row]
}

// followed are the days to the last contact, the closing date or the day to
// which the row's transfusions are known, whichever is first; NaN where nothing is
// known of them.
func (c *cohort) followed(row int) float64 {
	m := c.data.Milestones["last_contact"]
	if m == nil || math.IsNaN(m.Time[row]) {
		return math.NaN()
	}
	to := min(m.Time[row], c.histories.Potential(int32(row)))
	known, why := c.transfusionsKnown([]int32{int32(row)})
	if why != "" {
		return math.NaN()
	}
	to = min(to, known)
	return wholeDay(to * c.study.TimeUnit.Days())
}

// transfusionsKnown is to when the red-cell transfusions of the rows of a patient
// are known, on the clock of the first, the latest of their days; +Inf where
// nothing but the follow-up ends them. Where the log is silent on a row it is told why.
func (c *cohort) transfusionsKnown(rows []int32) (known float64, why string) {
	t := c.data.Transfusions
	if t == nil {
		return math.Inf(1), ""
	}
	known = math.NaN()
	for _, row := range rows {
		if code := t.Silent[row]; code != "" {
			return math.NaN(), code
		}
		if time := c.histories.Offset(rows[0], row) + t.Time[row]; !(time <= known) && !math.IsNaN(time) {
			known = time
		}
	}
	if math.IsNaN(known) {
		return math.Inf(1), ""
	}
	return known, ""
}
