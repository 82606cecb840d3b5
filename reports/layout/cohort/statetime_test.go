package cohort

import (
	"strings"
	"testing"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
	"graftstat/reports/words"
)

func stateTimeCohort() *result.Cohort {
	none := result.Missing()
	mean := func(state, group string, n int, x result.Number) result.StateMean {
		return result.StateMean{State: state, Group: group, Patients: n, Estimate: x, StdErr: 1, Lower: x - 10, Upper: x + 10,
			Method: "beta-influence"}
	}
	died := mean("dead", "none", 8, 0)
	died.Lower, died.Upper, died.StdErr, died.Reason = none, none, none, "no_event"
	chance := func(x result.Number) result.StateChance {
		return result.StateChance{Estimate: x, Lower: x - .1, Upper: x + .1}
	}
	return &result.Cohort{ID: "all", Patients: 20,
		States: []result.State{{State: "alive", Prob: []result.Number{1, .9}}, {State: "engrafted", Prob: []result.Number{0, .1}},
			{State: "dead", Prob: []result.Number{0, .1}}},
		StateTime: &result.StateTime{Horizon: 365, Landmark: 100, By: "abo_major",
			Order: []string{"engrafted", "alive", "dead"},
			Means: []result.StateMean{mean("alive", "", 20, 100), mean("alive", "none", 8, 90), mean("alive", "present", 12, 110),
				mean("dead", "", 20, 30), died, mean("dead", "present", 12, 50)},
			Differences: []result.StateDifference{
				{State: "alive", A: "none", B: "present", Estimate: -20, Lower: -50, Upper: 10},
				{State: "dead", A: "none", B: "present", Estimate: -50, Lower: none, Upper: none, Reason: "no_event"}},
			Favour: []result.StateFavour{{A: "none", B: "present", Estimate: 45, Lower: 5, Upper: 90}},
			Since: []result.StateSince{
				{From: "alive", To: "alive", Patients: 9, All: chance(.5), Own: chance(.6), Differ: true},
				{From: "alive", To: "dead", Patients: 9, All: chance(.5), Own: chance(.3), Differ: true},
				{From: "engrafted", To: "dead", Patients: 9, All: chance(.5), Own: chance(.51)}}}}
}

func stateBuilder(t *testing.T, language string) *Builder {
	t.Helper()
	w, err := words.New(language)
	if err != nil {
		t.Fatal(err)
	}
	r := &result.Results{Study: result.Study{TimeUnit: "days", Intervals: result.Intervals{Level: .95}}}
	return On(&page.Page{Results: r, Words: w})
}

func rowsOf(t *document.Table) []string {
	var rows []string
	for _, r := range t.Rows {
		var cells []string
		for _, c := range r.Cells {
			cells = append(cells, c.Text)
		}
		rows = append(rows, strings.Join(cells, " | "))
	}
	return rows
}

// Each mean has its interval, what has none has a dash with the reason as it is meant of a
// state; the time in favour ends the table, and of two estimators that differ the widest is told.
func TestStateTimeTable(t *testing.T) {
	b, c := stateBuilder(t, "en"), stateTimeCohort()
	table := b.stateTimeTable(c)
	want := []string{
		"Alive, engrafted |  |  |  | ",
		"Alive, not engrafted yet | 100.0 (90.0 to 110.0) | 90.0 (80.0 to 100.0) | 110.0 (100.0 to 120.0) | −20.0 (−50.0 to 10.0)",
		"Dead | 30.0 (20.0 to 40.0) | – | 50.0 (40.0 to 60.0) | –",
		"In the better state |  |  |  | 45.0 (5.0 to 90.0)",
	}
	got := rowsOf(table)
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
	if why := table.Rows[2].Cells[2].Why; why != "nobody entered or left the state" {
		t.Errorf("the dash means %q", why)
	}
	notes := strings.Join(table.Notes, "\n")
	if n := strings.Count(notes, "differ by over 5 points"); n != 1 || !strings.Contains(notes, "30%") {
		t.Errorf("%d sentences in %s", n, notes)
	}
	if !strings.Contains(notes, "Mao 2023") || !strings.Contains(notes, "Best first: Alive, engrafted; Alive, not engrafted yet; Dead.") {
		t.Error(notes)
	}
}

// Without a number there is a sentence and no table, without groups no difference.
func TestStateTimeWithoutNumbers(t *testing.T) {
	for language, want := range map[string]string{"en": "not computed: after the last follow-up",
		"vi": "sau lần theo dõi cuối"} {
		b, c := stateBuilder(t, language), stateTimeCohort()
		for i := range c.StateTime.Means {
			m := &c.StateTime.Means[i]
			m.Estimate, m.Lower, m.Upper, m.Reason = result.Missing(), result.Missing(), result.Missing(), "past_follow_up"
		}
		blocks := b.stateTimeBlocks(c)
		if len(blocks) != 1 || blocks[0].Table != nil || !strings.Contains(blocks[0].Paragraph.Text, want) {
			t.Errorf("%+v", blocks)
		}
		c = stateTimeCohort()
		s := c.StateTime
		s.By, s.Means, s.Differences, s.Favour, s.Since = "", s.Means[:1], nil, nil, nil
		table := b.stateTimeTable(c)
		if len(table.Columns) != 2 || len(table.Rows) != 3 || len(table.Notes) != 1 {
			t.Errorf("%+v", table)
		}
		c.StateTime = nil
		if got := b.stateTimeBlocks(c); got != nil {
			t.Errorf("of an older version: %+v", got)
		}
	}
}
