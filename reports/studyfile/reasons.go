package studyfile

import (
	"graftstat/analysis/proposal"
	"graftstat/reports/words"
)

// Reasons words the evidence of a question.
func Reasons(w *words.Words, evidence []proposal.Evidence) string {
	return (&file{words: w}).evidence(evidence)
}
