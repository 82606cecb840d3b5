package analysis

import (
	"context"
	"math"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/result"
)

// The covariates are those of the data, of every infusion that the listing
// has, and of no column that nothing uses.
func TestCovariatesAreThoseOfTheData(t *testing.T) {
	p, err := plan.Read("../sample-data/study.yaml")
	if err != nil {
		t.Fatal(err)
	}
	c := &p.Cohorts[1]
	c.Models = []plan.Model{{ID: "m", Endpoint: "os", Kind: "cox", Terms: []string{"age_years", "disease_stage"},
		TimeDependent: []string{"neutrophil_engraftment"}, Cluster: "patient_id"}}
	quiet := func(string, int) {}
	d, err := Load(context.Background(), p, quiet)
	if err != nil {
		t.Fatal(err)
	}
	r, l, err := Run(context.Background(), p, d, "test", quiet)
	if err != nil {
		t.Fatal(err)
	}
	x := Covariates(p, d)

	kinds := map[string]string{}
	for _, column := range x.Columns {
		kinds[column.Kind+":"+column.Name] = column.Kind
		if n := max(len(column.Number), len(column.Code)); n != len(x.Case) {
			t.Errorf("%s has %d values for %d rows", column.Name, n, len(x.Case))
		}
	}
	for _, want := range []string{"number:age_years", "category:disease_stage", "category:diagnosis",
		"category:abo_major", "milestone:neutrophil_engraftment", "path:end", "path:death"} {
		if kinds[want] == "" {
			t.Errorf("there is no %s among %v", want, kinds)
		}
	}
	if kinds["category:sex"] != "" || kinds["category:conditioning"] != "" {
		t.Error("a column that nothing uses is there")
	}

	rowOf := map[string]int{}
	for row, id := range d.CaseID {
		rowOf[id] = row
	}
	listed := map[string]bool{}
	for row := range l.All() {
		listed[row.Cohort+row.Case] = true
	}
	age, stage, day := x.Column("age_years", result.CovariateNumber),
		x.Column("disease_stage", result.CovariateCategory),
		x.Column("neutrophil_engraftment", result.CovariateMilestone)
	ends := 0
	for i, id := range x.Case {
		if !listed[x.Cohort[i]+id] {
			t.Errorf("row %d is not in the listing", i+1)
		}
		delete(listed, x.Cohort[i]+id)
		row := rowOf[id]
		if !x.Column(result.PathEnd, result.CovariatePath).IsMissing(i) {
			ends++
		}
		if x.Cohort[i] != "solid-tumor" {
			if !age.IsMissing(i) || !stage.IsMissing(i) {
				t.Errorf("row %d has a value that its cohort does not use", i+1)
			}
			continue
		}
		if age.Number[i] != d.Numbers["age_years"].Value[row] ||
			stage.Level(i) != d.Categories["disease_stage"].Level(row) {
			t.Errorf("row %d has other covariates than its case", i+1)
		}
		if got, want := day.Number[i], d.Milestones["neutrophil_engraftment"].Time[row]; got != want &&
			!(math.IsNaN(got) && math.IsNaN(want)) {
			t.Errorf("row %d: engraftment on day %v, want %v", i+1, got, want)
		}
	}
	if len(listed) > 0 {
		t.Errorf("%d cases of the listing have no covariates", len(listed))
	}
	if patients := r.Cohorts[0].Patients + r.Cohorts[1].Patients; ends != patients {
		t.Errorf("%d patients have an end of follow-up, not %d", ends, patients)
	}
}
