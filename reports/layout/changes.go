package layout

import (
	"slices"
	"strings"

	"graftstat/analysis/result"
)

// Rows of a table on the page; the rest is in the workbook.
const (
	mostCaseRows  = 40
	mostGroupRows = 12
	mostListed    = 24 // cases named in a sentence
)

// changesSection says what moved since an earlier report, and why: a sentence,
// the numbers, the cases behind them, the definitions, the issues. There is
// none where no earlier report was looked for; where nothing can be said but a
// sentence, it begins no page.
func (b *builder) changesSection() (Section, bool) {
	c := b.results.Changes
	if c == nil {
		return Section{}, false
	}
	s := Section{ID: "changes", Title: b.words.Text("changes.title"), Level: 1, Blocks: b.changesLead(c)}
	if c.Reason != "" || isUnchanged(c) {
		s.Level = 2
		return s, true
	}
	s.Blocks = append(s.Blocks, b.changedNumbers(c)...)
	s.Blocks = append(s.Blocks, tables(b.changedCases(c))...)
	s.Blocks = append(s.Blocks, b.followedLonger(c)...)
	s.Blocks = append(s.Blocks, tables(cut(b, b.changedGroups(c), mostGroupRows), b.changedDefinitions(c))...)
	s.Blocks = append(s.Blocks, b.changedFiles(c), b.changedIssueSentence(c))
	s.Blocks = append(s.Blocks, tables(b.changedIssues(c))...)
	return s, true
}

// noEarlierReport is the reason of the first report of a study.
const noEarlierReport = "no_earlier_report"

func tables(all ...*Table) []Block {
	var blocks []Block
	for _, t := range all {
		if len(t.Rows) > 0 {
			blocks = append(blocks, Block{Table: t})
		}
	}
	return blocks
}

// cut keeps the first rows and says how many more there are.
func cut(b *builder, t *Table, most int) *Table {
	if more := len(t.Rows) - most; more > 0 {
		t.Rows = t.Rows[:most]
		t.Notes = append(t.Notes, b.words.Text("changes.cases.cut", b.words.Integer(more)))
	}
	return t
}

func isUnchanged(c *result.Changes) bool {
	return len(c.Numbers)+len(c.Groups)+len(c.Cases)+len(c.Definitions)+len(c.Issues.New)+len(c.Issues.Mended) == 0
}

// changesLead is the sentence that answers, and what must not be overlooked.
func (b *builder) changesLead(c *result.Changes) []Block {
	w := b.words
	switch {
	case c.Reason != "":
		return []Block{paragraph(Body, w.Text("changes."+c.Reason))}
	case isUnchanged(c) && c.AsOf == "":
		return []Block{paragraph(Lead, w.Text("changes.nothing_undated", w.Integer(c.Unchanged)))}
	case isUnchanged(c):
		return []Block{paragraph(Lead, w.Text("changes.nothing", w.Date(c.AsOf), w.Integer(c.Unchanged)))}
	}
	blocks := []Block{paragraph(Lead, b.changesSentence(c))}
	unexplained := 0
	for _, n := range c.Numbers {
		if isUnexplained(n) {
			unexplained++
		}
	}
	if unexplained > 0 {
		blocks = append(blocks, paragraph(Warning, w.Count("changes.unexplained", unexplained)))
	}
	if c.Counts.Reread > 0 && c.Version == b.results.Tool.Version {
		blocks = append(blocks, paragraph(Warning, w.Count("changes.reread", c.Counts.Reread)))
	}
	if c.BackDated {
		blocks = append(blocks, paragraph(Warning, w.Text("changes.back_dated", w.Date(b.results.AsOf))))
	}
	if !c.ByCase {
		blocks = append(blocks, paragraph(Warning, w.Text("changes."+c.NotByCase)))
	}
	return blocks
}

func isUnexplained(n result.NumberChange) bool {
	return slices.ContainsFunc(n.Causes, func(c result.ChangeCause) bool { return c.Code == "unexplained" })
}

// changesSentence: since when, how many of what, and whether the definitions changed.
func (b *builder) changesSentence(c *result.Changes) string {
	w := b.words
	var parts []string
	for _, count := range b.changeCounts(c) {
		if count.n > 0 {
			parts = append(parts, w.Count("changes.count."+count.code, count.n))
		}
	}
	if !c.ByCase {
		for _, n := range c.Cohorts {
			parts = append(parts, w.Text("changes.count.patients", b.cohortName(n.Cohort), w.Integer(n.PatientsBefore), w.Integer(n.PatientsAfter)))
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

func (b *builder) changeCounts(c *result.Changes) []changeCount {
	n := c.Counts
	counts := []changeCount{{"new_patients", n.NewPatients}, {"new_cases", n.NewCases}, {"new_deaths", n.NewDeaths}, {"new_events", n.NewEvents},
		{"followed_longer", n.FollowedLonger}, {"late_events", n.LateEvents}, {"corrected", n.Corrected}, {"regrouped", n.Regrouped},
		{"set_aside", n.SetAside}, {"counted_again", n.CountedAgain}, {"left_cases", n.LeftCases}, {"moved", n.Moved}, {"back_dated", n.BackDated},
		{"redefined", n.Redefined}, {"reread", n.Reread}}
	if n.NewCases == n.NewPatients { // one transplant each
		counts[1].n = 0
	}
	return counts
}

// known is the text of a code, else the code in plain words: an earlier report
// may be of a version whose codes this one does not have.
func (b *builder) known(code, fallback string) string {
	if s, ok := b.words.Find(code); ok {
		return s
	}
	return strings.ReplaceAll(fallback, "_", " ")
}
