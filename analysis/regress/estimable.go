package regress

import "math"

// EventsPerCoefficient is Events by the number of coefficients, NaN without one.
// Of fewer than about 10 the coefficients and their intervals begin to be off.
//
// Source: Peduzzi and others, J Clin Epidemiol 48 (1995) 1503-1510.
func (f *Fit) EventsPerCoefficient() float64 {
	if len(f.Coefficients) == 0 {
		return math.NaN()
	}
	return float64(f.Events) / float64(len(f.Coefficients))
}

// maxRatioOfLimits is a convention: four digits of a hazard ratio are unknown.
const maxRatioOfLimits = 1000

// IsTooWide says that there is a coefficient of which the interval tells
// nothing: the upper limit of HR is over 1,000 times the lower, or a limit is NaN.
// That comes of levels that events all but separate.
func (c *Coefficient) IsTooWide() bool {
	return !math.IsNaN(c.Coef) && !(c.Upper <= maxRatioOfLimits*c.Lower)
}
