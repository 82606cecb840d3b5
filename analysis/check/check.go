package check

import (
	"cmp"
	"slices"
	"strconv"

	"graftstat/analysis/code"
	"graftstat/analysis/parallel"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// Run finds every fault of the cases and returns its issues in order of line,
// within a line in the order of the rules; of one code the first
// code.MaxIssues that the rule meets, and how many more there are. Milestones
// that a fault makes doubtful are Unreadable in d afterwards, of every fault.
func Run(p *plan.Plan, d *registry.Data) []registry.Issue {
	c := newCases(p, d)
	var issues []registry.Issue
	var doubtful []mark
	all := slices.DeleteFunc(rules(), func(r rule) bool { return !p.Checks.On(r.code) })
	for k, faults := range findAll(all, c) {
		rule := all[k]
		for n, f := range faults {
			if n < code.MaxIssues {
				issues = append(issues, c.issue(rule, f))
			}
			for _, milestone := range f.doubtful {
				doubtful = append(doubtful, mark{f.row, milestone})
			}
		}
		if more := len(faults) - code.MaxIssues; more > 0 {
			issues = append(issues, registry.Issue{Severity: rule.severity, Code: code.MoreIssues, File: d.File,
				Args: []string{rule.code, strconv.Itoa(more)}})
		}
	}
	for _, m := range doubtful {
		d.Milestones[m.milestone].Doubt(m.row)
	}
	slices.SortStableFunc(issues, func(a, b registry.Issue) int { return cmp.Compare(a.Line, b.Line) })
	return issues
}

// findAll finds the faults of each rule. Rules look at the data and change
// nothing, so several are at work side by side.
func findAll(all []rule, c *cases) [][]fault {
	found := make([][]fault, len(all))
	_ = parallel.Each(len(all), func(k int) error { // no rule fails
		found[k] = all[k].find(c)
		return nil
	})
	return found
}

// A rule is one way in which cases can be wrong.
type rule struct {
	code     string // its sentences are in templates, under issue.CODE
	severity registry.Severity
	find     func(*cases) []fault
}

// A fault is one place where a rule is broken.
type fault struct {
	row      int           // -1: the whole file
	column   string        // header text
	args     []string      // names of columns and numbers; never content of a cell
	doubtful []string      // milestones of the row that cannot be trusted
	at       registry.Cell // file and line, of a row of a log
}

// wholeFile is the row of a fault that no single row has.
const wholeFile = -1

type mark struct {
	row       int
	milestone string
}

// eachRow is a rule that looks at one row at a time.
func eachRow(find func(c *cases, row int) []fault) func(*cases) []fault {
	return func(c *cases) []fault {
		var faults []fault
		for row := range c.data.Rows() {
			faults = append(faults, find(c, row)...)
		}
		return faults
	}
}

// eachPatient is a rule that looks at the rows of one patient at a time, in the
// order of the file.
func eachPatient(find func(c *cases, rows []int) []fault) func(*cases) []fault {
	return func(c *cases) []fault {
		var faults []fault
		for _, rows := range c.patients {
			faults = append(faults, find(c, rows)...)
		}
		return faults
	}
}

func (c *cases) issue(r rule, f fault) registry.Issue {
	i := registry.Issue{Severity: r.severity, Code: r.code, File: c.data.File, Line: 1, Column: f.column, Args: f.args}
	if f.row != wholeFile {
		i.Line, i.Case = int(c.data.Line[f.row]), c.data.CaseID[f.row]
	}
	if f.at.File != "" {
		i.File, i.Line = f.at.File, f.at.Line
	}
	return i
}
