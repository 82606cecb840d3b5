package analysis

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"graftstat/analysis/code"
	"graftstat/analysis/result"
)

// halfDie are cases of a diagnosis of which every second dies, a day after another.
func halfDie(diagnosis string, n int) string {
	var out strings.Builder
	for i := range n {
		death := ""
		if i%2 == 0 {
			death = fmt.Sprint(i + 1)
		}
		fmt.Fprintf(&out, "%s%d,%s,%s,%d\n", diagnosis, i, diagnosis, death, i+1)
	}
	return out.String()
}

// twoCohorts are 40 cases, 20 with the event, and others.
func twoCohorts(t *testing.T, others int, more string) *result.Results {
	t.Helper()
	const study = `data: {cases: cases.csv}
time_unit: days
cohorts:
  - {id: large, where: {diagnosis: large}, endpoints: [os, mortality]}
  - {id: other, where: {diagnosis: other}, endpoints: [os, mortality]}
endpoints:
  - {id: os, kind: survival, event: [death], times: [5]}
  - {id: mortality, kind: incidence, event: [death], times: [5]}
`
	_, r := runText(t, study+more, map[string]string{"cases.csv": "case_id,diagnosis,death_day,last_contact_day\n" +
		halfDie("large", 40) + halfDie("other", others)})
	return r
}

// intervalsOf are the methods of the whole cohorts' survival and incidence.
func intervalsOf(r *result.Results) [][2]string {
	var all [][2]string
	for _, c := range r.Cohorts {
		all = append(all, [2]string{c.Endpoints[0].Groups[0].Interval, c.Endpoints[1].Groups[0].Interval})
	}
	return all
}

// Each endpoint chooses for itself; in a paper all have the method that the smallest
// group needs, unless the study names one.
func TestPaperHasOneInterval(t *testing.T) {
	logLog, exact := [2]string{"log-log", "log-log"}, [2]string{"beta-product", "clopper-pearson"}
	for _, c := range []struct {
		others int
		more   string
		want   [][2]string
		form   code.IntervalForm
	}{
		{8, "", [][2]string{logLog, exact}, ""},
		{8, "paper: {}\n", [][2]string{exact, exact}, code.ExactForm},
		{30, "paper: {}\n", [][2]string{logLog, logLog}, code.LogLogForm},
		{8, "paper: {}\nintervals: {survival: log}\n", [][2]string{{"log", "clopper-pearson"},
			{"log", "clopper-pearson"}}, code.ExactForm},
		{8, "paper: {}\nintervals: {survival: plain, incidence: logit}\n",
			[][2]string{{"plain", "logit"}, {"plain", "logit"}}, ""},
	} {
		r := twoCohorts(t, c.others, c.more)
		if got := intervalsOf(r); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%d others, %q: %v, want %v", c.others, c.more, got, c.want)
		}
		if r.Paper != nil && r.Paper.Intervals != c.form {
			t.Errorf("%d others, %q: form %q, want %q", c.others, c.more, r.Paper.Intervals, c.form)
		}
	}
}

// A paper takes nothing but the intervals otherwise.
func TestPaperChangesNoEstimate(t *testing.T) {
	plain, paper := twoCohorts(t, 8, ""), twoCohorts(t, 8, "paper: {}\n")
	for i := range plain.Cohorts {
		for k, e := range plain.Cohorts[i].Endpoints {
			a, b := e.Groups[0].At[0], paper.Cohorts[i].Endpoints[k].Groups[0].At[0]
			if a.Estimate != b.Estimate || a.StdErr != b.StdErr || a.AtRisk != b.AtRisk || a.Events != b.Events {
				t.Errorf("%s of cohort %d: %+v and %+v", e.ID, i, a, b)
			}
		}
	}
}
