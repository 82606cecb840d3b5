package verify

import (
	"fmt"
	"math"
	"slices"

	"graftstat/analysis/regress"
	"graftstat/analysis/survival"
)

func fineGrayModel(d *dataset, name string) (lookup, error) {
	rows, err := d.rows(false)
	if err != nil {
		return nil, err
	}
	cause := uint8(1)
	if name == "crr;cause=2" {
		cause = 2
	}
	return d.ofFit(regress.FineGray(rows, regress.Options{Cause: cause}))
}

// fineGrayFailuresFirst is Fine-Gray with failures leaving before censorings of
// the same time, as in finegray of R's survival: the censorings are moved a
// hair later.
func fineGrayFailuresFirst(d *dataset, _ string) (lookup, error) {
	rows, err := d.rows(false)
	if err != nil {
		return nil, err
	}
	rows.Time = slices.Clone(rows.Time)
	for i, cause := range rows.Cause {
		if cause == 0 {
			rows.Time[i] += 1e-4
		}
	}
	return d.ofFit(regress.FineGray(rows, regress.Options{}))
}

// copies makes every weight of golden a whole number of rows.
const copies = 6435

// weightedCox is Fine-Gray as R's survival has it: Cox of the rows of finegray
// with their weights, robust by case. Our Cox takes no weights, so each row
// stands there as often as its weight times copies, which alters no
// coefficient with Breslow's ties and no error by case.
func weightedCox(d *dataset, _ string) (lookup, error) {
	rows, err := d.rows(false)
	if err != nil {
		return nil, err
	}
	table, err := d.incidence("all")
	if err != nil {
		return nil, err
	}
	followed, err := survival.ReverseKaplanMeier(table, 0, survival.Settings{Carry: true})
	if err != nil {
		return nil, err
	}
	repeated := regress.Data{Terms: make([]regress.Term, len(rows.Terms))}
	for j, term := range rows.Terms {
		repeated.Terms[j].Name = term.Name
	}
	for _, w := range subdistributionRows(rows, followed) {
		n := math.Round(w.weight * copies)
		if math.Abs(n-w.weight*copies) > 1e-6 {
			return nil, fmt.Errorf("a weight is no multiple of 1/%d", copies)
		}
		for range int(n) {
			repeated.Start = append(repeated.Start, w.start)
			repeated.Time = append(repeated.Time, w.stop)
			repeated.Cause = append(repeated.Cause, w.cause)
			repeated.Cluster = append(repeated.Cluster, int32(w.row))
			for j, term := range rows.Terms {
				repeated.Terms[j].Number = append(repeated.Terms[j].Number, term.Number[w.row])
			}
		}
	}
	return d.ofFit(regress.Cox(repeated, regress.Options{Ties: regress.TiesBreslow}))
}

// A weightedRow is a part of a case's time at risk of the subdistribution.
type weightedRow struct {
	row         int
	start, stop float64
	cause       uint8
	weight      float64
}

// subdistributionRows are the rows (start, stop] in which a case is at risk of
// cause 1: until its time with weight 1 and, after a failure of another cause
// at T, up to each later event u of cause 1 with weight G(u-)/G(T-).
func subdistributionRows(rows regress.Data, followed *survival.Curve) []weightedRow {
	var events []float64
	for i, cause := range rows.Cause {
		if cause == 1 {
			events = append(events, rows.Time[i])
		}
	}
	slices.Sort(events)
	justBefore := func(time float64) float64 { return followed.At(math.Nextafter(time, 0)).Estimate }
	var all []weightedRow
	for i, cause := range rows.Cause {
		last := rows.Time[i]
		all = append(all, weightedRow{i, 0, last, cause, 1})
		if cause < 2 {
			continue
		}
		for _, u := range slices.Compact(slices.Clone(events)) {
			if u > rows.Time[i] {
				all = append(all, weightedRow{i, last, u, 0, justBefore(u) / justBefore(rows.Time[i])})
				last = u
			}
		}
	}
	return all
}
