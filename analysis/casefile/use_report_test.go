package casefile

import (
	"testing"

	"graftstat/analysis/plan"
)

// Every column that a key of the study file names is read, as what it is used for.
func TestReportedColumnsAreRead(t *testing.T) {
	p, err := plan.Decode("study.yaml", []byte(`
data: {cases: cases.csv}
cohorts: [{id: all, endpoints: [os]}]
endpoints: [{id: os, kind: survival, event: [death]}]
monitor:
  funnel: [{cohort: all, endpoint: os, time: 365, by: ward}, {cohort: all, endpoint: os, time: 365, by: transplant_year}]
  risk: [{cohort: all, endpoint: os, source: a, terms: [{term: score, coef: 0.1}, {term: class=III, coef: 0.7}]}]
sensitivity: [{id: a, set: {where: {site: bone, size: {lt: 5}}}}]
paper:
  table1: {columns: [hobby, transplant_year]}
  subgroups: [{cohort: all, endpoint: os, by: arm, within: [region, {column: dose, cut: [7]}]}]
  univariable: [{cohort: all, endpoint: os, kind: cox, terms: [income, colour], reference: {colour: red}}]
  anonymity: {columns: [village, sex]}
`))
	if err != nil {
		t.Fatal(err)
	}
	u := columnsInUse(p)
	for name, want := range map[string]need{
		"ward": asCategory, "score": asNumber, "class": asCategory, "site": 0, "size": asNumber, "hobby": 0,
		"arm":    asCategory,
		"region": asCategory, "dose": asNumber, "income": 0, "colour": asCategory, "village": 0,
	} {
		got, read := u.need[name]
		if !read || got != want || !u.named[name] {
			t.Errorf("%s: need %d, read %v, named %v, want %d", name, got, read, u.named[name], want)
		}
	}
	if _, read := u.need[plan.TransplantYear]; read {
		t.Error("the derived year is looked for in the file")
	}
	if u.named["sex"] {
		t.Error("the absence of a column that anonymity asks for is worth no word of its own")
	}
}
