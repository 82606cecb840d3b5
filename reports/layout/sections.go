package layout

import (
	"errors"
	"fmt"
	"slices"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/change"
	"graftstat/reports/layout/cohort"
	"graftstat/reports/layout/monitor"
	"graftstat/reports/layout/page"
	"graftstat/reports/layout/paper"
)

// ErrSection is returned where the results ask for a part that no report has.
var ErrSection = errors.New("no such section of a report")

// section is a part of a report: its name in the study's list, what makes its
// pages, and what of the results must be there; nil where it always stands.
type section struct {
	id    string
	build func(*builder) []document.Section
	needs func(*result.Results) bool
}

// appendixSections are the parts of the appendix. Their names are code.Sections.
func appendixSections() []section {
	return []section{
		{"summary", one((*builder).summarySection), nil},
		{"changes", one(func(b *builder) document.Section { return change.On(b.Page).ChangesSection() }), isCompared},
		{"monitor", func(b *builder) []document.Section { return monitor.On(b.Page).MonitorSections() }, isMonitored},
		{"cohorts", (*builder).allCohorts, nil},
		{"independence", (*builder).independenceApart, nil},
		{"desensitisation", func(b *builder) []document.Section { return cohort.On(b.Page).RedCellSections() }, hasRedCells},
		{"scores", one(func(b *builder) document.Section { return cohort.On(b.Page).ScoresSection() }), hasScores},
		{"paper", func(b *builder) []document.Section { return paper.On(b.Page).PaperSections() }, hasPaper},
		{"sensitivity", one(func(b *builder) document.Section { return paper.On(b.Page).SensitivitySection() }),
			hasSensitivity},
		{"issues", flowing((*builder).issueSection), nil},
		{"methods", flowing((*builder).methodSection), nil},
		{"definitions", flowing(func(b *builder) document.Section { return b.definitionSection(page.Paper) }), nil},
		{"provenance", flowing(func(b *builder) document.Section { return b.provenanceSection(page.Paper) }), nil},
	}
}

// monthSections are the few pages that a quality office reads: how the patients
// fare, what changed, what was expected, and what is to be done. Each is there
// where the study asks for the part of the appendix that has the whole of it.
func monthSections() []section {
	return []section{
		{"summary", (*builder).monthFirst, nil},
		{"changes", one(func(b *builder) document.Section { return change.On(b.Page).MonthSection() }), isCompared},
		{"monitor", func(b *builder) []document.Section { return monitor.On(b.Page).MonthSections() }, isMonitored},
		{"cohorts", (*builder).monthCohorts, nil},
		{"issues", one((*builder).monthIssues), nil},
		{"methods", one((*builder).monthMethods), nil},
		{"provenance", one((*builder).monthProvenance), nil},
	}
}

// one makes a list of the one section that a function makes.
func one(build func(*builder) document.Section) func(*builder) []document.Section {
	return func(b *builder) []document.Section { return []document.Section{build(b)} }
}

// flowing is one that goes on under the section before it.
func flowing(build func(*builder) document.Section) func(*builder) []document.Section {
	return func(b *builder) []document.Section {
		s := build(b)
		s.Flows = true
		return []document.Section{s}
	}
}

func isMonitored(r *result.Results) bool    { return r.Monitor != nil }
func hasRedCells(r *result.Results) bool    { return len(r.RedCellUse) > 0 }
func hasScores(r *result.Results) bool      { return len(r.Scores) > 0 }
func hasPaper(r *result.Results) bool       { return r.Paper != nil }
func hasSensitivity(r *result.Results) bool { return len(r.Sensitivity) > 0 }

// isCompared reports whether there is anything to say of an earlier report; that
// there is none stands in the provenance.
func isCompared(r *result.Results) bool {
	return r.Changes != nil && r.Changes.Reason != change.NoEarlierReport
}

// pages are those of a section; none where the results lack what it needs.
func (s section) pages(b *builder) []document.Section {
	if s.needs != nil && !s.needs(b.Results) {
		return nil
	}
	return s.build(b)
}

// appendixPages are in the order in which the study asks for them.
func (b *builder) appendixPages() ([]document.Section, error) {
	var pages []document.Section
	all := appendixSections()
	for _, name := range page.SectionsOf(b.Results) {
		i := slices.IndexFunc(all, func(s section) bool { return s.id == name })
		if i < 0 {
			return nil, fmt.Errorf("%w: %s", ErrSection, name)
		}
		pages = append(pages, all[i].pages(b)...)
	}
	return pages, nil
}

// monthPages are in the order of a month.
func (b *builder) monthPages() []document.Section {
	var pages []document.Section
	asked := page.SectionsOf(b.Results)
	for _, s := range monthSections() {
		if slices.Contains(asked, s.id) {
			pages = append(pages, s.pages(b)...)
		}
	}
	return pages
}

func (b *builder) allCohorts() []document.Section {
	var sections []document.Section
	for i := range b.Results.Cohorts {
		c := &b.Results.Cohorts[i]
		sections = append(sections, cohort.On(b.Page).CohortSections(c)...)
		if cohort.On(b.Page).IndependenceFollows() {
			sections = append(sections, cohort.On(b.Page).IndependenceSections(2, c.ID)...)
		}
	}
	return sections
}

func (b *builder) independenceApart() []document.Section {
	if cohort.On(b.Page).IndependenceFollows() {
		return nil
	}
	return cohort.On(b.Page).IndependenceSections(1, "")
}
