package plan

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

func decode(t *testing.T, source string) *Plan {
	t.Helper()
	p, err := Decode("study.yaml", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

const twoOwn = `
data: {cases: c.csv}
endpoints:
  - {id: os, kind: survival, event: [death], times: [50]}
  - {id: dfs, kind: survival, event: [death, relapse]}
`

func TestCohortWithoutPresetReportsAllOwnEndpoints(t *testing.T) {
	p := decode(t, twoOwn+"cohorts: [{id: all}]\n")
	if got := idsOf(p.Cohorts[0].Resolved); !reflect.DeepEqual(got, []string{"os", "dfs"}) {
		t.Errorf("got %v", got)
	}
	if p.Cohorts[0].Resolved[0].Replaces {
		t.Error("an endpoint replaces one of no preset")
	}
}

func TestCohortReportsWhatItListsInItsOrder(t *testing.T) {
	p := decode(t, twoOwn+"cohorts: [{id: a, endpoints: [dfs, os]}, {id: b, endpoints: os}]\n")
	if got := idsOf(p.Cohorts[0].Resolved); !reflect.DeepEqual(got, []string{"dfs", "os"}) {
		t.Errorf("got %v", got)
	}
	if got := idsOf(p.Cohorts[1].Resolved); !reflect.DeepEqual(got, []string{"os"}) {
		t.Errorf("got %v", got)
	}
}

func TestOwnEndpointReplacesThePresets(t *testing.T) {
	p := decode(t, twoOwn+"cohorts: [{id: thalassemia, preset: thalassemia}, {id: rest, endpoints: dfs}]\n")
	c := p.Cohorts[0]
	if c.Resolved[0].ID != "os" || !c.Resolved[0].Replaces || !reflect.DeepEqual(c.Resolved[0].Times, []float64{50}) {
		t.Errorf("got %+v, want the study's os in the preset's place", c.Resolved[0])
	}
	if _, reported := c.Endpoint("dfs"); reported {
		t.Error("a cohort with a preset reports an endpoint that it does not list")
	}
	if e, found := c.Endpoint("tfs"); !found || e.Replaces {
		t.Errorf("tfs: %+v, %v", e, found)
	}
	if e, found := p.Endpoint("os"); !found || e.Replaces {
		t.Errorf("the study's own os: %+v, %v", e, found)
	}
	if _, found := p.Endpoint("tfs"); found {
		t.Error("tfs is a preset's, not the study's own")
	}
}

func TestCohortTakesFromThePresetWhatItDoesNotSay(t *testing.T) {
	p := decode(t, "data: {cases: c.csv}\ncohorts:\n"+
		"- {id: a, preset: solid-tumor}\n"+
		"- {id: b, preset: solid-tumor, label: B, compare: sex, where: {sex: male}}\n"+
		"- {id: c, preset: solid-tumor, compare: []}\n")
	a, b, c := p.Cohorts[0], p.Cohorts[1], p.Cohorts[2]
	if a.Label["en"] != "Solid tumours, autologous" || !reflect.DeepEqual(a.Compare,
		[]Compare{{Column: "diagnosis"}}) || len(a.Where) != 2 {
		t.Errorf("a: %+v", a)
	}
	if b.Label["en"] != "B" || !reflect.DeepEqual(b.Compare, []Compare{{Column: "sex"}}) || len(b.Where) != 3 ||
		b.Where[2].Column != "sex" {
		t.Errorf("b: %+v", b)
	}
	if len(c.Compare) != 0 {
		t.Errorf("c is compared by %v, want nothing", c.Compare)
	}
	if len(a.Where) != 2 || len(b.Resolved) != len(a.Resolved) {
		t.Error("cohorts of one preset share what they should not")
	}
}

func TestRulesOfStudyOverPreset(t *testing.T) {
	p := decode(t, "data: {cases: c.csv}\nrules: {platelet_engraftment: {at_least: [20]}, titre: {below: "+
		"16}}\ncohorts: [{id: a, preset: thalassemia}]\n")
	want := defaultPlan().Rules
	want.PlateletEngraftment.AtLeast = []float64{20}
	want.Titre.Below = 16
	if !reflect.DeepEqual(p.Rules, want) {
		t.Errorf("got %+v, want %+v", p.Rules, want)
	}
}

func defaultPlan() *Plan {
	p := &Plan{}
	setDefaults(reflect.ValueOf(p).Elem())
	return p
}

// decodeWith decodes a study whose presets are given as sources.
func decodeWith(t *testing.T, study string, presets map[string]string) (*Plan, error) {
	t.Helper()
	d, root, err := parse("study.yaml", []byte(study))
	if err != nil {
		t.Fatal(err)
	}
	p := defaultPlan()
	if err := d.decode(root, p, ""); err != nil {
		t.Fatal(err)
	}
	d.fillDefaults(p)
	r := &resolver{decoder: d, root: root, plan: p, source: func(name string) ([]byte,
		error) {
		return []byte(presets[name]), nil
	}}
	return p, r.resolve()
}

const smallPreset = "id: x\nendpoints: [{id: os, kind: survival, event: [death]}]\n"

func TestPresetRulesStandWhereTheStudyIsSilent(t *testing.T) {
	p, err := decodeWith(t, "rules: {titre: {below: 16}}\ncohorts: [{id: a, preset: x}]\n",
		map[string]string{"x": smallPreset + "rules: {titre: {below: 8}, graft_failure: {day: 28}}\n"})
	if err != nil {
		t.Fatal(err)
	}
	if r := p.Rules; r.Titre.Below != 16 || r.GraftFailure.Day != 28 || r.GraftFailure.DayCord != 42 {
		t.Errorf("got %+v", r)
	}
}

func TestPresetsOfOneStudyHaveOneSetOfRules(t *testing.T) {
	presets := map[string]string{
		"x": smallPreset + "rules: {graft_failure: {day: 28}}\n",
		"y": smallPreset + "rules: {graft_failure: {day: 30}}\n",
	}
	cohorts := "cohorts:\n- {id: a, preset: x}\n- {id: b, preset: y}\n"
	_, err := decodeWith(t, cohorts, presets)
	var e *Error
	if !errors.As(err, &e) || e.Line != 3 || !strings.Contains(e.Message.String(), "presets x and y have "+
		"different rules") {
		t.Errorf("got %v", err)
	}
	p, err := decodeWith(t, cohorts+"rules: {graft_failure: {day: 42}}\n", presets)
	if err != nil || p.Rules.GraftFailure.Day != 42 {
		t.Errorf("the study's own rule gives %v and %+v", err, p.Rules)
	}
}

func TestFaultOfAPresetNamesThePreset(t *testing.T) {
	for source, message := range map[string]string{
		smallPreset + "rules: {titre: {below: 0}}\n":     "0 is not greater than 0",
		smallPreset + "cohorts: []\n":                    `unknown key "cohorts"`,
		smallPreset + "compare: [sex, sex]\n":            `"sex" stands twice`,
		"id: X\n" + smallPreset[6:]:                      `"X" is not in kebab-case`,
		"id: x\n":                                        "a preset without endpoints",
		"- x\n":                                          "is a list where the keys",
		strings.Replace(smallPreset, "death", "deth", 1): `no milestone is called "deth"`,
	} {
		_, err := decodeWith(t, "cohorts: [{id: a, preset: x}]\n", map[string]string{"x": source})
		var e *Error
		if !errors.As(err, &e) || e.File != "presets/x.yaml" || !strings.Contains(e.Message.String(), message) {
			t.Errorf("got %v, want %q", err, message)
		}
	}
}
