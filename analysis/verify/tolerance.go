package verify

import "math"

// A Tolerance is the largest difference between our number and R's at which
// the value holds.
type Tolerance struct {
	Size    float64
	Measure Measure
	Reason  ToleranceReason
}

// A Measure says what a difference is measured in.
type Measure string

const (
	Relative  Measure = "relative"   // to R's number; where that is 0, the difference itself
	Absolute  Measure = "absolute"   // the difference itself
	LastDigit Measure = "last_digit" // units of the last digit given
)

// A ToleranceReason says why a tolerance is as large as it is.
type ToleranceReason string

const (
	// ClosedForm: sums in another order, and R's 15 digits.
	ClosedForm ToleranceReason = "closed_form"
	// IterativeFit: R's fit ends at a relative change of the likelihood of 1e-11, ours at the maximum.
	IterativeFit ToleranceReason = "iterative_fit"
	// RootSearch: bpcp finds mid-p limits by uniroot, to the fourth root of the machine's precision.
	RootSearch ToleranceReason = "root_search"
	// PrintedDigits: the values are given with so many digits.
	PrintedDigits ToleranceReason = "printed_digits"
	// EarlyStop: printed digits of crr with its default gtol, which ends at a gradient of 1e-6,
	// 1.3 units of the last digit short of the maximum (which crr gives with gtol = 1e-13).
	EarlyStop ToleranceReason = "early_stop"
)

func closedForm() Tolerance    { return Tolerance{1e-9, Relative, ClosedForm} }
func iterativeFit() Tolerance  { return Tolerance{1e-7, Relative, IterativeFit} }
func rootSearch() Tolerance    { return Tolerance{0x1p-13, Absolute, RootSearch} }
func printedDigits() Tolerance { return Tolerance{0.5, LastDigit, PrintedDigits} }
func earlyStop() Tolerance     { return Tolerance{2, LastDigit, EarlyStop} }

// difference is that of our number to a reference value, NaN where either is missing.
func (t Tolerance) difference(ours float64, r reference) float64 {
	d := math.Abs(ours - r.Value.Value)
	switch {
	case t.Measure == LastDigit:
		d *= math.Pow10(r.decimals)
	case t.Measure == Relative && r.Value.Value != 0:
		d /= math.Abs(r.Value.Value)
	}
	return d
}

// holds says whether our number is that of the reference, or missing in both.
func (t Tolerance) holds(ours float64, r reference) bool {
	if math.IsNaN(ours) || math.IsNaN(r.Value.Value) {
		return math.IsNaN(ours) && math.IsNaN(r.Value.Value)
	}
	return t.difference(ours, r) <= t.Size
}
