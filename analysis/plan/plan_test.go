package plan

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"graftstat/analysis/code"
)

// fullStudy has most keys of the study file.
const fullStudy = `
study: {title: {en: Outcomes, vi: Kết quả ghép}, centre: The centre}
as_of: 2026-10-31
languages: [en, vi]
labels: {diagnosis: {"": {en: Diagnosis}, neuroblastoma: {en: Neuroblastoma, vi: U nguyên bào thần kinh}}}
data:
  cases: cases.csv
  counts: counts.csv
  transfusions: {file: transfusions.csv, complete_to: 2026-08-31}
  titres: titres.csv
  scores: scores.csv
  encoding: windows-1258
  delimiter: semicolon
  decimal: comma
  incomplete_dates: middle
  notes: ignore
  dates: dmy
  missing: ["", NA, "?", 099]
  columns: {transplant_date: "Ngày ghép"}
  values: {sex: {male: [M, Nam, 1], female: [F, Nữ, 2]}, ward: {"true": yes}}
time_unit: days
milestones:
  death:        {day: survival_time, when: {survival_status: 1}}
  remission:    {date: remission_date, when: {response: [complete, partial]}}
rules:
  prefer: case
  never_below: exclude
  neutrophil_engraftment: {at_least: 1, consecutive: 2, nadir_within: 21}
  platelet_engraftment:   {at_least: [20, 50, 100], consecutive: 4, transfusion_free_days: 3}
  transfusion_independence: {window_days: 90, date: last_transfusion, indications: disease}
  graft_failure: {day: 28, day_cord: 40, secondary_below: 1, secondary_consecutive: 2, explained_days: 14, chimerism_below: 10}
  titre: {below: 16}
cohorts:
  - {id: thalassemia, preset: thalassemia, endpoints: [os, remission], compare: []}
  - id: solid-tumor
    preset: solid-tumor
    label: {en: Solid tumours, vi: U đặc}
    where: {diagnosis: [neuroblastoma, medulloblastoma], age_years: {ge: 0.5, lt: 16}, hospital: {not: 01}}
    compare: [diagnosis, {column: age_years, cut: [2, 7]}]
    stratify: disease_stage
    tests: [log-rank, peto-peto, gray]
    min_group: 3
    endpoints: [os, efs, relapse, platelet-engraftment-100]
    models:
      - {endpoint: os, kind: cox, ties: exact, terms: [age_years, disease_stage], reference: {disease_stage: 04}, strata: centre, cluster: patient_id, entry: entry_day, time_dependent: acute_gvhd}
      - {id: firth, endpoint: os, kind: cox-firth, terms: age_years}
      - {endpoint: relapse, kind: fine-gray, terms: age_years}
endpoints:
  - {id: relapse, label: Relapse, kind: incidence, event: [{milestone: relapse, where: {site: bone}}, progression], competing: [death], times: [0, 1, 2], unit: years, per: transplant, same_day: event, variance: delta, rho: 1, landmark: 100, entry: entry_day, days_to_event: true}
  - {id: remission, kind: survival, event: remission, cause_specific: true, censor: [last_disease_assessment, last_contact], rmst: 730.5, from: second_transplant}
  - {id: platelet-engraftment-100, kind: incidence, event: platelet_engraftment_100, competing: death}
intervals: {level: 0.9, survival: beta-product-midp, incidence: clopper-pearson}
outputs: {dir: reports, formats: [pdf], figures: [svg, png], figure_sizes: [single, double], resolution: 600, keep: 24}
report: {title: {en: Report, vi: Báo cáo}, logo: logo.png, sections: [cohorts, summary], parts: [appendix], suppress_below: 5}
monitor:
  off: false
  windows: [6, 12]
  visits: [30, 365]
  grace_days: 0
  judged_on: 06-30
  indicators: [{cohort: solid-tumor, endpoint: efs, time: 730}]
  benchmarks:
    - {cohort: thalassemia, use: ebmt-2016-os}
    - {id: ours, cohort: solid-tumor, endpoint: efs, time: 365, estimate: 0.6, n: 250, interval: [0.5, 0.7], source: Ours 2024, population: All, era: 2019-2023, donor_type: autologous}
  sequential: [{cohort: solid-tumor, endpoint: efs, time: 365, benchmark: ours, odds_ratio: 1.5, run_length: 100, after_signal: keep}]
  funnel: [{cohort: solid-tumor, endpoint: efs, time: 365, by: transplant_year}]
  risk: [{cohort: solid-tumor, endpoint: efs, source: Someone 2020, terms: [{term: age_years, coef: 0.05, centre: 7}, {term: disease_stage=IV, coef: 0.69}]}]
sensitivity:
  - {id: window-60, label: {en: 60-day window}, set: {rules: {transfusion_independence: {window_days: 60, date: window_end}}}}
  - {id: strict, set: {as_of: 2026-06-30, transplanted_from: 2025-09-01, where: {sex: [male, "female"], age_years: {lt: 7.0}}}}
paper:
  table1: {columns: [age_years, sex], tests: true}
  subgroups: [{cohort: solid-tumor, endpoint: efs, by: sex, within: [diagnosis, {column: age_years, cut: 7}]}]
  univariable: [{cohort: solid-tumor, endpoint: efs, kind: cox, terms: [age_years, sex], reference: {sex: male}}]
  anonymity: {columns: [sex], age_bands: [5], k: 3}
`

func decodeFull(t *testing.T) *Plan {
	t.Helper()
	p, err := Decode("study.yaml", []byte(fullStudy))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func number(x float64) *float64 { return &x }

func TestDecodeStudy(t *testing.T) {
	got := decodeFull(t)
	want := &Plan{
		File: "study.yaml", Dir: ".",
		Study: Study{
			Title:  Text{"en": "Outcomes", "vi": "Kết quả ghép"},
			Centre: Text{"en": "The centre", "vi": "The centre"},
		},
		AsOf:      Date{Set: true, Days: 20757},
		Languages: []string{"en", "vi"},
		Labels: map[string]map[string]Text{"diagnosis": {
			"": {"en": "Diagnosis"}, "neuroblastoma": {"en": "Neuroblastoma", "vi": "U nguyên bào thần kinh"},
		}},
		Data: Data{
			Cases: Files("cases.csv"), Counts: LogSource{File: Files("counts.csv")},
			Titres: LogSource{File: Files("titres.csv")}, Scores: LogSource{File: Files("scores.csv")},
			Transfusions: LogSource{File: Files("transfusions.csv"),
				CompleteTo: CompleteTo{Date: Date{Set: true, Days: 20696}}},
			Encoding: "windows-1258", Delimiter: "semicolon", Decimal: "comma", Dates: "dmy", Incomplete: "middle", Notes: "ignore",
			Missing: []Scalar{"", "NA", "?", "099"},
			Columns: map[string]string{"transplant_date": "Ngày ghép"},
			Values: map[string]Levels{
				"sex":  {{Name: "male", As: Values{"M", "Nam", "1"}}, {Name: "female", As: Values{"F", "Nữ", "2"}}},
				"ward": {{Name: "true", As: Values{"yes"}}},
			},
		},
		TimeUnit: Days,
		Milestones: map[string]MilestoneSource{
			"death":     {Day: "survival_time", When: map[string]Values{"survival_status": {"1"}}},
			"remission": {Date: "remission_date", When: map[string]Values{"response": {"complete", "partial"}}},
		},
		Rules: Rules{
			Prefer: "case", NeverBelow: "exclude",
			NeutrophilEngraftment: NeutrophilRule{AtLeast: 1, Consecutive: 2, NadirWithin: 21},
			PlateletEngraftment: PlateletRule{AtLeast: []float64{20, 50, 100}, Consecutive: 4,
				TransfusionFreeDays: 3},
			TransfusionIndependence: IndependenceRule{WindowDays: 90, Date: "last_transfusion",
				Indications: []string{"disease"}, AlsoWindows: []float64{90}},
			TI12: TI12Rule{AfterDays: 60, AtLeast: 9, Days: 365, Values: 5, GapDays: 183, EvaluableDays: 487},
			GraftFailure: GraftFailureRule{Day: 28, DayCord: 40, SecondaryBelow: 1, SecondaryConsecutive: 2,
				ExplainedDays: 14, ChimerismBelow: 10},
			Titre: TitreRule{Below: 16}, GVHD: GVHDRule{CarryForwardDays: 28},
			Chimerism: ChimerismRule{FullAbove: 95, LostBelow: 5, FallPoints: 10, WithinDays: 45},
			PoorGraftFunction: PoorGraftRule{FromDay: 28, NeutrophilsBelow: 0.5, PlateletsBelow: 20, HaemoglobinBelow: 7,
				Consecutive: 3, Lineages: 2, SupportedDays: 7, GapDays: 30, ChimerismAbove: 95, ChimerismDays: 30},
			ReticulocyteRecovery: ReticulocyteRule{AtLeast: 1, AtLeastAbs: 30, Consecutive: 2, WithinDays: 14,
				NeverBelowBy: 30},
			ABOConversion: ConversionRule{RedCellDays: 120, ReverseFromMonths: 6},
			RedCellAplasia: AplasiaRule{Below: 1, BelowAbs: 20, FromDay: 46, ToDay: 90, ApartDays: 7, RedCellDays: 30,
				NotBefore: 60},
		},
		Checks:    DefaultChecks(),
		Intervals: Intervals{Level: 0.9, Survival: "beta-product-midp", Incidence: "clopper-pearson"},
		Outputs: Outputs{
			Dir: "reports", Formats: []string{"pdf"}, Figures: []string{"svg", "png"},
			FigureSizes: []string{"single", "double"}, Resolution: []int{600}, Keep: 24,
		},
		Report: Report{Title: Text{"en": "Report", "vi": "Báo cáo"}, Logo: "logo.png",
			Sections: []string{"cohorts", "summary"}, Parts: []code.Part{code.Appendix}, SuppressBelow: 5},
		Monitor: Monitor{
			Windows: []int{6, 12}, Visits: []float64{30, 365}, GraceDays: 0, JudgedOn: "06-30",
			Indicators: []Indicator{{"solid-tumor", "efs", 730}},
			Benchmarks: []Benchmark{
				{Cohort: "thalassemia", Use: "ebmt-2016-os"},
				{
					ID: "ours", Cohort: "solid-tumor", Endpoint: "efs", Time: 365, Estimate: 0.6, N: 250,
					Interval: []float64{0.5, 0.7},
					Source:   "Ours 2024", Population: Text{"en": "All", "vi": "All"}, Era: "2019-2023",
					DonorType: "autologous", Origin: "transplant",
				},
			},
			Sequential: []Sequential{{Cohort: "solid-tumor", Endpoint: "efs", Time: 365, Benchmark: "ours",
				OddsRatio: 1.5, RunLength: 100, AfterSignal: "keep"}},
			Funnel: []Funnel{{"solid-tumor", "efs", 365, "transplant_year"}},
			Risk: []Risk{{"solid-tumor", "efs", "Someone 2020",
				[]RiskTerm{{"age_years", 0.05, 7}, {"disease_stage=IV", 0.69, 0}}}},
		},
		Paper: &Paper{
			Table1: Table1{Columns: []string{"age_years", "sex"}, Tests: true},
			Subgroups: []Subgroup{{"solid-tumor", "efs", "sex",
				[]Compare{{Column: "diagnosis"}, {"age_years", []float64{7}}}}},
			Univariable: []Univariable{{"solid-tumor", "efs", "cox", []string{"age_years", "sex"},
				map[string]string{"sex": "male"}}},
			Anonymity: Anonymity{Columns: []string{"sex"}, AgeBands: []float64{5}, K: 3},
		},
	}
	cohorts, endpoints := got.Cohorts, got.Endpoints
	got.Cohorts, got.Endpoints, got.Sensitivity = nil, nil, nil
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if len(cohorts) != 2 || len(endpoints) != 3 {
		t.Errorf("%d cohorts and %d endpoints, want 2 and 3", len(cohorts), len(endpoints))
	}
}

func TestDecodeEndpoints(t *testing.T) {
	got := decodeFull(t).Endpoints
	want := []Endpoint{
		{
			ID: "relapse", Label: Text{"en": "Relapse", "vi": "Relapse"}, Kind: code.Incidence, From: "transplant",
			Event: []Item{{Milestone: "relapse", Where: Where{{Column: "site", In: []string{"bone"}}}},
				{Milestone: "progression"}},
			Competing: []Item{{Milestone: "death"}}, Censor: []string{"last_contact"}, SameDay: "event",
			Per:   "transplant",
			Times: []float64{0, 1, 2}, Unit: Years, Landmark: Landmark{Time: 100}, Entry: "entry_day", Rho: 1,
			Variance: "delta", DaysToEvent: true,
		},
		{
			ID: "remission", Kind: code.Survival, From: "second_transplant", Event: []Item{{Milestone: "remission"}},
			Censor: []string{"last_disease_assessment", "last_contact"}, Per: "patient", Unit: Days, RMST: 730.5,
			CauseSpecific: true,
		},
		{
			ID: "platelet-engraftment-100", Kind: code.Incidence, From: "transplant",
			Event:     []Item{{Milestone: "platelet_engraftment_100"}},
			Competing: []Item{{Milestone: "death"}}, Censor: []string{"last_contact", "counts_complete_to"},
			Per:  "patient",
			Unit: Days, Variance: "aalen", Good: true,
		},
	}
	for i := range want {
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Errorf("got  %+v\nwant %+v", got[i], want[i])
		}
	}
}

func TestDecodeCohort(t *testing.T) {
	got := decodeFull(t).Cohorts[1]
	resolved := got.Resolved
	got.ResolvedStates = nil // of the preset, see TestWhichStatesACohortHas
	got.Resolved, got.Indicators, got.Benchmarks, got.Sequential, got.Funnels, got.Risk = nil, nil, nil, nil, nil, nil
	want := Cohort{
		ID: "solid-tumor", Preset: "solid-tumor", Label: Text{"en": "Solid tumours", "vi": "U đặc"},
		Where: Where{ // the preset's conditions, then the study's, each in the order of its file
			{Column: "disease_group", In: []string{"solid_tumor"}},
			{Column: "transplant_type", In: []string{"autologous"}},
			{Column: "diagnosis", In: []string{"neuroblastoma", "medulloblastoma"}},
			{Column: "age_years", GE: number(0.5), LT: number(16)},
			{Column: "hospital", Not: []string{"01"}},
		},
		Compare:  []Compare{{Column: "diagnosis"}, {Column: "age_years", Cut: []float64{2, 7}}},
		Stratify: "disease_stage", Tests: []string{"log-rank", "peto-peto", "gray"}, MinGroup: 3,
		Endpoints: []string{"os", "efs", "relapse", "platelet-engraftment-100"},
		StateTime: StateTime{Horizon: 365, Landmark: 100},
		Models: []Model{
			{
				ID: "cox-os", Endpoint: "os", Kind: "cox", Ties: "exact", Terms: []string{"age_years", "disease_stage"},
				Reference: map[string]string{"disease_stage": "04"}, Strata: "centre", Cluster: "patient_id",
				Entry:         "entry_day",
				TimeDependent: []string{"acute_gvhd"},
			},
			{ID: "firth", Endpoint: "os", Kind: "cox-firth", Ties: "breslow", Terms: []string{"age_years"}},
			{ID: "fine-gray-relapse", Endpoint: "relapse", Kind: "fine-gray", Ties: "breslow",
				Terms: []string{"age_years"}},
		},
		Optional: []string{"progression", "second_malignancy", "second_transplant"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if ids := idsOf(resolved); !reflect.DeepEqual(ids, want.Endpoints) {
		t.Errorf("resolved %v, want %v", ids, want.Endpoints)
	}
}

func TestDefaults(t *testing.T) {
	p, err := Decode("study.yaml", []byte(minimal))
	if err != nil {
		t.Fatal(err)
	}
	want := &Plan{
		File: "study.yaml", Dir: ".", Languages: []string{"en"}, TimeUnit: Days,
		Data: Data{Cases: Files("cases.csv"), Encoding: "auto", Delimiter: "auto", Decimal: "point", Dates: "auto", Incomplete: "refuse", Notes: "refuse",
			Missing: []Scalar{""}},
		Rules: Rules{
			Prefer: "log", NeverBelow: "day_0",
			NeutrophilEngraftment:   NeutrophilRule{AtLeast: 0.5, Consecutive: 3, NadirWithin: 14},
			PlateletEngraftment:     PlateletRule{AtLeast: []float64{20, 50}, Consecutive: 3, TransfusionFreeDays: 7},
			TransfusionIndependence: IndependenceRule{WindowDays: 60, Date: "window_end", AlsoWindows: []float64{90}},
			TI12:                    TI12Rule{AfterDays: 60, AtLeast: 9, Days: 365, Values: 5, GapDays: 183, EvaluableDays: 487},
			GraftFailure: GraftFailureRule{Day: 30, DayCord: 42, SecondaryBelow: 0.5,
				SecondaryConsecutive: 3, ExplainedDays: 30, ChimerismBelow: 5},
			Titre: TitreRule{Below: 32}, GVHD: GVHDRule{CarryForwardDays: 28},
			Chimerism: ChimerismRule{FullAbove: 95, LostBelow: 5, FallPoints: 10, WithinDays: 45},
			PoorGraftFunction: PoorGraftRule{FromDay: 28, NeutrophilsBelow: 0.5, PlateletsBelow: 20, HaemoglobinBelow: 7,
				Consecutive: 3, Lineages: 2, SupportedDays: 7, GapDays: 30, ChimerismAbove: 95, ChimerismDays: 30},
			ReticulocyteRecovery: ReticulocyteRule{AtLeast: 1, AtLeastAbs: 30, Consecutive: 2, WithinDays: 14,
				NeverBelowBy: 30},
			ABOConversion: ConversionRule{RedCellDays: 120, ReverseFromMonths: 6},
			RedCellAplasia: AplasiaRule{Below: 1, BelowAbs: 20, FromDay: 46, ToDay: 90, ApartDays: 7, RedCellDays: 30,
				NotBefore: 60},
		},
		Checks: Checks{
			LevelNear:             LevelNearCheck{OneEdit: 5, TwoEdits: 8},
			WeightForAge:          WeightForAgeCheck{AtLeast: 0.45, AtMost: 2.2},
			DoseOutlier:           DoseOutlierCheck{Above: 20, Times: 4, Cases: 8},
			LateRecovery:          LateRecoveryCheck{Neutrophils: 100, Platelets: 365},
			DeathLongAfterContact: LongAfterCheck{Days: 90},
			GVHDLate:              LateGVHDCheck{Days: 365},
			LateSupportive:        LateSupportiveCheck{Days: 180},
			CountSpike: CountSpikeCheck{Platelets: 100, PlateletsTimes: 4, Neutrophils: 5, NeutrophilsTimes: 10,
				WithinDays: 4},
			LogCut:            LogCutCheck{Cases: 5, Share: 0.8},
			RecoveriesSwapped: RecoveriesSwappedCheck{Cases: 10, Share: 0.6},
			SortedAlone:       SortedAloneCheck{Levels: 4, Cases: 10, Entries: 30},
			DiagnosisGroup:    DiagnosisGroupCheck{Share: 0.1},
			BlankCell:         BlankCellCheck{Cases: 8, Share: 0.95},
		},
		Cohorts:   []Cohort{{ID: "all", MinGroup: 5, StateTime: StateTime{Horizon: 365, Landmark: 100}}},
		Intervals: Intervals{Level: 0.95, Survival: "auto", Incidence: "auto"},
		Outputs: Outputs{Dir: "out", Formats: []string{"xlsx", "pdf", "html", "json", "figures"},
			Figures: []string{"svg"}, FigureSizes: []string{"double"}, Resolution: []int{300}},
		Report:  Report{Sections: code.Sections(), Parts: []code.Part{code.Month, code.Appendix}},
		Monitor: Monitor{Windows: []int{12, 36}, Visits: []float64{100, 180, 365}, GraceDays: 60, JudgedOn: "12-31"},
		Endpoints: []Endpoint{{
			ID: "os", Kind: code.Survival, From: "transplant", Event: []Item{{Milestone: "death"}},
			Censor: []string{"last_contact"}, Per: "patient", Unit: Days,
		}},
	}
	want.Cohorts[0].Resolved = want.Endpoints
	want.Cohorts[0].ResolvedStates, _ = usualStates()
	if !reflect.DeepEqual(p, want) {
		t.Errorf("got  %+v\nwant %+v", p, want)
	}
}

func TestDefaultCensoring(t *testing.T) {
	for event, want := range map[string][]string{
		"neutrophil_engraftment":  {"last_contact", "counts_complete_to"},
		"platelet_engraftment_20": {"last_contact", "counts_complete_to"},
		"rbc_independence":        {"last_contact", "transfusions_complete_to"},
		"relapse":                 {"last_contact"},
	} {
		p, err := Decode("study.yaml", []byte(endpointWith("kind: incidence, competing: death, event: "+event)))
		if err != nil {
			t.Fatal(err)
		}
		if got := p.Endpoints[0].Censor; !reflect.DeepEqual(got, want) {
			t.Errorf("%s is censored by %v, want %v", event, got, want)
		}
	}
}

func TestCompatibleIntervals(t *testing.T) {
	for source, want := range map[string]Intervals{
		"{compatible: r}":                  {Level: 0.95, Survival: "log", Incidence: "log", Compatible: "r"},
		"{compatible: sas}":                {Level: 0.95, Survival: "log-log", Incidence: "log-log", Compatible: "sas"},
		"{compatible: r, survival: plain}": {Level: 0.95, Survival: "plain", Incidence: "log", Compatible: "r"},
		"{compatible: sas, survival: auto, incidence: auto, level: 0.5}": {Level: 0.5, Survival: "auto",
			Incidence: "auto", Compatible: "sas"},
	} {
		p, err := Decode("study.yaml", []byte(with("intervals: "+source)))
		if err != nil {
			t.Fatal(err)
		}
		if p.Intervals != want {
			t.Errorf("%s: got %+v, want %+v", source, p.Intervals, want)
		}
	}
}

func TestCompatibleConventions(t *testing.T) {
	study := endpointWith("kind: incidence, event: relapse, competing: death, times: [12]")
	for compatible, want := range map[string][2]string{"": {"aalen", "efron"},
		"intervals: {compatible: r}": {"delta", "efron"}, "intervals: {compatible: sas}": {"aalen", "breslow"}} {
		p, err := Decode("study.yaml", []byte(study+"\n"+compatible+"\n"))
		if err != nil {
			t.Fatal(err)
		}
		m := Model{Kind: "cox"}
		p.Cohorts[0].Models = []Model{m}
		fillConventions(p)
		if got := [2]string{p.Cohorts[0].Resolved[0].Variance, string(p.Cohorts[0].Models[0].Ties)}; got != want {
			t.Errorf("%q: variance and ties %v, want %v", compatible, got, want)
		}
	}
}

func TestUnitIsTheTimeUnit(t *testing.T) {
	p, err := Decode("study.yaml",
		[]byte("time_unit: months\n"+endpointWith("kind: survival, event: death, times: [12]")))
	if err != nil {
		t.Fatal(err)
	}
	if e := p.Endpoints[0]; e.Unit != Months || p.ToTimeUnit(12, e.Unit) != 12 {
		t.Errorf("unit %q, 12 of it are %v", e.Unit, p.ToTimeUnit(12, e.Unit))
	}
}

func TestTextIsReadAsNFCWithoutByteOrderMark(t *testing.T) {
	p, err := Decode("study.yaml",
		[]byte("\ufeffstudy: {title: Ngày ghép}\r\n"+strings.ReplaceAll(minimal, "\n", "\r\n")))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := p.Study.Title["vi"], "Ng\u00e0y gh\u00e9p"; got != want {
		t.Errorf("got %+q, want %+q", got, want)
	}
}

func TestRead(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "study.yaml")
	if err := os.WriteFile(path, []byte(minimal), 0o600); err != nil {
		t.Fatal(err)
	}
	p, err := Read(path)
	if err != nil {
		t.Fatal(err)
	}
	if p.File != "study.yaml" || p.Dir != dir {
		t.Errorf("file %q in %q, want study.yaml in %q", p.File, p.Dir, dir)
	}
}
