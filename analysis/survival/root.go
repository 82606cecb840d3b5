package survival

import "math"

// root solves f(x) = 0 between lower and upper, where f has opposite signs or
// is 0, to the last digits of a float64: inverse quadratic interpolation where
// it is safe, else bisection.
//
// Source: Chandrupatla, Advances in Engineering Software 28 (1997) 145-149.
func root(f func(float64) float64, lower, upper float64) float64 {
	a, b := upper, lower // b is the newest, [a, b] the bracket
	fa, fb := f(a), f(b)
	c, fc := a, fa
	step := 0.5
	for range 200 {
		x := a + step*(b-a)
		fx := f(x)
		if (fx > 0) == (fa > 0) {
			c, fc = a, fa
		} else {
			c, b, fc, fb = b, a, fb, fa
		}
		a, fa = x, fx
		best, fbest := a, fa
		if math.Abs(fb) < math.Abs(fa) {
			best, fbest = b, fb
		}
		limit := (2*0x1p-53*math.Abs(best) + 0x1p-1000) / math.Abs(b-c)
		if fbest == 0 || limit > 0.5 || a == b {
			return best
		}
		xi, phi := (a-b)/(c-b), (fa-fb)/(fc-fb)
		if step = 0.5; phi*phi < xi && (1-phi)*(1-phi) < 1-xi {
			step = fa/(fb-fa)*fc/(fb-fc) + (c-a)/(b-a)*fa/(fc-fa)*fb/(fc-fb)
		}
		step = math.Min(1-limit, math.Max(limit, step))
	}
	return a
}
