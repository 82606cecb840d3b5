package analysis

import (
	"cmp"
	"slices"

	"graftstat/analysis/code"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// maxTasks is how many things to do a month's first page names.
const maxTasks = 5

// tasks are the things to do, by case: faults of the data, outcomes that come
// due within a month, and visits missed. A page names the first of each kind in
// turn, so that a long list of one hides no other.
func tasks(r *result.Results, asOf plan.Date, cohortOf map[string]string) result.Tasks {
	kinds := [][]result.Task{faultTasks(r, cohortOf), dueTasks(r.Monitor, asOf.AddMonths(1).String()),
		overdueTasks(r.Monitor)}
	t := result.Tasks{List: []result.Task{}, Counts: []result.TaskCount{}}
	for _, list := range kinds {
		if len(list) > 0 {
			t.Counts = append(t.Counts, result.TaskCount{Kind: list[0].Kind, N: len(list)})
		}
	}
	for turn := 0; len(t.List) < maxTasks; turn++ {
		more := false
		for _, list := range kinds {
			if turn < len(list) && len(t.List) < maxTasks {
				t.List, more = append(t.List, list[turn]), true
			}
		}
		if !more {
			break
		}
	}
	slices.SortStableFunc(t.List, func(a, b result.Task) int { return cmp.Compare(rank(a.Kind), rank(b.Kind)) })
	return t
}

// rank of a kind of task: what is wrong before what is due before what is late.
func rank(k code.Task) int {
	return slices.Index([]code.Task{code.TaskDataError, code.TaskDue, code.TaskOverdue}, k)
}

// faultTasks are the first fault of each case that is set aside from something, in the order of the issues.
func faultTasks(r *result.Results, cohortOf map[string]string) []result.Task {
	var list []result.Task
	seen := make(map[string]bool)
	for _, i := range r.Issues {
		if i.Severity == string(registry.Error) && i.Case != "" && !seen[i.Case] {
			seen[i.Case] = true
			list = append(list, result.Task{Kind: code.TaskDataError, Cohort: cohortOf[i.Case], Case: i.Case,
				Issue: i.Code, Column: i.Column, File: i.File, Line: i.Line})
		}
	}
	return list
}

// dueTasks are the cases whose outcome enters a chart by a day, the earliest first.
func dueTasks(m *result.Monitor, by string) []result.Task {
	var list []result.Task
	for _, s := range m.Sequential {
		for _, p := range s.Pending {
			if p.Due <= by {
				list = append(list, result.Task{Kind: code.TaskDue, Cohort: s.Cohort, Case: p.Case,
					Endpoint: s.Endpoint, Date: p.Due})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b result.Task) int { return cmp.Compare(a.Date, b.Date) })
	return list
}

// overdueTasks are the missed visits, the one missed longest first.
func overdueTasks(m *result.Monitor) []result.Task {
	var list []result.Task
	for _, o := range m.Overdue {
		list = append(list, result.Task{Kind: code.TaskOverdue, Cohort: o.Cohort, Case: o.Case, Date: o.Due})
	}
	slices.SortStableFunc(list, func(a, b result.Task) int { return cmp.Compare(a.Date, b.Date) })
	return list
}
