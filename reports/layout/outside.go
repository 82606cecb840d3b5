package layout

import (
	"fmt"
	"math"
	"strings"

	"graftstat/analysis/disclosure"
	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
	"graftstat/reports/words"
)

// BuildOutside makes the report of one language for readers outside the
// centre. It has nothing but the coarse report: what may leave, and how it is
// rounded, is decided in package disclosure.
func BuildOutside(r *disclosure.Report, language string) (*document.Document, error) {
	w, err := words.New(language)
	if err != nil {
		return nil, err
	}
	o := &outsideReport{builder: &builder{&page.Page{Results: namesOf(r), Words: w}}, report: r}
	doc := o.document()
	doc.Pages = append(o.sections(), o.methodSection(), o.definitionSection(page.Paper))
	doc.Sheets = []document.Sheet{o.sheet(doc)}
	o.MarkDashes(doc)
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
	return result.Endpoint{ID: e.ID, Label: e.Label, Kind: e.Kind, Method: e.Method, Unit: e.Unit,
		Definition: e.Definition}
}

func (o *outsideReport) sections() []document.Section {
	first := document.Section{ID: "outside", Title: o.Words.Text("outside.title"), Level: 1, Blocks: o.rules()}
	sections := []document.Section{first}
	for i := range o.report.Cohorts {
		c := &o.report.Cohorts[i]
		s := document.Section{ID: c.ID, Title: o.CohortName(c.ID), Level: 2,
			Blocks: []document.Block{page.Paragraph(document.Lead, o.lead(c))}}
		if len(c.Endpoints) > 0 {
			s.Blocks = append(s.Blocks, document.Block{Table: o.estimates(c)})
		}
		if f := o.figure(c); f != nil {
			s.Blocks = append(s.Blocks, document.Block{Figure: f})
		}
		sections = append(sections, s)
	}
	return sections
}

// rules say how coarse the report is, and how often it may be issued.
func (o *outsideReport) rules() []document.Block {
	w, k := o.Words, o.report.K
	return []document.Block{
		page.Paragraph(document.Warning, w.Text("outside.yearly")),
		page.Paragraph(document.Body, w.Text("outside.rule.counts", w.Integer(k))),
		page.Paragraph(document.Body, w.Text("outside.rule.chosen")),
		page.Paragraph(document.Body, w.Text("outside.rule.estimates", w.Integer(k), w.Integer(20*k), w.Integer(4*k))),
		page.Paragraph(document.Body, w.Text("outside.rule.bounds", w.Integer(k), w.Integer(3*k))),
		page.Paragraph(document.Body, w.Text("outside.rule.groups", w.Integer(2*k))),
	}
}

func (o *outsideReport) lead(c *disclosure.Cohort) string {
	w := o.Words
	if c.Shares != "" {
		return w.Text("outside.shares", o.CohortName(c.ID), o.CohortName(c.Shares))
	}
	lead := w.Text("outside.cohort", o.CohortName(c.ID), o.about("outside.patients", c.Patients))
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
		return o.Words.Text(code+".under", o.Words.Integer(2*o.report.K))
	}
	return o.Words.Text(code+".about", o.Words.Integer(n.Near))
}

// count is a number in a table.
func (o *outsideReport) count(n disclosure.Count) document.Cell {
	if n.Under {
		return page.Text("<" + o.Words.Integer(2*o.report.K))
	}
	return o.Integer(n.Near)
}

// estimates of the whole cohort and of its groups.
func (o *outsideReport) estimates(c *disclosure.Cohort) *document.Table {
	t := o.grid(page.Paper, c.ID+"-outside", o.Words.Text("outside.estimates"), "endpoint") // on its sheet, too
	t.Figures("about_patients", "had_event", "horizon", "estimate")
	t.Filled("limits", o.Level())
	t.Figures("limits")
	for i := range c.Endpoints {
		e := &c.Endpoints[i]
		for j := range e.Groups {
			o.groupRows(t, e, &e.Groups[j])
		}
	}
	return t.Table()
}

func (o *outsideReport) groupRows(t *grid, e *disclosure.Endpoint, g *disclosure.Group) {
	named := nameOf(e)
	name, indent := o.EndpointName(&named), 0
	if g.By != "" || g.IsOther {
		group := o.Words.Text("outside.other")
		if !g.IsOther {
			group = o.Group(g.By, g.Group)
		}
		name, indent = o.Column(g.By)+": "+group, 1
	}
	first := func() {
		t.Text("endpoint", name).Indent = indent
		t.Set("about_patients", o.count(g.Cases))
	}
	if g.IsOther {
		t.Row()
		first()
		return
	}
	events := ">" + o.Words.Integer(o.report.K)
	if g.Few {
		events = "≤" + o.Words.Integer(o.report.K)
	}
	for i, at := range told(g.At) {
		estimate, interval := o.estimate(at)
		t.Row()
		if i == 0 {
			first()
			t.Text("had_event", events)
		} else {
			t.Text("endpoint", "").Indent = indent
		}
		t.Set("horizon", page.Number(at.Asked, document.Days, o.AtTime(at.Asked, e.Unit)))
		t.Set("estimate", estimate)
		t.Set("limits", interval)
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

func (o *outsideReport) estimate(at disclosure.Estimate) (estimate, interval document.Cell) {
	w := o.Words
	share := func(percent int) string { return w.Percent(float64(percent)/100, 1) }
	switch at.Kind {
	case disclosure.Without:
		return page.Text(w.Text("outside.without", share(at.Percent))), document.Cell{}
	case disclosure.With:
		return page.Text(w.Text("outside.with", share(at.Percent))), document.Cell{}
	case disclosure.Withheld:
		return o.Dash(w.Text("outside.dash", w.Integer(o.report.K), w.Integer(4*o.report.K))), document.Cell{}
	}
	interval = page.Text(w.PercentInterval(float64(at.Lower)/100, float64(at.Upper)/100, 1))
	switch at.Percent {
	case 0:
		return page.Text("<" + share(at.Step)), interval
	case 100:
		return page.Text(">" + share(100-at.Step)), interval
	}
	return page.Number(float64(at.Percent)/100, document.Percent, share(at.Percent)), interval
}

// figure has a row of points, at whole years, for each endpoint with a rounded
// estimate; nil where there is none.
func (o *outsideReport) figure(c *disclosure.Cohort) *document.Figure {
	w, nan, end := o.Words, math.NaN(), 0.0
	trend := &document.Trend{Estimate: w.Text("outside.figure.estimate", o.Level())}
	title := w.Text("outside.figure.title", o.CohortName(c.ID))
	alt := title + "."
	for i := range c.Endpoints {
		e := nameOf(&c.Endpoints[i])
		row := document.TrendRow{Label: w.Text("outside.figure.row."+string(e.Kind), o.EndpointName(&e)),
			YTicks: o.ShareTicks(), Benchmark: nan}
		for _, p := range c.Endpoints[i].Groups[0].At {
			if p.Kind != disclosure.Rounded || p.Years == 0 {
				continue
			}
			row.Points = append(row.Points, document.TrendPoint{At: float64(p.Years),
				Estimate: float64(p.Percent) / 100, Lower: float64(p.Lower) / 100,
				Upper: float64(p.Upper) / 100, PredictionLower: nan, PredictionUpper: nan})
			estimate, interval := o.estimate(p)
			alt += " " + w.Text("outside.figure.point", row.Label, o.Words.Count("at.years", p.Years), estimate.Text,
				interval.Text)
			end = max(end, float64(p.Years))
		}
		if len(row.Points) > 0 {
			trend.Rows = append(trend.Rows, row)
		}
	}
	if len(trend.Rows) == 0 {
		return nil
	}
	return &document.Figure{ID: c.ID + "-outside", Title: title, Subtitle: w.Text("outside.figure.subtitle", o.Level()),
		Alt:    alt,
		XLabel: w.Text("outside.figure.axis"), XTicks: o.yearAxis(end), Chart: trend}
}

// yearAxis has a tick a year, five at most beside 0.
func (o *outsideReport) yearAxis(end float64) []document.Tick {
	step := math.Max(1, math.Ceil(end/5))
	var ticks []document.Tick
	for at := 0.0; at < end+step; at += step {
		ticks = append(ticks, document.Tick{At: at, Label: o.Words.Plain(at)})
	}
	return ticks
}

func (o *outsideReport) methodSection() document.Section {
	s := document.Section{ID: "methods", Title: o.Words.Text("methods.title"), Level: 1,
		Blocks: []document.Block{page.Paragraph(document.Body, o.Words.Text("methods.origin"))}}
	used := make(map[string]bool)
	for _, c := range o.report.Cohorts {
		for _, e := range c.Endpoints {
			used[e.Method] = true
		}
	}
	for _, method := range []string{"kaplan-meier", "aalen-johansen"} {
		if used[method] {
			s.Blocks = append(s.Blocks, page.Paragraph(document.Body, o.Words.Text("methods."+method)))
		}
	}
	s.Blocks = append(s.Blocks, page.Paragraph(document.Body, o.Words.Text("outside.interval", o.Level())))
	return s
}

// sheet is the workbook: the rules and the estimates.
func (o *outsideReport) sheet(doc *document.Document) document.Sheet {
	s := document.Sheet{ID: "outside", Name: o.Words.Text("sheet.summary"), Title: doc.Title, Wide: true,
		Blocks: o.rules()}
	for i := range o.report.Cohorts {
		c := &o.report.Cohorts[i]
		s.Blocks = append(s.Blocks, page.Paragraph(document.Lead, o.lead(c)))
		if len(c.Endpoints) > 0 {
			s.Blocks = append(s.Blocks, document.Block{Table: o.estimates(c)})
		}
	}
	return s
}
