package analysis

import (
	"math"
	"slices"

	"graftstat/analysis/code"
	"graftstat/analysis/endpoint"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// Covariates are the values by which the cohorts were compared, stratified and
// modelled, one row an infusion in the order of the listing's cases: what a
// reviewer needs beside the listing to compute everything again.
func Covariates(p *plan.Plan, d *registry.Data) *result.Covariates {
	t := &covariateTable{data: d}
	histories := endpoint.NewHistories(p, d)
	for i := range p.Cohorts {
		t.addCohort(newCohort(p, d, histories, &p.Cohorts[i]))
	}
	return t.result()
}

// covariateTable collects the rows of all cohorts. A cohort has values only in
// the columns that it uses.
type covariateTable struct {
	data    *registry.Data
	cohorts []covariateRows
	columns []string // of the cases file, in order of first use
}

type covariateRows struct {
	cohort *cohort
	rows   []int32 // of the data
	uses   []string
	path   map[string][]float64 // by name and patient
	stays  map[int32][]result.Stay
}

func (t *covariateTable) addCohort(c *cohort) {
	r := covariateRows{cohort: c, uses: c.covariateColumns()}
	for _, patient := range c.patients {
		r.rows = append(r.rows, c.histories.Of(int(patient))...)
	}
	for _, name := range r.uses {
		if !slices.Contains(t.columns, name) {
			t.columns = append(t.columns, name)
		}
	}
	r.path, r.stays = c.path()
	t.cohorts = append(t.cohorts, r)
}

// covariateColumns are the columns and milestones that the cohort's
// comparisons, strata, models and paper name.
func (c *cohort) covariateColumns() []string {
	var names []string
	add := func(more ...string) {
		for _, name := range more {
			if name != "" && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	for _, compare := range c.plan.Compare {
		add(compare.Column)
	}
	add(c.plan.Stratify)
	for _, m := range c.plan.Models {
		add(m.Terms...)
		add(m.TimeDependent...)
		add(m.Strata, m.Cluster, m.Entry)
	}
	if paper := c.study.Paper; paper != nil {
		add(paper.Table1.Columns...)
		for _, s := range paper.Subgroups {
			if s.Cohort == c.plan.ID {
				add(s.By)
				for _, within := range s.Within {
					add(within.Column)
				}
			}
		}
		for _, u := range paper.Univariable {
			if u.Cohort == c.plan.ID {
				add(u.Terms...)
			}
		}
		add(paper.Anonymity.Columns...)
	}
	return names
}

// path is the end of each patient's follow-up, that of the states, and the death; a
// patient whose follow-up is not known has none. stays are by row of the first infusion.
func (c *cohort) path() (found map[string][]float64, stays map[int32][]result.Stay) {
	found = make(map[string][]float64)
	if c.lifeLacks().reason != "" {
		return found, nil
	}
	life, states := c.derive(code.Survival, plan.Item{Milestone: "death"}), c.transitions()
	deaths := make([]float64, life.Len())
	for i := range deaths {
		deaths[i] = math.NaN()
		if !life.SetAside(i) && life.Cause[i] == 1 {
			deaths[i] = life.Time[i]
		}
	}
	found[result.PathEnd], found[result.PathStatesEnd], found[result.PathDeath] = life.Time, states.end, deaths
	return found, c.coursesByRow(&states.walk)
}

// coursesByRow are the stays of each patient, by the row of the first infusion; what is
// reached on the last day is a stay of no length.
func (c *cohort) coursesByRow(w *walk) map[int32][]result.Stay {
	found := c.staysByRow(w)
	for k, i := range w.stays.Case {
		isLast := k+1 == len(w.stays.Case) || w.stays.Case[k+1] != i
		if to := w.stays.To[k]; isLast && to > 0 {
			row := c.histories.Of(int(c.patients[i]))[0]
			found[row] = append(found[row], result.Stay{State: w.names[to-1], To: w.stays.Stop[k]})
		}
	}
	return found
}

func (t *covariateTable) result() *result.Covariates {
	r := &result.Covariates{}
	for _, c := range t.cohorts {
		for _, row := range c.rows {
			r.Cohort, r.Case = append(r.Cohort, c.cohort.plan.ID), append(r.Case, t.data.CaseID[row])
		}
	}
	for _, name := range t.columns {
		if category := t.data.Categories[name]; category != nil {
			r.Columns = append(r.Columns, t.category(name, category))
		} else if number := t.data.Numbers[name]; number != nil {
			r.Columns = append(r.Columns, result.Covariate{Name: name, Kind: result.CovariateNumber,
				Number: t.numbers(name, number.Value)})
		}
		if milestone := t.data.Milestones[name]; milestone != nil {
			r.Columns = append(r.Columns, result.Covariate{Name: name, Kind: result.CovariateMilestone,
				Number: t.numbers(name, milestoneTimes(milestone))})
		}
	}
	for _, name := range []string{result.PathEnd, result.PathStatesEnd, result.PathDeath} {
		r.Columns = append(r.Columns, result.Covariate{Name: name, Kind: result.CovariatePath, Number: t.paths(name)})
	}
	r.Columns = append(r.Columns, result.NewStays(result.CourseStates, t.stays()))
	t.units(r)
	return r
}

// milestoneTimes are the times of a milestone, result.Undated where nobody knows when.
func milestoneTimes(m *registry.Milestone) []float64 {
	times := slices.Clone(m.Time)
	for row := range times {
		if m.IsUndated(row) {
			times[row] = result.Undated
		}
	}
	return times
}

func (t *covariateTable) category(name string, category *registry.Category) result.Covariate {
	var levels []string
	for _, c := range t.cohorts {
		uses := slices.Contains(c.uses, name)
		for _, row := range c.rows {
			level := ""
			if uses {
				level = category.Level(int(row))
			}
			levels = append(levels, level)
		}
	}
	return result.NewCategory(name, levels)
}

func (t *covariateTable) numbers(name string, value []float64) []float64 {
	var numbers []float64
	for _, c := range t.cohorts {
		uses := slices.Contains(c.uses, name)
		for _, row := range c.rows {
			number := math.NaN()
			if uses {
				number = value[row]
			}
			numbers = append(numbers, number)
		}
	}
	return numbers
}

// stays are those of each row.
func (t *covariateTable) stays() [][]result.Stay {
	var stays [][]result.Stay
	for _, c := range t.cohorts {
		for _, row := range c.rows {
			stays = append(stays, c.stays[row])
		}
	}
	return stays
}

// paths has the times of the milestone on the patients' first infusions.
func (t *covariateTable) paths(milestone string) []float64 {
	var times []float64
	for _, c := range t.cohorts {
		for i, patient := range c.cohort.patients {
			for k := range c.cohort.histories.Of(int(patient)) {
				time := math.NaN()
				if path := c.path[milestone]; k == 0 && path != nil {
					time = path[i]
				}
				times = append(times, time)
			}
		}
	}
	return times
}
