package recovery

import (
	"math"
	"slices"

	"graftstat/analysis/criteria"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// TitreCase are the titres of one case against the donor's antigens.
type TitreCase struct {
	Row int
	// Series has a summary of each antibody and class, in their order. Highest is that
	// of the highest of each day over all of them.
	Series  []TitreSummary
	Highest TitreSummary

	// Infusions are the days up to day 0 with an infused volume, VolumeML their
	// sum. On one day the largest volume counts, since a volume may be written
	// beside each class of the antibody.
	Infusions int
	VolumeML  float64
}

// A TitreSummary describes a course of titres. Titres are reciprocals, 128 for 1:128;
// 0 is negative. Times are in the study's time unit since the transplant. NaN: there
// is none.
type TitreSummary struct {
	Antibody, Class  string // "" of the highest of several
	Baseline         float64
	BaselineTime     float64 // of the first day, if not after the transplant
	AtTransplant     float64
	AtTransplantTime float64 // of the last day up to day 0
	StepsDropped     float64 // log2 of Baseline over AtTransplant; negative: it rose

	// BaselineBound and AtTransplantBound are what is known of the titre where it is
	// only bounded, and Baseline or AtTransplant NaN.
	BaselineBound, AtTransplantBound *registry.Bound

	// Below is the first time under rules.titre.below, Disappeared the first of two
	// samples under 1:2 from day 0 on, Rebound a rise of two steps after it, and
	// Unconfirmed says that no next sample confirms that. See criteria.CourseOfTitres.
	Below, Disappeared, Rebound TitreEvent
	Unconfirmed                 bool

	Days []TitreDay
}

// A TitreEvent is the time of what the samples show: NaN unless Answer is Yes.
type TitreEvent struct {
	Answer criteria.Answer
	Time   float64
}

// A TitreDay is the titre of one day, or what bounds it, and whose it is. Whole says
// that each antibody and class of the case was measured on it.
type TitreDay struct {
	Time            float64
	Titre           float64
	Bound           *registry.Bound
	Antibody, Class string
	Whole           bool
}

// TitreCases describes the titres of d in order of row, after Finish. Of several
// titres of one antibody and class on a day the highest counts.
//
// Titres are counted in two-fold steps, and a negative one as 1:1. A titre that is only
// bounded answers where every titre within the bound gives the same answer.
func TitreCases(p *plan.Plan, d *registry.Data) []TitreCase {
	var cases []TitreCase
	for first := 0; first < len(d.Titres); {
		end := first
		for end < len(d.Titres) && d.Titres[end].Row == d.Titres[first].Row {
			end++
		}
		if c := titreCase(p, d.Titres[first:end]); len(c.Series) > 0 {
			cases = append(cases, c)
		}
		first = end
	}
	return cases
}

// titreCase describes the titres of one case, in order of day.
func titreCase(p *plan.Plan, entries []registry.LogEntry) TitreCase {
	c := TitreCase{Row: int(entries[0].Row)}
	c.Infusions, c.VolumeML = infused(p, entries)
	known := slices.DeleteFunc(slices.Clone(entries), func(e registry.LogEntry) bool {
		return math.IsNaN(e.Value) && e.Bound == nil
	})
	names := seriesOf(known)
	var titres []criteria.Titre
	for i, name := range names {
		var own []registry.LogEntry
		for _, e := range known {
			if nameOf(e) == name {
				own = append(own, e)
			}
		}
		days := highestOfDay(p, own)
		s := summarise(p, days, criteria.HighestTitres(titresOf(p, days, 0), 1), [][2]string{name})
		s.Antibody, s.Class = name[0], name[1]
		c.Series = append(c.Series, s)
		titres = append(titres, titresOf(p, days, i)...)
	}
	if len(names) == 1 {
		c.Highest = c.Series[0]
	} else if len(names) > 1 {
		slices.SortStableFunc(titres, func(a, b criteria.Titre) int { return int(a.Day - b.Day) })
		c.Highest = summarise(p, highestOfDay(p, known), criteria.HighestTitres(titres, len(names)), names)
	}
	return c
}

// seriesOf are the antibodies and classes of entries, in their order.
func seriesOf(entries []registry.LogEntry) [][2]string {
	var names [][2]string
	for _, e := range entries {
		if !slices.Contains(names, nameOf(e)) {
			names = append(names, nameOf(e))
		}
	}
	slices.SortFunc(names, func(a, b [2]string) int { return slices.Compare(a[:], b[:]) })
	return names
}

func nameOf(e registry.LogEntry) [2]string { return [2]string{e.Kind, e.Class} }

// titresOf are the titres of a series by calendar day. A negative one counts as 1:1.
func titresOf(p *plan.Plan, days []titre, series int) []criteria.Titre {
	titres := make([]criteria.Titre, len(days))
	for i, t := range days {
		v := criteria.Value{Day: calendarDay(t.Day, p.TimeUnit.Days()), Low: t.low, High: t.high}
		if v.High >= 0 && v.Low == 0 {
			v.Low, v.High = 1, max(v.High, 1)
		}
		titres[i] = criteria.Titre{Value: v, Series: series}
	}
	return titres
}

// summarise describes a course of days, of which samples are what the rules see.
func summarise(p *plan.Plan, days []titre, samples []criteria.TitreSample, names [][2]string) TitreSummary {
	none := math.NaN()
	s := TitreSummary{Baseline: none, BaselineTime: none, AtTransplant: none, AtTransplantTime: none}
	course := criteria.CourseOfTitres(samples, p.Rules.Titre.Below)
	if i := course.First; i >= 0 {
		s.Baseline, s.BaselineBound, s.BaselineTime = days[i].Value, days[i].Bound, days[i].Day
	}
	if i := course.AtTransplant; i >= 0 {
		s.AtTransplant, s.AtTransplantBound, s.AtTransplantTime = days[i].Value, days[i].Bound, days[i].Day
	}
	s.StepsDropped, s.Unconfirmed = course.Steps, course.Unconfirmed
	timed := func(f criteria.Found) TitreEvent {
		e := TitreEvent{f.Answer, none}
		for i, sample := range samples {
			if f.Answer == criteria.Yes && sample.Day == f.Day {
				e.Time = days[i].Day
			}
		}
		return e
	}
	s.Below, s.Disappeared, s.Rebound = timed(course.Below), timed(course.Disappeared), timed(course.Rebound)
	for i, t := range days {
		name := names[samples[i].Series]
		s.Days = append(s.Days, TitreDay{t.Day, t.Value, t.Bound, name[0], name[1], samples[i].Whole})
	}
	return s
}
