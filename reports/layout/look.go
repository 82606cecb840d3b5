package layout

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
	"graftstat/reports/words"
)

// Look is a cohort, or one endpoint of it, in lines of plain text for a terminal: of
// each endpoint a table with a line for each group and time, or why it is not computed.
func Look(r *result.Results, cohort, endpoint, language string) ([]string, error) {
	w, err := words.New(language)
	if err != nil {
		return nil, err
	}
	b := &builder{&page.Page{Results: r, Words: w}}
	var lines []string
	for i := range r.Cohorts {
		c := &r.Cohorts[i]
		if c.ID != cohort {
			continue
		}
		lines = append(lines, b.CohortSentence(c))
		for j := range c.Endpoints {
			if e := &c.Endpoints[j]; endpoint == "" || e.ID == endpoint {
				lines = append(lines, "", b.EndpointName(e))
				lines = append(lines, b.lookAt(e)...)
			}
		}
	}
	lines = append(lines, "", b.issueSentence())
	if missing := w.Missing(); len(missing) > 0 {
		return nil, fmt.Errorf("%w in %s: %s", ErrWords, language, strings.Join(missing, ", "))
	}
	return lines, nil
}

func (b *builder) lookAt(e *result.Endpoint) []string {
	if e.Reason != "" {
		return []string{"  " + b.NotComputed(e)}
	}
	t := b.Grid(page.Paper, e.ID, "", "group")
	t.Figures("cases", "horizon", "at_risk", "events_to")
	if !e.Kind.IsFreeOfEvent() {
		t.Figures("competing_to")
	}
	t.Figures("estimate")
	t.Filled("limits", b.Level())
	t.Columns("reason")
	for i := range e.Groups {
		g := &e.Groups[i]
		for _, at := range page.Shown(g.At) {
			t.Row()
			t.Text("group", b.Group(g.By, g.Group))
			t.Count("cases", g.Cases)
			t.Set("horizon", page.Text(b.Asked(at.AskedTime)))
			t.Count("at_risk", at.AtRisk)
			t.Count("events_to", at.Events)
			if !e.Kind.IsFreeOfEvent() {
				t.Count("competing_to", at.Competing)
			}
			t.Set("estimate", b.Share(at.Estimate, g.Cases))
			t.Text("limits", b.Words.PercentInterval(float64(at.Lower), float64(at.Upper), g.Cases))
			t.Text("reason", b.ReasonText(at.Reason))
		}
	}
	return aligned(t.Table())
}

// aligned is a table in lines, its columns under each other; one without a text in any
// row is left out.
func aligned(t *document.Table) []string {
	lines := make([]string, len(t.Rows)+1)
	for k, column := range t.Columns {
		cells, empty, width := []string{column.Head}, true, utf8.RuneCountInString(column.Head)
		for _, row := range t.Rows {
			text := strings.ReplaceAll(row.Cells[k].Text, "\u00a0", " ")
			cells, empty, width = append(cells, text), empty && text == "", max(width, utf8.RuneCountInString(text))
		}
		if empty {
			continue
		}
		for i, cell := range cells {
			space := strings.Repeat(" ", width-utf8.RuneCountInString(cell))
			if column.Number {
				lines[i] += "  " + space + cell
			} else {
				lines[i] += "  " + cell + space
			}
		}
	}
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return lines
}
