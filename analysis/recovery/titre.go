package recovery

import (
	"math"
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
