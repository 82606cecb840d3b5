package plan

import (
	"reflect"
	"slices"
	"strconv"

	"graftstat/analysis/code"
)

// resolveMonitor gives each cohort what is monitored in it.
func (p *Plan) resolveMonitor(presets []preset) {
	for i := range p.Cohorts {
		c := &p.Cohorts[i]
		if p.Monitor.Off {
			continue
		}
		b := p.presetOf(c, presets)
		c.Indicators = of(p.Monitor.Indicators, c, func(x Indicator) string { return x.Cohort })
		if c.Indicators == nil {
			c.Indicators = b.indicators(c)
		}
		c.Benchmarks = p.benchmarksOf(c, presets)
		c.Sequential = of(p.Monitor.Sequential, c, func(x Sequential) string { return x.Cohort })
		if c.Sequential == nil {
			c.Sequential = b.sequential(c)
		}
		for j := range c.Sequential {
			c.Sequential[j].expect(c)
		}
		c.Funnels = of(p.Monitor.Funnel, c, func(x Funnel) string { return x.Cohort })
		c.Risk = of(p.Monitor.Risk, c, func(x Risk) string { return x.Cohort })
	}
}

// of are the items of a list that are of a cohort.
func of[T any](list []T, c *Cohort, cohort func(T) string) []T {
	var own []T
	for _, item := range list {
		if cohort(item) == c.ID {
			own = append(own, item)
		}
	}
	return own
}

// benchmarksOf are the benchmarks of a cohort: the study's, then its preset's,
// of which those that the study uses judge.
func (p *Plan) benchmarksOf(c *Cohort, presets []preset) []Benchmark {
	var list []Benchmark
	var used []string
	for _, b := range of(p.Monitor.Benchmarks, c, func(x Benchmark) string { return x.Cohort }) {
		if b.Use != "" {
			used = append(used, b.Use)
			continue
		}
		b.Judges = b.Origin == transplantOrigin
		list = append(list, b)
	}
	for _, b := range p.presetOf(c, presets).benchmarks(c) {
		b.Judges = slices.Contains(used, b.ID)
		list = append(list, b)
	}
	return list
}

// presetOf is the preset that was merged into a cohort.
func (p *Plan) presetOf(c *Cohort, presets []preset) *preset {
	i := slices.IndexFunc(p.Cohorts, func(k Cohort) bool { return k.ID == c.ID })
	return &presets[i]
}

// defines reports whether a cohort reports an endpoint as the preset defines it:
// what the preset says of its outcome holds for no other.
func (b *preset) defines(c *Cohort, id string) bool {
	theirs, known := endpointOf(b.Endpoints, id)
	ours, reported := c.Endpoint(id)
	return known && reported && reflect.DeepEqual(theirs.outcome(), ours.outcome())
}

// outcome is the endpoint without what says how and when it is estimated.
func (e Endpoint) outcome() Endpoint {
	return Endpoint{
		Kind: e.Kind, From: e.From, Event: e.Event, Competing: e.Competing, Per: e.Per, Unit: e.Unit,
		Landmark: e.Landmark, Entry: e.Entry, CauseSpecific: e.CauseSpecific, Good: e.Good,
	}
}

func (b *preset) indicators(c *Cohort) []Indicator {
	var list []Indicator
	for _, x := range b.Indicators {
		if x.Cohort = c.ID; b.defines(c, x.Endpoint) {
			list = append(list, x)
		}
	}
	return list
}

func (b *preset) benchmarks(c *Cohort) []Benchmark {
	var list []Benchmark
	for _, x := range b.Benchmarks {
		if x.Cohort, x.Preset = c.ID, true; b.defines(c, x.Endpoint) {
			list = append(list, x)
		}
	}
	return list
}

func (b *preset) sequential(c *Cohort) []Sequential {
	var list []Sequential
	for _, x := range b.Sequential {
		if x.Cohort = c.ID; b.defines(c, x.Endpoint) {
			list = append(list, x)
		}
	}
	return list
}

// expect takes the expected probability of the bad outcome from the benchmark
// that the chart names.
func (s *Sequential) expect(c *Cohort) {
	i := slices.IndexFunc(c.Benchmarks, func(b Benchmark) bool { return s.Benchmark != "" && b.ID == s.Benchmark })
	if i < 0 {
		return
	}
	b := c.Benchmarks[i]
	s.Expected = b.Estimate
	if e, _ := c.Endpoint(s.Endpoint); e.Kind == code.Survival {
		s.Expected = 1 - b.Estimate
	}
	fill(&s.Source, b.Source)
}

// scalarOf is a number as short as it can be written.
func scalarOf(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
