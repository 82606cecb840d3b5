package monitor

import (
	"cmp"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// MonitorSheets have what the quality office works with: every number in a
// column of its own, the visits overdue as a list to be filtered.
func (b *Builder) MonitorSheets() []document.Sheet {
	m := b.Results.Monitor
	if m == nil {
		return nil
	}
	sheets := []document.Sheet{b.overdueSheet(m)}
	for _, s := range []document.Sheet{b.indicatorSheet(m), b.benchmarkSheet(m), b.sequentialSheet(m), b.funnelSheet(m),
		b.completenessSheet(m)} {
		rows := 0
		for _, block := range s.Blocks {
			if block.Table != nil {
				rows += len(block.Table.Rows)
			}
		}
		if rows > 0 {
			sheets = append(sheets, s)
		}
	}
	return sheets
}

// monitorSheet has a note over its tables, the first of them with a filter.
func (b *Builder) monitorSheet(part string, tables ...*document.Table) document.Sheet {
	w := b.Words
	s := document.Sheet{ID: "monitor-" + part, Name: w.Text("sheet.monitor_" + part),
		Title: w.Text("monitor.sheet." + part), Wide: true, Filter: true,
		Blocks: []document.Block{page.Paragraph(document.Note, w.Text("monitor.sheet_note."+part))}}
	for _, t := range tables {
		if len(t.Rows) > 0 {
			s.Blocks = append(s.Blocks, document.Block{Table: t})
		}
	}
	return s
}

// overdueSheet stands also where nobody is overdue, and says so.
func (b *Builder) overdueSheet(m *result.Monitor) document.Sheet {
	s := b.monitorSheet("overdue", b.overdueTable(m, page.Sheet, "overdue", ""))
	s.Blocks = append([]document.Block{page.Paragraph(document.Body, b.overdueFinding(m).text)}, s.Blocks...)
	s.Blocks[1].Paragraph.Text = b.schedule(m) + " " + s.Blocks[1].Paragraph.Text
	return s
}

func (b *Builder) sheetShare(x result.Number) document.Cell { return b.Share(x, page.Finer) }

func (b *Builder) sheetNumber(x result.Number) document.Cell {
	return page.Number(float64(x), document.Decimal, b.decimalNumber(x, 3))
}

// plainNumber is a number as the study gave it.
func (b *Builder) plainNumber(x float64) document.Cell {
	return page.Number(x, document.General, b.Words.Plain(x))
}

func (b *Builder) sheetReason(code string) string {
	if code == "" {
		return ""
	}
	return b.monitorReason(code)
}

func (b *Builder) yesNo(is bool) string {
	if is {
		return b.Words.Text("monitor.yes")
	}
	return b.Words.Text("monitor.no")
}

// shares and numbers put as many numbers into as many columns.
func (t *grid) shares(columns []string, all ...result.Number) {
	for i, x := range all {
		t.Set(columns[i], t.builder.sheetShare(x))
	}
}

func (t *grid) numbers(columns []string, all ...result.Number) {
	for i, x := range all {
		t.Set(columns[i], t.builder.sheetNumber(x))
	}
}

// indicator begins a row: which indicator of whom.
func (t *grid) indicator(cohort, endpoint, unit string, time float64) {
	b := t.builder
	t.Row()
	t.cohort(cohort)
	t.Text("endpoint", b.monitoredEndpoint(cohort, endpoint))
	t.Set("horizon", b.Time(time))
	t.Text("time_unit", b.Unit(unit))
}

// cohort leads to the sheet of the cohort.
func (t *grid) cohort(id string) {
	t.Text("cohort", t.builder.CohortName(id)).Link = "cohort:" + id
}

func (b *Builder) indicatorSheet(m *result.Monitor) document.Sheet {
	t := b.grid(page.Sheet, "indicators", "")
	for i := range m.Indicators {
		x := &m.Indicators[i]
		for _, e := range append(append([]result.WindowEstimate{}, x.Windows...), x.Years...) {
			t.indicator(x.Cohort, x.Endpoint, x.Unit, x.Time)
			t.window(m, &e)
		}
	}
	return b.monitorSheet("indicators", t.Table())
}

var limits = []string{"estimate", "lower", "upper"}

func (t *grid) window(m *result.Monitor, e *result.WindowEstimate) {
	b, interval, mature := t.builder, "", ""
	if e.Interval != "" && !e.Estimate.IsMissing() {
		interval = b.Words.Text("interval." + e.Interval)
	}
	if !e.Estimate.IsMissing() {
		mature = b.yesNo(e.Mature)
	}
	t.Text("window", b.windowNamed(m, e.Window))
	t.Set("window_from", b.calendar(e.From))
	t.Set("window_to", b.calendar(e.To))
	t.Count("cases", e.Cases)
	t.Count("events_to", e.Events)
	t.Count("at_risk", e.AtRisk)
	t.shares(limits, e.Estimate, e.Lower, e.Upper)
	t.Set("std_err", b.sheetNumber(e.StdErr))
	t.Text("interval", interval)
	t.Text("mature", mature)
	t.Text("reason", b.sheetReason(e.Reason))
}

// predicted are the levels at which limits are shown.
var predicted = []struct {
	level float64
	name  string
}{{0.95, "95"}, {0.998, "998"}}

// levels adds a column for the lower and one for the upper limit at each level.
func (t *grid) levels(key string) {
	for _, p := range predicted {
		for _, side := range []string{"_lower", "_upper"} {
			t.Repeat(key+side+p.name, key+side, t.builder.asPublished(result.Number(p.level)))
		}
	}
}

// benchmarkSheet has three tables of the same rows: how each benchmark judges,
// what it leaves to chance, and where it comes from. One would be wider than a page.
func (b *Builder) benchmarkSheet(m *result.Monitor) document.Sheet {
	w := b.Words
	named := []string{"cohort", "endpoint", "horizon", "time_unit", "benchmark"}
	verdicts := b.grid(page.Sheet, "benchmarks", "", append(named[:len(named):len(named)], "benchmark_use", "verdict",
		"observed", "lower", "upper", "cases",
		"judged_events", "judged_known", "lost", "benchmark_estimate", "benchmark_lower", "benchmark_upper",
		"benchmark_n", "reason")...)
	chances := b.grid(page.Sheet, "benchmark-chances", w.Text("monitor.sheet_caption.chances"), named...)
	chances.levels("prediction")
	chances.Columns("alarm", "doubling", "ratio_observed", "ratio_expected", "ratio", "ratio_lower", "ratio_upper",
		"pseudo", "case_mix")
	sources := b.grid(page.Sheet, "benchmark-sources", w.Text("monitor.sheet_caption.sources"),
		append(named[:len(named):len(named)], "population", "era", "donor", "origin", "source")...)
	for _, x := range append(judged(m), benchmarksThat(m, false)...) {
		for _, t := range []*grid{verdicts, chances, sources} {
			t.indicator(x.Cohort, x.Endpoint, x.Unit, x.Time)
			t.Text("benchmark", x.ID)
			if isWorse(x) {
				t.Last().Mark = document.Attention
			}
		}
		verdicts.judgement(x)
		chances.chance(x)
		sources.published(x)
	}
	return b.monitorSheet("benchmarks", verdicts.Table(), chances.Table(), sources.Table())
}

func (t *grid) judgement(x *result.Benchmark) {
	w, e := t.builder.Words, &x.Observed
	t.Text("benchmark_use", w.Text("monitor.reference.use"))
	t.shares([]string{"observed", "lower", "upper"}, e.Estimate, e.Lower, e.Upper)
	t.Count("cases", e.Cases)
	if x.Judges {
		t.Text("benchmark_use", w.Text("monitor.reference.judges"))
		t.Text("verdict", w.Text("monitor.short."+verdictCode(x)))
		t.Count("judged_events", x.K)
		t.Count("judged_known", x.Known)
		t.Count("lost", x.Lost)
	}
	t.shares([]string{"benchmark_estimate", "benchmark_lower", "benchmark_upper"}, x.Expected, x.Lower, x.Upper)
	if x.N > 0 {
		t.Count("benchmark_n", x.N)
	}
	t.Text("reason", t.builder.benchmarkReason(x))
}

// chance is what the benchmark leaves to chance, and the observed over the expected.
func (t *grid) chance(x *result.Benchmark) {
	for _, at := range predicted {
		if p := predictionAt(x, at.level); p != nil {
			t.shares([]string{"prediction_lower" + at.name, "prediction_upper" + at.name}, p.Lower, p.Upper)
		}
	}
	if p := x.Power; p != nil && !p.Doubling.IsMissing() {
		t.Count("alarm", p.Alarm)
		t.Set("doubling", t.builder.sheetShare(p.Doubling))
	}
	if r := x.Ratio; r != nil {
		t.Count("ratio_observed", r.Observed)
		t.numbers([]string{"ratio_expected", "ratio", "ratio_lower", "ratio_upper", "pseudo"}, r.Expected, r.Ratio,
			r.Lower, r.Upper, r.Pseudo)
		t.Text("case_mix", t.builder.yesNo(r.Adjusted))
	}
}

func (t *grid) published(x *result.Benchmark) {
	b, w := t.builder, t.builder.Words
	t.Text("population", w.Label(x.Population, "", ""))
	t.Text("era", x.Era)
	if x.DonorType != "" {
		t.Text("donor", b.Group("donor_type", x.DonorType))
	}
	if x.Origin != "" {
		t.Text("origin", w.Text("monitor.origin."+x.Origin))
	}
	t.Text("source", x.Source)
}

// benchmarkReason is why a benchmark does not judge, or has no ratio.
func (b *Builder) benchmarkReason(x *result.Benchmark) string {
	w, reason := b.Words, ""
	for _, code := range []string{x.Reason, x.Observed.Reason} {
		if code != "" && reason == "" {
			reason = b.monitorReason(code)
		}
	}
	if x.Ratio != nil && x.Ratio.Reason != "" {
		reason = joinNonEmpty("; ", reason, w.Text("monitor.ratio.short")+": "+b.monitorReason(x.Ratio.Reason))
	}
	return reason
}

func (b *Builder) funnelSheet(m *result.Monitor) document.Sheet {
	t := b.grid(page.Sheet, "funnel", "", "cohort", "endpoint", "horizon", "time_unit", "by", "group", "unit_events",
		"unit_known", "unit_lost", "target")
	t.levels("limit")
	for i := range m.Funnels {
		f := &m.Funnels[i]
		for k := range f.Units {
			t.unit(f, &f.Units[k])
		}
	}
	return b.monitorSheet("funnel", t.Table())
}

func (t *grid) unit(f *result.Funnel, u *result.FunnelUnit) {
	b := t.builder
	t.indicator(f.Cohort, f.Endpoint, f.Unit, f.Time)
	t.Text("by", b.Column(f.By))
	t.Text("group", b.funnelUnitName(f, u.Unit))
	t.funnelCounts(u)
	t.Set("target", b.sheetShare(f.Target))
	for _, l := range f.Limits {
		if l.N == u.N {
			t.shares([]string{"limit_lower95", "limit_upper95", "limit_lower998", "limit_upper998"}, l.Lower95,
				l.Upper95, l.Lower998, l.Upper998)
		}
	}
	t.Text("unit_verdict", b.funnelVerdict(f, u))
	t.Text("target_source", b.funnelSource(f))
	if u.Worse && limitsLeft(u) > 0 {
		t.Last().Mark = document.Attention
	}
}

func (b *Builder) completenessSheet(m *result.Monitor) document.Sheet {
	t := b.grid(page.Sheet, "completeness", "")
	for _, c := range m.Completeness {
		reason := cmp.Or(c.Reason, c.EstimateReason)
		t.Row()
		t.cohort(c.Cohort)
		t.Count("patients", c.Patients)
		t.Count("complete", c.Complete)
		t.Count("due", c.Due)
		t.shares([]string{"share_known", "lower", "upper", "clark", "clark_year"}, c.Estimate, c.Lower, c.Upper, c.C,
			c.COneYear)
		t.Count("beyond", c.BeyondYear)
		t.Count("overdue", c.Overdue)
		t.Text("reason", b.sheetReason(reason))
		if c.Below {
			t.Last().Mark = document.Attention
		}
	}
	return b.monitorSheet("followup", t.Table())
}
