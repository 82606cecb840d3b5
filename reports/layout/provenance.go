package layout

import "strings"

// provenanceSection says from what and by what the report was made.
func (b *builder) provenanceSection() Section {
	w, r := b.words, b.results
	files := &Table{ID: "inputs", Caption: w.Text("provenance.inputs"), Columns: []Column{
		b.head("file"), figures(b.head("rows")), b.head("read_as"), b.head("sha256")}}
	for _, in := range r.Inputs {
		files.Rows = append(files.Rows, Row{Cells: []Cell{text(in.File), b.integer(in.Rows), text(b.formatWords(in.Format)), text(in.SHA256)}})
	}
	facts := &Table{ID: "provenance", Caption: w.Text("provenance.run"), Columns: b.heads("item", "item_value")}
	fact := func(code, value string) {
		facts.Rows = append(facts.Rows, Row{Cells: []Cell{text(w.Text(code)), text(value)}})
	}
	fact("provenance.tool", r.Tool.Name+" "+r.Tool.Version)
	fact("provenance.study", r.Study.File)
	closing := w.Text("report.undated")
	if r.AsOf != "" {
		closing = w.Date(r.AsOf)
	}
	fact("provenance.closing", closing)
	fact("provenance.level", b.level())
	fact("provenance.intervals", w.Text("provenance.interval_choice", b.known("interval."+r.Study.Intervals.Survival, r.Study.Intervals.Survival), b.known("interval."+r.Study.Intervals.Incidence, r.Study.Intervals.Incidence)))
	fact("provenance.schema", r.Schema)
	blocks := []Block{{Table: facts}, {Table: files}, paragraph(Note, w.Text("provenance.privacy"))}
	if r.Changes != nil && r.Changes.Reason == noEarlierReport {
		blocks = append(blocks, paragraph(Note, w.Text("changes."+noEarlierReport)))
	}
	if b.listing == nil {
		blocks = append(blocks, paragraph(Warning, w.Text("provenance.no_listing")))
	}
	return Section{ID: "provenance", Title: w.Text("provenance.title"), Level: 1, Blocks: blocks}
}

// formatWords says how a file was read: its codes in words, but for names of
// its own, such as a column's with its unit.
func (b *builder) formatWords(format string) string {
	parts := strings.Split(format, ", ")
	for i, code := range parts {
		if name, ok := b.words.Find("provenance.as." + code); ok {
			parts[i] = name
		}
	}
	return strings.Join(parts, ", ")
}
