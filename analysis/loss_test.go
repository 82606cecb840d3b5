package analysis

import (
	"context"
	"encoding/csv"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/result"
	"graftstat/analysis/table"
)

// Whatever column or level is taken away, no other number appears: each
// estimate stands as it was, or is absent with a reason, or rests on fewer cases,
// each of which counts as it did before, and the others are set aside with a
// reason or in no cohort, which is told. Without the columns that say to what day
// counts and transfusions are complete a case is known to its last contact, as in a
// file that never had them: no issue can tell, and in the sample nothing rests on them.
func TestLossNeverBecomesANumber(t *testing.T) {
	for _, study := range []string{"../sample-data/study.yaml", "../sample-data/bmt137.yaml"} {
		t.Run(filepath.Base(study), func(t *testing.T) {
			t.Parallel()
			p := numbersOnly(t, study)
			table := cellsOf(t, filepath.Join(p.Dir, p.Data.Cases.Name()))
			whole, err := computeFrom(t, p, table)
			if err != nil {
				t.Fatal(err)
			}
			outcomes := map[string]int{}
			for _, loss := range losses(table) {
				changed, err := computeFrom(t, p, loss.table)
				if err != nil {
					if !isRefusal(err) {
						t.Errorf("%s: %v", loss.name, err)
					}
					outcomes["refused"]++
					continue
				}
				compareLoss(t, loss.name, whole, changed, outcomes)
			}
			t.Logf("%v", outcomes)
			if outcomes["same"] == 0 || outcomes["fewer"] == 0 || outcomes["absent"]+outcomes["refused"] == 0 {
				t.Errorf("%v: a loss that leaves all, one that takes cases and one that takes an endpoint must be among them", outcomes)
			}
		})
	}
}

// numbersOnly is a study without logs and without what compares the estimates.
func numbersOnly(t *testing.T, file string) *plan.Plan {
	t.Helper()
	p := planOf(t, file)
	p.Data.Counts, p.Data.Transfusions, p.Data.Titres, p.Data.Scores, p.Data.Typing, p.Data.GVHD = plan.LogSource{},
		plan.LogSource{}, plan.LogSource{}, plan.LogSource{}, plan.LogSource{}, plan.LogSource{}
	p.Monitor.Off, p.Paper, p.Sensitivity = true, nil, nil
	for i := range p.Cohorts {
		c := &p.Cohorts[i]
		c.Compare, c.Models, c.Stratify = nil, nil, ""
		c.Indicators, c.Benchmarks, c.Sequential, c.Funnels, c.Risk = nil, nil, nil, nil, nil
	}
	return p
}

func cellsOf(t *testing.T, file string) [][]string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	cells, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return cells
}

type loss struct {
	name  string
	table [][]string
}

// losses are the table without each column, with each column blank, and without
// each level of a column of few, blank and misspelt.
func losses(table [][]string) []loss {
	var all []loss
	for j, column := range table[0] {
		without := make([][]string, len(table))
		for i, row := range table {
			without[i] = slices.Delete(slices.Clone(row), j, j+1)
		}
		all = append(all, loss{column, without})
		var levels []string
		for _, row := range table[1:] {
			if row[j] != "" && !slices.Contains(levels, row[j]) {
				levels = append(levels, row[j])
			}
		}
		if len(levels) > 9 || strings.HasSuffix(column, "_date") {
			continue
		}
		for _, level := range levels {
			for _, written := range []string{"", strings.ToUpper(level) + "?"} {
				all = append(all, loss{column + "=" + level + " as " + written, replaced(table, j, level, written)})
			}
		}
	}
	return all
}

func replaced(table [][]string, j int, level, written string) [][]string {
	other := make([][]string, len(table))
	for i, row := range table {
		other[i] = slices.Clone(row)
		if i > 0 && row[j] == level {
			other[i][j] = written
		}
	}
	return other
}

// computed is what a study gives.
type computed struct {
	*result.Results
	outcome map[caseEndpoint]result.Outcome
	stays   map[[2]string][]result.Stay // by cohort and case
}

type caseEndpoint struct{ cohort, endpoint, caseID string }

func computeFrom(t *testing.T, p *plan.Plan, table [][]string) (*computed, error) {
	t.Helper()
	copied := *p
	copied.Dir = t.TempDir()
	writeCells(t, filepath.Join(copied.Dir, p.Data.Cases.Name()), table)
	return computeIn(&copied)
}

func computeIn(p *plan.Plan) (*computed, error) {
	r, l, err := runIn(p)
	if err != nil {
		return nil, err
	}
	c := &computed{r, map[caseEndpoint]result.Outcome{}, map[[2]string][]result.Stay{}}
	for row := range l.All() {
		if len(row.Stays) > 0 {
			c.stays[[2]string{row.Cohort, row.Case}] = row.Stays
		}
		c.outcome[caseEndpoint{row.Cohort, row.Endpoint, row.Case}] = row.Outcome
	}
	return c, nil
}

func runIn(p *plan.Plan) (*result.Results, *result.Listing, error) {
	d, err := Load(context.Background(), p, quiet)
	if err != nil {
		return nil, nil, err
	}
	return Run(context.Background(), p, d, "test", quiet)
}

// isRefusal reports whether a study was refused for what its data lack.
func isRefusal(err error) bool {
	var file *table.Error
	var empty *EmptyCohortError
	return errors.As(err, &file) || errors.As(err, &empty)
}

func compareLoss(t *testing.T, name string, whole, changed *computed, outcomes map[string]int) {
	t.Helper()
	for i := range whole.Cohorts {
		before, after := &whole.Cohorts[i], &changed.Cohorts[i]
		told := 0
		if changed.NoCohort != nil {
			told = changed.NoCohort.Rows
		}
		if n := before.Cases - after.Cases; n > told {
			t.Errorf("%s: cohort %s has %d cases fewer, %d are told", name, before.ID, n, told)
		}
		complete := true
		for j := range before.Endpoints {
			was, is := &before.Endpoints[j], &after.Endpoints[j]
			if is.Reason != "" {
				outcomes["absent"]++
				if len(is.Missing) == 0 || len(is.Groups) > 0 || !isAbsence(changed.Results, before.ID, is.ID) {
					t.Errorf("%s: %s %s is %s without the line that says so", name, before.ID, is.ID, is.Reason)
				}
				continue
			}
			state := compareEstimates(t, name, before.ID, was, is, whole, changed)
			outcomes[state]++
			complete = complete && state == "same"
		}
		compareFollowUp(t, name, before, after)
		compareBasis(t, name, before, after)
		compareStays(t, name, before.ID, whole, changed)
		if complete {
			compareStates(t, name, before, after)
		}
	}
}

func isAbsence(r *result.Results, cohort, endpoint string) bool {
	return slices.ContainsFunc(r.Absent, func(a result.Absence) bool {
		return a.Cohort == cohort &&
			slices.Contains(a.Endpoints, endpoint)
	})
}

// compareEstimates holds that each case counts as before or not at all, and that
// an estimate changes only where a case is left out.
func compareEstimates(t *testing.T, name, cohort string, was, is *result.Endpoint, whole, changed *computed) string {
	t.Helper()
	left, back := 0, 0
	for key, before := range whole.outcome {
		if key.cohort != cohort || key.endpoint != was.ID {
			continue
		}
		after, listed := changed.outcome[key]
		if before.Status == result.SetAside {
			// Of two cells that contradicted each other one is gone.
			if listed && after.Status != result.SetAside {
				left--
				back++
			}
			continue
		}
		switch {
		case !listed && changed.NoCohort != nil, listed && after.Status == result.SetAside && after.Code != "" &&
			len(changed.Issues) > len(whole.Issues):
			left++
		case !listed || after.Time != before.Time || after.Status != before.Status:
			t.Errorf("%s: %s %s %s was %v, is %v", name, cohort, was.ID, key.caseID, before, after)
		}
	}
	if len(was.Groups) == 0 || len(is.Groups) == 0 { // nobody is left to estimate from
		return "fewer"
	}
	a, b := &was.Groups[0], &is.Groups[0]
	if a.Cases-b.Cases != left {
		t.Errorf("%s: %s %s has %d cases, had %d, and %d are told", name, cohort, was.ID, b.Cases, a.Cases, left)
	}
	if left > 0 || back > 0 {
		return "fewer"
	}
	for k := range a.At {
		if x, y := a.At[k], b.At[k]; !sameNumber(x.Estimate, y.Estimate) || !sameNumber(x.Lower, y.Lower) ||
			x.AtRisk != y.AtRisk || x.Events != y.Events {
			t.Errorf("%s: %s %s at %v was %v, is %v", name, cohort, was.ID, x.Time, x.Estimate, y.Estimate)
		}
	}
	return "same"
}

func sameNumber(a, b result.Number) bool {
	return a == b || math.IsNaN(float64(a)) && math.IsNaN(float64(b))
}

func compareFollowUp(t *testing.T, name string, was, is *result.Cohort) {
	t.Helper()
	f, g := was.FollowUp, is.FollowUp
	switch {
	case g.Reason == columnAbsent || g.Reason == columnBlank:
		if g.Alive != -1 || g.Dead != -1 || !g.Median.IsMissing() {
			t.Errorf("%s: cohort %s: follow-up %+v without the death", name, was.ID, g)
		}
	case g.Alive+g.Dead+g.Unknown != is.Patients:
		t.Errorf("%s: cohort %s: %d alive, %d dead, %d unknown of %d", name, was.ID, g.Alive, g.Dead, g.Unknown,
			is.Patients)
	case g.Unknown == f.Unknown && is.Patients == was.Patients && (g.Alive != f.Alive || g.Dead != f.Dead):
		t.Errorf("%s: cohort %s: follow-up was %+v, is %+v", name, was.ID, f, g)
	}
}

// compareBasis holds that the states rest on each patient or say why not.
func compareBasis(t *testing.T, name string, was, is *result.Cohort) {
	t.Helper()
	b := is.StateBasis
	if b == nil {
		t.Fatalf("%s: nothing is said of the states of cohort %s", name, is.ID)
	}
	n := b.Patients
	for _, x := range b.Excluded {
		n += x.Cases
	}
	switch {
	case b.Reason != "" && (len(b.Missing) == 0 || len(is.States) > 0):
		t.Errorf("%s: cohort %s has %d states and %+v", name, is.ID, len(is.States), b)
	case b.Reason == "" && (n != is.Patients || (b.Patients > 0) != (len(is.States) > 0)):
		t.Errorf("%s: cohort %s has %d patients, %d states and %+v", name, is.ID, is.Patients, len(is.States), b)
	case was.StateBasis.Reason != "" && b.Reason == "":
		t.Errorf("%s: the states of cohort %s, which were absent for %s, are computed from less", name, is.ID,
			was.StateBasis.Reason)
	}
}

// compareStays holds that each patient is in the states as before, for as long or
// a shorter time, or in none.
func compareStays(t *testing.T, name, cohort string, whole, changed *computed) {
	t.Helper()
	for key, before := range whole.stays {
		after := changed.stays[key]
		if key[0] != cohort || len(after) == 0 {
			continue
		}
		n := len(after) - 1
		if n >= len(before) || !slices.Equal(after[:n], before[:n]) || after[n].State != before[n].State ||
			after[n].To > before[n].To {
			t.Errorf("%s: the states of %s were %v, are %v", name, key[1], before, after)
		}
	}
}

func compareStates(t *testing.T, name string, was, is *result.Cohort) {
	t.Helper()
	if len(is.States) == 0 || is.Patients != was.Patients || is.FollowUp.Unknown != was.FollowUp.Unknown {
		return
	}
	for i := range is.States {
		if i >= len(was.States) || is.States[i].State != was.States[i].State ||
			!slices.EqualFunc(is.States[i].Prob, was.States[i].Prob, sameNumber) {
			t.Errorf("%s: cohort %s: state %s is another", name, was.ID, is.States[i].State)
			return
		}
	}
}
