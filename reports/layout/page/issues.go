package page

import (
	"cmp"
	"slices"

	"graftstat/analysis/code"
	"graftstat/analysis/result"
)

// issueCount is how often an issue occurs.
type issueCount struct {
	Severity, Code string
	Count          int
}

// CountIssues by code, errors first, then the most frequent.
func CountIssues(issues []result.Issue) []issueCount {
	index := make(map[string]int)
	var counts []issueCount
	for _, i := range issues {
		of, count := code.IssuesOf(i.Code, i.Args)
		at, ok := index[of]
		if !ok {
			at = len(counts)
			index[of] = at
			counts = append(counts, issueCount{Severity: i.Severity, Code: of})
		}
		counts[at].Count += count
	}
	slices.SortStableFunc(counts, func(a, b issueCount) int {
		return cmp.Or(cmp.Compare(a.Severity, b.Severity), cmp.Compare(b.Count, a.Count), cmp.Compare(a.Code, b.Code))
	})
	return counts
}

// IssueText is a sentence about an issue. Without arguments it is of the kind:
// a title with gaps has another for that. A gap that the results of another
// version do not fill is an ellipsis.
func (b *Page) IssueText(code, part string, args []string) string {
	if kind, ok := b.Words.Find("issue." + code + ".kind"); ok && part == "title" && len(args) == 0 {
		return kind
	}
	filled := make([]string, 6)
	for i := range filled {
		filled[i] = "…"
		if i < len(args) {
			filled[i] = args[i]
		}
	}
	return b.Words.Text("issue."+code+"."+part, filled...)
}

// Threshold is that of a check that a study has set; without a key the check is
// switched off.
func (b *Page) Threshold(check, key string) string {
	if key == "" {
		return b.Words.Text("check.off")
	}
	return b.Known("check."+check+"."+key, key)
}
