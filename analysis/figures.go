package analysis

import (
	"maps"
	"slices"

	"graftstat/analysis/code"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// figures is what the study asks of the curves of a manuscript; nil for nothing.
func figures(p *plan.Plan) *result.Figures {
	f := p.Figures
	if f == nil {
		return nil
	}
	colours := make(map[string]map[string]string)
	for column, levels := range f.Colours {
		colours[column] = make(map[string]string)
		for level, colour := range levels {
			colours[column][level] = string(colour)
		}
	}
	plates := []result.Plate{}
	for _, plate := range f.Plates {
		plates = append(plates, result.Plate(plate))
	}
	return &result.Figures{Plates: plates, Bands: f.Bands, Unit: string(f.Unit), Until: f.Until, End: p.FigureTime(f.Until),
		Breaks: append([]float64{}, f.Breaks...), Colours: colours}
}

// figureTicks are the ticks that the study asks for. They are nil where it asks for
// none, and of curves whose own axis is in days where it asks for a longer unit:
// months are no unit of a recovery.
func (c *cohort) figureTicks(axis result.TimeAxis, own []result.Tick) []result.Tick {
	f := c.study.Figures
	if f == nil || f.Unit == "" || own[0].Unit == code.Days && f.Unit != plan.Days {
		return nil
	}
	axis.Unit = string(f.Unit)
	switch {
	case len(f.Breaks) > 0:
		return axis.Named(f.Breaks, axis.Unit)
	case f.Until == 0:
		return axis.Ticks()
	}
	axis.End = c.study.FigureTime(f.Until)
	ticks := slices.DeleteFunc(axis.Ticks(), func(t result.Tick) bool { return t.Time > axis.End })
	if len(ticks) < 2 {
		return axis.Named([]float64{0, f.Until}, axis.Unit)
	}
	return ticks
}

// unusedColours are the issues of colours of levels that no curve has.
func unusedColours(p *plan.Plan, cohorts []result.Cohort) []registry.Issue {
	if p.Figures == nil {
		return nil
	}
	var issues []registry.Issue
	for _, column := range slices.Sorted(maps.Keys(p.Figures.Colours)) {
		for _, level := range slices.Sorted(maps.Keys(p.Figures.Colours[column])) {
			if !hasCurve(cohorts, column, level) {
				key := plan.ColourKey(column, level)
				issues = append(issues, registry.Issue{Severity: registry.Warning, Code: code.ColourUnused,
					File: p.File, Line: p.FigureLines[key], Column: key})
			}
		}
	}
	return issues
}

func hasCurve(cohorts []result.Cohort, column, level string) bool {
	for i := range cohorts {
		for _, e := range cohorts[i].Endpoints {
			if slices.ContainsFunc(e.Groups, func(g result.Group) bool { return g.By == column && g.Group == level }) {
				return true
			}
		}
	}
	return false
}
