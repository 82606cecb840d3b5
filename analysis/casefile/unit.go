package casefile

import (
	"math"
	"strconv"
	"strings"

	"graftstat/analysis/plan"
)

// A unitGuard brings the values of one quantity to its canonical unit and counts
// those that only make sense in another unit than that of the file. It corrects
// none of them.
type unitGuard struct {
	quantity plan.Quantity
	known    bool // false: no quantity, whose values pass as they are
	unit     plan.Unit
	declared bool
	suspect  repeats
	percent  fractions
}

func newUnitGuard(p *plan.Plan, name string) *unitGuard {
	g := &unitGuard{unit: p.Data.UnitOf(name)}
	g.quantity, g.known = plan.QuantityOf(name)
	_, g.declared = p.Data.Units[name]
	return g
}

// canonical is a value of the file in the canonical unit; NaN stays NaN.
func (g *unitGuard) canonical(x float64, at place) float64 {
	if !g.known {
		return x
	}
	if x = g.unit.Canonical(x); g.quantity.Suspect(x) {
		g.suspect.add(at)
	}
	if strings.HasPrefix(g.quantity.Name, "chimerism") && g.unit.Name == "%" && !math.IsNaN(x) {
		g.percent.add(x, at)
	}
	return x
}

// fractions are values of chimerism in per cent of which none is over 1, as if they were fractions.
type fractions struct {
	repeats
	most float64
}

func (f *fractions) add(x float64, at place) {
	f.repeats.add(at)
	f.most = max(f.most, x)
}

// fewestFractions is how many values tell a unit: one patient may have 0.5 % a few times.
const fewestFractions = 10

func (f *fractions) areSuspect() bool { return f.n >= fewestFractions && f.most > 0 && f.most <= 1 }

// tellUnit notes the unit that the study declares, and tells of values that do
// not fit the one they were read in.
func (t *dataFile) tellUnit(g *unitGuard) {
	if g.declared && g.known {
		t.units = append(t.units, g.quantity.Name+" "+g.unit.Name)
	}
	if g.percent.areSuspect() {
		g.suspect = g.percent.repeats
	}
	if g.suspect.n > 0 {
		t.issues.add(unitSuspect, g.suspect.first, strconv.Itoa(g.suspect.n), g.unit.Name, g.quantity.Name)
	}
}
