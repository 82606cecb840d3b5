package recovery

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"graftstat/analysis/registry"
)

// A spike looks for a value over both its neighbours as the values of a case pass.
type spike struct {
	before, at value
	told       bool
}

// seeSpike takes a value; days and values of the same day follow each other.
func (r *Deriver) seeSpike(l *lineage, row int32, v value) {
	s, check := &l.spikes[row], r.plan.Checks.CountSpike
	over, times := check.Platelets, check.PlateletsTimes
	if l.test == "anc" {
		over, times = check.Neutrophils, check.NeutrophilsTimes
	}
	if s.before.line != 0 && !s.told && r.plan.Checks.On(countSpike) &&
		s.at.x > over && s.at.x > times*max(s.before.x, v.x) &&
		s.at.day-s.before.day <= check.WithinDays && v.day-s.at.day <= check.WithinDays {
		s.told = true
		r.report(registry.Warning, countSpike, r.cell(&r.counts, s.at.line, countColumn), int(row), l.test)
	}
	s.before, s.at = s.at, v
}

// tellCut tells of a log whose last cases have no row though nearly all before them
// have, in the order of the file or of the transplants: the file was cut, or nobody
// went on writing it. Each type of transplant is looked at alone, as a log may be of
// one of them.
func (r *Deriver) tellCut(l *log) {
	if l.file == "" || !l.begun || !r.plan.Checks.On(logCut) {
		return
	}
	byType := map[string][]int{}
	for row := range r.data.Rows() {
		if r.active(row) {
			level := r.level("transplant_type", int32(row))
			byType[level] = append(byType[level], row)
		}
	}
	most, of := 0, 0
	for _, rows := range byType {
		byDate := slices.Clone(rows)
		slices.SortStableFunc(byDate, func(a, b int) int {
			return cmp.Compare(r.data.TransplantDate[a], r.data.TransplantDate[b])
		})
		for _, order := range [][]int{rows, byDate} {
			if n := r.missingAtEnd(l, order); n > most || n == most && n > 0 && len(rows) > of {
				most, of = n, len(rows)
			}
		}
	}
	if most > 0 {
		r.tellLog(logCut, l, strconv.Itoa(most), strconv.Itoa(of))
	}
}

// missingAtEnd is how many cases at the end have no row, 0 if that is no cut.
func (r *Deriver) missingAtEnd(l *log, rows []int) int {
	has := func(row int) bool { return !math.IsInf(l.last[row], -1) }
	last := len(rows)
	for last > 0 && !has(rows[last-1]) {
		last--
	}
	with := 0
	for _, row := range rows[:last] {
		if has(row) {
			with++
		}
	}
	check := r.plan.Checks.LogCut
	if n := len(rows) - last; last > 0 && n >= check.Cases && float64(with) >= check.Share*float64(last) {
		return n
	}
	return 0
}

// tellOwnAntibody tells once of a case with an antibody against its own blood group:
// the groups of donor and recipient may be exchanged.
func (r *Deriver) tellOwnAntibody(e registry.LogEntry) {
	antigen, ok := strings.CutPrefix(e.Kind, "anti-")
	if !ok || antigen != "A" && antigen != "B" || !(titreOf(e).low >= 2) ||
		!strings.Contains(r.level("recipient_abo", e.Row), antigen) || r.ownAntibody[e.Row] {
		return
	}
	if r.ownAntibody == nil {
		r.ownAntibody = map[int32]bool{}
	}
	r.ownAntibody[e.Row] = true
	if r.plan.Checks.On(antibodyOfOwnGroup) {
		r.report(registry.Warning, antibodyOfOwnGroup, r.cell(&r.titres, e.Line, "antibody"), int(e.Row),
			r.data.Categories["recipient_abo"].Header)
	}
}
