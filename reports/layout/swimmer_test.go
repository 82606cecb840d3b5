package layout_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"graftstat/reports/document"
)

const knownTo = `case_id,transplant_date,rbc_independence_day,transfusion_dependence_day,death_day,last_contact_day,transfusions_complete_to_day
A,2020-01-01,10,,,100,100
B,2020-01-01,20,,,100,50
C,2020-01-01,20,60,,100,100
D,2020-01-01,,,30,30,30
F,2020-01-01,,,,100,25
`

const knownToStudy = `as_of: 2021-01-01
languages: [en, vi]
data: {cases: cases.csv}
cohorts: [{id: all, endpoints: [os, ti, tfs]}]
endpoints:
  - {id: os, kind: survival, event: [death], times: [50]}
  - {id: ti, label: {en: Independence}, kind: incidence, event: [rbc_independence], competing: [death], times: [50]}
  - {id: tfs, label: {en: Free of transfusions}, kind: survival, event: [transfusion_dependence, death], times: [50]}
`

// chartsOf builds the study with these cases and finds its swimmer plot and its
// figure of states.
func chartsOf(t *testing.T, cases string) (*document.Swimmer, *document.Figure, *document.Document) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"cases.csv": cases, "study.yaml": knownToStudy} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	r, l := run(t, filepath.Join(dir, "study.yaml"))
	doc := build(t, r, l, "en")
	var swimmer *document.Swimmer
	var states *document.Figure
	for _, s := range doc.Pages {
		for _, b := range s.Blocks {
			if b.Figure == nil {
				continue
			}
			switch chart := b.Figure.Chart.(type) {
			case *document.Swimmer:
				swimmer = chart
			case *document.Stack:
				states = b.Figure
			}
		}
	}
	return swimmer, states, doc
}

// A bar is called independent, or not, to the day to which transfusions are
// known, and the legend names the line that follows.
func TestSwimmerEndsWhereTransfusionsAreNoLongerKnown(t *testing.T) {
	s, states, _ := chartsOf(t, knownTo)
	want := map[string][]document.SwimmerPhase{
		"A": {{From: 0, To: 10, Phase: 0}, {From: 10, To: 100, Phase: 1}},
		"B": {{From: 0, To: 20, Phase: 0}, {From: 20, To: 50, Phase: 1}},
		"C": {{From: 0, To: 20, Phase: 0}, {From: 20, To: 60, Phase: 1}, {From: 60, To: 100, Phase: 0}},
		"D": {{From: 0, To: 30, Phase: 0}},
		"F": {{From: 0, To: 25, Phase: 0}},
	}
	for _, lane := range s.Lanes {
		if !slices.Equal(lane.Phases, want[lane.Label]) {
			t.Errorf("%s: %v, want %v", lane.Label, lane.Phases, want[lane.Label])
		}
		delete(want, lane.Label)
	}
	if len(want) > 0 || s.Open != "Under follow-up, transfusions not known" {
		t.Errorf("no lane of %v; the line is called %q", want, s.Open)
	}
	// A 100, B 50, C 100, F 25 are not seen to die.
	if note := "for the 4 not dead by then the median is day 75 (range 25–100)"; !strings.Contains(states.Caption,
		note) {
		t.Errorf("the states say %q", states.Caption)
	}
	if !strings.HasPrefix(states.Subtitle, "5 patients;") {
		t.Errorf("the states are of %q", states.Subtitle)
	}
	whole, _, _ := chartsOf(t, strings.NewReplacer(",100,50\n", ",100,100\n", ",100,25\n", ",100,\n").Replace(knownTo))
	if whole.Open != "" {
		t.Errorf("transfusions are known throughout, and the legend has %q", whole.Open)
	}
}

// A patient of whom a state is unknown is left out and counted, and its bar is of no phase.
func TestStatesSayWhomTheyLeaveOut(t *testing.T) {
	s, states, _ := chartsOf(t, strings.Replace(knownTo, "A,2020-01-01,10,", "A,2020-01-01,?,", 1))
	if !strings.HasPrefix(states.Subtitle, "4 of 5 patients;") ||
		!strings.HasSuffix(states.Caption, "1 patient excluded: the deciding cell could not be used.") {
		t.Errorf("the states say %q, %q", states.Subtitle, states.Caption)
	}
	for _, lane := range s.Lanes {
		if lane.Label == "A" && len(lane.Phases) > 0 {
			t.Errorf("the bar of a patient whose states are not known has %v", lane.Phases)
		}
	}
}

// Without a column that a state needs there are no states, the report says why,
// and nobody is drawn as independent.
func TestStatesThatAreNotComputedAreSaid(t *testing.T) {
	s, states, doc := chartsOf(t, strings.ReplaceAll(knownTo, "transfusion_dependence_day", "note"))
	if states != nil || len(s.Phases) != 1 {
		t.Errorf("states %v, phases %v", states, s.Phases)
	}
	const why = "States by day are not computed, missing return to transfusion dependence: no column or log says whether it happened."
	if !slices.ContainsFunc(doc.Pages, func(s document.Section) bool {
		return slices.ContainsFunc(s.Blocks, func(b document.Block) bool {
			return b.Paragraph != nil &&
				b.Paragraph.Text == why
		})
	}) {
		t.Error("nothing says why there are no states")
	}
}
