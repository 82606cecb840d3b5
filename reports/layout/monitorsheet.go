package layout

import "graftstat/analysis/result"

// monitorSheets have what the quality office works with: every number in a
// column of its own, the visits overdue as a list to be filtered.
func (b *builder) monitorSheets() []Sheet {
	m := b.results.Monitor
	if m == nil {
		return nil
	}
	sheets := []Sheet{b.overdueSheet(m)}
	for _, s := range []Sheet{b.indicatorSheet(m), b.benchmarkSheet(m), b.sequentialSheet(m), b.funnelSheet(m), b.completenessSheet(m)} {
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
func (b *builder) monitorSheet(part string, tables ...*Table) Sheet {
	w := b.words
	s := Sheet{ID: "monitor-" + part, Name: w.Text("sheet.monitor_" + part), Title: w.Text("monitor.sheet." + part), Wide: true, Filter: true,
		Blocks: []Block{paragraph(Note, w.Text("monitor.sheet_note."+part))}}
	for _, t := range tables {
		if len(t.Rows) > 0 {
			s.Blocks = append(s.Blocks, Block{Table: t})
		}
	}
	return s
}

// overdueSheet stands also where nobody is overdue, and says so.
func (b *builder) overdueSheet(m *result.Monitor) Sheet {
	t := b.overdueTable(m, "overdue")
	t.Caption = ""
	for i := range t.Rows {
		cells := t.Rows[i].Cells
		if b.listing != nil {
			cells[0].Link = "listing"
		}
		cells[1].Link = "cohort:" + m.Overdue[i].Cohort
	}
	s := b.monitorSheet("overdue", t)
	s.Blocks = append([]Block{paragraph(Body, b.overdueFinding(m).text)}, s.Blocks...)
	s.Blocks[1].Paragraph.Text = b.schedule(m) + " " + s.Blocks[1].Paragraph.Text
	return s
}

func (b *builder) sheetShare(x result.Number) Cell { return b.share(x, finer) }

func (b *builder) sheetNumber(x result.Number) Cell {
	return number(float64(x), Decimal, b.decimalNumber(x, 3))
}

// plainNumber is a number as the study gave it.
func (b *builder) plainNumber(x float64) Cell { return number(x, General, b.words.Plain(x)) }

func (b *builder) sheetReason(code string) string {
	if code == "" {
		return ""
	}
	return b.monitorReason(code)
}

func (b *builder) yesNo(is bool) string {
	if is {
		return b.words.Text("monitor.yes")
	}
	return b.words.Text("monitor.no")
}

// shares and numbers put as many numbers into as many columns.
func (t *grid) shares(columns []string, all ...result.Number) {
	for i, x := range all {
		t.set(columns[i], t.builder.sheetShare(x))
	}
}

func (t *grid) numbers(columns []string, all ...result.Number) {
	for i, x := range all {
		t.set(columns[i], t.builder.sheetNumber(x))
	}
}

// indicator begins a row: which indicator of whom.
func (t *grid) indicator(cohort, endpoint, unit string, time float64) {
	b := t.builder
	t.row()
	t.cohort(cohort)
	t.text("endpoint", b.monitoredEndpoint(cohort, endpoint))
	t.set("horizon", b.time(time))
	t.text("time_unit", b.unit(unit))
}

// cohort leads to the sheet of the cohort.
func (t *grid) cohort(id string) {
	t.text("cohort", t.builder.cohortName(id)).Link = "cohort:" + id
}

func (b *builder) indicatorSheet(m *result.Monitor) Sheet {
	t := b.grid("indicators", "")
	for i := range m.Indicators {
		x := &m.Indicators[i]
		for _, e := range append(append([]result.WindowEstimate{}, x.Windows...), x.Years...) {
			t.indicator(x.Cohort, x.Endpoint, x.Unit, x.Time)
			t.window(m, &e)
		}
	}
	return b.monitorSheet("indicators", t.done())
}

var limits = []string{"estimate", "lower", "upper"}

func (t *grid) window(m *result.Monitor, e *result.WindowEstimate) {
	b, interval, mature := t.builder, "", ""
	if e.Interval != "" && !e.Estimate.IsMissing() {
		interval = b.words.Text("interval." + e.Interval)
	}
	if !e.Estimate.IsMissing() {
		mature = b.yesNo(e.Mature)
	}
	t.text("window", b.windowNamed(m, e.Window))
	t.set("window_from", b.calendar(e.From))
	t.set("window_to", b.calendar(e.To))
	t.count("cases", e.Cases)
	t.count("events_to", e.Events)
	t.count("at_risk", e.AtRisk)
	t.shares(limits, e.Estimate, e.Lower, e.Upper)
	t.set("std_err", b.sheetNumber(e.StdErr))
	t.text("interval", interval)
	t.text("mature", mature)
	t.text("reason", b.sheetReason(e.Reason))
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
			t.repeat(key+side+p.name, key+side, t.builder.asPublished(result.Number(p.level)))
		}
	}
}

func (b *builder) benchmarkSheet(m *result.Monitor) Sheet {
	t := b.grid("benchmarks", "", "cohort", "endpoint", "horizon", "time_unit", "benchmark", "benchmark_use", "verdict", "observed", "lower", "upper", "cases",
		"judged_events", "judged_known", "lost", "benchmark_estimate", "benchmark_lower", "benchmark_upper", "benchmark_n")
	t.levels("prediction")
	t.columns("alarm", "doubling", "ratio_observed", "ratio_expected", "ratio", "ratio_lower", "ratio_upper", "pseudo", "case_mix",
		"population", "era", "donor", "origin", "source", "reason")
	for _, x := range append(judged(m), benchmarksThat(m, false)...) {
		t.indicator(x.Cohort, x.Endpoint, x.Unit, x.Time)
		t.judgement(x)
		t.chance(x)
		t.published(x)
		if isWorse(x) {
			t.last().Mark = Attention
		}
	}
	return b.monitorSheet("benchmarks", t.done())
}

func (t *grid) judgement(x *result.Benchmark) {
	w, e := t.builder.words, &x.Observed
	t.text("benchmark", x.ID)
	t.text("benchmark_use", w.Text("monitor.reference.use"))
	t.shares([]string{"observed", "lower", "upper"}, e.Estimate, e.Lower, e.Upper)
	t.count("cases", e.Cases)
	if x.Judges {
		t.text("benchmark_use", w.Text("monitor.reference.judges"))
		t.text("verdict", w.Text("monitor.short."+verdictCode(x)))
		t.count("judged_events", x.K)
		t.count("judged_known", x.Known)
		t.count("lost", x.Lost)
	}
	t.shares([]string{"benchmark_estimate", "benchmark_lower", "benchmark_upper"}, x.Expected, x.Lower, x.Upper)
	if x.N > 0 {
		t.count("benchmark_n", x.N)
	}
}

// chance is what the benchmark leaves to chance, and the observed over the expected.
func (t *grid) chance(x *result.Benchmark) {
	for _, at := range predicted {
		if p := predictionAt(x, at.level); p != nil {
			t.shares([]string{"prediction_lower" + at.name, "prediction_upper" + at.name}, p.Lower, p.Upper)
		}
	}
	if p := x.Power; p != nil && !p.Doubling.IsMissing() {
		t.count("alarm", p.Alarm)
		t.set("doubling", t.builder.sheetShare(p.Doubling))
	}
	if r := x.Ratio; r != nil {
		t.count("ratio_observed", r.Observed)
		t.numbers([]string{"ratio_expected", "ratio", "ratio_lower", "ratio_upper", "pseudo"}, r.Expected, r.Ratio, r.Lower, r.Upper, r.Pseudo)
		t.text("case_mix", t.builder.yesNo(r.Adjusted))
	}
}

func (t *grid) published(x *result.Benchmark) {
	b, w, reason := t.builder, t.builder.words, ""
	t.text("population", w.Label(x.Population, "", ""))
	t.text("era", x.Era)
	if x.DonorType != "" {
		t.text("donor", b.group("donor_type", x.DonorType))
	}
	if x.Origin != "" {
		t.text("origin", w.Text("monitor.origin."+x.Origin))
	}
	t.text("source", x.Source)
	for _, code := range []string{x.Reason, x.Observed.Reason} {
		if code != "" && reason == "" {
			reason = b.monitorReason(code)
		}
	}
	if x.Ratio != nil && x.Ratio.Reason != "" {
		reason = joinNonEmpty("; ", reason, w.Text("monitor.ratio.short")+": "+b.monitorReason(x.Ratio.Reason))
	}
	t.text("reason", reason)
}

func (b *builder) funnelSheet(m *result.Monitor) Sheet {
	t := b.grid("funnel", "", "cohort", "endpoint", "horizon", "time_unit", "by", "group", "unit_events", "unit_known", "unit_lost", "target")
	t.levels("limit")
	for i := range m.Funnels {
		f := &m.Funnels[i]
		for k := range f.Units {
			t.unit(f, &f.Units[k])
		}
	}
	return b.monitorSheet("funnel", t.done())
}

func (t *grid) unit(f *result.Funnel, u *result.FunnelUnit) {
	b := t.builder
	t.indicator(f.Cohort, f.Endpoint, f.Unit, f.Time)
	t.text("by", b.column(f.By))
	t.text("group", b.funnelUnitName(f, u.Unit))
	t.count("unit_events", u.K)
	t.count("unit_known", u.N)
	t.count("unit_lost", u.Lost)
	t.set("target", b.sheetShare(f.Target))
	for _, l := range f.Limits {
		if l.N == u.N {
			t.shares([]string{"limit_lower95", "limit_upper95", "limit_lower998", "limit_upper998"}, l.Lower95, l.Upper95, l.Lower998, l.Upper998)
		}
	}
	t.text("unit_verdict", b.funnelVerdict(f, u))
	t.text("target_source", b.funnelSource(f))
	if u.Worse && limitsLeft(u) > 0 {
		t.last().Mark = Attention
	}
}

func (b *builder) completenessSheet(m *result.Monitor) Sheet {
	t := b.grid("completeness", "")
	for _, c := range m.Completeness {
		reason := c.Reason
		if reason == "" && c.Estimate.IsMissing() {
			reason = "nobody_due"
		}
		t.row()
		t.cohort(c.Cohort)
		t.count("patients", c.Patients)
		t.count("complete", c.Complete)
		t.count("due", c.Due)
		t.shares([]string{"share_known", "lower", "upper", "clark", "clark_year"}, c.Estimate, c.Lower, c.Upper, c.C, c.COneYear)
		t.count("beyond", c.BeyondYear)
		t.count("overdue", c.Overdue)
		t.text("reason", b.sheetReason(reason))
		if c.Below {
			t.last().Mark = Attention
		}
	}
	return b.monitorSheet("followup", t.done())
}
