package casefile

import (
	"graftstat/analysis/registry"
	"math"
	"slices"
	"testing"

	"graftstat/analysis/plan"
)

// What a column is read as: by the study, by the dictionary, else by its cells.
func TestColumnKinds(t *testing.T) {
	p := study(t, lines(
		"case_id,last_contact_day,hospital,score,dose,stage,ward,unused",
		"C1,5,2,1.5,10,1,w10,x",
		"C2,5,10,?,20,4S,w9,x",
		"C3,5,1,2,x,2,,x",
	))
	p.Cohorts = []plan.Cohort{{
		Compare:  []plan.Compare{{Column: "hospital"}, {Column: "dose", Cut: []float64{15}}},
		Stratify: "ward",
		Models:   []plan.Model{{Terms: []string{"score", "stage"}}},
	}}
	d := read(t, p)
	wantIssues(t, d.Issues, "warning unreadable_number 4 dose C3")
	if want := []string{"dose", "score"}; !slices.Equal(sortedKeys(d.Numbers), want) {
		t.Errorf("numbers %v, want %v", sortedKeys(d.Numbers), want)
	}
	for name, want := range map[string][]string{
		"hospital": {"1", "2", "10"}, "stage": {"1", "2", "4S"}, "ward": {"w10", "w9"},
	} {
		if c := d.Categories[name]; c == nil || !slices.Equal(c.Levels, want) {
			t.Errorf("%s: %+v, want levels %v", name, c, want)
		}
	}
	if len(d.Categories) != 3 {
		t.Errorf("categories %v", sortedKeys(d.Categories))
	}
	equalFloats(t, "score", d.Numbers["score"].Value, 1.5, math.NaN(), 2)
	if got := d.Categories["ward"].Code; !slices.Equal(got, []int32{0, 1, -1}) {
		t.Errorf("codes of ward %v", got)
	}
}

// Declared values: as written or as numbers, or the level's own name.
func TestLevels(t *testing.T) {
	p := study(t, lines("case_id,last_contact_day,sex,donor_type", "C1,5,1,1", "C2,5,2.0,01", "C3,5,F,1.0",
		"C4,5,male,2", "C5,5,NA,10"))
	p.Data.Values = map[string]plan.Levels{"sex": {{Name: "male", As: plan.Values{"M", "1"}},
		{Name: "female", As: plan.Values{"F", "2"}}}}
	d := read(t, p)
	sex := d.Categories["sex"]
	for row, want := range []string{"male", "female", "female", "male", ""} {
		if got := sex.Level(row); got != want {
			t.Errorf("sex of row %d is %q, want %q", row, got, want)
		}
	}
	if want := []string{"male", "female"}; !slices.Equal(sex.Levels, want) {
		t.Errorf("levels of sex %v, want %v: in the order of their codes", sex.Levels, want)
	}
	donor := d.Categories["donor_type"]
	if !slices.Equal(donor.Levels, []string{"1", "2", "10"}) || !slices.Equal(donor.Code, []int32{0, 0, 0, 1, 2}) {
		t.Errorf("donor_type %v %v: 1, 01 and 1.0 are one level", donor.Levels, donor.Code)
	}
}

func TestABOColumns(t *testing.T) {
	p := study(t, lines(
		"case_id,last_contact_day,transplant_type,recipient_abo,donor_abo",
		"C1,5,allogeneic,O+,A1", "C2,5,allogeneic,AB neg,O Rh dương", "C3,5,allogeneic,A,B",
		"C4,5,allogeneic,B,B", "C5,5,autologous,A,A", "C6,5,allogeneic,A,", "C7,5,,A,A2B"))
	d := read(t, p)
	match, major := d.Categories["abo_match"], d.Categories["abo_major"]
	for row, want := range []struct{ match, major string }{
		{"major", "present"}, {"minor", "none"}, {"bidirectional", "present"}, {"match", "none"}, {"", ""}, {"", ""},
		{"major", "present"},
	} {
		if match.Level(row) != want.match || major.Level(row) != want.major {
			t.Errorf("row %d: %q, %q; want %q, %q", row, match.Level(row), major.Level(row), want.match, want.major)
		}
	}
	if got := d.Categories["recipient_abo"].Level(1); got != "AB" {
		t.Errorf("recipient group of C2 is %q", got)
	}
	wantIssues(t, d.Issues)
}

// Titres beside a case are read as titres; the start of desensitisation lies
// before the transplant.
func TestDesensitisation(t *testing.T) {
	d := read(t, study(t, lines(
		"case_id,transplant_date,desensitisation_start,titre_baseline,titre_at_transplant",
		"C1,2025-02-01,2025-01-18,1:512,<1:32", "C2,2025-02-01,,,")))
	equalFloats(t, "desensitisation_start", d.Numbers["desensitisation_start"].Value, -14, math.NaN())
	equalFloats(t, "titre_baseline", d.Numbers["titre_baseline"].Value, 512, math.NaN())
	equalFloats(t, "titre_at_transplant", d.Numbers["titre_at_transplant"].Value, math.NaN(), math.NaN())
	if b := d.Numbers["titre_at_transplant"].Bound; len(b) != 1 || b[0] != (registry.Bound{Limit: 32}) {
		t.Errorf("<1:32 is %v", b)
	}
}

// Declared units are brought to the canonical one and printed; what does not fit
// even then is told and left as it is.
func TestDeclaredUnits(t *testing.T) {
	p := study(t, lines("case_id,last_contact_day,weight_kg,age_years,cd34_e6_kg", "C1,5,24400,30,4.1", "C2,5,24.4,,x"))
	p.Data.Units = map[string]string{"weight_kg": "g", "age_years": "months", "anc": "/uL"}
	d := read(t, p)
	equalFloats(t, "weight", d.Numbers["weight_kg"].Value, 24.4, 0.0244)
	equalFloats(t, "age", d.Numbers["age_years"].Value, 2.5, math.NaN())
	equalFloats(t, "CD34", d.Numbers["cd34_e6_kg"].Value, 4.1, math.NaN())
	wantIssues(t, d.Issues, "warning unreadable_number 3 cd34_e6_kg C2",
		"warning unit_suspect 3 weight_kg  1 g weight_kg")
	if got := d.Inputs[0].Format; got != "utf-8, comma, decimal-point, age_years months, weight_kg g" {
		t.Errorf("read as %s", got)
	}
}

// Line breaks and runs of space in a header are one space.
func TestHeaderText(t *testing.T) {
	p := study(t, "case_id,\"Ngày\nghép\",last_contact_day, Cân \u00a0 nặng \nC1,2025-01-02,5,24\n")
	p.Data.Columns = map[string]string{"transplant_date": "Ngày ghép", "weight_kg": "Cân nặng"}
	d := read(t, p)
	equalFloats(t, "weight", d.Numbers["weight_kg"].Value, 24)
	if d.TransplantDate[0] != dayOf(t, "2025-01-02") || d.Line[0] != 3 {
		t.Errorf("transplanted on %v, line %d", d.TransplantDate[0], d.Line[0])
	}
}
