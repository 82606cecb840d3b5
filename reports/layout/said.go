package layout

import (
	"math"
	"slices"
	"strings"

	"graftstat/reports/document"
)

// sayFigures words the numbers of every figure of the pages, for a screen that
// says them where a reader points, and for who cannot see the figure.
func (b *builder) sayFigures(doc *document.Document) {
	for i := range doc.Pages {
		b.sayBlocks(doc.Pages[i].Blocks)
	}
}

func (b *builder) sayBlocks(blocks []document.Block) {
	for _, block := range blocks {
		if block.Figure != nil && block.Figure.Chart != nil && block.Figure.Said == nil {
			b.say(block.Figure)
		}
		b.sayBlocks(block.Row)
	}
}

// finestSaid is the share of the axis that two numbers of one line lie apart, for
// both to be said: a hand cannot point at one of them alone.
const finestSaid = 0.005

// say words the numbers of a figure. Of levels that lie too close the first is said,
// and where it ends is known to the figure: no number is said of another's place.
func (b *builder) say(f *document.Figure) {
	apart := 0.0
	if n := len(f.XTicks); n > 1 {
		apart = finestSaid * (f.XTicks[n-1].At - f.XTicks[0].At)
	}
	last := map[string]float64{}
	f.Chart.Numbers(f, func(n document.Number) {
		text := b.said(f, n)
		if at, before := last[n.Part+n.Series]; isLevel(n) && text != "" && before && n.X-at < apart {
			text, f.Unsaid = "", b.Words.Text("said.unsaid")
		}
		if text != "" {
			last[n.Part+n.Series] = n.X
		}
		f.Said = append(f.Said, text)
	})
}

// isLevel reports whether a number is one of many along a line.
func isLevel(n document.Number) bool { return n.Part == "curve" || n.Part == "state" }

// said is one number in words; empty where the figure shows it as a text, or another
// number says it.
func (b *builder) said(f *document.Figure, n document.Number) string {
	switch c := f.Chart.(type) {
	case *document.Curves:
		return b.saidOfCurve(f, c, n)
	case *document.Stack:
		return b.saidOfState(n)
	case *document.Swimmer:
		return b.saidOfLane(c, n)
	case *document.Trajectories:
		return b.saidOfTitre(c, n)
	case *document.Strips:
		return b.saidOfStrip(c, n)
	case *document.Courses:
		return b.saidOfCourse(c, n)
	case *document.Forest, *document.Flow:
		return b.labelled(n.Series, n.Text)
	case *document.ControlChart:
		return b.saidOfControl(f, n)
	case *document.Funnel:
		return b.saidOfFunnel(n)
	case *document.Trend:
		return b.saidOfTrend(f, c, n)
	case *document.Comparison:
		return b.saidOfComparison(n)
	}
	return ""
}

// labelled is a text after its label, which may be missing.
func (b *builder) labelled(label, text string) string {
	switch {
	case text == "":
		return ""
	case label == "":
		return text
	}
	return b.Words.Text("said.labelled", label, text)
}

// share is a proportion with its interval, where it has one.
func (b *builder) share(n document.Number, v float64) string {
	text := b.Words.Percent(v, n.Cases)
	if math.IsNaN(n.Lower) || math.IsNaN(n.Upper) {
		return text
	}
	return b.Words.Text("said.interval", text, b.Words.Text("interval.ci", b.Level(),
		b.Words.PercentInterval(n.Lower, n.Upper, n.Cases)))
}

// saidOfCurve leaves the start to the table at risk, and a censoring to the step of its time.
func (b *builder) saidOfCurve(f *document.Figure, c *document.Curves, n document.Number) string {
	switch {
	case n.Part == "at_risk":
		return b.labelled(n.Series, b.riskAt(f, c, n))
	case n.Part == "curve" && n.Text != "":
		return b.labelled(n.Series, b.Words.Text("said.step", b.OnDay(n.X), b.share(n, n.Y), n.Text))
	}
	return ""
}

// riskAt reads the table at risk of one curve at one tick; only the first of its rows does,
// for all.
func (b *builder) riskAt(f *document.Figure, c *document.Curves, n document.Number) string {
	i := slices.IndexFunc(c.Risk, func(block document.RiskBlock) bool { return block.Label == n.Series })
	tick := slices.IndexFunc(f.XTicks, func(t document.Tick) bool { return t.At == n.X })
	if i < 0 || tick < 0 || len(c.Risk[i].Rows) == 0 || c.Risk[i].Rows[0].Label != n.Name {
		return ""
	}
	var parts []string
	for _, row := range c.Risk[i].Rows {
		parts = append(parts, b.Words.Text("said.named", row.Label, row.Texts[tick]))
	}
	return b.labelled(b.Words.Text("said.named", f.XLabel, f.XTicks[tick].Label), strings.Join(parts, "; "))
}

func (b *builder) saidOfState(n document.Number) string {
	if !(n.Y > 0) {
		return ""
	}
	return b.labelled(n.Series, b.Words.Text("said.state", b.OnDay(n.X), b.Words.Percent(n.Y, n.Cases),
		b.Words.Count("count.patients", n.Cases)))
}

func (b *builder) saidOfLane(c *document.Swimmer, n document.Number) string {
	switch {
	case math.IsNaN(n.X):
		return ""
	case n.Part == "phase":
		return b.labelled(n.Series, b.Words.Text("said.phase", n.Name, b.OnDay(n.X), b.OnDay(n.Y)))
	case n.Part == "mark":
		return b.labelled(n.Series, b.Words.Text("said.event", n.Name, b.OnDay(n.X)))
	}
	end := map[string]string{string(document.ExitFollowed): c.Followed, string(document.ExitDied): c.Died}[n.Name]
	if end == "" {
		return b.labelled(n.Series, b.OnDay(n.X))
	}
	return b.labelled(n.Series, b.Words.Text("said.event", end, b.OnDay(n.X)))
}

func (b *builder) saidOfTitre(c *document.Trajectories, n document.Number) string {
	if math.IsNaN(n.Y) {
		return ""
	}
	if n.Part == "volume" {
		return b.labelled(n.Series, b.Words.Text("said.volume", b.OnDay(n.X), c.VolumeTitle, b.Words.Plain(n.Y)))
	}
	value := b.Words.Text("said.titre", b.Words.Plain(n.Y))
	if bound := map[string]string{string(document.Below): c.Below,
		string(document.Above): c.Above}[n.Name]; bound != "" {
		value = b.Words.Text("said.titre_bound", bound, b.Words.Plain(n.Y))
	}
	return b.labelled(n.Series, b.Words.Text("said.event", value, b.OnDay(n.X)))
}

// saidOfCourse says a reading of a lane; amounts that are not known have no number.
func (b *builder) saidOfCourse(c *document.Courses, n document.Number) string {
	if math.IsNaN(n.Y) {
		return b.labelled(n.Series, b.Words.Text("said.event", n.Name, b.OnDay(n.X)))
	}
	value := b.Words.Plain(n.Y)
	if bound := map[string]string{string(document.Below): c.Below, string(document.Above): c.Above}[n.Text]; bound != "" {
		value = b.Words.Text("said.named", bound, value)
	}
	return b.labelled(n.Series, b.Words.Text("said.event", b.Words.Text("said.named", n.Name, value), b.OnDay(n.X)))
}

func (b *builder) saidOfStrip(c *document.Strips, n document.Number) string {
	if n.Part == "quartiles" {
		return b.labelled(n.Series, b.labelled(c.TextHead, n.Text))
	}
	return b.labelled(n.Series, b.OnDay(n.X))
}

// saidOfControl says the points and the limits. A band has a number for each of its steps,
// beside the points.
func (b *builder) saidOfControl(f *document.Figure, n document.Number) string {
	switch n.Part {
	case "path":
		text := b.Words.Text("said.point", f.XLabel, b.Words.Plain(n.X), b.Words.Decimal(n.Y, 2))
		if n.When != "" {
			text = b.labelled(n.When, b.Words.Decimal(n.Y, 2))
		}
		if n.Text != "" {
			text = b.Words.Text("said.event", text, n.Text)
		}
		return b.labelled(n.Series, text)
	case "limit":
		return b.labelled(n.Series, n.Name)
	}
	return ""
}

func (b *builder) saidOfFunnel(n document.Number) string {
	switch {
	case n.Part == "unit":
		n.Cases = int(n.X)
		return b.labelled(n.Series, b.Words.Text("said.unit", b.Words.Percent(n.Y, n.Cases), b.Words.Integer(n.Cases)))
	case n.Part == "benchmark" && !math.IsNaN(n.Y):
		return n.Name
	}
	return ""
}

// tickAt is how the x axis names a place.
func tickAt(f *document.Figure, x float64) string {
	for _, t := range f.XTicks {
		if t.At == x {
			return t.Label
		}
	}
	return ""
}

func (b *builder) saidOfTrend(f *document.Figure, c *document.Trend, n document.Number) string {
	if math.IsNaN(n.Y) {
		return ""
	}
	return b.labelled(n.Series, b.Words.Text("said.window", tickAt(f, n.X), b.share(n, n.Y), c.Counts, n.Text))
}

func (b *builder) saidOfComparison(n document.Number) string {
	switch {
	case n.Part == "prediction" && !math.IsNaN(n.Lower) && !math.IsNaN(n.Upper):
		return b.labelled(n.Series, b.Words.Text("said.named", n.Name,
			b.Words.PercentInterval(n.Lower, n.Upper, n.Cases)))
	case math.IsNaN(n.Y):
		return ""
	case n.Part == "benchmark":
		return b.labelled(n.Series, b.Words.Text("said.named", n.Name, b.share(n, n.Y)))
	}
	return b.labelled(n.Series, n.Text)
}
