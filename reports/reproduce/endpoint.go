package reproduce

import (
	"math"
	"slices"
	"strconv"

	"graftstat/analysis/result"
)

// Sets of cases of an endpoint.
const (
	whole    = ""
	landmark = "landmark-" // and its number
)

// endpointPart is an endpoint on its way into the bundle.
type endpointPart struct {
	*bundle
	id       string // of the definitions
	endpoint *result.Endpoint
	study    *result.StudyCohort
	data     *dataset
}

func (b *bundle) addEndpoint(c *result.Cohort, study *result.StudyCohort, f *frame, i int) error {
	e := &c.Endpoints[i]
	d := &dataset{name: "data/" + fileName(c.ID+"-"+e.ID) + ".csv", frame: f, outcomes: &f.endpoints[i]}
	p := endpointPart{bundle: b, id: count(len(b.endpoints.rows) + 1), endpoint: e, study: study, data: d}
	p.define(c)
	p.addGroups(whole, e.Groups)
	p.addTests(whole, e.Tests)
	p.addCauses()
	p.addDifferences()
	for i := range e.Landmarks {
		p.addLandmark(i, &e.Landmarks[i])
	}
	for j := range e.Models {
		p.addModel(&e.Models[j])
	}
	p.addPaper(c.ID)
	b.data = append(b.data, d.file())
	return nil
}

func (p *endpointPart) define(c *result.Cohort) {
	e := p.endpoint
	causes, interval, tau, stratify := 1, p.results.Interval(e.Kind), math.NaN(), ""
	if e.Kind.HasCompeting() {
		causes = 1 + len(e.Definition.Competing)
	}
	for _, g := range e.Groups {
		if g.RMST != nil {
			tau = g.RMST.Tau + e.Shift
		}
	}
	if p.study.Stratify != "" {
		stratify, _ = p.data.covariate(p.study.Stratify, result.CovariateCategory)
	}
	p.endpoints.add(p.id, text(c.ID), text(e.ID), p.data.name, string(e.Kind), count(causes), e.Variance, interval,
		number(tau), stratify,
		count(p.study.MinGroup), number(e.Shift),
		yes(slices.ContainsFunc(e.Groups, func(g result.Group) bool { return g.DaysToEvent != nil })))
}

func yes(is bool) string {
	if is {
		return "yes"
	}
	return "no"
}

// expect adds an expected value.
func (b *bundle) expect(kind, key string, value float64) { b.values.add(key, number(value), kind) }

// expectText adds an expected code, such as that of an interval.
func (b *bundle) expectText(key, value string) { b.values.add(key, text(value), "text") }

// by is how the cases of a comparison are grouped: all together, by a column of
// the data, or by a milestone on the way.
func (p *endpointPart) by(by string) (kind, header string) {
	if by == "" {
		return "all", ""
	}
	if p.data.frame.covariates.Column(by, result.CovariateNumber, result.CovariateCategory) == nil {
		if header, x := p.data.covariate(by, result.CovariateMilestone); x != nil {
			return "milestone", header
		}
	}
	return "column", p.data.group(by)
}

// addGroups adds the groups of a set with all that is expected of them.
func (p *endpointPart) addGroups(set string, groups []result.Group) {
	if len(groups) > 0 {
		for _, at := range groups[0].At {
			p.times.add(p.id, set, number(at.Time+p.endpoint.Shift))
		}
	}
	for i := range groups {
		g := &groups[i]
		kind, header := p.by(g.By)
		id := count(len(p.groups.rows) + 1)
		p.groups.add(id, p.id, set, header, kind, text(g.Group))
		p.expectGroup("group."+id, g)
	}
}

func (p *endpointPart) expectGroup(key string, g *result.Group) {
	for _, v := range []struct {
		name  string
		value int
	}{{"cases", g.Cases}, {"events", g.Events}, {"competing_events", g.CompetingEvents}, {"missing", g.Missing}} {
		p.expect("count", key+"."+v.name, float64(v.value))
	}
	excluded := 0
	for _, x := range g.Excluded {
		excluded += x.Cases
	}
	p.expect("count", key+".set_aside", float64(excluded))
	p.expectText(key+".interval", g.Interval)
	p.expectTime(key+".last_follow_up", g.LastFollowUp)
	if g.Start != nil {
		p.expectPoint(key+".start", g.Start)
	}
	p.curves = append(p.curves, curve{key, p.observed(g.Curve)})
	for i := range g.At {
		p.expectPoint(key+".at."+count(i+1), &g.At[i].Point)
		if g.At[i].EstimateWorst != nil {
			p.expect("worst", key+".at."+count(i+1)+".worst", float64(*g.At[i].EstimateWorst))
		}
	}
	for i := range g.CumulativeHazard {
		p.expectPoint(key+".hazard."+count(i+1), &g.CumulativeHazard[i])
	}
	for _, q := range g.Quantiles {
		k := key + ".quantile." + strconv.FormatFloat(100*q.P, 'f', -1, 64)
		p.expectTime(k+".time", q.Time)
		p.expectTime(k+".lower", q.Lower)
		p.expectTime(k+".upper", q.Upper)
		p.expect("count", k+".at_risk", float64(q.AtRisk))
	}
	p.expectSummaries(key, g)
}

// expectTime adds a time as it was observed: the cases of the bundle have those.
func (p *endpointPart) expectTime(key string, time result.Number) {
	p.expect("time", key, float64(time)+p.endpoint.Shift)
}

// observed are points at the times at which they were observed.
func (p *endpointPart) observed(points []result.Point) []result.Point {
	if p.endpoint.Shift == 0 {
		return points
	}
	points = slices.Clone(points)
	for i := range points {
		points[i].Time += p.endpoint.Shift
	}
	return points
}

// expectPoint adds an estimate with its counts.
func (p *endpointPart) expectPoint(key string, x *result.Point) {
	p.expect("count", key+".at_risk", float64(x.AtRisk))
	p.expect("count", key+".events", float64(x.Events))
	p.expect("count", key+".competing", float64(x.Competing))
	p.expect("count", key+".censored", float64(x.Censored))
	p.expect("estimate", key+".estimate", float64(x.Estimate))
	p.expect("error", key+".std_err", float64(x.StdErr))
	p.expect("interval", key+".lower", float64(x.Lower))
	p.expect("interval", key+".upper", float64(x.Upper))
	p.expectText(key+".interval", x.Interval)
}

// expectSummaries adds the restricted mean, the days to the event and the
// exact proportion.
func (p *endpointPart) expectSummaries(key string, g *result.Group) {
	if m := g.RMST; m != nil {
		free := 0.
		if p.endpoint.Kind.IsFreeOfEvent() {
			free = p.endpoint.Shift
		}
		p.expect("estimate", key+".rmst.estimate", float64(m.Estimate)+free)
		p.expect("estimate", key+".rmst.std_err", float64(m.StdErr))
		p.expect("interval", key+".rmst.lower", float64(m.Lower)+free)
		p.expect("interval", key+".rmst.upper", float64(m.Upper)+free)
		p.expectText(key+".rmst.method", m.Method)
	}
	if q := g.DaysToEvent; q != nil {
		p.expect("days", key+".days.n", float64(q.N))
		for _, v := range []struct {
			name  string
			value result.Number
		}{{"min", q.Min}, {"q1", q.Q1}, {"median", q.Median}, {"q3", q.Q3}, {"max", q.Max}} {
			p.expectTime(key+".days."+v.name, v.value)
		}
	}
	if x := g.Proportion; x != nil {
		p.expectTime(key+".proportion.time", result.Number(x.Time))
		p.expect("count", key+".proportion.k", float64(x.K))
		p.expect("count", key+".proportion.n", float64(x.N))
		p.expect("interval", key+".proportion.lower", float64(x.Lower))
		p.expect("interval", key+".proportion.upper", float64(x.Upper))
	}
}

func (p *endpointPart) addCauses() {
	for k := range p.endpoint.Causes {
		c := &p.endpoint.Causes[k]
		id := count(len(p.causes.rows) + 1)
		p.causes.add(id, p.id, count(k+1), text(c.Event))
		points := c.Curve
		if n := len(p.endpoint.Groups[0].Curve); p.endpoint.Shift > 0 && len(points) > n {
			points = points[len(points)-n:] // before them is what held at the start
		}
		p.bundle.curves = append(p.bundle.curves, curve{"cause." + id, p.observed(points)})
	}
}

func (p *endpointPart) addDifferences() {
	for i := range p.endpoint.Differences {
		d := &p.endpoint.Differences[i]
		id := count(len(p.differences.rows) + 1)
		_, header := p.by(d.By)
		p.differences.add(id, p.id, header, text(d.A), text(d.B), d.Measure, number(d.Time+p.endpoint.Shift))
		key := "difference." + id
		p.expect("estimate", key+".estimate", float64(d.Estimate))
		p.expect("error", key+".std_err", float64(d.StdErr))
		p.expect("interval", key+".lower", float64(d.Lower))
		p.expect("interval", key+".upper", float64(d.Upper))
		p.expect("p", key+".p", float64(d.P))
		p.expectText(key+".method", d.Method)
	}
}
