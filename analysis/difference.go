package analysis

import (
	"slices"

	"graftstat/analysis/result"
	"graftstat/analysis/survival"
)

// restrictedMean is the mean time up to the endpoint's horizon; nil without one.
func (c *cohort) restrictedMean(k *comparison, curve *survival.Curve) *result.RMST {
	if k.endpoint.RMST == 0 {
		return nil
	}
	m, shift := curve.RestrictedMean(c.horizonSeen(k.endpoint)), c.shift(k.endpoint)
	free := shift // of the mean; the mean lost has nothing before it
	if k.endpoint.Kind.HasCompeting() {
		free = 0
	}
	return &result.RMST{AskedTime: k.asked(k.endpoint.RMST), Tau: m.Tau - shift,
		Estimate: result.Number(m.Estimate - free), StdErr: result.Number(m.StdErr),
		Lower: result.Number(m.Lower - free),
		Upper: result.Number(m.Upper - free), Method: string(m.Method), Reason: string(m.Reason)}
}

// differences are those of every two groups at each time asked for and, where
// the endpoint has a horizon, of their restricted means.
func (c *cohort) differences(k *comparison) []result.Difference {
	n := len(k.tally.groups)
	if k.table == nil || n < 2 || n > pairedGroups {
		return nil
	}
	c.judge(k)
	curves := make([]*survival.Curve, n)
	for g := range curves {
		curve, err := k.curve(k.table, g, c.settings(k.endpoint))
		if err != nil {
			return nil // the same settings have made the groups' own curves
		}
		curves[g] = curve
	}
	var found []result.Difference
	for a := range curves {
		for b := a + 1; b < n; b++ {
			for _, asked := range k.endpoint.Times {
				found = append(found, c.difference(k, a, b, string(k.endpoint.Kind),
					survival.DifferenceAt(curves[a], curves[b], c.seenAt(k.endpoint, asked))))
			}
			if tau := k.endpoint.RMST; tau > 0 {
				found = append(found, c.difference(k, a, b, "rmst",
					survival.DifferenceOfMeans(curves[a], curves[b], c.horizonSeen(k.endpoint))))
			}
		}
	}
	return found
}

// difference withholds the p where the comparison has none but of permutation
// tests; of a group that is left out there is no difference at all.
func (c *cohort) difference(k *comparison, a, b int, measure string, d survival.Difference) result.Difference {
	j := k.judged
	r := result.Difference{By: k.tally.by, A: k.tally.groups[a], B: k.tally.groups[b], Measure: measure,
		Time: d.Time - c.shift(k.endpoint), Estimate: result.Number(d.Estimate), StdErr: result.Number(d.StdErr),
		Lower: result.Number(d.Lower), Upper: result.Number(d.Upper), P: result.Number(d.P), Method: string(d.Method),
		Reason: string(d.Reason)}
	if j.table == nil || !slices.Contains(j.Compared, a) || !slices.Contains(j.Compared, b) {
		none := result.Missing()
		r.Estimate, r.StdErr, r.Lower, r.Upper, r.P, r.Method, r.Reason = none, none, none, none, none, "",
			string(survival.ReasonMinGroup)
		return r
	}
	if j.Asymptotic != "" {
		r.P = result.Missing()
		if r.Reason == "" {
			r.Reason = string(j.Asymptotic)
		}
	}
	return r
}
