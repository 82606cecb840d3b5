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
	// Figures is what the study asks of a manuscript's curves; nil in the reports.
	Figures *result.Figures
}
