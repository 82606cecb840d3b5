// Package result holds the results of a run: plain, versioned, unrounded data
// with codes instead of words. It is the only thing that passes from the
// analysis to the reports, through memory or through results.json, listing.csv,
// covariates.csv and counts.csv.
//
// A number that does not exist is NaN in memory and null in the file, and a
// reason code stands beside it. New keys keep the schema's number; a renamed or
// removed key, or one whose meaning changed, raises it. testdata/keys.txt lists
// every key, and a test fails where the list and the types differ.
//
// It refuses a file of another schema, a second value after the results, and a
// listing whose columns or cells it cannot read. It computes no statistic and
// holds no formatted text.
//
// Imports of ours: analysis/code, analysis/message.
package result
