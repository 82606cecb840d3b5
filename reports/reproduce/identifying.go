package reproduce

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"graftstat/analysis/result"
)

// personal are the columns by which others may know a patient.
var personal = []string{"sex", "age_years", "diagnosis"}

// aloneInData counts the cases that no other case of their cohort is like in
// the personal columns.
type aloneInData struct {
	columns      []string // that the bundle may have
	cases, alone int
}

func (a *aloneInData) add(cohort string, c *result.Covariates) {
	var columns []*result.Covariate
	for i := range c.Columns {
		x := &c.Columns[i]
		if slices.Contains(personal, x.Name) && x.Kind != result.CovariateMilestone {
			columns = append(columns, x)
			if !slices.Contains(a.columns, x.Name) {
				a.columns = append(a.columns, x.Name)
			}
		}
	}
	cells := make(map[string]int)
	for row := range c.Case {
		if c.Cohort[row] != cohort {
			continue
		}
		key := ""
		for _, x := range columns {
			key += covariateCell(x, int32(row)) + "\x00"
		}
		cells[key]++
		a.cases++
	}
	for _, n := range cells {
		if n == 1 {
			a.alone++
		}
	}
}

// identifying says what in the bundle may still tell who a case is.
func (b *bundle) identifying() string {
	var s strings.Builder
	if columns := b.alone.columns; len(columns) == 0 {
		s.WriteString("None of sex, age and diagnosis is in these files.")
	} else {
		fmt.Fprintf(&s, "By %s alone, %d of the %d cases are like no other case of their\n"+
			"cohort: whoever knows such a patient finds the row, and with it the outcome.",
			strings.ReplaceAll(strings.Join(columns, ", "), "age_years", "age"), b.alone.alone, b.alone.cases)
	}
	if b.results.AsOf == "" {
		return s.String()
	}
	if b.exact == nil {
		s.WriteString("\n\nThe times are exact. The closing date less the time of a case that was followed to it is the day of its transplant:\n" +
			"whoever was followed to the closing date is dated by these files. `paper: {anonymity: {round_days: 7}}` in the study\n" +
			"file rounds them.")
		return s.String()
	}
	days := b.exact.Paper.Anonymity.RoundDays
	d := differencesOf(b.exact, b.results)
	fmt.Fprintf(&s, "\n\nTimes and follow-up are rounded to multiples of %d days, so the closing date less a follow-up no longer dates a\n"+
		"transplant to the day. `expected/` has what comes of the rounded times, so the script agrees with it to the last digit;\n"+
		"it is not what the paper prints. The estimates at the times asked for differ from the paper's by at most %s\n"+
		"points, medians and quartiles by at most %s days, p-values by at most %s; %d of these %d numbers exist in one of the\n"+
		"two only.", days, shortNumber(100*d.estimate), shortNumber(d.quantile), shortNumber(d.p), d.onlyOne, d.numbers)
	return s.String()
}

// shortNumber has three digits, rounded up: it bounds.
func shortNumber(x float64) string {
	if x == 0 {
		return "0"
	}
	unit := math.Pow(10, math.Floor(math.Log10(x))-2)
	return fmt.Sprintf("%.3g", math.Ceil(x/unit)*unit)
}

// differences are the greatest between two results of one study.
type differences struct {
	estimate, quantile, p float64
	numbers, onlyOne      int
}

func (d *differences) note(most *float64, a, b result.Number) {
	d.numbers++
	switch {
	case a.IsMissing() && b.IsMissing():
	case a.IsMissing() || b.IsMissing():
		d.onlyOne++
	default:
		*most = math.Max(*most, math.Abs(float64(a)-float64(b)))
	}
}

func differencesOf(exact, rounded *result.Results) differences {
	var d differences
	for i := range exact.Cohorts {
		for j := range exact.Cohorts[i].Endpoints {
			if i < len(rounded.Cohorts) && j < len(rounded.Cohorts[i].Endpoints) {
				d.endpoint(&exact.Cohorts[i].Endpoints[j], &rounded.Cohorts[i].Endpoints[j])
			}
		}
	}
	return d
}

func (d *differences) endpoint(exact, rounded *result.Endpoint) {
	for i := range exact.Groups {
		a := &exact.Groups[i]
		k := slices.IndexFunc(rounded.Groups, func(g result.Group) bool { return g.By == a.By && g.Group == a.Group })
		if k < 0 {
			continue
		}
		b := &rounded.Groups[k]
		for n := range min(len(a.At), len(b.At)) {
			d.note(&d.estimate, a.At[n].Estimate, b.At[n].Estimate)
		}
		for n := range min(len(a.Quantiles), len(b.Quantiles)) {
			d.note(&d.quantile, a.Quantiles[n].Time, b.Quantiles[n].Time)
		}
	}
	for i := range exact.Tests {
		a := &exact.Tests[i]
		k := slices.IndexFunc(rounded.Tests, func(t result.Test) bool {
			return t.By == a.By && t.Name == a.Name && t.Cause == a.Cause && t.Rho == a.Rho &&
				slices.Equal(t.Groups, a.Groups)
		})
		if k >= 0 {
			d.note(&d.p, a.P, rounded.Tests[k].P)
		}
	}
}
