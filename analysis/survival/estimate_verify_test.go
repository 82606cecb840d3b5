package survival_test

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"graftstat/analysis/survival"
	"graftstat/analysis/verify"
)

// The reference values are those of R 4.2.2 with survival 3.5-3, cmprsk 2.2-11,
// bpcp 1.4.2 and prodlim 2019.11, all printed with 15 digits, which together
// with their own rounding bounds the tolerance.
const tolerance = 1e-9

// bpcp finds its mid-p limits by R's uniroot, to this only; TestMidPEqualsR has
// the same limits to the last digit.
const rootTolerance = 1.3e-4

// The reference sets whose rows are (time, status, group).
var referenceSets = []string{"lung", "veteran", "bmt-os", "bmt-dfs", "bmt-relapse", "bmt-platelet", "ten"}

// A referenceSet is one reference set as tables, by the name of its group or "all".
type referenceSet struct {
	incidence map[string]*survival.Table // statuses as causes
	survival  map[string]*survival.Table // status 1 is the event, any other a censoring
}

func readReference(t *testing.T, name string) referenceSet {
	t.Helper()
	columns, err := verify.Columns(name)
	if err != nil {
		t.Fatal(err)
	}
	byGroup := make(map[string]*survival.Observations)
	for i := range columns["time"] {
		status := int(number(t, columns["status"][i]))
		for _, g := range []string{"all", columns["group"][i]} {
			if byGroup[g] == nil {
				byGroup[g] = &survival.Observations{}
			}
			byGroup[g].Time = append(byGroup[g].Time, number(t, columns["time"][i]))
			byGroup[g].Cause = append(byGroup[g].Cause, uint8(status))
		}
	}
	set := referenceSet{map[string]*survival.Table{}, map[string]*survival.Table{}}
	for g, o := range byGroup {
		table, err := survival.NewTable(*o, 1, 2)
		if err != nil {
			t.Fatal(err)
		}
		set.incidence[g], set.survival[g] = table, table.OneCause(1)
	}
	return set
}

func number(t *testing.T, cell string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(cell, 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// A comparison counts how near the estimates come to the reference.
type comparison struct {
	compared int
	largest  float64 // relative difference
	where    string
}

func (c *comparison) hold(t *testing.T, where string, got, want float64) {
	t.Helper()
	c.compared++
	difference := math.Abs(got - want)
	if want != 0 {
		difference /= math.Abs(want)
	}
	if difference > c.largest {
		c.largest, c.where = difference, where
	}
	if !(difference <= tolerance) {
		t.Errorf("%s: %.15g, R has %.15g (%.2g)", where, got, want, difference)
	}
}

var intervalOf = map[string]survival.IntervalMethod{
	"log-log": survival.LogLog, "log": survival.Log, "plain": survival.Plain, "arcsin": survival.Arcsine,
	"logit": survival.Logit, "beta-product": survival.BetaProduct, "beta-product-midp": survival.BetaProductMidP,
}

func curve(t *testing.T) func(*survival.Curve, error) *survival.Curve {
	return func(c *survival.Curve, err error) *survival.Curve {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
}

// Every Kaplan-Meier value: numbers at risk, survival, standard error, seven
// intervals, quantiles with limits. Past the last follow-up R carries and we
// have no estimate; where R has no interval (S = 1, S = 0) we have an exact one.
func TestKaplanMeierEqualsR(t *testing.T) {
	for _, name := range referenceSets {
		set := readReference(t, name)
		values, err := verify.Values(name)
		if err != nil {
			t.Fatal(err)
		}
		var c comparison
		for _, v := range values {
			if v.Analysis != "km" || slices.Contains([]string{"rmst", "reverse", "simon-makuch"}, v.Method) {
				continue
			}
			where := strings.Join([]string{name, v.Method, v.Group, v.Quantity, v.At}, " ")
			method := intervalOf[v.Method]
			km := curve(t)(survival.KaplanMeier(set.survival[v.Group], 0, survival.Settings{Interval: method}))
			at := number(t, v.At)
			if strings.HasPrefix(v.Quantity, "quantile") {
				q := km.Quantile(at)
				got := map[string]float64{"quantile": q.Time, "quantile_lower": q.Lower,
					"quantile_upper": q.Upper}[v.Quantity]
				if math.IsNaN(v.Value) != math.IsNaN(got) {
					t.Errorf("%s: %g, R has %g", where, got, v.Value)
				} else if !math.IsNaN(got) {
					c.hold(t, where, got, v.Value)
				}
				continue
			}
			p := km.At(at)
			if p.Reason == survival.ReasonPastFollowUp && v.Quantity != "n_risk" {
				if last := km.Points[len(km.Points)-1]; at <= last.Time || last.Estimate == 0 {
					t.Errorf("%s: no estimate within follow-up", where)
				}
				continue
			}
			if p.Interval != method && (v.Quantity == "lower" || v.Quantity == "upper") {
				checkEdge(t, where, p, v.Value)
				continue
			}
			got := map[string]float64{"n_risk": float64(p.AtRisk), "survival": p.Estimate, "std_err": p.StdErr,
				"lower": p.Lower, "upper": p.Upper}[v.Quantity]
			switch {
			case math.IsNaN(v.Value):
				if !math.IsNaN(got) {
					t.Errorf("%s: %g, R has none", where, got)
				}
			case method == survival.BetaProductMidP:
				if !(math.Abs(got-v.Value) <= rootTolerance) {
					t.Errorf("%s: %g, R has %g", where, got, v.Value)
				}
			default:
				c.hold(t, where, got, v.Value)
			}
		}
		report(t, name, c, name == "bmt-platelet")
	}
}

// checkEdge checks an interval at S = 0 or 1, where R has NA or a single number.
func checkEdge(t *testing.T, where string, p survival.Point, r float64) {
	t.Helper()
	if p.Estimate != 0 && p.Estimate != 1 || p.Interval != survival.BetaProduct {
		t.Errorf("%s: interval %s at %g", where, p.Interval, p.Estimate)
	}
	if !math.IsNaN(r) && r != p.Estimate {
		t.Errorf("%s: R has an interval here, %g", where, r)
	}
	if !(p.Lower < p.Upper) {
		t.Errorf("%s: interval %g to %g", where, p.Lower, p.Upper)
	}
}

func report(t *testing.T, name string, c comparison, none bool) {
	t.Helper()
	if c.compared == 0 && !none {
		t.Errorf("%s: nothing was compared", name)
	}
	t.Logf("%s: %d values, largest relative difference %.2g (%s)", name, c.compared, c.largest, c.where)
}

// Every cumulative incidence: estimate, Aalen variance, interval, delta error.
func TestCumulativeIncidenceEqualsR(t *testing.T) {
	for _, name := range []string{"bmt-relapse", "bmt-platelet"} {
		set := readReference(t, name)
		values, err := verify.Values(name)
		if err != nil {
			t.Fatal(err)
		}
		var c comparison
		for _, v := range values {
			if v.Analysis != "cif" {
				continue
			}
			where := strings.Join([]string{name, v.Method, v.Group, v.Quantity, v.At}, " ")
			var cause int
			if _, err := fmt.Sscanf(v.Method, "cause=%d", &cause); err != nil {
				t.Fatal(err)
			}
			s := survival.Settings{Interval: survival.LogLog}
			if strings.HasSuffix(v.Method, ";delta") {
				s.Variance = survival.Delta
			}
			p := curve(t)(survival.CumulativeIncidence(set.incidence[v.Group], 0, cause, s)).At(number(t, v.At))
			got := map[string]float64{"incidence": p.Estimate, "variance": p.StdErr * p.StdErr, "std_err": p.StdErr,
				"lower": p.Lower, "upper": p.Upper}[v.Quantity]
			if math.IsNaN(v.Value) {
				if !math.IsNaN(got) {
					t.Errorf("%s: %g, R has none", where, got)
				}
				continue
			}
			c.hold(t, where, got, v.Value)
		}
		report(t, name, c, false)
	}
}

// Restricted means, reverse Kaplan-Meier and Nelson-Aalen.
func TestOtherCurvesEqualR(t *testing.T) {
	for _, name := range referenceSets {
		set := readReference(t, name)
		values, err := verify.Values(name)
		if err != nil {
			t.Fatal(err)
		}
		var c comparison
		for _, v := range values {
			where := strings.Join([]string{name, v.Method, v.Group, v.Quantity, v.At}, " ")
			table := set.survival[v.Group]
			switch v.Method {
			case "rmst":
				m := curve(t)(survival.KaplanMeier(table, 0, survival.Settings{})).RestrictedMean(number(t, v.At))
				checkMean(t, &c, where, table, m, v)
			case "reverse":
				p := curve(t)(survival.ReverseKaplanMeier(table, 0, survival.Settings{})).At(number(t, v.At))
				checkWithin(t, &c, where, table, p, v)
			case "nelson-aalen":
				p := curve(t)(survival.NelsonAalen(table, 0, survival.Settings{})).At(number(t, v.At))
				checkWithin(t, &c, where, table, p, v)
			}
		}
		report(t, name, c, name == "bmt-platelet")
	}
}

func checkMean(t *testing.T, c *comparison, where string, table *survival.Table, m survival.RestrictedMean,
	v verify.Value) {
	t.Helper()
	last := table.Times[len(table.Times)-1]
	switch {
	case m.Reason == survival.ReasonPastFollowUp:
		if m.Tau <= last { // R goes on with the last S, without a word
			t.Errorf("%s: refused before the last time %g", where, last)
		}
	case v.Quantity == "rmst":
		c.hold(t, where, m.Estimate, v.Value)
	case m.Reason == survival.ReasonNoEvent:
		if v.Value != 0 {
			t.Errorf("%s: no error, R has %g", where, v.Value)
		}
	default:
		c.hold(t, where, m.StdErr, v.Value)
	}
}

func checkWithin(t *testing.T, c *comparison, where string, table *survival.Table, p survival.Point, v verify.Value) {
	t.Helper()
	last := table.Times[len(table.Times)-1]
	if math.IsNaN(v.Value) && p.Time > last && p.Estimate == 0 {
		return // prodlim stops where nobody is followed; 0 it stays
	}
	if p.Reason != survival.ReasonPastFollowUp {
		c.hold(t, where, p.Estimate, v.Value)
	} else if p.Time <= last {
		t.Errorf("%s: no estimate within follow-up", where)
	}
}

// Simon-Makuch curves: the rows of the Stanford heart transplants are at risk on
// (start, stop], in the group without or with a transplant by then. At a day without
// an event R's number at risk is that of the next event, ours that of the day.
func TestSimonMakuchEqualsR(t *testing.T) {
	columns, err := verify.Columns("heart")
	if err != nil {
		t.Fatal(err)
	}
	var o survival.Observations
	for i := range columns["start"] {
		o.Entry = append(o.Entry, number(t, columns["start"][i]))
		o.Time = append(o.Time, number(t, columns["stop"][i]))
		o.Cause = append(o.Cause, uint8(number(t, columns["event"][i])))
		o.Group = append(o.Group, int32(number(t, columns["transplant"][i])))
	}
	table := newTable(t, o, 2, 1)
	values, err := verify.Values("heart")
	if err != nil {
		t.Fatal(err)
	}
	var c comparison
	for _, v := range values {
		if v.Method != "simon-makuch" || v.Quantity == "n_risk" {
			continue
		}
		p := curve(t)(survival.KaplanMeier(table, group(v.Group), survival.Settings{Carry: true})).At(number(t, v.At))
		got := p.Estimate
		if v.Quantity == "std_err" {
			got = p.StdErr
		}
		c.hold(t, "heart "+v.Group+" "+v.Quantity+" "+v.At, got, v.Value)
	}
	report(t, "heart", c, false)
}
