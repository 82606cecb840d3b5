package cohort

import (
	"math"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// The days of the score at one year, as package analysis takes it.
const oneYear, oneYearFrom, oneYearTo = 365, 270, 450

// scoresSection describes the paired change of each score, and who has no pair
// and why. A change is in points of its scale, never in percent.
func (b *Builder) ScoresSection() document.Section {
	w := b.Words
	s := document.Section{ID: "scores", Title: w.Text("scores.title"), Level: 1, Blocks: []document.Block{page.Paragraph(document.Body, w.Text("scores.lead"))}}
	for i := range b.Results.Cohorts {
		id := b.Results.Cohorts[i].ID
		if scores := b.scoresOf(id); len(scores) > 0 {
			s.Blocks = append(s.Blocks, document.Block{Table: b.scoreTable(id, scores)}, document.Block{Table: b.scoreMissingTable(id, scores)})
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
	t := &document.Table{ID: "scores-" + cohort, Caption: w.Text("scores.caption", b.CohortName(cohort)), Columns: []document.Column{
		{Head: w.Text("scores.compared")}, {Head: w.Text("scores.pairs"), Number: true}, {Head: w.Text("scores.before"), Number: true},
		{Head: w.Text("scores.after"), Number: true}, {Head: w.Text("scores.days"), Number: true}, {Head: w.Text("scores.mean"), Number: true},
		{Head: w.Text("scores.interval", b.Level()), Number: true}, {Head: w.Text("scores.median"), Number: true}, {Head: w.Text("scores.quartiles"), Number: true}},
		Notes: []string{w.Text("scores.note", w.Integer(oneYear), w.Integer(oneYearFrom), w.Integer(oneYearTo)), w.Text("scores.scale_note")}}
	last := ""
	for _, s := range scores {
		if s.Instrument != last {
			last = s.Instrument
			t.Rows = append(t.Rows, b.instrumentRow(s, len(t.Columns)))
		}
		row := document.Row{Cells: []document.Cell{
			{Text: w.Text("scores." + s.FollowUp), Indent: 1}, b.Integer(s.Pairs), b.points(s.Before.Median), b.points(s.After.Median), b.Time(float64(s.Days.Median)),
			b.change(s.Mean.Estimate), page.Text(b.changes(s.Mean.Lower, s.Mean.Upper)), b.change(s.Change.Median), page.Text(b.changes(s.Change.Q1, s.Change.Q3))}}
		for i, cell := range row.Cells {
			row.Cells[i] = b.Explained(cell, b.scoreReason(s))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
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
	t := &document.Table{ID: "scores-missing-" + cohort, Caption: w.Text("scores.missing_caption", b.CohortName(cohort)), Columns: []document.Column{
		{Head: w.Text("scores.compared")}, {Head: w.Text("scores.patients"), Number: true}, {Head: w.Text("scores.pairs"), Number: true}}}
	reasons := scoreReasons(scores)
	for _, reason := range reasons {
		t.Columns = append(t.Columns, document.Column{Head: w.Text("score_missing." + reason), Number: true})
	}
	last := ""
	for _, s := range scores {
		if s.Instrument != last {
			last = s.Instrument
			t.Rows = append(t.Rows, b.instrumentRow(s, len(t.Columns)))
		}
		row := document.Row{Cells: []document.Cell{{Text: w.Text("scores." + s.FollowUp), Indent: 1}, b.Integer(s.Patients), b.Integer(s.Pairs)}}
		for _, reason := range reasons {
			row.Cells = append(row.Cells, b.Integer(missingScores(s, reason)))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
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

func (b *Builder) instrumentRow(s result.Scores, columns int) document.Row {
	cells := make([]document.Cell, columns)
	cells[0] = page.Text(b.Group("instrument", s.Instrument))
	return document.Row{Heading: true, Cells: cells}
}

// scoreSheet has a row a cohort, instrument and follow-up, every number in a column.
func (b *Builder) ScoreSheet() document.Sheet {
	w := b.Words
	t := b.grid(page.Sheet, "scores", "", "cohort", "instrument", "compared", "score_patients", "pairs", "score_before", "score_after", "score_days",
		"mean_change", "lower", "upper", "score_std_err", "median_change", "change_first_quartile", "change_third_quartile")
	t.Note(w.Text("scores.note", w.Integer(oneYear), w.Integer(oneYearFrom), w.Integer(oneYearTo)), w.Text("scores.scale_note"))
	reasons := scoreReasons(b.Results.Scores)
	for _, reason := range reasons {
		t.Repeat(reason, "score_missing", w.Text("score_missing."+reason))
	}
	t.Columns("score_reason")
	for _, s := range b.Results.Scores {
		t.Row()
		t.Text("cohort", b.CohortName(s.Cohort))
		t.Text("instrument", b.Group("instrument", s.Instrument))
		t.Text("compared", w.Text("scores."+s.FollowUp))
		t.Count("score_patients", s.Patients)
		t.Count("pairs", s.Pairs)
		t.Set("score_before", b.points(s.Before.Median))
		t.Set("score_after", b.points(s.After.Median))
		t.Set("score_days", b.Time(float64(s.Days.Median)))
		t.Set("mean_change", b.change(s.Mean.Estimate))
		t.Set("lower", b.change(s.Mean.Lower))
		t.Set("upper", b.change(s.Mean.Upper))
		t.Set("score_std_err", b.points(s.Mean.StdErr))
		t.Set("median_change", b.change(s.Change.Median))
		t.Set("change_first_quartile", b.change(s.Change.Q1))
		t.Set("change_third_quartile", b.change(s.Change.Q3))
		for _, reason := range reasons {
			t.Count(reason, missingScores(s, reason))
		}
		if s.Mean.Reason != "" {
			t.Text("score_reason", w.Text("score_reason."+s.Mean.Reason))
		}
	}
	return document.Sheet{ID: "scores", Name: w.Text("scores.sheet"), Title: w.Text("scores.title"), Blocks: []document.Block{page.Paragraph(document.Note, w.Text("scores.lead")), {Table: t.Table()}}, Wide: true, Filter: true}
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
