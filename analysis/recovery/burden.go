package recovery

import (
	"maps"
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
		if e.Bound != nil {
			r.tellLeftOut(&r.transfusions, e, unitsColumn)
		}
	}
}

// addLDH keeps the highest LDH of days 0 to 30.
func (r *Deriver) addLDH(v value, row int32) {
	if v.day > ldhWithin {
		return
	}
	if v.x != v.high {
		if b, ok := r.highLDH[row]; !ok || v.high > b.high {
			r.highLDH[row] = v
		}
		return
	}
	if !(v.x <= r.data.PeakLDH[row]) {
		r.data.PeakLDH[row] = v.x
	}
}

// finishLDH leaves the highest LDH unknown where a bound may be higher.
func (r *Deriver) finishLDH() {
	for _, row := range slices.Sorted(maps.Keys(r.highLDH)) {
		if b := r.highLDH[row]; r.data.PeakLDH != nil && !(b.high <= r.data.PeakLDH[row]) {
			r.data.PeakLDH[row] = math.NaN()
			r.tellLeftOut(&r.counts, registry.LogEntry{Row: row, Line: b.line}, countColumn)
		}
	}
}

// finishUnits says to when the red cells of each are known, and gives the units of
// those whose transfusions are known to day 100, or to their death before it. A case that the log lacks though its row states a
// transfusion is unknown.
func (r *Deriver) finishUnits() {
	for row := range r.units {
		known, _ := r.transfusionsKnownTo(row)
		if !r.active(row) || r.silentOn(row) != "" {
			continue
		}
		r.data.RedCellsTo[row] = known
		if r.day(known) >= unitsWithin || known == r.time("death", row) {
			r.data.RBCUnits[row] = r.units[row]
		}
	}
}
