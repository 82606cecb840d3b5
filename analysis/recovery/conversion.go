package recovery

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"graftstat/analysis/criteria"
	"graftstat/analysis/registry"
)

const (
	conversionMilestone = "abo_conversion"
	donorCellMilestone  = "donor_red_cells"
	daysAMonth          = 365.25 / 12

	// typingGrace are the days after the last sample in which a death still competes:
	// samples are taken at visits.
	typingGrace = 30
)

// Reasons for which a milestone of the red cells is open, beside codes of issues.
const (
	serumNotTyped = "serum_not_typed"
	donorIsO      = "donor_is_o"
)

// finishTyping dates ABO conversion and the first red cells of the donor of each
// transplant whose groups differ, by criteria.ABOConversion and DonorRedCells, from the
// log of typing.
//
// A case is known to its last sample; one without any is not known, unless its row
// states the milestone. One that ended before a sample was due is known to day 0: its
// death competes. Donor red cells are not looked for where the donor is of group O.
func (r *Deriver) finishTyping() {
	if !r.typing.begun {
		return
	}
	lacking, all := 0, 0
	known := map[string]*registry.Known{}
	for _, name := range []string{conversionMilestone, donorCellMilestone} {
		if r.data.Milestones[name] == nil {
			r.add(name)
		}
		known[name] = &registry.Known{Time: r.noEnd(), Grace: typingGrace / r.unit, Code: registry.LastSample,
			File: r.typing.file, Line: make([]int32, r.data.Rows())}
		r.data.Milestones[name].Known = known[name]
	}
	for row := range r.data.Rows() {
		groups := r.groupsOf(row)
		if !r.active(row) || r.isAutologous(int32(row)) || !groups.Differ() {
			continue
		}
		all++
		samples := r.samplesOf(row)
		converted := r.conversionRule().ABOConversion(samples, groups, r.ageInDays(row))
		if !r.settleTyping(conversionMilestone, row, converted, known[conversionMilestone]) {
			lacking++
		}
		if converted.Outcome == criteria.Recovered {
			r.data.Note(row).Provisional = r.provisional(row, converted.Day, groups)
		}
		if groups.Donor == "O" {
			r.data.Note(row).Why[donorCellMilestone] = donorIsO
			continue
		}
		rule := criteria.DonorCellRule{RedCellDays: r.plan.Rules.ABOConversion.RedCellDays}
		r.settleTyping(donorCellMilestone, row, rule.DonorRedCells(samples, groups, r.donorCellsGiven(row, groups)),
			known[donorCellMilestone])
	}
	if lacking > 0 {
		r.tellLog(typingMissing, &r.typing, strconv.Itoa(lacking), strconv.Itoa(all))
	}
}

func (r *Deriver) conversionRule() criteria.ConversionRule {
	return criteria.ConversionRule{ReverseFrom: r.plan.Rules.ABOConversion.ReverseFromMonths * daysAMonth}
}

// settleTyping settles a milestone of a row; false where the log has no sample of it and
// the row does not state the milestone.
func (r *Deriver) settleTyping(name string, row int, found criteria.Recovery, known *registry.Known) bool {
	entries := registry.EntriesOf(r.data.Typing, row)
	at := registry.Cell{File: r.typing.file}
	switch found.Outcome {
	case criteria.Silent:
		r.data.Note(row).Why[name] = typingMissing
		if r.day(r.end[row].until()) <= typingGrace {
			if r.blank(name, row) {
				known.Time[row] = 0
			}
			return true
		}
		return !r.setAsideFrom(name, row, at)
	case criteria.Undecided:
		if r.blank(name, row) {
			at = r.cell(&r.typing, entries[len(entries)-1].Line, registry.Reverse)
			r.setSilent(name, row, at)
			r.report(registry.Error, typingOpen, at, row)
			r.data.Note(row).Why[name] = serumNotTyped
		}
		return true
	case criteria.Recovered:
		first := entries[slices.IndexFunc(entries, func(e registry.LogEntry) bool { return r.day(e.Day) == found.Day })]
		r.settle(name, row, answer{verdict: happened, time: first.Day},
			r.cell(&r.typing, first.Line, registry.Forward))
		return true
	}
	last := entries[len(entries)-1]
	r.settle(name, row, answer{verdict: noEvent, knownTo: found.KnownTo},
		r.cell(&r.typing, last.Line, registry.Forward))
	if r.open(name, row) {
		known.Time[row], known.Line[row] = max(found.KnownTo, 0)/r.unit, last.Line
	}
	return true
}

// groupsOf are the ABO groups of a row.
func (r *Deriver) groupsOf(row int) criteria.Groups {
	return criteria.Groups{Recipient: r.level("recipient_abo", int32(row)), Donor: r.level("donor_abo", int32(row))}
}

// ageInDays is that at the transplant, NaN where it is not known.
func (r *Deriver) ageInDays(row int) float64 {
	if n := r.data.Numbers["age_years"]; n != nil {
		return n.Value[row] * 365.25
	}
	return math.NaN()
}

// samplesOf are the samples of a row, each a line of the log.
func (r *Deriver) samplesOf(row int) []criteria.Typing {
	var samples []criteria.Typing
	var line int32
	for _, e := range registry.EntriesOf(r.data.Typing, row) {
		if e.Line != line {
			samples = append(samples, criteria.Typing{Day: r.day(e.Day), AntiA: criteria.Open, AntiB: criteria.Open,
				DAT: criteria.Open})
			line = e.Line
		}
		s := &samples[len(samples)-1]
		switch {
		case e.Class == "":
		case e.Kind == registry.Forward:
			s.Forward = e.Class
		case e.Kind == registry.Reverse:
			s.AntiA, s.AntiB = has(e.Class, registry.AntiA), has(e.Class, registry.AntiB)
		case e.Kind == registry.DAT:
			s.DAT = has(e.Class, registry.PositiveTest)
		}
	}
	return samples
}

func has(found, what string) criteria.Answer {
	if strings.Contains(found, what) {
		return criteria.Yes
	}
	return criteria.No
}

// donorCellsGiven are the days on which red cells of the donor's group were given: units
// of that group, what was dripped for desensitisation, and on day 0 those of a graft
// from which they were not taken out, or of which nothing says so.
func (r *Deriver) donorCellsGiven(row int, groups criteria.Groups) []float64 {
	days := r.desensitisedOn(row)
	if r.level("rbc_depletion", int32(row)) != "yes" {
		days = append(days, 0)
	}
	for _, e := range registry.EntriesOf(r.data.RedCells, row) {
		if e.Group == groups.Donor {
			days = append(days, r.day(e.Day))
		}
	}
	return days
}

// desensitisedOn are the days on which the donor's red cells were dripped to lower
// antibodies.
func (r *Deriver) desensitisedOn(row int) []float64 {
	var days []float64
	if r.level("desensitisation", int32(row)) != "donor_rbc" {
		return nil
	}
	for _, e := range registry.EntriesOf(r.data.Titres, row) {
		if e.Volume > 0 {
			days = append(days, r.day(e.Day))
		}
	}
	return days
}

// provisional says whether red cells of another group than the recipient's were given in
// rules.abo_conversion.red_cell_days before a day, that day included.
func (r *Deriver) provisional(row int, day float64, groups criteria.Groups) string {
	recent := func(given float64) bool {
		return given <= day && day-given <= r.plan.Rules.ABOConversion.RedCellDays
	}
	code := ""
	if r.gaps == nil || r.silentOn(row) != "" || r.day(r.declaredTo(row)) < day {
		code = registry.ProvisionalUnknown
	}
	for _, e := range registry.EntriesOf(r.data.RedCells, row) {
		switch {
		case !recent(r.day(e.Day)):
		case e.Group == "":
			code = registry.ProvisionalNotExcluded
		case e.Group != groups.Recipient:
			return registry.ProvisionalGiven
		}
	}
	if slices.ContainsFunc(r.desensitisedOn(row), recent) {
		return registry.ProvisionalGiven
	}
	return code
}
