package check

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// A centre is a clean set of cases that a test makes one fault in. Row 0 is an
// allograft; rows 1 and 2 are a tandem autograft of one patient; the closing date
// is day 1000. Headers are the names with ":" before them.
type centre struct{ *registry.Data }

const (
	allograft = iota
	firstOfTandem
	secondOfTandem
)

func cleanCentre() centre {
	c := centre{&registry.Data{
		File: "cases.csv", Line: []int32{2, 3, 4}, CaseID: []string{"C1", "C2", "C3"},
		Patient: []int32{0, 1, 1}, Patients: 2, PatientID: []string{"P1", "P2"},
		TransplantDate: []float64{100, 200, 290}, TransplantHeader: ":transplant_date",
		Infused: []bool{true, true, true}, AsOf: 1000,
		Numbers: map[string]*registry.Number{}, Categories: map[string]*registry.Category{},
		Milestones: map[string]*registry.Milestone{},
	}}
	for _, m := range plan.Milestones() {
		nan := math.NaN()
		c.Milestones[m] = &registry.Milestone{Header: ":" + m, Time: []float64{nan, nan, nan},
			Status: make([]registry.Status, 3)}
	}
	c.times("neutrophil_engraftment", 14, 11, 12)
	c.times("platelet_engraftment_20", 18, 15, 17)
	c.times("platelet_engraftment_50", 18, 20, 24)
	c.times("last_contact", 900, 710, 620)
	c.times("acute_gvhd", 30, math.NaN(), math.NaN())
	c.times("acute_gvhd_2", 32, math.NaN(), math.NaN())
	c.levels("acute_gvhd_grade", "II", "", "")
	c.levels("chronic_gvhd_severity", "none", "", "")
	c.levels("transplant_type", "allogeneic", "autologous", "autologous")
	c.levels("transplant_intent", "first", "first", "planned_tandem")
	c.numbers("transplant_number", 1, 1, 2)
	c.numbers("age_years", 8, 3.5, 3.75)
	c.numbers("weight_kg", 22, 14, 14)
	c.numbers("cd34_e6_kg", 6.1, 4, 3.2)
	c.numbers("tnc_e8_kg", 5, math.NaN(), math.NaN())
	return c
}

func (c centre) times(milestone string, times ...float64) {
	c.Milestones[milestone].Time = times
}

func (c centre) time(milestone string, row int, time float64) {
	c.Milestones[milestone].Time[row] = time
}

// blank takes milestones out of a row.
func (c centre) blank(row int, milestones ...string) {
	for _, m := range milestones {
		c.time(m, row, math.NaN())
	}
}

func (c centre) status(milestone string, row int, s registry.Status) {
	c.Milestones[milestone].Status[row] = s
}

func (c centre) numbers(column string, values ...float64) {
	c.Numbers[column] = &registry.Number{Header: ":" + column, Value: values}
}

func (c centre) levels(column string, levels ...string) {
	category := &registry.Category{Header: ":" + column}
	for _, level := range levels {
		i := slices.Index(category.Levels, level)
		if i < 0 && level != "" {
			i = len(category.Levels)
			category.Levels = append(category.Levels, level)
		}
		category.Code = append(category.Code, int32(i))
	}
	c.Categories[column] = category
}

// withoutDates is the same centre as a file of times since transplant gives it.
func (c centre) withoutDates() {
	nan := math.NaN()
	c.TransplantDate, c.TransplantHeader, c.AsOf = []float64{nan, nan, nan}, "", nan
}

// testPlan is a study in days with the usual rules.
func testPlan() *plan.Plan {
	return &plan.Plan{TimeUnit: plan.Days, Rules: plan.Rules{Titre: plan.TitreRule{Below: 32}},
		Checks: plan.DefaultChecks(),
		Data:   plan.Data{Titres: plan.LogSource{File: plan.Sources{{File: "titres.csv"}}}}}
}

func (c centre) run() []string { return c.runBy(testPlan()) }

func (c centre) runBy(p *plan.Plan) []string {
	var texts []string
	for _, i := range Run(p, c.Data) {
		texts = append(texts, strings.TrimSpace(strings.Join(append([]string{
			string(i.Severity), i.Code, strconv.Itoa(i.Line), i.Column, i.Case}, i.Args...), " ")))
	}
	return texts
}

func TestCleanCentre(t *testing.T) {
	if issues := cleanCentre().run(); issues != nil {
		t.Errorf("issues of a clean centre:\n\t%s", strings.Join(issues, "\n\t"))
	}
	c := cleanCentre()
	c.withoutDates()
	c.Patient, c.Patients = []int32{0, 1, 2}, 3
	c.numbers("transplant_number", 1, 1, 1)
	if issues := c.run(); issues != nil {
		t.Errorf("issues of a clean centre without dates:\n\t%s", strings.Join(issues, "\n\t"))
	}
	if issues := (centre{&registry.Data{Milestones: map[string]*registry.Milestone{"last_contact": {}}}}).
		run(); issues != nil {
		t.Errorf("issues of a centre without cases: %v", issues)
	}
}

// example is a centre with a fault, its issues, and one that is nearly so and
// has none.
type example struct {
	code       string
	fault      func(centre)
	want       []string
	unreadable []registry.Cell // File is the milestone, Line the row
	near       func(centre)
}

func unreadable(row int, milestones ...string) []registry.Cell {
	var list []registry.Cell
	for _, m := range milestones {
		list = append(list, registry.Cell{File: m, Line: row})
	}
	return list
}

func examples() []example {
	return []example{
		{
			code:  "no_last_contact",
			fault: func(c centre) { delete(c.Milestones, "last_contact") },
			want:  []string{"error no_last_contact 1 last_contact"},
			near:  func(c centre) { c.times("last_contact", 900, math.NaN(), 620) },
		},
		{
			code:  "no_follow_up",
			fault: func(c centre) { c.times("last_contact", 900, math.NaN(), math.NaN()) },
			want:  []string{"error no_follow_up 3 :last_contact C2"},
			near: func(c centre) {
				c.times("last_contact", math.NaN(), math.NaN(), math.NaN())
				c.time("death", allograft, 60)
				c.status("last_contact", secondOfTandem, registry.Unreadable)
			},
		},
		{
			code: "no_transplant_date",
			fault: func(c centre) {
				c.Infused[allograft], c.TransplantDate[allograft] = false, math.NaN()
			},
			want: []string{"error no_transplant_date 2 :transplant_date C1"},
			near: func(c centre) {
				c.Infused[allograft], c.TransplantDate[allograft] = false, math.NaN()
				c.status("death", allograft, registry.Yes)
			},
		},
		{
			code:  "transplant_after_closing",
			fault: func(c centre) { c.TransplantDate[allograft] = 1001 },
			want:  []string{"warning transplant_after_closing 2 :transplant_date C1"},
			near: func(c centre) {
				c.TransplantDate[allograft] = 1000
				c.blank(allograft, "neutrophil_engraftment", "platelet_engraftment_20", "platelet_engraftment_50",
					"acute_gvhd", "acute_gvhd_2")
				c.levels("acute_gvhd_grade", "", "", "")
				c.time("last_contact", allograft, 0)
			},
		},
		{
			code:  "event_after_closing",
			fault: func(c centre) { c.time("last_contact", allograft, 901); c.time("death", firstOfTandem, 801) },
			want: []string{"warning event_after_closing 2 :last_contact C1",
				"warning event_after_closing 3 :death C2"},
			near: func(c centre) { c.time("last_contact", allograft, 900); c.time("death", firstOfTandem, 800) },
		},
		{
			code:  "event_after_last_contact",
			fault: func(c centre) { c.time("relapse", secondOfTandem, 621) },
			want:  []string{"warning event_after_last_contact 4 :relapse C3 :last_contact"},
			near:  func(c centre) { c.time("relapse", secondOfTandem, 620); c.time("death", secondOfTandem, 640) },
		},
		{
			code: "contact_after_death",
			fault: func(c centre) {
				c.time("death", allograft, 899)
				c.time("last_disease_assessment", allograft,
					900)
			},
			want: []string{
				"warning contact_after_death 2 :last_contact C1 :death",
				"warning contact_after_death 2 :last_disease_assessment C1 :death"},
			near: func(c centre) { c.time("death", allograft, 900); c.time("counts_complete_to", allograft, 900) },
		},
		{
			code:  "event_after_death",
			fault: func(c centre) { c.time("death", allograft, 17); c.times("last_contact", 17, 710, 620) },
			want: []string{"error event_after_death 2 :platelet_engraftment_20 C1 :death",
				"error event_after_death 2 :platelet_engraftment_50 C1 :death",
				"error event_after_death 2 :acute_gvhd C1 :death", "error event_after_death 2 :acute_gvhd_2 C1 :death"},
			unreadable: unreadable(allograft, "platelet_engraftment_20", "platelet_engraftment_50", "acute_gvhd",
				"acute_gvhd_2"),
			near: func(c centre) { c.time("death", allograft, 32); c.time("last_contact", allograft, 32) },
		},
		{
			code:  "event_without_date",
			fault: func(c centre) { c.status("death", allograft, registry.Yes) },
			want:  []string{"error event_without_date 2 :death C1"},
			near: func(c centre) {
				c.status("neutrophil_engraftment", allograft, registry.Yes)
				c.status("death", allograft, registry.No)
				c.status("relapse", allograft, registry.Unknown)
			},
		},
		{
			code: "grade_without_date",
			fault: func(c centre) {
				c.levels("acute_gvhd_grade", "IV", "", "")
				c.levels("chronic_gvhd_severity", "moderate", "", "")
				c.time("acute_gvhd", allograft, math.NaN())
				c.status("chronic_gvhd", allograft, registry.No)
			},
			want: []string{
				"error grade_without_date 2 :acute_gvhd C1 :acute_gvhd_grade",
				"error grade_without_date 2 :acute_gvhd_3 C1 :acute_gvhd_grade",
				"error grade_without_date 2 :chronic_gvhd C1 :chronic_gvhd_severity"},
			unreadable: unreadable(allograft, "acute_gvhd", "acute_gvhd_3", "chronic_gvhd"),
			near: func(c centre) {
				c.levels("acute_gvhd_grade", "3", "", "")
				c.time("acute_gvhd_3", allograft, 40)
				c.status("chronic_gvhd", allograft, registry.Unknown)
				c.levels("chronic_gvhd_severity", "severe", "", "")
			},
		},
		{
			code: "gvhd_grade_order",
			fault: func(c centre) {
				c.time("acute_gvhd_3", allograft, 31)
				c.levels("acute_gvhd_grade", "III", "",
					"")
			},
			want:       []string{"error gvhd_grade_order 2 :acute_gvhd_3 C1 :acute_gvhd_2"},
			unreadable: unreadable(allograft, "acute_gvhd_2", "acute_gvhd_3"),
			near: func(c centre) {
				c.time("acute_gvhd_3", allograft, 32)
				c.levels("acute_gvhd_grade", "IV", "",
					"")
			},
		},
		{
			code:       "platelet_order",
			fault:      func(c centre) { c.time("platelet_engraftment_50", allograft, 17) },
			want:       []string{"error platelet_order 2 :platelet_engraftment_50 C1 :platelet_engraftment_20"},
			unreadable: unreadable(allograft, "platelet_engraftment_20", "platelet_engraftment_50"),
			near:       func(c centre) { c.time("platelet_engraftment_20", allograft, math.NaN()) },
		},
		{
			code: "gvhd_chronic_at_onset",
			fault: func(c centre) {
				c.time("acute_gvhd", allograft, 30)
				c.time("chronic_gvhd", allograft, 30)
			},
			want: []string{"warning gvhd_chronic_at_onset 2 :chronic_gvhd C1 :acute_gvhd"},
			near: func(c centre) { c.time("chronic_gvhd", allograft, 31) },
		},
		{
			code: "gvhd_in_autologous",
			fault: func(c centre) {
				c.time("acute_gvhd", firstOfTandem, 20)
				c.levels("acute_gvhd_grade", "II", "I",
					"")
			},
			want: []string{"warning gvhd_in_autologous 3 :acute_gvhd C2 :transplant_type"},
			near: func(c centre) { c.status("acute_gvhd", firstOfTandem, registry.No) },
		},
		{
			code:  "rows_without_dates",
			fault: centre.withoutDates,
			want: []string{"error rows_without_dates 3 transplant_date C2 2",
				"error rows_without_dates 4 transplant_date C3 2"},
			unreadable: append(unreadable(firstOfTandem, plan.Milestones()...),
				unreadable(secondOfTandem, plan.Milestones()...)...),
			near: func(c centre) { c.TransplantHeader = ":transplant_date" },
		},
		{
			code:       "same_day_transplants",
			fault:      func(c centre) { c.TransplantDate[secondOfTandem] = 200 },
			want:       []string{"error same_day_transplants 4 :transplant_date C3 3"},
			unreadable: unreadable(secondOfTandem, plan.Milestones()...),
			near: func(c centre) {
				c.TransplantDate[firstOfTandem], c.TransplantDate[secondOfTandem] = 100, 101
				c.time("last_contact", firstOfTandem, 900)
			},
		},
		{
			code: "transplant_after_death",
			fault: func(c centre) {
				c.time("death", firstOfTandem, 89)
				c.time("last_contact", firstOfTandem,
					89)
			},
			want: []string{"error transplant_after_death 3 :death C2 4",
				"warning other_row_after_death 4 :last_contact C3 3"},
			unreadable: unreadable(firstOfTandem, "death"),
			near: func(c centre) {
				c.time("death", firstOfTandem, 90)
				c.times("last_contact", 900, 90, 0)
				c.blank(secondOfTandem, "neutrophil_engraftment", "platelet_engraftment_20", "platelet_engraftment_50")
			},
		},
		{
			code:       "deaths_differ",
			fault:      func(c centre) { c.time("death", firstOfTandem, 711); c.time("death", secondOfTandem, 620) },
			want:       []string{"error deaths_differ 3 :death C2 4", "error deaths_differ 4 :death C3 3"},
			unreadable: append(unreadable(firstOfTandem, "death"), unreadable(secondOfTandem, "death")...),
			near:       func(c centre) { c.time("death", firstOfTandem, 710); c.time("death", secondOfTandem, 620) },
		},
		{
			code:  "duplicate_transplant_number",
			fault: func(c centre) { c.numbers("transplant_number", 1, 1, 1) },
			want:  []string{"warning duplicate_transplant_number 4 :transplant_number C3 3"},
			near:  func(c centre) { c.numbers("transplant_number", 1, math.NaN(), math.NaN()) },
		},
		{
			code:  "transplant_number_order",
			fault: func(c centre) { c.numbers("transplant_number", 1, 2, 1) },
			want:  []string{"warning transplant_number_order 4 :transplant_number C3 3"},
			near:  func(c centre) { c.numbers("transplant_number", 1, 1, 4) },
		},
		{
			code:  "intent_first_again",
			fault: func(c centre) { c.levels("transplant_intent", "first", "first", "first") },
			want:  []string{"warning intent_first_again 4 :transplant_intent C3 3"},
			near:  func(c centre) { c.levels("transplant_intent", "first", "planned_tandem", "rescue") },
		},
		{
			code:  "intent_without_earlier",
			fault: func(c centre) { c.levels("transplant_intent", "retransplant", "first", "planned_tandem") },
			want:  []string{"warning intent_without_earlier 2 :transplant_intent C1"},
			near:  func(c centre) { c.levels("transplant_intent", "planned_tandem", "", "boost") },
		},
		{
			code:  "unknown_transplant_intent",
			fault: func(c centre) { c.levels("transplant_intent", "first", "first", "second") },
			want:  []string{"warning unknown_transplant_intent 4 :transplant_intent C3 first planned_tandem rescue retransplant boost"},
			near:  func(c centre) { c.levels("transplant_intent", "", "first", "retransplant") },
		},
		{
			code:  "unknown_transplant_type",
			fault: func(c centre) { c.levels("transplant_type", "allo", "autologous", "autologous") },
			want:  []string{"error unknown_transplant_type 2 :transplant_type C1 allogeneic autologous"},
			near:  func(c centre) { c.levels("transplant_type", "", "autologous", "autologous") },
		},
		{
			code: "impossible_value",
			fault: func(c centre) {
				c.numbers("age_years", -0.1, 121, 5)
				c.numbers("weight_kg", 0, 14, 14)
				c.numbers("cd34_e6_kg", 1, 1, -1)
				c.numbers("tnc_e8_kg", 1, 0, 1)
				c.numbers("ferritin_ng_ml", 0, math.NaN(), 1)
				c.numbers("lansky_baseline", 100, 101, 0)
				c.numbers("titre_at_transplant", 0, 1, -1)
				c.numbers("transplant_number", 1, 1, 1.5)
			},
			want: []string{
				"warning impossible_value 2 :age_years C1", "warning impossible_value 2 :weight_kg C1",
				"warning impossible_value 2 :ferritin_ng_ml C1",
				"warning impossible_value 3 :age_years C2", "warning impossible_value 3 :tnc_e8_kg C2",
				"warning impossible_value 3 :lansky_baseline C2",
				"warning impossible_value 4 :cd34_e6_kg C3", "warning impossible_value 4 :titre_at_transplant C3",
				"warning impossible_value 4 :transplant_number C3"},
			near: func(c centre) {
				c.numbers("age_years", 0, 120, math.NaN())
				c.numbers("weight_kg", 3.5, 60, 14)
				c.numbers("cd34_e6_kg", 0.05, 1, 1)
			},
		},
	}
}

// Every rule finds its counter-example, makes unreadable what cannot be trusted
// and nothing else, and is silent on what is nearly so.
func TestRules(t *testing.T) {
	tested := map[string]bool{}
	for _, e := range slices.Concat(examples(), moreExamples(), slipExamples(), fileExamples()) {
		tested[e.code] = true
		t.Run(e.code, func(t *testing.T) {
			c := cleanCentre()
			e.fault(c)
			if got := c.run(); !slices.Equal(got, e.want) {
				t.Errorf("issues\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(e.want, "\n\t"))
			}
			for name, m := range c.Milestones {
				for row, s := range m.Status {
					want := slices.Contains(e.unreadable, registry.Cell{File: name, Line: row})
					if (s == registry.Unreadable) != want || want && !math.IsNaN(m.Time[row]) {
						t.Errorf("%s of row %d has status %v and time %v; unreadable should be %v", name, row, s,
							m.Time[row], want)
					}
				}
			}
			c = cleanCentre()
			e.near(c)
			if got := c.run(); got != nil {
				t.Errorf("issues of what is nearly so:\n\t%s", strings.Join(got, "\n\t"))
			}
		})
	}
	for _, r := range rules() {
		if !tested[r.code] {
			t.Errorf("the rule %s has no counter-example", r.code)
		}
	}
}

// Rules see the cases as they were read, whatever another rule makes of them.
func TestRulesDoNotSeeEachOther(t *testing.T) {
	c := cleanCentre()
	c.time("death", allograft, 17)
	c.time("last_contact", allograft, 17)
	c.time("platelet_engraftment_20", allograft, 20)
	want := []string{"event_after_death", "platelet_order"}
	var got []string
	for _, i := range Run(testPlan(), c.Data) {
		got = append(got, i.Code)
	}
	slices.Sort(got)
	if got = slices.Compact(got); !slices.Equal(got, want) {
		t.Errorf("codes %v, want %v", got, want)
	}
}

// Times reckoned in months are compared as days, and what is equal stays equal.
func TestTimeUnit(t *testing.T) {
	c := cleanCentre()
	for _, m := range c.Milestones {
		for row := range m.Time {
			m.Time[row] /= 30.4375
		}
	}
	if issues := Run(&plan.Plan{TimeUnit: plan.Months, Checks: plan.DefaultChecks()}, c.Data); issues != nil {
		t.Errorf("issues %v", issues)
	}
}

// The study file knows the checks: a warning may be switched off, an error never.
func TestStudyKnowsEachRule(t *testing.T) {
	for _, r := range rules() {
		known, other := plan.Warnings(), plan.Errors()
		if r.severity == registry.Error {
			known, other = other, known
		}
		if !slices.Contains(known, r.code) || slices.Contains(other, r.code) {
			t.Errorf("%s (%s) is not so in the study file", r.code, r.severity)
		}
	}
	for _, name := range plan.Errors() {
		if !slices.ContainsFunc(rules(), func(r rule) bool { return r.code == name }) {
			t.Errorf("no rule is called %s", name)
		}
	}
}

// A warning that is switched off is not given, and the others stay.
func TestSwitchedOff(t *testing.T) {
	c := cleanCentre()
	c.time("death", allograft, 900)
	c.time("last_contact", allograft, 901)
	c.time("neutrophil_engraftment", allograft, 2)
	p := testPlan()
	p.Checks.Off = []string{"early_recovery"}
	var codes []string
	for _, i := range Run(p, c.Data) {
		codes = append(codes, i.Code)
	}
	if !slices.Contains(c.run(), "warning early_recovery 2 :neutrophil_engraftment C1 5") ||
		!slices.Contains(codes, "contact_after_death") || slices.Contains(codes, "early_recovery") {
		t.Errorf("codes %v", codes)
	}
}
