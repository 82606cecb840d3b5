package document

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// Swimmer shows each patient as a bar in time. The figure's XTicks are times;
// it has no y ticks.
type Swimmer struct {
	Phases     []string // names of the phases, in the legend's order
	Looks      []int    // numbers of the phases' colours, as of states; Plain: pale grey; nil: dark and light by turns
	Milestones []string // names of the milestones, at most MaxMilestones
	Followed   string   // names the arrow in the legend
	Died       string   // names the cross in the legend
	Open       string   // names the line of follow-up without a known phase; "" where no bar has one
	Lanes      []SwimmerLane
}

// Plain is the look of a phase that is none of the states.
const Plain = -1

// MaxMilestones is the number of milestones that a swimmer plot tells apart
// by shape.
const MaxMilestones = 12

// SwimmerLane is one patient, from the top down.
type SwimmerLane struct {
	Label  string // case id
	Phases []SwimmerPhase
	Marks  []SwimmerMark
	End    float64 // of follow-up; NaN: no follow-up, only the label
	Exit   SwimmerExit
}

// SwimmerPhase is a stretch of a bar. What lies between phases is drawn as
// follow-up without a known phase.
type SwimmerPhase struct {
	From, To float64
	Phase    int // index of Swimmer.Phases
}

// SwimmerMark is a milestone of one patient.
type SwimmerMark struct {
	At        float64
	Milestone int // index of Swimmer.Milestones
}

// SwimmerExit is how a bar ends.
type SwimmerExit string

const (
	ExitFollowed SwimmerExit = "followed" // an arrow: alive at the last contact
	ExitDied     SwimmerExit = "died"     // a cross
	ExitPlain    SwimmerExit = ""         // neither
)

// Axes are a linear one of time and no y axis.
func (s *Swimmer) Axes() (x, y Axis) { return Linear, NoAxis }

// Texts of the legend and of the lanes.
func (s *Swimmer) Texts(visit func(where string, text *string)) {
	visitAll(visit, "phases", s.Phases)
	visitAll(visit, "milestones", s.Milestones)
	visit("name of the arrow", &s.Followed)
	visit("name of the cross", &s.Died)
	visit("name of the line without a phase", &s.Open)
	for i := range s.Lanes {
		visit(fmt.Sprintf("label of lane %d", i+1), &s.Lanes[i].Label)
	}
}

// Check holds phases, marks and ends to the x axis and to their names.
func (s *Swimmer) Check(f *Figure) error {
	if len(s.Milestones) > MaxMilestones {
		return fmt.Errorf("%d milestones are more than the %d that shapes tell apart", len(s.Milestones), MaxMilestones)
	}
	if s.Looks != nil && len(s.Looks) != len(s.Phases) {
		return fmt.Errorf("%d colours for %d phases", len(s.Looks), len(s.Phases))
	}
	for i := range s.Lanes {
		if err := s.checkLane(&s.Lanes[i], f.XTicks); err != nil {
			return fmt.Errorf("lane %d: %w", i+1, err)
		}
	}
	return nil
}

func (s *Swimmer) checkLane(l *SwimmerLane, ticks []Tick) error {
	switch l.Exit {
	case ExitFollowed, ExitDied, ExitPlain:
	default:
		return errors.New("its exit is unknown")
	}
	if !math.IsNaN(l.End) && !onAxis(l.End, ticks) {
		return errors.New("its end is not on the x axis")
	}
	for i, p := range l.Phases {
		switch {
		case !onAxis(p.From, ticks) || !onAxis(p.To, ticks):
			return fmt.Errorf("phase %d is not on the x axis", i+1)
		case p.To < p.From:
			return fmt.Errorf("phase %d ends before it begins", i+1)
		case p.Phase < 0 || p.Phase >= len(s.Phases):
			return fmt.Errorf("phase %d has no name", i+1)
		}
	}
	for i, m := range l.Marks {
		switch {
		case !onAxis(m.At, ticks):
			return fmt.Errorf("mark %d is not on the x axis", i+1)
		case m.Milestone < 0 || m.Milestone >= len(s.Milestones):
			return fmt.Errorf("mark %d has no name", i+1)
		}
	}
	return nil
}

// Numbers are the phases, the marks and the end of each lane.
func (s *Swimmer) Numbers(_ *Figure, add func(Number)) {
	for _, lane := range s.Lanes {
		for _, p := range lane.Phases {
			add(Number{Part: "phase", Series: lane.Label, Name: s.Phases[p.Phase], X: p.From, Y: p.To, Lower: none,
				Upper: none})
		}
		for _, m := range lane.Marks {
			add(Number{Part: "mark", Series: lane.Label, Name: s.Milestones[m.Milestone], X: m.At, Y: none, Lower: none,
				Upper: none})
		}
		add(Number{Part: "end", Series: lane.Label, Name: string(lane.Exit), X: lane.End, Y: none, Lower: none,
			Upper: none})
	}
}

func (s *Swimmer) clone() Chart {
	out := *s
	out.Looks = slices.Clone(s.Looks)
	out.Phases, out.Milestones, out.Lanes = slices.Clone(s.Phases), slices.Clone(s.Milestones), slices.Clone(s.Lanes)
	return &out
}
