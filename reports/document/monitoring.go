package document

// The figures of monitoring. As in charts.go all is in its final words and
// unrounded, and a value outside its axis is an error; only limits and
// intervals, which may be wide, are cut at their axis.

// ControlChart follows cases in the order of transplant: a CUSUM, a VLAD
// (cumulative expected less observed), or one above the other on the same x
// axis. The figure's XTicks are case numbers or days, whichever the points
// have; its YTicks and its YLabel are not used.
type ControlChart struct {
	Panels []ControlPanel // one or two, from the top down
	// PendingFrom is where the cases begin whose outcome is not due yet: from
	// there to the end of the axis the plot is shaded. NaN: none.
	PendingFrom float64
	Pending     string // names the shade, at its place or in the legend
	Signal      string // names the mark of a signal in the legend
	Reset       string // names the mark of a new start
	Band        string // names the band
}

// ControlPanel is one chart of a ControlChart.
type ControlPanel struct {
	YLabel string
	YTicks []Tick // at least two
	Paths  []ControlPath
	Limits []ControlLimit
	Band   []ControlBand // around the zero line of a VLAD; ascending; empty: none
	Zero   bool          // draw a line at 0
}

// MostPaths is the number of paths that a panel tells apart.
const MostPaths = 4

// ControlPath is one line of a panel.
type ControlPath struct {
	Label   string // beside its end or in the legend; may be empty where there is one
	Stepped bool   // right-continuous steps; else straight lines from point to point
	Points  []ControlPoint
}

// ControlPoint is the chart's value after a case.
type ControlPoint struct {
	At, Y  float64 // At ascends
	Signal bool    // over its limit
	Reset  bool    // the chart starts anew here: no line leads to this point
	Label  string  // of a signal: "case 34"; may be empty
}

// ControlLimit is a line across a panel. Limits that are equal in value but
// differ in label are drawn twice.
type ControlLimit struct {
	Y     float64
	Label string // "limit 3.4"
}

// ControlBand holds from At to the next one, or to the end of the path.
type ControlBand struct{ At, Lower, Upper float64 }

// Funnel plots proportions of units or years against their numbers of cases,
// with the limits within which chance keeps them. The figure's XTicks are
// numbers of cases, its YTicks proportions.
type Funnel struct {
	Target      float64 // NaN: none
	TargetLabel string
	Limits      []FunnelLimit // from the inner to the outer one, at most two
	Points      []FunnelPoint
	// Within and Beyond name the marks of the points in the legend: Beyond[k] of
	// those that lie outside k+1 limits, as many as there are limits.
	Within string
	Beyond []string
}

// FunnelLimit is a pair of lines, such as exact binomial limits. Points ascend
// in N; lines go straight from point to point, so that steps are two points
// of one N.
type FunnelLimit struct {
	Label        string // "95%"
	Lower, Upper []FunnelEdge
}

// FunnelEdge is a point of a limit.
type FunnelEdge struct{ N, Y float64 }

// FunnelPoint is one unit or year.
type FunnelPoint struct {
	N, Y    float64
	Label   string
	Outside int // how many limits it lies outside of
}

// Trend shows indicators over windows of time, one row an indicator. The
// figure's XTicks are the windows, at the points' places; its YTicks are not
// used.
type Trend struct {
	Rows []TrendRow
	// Names in the legend; empty: not named.
	Estimate   string // the dot with its interval
	Benchmark  string // the line
	Prediction string // the band
	Signal     string // the mark of a point that needs attention
	Counts     string // before the numbers under each row: "n"
}

// TrendRow is one indicator, from the top down.
type TrendRow struct {
	Label     string
	YTicks    []Tick // at least two
	Points    []TrendPoint
	Benchmark float64 // NaN: none
}

// TrendPoint is an indicator in one window. NaN leaves out what it stands for.
type TrendPoint struct {
	At                     float64 // ascends
	Estimate, Lower, Upper float64
	// PredictionLower and PredictionUpper are where the benchmark leaves an
	// estimate of this many cases.
	PredictionLower, PredictionUpper float64
	Count                            string // "12"
	Signal                           bool
}

// Comparison sets what was observed beside what a benchmark expects, one row
// an indicator. The figure's XTicks are proportions, from 0 to 1 as a rule;
// it has no y ticks.
type Comparison struct {
	LabelHead string
	TextHeads []string // one for each text of a row
	// Names in the legend; empty: not named.
	Observed   string
	Benchmark  string
	Prediction string
	Signal     string
	Rows       []ComparisonRow
}

// ComparisonRow is one indicator against one benchmark, from the top down.
type ComparisonRow struct {
	Label   string
	Heading bool // only the label counts: it groups the rows below it
	Indent  int
	// Observed and Benchmark with their intervals; Prediction is where the
	// benchmark leaves an estimate of this many cases. NaN: not known.
	Observed, Benchmark              Interval
	PredictionLower, PredictionUpper float64
	Missing                          string // where there is no observed value: "too few to judge"
	Signal                           bool
	Texts                            []string // at the right: "90% (47–99%)"
}

// Interval is an estimate with its limits; NaN: not known.
type Interval struct{ Estimate, Lower, Upper float64 }

// Spark is a trend without axes, small enough for a cell of a table or a card.
// It stands for nothing that is not also written in numbers beside it.
type Spark struct {
	Alt       string    // what it shows, for who cannot see it
	Low, High float64   // of its height; Low < High
	Values    []float64 // equally far apart; NaN: a gap
	Benchmark float64   // a line; NaN: none
	Signal    bool      // the last value needs attention
}
