package paper

import (
	"strings"
	"testing"

	"graftstat/analysis/code"
	"graftstat/analysis/result"
	"graftstat/reports/document"
)

// manuscriptOf is every text and cell of a manuscript in English.
func manuscriptOf(t *testing.T, r *result.Results) string {
	t.Helper()
	d := &document.Document{Pages: paperBuilder(t, r, "en").ManuscriptSections(nil)}
	var lines []string
	for _, s := range d.Pages {
		lines = append(lines, s.Title)
		for _, b := range s.Blocks {
			if b.Paragraph != nil {
				lines = append(lines, b.Paragraph.Text)
			}
		}
	}
	for _, table := range d.Tables() {
		lines = append(lines, table.Caption)
		for _, row := range table.Rows {
			var cells []string
			for _, c := range row.Cells {
				cells = append(cells, c.Text)
			}
			lines = append(lines, strings.Join(cells, " | "))
		}
		lines = append(lines, table.Notes...)
	}
	return strings.ReplaceAll(strings.Join(lines, "\n"), "\u00a0", " ")
}

// Sex is of 120 patients, of whom 40 and 80 are compared: no share has a decimal, as
// none of 40 has. 70/120 = 58.33%, 25/40 = 62.5%, 45/80 = 56.25%.
func TestRowHasOneRuleForItsDecimals(t *testing.T) {
	r := paperByHand()
	row := &r.Paper.Table1[0].Rows[1]
	for i, n := range [][2]int{{70, 50}, {25, 15}, {45, 35}} {
		row.Cells[i].N, row.Cells[i].Levels[0].N, row.Cells[i].Levels[1].N = n[0]+n[1], n[0], n[1]
	}
	text := manuscriptOf(t, r)
	if want := "70 (58%) | 25 (63%) | 45 (56%)"; !strings.Contains(text, want) {
		t.Errorf("no %q in:\n%s", want, text)
	}
	groups := r.Cohorts[0].Endpoints[0].Groups
	groups[1].Cases = 300
	text = manuscriptOf(t, r)
	if want := "33% (95% CI 1–90%) in the Other group (n = 3)"; !strings.Contains(text, want) {
		t.Errorf("no %q in:\n%s", want, text)
	}
	if strings.Contains(text, "100.0%") {
		t.Errorf("a group of 300 has a decimal beside one of 3:\n%s", text)
	}
}

// A paper whose time starts at the diagnosis speaks of no infusion; one with an
// endpoint of each says which starts where.
func TestPaperNamesWhereTimeStarts(t *testing.T) {
	r := paperByHand()
	r.Cohorts[0].Endpoints[0].Definition.From = "diagnosis"
	text, _, _ := strings.Cut(manuscriptOf(t, r), "References")
	for _, word := range []string{"transplant", "infusion", "unless stated otherwise"} {
		if strings.Contains(strings.ToLower(text), word) {
			t.Errorf("%q stands in:\n%s", word, text)
		}
	}
	if want := "Time was counted from diagnosis."; !strings.Contains(text, want) {
		t.Errorf("no %q in:\n%s", want, text)
	}
	other := r.Cohorts[0].Endpoints[0]
	other.ID, other.Definition.From = "efs", "transplant"
	r.Cohorts[0].Endpoints = append(r.Cohorts[0].Endpoints, other)
	text = manuscriptOf(t, r)
	for _, want := range []string{"Time was counted from diagnosis unless stated otherwise.", "from infusion",
		"at their first infusion"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in:\n%s", want, text)
		}
	}
}

func TestAliveSaysNothingOfNobody(t *testing.T) {
	b := paperBuilder(t, paperByHand(), "en")
	for _, c := range []struct {
		alive, dead, unknown int
		want                 string
	}{
		{10, 0, 0, "At the last contact all 10 were alive."},
		{0, 10, 0, "All 10 had died by the last contact."},
		{7, 3, 0, "At the last contact 7 were alive and 3 had died."},
		{7, 0, 3, "At the last contact 7 were alive and the status of 3 was not known."},
		{5, 3, 2, "At the last contact 5 were alive, 3 had died and the status of 2 was not known."},
	} {
		cohort := result.Cohort{Patients: 10, FollowUp: result.FollowUp{Alive: c.alive, Dead: c.dead,
			Unknown: c.unknown}}
		if got := b.resultAlive(&cohort); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
}

func TestGroupsWithinASentence(t *testing.T) {
	b := paperBuilder(t, paperByHand(), "en")
	for _, c := range []struct{ by, group, want string }{
		{"cell_source", "peripheral_blood", "60% in the peripheral blood group (n = 9)"},
		{"donor", "a", "60% in the Sibling group (n = 9)"}, // as the study writes it
		{"age_years", "<35", "60% in the group under 35 (n = 9)"},
		{"acute_gvhd_2", "yes", "60% with it (n = 9)"},
		{"acute_gvhd_2", "no", "60% without it (n = 9)"},
	} {
		if got := b.inGroup("60%", c.by, &result.Group{Group: c.group, Cases: 9}); strings.ReplaceAll(got, "\u00a0",
			" ") != c.want {
			t.Errorf("%s of %s: %q", c.group, c.by, got)
		}
	}
}

// The methods say which interval was taken throughout, and where another was.
func TestMethodsSayTheOneInterval(t *testing.T) {
	for _, c := range []struct {
		form       code.IntervalForm
		with       []string
		want, none string
	}{
		{code.ExactForm, []string{"beta-product"}, "were taken by the beta product", "where nobody"},
		{code.ExactForm, []string{"beta-product", "log-log"}, "on the log(−log) scale where cases entered late",
			"where nobody"},
		{code.LogLogForm, []string{"log-log", "beta-product"}, "] where nobody or everybody had the event",
			"entered late"},
	} {
		r := paperByHand()
		r.Paper.Intervals = c.form
		at := &r.Cohorts[0].Endpoints[0].Groups[0].At
		for len(*at) < len(c.with) {
			*at = append(*at, (*at)[0])
		}
		for g := range r.Cohorts[0].Endpoints[0].Groups {
			for i := range r.Cohorts[0].Endpoints[0].Groups[g].At {
				r.Cohorts[0].Endpoints[0].Groups[g].At[i].Interval = c.with[min(i, len(c.with)-1)]
			}
		}
		text := manuscriptOf(t, r)
		if !strings.Contains(text, c.want) || strings.Contains(text, c.none) || !strings.Contains(text, "throughout") {
			t.Errorf("%s with %v:\n%s", c.form, c.with, text)
		}
	}
}
