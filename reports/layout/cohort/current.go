package cohort

import (
	"strings"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// CurrentSheet has the current form of each endpoint that has one.
func (b *Builder) CurrentSheet(c *result.Cohort) []document.Block {
	var blocks []document.Block
	for i := range c.Endpoints {
		blocks = append(blocks, b.currentBlocks(page.Sheet, c, &c.Endpoints[i])...)
	}
	return blocks
}

// currentBlocks set the current form of GVHD-free survival beside the classical one; where
// the two are equal, a sentence says so and why.
func (b *Builder) currentBlocks(on page.Medium, c *result.Cohort, e *result.Endpoint) []document.Block {
	k, w := e.Current, b.Words
	if k == nil {
		return nil
	}
	names := make([]string, len(k.Unrecorded))
	for i, name := range k.Unrecorded {
		names[i] = b.Milestone(name)
	}
	unrecorded, patients := strings.Join(names, ", "), w.Count("count.patients", k.AfterGVHD)
	switch {
	case k.AfterGVHD == 0:
		return []document.Block{page.Paragraph(document.Note, w.Text("current.no_gvhd"))}
	case k.Resolved == 0 && len(names) > 0:
		return []document.Block{page.Paragraph(document.Note, w.Text("current.not_recorded", patients, unrecorded))}
	case k.Resolved == 0:
		return []document.Block{page.Paragraph(document.Note, w.Text("current.not_free", patients))}
	}
	t := b.currentTable(on, c, e)
	t.Note(w.Text("current.note"), w.Text("current.counts", patients, w.Integer(k.Resolved)))
	if len(names) > 0 {
		t.Note(w.Text("current.still", unrecorded))
	}
	return []document.Block{{Table: t.Table()}}
}

func (b *Builder) currentTable(on page.Medium, c *result.Cohort, e *result.Endpoint) *grid {
	w, cases := b.Words, e.Groups[0].Cases
	t := b.grid(on, page.EndpointID(c, e)+"-current", w.Text("current.caption", b.Units(e, cases)))
	t.Figures("horizon")
	for _, of := range [][2]string{{"current_classical", "current_classical_limits"},
		{"current_form", "current_form_limits"}} {
		t.Figures(of[0])
		t.Filled(of[1], b.Level())
		t.Figures(of[1])
	}
	classical := e.Groups[0].At
	shown := max(len(page.Shown(classical)), len(page.Shown(e.Current.At))) // one may be followed further than the other
	for i, now := range e.Current.At[:shown] {
		t.Row()
		t.Set("horizon", page.Number(now.Asked, document.Days, b.Asked(now.AskedTime)))
		t.currentAt("current_classical", "current_classical_limits", classical[i], cases)
		t.currentAt("current_form", "current_form_limits", now, cases)
	}
	return t
}

// currentAt puts an estimate and its limits into two columns.
func (t *grid) currentAt(estimate, limits string, at result.Estimate, cases int) {
	b, why := t.builder, t.builder.ReasonText(at.Reason)
	t.Set(estimate, b.Explained(b.Share(at.Estimate, cases), why))
	t.Set(limits,
		b.Explained(page.Text(b.Words.PercentInterval(float64(at.Lower), float64(at.Upper), cases)), why))
}
