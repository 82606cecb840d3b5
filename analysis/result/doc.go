// Package result holds what a run found: plain, versioned, unrounded data with
// codes instead of words. It is the only thing that passes from the analysis
// to the reports, through memory or through results.json and listing.csv.
//
// New keys keep the schema's number; a renamed or removed key, or one whose
// meaning changed, raises it.
package result
