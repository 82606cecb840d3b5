package cohort

import (
	"fmt"

	"graftstat/analysis/result"
	"graftstat/reports/document"
)

// riskOf is the table at risk of a group: at the times that the study asks for in
// a manuscript, where the curve has them, else at those of the reports.
func (b *Builder) riskOf(g *result.Group) []result.RiskCount {
	if b.Figures != nil && len(g.FigureRisk) > 1 {
		return g.FigureRisk
	}
	return g.Risk
}

// askedEnd is the end of the axis that the study asks for; 0: the last tick.
func (b *Builder) askedEnd(g *result.Group) float64 {
	if b.Figures != nil && len(g.FigureRisk) > 1 {
		return b.Figures.End
	}
	return 0
}

// colours that the study asks for, one a group; nil where it asks for none.
func (b *Builder) colours(by string, groups []*result.Group) []document.Colour {
	if b.Figures == nil || len(b.Figures.Colours[by]) == 0 {
		return nil
	}
	colours := make([]document.Colour, len(groups))
	for i, g := range groups {
		c := &colours[i]
		n, _ := fmt.Sscanf(b.Figures.Colours[by][g.Group], "#%02x%02x%02x", &c.Red, &c.Green, &c.Blue)
		c.Asked = n == 3
	}
	return colours
}
