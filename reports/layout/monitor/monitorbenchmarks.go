package monitor

import (
	"math"
	"strings"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
	"graftstat/reports/words"
)

// isWorse and isBetter read a verdict, which says where the estimate lies, by
// what one hopes for.
func isWorse(x *result.Benchmark) bool {
	return x.Verdict == "below" && x.Good || x.Verdict == "above" && !x.Good
}

func isBetter(x *result.Benchmark) bool {
	return x.Verdict == "above" && x.Good || x.Verdict == "below" && !x.Good
}

// verdictCode: worse, better, within, too_few, or none where it could not be judged.
func verdictCode(x *result.Benchmark) string {
	switch {
	case isWorse(x):
		return "worse"
	case isBetter(x):
		return "better"
	case x.Verdict == "":
		return "none"
	}
	return x.Verdict
}

func judged(m *result.Monitor) []*result.Benchmark { return benchmarksThat(m, true) }

func benchmarksThat(m *result.Monitor, judge bool) []*result.Benchmark {
	var found []*result.Benchmark
	for i := range m.Benchmarks {
		if m.Benchmarks[i].Judges == judge {
			found = append(found, &m.Benchmarks[i])
		}
	}
	return found
}

// benchmarkFindings: how many benchmarks are met, and which are not.
func (b *Builder) benchmarkFindings(m *result.Monitor) []finding {
	w, judges := b.Words, judged(m)
	switch {
	case len(m.Benchmarks) == 0:
		return []finding{{w.Text("monitor.lead.no_benchmark"), isPlain}}
	case len(judges) == 0:
		return []finding{{w.Count("monitor.lead.reference_only", len(m.Benchmarks)), isPlain}}
	}
	signal := false
	var worse []string
	for _, x := range judges {
		if isWorse(x) {
			signal = signal || x.Signal
			worse = append(worse, w.Text("monitor.lead.against",
				b.cohortIndicator(x.Cohort, x.Endpoint, x.Unit, x.Time), b.observed(&x.Observed),
				b.asPublished(x.Expected)))
		}
	}
	findings := []finding{{w.Count("monitor.lead.benchmarks", len(judges), b.verdictCounts(judges)), isPlain}}
	if len(worse) > 0 {
		findings = append([]finding{{w.Text("monitor.lead.worse", b.named(worse)), weighed(signal)}}, findings...)
	}
	return findings
}

// verdictCounts says how many benchmarks have each verdict.
func (b *Builder) verdictCounts(judges []*result.Benchmark) string {
	counts, parts := make(map[string]int), ""
	for _, x := range judges {
		counts[verdictCode(x)]++
	}
	for _, code := range []string{"worse", "within", "better", "too_few", "none"} {
		if n := counts[code]; n > 0 {
			parts = joinNonEmpty(", ", parts, b.Words.Count("monitor.verdicts."+code, n))
		}
	}
	return parts
}

func (b *Builder) benchmarkBlocks(m *result.Monitor) []document.Block {
	w := b.Words
	var blocks []document.Block
	if judges := judged(m); len(judges) > 0 {
		for _, c := range b.Results.Study.Cohorts {
			if f := b.comparisonFigure(c.ID, judges); f != nil {
				blocks = append(blocks, document.Block{Figure: f})
			}
		}
		blocks = append(blocks, document.Block{Table: b.judgedTable(judges)})
		if t := b.ratioTable(judges); len(t.Rows) > 0 {
			blocks = append(blocks, document.Block{Table: t})
		}
	}
	if references := benchmarksThat(m, false); len(references) > 0 {
		blocks = append(blocks, page.Paragraph(document.Body, w.Text("monitor.reference.lead")))
		if t := b.referenceTable(references); len(t.Rows) > 0 {
			blocks = append(blocks, document.Block{Table: t})
		}
	}
	return blocks
}

// comparisonFigure sets what was observed in a cohort beside what its
// benchmarks expect; nil where none judges it.
func (b *Builder) comparisonFigure(cohort string, judges []*result.Benchmark) *document.Figure {
	w := b.Words
	comparison := &document.Comparison{LabelHead: b.HeadText("indicator"),
		TextHeads: []string{b.HeadText("this_centre"), b.HeadText("benchmark")},
		Observed:  b.HeadText("this_centre"), Benchmark: b.HeadText("benchmark"),
		Prediction: w.Text("monitor.prediction", b.asPublished(0.95)), Signal: w.Text("monitor.worse")}
	f := &document.Figure{ID: "monitor-benchmarks-" + cohort,
		Title:    w.Text("monitor.benchmarks.figure", b.CohortName(cohort)),
		Subtitle: w.Text("monitor.benchmarks.figure_subtitle", b.Level()),
		Caption:  w.Text("monitor.benchmarks.figure_caption"), XTicks: b.ShareTicks(),
		Chart: comparison}
	f.Alt = f.Title + "."
	for _, x := range judges {
		if x.Cohort != cohort {
			continue
		}
		row := document.ComparisonRow{Label: b.indicatorName(x.Cohort, x.Endpoint, x.Unit, x.Time), Signal: isWorse(x),
			Observed: document.Interval{Estimate: float64(x.Observed.Estimate), Lower: float64(x.Observed.Lower),
				Upper: float64(x.Observed.Upper)},
			Benchmark: document.Interval{Estimate: float64(x.Expected), Lower: float64(x.Lower),
				Upper: float64(x.Upper)}, PredictionLower: math.NaN(), PredictionUpper: math.NaN(),
			Texts: []string{b.observed(&x.Observed), b.published(x)}}
		if p := predictionAt(x, 0.95); p != nil {
			row.PredictionLower, row.PredictionUpper = float64(p.Lower), float64(p.Upper)
		}
		if x.Observed.Estimate.IsMissing() && x.Observed.Reason != "" {
			row.Missing = b.monitorReason(x.Observed.Reason)
		}
		comparison.Rows = append(comparison.Rows, row)
		f.Alt += " " + row.Label + ": " + b.verdict(x)
	}
	if len(comparison.Rows) == 0 {
		return nil
	}
	return f
}

func predictionAt(x *result.Benchmark, level float64) *result.Prediction {
	for i := range x.Prediction {
		if p := &x.Prediction[i]; p.Level == level && !p.Lower.IsMissing() && !p.Upper.IsMissing() {
			return p
		}
	}
	return nil
}

// published: 88% (86–90%), n 1493.
func (b *Builder) published(x *result.Benchmark) string {
	w := b.Words
	s := b.asPublished(x.Expected)
	if interval := b.publishedInterval(x.Lower, x.Upper); interval != "" {
		s = w.Text("monitor.published", s, interval)
	}
	if x.N > 0 {
		return w.Text("monitor.published_n", s, w.Integer(x.N))
	}
	return w.Text("monitor.published_without_n", s)
}

// judgedTable says of every benchmark that judges what was observed, what it
// leaves to chance, and what follows.
func (b *Builder) judgedTable(judges []*result.Benchmark) *document.Table {
	w := b.Words
	t := b.grid(page.Paper, "monitor-judged", w.Text("monitor.benchmarks.caption"))
	t.Wide(3, "indicator", "this_centre")
	t.Wide(4, "benchmark")
	t.Filled("left_to_chance", b.asPublished(0.95))
	t.Wide(2, "left_to_chance")
	t.Wide(5, "verdict")
	sources, last := numbered{Builder: b}, ""
	for _, x := range judges {
		t.byCohort(&last, x.Cohort)
		t.benchmark(x)
		t.Set("this_centre", b.observedCell(&x.Observed, b.counted(x)))
		t.Text("benchmark", joinNonEmpty(" ", b.published(x)+";", b.population(x), sources.mark(x.Source)))
		t.Set("left_to_chance", b.Explained(page.Text(b.chance(x, 0.95)), b.whyMissing(x.Reason)))
		t.Text("verdict", b.verdict(x))
		t.Note(b.observedNotes(&x.Observed)...)
	}
	t.Note(w.Text("monitor.benchmarks.note", b.Level(), b.asPublished(0.95)))
	t.Note(sources.notes()...)
	return t.Table()
}

// benchmark begins a row on paper: which indicator, marked where it is worse.
func (t *grid) benchmark(x *result.Benchmark) {
	if row := t.Row(); isWorse(x) {
		row.Mark = document.Attention
	}
	t.Text("indicator", t.builder.indicatorName(x.Cohort, x.Endpoint, x.Unit, x.Time))
}

// counted is the count that is judged: of the cases whose outcome is known.
func (b *Builder) counted(x *result.Benchmark) string {
	if x.Known == 0 {
		return ""
	}
	s := b.Words.Text("monitor.counted", b.Words.Integer(x.K), b.Words.Integer(x.Known))
	if x.Lost > 0 {
		s += b.Words.Text("monitor.counted_lost", b.Words.Integer(x.Lost))
	}
	return s
}

// chance is where the benchmark leaves an estimate of this many cases.
func (b *Builder) chance(x *result.Benchmark, level float64) string {
	p := predictionAt(x, level)
	if p == nil {
		return words.None
	}
	return b.Words.PercentInterval(float64(p.Lower), float64(p.Upper), x.Known)
}

// population: who, when, from whom, and from where the time runs if that is not the transplant.
func (b *Builder) population(x *result.Benchmark) string {
	w := b.Words
	donor, origin := "", ""
	if x.DonorType != "" {
		donor = page.Lowered(b.Group("donor_type", x.DonorType))
	}
	population := w.Label(x.Population, "", "")
	if strings.Contains(population, donor) { // it says so itself
		donor = ""
	}
	if x.Origin != "" && x.Origin != "transplant" {
		origin = w.Text("monitor.origin." + x.Origin)
	}
	return joinNonEmpty("; ", population, x.Era, donor, origin)
}

// verdict is the sentence that answers.
func (b *Builder) verdict(x *result.Benchmark) string {
	w := b.Words
	switch code := verdictCode(x); code {
	case "worse", "better":
		s := w.Text("monitor.verdict_" + code)
		if p := predictionAt(x, 0.998); p != nil {
			code = "near"
			if x.Signal || isBetter(x) && (x.Observed.Estimate < p.Lower || x.Observed.Estimate > p.Upper) {
				code = "far"
			}
			s += " " + w.Text("monitor.verdict_"+code, b.asPublished(0.95), b.asPublished(0.998))
		}
		return s
	case "none":
		if x.Reason != "" {
			return w.Text("monitor.verdict_none", b.monitorReason(x.Reason))
		}
		return w.Text("monitor.verdict_unjudged")
	default:
		return joinNonEmpty(" ", w.Text("monitor.verdict_"+code, w.Count("count.patients", x.Known)), b.power(x))
	}
}

// power says what so few cases could have shown.
func (b *Builder) power(x *result.Benchmark) string {
	w, p := b.Words, x.Power
	if p == nil || p.Doubling.IsMissing() {
		return ""
	}
	n := w.Count("count.patients", p.N)
	if p.Alarm > p.N {
		return w.Text("monitor.no_power", n)
	}
	return w.Text("monitor.power", n, w.Integer(p.Alarm), w.Percent(float64(p.Doubling), 0), b.asPublished(p.Expected),
		b.asPublished(2*p.Expected))
}

// ratioTable has observed over expected outcomes, with the check by pseudo-values.
func (b *Builder) ratioTable(judges []*result.Benchmark) *document.Table {
	w := b.Words
	t := b.grid(page.Paper, "monitor-ratio", w.Text("monitor.ratio.caption"))
	t.Wide(5, "indicator")
	t.Figures("ratio_observed", "ratio_expected")
	t.Wide(4, "ratio_limits")
	t.Figures("pseudo")
	t.Wide(3, "case_mix")
	sources, last := numbered{Builder: b}, ""
	for _, x := range judges {
		if x.Ratio != nil {
			t.byCohort(&last, x.Cohort)
			t.ratio(x, &sources)
		}
	}
	t.Note(w.Text("monitor.ratio.note"))
	t.Note(sources.notes()...)
	return t.Table()
}

func (t *grid) ratio(x *result.Benchmark, sources *numbered) {
	b, w, r := t.builder, t.builder.Words, x.Ratio
	name, why, ratio := b.indicatorName(x.Cohort, x.Endpoint, x.Unit, x.Time), b.whyMissing(r.Reason), words.None
	if !r.Ratio.IsMissing() {
		ratio = b.ratioText(r.Ratio, r.Lower, r.Upper)
	}
	adjusted := w.Text("monitor.ratio.not_adjusted")
	if r.Adjusted {
		adjusted = joinNonEmpty(" ", w.Text("monitor.ratio.is_adjusted"), sources.mark(r.RiskSource))
	}
	t.Row()
	t.Text("indicator", name)
	t.Count("ratio_observed", r.Observed)
	t.Set("ratio_expected", b.Explained(b.decimalCell(r.Expected, 2), why))
	t.Set("ratio_limits", b.Explained(page.Text(ratio), why))
	t.Set("pseudo", b.Explained(b.decimalCell(r.Pseudo, 3), b.whyMissing(r.PseudoReason)))
	t.Text("case_mix", adjusted)
	if r.Missing > 0 {
		t.Note(w.Count("monitor.ratio.missing", r.Missing, name))
	}
}

// ratioText is observed over expected with its limits.
func (b *Builder) ratioText(ratio, lower, upper result.Number) string {
	return b.Words.Text("monitor.ratio.value", b.decimalNumber(ratio, 2), b.decimalNumber(lower, 2),
		b.decimalNumber(upper, 2))
}

// referenceTable has published figures that judge nobody. Those of a time that
// no patient has reached yet are on the sheet only.
func (b *Builder) referenceTable(references []*result.Benchmark) *document.Table {
	w := b.Words
	t := b.grid(page.Paper, "monitor-reference", w.Text("monitor.reference.caption"))
	t.Wide(4, "indicator")
	t.Wide(3, "this_centre", "published")
	t.Wide(6, "published_for")
	sources, last := numbered{Builder: b}, ""
	later := 0
	for _, x := range references {
		if x.Observed.Cases == 0 {
			later++
			continue
		}
		t.byCohort(&last, x.Cohort)
		t.Row()
		t.Text("indicator", b.indicatorName(x.Cohort, x.Endpoint, x.Unit, x.Time))
		t.Set("this_centre", b.observedCell(&x.Observed, ""))
		t.Text("published", b.published(x))
		t.Text("published_for", joinNonEmpty(" ", b.population(x), sources.mark(x.Source)))
		t.Note(b.observedNotes(&x.Observed)...)
	}
	if later > 0 {
		t.Note(w.Count("monitor.reference.later", later))
	}
	t.Note(sources.notes()...)
	return t.Table()
}
