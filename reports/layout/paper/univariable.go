package paper

import (
	"fmt"
	"slices"
	"strings"

	"graftstat/analysis/code"
	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// univariableBlocks are the models of a paper: each term alone beside all
// together, the forest of the latter, and for an endpoint with competing
// events the two kinds of hazard side by side.
func (b *Builder) univariableBlocks() []document.Block {
	var blocks []document.Block
	all := b.Results.Paper.Univariable
	for i := range all {
		u := &all[i]
		if len(u.Rows) == 0 {
			continue
		}
		table := b.univariableTable(u)
		blocks = append(blocks, document.Block{Table: table})
		if u.TooManyTerms && u.Multivariable != nil && u.Multivariable.Status == "ok" {
			blocks = append(blocks, page.Paragraph(document.Warning, b.Words.Text("paper.models.too_many", b.univariableName(u), b.Words.Decimal(float64(u.EventsPerParameter), 1), b.Words.Integer(code.EventsPerParameter))))
		}
		if f := b.univariableForest(u); f != nil {
			blocks = append(blocks, document.Block{Figure: f})
		}
		if i > 0 && all[i-1].Kind == code.Cox && u.Kind == code.FineGray && all[i-1].Cohort == u.Cohort && all[i-1].Endpoint == u.Endpoint && len(all[i-1].Rows) == len(u.Rows) {
			blocks = append(blocks, page.Tables(b.hazardsTable(&all[i-1], u))...)
		}
	}
	return blocks
}

func univariableID(u *result.Univariable) string {
	return fmt.Sprintf("univariable-%s-%s-%s", u.Cohort, u.Endpoint, u.Kind)
}

// univariableName is the endpoint with the kind of the model; a Cox model of an
// endpoint with competing events is of the cause-specific hazard.
func (b *Builder) univariableName(u *result.Univariable) string {
	kind := b.Words.Text("model_kind." + string(u.Kind))
	if e := b.EndpointWith(u.Cohort, u.Endpoint); e != nil && len(e.Definition.Competing) > 0 && u.Kind != code.FineGray {
		kind = b.Words.Text("paper.models.cause_specific", kind)
	}
	return b.Words.Text("paper.models.name", b.CohortName(u.Cohort), b.EndpointNamed(u.Cohort, u.Endpoint), kind)
}

// univariableTable has a line for each number and for each level of a category,
// the reference among them.
func (b *Builder) univariableTable(u *result.Univariable) *document.Table {
	w := b.Words
	t := &document.Table{ID: univariableID(u), Caption: w.Text("paper.models.caption", b.univariableName(u)), Columns: []document.Column{{Head: w.Text("model.term")},
		{Head: w.Text("paper.comparison.events"), Number: true}, {Head: w.Text("paper.models.alone", b.Level()), Number: true}, {Head: "p", Number: true}}}
	if u.Multivariable != nil {
		t.Columns = append(t.Columns, document.Column{Head: w.Text("paper.models.adjusted", b.Level()), Number: true}, document.Column{Head: "p", Number: true})
	}
	for i := range u.Rows {
		b.univariableRows(t, &u.Rows[i], u.Multivariable)
	}
	t.Notes = b.univariableNotes(u)
	return t
}

// univariableRows are a name with events/cases, and under that of a category its levels.
func (b *Builder) univariableRows(t *document.Table, r *result.UnivariableRow, together *result.Model) {
	alone := &r.Model
	head := b.modelRow(len(t.Columns), document.Cell{Text: b.Term(r.Column)}, nil, nil)
	head.Cells[1] = page.Text(b.EventsOf(alone.Events, alone.Cases))
	if r.Reference == "" {
		row := b.modelRow(len(t.Columns), head.Cells[0], alone, together, r.Column)
		row.Cells[1] = head.Cells[1]
		t.Rows = append(t.Rows, row)
		return
	}
	levels := modelLevels(r.Column, alone, together)
	if len(levels) == 0 {
		row := b.modelRow(len(t.Columns), head.Cells[0], alone, together, r.Column)
		row.Cells[1] = head.Cells[1]
		t.Rows = append(t.Rows, row)
		return
	}
	reference := b.modelRow(len(t.Columns), document.Cell{Text: b.Words.Text("paper.models.reference", b.Group(r.Column, r.Reference)), Indent: 1}, nil, nil)
	reference.Cells[2] = page.Text(b.Words.Integer(1))
	if together != nil {
		reference.Cells[4] = page.Text(b.Words.Integer(1))
	}
	t.Rows = append(t.Rows, head, reference)
	for _, term := range levels {
		t.Rows = append(t.Rows, b.modelRow(len(t.Columns), document.Cell{Text: b.Group(r.Column, strings.TrimPrefix(term, r.Column+"=")), Indent: 1}, alone, together, term))
	}
}

// modelLevels are the terms of a category, of the model alone or, where that
// has no fit, of all together.
func modelLevels(column string, models ...*result.Model) []string {
	var terms []string
	for _, m := range models {
		if m == nil {
			continue
		}
		for _, t := range m.Terms {
			if strings.HasPrefix(t.Term, column+"=") && !slices.Contains(terms, t.Term) {
				terms = append(terms, t.Term)
			}
		}
	}
	return terms
}

// modelRow has the ratio and p of a term in each of the two models.
func (b *Builder) modelRow(columns int, name document.Cell, alone, together *result.Model, term ...string) document.Row {
	row := document.Row{Cells: make([]document.Cell, columns)}
	row.Cells[0] = name
	for k, m := range []*result.Model{alone, together} {
		at := 2 + 2*k
		if m == nil || at >= columns || len(term) == 0 {
			continue
		}
		row.Cells[at], row.Cells[at+1] = b.termCells(m, term[0])
	}
	return row
}

// termCells are the ratio and the p of a term; of a model without a fit they say so.
func (b *Builder) termCells(m *result.Model, term string) (ratio, p document.Cell) {
	for _, t := range m.Terms {
		if t.Term == term && m.Status == "ok" {
			return b.RatioCell(t), b.Explained(b.PCell(t.P), b.termReason(m, t))
		}
	}
	return page.Text(b.Words.Text("model.none")), b.Dash(b.absentReason(m, term))
}

// absentReason is why a model has no such term.
func (b *Builder) absentReason(m *result.Model, term string) string {
	switch {
	case m.Status != "ok":
		return b.Words.Text("model_status." + m.Status)
	case slices.Contains(m.LeftOut, term):
		return b.Words.Text("reason.level_left_out")
	}
	return ""
}

// univariableNotes: how ties were treated, what was left out, why a model has
// no fit or no p, events for each coefficient, and the check of the hazards.
func (b *Builder) univariableNotes(u *result.Univariable) []string {
	w := b.Words
	notes := []string{w.Text("paper.models.note", w.Text("ties."+string(u.Rows[0].Model.Ties)))}
	for _, r := range u.Rows {
		if r.Model.Status != "ok" {
			notes = page.AppendNew(notes, b.Term(r.Column)+": "+b.ModelStatus(&r.Model))
		}
		for _, note := range b.ModelReasons(&r.Model) {
			notes = page.AppendNew(notes, note)
		}
	}
	m := u.Multivariable
	if m == nil {
		return notes
	}
	if m.Status != "ok" {
		return page.AppendNew(notes, w.Text("paper.models.together", b.ModelStatus(m)))
	}
	notes = append(notes, w.Text("paper.models.size", w.Integer(m.Cases), w.Integer(m.NMissing), w.Count("count.events", m.Events), w.Integer(len(m.Terms)), w.Decimal(float64(u.EventsPerParameter), 1)))
	for _, note := range b.ModelReasons(m) {
		notes = page.AppendNew(notes, note)
	}
	return page.AppendNew(notes, b.proportionality(m))
}

// proportionality is the line of the Schoenfeld test: of all terms, and of each.
func (b *Builder) proportionality(m *result.Model) string {
	global := ""
	var parts []string
	for _, t := range m.PHTest {
		switch {
		case t.P.IsMissing():
		case t.Term == "global":
			global = b.Words.P(float64(t.P))
		default:
			parts = append(parts, b.Term(t.Term)+" "+b.Words.P(float64(t.P)))
		}
	}
	if global == "" {
		return ""
	}
	return b.Words.Text("paper.models.proportional", global, strings.Join(parts, "; "))
}

// hazardsTable sets the cause-specific ratios beside those of the
// subdistribution: of all terms together, else of each alone.
func (b *Builder) hazardsTable(cause, sub *result.Univariable) *document.Table {
	w := b.Words
	t := &document.Table{ID: fmt.Sprintf("hazards-%s-%s", cause.Cohort, cause.Endpoint), Caption: w.Text("paper.hazards.caption", b.CohortName(cause.Cohort), page.Lowered(b.EndpointNamed(cause.Cohort, cause.Endpoint))), Columns: []document.Column{
		{Head: w.Text("model.term")},
		{Head: w.Text("paper.hazards.cause", b.Level()), Number: true}, {Head: "p", Number: true}, {Head: w.Text("paper.hazards.sub", b.Level()), Number: true}, {Head: "p", Number: true}},
		Notes: []string{w.Text("paper.hazards.note")}}
	for i := range cause.Rows {
		first, second := &cause.Rows[i].Model, &sub.Rows[i].Model
		if cause.Multivariable != nil && sub.Multivariable != nil {
			first, second = cause.Multivariable, sub.Multivariable
		}
		column := cause.Rows[i].Column
		terms := modelLevels(column, first, second)
		if cause.Rows[i].Reference == "" {
			terms = []string{column}
		}
		for _, term := range terms {
			row := document.Row{Cells: make([]document.Cell, 5)}
			row.Cells[0].Text = b.Term(term)
			row.Cells[1], row.Cells[2] = b.termCells(first, term)
			row.Cells[3], row.Cells[4] = b.termCells(second, term)
			if first.Status == "ok" || second.Status == "ok" {
				t.Rows = append(t.Rows, row)
			}
		}
	}
	return t
}

// univariableForest draws the model of all terms together, with the reference
// of each category; nil where it has no fit.
func (b *Builder) univariableForest(u *result.Univariable) *document.Figure {
	m := u.Multivariable
	if m == nil || m.Status != "ok" || len(m.Terms) == 0 {
		return nil
	}
	f, forest := b.ratioFigure(univariableID(u), b.univariableName(u))
	for i := range u.Rows {
		r := &u.Rows[i]
		indent := 0
		if r.Reference != "" {
			indent = 1
			forest.Rows = append(forest.Rows, document.ForestRow{Label: b.Term(r.Column), Heading: true}, b.referenceRow(b.Group(r.Column, r.Reference)))
		}
		for _, t := range m.Terms {
			if level, isLevel := strings.CutPrefix(t.Term, r.Column+"="); isLevel {
				b.addRatio(f, forest, b.Group(r.Column, level), b.Term(t.Term), indent, t)
			} else if t.Term == r.Column {
				b.addRatio(f, forest, b.Term(r.Column), b.Term(r.Column), indent, t)
			}
		}
	}
	return f
}

// ratioFigure is a forest without rows: ratios with p beside them.
func (b *Builder) ratioFigure(id, title string) (*document.Figure, *document.Forest) {
	w := b.Words
	forest := &document.Forest{LabelHead: w.Text("model.term"), TextHeads: []string{w.Text("model.ratio_interval", b.Level()), "p"}}
	f := &document.Figure{ID: id, Title: title, XLabel: w.Text("model.ratio"), Caption: w.Text("model.forest", b.Level()), Alt: title + ".",
		Chart: forest}
	for _, x := range []float64{0.1, 0.25, 0.5, 1, 2, 4, 10} {
		f.XTicks = append(f.XTicks, document.Tick{At: x, Label: w.Plain(x)})
	}
	return f, forest
}

func (b *Builder) referenceRow(label string) document.ForestRow {
	nan := float64(result.Missing())
	return document.ForestRow{Label: label, Indent: 1, Estimate: nan, Lower: nan, Upper: nan, Missing: b.Words.Text("paper.models.is_reference"), Texts: []string{"", ""}}
}

// addRatio adds a row to a forest, and to what is said of it; full names it there.
func (b *Builder) addRatio(f *document.Figure, forest *document.Forest, label, full string, indent int, t result.Term) {
	row := document.ForestRow{Label: label, Indent: indent, Estimate: float64(t.HR), Lower: float64(t.HRLower), Upper: float64(t.HRUpper), Missing: b.Words.Text("model.none"),
		Texts: []string{b.RatioCell(t).Text, b.PAlone(t.P)}}
	forest.Rows = append(forest.Rows, row)
	f.Alt += " " + full + ": " + row.Texts[0] + "."
}
