package plan

import (
	"reflect"
	"slices"
	"testing"
)

var checkFaults = []struct{ name, source, message, next string }{
	{"check of another name", with("checks: {‸late_recovry: off}"), `no check is called "late_recovry"`,
		`Did you mean "late_recovery"?`},
	{"check that is an error", with("checks: {‸event_after_death: off}"), "is an error: what it finds sets a case aside",
		"issues.csv"},
	{"check that is what a cell lacks", with("checks: {‸unreadable_date: off}"), `no check is called "unreadable_date"`,
		"is always told"},
	{"check switched on", with("checks: {gvhd_late: ‸on}"), "is text where off or a threshold is expected",
		"gvhd_late: {days: 365}"},
	{"check switched off by false", with("checks: {gvhd_late: ‸false}"), "is false where off or a threshold is expected",
		"gvhd_late: off"},
	{"check without a value", with("checks: {gvhd_late: ‸~}"), "is empty where off or a threshold is expected", ""},
	{"threshold of a check without one", with("checks: {duplicate_patient: ‸{days: 4}}"),
		"is a mapping where off or a threshold is expected", "it has no threshold"},
	{"threshold without its name", with("checks: {gvhd_late: ‸400}"), "is 400 where off or a threshold is expected",
		"gvhd_late: {days: 365}"},
	{"threshold of another name", with("checks: {late_recovery: {‸platelet_days: 4}}"), `unknown key "platelet_days"`,
		`Did you mean "platelets_days"?`},
	{"threshold out of its range", with("checks: {gvhd_late: {days: ‸0}}"), "0 is not greater than 0", ""},
	{"checks as a list", with("checks: ‸[gvhd_late]"), "is a list where a mapping of keys is expected", ""},
	{"check twice", with("checks: {gvhd_late: off, ‸gvhd_late: {days: 4}}"), `key "gvhd_late" stands twice`, ""},
}

// A study that sets none has every default; one that sets some keeps the others,
// and says which it has set in the order of the checks.
func TestChecks(t *testing.T) {
	p, err := Decode("study.yaml", []byte(minimal))
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(p.Checks, DefaultChecks()) || p.Checks.Set() != nil {
		t.Errorf("without the key: %+v, set %v", p.Checks, p.Checks.Set())
	}
	p, err = Decode("study.yaml", []byte(with("checks: {duplicate_patient: off, gvhd_late: off,\n"+
		"  late_recovery: {neutrophils_days: 60, platelets_days: 365}, dose_outlier: {times: 2.5}}")))
	if err != nil {
		t.Fatal(err)
	}
	want := []CheckSet{{"dose_outlier", "times", "2.5", "4"}, {"late_recovery", "neutrophils_days", "60", "100"},
		{"gvhd_late", "", "off", "on"}, {"duplicate_patient", "", "off", "on"}}
	if got := p.Checks.Set(); !slices.Equal(got, want) {
		t.Errorf("set %v, want %v", got, want)
	}
	if p.Checks.On("gvhd_late") || !p.Checks.On("late_recovery") || p.Checks.DoseOutlier.Cases != 8 {
		t.Errorf("checks %+v", p.Checks)
	}
}

// Each check stands once, as a warning or as an error, and each with a threshold
// has only numbers.
func TestChecksStandOnce(t *testing.T) {
	all := slices.Concat(Warnings(), Errors())
	slices.Sort(all)
	if n := len(all); len(slices.Compact(all)) != n || n < 50 {
		t.Errorf("%d checks, some twice", n)
	}
	for _, f := range fieldsOf(reflect.TypeFor[Checks]()) {
		if len(fieldsOf(f.Type)) == 0 {
			t.Errorf("%s has no threshold", f.name)
		}
		for _, threshold := range fieldsOf(f.Type) {
			if kind := threshold.Type.Kind(); kind != reflect.Int && kind != reflect.Float64 ||
				threshold.Tag.Get("default") == "" {
				t.Errorf("%s.%s is no number with a default", f.name, threshold.name)
			}
		}
	}
}
