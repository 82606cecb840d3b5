package recovery

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// Titre takes an entry of the log of titres. Where the blood groups of donor and
// recipient are known, only antibodies against an antigen that the donor has and
// the recipient lacks are kept; of the others the infused volume alone, as it
// stands beside any of them. Where a group is not known, all are kept.
func (r *Deriver) Titre(e registry.LogEntry) error {
	use, err := r.admit(&r.titres, e)
	if !use || err != nil {
		return err
	}
	r.tellOwnAntibody(e)
	if !r.concernsDonor(e) {
		if !(e.Volume > 0) {
			return nil
		}
		e.Value, e.Bound = math.NaN(), nil
	}
	if t := titreOf(e); t.mayBeBelow(r.plan.Rules.Titre.Below) && !t.isBelow(r.plan.Rules.Titre.Below) {
		r.report(registry.Warning, titreBoundOpen, r.cell(&r.titres, e.Line, "titre"), int(e.Row),
			strconv.FormatFloat(r.plan.Rules.Titre.Below, 'f', -1, 64))
	}
	r.data.Titres = append(r.data.Titres, e)
	return nil
}

func (r *Deriver) concernsDonor(e registry.LogEntry) bool {
	donor, recipient := r.level("donor_abo", e.Row), r.level("recipient_abo", e.Row)
	if donor == "" || recipient == "" {
		return true
	}
	antigen := strings.TrimPrefix(e.Kind, "anti-")
	return (antigen == "A" || antigen == "B") && strings.Contains(donor, antigen) &&
		!strings.Contains(recipient, antigen)
}

// level of a category; "" where it is missing or the data have none.
func (r *Deriver) level(column string, row int32) string {
	if c := r.data.Categories[column]; c != nil {
		return c.Level(int(row))
	}
	return ""
}

// finishTitres orders the titres by row and day.
func (r *Deriver) finishTitres() {
	sortByRowAndDay(r.data.Titres)
}

// A TitreSummary describes the titres of one antibody and class in one case.
// Titres are reciprocals, 128 for 1:128; 0 is negative. Times are in the study's
// time unit since the transplant. NaN: there is none.
type TitreSummary struct {
	Row              int
	Antibody, Class  string
	Baseline         float64 // on the first day, if not after the transplant
	BaselineTime     float64
	AtTransplant     float64 // on the last day up to day 0
	AtTransplantTime float64
	StepsDropped     float64 // log2 of Baseline over AtTransplant; negative: it rose
	FirstBelow       float64 // first time at which the titre was below rules.titre.below

	// BaselineBound and AtTransplantBound are what is known of the titre where it is
	// only bounded, and Baseline or AtTransplant NaN. Open: a bound such as <1:64 leaves
	// open whether the titre was below the threshold, and FirstBelow is NaN.
	BaselineBound, AtTransplantBound *registry.Bound
	Open                             bool

	// Infusions are the days up to day 0 with an infused volume, VolumeML their
	// sum. They are of the case, whichever titre they stand beside: equal in all
	// summaries of it. On one day the largest volume counts, since a volume may be
	// written beside each class of the antibody.
	Infusions int
	VolumeML  float64
}

// TitreSummaries describes the titres of d in order of row, antibody and class,
// after Finish. Of several titres of one antibody and class on a day the highest
// counts.
//
// Titres are counted in two-fold steps. A negative titre (0) is taken as half,
// one step below the undiluted serum. A titre that is only bounded is in no step; it
// is below the threshold where every titre within the bound is. One step is within the error of the
// method, so a first time below the threshold is described, never tested
// (College of American Pathologists surveys 2014-2018: 63 % of results within
// one step of the target).
func TitreSummaries(p *plan.Plan, d *registry.Data) []TitreSummary {
	var summaries []TitreSummary
	for first := 0; first < len(d.Titres); {
		end := first
		for end < len(d.Titres) && d.Titres[end].Row == d.Titres[first].Row {
			end++
		}
		summaries = append(summaries, summariesOfCase(p, d.Titres[first:end])...)
		first = end
	}
	return summaries
}

// summariesOfCase describes the titres of one case, in order of day.
func summariesOfCase(p *plan.Plan, entries []registry.LogEntry) []TitreSummary {
	infusions, volume := infused(p, entries)
	series := map[[2]string][]registry.LogEntry{}
	var keys [][2]string
	for _, e := range entries {
		if math.IsNaN(e.Value) && e.Bound == nil {
			continue
		}
		key := [2]string{e.Kind, e.Class}
		if series[key] == nil {
			keys = append(keys, key)
		}
		series[key] = append(series[key], e)
	}
	slices.SortFunc(keys, func(a, b [2]string) int { return slices.Compare(a[:], b[:]) })
	summaries := make([]TitreSummary, len(keys))
	for i, key := range keys {
		summaries[i] = summarise(p, highestOfDay(p, series[key]))
		summaries[i].Infusions, summaries[i].VolumeML = infusions, volume
	}
	return summaries
}

func summarise(p *plan.Plan, titres []titre) TitreSummary {
	none := math.NaN()
	s := TitreSummary{
		Row: int(titres[0].Row), Antibody: titres[0].Kind, Class: titres[0].Class,
		Baseline: none, BaselineTime: none, AtTransplant: none, AtTransplantTime: none, FirstBelow: none,
	}
	for i, t := range titres {
		if calendarDay(t.Day, p.TimeUnit.Days()) <= 0 {
			if i == 0 {
				s.Baseline, s.BaselineBound, s.BaselineTime = t.Value, t.Bound, t.Day
			}
			s.AtTransplant, s.AtTransplantBound, s.AtTransplantTime = t.Value, t.Bound, t.Day
		}
		switch below := p.Rules.Titre.Below; {
		case s.Open || !math.IsNaN(s.FirstBelow) || !t.mayBeBelow(below):
		case t.isBelow(below):
			s.FirstBelow = t.Day
		default:
			s.Open = true
		}
	}
	s.StepsDropped = titreSteps(s.Baseline) - titreSteps(s.AtTransplant)
	return s
}

// titreSteps is a titre in two-fold steps, log2; a negative one is -1.
func titreSteps(titre float64) float64 { return math.Log2(max(titre, 0.5)) }

// infused are the days with an infused volume up to day 0 and their volume.
func infused(p *plan.Plan, entries []registry.LogEntry) (days int, volume float64) {
	day, largest := math.Inf(-1), 0.
	for _, e := range entries {
		today := calendarDay(e.Day, p.TimeUnit.Days())
		if today > 0 || !(e.Volume > 0) {
			continue
		}
		if today != day {
			day, largest = today, 0
			days++
		}
		volume += max(e.Volume-largest, 0)
		largest = max(largest, e.Volume)
	}
	return days, volume
}
