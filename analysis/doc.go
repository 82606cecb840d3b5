// Package analysis computes a study. Load reads the files, derives milestones
// from the logs and checks the cases; Run computes every cohort, endpoint,
// indicator and chart; Sensitivity runs the study again for each variant; Compare
// says what changed since an earlier report.
//
// It calls the packages below it in order and holds what joins them: which
// cases form a group, which groups are compared, which numbers are withheld and
// for what reason. A number that cannot be computed keeps its place in the
// results with a reason code, and the rest is computed. It holds no formula: what is a
// statistic is one of survival, regress, describe or monitor.
//
// Estimates start from a tally: once an endpoint and grouping, after the listing,
// like cases become one cell (group, stratum, entry, time, status, code, n), and a
// file of tallies gives the same cells. From it come curves, estimates at a time,
// quantiles, restricted means, tests, differences, landmarks, follow-up and what is
// mature. From the cases themselves come the listing, the baseline, states, models
// and subgroups, a comparison by a milestone on the way, monitoring, scores and
// titres: a file of tallies has none of them.
//
// A cohort that matches no case is refused (EmptyCohortError). The package words
// nothing, rounds nothing and writes nothing. It fits no model, judges by no
// benchmark and compares no groups that the study file does not name. Cohorts and
// endpoints run in parallel, sums never do, so that the same input gives the
// same bits on any number of processors.
//
// Imports of ours: analysis/*.
package analysis
