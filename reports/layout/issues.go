package layout

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"graftstat/analysis/result"
	"graftstat/reports/words"
)

// issueCount is how often an issue occurs.
type issueCount struct {
	severity, code string
	count          int
}

// countIssues by code, errors first, then the most frequent.
func countIssues(issues []result.Issue) []issueCount {
	index := make(map[string]int)
	var counts []issueCount
	for _, i := range issues {
		at, ok := index[i.Code]
		if !ok {
			at = len(counts)
			index[i.Code] = at
			counts = append(counts, issueCount{severity: i.Severity, code: i.Code})
		}
		counts[at].count++
	}
	slices.SortStableFunc(counts, func(a, b issueCount) int {
		return cmp.Or(cmp.Compare(a.severity, b.severity), cmp.Compare(b.count, a.count), cmp.Compare(a.code, b.code))
	})
	return counts
}

// issueSentence counts what the first page says of the data's faults.
func (b *builder) issueSentence() string {
	faults, warnings := 0, 0
	for _, i := range b.results.Issues {
		if i.Severity == "error" {
			faults++
		} else {
			warnings++
		}
	}
	return b.words.Text("issues.sentence", b.words.Count("count.errors", faults), b.words.Count("count.warnings", warnings))
}

// issueSection groups the faults of the data: what, how often, what to do.
func (b *builder) issueSection() Section {
	w := b.words
	s := Section{ID: "issues", Title: w.Text("issues.title"), Level: 1, Blocks: []Block{paragraph(Body, b.issueSentence()+" "+w.Text("issues.where"))}}
	counts := countIssues(b.results.Issues)
	if len(counts) == 0 {
		return s
	}
	t := &Table{ID: "issues", Columns: []Column{
		{Head: w.Text("issues.severity")}, {Head: w.Text("issues.what")}, {Head: w.Text("issues.count"), Number: true}, {Head: w.Text("issues.next")},
	}}
	for _, c := range counts {
		t.Rows = append(t.Rows, Row{Mark: severityMark(c.severity), Cells: []Cell{
			text(w.Text("severity." + c.severity)), text(b.issueText(c.code, "title", nil)), b.integer(c.count), text(b.issueText(c.code, "next", nil))}})
	}
	s.Blocks = append(s.Blocks, Block{Table: t})
	return s
}

func severityMark(severity string) Mark {
	if severity == "error" {
		return Fault
	}
	return Attention
}

// issueText is a sentence about an issue; without its arguments the gaps are
// filled by an ellipsis.
func (b *builder) issueText(code, part string, args []string) string {
	filled := make([]string, 6)
	for i := range filled {
		filled[i] = "…"
		if i < len(args) {
			filled[i] = args[i]
		}
	}
	return b.words.Text("issue."+code+"."+part, filled...)
}

// issueSheet lists every issue with its place, to be sent back and mended.
func (b *builder) issueSheet() Sheet {
	w := b.words
	s := Sheet{ID: "issues", Name: w.Text("sheet.issues"), Title: w.Text("issues.title"), Blocks: []Block{paragraph(Body, b.issueSentence())}, Wide: true, Filter: true}
	if n := len(b.results.Issues); n > mostRows {
		s.Blocks = append(s.Blocks, b.tooLong(n))
		return s
	}
	t := &Table{ID: "issue-list", Rows: make([]Row, 0, len(b.results.Issues)), Columns: []Column{
		{Head: w.Text("issues.severity")}, {Head: w.Text("issues.code")}, {Head: w.Text("issues.file")}, {Head: w.Text("issues.line"), Number: true},
		{Head: w.Text("issues.column")}, {Head: w.Text("issues.case")}, {Head: w.Text("issues.what"), Width: 50}, {Head: w.Text("issues.next"), Width: 60},
	}}
	for _, i := range b.results.Issues {
		line := text("")
		if i.Line > 0 {
			line = b.integer(i.Line)
		}
		t.Rows = append(t.Rows, Row{Mark: severityMark(i.Severity), Cells: []Cell{
			text(w.Text("severity." + i.Severity)), text(i.Code), text(i.File), line, text(i.Column), text(i.Case),
			text(b.issueText(i.Code, "title", i.Args)), text(b.issueText(i.Code, "next", i.Args))}})
	}
	s.Blocks = append(s.Blocks, Block{Table: t})
	return s
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
		builders = append(builders, &builder{results: r, words: w})
		header = append(header, "what_"+language, "next_"+language)
	}
	rows := [][]string{header}
	for _, i := range r.Issues {
		row := []string{i.Severity, i.Code, i.File, strconv.Itoa(i.Line), i.Column, i.Case}
		for _, b := range builders {
			row = append(row, b.issueText(i.Code, "title", i.Args), b.issueText(i.Code, "next", i.Args))
		}
		rows = append(rows, row)
	}
	for _, b := range builders {
		if missing := b.words.Missing(); len(missing) > 0 {
			return nil, fmt.Errorf("%w in %s: %s", ErrWords, b.words.Language, strings.Join(missing, ", "))
		}
	}
	return rows, nil
}
