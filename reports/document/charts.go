package document

// The contents of a figure other than curves. All are in their final words and
// unrounded; times and days are in the unit of the figure's x axis. Every value
// must lie within the figure's ticks: what lies outside is an error, never cut
// off in silence. Only a stack ends with its axis, and ratios of a forest
// leave theirs as arrows.

// Stack is the share of cases in each state over time: areas that lie upon one
// another and fill the plot from 0 to 1. Shares are right-continuous steps. The
// figure's XTicks are times, its YTicks shares.
type Stack struct {
	States []StackState // from the bottom up
	Times  []float64    // ascending; the shares hold from each time to the next
	End    float64      // last follow-up: nothing is drawn past it; NaN: nothing at all
	// Counted names the row of numbers under the axis ("Under observation"),
	// Counts gives its texts, one for each x tick; empty: no row.
	Counted string
	Counts  []string
}

// StackState is one area.
type StackState struct {
	Label  string
	Shares []float64 // one for each time; at every time the states' shares sum to 1
}

// Swimmer shows each patient as a bar in time. The figure's XTicks are times;
// it has no y ticks.
type Swimmer struct {
	Phases     []string // names of the phases, in the legend's order
	Milestones []string // names of the milestones, at most MostMilestones
	Followed   string   // names the arrow in the legend
	Died       string   // names the cross in the legend
	Lanes      []SwimmerLane
}

// MostMilestones is the number of milestones that a swimmer plot tells apart
// by shape.
const MostMilestones = 12

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

// Trajectories are values on a log2 axis over time, such as antibody titres,
// with the volumes infused on strips below that share the x axis. Equal
// readings of one day stand side by side, a mark's width apart. The figure's
// XTicks are days (those before the transplant negative), its YTicks titres as
// reciprocals (1, 2, 4 … 1024), at least two.
type Trajectories struct {
	Lines          []Trajectory
	Threshold      float64 // as a value; NaN: none
	ThresholdLabel string  // "threshold 1:32"
	Below, Above   string  // name the marks of readings that are only bounds, in the legend

	VolumeTitle string // over the strips: "Donor red cells infused (mL)"
	VolumeTicks []Tick // from 0 on, the last one is the top of every strip; empty: no strips
	Volumes     []VolumeStrip
}

// Trajectory is one patient's antibody of one class.
type Trajectory struct {
	Label    string
	Readings []Reading // ascending in time; NaN values break the line
}

// Reading is a value at a time.
type Reading struct {
	At, Value float64 // Value > 0
	Bound     Bound
}

// Bound says that a value was only bounded by its test.
type Bound string

const (
	Exact Bound = ""
	Below Bound = "below" // "<1:2" or negative: drawn at Value as an open mark that points down
	Above Bound = "above" // "≥1:1024": drawn at Value as an open mark that points up
)

// VolumeStrip is one patient's infusions.
type VolumeStrip struct {
	Label string // case id; may be empty where there is one strip
	Bars  []Volume
}

// Volume infused at a time. Volumes of one time stand upon one another.
type Volume struct{ At, Amount float64 }

// Strips show single values, such as days to engraftment, as dots: one row a
// group, tied values upon one another. The figure's XTicks are the values; it
// has no y ticks.
type Strips struct {
	Groups    []Strip
	TextHead  string // over the texts at the right; empty: no head
	Median    string // names the median's mark in the legend
	Quartiles string // names the bracket in the legend
}

// Strip is one group, from the top down.
type Strip struct {
	Label          string
	Values         []float64 // in any order; none: an empty row
	Q1, Median, Q3 float64   // NaN: not drawn
	Text           string    // at the right: "n = 8; 14 (12–17)"
}

// Forest shows ratios with their intervals on a log axis with a line at 1. The
// figure's XTicks are ratios (> 0); it has no y ticks.
type Forest struct {
	LabelHead string   // over the rows' labels; may be empty
	TextHeads []string // over the columns at the right, one for each text of a row
	Lower     string   // under the axis, left of 1: "favours A"; may be empty
	Higher    string   // and right of it
	Rows      []ForestRow
}

// ForestRow is one ratio, from the top down.
type ForestRow struct {
	Label   string
	Heading bool // only the label counts: it groups the rows below it
	Indent  int
	// Estimate, Lower and Upper; NaN: not known. Lower may be 0 and Upper +Inf.
	// An end that leaves the frame becomes an arrow; so does an estimate.
	Estimate, Lower, Upper float64
	Missing                string   // where there is no estimate: "not estimable", "reference"
	Texts                  []string // at the right: "0.59 (0.42–0.82)", "p = 0.001"
}

// Flow counts cases from those read to those analysed: boxes from the top down,
// and beside the way from one to the next what was set aside there. The figure
// has no ticks.
type Flow struct {
	Steps []FlowStep
}

// FlowStep is a box on the way down. Aside is set aside below it.
type FlowStep struct {
	Box   FlowBox
	Aside []FlowBox
}

// FlowBox is a title with its count and, under them, the count's parts.
type FlowBox struct {
	Title   string // "Cases read"
	Count   string // "n = 137"
	Reasons []FlowReason
}

// FlowReason is one part of a box's count.
type FlowReason struct{ Count, Text string }
