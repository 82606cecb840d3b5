package layout

import (
	"fmt"
	"math"

	"graftstat/analysis/result"
	"graftstat/reports/words"
)

// modelBlocks are the table and the forest plot of each model of an endpoint.
// A model without a fit says why, and shows no coefficient.
func (b *builder) modelBlocks(c *result.Cohort, e *result.Endpoint) []Block {
	var blocks []Block
	for i := range e.Models {
		m := &e.Models[i]
		if m.Status != "ok" {
			blocks = append(blocks, paragraph(Warning, b.modelStatus(m)))
			continue
		}
		id := fmt.Sprintf("%s-model-%d", endpointID(c, e), i+1)
		blocks = append(blocks, Block{Table: b.modelTable(id, e, m)})
		if f := b.forestFigure(id, e, m); f != nil {
			blocks = append(blocks, Block{Figure: f})
		}
	}
	return blocks
}

func (b *builder) modelStatus(m *result.Model) string {
	names := make([]string, len(m.About))
	for i, term := range m.About {
		names[i] = b.term(term)
	}
	about := ""
	if len(names) > 0 {
		about = " (" + b.list(names, "and") + ")"
	}
	sentence := b.words.Text("model.refused", b.words.Text("model_kind."+m.Kind), b.words.Text("model_status."+m.Status)+about)
	if m.FirthAdvised {
		sentence += " " + b.words.Text("model.firth")
	}
	return sentence
}

func (b *builder) modelTable(id string, e *result.Endpoint, m *result.Model) *Table {
	w := b.words
	t := &Table{ID: id, Caption: w.Text("model.caption", b.endpointName(e), w.Text("model_kind."+m.Kind)), Columns: []Column{
		{Head: w.Text("model.term")}, {Head: w.Text("model.ratio"), Number: true}, {Head: w.Text("estimate.interval", b.level()), Number: true}, {Head: "p", Number: true}}}
	for _, term := range m.Terms {
		t.Rows = append(t.Rows, Row{Cells: []Cell{text(b.term(term.Term)), b.hazardRatio(term), text(b.ratioInterval(term)),
			number(float64(term.P), PValue, b.pAlone(term.P))}})
	}
	t.Notes = append(t.Notes, w.Text("model.note", w.Integer(m.Cases), w.Count("count.events", m.Events), w.Text("ties."+m.Ties), w.Integer(m.NMissing)))
	var references []string
	for _, name := range m.Definition.Terms {
		if level := m.References[name]; level != "" {
			references = append(references, b.term(name+"="+level))
		}
	}
	if references != nil {
		t.Notes = append(t.Notes, w.Text("model.reference", b.list(references, "and")))
	}
	if m.TooManyTerms {
		t.Notes = append(t.Notes, w.Text("model.few", w.Decimal(float64(m.EventsPerParameter), 1)))
	}
	t.Notes = append(t.Notes, b.modelReasons(m)...)
	for _, p := range m.PHTest {
		if p.Term == "global" && !p.P.IsMissing() {
			t.Notes = append(t.Notes, w.Text("model.proportional", w.P(float64(p.P))))
		}
	}
	return t
}

// hazardRatio is the ratio of a term; of one without, that it cannot be estimated.
func (b *builder) hazardRatio(t result.Term) Cell {
	if t.HR.IsMissing() {
		return text(b.words.Text("model.none"))
	}
	return number(float64(t.HR), Decimal, b.words.Decimal(float64(t.HR), 2))
}

// modelReasons say which levels a model leaves out, which terms cannot be
// estimated, and why terms have no p.
func (b *builder) modelReasons(m *result.Model) []string {
	w := b.words
	var notes []string
	if len(m.LeftOut) > 0 {
		notes = append(notes, w.Text("model.left_out", b.termList(m.LeftOut), w.Integer(m.NLeftOut)))
	}
	var without namesByReason
	for _, t := range m.Terms {
		if t.Reason != "" && m.Status == "ok" { // else the status says it
			without.add(t.Reason, b.term(t.Term))
		}
	}
	for i, reason := range without.reasons {
		code := "model.withheld"
		if reason == "not_estimable" {
			code = "model.not_estimable"
		}
		notes = append(notes, w.Text(code, b.list(without.names[i], "and"), b.reasonWords(reason)))
		if reason == "not_estimable" && m.FirthAdvised {
			notes = append(notes, w.Text("model.firth"))
		}
	}
	return notes
}

func (b *builder) termList(terms []string) string {
	names := make([]string, len(terms))
	for i, t := range terms {
		names[i] = b.term(t)
	}
	return b.list(names, "and")
}

func (b *builder) ratioInterval(t result.Term) string {
	if t.HR.IsMissing() {
		return words.None
	}
	lower, upper := b.words.Decimal(float64(t.HRLower), 2), b.words.Decimal(float64(t.HRUpper), 2)
	if t.HRUpper.IsMissing() && !t.HRLower.IsMissing() {
		upper = "∞"
	}
	return lower + "–" + upper
}

// pAlone is a p-value for a column headed p.
func (b *builder) pAlone(p result.Number) string {
	switch {
	case p.IsMissing():
		return b.words.Decimal(math.NaN(), 3)
	case p < 0.001:
		return "<" + b.words.Decimal(0.001, 3)
	}
	return b.words.Decimal(float64(p), 3)
}

func (b *builder) forestFigure(id string, e *result.Endpoint, m *result.Model) *Figure {
	w := b.words
	forest := &Forest{LabelHead: w.Text("model.term"), TextHeads: []string{w.Text("model.ratio_interval", b.level())}}
	f := &Figure{ID: id, Title: w.Text("model.caption", b.endpointName(e), w.Text("model_kind."+m.Kind)), XLabel: w.Text("model.ratio"),
		Caption: w.Text("model.forest", b.level()), Chart: forest}
	for _, x := range []float64{0.1, 0.25, 0.5, 1, 2, 4, 10} {
		f.XTicks = append(f.XTicks, Tick{At: x, Label: w.Plain(x)})
	}
	f.Alt = f.Title + "."
	for _, t := range m.Terms {
		row := ForestRow{Label: b.term(t.Term), Estimate: float64(t.HR), Lower: float64(t.HRLower), Upper: float64(t.HRUpper), Missing: w.Text("model.none"),
			Texts: []string{b.ratioCell(t).Text}}
		forest.Rows = append(forest.Rows, row)
		f.Alt += " " + row.Label + ": " + row.Texts[0] + "."
	}
	if len(forest.Rows) == 0 {
		return nil
	}
	return f
}

// term names a numeric column, or column: level.
func (b *builder) term(name string) string {
	for i := range name {
		if name[i] == '=' {
			return b.column(name[:i]) + ": " + b.group(name[:i], name[i+1:])
		}
	}
	if _, ok := b.words.Find("milestone." + name); ok {
		return b.milestone(name)
	}
	return b.column(name)
}
