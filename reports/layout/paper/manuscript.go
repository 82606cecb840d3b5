package paper

import (
	"strings"

	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// ManuscriptSections are the parts of a paper that the results can give, for its
// authors to edit: methods, results, references, the tables by number, those of
// the supplement, and the legends of the figures.
func (b *Builder) ManuscriptSections(legends []document.Block) []document.Section {
	var cited page.Citations
	methods, results := b.paperMethods(&cited), b.paperResults()
	var supplement []document.Block
	supplement = append(supplement, b.missingBlocks()...)
	if len(b.Results.Sensitivity) > 0 {
		supplement = append(supplement, b.SensitivitySection().Blocks...)
	}
	var tables []document.Block
	for _, blocks := range [][]document.Block{b.table1Blocks(), b.comparisonBlocks(), b.univariableBlocks(),
		b.subgroupBlocks()} {
		tables = append(tables, blocks...)
	}
	var sections []document.Section
	for _, part := range []struct {
		id     string
		blocks []document.Block
	}{
		{"methods", methods},
		{"results", results},
		{"references", b.ReferenceBlocks(&cited)},
		{"tables", b.numbered("paper.manuscript.table", tables)},
		{"supplement", b.numbered("paper.manuscript.supplementary", supplement)},
		{"legends", legends},
	} {
		if len(part.blocks) > 0 {
			sections = append(sections, document.Section{ID: "manuscript-" + part.id,
				Title: b.Words.Text("paper.manuscript.section." + part.id), Level: 1, Blocks: part.blocks})
		}
	}
	return sections
}

// numbered are the tables among blocks, each with its number before its caption.
func (b *Builder) numbered(code string, blocks []document.Block) []document.Block {
	var tables []document.Block
	for i, t := range (&document.Document{Pages: []document.Section{{Blocks: blocks}}}).Tables() {
		named := *t
		named.Caption = b.Words.Text(code, b.Words.Integer(i+1), t.Caption)
		tables = append(tables, document.Block{Table: &named})
	}
	return tables
}

// Legend is what stands under a figure of a manuscript: its number, whom it is
// of, what its title, subtitle and caption say, and the name of its file.
func (b *Builder) Legend(number int, of string, f *document.Figure) string {
	w, title := b.Words, f.Title
	if of != "" && !strings.HasPrefix(title, of) && !strings.HasPrefix(f.Subtitle, of) {
		title = w.Text("paper.manuscript.of", of, page.Lowered(title))
	}
	var sentences []string
	for _, s := range []string{w.Text("paper.manuscript.legend", w.Integer(number), title), f.Subtitle, f.Caption} {
		if s != "" && !strings.HasSuffix(s, ".") {
			s += "."
		}
		sentences = append(sentences, s)
	}
	return prose(append(sentences, w.Text("paper.manuscript.file", f.ID)))
}
