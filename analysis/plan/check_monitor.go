package plan

import (
	"slices"
	"strings"

	"graftstat/analysis/message"
)

// monitorKeys checks what monitor says for all cohorts.
func (c *checker) monitorKeys(m *Monitor) {
	if c.given("monitor.visits") && len(m.Visits) == 0 {
		c.add("monitor.visits", say("Write the days, such as [100, 180, 365], or remove the key."), "names no day")
	}
	if _, err := ParseDate(commonYear + m.JudgedOn); err != nil {
		c.add("monitor.judged_on", say("Write month and day, such as 12-31."), "names no day of every year")
	}
}

// commonYear has no 29 February.
const commonYear = "2001-"

// monitored checks the lists of monitor against the cohorts and their presets.
func (c *checker) monitored(p *Plan, presets []preset) {
	m, seen := &p.Monitor, once{checker: c}
	for i := range m.Indicators {
		x, path := &m.Indicators[i], index("monitor.indicators", i)
		if cohort := c.cohortOf(path, x.Cohort, p); cohort != nil {
			c.timed(path, x.Endpoint, x.Time, cohort.Resolved)
			seen.hold(path, say("a second indicator is of the same endpoint and time"), x.Cohort, x.Endpoint,
				scalarOf(x.Time))
		}
	}
	for i := range m.Benchmarks {
		c.studyBenchmark(index("monitor.benchmarks", i), &m.Benchmarks[i], p, presets, &seen)
	}
	for i := range m.Sequential {
		x, path := &m.Sequential[i], index("monitor.sequential", i)
		if cohort := c.cohortOf(path, x.Cohort, p); cohort != nil {
			c.sequential(path, x, cohort.Resolved, p.benchmarksOf(cohort, presets))
			seen.hold(path, say("a second chart is of the same endpoint and time"), x.Cohort, x.Endpoint,
				scalarOf(x.Time))
		}
	}
	for i := range m.Funnel {
		x, path := &m.Funnel[i], index("monitor.funnel", i)
		if cohort := c.cohortOf(path, x.Cohort, p); cohort != nil {
			c.timed(path, x.Endpoint, x.Time, cohort.Resolved)
			c.covariate(path+".by", x.By)
			seen.hold(path, say("a second funnel is of the same endpoint, time and column"), x.Cohort, x.Endpoint,
				scalarOf(x.Time), x.By)
		}
	}
	for i := range m.Risk {
		x, path := &m.Risk[i], index("monitor.risk", i)
		if cohort := c.cohortOf(path, x.Cohort, p); cohort != nil {
			c.endpointOf(path, x.Endpoint, cohort.Resolved)
			c.risk(path, x)
			seen.hold(path, say("a second risk model is of the same endpoint"), x.Cohort, x.Endpoint)
		}
	}
}

// once holds that a list does not name the same thing twice.
type once struct {
	*checker
	seen map[string]bool
}

// hold takes what is said of a second one, and the names that make it the same.
func (o *once) hold(path string, second message.Text, names ...string) {
	if o.seen == nil {
		o.seen = map[string]bool{}
	}
	key := second.Form + "\x00" + strings.Join(names, "\x00")
	if o.seen[key] {
		o.checker.add(path, say("Remove one of the two."), "%s", second)
	}
	o.seen[key] = true
}

// cohortOf is the cohort that an item names, nil with a fault if there is none.
func (c *checker) cohortOf(path, id string, p *Plan) *Cohort {
	i := slices.IndexFunc(p.Cohorts, func(k Cohort) bool { return k.ID == id })
	if i >= 0 {
		return &p.Cohorts[i]
	}
	var ids []string
	for _, k := range p.Cohorts {
		ids = append(ids, k.ID)
	}
	if id == "" {
		c.add(path, say("Write cohort: and its id. Known here: %s.", strings.Join(ids, ", ")), "names no cohort")
	} else {
		c.add(path+".cohort", choices(id, ids), "no cohort is called %q", id)
	}
	return nil
}

// endpointOf is the endpoint of a list that an item names.
func (c *checker) endpointOf(path, id string, list []Endpoint) (Endpoint, bool) {
	e, found := endpointOf(list, id)
	switch {
	case found:
	case id == "":
		c.add(path, say("Write endpoint: and its id. Known here: %s.", strings.Join(idsOf(list), ", ")),
			"names no endpoint")
	default:
		c.add(path+".endpoint", choices(id, idsOf(list)), "the cohort has no endpoint %q", id)
	}
	return e, found
}

// timed checks an endpoint and a time of it.
func (c *checker) timed(path, endpoint string, time float64, list []Endpoint) (Endpoint, bool) {
	e, found := c.endpointOf(path, endpoint, list)
	if !c.given(path + ".time") {
		c.add(path, say("Write time:, in the endpoint's unit, such as 365."), "has no time")
	}
	return e, found
}

// sequential checks a CUSUM against the endpoints and benchmarks of its cohort.
func (c *checker) sequential(path string, s *Sequential, list []Endpoint, benchmarks []Benchmark) {
	e, found := c.timed(path, s.Endpoint, s.Time, list)
	if found && e.Good {
		c.add(path+".endpoint", say("Name an endpoint whose event is bad: a death, a failure, a relapse."),
			"the event of %s is good: a chart of its absence would signal patients who died first or are still waiting",
			e.ID)
	}
	switch {
	case c.given(path+".benchmark") && c.given(path+".expected"):
		c.add(path+".benchmark", say("Keep one of the two."), "stands beside expected")
	case c.given(path + ".benchmark"):
		c.expectedFrom(path+".benchmark", s, benchmarks)
	case !c.given(path + ".expected"):
		c.add(path, say("Write expected: 0.05, or benchmark: and its id."), "has no expected probability")
	}
}

// expectedFrom checks the benchmark that a CUSUM takes its expected probability from.
func (c *checker) expectedFrom(path string, s *Sequential, benchmarks []Benchmark) {
	i := slices.IndexFunc(benchmarks, func(b Benchmark) bool { return b.ID == s.Benchmark })
	if i < 0 {
		c.add(path, choices(s.Benchmark, benchmarkIDs(benchmarks)), "the cohort has no benchmark %q", s.Benchmark)
		return
	}
	b := benchmarks[i]
	switch {
	case b.Endpoint != s.Endpoint || b.Time != s.Time:
		c.add(path, say("Name a benchmark of this endpoint and time, or write expected."), "%s is of %s at %v", b.ID,
			b.Endpoint, b.Time)
	case b.Origin != "" && b.Origin != transplantOrigin:
		c.add(path, say("Name a benchmark whose time runs from the transplant, or write expected."),
			"the time of %s does not run from the transplant (%s)", b.ID, b.Origin)
	case !(b.Estimate > 0 && b.Estimate < 1):
		c.add(path, say("Write expected: with a probability between 0 and 1."), "%s has an estimate of %v", b.ID,
			b.Estimate)
	}
}

// risk checks the terms of a risk model.
func (c *checker) risk(path string, r *Risk) {
	c.cited(path, r.Source)
	if len(r.Terms) == 0 {
		c.add(path+".terms", say("List them: terms: [{term: age_years, coef: 0.05, centre: 7}]."), "has no terms")
	}
	var terms []string
	for i, t := range r.Terms {
		at := index(path+".terms", i)
		c.riskTerm(at, t)
		if slices.Contains(terms, t.Term) {
			c.add(at+".term", say("Remove one of the two."), "%q stands twice", t.Term)
		}
		terms = append(terms, t.Term)
	}
}

func (c *checker) riskTerm(path string, t RiskTerm) {
	column, level, category := t.Column()
	kind := kindOf(column)
	switch {
	case strings.TrimSpace(column) == "" || category && strings.TrimSpace(level) == "":
		c.add(path+".term", say("Name a column (age_years), or a column and a level (pesaro_class=III)."),
			"names no column or no level")
	case kind == Category && !category:
		c.add(path+".term", say("Write %s= and a level.", column), "%s is a category", column)
	case kind == Number && category:
		c.add(path+".term", say("Write the column alone."), "%s is a number and has no levels", column)
	default:
		c.covariate(path+".term", column)
	}
	if category && c.given(path+".centre") {
		c.add(path+".centre", say("Remove it."), "a level of a category has no centre")
	}
	if !c.given(path + ".coef") {
		c.add(path, say("Write coef:, the logarithm of the ratio."), "has no coefficient")
	}
}

// cited holds that a figure has its source.
func (c *checker) cited(path, source string) {
	if strings.TrimSpace(source) == "" {
		c.add(path+".source", say("Write source: with the citation: author, journal, year."), "has no source")
	}
}

// covariate checks a column that groups or describes cases: any but those that
// tell one patient from all others.
func (c *checker) covariate(path, name string) {
	c.column(path, name)
	switch kindOf(name) {
	case ID:
		c.add(path, say("Name a column that several patients share."), "%s tells patients apart", name)
	case Day:
		c.add(path, say("Name another column; the year of the transplant is %s.", TransplantYear), "%s is a date", name)
	}
}

// kindOf is the kind of a canonical column, "" of any other.
func kindOf(name string) ColumnKind {
	for _, k := range Columns() {
		if k.Name == name {
			return k.Kind
		}
	}
	return ""
}
