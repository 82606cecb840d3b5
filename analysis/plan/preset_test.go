package plan

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"graftstat/analysis/code"
	"graftstat/templates"
)

func load(t *testing.T, name string) preset {
	t.Helper()
	source, err := templates.Preset(name)
	if err != nil {
		t.Fatal(err)
	}
	b, err := decodePreset(name, source)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// definition of an endpoint in one line: kind, events, competing events after
// a stroke, then what is not default.
func definition(e Endpoint) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s", e.Kind, items(e.Event))
	if len(e.Competing) > 0 {
		fmt.Fprintf(&b, " | %s", items(e.Competing))
	}
	if e.Per != "patient" {
		fmt.Fprintf(&b, " per %s", e.Per)
	}
	if e.SameDay != "" {
		fmt.Fprintf(&b, " same_day %s", e.SameDay)
	}
	if len(e.Censor) > 1 {
		fmt.Fprintf(&b, " censor %s", strings.Join(e.Censor, " "))
	}
	if e.DaysToEvent {
		b.WriteString(" days")
	}
	for _, c := range e.Among {
		fmt.Fprintf(&b, " among %s %s", c.Column, strings.Join(c.In, " "))
		if len(c.Not) > 0 {
			fmt.Fprintf(&b, "not %s", strings.Join(c.Not, " "))
		}
	}
	if e.IfRecorded {
		b.WriteString(" if recorded")
	}
	return fmt.Sprintf("%s at %v", b.String(), e.Times)
}

func items(list []Item) string {
	names := make([]string, len(list))
	for i, item := range list {
		names[i] = item.Milestone
		for _, c := range item.Where {
			names[i] += fmt.Sprintf("(%s %s)", c.Column, strings.Join(c.In, " "))
		}
	}
	return strings.Join(names, ", ")
}

const (
	counts  = " censor last_contact counts_complete_to days"
	allo    = " | death, second_transplant per transplant" + counts
	auto    = " | death, second_transplant, relapse per transplant" + counts
	gvhd    = " | death, graft_failure, second_transplant"
	chronic = "chronic_gvhd(chronic_gvhd_severity moderate severe extensive)"
)

// redCells are the endpoints of the red cells, alike in all presets of allografts.
func redCells(before ...[2]string) [][2]string {
	return append(before,
		[2]string{"reticulocyte-recovery", "incidence reticulocyte_recovery" + gvhd + counts + " if recorded at [30 60 100]"},
		[2]string{"donor-red-cells", "incidence donor_red_cells" + gvhd + " days among abo_match minor major bidirectional" +
			" among donor_abo not O if recorded at [100 180 365]"},
		[2]string{"abo-conversion", "incidence abo_conversion" + gvhd +
			" days among abo_match minor major bidirectional if recorded at [100 180 365]"},
		[2]string{"red-cell-aplasia", "incidence red_cell_aplasia" + gvhd +
			" among abo_match major bidirectional if recorded at [60 100 180]"})
}

var presetDefinitions = map[string][][2]string{
	"thalassemia": append(redCells([][2]string{
		{"os", "survival death at [100 365 730 1095 1826]"},
		{"tfs", "survival death, graft_failure, transfusion_dependence, second_transplant at [365 730 1826]"},
		{"transfusion-independence", "incidence rbc_independence" + gvhd +
			" censor last_contact transfusions_complete_to days at [100 180 365 730]"},
		{"graft-failure", "incidence graft_failure | death, second_transplant same_day event at [30 100 365 730]"},
		{"neutrophil-engraftment", "incidence neutrophil_engraftment" + allo + " at [28 42 100]"},
		{"acute-gvhd-3-4", "incidence acute_gvhd_3" + gvhd + " at [100 180]"},
		{"grfs", "survival death, graft_failure, transfusion_dependence, second_transplant, acute_gvhd_3, " + chronic +
			" at [365 730]"},
		{"platelet-engraftment-20", "incidence platelet_engraftment_20" + allo + " at [42 60 100 180]"},
		{"platelet-engraftment-50", "incidence platelet_engraftment_50" + allo + " at [60 100 180]"},
		{"acute-gvhd-2-4", "incidence acute_gvhd_2, acute_gvhd_3" + gvhd + " at [100 180]"},
		{"chronic-gvhd", "incidence chronic_gvhd" + gvhd + " at [365 730]"},
		{"trm", "incidence death at [30 100 365]"},
		{"transfusion-independence-90", "incidence rbc_independence_90" + gvhd +
			" censor last_contact transfusions_complete_to days if recorded at [180 365 730]"},
		{"ti12", "incidence ti12" + gvhd +
			" censor last_contact transfusions_complete_to days if recorded at [730 1095]"},
	}...), [2]string{"poor-graft-function",
		"incidence poor_graft_function | death, second_transplant if recorded at [100 180 365]"}),
	"solid-tumor": {
		{"os", "survival death at [100 365 730 1095 1826]"},
		{"efs", "survival relapse, progression, second_malignancy, death at [365 730 1095 1826]"},
		{"relapse", "incidence relapse, progression | death same_day event at [365 730 1095]"},
		{"trm", "incidence death | relapse, progression same_day competing at [30 100 365]"},
		{"neutrophil-engraftment", "incidence neutrophil_engraftment" + auto + " at [28 42 100]"},
		{"platelet-engraftment-20", "incidence platelet_engraftment_20" + auto + " at [42 60 100 180]"},
		{"trm-procedure", "incidence death | relapse, progression per transplant same_day competing at [30 100 365]"},
		{"platelet-engraftment-50", "incidence platelet_engraftment_50" + auto + " at [60 100 180]"},
	},
	"bone-marrow-failure": append(redCells([][2]string{
		{"os", "survival death at [100 365 730 1095 1826]"},
		{"ffs", "survival death, graft_failure, relapse, second_transplant at [365 730 1826]"},
		{"gffs", "survival death, graft_failure, relapse, second_transplant, acute_gvhd_3, " + chronic +
			" at [365 730]"},
		{"neutrophil-engraftment", "incidence neutrophil_engraftment" + allo + " at [28 42 100]"},
		{"platelet-engraftment-20", "incidence platelet_engraftment_20" + allo + " at [42 60 100 180]"},
		{"platelet-engraftment-50", "incidence platelet_engraftment_50" + allo + " at [60 100 180]"},
		{"graft-failure", "incidence graft_failure | death, second_transplant same_day event at [30 100 365 730]"},
		{"transfusion-independence", "incidence rbc_independence" + gvhd +
			" censor last_contact transfusions_complete_to days at [100 180 365]"},
		{"acute-gvhd-2-4", "incidence acute_gvhd_2, acute_gvhd_3" + gvhd + " at [100 180]"},
		{"acute-gvhd-3-4", "incidence acute_gvhd_3" + gvhd + " at [100 180]"},
		{"chronic-gvhd", "incidence chronic_gvhd" + gvhd + " at [365 730]"},
	}...), [2]string{"poor-graft-function",
		"incidence poor_graft_function | death, relapse, second_transplant if recorded at [100 180 365]"}),
}

func TestPresetDefinitions(t *testing.T) {
	for _, name := range templates.PresetNames() {
		want, known := presetDefinitions[name]
		if !known {
			t.Errorf("preset %s has no definitions here", name)
			continue
		}
		b := load(t, name)
		if b.ID != name {
			t.Errorf("preset %s calls itself %s", name, b.ID)
		}
		if len(b.Endpoints) != len(want) {
			t.Errorf("%s has %d endpoints, want %d", name, len(b.Endpoints), len(want))
			continue
		}
		for i, e := range b.Endpoints {
			if got := definition(e); e.ID != want[i][0] || got != want[i][1] {
				t.Errorf("%s:\ngot  %s: %s\nwant %s: %s", name, e.ID, got, want[i][0], want[i][1])
			}
			if e.Unit != Days || e.From != Transplant {
				t.Errorf("%s, %s: from %s in %s", name, e.ID, e.From, e.Unit)
			}
		}
	}
}

func TestPresetsAreOfOneDiseaseAndTransplantType(t *testing.T) {
	want := map[string]string{
		"thalassemia": "thalassemia allogeneic", "solid-tumor": "solid_tumor autologous",
		"bone-marrow-failure": "bone_marrow_failure allogeneic",
	}
	for _, name := range templates.PresetNames() {
		b := load(t, name)
		if len(b.Where) != 2 || b.Where[0].Column != "disease_group" || b.Where[1].Column != "transplant_type" {
			t.Fatalf("%s: where %+v", name, b.Where)
		}
		if got := b.Where[0].In[0] + " " + b.Where[1].In[0]; got != want[name] {
			t.Errorf("%s is of %s, want %s", name, got, want[name])
		}
		for _, language := range code.List("language") {
			if b.Label[language] == "" {
				t.Errorf("%s has no label in %s", name, language)
			}
		}
	}
}

func TestPresetIDsAreDistinct(t *testing.T) {
	var presets []string
	for _, name := range templates.PresetNames() {
		b := load(t, name)
		if slices.Contains(presets, b.ID) {
			t.Errorf("two presets are called %s", b.ID)
		}
		presets = append(presets, b.ID)
		ids := idsOf(b.Endpoints)
		if len(distinct(ids)) != len(ids) {
			t.Errorf("%s has an endpoint id twice: %v", name, ids)
		}
	}
}

// A relapse and a death on one day are a relapse in every endpoint, so that
// nobody is in both relapse and transplant-related mortality.
func TestRelapseRanksBeforeDeathOnOneDay(t *testing.T) {
	checked := 0
	for _, e := range load(t, "solid-tumor").Endpoints {
		relapse := slices.ContainsFunc(e.Event, func(i Item) bool { return i.Milestone == "relapse" })
		death := slices.ContainsFunc(e.Event, func(i Item) bool { return i.Milestone == "death" })
		if e.Kind != code.Incidence || relapse == death {
			continue
		}
		checked++
		if want := map[bool]code.SameDay{true: code.EventFirst,
			false: code.CompetingFirst}[relapse]; e.SameDay != want {
			t.Errorf("%s: same_day %q, want %q", e.ID, e.SameDay, want)
		}
	}
	if checked != 3 {
		t.Errorf("%d endpoints checked, want relapse, trm and trm-procedure", checked)
	}
}

// All presets have the default rules, so that a study may use any of them
// together without stating its own.
func TestPresetsAgreeOnRules(t *testing.T) {
	var cohorts []string
	for _, name := range templates.PresetNames() {
		cohorts = append(cohorts, fmt.Sprintf("{id: %s, preset: %s}", name, name))
	}
	p := decode(t, "data: {cases: c.csv}\ncohorts: ["+strings.Join(cohorts, ", ")+"]\n")
	if len(p.Cohorts) != len(presetDefinitions) {
		t.Errorf("%d cohorts, want %d", len(p.Cohorts), len(presetDefinitions))
	}
}
