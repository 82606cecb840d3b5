package layout

import (
	"strings"

	"graftstat/reports/document"
	"graftstat/reports/layout/change"
	"graftstat/reports/layout/page"
)

// provenanceSection says from what and by what the report was made.
func (b *builder) provenanceSection(on page.Medium) document.Section {
	w, r := b.Words, b.Results
	blocks := []document.Block{{Table: b.provenanceFacts(on)}, {Table: b.inputTable(on)},
		page.Paragraph(document.Note, w.Text("provenance.privacy"))}
	if r.Changes != nil && r.Changes.Reason == change.NoEarlierReport {
		blocks = append(blocks, page.Paragraph(document.Note, w.Text("changes."+change.NoEarlierReport)))
	}
	if b.Listing == nil {
		blocks = append(blocks, page.Paragraph(document.Warning, w.Text("provenance.no_listing")))
	}
	return document.Section{ID: "provenance", Title: w.Text("provenance.title"), Level: 1, Blocks: blocks}
}

func (b *builder) provenanceFacts(on page.Medium) *document.Table {
	w, r := b.Words, b.Results
	t := b.grid(on, "provenance", w.Text("provenance.run"))
	fact := func(code, value string) {
		t.Row()
		t.Text("item", w.Text(code))
		t.Text("item_value", value)
	}
	closing, chosen := w.Text("report.undated"), r.Study.Intervals
	if r.AsOf != "" {
		closing = w.Date(r.AsOf)
	}
	survival, incidence := b.Known("interval."+chosen.Survival, chosen.Survival),
		b.Known("interval."+chosen.Incidence, chosen.Incidence)
	fact("provenance.tool", r.Tool.Name+" "+r.Tool.Version)
	fact("provenance.study", r.Study.File)
	fact("provenance.closing", closing)
	fact("provenance.level", b.Level())
	fact("provenance.intervals", w.Text("provenance.interval_choice", survival, incidence))
	fact("provenance.schema", r.Schema)
	return t.Table()
}

// inputTable is the files that were read.
func (b *builder) inputTable(on page.Medium) *document.Table {
	t := b.grid(on, "inputs", b.Words.Text("provenance.inputs"), "file", "rows", "read_as", "sha256")
	t.Figures("rows")
	for _, in := range b.Results.Inputs {
		t.Row()
		t.Text("file", in.File)
		t.Count("rows", in.Rows)
		t.Text("read_as", b.formatWords(in.Format))
		t.Text("sha256", in.SHA256)
	}
	return t.Table()
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
