package change

import (
	"slices"
	"strings"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// ChangesSection says what moved since an earlier report, and why: a sentence,
// the numbers, the cases behind them, the definitions, the issues.
// Where nothing can be said but a sentence, it begins no page.
func (b *Builder) ChangesSection() document.Section {
	c := b.Results.Changes
	s := document.Section{ID: "changes", Title: b.Words.Text("changes.title"), Level: 1, Blocks: b.changesLead(c)}
	if c.Reason != "" || IsUnchanged(c) {
		s.Level = 2
		return s
	}
	s.Blocks = append(s.Blocks, page.Tables(page.Cut(b.Page, b.changedComputed(page.Paper, c), page.MaxGroupRows))...)
	s.Blocks = append(s.Blocks, b.changedNumbers(c)...)
	s.Blocks = append(s.Blocks, page.Tables(b.changedCases(c))...)
	s.Blocks = append(s.Blocks, b.followedLonger(c)...)
	s.Blocks = append(s.Blocks, page.Tables(page.Cut(b.Page, b.changedGroups(c), page.MaxGroupRows),
		b.changedDefinitions(page.Paper, c))...)
	s.Blocks = append(s.Blocks, b.changedFiles(c), b.changedIssueSentence(c))
	s.Blocks = append(s.Blocks, page.Tables(b.changedIssues(c))...)
	return s
}

// NoEarlierReport is the reason of the first report of a study.
const NoEarlierReport = "no_earlier_report"

// IsUnchanged reports whether nothing changed.
func IsUnchanged(c *result.Changes) bool {
	return len(c.Numbers)+len(c.Groups)+len(c.Cases)+len(c.Computed)+len(c.Definitions)+len(c.Issues.New)+len(c.Issues.Mended) == 0
}

// changesLead is the sentence that answers, and what must not be overlooked.
func (b *Builder) changesLead(c *result.Changes) []document.Block {
	w := b.Words
	switch {
	case c.Reason != "":
		return []document.Block{page.Paragraph(document.Body, w.Text("changes."+c.Reason))}
	case IsUnchanged(c) && c.AsOf == "":
		return []document.Block{page.Paragraph(document.Lead,
			w.Text("changes.nothing_undated", w.Integer(c.Unchanged)))}
	case IsUnchanged(c):
		return []document.Block{page.Paragraph(document.Lead,
			w.Text("changes.nothing", w.Date(c.AsOf), w.Integer(c.Unchanged)))}
	}
	blocks := []document.Block{page.Paragraph(document.Lead, b.ChangesSentence(c))}
	unexplained := 0
	for _, n := range c.Numbers {
		if isUnexplained(n) {
			unexplained++
		}
	}
	if unexplained > 0 {
		blocks = append(blocks, page.Paragraph(document.Warning, w.Count("changes.unexplained", unexplained)))
	}
	if c.Counts.Reread > 0 && c.Version == b.Results.Tool.Version {
		blocks = append(blocks, page.Paragraph(document.Warning, w.Count("changes.reread", c.Counts.Reread)))
	}
	if c.BackDated {
		blocks = append(blocks, page.Paragraph(document.Warning, w.Text("changes.back_dated", w.Date(b.Results.AsOf))))
	}
	if !c.ByCase {
		blocks = append(blocks, page.Paragraph(document.Warning, w.Text("changes."+c.NotByCase)))
	}
	return blocks
}

func isUnexplained(n result.NumberChange) bool {
	return slices.ContainsFunc(n.Causes, func(c result.ChangeCause) bool { return c.Code == "unexplained" })
}

// ChangesSentence: since when, how many of what, and whether the definitions changed.
func (b *Builder) ChangesSentence(c *result.Changes) string {
	w := b.Words
	var parts []string
	for _, count := range b.changeCounts(c) {
		if count.n > 0 {
			parts = append(parts, w.Count("changes.count."+count.code, count.n))
		}
	}
	if !c.ByCase {
		for _, n := range c.Cohorts {
			parts = append(parts, w.Text("changes.count.patients", b.CohortName(n.Cohort), w.Integer(n.PatientsBefore),
				w.Integer(n.PatientsAfter)))
		}
	}
	if len(parts) == 0 {
		parts = []string{w.Text("changes.no_case")}
	}
	definitions := 0
	for _, d := range c.Definitions {
		if d.Code != "interval_method" {
			definitions++
		}
	}
	last := w.Text("changes.definitions.same")
	if definitions > 0 {
		last = w.Count("changes.definitions", definitions)
	}
	if c.AsOf == "" {
		return w.Text("changes.since_undated", strings.Join(parts, ", "), last)
	}
	return w.Text("changes.since", w.Date(c.AsOf), strings.Join(parts, ", "), last)
}

type changeCount struct {
	code string
	n    int
}

func (b *Builder) changeCounts(c *result.Changes) []changeCount {
	n := c.Counts
	counts := []changeCount{{"new_patients", n.NewPatients}, {"new_cases", n.NewCases}, {"new_deaths", n.NewDeaths},
		{"new_events", n.NewEvents},
		{"followed_longer", n.FollowedLonger}, {"late_events", n.LateEvents}, {"corrected", n.Corrected},
		{"regrouped", n.Regrouped},
		{"set_aside", n.SetAside}, {"counted_again", n.CountedAgain}, {"left_cases", n.LeftCases}, {"moved", n.Moved},
		{"back_dated", n.BackDated},
		{"redefined", n.Redefined}, {"reread", n.Reread}}
	if n.NewCases == n.NewPatients { // one transplant each
		counts[1].n = 0
	}
	return counts
}
