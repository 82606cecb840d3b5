package check

import (
	"math"
	"slices"
	"strconv"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// heaviestExpected is the weight, in kg, beyond which none is expected of any age.
const heaviestExpected = 60

// expectedWeight is a rough weight at an age in years, in kg: 3.5 + 6.5 a in the
// first year, 2 (a + 4) to 8 years, then 3 a, at most 60. It is near the median of
// the WHO's growth charts, and wide limits around it are all that it is used for.
func expectedWeight(age float64) float64 {
	switch {
	case age < 1:
		return 3.5 + 6.5*age
	case age <= 8:
		return 2 * (age + 4)
	}
	return min(3*age, heaviestExpected)
}

// weightForAge: a weight that is far from that expected at the age, as where a
// decimal point or a digit is missing in either.
func weightForAge(c *cases, row int) []fault {
	age, weight, limits := c.number("age_years", row), c.number("weight_kg", row), c.plan.Checks.WeightForAge
	if !(age >= 0 && age <= 120 && weight > 0 && weight <= 300) { // else impossible, which is told
		return nil
	}
	expected := expectedWeight(age)
	least, most := limits.AtLeast*expected, limits.AtMost*expected
	if weight >= least && weight <= most {
		return nil
	}
	return []fault{{row: row, column: c.data.Numbers["weight_kg"].Header, args: []string{kilograms(least),
		kilograms(most), c.data.Numbers["age_years"].Header}}}
}

// kilograms is a limit as one says it: half a kilogram matters of an infant only.
func kilograms(x float64) string {
	if x < 10 {
		x = math.Round(2*x) / 2
		return shortest(x)
	}
	return strconv.Itoa(int(math.Round(x)))
}

// cellDoses are the doses that a graft has at least and at most.
type cellDose struct {
	column      string
	least, most float64
}

func cellDoses() []cellDose { return []cellDose{{"tnc_e8_kg", 0.1, 50}, {"cd34_e6_kg", 0.05, 60}} }

// isPlausible says that nothing else is told of a dose.
func (d cellDose) isPlausible(x float64) bool {
	quantity, _ := plan.QuantityOf(d.column)
	return x >= d.least && x <= d.most && !quantity.Suspect(x)
}

// doseOutlier: a dose far above those of the same type of transplant in this file,
// as where a decimal point is missing.
func doseOutlier(c *cases) []fault {
	limits := c.plan.Checks.DoseOutlier
	var faults []fault
	for _, dose := range cellDoses() {
		medians := make(map[string]float64)
		for kind, doses := range c.dosesByType(dose.column) {
			if len(doses) >= limits.Cases {
				medians[kind] = medianOf(doses)
			}
		}
		for row := range c.data.Rows() {
			x := c.number(dose.column, row)
			median, known := medians[c.level("transplant_type", row)]
			if known && x > limits.Above && x > limits.Times*median && dose.isPlausible(x) {
				faults = append(faults, fault{row: row, column: c.data.Numbers[dose.column].Header,
					args: []string{shortest(limits.Times), shortest(math.Round(median*100) / 100)}})
			}
		}
	}
	return faults
}

// dosesByType are the doses of a column that are known, by type of transplant.
func (c *cases) dosesByType(column string) map[string][]float64 {
	doses := make(map[string][]float64)
	for row := range c.data.Rows() {
		if x := c.number(column, row); x > 0 {
			kind := c.level("transplant_type", row)
			doses[kind] = append(doses[kind], x)
		}
	}
	return doses
}

func medianOf(x []float64) float64 {
	slices.Sort(x)
	n := len(x)
	return (x[(n-1)/2] + x[n/2]) / 2
}

// fewOtherTitres is the number of titres that are no power of two up to which they
// may be slips, however few the others are.
const fewOtherTitres = 2

// titreNotADilution: a titre is read from serial two-fold dilutions of the serum, so
// that its reciprocal is a power of two. A laboratory that begins at 1:10 has other
// ones: where they are not the fewer, nothing is told.
func titreNotADilution(c *cases) []fault {
	powers := 0
	var others []fault
	take := func(x float64, at fault) {
		switch {
		case !(x > 0):
		case isPowerOfTwo(x):
			powers++
		default:
			others = append(others, at)
		}
	}
	for _, column := range []string{"titre_baseline", "titre_at_transplant"} {
		if n := c.data.Numbers[column]; n != nil {
			for row, x := range n.Value {
				take(x, fault{row: row, column: n.Header})
			}
		}
	}
	for _, e := range c.data.Titres {
		take(e.Value, fault{row: int(e.Row), column: c.headerOf("titre"),
			at: registry.Cell{File: c.plan.Data.Titres.File.Name(), Line: int(e.Line)}})
	}
	if len(others) > fewOtherTitres && len(others) >= powers {
		return nil
	}
	return others
}

func isPowerOfTwo(x float64) bool {
	fraction, _ := math.Frexp(x)
	return fraction == 0.5 && x >= 1
}
