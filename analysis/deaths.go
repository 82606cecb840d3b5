package analysis

import (
	"cmp"
	"math"
	"slices"

	"graftstat/analysis/describe"
	"graftstat/analysis/monitor"
	"graftstat/analysis/plan"
	"graftstat/analysis/result"
)

// monthsBeside is the length of the two stretches of the calendar that are set
// beside each other: a year, so that no season counts twice.
const monthsBeside = 12

// lastMonths is the stretch of so many months that ends so many months before a day.
func lastMonths(day plan.Date, before, months int) period {
	to := day.AddMonths(-before)
	from := day.AddMonths(-before - months)
	from.Days++
	return period{from: from, to: to}
}

// stretch is a period as monitor counts it.
func (p period) stretch() monitor.Stretch {
	return monitor.Stretch{From: float64(p.from.Days) - 1, To: float64(p.to.Days)}
}

// lives are the patients of a cohort on the calendar: day of infusion, days
// followed, whether they died at the end of them, and their row.
type lives struct {
	entry, days []float64
	died        []bool
	row         []int32
	undated     int       // deaths on an unknown day
	aside       []float64 // days of infusion of those whose follow-up is not known
}

// lives of the patients whose follow-up is known.
func (w *watch) lives() lives {
	o := w.life()
	var l lives
	for i := range o.Row {
		day := w.data.TransplantDate[o.Row[i]]
		if o.SetAside(i) || math.IsNaN(day) {
			if _, known := o.EventKnown(i); known {
				l.undated++
			}
			l.aside = append(l.aside, day)
			continue
		}
		l.entry, l.days = append(l.entry, day), append(l.days, w.days(o.Time[i]))
		l.died, l.row = append(l.died, o.Cause[i] == 1), append(l.row, o.Row[i])
	}
	return l
}

// deaths of the last twelve months and of the twelve before, with their causes.
func (w *watch) deaths() (result.Deaths, error) {
	r := result.Deaths{Cohort: w.plan.ID, Periods: []result.DeathPeriod{}, More: result.Missing()}
	if l := w.lifeLacks(); l.reason != "" {
		r.Reason, r.Missing = l.reason, l.missing
		return r, nil
	}
	l := w.lives()
	r.Undated = l.undated
	if w.data.Categories[causeOfDeath] == nil {
		r.CauseReason = columnAbsent
	}
	for _, before := range []int{0, monthsBeside} {
		p := lastMonths(w.study.AsOf, before, monthsBeside)
		found, err := monitor.Exposure(l.entry, l.days, l.died, nil, nil, p.stretch())
		if err != nil {
			return r, err
		}
		r.Periods = append(r.Periods, result.DeathPeriod{From: p.from.String(), To: p.to.String(),
			PatientYears: result.Number(found.PatientYears),
			Deaths:       found.Observed, Causes: w.causes(&l, p),
			EarlyInfection: w.earlyInfection(&l, p)})
	}
	last, before := r.Periods[0], r.Periods[1]
	r.More = result.Number(monitor.MoreThanBefore(before.Deaths, last.Deaths, float64(before.PatientYears),
		float64(last.PatientYears)))
	return r, nil
}

const causeOfDeath = "cause_of_death"

// causes of the deaths of a period; none where the file has no column of them.
func (w *watch) causes(l *lives, p period) []result.CauseCount {
	list := []result.CauseCount{}
	column := w.data.Categories[causeOfDeath]
	if column == nil {
		return list
	}
	for i, row := range l.row {
		if !l.died[i] || !p.holds(l.entry[i]+l.days[i]) {
			continue
		}
		cause := w.causeOf(row)
		at := slices.IndexFunc(list, func(c result.CauseCount) bool { return c.Cause == cause })
		if at < 0 {
			at, list = len(list), append(list, result.CauseCount{Cause: cause})
		}
		list[at].N++
	}
	slices.SortFunc(list, func(a, b result.CauseCount) int {
		if (a.Cause == "") != (b.Cause == "") {
			return cmp.Compare(b.Cause, a.Cause)
		}
		return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Cause, b.Cause))
	})
	return list
}

// causeOf is the cause of a patient's death, whichever row gives it; "" where none does.
func (w *watch) causeOf(row int32) string {
	cause := ""
	for _, other := range w.histories.Of(int(w.data.Patient[row])) {
		cause = cmp.Or(cause, w.data.Categories[causeOfDeath].Level(int(other)))
	}
	return cause
}

const (
	infection = "infection"
	earlyDays = 100.
)

// earlyInfection counts the deaths of infection before day 100 among the patients whose
// day 100 lies in a period, so that each has had the whole time, whatever became of
// it; nil where the file has no column of causes. Who was lost before day 100, or
// died on an unknown day, is counted apart. A cause that is not stated, or none of
// the dictionary's, is not known: it may have been an infection.
func (w *watch) earlyInfection(l *lives, p period) *result.EarlyInfection {
	if w.data.Categories[causeOfDeath] == nil {
		return nil
	}
	r := &result.EarlyInfection{}
	for _, day := range l.aside {
		if p.holds(day + earlyDays) {
			r.Lost++
		}
	}
	known, _ := plan.LevelsOf(causeOfDeath)
	for i, row := range l.row {
		died := l.died[i] && l.days[i] < earlyDays
		switch {
		case !p.holds(l.entry[i] + earlyDays):
			continue
		case !died && l.days[i] < earlyDays:
			r.Lost++
			continue
		}
		r.Patients++
		if !died {
			continue
		}
		r.Deaths++
		switch cause := w.causeOf(row); {
		case cause == infection:
			r.Infection++
		case !slices.Contains(known, cause):
			r.CauseUnknown++
		}
	}
	share := describe.ExactProportion(r.Infection, r.Patients, w.study.Intervals.Level)
	r.Estimate, r.Lower, r.Upper = result.Number(share.Estimate), result.Number(share.Lower), result.Number(share.Upper)
	r.Reason = string(share.Reason)
	return r
}
