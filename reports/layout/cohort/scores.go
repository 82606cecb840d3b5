package cohort

import (
	"math"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// The days of the score at one year, as package analysis takes it.
const oneYear, oneYearFrom, oneYearTo = 365, 270, 450

// ScoresSection describes the paired change of each score, and who has no pair
// and why. A change is in points of its scale, never in percent.
func (b *Builder) ScoresSection() document.Section {
	w := b.Words
	s := document.Section{ID: "scores", Title: w.Text("scores.title"), Level: 1,
		Blocks: []document.Block{page.Paragraph(document.Body, w.Text("scores.lead"))}}
	for i := range b.Results.Cohorts {
		id := b.Results.Cohorts[i].ID
		if scores := b.scoresOf(id); len(scores) > 0 {
			s.Blocks = append(s.Blocks, document.Block{Table: b.scoreTable(id, scores)},
				document.Block{Table: b.scoreMissingTable(id, scores)})
		}
	}
	return s
}

func (b *Builder) scoresOf(cohort string) []result.Scores {
	var found []result.Scores
	for _, s := range b.Results.Scores {
		if s.Cohort == cohort {
			found = append(found, s)
		}
	}
	return found
}

func (b *Builder) scoreTable(cohort string, scores []result.Scores) *document.Table {
	w := b.Words
	t := b.grid(page.Paper, "scores-"+cohort, w.Text("scores.caption", b.CohortName(cohort)), "compared")
	t.Figures("pairs", "score_before", "score_after", "score_days", "mean_change")
	t.Filled("limits", b.Level())
	t.Figures("limits", "median_change", "score_quartiles")
	t.Note(b.scoreNotes()...)
	last, digits := "", scoreDayDigits(scores)
	for _, s := range scores {
		t.byInstrument(&last, s)
		t.Row()
		t.Word("compared", "scores", s.FollowUp).Indent = 1
		t.Count("pairs", s.Pairs)
		t.scores(s, digits)
		why := b.scoreReason(s)
		t.Set("limits", b.Explained(page.Text(b.changes(s.Mean.Lower, s.Mean.Upper)), why))
		t.Set("score_quartiles", b.Explained(page.Text(b.changes(s.Change.Q1, s.Change.Q3)), why))
	}
	return t.Table()
}

func (b *Builder) scoreNotes() []string {
	w := b.Words
	times := w.Text("scores.note", w.Integer(oneYear), w.Integer(oneYearFrom), w.Integer(oneYearTo))
	return []string{times, w.Text("scores.scale_note")}
}

func scoreDayDigits(scores []result.Scores) int {
	digits := 0
	for _, s := range scores {
		digits = max(digits, dayDigits(s.Days.Median))
	}
	return digits
}

// scores are what a pair of scores has on paper and on the sheet. Its days have
// so many decimals.
func (t *grid) scores(s result.Scores, digits int) {
	b, why, days := t.builder, t.builder.scoreReason(s), float64(s.Days.Median)
	t.Set("score_before", b.Explained(b.points(s.Before.Median), why))
	t.Set("score_after", b.Explained(b.points(s.After.Median), why))
	t.Set("score_days", b.Explained(page.Number(days, document.Days, b.Words.Decimal(days, digits)), why))
	t.Set("mean_change", b.Explained(b.change(s.Mean.Estimate), why))
	t.Set("median_change", b.Explained(b.change(s.Change.Median), why))
}

// scoreReason is why the changes have no mean, or the mean no interval.
func (b *Builder) scoreReason(s result.Scores) string {
	if s.Mean.Reason == "" {
		return ""
	}
	return b.Words.Text("score_reason." + s.Mean.Reason)
}

// scoreMissingTable adds up: pairs and reasons are all patients of the cohort.
func (b *Builder) scoreMissingTable(cohort string, scores []result.Scores) *document.Table {
	w := b.Words
	t := b.grid(page.Paper, "scores-missing-"+cohort, w.Text("scores.missing_caption", b.CohortName(cohort)))
	t.Columns("compared", "score_patients", "pairs")
	reasons := scoreReasons(scores)
	t.missingColumns(reasons)
	last := ""
	for _, s := range scores {
		t.byInstrument(&last, s)
		t.Row()
		t.Word("compared", "scores", s.FollowUp).Indent = 1
		t.missingScores(s, reasons)
	}
	return t.Table()
}

// missingColumns are a column a reason for which there is no pair.
func (t *grid) missingColumns(reasons []string) {
	for _, reason := range reasons {
		t.Repeat(reason, "score_missing", t.builder.Words.Text("score_missing."+reason))
	}
}

// missingScores are the patients, the pairs, and those without a pair by reason.
func (t *grid) missingScores(s result.Scores, reasons []string) {
	t.Count("score_patients", s.Patients)
	t.Count("pairs", s.Pairs)
	for _, reason := range reasons {
		t.Count(reason, missingScores(s, reason))
	}
}

// scoreReasons are those that occur, in the order in which they are asked.
func scoreReasons(scores []result.Scores) []string {
	var found []string
	for _, reason := range []string{"dead", "death_unknown", "never_scored", "no_baseline", "not_due", "not_done"} {
		for _, s := range scores {
			if missingScores(s, reason) > 0 {
				found = append(found, reason)
				break
			}
		}
	}
	return found
}

func missingScores(s result.Scores, reason string) int {
	for _, m := range s.Missing {
		if m.Reason == reason {
			return m.Patients
		}
	}
	return 0
}

// byInstrument adds a heading where the next row is of another instrument.
func (t *grid) byInstrument(last *string, s result.Scores) {
	if s.Instrument != *last {
		*last = s.Instrument
		t.Heading(t.builder.Group("instrument", s.Instrument))
	}
}

// ScoreSheet has a row a cohort, instrument and follow-up, every number in a column.
func (b *Builder) ScoreSheet() document.Sheet {
	w := b.Words
	t := b.grid(page.Sheet, "scores", "", "cohort", "instrument", "compared", "score_patients", "pairs",
		"score_before", "score_after", "score_days", "mean_change", "lower", "upper", "score_std_err",
		"median_change", "change_first_quartile", "change_third_quartile")
	t.Note(b.scoreNotes()...)
	reasons := scoreReasons(b.Results.Scores)
	t.missingColumns(reasons)
	t.Columns("score_reason")
	digits := scoreDayDigits(b.Results.Scores)
	for _, s := range b.Results.Scores {
		t.Row()
		t.Text("cohort", b.CohortName(s.Cohort))
		t.Text("instrument", b.Group("instrument", s.Instrument))
		t.Word("compared", "scores", s.FollowUp)
		t.missingScores(s, reasons)
		t.scores(s, digits)
		t.Set("lower", b.change(s.Mean.Lower))
		t.Set("upper", b.change(s.Mean.Upper))
		t.Set("score_std_err", b.points(s.Mean.StdErr))
		t.Set("change_first_quartile", b.change(s.Change.Q1))
		t.Set("change_third_quartile", b.change(s.Change.Q3))
		t.Text("score_reason", b.scoreReason(s))
	}
	return document.Sheet{ID: "scores", Name: w.Text("scores.sheet"), Title: w.Text("scores.title"), Wide: true,
		Filter: true,
		Blocks: []document.Block{page.Paragraph(document.Note, w.Text("scores.lead")), {Table: t.Table()}}}
}

// points of a score, with one decimal.
func (b *Builder) points(x result.Number) document.Cell {
	return page.Number(float64(x), document.Decimal, b.Words.Decimal(float64(x), 1))
}

// change in points, with its sign.
func (b *Builder) change(x result.Number) document.Cell {
	return page.Number(float64(x), document.Decimal, b.signed(x))
}

// changes are two limits with their signs: −1.2 to +5.3.
func (b *Builder) changes(lower, upper result.Number) string {
	if math.IsNaN(float64(lower)) || math.IsNaN(float64(upper)) {
		return b.Words.Decimal(math.NaN(), 1)
	}
	return b.Words.Text("scores.range", b.signed(lower), b.signed(upper))
}

func (b *Builder) signed(x result.Number) string {
	s := b.Words.Decimal(float64(x), 1)
	if x > 0 && s != b.Words.Decimal(0, 1) {
		return "+" + s
	}
	return s
}
