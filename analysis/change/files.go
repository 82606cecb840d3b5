package change

import (
	"slices"
	"strings"

	"graftstat/analysis/code"
	"graftstat/analysis/result"
)

// inputs says of each file whether its content changed: those of the present
// report in their order, then those that it no longer reads.
func inputs(before, after []result.Input) []result.InputChange {
	find := func(all []result.Input, file string) *result.Input {
		at := slices.IndexFunc(all, func(i result.Input) bool { return i.File == file })
		if at < 0 {
			return nil
		}
		return &all[at]
	}
	found := []result.InputChange{}
	for _, now := range after {
		c := result.InputChange{File: now.File, RowsAfter: now.Rows}
		switch was := find(before, now.File); {
		case was == nil:
			c.State = "new"
		default:
			c.State, c.RowsBefore = state(*was, now), was.Rows
		}
		found = append(found, c)
	}
	for _, was := range before {
		if find(after, was.File) == nil {
			found = append(found, result.InputChange{File: was.File, State: "gone", RowsBefore: was.Rows})
		}
	}
	return found
}

func state(before, after result.Input) string {
	switch {
	case before.SHA256 != after.SHA256:
		return "changed"
	case before.Format != after.Format:
		return "format"
	}
	return "same"
}

// issueKey is what makes an issue the same in both reports.
type issueKey struct{ code, file, column, caseID string }

// issues matches the issues of two reports. Of several with one key, as in the
// logs of a case, those that are more than the other report has are new or mended.
// A code of which one of the reports has too many to keep them all is in neither
// list, for the issues that were not kept are not known; nor is a check that the
// study sets otherwise than it did, for what is no longer looked for was not mended.
// Both are counted as open.
func issues(before, after *result.Results) result.IssueChanges {
	var common []string
	for _, i := range before.Inputs {
		if slices.ContainsFunc(after.Inputs, func(x result.Input) bool { return x.File == i.File }) {
			common = append(common, i.File)
		}
	}
	key := func(i result.Issue) issueKey {
		k := issueKey{i.Code, i.File, i.Column, i.Case}
		if !slices.Contains(common, k.file) {
			k.file = "" // renamed, as a monthly export is
		}
		return k
	}
	counted := make(map[string]bool)
	for _, i := range slices.Concat(before.Issues, after.Issues) {
		if i.Code == code.MoreIssues {
			of, _ := code.IssuesOf(i.Code, i.Args)
			counted[of] = true
		}
	}
	d := &differ{}
	d.checks(before.Study.Checks, after.Study.Checks)
	for _, c := range d.found {
		check, _, _ := strings.Cut(c.Key, ".")
		counted[check] = true
	}
	beyond := func(all, others []result.Issue) []result.Issue {
		left := make(map[issueKey]int)
		for _, i := range others {
			left[key(i)]++
		}
		found := []result.Issue{}
		for _, i := range all {
			if left[key(i)]--; left[key(i)] < 0 && !counted[i.Code] && i.Code != code.MoreIssues {
				found = append(found, i)
			}
		}
		return found
	}
	found := result.IssueChanges{Mended: beyond(before.Issues, after.Issues), New: beyond(after.Issues, before.Issues)}
	for _, i := range after.Issues {
		_, count := code.IssuesOf(i.Code, i.Args)
		found.Open += count
	}
	found.Open -= len(found.New)
	return found
}
