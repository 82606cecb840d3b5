package reproduce

import (
	"cmp"
	"math"
	"slices"

	"graftstat/analysis/message"
	"graftstat/analysis/result"
)

// frame is the cases of one cohort, by column, numbered anew.
type frame struct {
	covariates *result.Covariates
	endpoints  []outcomes
	row        []int32 // of the covariates, by case
	patient    []int32
	order      []int32 // cases in the order of their numbers
	number     []int32 // by case, from 1
	patientID  []int32 // by patient, from 1, in the order of their first cases
}

// outcomes are those of one endpoint.
type outcomes struct {
	cases   []int32
	outcome []result.Outcome
	groups  [][]result.GroupValue
	at      []int32 // by case: index into the others, -1 where the endpoint has no such case
	entry   bool    // some enter late
}

var errOtherCases = message.New("listing.csv and covariates.csv are not of one run")

func newFrame(c *result.Cohort, l *result.Listing, covariates *result.Covariates) (*frame, error) {
	f := &frame{covariates: covariates}
	known := make(map[string]int32)
	for row, id := range covariates.Case {
		if covariates.Cohort[row] == c.ID {
			known[id] = int32(len(f.row))
			f.row = append(f.row, int32(row))
		}
	}
	if len(known) != len(f.row) {
		return nil, errOtherCases
	}
	f.patient = slices.Repeat([]int32{-1}, len(f.row))
	patients := make(map[string]int32)
	for _, e := range c.Endpoints {
		o := outcomes{at: slices.Repeat([]int32{-1}, len(f.row))}
		for r := range l.Of(c.ID, e.ID) {
			n, ok := known[r.Case]
			if !ok || o.at[n] >= 0 {
				return nil, errOtherCases
			}
			if _, ok := patients[r.Patient]; !ok {
				patients[r.Patient] = int32(len(patients))
			}
			f.patient[n] = patients[r.Patient]
			o.at[n] = int32(len(o.cases))
			o.cases, o.outcome, o.groups = append(o.cases, n), append(o.outcome, r.Outcome), append(o.groups, r.Groups)
			o.entry = o.entry || r.Entry > 0
		}
		f.endpoints = append(f.endpoints, o)
	}
	f.renumber(len(patients))
	return f, nil
}

// renumber orders the cases by what the bundle shows of them, so that the
// numbers add nothing to it. Cases that are alike in everything stay as they are.
func (f *frame) renumber(patients int) {
	f.order = make([]int32, len(f.row))
	for i := range f.order {
		f.order[i] = int32(i)
	}
	slices.SortStableFunc(f.order, f.compare)
	f.number = make([]int32, len(f.row))
	f.patientID = make([]int32, patients)
	next := int32(0)
	for i, n := range f.order {
		f.number[n] = int32(i + 1)
		if p := f.patient[n]; p >= 0 && f.patientID[p] == 0 {
			next++
			f.patientID[p] = next
		}
	}
}

func (f *frame) compare(a, b int32) int {
	for i := range f.endpoints {
		if order := f.endpoints[i].compare(a, b); order != 0 {
			return order
		}
	}
	for j := range f.covariates.Columns {
		x := &f.covariates.Columns[j]
		i, k := f.row[a], f.row[b]
		order := 0
		if x.Number == nil {
			order = cmp.Compare(x.Code[i], x.Code[k])
		} else {
			order = compareNumbers(x.Number[i], x.Number[k])
		}
		if order != 0 {
			return order
		}
	}
	return 0
}

func (o *outcomes) compare(a, b int32) int {
	i, k := o.at[a], o.at[b]
	if i < 0 || k < 0 {
		return cmp.Compare(min(i, 0), min(k, 0))
	}
	x, y := &o.outcome[i], &o.outcome[k]
	return cmp.Or(compareNumbers(x.Time, y.Time), cmp.Compare(x.Status, y.Status), cmp.Compare(x.Entry, y.Entry),
		slices.CompareFunc(o.groups[i], o.groups[k],
			func(g, h result.GroupValue) int { return cmp.Compare(g.Group, h.Group) }))
}

// compareNumbers puts a missing number last.
func compareNumbers(a, b float64) int {
	if math.IsNaN(a) || math.IsNaN(b) {
		return -cmp.Compare(a, b)
	}
	return cmp.Compare(a, b)
}
