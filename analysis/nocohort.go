package analysis

import (
	"slices"
	"strconv"
	"strings"

	"graftstat/analysis/endpoint"
	"graftstat/analysis/plan"
	"graftstat/analysis/printable"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// noCohort counts the rows that no cohort takes, and gives an issue for each level
// that keeps rows out: its lines, and the nearest level that a cohort takes. A
// bound of a number keeps rows out on purpose and is no issue.
func noCohort(d *registry.Data, cohorts []*cohort) (*result.NoCohort, []registry.Issue) {
	taken := make([]bool, d.Rows())
	for _, c := range cohorts {
		c.markTaken(taken)
	}
	var out []refusal
	rows, patients := 0, make(map[int32]bool)
	for row := range d.Rows() {
		if taken[row] {
			continue
		}
		rows++
		patients[d.Patient[row]] = true
		for _, r := range refusals(d, cohorts, row) {
			i := slices.IndexFunc(out, func(x refusal) bool { return x.column == r.column && x.level == r.level })
			if i < 0 {
				i = len(out)
				out = append(out, r)
			}
			out[i].lines = append(out[i].lines, int(d.Line[row]))
		}
	}
	if rows == 0 {
		return nil, nil
	}
	var issues []registry.Issue
	for _, r := range out {
		issues = append(issues, r.issue(d))
	}
	return &result.NoCohort{Rows: rows, Patients: len(patients)}, issues
}

// markTaken marks the rows that are in the cohort, or would be if they counted.
func (c *cohort) markTaken(taken []bool) {
	member := make([]bool, c.data.Patients)
	for _, patient := range c.patients {
		member[patient] = true
	}
	matches := endpoint.Matcher(c.data, c.plan.Where)
	for row := range taken {
		patient := c.data.Patient[row]
		if member[patient] || len(c.histories.Of(int(patient))) == 0 && matches(row) {
			taken[row] = true
		}
	}
	if c.study.TransplantedFrom.Set { // a variant leaves the others out on purpose
		for patient := range c.data.Patients {
			if rows := c.histories.Of(patient); len(rows) > 0 && matches(int(rows[0])) {
				member[patient] = true
			}
		}
		for row := range taken {
			taken[row] = taken[row] || member[c.data.Patient[row]]
		}
	}
}

// A refusal is a level of a column that keeps rows out of the cohort that is
// nearest to taking them.
type refusal struct {
	column, level string
	wanted        []string // levels that the cohort takes
	lines         []int
}

// refusals are the conditions of the cohort with the fewest of them that a
// patient's first row does not meet.
func refusals(d *registry.Data, cohorts []*cohort, row int) []refusal {
	fewest := -1
	var found []refusal
	for _, c := range cohorts {
		index := row
		if rows := c.histories.Of(int(d.Patient[row])); len(rows) > 0 {
			index = int(rows[0])
		}
		var unmet plan.Where
		for _, condition := range c.plan.Where {
			if !endpoint.Matches(d, plan.Where{condition}, index) {
				unmet = append(unmet, condition)
			}
		}
		if fewest >= 0 && len(unmet) >= fewest {
			continue
		}
		fewest, found = len(unmet), nil
		for _, condition := range unmet {
			category := d.Categories[condition.Column]
			if category == nil || len(condition.In) == 0 {
				continue
			}
			found = append(found, refusal{column: condition.Column, level: category.Level(index), wanted: condition.In})
		}
	}
	return found
}

// maxLines is how many lines an issue names.
const maxLines = 10

// issue has the level and its number of rows, their lines, and the levels that a
// cohort takes, the nearest first.
func (r refusal) issue(d *registry.Data) registry.Issue {
	lines := make([]string, 0, len(r.lines))
	for _, line := range r.lines[:min(len(r.lines), maxLines)] {
		lines = append(lines, d.LineText(line))
	}
	if len(r.lines) > maxLines {
		lines = append(lines, "…")
	}
	code, level := "level_in_no_cohort", printable.Level(r.level)
	wanted := strings.Join(r.wanted, ", ")
	switch near := plan.Nearest(r.level, r.wanted); {
	case r.level == "":
		code = "blank_in_no_cohort"
	case near != "":
		code, wanted = "level_near_cohort", near
	}
	return registry.Issue{Severity: registry.Warning, Code: code, File: d.File, Line: r.lines[0],
		Column: d.Categories[r.column].Header,
		Args:   []string{strconv.Itoa(len(r.lines)), level, strings.Join(lines, ", "), wanted}}
}
