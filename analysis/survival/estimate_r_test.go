package survival_test

import (
	"encoding/csv"
	"math"
	"os"
	"strings"
	"testing"

	"graftstat/analysis/survival"
)

// An estimateValue is a line of testdata/estimates.csv, made by testdata/estimates.R
// (R 4.2.2, survival 3.5-3).
type estimateValue struct {
	set, analysis, group, quantity string
	at, value                      float64
}

func readColumns(t *testing.T, name string) [][]string {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

func estimateValues(t *testing.T, analysis string) []estimateValue {
	t.Helper()
	var values []estimateValue
	for _, r := range readColumns(t, "estimates.csv") {
		if r[1] != analysis {
			continue
		}
		v := estimateValue{set: r[0], analysis: r[1], group: r[2], quantity: r[3], at: number(t, r[4]),
			value: math.NaN()}
		if r[5] != "NA" {
			v.value = number(t, r[5])
		}
		values = append(values, v)
	}
	if len(values) == 0 {
		t.Fatalf("no values of %s", analysis)
	}
	return values
}

// entryTable is testdata/estimates-entry.csv; without entries the set "plain" of the script.
func entryTable(t *testing.T, late bool, keep func(i int) bool) *survival.Table {
	t.Helper()
	table, err := survival.NewTable(entryObservations(t, late, keep), 2, 2)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func entryObservations(t *testing.T, late bool, keep func(i int) bool) survival.Observations {
	t.Helper()
	var o survival.Observations
	for i, r := range readColumns(t, "estimates-entry.csv") {
		if keep != nil && !keep(i) {
			continue
		}
		o.Entry = append(o.Entry, number(t, r[0]))
		o.Time = append(o.Time, number(t, r[1]))
		o.Cause = append(o.Cause, uint8(number(t, r[2])))
		o.Group = append(o.Group, int32(number(t, r[3])))
	}
	if !late {
		o.Entry = nil
	}
	return o
}

// doubled has each case of the file twice, with nobody late.
func doubled(t *testing.T) *survival.Table {
	t.Helper()
	var o survival.Observations
	var count []int32
	for _, r := range readColumns(t, "estimates-entry.csv") {
		o.Time, o.Cause = append(o.Time, number(t, r[1])), append(o.Cause, uint8(number(t, r[2])))
		o.Group, count = append(o.Group, int32(number(t, r[3]))), append(count, 2)
	}
	table, err := survival.FromCounts(o, count, 2, 2)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func group(name string) int { return strings.Index("01", name) }

func TestDelayedEntryEqualsR(t *testing.T) {
	table := entryTable(t, true, nil)
	var c comparison
	for _, v := range append(estimateValues(t, "survival"), estimateValues(t, "incidence")...) {
		where := strings.Join([]string{v.analysis, v.group, v.quantity}, " ")
		s := survival.Settings{Interval: survival.LogLog, Variance: survival.Delta}
		if strings.HasPrefix(v.quantity, "aalen") {
			s.Variance = survival.Aalen
		}
		g := group(v.group)
		var got float64
		switch p := curve(t)(survival.KaplanMeier(table, g, s)).At(v.at); v.quantity {
		case "n.risk":
			got = float64(p.AtRisk)
		case "surv":
			got = p.Estimate
		case "std.err":
			got = p.StdErr
		case "lower", "upper":
			if math.IsNaN(v.value) { // no beta product with delayed entry
				if p.Estimate != 1 || !math.IsNaN(p.Lower) || !math.IsNaN(p.Upper) || p.Interval != "" ||
					p.Reason != survival.ReasonNoInterval {
					t.Errorf("%s: %+v", where, p)
				}
				continue
			}
			got = map[string]float64{"lower": p.Lower, "upper": p.Upper}[v.quantity]
		default:
			cause := strings.Index("12", v.quantity[len(v.quantity)-1:]) + 1
			p := curve(t)(survival.CumulativeIncidence(table, g, cause, s)).At(v.at)
			if got = p.Estimate; s.Variance == survival.Aalen || strings.HasPrefix(v.quantity, "delta") {
				got = p.StdErr
			}
		}
		c.hold(t, where, got, v.value)
	}
	report(t, "delayed entry", c, false)
}

// The counts of a Table no longer say which entry belongs to which exit; the
// state occupation of the same cases knows, and gives R's jackknife.
func TestDelayedEntryJackknifeEqualsR(t *testing.T) {
	var c comparison
	for g := range 2 {
		var x survival.Transitions
		for i, r := range readColumns(t, "estimates-entry.csv") {
			if int(number(t, r[3])) != g {
				continue
			}
			to := uint8(number(t, r[2]))
			if to > 0 {
				to++
			}
			x.Case, x.From, x.To = append(x.Case, int32(i)), append(x.From, 1), append(x.To, to)
			x.Start, x.Stop = append(x.Start, number(t, r[0])), append(x.Stop, number(t, r[1]))
		}
		o, err := survival.StateOccupation(x, 3, survival.Settings{})
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range estimateValues(t, "jackknife") {
			if group(v.group) == g {
				cause := strings.Index("12", v.quantity[len(v.quantity)-1:]) + 1
				c.hold(t, v.group+" "+v.quantity, o.States[cause].At(v.at).StdErr, v.value)
			}
		}
	}
	report(t, "jackknife", c, false)
}

func TestRestrictedMeanEqualsR(t *testing.T) {
	table := entryTable(t, false, nil)
	var c comparison
	means := func(cause, g int, tau float64) survival.RestrictedMean {
		s := survival.Settings{Variance: survival.Delta}
		if cause == 0 {
			return curve(t)(survival.KaplanMeier(table, g, s)).RestrictedMean(tau)
		}
		return curve(t)(survival.CumulativeIncidence(table, g, cause, s)).RestrictedMean(tau)
	}
	for _, v := range append(estimateValues(t, "mean"), estimateValues(t, "time-lost")...) {
		m := means(strings.Index("12", v.quantity[len(v.quantity)-1:])+1, group(v.group), v.at)
		got := m.Estimate
		if strings.HasPrefix(v.quantity, "se") {
			got = m.StdErr
		}
		c.hold(t, v.analysis+" "+v.group+" "+v.quantity, got, v.value)
	}
	twice := doubled(t)
	a := curve(t)(survival.KaplanMeier(twice, 0, survival.Settings{}))
	b := curve(t)(survival.KaplanMeier(twice, 1, survival.Settings{}))
	for _, v := range estimateValues(t, "mean-difference") {
		c.hold(t, "difference "+v.quantity, part(survival.DifferenceOfMeans(a, b, v.at), v.quantity), v.value)
	}
	report(t, "restricted means", c, false)
}

func part(d survival.Difference, quantity string) float64 {
	return map[string]float64{"estimate": d.Estimate, "se": d.StdErr, "lower": d.Lower, "upper": d.Upper,
		"p": d.P}[quantity]
}

func TestDifferenceAtEqualsR(t *testing.T) {
	small := entryTable(t, false, func(i int) bool { return i < 14 || i >= 40 && i < 48 || i >= 76 })
	all := entryTable(t, false, nil)
	columns := readReference(t, "ten")
	var c comparison
	for _, v := range append(estimateValues(t, "melded"), estimateValues(t, "cloglog")...) {
		table := map[string]*survival.Table{"plain": all, "small": small}[v.set]
		var a, b *survival.Curve
		if v.set == "ten" {
			a = curve(t)(survival.KaplanMeier(columns.survival["compatible"], 0, survival.Settings{}))
			b = curve(t)(survival.KaplanMeier(columns.survival["incompatible"], 0, survival.Settings{}))
		} else {
			a = curve(t)(survival.KaplanMeier(table, 0, survival.Settings{}))
			b = curve(t)(survival.KaplanMeier(table, 1, survival.Settings{}))
		}
		d := survival.DifferenceAt(a, b, v.at)
		if want := map[string]survival.DifferenceMethod{"melded": survival.MeldedBetaProduct,
			"cloglog": survival.ComplementaryLogLog}[v.analysis]; d.Method != want {
			t.Errorf("%s: method %q", v.set, d.Method)
		}
		c.hold(t, v.set+" "+v.quantity, part(d, v.quantity), v.value)
	}
	report(t, "differences", c, false)
}

// bpcp finds its mid-p limits to R's default tolerance of 1.2e-4 only (its own
// interval of 1 of 10 uncensored cases differs from the mid-p binomial one by
// 7e-5), so these values solve the same equation to the last digit.
func TestMidPEqualsR(t *testing.T) {
	var c comparison
	sets := make(map[string]referenceSet)
	for _, v := range estimateValues(t, "midp") {
		if _, ok := sets[v.set]; !ok {
			sets[v.set] = readReference(t, v.set)
		}
		km := curve(t)(survival.KaplanMeier(sets[v.set].survival[v.group], 0,
			survival.Settings{Interval: survival.BetaProductMidP}))
		got := km.At(v.at).Lower
		if v.quantity == "upper" {
			got = km.At(v.at).Upper
		}
		c.hold(t, strings.Join([]string{v.set, v.group, v.quantity}, " "), got, v.value)
	}
	report(t, "mid-p", c, false)
}

func TestNelsonAalenErrorEqualsR(t *testing.T) {
	var c comparison
	o := entryObservations(t, false, nil)
	o.Group = nil
	all, err := survival.NewTable(o, 1, 2)
	if err != nil {
		t.Fatal(err)
	}
	na := curve(t)(survival.NelsonAalen(all, 0, survival.Settings{}))
	for _, v := range estimateValues(t, "hazard") {
		got := na.At(v.at).Estimate
		if v.quantity == "std.chaz" {
			got = na.At(v.at).StdErr
		}
		c.hold(t, v.quantity, got, v.value)
	}
	report(t, "Nelson-Aalen", c, false)
}

func readTransitions(t *testing.T) survival.Transitions {
	t.Helper()
	var x survival.Transitions
	for _, r := range readColumns(t, "estimates-states.csv") {
		x.Case = append(x.Case, int32(number(t, r[0])))
		x.From = append(x.From, uint8(number(t, r[1])))
		x.To = append(x.To, uint8(number(t, r[2])))
		x.Start = append(x.Start, number(t, r[3]))
		x.Stop = append(x.Stop, number(t, r[4]))
	}
	return x
}

func TestStateOccupationEqualsR(t *testing.T) {
	o, err := survival.StateOccupation(readTransitions(t), 4, survival.Settings{Interval: survival.LogLog})
	if err != nil {
		t.Fatal(err)
	}
	var c comparison
	for _, v := range estimateValues(t, "occupation") {
		p := o.States[strings.Index("1234", v.group)].At(v.at)
		got := map[string]float64{"pstate": p.Estimate, "std.err": p.StdErr, "n.risk": float64(p.AtRisk)}[v.quantity]
		c.hold(t, "state "+v.group+" "+v.quantity, got, v.value)
	}
	report(t, "state occupation", c, false)
}
