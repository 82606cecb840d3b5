package document

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

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

// Axes are both linear.
func (f *Funnel) Axes() (x, y Axis) { return Linear, Linear }

// Texts of the legend, of the limits and of the points.
func (f *Funnel) Texts(visit func(where string, text *string)) {
	visit("name of the target", &f.TargetLabel)
	visit("name of points within", &f.Within)
	visitAll(visit, "names of points beyond", f.Beyond)
	for i := range f.Limits {
		visit(fmt.Sprintf("label of limit %d", i+1), &f.Limits[i].Label)
	}
	for i := range f.Points {
		visit(fmt.Sprintf("label of point %d", i+1), &f.Points[i].Label)
	}
}

// Check holds points, limits and the target to the axes.
func (f *Funnel) Check(figure *Figure) error {
	if len(f.Limits) > 2 || len(f.Beyond) != len(f.Limits) {
		return errors.New("it has more than two limits or not a name for the points beyond each")
	}
	if !math.IsNaN(f.Target) && !onAxis(f.Target, figure.YTicks) {
		return errors.New("the target is not on the y axis")
	}
	for i, l := range f.Limits {
		for _, edge := range [][]FunnelEdge{l.Lower, l.Upper} {
			for k, e := range edge {
				if !finite(e.N) || !onAxis(e.Y, figure.YTicks) || k > 0 && e.N < edge[k-1].N {
					return fmt.Errorf("limit %d: its point %d is not on the y axis or before the one in front of it",
						i+1, k+1)
				}
			}
		}
	}
	for i, p := range f.Points {
		if !onAxis(p.N, figure.XTicks) || !onAxis(p.Y, figure.YTicks) {
			return fmt.Errorf("point %d is not on the axes", i+1)
		}
		if p.Outside < 0 || p.Outside > len(f.Limits) {
			return fmt.Errorf("point %d lies outside of limits that are not drawn", i+1)
		}
	}
	return nil
}

// Numbers are the points, the limits and the target.
func (f *Funnel) Numbers(_ *Figure, add func(Number)) {
	for _, p := range f.Points {
		add(Number{Part: "unit", Series: p.Label, X: p.N, Y: p.Y, Lower: none, Upper: none})
	}
	for _, l := range f.Limits {
		for _, e := range l.Lower {
			add(Number{Part: "limit", Name: l.Label, X: e.N, Y: none, Lower: e.Y, Upper: none})
		}
		for _, e := range l.Upper {
			add(Number{Part: "limit", Name: l.Label, X: e.N, Y: none, Lower: none, Upper: e.Y})
		}
	}
	add(Number{Part: "benchmark", Name: f.TargetLabel, X: none, Y: f.Target, Lower: none, Upper: none})
}

func (f *Funnel) clone() Chart {
	out := *f
	out.Beyond, out.Limits, out.Points = slices.Clone(f.Beyond), slices.Clone(f.Limits), slices.Clone(f.Points)
	return &out
}
