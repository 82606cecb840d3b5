package layout

import (
	"strings"

	"graftstat/reports/document"
	"graftstat/reports/layout/change"
	"graftstat/reports/layout/page"
)

// provenanceSection says from what and by what the report was made.
func (b *builder) provenanceSection() document.Section {
	w, r := b.Words, b.Results
	files := &document.Table{ID: "inputs", Caption: w.Text("provenance.inputs"), Columns: []document.Column{
		b.Head("file"), page.Figures(b.Head("rows")), b.Head("read_as"), b.Head("sha256")}}
	for _, in := range r.Inputs {
		files.Rows = append(files.Rows, document.Row{Cells: []document.Cell{page.Text(in.File), b.Integer(in.Rows), page.Text(b.formatWords(in.Format)), page.Text(in.SHA256)}})
	}
	facts := &document.Table{ID: "provenance", Caption: w.Text("provenance.run"), Columns: b.Heads("item", "item_value")}
	fact := func(code, value string) {
		facts.Rows = append(facts.Rows, document.Row{Cells: []document.Cell{page.Text(w.Text(code)), page.Text(value)}})
	}
	fact("provenance.tool", r.Tool.Name+" "+r.Tool.Version)
	fact("provenance.study", r.Study.File)
	closing := w.Text("report.undated")
	if r.AsOf != "" {
		closing = w.Date(r.AsOf)
	}
	fact("provenance.closing", closing)
	fact("provenance.level", b.Level())
	fact("provenance.intervals", w.Text("provenance.interval_choice", b.Known("interval."+r.Study.Intervals.Survival, r.Study.Intervals.Survival), b.Known("interval."+r.Study.Intervals.Incidence, r.Study.Intervals.Incidence)))
	fact("provenance.schema", r.Schema)
	blocks := []document.Block{{Table: facts}, {Table: files}, page.Paragraph(document.Note, w.Text("provenance.privacy"))}
	if r.Changes != nil && r.Changes.Reason == change.NoEarlierReport {
		blocks = append(blocks, page.Paragraph(document.Note, w.Text("changes."+change.NoEarlierReport)))
	}
	if b.Listing == nil {
		blocks = append(blocks, page.Paragraph(document.Warning, w.Text("provenance.no_listing")))
	}
	return document.Section{ID: "provenance", Title: w.Text("provenance.title"), Level: 1, Blocks: blocks}
}

// formatWords says how a file was read: its codes in words, but for names of
// its own, such as a column's with its unit.
func (b *builder) formatWords(format string) string {
	parts := strings.Split(format, ", ")
	for i, code := range parts {
		if name, ok := b.Words.Find("provenance.as." + code); ok {
			parts[i] = name
		}
	}
	return strings.Join(parts, ", ")
}
