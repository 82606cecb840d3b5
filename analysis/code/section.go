package code

// Sections are the parts of a report that report.sections may name, in the
// order in which they stand where the study file does not say otherwise.
func Sections() []string {
	return []string{
		"summary", "changes", "monitor", "cohorts", "independence", "desensitisation", "scores",
		"paper", "sensitivity", "issues", "methods", "definitions", "provenance",
	}
}
