package cohort

import (
	"slices"
	"strings"

	"graftstat/analysis/code"
	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// statesFigure stacks the share of patients in each state by time, best at the
// bottom; nil where the cohort has no states.
func (b *Builder) statesFigure(c *result.Cohort) *document.Figure {
	w := b.Words
	if len(c.States) == 0 {
		return nil
	}
	basis := c.StateBasis
	if basis == nil { // of an older version
		basis = &result.StateBasis{Patients: c.Patients}
	}
	end := 0.0
	stack := &document.Stack{Cases: basis.Patients}
	f := &document.Figure{ID: c.ID + "-states", Title: w.Text("states.title", b.CohortName(c.ID)),
		Subtitle: w.Text("states.subtitle", b.patientsOf(basis, c.Patients)),
		YLabel:   w.Text("states.axis"),
		Caption:  strings.Join(append([]string{b.statesCaption(basis)}, b.stateBasis(basis)...), " "),
		Chart:    stack}
	order := statesFromBelow(c.States)
	for i, s := range order {
		state := document.StackState{Label: b.stateName(c, s)}
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
		stack.Looks = append(stack.Looks, stateLookOf(c, s.State))
		if n := len(state.Shares); n > 0 {
			f.Alt += w.Text("states.alt", state.Label, w.Percent(state.Shares[n-1], basis.Patients)) + " "
		}
	}
	stack.End = end
	f.Alt = f.Title + ". " + f.Subtitle + ". " + f.Alt
	b.timeAxis(f, "transplant", end, "")
	f.YTicks = b.ShareTicks()
	return f
}

func (b *Builder) statesCaption(s *result.StateBasis) string {
	if s.Chosen {
		return b.Words.Text("states.caption_chosen")
	}
	return b.Words.Text("states.caption")
}

// patientsOf are the patients whose states are known, of all where some are set aside.
func (b *Builder) patientsOf(s *result.StateBasis, patients int) string {
	all := b.Words.Count("count.patients", patients)
	if s.Patients == patients {
		return all
	}
	return b.Words.Text("states.of", b.Words.Integer(s.Patients), all)
}

// stateBasis says how far the states are known, and of whom they are not.
func (b *Builder) stateBasis(s *result.StateBasis) []string {
	w := b.Words
	var said []string
	switch d := page.InDays(&s.FollowedTo); {
	case !s.Transfusions || d.N == 0:
	case d.N == 1:
		said = append(said, w.Text("states.followed_one", b.DayOf(d.Median)))
	default:
		said = append(said, w.Text("states.followed", w.Integer(d.N), b.DayOf(d.Median), b.DayOf(d.Min),
			b.DayOf(d.Max)))
	}
	if s.Assessments {
		said = append(said, w.Text("states.followed_stages"))
	}
	if s.Uncounted > 0 {
		said = append(said, w.Text("states.uncounted", w.Count("count.patients", s.Uncounted)))
	}
	if s.DeathsLater > 0 {
		said = append(said, w.Text("states.deaths_later", w.Count("count.deaths", s.DeathsLater)))
	}
	for _, x := range s.Excluded {
		key := "states.set_aside"
		if x.EventsKnown > 0 {
			key = "states.set_aside_dead"
		}
		said = append(said, w.Text(key, w.Count("count.patients", x.Cases), w.Text("exclusion."+x.Code),
			w.Integer(x.EventsKnown)))
	}
	return said
}

// noStates says why a cohort has no states; "" where it has, or where nobody asks.
func (b *Builder) noStates(c *result.Cohort) string {
	s := c.StateBasis
	switch {
	case s == nil || len(c.States) > 0:
		return ""
	case s.Reason == "":
		return strings.Join(append([]string{b.Words.Text("states.nobody")}, b.stateBasis(s)...), " ")
	}
	names := make([]string, len(s.Missing))
	for i, name := range s.Missing {
		names[i] = b.Milestone(name)
	}
	return b.Words.Text("states.none", strings.Join(names, ", "), b.Words.Text("reason."+s.Reason))
}

// stateName names a state. Where engraftment is not known, who is alive is not
// said to lack it.
func (b *Builder) stateName(c *result.Cohort, s result.State) string {
	known := slices.ContainsFunc(c.States, func(s result.State) bool { return s.State == "engrafted" })
	if s.State == "alive" && len(s.Label) == 0 && !known {
		return b.Words.Text("state.alive_only")
	}
	return b.Words.Label(s.Label, "state."+s.State, s.State)
}

// stateLook is the colour of a state wherever one is drawn.
func stateLook(state string) int {
	return slices.Index(looks(), state)
}

func looks() []string {
	return []string{"independent", "failed", "engrafted", "dead", "alive", "relapsed", "remission-again", "immunosuppression",
		"acute-gvhd", "chronic-gvhd"}
}

// stateLookOf is stateLook, and for a state of the study's own one that no other has.
func stateLookOf(c *result.Cohort, state string) int {
	if look := stateLook(state); look >= 0 {
		return look
	}
	look := len(looks())
	for _, s := range c.States {
		if s.State == state {
			break
		}
		if stateLook(s.State) < 0 {
			look++
		}
	}
	return look
}

// statesFromBelow puts the states that patients hope for at the bottom, those of the
// study's own above them and death on top; one that nobody was ever in is left out.
func statesFromBelow(states []result.State) []result.State {
	order := []string{"independent", "engrafted", "alive", "remission-again", "immunosuppression", "", "acute-gvhd",
		"chronic-gvhd", "relapsed", "failed", "dead"}
	rank := func(s result.State) int {
		if r := slices.Index(order, s.State); r >= 0 {
			return r
		}
		return slices.Index(order, "")
	}
	ordered := slices.DeleteFunc(slices.Clone(states), func(s result.State) bool {
		return !slices.ContainsFunc(s.Prob, func(p result.Number) bool { return p > 0 })
	})
	slices.SortStableFunc(ordered, func(a, b result.State) int { return rank(a) - rank(b) })
	return ordered
}

// timeAxis gives a figure an axis of time from a milestone on, in days, months or
// years by its length, unless in one unit.
func (b *Builder) timeAxis(f *document.Figure, from string, end float64, unit string) {
	axis := result.TimeAxis{Study: b.Results.Study.TimeUnit, Unit: unit, End: end}
	f.XTicks = nil
	for _, t := range axis.Ticks() {
		f.XTicks = append(f.XTicks, document.Tick{At: t.Time, Label: b.Words.Plain(t.Asked)})
		unit = t.Unit
	}
	b.nameUnit(f, unit, from)
}

// nameUnit says in which unit the ticks of a figure are named.
func (b *Builder) nameUnit(f *document.Figure, unit, from string) {
	f.XLabel, f.XUnit = b.timeLabel(unit, from), code.UnitDays(unit)/code.UnitDays(b.Results.Study.TimeUnit)
}

func (b *Builder) timeLabel(unit, from string) string {
	return b.Words.Text("axis.time."+unit, b.Milestone(from))
}
