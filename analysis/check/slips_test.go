package check

import (
	"math"
	"slices"
	"strings"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// manyCases makes of the centre one of n autografts, each of its own patient.
func (c centre) manyCases(n int) {
	d := &registry.Data{File: c.File, Patients: n, TransplantHeader: c.TransplantHeader, AsOf: c.AsOf,
		Numbers: map[string]*registry.Number{}, Categories: map[string]*registry.Category{},
		Milestones: map[string]*registry.Milestone{}}
	contact := &registry.Milestone{Header: ":last_contact", Status: make([]registry.Status, n)}
	types := make([]string, n)
	for row := range n {
		id := string(rune('A' + row))
		d.Line, d.Patient = append(d.Line, int32(row+2)), append(d.Patient, int32(row))
		d.CaseID, d.PatientID = append(d.CaseID, id), append(d.PatientID, id)
		d.TransplantDate, d.Infused = append(d.TransplantDate, 200), append(d.Infused, true)
		contact.Time = append(contact.Time, 750)
		types[row] = "autologous"
	}
	d.Milestones["last_contact"] = contact
	*c.Data = *d
	c.levels("transplant_type", types...)
}

// manyPatients makes of each row a patient.
func (c centre) manyPatients() {
	c.Patient, c.Patients, c.PatientID = []int32{0, 1, 2}, 3, []string{"P1", "P2", "P3"}
	c.numbers("transplant_number", 1, 1, 1)
	c.numbers("age_years", 8, 3.5, 4)
	c.numbers("weight_kg", 22, 14, 15)
}

// slipExamples are counter-examples of slips of the pen, each one unit beyond the
// threshold and, nearly so, on it.
func slipExamples() []example {
	nan := math.NaN()
	return []example{
		{
			code: "late_recovery",
			fault: func(c centre) {
				c.time("neutrophil_engraftment", allograft, 101)
				c.time("platelet_engraftment_50", firstOfTandem, 366)
			},
			want: []string{
				"warning late_recovery 2 :neutrophil_engraftment C1 100",
				"warning late_recovery 3 :platelet_engraftment_50 C2 365"},
			near: func(c centre) {
				c.time("neutrophil_engraftment", allograft, 100)
				c.time("platelet_engraftment_20", firstOfTandem, 365)
				c.time("platelet_engraftment_50", firstOfTandem, 365)
			},
		},
		{
			code:  "death_long_after_contact",
			fault: func(c centre) { c.time("death", allograft, 841); c.time("last_contact", allograft, 750) },
			want:  []string{"warning death_long_after_contact 2 :death C1 :last_contact 91"},
			near: func(c centre) {
				c.time("death", allograft, 840)
				c.time("last_contact", allograft, 750)
				c.time("death", secondOfTandem, 700) // the other row saw the patient on day 790, 90 days before
				c.time("last_contact", secondOfTandem, 50)
				c.time("last_contact", firstOfTandem, 700)
			},
		},
		{
			code: "gvhd_late",
			fault: func(c centre) {
				c.time("acute_gvhd", allograft, 366)
				c.time("acute_gvhd_2", allograft, 370)
			},
			want: []string{
				"warning gvhd_late 2 :acute_gvhd C1 365",
				"warning gvhd_late 2 :acute_gvhd_2 C1 365"},
			near: func(c centre) {
				c.time("acute_gvhd", allograft, 365)
				c.time("acute_gvhd_2", allograft, 365)
				c.time("chronic_gvhd", allograft, 700)
			},
		},
		{
			code: "gvhd_grade_skipped",
			fault: func(c centre) {
				c.levels("acute_gvhd_grade", "III", "", "")
				c.time("acute_gvhd_2", allograft, nan)
				c.time("acute_gvhd_3", allograft, 40)
			},
			want: []string{"warning gvhd_grade_skipped 2 :acute_gvhd_2 C1 :acute_gvhd_3"},
			near: func(c centre) {
				c.levels("acute_gvhd_grade", "III", "", "")
				delete(c.Milestones, "acute_gvhd_2") // the file does not date grade II
				c.time("acute_gvhd_3", allograft, 40)
			},
		},
		{
			code: "weight_for_age", // at 5 years 18 kg are expected: 8.1 to 39.6
			fault: func(c centre) {
				c.numbers("age_years", 5, 5, 0.5)
				c.numbers("weight_kg", 8, 50, 15)
			},
			want: []string{
				"warning weight_for_age 2 :weight_kg C1 8 40 :age_years",
				"warning weight_for_age 3 :weight_kg C2 8 40 :age_years",
				"warning weight_for_age 4 :weight_kg C3 3 15 :age_years"},
			near: func(c centre) {
				c.numbers("age_years", 5, 5, 40)
				c.numbers("weight_kg", 8.2, 39.5, 130)
			},
		},
		{
			code: "dose_outlier", // the median of 8 is 4.5
			fault: func(c centre) {
				c.manyCases(8)
				c.numbers("cd34_e6_kg", 4, 4, 4, 4, 5, 5, 5, 21)
			},
			want: []string{"warning dose_outlier 9 :cd34_e6_kg H 4 4.5"},
			near: func(c centre) {
				c.manyCases(8)
				c.numbers("cd34_e6_kg", 4, 4, 4, 4, 5, 5, 5, 20)          // not over 20
				c.numbers("tnc_e8_kg", 5.5, 5.5, 5.5, 5.5, 5.5, 6, 6, 22) // four times the median, not over
			},
		},
		{
			code: "titre_not_a_dilution",
			fault: func(c centre) {
				c.numbers("titre_baseline", 64, 116, 256)
				c.Titres = []registry.LogEntry{{Row: allograft, Line: 7, Value: 33}, {Row: allograft, Line: 8, Value: 1}}
			},
			want: []string{
				"warning titre_not_a_dilution 3 :titre_baseline C2",
				"warning titre_not_a_dilution 7 titre C1"},
			near: func(c centre) { // from 1:10, and nothing
				c.numbers("titre_baseline", 10, 20, 0)
				c.numbers("titre_at_transplant", 40, nan, 1)
			},
		},
		{
			code: "level_case",
			fault: func(c centre) {
				c.manyPatients()
				c.levels("disease_group", "Solid_tumor", "solid_tumor", "solid_tumor")
				c.levels("sex", "female", "female", "Female")
			},
			want: []string{
				"warning level_case 2 :disease_group C1 1 Solid_tumor solid_tumor",
				"warning level_case 4 :sex C3 1 Female female"},
			near: func(c centre) {
				c.manyPatients()
				c.levels("disease_stage", "4s", "4", "4")
				c.levels("disease_group", "solid_tumor", "solid_tumor", "")
			},
		},
		{
			code: "level_near",
			fault: func(c centre) {
				c.levels("diagnosis", "neuroblastoma", "neurooblastoma", "neurooblastoma")
				c.manyPatients()
				c.levels("sex", "male", "femal", "x")
			},
			want: []string{
				"warning level_near 2 :diagnosis C1 1 neuroblastoma neurooblastoma", // the rarer one
				"warning level_near 3 :sex C2 1 femal female",
				"warning level_near 4 :sex C3 1 x male / female"},
			near: func(c centre) {
				c.levels("donor_type", "matched_related", "", "")
				c.levels("conditioning", "BEAM", "BeEAM", "")
				c.levels("disease_stage", "stage_III", "stage_IV", "stage_IV")
				c.manyPatients()
				c.levels("diagnosis", "paternal", "maternal", "major")
				c.levels("sex", "M", "F", "F") // the file has its own codes
			},
		},
	}
}

// What is near is decided by letters, one letter off on each side of each bound.
func TestLevelsThatAreNear(t *testing.T) {
	l := levels{check: plan.DefaultChecks().LevelNear}
	for _, c := range []struct {
		a, b string
		near bool
	}{
		{"neuroblastoma", "neurooblastoma", true},
		{"solid_tumor", "solid tumor", true}, {"Sarcoma", "sarcoma", false}, // level_case
		{"leukaemia", "leukemia", true}, {"medulloblastoma", "meduloblastma", true},
		{"medulloblastoma", "meduloblastm", false}, // three letters
		{"haplo", "hapol", true},                   // five letters, two of them swapped
		{"halo", "hapo", false},                    // four
		{"boosted", "bosted", true},                // seven, six: one letter
		{"boosted", "bostid", false},               // two letters, of eight only
		{"busulfan", "busulfen", true}, {"busulfan", "bosulfen", true},
		{"matched_related", "matched_unrelated", false}, {"typical form", "atypical form", false},
		{"maternal", "paternal", false}, {"stage_III", "stage_IV", false}, {"group A", "group B", false},
		{"CD34_selected", "CD35_selected", false}, {"", "", false},
	} {
		if l.isNear(c.a, c.b) != c.near || l.isNear(c.b, c.a) != c.near {
			t.Errorf("%q and %q: near should be %v", c.a, c.b, c.near)
		}
	}
}

// A study that names both levels tells them apart; one that names the rarer one, by
// a condition, means it.
func TestLevelsThatTheStudyNames(t *testing.T) {
	for _, c := range []struct {
		name string
		set  func(*plan.Plan)
		want string
	}{
		{"neither", func(*plan.Plan) {}, "2 :diagnosis C1 1 sarcoma sarcomas"},
		{"both", func(p *plan.Plan) {
			p.Labels = map[string]map[string]plan.Text{"diagnosis": {"sarcoma": nil, "sarcomas": nil}}
		}, ""},
		{"the rarer", func(p *plan.Plan) {
			p.Cohorts = []plan.Cohort{{Where: plan.Where{{Column: "diagnosis", In: []string{"sarcoma"}}}}}
		}, "3 :diagnosis C2 2 sarcomas sarcoma"},
		{"values", func(p *plan.Plan) {
			p.Data.Values = map[string]plan.Levels{"diagnosis": {{Name: "sarcoma"}}}
		}, ""},
		{"switched off", func(p *plan.Plan) { p.Checks.Off = []string{"level_near"} }, ""},
	} {
		d, p := cleanCentre(), testPlan()
		d.levels("diagnosis", "sarcoma", "sarcomas", "sarcomas")
		c.set(p)
		text := strings.Join(d.runBy(p), "\n")
		if want := strings.TrimSpace("warning level_near " + c.want); (c.want == "") != (text == "") ||
			c.want != "" && text != want {
			t.Errorf("%s: %q, want %q", c.name, text, want)
		}
	}
}

// Free text, of which any two may be near, is not compared.
func TestFreeTextIsNoLevel(t *testing.T) {
	c := cleanCentre()
	c.levels("diagnosis", "neuroblastoma", "neurooblastoma", "")
	category := c.Categories["diagnosis"]
	for len(category.Levels) <= mostLevels {
		category.Levels = append(category.Levels, "text")
	}
	if got := c.run(); got != nil {
		t.Errorf("issues %v", got)
	}
}

// Of another type, or of fewer cases, there is no median to be far from, and a
// dose that no graft has is told as such.
func TestDosesAreComparedWithTheirOwn(t *testing.T) {
	nan := math.NaN()
	for name, doses := range map[string][]float64{
		"too few doses":    {4, 4, 4, 4, 4, 4, 47, nan},
		"an outlier twice": {4, 4, 4, 4, 4, 4, 4, 61},
	} {
		c := cleanCentre()
		c.manyCases(8)
		c.numbers("cd34_e6_kg", doses...)
		if got := c.run(); slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, "dose_outlier") }) {
			t.Errorf("%s: %v", name, got)
		}
	}
	c := cleanCentre()
	c.manyCases(9)
	c.numbers("cd34_e6_kg", 4, 4, 4, 4, 4, 4, 4, 4, 47)
	c.levels("transplant_type", slices.Concat(slices.Repeat([]string{"autologous"}, 8), []string{"allogeneic"})...)
	if got := c.run(); got != nil {
		t.Errorf("the only allograft: %v", got)
	}
}

// Three titres of another series are told as long as the powers of two are more.
func TestTitresOfAnotherSeries(t *testing.T) {
	for _, c := range []struct {
		titres []float64
		want   int
	}{
		{[]float64{116}, 1}, {[]float64{10, 20}, 2}, {[]float64{10, 20, 40}, 0},
		{[]float64{10, 20, 40, 1, 2, 4}, 0}, {[]float64{10, 20, 40, 1, 2, 4, 8}, 3}, {[]float64{0, 0.5, 1024, 1}, 1},
	} {
		d := cleanCentre()
		for _, x := range c.titres {
			d.Titres = append(d.Titres, registry.LogEntry{Row: allograft, Line: 2, Value: x})
		}
		if got := d.run(); len(got) != c.want {
			t.Errorf("%v: %v, want %d issues", c.titres, got, c.want)
		}
	}
}
