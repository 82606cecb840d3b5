package recovery

import (
	"math"
	"slices"

	"graftstat/analysis/registry"
)

// Days in which what a transplant costs the patient is counted, so that cases
// with longer follow-up do not count more.
const (
	unitsWithin = 100 // units of red cells
	ldhWithin   = 30  // highest lactate dehydrogenase, a mark of haemolysis
)

func missingNumbers(n int) []float64 { return slices.Repeat([]float64{math.NaN()}, n) }

// addUnits adds red cells given in days 0 to 100, for any indication. A
// transfusion without its units leaves the sum unknown.
func (r *Deriver) addUnits(e registry.LogEntry) {
	if day := r.day(e.Day); day >= 0 && day <= unitsWithin {
		r.units[e.Row] += e.Value
	}
}

// addLDH keeps the highest LDH of days 0 to 30.
func (r *Deriver) addLDH(v value, row int32) {
	if v.day <= ldhWithin && !(v.x <= r.data.PeakLDH[row]) {
		r.data.PeakLDH[row] = v.x
	}
}

// finishUnits gives the units of those whose transfusions are known to day 100,
// or to their death before it. A case that the log lacks though its row states a
// transfusion is unknown.
func (r *Deriver) finishUnits() {
	for row := range r.units {
		known, _ := r.transfusionsKnownTo(row)
		whole := r.day(known) >= unitsWithin || known == r.time("death", row)
		if r.active(row) && whole && r.silentOn(row) == "" {
			r.data.RBCUnits[row] = r.units[row]
		}
	}
}
