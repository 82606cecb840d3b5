package change

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"graftstat/analysis"
	"graftstat/analysis/change"
	"graftstat/analysis/plan"
	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
	"graftstat/reports/words"
)

// month is the invented centre after replacing texts in its files by others.
func month(t *testing.T, edits ...string) (*result.Results, *result.Listing) {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"study.yaml", "cases.csv", "counts.csv", "transfusions.csv", "titres.csv", "typing.csv", "gvhd.csv",
		"scores.csv"} {
		content, err := os.ReadFile(filepath.Join("../../../sample-data", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(strings.NewReplacer(edits...).Replace(string(content))),
			0o600); err != nil {
			t.Fatal(err)
		}
	}
	p, err := plan.Read(filepath.Join(dir, "study.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	p.Monitor.Off = true // it is no part of the comparison, and slow
	quiet := func(string, int) {}
	d, err := analysis.Load(context.Background(), p, quiet)
	if err != nil {
		t.Fatal(err)
	}
	r, l, err := analysis.Run(context.Background(), p, d, "1.0", quiet)
	if err != nil {
		t.Fatal(err)
	}
	return r, l
}

// twoMonths are a month of the invented centre with all that may happen in one.
func twoMonths(t *testing.T) *result.Results {
	t.Helper()
	before, beforeListing := month(t, "as_of: 2026-10-31", "as_of: 2026-09-15",
		"H001,P001,1,first,male", "H001,P001,1,first,", "2025-02-10,allogeneic", "2025-02-11,allogeneic", "H003,P003",
		"X003,Q003", ",O,O,busulfan", ",O,A,busulfan")
	now, nowListing := month(t, "cohorts:\n",
		"rules: {transfusion_independence: {window_days: 90}}\nintervals: {level: 0.9}\ncohorts:\n")
	now.Changes = change.Between(before, beforeListing, now, nowListing)
	return now
}

func changesBuilder(t *testing.T, r *result.Results, language string) *Builder {
	t.Helper()
	w, err := words.New(language)
	if err != nil {
		t.Fatal(err)
	}
	return &Builder{&page.Page{Results: r, Words: w}}
}

// every text of a section and of its sheet.
func textsOf(blocks []document.Block) []string {
	var all []string
	for _, b := range blocks {
		if b.Paragraph != nil {
			all = append(all, b.Paragraph.Text)
		}
		if b.Table == nil {
			continue
		}
		all = append(append(all, b.Table.Caption), b.Table.Notes...)
		for _, c := range b.Table.Columns {
			all = append(all, c.Head)
		}
		for _, r := range b.Table.Rows {
			for _, c := range r.Cells {
				all = append(all, c.Text)
			}
		}
	}
	return all
}

var (
	bareCode = regexp.MustCompile(`\b[a-z]+_[a-z_]+\b`)
	fileName = regexp.MustCompile(`\S+\.(csv|yaml|json)(, \S+ \d+)?(, \S+( → \S+)?)?`)
	gap      = regexp.MustCompile(`\{\w*\}`)
)

func TestChangesAreWordedWhole(t *testing.T) {
	r := twoMonths(t)
	for _, language := range []string{"en", "vi"} {
		b := changesBuilder(t, r, language)
		s := b.ChangesSection()
		if s.ID != "changes" || s.Level != 1 {
			t.Fatalf("section %q of level %d", s.ID, s.Level)
		}
		texts := textsOf(s.Blocks)
		if len(texts) < 200 {
			t.Errorf("%s: only %d texts", language, len(texts))
		}
		for _, text := range texts {
			if gap.MatchString(text) ||
				bareCode.MatchString(fileName.ReplaceAllString(strings.ReplaceAll(text, "case_id", ""), "")) ||
				strings.Contains(text, "NaN") || strings.Contains(text, "changes.") {
				t.Errorf("%s: %q", language, text)
			}
		}
		sheet, ok := b.ChangesSheet()
		if !ok {
			t.Fatal("no sheet")
		}
		for _, text := range textsOf(sheet.Blocks) {
			if gap.MatchString(text) || strings.Contains(text, "NaN") || strings.Contains(text, "changes.") {
				t.Errorf("%s, sheet: %q", language, text)
			}
		}
		for _, blocks := range [][]document.Block{s.Blocks, sheet.Blocks} {
			for _, block := range blocks {
				if block.Table == nil {
					continue
				}
				for _, row := range block.Table.Rows {
					if len(row.Cells) != len(block.Table.Columns) {
						t.Errorf("%s: %d cells for %d columns", block.Table.ID, len(row.Cells),
							len(block.Table.Columns))
					}
				}
			}
		}
		if missing := b.Words.Missing(); len(missing) > 0 {
			t.Errorf("%s: no text for %v", language, missing)
		}
	}
}

// Whatever code a change may have, both languages have a text for it.
func TestEveryCodeOfAChangeHasWords(t *testing.T) {
	under := 16.0
	where := []result.Condition{{Column: "age_years", LT: &under}}
	standing := func(status int, code string) *result.Standing {
		return &result.Standing{Time: 40, Status: status, Code: code, File: "cases.csv", Line: 7, Column: "death_date"}
	}
	for _, language := range []string{"en", "vi"} {
		c := &result.Changes{AsOf: "2026-09-30", Version: "0.9", ByCase: true, BackDated: true, Unchanged: 12,
			Rounding: 2,
			Counts: result.ChangeCounts{NewPatients: 1, NewDeaths: 2, NewEvents: 3, NewCases: 2, LeftCases: 1, Moved: 1,
				FollowedLonger: 14, LateEvents: 1, Corrected: 1,
				Regrouped: 1, SetAside: 1, CountedAgain: 1, BackDated: 1, Redefined: 1, Reread: 1}}
		for _, kind := range []string{"new", "left", "moved_in", "moved_out", "new_event", "late_event",
			"followed_longer", "corrected", "regrouped", "set_aside", "counted_again", "back_dated", "redefined",
			"reread"} {
			c.Cases = append(c.Cases, result.CaseChange{Case: "H1", Cohort: "thalassemia", Kind: kind, By: "abo_match",
				From: "", To: "major",
				Endpoints: []result.EndpointChange{{Endpoint: "os", Before: standing(0, "closing_date"),
					After: standing(1, "death")}, {Endpoint: "tfs", After: standing(-1, "unreadable_cell")}}})
			if kind != "regrouped" {
				c.Numbers = append(c.Numbers, moved(kind, 1))
			}
		}
		for _, code := range []string{"rule", "where", "preset", "definition", "kind", "variance", "level",
			"survival_intervals", "incidence_intervals", "compatible", "interval_method", "closing_date", "version",
			"file", "unexplained"} {
			c.Numbers = append(c.Numbers, moved(code, 0))
		}
		c.Numbers = append(c.Numbers, moved("fewer_events", 2))
		for _, code := range []string{"level", "survival_intervals", "incidence_intervals", "compatible",
			"cohort_added", "cohort_removed", "preset", "where", "compare", "stratify", "endpoint_added",
			"endpoint_removed", "definition", "kind", "variance", "times", "interval_method"} {
			d := result.DefinitionChange{Code: code, WhereAfter: where,
				DefinitionBefore: &result.Definition{Per: "patient", SameDay: "event"},
				DefinitionAfter:  &result.Definition{Per: "transplant"}}
			if code != "level" && code != "compatible" && !strings.HasSuffix(code, "_intervals") {
				d.Cohort = "thalassemia"
			}
			if strings.HasPrefix(code, "endpoint") || strings.Contains("definition kind variance times interval_method",
				code) {
				d.Endpoint = "os"
			}
			d.Before, d.After = map[string]string{"times": "100 days", "kind": "survival"}[code],
				map[string]string{"times": "100, 365.5 days", "compare": "sex, age_years:2 7.5"}[code]
			c.Definitions = append(c.Definitions, d)
		}
		c.Definitions = append(c.Definitions, result.DefinitionChange{Code: "rule", Key: "titre.below", Before: "16",
			After: "32"}, result.DefinitionChange{Code: "rule", Key: "of_old.rule_gone", Before: "1"})
		for _, state := range []string{"same", "changed", "format", "new", "gone"} {
			c.Inputs = append(c.Inputs, result.InputChange{File: "cases.csv", State: state, RowsBefore: 1,
				RowsAfter: 2})
		}
		c.Issues = result.IssueChanges{New: []result.Issue{{Severity: "error", Code: "duplicate_case_id", Case: "H9"}},
			Mended: []result.Issue{{Severity: "warning", Code: "of_an_old_version"}}, Open: 3}
		for _, reason := range []string{"no_listing", "listing_differs", ""} {
			c.ByCase, c.NotByCase = reason == "", reason
			c.Cohorts = []result.CohortCount{{Cohort: "thalassemia", PatientsBefore: 3, PatientsAfter: 4}}
			holdWords(t, language, c)
		}
		for _, reason := range []string{"no_earlier_report", "other_schema", "other_study", "other_time_unit"} {
			if blocks := holdWords(t, language, &result.Changes{Reason: reason}); len(blocks) != 1 {
				t.Errorf("%s: %d blocks", reason, len(blocks))
			}
		}
		for _, day := range []string{"", "2026-09-30"} {
			if blocks := holdWords(t, language, &result.Changes{AsOf: day, Unchanged: 40}); len(blocks) != 1 {
				t.Errorf("nothing changed: %d blocks", len(blocks))
			}
		}
	}
}

func moved(code string, cases int) result.NumberChange {
	n := result.NumberChange{Cohort: "thalassemia", Endpoint: "os", Measure: "estimate", Time: 365,
		Causes: []result.ChangeCause{{Code: code, Cases: cases}},
		Before: result.Quantity{Cases: 9, Estimate: result.Missing(), Lower: result.Missing(), Upper: result.Missing(),
			Reason: "past_follow_up"},
		After: result.Quantity{Cases: 10, Estimate: 0.9, Lower: 0.5, Upper: 0.99}, Difference: result.Missing()}
	switch code {
	case "version":
		n.Measure, n.Endpoint = "follow_up", ""
	case "file":
		n.Measure = "days_to_event"
	}
	n.AskedTime = result.AskedTime{Asked: 365, Unit: "days"}
	n.Say("days")
	return n
}

func holdWords(t *testing.T, language string, c *result.Changes) []document.Block {
	t.Helper()
	r := &result.Results{Study: result.Study{TimeUnit: "days", Intervals: result.Intervals{Level: 0.95},
		Cohorts: []result.StudyCohort{{ID: "thalassemia", Preset: "thalassemia"}}},
		AsOf: "2026-08-31", Tool: result.Tool{Name: "graftstat", Version: "0.9"}, Changes: c,
		Cohorts: []result.Cohort{{ID: "thalassemia", Endpoints: []result.Endpoint{{ID: "os", Unit: "days"},
			{ID: "tfs", Unit: "days"}}}, {ID: "other"}}}
	b := changesBuilder(t, r, language)
	s := b.ChangesSection()
	b.ChangesSheet()
	for _, text := range textsOf(s.Blocks) {
		if gap.MatchString(text) || strings.Contains(text, "changes.") {
			t.Errorf("%s: %q", language, text)
		}
	}
	if missing := b.Words.Missing(); len(missing) > 0 {
		t.Errorf("%s: no text for %v", language, missing)
	}
	return s.Blocks
}

func TestLeadOfTheChanges(t *testing.T) {
	c := &result.Changes{AsOf: "2026-09-30", ByCase: true, Counts: result.ChangeCounts{NewPatients: 2, NewCases: 2,
		NewDeaths: 1, FollowedLonger: 14, Corrected: 1},
		Numbers: []result.NumberChange{moved("new", 2)}}
	for language, want := range map[string]string{
		"en": "Since 30 September 2026: 2 new patients, 1 new death, 14 followed longer, 1 corrected row; the definitions did not change.",
		"vi": "Từ 30/09/2026: 2 bệnh nhi mới, 1 tử vong mới, 14 ca theo dõi thêm, 1 dòng được sửa; các định nghĩa không thay đổi.",
	} {
		blocks := holdWords(t, language, c)
		if got := blocks[0].Paragraph; got.Text != want || got.Style != document.Lead {
			t.Errorf("%q, want %q", got.Text, want)
		}
	}
}

// A difference too small for the decimals of the report is shown with one more.
func TestSmallDifferencesAreShown(t *testing.T) {
	b := changesBuilder(t, &result.Results{}, "en")
	n := result.NumberChange{Measure: "estimate", Before: result.Quantity{Cases: 10, Estimate: 0.9, Lower: 0.552,
		Upper: 0.99}, After: result.Quantity{Cases: 10, Estimate: 0.9, Lower: 0.548, Upper: 0.99}}
	if before, after := b.quantities(n); before != "90.0% (55.2–99.0%)" || after != "90.0% (54.8–99.0%)" {
		t.Errorf("%s, %s", before, after)
	}
	n.After.Estimate, n.Difference = 0.8, 0.8-0.9
	if before, after := b.quantities(n); before != "90% (55–99%)" || after != "80% (55–99%)" {
		t.Errorf("%s, %s", before, after)
	}
	if got := b.difference(n).Text; got != "−10.0" {
		t.Errorf("difference %s", got)
	}
}

func TestNoSheetWhereNothingWasLookedFor(t *testing.T) {
	b := changesBuilder(t, &result.Results{}, "en")
	if _, ok := b.ChangesSheet(); ok {
		t.Error("a sheet")
	}
}
