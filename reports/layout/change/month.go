package change

import (
	"slices"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// MonthSection says what a reader of a month must know of what moved: the
// differences that matter, what is no longer computed, definitions that changed,
// and cells that were corrected. The rest is in the appendix.
func (b *Builder) MonthSection() document.Section {
	c := b.Results.Changes
	s := document.Section{ID: "month-changes", Title: b.Words.Text("changes.title"), Level: 1, Flows: true,
		Blocks: b.changesLead(c)}
	if c.Reason != "" || IsUnchanged(c) {
		return s
	}
	s.Blocks = append(s.Blocks, page.Tables(page.Cut(b.Page, b.changedComputed(page.Paper, c), maxCorrected))...)
	matter := *c
	matter.Numbers = slices.DeleteFunc(slices.Clone(c.Numbers), func(n result.NumberChange) bool { return !n.Notable })
	if len(matter.Numbers) > 0 {
		s.Blocks = append(s.Blocks, b.changedNumbers(&matter)...)
	} else {
		s.Blocks = append(s.Blocks, page.Paragraph(document.Body, b.Words.Text("month.nothing_notable")))
	}
	corrected := *c
	corrected.Cases = slices.DeleteFunc(slices.Clone(c.Cases),
		func(x result.CaseChange) bool { return x.Kind != "corrected" })
	s.Blocks = append(s.Blocks, page.Tables(page.Cut(b.Page, b.changedCases(&corrected), maxCorrected),
		b.changedDefinitions(page.Paper, c))...)
	return s
}

// maxCorrected is how many corrected cells a month has room for.
const maxCorrected = 10
