package plan

import (
	"slices"
	"strings"
)

// studyBenchmark checks a benchmark of the study file: one of its own, or the
// use of a preset's.
func (c *checker) studyBenchmark(path string, b *Benchmark, p *Plan, presets []preset, seen *once) {
	cohort := c.cohortOf(path, b.Cohort, p)
	if cohort == nil {
		return
	}
	theirs := p.presetOf(cohort, presets).benchmarks(cohort)
	if c.given(path + ".use") {
		c.use(path, b, theirs)
		seen.hold(path, say("a second use of this benchmark"), b.Cohort, b.Use)
		return
	}
	c.benchmark(path, b, cohort.Resolved)
	seen.hold(path+".id", say("a second benchmark has this id"), b.Cohort, b.ID)
	if b.ID != "" && slices.Contains(benchmarkIDs(theirs), b.ID) {
		c.add(path+".id", say("Choose another id; to be judged by the preset's write use: %s alone.", b.ID),
			"the preset has a benchmark of this id")
	}
}

// use checks the choice of a preset's benchmark by which the centre is judged.
func (c *checker) use(path string, b *Benchmark, theirs []Benchmark) {
	for _, key := range []string{"id", "endpoint", "time", "estimate", "n", "interval", "source", "population", "era",
		"donor_type", "origin"} {
		if c.given(path + "." + key) {
			c.add(path+"."+key, say("Remove it, or write a benchmark of your own without use."),
				"stands beside use, which takes the preset's benchmark as it is")
		}
	}
	i := slices.IndexFunc(theirs, func(t Benchmark) bool { return t.ID == b.Use })
	switch {
	case len(theirs) == 0:
		c.add(path+".use", say("Write a benchmark of your own: id, endpoint, time, estimate, n or interval, source."),
			"no preset benchmark is of an endpoint of this cohort")
	case i < 0:
		c.add(path+".use", choices(b.Use, benchmarkIDs(theirs)),
			"no preset benchmark of an endpoint of this cohort is called %q", b.Use)
	case theirs[i].Origin != transplantOrigin:
		c.add(path+".use", say("Leave it out: it is printed as a reference."),
			"the time of %s does not run from the transplant (%s), so that it judges no curve here", b.Use,
			theirs[i].Origin)
	}
}

// benchmark checks a benchmark of the study file or of a preset.
func (c *checker) benchmark(path string, b *Benchmark, list []Endpoint) {
	c.id(path+".id", b.ID)
	c.timed(path, b.Endpoint, b.Time, list)
	if !c.given(path + ".estimate") {
		c.add(path, say("Write estimate:, of the endpoint as it is reported: 0.92 for 92 %%."), "has no estimate")
	}
	if !c.given(path+".n") && !c.given(path+".interval") {
		c.add(path, say("Write n: or interval: [lower, upper]."), "has neither its number of patients nor its interval")
	}
	c.benchmarkInterval(path+".interval", b)
	c.cited(path, b.Source)
	if c.given(path+".donor_type") && !snakeCase(b.DonorType) {
		c.add(path+".donor_type", say("Write a level of the column donor_type, such as matched_sibling."),
			"%q is not in snake_case", b.DonorType)
	}
	if c.given(path+".era") && strings.TrimSpace(b.Era) == "" {
		c.add(path+".era", say("Write the years, such as 2019-2023, or remove the key."), "is blank")
	}
}

func (c *checker) benchmarkInterval(path string, b *Benchmark) {
	if !c.given(path) {
		return
	}
	switch {
	case len(b.Interval) != 2:
		c.add(path, say("Write [lower, upper]."), "has %d limits where two are expected", len(b.Interval))
	case !probability(b.Interval[0]) || !probability(b.Interval[1]):
		c.add(path, say("Write [0.88, 0.95] for 88 to 95 %%."), "a limit is not from 0 to 1")
	case b.Interval[0] > b.Interval[1]:
		c.add(path, say("Write the lower limit first."), "the lower limit is above the upper one")
	case b.Estimate < b.Interval[0] || b.Estimate > b.Interval[1]:
		c.add(path, say("Correct the estimate or the interval."), "does not hold the estimate %v", b.Estimate)
	}
}

func probability(x float64) bool { return x >= 0 && x <= 1 }

func benchmarkIDs(list []Benchmark) []string {
	ids := make([]string, len(list))
	for i, b := range list {
		ids[i] = b.ID
	}
	return ids
}

// presetMonitor checks what a preset brings to be monitored, which is of its own
// endpoints and names no cohort.
func (c *checker) presetMonitor(b *preset) {
	seen := once{checker: c}
	for i, x := range b.Indicators {
		path := index("indicators", i)
		c.noCohort(path)
		c.timed(path, x.Endpoint, x.Time, b.Endpoints)
		seen.hold(path, say("a second indicator is of the same endpoint and time"), x.Endpoint, scalarOf(x.Time))
	}
	for i := range b.Benchmarks {
		path := index("benchmarks", i)
		c.noCohort(path)
		if c.given(path + ".use") {
			c.add(path+".use", say("Remove it: a study uses a preset's benchmark."), "stands in a preset")
		}
		c.benchmark(path, &b.Benchmarks[i], b.Endpoints)
		seen.hold(path, say("a second benchmark has this id"), b.Benchmarks[i].ID)
	}
	for i := range b.Sequential {
		x, path := &b.Sequential[i], index("sequential", i)
		c.noCohort(path)
		c.sequential(path, x, b.Endpoints, b.Benchmarks)
		if !c.given(path + ".benchmark") {
			c.cited(path, x.Source)
		}
		seen.hold(path, say("a second chart is of the same endpoint and time"), x.Endpoint, scalarOf(x.Time))
	}
}

func (c *checker) noCohort(path string) {
	if c.given(path + ".cohort") {
		c.add(path+".cohort", say("Remove it: a study's cohort takes the preset."), "stands in a preset")
	}
}
