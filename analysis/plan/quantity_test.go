package plan

import (
	"math"
	"reflect"
	"slices"
	"testing"
)

func TestUnits(t *testing.T) {
	for _, c := range []struct {
		name, unit string
		x, want    float64
	}{
		{"anc", "", 0.5, 0.5}, {"anc", "/uL", 500, 0.5}, {"anc", "/µL", 300, 0.3}, {"anc", "/mm3", 499, 0.499},
		{"wbc", "K/uL", 4.2, 4.2},
		{"platelets", "/\u03bcL", 20000, 20}, {"platelets", "10^6/L", 50000, 50}, {"hb", "g/L", 90, 9},
		{"hb", "mmol/L", 10, 16.1145},
		{"ldh", "ukat/L", 4, 240}, {"chimerism", "fraction", 0.95, 95}, {"age_years", "months", 30, 2.5},
		{"age_years", "days", 36525, 100},
		{"weight_kg", "g", 24400, 24.4}, {"ferritin_ng_ml", "mg/L", 1.575, 1575}, {"tnc_e8_kg", "10^6/kg", 400, 4},
		{"cd34_e6_kg", "10^8/kg", 0.05, 5},
		{"titre", "", 32, 32}, // no quantity
	} {
		d := Data{Units: map[string]string{c.name: c.unit}}
		if got := d.UnitOf(c.name).Canonical(c.x); math.Abs(got-c.want) > 1e-12*c.want {
			t.Errorf("%s of %v %s is %v, want %v", c.name, c.x, c.unit, got, c.want)
		}
	}
	// The values at which a threshold lies are met exactly.
	d := Data{Units: map[string]string{"anc": "/uL", "hb": "g/L"}}
	if d.UnitOf("anc").Canonical(500) != 0.5 || d.UnitOf("anc").Canonical(300) != 0.3 || d.UnitOf("hb").
		Canonical(91) != 9.1 {
		t.Error("500 /uL, 300 /uL or 91 g/L is not exact")
	}
}

func TestSuspect(t *testing.T) {
	for _, c := range []struct {
		name string
		x    float64
		want bool
	}{
		{"anc", 0.5, false}, {"anc", 500, true}, {"anc", 0.0005, true}, {"anc", 0, false}, {"platelets", 20, false},
		{"platelets", 20000, true},
		{"platelets", 0.02, true}, {"hb", 9, false}, {"hb", 90, true}, {"hb", 0.9, true}, {"hb", math.NaN(), false},
		{"weight_kg", 24400, true},
		{"age_years", 0.02, false}, {"age_years", 150, true},
	} {
		q, ok := QuantityOf(c.name)
		if !ok {
			t.Fatalf("%s is no quantity", c.name)
		}
		if got := q.Suspect(c.x); got != c.want {
			t.Errorf("%v of %s is suspect: %v, want %v", c.x, c.name, got, c.want)
		}
	}
}

// Every quantity has its canonical unit first, units that differ, and limits;
// those of the cases file are numeric columns.
func TestQuantities(t *testing.T) {
	var names []string
	for _, q := range Quantities() {
		if u := q.Units[0]; u.Times != 1 || u.Over != 1 {
			t.Errorf("the first unit of %s is %+v", q.Name, u)
		}
		if units := unitNames(q); len(slices.Compact(slices.Sorted(slices.Values(units)))) != len(units) {
			t.Errorf("a unit of %s stands twice in %v", q.Name, units)
		}
		if !(q.Least < q.Most) {
			t.Errorf("%s lies in %v to %v", q.Name, q.Least, q.Most)
		}
		names = append(names, q.Name)
	}
	if len(slices.Compact(slices.Sorted(slices.Values(names)))) != len(names) {
		t.Errorf("a quantity stands twice in %v", names)
	}
	for _, c := range Columns() {
		if q, ok := QuantityOf(c.Name); ok && c.Kind != Number {
			t.Errorf("%s is a quantity and a %s", q.Name, c.Kind)
		}
	}
}

func TestDecodeDataForms(t *testing.T) {
	p, err := Decode("study.yaml", []byte(dataWith(
		`never: [9999, chưa], units: {anc: /µL, reticulocytes: "%"}, checkboxes: {desensitisation: {none: [], donor_rbc: desens___1, plasma_exchange: [desens___2, "Desensitisation (choice=Exchange)"]}}`)))
	if err != nil {
		t.Fatal(err)
	}
	want := Data{
		Cases: Files("c.csv"), Encoding: "auto", Delimiter: "auto", Decimal: "point", Dates: "auto", Incomplete: "refuse", Notes: "refuse",
		Missing: []Scalar{""},
		Never:   []Scalar{"9999", "chưa"}, Units: map[string]string{"anc": "/µL", "reticulocytes": "%"},
		Checkboxes: map[string]Levels{"desensitisation": {
			{Name: "none", As: Values{}}, {Name: "donor_rbc", As: Values{"desens___1"}},
			{Name: "plasma_exchange", As: Values{"desens___2", "Desensitisation (choice=Exchange)"}},
		}},
	}
	if !reflect.DeepEqual(p.Data, want) {
		t.Errorf("got  %+v\nwant %+v", p.Data, want)
	}
}
