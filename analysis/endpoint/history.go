package endpoint

import (
	"cmp"
	"math"
	"slices"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// Histories are the infusions of each patient in order of time.
type Histories struct {
	start []int32 // rows[start[p]:start[p+1]] are those of patient p
	rows  []int32
	unit  float64 // days of one time unit
	data  *registry.Data
	// second marks rows that are a second transplant (rescue, retransplant).
	second []bool
}

// NewHistories orders the infused rows of each patient by transplant date. A
// boost of cells is no transplant of its own and is left out, as is a row
// without infusion and a transplant after the closing date.
func NewHistories(p *plan.Plan, d *registry.Data) *Histories {
	h := &Histories{data: d, unit: p.TimeUnit.Days(), start: make([]int32, d.Patients+1),
		second: make([]bool, d.Rows())}
	intent := d.Categories["transplant_intent"]
	counted := make([]bool, d.Rows())
	for r := range counted {
		boost := false
		if intent != nil {
			level := intent.Level(r)
			boost = level == "boost"
			h.second[r] = level == "rescue" || level == "retransplant"
		}
		counted[r] = d.Infused[r] && !boost && !(d.TransplantDate[r] > d.AsOf)
		if counted[r] {
			h.start[d.Patient[r]+1]++
		}
	}
	for p := range d.Patients {
		h.start[p+1] += h.start[p]
	}
	h.rows = make([]int32, h.start[d.Patients])
	next := slices.Clone(h.start)
	for r, ok := range counted {
		if ok {
			h.rows[next[d.Patient[r]]] = int32(r)
			next[d.Patient[r]]++
		}
	}
	for p := range d.Patients {
		slices.SortStableFunc(h.Of(p),
			func(a, b int32) int { return cmp.Compare(d.TransplantDate[a], d.TransplantDate[b]) })
	}
	return h
}

// Of is the infusions of a patient in order of time; the first is the index row.
func (h *Histories) Of(patient int) []int32 { return h.rows[h.start[patient]:h.start[patient+1]] }

// Offset is the time from the infusion of row from to that of row to; NaN
// where one of two different rows has no date.
func (h *Histories) Offset(from, to int32) float64 {
	if from == to {
		return 0
	}
	return (h.data.TransplantDate[to] - h.data.TransplantDate[from]) / h.unit
}

// potential is the time from the infusion of a row to the closing date.
func (h *Histories) potential(row int32) float64 {
	if math.IsNaN(h.data.AsOf) || math.IsNaN(h.data.TransplantDate[row]) {
		return math.Inf(1)
	}
	return (h.data.AsOf - h.data.TransplantDate[row]) / h.unit
}

// Potential is the longest time for which a row could have been followed:
// up to the closing date; +Inf in a study without dates.
func (h *Histories) Potential(row int32) float64 { return h.potential(row) }
