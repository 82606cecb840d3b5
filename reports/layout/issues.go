package layout

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"graftstat/analysis/code"
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
		of, count := code.IssuesOf(i.Code, i.Args)
		at, ok := index[of]
		if !ok {
			at = len(counts)
			index[of] = at
			counts = append(counts, issueCount{severity: i.Severity, code: of})
		}
		counts[at].count += count
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
		if _, count := code.IssuesOf(i.Code, i.Args); i.Severity == "error" {
			faults += count
		} else {
			warnings += count
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
func (b *builder) issueSheet() Sheet {
	w := b.words
	s := Sheet{ID: "issues", Name: w.Text("sheet.issues"), Title: w.Text("issues.title"), Blocks: []Block{paragraph(Body, b.issueSentence())}, Wide: true, Filter: true}
	listed := firstOfEach(b.results.Issues, mostRows)
	if total := len(b.results.Issues); len(listed) < total {
		s.Blocks = append(s.Blocks, paragraph(Warning, w.Text("issues.first", w.Integer(len(listed)), w.Integer(total))))
	}
	t := &Table{ID: "issue-list", Rows: make([]Row, 0, len(listed)), Columns: append(b.heads("severity", "issue_code", "file", "line", "column", "case"),
		wide(b.head("what"), 50), wide(b.head("next"), 60))}
	for _, i := range listed {
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
