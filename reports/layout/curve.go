package layout

import (
	"math"

	"graftstat/analysis/result"
)

// fewAtRisk is the number at risk under which a curve is drawn faint.
const fewAtRisk = 5

// curveFigure draws an endpoint, whole ("") or split by a column.
func (b *builder) curveFigure(c *result.Cohort, e *result.Endpoint, by string) *Figure {
	w := b.words
	groups, left := groupsBy(e, by), 0
	if by != "" {
		all := len(groups)
		groups = largeGroups(groups)
		left = all - len(groups)
	}
	end := b.axisEnd(e, groups)
	ticks := timeTicks(end, e.Unit)
	f := &Figure{
		ID:      endpointID(c, e),
		Title:   b.endpointName(e),
		XLabel:  w.Text("axis.time."+e.Unit, b.milestone(e.Definition.From)),
		YLabel:  w.Text("axis." + e.Kind),
		Caption: b.methodLine(e, by),
	}
	if by != "" {
		f.ID += "-" + by
		f.Title = w.Text("figure.by", b.endpointName(e), lowered(b.column(by)))
	}
	for _, t := range ticks {
		f.XTicks = append(f.XTicks, Tick{At: t, Label: w.Time(t)})
	}
	f.YTicks = b.shareTicks()
	if left > 0 {
		f.Caption += " " + w.Count("figure.left", left, w.Integer(leastDrawn))
	}
	f.RiskTitle = w.Text("risk." + e.Kind)
	cases := 0
	for i, g := range groups {
		cases += g.Cases
		f.Curves = append(f.Curves, b.curve(e, g, end))
		f.Risk = append(f.Risk, b.riskRow(e, g, i, ticks))
	}
	for _, t := range e.Tests {
		if t.By == by && !t.P.IsMissing() && t.PAdjusted.IsMissing() {
			f.Note = append(f.Note, b.test(t))
		}
	}
	f.Subtitle = w.Text("figure.subtitle", b.cohortName(c.ID), b.units(e, cases), b.level())
	f.Alt = b.alt(f, e, groups)
	return f
}

// largeGroups are those that make a curve beside others.
func largeGroups(groups []*result.Group) []*result.Group {
	var large []*result.Group
	for _, g := range groups {
		if g.Cases >= leastDrawn {
			large = append(large, g)
		}
	}
	return large
}

// curve in the endpoint's unit, up to the axis' end and never past the last follow-up.
func (b *builder) curve(e *result.Endpoint, g *result.Group, end float64) Curve {
	c := Curve{Label: b.group(g.By, g.Group), End: min(b.inUnit(float64(g.LastFollowUp), e.Unit), end), Lower0: math.NaN(), Upper0: math.NaN()}
	if e.Kind == "survival" {
		c.Start = 1
	}
	if g.Start != nil {
		c.Lower0, c.Upper0 = float64(g.Start.Lower), float64(g.Start.Upper)
	}
	for i, p := range g.Curve {
		at := b.inUnit(p.Time, e.Unit)
		if p.Estimate.IsMissing() { // late entry ended the curve here
			c.End = min(c.End, at)
			break
		}
		if p.AtRisk < fewAtRisk && !c.FadeSet && i > 0 {
			c.FadeAt, c.FadeSet = b.inUnit(g.Curve[i-1].Time, e.Unit), true
		}
		if at > end {
			break
		}
		if p.Censored > 0 {
			c.Ticks = append(c.Ticks, at)
		}
		c.Steps = append(c.Steps, Step{At: at, Y: float64(p.Estimate), Lower: float64(p.Lower), Upper: float64(p.Upper)})
	}
	return c
}

// riskRow counts at each tick who is at risk just before it, with those who
// were censored and who had the event (and a competing one) before it.
func (b *builder) riskRow(e *result.Endpoint, g *result.Group, index int, ticks []float64) RiskRow {
	row := RiskRow{Label: b.group(g.By, g.Group), Curve: index}
	for _, tick := range ticks {
		atRisk, censored, events, competing := 0, 0, 0, 0
		for _, p := range g.Curve {
			if b.inUnit(p.Time, e.Unit) >= tick {
				atRisk = p.AtRisk
				break
			}
			censored += p.Censored
			events += p.Events
			competing += p.Competing
		}
		counts := b.words.Integer(atRisk) + " (" + b.words.Integer(censored) + ", " + b.words.Integer(events)
		if e.Kind == "incidence" {
			counts += ", " + b.words.Integer(competing)
		}
		row.Texts = append(row.Texts, counts+")")
	}
	return row
}

// axisEnd: an incidence is shown up to the last time asked for, a survival up
// to the last follow-up, in the endpoint's unit.
func (b *builder) axisEnd(e *result.Endpoint, groups []*result.Group) float64 {
	end := 0.0
	for _, g := range groups {
		if !g.LastFollowUp.IsMissing() {
			end = max(end, b.inUnit(float64(g.LastFollowUp), e.Unit))
		}
	}
	if n := len(e.Times); e.Kind == "incidence" && n > 0 {
		end = min(end, e.Times[n-1])
	}
	if end <= 0 {
		end = 1
	}
	return end
}

// timeTicks are from 0 to the first step at or past the end, four to seven of
// them, in steps that a clinician counts by.
func timeTicks(end float64, unit string) []float64 {
	steps := map[string][]float64{
		"days":   {1, 2, 5, 7, 10, 14, 20, 30, 50, 60, 90, 100, 180, 200, 365, 730, 1095, 1825},
		"months": {1, 2, 3, 6, 12, 24, 36, 60},
		"years":  {0.25, 0.5, 1, 2, 3, 5, 10},
	}[unit]
	step := steps[len(steps)-1]
	for _, s := range steps {
		if end/s <= 6 {
			step = s
			break
		}
	}
	for end/step > 6 {
		step *= 2
	}
	var ticks []float64
	for i := 0; ; i++ {
		ticks = append(ticks, float64(i)*step)
		if float64(i)*step >= end {
			return ticks
		}
	}
}

// alt says in words what the figure shows.
func (b *builder) alt(f *Figure, e *result.Endpoint, groups []*result.Group) string {
	alt := f.Title + ". " + f.Subtitle + "."
	for _, g := range groups {
		if n := len(g.At); n > 0 {
			for i := n - 1; i >= 0; i-- {
				if at := g.At[i]; !at.Estimate.IsMissing() {
					when := b.inUnit(at.Time, e.Unit)
					alt += " " + b.words.Text("figure.alt", b.group(g.By, g.Group), b.atTime(when, e.Unit), b.words.Percent(float64(at.Estimate), g.Cases),
						b.level(), b.words.PercentInterval(float64(at.Lower), float64(at.Upper), g.Cases))
					break
				}
			}
		}
	}
	return alt
}
