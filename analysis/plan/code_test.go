package plan

import (
	"slices"
	"testing"

	"graftstat/analysis/code"
	"graftstat/analysis/survival"
)

// The codes of the study file are those of the package that computes by them.
func TestCodesAreThoseOfSurvival(t *testing.T) {
	both := []survival.IntervalMethod{survival.Auto, survival.LogLog, survival.Log, survival.Plain, survival.Arcsine,
		survival.Logit}
	same := func(what string, got []string, want []survival.IntervalMethod) {
		var list []string
		for _, m := range want {
			list = append(list, string(m))
		}
		if !slices.Equal(got, list) {
			t.Errorf("%s: got %v, want %v", what, got, list)
		}
	}
	same("survival", code.List("survival_interval"), append(slices.Clone(both), survival.BetaProduct,
		survival.BetaProductMidP))
	same("incidence", code.List("incidence_interval"), append(slices.Clone(both), survival.ClopperPearson))
	if want := []string{string(survival.Aalen), string(survival.Delta)}; !slices.Equal(code.List("variance"), want) {
		t.Errorf("variances %v, want %v", code.List("variance"), want)
	}
}
