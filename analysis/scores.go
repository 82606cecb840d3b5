package analysis

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"graftstat/analysis/describe"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// The score at one year is the nearest to day 365 in these days, of two equally
// near the earlier. The limits are a convention: a yearly visit may come three
// months early or late.
const (
	oneYear     = 365.
	oneYearFrom = 270.
	oneYearTo   = 450.
)

// A score is one of a patient, by days since the first infusion.
type score struct{ day, x float64 }

// scores describes the change of each instrument that the cohort's patients
// have, from the last score up to day 0 to the last one after it, and to that at
// one year. The change is paired: only survivors with both scores are in it, as
// the living of one time set against all of another would show the deaths as an
// improvement. Survivors of the last score are those not known to have died,
// of one year those who did not die up to day 365.
func (c *cohort) scores() []result.Scores {
	var all []result.Scores
	for _, instrument := range c.instruments() {
		for _, at := range []string{"last", "one_year"} {
			all = append(all, c.scoreChange(instrument, at))
		}
	}
	return all
}

// instruments of the cohort: those in common use first, then by code.
func (c *cohort) instruments() []string {
	var found []string
	for _, patient := range c.patients {
		for _, row := range c.histories.Of(int(patient)) {
			for _, e := range scoresOf(c.data, row) {
				if !slices.Contains(found, e.Kind) {
					found = append(found, e.Kind)
				}
			}
		}
	}
	rank := func(code string) int {
		if i := slices.Index([]string{"lansky", "karnofsky", "pedsql"}, code); i >= 0 {
			return i
		}
		return 3
	}
	slices.SortFunc(found,
		func(a, b string) int { return cmp.Or(cmp.Compare(rank(a), rank(b)), strings.Compare(a, b)) })
	return found
}

func (c *cohort) scoreChange(instrument, at string) result.Scores {
	s := result.Scores{Cohort: c.plan.ID, Instrument: instrument, FollowUp: at, Patients: len(c.patients),
		Missing: []result.ScoreMissing{}}
	missing := map[string]int{}
	var before, after, days, change []float64
	for _, patient := range c.patients {
		first, later, reason := c.scorePair(patient, instrument, at)
		if reason != "" {
			missing[reason]++
			continue
		}
		before, after, days, change = append(before, first.x), append(after, later.x), append(days, later.day),
			append(change, later.x-first.x)
	}
	for _, reason := range []string{"dead", "death_unknown", "never_scored", "no_baseline", "not_due", "not_done"} {
		if n := missing[reason]; n > 0 {
			s.Missing = append(s.Missing, result.ScoreMissing{Reason: reason, Patients: n})
		}
	}
	s.Pairs = len(change)
	s.Before, s.After, s.Days, s.Change = quartiles(before), quartiles(after), quartiles(days), quartiles(change)
	s.Mean = meanChange(change, c.study.Intervals.Level)
	return s
}

// scorePair gives the two scores of a patient, or the reason why one lacks.
func (c *cohort) scorePair(patient int32, instrument, at string) (before, after score, reason string) {
	row := c.histories.Of(int(patient))[0]
	if reason := c.death(patient, at); reason != "" {
		return before, after, reason
	}
	all := c.scoresBy(patient, instrument)
	if len(all) == 0 {
		return before, after, "never_scored"
	}
	found := slices.IndexFunc(all, func(s score) bool { return s.day > 0 })
	if found < 0 {
		found = len(all)
	}
	if found == 0 {
		return before, after, "no_baseline"
	}
	before = all[found-1]
	if at == "last" {
		if found == len(all) {
			return before, after, "not_done"
		}
		return before, all[len(all)-1], ""
	}
	nearest := score{day: math.Inf(1)}
	for _, s := range all[found:] {
		if s.day >= oneYearFrom && s.day <= oneYearTo && math.Abs(s.day-oneYear) < math.Abs(nearest.day-oneYear) {
			nearest = s
		}
	}
	switch {
	case !math.IsInf(nearest.day, 1):
		return before, nearest, ""
	case c.histories.Potential(row)*c.study.TimeUnit.Days() < oneYearTo:
		return before, after, "not_due"
	}
	return before, after, "not_done"
}

// scoresBy are the scores of a patient by one instrument in order of day, from
// all infusions, one a day: the last of the file.
func (c *cohort) scoresBy(patient int32, instrument string) []score {
	rows := c.histories.Of(int(patient))
	var all []score
	for _, row := range rows {
		offset := c.daysBetween(rows[0], row)
		for _, e := range scoresOf(c.data, row) {
			if e.Kind == instrument && !math.IsNaN(offset) {
				all = append(all, score{wholeDay(offset + e.Day*c.study.TimeUnit.Days()), e.Value})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b score) int { return cmp.Compare(a.day, b.day) })
	var daily []score
	for _, s := range all {
		if n := len(daily); n > 0 && daily[n-1].day == s.day {
			daily[n-1] = s
			continue
		}
		daily = append(daily, s)
	}
	return daily
}

// death is the reason why a patient is no survivor at the later score; "" for a
// survivor. Without a column of deaths nobody is known to be one. A death after the closing date is not known yet.
func (c *cohort) death(patient int32, at string) string {
	m := c.data.Milestones["death"]
	if m == nil {
		return "death_unknown"
	}
	rows := c.histories.Of(int(patient))
	unknown := false
	for _, row := range rows {
		day := c.daysBetween(rows[0], row) + m.Time[row]*c.study.TimeUnit.Days()
		switch {
		case m.Status[row] == registry.Unknown, m.Silent[int(row)]:
			unknown = true
		case !m.Happened(int(row)) && m.Status[row] != registry.Unreadable, m.Time[row] > c.histories.Potential(row):
		case at == "last", day <= oneYear:
			return "dead"
		case math.IsNaN(day):
			unknown = true
		}
	}
	if unknown {
		return "death_unknown"
	}
	return ""
}

// daysBetween are the days from one infusion to another; NaN without dates.
func (c *cohort) daysBetween(from, to int32) float64 {
	if from == to {
		return 0
	}
	return c.data.TransplantDate[to] - c.data.TransplantDate[from]
}

// wholeDay is the calendar day of a time in days, which may be off by rounding.
func wholeDay(days float64) float64 { return math.Floor(days + 1e-6) }

// scoresOf are the scores of a row.
func scoresOf(d *registry.Data, row int32) []registry.LogEntry {
	find := func(row int32) int {
		i, _ := slices.BinarySearchFunc(d.Scores, row, func(e registry.LogEntry,
			row int32) int {
			return cmp.Compare(e.Row, row)
		})
		return i
	}
	return d.Scores[find(row):find(row+1)]
}

func quartiles(x []float64) result.Quartiles {
	q := describe.Quartiles(x, describe.Type7)
	return result.Quartiles{N: q.N, Min: result.Number(q.Min), Q1: result.Number(q.Q1), Median: result.Number(q.Median),
		Q3: result.Number(q.Q3), Max: result.Number(q.Max)}
}

// meanChange is the mean of the changes with its interval.
func meanChange(change []float64, level float64) result.MeanChange {
	m := describe.MeanWithInterval(change, level)
	return result.MeanChange{Estimate: result.Number(m.Estimate), StdErr: result.Number(m.StdErr),
		Lower: result.Number(m.Lower),
		Upper: result.Number(m.Upper), Reason: pairReason(m.Reason)}
}

// pairReason is the reason of a mean in words of pairs.
func pairReason(r describe.Reason) string {
	switch r {
	case describe.ReasonNoCase:
		return "no_pair"
	case describe.ReasonOneValue:
		return "one_pair"
	case describe.ReasonAllEqual:
		return "no_variation"
	}
	return string(r)
}
