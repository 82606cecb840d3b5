package paper

import (
	"slices"
	"strings"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// strobeItem is one of the 22 items for a cohort study, with what the run can
// give of it and the part of the report in which that stands.
type strobeItem struct {
	number, status string
	where          []string // codes of titles
}

// strobeBlocks are the checklist: what each item asks, and whether the run fills
// it, fills it in part, or leaves it to the authors.
func (b *Builder) strobeBlocks(c *page.Citations) []document.Block {
	w := b.Words
	t := b.grid(page.Paper, "strobe", w.Text("strobe.caption"))
	t.Wide(0.7, "item")
	t.Wide(5.5, "strobe_asks")
	t.Wide(1.7, "strobe_status")
	t.Wide(3.6, "strobe_where")
	t.Note(w.Text("strobe.note", b.Cite(c, "strobe")))
	for _, item := range b.strobeItems() {
		titles := make([]string, len(item.where))
		for i, code := range item.where {
			titles[i] = w.Text(code)
		}
		t.Row()
		t.Text("item", item.number)
		t.Word("strobe_asks", "strobe.item", item.number)
		t.Word("strobe_status", "strobe.status", item.status)
		t.Text("strobe_where", strings.Join(titles, "; "))
	}
	return []document.Block{{Table: t.Table()}}
}

// strobeItems depend on what the study asked for: other analyses are there only
// where there are any.
func (b *Builder) strobeItems() []strobeItem {
	const run, part, authors = "run", "part", "authors"
	r := b.Results
	other, otherWhere := part, []string{"paper.section.comparisons"}
	if len(r.Paper.Subgroups) > 0 {
		other, otherWhere = run, append(otherWhere, "paper.section.subgroups")
	}
	if len(r.Sensitivity) > 0 {
		other, otherWhere = run, append(otherWhere, "sensitivity.title")
	}
	main := []string{"paper.section.results", "paper.section.comparisons"}
	if len(r.Paper.Univariable) > 0 {
		main = append(main, "paper.section.models")
	}
	setting := authors
	var settingWhere []string
	if r.AsOf != "" {
		setting, settingWhere = part, []string{"paper.section.methods", "provenance.title"}
	}
	quantitative := part
	if slices.ContainsFunc(r.Study.Cohorts, hasCut) {
		quantitative = run
	}
	return []strobeItem{
		{"1", authors, nil}, {"2", authors, nil}, {"3", authors, nil}, {"4", authors, nil},
		{"5", setting, settingWhere},
		{"6", part, []string{"definitions.title", "strobe.flow"}},
		{"7", run, []string{"paper.section.methods", "definitions.title"}},
		{"8", part, []string{"definitions.title", "provenance.title"}},
		{"9", authors, nil}, {"10", authors, nil},
		{"11", quantitative, []string{"paper.section.methods", "paper.section.table1"}},
		{"12", run, []string{"paper.section.methods", "methods.title"}},
		{"13", run, []string{"strobe.flow"}},
		{"14", run, []string{"paper.section.table1", "paper.section.missing"}},
		{"15", run, []string{"paper.section.results", "strobe.endpoints"}},
		{"16", run, main},
		{"17", other, otherWhere},
		{"18", part, []string{"paper.section.results"}},
		{"19", part, []string{"paper.section.missing", "issues.title"}},
		{"20", authors, nil}, {"21", authors, nil}, {"22", authors, nil},
	}
}

func hasCut(c result.StudyCohort) bool {
	return slices.ContainsFunc(c.Compare, func(by result.Compare) bool { return len(by.Cut) > 0 })
}
