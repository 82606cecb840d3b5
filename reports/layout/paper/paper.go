package paper

import (
	"slices"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// PaperSections are what a manuscript needs: the texts of its methods and
// results, its tables, the checklist of its reporting and its references. A part
// that has nothing to say is left out.
func (b *Builder) PaperSections() []document.Section {
	var cited page.Citations
	head := document.Section{ID: "paper", Title: b.Words.Text("paper.title"), Level: 1,
		Blocks: []document.Block{page.Paragraph(document.Note, b.Words.Text("paper.lead"))}}
	sections := []document.Section{head}
	for _, part := range []struct {
		id     string
		blocks []document.Block
	}{
		{"methods", b.paperMethods(&cited)},
		{"results", b.paperResults()},
		{"table1", b.table1Blocks()},
		{"comparisons", b.comparisonBlocks()},
		{"models", b.univariableBlocks()},
		{"subgroups", b.subgroupBlocks()},
		{"missing", b.missingBlocks()},
		{"strobe", b.strobeBlocks(&cited)},
		{"references", b.ReferenceBlocks(&cited)},
	} {
		if len(part.blocks) > 0 {
			sections = append(sections, document.Section{ID: "paper-" + part.id,
				Title: b.Words.Text("paper.section." + part.id), Level: 2, Blocks: part.blocks})
		}
	}
	return sections
}

// PaperSheets are the same numbers, each in a cell of its own.
func (b *Builder) PaperSheets() []document.Sheet {
	var sheets []document.Sheet
	if b.Results.Paper != nil {
		sheets = append(sheets, b.table1Sheet())
		sheets = append(sheets, b.comparisonSheets()...)
		sheets = append(sheets, b.univariableSheet())
	}
	if len(b.Results.Sensitivity) > 0 {
		sheets = append(sheets, b.sensitivitySheet())
	}
	return slices.DeleteFunc(sheets, func(s document.Sheet) bool { return len(s.Blocks) == 0 })
}

// cohortWith is the cohort of an id; nil where the results have none.
func (b *Builder) cohortWith(id string) *result.Cohort {
	for i := range b.Results.Cohorts {
		if b.Results.Cohorts[i].ID == id {
			return &b.Results.Cohorts[i]
		}
	}
	return nil
}

// comparedBy are the columns by which any endpoint of a cohort is split into
// two groups or more.
func comparedBy(c *result.Cohort) []string {
	var all []string
	for i := range c.Endpoints {
		for _, by := range page.Bys(&c.Endpoints[i]) {
			if by != "" && len(page.GroupsBy(&c.Endpoints[i], by)) > 1 && !slices.Contains(all, by) {
				all = append(all, by)
			}
		}
	}
	return all
}

// sizeHead is the head of a group's column: its name over its number of cases.
func (b *Builder) sizeHead(name string, n int) string {
	return b.Words.Text("paper.group_size", name, b.Words.Integer(n))
}
