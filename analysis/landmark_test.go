package analysis

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/result"
)

// lateRows are 40 cases: 20 never have GVHD and are of donor b; of donor a one
// has GVHD on day 5 and dies on day 10, and 19 have it on days 20 to 38. Those
// of donor a are registered on these days. Of the rest every fourth dies on day 200.
func lateRows() []string {
	var rows []string
	for i := range 40 {
		end, dead, donor, gvhd, registered := 300, 0, "b", "", "0"
		if i%4 == 0 {
			end, dead = 200, 1
		}
		if i == 20 {
			end, dead, donor, gvhd = 10, 1, "a", "5"
		} else if i > 20 {
			donor, gvhd = "a", fmt.Sprint(i-1)
		}
		if gvhd != "" {
			registered = gvhd
		}
		rows = append(rows, fmt.Sprintf("k%d,%s,%d,%d,%s,%s", i, donor, end, dead, gvhd, registered))
	}
	return rows
}

func latePlan(t *testing.T, rows []string, cohort, ofEndpoint string) *plan.Plan {
	t.Helper()
	dir := t.TempDir()
	study := `
data: {cases: cases.csv, values: {donor: {a: a, b: b}}}
time_unit: days
milestones:
  death: {day: end, when: {dead: 1}}
  last_contact: {day: end}
  acute_gvhd: {day: gvhd}
cohorts: [{id: all, endpoints: [os], ` + cohort + `}]
endpoints:
  - {id: os, kind: survival, event: [death], times: [20, 100, 250], landmark: auto` + ofEndpoint + `}
`
	cases := "case_id,donor,end,dead,gvhd,registered\n" + strings.Join(rows, "\n") + "\n"
	for name, content := range map[string]string{"cases.csv": cases, "study.yaml": study} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return planOf(t, filepath.Join(dir, "study.yaml"))
}

func lateLandmarks(t *testing.T, rows []string, cohort, ofEndpoint string) []result.Landmark {
	t.Helper()
	return runOf(t, latePlan(t, rows, cohort, ofEndpoint)).Cohorts[0].Endpoints[0].Landmarks
}

// The first with GVHD has died when five others have it, on day 24: five with
// and 34 without are then at risk. Four of these 39 with GVHD later count
// without. Of the 34, deaths on day 200 are those of numbers 0, 4, …, 36 but 24
// (with GVHD on day 23) and 20: 8. By day 250 the estimates are 26/34 and 4/5.
func TestAutomaticLandmarkByHand(t *testing.T) {
	for _, w := range []struct {
		least, day, with int
	}{{5, 24, 5}, {3, 22, 3}, {2, 21, 2}, {19, 38, 19}} {
		all := lateLandmarks(t, lateRows(), fmt.Sprintf("compare: [acute_gvhd], min_group: %d", w.least), "")
		if len(all) != 1 {
			t.Fatalf("%d landmarks", len(all))
		}
		l := all[0]
		if !l.Auto || l.By != "acute_gvhd" || float64(l.Day) != float64(w.day) || l.Reason != "" {
			t.Fatalf("min_group %d: day %v by %q, reason %q; want day %d", w.least, l.Day, l.By, l.Reason, w.day)
		}
		if n := len(l.Groups); n != 3 || l.Groups[0].Cases != 39 || l.Groups[1].Cases != 39-w.with ||
			l.Groups[2].Cases != w.with {
			t.Errorf("min_group %d: groups %+v", w.least, l.Groups)
		}
		if at := l.Groups[0].At; len(at) != 2 || at[0].Time != 100 {
			t.Errorf("min_group %d: times before the landmark are estimated: %+v", w.least, at)
		}
	}
	l := lateLandmarks(t, lateRows(), "compare: [acute_gvhd]", "")[0]
	for g, want := range map[int]float64{1: 26. / 34, 2: 4. / 5} {
		if got := float64(l.Groups[g].At[1].Estimate); got < want-1e-12 || got > want+1e-12 {
			t.Errorf("%s on day 250: %g, want %g", l.Groups[g].Group, got, want)
		}
	}
}

// With an entry every comparison has a day of its own: all have 20 at risk from
// the start, donor a has five on day 24 as above.
func TestAutomaticLandmarkOfEntry(t *testing.T) {
	all := lateLandmarks(t, lateRows(), "compare: [donor]", ", entry: registered")
	if len(all) != 2 || all[0].By != "" || all[0].Day != 0 || all[1].By != "donor" || all[1].Day != 24 {
		t.Fatalf("landmarks %+v", all)
	}
	if g := all[1].Groups; len(g) != 3 || g[0].Cases != 39 || g[1].Cases != 19 || g[2].Cases != 20 {
		t.Errorf("from day 24: %+v", g)
	}
}

// Where no day is found there is a reason and no number.
func TestNoAutomaticLandmark(t *testing.T) {
	for _, w := range []struct{ cohort, endpoint, reason, by string }{
		{"compare: [acute_gvhd], min_group: 20", "", "risk_set_thin", "acute_gvhd"},
		{"compare: [donor], min_group: 21", ", entry: registered", "risk_set_thin", "donor"},
		{"compare: [donor]", "", "no_late_entry", ""},
	} {
		all := lateLandmarks(t, lateRows(), w.cohort, w.endpoint)
		l := all[len(all)-1]
		if !l.Day.IsMissing() || !l.Auto || l.Reason != w.reason || l.By != w.by ||
			len(l.Groups)+len(l.Tests)+len(l.Comparisons) != 0 {
			t.Errorf("%s%s: %+v", w.cohort, w.endpoint, l)
		}
	}
}

func TestAutomaticLandmarkOfCounts(t *testing.T) {
	p := latePlan(t, lateRows(), "compare: [donor]", ", entry: registered")
	all := runTalliesOf(t, p, siteTallies(t, p, 2)).Cohorts[0].Endpoints[0].Landmarks
	if len(all) != 1 || !all[0].Day.IsMissing() || all[0].Reason != reasonNotCounted || len(all[0].Groups) != 0 {
		t.Errorf("landmarks of counts: %+v", all)
	}
}

func TestAutomaticLandmarkInAnyOrder(t *testing.T) {
	rows := lateRows()
	texts := make([]string, 2)
	for i := range texts {
		text, err := json.Marshal(lateLandmarks(t, rows, "compare: [acute_gvhd, donor]", ", entry: registered"))
		if err != nil {
			t.Fatal(err)
		}
		texts[i] = string(text)
		slices.Reverse(rows)
	}
	if texts[0] != texts[1] {
		t.Error("the order of the rows changes a landmark")
	}
}
