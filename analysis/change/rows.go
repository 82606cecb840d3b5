package change

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"graftstat/analysis/result"
)

// standing is how one case stood in an endpoint.
type standing struct {
	caseID, patient string
	groups          []result.GroupValue
	entry, time     float64
	status          int
	code            string
	decided         result.Place
}

// rowsOf are the rows of an endpoint of a cohort by case. It is the one place
// that reads a listing. Rows of one case are put in an order of their own, so
// that the order of a file does not matter.
func rowsOf(l *result.Listing, cohort, endpoint string) []standing {
	var rows []standing
	for r := range l.Of(cohort, endpoint) {
		rows = append(rows, standing{caseID: r.Case, patient: r.Patient, groups: r.Groups, entry: r.Entry, time: r.Time,
			status: r.Status,
			code:   r.Code, decided: r.Decided})
	}
	if !slices.IsSortedFunc(rows, inRowOrder) { // as they mostly are
		slices.SortFunc(rows, inRowOrder)
	}
	return rows
}

func inRowOrder(a, b standing) int {
	if c := strings.Compare(a.caseID, b.caseID); c != 0 {
		return c
	}
	return cmp.Or(cmp.Compare(a.patient, b.patient), cmp.Compare(a.time, b.time), cmp.Compare(a.status, b.status),
		cmp.Compare(a.entry, b.entry), cmp.Compare(a.code, b.code))
}

// pair is a case in both reports; nil where one has it not.
type pair struct {
	before, after *standing
	kind          string // of a result.CaseChange; "": it counts as before
}

func (p *pair) caseID() string {
	if p.after != nil {
		return p.after.caseID
	}
	return p.before.caseID
}

// match pairs the rows of two listings by case.
func match(before, after []standing) []pair {
	var pairs []pair
	i, j := 0, 0
	for i < len(before) || j < len(after) {
		switch {
		case j == len(after) || i < len(before) && before[i].caseID < after[j].caseID:
			pairs = append(pairs, pair{before: &before[i]})
			i++
		case i == len(before) || after[j].caseID < before[i].caseID:
			pairs = append(pairs, pair{after: &after[j]})
			j++
		default:
			pairs = append(pairs, pair{before: &before[i], after: &after[j]})
			i, j = i+1, j+1
		}
	}
	return pairs
}

// upTo is what a case counts for in an estimate at a time: its entry, and its
// time and status if that time is not later.
type upTo struct {
	entry, time float64
	status      int
}

// at is nil where the case does not count at all.
func (s *standing) at(time float64) *upTo {
	switch {
	case s == nil || s.status < 0:
		return nil
	case s.time > time:
		return &upTo{entry: s.entry, time: math.Inf(1)}
	}
	return &upTo{entry: s.entry, time: s.time, status: s.status}
}

// counts reports whether the pair counts in another way up to a time.
func (p *pair) counts(time float64) bool {
	before, after := p.before.at(time), p.after.at(time)
	if before == nil || after == nil {
		return before != after
	}
	return before.status != after.status || !same(before.time, after.time) || !same(before.entry, after.entry)
}
