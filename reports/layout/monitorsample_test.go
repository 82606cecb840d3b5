package layout_test

import (
	"fmt"
	"math"
	"strings"

	"graftstat/analysis/result"
)

// Invented centres of the quality office.

func monitoredCentre(m *result.Monitor) *result.Results {
	followed := result.FollowUp{Median: 800, Lower: 600, Upper: 950, Min: 20, Max: 1500, Alive: 40}
	followed.Said = followed.Say("days")
	r := &result.Results{AsOf: "2026-10-31", Tool: result.Tool{Name: "graftstat", Version: "0.0.0"}, Monitor: m}
	r.Study = result.Study{File: "study.yaml", Title: result.Text{"en": "Our transplants",
		"vi": "Các ca ghép của chúng tôi"}, Languages: []string{"en", "vi"}, TimeUnit: "days",
		Intervals: result.Intervals{Level: 0.95, Survival: "auto", Incidence: "auto"}}
	for _, id := range []string{"thalassemia", "solid-tumor"} {
		r.Study.Cohorts = append(r.Study.Cohorts, result.StudyCohort{ID: id, Preset: id})
		r.Cohorts = append(r.Cohorts, result.Cohort{ID: id, FollowUp: followed})
	}
	return r
}

func nothing() *result.Monitor {
	return &result.Monitor{Windows: []result.Window{{ID: "month", Months: 1}, {ID: "months-12", Months: 12},
		{ID: "months-36", Months: 36}, {ID: "all"}},
		Visits: []float64{100, 180, 365}, GraceDays: 60}
}

func missingEstimate(window string, cases int, reason string) result.WindowEstimate {
	none := result.Missing()
	return result.WindowEstimate{Window: window, To: "2025-10-31", Cases: cases, Estimate: none, StdErr: none,
		Lower: none, Upper: none, Reason: reason}
}

func estimated(window string, cases, events int, estimate, lower, upper result.Number) result.WindowEstimate {
	return result.WindowEstimate{Window: window, From: "2022-11-01", To: "2025-10-31", Cases: cases, Events: events,
		AtRisk: cases - events, Estimate: estimate, StdErr: 0.05, Lower: lower, Upper: upper,
		Interval: "beta-product", Mature: true}
}

func survivalIndicator(cohort string) result.Indicator {
	x := result.Indicator{Cohort: cohort, Endpoint: "os", Kind: "survival", Good: true, Unit: "days", Time: 365}
	x.Windows = []result.WindowEstimate{missingEstimate("month", 3, "counts_only"),
		estimated("months-12", 12, 2, 0.833, 0.51, 0.98), estimated("months-36", 41, 5, 0.876, 0.73, 0.96),
		estimated("all", 63, 8, 0.873, 0.76, 0.94)}
	x.Windows[0].From = "2026-10-01"
	for i, estimate := range []result.Number{1, 0.91, 0.84, 0.8} {
		x.Years = append(x.Years, estimated(fmt.Sprint(2021+i), 10+i, i, estimate, estimate*0.7, min(1, estimate+0.12)))
	}
	x.Years = append(x.Years, missingEstimate("2026", 6, "past_follow_up"))
	x.Years[3].Mature = false
	return x
}

func mortalityIndicator(cohort string) result.Indicator {
	x := survivalIndicator(cohort)
	x.Endpoint, x.Kind, x.Good, x.Time = "trm", "incidence", false, 100
	for i := range x.Windows {
		x.Windows[i].Estimate, x.Windows[i].Lower, x.Windows[i].Upper = 1-x.Windows[i].Estimate, 1-x.Windows[i].Upper,
			1-x.Windows[i].Lower
		x.Windows[i].Interval = "clopper-pearson"
	}
	x.Years = x.Years[:0]
	for i := range 5 {
		x.Years = append(x.Years, estimated(fmt.Sprint(2021+i), 30, i, 0.02*result.Number(i), 0.005*result.Number(i),
			0.03+0.03*result.Number(i)))
	}
	return x
}

func benchmarkOf(cohort, verdict string, good bool) result.Benchmark {
	x := result.Benchmark{ID: "ours-2024-" + verdict, Cohort: cohort, Endpoint: "os", Kind: "survival", Good: good,
		Unit: "days", Time: 365, Expected: 0.95, Lower: 0.93, Upper: 0.965, N: 331,
		Source:     "Invented and others. Journal of Examples 2020;1:1-10",
		Population: result.Text{"en": "Registry, children, any donor", "vi": "Đăng bạ, trẻ em, mọi loại người cho"},
		Era:        "2010-2018", DonorType: "matched_sibling", Origin: "transplant", Judges: true,
		Observed: estimated("all", 63, 8, 0.873, 0.76, 0.94), K: 8, Known: 60, Lost: 3, Verdict: verdict,
		Prediction: []result.Prediction{{Level: 0.95, Lower: 0.88, Upper: 1}, {Level: 0.998, Lower: 0.83, Upper: 1}},
		Power:      &result.Power{N: 60, Expected: 0.05, Alarm: 8, Size: 0.012, Doubling: 0.31},
		Ratio: &result.ObservedToExpected{Horizon: 365, Observed: 8, Expected: 3.02, Ratio: 2.65, Lower: 1.14,
			Upper: 5.22, Pseudo: 0.127}}
	if !good {
		x.Endpoint, x.Kind, x.Time, x.Expected, x.Lower, x.Upper = "trm", "incidence", 100, 0.05, result.Missing(),
			result.Missing()
		x.Observed = estimated("all", 41, 5, 0.122, 0.041, 0.262)
		x.Prediction = []result.Prediction{{Level: 0.95, Lower: 0, Upper: 0.15}, {Level: 0.998, Lower: 0, Upper: 0.2}}
	}
	return x
}

func reference(cohort, origin string) result.Benchmark {
	x := benchmarkOf(cohort, "", true)
	x.ID, x.Judges, x.Verdict, x.Prediction, x.Power, x.Ratio = "reference-"+origin, false, "", nil, nil, nil
	x.Origin, x.Lower, x.Upper, x.K, x.Known, x.Lost = origin, result.Missing(), result.Missing(), 0, 0, 0
	x.Source = "Another and others. Journal of Examples 2011;2:20-30. doi:10.0000/" +
		strings.ReplaceAll(origin, "_", "-")
	return x
}

// charted is a CUSUM over n cases of which every fourth has the bad outcome in
// the last third; it signals and starts anew.
func charted(cohort string, n int) result.Sequential {
	s := result.Sequential{Cohort: cohort, Endpoint: "trm", Unit: "days", Time: 100, Expected: 0.05,
		Source: "Convention of the program", OddsRatio: 2, HazardRatio: 2, RunLength: 250,
		AfterSignal: "reset", Limit: 2.31, TimeLimit: 2.2, Lost: 1}
	cusum, observed, calendar := 0.0, 0.0, 0.0
	for i := range n {
		event := i > 2*n/3 && i%2 == 0
		date := fmt.Sprintf("%d-%02d-%02d", 2022+i/12, i%12+1, 1+i%28)
		p := result.SequentialPoint{Case: fmt.Sprintf("T%03d", i+1), Date: date, Event: event, Expected: 0.05}
		t := result.TimePoint{Date: date, Event: event, Before: result.Number(max(0, calendar-0.05))}
		cusum, calendar = max(0, cusum-0.049), max(0, calendar-0.05)
		if event {
			cusum, observed, calendar = cusum+0.644, observed+1, calendar+0.693
		}
		p.CUSUM, p.VLAD = result.Number(cusum), result.Number(0.05*float64(i+1)-observed)
		half := 1.96 * math.Sqrt(0.0475*float64(i+1))
		p.Lower, p.Upper = result.Number(-half), result.Number(math.Min(half, 0.05*float64(i+1)))
		t.CUSUM = result.Number(calendar)
		if cusum >= 2.31 {
			p.Signal, cusum = true, 0
		}
		if calendar >= 2.2 {
			t.Signal, calendar = true, 0
		}
		s.Points, s.TimePoints = append(s.Points, p), append(s.TimePoints, t)
	}
	s.Pending = []result.PendingCase{{Case: "T901", Due: "2026-11-12"}, {Case: "T902", Due: "2026-12-02", Event: true}}
	return s
}

func funnelBy(by string, units ...string) result.Funnel {
	f := result.Funnel{Cohort: "solid-tumor", Endpoint: "trm", Unit: "days", Time: 100, By: by, Target: 0.08,
		Source: "overall"}
	for i, unit := range units {
		u := result.FunnelUnit{Unit: unit, K: 1 + i, N: 14 + 3*i, Lost: i % 2,
			Estimate: result.Number(float64(1+i) / float64(14+3*i)), Verdict: "within"}
		if i == 3 {
			u.K, u.Estimate, u.Verdict, u.Worse = 10, 10./23, "outside_998", true
		}
		f.Units = append(f.Units, u)
	}
	f.Units = append(f.Units, result.FunnelUnit{Unit: "2026", Lost: 2, Estimate: result.Missing()})
	for n := 1; n <= 40; n++ {
		half := 1.96 * math.Sqrt(0.08*0.92/float64(n))
		f.Limits = append(f.Limits, result.FunnelLimit{N: n, Lower95: result.Number(max(0, 0.08-half)),
			Upper95: result.Number(min(1, 0.08+half)), Lower998: result.Number(max(0, 0.08-1.6*half)),
			Upper998: result.Number(min(1, 0.08+1.6*half))})
	}
	return f
}

func completeness(cohort string, complete, due int) result.Completeness {
	share := result.Number(float64(complete) / float64(due))
	return result.Completeness{Cohort: cohort, C: 0.87, COneYear: 0.93, Complete: complete, Due: due, Estimate: share,
		Lower: share * 0.8, Upper: min(1, share*1.1), BeyondYear: complete + 2, Patients: due + 12, Below: share < 0.9}
}

// everything has a row of each kind.
func everything() *result.Results {
	m := nothing()
	for _, cohort := range []string{"thalassemia", "solid-tumor"} {
		m.Indicators = append(m.Indicators, survivalIndicator(cohort), mortalityIndicator(cohort))
		m.Sequential = append(m.Sequential, charted(cohort, 40))
	}
	bad := benchmarkOf("thalassemia", "below", true)
	bad.Signal = true
	adjusted := benchmarkOf("solid-tumor", "above", false)
	adjusted.Ratio.Adjusted, adjusted.Ratio.RiskSource, adjusted.Ratio.Missing = true,
		"Riskwriter. Journal of Examples 2015", 2
	unjudged := benchmarkOf("solid-tumor", "", true)
	unjudged.Reason, unjudged.Observed, unjudged.Prediction, unjudged.Power, unjudged.Ratio = "no_case",
		missingEstimate("all", 0, "no_case"), nil, nil, nil
	m.Benchmarks = []result.Benchmark{bad, benchmarkOf("thalassemia", "too_few", true),
		benchmarkOf("thalassemia", "within", true), adjusted, benchmarkOf("solid-tumor", "above", true), unjudged,
		reference("thalassemia", "transplant"), reference("thalassemia", "not_stated"),
		reference("solid-tumor", "diagnosis")}
	quiet := charted("solid-tumor", 3)
	quiet.Endpoint, quiet.Time, quiet.AfterSignal, quiet.Adjusted, quiet.MissingRisk = "os", 365, "keep", true, 1
	m.Sequential = append(m.Sequential, quiet)
	m.Funnels = []result.Funnel{funnelBy("transplant_year", "2021", "2022", "2023", "2024", "2025"),
		funnelBy("donor_type", "matched_sibling", "haploidentical")}
	m.Completeness = []result.Completeness{completeness("thalassemia", 18, 20), completeness("solid-tumor", 30, 36)}
	m.Overdue = []result.Overdue{{Case: "T014", Cohort: "thalassemia", LastContact: "2025-02-03", Visit: 365,
		Due: "2025-08-14", DaysLate: 443},
		{Case: "N07", Cohort: "solid-tumor", LastContact: "2026-03-01", Visit: 180, Due: "2026-06-20", DaysLate: 133},
		{Case: "N09", Cohort: "solid-tumor", LastContact: "2024-03-01", Visit: 1095, Due: "2026-06-21",
			DaysLate: 132}}
	r := monitoredCentre(m)
	r.Signals = []result.Signal{{Code: "below_benchmark", Cohort: "thalassemia", Endpoint: "os",
		Args: []string{"ours-2024", "0.873", "0.95"}},
		{Code: "cusum_signal", Cohort: "thalassemia", Endpoint: "trm", Args: []string{"2025-03-01"}},
		{Code: "completeness_below", Cohort: "solid-tumor", Args: []string{"0.833"}},
		{Code: "funnel_outside", Cohort: "solid-tumor", Endpoint: "trm", Args: []string{"2024"}}}
	return r
}

// onePatient is followed for forty days.
func onePatient() *result.Results {
	m := nothing()
	x := survivalIndicator("thalassemia")
	x.Windows = []result.WindowEstimate{missingEstimate("month", 1, "counts_only"),
		missingEstimate("months-12", 0, "no_case"), missingEstimate("months-36", 0, "no_case"),
		missingEstimate("all", 1, "past_follow_up")}
	x.Years = []result.WindowEstimate{missingEstimate("2026", 1, "past_follow_up")}
	m.Indicators = []result.Indicator{x}
	b := benchmarkOf("thalassemia", "", true)
	b.Observed, b.K, b.Known, b.Lost, b.Reason, b.Prediction, b.Power = missingEstimate("all", 1, "past_follow_up"), 0,
		0, 1, "no_case", nil, nil
	b.Ratio = &result.ObservedToExpected{Horizon: 365, Expected: 0, Ratio: result.Missing(), Lower: result.Missing(),
		Upper: result.Missing(), Pseudo: result.Missing(), Reason: "no_expected", PseudoReason: "past_follow_up"}
	m.Benchmarks = []result.Benchmark{b}
	s := charted("thalassemia", 0)
	s.Pending, s.TimePoints = s.Pending[:1], []result.TimePoint{{Date: "2026-10-01"}}
	m.Sequential = []result.Sequential{s}
	f := funnelBy("transplant_year")
	f.Units, f.Limits, f.Reason, f.Target = nil, nil, "no_case", result.Missing()
	m.Funnels = []result.Funnel{f}
	c := completeness("thalassemia", 0, 1)
	c.Due, c.Estimate, c.Lower, c.Upper, c.C, c.COneYear, c.Below, c.Reason = 0, result.Missing(), result.Missing(),
		result.Missing(), result.Missing(), result.Missing(), false, "no_follow_up"
	c.EstimateReason = "nobody_due"
	m.Completeness = []result.Completeness{c}
	r := monitoredCentre(m)
	r.Study.Cohorts, r.Cohorts = r.Study.Cohorts[:1], r.Cohorts[:1]
	return r
}

// noEvents: everybody lives, is seen and is charted.
func noEvents() *result.Results {
	m := nothing()
	x := mortalityIndicator("solid-tumor")
	for i := range x.Windows {
		if !x.Windows[i].Estimate.IsMissing() {
			x.Windows[i].Estimate, x.Windows[i].Lower, x.Windows[i].Upper, x.Windows[i].Events = 0, 0, 0.26, 0
		}
	}
	m.Indicators = []result.Indicator{x}
	s := charted("solid-tumor", 1)
	s.Pending, s.Lost, s.TimePoints[0].CUSUM = nil, 0, 0
	m.Sequential = []result.Sequential{s}
	m.Completeness = []result.Completeness{completeness("solid-tumor", 12, 12)}
	return monitoredCentre(m)
}

// crowded has forty indicators, long names and more rows than a page shows.
func crowded() *result.Results {
	m := nothing()
	long := strings.Repeat("very long name of an endpoint that a study has made up ", 3)
	r := monitoredCentre(m)
	r.Study.Cohorts[0].Label = result.Text{"en": "A cohort with a name that is much longer than anybody would write",
		"vi": "Một nhóm bệnh có tên dài hơn bất cứ ai sẽ viết ra trong thực tế"}
	for i := range 40 {
		x := survivalIndicator("thalassemia")
		x.Endpoint = fmt.Sprintf("e%d", i)
		r.Cohorts[0].Endpoints = append(r.Cohorts[0].Endpoints,
			result.Endpoint{ID: x.Endpoint, Label: result.Text{"en": fmt.Sprint(long, i), "vi": fmt.Sprint(long, i)}})
		m.Indicators = append(m.Indicators, x)
		b := benchmarkOf("thalassemia", []string{"within", "below", "above", "too_few"}[i%4], true)
		b.ID, b.Endpoint, b.Source = fmt.Sprint("b", i), x.Endpoint, fmt.Sprint(b.Source, ", ", i)
		m.Benchmarks = append(m.Benchmarks, b)
	}
	s := charted("thalassemia", 300)
	s.Endpoint = "e7"
	for i := range 60 {
		s.Pending = append(s.Pending, result.PendingCase{Case: fmt.Sprintf("P%d", i), Due: "2026-12-01"})
		m.Overdue = append(m.Overdue, result.Overdue{Case: fmt.Sprintf("%s-%d", strings.Repeat("CASE", 8), i),
			Cohort: "thalassemia", LastContact: "2025-01-01", Visit: 365, Due: "2025-06-01", DaysLate: 517})
	}
	m.Sequential = []result.Sequential{s}
	return r
}
