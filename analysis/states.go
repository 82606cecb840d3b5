package analysis

import (
	"cmp"
	"slices"

	"graftstat/analysis/endpoint"
	"graftstat/analysis/plan"
	"graftstat/analysis/result"
	"graftstat/analysis/survival"
)

// move says to which state a milestone leads, and from which: "" is any state
// but those that only death leaves.
type move struct {
	milestone, to, from string
}

// moves in the order in which those of one day are taken. Independence may be
// lost and won again; after graft failure or relapse only death is seen.
func moves() []move {
	return []move{
		{"neutrophil_engraftment", "engrafted", "alive"},
		{"rbc_independence", "independent", ""},
		{"transfusion_dependence", "engrafted", "independent"},
		{"graft_failure", "failed", ""},
		{"relapse", "relapsed", ""},
		{"progression", "relapsed", ""},
		{"death", "dead", ""},
	}
}

// states estimates by time the share of patients in each state: alive without
// engraftment, engrafted, transfusion independent, failed, relapsed, dead.
// Only states of which the data have a milestone are told apart.
func (c *cohort) states() ([]result.State, error) {
	names, x := c.transitions()
	if len(names) < 3 || len(x.Case) == 0 {
		return []result.State{}, nil
	}
	o, err := survival.StateOccupation(x, len(names), survival.Settings{Level: c.study.Intervals.Level})
	if err != nil {
		return nil, err
	}
	found := make([]result.State, len(names))
	for s, curve := range o.States {
		found[s].State = names[s]
		points := curve.Points
		if len(points) > 0 && points[0].Time > 0 {
			start := curve.At(beforeStart)
			start.Time = 0
			points = append([]survival.Point{start}, points...)
		}
		for _, p := range points {
			found[s].Time = append(found[s].Time, p.Time)
			found[s].Prob = append(found[s].Prob, result.Number(p.Estimate))
			found[s].Lower = append(found[s].Lower, result.Number(p.Lower))
			found[s].Upper = append(found[s].Upper, result.Number(p.Upper))
		}
	}
	return found, nil
}

// step is a patient's milestone on the way; rank orders those of one day.
type step struct {
	time float64
	rank int
}

// transitions are the stays of every patient whose follow-up is known.
func (c *cohort) transitions() ([]string, survival.Transitions) {
	names := []string{"alive"}
	paths := make([][]step, len(c.patients))
	for rank, m := range moves() {
		if c.data.Milestones[m.milestone] == nil {
			continue
		}
		if !slices.Contains(names, m.to) {
			names = append(names, m.to)
		}
		o := c.derive(plan.Incidence, m.milestone)
		for i := range paths {
			if !o.SetAside(i) && o.Cause[i] == 1 {
				paths[i] = append(paths[i], step{o.Time[i], rank})
			}
		}
	}
	var x survival.Transitions
	life := c.derive(plan.Survival, "death")
	for i, path := range paths {
		if !life.SetAside(i) {
			slices.SortFunc(path, func(a, b step) int { return cmp.Or(cmp.Compare(a.time, b.time), cmp.Compare(a.rank, b.rank)) })
			addPath(&x, int32(i), names, path, life.Time[i])
		}
	}
	return names, x
}

// derive follows every patient to one milestone, whatever else happens.
func (c *cohort) derive(kind plan.Kind, milestone string) *endpoint.Observations {
	return endpoint.Derive(c.study, c.histories, plan.Endpoint{Kind: kind, From: plan.Transplant, Event: []plan.Item{{Milestone: milestone}},
		Censor: []string{"last_contact"}, Per: "patient"}, c.patients)
}

// addPath writes a patient's stays, one for each change of state, up to the
// end of follow-up. Of several moves at one time only the last is seen; those
// of time 0 decide where the patient starts.
func addPath(x *survival.Transitions, patient int32, names []string, path []step, end float64) {
	add := func(from, to string, start, stop float64) {
		x.Case = append(x.Case, patient)
		x.From = append(x.From, uint8(slices.Index(names, from)+1))
		x.To = append(x.To, uint8(slices.Index(names, to)+1)) // 0 where followed no further
		x.Start, x.Stop = append(x.Start, start), append(x.Stop, stop)
	}
	state, at := "alive", 0.0
	for i := 0; i < len(path) && path[i].time <= end; {
		time, to := path[i].time, state
		for ; i < len(path) && path[i].time == time; i++ {
			to = moves()[path[i].rank].after(to)
		}
		switch {
		case to == state:
		case time == 0 && to != "dead":
			state = to
		default:
			add(state, to, at, time)
			state, at = to, time
		}
	}
	if state != "dead" && (end > at || end == 0) {
		add(state, "", at, end)
	}
}

// after is the state after the move of a patient who is in state.
func (m move) after(state string) string {
	final := state == "dead" || (state == "failed" || state == "relapsed") && m.to != "dead"
	if final || m.from != "" && m.from != state {
		return state
	}
	return m.to
}
