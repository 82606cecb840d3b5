// Package reproduce makes the bundle with which a reviewer computes a study's
// numbers again in R: de-identified data, definitions, expected values, and a
// script that compares them.
//
// The script is one file, the same for every study; all that differs is data:
//
//	reproduce/
//	  README.md, versions.csv
//	  reproduce.R
//	  data/COHORT-ENDPOINT.csv   one row a case: id, time, status, groups, covariates
//	  data/COHORT-follow-up.csv  one row a patient: end of follow-up, death
//	  data/COHORT-stays.csv      one row a stay of a patient in a state
//	  data/COHORT-red-cells.csv  one row an allograft: to when its red cells are known
//	  data/COHORT-units.csv      one row a transfusion of red cells
//	  definitions/*.csv          what was asked for: endpoints, groups, tests, models
//	  expected/*.csv             what the run found, by key
//
// Cases are numbered anew, by their outcomes and covariates, which stand in the
// bundle anyway: a number says nothing of the place of a case in the centre's
// files. Dates, identifiers, line numbers and the names of files do not enter,
// nor does a column that no model, stratum or comparison uses. The package
// computes no statistic: what is expected is taken from the results.
//
// Imports of ours: analysis/message, analysis/result, templates.
package reproduce
