package cohort

import (
	"cmp"
	"math"
	"slices"

	"graftstat/analysis/code"
	"graftstat/analysis/result"
	"graftstat/reports/document"
)

// swimmerFigure shows each patient of a small cohort: how long followed, which
// milestones when, how it ended. It needs the listing; nil without it, and for
// a large cohort.
func (b *Builder) swimmerFigure(c *result.Cohort) *document.Figure {
	w := b.Words
	if b.Listing == nil || c.Patients > code.MostLanes {
		return nil
	}
	s := &swim{Builder: b,
		plot: &document.Swimmer{Phases: []string{w.Text("swimmer.phase"), w.Text("swimmer.independent")},
			Looks: []int{document.Plain, stateLook("independent")}, Followed: w.Text("swimmer.followed"),
			Died: w.Text("swimmer.died")},
		marks: make(map[string]int), lanes: make(map[string]*document.SwimmerLane),
		stays: make(map[string][]result.Stay)}
	s.fill(c)
	if len(s.plot.Lanes) == 0 {
		return nil
	}
	f := &document.Figure{ID: c.ID + "-swimmer", Title: w.Text("swimmer.title", b.CohortName(c.ID)),
		Subtitle: w.Text("swimmer.subtitle"),
		Caption:  w.Text("swimmer.caption"), Chart: s.plot}
	b.timeAxis(f, "transplant", s.end, "")
	f.Alt = f.Title + ". " + w.Text("swimmer.alt", w.Integer(len(s.plot.Lanes)))
	return f
}

// swim collects the lanes of a swimmer plot from the listing.
type swim struct {
	*Builder
	plot  *document.Swimmer
	marks map[string]int // milestone: its index
	lanes map[string]*document.SwimmerLane
	stays map[string][]result.Stay
	end   float64
}

// fill makes a lane of every patient whose survival is known, the longest
// followed first, and marks the milestones that its endpoints found.
func (s *swim) fill(c *result.Cohort) {
	life := lifeEndpoint(c)
	for r := range s.Listing.Of(c.ID, life) {
		if r.Status < 0 {
			continue
		}
		lane := &document.SwimmerLane{Label: r.Case, End: r.Time, Exit: document.ExitFollowed}
		if r.Code == "death" {
			lane.Exit = document.ExitDied
		}
		s.lanes[r.Case], s.stays[r.Case] = lane, r.Stays
		s.end = max(s.end, lane.End)
	}
	shift := make(map[string]float64)
	for _, e := range c.Endpoints {
		shift[e.ID] = e.Shift
	}
	for r := range s.Listing.All() {
		if lane := s.lanes[r.Case]; lane != nil && r.Cohort == c.ID && r.Status == 1 && r.Endpoint != life {
			r.Time = max(0, r.Time-shift[r.Endpoint])
			s.mark(lane, r)
		}
	}
	s.byTime()
	if !s.split() {
		s.plot.Phases, s.plot.Looks = s.plot.Phases[:1], s.plot.Looks[:1]
	}
	for _, lane := range s.lanes {
		s.plot.Lanes = append(s.plot.Lanes, *lane)
	}
	slices.SortFunc(s.plot.Lanes, func(a, b document.SwimmerLane) int {
		return cmp.Or(cmp.Compare(b.End, a.End), cmp.Compare(a.Label, b.Label))
	})
}

// byTime puts the milestones in the order in which they came first in any patient.
func (s *swim) byTime() {
	first := make([]float64, len(s.plot.Milestones))
	for i := range first {
		first[i] = math.Inf(1)
	}
	for _, lane := range s.lanes {
		for _, m := range lane.Marks {
			first[m.Milestone] = min(first[m.Milestone], m.At)
		}
	}
	order := make([]int, len(first))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(first[a], first[b]), cmp.Compare(s.plot.Milestones[a], s.plot.Milestones[b]))
	})
	names, place := make([]string, len(order)), make([]int, len(order))
	for i, old := range order {
		names[i], place[old] = s.plot.Milestones[old], i
	}
	s.plot.Milestones = names
	for _, lane := range s.lanes {
		for k := range lane.Marks {
			lane.Marks[k].Milestone = place[lane.Marks[k].Milestone]
		}
	}
}

// split divides the bars into the time without and with transfusion independence,
// as far as either is known; false where nobody became independent.
func (s *swim) split() bool {
	any := false
	for _, stays := range s.stays {
		any = any || slices.ContainsFunc(stays, isIndependent)
	}
	for name, lane := range s.lanes {
		slices.SortFunc(lane.Marks, func(a, b document.SwimmerMark) int {
			return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Milestone, b.Milestone))
		})
		if !any {
			lane.Phases = []document.SwimmerPhase{{To: lane.End}}
			continue
		}
		lane.Phases = phasesOf(s.stays[name])
		if n := len(lane.Phases); n == 0 || lane.Phases[n-1].To < lane.End {
			s.plot.Open = s.Words.Text("swimmer.open")
		}
	}
	return any
}

func isIndependent(s result.Stay) bool { return s.State == "independent" }

// phasesOf puts stays next to each other together that are of one phase.
func phasesOf(stays []result.Stay) []document.SwimmerPhase {
	var phases []document.SwimmerPhase
	from := 0.0
	for _, stay := range stays {
		phase := 0
		if isIndependent(stay) {
			phase = 1
		}
		if n := len(phases); n > 0 && phases[n-1].Phase == phase {
			phases[n-1].To = stay.To
		} else {
			phases = append(phases, document.SwimmerPhase{From: from, To: stay.To, Phase: phase})
		}
		from = stay.To
	}
	return phases
}

// mark adds a milestone to a lane, once.
func (s *swim) mark(lane *document.SwimmerLane, r result.ListingRow) {
	at := r.Time
	if r.Code == "death" || at > lane.End {
		return
	}
	index, known := s.marks[r.Code]
	if !known {
		if len(s.plot.Milestones) == document.MaxMilestones {
			return
		}
		index = len(s.plot.Milestones)
		s.marks[r.Code] = index
		s.plot.Milestones = append(s.plot.Milestones, s.Milestone(r.Code))
	}
	m := document.SwimmerMark{At: at, Milestone: index}
	if !slices.Contains(lane.Marks, m) {
		lane.Marks = append(lane.Marks, m)
	}
}

// lifeEndpoint is the endpoint of which death alone is the event, "" if there is none.
func lifeEndpoint(c *result.Cohort) string {
	for _, e := range c.Endpoints {
		if d := e.Definition; e.Kind.IsFreeOfEvent() && len(d.Event) == 1 && d.Event[0].Milestone == "death" &&
			len(d.Event[0].Where) == 0 && d.Per == code.PerPatient && d.From == "transplant" {
			return e.ID
		}
	}
	return ""
}
