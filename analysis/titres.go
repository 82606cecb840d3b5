package analysis

import (
	"math"

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
	last := -1
	for _, s := range recovery.TitreSummaries(p, d) {
		if s.Row != last {
			found.Cases = append(found.Cases, desensitised(d, s, cohorts[s.Row]))
			last = s.Row
		}
		c := &found.Cases[len(found.Cases)-1]
		series := result.TitreSeries{Antibody: s.Antibody, Class: s.Class, Baseline: result.Number(s.Baseline),
			AtTransplant:  result.Number(s.AtTransplant),
			BaselineBound: boundOf(s.BaselineBound), AtTransplantBound: boundOf(s.AtTransplantBound),
			StepsDropped: result.Number(s.StepsDropped), FirstBelow: result.Number(s.FirstBelow),
			Points: []result.TitrePoint{}}
		switch {
		case series.Baseline.IsMissing() && series.BaselineBound == nil:
			series.Reason = "no_titre_before"
		case series.StepsDropped.IsMissing():
			series.StepsReason = titreBounded
		}
		switch {
		case s.Open:
			series.FirstBelowReason = titreBounded
		case series.FirstBelow.IsMissing():
			series.FirstBelowReason = "never_below"
		}
		for _, e := range d.Titres {
			if int(e.Row) == s.Row && e.Kind == s.Antibody && e.Class == s.Class &&
				(!math.IsNaN(e.Value) || e.Bound != nil) {
				series.Points = append(series.Points, result.TitrePoint{Day: e.Day, Titre: result.Number(e.Value),
					Bound: boundOf(e.Bound)})
			}
		}
		c.Series = append(c.Series, series)
	}
	if len(found.Cases) == 0 {
		return nil
	}
	beside(p, d, found, cohorts)
	return found
}

const titreBounded = "titre_bounded"

func boundOf(b *registry.Bound) *result.Bound {
	if b == nil {
		return nil
	}
	return &result.Bound{Limit: b.Limit, Above: b.Above, Inclusive: b.Inclusive}
}

func desensitised(d *registry.Data, s recovery.TitreSummary, cohort string) result.Desensitised {
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
