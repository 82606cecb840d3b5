package cohort

import (
	"math"
	"slices"
	"strings"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// fewStateGroups is the number of groups up to which each has a column.
const fewStateGroups = 3

// stateTimeBlocks are the mean time in each state in one small table and what two
// estimators do not agree on; where no mean is known, the sentence that says why.
func (b *Builder) stateTimeBlocks(c *result.Cohort) []document.Block {
	s := c.StateTime
	if s == nil {
		return nil
	}
	if why := noMean(s); why != "" {
		return []document.Block{page.Paragraph(document.Note, b.Words.Text("state_time.none", b.Words.Time(s.Horizon),
			b.stateReason(why), b.unit()))}
	}
	return []document.Block{{Table: b.stateTimeTable(c)}}
}

// noMean is why no state of the cohort has a mean time; "" where one has.
func noMean(s *result.StateTime) (why string) {
	for _, m := range s.Means {
		if !m.Estimate.IsMissing() {
			return ""
		}
		why = m.Reason
	}
	return why
}

func (b *Builder) stateTimeTable(c *result.Cohort) *document.Table {
	w, s := b.Words, c.StateTime
	t := b.grid(page.Paper, c.ID+"-state-time", w.Text("state_time.caption", w.Time(s.Horizon), b.unit()), "state")
	groups := stateGroups(s)
	t.Repeat("", "state_time_of", w.Text("group.all"), w.Integer(statePatients(s, "")))
	t.Figures("")
	for _, g := range groups {
		t.Repeat(g, "state_time_of", b.Group(s.By, g), w.Integer(statePatients(s, g)))
		t.Figures(g)
	}
	pair := len(groups) == 2 && len(s.Differences) > 0
	if pair {
		t.Filled("state_time_difference", b.Level())
		t.Figures("state_time_difference")
	}
	for _, state := range statesFromBelow(c.States) {
		t.Row()
		t.Text("state", b.stateName(c, state))
		for _, m := range s.Means {
			if m.State == state.State && t.Has(m.Group) {
				t.Set(m.Group, b.stateMean(m.Estimate, m.Lower, m.Upper, m.Reason))
			}
		}
		for _, d := range s.Differences {
			if pair && d.State == state.State {
				t.Set("state_time_difference", b.stateMean(d.Estimate, d.Lower, d.Upper, d.Reason))
			}
		}
	}
	for _, f := range s.Favour {
		if pair {
			t.Row()
			t.Text("state", w.Text("state_time.favour"))
			t.Set("state_time_difference", b.stateMean(f.Estimate, f.Lower, f.Upper, f.Reason))
		}
	}
	t.Note(b.stateTimeNotes(c, pair)...)
	return t.Table()
}

// stateGroups are the groups that have a column; none of many.
func stateGroups(s *result.StateTime) []string {
	var groups []string
	for _, m := range s.Means {
		if m.Group != "" && !slices.Contains(groups, m.Group) {
			groups = append(groups, m.Group)
		}
	}
	if len(groups) > fewStateGroups {
		return nil
	}
	return groups
}

func statePatients(s *result.StateTime, group string) int {
	for _, m := range s.Means {
		if m.Group == group {
			return m.Patients
		}
	}
	return 0
}

// stateMean is a mean time with its interval; a dash, with the reason, where there is
// no interval.
func (b *Builder) stateMean(x, lower, upper result.Number, reason string) document.Cell {
	if lower.IsMissing() || upper.IsMissing() {
		return b.Dash(b.stateReason(reason))
	}
	show := func(n result.Number) string { return b.Words.Decimal(float64(n), 1) }
	return page.Text(b.Words.Text("estimate.short", show(x),
		b.Words.Text("changes.numbers.limits", show(lower), show(upper))))
}

// stateReason words a reason as it is meant of a state.
func (b *Builder) stateReason(reason string) string {
	if own, ok := b.Words.Find("state_time.reason." + reason); ok {
		return own
	}
	return b.ReasonText(reason)
}

func (b *Builder) stateTimeNotes(c *result.Cohort, pair bool) []string {
	w, s := b.Words, c.StateTime
	notes := []string{w.Text("state_time.note", b.Level(), b.unit())}
	if pair {
		d := s.Differences[0]
		notes = append(notes, w.Text("state_time.difference", b.Group(s.By, d.A), b.Group(s.By, d.B)))
	}
	if !pair && len(s.Differences) > 0 {
		notes = append(notes, w.Text("state_time.in_workbook"))
	}
	if pair && len(s.Favour) > 0 {
		f := s.Favour[0]
		names := make([]string, len(s.Order))
		for i, state := range s.Order {
			names[i] = b.stateOf(c, state)
		}
		notes = append(notes, w.Text("state_time.order", b.Group(s.By, f.A), b.Group(s.By, f.B), strings.Join(names, "; ")))
	}
	for _, x := range widest(s.Since) {
		share := func(p result.StateChance) string {
			return b.WithInterval(result.Point{Estimate: p.Estimate, Lower: p.Lower, Upper: p.Upper}, x.Patients)
		}
		notes = append(notes, w.Text("state_time.differ", b.stateOf(c, x.From), w.Time(s.Landmark),
			w.Count("count.patients", x.Patients), b.stateOf(c, x.To), w.Time(s.Horizon), share(x.All), share(x.Own),
			b.unit()))
	}
	return notes
}

// widest is, of each state at the landmark of which the two estimators differ, the
// state at the horizon of which they do so most.
func widest(all []result.StateSince) []result.StateSince {
	apart := func(x result.StateSince) float64 { return math.Abs(float64(x.All.Estimate - x.Own.Estimate)) }
	var found []result.StateSince
	for _, x := range all {
		i := slices.IndexFunc(found, func(f result.StateSince) bool { return f.From == x.From })
		switch {
		case !x.Differ:
		case i < 0:
			found = append(found, x)
		case apart(x) > apart(found[i]):
			found[i] = x
		}
	}
	return found
}

// unit is that of the times of the study.
func (b *Builder) unit() string { return b.Unit(b.Results.Study.TimeUnit) }

// stateOf names a state of a cohort.
func (b *Builder) stateOf(c *result.Cohort, state string) string {
	i := slices.IndexFunc(c.States, func(s result.State) bool { return s.State == state })
	if i < 0 {
		return state
	}
	return b.stateName(c, c.States[i])
}
