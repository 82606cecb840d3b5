// Package regress fits proportional hazards models: Cox's with three ways to
// treat ties, Cox's with Firth's penalty, and Fine and Gray's for the
// subdistribution of one cause among competing ones. Numbers in, numbers out.
//
// Data are columns: times, causes and terms, a term being a numeric column or a
// category whose first level is the reference. Rows that miss a value are left
// out and counted; levels without a case are left out and named.
//
//	fit, err := regress.Cox(data, regress.Options{Ties: regress.TiesEfron})
//	tests, err := regress.SchoenfeldTest(data, fit, regress.TransformKM)
//
// Imports of ours: analysis/survival.
//
// # What it refuses
//
// A fit with a Status other than StatusOK has no number: no coefficient, test
// or likelihood. That is so without an event, with more columns than events,
// with a column that the others explain, with a category whose reference has no
// case, and where the likelihood rises for ever because events separate the
// levels of a covariate. Separation is seen before the fit (a level without an
// event) and on the way: what is left to climb vanishes while a variance grows
// a millionfold. Firth fits those data; Status.FirthAdvised says where.
//
// The package knows no dates, no patients and no endpoints, chooses no model
// and no reference, and has no weights, frailties or predictions. It does not
// judge whether groups are large enough for a p.
//
// # Risk sets
//
// Rows are sorted once, by stratum and from the last time to the first, so that
// the sums over a risk set, Σ r, Σ r x and Σ r x x' with r = exp(β'x), are
// running sums: O(n p²) a step of Newton-Raphson whatever the ties. With k of d
// tied events gone, Efron's sums are S - (k/d) E, linear in S and E, so that the
// sums over k are scalars and a tied time costs O(d + p²). Rows that had not yet
// entered are taken away again from sums kept to twice the digits. Columns are
// centred and scaled to one size, by powers of two; linear predictors are taken
// from the middle of their range.
//
// # Fine and Gray's variance in O(n p²)
//
// With G the estimate of staying uncensored, c the competing rows, n(u) the
// number at risk at u and m(u) that of the censored, the weights of a risk set
// at t are
//
//	w_i(t) = 1 for T_i >= t,   G(t-)/G(T_i-) for c with T_i < t,   else 0.
//
// So S(t) = R(t) + G(t-) C(t), with R(t) the sum over T_i >= t and C(t) that
// over c with T_i < t of r_i/G(T_i-): two running sums. Let dΛ(t) be the number
// of events over S0(t), x̄ = S1/S0, and
//
//	Λ(t) = ∫_{s<=t} dΛ            X(t) = ∫_{s<=t} x̄ dΛ
//	A(t) = ∫_{s>=t} G(s-) dΛ      B(t) = ∫_{s>=t} G(s-) x̄ dΛ.
//
// The residual η_i = ∫ (x_i - x̄) w_i dM_i splits at T_i into these sums. With
// A⁺, B⁺ those over s > T_i,
//
//	η_i = [event] (x_i - x̄(T_i)) - r_i (x_i Λ(T_i) - X(T_i))
//	      - [c] r_i/G(T_i-) (x_i A⁺(T_i) - B⁺(T_i)).
//
// What estimating G adds is ψ_i = ∫ q(u)/n(u) dM_i^G(u), with M_i^G the
// martingale of censoring, dM_i^G = [censored at u] - [T_i >= u] m(u)/n(u), and
//
//	q(u) = -Σ_i ∫_{s>=u} [u > T_i] (x_i - x̄(s)) w_i(s) dM_i(s).
//
// Only c have weight after T_i, and none of them an event there, so that their
// dM_i is -r_i dΛ and w_i(s) = G(s-)/G(T_i-) comes apart into a factor of i and
// one of s. The double sum over rows and times is then two products,
//
//	q(u) = C1(u) A(u) - C0(u) B(u),   C1 as C with x_i,
//
// of a running sum up to u and one from u on, and
//
//	ψ_i = [censored] q(T_i)/n(T_i) - Σ_{u<=T_i} q(u) m(u)/n(u)².
//
// One pass over the times in order has all of it: O(n p), and O(n p²) for Σ
// (η+ψ)(η+ψ)'. The bounds u > T_i and s >= u are those of Fine and Gray (1999)
// and of crr, with ties too. A test holds the result against the double sum.
//
// # Speed and memory
//
// Milliseconds for six covariates, distinct times and 46 % events, on two shared
// cores of an AMD EPYC (Go benchmarks; testdata/benchmark.R does the same in R):
//
//	rows                      10²     10⁴     10⁶   growth per tenfold   R, 10⁶
//	Cox                      0.19     6.5     930   x 5.8, x 12.0        6410
//	Cox, whole days          0.18     6.7     710   x 6.1, x 10.3        5110
//	Cox, delayed entry       0.23      16    1980   x 8.4, x 11.1
//	Cox, robust              0.19      11    1650   x 7.6, x 12.2
//	Cox and Schoenfeld test  0.25      11    1260   x 6.8, x 10.6        8630
//	Firth                      33     280           x 2.9
//	Fine-Gray                0.20      13    1330   x 8.1, x 10.2        5210 for 4000 rows, cubic
//
// Besides the caller's columns a fit keeps one index of 4 bytes a row, the
// sorted columns of 8 bytes a value, 9 bytes a row, and 32 bytes for each event
// time; with delayed entry 17 bytes a row more. Fine-Gray keeps 48 bytes for each
// distinct time and, as the robust variance does, 8 (p+1) for each event time.
// Sorting takes 32 bytes a row for a while, the concordance 56.
package regress
