package layout

import (
	"fmt"
	"math"
	"strings"

	"graftstat/analysis/disclosure"
	"graftstat/analysis/result"
	"graftstat/reports/words"
)

// BuildOutside makes the report of one language for readers outside the
// centre. It has nothing but the coarse report: what may leave, and how it is
// rounded, is decided in package disclosure.
func BuildOutside(r *disclosure.Report, language string) (*Document, error) {
	w, err := words.New(language)
	if err != nil {
		return nil, err
	}
	o := &outsideReport{builder: &builder{results: namesOf(r), words: w}, report: r}
	doc := o.document()
	doc.Pages = append(o.sections(), o.methodSection(), o.definitionSection())
	doc.Sheets = []Sheet{o.sheet(doc)}
	if missing := w.Missing(); len(missing) > 0 {
		return nil, fmt.Errorf("%w in %s: %s", ErrWords, language, strings.Join(missing, ", "))
	}
	makePrintable(doc)
	return doc, nil
}

// outsideReport words what may leave the centre.
type outsideReport struct {
	*builder
	report *disclosure.Report
}

// namesOf are results without a number: what names and definitions are made of.
func namesOf(r *disclosure.Report) *result.Results {
	names := &result.Results{Study: r.Study, AsOf: r.AsOf, Tool: r.Tool}
	for _, c := range r.Cohorts {
		cohort := result.Cohort{ID: c.ID}
		for i := range c.Endpoints {
			cohort.Endpoints = append(cohort.Endpoints, nameOf(&c.Endpoints[i]))
		}
		names.Cohorts = append(names.Cohorts, cohort)
	}
	return names
}

func nameOf(e *disclosure.Endpoint) result.Endpoint {
	return result.Endpoint{ID: e.ID, Label: e.Label, Kind: e.Kind, Method: e.Method, Unit: e.Unit, Definition: e.Definition}
}

func (o *outsideReport) sections() []Section {
	first := Section{ID: "outside", Title: o.words.Text("outside.title"), Level: 1, Blocks: o.rules()}
	sections := []Section{first}
	for i := range o.report.Cohorts {
		c := &o.report.Cohorts[i]
		s := Section{ID: c.ID, Title: o.cohortName(c.ID), Level: 2, Blocks: []Block{paragraph(Lead, o.lead(c))}}
		if len(c.Endpoints) > 0 {
			s.Blocks = append(s.Blocks, Block{Table: o.estimates(c)})
		}
		if f := o.figure(c); f != nil {
			s.Blocks = append(s.Blocks, Block{Figure: f})
		}
		sections = append(sections, s)
	}
	return sections
}

// rules say how coarse the report is, and how often it may be issued.
func (o *outsideReport) rules() []Block {
	w, k := o.words, o.report.K
	return []Block{
		paragraph(Warning, w.Text("outside.yearly")),
		paragraph(Body, w.Text("outside.rule.counts", w.Integer(k))),
		paragraph(Body, w.Text("outside.rule.estimates", w.Integer(k), w.Integer(20*k), w.Integer(4*k))),
		paragraph(Body, w.Text("outside.rule.bounds", w.Integer(k), w.Integer(3*k))),
		paragraph(Body, w.Text("outside.rule.groups", w.Integer(2*k))),
	}
}

func (o *outsideReport) lead(c *disclosure.Cohort) string {
	w := o.words
	lead := w.Text("outside.cohort", o.cohortName(c.ID), o.about("outside.patients", c.Patients))
	switch months := c.FollowUpMonths; {
	case months >= 24:
		lead += " " + w.Text("outside.followup", w.Text("span.years", w.Plain(float64(months)/12)))
	case months > 0:
		lead += " " + w.Text("outside.followup", w.Text("span.months", w.Integer(months)))
	}
	if len(c.Endpoints) == 0 {
		lead += " " + w.Text("outside.too_small", w.Integer(2*o.report.K))
	}
	return lead
}

// about is a number in a sentence: "about 50 patients", "fewer than 5 patients".
func (o *outsideReport) about(code string, n disclosure.Count) string {
	if n.Under {
		return o.words.Text(code+".under", o.words.Integer(2*o.report.K))
	}
	return o.words.Text(code+".about", o.words.Integer(n.Near))
}

// count is a number in a table.
func (o *outsideReport) count(n disclosure.Count) Cell {
	if n.Under {
		return text("<" + o.words.Integer(2*o.report.K))
	}
	return o.integer(n.Near)
}

// estimates of the whole cohort and of its groups.
func (o *outsideReport) estimates(c *disclosure.Cohort) *Table {
	w := o.words
	t := &Table{ID: c.ID + "-outside", Caption: w.Text("outside.estimates"), Columns: []Column{
		{Head: w.Text("key.endpoint")}, {Head: w.Text("outside.analysed"), Number: true},
		{Head: w.Text("outside.events"), Number: true}, {Head: w.Text("estimate.time"), Number: true},
		{Head: w.Text("estimate.estimate"), Number: true}, {Head: w.Text("estimate.interval", o.level()), Number: true},
	}}
	for i := range c.Endpoints {
		e := &c.Endpoints[i]
		for j := range e.Groups {
			o.groupRows(t, e, &e.Groups[j])
		}
	}
	t.Notes = append(t.Notes, w.Text("outside.dash", w.Integer(o.report.K), w.Integer(4*o.report.K)))
	return t
}

func (o *outsideReport) groupRows(t *Table, e *disclosure.Endpoint, g *disclosure.Group) {
	named := nameOf(e)
	name := Cell{Text: o.endpointName(&named)}
	switch {
	case g.IsOther:
		name = Cell{Text: o.column(g.By) + ": " + o.words.Text("outside.other"), Indent: 1}
		t.Rows = append(t.Rows, Row{Cells: []Cell{name, o.count(g.Cases), {}, {}, {}, {}}})
		return
	case g.By != "":
		name = Cell{Text: o.column(g.By) + ": " + o.group(g.By, g.Group), Indent: 1}
	}
	cases, events := o.count(g.Cases), text(">"+o.words.Integer(o.report.K))
	if g.Few {
		events = text("≤" + o.words.Integer(o.report.K))
	}
	for _, at := range told(g.At) {
		estimate, interval := o.estimate(at)
		t.Rows = append(t.Rows, Row{Cells: []Cell{name, cases, events,
			number(at.Asked, Days, o.atTime(at.Asked, e.Unit)), estimate, interval}})
		name, cases, events = Cell{Indent: name.Indent}, Cell{}, Cell{}
	}
}

// told are the estimates up to the first of the dashes at the end.
func told(at []disclosure.Estimate) []disclosure.Estimate {
	n := len(at)
	for n > 0 && at[n-1].Kind == disclosure.Withheld {
		n--
	}
	return at[:min(n+1, len(at))]
}

func (o *outsideReport) estimate(at disclosure.Estimate) (estimate, interval Cell) {
	w := o.words
	share := func(percent int) string { return w.Percent(float64(percent)/100, 1) }
	switch at.Kind {
	case disclosure.Without:
		return text(w.Text("outside.without", share(at.Percent))), Cell{}
	case disclosure.With:
		return text(w.Text("outside.with", share(at.Percent))), Cell{}
	case disclosure.Withheld:
		return text(words.None), Cell{}
	}
	interval = text(w.PercentInterval(float64(at.Lower)/100, float64(at.Upper)/100, 1))
	switch at.Percent {
	case 0:
		return text("<" + share(at.Step)), interval
	case 100:
		return text(">" + share(100-at.Step)), interval
	}
	return number(float64(at.Percent)/100, Percent, share(at.Percent)), interval
}

// figure has a row of points for each endpoint with two rounded estimates at
// least; nil where there is none.
func (o *outsideReport) figure(c *disclosure.Cohort) *Figure {
	w, nan, end := o.words, math.NaN(), 0.0
	trend := &Trend{Estimate: w.Text("outside.figure.estimate", o.level())}
	title := w.Text("outside.figure.title", o.cohortName(c.ID))
	alt := title + "."
	for i := range c.Endpoints {
		e := nameOf(&c.Endpoints[i])
		row := TrendRow{Label: w.Text("outside.figure.row."+e.Kind, o.endpointName(&e)), YTicks: o.shareTicks(), Benchmark: nan}
		for _, p := range c.Endpoints[i].Groups[0].Points {
			if p.Kind != disclosure.Rounded {
				continue
			}
			row.Points = append(row.Points, TrendPoint{At: p.Asked, Estimate: float64(p.Percent) / 100, Lower: float64(p.Lower) / 100,
				Upper: float64(p.Upper) / 100, PredictionLower: nan, PredictionUpper: nan})
			estimate, interval := o.estimate(p)
			alt += " " + w.Text("outside.figure.point", row.Label, o.yearsText(p.Asked), estimate.Text, interval.Text)
			end = max(end, p.Asked)
		}
		if len(row.Points) > 0 {
			trend.Rows = append(trend.Rows, row)
		}
	}
	if len(trend.Rows) == 0 {
		return nil
	}
	return &Figure{ID: c.ID + "-outside", Title: title, Subtitle: w.Text("outside.figure.subtitle", o.level()), Alt: alt,
		XLabel: w.Text("outside.figure.axis"), XTicks: o.yearAxis(end), Chart: trend}
}

// yearAxis has a tick a year, five at most beside 0; a quarter where all is within one year.
func (o *outsideReport) yearAxis(end float64) []Tick {
	step := math.Max(1, math.Ceil(end/5))
	if end <= 1 {
		step = 0.25
	}
	var ticks []Tick
	for at := 0.0; at < end+step; at += step {
		ticks = append(ticks, Tick{At: at, Label: o.words.Plain(at)})
	}
	return ticks
}

func (o *outsideReport) yearsText(years float64) string {
	if years == math.Trunc(years) {
		return o.words.Count("at.years", int(years))
	}
	return o.words.Text("outside.figure.years", o.words.Plain(years))
}

func (o *outsideReport) methodSection() Section {
	s := Section{ID: "methods", Title: o.words.Text("methods.title"), Level: 1, Blocks: []Block{paragraph(Body, o.words.Text("methods.origin"))}}
	used := make(map[string]bool)
	for _, c := range o.report.Cohorts {
		for _, e := range c.Endpoints {
			used[e.Method] = true
		}
	}
	for _, method := range []string{"kaplan-meier", "aalen-johansen"} {
		if used[method] {
			s.Blocks = append(s.Blocks, paragraph(Body, o.words.Text("methods."+method)))
		}
	}
	s.Blocks = append(s.Blocks, paragraph(Body, o.words.Text("outside.interval", o.level())))
	return s
}

// sheet is the workbook: the rules and the estimates.
func (o *outsideReport) sheet(doc *Document) Sheet {
	s := Sheet{ID: "outside", Name: o.words.Text("sheet.summary"), Title: doc.Title, Wide: true, Blocks: o.rules()}
	for i := range o.report.Cohorts {
		c := &o.report.Cohorts[i]
		s.Blocks = append(s.Blocks, paragraph(Lead, o.lead(c)))
		if len(c.Endpoints) > 0 {
			s.Blocks = append(s.Blocks, Block{Table: o.estimates(c)})
		}
	}
	return s
}
