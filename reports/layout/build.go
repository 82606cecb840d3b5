package layout

import (
	"encoding/base64"
	"errors"
	"fmt"
	"reflect"
	"strings"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/change"
	"graftstat/reports/layout/cohort"
	"graftstat/reports/layout/monitor"
	"graftstat/reports/layout/page"
	"graftstat/reports/layout/paper"
	"graftstat/reports/words"
)

// ErrWords is returned where a report would show a code instead of words.
var ErrWords = errors.New("no text for a code")

// ErrMeaning is returned where the workbook has a column that its dictionary
// does not explain.
var ErrMeaning = errors.New("no meaning of a column")

// ErrSection is returned where the results ask for a part that no report has.
var ErrSection = errors.New("no such section of a report")

// Build makes the report of one language. Without a listing the parts that
// show single patients are left out, and the report says so.
func Build(r *result.Results, l *result.Listing, language string) (*document.Report, error) {
	w, err := words.New(language)
	if err != nil {
		return nil, err
	}
	b := &builder{&page.Page{Results: r, Listing: l, Words: w}}
	report := &document.Report{Month: b.document(), Appendix: b.document(), Workbook: b.document()}
	report.Month.Contents = "" // a few pages need no list of them
	report.Month.Pages = b.monthSections()
	for _, name := range page.SectionsOf(r) {
		makePages, known := sectionMakers[name]
		if !known {
			return nil, fmt.Errorf("%w: %s", ErrSection, name)
		}
		report.Appendix.Pages = append(report.Appendix.Pages, makePages(b)...)
	}
	report.Month.Screen.Part, report.Appendix.Screen.Part = w.Text("screen.month"), w.Text("screen.appendix")
	b.sayFigures(report.Month)
	b.sayFigures(report.Appendix)
	report.Workbook.Sheets = b.sheets()
	report.Manuscript = b.manuscript()
	docs := []*document.Document{report.Month, report.Appendix, report.Workbook}
	if report.Manuscript != nil {
		docs = append(docs, report.Manuscript.Text)
	}
	b.MarkDashes(docs...)
	if missing := w.Missing(); len(missing) > 0 {
		return nil, fmt.Errorf("%w in %s: %s", ErrWords, language, strings.Join(missing, ", "))
	}
	if columns := report.Workbook.Undescribed(); len(columns) > 0 {
		return nil, fmt.Errorf("%w: %s", ErrMeaning, strings.Join(columns, ", "))
	}
	for _, doc := range docs {
		makePrintable(doc)
	}
	if m := report.Manuscript; m != nil {
		printValue(reflect.ValueOf(m.Figures))
	}
	return report, nil
}

// sectionMakers make each part of a report: nothing where the results have none of it.
var sectionMakers = map[string]func(*builder) []document.Section{
	"summary":         func(b *builder) []document.Section { return []document.Section{b.summarySection()} },
	"changes":         (*builder).changesSections,
	"monitor":         func(b *builder) []document.Section { return monitor.On(b.Page).MonitorSections() },
	"cohorts":         (*builder).allCohorts,
	"independence":    (*builder).independenceApart,
	"desensitisation": (*builder).desensitisationSections,
	"scores":          (*builder).scoresSections,
	"paper":           func(b *builder) []document.Section { return paper.On(b.Page).PaperSections() },
	"sensitivity":     (*builder).sensitivitySections,
	"issues":          func(b *builder) []document.Section { return []document.Section{b.issueSection()} },
	"methods":         func(b *builder) []document.Section { return []document.Section{b.methodSection()} },
	"definitions":     func(b *builder) []document.Section { return []document.Section{b.definitionSection(page.Paper)} },
	"provenance":      func(b *builder) []document.Section { return []document.Section{b.provenanceSection(page.Paper)} },
}

func (b *builder) changesSections() []document.Section {
	if c := b.Results.Changes; c != nil && c.Reason == change.NoEarlierReport { // provenance says so
		return nil
	}
	if s, ok := change.On(b.Page).ChangesSection(); ok {
		return []document.Section{s}
	}
	return nil
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

func (b *builder) desensitisationSections() []document.Section {
	if b.Results.Titres == nil {
		return nil
	}
	return []document.Section{cohort.On(b.Page).DesensitisationSection()}
}

func (b *builder) scoresSections() []document.Section {
	if len(b.Results.Scores) == 0 {
		return nil
	}
	return []document.Section{cohort.On(b.Page).ScoresSection()}
}

func (b *builder) sensitivitySections() []document.Section {
	if s, ok := paper.On(b.Page).SensitivitySection(); ok {
		return []document.Section{s}
	}
	return nil
}

func (b *builder) document() *document.Document {
	r, w := b.Results, b.Words
	doc := &document.Document{
		Language: w.Language,
		Title:    w.Label(r.Study.Report.Title, "", w.Label(r.Study.Title, "", r.Study.File)),
		Centre:   w.Label(r.Study.Centre, "", ""),
		Closing:  w.Text("report.undated"),
		Subject:  w.Text("report.subject"),
		Tool:     r.Tool.Name + " " + r.Tool.Version,
		PageOf:   "%d / %d",
		Contents: w.Text("report.contents"),
		Screen:   b.screen(),
	}
	doc.Logo, _ = base64.StdEncoding.DecodeString(r.Study.Report.Logo) // what is no base64 is no logo
	if r.AsOf != "" {
		doc.Closing = w.Text("report.closing", w.Date(r.AsOf))
		fmt.Sscanf(r.AsOf, "%d-%d-%d", &doc.Date.Year, &doc.Date.Month, &doc.Date.Day)
	}
	return doc
}
