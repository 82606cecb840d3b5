package layout

import (
	"fmt"
	"strings"

	"graftstat/analysis/result"
	"graftstat/reports/layout/page"
	"graftstat/reports/words"
)

// Lines are the results in a few lines of plain text, for a terminal: a line
// a cohort and one for each of its key figures.
func Lines(r *result.Results, language string) ([]string, error) {
	w, err := words.New(language)
	if err != nil {
		return nil, err
	}
	b := &builder{&page.Page{Results: r, Words: w}}
	var lines []string
	for i := range r.Cohorts {
		c := &r.Cohorts[i]
		lines = append(lines, b.CohortSentence(c))
		for j, card := range b.cards(c, cardsACohort) {
			if j == linesACohort {
				break
			}
			lines = append(lines, fmt.Sprintf("  %s: %s (%s; %s)", card.Label, card.Value, card.Interval, card.Count))
		}
	}
	lines = append(lines, b.Signals()...)
	lines = append(lines, b.absentLines()...)
	if sentence := b.NoCohortSentence(); sentence != "" {
		lines = append(lines, sentence)
	}
	lines = append(lines, b.NoneRecordedSentences()...)
	lines = append(lines, b.issueSentence())
	if missing := w.Missing(); len(missing) > 0 {
		return nil, fmt.Errorf("%w in %s: %s", ErrWords, language, strings.Join(missing, ", "))
	}
	return lines, nil
}

// linesACohort is how many key figures of a cohort a terminal is shown.
const linesACohort = 3
