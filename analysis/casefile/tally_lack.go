package casefile

import (
	"slices"
	"strconv"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// lacks notes the endpoints and follow-ups that a file does not count, and gives
// an issue for each, with the patients that are not in the sum. A column to
// compare or to stratify by is an issue where a file has no value of it and another has.
// A follow-up that no file has is left out on purpose.
func (s *tallySum) lacks() []registry.Issue {
	var issues []registry.Issue
	tell := func(code, file, cohort, of string) {
		args := []string{cohort, of, s.patients(file, cohort)}
		issues = append(issues, registry.Issue{Severity: severities()[code], Code: code, File: file, Args: args})
	}
	for _, c := range s.plan.Cohorts {
		for _, endpoint := range countedOf(c) {
			with, without := s.partition(c.ID, func(f tallyParts) bool { return f.has(c.ID, endpoint, "") })
			code := tallyLackEndpoint
			if endpoint == registry.TallyFollowUp {
				code = tallyLackFollowUp
			}
			if code == tallyLackFollowUp && len(with) == 0 {
				continue
			}
			for _, file := range without {
				s.total.Lacks = append(s.total.Lacks, registry.TallyLack{Cohort: c.ID, Endpoint: endpoint, File: file})
				tell(code, file, c.ID, endpoint)
			}
		}
		for _, column := range groupedBy(c) {
			with, without := s.partition(c.ID, func(f tallyParts) bool {
				return f.valued[countedColumn{c.ID, column}] || !f.hasEndpoint(c)
			})
			for _, file := range without {
				if len(with) > 0 {
					tell(tallyLackLevel, file, c.ID, column)
				}
			}
		}
	}
	return issues
}

// groupedBy are the columns by which a cohort is compared or stratified.
func groupedBy(c plan.Cohort) []string {
	var columns []string
	for _, compare := range c.Compare {
		columns = append(columns, compare.Column)
	}
	if c.Stratify != "" && !slices.Contains(columns, c.Stratify) {
		columns = append(columns, c.Stratify)
	}
	return columns
}

// patients is how many of a cohort a file has, at the last step of its flow; "?"
// where it has no flow.
func (s *tallySum) patients(file, cohort string) string {
	var n int64
	for _, f := range s.files {
		if f.file != file {
			continue
		}
		for outcome, cases := range f.parts[tallyPart{cohort, registry.TallyPatients, ""}] {
			if outcome.code == s.codes.Steps[len(s.codes.Steps)-1] {
				n += cases
			}
		}
	}
	if n == 0 {
		return "?"
	}
	return strconv.FormatInt(n, 10)
}
