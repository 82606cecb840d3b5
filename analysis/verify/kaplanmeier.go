package verify

import (
	"math"
	"strconv"

	"graftstat/analysis/survival"
)

// intervalOf is the interval that R's name stands for. Of any other method only
// the estimate and its error are asked for, and the default will do.
func intervalOf(name string) survival.IntervalMethod {
	switch name {
	case "log-log":
		return survival.LogLog
	case "log":
		return survival.Log
	case "plain":
		return survival.Plain
	case "arcsin":
		return survival.Arcsine
	case "logit":
		return survival.Logit
	case "beta-product":
		return survival.BetaProduct
	case "beta-product-midp":
		return survival.BetaProductMidP
	}
	return survival.Auto
}

// numberOf is a number of a point by its name in the reference files.
func numberOf(p survival.Point, quantity string) (float64, error) {
	switch quantity {
	case "n_risk":
		return float64(p.AtRisk), nil
	case "survival", "reverse_survival", "cumhaz", "incidence":
		return p.Estimate, nil
	case "std_err":
		return p.StdErr, nil
	case "variance":
		return p.StdErr * p.StdErr, nil
	case "lower":
		return p.Lower, nil
	case "upper":
		return p.Upper, nil
	}
	return math.NaN(), errNotRecomputed
}

// An estimator is one of the curves of package survival.
type estimator func(t *survival.Table, group int, s survival.Settings) (*survival.Curve, error)

// curves are the curves of each group as they are, and as R carries them on.
type curves struct {
	d        *dataset
	estimate estimator
	settings survival.Settings
	of       map[string][2]*survival.Curve
}

func newCurves(d *dataset, e estimator, s survival.Settings) *curves {
	return &curves{d, e, s, make(map[string][2]*survival.Curve)}
}

func (c *curves) group(name string) (ours, carried *survival.Curve, err error) {
	if both, found := c.of[name]; found {
		return both[0], both[1], nil
	}
	table, err := c.d.survival(name)
	if err != nil {
		return nil, nil, err
	}
	if ours, err = c.estimate(table, 0, c.settings); err != nil {
		return nil, nil, err
	}
	s := c.settings
	s.Carry = true
	if carried, err = c.estimate(table, 0, s); err != nil {
		return nil, nil, err
	}
	c.of[name] = [2]*survival.Curve{ours, carried}
	return ours, carried, nil
}

// pointwise is our answer to a value at a time, with the points it comes from.
func (c *curves) pointwise(v Value) (a answer, ours, carried survival.Point, err error) {
	time, err := strconv.ParseFloat(v.At, 64)
	if err != nil {
		return a, ours, carried, errNotRecomputed
	}
	curve, drawnOut, err := c.group(v.Group)
	if err != nil {
		return a, ours, carried, err
	}
	ours, carried = curve.At(time), drawnOut.At(time)
	if a.ours, err = numberOf(ours, v.Quantity); err != nil {
		return a, ours, carried, err
	}
	if ours.Reason == survival.ReasonPastFollowUp && v.Quantity != "n_risk" {
		a.convention = PastFollowUp
		a.theirs, err = numberOf(carried, v.Quantity)
	}
	return a, ours, carried, err
}

func kaplanMeier(d *dataset, name string) (lookup, error) {
	c := newCurves(d, survival.KaplanMeier, survival.Settings{Interval: intervalOf(name)})
	return func(v Value) (answer, error) {
		switch v.Quantity {
		case "quantile", "quantile_lower", "quantile_upper":
			return c.quantile(v)
		}
		a, _, carried, err := c.pointwise(v)
		isLimit := v.Quantity == "lower" || v.Quantity == "upper"
		if err != nil || !isLimit || !isExactAtEdge(carried, c.settings.Interval) {
			return a, err
		}
		if a.convention == "" {
			a.convention = ExactAtEdge
		}
		if a.theirs = math.NaN(); !math.IsNaN(v.Value) { // R has NA, or the estimate as both limits
			a.theirs = carried.Estimate
		}
		return a, nil
	}, nil
}

// isExactAtEdge says whether a point of S = 1 or 0 has the beta-product
// interval in place of the one chosen, which does not exist there.
func isExactAtEdge(p survival.Point, chosen survival.IntervalMethod) bool {
	return (p.Estimate == 0 || p.Estimate == 1) && p.Interval == survival.BetaProduct && p.Interval != chosen &&
		p.Lower < p.Upper
}

func (c *curves) quantile(v Value) (answer, error) {
	p, err := strconv.ParseFloat(v.At, 64)
	if err != nil {
		return answer{}, errNotRecomputed
	}
	ours, _, err := c.group(v.Group)
	if err != nil {
		return answer{}, err
	}
	q := ours.Quantile(p)
	switch v.Quantity {
	case "quantile_lower":
		return answer{ours: q.Lower}, nil
	case "quantile_upper":
		return answer{ours: q.Upper}, nil
	}
	return answer{ours: q.Time}, nil
}

func nelsonAalen(d *dataset, _ string) (lookup, error) {
	c := newCurves(d, survival.NelsonAalen, survival.Settings{})
	return func(v Value) (answer, error) {
		a, _, _, err := c.pointwise(v)
		return a, err
	}, nil
}

func reverseKaplanMeier(d *dataset, _ string) (lookup, error) {
	c := newCurves(d, survival.ReverseKaplanMeier, survival.Settings{})
	return func(v Value) (answer, error) {
		a, ours, _, err := c.pointwise(v)
		if ours.AtRisk == 0 && err == nil { // past the last time prodlim has NA
			a.theirs = math.NaN()
			if ours.Estimate == 0 {
				a.convention = NobodyFollowed
			}
		}
		return a, err
	}, nil
}

func restrictedMean(d *dataset, _ string) (lookup, error) {
	c := newCurves(d, survival.KaplanMeier, survival.Settings{})
	return func(v Value) (answer, error) {
		tau, err := strconv.ParseFloat(v.At, 64)
		if err != nil {
			return answer{}, errNotRecomputed
		}
		km, _, err := c.group(v.Group)
		if err != nil {
			return answer{}, err
		}
		mean := km.RestrictedMean(tau)
		switch {
		case v.Quantity == "rmst":
			return answer{ours: mean.Estimate}, nil
		case v.Quantity != "rmst_std_err":
			return answer{}, errNotRecomputed
		case mean.Reason == survival.ReasonNoEvent:
			return answer{mean.StdErr, NoEvent, 0}, nil
		}
		return answer{ours: mean.StdErr}, nil
	}, nil
}
