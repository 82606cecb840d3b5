package layout

import (
	"strings"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/cohort"
	"graftstat/reports/layout/page"
	"graftstat/reports/layout/paper"
)

// manuscript is what a paper takes from the results; nil where the study asks
// for none. Its figures are those of the cohorts and of the paper's own parts. A
// swimmer is left out: its lanes have the names of cases.
func (b *builder) manuscript() *document.Manuscript {
	if b.Results.Paper == nil {
		return nil
	}
	asked := *b.Page
	asked.Figures = b.Results.Study.Figures
	p := paper.On(b.Page)
	var figures []*document.Figure
	var legends []document.Block
	show := func(of string, sections []document.Section) {
		for _, f := range (&document.Document{Pages: sections}).Figures() {
			if _, isSwimmer := f.Chart.(*document.Swimmer); !isSwimmer {
				figures = append(figures, f.Bare())
				legends = append(legends, page.Paragraph(document.Body, p.Legend(len(figures), of, f)))
			}
		}
	}
	for i := range b.Results.Cohorts {
		c := &b.Results.Cohorts[i]
		name := ""
		if len(b.Results.Cohorts) > 1 {
			name = b.CohortName(c.ID)
		}
		show(name, cohort.On(&asked).CohortSections(c))
	}
	show("", p.PaperSections())
	if asked.Figures != nil {
		for _, plate := range asked.Figures.Plates {
			if f := b.plate(&asked, plate); f != nil {
				figures = append(figures, f.Bare())
				legends = append(legends, page.Paragraph(document.Body, p.Legend(len(figures), b.CohortName(plate.Cohort), f)))
			}
		}
	}
	text := b.document()
	text.Contents, text.Subject = "", b.Words.Text("paper.manuscript.subject")
	text.Pages = p.ManuscriptSections(legends)
	return &document.Manuscript{Text: text, Figures: figures}
}

// plate puts the curves of several endpoints on one figure; nil where under two
// of them are computed.
func (b *builder) plate(asked *page.Page, plate result.Plate) *document.Figure {
	c := b.cohortOf(plate.Cohort)
	if c == nil {
		return nil
	}
	f := &document.Figure{ID: plate.ID}
	var names []string
	for _, id := range plate.Endpoints {
		e := b.EndpointWith(plate.Cohort, id)
		if e == nil || len(e.Groups) == 0 {
			continue
		}
		panel := cohort.On(asked).CurveFigure(c, e, "")
		names = append(names, b.Words.Text("paper.manuscript.panel", string(rune('A'+len(f.Panels))), page.Lowered(panel.Title)))
		f.Alt = strings.TrimSpace(f.Alt + " " + panel.Alt)
		f.Panels = append(f.Panels, panel.Bare())
	}
	if len(f.Panels) < 2 {
		return nil
	}
	f.Title = strings.Join(names, "; ")
	return f
}
