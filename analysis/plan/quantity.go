package plan

import (
	"slices"
	"strings"
)

// A Quantity is a test of the counts log or a numeric column of the cases file
// whose unit can be mistaken.
type Quantity struct {
	Name  string
	Units []Unit // in which a file may give it, the canonical one first
	// Least and Most, in the canonical unit, are the limits beyond which a value
	// only makes sense in another unit. They are no limits of health: what a
	// patient can have lies well within. 0 is below any Least and not judged.
	Least, Most float64
}

// A Unit is a unit of a file. A value in it is x Times / Over in the canonical
// unit. Both are whole wherever they can be, so that 500 /uL are 0.5 exactly.
type Unit struct {
	Name        string
	Times, Over float64
}

// Canonical is a value of the file in the canonical unit.
func (u Unit) Canonical(x float64) float64 { return x * u.Times / u.Over }

// Suspect reports whether a value in the canonical unit only makes sense in
// another one.
func (q Quantity) Suspect(x float64) bool { return x > q.Most || x != 0 && x < q.Least }

// Quantities are all quantities that have a unit. A mole of haemoglobin is that
// of its monomer, 16 114.5 g (International Council for Standardization in
// Haematology); a microkatal is 60 units of enzyme; a mole of bilirubin is 584.66 g.
// More than 25 % reticulocytes are rather per mille.
func Quantities() []Quantity {
	cells := []Unit{
		{"10^9/L", 1, 1}, {"G/L", 1, 1}, {"10^3/uL", 1, 1}, {"K/uL", 1, 1}, {"10^3/mm3", 1, 1},
		{"/uL", 1, 1000}, {"/mm3", 1, 1000}, {"10^6/L", 1, 1000},
	}
	percent := []Unit{{"%", 1, 1}, {"fraction", 100, 1}}
	return []Quantity{
		{"anc", cells, 0.001, 200},
		{"wbc", cells, 0.001, 1000},
		{"platelets", cells, 0.5, 5000},
		{"hb", []Unit{{"g/dL", 1, 1}, {"g/L", 1, 10}, {"mmol/L", 1.61145, 1}}, 2, 25},
		{"reticulocytes", append(slices.Clone(percent), Unit{"permille", 1, 10}), 0, 25},
		{"reticulocytes_abs", cells, 0, 1500},
		{"ldh", []Unit{{"U/L", 1, 1}, {"ukat/L", 60, 1}}, 20, 100_000},
		{"chimerism", percent, 0, 100},
		{"chimerism_myeloid", percent, 0, 100},
		{"chimerism_t", percent, 0, 100},
		{"haptoglobin", []Unit{{"g/L", 1, 1}, {"mg/dL", 1, 100}}, 0, 20},
		{"bilirubin", []Unit{{"umol/L", 1, 1}, {"mg/dL", 17.104, 1}}, 0.5, 2000},
		{"ferritin", []Unit{{"ng/mL", 1, 1}, {"ug/L", 1, 1}, {"mg/L", 1000, 1}}, 1, 200_000},
		{"lic", []Unit{{"mg/g", 1, 1}}, 0.01, 100},
		{"age_years", []Unit{{"years", 1, 1}, {"months", 1, 12}, {"days", 100, 36525}}, 0, 120},
		{"weight_kg", []Unit{{"kg", 1, 1}, {"g", 1, 1000}}, 1, 300},
		{"ferritin_ng_ml", []Unit{{"ng/mL", 1, 1}, {"ug/L", 1, 1}, {"mg/L", 1000, 1}}, 1, 200_000},
		{"tnc_e8_kg", []Unit{{"10^8/kg", 1, 1}, {"10^7/kg", 1, 10}, {"10^6/kg", 1, 100}}, 0.01, 100},
		{"cd34_e6_kg", []Unit{{"10^6/kg", 1, 1}, {"10^5/kg", 1, 10}, {"10^4/kg", 1, 100}, {"10^8/kg", 100, 1}}, 0.01,
			1000},
	}
}

// QuantityOf is the quantity of a name.
func QuantityOf(name string) (Quantity, bool) {
	all := Quantities()
	i := slices.IndexFunc(all, func(q Quantity) bool { return q.Name == name })
	if i < 0 {
		return Quantity{}, false
	}
	return all[i], true
}

// unit is the unit of a name, whichever sign it has for micro.
func (q Quantity) unit(name string) (Unit, bool) {
	name = strings.NewReplacer("\u00b5", "u", "\u03bc", "u").Replace(name)
	i := slices.IndexFunc(q.Units, func(u Unit) bool { return u.Name == name })
	if i < 0 {
		return Unit{}, false
	}
	return q.Units[i], true
}

// UnitOf is the unit in which the files give a quantity: the declared one, or
// the canonical one. What is no quantity stays as it is.
func (d Data) UnitOf(name string) Unit {
	q, ok := QuantityOf(name)
	if !ok {
		return Unit{Times: 1, Over: 1}
	}
	if u, declared := q.unit(d.Units[name]); declared {
		return u
	}
	return q.Units[0]
}
