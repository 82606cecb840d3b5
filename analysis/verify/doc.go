// Package verify holds the reference cases against which the estimators are
// held: data, the values that R gave for them, R's versions and calls. The
// tests of the estimators read the same copy.
//
// Run recomputes every one of these values with our estimators and says which
// hold, for a hospital's own record of validation. Each value holds or falls
// short: one that nothing here recomputes falls short. Where R's convention and
// ours differ on purpose (see Convention) both sides are checked, R's number
// being that which its convention makes of our estimates.
//
// The values of lung, veteran, heart and bmt were made by data/open.R with R
// 4.2.2, survival 3.5-3, cmprsk 2.2-11, bpcp 1.4.2, coxphf 1.13.4 and prodlim
// 2019.11; those of golden and proportion by data/golden.R. R itself is not
// needed.
//
// It does not judge the definitions of endpoints, nor what a report prints: it
// knows estimators only, and words nothing.
//
// Imports of ours: analysis/describe, analysis/regress, analysis/survival.
package verify
