package cohort

import (
	"math"

	"graftstat/analysis/code"
	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// CurveFigure draws an endpoint, whole ("") or split by a column.
func (b *Builder) CurveFigure(c *result.Cohort, e *result.Endpoint, by string) *document.Figure {
	w := b.Words
	groups, left := page.GroupsBy(e, by), 0
	if by != "" {
		all := len(groups)
		groups = largeGroups(groups)
		left = all - len(groups)
	}
	f := &document.Figure{
		ID:      page.EndpointID(c, e),
		Title:   b.CurveName(e),
		YLabel:  w.Text("axis." + string(e.Kind)),
		Caption: b.MethodLine(e, by),
	}
	if by != "" {
		f.ID += "-" + by
		f.Title = w.Text("figure.by", b.CurveName(e), page.Lowered(b.Column(by)))
	}
	b.riskAxis(f, e)
	f.YTicks = b.ShareTicks()
	if left > 0 {
		f.Caption += " " + w.Count("figure.left", left, w.Integer(code.LeastDrawn))
	}
	curves := &document.Curves{Limits: b.limitStyle(len(groups)), Colours: b.colours(by, groups),
		RiskTitle: w.Text("risk.title." + string(e.Kind))}
	f.Chart = curves
	cases := 0
	looks := b.groupLooks(by)
	for i, g := range groups {
		cases += g.Cases
		curves.Looks = append(curves.Looks, looks[g.Group])
		curves.Lines = append(curves.Lines, b.curve(e, g, axisEnd(e)))
		if len(b.riskOf(g)) > 0 {
			curves.Risk = append(curves.Risk, b.riskBlock(e, g, i))
		}
	}
	for _, t := range e.Tests {
		if t.By == by && !t.P.IsMissing() && !t.Pair {
			f.Note = append(f.Note, b.Test(t))
		}
	}
	f.Subtitle = w.Text(subtitleOf(curves.Limits), b.CohortName(c.ID), b.Units(e, cases), b.Level())
	f.Alt = b.alt(f, e, groups)
	return f
}

// groupLooks gives each level of a column its colour for the whole report: those
// that are drawn somewhere first, in the order in which they come.
func (b *Builder) groupLooks(by string) map[string]int {
	looks := make(map[string]int)
	for _, drawn := range []bool{true, false} {
		for i := range b.Results.Cohorts {
			for j := range b.Results.Cohorts[i].Endpoints {
				for _, g := range page.GroupsBy(&b.Results.Cohorts[i].Endpoints[j], by) {
					if _, known := looks[g.Group]; !known && (g.Cases >= code.LeastDrawn || !drawn) {
						looks[g.Group] = len(looks)
					}
				}
			}
		}
	}
	return looks
}

// largeGroups are those that make a curve beside others.
func largeGroups(groups []*result.Group) []*result.Group {
	var large []*result.Group
	for _, g := range groups {
		if g.Cases >= code.LeastDrawn {
			large = append(large, g)
		}
	}
	return large
}

// curve in the study's unit of time, up to the axis' end and never past the last follow-up.
func (b *Builder) curve(e *result.Endpoint, g *result.Group, end float64) document.Curve {
	c := document.Curve{Label: b.Group(g.By, g.Group), Cases: g.Cases, End: min(float64(g.LastFollowUp), end),
		Lower0: math.NaN(), Upper0: math.NaN()}
	if e.Kind.IsFreeOfEvent() {
		c.Start = 1
	}
	if g.Start != nil {
		c.Lower0, c.Upper0 = float64(g.Start.Lower), float64(g.Start.Upper)
	}
	for i, p := range g.Curve {
		at := p.Time
		if p.Estimate.IsMissing() { // late entry ended the curve here
			c.End = min(c.End, at)
			break
		}
		if p.AtRisk < code.FewAtRisk && !c.FadeSet && i > 0 {
			c.FadeAt, c.FadeSet = g.Curve[i-1].Time, true
		}
		if at > end {
			break
		}
		if p.Censored > 0 {
			c.Ticks = append(c.Ticks, at)
		}
		c.Steps = append(c.Steps, document.Step{At: at, Y: float64(p.Estimate), Lower: float64(p.Lower),
			Upper: float64(p.Upper), Text: b.stepText(p)})
	}
	return c
}

// stepText counts who was at risk at a step, and what became of them then.
func (b *Builder) stepText(p result.Point) string {
	text := b.Words.Count("said.at_risk", p.AtRisk)
	for _, part := range []struct {
		code string
		n    int
	}{{"said.events", p.Events}, {"said.competing", p.Competing}, {"said.censored", p.Censored}} {
		if part.n > 0 {
			text += ", " + b.Words.Count(part.code, part.n)
		}
	}
	return text
}

// riskAxis gives a figure the times of the table at risk, said in their unit.
// Results without one, of an earlier version or of nobody, have an axis by its
// length.
func (b *Builder) riskAxis(f *document.Figure, e *result.Endpoint) {
	if len(e.Groups) > 0 && len(b.riskOf(&e.Groups[0])) > 1 {
		risk := b.riskOf(&e.Groups[0])
		for _, r := range risk {
			f.XTicks = append(f.XTicks, document.Tick{At: r.Time, Label: b.Words.Plain(r.Asked)})
		}
		b.nameUnit(f, risk[0].Unit, e.Definition.From)
		f.XEnd = b.askedEnd(&e.Groups[0])
		return
	}
	end := 0.0
	for _, g := range e.Groups {
		if !g.LastFollowUp.IsMissing() {
			end = max(end, float64(g.LastFollowUp))
		}
	}
	b.timeAxis(f, e.Definition.From, end, "")
}

// riskBlock is what the table at risk says of a group: at each time who is at
// risk, and how many were censored, had the event or a competing one before it.
func (b *Builder) riskBlock(e *result.Endpoint, g *result.Group, index int) document.RiskBlock {
	counts := []struct {
		code string
		of   func(result.RiskCount) int
	}{
		{"at_risk", func(r result.RiskCount) int { return r.AtRisk }},
		{"censored", func(r result.RiskCount) int { return r.Censored }},
		{"events", func(r result.RiskCount) int { return r.Events }},
		{"competing", func(r result.RiskCount) int { return r.Competing }},
	}
	if !e.Kind.HasCompeting() {
		counts = counts[:3]
	}
	block := document.RiskBlock{Label: b.Group(g.By, g.Group), Curve: index}
	for _, c := range counts {
		row := document.RiskRow{Label: b.Words.Text("risk." + c.code)}
		for _, r := range b.riskOf(g) {
			row.Texts = append(row.Texts, b.Words.Integer(c.of(r)))
		}
		block.Rows = append(block.Rows, row)
	}
	return block
}

// limitStyle keeps areas of one tint from being laid over others.
func (b *Builder) limitStyle(curves int) document.LimitStyle {
	switch {
	case b.Figures != nil && !b.Figures.Bands:
		return document.NoLimits
	case curves < 2:
		return document.Band
	case curves <= maxLimits:
		return document.Dotted
	}
	return document.NoLimits
}

// subtitleOf says what shows the interval.
func subtitleOf(l document.LimitStyle) string {
	switch l {
	case document.Band:
		return "figure.subtitle.band"
	case document.Dotted:
		return "figure.subtitle.dotted"
	}
	return "figure.subtitle.none"
}

// maxLimits is the number of curves whose limits can be told apart.
const maxLimits = 4

// axisEnd is where curves end at the latest: an incidence at the last time
// asked for. A survival runs to the last follow-up.
func axisEnd(e *result.Endpoint) float64 {
	if n := len(e.Groups[0].At); e.Kind.HasCompeting() && n > 0 {
		return e.Groups[0].At[n-1].Time
	}
	return math.Inf(1)
}

// alt says in words what the figure shows.
func (b *Builder) alt(f *document.Figure, e *result.Endpoint, groups []*result.Group) string {
	alt := f.Title + ". " + f.Subtitle + "."
	for _, g := range groups {
		if n := len(g.At); n > 0 {
			for i := n - 1; i >= 0; i-- {
				if at := g.At[i]; !at.Estimate.IsMissing() {
					alt += " " + b.Words.Text("figure.alt", b.Group(g.By, g.Group), b.Asked(at.AskedTime),
						b.Words.Percent(float64(at.Estimate), g.Cases),
						b.Level(), b.Words.PercentInterval(float64(at.Lower), float64(at.Upper), g.Cases))
					break
				}
			}
		}
	}
	return alt
}
