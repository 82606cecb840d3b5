package document

// Figure in its final words, ready to be drawn. Its values are unrounded. Its
// content is its curves with their table at risk, or exactly one of the charts.
// Times of curves are in the study's unit of time; the ticks of an axis in
// another unit stand at such times and are labelled in that unit.
type Figure struct {
	ID        string // kebab-case, unique: the name of its file
	Title     string
	Subtitle  string   // "n = 10; bands are 95% confidence intervals (beta product)"
	Alt       string   // what it shows, for who cannot see it
	Caption   string   // method line
	Note      []string // test and estimates, put where the curves leave room
	XLabel    string
	XScale    string // names the unit of the numbers on the x axis, where its ticks are labelled in another; empty: XLabel does
	YLabel    string
	XTicks    []Tick // the last one is the end of the axis
	YTicks    []Tick // within 0..1 but for trajectories
	Curves    []Curve
	RiskTitle string // "At risk (censored, events)"; empty: no table
	Risk      []RiskRow
	Headed    bool // on a page its section's title says what its title says
	Compact   bool // small, on a first page: no subtitle, no caption, risk table of one line a curve

	Stack        *Stack
	Swimmer      *Swimmer
	Trajectories *Trajectories
	Strips       *Strips
	Forest       *Forest
	Flow         *Flow
	ControlChart *ControlChart
	Funnel       *Funnel
	Trend        *Trend
	Comparison   *Comparison
}

// Tick of an axis.
type Tick struct {
	At    float64
	Label string
}

// Curve is a right-continuous step function.
type Curve struct {
	Label   string
	Start   float64   // height at 0: 1 survival, 0 incidence
	Steps   []Step    // ascending
	Ticks   []float64 // times of censoring
	End     float64   // last follow-up: nothing is drawn past it; NaN: no follow-up, no curve
	FadeAt  float64   // from here on under five are at risk, where FadeSet
	FadeSet bool
	// Lower0 and Upper0 bound the estimate before the first step.
	Lower0, Upper0 float64
}

// Step at At to Y within Lower..Upper; NaN limits leave the band out.
type Step struct {
	At, Y, Lower, Upper float64
}

// RiskRow is the line of one curve in the table under the axis; one text for
// each x tick.
type RiskRow struct {
	Label string
	Texts []string
	Curve int // index of the curve, for its colour
}
