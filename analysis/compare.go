package analysis

import (
	"graftstat/analysis/change"
	"graftstat/analysis/result"
)

// Compare says in the results now what changed since an earlier report, and adds
// the signals of it. earlier may be nil: there is none; either listing may be nil:
// then nothing is said of single cases. It changes no number that Run gave.
func Compare(earlier *result.Results, earlierListing *result.Listing, now *result.Results, nowListing *result.Listing) {
	now.Changes = change.Between(earlier, earlierListing, now, nowListing)
	now.Signals = append(now.Signals, change.Signals(now.Changes)...)
}
