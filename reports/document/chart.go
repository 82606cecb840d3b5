package document

// Chart is the content of a figure. All is in its final words and unrounded;
// times and days are in the unit of the figure's x axis. Every value must lie
// within the figure's ticks: what lies outside is an error, never cut off in
// silence. Only a stack and curves end with their axis, ratios of a forest leave
// theirs as arrows, and limits and intervals, which may be wide, are cut.
//
// To add a chart, write its type in a file of its own with these methods, name
// it in Charts, and draw it in package figure.
type Chart interface {
	// Axes say which axes must have ticks, and how these are spaced.
	Axes() (x, y Axis)
	// Texts visits every text of the chart, each with its place in words.
	Texts(visit func(where string, text *string))
	// Check says which value has no place on the axes of f, whose ticks ascend.
	Check(f *Figure) error
	// Numbers adds those that are drawn.
	Numbers(f *Figure, add func(Number))
	// clone shares no text with the chart.
	clone() Chart
}

// Axis of a chart.
type Axis uint8

const (
	NoAxis Axis = iota // or one that needs no ticks
	Linear
	Log // equal ratios are equal lengths
)

// Charts has one of each kind, empty.
func Charts() []Chart {
	return []Chart{
		&Curves{}, &Stack{}, &Swimmer{}, &Trajectories{}, &Strips{}, &Forest{}, &Flow{}, &ControlChart{},
		&Funnel{}, &Trend{}, &Comparison{}, &Courses{},
	}
}
