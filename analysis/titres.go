package analysis

import (
	"math"

	"graftstat/analysis/criteria"
	"graftstat/analysis/plan"
	"graftstat/analysis/recovery"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// titres describes the cases of which titres against the donor's antigens are
// known; nil where there is none. cohorts has the cohort of each row.
func titres(p *plan.Plan, d *registry.Data, cohorts map[int]string) *result.Titres {
	found := &result.Titres{Below: p.Rules.Titre.Below, Cases: []result.Desensitised{},
		Compatible: []result.Compatible{}}
	for _, t := range recovery.TitreCases(p, d) {
		c := desensitised(d, t, cohorts[t.Row])
		for _, one := range t.Series {
			c.Series = append(c.Series, titreSeries(one, false))
		}
		c.Highest = titreSeries(t.Highest, len(t.Series) > 1)
		found.Cases = append(found.Cases, c)
	}
	if len(found.Cases) == 0 {
		return nil
	}
	beside(p, d, found, cohorts)
	return found
}

const (
	titreBounded = "titre_bounded"
	titrePartial = "titre_partial"
)

// titreSeries is a course of titres; of several together each point says whose it is.
func titreSeries(s recovery.TitreSummary, several bool) result.TitreSeries {
	series := result.TitreSeries{Antibody: s.Antibody, Class: s.Class, Baseline: result.Number(s.Baseline),
		AtTransplant:  result.Number(s.AtTransplant),
		BaselineBound: boundOf(s.BaselineBound), AtTransplantBound: boundOf(s.AtTransplantBound),
		StepsDropped: result.Number(s.StepsDropped), FirstBelow: result.Number(s.Below.Time),
		Disappeared: titreEvent(s, s.Disappeared), Rebound: titreEvent(s, s.Rebound), Points: []result.TitrePoint{}}
	if s.Unconfirmed {
		series.Rebound.State = "unconfirmed"
	}
	switch before := s.Days[0].Time <= 0; {
	case before && math.IsNaN(s.BaselineTime):
		series.Reason = titrePartial
	case math.IsNaN(s.BaselineTime):
		series.Reason = "no_titre_before"
	case series.StepsDropped.IsMissing():
		series.StepsReason = titreBounded
	}
	switch s.Below.Answer {
	case criteria.Open:
		series.FirstBelowReason = openReason(s)
	case criteria.No:
		series.FirstBelowReason = "never_below"
	}
	for _, day := range s.Days {
		point := result.TitrePoint{Day: day.Time, Titre: result.Number(day.Titre), Bound: boundOf(day.Bound),
			Partial: !day.Whole}
		if several {
			point.Antibody, point.Class = day.Antibody, day.Class
		}
		series.Points = append(series.Points, point)
	}
	return series
}

func titreEvent(s recovery.TitreSummary, e recovery.TitreEvent) result.TitreEvent {
	found := result.TitreEvent{State: "not_happened", Day: result.Number(e.Time), To: result.Missing()}
	last := s.Days[len(s.Days)-1].Time
	switch {
	case e.Answer == criteria.Yes:
		found.State = "happened"
	case last < 0:
		found.State, found.Reason = "unknown", "no_titre_after"
	case e.Answer == criteria.Open:
		found.State, found.Reason = "unknown", openReason(s)
	default:
		found.To = result.Number(last)
	}
	return found
}

// openReason is what left an answer open.
func openReason(s recovery.TitreSummary) string {
	for _, day := range s.Days {
		if !day.Whole {
			return titrePartial
		}
	}
	return titreBounded
}

func boundOf(b *registry.Bound) *result.Bound {
	if b == nil {
		return nil
	}
	return &result.Bound{Limit: b.Limit, Above: b.Above, Inclusive: b.Inclusive}
}

func desensitised(d *registry.Data, s recovery.TitreCase, cohort string) result.Desensitised {
	c := result.Desensitised{Case: d.CaseID[s.Row], Cohort: cohort, RecipientABO: level(d, "recipient_abo", s.Row),
		DonorABO: level(d, "donor_abo", s.Row),
		Method:   level(d, "desensitisation", s.Row), RBCDepletion: level(d, "rbc_depletion", s.Row),
		CD34: value(d, "cd34_e6_kg", s.Row), TNC: value(d, "tnc_e8_kg", s.Row),
		Infusions: s.Infusions, VolumeML: result.Number(s.VolumeML), Infused: []result.Infused{},
		Series: []result.TitreSeries{}}
	for _, e := range d.Titres {
		if int(e.Row) != s.Row || !(e.Volume > 0) || e.Day > 0 {
			continue
		}
		if n := len(c.Infused); n > 0 && c.Infused[n-1].Day == e.Day {
			c.Infused[n-1].VolumeML = max(c.Infused[n-1].VolumeML, e.Volume)
			continue
		}
		c.Infused = append(c.Infused, result.Infused{Day: e.Day, VolumeML: e.Volume})
	}
	return c
}

func level(d *registry.Data, column string, row int) string {
	if c := d.Categories[column]; c != nil {
		return c.Level(row)
	}
	return ""
}

func value(d *registry.Data, column string, row int) result.Number {
	if n := d.Numbers[column]; n != nil {
		return result.Number(n.Value[row])
	}
	return result.Missing()
}
