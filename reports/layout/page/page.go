package page

import (
	"graftstat/analysis/result"
	"graftstat/reports/words"
)

// Page carries what every section needs.
type Page struct {
	Results *result.Results
	Listing *result.Listing
	Words   *words.Words
}
