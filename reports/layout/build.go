package layout

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"graftstat/analysis/code"
	"graftstat/analysis/result"
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
func Build(r *result.Results, l *result.Listing, language string) (*Document, error) {
	w, err := words.New(language)
	if err != nil {
		return nil, err
	}
	b := &builder{results: r, listing: l, words: w}
	doc := b.document()
	for _, name := range sectionsOf(r) {
		makePages, known := sectionMakers[name]
		if !known {
			return nil, fmt.Errorf("%w: %s", ErrSection, name)
		}
		doc.Pages = append(doc.Pages, makePages(b)...)
	}
	doc.Sheets = b.sheets()
	if missing := w.Missing(); len(missing) > 0 {
		return nil, fmt.Errorf("%w in %s: %s", ErrWords, language, strings.Join(missing, ", "))
	}
	if columns := doc.Undescribed(); len(columns) > 0 {
		return nil, fmt.Errorf("%w: %s", ErrMeaning, strings.Join(columns, ", "))
	}
	makePrintable(doc)
	return doc, nil
}

// sectionsOf are the parts that the study file asks for, in its order.
func sectionsOf(r *result.Results) []string {
	if len(r.Study.Report.Sections) > 0 {
		return r.Study.Report.Sections
	}
	return code.Sections()
}

// sectionMakers make each part of a report: nothing where the results have none of it.
var sectionMakers = map[string]func(*builder) []Section{
	"summary":         func(b *builder) []Section { return []Section{b.summarySection()} },
	"changes":         (*builder).changesSections,
	"monitor":         (*builder).monitorSections,
	"cohorts":         (*builder).allCohorts,
	"independence":    (*builder).independenceApart,
	"desensitisation": (*builder).desensitisationSections,
	"scores":          (*builder).scoresSections,
	"paper":           (*builder).paperSections,
	"sensitivity":     (*builder).sensitivitySections,
	"issues":          func(b *builder) []Section { return []Section{b.issueSection()} },
	"methods":         func(b *builder) []Section { return []Section{b.methodSection()} },
	"definitions":     func(b *builder) []Section { return []Section{b.definitionSection()} },
	"provenance":      func(b *builder) []Section { return []Section{b.provenanceSection()} },
}

func (b *builder) changesSections() []Section {
	if c := b.results.Changes; c != nil && c.Reason == noEarlierReport { // provenance says so
		return nil
	}
	if s, ok := b.changesSection(); ok {
		return []Section{s}
	}
	return nil
}

func (b *builder) allCohorts() []Section {
	var sections []Section
	for i := range b.results.Cohorts {
		c := &b.results.Cohorts[i]
		sections = append(sections, b.cohortSections(c)...)
		if b.independenceFollows() {
			sections = append(sections, b.independenceSections(2, c.ID)...)
		}
	}
	return sections
}

func (b *builder) independenceApart() []Section {
	if b.independenceFollows() {
		return nil
	}
	return b.independenceSections(1, "")
}

func (b *builder) desensitisationSections() []Section {
	if b.results.Titres == nil {
		return nil
	}
	return []Section{b.desensitisationSection()}
}

func (b *builder) scoresSections() []Section {
	if len(b.results.Scores) == 0 {
		return nil
	}
	return []Section{b.scoresSection()}
}

func (b *builder) sensitivitySections() []Section {
	if s, ok := b.sensitivitySection(); ok {
		return []Section{s}
	}
	return nil
}

// builder carries what every section needs.
type builder struct {
	results *result.Results
	listing *result.Listing
	words   *words.Words
}

func (b *builder) document() *Document {
	r, w := b.results, b.words
	doc := &Document{
		Language: w.Language,
		Title:    w.Label(r.Study.Report.Title, "", w.Label(r.Study.Title, "", r.Study.File)),
		Centre:   w.Label(r.Study.Centre, "", ""),
		Closing:  w.Text("report.undated"),
		Subject:  w.Text("report.subject"),
		Tool:     r.Tool.Name + " " + r.Tool.Version,
		PageOf:   "%d / %d",
		Contents: w.Text("report.contents"),
	}
	doc.Logo, _ = base64.StdEncoding.DecodeString(r.Study.Report.Logo) // what is no base64 is no logo
	if r.AsOf != "" {
		doc.Closing = w.Text("report.closing", w.Date(r.AsOf))
		fmt.Sscanf(r.AsOf, "%d-%d-%d", &doc.Date.Year, &doc.Date.Month, &doc.Date.Day)
	}
	return doc
}

// level is the confidence level as text: 95%.
func (b *builder) level() string { return b.words.Percent(b.results.Study.Intervals.Level, 0) }

func paragraph(style Style, text string) Block {
	return Block{Paragraph: &Paragraph{Text: text, Style: style}}
}

func text(s string) Cell { return Cell{Text: s} }

// number is a cell that a workbook holds as a number.
func number(value float64, format Format, s string) Cell {
	if value != value {
		return Cell{Text: s}
	}
	return Cell{Text: s, Value: &value, Format: format}
}

func (b *builder) integer(n int) Cell {
	return number(float64(n), Integer, b.words.Integer(n))
}

func (b *builder) time(t float64) Cell { return number(t, Days, b.words.Time(t)) }

func (b *builder) percent(x float64, n int) Cell { return number(x, Percent, b.words.Percent(x, n)) }
