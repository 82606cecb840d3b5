package recovery

import "graftstat/analysis/registry"

// Codes of the issues that deriving gives. Their sentences are in templates,
// under issue.CODE. Beside the case they name columns, files, lines and
// numbers, never content.
const (
	// from the case row, of which one has no day; args: log file, line
	logDiffers     = "log_differs"
	logDatesDiffer = "log_dates_differ" // both have one; args: log file, line, days between them
	// the case row has an event that the log excludes; args: log file
	logWithoutEvent  = "log_without_event"
	logAfterFollowUp = "log_after_follow_up" // args: how many entries
	// neither log nor cases file says anything; args: the test
	countsMissing             = "counts_missing"
	implausibleCount          = "implausible_count"            // args: the test
	boundUndecided            = "bound_undecided"              // args: the test
	boundLeftOut              = "bound_left_out"               // of a sum, a highest value or a mean
	titreBoundOpen            = "titre_bound_open"             // args: the threshold
	recoveryUndated           = "recovery_undated"             // args: the test
	plateletsUnderivable      = "platelets_underivable"        // counts without a log of transfusions
	recoveryAfterGraftFailure = "recovery_after_graft_failure" // args: the rule's day
	transfusionsMissing       = "transfusions_missing"         // args: the column that states one
	indicationMissing         = "indication_missing"           // the transfusion counts
	dependenceUnknown         = "dependence_unknown"           // a transfusion after independence, for no stated reason
	lateSupportive            = "late_supportive"              // args: days
	logEmpty                  = "log_empty"
	coverageUndeclared        = "log_coverage_undeclared" // of the log, or of one case
	logEndsEarly              = "log_ends_early"          // args: days between the last entry and the declared end
	logLacksCases             = "log_lacks_case"          // args: how many, of how many
	// args: the test, days between the last value and the end of follow-up
	countsEndEarly     = "counts_end_early"
	countSpike         = "count_spike"           // args: the test
	logCut             = "log_cut"               // args: the last cases without a row, all of their type
	antibodyOfOwnGroup = "antibody_of_own_group" // args: the column of the group
	implausibleScore   = "implausible_score"     // outside what the instrument can give
	haemoglobinSparse  = "hb_sparse"             // of ti12, which is known to that value
	gvhdUndecided      = "gvhd_undecided"        // a blank organ leaves the grade open
	gvhdMissing        = "gvhd_missing"          // no assessment, and the cases file does not state it
	gvhdGradeDiffers   = "gvhd_grade_differs"    // args: log file, line
	// the criteria of poor graft function are met, but no chimerism is near; args: the day
	graftFunctionDonorUnknown = "graft_function_donor_unknown"
	graftFunctionUndecided    = "graft_function_undecided" // args: the day
	donorCellsLost            = "donor_cells_lost"         // and no graft failure; args: the day
	// of the log: cases without a value, of how many that could have one; args: the test, both numbers
	reticulocytesMissing = "reticulocytes_missing"
	// of the log: transplants across blood groups without a sample, of how many
	typingMissing  = "typing_missing"
	typingOpen     = "typing_open"     // red cells as the donor's, and no serum typed
	aplasiaOpen    = "aplasia_open"    // too few reticulocytes; args: the days of the window
	aplasiaDiffers = "aplasia_differs" // the criteria and the diagnosis of the row
)

// report adds an issue of one case.
func (r *Deriver) report(severity registry.Severity, code string, at registry.Cell, row int, args ...string) {
	r.data.Issues = append(r.data.Issues, registry.Issue{
		Severity: severity, Code: code, File: at.File, Line: at.Line, Column: at.Column, Case: r.data.CaseID[row],
		Args: args,
	})
}

// logLacksTest is the reason why nothing is derived of a test that the log of
// counts has for no case.
const logLacksTest = "log_lacks_test"
