package document

import (
	"errors"
	"fmt"
	"math"
)

// Figure in its final words, ready to be drawn. Its values are unrounded.
// Times of curves are in the study's unit of time; the ticks of an axis in
// another unit stand at such times and are labelled in that unit.
type Figure struct {
	ID       string // kebab-case, unique: the name of its file
	Title    string
	Subtitle string   // "n = 10; bands are 95% confidence intervals (beta product)"
	Alt      string   // what it shows, for who cannot see it
	Caption  string   // method line
	Note     []string // test and estimates, put where the chart leaves room
	XLabel   string
	XUnit    float64 // length of the unit in which ticks are named, in that of their times; 0: 1
	YLabel   string
	XTicks   []Tick  // the last one is the end of the axis
	XEnd     float64 // end of the axis of curves past their last tick; 0: that tick
	YTicks   []Tick
	Headed   bool // on a page its section's title says what its title says
	Compact  bool // small, on a first page: no subtitle, no caption, risk table of one line a curve
	Chart    Chart
	// Said has, for a screen, each of the chart's numbers in words, in their
	// order; empty for one that needs none. No Said: the figure says none.
	Said []string
	// Unsaid says where those numbers are that the screen has no room for.
	Unsaid string
	// Panels make a plate of several figures: A, B, C, two side by side where they
	// have the room. A plate has no chart, and its panels are no plates.
	Panels []*Figure
}

// MaxPanels is how many a plate may have: more are too small to be read.
const MaxPanels = 6

var errPanels = fmt.Errorf("a plate has two to %d panels, each with a chart, and no chart of its own", MaxPanels)

// Tick of an axis.
type Tick struct {
	At    float64
	Label string
}

var errNoChart = errors.New("it has no content")

// Clone shares no text with f.
func (f *Figure) Clone() *Figure {
	out := *f
	out.Note, out.Said = append([]string(nil), f.Note...), append([]string(nil), f.Said...)
	out.XTicks, out.YTicks = append([]Tick(nil), f.XTicks...), append([]Tick(nil), f.YTicks...)
	if f.Chart != nil {
		out.Chart = f.Chart.clone()
	}
	out.Panels = nil
	for _, panel := range f.Panels {
		out.Panels = append(out.Panels, panel.Clone())
	}
	return &out
}

// Texts visits every text of f, each with its place in words.
func (f *Figure) Texts(visit func(where string, text *string)) {
	visit("title", &f.Title)
	visit("subtitle", &f.Subtitle)
	visit("alternative text", &f.Alt)
	visit("caption", &f.Caption)
	visit("x label", &f.XLabel)
	visit("y label", &f.YLabel)
	visit("text on the unsaid", &f.Unsaid)
	visitAll(visit, "note", f.Note)
	visitAll(visit, "said", f.Said)
	visitTicks(visit, "x tick", f.XTicks)
	visitTicks(visit, "y tick", f.YTicks)
	if f.Chart != nil {
		f.Chart.Texts(visit)
	}
	for i, panel := range f.Panels {
		panel.Texts(func(where string, text *string) { visit(fmt.Sprintf("panel %d, %s", i+1, where), text) })
	}
}

// Check says which value of f has no place on its axes. It quotes no text.
func (f *Figure) Check() error {
	if len(f.Panels) > 0 {
		return f.checkPanels()
	}
	if f.Chart == nil {
		return errNoChart
	}
	x, y := f.Chart.Axes()
	if err := checkAxis("x", x, f.XTicks); err != nil {
		return err
	}
	if err := checkAxis("y", y, f.YTicks); err != nil {
		return err
	}
	if err := f.Chart.Check(f); err != nil || len(f.Said) == 0 {
		return err
	}
	if n := f.count(); len(f.Said) != n {
		return fmt.Errorf("it says %d of its %d numbers", len(f.Said), n)
	}
	return nil
}

// count is how many numbers the chart has.
func (f *Figure) count() int {
	n := 0
	f.Chart.Numbers(f, func(Number) { n++ })
	return n
}

func (f *Figure) checkPanels() error {
	if len(f.Panels) < 2 || len(f.Panels) > MaxPanels || f.Chart != nil {
		return errPanels
	}
	for i, panel := range f.Panels {
		if len(panel.Panels) > 0 {
			return errPanels
		}
		if err := panel.Check(); err != nil {
			return fmt.Errorf("panel %d: %w", i+1, err)
		}
	}
	return nil
}

func checkAxis(name string, axis Axis, ticks []Tick) error {
	switch {
	case axis != NoAxis && len(ticks) < 2:
		return fmt.Errorf("its %s axis has not two ticks", name)
	case axis == Log && ticks[0].At <= 0:
		return fmt.Errorf("%s tick 1 has no logarithm", name)
	}
	return checkTicks(name+" tick", ticks)
}

// checkTicks holds ticks to ascend.
func checkTicks(what string, ticks []Tick) error {
	for i, t := range ticks {
		if !finite(t.At) || i > 0 && !(t.At > ticks[i-1].At) {
			return fmt.Errorf("%s %d is not after the one before it", what, i+1)
		}
	}
	return nil
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// rounding is what sums of floating point may lie outside 0 to 1.
const rounding = 1e-9

func probability(p float64) bool { return p >= -rounding && p <= 1+rounding }

// limits are both missing or both probabilities in order.
func limits(lower, upper float64) bool {
	if math.IsNaN(lower) || math.IsNaN(upper) {
		return true
	}
	return probability(lower) && probability(upper) && lower <= upper
}

// onAxis reports whether v lies between the first and the last tick, but for
// the last digits of a sum.
func onAxis(v float64, ticks []Tick) bool {
	const rounding = 1e-6
	low, high := ticks[0].At, ticks[len(ticks)-1].At
	slack := rounding * (high - low)
	return v >= low-slack && v <= high+slack
}

func visitAll(visit func(where string, text *string), where string, texts []string) {
	for i := range texts {
		visit(fmt.Sprintf("%s, text %d", where, i+1), &texts[i])
	}
}

func visitTicks(visit func(where string, text *string), where string, ticks []Tick) {
	for i := range ticks {
		visit(fmt.Sprintf("%s %d", where, i+1), &ticks[i].Label)
	}
}
