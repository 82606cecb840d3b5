package analysis

import (
	"math"
	"slices"

	"graftstat/analysis/describe"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// Measures of the recovery of red cells, which are milestones.
const (
	reticulocytesRecovered = "reticulocyte_recovery"
	donorCellsSeen         = "donor_red_cells"
	converted              = "abo_conversion"
	aplasiaMet             = "red_cell_aplasia"
	lastRedCells           = "last_rbc_transfusion"
)

func redCellMeasures() []string {
	return []string{reticulocytesRecovered, donorCellsSeen, converted, aplasiaMet, lastRedCells}
}

// States of an event of the red cells.
const (
	stateHappened    = "happened"
	stateNotHappened = "not_happened"
	stateNeverBelow  = "never_below"
	stateUnknown     = "unknown"
	stateNotAsked    = "not_asked"
)

// redCells describes the transplants of a cohort whose donor has another ABO group, one
// by one; nil for a cohort that is not asked for reticulocyte recovery, and for one
// without such a transplant or a log that tells of its red cells.
func (c *cohort) redCells(asked []plan.Endpoint) (*result.RedCells, error) {
	if !slices.ContainsFunc(asked, func(e plan.Endpoint) bool { return e.ID == "reticulocyte-recovery" }) {
		return nil, nil
	}
	r := &result.RedCells{Cohort: c.plan.ID, Missing: []string{}, Cases: []result.RedCellCourse{},
		Recovery: []result.RedCellRecovery{}, Published: []result.PublishedRate{}}
	counts := map[string]*int{"match": &r.Matched, "minor": &r.Minor, "major": &r.Major,
		"bidirectional": &r.Bidirectional, "": &r.Unknown}
	rows := map[string][]int{}
	for _, patient := range c.patients {
		for _, row := range c.histories.Of(int(patient)) {
			match := level(c.data, "abo_match", int(row))
			*counts[match]++
			rows[match] = append(rows[match], int(row))
			if match != "" && match != "match" {
				r.Cases = append(r.Cases, c.redCellCourse(int(row), match))
			}
		}
	}
	for _, name := range redCellMeasures() {
		if c.data.Milestones[name] == nil {
			r.Missing = append(r.Missing, name)
		}
	}
	if len(r.Cases) == 0 || len(r.Missing) == len(redCellMeasures()) {
		return nil, nil
	}
	for _, match := range []string{"match", "minor", "major", "bidirectional"} {
		if len(rows[match]) > 0 {
			r.Recovery = append(r.Recovery, c.redCellRecovery(match, rows[match]))
		}
	}
	r.Aplasia = c.aplasiaRate(slices.Concat(rows["major"], rows["bidirectional"]))
	var err error
	r.Published, err = publishedRates(c.study.Intervals.Level)
	return r, err
}

// redCellCourse is one transplant.
func (c *cohort) redCellCourse(row int, match string) result.RedCellCourse {
	d := c.data
	note := registry.RedCellNote{DelayedTime: math.NaN()}
	if n := d.RedCellNotes[int32(row)]; n != nil {
		note = *n
	}
	r := result.RedCellCourse{Case: d.CaseID[row], RecipientABO: level(d, "recipient_abo", row),
		DonorABO: level(d, "donor_abo", row), Match: match, Ended: result.Missing(), Provisional: note.Provisional,
		Reticulocytes: redCellEvent(d, reticulocytesRecovered, row), DonorRedCells: redCellEvent(d, donorCellsSeen, row),
		Conversion: redCellEvent(d, converted, row), Diagnosis: redCellEvent(d, "prca", row),
		LastRedCells: redCellEvent(d, lastRedCells, row)}
	if r.DonorABO == "O" {
		r.DonorRedCells = notAsked("donor_is_o")
	}
	found := result.RedCellEvent{}
	if match == "minor" {
		r.Aplasia, r.Delayed = notAsked("no_major_mismatch"), delayedEvent(d, note)
		found = r.Delayed
	} else {
		r.Aplasia, r.Delayed = redCellEvent(d, aplasiaMet, row), notAsked("major_mismatch")
		found = r.Aplasia
	}
	if found.State == stateHappened && r.Reticulocytes.State == stateHappened && r.Reticulocytes.Day >= found.Day {
		r.Ended = r.Reticulocytes.Day
	}
	return r
}

func notAsked(reason string) result.RedCellEvent {
	return result.RedCellEvent{State: stateNotAsked, Day: result.Missing(), To: result.Missing(), Reason: reason}
}

// delayedEvent is the delayed recovery of a transplant without a major mismatch; where
// nothing is found it is not known to be none.
func delayedEvent(d *registry.Data, note registry.RedCellNote) result.RedCellEvent {
	e := result.RedCellEvent{State: stateNotHappened, Day: result.Missing(), To: result.Missing()}
	switch {
	case note.Delayed:
		e.State, e.Day = stateHappened, result.Number(note.DelayedTime)
	case d.Milestones[aplasiaMet] == nil:
		e.State, e.Reason = stateUnknown, "not_recorded"
	case note.Why[registry.DelayedRecovery] != "":
		e.State, e.Reason = stateUnknown, note.Why[registry.DelayedRecovery]
	}
	return e
}

// redCellEvent is what is known of a milestone of a row.
func redCellEvent(d *registry.Data, name string, row int) result.RedCellEvent {
	e := result.RedCellEvent{State: stateNotHappened, Day: result.Missing(), To: result.Missing()}
	m := d.Milestones[name]
	switch {
	case m == nil:
		e.State, e.Reason = stateUnknown, "not_recorded"
	case m.Status[row] == registry.Unknown, m.Status[row] == registry.Unreadable:
		e.State, e.Reason = stateUnknown, "not_stated"
		if n := d.RedCellNotes[int32(row)]; n != nil && n.Why[name] != "" {
			e.Reason = n.Why[name]
		}
	case m.Status[row] == registry.NeverBelow:
		e.State = stateNeverBelow
	case m.Happened(row):
		e.State, e.Day = stateHappened, result.Number(m.Time[row])
	case name == aplasiaMet && d.RedCellNotes[int32(row)] != nil && d.RedCellNotes[int32(row)].Why[name] != "":
		e.State, e.Reason = stateUnknown, d.RedCellNotes[int32(row)].Why[name]
	case m.Known != nil && !math.IsInf(m.Known.Time[row], 1):
		e.To = result.Number(m.Known.Time[row])
	}
	return e
}

// redCellRecovery describes the recovery of reticulocytes in rows of one match.
func (c *cohort) redCellRecovery(match string, rows []int) result.RedCellRecovery {
	r := result.RedCellRecovery{Match: match, Transplants: len(rows)}
	var days []float64
	for _, row := range rows {
		switch e := redCellEvent(c.data, reticulocytesRecovered, row); e.State {
		case stateUnknown:
			continue
		case stateNeverBelow:
			r.NeverBelow++
		case stateHappened:
			if !e.Day.IsMissing() {
				r.Recovered++
				days = append(days, float64(e.Day))
			}
		}
		r.Known++
	}
	r.Days = quartiles(days)
	return r
}

// aplasiaRate is the share that met the criteria of those of whom it is known whether
// they did: who was followed less than to the end of the window, or whose course does
// not answer, is not among them.
func (c *cohort) aplasiaRate(rows []int) result.RedCellRate {
	var r result.RedCellRate
	for _, row := range rows {
		switch e := redCellEvent(c.data, aplasiaMet, row); {
		case e.State == stateHappened:
			r.Cases++
			r.N++
		case e.State == stateNotHappened && e.To.IsMissing():
			r.N++
		default:
			r.Unknown++
		}
	}
	p := describe.ExactProportion(r.Cases, r.N, c.study.Intervals.Level)
	r.Estimate, r.Lower, r.Upper, r.Reason = result.Number(p.Estimate), result.Number(p.Lower), result.Number(p.Upper),
		string(p.Reason)
	return r
}

// publishedRates are the figures of papers with their exact intervals.
func publishedRates(level float64) ([]result.PublishedRate, error) {
	list, err := plan.PublishedRedCells()
	if err != nil {
		return nil, err
	}
	rates := []result.PublishedRate{}
	for _, x := range list {
		r := result.PublishedRate{ID: x.ID, Measure: x.Measure, Group: x.Group, Cases: x.Cases, N: x.N,
			Estimate: result.Missing(), Lower: result.Missing(), Upper: result.Missing(), Median: result.Missing(),
			Min: result.Missing(), Max: result.Missing(), Definition: result.Text(x.Definition), Source: x.Source}
		if x.N > 0 {
			p := describe.ExactProportion(x.Cases, x.N, level)
			r.Estimate, r.Lower, r.Upper = result.Number(p.Estimate), result.Number(p.Lower), result.Number(p.Upper)
		} else {
			r.Cases = -1
			r.Median, r.Min, r.Max = result.Number(x.Median), result.Number(x.Range[0]), result.Number(x.Range[1])
		}
		rates = append(rates, r)
	}
	return rates, nil
}
