package recovery

import (
	"cmp"
	"math"
	"slices"

	"graftstat/analysis/registry"
)

// followUp is to when a case is followed, in the study's time unit; +Inf where
// nothing says so.
type followUp struct {
	last float64 // the first of death, last contact and closing date
	next float64 // the patient's next infusion or second transplant: entries from then on are of its graft
}

// passed reports whether a time lies after the end.
func (f followUp) passed(time, tolerance float64) bool {
	return time > f.last+tolerance || time >= f.next-tolerance
}

// until is the last time that can be decided.
func (f followUp) until() float64 { return min(f.last, f.next) }

const secondTransplant = "second_transplant"

func (r *Deriver) followUps() []followUp {
	ends := make([]followUp, r.data.Rows())
	for row := range ends {
		ends[row] = followUp{last: r.closing(row), next: math.Inf(1)}
		if t := r.time(secondTransplant, row); t > 0 {
			ends[row].next = t
		}
		for _, name := range []string{"death", "last_contact"} {
			if t := r.time(name, row); !math.IsNaN(t) {
				ends[row].last = min(ends[row].last, t)
			}
		}
	}
	r.nextInfusions(ends)
	return ends
}

// closing is the time of the closing date, +Inf in a study without dates.
func (r *Deriver) closing(row int) float64 {
	t := (r.data.AsOf - r.data.TransplantDate[row]) / r.unit
	if math.IsNaN(t) {
		return math.Inf(1)
	}
	return t
}

// nextInfusions finds the next infusion of the same patient. A boost is none:
// it starts no new course (CIBMTR manual, form 2450).
func (r *Deriver) nextInfusions(ends []followUp) {
	intent := r.data.Categories["transplant_intent"]
	var rows []int
	for row := range ends {
		if r.data.Infused[row] && !math.IsNaN(r.data.TransplantDate[row]) {
			rows = append(rows, row)
		}
	}
	slices.SortStableFunc(rows, func(a, b int) int {
		return cmp.Or(cmp.Compare(r.data.Patient[a], r.data.Patient[b]),
			cmp.Compare(r.data.TransplantDate[a], r.data.TransplantDate[b]))
	})
	for i, row := range rows {
		for _, later := range rows[i+1:] {
			if r.data.Patient[later] != r.data.Patient[row] {
				break
			}
			boost := intent != nil && intent.Level(later) == "boost"
			if days := r.data.TransplantDate[later] - r.data.TransplantDate[row]; days > 0 && !boost {
				ends[row].next = min(ends[row].next, days/r.unit)
				break
			}
		}
	}
}

// time is that of a milestone of the case row, NaN where it has none.
func (r *Deriver) time(milestone string, row int) float64 {
	if m := r.data.Milestones[milestone]; m != nil {
		return m.Time[row]
	}
	return math.NaN()
}

// transfusionsKnownTo is C of the transfusion endpoints: the first of death,
// last contact, closing date, next infusion and the day to which transfusions
// are declared complete, with the cell that decides it. It is NaN where no such day
// is declared, and where neither a death, a last contact, a next infusion nor the
// case's own day is known: the closing date alone says nothing of a patient whom
// nobody has seen.
func (r *Deriver) transfusionsKnownTo(row int) (float64, registry.Cell) {
	end, cell := math.Inf(1), registry.Cell{}
	earlier := func(t float64, c registry.Cell) {
		if t < end {
			end, cell = t, c
		}
	}
	for _, name := range []string{completeTo, "last_contact", "death"} {
		earlier(r.time(name, row), r.data.Cell(name, row))
	}
	if next := r.end[row].next; next == r.time(secondTransplant, row) {
		earlier(next, r.data.Cell(secondTransplant, row))
	} else {
		earlier(next, registry.Cell{File: r.data.File, Line: int(r.data.Line[row]), Column: r.data.TransplantHeader})
	}
	if math.IsInf(end, 1) || math.IsNaN(r.declaredTo(row)) {
		return math.NaN(), cell
	}
	earlier(r.declaredTo(row), registry.Cell{File: r.plan.File, Column: completeToKey})
	earlier(r.closing(row), registry.Cell{File: r.plan.File, Column: "as_of"})
	return end, cell
}

// cordBlood reports whether the graft was cord blood.
func (r *Deriver) cordBlood(row int) bool {
	source := r.data.Categories["cell_source"]
	return source != nil && slices.Contains([]string{"cord", "cord_blood"}, source.Level(row))
}
