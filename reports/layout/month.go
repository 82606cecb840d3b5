package layout

import (
	"slices"
	"strings"

	"graftstat/analysis/code"
	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/cohort"
	"graftstat/reports/layout/page"
)

func (b *builder) monthCohorts() []document.Section {
	var sections []document.Section
	for i := range b.Results.Cohorts {
		sections = append(sections, cohort.On(b.Page).MonthSection(&b.Results.Cohorts[i]))
	}
	return sections
}

// maxMonthIssues is how many rows of issues a month's last page has.
const maxMonthIssues = 12

// monthIssues are the faults of the data by kind, and the places of the first.
func (b *builder) monthIssues() document.Section {
	s := b.issueSection()
	s.ID, s.Flows = "month-issues", true
	for i := range s.Blocks {
		if t := s.Blocks[i].Table; t != nil {
			t.ID = "month-" + t.ID
		}
	}
	s.Blocks[0].Paragraph.Text = b.issueSentence() + " " + b.Words.Text("month.issues_where")
	rows := slices.DeleteFunc(slices.Clone(b.Results.Issues), func(i result.Issue) bool {
		return i.Code == code.MoreIssues // counted above with its kind
	})
	if first := firstOfEach(rows, maxMonthIssues); len(first) > 0 {
		t := b.grid(page.Paper, "month-first-issues", b.Words.Text("month.first_issues"), "file", "line", "column",
			"case")
		t.Figures("line")
		t.Wide(4, "what")
		for _, i := range first {
			t.issue(i)
		}
		s.Blocks = append(s.Blocks, document.Block{Table: t.Table()})
	}
	return s
}

// monthMethods are the sentences without which no figure of the month can be
// read: of the estimates, and of what is monitored.
func (b *builder) monthMethods() document.Section {
	s := document.Section{ID: "month-methods", Title: b.Words.Text("methods.title"), Level: 1, Flows: true}
	paragraphs := [][]string{{"estimates", "interval", "at_risk", "excluded"}}
	if b.Results.Monitor != nil {
		paragraphs = append(paragraphs, []string{"deaths", "light", "expected", "cusum"})
	}
	for _, codes := range paragraphs {
		var sentences []string
		for _, code := range codes {
			sentences = append(sentences, b.Words.Text("month.method."+code, b.Level()))
		}
		s.Blocks = append(s.Blocks, page.Paragraph(document.Note, strings.Join(sentences, " ")))
	}
	return s
}

// monthProvenance says in three lines by what and from what the month was made.
func (b *builder) monthProvenance() document.Section {
	w, r := b.Words, b.Results
	var files []string
	for _, in := range r.Inputs {
		files = append(files, w.Text("month.file", in.File, w.Count("month.rows", in.Rows)))
	}
	blocks := []document.Block{page.Paragraph(document.Note, strings.Join([]string{
		w.Text("month.made_by", r.Tool.Name+" "+r.Tool.Version, r.Study.File),
		w.Text("month.made_from", b.List(files, "and")),
		w.Text("month.more"),
	}, " "))}
	if b.Listing == nil {
		blocks = append(blocks, page.Paragraph(document.Warning, w.Text("provenance.no_listing")))
	}
	return document.Section{ID: "month-provenance", Title: w.Text("provenance.title"), Level: 1, Flows: true,
		Blocks: blocks}
}
