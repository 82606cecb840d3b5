package plan

import (
	"reflect"
	"slices"
	"strconv"

	"github.com/goccy/go-yaml/ast"

	"graftstat/analysis/message"
)

// Checks are the checks of the data that a study may set: a warning is switched
// off, or has another threshold. Each that is not as it stands here is printed in
// the report.
//
// No threshold here has a published source: they are conventions of this program,
// wide enough that a true value seldom lies beyond them, to be set by the centre.
type Checks struct {
	LevelNear             LevelNearCheck         `yaml:"level_near"`
	WeightForAge          WeightForAgeCheck      `yaml:"weight_for_age"`
	DoseOutlier           DoseOutlierCheck       `yaml:"dose_outlier"`
	LateRecovery          LateRecoveryCheck      `yaml:"late_recovery"`
	DeathLongAfterContact LongAfterCheck         `yaml:"death_long_after_contact"`
	GVHDLate              LateGVHDCheck          `yaml:"gvhd_late"`
	LateSupportive        LateSupportiveCheck    `yaml:"late_supportive"`
	CountSpike            CountSpikeCheck        `yaml:"count_spike"`
	LogCut                LogCutCheck            `yaml:"log_cut"`
	RecoveriesSwapped     RecoveriesSwappedCheck `yaml:"recoveries_swapped"`
	SortedAlone           SortedAloneCheck       `yaml:"sorted_alone"`
	DiagnosisGroup        DiagnosisGroupCheck    `yaml:"diagnosis_group"`
	BlankCell             BlankCellCheck         `yaml:"blank_cell"`

	Off []string `yaml:"-"` // the warnings that are switched off
}

// LevelNearCheck: a level of at least OneEdit letters is near another that is one
// letter away, one of at least TwoEdits letters that is two away. Of four letters too
// many are acronyms: BEAM and BeEAM are two treatments.
type LevelNearCheck struct {
	OneEdit  int `yaml:"one_edit" is:">=2" default:"5"`
	TwoEdits int `yaml:"two_edits" is:">=2" default:"8"`
}

// WeightForAgeCheck: a weight from AtLeast to AtMost times that expected at the age.
type WeightForAgeCheck struct {
	AtLeast float64 `yaml:"at_least" is:"0<..<1" default:"0.45"`
	AtMost  float64 `yaml:"at_most" is:">1" default:"2.2"`
}

// DoseOutlierCheck: a dose over Above (10^6/kg of CD34+ cells, 10^8/kg of nucleated
// cells) and over Times the median of its type of transplant, of at least Cases.
type DoseOutlierCheck struct {
	Above float64 `yaml:"above" is:">0" default:"20"`
	Times float64 `yaml:"times" is:">1" default:"4"`
	Cases int     `yaml:"cases" is:">=3" default:"8"`
}

// LateRecoveryCheck: neutrophils or platelets that recover after these days.
type LateRecoveryCheck struct {
	Neutrophils float64 `yaml:"neutrophils_days" is:">0" default:"100"`
	Platelets   float64 `yaml:"platelets_days" is:">0" default:"365"`
}

// LongAfterCheck: a death more than Days after the last contact.
type LongAfterCheck struct {
	Days float64 `yaml:"days" is:">0" default:"90"`
}

// LateGVHDCheck: acute GVHD more than Days after the transplant.
type LateGVHDCheck struct {
	Days float64 `yaml:"days" is:">0" default:"365"`
}

// LateSupportiveCheck: a transfusion called supportive more than Days after the transplant.
type LateSupportiveCheck struct {
	Days float64 `yaml:"days" is:">0" default:"180"`
}

// Warnings are the names of all checks that a study may set, those with a
// threshold first.
func Warnings() []string {
	var names []string
	for _, f := range fieldsOf(reflect.TypeFor[Checks]()) {
		names = append(names, f.name)
	}
	return append(names,
		"transplant_after_closing", "event_after_closing", "event_after_last_contact", "contact_after_death",
		"other_row_after_death", "record_after_last_contact", "complete_to_before_death", "overdue_follow_up",
		"early_recovery", "sentinel_time", "relapse_in_nonmalignant", "gvhd_without_grade", "gvhd_grade_skipped",
		"gvhd_chronic_at_onset", "gvhd_in_autologous",
		"death_on_day_0", "cause_without_death", "death_without_cause", "relapse_death_without_relapse",
		"duplicate_transplant_number", "transplant_number_order", "intent_first_again", "intent_without_earlier",
		"earlier_transplant_missing", "tandem_interval", "duplicate_patient", "patient_differs",
		"donor_in_autologous", "prophylaxis_in_autologous", "implausible_cell_dose", "titre_not_a_dilution",
		"desensitisation_without_titre",
		"desensitisation_compatible", "desensitisation_after_transplant", "titre_above_threshold",
		"unknown_transplant_intent", "level_case", "impossible_value", "one_blood_group", "antibody_of_own_group",
		"log_kind_unknown", "log_sorted_alone", "blank_in_log")
}

// Errors are the checks that set a case aside. No study switches them off.
func Errors() []string {
	return []string{"no_last_contact", "no_follow_up", "no_transplant_date", "event_after_death", "event_without_date",
		"platelet_order", "dependence_before_independence", "grade_without_date", "gvhd_grade_order",
		"gvhd_onset_order", "gvhd_resolution_order", "gvhd_grade_contradiction", "rows_without_dates", "same_day_transplants",
		"transplant_after_death", "deaths_differ", "unknown_transplant_type"}
}

// On reports whether a check is made.
func (c *Checks) On(name string) bool { return !slices.Contains(c.Off, name) }

const off = "off"

// Checks are {name: off} or {name: {threshold: number}}.
func (c *Checks) decodeForm(d *decoder, n ast.Node, path string) error {
	c.Off = nil
	return d.mapping(n, path, func(e entry) error {
		if slices.Contains(Errors(), e.name) {
			return d.at(e.key, e.path, say("is an error: what it finds sets a case aside, so it is never switched off"),
				say("Remove the line, and correct the rows that issues.csv names."))
		}
		if !slices.Contains(Warnings(), e.name) {
			return d.at(e.key, path, say("no check is called %q", e.name),
				say("%s What a file, a cell or a log lacks is always told.", choices(e.name, Warnings())))
		}
		if word, ok := e.value.(*ast.StringNode); ok && word.Value == off {
			c.Off = append(c.Off, e.name)
			return nil
		}
		for _, f := range fieldsOf(reflect.TypeFor[Checks]()) {
			if _, keys := e.value.(*ast.MappingNode); keys && f.name == e.name {
				return d.decode(e.value, reflect.ValueOf(c).Elem().FieldByIndex(f.Index).Addr().Interface(), e.path)
			}
		}
		return d.wrong(e.value, e.path, say("off or a threshold"), howToSet(e.name))
	})
}

// howToSet is the next step after a value that a check does not take.
func howToSet(name string) message.Text {
	for _, f := range fieldsOf(reflect.TypeFor[Checks]()) {
		if f.name == name {
			first := fieldsOf(f.Type)[0]
			return say("Write %s: off, or %s: {%s: %s}, or remove the line.", name, name, first.name,
				first.Tag.Get("default"))
		}
	}
	return say("Write %s: off, or remove the line: it has no threshold.", name)
}

// CheckSet is a check that a study has set otherwise than it stands.
type CheckSet struct {
	Check, Key     string // Key is "" of one that is switched off
	Value, Default string // a number; off and on
}

// Set are the checks that the study has set, in the order of Warnings.
func (c *Checks) Set() []CheckSet {
	var set []CheckSet
	thresholds := c.thresholds()
	for _, name := range Warnings() {
		if !c.On(name) {
			set = append(set, CheckSet{Check: name, Value: off, Default: "on"})
			continue
		}
		for _, t := range thresholds {
			if t.Check == name && t.Value != t.Default {
				set = append(set, t)
			}
		}
	}
	return set
}

// thresholds are all of them, each with its default.
func (c *Checks) thresholds() []CheckSet {
	var all []CheckSet
	for _, check := range fieldsOf(reflect.TypeFor[Checks]()) {
		v := reflect.ValueOf(c).Elem().FieldByIndex(check.Index)
		for _, f := range fieldsOf(check.Type) {
			all = append(all, CheckSet{check.name, f.name,
				strconv.FormatFloat(numberOf(v.FieldByIndex(f.Index)), 'f', -1, 64), f.Tag.Get("default")})
		}
	}
	return all
}

// DefaultChecks are the checks of a study that sets none.
func DefaultChecks() Checks {
	var c Checks
	setDefaults(reflect.ValueOf(&c).Elem())
	return c
}
