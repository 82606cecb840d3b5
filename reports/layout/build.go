package layout

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"graftstat/analysis/result"
	"graftstat/reports/words"
)

// ErrWords is returned where a report would show a code instead of words.
var ErrWords = errors.New("no text for a code")

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
		doc.Pages = append(doc.Pages, b.section(name)...)
	}
	doc.Sheets = b.sheets()
	if missing := w.Missing(); len(missing) > 0 {
		return nil, fmt.Errorf("%w in %s: %s", ErrWords, language, strings.Join(missing, ", "))
	}
	return doc, nil
}

// sectionNames are the parts of a report in the order in which they stand
// where the study file does not say otherwise.
var sectionNames = []string{"summary", "changes", "monitor", "cohorts", "independence", "desensitisation", "scores", "paper", "sensitivity",
	"issues", "methods", "definitions", "provenance"}

func sectionsOf(r *result.Results) []string {
	if len(r.Study.Report.Sections) > 0 {
		return r.Study.Report.Sections
	}
	return sectionNames
}

// section makes one part of the report; nothing where the results have none of it.
func (b *builder) section(name string) []Section {
	r := b.results
	switch name {
	case "summary":
		return []Section{b.summarySection()}
	case "changes":
		if r.Changes != nil && r.Changes.Reason == noEarlierReport { // provenance says so
			return nil
		}
		if s, ok := b.changesSection(); ok {
			return []Section{s}
		}
	case "monitor":
		return b.monitorSections()
	case "paper":
		return b.paperSections()
	case "sensitivity":
		if s, ok := b.sensitivitySection(); ok {
			return []Section{s}
		}
	case "cohorts":
		var sections []Section
		for i := range r.Cohorts {
			sections = append(sections, b.cohortSections(&r.Cohorts[i])...)
			if b.independenceFollows() {
				sections = append(sections, b.independenceSections(2, r.Cohorts[i].ID)...)
			}
		}
		return sections
	case "independence":
		if !b.independenceFollows() {
			return b.independenceSections(1, "")
		}
	case "desensitisation":
		if r.Titres != nil {
			return []Section{b.desensitisationSection()}
		}
	case "scores":
		if len(r.Scores) > 0 {
			return []Section{b.scoresSection()}
		}
	case "issues":
		return []Section{b.issueSection()}
	case "methods":
		return []Section{b.methodSection()}
	case "definitions":
		return []Section{b.definitionSection()}
	case "provenance":
		return []Section{b.provenanceSection()}
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
