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
			blocks = append(blocks, page.Paragraph(document.Warning,
				b.Words.Text("paper.models.too_many", b.univariableName(u),
					b.Words.Decimal(float64(u.EventsPerParameter), 1), b.Words.Integer(code.EventsPerParameter))))
		}
		if f := b.univariableForest(u); f != nil {
			blocks = append(blocks, document.Block{Figure: f})
		}
		if i > 0 && all[i-1].Kind == code.Cox && u.Kind == code.FineGray && all[i-1].Cohort == u.Cohort &&
			all[i-1].Endpoint == u.Endpoint && len(all[i-1].Rows) == len(u.Rows) {
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
	if e := b.EndpointWith(u.Cohort, u.Endpoint); e != nil && len(e.Definition.Competing) > 0 &&
		u.Kind != code.FineGray {
		kind = b.Words.Text("paper.models.cause_specific", kind)
	}
	return b.Words.Text("paper.models.name", b.CohortName(u.Cohort),
		page.Lowered(b.EndpointNamed(u.Cohort, u.Endpoint)), kind)
}

// univariableTable has a line for each number and for each level of a category,
// the reference among them.
func (b *Builder) univariableTable(u *result.Univariable) *document.Table {
	t := b.grid(page.Paper, univariableID(u), b.Words.Text("paper.models.caption", b.univariableName(u)), "paper_term")
	t.Figures("events_of_cases")
	for _, f := range fits(&u.Rows[0].Model, u.Multivariable) {
		t.Filled(f.ratio, b.Level())
		t.Repeat(f.p, "paper_p")
		t.Figures(f.ratio, f.p)
	}
	for i := range u.Rows {
		t.characteristicAlone(&u.Rows[i], u.Multivariable)
	}
	t.Note(b.univariableNotes(u)...)
	return t.Table()
}

// fit is a model with the columns of its ratios and of their p.
type fit struct {
	model    *result.Model
	ratio, p string
}

// fits are the model of a characteristic alone and, where there is one, that of
// all together.
func fits(alone, together *result.Model) []fit {
	all := []fit{{alone, "ratio_alone", "p_alone"}}
	if together != nil {
		all = append(all, fit{together, "ratio_together", "p_together"})
	}
	return all
}

// characteristicAlone is a name with events/cases, and under that of a category its levels.
func (t *grid) characteristicAlone(r *result.UnivariableRow, together *result.Model) {
	b, models := t.builder, fits(&r.Model, together)
	t.Row()
	t.Text("paper_term", b.Term(r.Column))
	t.Text("events_of_cases", b.EventsOf(r.Model.Events, r.Model.Cases))
	levels := modelLevels(r.Column, &r.Model, together)
	if r.Reference == "" || len(levels) == 0 {
		t.term(models, r.Column)
		return
	}
	t.Row()
	t.Text("paper_term", b.Words.Text("paper.models.reference", b.Group(r.Column, r.Reference))).Indent = 1
	for _, f := range models {
		t.Text(f.ratio, b.Words.Integer(1))
	}
	for _, term := range levels {
		t.Row()
		t.Text("paper_term", b.Group(r.Column, strings.TrimPrefix(term, r.Column+"="))).Indent = 1
		t.term(models, term)
	}
}

// term puts the ratio and p of a term in each model into the last row.
func (t *grid) term(models []fit, term string) {
	for _, f := range models {
		ratio, p := t.builder.termCells(f.model, term)
		t.Set(f.ratio, ratio)
		t.Set(f.p, p)
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
	notes = append(notes, w.Text("paper.models.size", w.Integer(m.Cases), w.Integer(m.NMissing),
		w.Count("count.events", m.Events), w.Integer(len(m.Terms)), w.Decimal(float64(u.EventsPerParameter), 1)))
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
	caption := w.Text("paper.hazards.caption", b.CohortName(cause.Cohort),
		page.Lowered(b.EndpointNamed(cause.Cohort, cause.Endpoint)))
	t := b.grid(page.Paper, fmt.Sprintf("hazards-%s-%s", cause.Cohort, cause.Endpoint), caption, "paper_term")
	models := []fit{{nil, "cause_specific_ratio", "cause_specific_p"},
		{nil, "subdistribution_ratio", "subdistribution_p"}}
	for _, f := range models {
		t.Filled(f.ratio, b.Level())
		t.Repeat(f.p, "paper_p")
		t.Figures(f.ratio, f.p)
	}
	t.Note(w.Text("paper.hazards.note"))
	for i := range cause.Rows {
		models[0].model, models[1].model = &cause.Rows[i].Model, &sub.Rows[i].Model
		if cause.Multivariable != nil && sub.Multivariable != nil {
			models[0].model, models[1].model = cause.Multivariable, sub.Multivariable
		}
		if models[0].model.Status != "ok" && models[1].model.Status != "ok" {
			continue
		}
		terms := modelLevels(cause.Rows[i].Column, models[0].model, models[1].model)
		if cause.Rows[i].Reference == "" {
			terms = []string{cause.Rows[i].Column}
		}
		for _, term := range terms {
			t.Row()
			t.Text("paper_term", b.Term(term))
			t.term(models, term)
		}
	}
	return t.Table()
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
			forest.Rows = append(forest.Rows, document.ForestRow{Label: b.Term(r.Column), Heading: true},
				b.referenceRow(b.Group(r.Column, r.Reference)))
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
	forest := &document.Forest{LabelHead: b.HeadText("paper_term"),
		TextHeads: []string{b.HeadText("ratio_and_limits", b.Level()), "p"}}
	f := &document.Figure{ID: id, Title: title, XLabel: b.HeadText("paper_ratio"),
		Caption: w.Text("model.forest", b.Level()), Alt: title + ".",
		Chart: forest}
	for _, x := range []float64{0.1, 0.25, 0.5, 1, 2, 4, 10} {
		f.XTicks = append(f.XTicks, document.Tick{At: x, Label: w.Plain(x)})
	}
	return f, forest
}

func (b *Builder) referenceRow(label string) document.ForestRow {
	nan := float64(result.Missing())
	return document.ForestRow{Label: label, Indent: 1, Estimate: nan, Lower: nan, Upper: nan,
		Missing: b.Words.Text("paper.models.is_reference"), Texts: []string{"", ""}}
}

// addRatio adds a row to a forest, and to what is said of it; full names it there.
func (b *Builder) addRatio(f *document.Figure, forest *document.Forest, label, full string, indent int, t result.Term) {
	row := document.ForestRow{Label: label, Indent: indent, Estimate: float64(t.HR), Lower: float64(t.HRLower),
		Upper: float64(t.HRUpper), Missing: b.Words.Text("model.none"),
		Texts: []string{b.RatioCell(t).Text, b.PAlone(t.P)}}
	forest.Rows = append(forest.Rows, row)
	f.Alt += " " + full + ": " + row.Texts[0] + "."
}
