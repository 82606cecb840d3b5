package layout

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"graftstat/analysis/code"
	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
	"graftstat/reports/words"
)

// issueSentence counts what the first page says of the data's faults.
func (b *builder) issueSentence() string {
	faults, warnings := 0, 0
	for _, i := range b.Results.Issues {
		if _, count := code.IssuesOf(i.Code, i.Args); i.Severity == "error" {
			faults += count
		} else {
			warnings += count
		}
	}
	return b.Words.Text("issues.sentence", b.Words.Count("count.errors", faults),
		b.Words.Count("count.warnings", warnings))
}

// issueSection groups the faults of the data: what, how often, what to do.
func (b *builder) issueSection() document.Section {
	w := b.Words
	s := document.Section{ID: "issues", Title: w.Text("issues.title"), Level: 1,
		Blocks: []document.Block{page.Paragraph(document.Body, b.issueSentence()+" "+w.Text("issues.where"))}}
	counts := page.CountIssues(b.Results.Issues)
	if len(counts) == 0 {
		return s
	}
	t := b.grid(page.Paper, "issues", "", "severity", "what", "issue_count", "next")
	for _, c := range counts {
		t.Row().Mark = page.SeverityMark(c.Severity)
		t.Word("severity", "severity", c.Severity)
		t.Text("what", b.IssueText(c.Code, "title", nil))
		t.Count("issue_count", c.Count)
		t.Text("next", b.IssueText(c.Code, "next", nil))
	}
	s.Blocks = append(s.Blocks, document.Block{Table: t.Table()})
	return s
}

// firstOfEach is the issues up to a number of them, of each code as many of the
// first as leave room for those of the other codes, in their order.
func firstOfEach(issues []result.Issue, most int) []result.Issue {
	if len(issues) <= most {
		return issues
	}
	kinds := make(map[string]int)
	for _, i := range issues {
		kinds[i.Code]++
	}
	share, room, open := 0, most, len(kinds) // a code with fewer leaves its room to the others
	for _, n := range slices.Sorted(maps.Values(kinds)) {
		share = max(1, room/open)
		room, open = room-min(n, share), open-1
	}
	taken := make(map[string]int)
	var first []result.Issue
	for _, i := range issues {
		if taken[i.Code]++; taken[i.Code] <= share {
			first = append(first, i)
		}
	}
	return first
}

// issueSheet lists every issue with its place, to be sent back and mended; of
// more than a sheet has rows, the first of each kind.
func (b *builder) issueSheet() document.Sheet {
	w := b.Words
	s := document.Sheet{ID: "issues", Name: w.Text("sheet.issues"), Title: w.Text("issues.title"), Wide: true,
		Filter: true,
		Blocks: []document.Block{page.Paragraph(document.Body, b.issueSentence())}}
	listed := firstOfEach(b.Results.Issues, maxSheetRows)
	if total := len(b.Results.Issues); len(listed) < total {
		s.Blocks = append(s.Blocks, page.Paragraph(document.Warning,
			w.Text("issues.first", w.Integer(len(listed)), w.Integer(total))))
	}
	t := b.grid(page.Sheet, "issue-list", "", "severity", "issue_code", "file", "line", "column", "case")
	t.Wide(50, "what")
	t.Wide(60, "next")
	for _, i := range listed {
		t.issue(i)
		t.Word("severity", "severity", i.Severity)
		t.Text("issue_code", i.Code)
		t.Text("next", b.IssueText(i.Code, "next", i.Args))
	}
	s.Blocks = append(s.Blocks, document.Block{Table: t.Table()})
	return s
}

// issue begins a row: what was found in which place.
func (t *grid) issue(i result.Issue) {
	t.Row().Mark = page.SeverityMark(i.Severity)
	t.Text("file", i.File)
	if i.Line > 0 {
		t.Count("line", i.Line)
	}
	t.Text("column", i.Column)
	t.Text("case", i.Case)
	t.Text("what", t.builder.IssueText(i.Code, "title", i.Args))
}

// IssueRows are the issues as rows of a CSV file, each with what was found and
// what to do in every language. The first row is the header.
func IssueRows(r *result.Results, languages []string) ([][]string, error) {
	header := []string{"severity", "code", "file", "line", "column", "case"}
	var builders []*builder
	for _, language := range languages {
		w, err := words.New(language)
		if err != nil {
			return nil, err
		}
		builders = append(builders, &builder{&page.Page{Results: r, Words: w}})
		header = append(header, "what_"+language, "next_"+language)
	}
	rows := [][]string{header}
	for _, i := range r.Issues {
		row := []string{i.Severity, i.Code, i.File, strconv.Itoa(i.Line), i.Column, i.Case}
		for _, b := range builders {
			row = append(row, b.IssueText(i.Code, "title", i.Args), b.IssueText(i.Code, "next", i.Args))
		}
		rows = append(rows, row)
	}
	for _, b := range builders {
		if missing := b.Words.Missing(); len(missing) > 0 {
			return nil, fmt.Errorf("%w in %s: %s", ErrWords, b.Words.Language, strings.Join(missing, ", "))
		}
	}
	return rows, nil
}
