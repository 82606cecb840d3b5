package regress

// CompareNested is the likelihood ratio test of a model against one that is
// nested in it, both of the same rows: twice the gain in log partial likelihood,
// chi-squared with the number of coefficients more as degrees of freedom; a gain
// below 0, which only rounding makes, is 0. The status is that of the first fit
// without a result, or aliased_column where full has no coefficient more; the
// test is then NaN.
func CompareNested(nested, full *Fit) (Test, Status) {
	for _, f := range []*Fit{nested, full} {
		if f.Status != StatusOK {
			return noTest(), f.Status
		}
	}
	df := len(full.Coefficients) - len(nested.Coefficients)
	if df < 1 {
		return noTest(), StatusAliased
	}
	return newTest(2*(full.LogLikelihood[1]-nested.LogLikelihood[1]), df), StatusOK
}
