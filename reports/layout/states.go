package layout

import (
	"slices"

	"graftstat/analysis/result"
)

// statesFigure stacks the share of patients in each state by time, best at the
// bottom; nil where the cohort has no states.
func (b *builder) statesFigure(c *result.Cohort) *Figure {
	w := b.words
	if len(c.States) == 0 {
		return nil
	}
	end := 0.0
	stack := &Stack{}
	f := &Figure{ID: c.ID + "-states", Title: w.Text("states.title", b.cohortName(c.ID)), Subtitle: w.Text("states.subtitle", w.Count("count.patients", c.Patients)),
		XLabel: b.timeAxis(), YLabel: w.Text("states.axis"), Caption: w.Text("states.caption"), Chart: stack}
	order := statesFromBelow(c.States)
	for i, s := range order {
		state := StackState{Label: b.stateName(c, s.State)}
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
	f.XTicks, f.YTicks = b.timeTicks(end), b.shareTicks()
	return f
}

// stateName names a state. Where engraftment is not known, who is alive is not
// said to lack it.
func (b *builder) stateName(c *result.Cohort, state string) string {
	if state == "alive" && !slices.ContainsFunc(c.States, func(s result.State) bool { return s.State == "engrafted" }) {
		return b.words.Text("state.alive_only")
	}
	return b.words.Text("state." + state)
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

func (b *builder) shareTicks() []Tick {
	var ticks []Tick
	for i := 0; i <= 4; i++ {
		ticks = append(ticks, Tick{At: float64(i) / 4, Label: b.words.Percent(float64(i)/4, 0)})
	}
	return ticks
}

// timeAxis names an axis in the study's unit of time from the transplant on.
func (b *builder) timeAxis() string {
	return b.words.Text("axis.time."+b.results.Study.TimeUnit, b.milestone("transplant"))
}

// timeTicks are the ticks of such an axis.
func (b *builder) timeTicks(end float64) []Tick {
	var ticks []Tick
	for _, t := range result.Ticks(end, b.results.Study.TimeUnit) {
		ticks = append(ticks, Tick{At: t, Label: b.words.Plain(t)})
	}
	if len(ticks) == 1 { // nobody was followed: one unit of time
		ticks = append(ticks, Tick{At: 1, Label: b.words.Plain(1)})
	}
	return ticks
}
