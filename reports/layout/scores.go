package layout

import (
	"math"

	"graftstat/analysis/result"
)

// The days of the score at one year, as package analysis takes it.
const oneYear, oneYearFrom, oneYearTo = 365, 270, 450

// scoresSection describes the paired change of each score, and who has no pair
// and why. A change is in points of its scale, never in percent.
func (b *builder) scoresSection() Section {
	w := b.words
	s := Section{ID: "scores", Title: w.Text("scores.title"), Level: 1, Blocks: []Block{paragraph(Body, w.Text("scores.lead"))}}
	for i := range b.results.Cohorts {
		id := b.results.Cohorts[i].ID
		if scores := b.scoresOf(id); len(scores) > 0 {
			s.Blocks = append(s.Blocks, Block{Table: b.scoreTable(id, scores)}, Block{Table: b.scoreMissingTable(id, scores)})
		}
	}
	return s
}

func (b *builder) scoresOf(cohort string) []result.Scores {
	var found []result.Scores
	for _, s := range b.results.Scores {
		if s.Cohort == cohort {
			found = append(found, s)
		}
	}
	return found
}

func (b *builder) scoreTable(cohort string, scores []result.Scores) *Table {
	w := b.words
	t := &Table{ID: "scores-" + cohort, Caption: w.Text("scores.caption", b.cohortName(cohort)), Columns: []Column{
		{Head: w.Text("scores.compared")}, {Head: w.Text("scores.pairs"), Number: true}, {Head: w.Text("scores.before"), Number: true},
		{Head: w.Text("scores.after"), Number: true}, {Head: w.Text("scores.days"), Number: true}, {Head: w.Text("scores.mean"), Number: true},
		{Head: w.Text("scores.interval", b.level()), Number: true}, {Head: w.Text("scores.median"), Number: true}, {Head: w.Text("scores.quartiles"), Number: true}},
		Notes: []string{w.Text("scores.note", w.Integer(oneYear), w.Integer(oneYearFrom), w.Integer(oneYearTo)), w.Text("scores.scale_note")}}
	last := ""
	for _, s := range scores {
		if s.Instrument != last {
			last = s.Instrument
			t.Rows = append(t.Rows, b.instrumentRow(s, len(t.Columns)))
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: w.Text("scores." + s.FollowUp), Indent: 1}, b.integer(s.Pairs), b.points(s.Before.Median), b.points(s.After.Median), b.time(float64(s.Days.Median)),
			b.change(s.Mean.Estimate), text(b.changes(s.Mean.Lower, s.Mean.Upper)), b.change(s.Change.Median), text(b.changes(s.Change.Q1, s.Change.Q3))}})
		if s.Mean.Reason != "" {
			t.Notes = append(t.Notes, w.Text("scores.no_interval", b.group("instrument", s.Instrument), w.Text("scores."+s.FollowUp), w.Text("score_reason."+s.Mean.Reason)))
		}
	}
	return t
}

// scoreMissingTable adds up: pairs and reasons are all patients of the cohort.
func (b *builder) scoreMissingTable(cohort string, scores []result.Scores) *Table {
	w := b.words
	t := &Table{ID: "scores-missing-" + cohort, Caption: w.Text("scores.missing_caption", b.cohortName(cohort)), Columns: []Column{
		{Head: w.Text("scores.compared")}, {Head: w.Text("scores.patients"), Number: true}, {Head: w.Text("scores.pairs"), Number: true}}}
	reasons := scoreReasons(scores)
	for _, reason := range reasons {
		t.Columns = append(t.Columns, Column{Head: w.Text("score_missing." + reason), Number: true})
	}
	last := ""
	for _, s := range scores {
		if s.Instrument != last {
			last = s.Instrument
			t.Rows = append(t.Rows, b.instrumentRow(s, len(t.Columns)))
		}
		row := Row{Cells: []Cell{{Text: w.Text("scores." + s.FollowUp), Indent: 1}, b.integer(s.Patients), b.integer(s.Pairs)}}
		for _, reason := range reasons {
			row.Cells = append(row.Cells, b.integer(missingScores(s, reason)))
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

func (b *builder) instrumentRow(s result.Scores, columns int) Row {
	cells := make([]Cell, columns)
	cells[0] = text(b.group("instrument", s.Instrument))
	return Row{Heading: true, Cells: cells}
}

// scoreSheet has a row a cohort, instrument and follow-up, every number in a column.
func (b *builder) scoreSheet() Sheet {
	w := b.words
	t := b.grid("scores", "", "cohort", "instrument", "compared", "score_patients", "pairs", "score_before", "score_after", "score_days",
		"mean_change", "lower", "upper", "score_std_err", "median_change", "change_first_quartile", "change_third_quartile")
	t.table.Notes = []string{w.Text("scores.note", w.Integer(oneYear), w.Integer(oneYearFrom), w.Integer(oneYearTo)), w.Text("scores.scale_note")}
	reasons := scoreReasons(b.results.Scores)
	for _, reason := range reasons {
		t.repeat(reason, "score_missing", w.Text("score_missing."+reason))
	}
	t.columns("score_reason")
	for _, s := range b.results.Scores {
		t.row()
		t.text("cohort", b.cohortName(s.Cohort))
		t.text("instrument", b.group("instrument", s.Instrument))
		t.text("compared", w.Text("scores."+s.FollowUp))
		t.count("score_patients", s.Patients)
		t.count("pairs", s.Pairs)
		t.set("score_before", b.points(s.Before.Median))
		t.set("score_after", b.points(s.After.Median))
		t.set("score_days", b.time(float64(s.Days.Median)))
		t.set("mean_change", b.change(s.Mean.Estimate))
		t.set("lower", b.change(s.Mean.Lower))
		t.set("upper", b.change(s.Mean.Upper))
		t.set("score_std_err", b.points(s.Mean.StdErr))
		t.set("median_change", b.change(s.Change.Median))
		t.set("change_first_quartile", b.change(s.Change.Q1))
		t.set("change_third_quartile", b.change(s.Change.Q3))
		for _, reason := range reasons {
			t.count(reason, missingScores(s, reason))
		}
		if s.Mean.Reason != "" {
			t.text("score_reason", w.Text("score_reason."+s.Mean.Reason))
		}
	}
	return Sheet{ID: "scores", Name: w.Text("scores.sheet"), Title: w.Text("scores.title"), Blocks: []Block{paragraph(Note, w.Text("scores.lead")), {Table: t.done()}}, Wide: true, Filter: true}
}

// points of a score, with one decimal.
func (b *builder) points(x result.Number) Cell {
	return number(float64(x), Decimal, b.words.Decimal(float64(x), 1))
}

// change in points, with its sign.
func (b *builder) change(x result.Number) Cell {
	return number(float64(x), Decimal, b.signed(x))
}

// changes are two limits with their signs: −1.2 to +5.3.
func (b *builder) changes(lower, upper result.Number) string {
	if math.IsNaN(float64(lower)) || math.IsNaN(float64(upper)) {
		return b.words.Decimal(math.NaN(), 1)
	}
	return b.words.Text("scores.range", b.signed(lower), b.signed(upper))
}

func (b *builder) signed(x result.Number) string {
	s := b.words.Decimal(float64(x), 1)
	if x > 0 && s != b.words.Decimal(0, 1) {
		return "+" + s
	}
	return s
}
