package analysis

import (
	"context"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"graftstat/analysis/code"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
	"graftstat/analysis/verify"
)

// The real set, through its study file alone, gives R's numbers: the whole way
// from cells to results.json, not the estimators alone (verify holds those).
func TestRealSetEqualsR(t *testing.T) {
	sets := map[string]string{"os": "bmt-os", "dfs": "bmt-dfs", "relapse": "bmt-relapse",
		"platelet-recovery": "bmt-platelet"}
	compared := map[string]int{}
	largest := 0.0
	for _, e := range realSet(t, "log-log", "log-log").Endpoints {
		dataset, ok := sets[e.ID]
		if !ok {
			continue
		}
		values, err := verify.Values(dataset)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range values {
			got, tolerance, ok := find(e, v)
			if !ok || math.IsNaN(v.Value) {
				continue
			}
			compared[v.Analysis]++
			difference := math.Abs(got-v.Value) / max(math.Abs(v.Value), 1e-300)
			if v.Value == 0 {
				difference = math.Abs(got)
			}
			if tolerance == closedForm {
				largest = max(largest, difference)
			}
			if !(difference <= tolerance) {
				t.Errorf("%s %s %s %s %s at %s: %.17g, R %.17g", v.Dataset, v.Analysis, v.Method, v.Group, v.Quantity,
					v.At, got, v.Value)
			}
		}
	}
	for analysis, least := range map[string]int{"km": 200, "cif": 180, "logrank": 5, "gray": 3, "cox": 50,
		"finegray": 15, "zph": 15, "na": 30} {
		if compared[analysis] < least {
			t.Errorf("only %d values of %s were compared, not %d", compared[analysis], analysis, least)
		}
	}
	t.Logf("compared %v, largest relative difference of a closed form %.1e", compared, largest)
}

// A milestone to compare by splits the time of each case; from a landmark on it
// groups the cases. R 4.2.2, survival 3.5-3: coxph(Surv(tstart, tstop, death) ~
// gvhd, ties = "exact")$score after tmerge with tdc(ta) is 1.29562318298746 of all
// deaths, and 1.40178566413135 with the five deaths censored at which fewer than five
// of either group are at risk.
func TestRealSetByTimeDependentGVHD(t *testing.T) {
	p, err := plan.Read("../sample-data/bmt137.yaml")
	if err != nil {
		t.Fatal(err)
	}
	c := &p.Cohorts[0]
	c.Compare = []plan.Compare{{Column: "acute_gvhd"}}
	c.Resolved = c.Resolved[:1]
	c.Resolved[0].Landmark.Time = 100
	quiet := func(string, int) {}
	d, err := Load(context.Background(), p, quiet)
	if err != nil {
		t.Fatal(err)
	}
	r, _, err := Run(context.Background(), p, d, "test", quiet)
	if err != nil {
		t.Fatal(err)
	}
	e := r.Cohorts[0].Endpoints[0]
	if len(e.Tests) != 1 || e.Tests[0].Name != "mantel-byar" ||
		math.Abs(float64(e.Tests[0].Statistic)-1.40178566413135) > 1e-12 || e.Tests[0].LeftOut != 5 {
		t.Errorf("Mantel-Byar: %+v", e.Tests)
	}
	events := 0
	for _, g := range e.Groups {
		if g.By == "acute_gvhd" {
			events += g.Events
		}
	}
	if events != e.Groups[0].Events || events != 81 {
		t.Errorf("%d deaths before or after GVHD, %d in all, want 81", events, e.Groups[0].Events)
	}
	if len(e.Landmarks) != 1 || e.Landmarks[0].Day != 100 || e.Landmarks[0].Groups[0].Cases != 120 {
		t.Fatalf("landmark: %+v", e.Landmarks)
	}
	if yes, no := e.Landmarks[0].Groups[2].Cases, e.Landmarks[0].Groups[1].Cases; yes != 21 || no != 99 {
		t.Errorf("%d with GVHD by day 100 and %d without, want 21 and 99", yes, no)
	}
}

const (
	closedForm = 1e-9
	iterative  = 1e-7
)

// realSet runs sample-data/bmt137.yaml with the models and tests of the reference.
func realSet(t *testing.T, survivalInterval, incidenceInterval string) *result.Cohort {
	t.Helper()
	p, err := plan.Read("../sample-data/bmt137.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p.Intervals.Survival, p.Intervals.Incidence = survivalInterval, incidenceInterval
	c := &p.Cohorts[0]
	c.Tests = []string{"log-rank", "peto-peto", "gray"}
	c.Stratify = "z9"
	for _, id := range []string{"os", "dfs", "relapse", "platelet-recovery"} {
		terms := []string{"age_years", "z10", "z8", "group"}
		if id == "platelet-recovery" {
			terms = []string{"age_years", "z10", "group"}
		}
		for _, ties := range []string{"efron", "breslow", "exact"} {
			c.Models = append(c.Models, plan.Model{ID: ties, Endpoint: id, Kind: "cox", Ties: code.TieRule(ties),
				Terms: terms, Reference: map[string]string{"group": "ALL"}})
		}
		if id == "relapse" || id == "platelet-recovery" {
			c.Models = append(c.Models, plan.Model{ID: "fine-gray", Endpoint: id, Kind: "fine-gray", Terms: terms,
				Reference: map[string]string{"group": "ALL"}})
		}
	}
	quiet := func(string, int) {}
	d, err := Load(context.Background(), p, quiet)
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Issues) != 1 || d.Issues[0].Severity != registry.Error || d.Issues[0].Line != 128 {
		t.Fatalf("the set has one fault, on line 128: %v", d.Issues)
	}
	r, l, err := Run(context.Background(), p, d, "test", quiet)
	if err != nil {
		t.Fatal(err)
	}
	if want := 137 * len(c.Resolved); l.Len() != want {
		t.Fatalf("the listing has %d rows, not %d", l.Len(), want)
	}
	return &r.Cohorts[0]
}

// find is our number for a value of the reference, with the tolerance of its kind.
func find(e result.Endpoint, v verify.Value) (float64, float64, bool) {
	switch v.Analysis {
	case "km", "cif", "na":
		got, ok := findEstimate(e, v)
		return got, closedForm, ok
	case "logrank", "gray":
		got, ok := findTest(e, v)
		return got, closedForm, ok
	case "cox", "finegray", "zph":
		got, ok := findModel(e, v)
		return got, iterative, ok
	}
	return 0, 0, false
}

func findEstimate(e result.Endpoint, v verify.Value) (float64, bool) {
	if v.Analysis == "na" {
		return findHazard(e, v)
	}
	if (v.Analysis == "km") != (e.Kind == "survival") ||
		!slices.Contains([]string{"greenwood", "log-log", "cause=1", "rmst"}, v.Method) {
		return 0, false
	}
	at, err := strconv.ParseFloat(v.At, 64)
	if err != nil {
		return 0, false
	}
	for _, g := range e.Groups {
		if g.Group != v.Group {
			continue
		}
		if v.Method == "rmst" && g.RMST != nil && g.RMST.Tau == at {
			return map[string]float64{"rmst": float64(g.RMST.Estimate),
				"rmst_std_err": float64(g.RMST.StdErr)}[v.Quantity], g.RMST.Reason == ""
		}
		for _, q := range g.Quantiles {
			if q.P == at && strings.HasPrefix(v.Quantity, "quantile") && e.Kind == "survival" {
				return map[string]float64{"quantile": float64(q.Time), "quantile_lower": float64(q.Lower),
					"quantile_upper": float64(q.Upper)}[v.Quantity], true
			}
		}
		for _, p := range g.At {
			if p.Time != at {
				continue
			}
			if p.Reason != "" || p.Interval != "log-log" && (v.Quantity == "lower" || v.Quantity == "upper") {
				return 0, false // R carries it, or has none at an edge
			}
			got, ok := map[string]float64{"n_risk": float64(p.AtRisk), "survival": float64(p.Estimate),
				"incidence": float64(p.Estimate), "std_err": float64(p.StdErr),
				"variance": float64(p.StdErr * p.StdErr), "lower": float64(p.Lower),
				"upper": float64(p.Upper)}[v.Quantity]
			return got, ok
		}
	}
	return 0, false
}

func findHazard(e result.Endpoint, v verify.Value) (float64, bool) {
	at, err := strconv.ParseFloat(v.At, 64)
	if err != nil {
		return 0, false
	}
	for _, g := range e.Groups {
		for _, p := range g.CumulativeHazard {
			if g.Group == v.Group && p.Time == at && p.Reason == "" {
				return float64(p.Estimate), true
			}
		}
	}
	return 0, false
}

func findTest(e result.Endpoint, v verify.Value) (float64, bool) {
	name := map[string]string{"rho=0": "log-rank", "rho=1": "peto-peto", "stratified": "log-rank-stratified",
		"cause=1": "gray", "cause=1;stratified": "gray-stratified"}[v.Method]
	if (v.Analysis == "gray") != (e.Kind == "incidence") {
		return 0, false
	}
	for _, t := range e.Tests {
		if t.Name == name && len(t.Groups) == 3 {
			got, ok := map[string]float64{"chisq": float64(t.Statistic), "stat": float64(t.Statistic),
				"p": float64(t.P), "df": float64(t.DF)}[v.Quantity]
			return got, ok
		}
	}
	return 0, false
}

// The terms of the reference, as the columns of the file name them.
var termNames = strings.NewReplacer("age", "age_years", "mtx", "z10", "fab", "z8", "groupAML", "group=AML", "GLOBAL",
	"global")

func findModel(e result.Endpoint, v verify.Value) (float64, bool) {
	id := v.Method
	switch v.Analysis {
	case "finegray":
		if v.Method != "crr" {
			return 0, false
		}
		id = "fine-gray"
	case "zph":
		id = "efron"
	}
	for _, m := range e.Models {
		if m.ID != id {
			continue
		}
		group := termNames.Replace(v.Group)
		if v.Analysis == "zph" {
			for _, p := range m.PHTest {
				if p.Term == group && v.Quantity == "p" && p.Reason == "few_events" && p.P.IsMissing() {
					return 0, false // 17 without the event are under five for each of more than three coefficients
				}
				if p.Term == group {
					got, ok := map[string]float64{"chisq": float64(p.Chisq), "p": float64(p.P)}[v.Quantity]
					return got, ok
				}
			}
			return 0, false
		}
		for _, term := range m.Terms {
			if term.Term == group {
				got, ok := map[string]float64{"coef": float64(term.Coef), "std_err": float64(term.StdErr)}[v.Quantity]
				return got, ok
			}
		}
		switch v.Quantity {
		case "loglik_null":
			return float64(m.LogLikelihood[0]), true
		case "loglik":
			return float64(m.LogLikelihood[1]), true
		case "concordance":
			return float64(m.Concordance), true
		case "score_chisq":
			return float64(m.Score.Statistic), true
		case "wald_chisq":
			return float64(m.Wald.Statistic), true
		}
	}
	return 0, false
}
