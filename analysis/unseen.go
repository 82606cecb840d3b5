package analysis

import (
	"math"
	"slices"
	"strconv"

	"graftstat/analysis/code"
	"graftstat/analysis/endpoint"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// countsGrace are the days after the last count in which a death still competes
// with a recovery that the counts would show; 0 for an endpoint that no count ends.
func (c *cohort) countsGrace(e plan.Endpoint) int {
	if slices.Contains(e.Censor, registry.CountsCompleteTo) && c.data.Milestones[registry.CountsCompleteTo] != nil {
		return registry.CountsGrace
	}
	grace := 0.
	for _, it := range e.Event {
		if m := c.data.Milestones[it.Milestone]; m != nil && m.Known != nil && m.Known.Code == registry.LastValue {
			grace = max(grace, m.Known.Grace*c.study.TimeUnit.Days())
		}
	}
	return int(math.Round(grace))
}

// samplesGrace are the days after the last blood typing in which a death still competes;
// 0 for an endpoint that no typing ends.
func (c *cohort) samplesGrace(e plan.Endpoint) int {
	for _, it := range e.Event {
		if m := c.data.Milestones[it.Milestone]; m != nil && m.Known != nil && m.Known.Code == registry.LastSample {
			return int(math.Round(m.Known.Grace * c.study.TimeUnit.Days()))
		}
	}
	return 0
}

// deathsAfterCounts are the cases censored at the last day to which their counts
// are known that died later: whether they recovered before is not known.
//
// They are not called dead without recovery. Whoever left and recovered unseen is
// censored on the same day, and to count of those who left only the dead would
// be to look at them longer for one outcome than for the other: where the counts of
// ten children end on day 10, all recover at home on day 15 and five die on day 90,
// the incidence of recovery would be 0, and that of death without it 1/2. Nor
// are they set aside, which would lose the days that are known. Censoring
// is right where the counts end for no reason that has to do with the graft. Where
// they end because a child is dying it flatters: of three children one recovers on
// day 12 and two whose counts end on day 10 die on day 25, and the incidence of
// recovery is 1 for a true 1/3. Nothing in the data tells the one from the other.
// So the number of such deaths is a signal on the first page, and the case row
// settles it (of red-cell aplasia none: no recovery is waited for): "no" as the status of the recovery says that the child died without
// it, and the death competes on its day.
func (c *cohort) deathsAfterCounts(e plan.Endpoint, o *endpoint.Observations) int {
	if c.countsGrace(e) == 0 || isOfAplasia(e) || !slices.ContainsFunc(e.Competing,
		func(it plan.Item) bool { return it.Milestone == "death" }) {
		return 0
	}
	n := 0
	for i, row := range o.Row {
		if o.SetAside(i) || !endedByCounts(o, i) {
			continue
		}
		rows := c.histories.Of(int(c.data.Patient[row]))
		last := rows[len(rows)-1]
		if (e.Per != code.PerTransplant || row == last) && c.state("death", int(last)) == happened {
			n++
		}
	}
	return n
}

func isOfAplasia(e plan.Endpoint) bool {
	return slices.ContainsFunc(e.Event, func(it plan.Item) bool { return it.Milestone == aplasiaMet })
}

// unseenSignals name the endpoints with deaths after the last count.
func unseenSignals(c *result.Cohort) []result.Signal {
	var found []result.Signal
	for _, e := range c.Endpoints {
		if e.DeathsAfterCounts > 0 {
			found = append(found, result.Signal{Code: "death_after_counts", Cohort: c.ID, Endpoint: e.ID,
				Args: []string{strconv.Itoa(e.DeathsAfterCounts)}})
		}
	}
	return found
}

// logSignals are the warnings about what a log covers that stand on the first page.
func logSignals(d *registry.Data) []result.Signal {
	var found []result.Signal
	for _, i := range d.Issues {
		if i.Case == "" && slices.Contains([]string{"log_ends_early", "log_lacks_case"}, i.Code) {
			found = append(found, result.Signal{Code: i.Code, Args: append([]string{i.File}, i.Args...)})
		}
	}
	return found
}
