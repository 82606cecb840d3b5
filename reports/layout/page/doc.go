// Package page is what the subjects of a report share: the results with the
// words of one language, the names of cohorts, endpoints and groups, cells,
// columns and grids of tables, and sentences that two subjects need.
//
// It makes no section of its own and decides nothing. A subject (cohort,
// monitor, paper, change) embeds a Page; what only one subject needs stands
// there, not here.
//
// Imports of ours: analysis/code, analysis/result, reports/document, reports/words.
package page
