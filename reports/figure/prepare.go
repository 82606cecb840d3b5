package figure

import (
	"fmt"
	"math"

	"graftstat/reports/document"
)

// prepare returns f with every text in NFC, or says what cannot be drawn.
func prepare(f *document.Figure) (*document.Figure, error) {
	out := *f
	c := cleaner{}
	c.text("title", &out.Title)
	c.text("subtitle", &out.Subtitle)
	c.text("alternative text", &out.Alt)
	c.text("caption", &out.Caption)
	c.text("x label", &out.XLabel)
	c.text("y label", &out.YLabel)
	c.text("title of the table at risk", &out.RiskTitle)
	out.Note = c.texts("note", f.Note)
	out.XTicks, out.YTicks = c.ticks("x tick", f.XTicks), c.ticks("y tick", f.YTicks)
	out.Curves = append([]document.Curve(nil), f.Curves...)
	for i := range out.Curves {
		c.text(fmt.Sprintf("label of curve %d", i+1), &out.Curves[i].Label)
		c.keep(checkCurve(out.Curves[i], i+1))
	}
	out.Risk = append([]document.RiskRow(nil), f.Risk...)
	for i := range out.Risk {
		r := &out.Risk[i]
		c.text(fmt.Sprintf("label of row %d at risk", i+1), &r.Label)
		r.Texts = c.texts(fmt.Sprintf("row %d at risk", i+1), r.Texts)
		c.keep(checkRow(*r, i+1, f))
	}
	c.chart(&out)
	if c.err != nil {
		return nil, fmt.Errorf("figure %s: %w", f.ID, c.err)
	}
	return &out, nil
}

// Validate says why f cannot be drawn at any size: a text that the font cannot
// write, wherever it stands in f, or a value that has no place on its axis. It
// names the place and quotes no text.
func Validate(f *document.Figure) error {
	_, err := prepare(f)
	return err
}

// cleaner keeps the first error.
type cleaner struct{ err error }

func (c *cleaner) keep(err error) {
	if c.err == nil {
		c.err = err
	}
}

func (c *cleaner) text(what string, text *string) {
	clean, err := Clean(*text)
	if err != nil {
		c.keep(fmt.Errorf("%s: %w", what, err))
	}
	*text = clean
}

func (c *cleaner) texts(what string, texts []string) []string {
	out := append([]string(nil), texts...)
	for i := range out {
		c.text(fmt.Sprintf("%s, text %d", what, i+1), &out[i])
	}
	return out
}

// ticks must ascend.
func (c *cleaner) ticks(what string, ticks []document.Tick) []document.Tick {
	out := append([]document.Tick(nil), ticks...)
	for i := range out {
		c.text(fmt.Sprintf("%s %d", what, i+1), &out[i].Label)
		if !finite(out[i].At) || i > 0 && !(out[i].At > out[i-1].At) {
			c.keep(fmt.Errorf("%s %d is not after the one before it", what, i+1))
		}
	}
	return out
}

func checkCurve(c document.Curve, number int) error {
	if math.IsInf(c.End, 0) || !probability(c.Start) || c.FadeSet && !finite(c.FadeAt) {
		return fmt.Errorf("curve %d: its start, its end or where it fades cannot be drawn", number)
	}
	if !limits(c.Lower0, c.Upper0) {
		return fmt.Errorf("curve %d: limits before the first step are not within 0 to 1", number)
	}
	for i, s := range c.Steps {
		if !finite(s.At) || !probability(s.Y) || !limits(s.Lower, s.Upper) {
			return fmt.Errorf("curve %d: step %d is not within 0 to 1", number, i+1)
		}
		if i > 0 && s.At < c.Steps[i-1].At {
			return fmt.Errorf("curve %d: step %d is before the one in front of it", number, i+1)
		}
	}
	for i, t := range c.Ticks {
		if !finite(t) {
			return fmt.Errorf("curve %d: censoring %d has no time", number, i+1)
		}
	}
	return nil
}

func checkRow(r document.RiskRow, number int, f *document.Figure) error {
	if len(r.Texts) != len(f.XTicks) {
		return fmt.Errorf("row %d at risk has %d texts for %d ticks", number, len(r.Texts), len(f.XTicks))
	}
	if r.Curve < 0 || r.Curve >= len(f.Curves) {
		return fmt.Errorf("row %d at risk belongs to no curve", number)
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
