package layout

import (
	"slices"
	"unicode"

	"graftstat/analysis/result"
)

// paperSections are what a manuscript needs: the texts of its methods and
// results, its tables, the checklist of its reporting and its references. None
// where the study asks for no paper; a part that has nothing to say is left out.
func (b *builder) paperSections() []Section {
	if b.results.Paper == nil {
		return nil
	}
	var cited citations
	head := Section{ID: "paper", Title: b.words.Text("paper.title"), Level: 1, Blocks: []Block{paragraph(Note, b.words.Text("paper.lead"))}}
	sections := []Section{head}
	for _, part := range []struct {
		id     string
		blocks []Block
	}{
		{"methods", b.paperMethods(&cited)},
		{"results", b.paperResults()},
		{"table1", b.table1Blocks()},
		{"comparisons", b.comparisonBlocks()},
		{"models", b.univariableBlocks()},
		{"subgroups", b.subgroupBlocks()},
		{"missing", b.missingBlocks()},
		{"strobe", b.strobeBlocks(&cited)},
		{"references", b.referenceBlocks(&cited)},
	} {
		if len(part.blocks) > 0 {
			sections = append(sections, Section{ID: "paper-" + part.id, Title: b.words.Text("paper.section." + part.id), Level: 2, Blocks: part.blocks})
		}
	}
	return sections
}

// paperSheets are the same numbers, each in a cell of its own.
func (b *builder) paperSheets() []Sheet {
	var sheets []Sheet
	if b.results.Paper != nil {
		sheets = append(sheets, b.table1Sheet(), b.comparisonSheet(), b.univariableSheet())
	}
	if len(b.results.Sensitivity) > 0 {
		sheets = append(sheets, b.sensitivitySheet())
	}
	return slices.DeleteFunc(sheets, func(s Sheet) bool { return len(s.Blocks) == 0 })
}

// cohortWith is the cohort of an id; nil where the results have none.
func (b *builder) cohortWith(id string) *result.Cohort {
	for i := range b.results.Cohorts {
		if b.results.Cohorts[i].ID == id {
			return &b.results.Cohorts[i]
		}
	}
	return nil
}

// comparedBy are the columns by which any endpoint of a cohort is split into
// two groups or more.
func comparedBy(c *result.Cohort) []string {
	var all []string
	for i := range c.Endpoints {
		for _, by := range bys(&c.Endpoints[i]) {
			if by != "" && len(groupsBy(&c.Endpoints[i], by)) > 1 && !slices.Contains(all, by) {
				all = append(all, by)
			}
		}
	}
	return all
}

// sizeHead is the head of a group's column: its name over its number of cases.
func (b *builder) sizeHead(name string, n int) string {
	return b.words.Text("paper.group_size", name, b.words.Integer(n))
}

// eventsOf is events/cases.
func (b *builder) eventsOf(events, cases int) string {
	return b.words.Integer(events) + "/" + b.words.Integer(cases)
}

// ratioCell is a ratio with its interval; a dash where there is none.
func (b *builder) ratioCell(t result.Term) Cell {
	if t.HR.IsMissing() {
		return text(b.words.Text("model.none"))
	}
	return text(b.ratioText(t))
}

func (b *builder) ratioText(t result.Term) string {
	return b.words.Text("estimate.short", b.words.Decimal(float64(t.HR), 2), b.ratioInterval(t))
}

func (b *builder) pCell(p result.Number) Cell { return number(float64(p), PValue, b.pAlone(p)) }

// lowered makes the first letter small, for a name within a sentence. A name
// that begins with an abbreviation keeps it.
func lowered(s string) string {
	runes := []rune(s)
	if len(runes) < 2 || !unicode.IsLower(runes[1]) {
		return s
	}
	runes[0] = unicode.ToLower(runes[0])
	return string(runes)
}
