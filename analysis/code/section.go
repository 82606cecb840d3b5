package code

// Part of the reports: what a month needs on a few pages, and everything else.
type Part string

const (
	Month    Part = "month"
	Appendix Part = "appendix"
)

// Sections are the parts of a report that report.sections may name, in the
// order in which they stand where the study file does not say otherwise.
func Sections() []string {
	return []string{
		"summary", "changes", "monitor", "cohorts", "independence", "desensitisation", "scores",
		"paper", "sensitivity", "issues", "methods", "definitions", "provenance",
	}
}
