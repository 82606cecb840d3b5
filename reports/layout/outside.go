package layout

import (
	"fmt"
	"slices"
	"strings"

	"graftstat/analysis/result"
	"graftstat/reports/words"
)

// BuildOutside makes the report of one language for readers outside the
// centre. It takes from the results what may leave, rather than leaving out
// what may not: patients of a cohort, estimates at the times asked for, and
// curves. With k the study's suppress_below,
//
//   - a group of fewer than k patients is left out, and where the others would
//     give it away by subtraction, so is the next smallest;
//   - where 1 to k-1 had the event, or were without it, there is no curve, no
//     table at risk and no count, only the estimate in whole percent;
//   - there is no single patient: no listing, swimmer plot, titre or row.
//
// It is an error where the study asks for no such report.
func BuildOutside(r *result.Results, language string) (*Document, error) {
	k := r.Study.Report.SuppressBelow
	if k < 2 {
		return nil, fmt.Errorf("a report for readers outside needs report.suppress_below")
	}
	w, err := words.New(language)
	if err != nil {
		return nil, err
	}
	b := &builder{results: r, words: w}
	o := &outsideReport{builder: b, least: k}
	doc := b.document()
	doc.Pages = o.sections()
	doc.Pages = append(doc.Pages, b.methodSection(), b.definitionSection())
	doc.Sheets = []Sheet{o.sheet(doc)}
	if missing := w.Missing(); len(missing) > 0 {
		return nil, fmt.Errorf("%w in %s: %s", ErrWords, language, strings.Join(missing, ", "))
	}
	return doc, nil
}

// outsideReport builds what may leave the centre.
type outsideReport struct {
	*builder
	least int // the smallest group, and number of events, that is shown
}

func (o *outsideReport) sections() []Section {
	w := o.words
	first := Section{ID: "outside", Title: w.Text("outside.title"), Level: 1, Blocks: []Block{paragraph(Warning, w.Text("outside.done", w.Integer(o.least)))}}
	sections := []Section{first}
	for i := range o.results.Cohorts {
		c := &o.results.Cohorts[i]
		if c.Patients < o.least {
			sections[0].Blocks = append(sections[0].Blocks, paragraph(Body, w.Text("outside.small_cohort", o.cohortName(c.ID), w.Integer(o.least))))
			continue
		}
		sections = append(sections, o.cohort(c)...)
	}
	return sections
}

func (o *outsideReport) cohort(c *result.Cohort) []Section {
	w := o.words
	lead := w.Text("outside.cohort", o.cohortName(c.ID), w.Count("count.patients", c.Patients))
	if !c.FollowUp.Median.IsMissing() {
		lead += " " + w.Text("summary.followup", o.followUpTime(float64(c.FollowUp.Median)))
	}
	head := Section{ID: c.ID, Title: o.cohortName(c.ID), Level: 2, Blocks: []Block{paragraph(Lead, lead), {Table: o.estimates(c)}}}
	for i := range c.Endpoints {
		if f := o.figure(c, &c.Endpoints[i]); f != nil {
			head.Blocks = append(head.Blocks, Block{Figure: f})
		}
	}
	return []Section{head}
}

// estimates are those of the whole cohort and of the groups that may be shown.
func (o *outsideReport) estimates(c *result.Cohort) *Table {
	w := o.words
	t := &Table{ID: c.ID + "-outside", Caption: w.Text("outside.estimates"), Columns: []Column{
		{Head: w.Text("key.endpoint")}, {Head: w.Text("key.analysed"), Number: true}, {Head: w.Text("estimate.events"), Number: true}, {Head: w.Text("estimate.time"), Number: true},
		{Head: w.Text("estimate.estimate"), Number: true}, {Head: w.Text("estimate.interval", o.level()), Number: true},
	}}
	left := make(map[string]bool) // of any endpoint
	for i := range c.Endpoints {
		e := &c.Endpoints[i]
		for _, by := range bys(e) {
			groups := groupsBy(e, by)
			kept := o.shown(groups)
			for _, g := range groups {
				if !slices.Contains(kept, g) {
					left[by+"="+g.Group] = true
				}
			}
			for _, g := range kept {
				o.estimateRows(t, e, g)
			}
		}
	}
	if len(left) > 0 {
		t.Notes = append(t.Notes, w.Count("outside.left", len(left), w.Integer(o.least)))
	}
	t.Notes = append(t.Notes, w.Text("outside.few", w.Integer(o.least)))
	return t
}

func (o *outsideReport) estimateRows(t *Table, e *result.Endpoint, g *result.Group) {
	w := o.words
	name := Cell{Text: o.endpointName(e)}
	if g.By != "" {
		name = Cell{Text: o.column(g.By) + ": " + o.group(g.By, g.Group), Indent: 1}
	}
	events := o.integer(g.Events)
	if o.isFew(g) {
		events = text(w.Text("outside.under", w.Integer(o.least)))
	}
	for _, at := range shown(g.At) {
		when := o.inUnit(at.Time, e.Unit)
		t.Rows = append(t.Rows, Row{Cells: []Cell{name, o.integer(g.Cases), events, number(when, Days, o.atTime(when, e.Unit)),
			text(w.Percent(float64(at.Estimate), 1)), text(w.PercentInterval(float64(at.Lower), float64(at.Upper), 1))}})
		t.Notes = appendNew(t.Notes, o.dash(at))
		name = Cell{Indent: name.Indent}
	}
}

// shown are the groups of at least so many patients, less the smallest of them
// where those left out are so few together that a subtraction gives them away.
func (o *outsideReport) shown(groups []*result.Group) []*result.Group {
	var kept []*result.Group
	left := 0
	for _, g := range groups {
		if g.Cases >= o.least {
			kept = append(kept, g)
		} else {
			left += g.Cases
		}
	}
	if left == 0 || left >= o.least || len(kept) == 0 {
		return kept
	}
	smallest := 0
	for i, g := range kept {
		if g.Cases < kept[smallest].Cases {
			smallest = i
		}
	}
	return append(kept[:smallest:smallest], kept[smallest+1:]...)
}

// isFew reports whether so few had the event, or were without it, that they
// could be recognised.
func (o *outsideReport) isFew(g *result.Group) bool {
	few := func(n int) bool { return n > 0 && n < o.least }
	return few(g.Events) || few(g.CompetingEvents) || few(g.Cases-g.Events)
}

// figure of the whole cohort; nil where too few had the event.
func (o *outsideReport) figure(c *result.Cohort, e *result.Endpoint) *Figure {
	groups := groupsBy(e, "")
	if len(groups) == 0 || groups[0].Cases < o.least || o.isFew(groups[0]) {
		return nil
	}
	f := o.curveFigure(c, e, "")
	f.ID += "-outside"
	f.RiskTitle, f.Risk = "", nil // its counts by time are small somewhere
	for i := range f.Curves {
		f.Curves[i].Ticks = nil
	}
	return f
}

// sheet is the workbook: the estimates.
func (o *outsideReport) sheet(doc *Document) Sheet {
	s := Sheet{ID: "outside", Name: o.words.Text("sheet.summary"), Title: doc.Title, Wide: true,
		Blocks: []Block{paragraph(Warning, o.words.Text("outside.done", o.words.Integer(o.least)))}}
	for i := range o.results.Cohorts {
		if c := &o.results.Cohorts[i]; c.Patients >= o.least {
			s.Blocks = append(s.Blocks, paragraph(Lead, o.cohortName(c.ID)), Block{Table: o.estimates(c)})
		}
	}
	return s
}
