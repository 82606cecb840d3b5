package page

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"graftstat/analysis/code"
	"graftstat/analysis/result"
)

// MissingName is the name of a milestone or of a column.
func (b *Page) MissingName(name string) string {
	if _, ok := b.Words.Find("milestone." + name); ok {
		return b.Milestone(name)
	}
	return b.Column(name)
}

// SectionsOf are the parts that the study file asks for, in its order.
func SectionsOf(r *result.Results) []string {
	if len(r.Study.Report.Sections) > 0 {
		return r.Study.Report.Sections
	}
	return code.Sections()
}

// Level is the confidence level as text: 95%.
func (b *Page) Level() string { return b.Words.Percent(b.Results.Study.Intervals.Level, 0) }

// EndpointWith is the endpoint of a cohort; nil where the results have none.
func (b *Page) EndpointWith(cohort, id string) *result.Endpoint {
	for i := range b.Results.Cohorts {
		for j := range b.Results.Cohorts[i].Endpoints {
			if e := &b.Results.Cohorts[i].Endpoints[j]; b.Results.Cohorts[i].ID == cohort && e.ID == id {
				return e
			}
		}
	}
	return nil
}

// Known is the text of a code, else the code in plain words: an earlier report
// may be of a version whose codes this one does not have.
func (b *Page) Known(code, fallback string) string {
	if s, ok := b.Words.Find(code); ok {
		return s
	}
	return strings.ReplaceAll(fallback, "_", " ")
}

// EndpointID names an endpoint of a cohort in a document, as the target of links.
func EndpointID(c *result.Cohort, e *result.Endpoint) string { return c.ID + "-" + e.ID }

// Definition of an endpoint in a line.
func (b *Page) Definition(e *result.Endpoint) string {
	w, d := b.Words, e.Definition
	parts := []string{w.Text("definition.event", b.Milestone(d.From), b.List(b.Items(d.Event), "or"))}
	if len(d.Among) > 0 {
		parts = append(parts, w.Text("definition.among", b.Conditions(d.Among)))
	}
	if len(d.Competing) > 0 {
		parts = append(parts, w.Text("definition.competing", b.List(b.Items(d.Competing), "or")))
	}
	censor := make([]string, len(d.Censor))
	for i, name := range d.Censor {
		censor[i] = b.Milestone(name)
	}
	parts = append(parts, w.Text("definition.censor", b.List(censor, "or")), w.Text("definition.per."+string(d.Per)))
	for _, declared := range []struct {
		code  string
		names []string
	}{{"definition.none", d.None}, {"definition.not_collected", d.NotCollected}} {
		if len(declared.names) > 0 {
			names := make([]string, len(declared.names))
			for i, name := range declared.names {
				names[i] = b.Milestone(name)
			}
			parts = append(parts, w.Text(declared.code, b.List(names, "and")))
		}
	}
	if d.CauseSpecific {
		parts = append(parts, w.Text("definition.cause_specific"))
	}
	if d.Replaces {
		parts = append(parts, w.Text("definition.replaces"))
	}
	if e.Shift > 0 {
		parts = append(parts, w.Text("definition.shift", b.windowDays(e)))
	}
	parts = append(parts, b.knownTo(e)...)
	return strings.Join(append(parts, b.recoveryRule(d)...), " ")
}

// knownTo says to when a case without the event is followed where a log ends it, and
// which deaths compete.
func (b *Page) knownTo(e *result.Endpoint) []string {
	w := b.Words
	switch {
	case e.SamplesGrace > 0:
		return []string{w.Text("definition.samples_grace", w.Integer(e.SamplesGrace))}
	case e.CountsGrace > 0 && e.Definition.Event[0].Milestone == "red_cell_aplasia":
		return []string{w.Text("definition.aplasia_grace", w.Integer(e.CountsGrace))}
	case e.CountsGrace > 0:
		return []string{w.Text("definition.counts_grace", w.Integer(e.CountsGrace))}
	}
	return nil
}

// windowDays are those of the window that an endpoint's event waits for.
func (b *Page) windowDays(e *result.Endpoint) string {
	if days, further := strings.CutPrefix(e.Definition.Event[0].Milestone, "rbc_independence_"); further {
		return days
	}
	return b.rule("transfusion_independence", "window_days")
}

// EachEndpoint calls do with every endpoint of every cohort, in order.
func (b *Page) EachEndpoint(do func(*result.Endpoint)) {
	for i := range b.Results.Cohorts {
		for j := range b.Results.Cohorts[i].Endpoints {
			do(&b.Results.Cohorts[i].Endpoints[j])
		}
	}
}

// Bys are the columns by which an endpoint is split; "" first.
func Bys(e *result.Endpoint) []string {
	var all []string
	for _, g := range e.Groups {
		if len(all) == 0 || all[len(all)-1] != g.By {
			all = append(all, g.By)
		}
	}
	return all
}

// GroupsBy are the groups of an endpoint by a column; by "" the whole cohort.
func GroupsBy(e *result.Endpoint, by string) []*result.Group {
	var groups []*result.Group
	for i := range e.Groups {
		if e.Groups[i].By == by {
			groups = append(groups, &e.Groups[i])
		}
	}
	return groups
}

// Capital makes the first letter of a heading a capital one.
func Capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// IsCompared reports whether an endpoint's comparison takes a group in.
func IsCompared(e *result.Endpoint, by, group string) bool {
	for i := range e.Comparisons {
		if x := &e.Comparisons[i]; x.By == by {
			return slices.Contains(x.Groups, group)
		}
	}
	return true
}

// StatusCode is the code of a status of the listing: -1 set aside, 0 censored, 1 event, 2 and
// above competing.
func StatusCode(status int) string {
	switch status {
	case -1:
		return "set_aside"
	case 0:
		return "censored"
	case 1:
		return "event"
	}
	return "competing"
}

// TermList names terms of a model in a sentence.
func (b *Page) TermList(terms []string) string {
	names := make([]string, len(terms))
	for i, t := range terms {
		names[i] = b.Term(t)
	}
	return b.List(names, "and")
}

// Term names a numeric column, or column: level.
func (b *Page) Term(name string) string {
	for i := range name {
		if name[i] == '=' {
			return b.Column(name[:i]) + ": " + b.Group(name[:i], name[i+1:])
		}
	}
	if _, ok := b.Words.Find("milestone." + name); ok {
		return b.Milestone(name)
	}
	return b.Column(name)
}

// The names of things in the report's language: the study's own label first,
// then the text of the code, then the code itself.

// CohortName names a cohort.
func (b *Page) CohortName(id string) string {
	for _, c := range b.Results.Study.Cohorts {
		if c.ID == id {
			return b.Words.Label(c.Label, "cohort."+c.Preset, id)
		}
	}
	return id
}

// EndpointName says what the endpoint is without: what was not collected, and
// tallies that do not have it.
func (b *Page) EndpointName(e *result.Endpoint) string {
	name := b.endpointName(e)
	if e.Reason != "" || len(e.Without) == 0 {
		return name
	}
	if len(e.Without) > maxNamed {
		return b.Words.Text("absent.name_without", name, b.Words.Count("count.tables", len(e.Without)))
	}
	return b.Words.Text("absent.name_without", name, b.List(e.Without, "and"))
}

// CurveName is the name of an endpoint over its curve. A language may tell the
// curve, a time, from the estimate, a share: the study's own label serves both.
func (b *Page) CurveName(e *result.Endpoint) string {
	name, ok := b.Words.Find("curve." + e.ID)
	if !ok || e.Label[b.Words.Language] != "" || e.Base != "" || len(e.Without) > 0 {
		return b.EndpointName(e)
	}
	return name
}

// maxNamed is how many tallies stand in the name of an endpoint.
const maxNamed = 2

func (b *Page) endpointName(e *result.Endpoint) string {
	if e.Base == "" {
		return b.Words.Label(e.Label, "endpoint."+e.ID, e.ID)
	}
	left := make([]string, len(e.Definition.NotCollected))
	for i, name := range e.Definition.NotCollected {
		left[i] = b.Milestone(name)
	}
	return b.Words.Text("absent.name", b.Words.Label(e.Label, "endpoint."+e.Base, e.Base), b.List(left, "and"))
}

// Milestone names a milestone.
func (b *Page) Milestone(name string) string {
	return b.Words.Label(b.Results.Study.Labels[name][""], "milestone."+name, strings.ReplaceAll(name, "_", " "))
}

// Column names a column of the cases.
func (b *Page) Column(name string) string {
	return b.Words.Label(b.Results.Study.Labels[name][""], "column."+name, strings.ReplaceAll(name, "_", " "))
}

// Group names a level of a column, or a class of a cut number: <2, 2-<7, >=7.
func (b *Page) Group(by, group string) string {
	if by == "" {
		return b.Words.Text("group.all")
	}
	if group == "" {
		return b.Words.Text("group.missing")
	}
	own := b.Results.Study.Labels[by][group]
	if label := b.Words.Label(own, "level."+by+"."+group, ""); label != "" {
		return label
	}
	if group == "yes" || group == "no" { // of a milestone on the way, or of a column with these codes
		return b.Words.Text("group." + group)
	}
	if lower, upper, ok := strings.Cut(group, "-<"); ok {
		return b.Words.Text("group.between", b.Decimal(lower), b.Decimal(upper))
	}
	if upper, ok := strings.CutPrefix(group, "<"); ok {
		return b.Words.Text("group.under", b.Decimal(upper))
	}
	if lower, ok := strings.CutPrefix(group, ">="); ok {
		return b.Words.Text("group.from", b.Decimal(lower))
	}
	return group
}

// Decimal is a number that was given as text, with the decimal sign of the language.
func (b *Page) Decimal(number string) string {
	return strings.Replace(number, ".", b.Words.Text("number.decimal"), 1)
}

// Unit names a unit of time.
func (b *Page) Unit(unit string) string { return b.Words.Text("unit." + unit) }

// WithUnit adds to a note on days that a study which counts otherwise has them
// in its own unit.
func (b *Page) WithUnit(note string) []string {
	if unit := b.Results.Study.TimeUnit; unit != "days" {
		return []string{note, b.Words.Text("unit_note", b.Unit(unit))}
	}
	return []string{note}
}

// Asked is a time as the study file asks for it: day 100, 1 year.
func (b *Page) Asked(t result.AskedTime) string { return b.Words.When(t.Asked, t.Unit) }

// List joins names: a, b or c.
func (b *Page) List(names []string, last string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	end := len(names) - 1
	return strings.Join(names[:end], ", ") + " " + b.Words.Text("list."+last) + " " + names[end]
}

// Items are the milestones of a definition, each with its condition.
func (b *Page) Items(items []result.Item) []string {
	names := make([]string, len(items))
	for i, it := range items {
		names[i] = b.Milestone(it.Milestone)
		if len(it.Where) > 0 {
			names[i] += " (" + b.Conditions(it.Where) + ")"
		}
	}
	return names
}

// Conditions say which levels or bounds a column must have, joined by semicolons.
func (b *Page) Conditions(where []result.Condition) string {
	var parts []string
	for _, c := range where {
		name := b.Column(c.Column)
		levels := func(codes []string) string {
			names := make([]string, len(codes))
			for i, code := range codes {
				names[i] = b.Group(c.Column, code)
			}
			return b.List(names, "or")
		}
		if len(c.In) > 0 {
			parts = append(parts, name+": "+levels(c.In))
		}
		if len(c.Not) > 0 {
			parts = append(parts, name+": "+b.Words.Text("where.not", levels(c.Not)))
		}
		for _, bound := range []struct {
			sign  string
			value *float64
		}{{"<", c.LT}, {"≤", c.LE}, {">", c.GT}, {"≥", c.GE}} {
			if bound.value != nil {
				parts = append(parts, name+" "+bound.sign+" "+b.Words.Plain(*bound.value))
			}
		}
	}
	return strings.Join(parts, "; ")
}

// Lowered makes the first letter small, for a name within a sentence. A name
// that begins with an abbreviation keeps it.
func Lowered(s string) string {
	runes := []rune(s)
	if len(runes) < 2 || !unicode.IsLower(runes[1]) {
		return s
	}
	runes[0] = unicode.ToLower(runes[0])
	return string(runes)
}

// EndpointNamed names the endpoint of a cohort by its ID; the ID where the results have none.
func (b *Page) EndpointNamed(cohort, id string) string {
	for i := range b.Results.Cohorts {
		for j := range b.Results.Cohorts[i].Endpoints {
			if e := &b.Results.Cohorts[i].Endpoints[j]; b.Results.Cohorts[i].ID == cohort && e.ID == id {
				return b.EndpointName(e)
			}
		}
	}
	return id
}
