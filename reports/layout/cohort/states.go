package cohort

import (
	"slices"

	"graftstat/analysis/result"
	"graftstat/reports/document"
)

// statesFigure stacks the share of patients in each state by time, best at the
// bottom; nil where the cohort has no states.
func (b *Builder) statesFigure(c *result.Cohort) *document.Figure {
	w := b.Words
	if len(c.States) == 0 {
		return nil
	}
	end := 0.0
	stack := &document.Stack{}
	f := &document.Figure{ID: c.ID + "-states", Title: w.Text("states.title", b.CohortName(c.ID)), Subtitle: w.Text("states.subtitle", w.Count("count.patients", c.Patients)),
		XLabel: b.timeAxis(), YLabel: w.Text("states.axis"), Caption: w.Text("states.caption"), Chart: stack}
	order := statesFromBelow(c.States)
	for i, s := range order {
		state := document.StackState{Label: b.stateName(c, s.State)}
		for j, p := range s.Prob {
			if p.IsMissing() {
				continue
			}
			state.Shares = append(state.Shares, float64(p))
			if i == 0 {
				stack.Times = append(stack.Times, s.Time[j])
			}
			end = max(end, s.Time[j])
		}
		stack.States = append(stack.States, state)
		if n := len(state.Shares); n > 0 {
			f.Alt += w.Text("states.alt", state.Label, w.Percent(state.Shares[n-1], c.Patients)) + " "
		}
	}
	stack.End = end
	f.Alt = f.Title + ". " + f.Subtitle + ". " + f.Alt
	f.XTicks, f.YTicks = b.timeTicks(end), b.ShareTicks()
	return f
}

// stateName names a state. Where engraftment is not known, who is alive is not
// said to lack it.
func (b *Builder) stateName(c *result.Cohort, state string) string {
	if state == "alive" && !slices.ContainsFunc(c.States, func(s result.State) bool { return s.State == "engrafted" }) {
		return b.Words.Text("state.alive_only")
	}
	return b.Words.Text("state." + state)
}

// statesFromBelow puts the states that patients hope for at the bottom and
// death on top; one that nobody was ever in is left out.
func statesFromBelow(states []result.State) []result.State {
	var ordered []result.State
	for _, name := range []string{"independent", "engrafted", "alive", "relapsed", "failed", "dead"} {
		for _, s := range states {
			if s.State == name && slices.ContainsFunc(s.Prob, func(p result.Number) bool { return p > 0 }) {
				ordered = append(ordered, s)
			}
		}
	}
	return ordered
}

// timeAxis names an axis in the study's unit of time from the transplant on.
func (b *Builder) timeAxis() string {
	return b.Words.Text("axis.time."+b.Results.Study.TimeUnit, b.Milestone("transplant"))
}

// timeTicks are the ticks of such an axis.
func (b *Builder) timeTicks(end float64) []document.Tick {
	var ticks []document.Tick
	for _, t := range result.Ticks(end, b.Results.Study.TimeUnit) {
		ticks = append(ticks, document.Tick{At: t, Label: b.Words.Plain(t)})
	}
	if len(ticks) == 1 { // nobody was followed: one unit of time
		ticks = append(ticks, document.Tick{At: 1, Label: b.Words.Plain(1)})
	}
	return ticks
}
