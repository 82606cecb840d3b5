package recovery

import (
	"math"
	"strings"

	"graftstat/analysis/registry"
)

// instruments are those whose codes are known, each from 0 to highestScore:
// the play-performance scale of Lansky (Cancer 1987), the performance status of
// Karnofsky (1949) and the PedsQL (Varni, Med Care 1999).
func instruments() []string { return []string{"lansky", "karnofsky", "pedsql"} }

const highestScore = 100

// Score takes an entry of the log of scores. It keeps all, as scores are few; a
// missing one is passed over, a bound too, with a warning, as is one that a known instrument cannot give,
// with a warning. A score is the patient's, not the graft's: a further infusion
// does not end them. Codes of known instruments may be written in any case.
func (r *Deriver) Score(e registry.LogEntry) error {
	use, err := r.admit(&r.scores, e)
	if use && err == nil && e.Bound != nil {
		r.tellLeftOut(&r.scores, e, scoreColumn)
	}
	if !use || err != nil || math.IsNaN(e.Value) {
		return err
	}
	for _, known := range instruments() {
		if !strings.EqualFold(known, e.Kind) {
			continue
		}
		e.Kind = known
		if e.Value < 0 || e.Value > highestScore {
			r.report(registry.Warning, implausibleScore, r.cell(&r.scores, e.Line, scoreColumn), int(e.Row))
			return nil
		}
	}
	r.data.Scores = append(r.data.Scores, e)
	return nil
}

// finishScores orders the scores by row and day.
func (r *Deriver) finishScores() {
	sortByRowAndDay(r.data.Scores)
}
