package cohort

import (
	"fmt"

	"graftstat/analysis/code"
	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// ModelBlocks are the table and the forest plot of each model of an endpoint.
// A model without a fit says why, and shows no coefficient.
func (b *Builder) ModelBlocks(c *result.Cohort, e *result.Endpoint) []document.Block {
	var blocks []document.Block
	for i := range e.Models {
		m := &e.Models[i]
		if m.Status != "ok" {
			blocks = append(blocks, page.Paragraph(document.Warning, b.ModelStatus(m)))
			continue
		}
		id := fmt.Sprintf("%s-model-%d", page.EndpointID(c, e), i+1)
		blocks = append(blocks, document.Block{Table: b.modelTable(id, e, m)})
		if f := b.forestFigure(id, e, m); f != nil {
			blocks = append(blocks, document.Block{Figure: f})
		}
	}
	return blocks
}

func (b *Builder) modelTable(id string, e *result.Endpoint, m *result.Model) *document.Table {
	t := b.grid(page.Paper, id, b.Words.Text("model.caption", b.EndpointName(e),
		b.Words.Text("model_kind."+string(m.Kind))))
	t.Columns("paper_term")
	t.Figures("paper_ratio")
	t.Filled("limits", b.Level())
	t.Figures("limits", "paper_p")
	for _, term := range m.Terms {
		why := b.ReasonText(term.Reason)
		t.Row()
		t.Text("paper_term", b.Term(term.Term))
		t.Set("paper_ratio", b.hazardRatio(term))
		t.Set("limits", b.Explained(page.Text(b.RatioInterval(term)), why))
		t.Set("paper_p", b.Explained(b.PCell(term.P), why))
	}
	t.Note(b.modelNotes(m)...)
	return t.Table()
}

// modelNotes: cases and events, references, too many terms, what has no ratio,
// and the check of proportional hazards.
func (b *Builder) modelNotes(m *result.Model) []string {
	w := b.Words
	events, ties := w.Count("count.events", m.Events), w.Text("ties."+string(m.Ties))
	notes := []string{w.Text("model.note", w.Integer(m.Cases), events, ties, w.Integer(m.NMissing))}
	var references []string
	for _, name := range m.Definition.Terms {
		if level := m.References[name]; level != "" {
			references = append(references, b.Term(name+"="+level))
		}
	}
	if references != nil {
		notes = append(notes, w.Text("model.reference", b.List(references, "and")))
	}
	if m.TooManyTerms {
		notes = append(notes, w.Text("model.few", w.Decimal(float64(m.EventsPerParameter), 1),
			w.Integer(code.EventsPerParameter)))
	}
	notes = append(notes, b.ModelReasons(m)...)
	for _, p := range m.PHTest {
		if p.Term == "global" && !p.P.IsMissing() {
			notes = append(notes, w.Text("model.proportional", w.P(float64(p.P))))
		}
	}
	return notes
}

// hazardRatio is the ratio of a term; of one without, that it cannot be estimated.
func (b *Builder) hazardRatio(t result.Term) document.Cell {
	if t.HR.IsMissing() {
		return page.Text(b.Words.Text("model.none"))
	}
	return page.Number(float64(t.HR), document.Decimal, b.Words.Decimal(float64(t.HR), 2))
}

func (b *Builder) forestFigure(id string, e *result.Endpoint, m *result.Model) *document.Figure {
	w := b.Words
	forest := &document.Forest{LabelHead: b.HeadText("paper_term"),
		TextHeads: []string{b.HeadText("ratio_and_limits", b.Level())}}
	f := &document.Figure{ID: id, Title: w.Text("model.caption", b.EndpointName(e),
		w.Text("model_kind."+string(m.Kind))), XLabel: b.HeadText("paper_ratio"),
		Caption: w.Text("model.forest", b.Level()), Chart: forest}
	for _, x := range []float64{0.1, 0.25, 0.5, 1, 2, 4, 10} {
		f.XTicks = append(f.XTicks, document.Tick{At: x, Label: w.Plain(x)})
	}
	f.Alt = f.Title + "."
	for _, t := range m.Terms {
		row := document.ForestRow{Label: b.Term(t.Term), Estimate: float64(t.HR), Lower: float64(t.HRLower),
			Upper: float64(t.HRUpper), Missing: w.Text("model.none"),
			Texts: []string{b.RatioCell(t).Text}}
		forest.Rows = append(forest.Rows, row)
		f.Alt += " " + row.Label + ": " + row.Texts[0] + "."
	}
	if len(forest.Rows) == 0 {
		return nil
	}
	return f
}
