package layout

import (
	"fmt"
	"slices"
	"strings"

	"graftstat/analysis/result"
	"graftstat/reports/words"
)

// univariableBlocks are the models of a paper: each term alone beside all
// together, the forest of the latter, and for an endpoint with competing
// events the two kinds of hazard side by side.
func (b *builder) univariableBlocks() []Block {
	var blocks []Block
	all := b.results.Paper.Univariable
	for i := range all {
		u := &all[i]
		if len(u.Rows) == 0 {
			continue
		}
		table := b.univariableTable(u)
		blocks = append(blocks, Block{Table: table})
		if u.TooManyTerms && u.Multivariable != nil && u.Multivariable.Status == "ok" {
			blocks = append(blocks, paragraph(Warning, b.words.Text("paper.models.too_many", b.univariableName(u), b.words.Decimal(float64(u.EventsPerParameter), 1))))
		}
		if f := b.univariableForest(u); f != nil {
			blocks = append(blocks, Block{Figure: f})
		}
		if i > 0 && all[i-1].Kind == "cox" && u.Kind == "fine-gray" && all[i-1].Cohort == u.Cohort && all[i-1].Endpoint == u.Endpoint && len(all[i-1].Rows) == len(u.Rows) {
			blocks = append(blocks, tables(b.hazardsTable(&all[i-1], u))...)
		}
	}
	return blocks
}

func univariableID(u *result.Univariable) string {
	return fmt.Sprintf("univariable-%s-%s-%s", u.Cohort, u.Endpoint, u.Kind)
}

// univariableName is the endpoint with the kind of the model; a Cox model of an
// endpoint with competing events is of the cause-specific hazard.
func (b *builder) univariableName(u *result.Univariable) string {
	kind := b.words.Text("model_kind." + u.Kind)
	if e := b.endpointWith(u.Cohort, u.Endpoint); e != nil && len(e.Definition.Competing) > 0 && u.Kind != "fine-gray" {
		kind = b.words.Text("paper.models.cause_specific", kind)
	}
	return b.words.Text("paper.models.name", b.cohortName(u.Cohort), b.endpointNamed(u.Cohort, u.Endpoint), kind)
}

// univariableTable has a line for each number and for each level of a category,
// the reference among them.
func (b *builder) univariableTable(u *result.Univariable) *Table {
	w := b.words
	t := &Table{ID: univariableID(u), Caption: w.Text("paper.models.caption", b.univariableName(u)), Columns: []Column{{Head: w.Text("model.term")},
		{Head: w.Text("paper.comparison.events"), Number: true}, {Head: w.Text("paper.models.alone", b.level()), Number: true}, {Head: "p", Number: true}}}
	if u.Multivariable != nil {
		t.Columns = append(t.Columns, Column{Head: w.Text("paper.models.adjusted", b.level()), Number: true}, Column{Head: "p", Number: true})
	}
	for i := range u.Rows {
		b.univariableRows(t, &u.Rows[i], u.Multivariable)
	}
	t.Notes = b.univariableNotes(u)
	return t
}

// univariableRows are a name with events/cases, and under that of a category its levels.
func (b *builder) univariableRows(t *Table, r *result.UnivariableRow, together *result.Model) {
	alone := &r.Model
	head := b.modelRow(len(t.Columns), Cell{Text: b.term(r.Column)}, nil, nil)
	head.Cells[1] = text(b.eventsOf(alone.Events, alone.Cases))
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
	reference := b.modelRow(len(t.Columns), Cell{Text: b.words.Text("paper.models.reference", b.group(r.Column, r.Reference)), Indent: 1}, nil, nil)
	reference.Cells[2] = text(b.words.Integer(1))
	if together != nil {
		reference.Cells[4] = text(b.words.Integer(1))
	}
	t.Rows = append(t.Rows, head, reference)
	for _, term := range levels {
		t.Rows = append(t.Rows, b.modelRow(len(t.Columns), Cell{Text: b.group(r.Column, strings.TrimPrefix(term, r.Column+"=")), Indent: 1}, alone, together, term))
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
func (b *builder) modelRow(columns int, name Cell, alone, together *result.Model, term ...string) Row {
	row := Row{Cells: make([]Cell, columns)}
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
func (b *builder) termCells(m *result.Model, term string) (ratio, p Cell) {
	for _, t := range m.Terms {
		if t.Term == term && m.Status == "ok" {
			return b.ratioCell(t), b.pCell(t.P)
		}
	}
	return text(b.words.Text("model.none")), text(words.None)
}

// univariableNotes: how ties were treated, what was left out, why a model has
// no fit or no p, events for each coefficient, and the check of the hazards.
func (b *builder) univariableNotes(u *result.Univariable) []string {
	w := b.words
	notes := []string{w.Text("paper.models.note", w.Text("ties."+u.Rows[0].Model.Ties))}
	for _, r := range u.Rows {
		if r.Model.Status != "ok" {
			notes = appendNew(notes, b.term(r.Column)+": "+b.modelStatus(&r.Model))
		}
		for _, note := range b.modelReasons(&r.Model) {
			notes = appendNew(notes, note)
		}
	}
	m := u.Multivariable
	if m == nil {
		return notes
	}
	if m.Status != "ok" {
		return appendNew(notes, w.Text("paper.models.together", b.modelStatus(m)))
	}
	notes = append(notes, w.Text("paper.models.size", w.Integer(m.Cases), w.Integer(m.NMissing), w.Count("count.events", m.Events), w.Integer(len(m.Terms)), w.Decimal(float64(u.EventsPerParameter), 1)))
	for _, note := range b.modelReasons(m) {
		notes = appendNew(notes, note)
	}
	return appendNew(notes, b.proportionality(m))
}

// proportionality is the line of the Schoenfeld test: of all terms, and of each.
func (b *builder) proportionality(m *result.Model) string {
	global := ""
	var parts []string
	for _, t := range m.PHTest {
		switch {
		case t.P.IsMissing():
		case t.Term == "global":
			global = b.words.P(float64(t.P))
		default:
			parts = append(parts, b.term(t.Term)+" "+b.words.P(float64(t.P)))
		}
	}
	if global == "" {
		return ""
	}
	return b.words.Text("paper.models.proportional", global, strings.Join(parts, "; "))
}

// hazardsTable sets the cause-specific ratios beside those of the
// subdistribution: of all terms together, else of each alone.
func (b *builder) hazardsTable(cause, sub *result.Univariable) *Table {
	w := b.words
	t := &Table{ID: fmt.Sprintf("hazards-%s-%s", cause.Cohort, cause.Endpoint), Caption: w.Text("paper.hazards.caption", b.cohortName(cause.Cohort), lowered(b.endpointNamed(cause.Cohort, cause.Endpoint))), Columns: []Column{
		{Head: w.Text("model.term")},
		{Head: w.Text("paper.hazards.cause", b.level()), Number: true}, {Head: "p", Number: true}, {Head: w.Text("paper.hazards.sub", b.level()), Number: true}, {Head: "p", Number: true}},
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
			row := Row{Cells: make([]Cell, 5)}
			row.Cells[0].Text = b.term(term)
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
func (b *builder) univariableForest(u *result.Univariable) *Figure {
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
			forest.Rows = append(forest.Rows, ForestRow{Label: b.term(r.Column), Heading: true}, b.referenceRow(b.group(r.Column, r.Reference)))
		}
		for _, t := range m.Terms {
			if level, isLevel := strings.CutPrefix(t.Term, r.Column+"="); isLevel {
				b.addRatio(f, forest, b.group(r.Column, level), b.term(t.Term), indent, t)
			} else if t.Term == r.Column {
				b.addRatio(f, forest, b.term(r.Column), b.term(r.Column), indent, t)
			}
		}
	}
	return f
}

// ratioFigure is a forest without rows: ratios with p beside them.
func (b *builder) ratioFigure(id, title string) (*Figure, *Forest) {
	w := b.words
	forest := &Forest{LabelHead: w.Text("model.term"), TextHeads: []string{w.Text("model.ratio_interval", b.level()), "p"}}
	f := &Figure{ID: id, Title: title, XLabel: w.Text("model.ratio"), Caption: w.Text("model.forest", b.level()), Alt: title + ".",
		Chart: forest}
	for _, x := range []float64{0.1, 0.25, 0.5, 1, 2, 4, 10} {
		f.XTicks = append(f.XTicks, Tick{At: x, Label: w.Plain(x)})
	}
	return f, forest
}

func (b *builder) referenceRow(label string) ForestRow {
	nan := float64(result.Missing())
	return ForestRow{Label: label, Indent: 1, Estimate: nan, Lower: nan, Upper: nan, Missing: b.words.Text("paper.models.is_reference"), Texts: []string{"", ""}}
}

// addRatio adds a row to a forest, and to what is said of it; full names it there.
func (b *builder) addRatio(f *Figure, forest *Forest, label, full string, indent int, t result.Term) {
	row := ForestRow{Label: label, Indent: indent, Estimate: float64(t.HR), Lower: float64(t.HRLower), Upper: float64(t.HRUpper), Missing: b.words.Text("model.none"),
		Texts: []string{b.ratioCell(t).Text, b.pAlone(t.P)}}
	forest.Rows = append(forest.Rows, row)
	f.Alt += " " + full + ": " + row.Texts[0] + "."
}
