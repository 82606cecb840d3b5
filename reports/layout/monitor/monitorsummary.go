package monitor

import (
	"slices"
	"strconv"
	"strings"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// maxOverview is the number of benchmarks on the first page.
const maxOverview = 4

// MonitorSummary is what the first page says of monitoring: a line with the
// counts, and the benchmarks at a glance, worst first. What signals stands above
// it already.
func (b *Builder) MonitorSummary() []document.Block {
	m := b.Results.Monitor
	if m == nil {
		return nil
	}
	blocks := []document.Block{page.Paragraph(document.Body, b.monitorSentence(m))}
	if t := b.overviewTable(m); len(t.Rows) > 0 {
		blocks = append(blocks, document.Block{Table: t})
	}
	return blocks
}

// monitorSentence: the benchmarks, the charts, the follow-up and the visits in a line.
func (b *Builder) monitorSentence(m *result.Monitor) string {
	w := b.Words
	var parts []string
	if judges := judged(m); len(judges) > 0 {
		parts = append(parts, w.Count("monitor.summary.benchmarks", len(judges), b.verdictCounts(judges)))
	}
	signalled := 0
	for _, s := range b.Results.Signals {
		if s.Code == "cusum_signal" {
			signalled++
		}
	}
	if n := len(m.Sequential); n > 0 {
		if signalled > 0 {
			parts = append(parts, w.Count("monitor.summary.charts", n, w.Integer(signalled)))
		} else {
			parts = append(parts, w.Count("monitor.summary.no_charts", n))
		}
	}
	complete, due := 0, 0
	for _, c := range m.Completeness {
		complete, due = complete+c.Complete, due+c.Due
	}
	if due > 0 {
		parts = append(parts, w.Text("monitor.summary.complete", w.Integer(complete), w.Integer(due)))
	}
	if n := overdueCount(m); n > 0 {
		parts = append(parts, w.Count("monitor.summary.overdue", n))
	} else {
		parts = append(parts, w.Text("monitor.summary.none_overdue"))
	}
	return w.Text("monitor.summary.sentence", strings.Join(parts, "; "))
}

// overviewTable sets a few benchmarks beside what was observed, with the trend.
func (b *Builder) overviewTable(m *result.Monitor) *document.Table {
	w := b.Words
	t := b.grid(page.Paper, "monitor-overview", "")
	t.Wide(6, "indicator")
	t.Wide(2, "by_year")
	t.Wide(4, "this_centre")
	t.Wide(3, "benchmark", "verdict")
	judges := slices.Clone(judged(m))
	rank := map[string]int{"worse": 0, "none": 1, "too_few": 2, "within": 3, "better": 4}
	slices.SortStableFunc(judges,
		func(x, y *result.Benchmark) int { return rank[verdictCode(x)] - rank[verdictCode(y)] })
	for i, x := range judges {
		if i == maxOverview {
			t.Note(w.Count("monitor.summary.more", len(judges)-i))
			break
		}
		t.benchmark(x)
		t.Text("indicator", b.cohortIndicator(x.Cohort, x.Endpoint, x.Unit, x.Time)).Link = "monitor-benchmarks"
		t.Set("by_year", document.Cell{Spark: b.benchmarkSpark(m, x)})
		t.Text("this_centre", b.observed(&x.Observed))
		t.Text("benchmark", b.published(x))
		t.Word("verdict", "monitor.short", verdictCode(x))
		t.Note(b.observedNotes(&x.Observed)...)
	}
	t.DropIfNone("by_year")
	return t.Table()
}

// benchmarkSpark is the trend of the indicator that a benchmark judges.
func (b *Builder) benchmarkSpark(m *result.Monitor, x *result.Benchmark) *document.Spark {
	for i := range m.Indicators {
		if y := &m.Indicators[i]; y.Cohort == x.Cohort && y.Endpoint == x.Endpoint && y.Time == x.Time {
			return b.trendSpark(m, y)
		}
	}
	return nil
}

// MonitorSignalPart says what a signal of monitoring is about, its numbers in
// the language's form: the endpoint with what was observed and expected, with
// the day, or the unit. It reports false for a signal of another kind.
func (b *Builder) MonitorSignalPart(s result.Signal) (string, bool) {
	least, known := map[string]int{"below_benchmark": 3, "cusum_signal": 1, "completeness_below": 1,
		"funnel_outside": 1, "ratio_flagged": 2}[s.Code]
	if !known || len(s.Args) < least {
		return "", false
	}
	w, name := b.Words, b.monitoredEndpoint(s.Cohort, s.Endpoint)
	switch s.Code {
	case "below_benchmark":
		return w.Text("monitor.signal.benchmark", name, b.shareArg(s.Args[1]), b.shareArg(s.Args[2]), s.Args[0]), true
	case "cusum_signal":
		return w.Text("monitor.signal.cusum", name, w.Date(s.Args[0])), true
	case "ratio_flagged":
		return w.Text("monitor.signal.flag", name, s.Args[0], w.Date(s.Args[1])), true
	case "completeness_below":
		return b.shareArg(s.Args[0]), true
	}
	return w.Text("monitor.signal.funnel", name, b.signalledUnit(s)), true
}

// shareArg is a proportion that was given as a plain number.
func (b *Builder) shareArg(arg string) string {
	x, err := strconv.ParseFloat(arg, 64)
	if err != nil {
		return arg
	}
	return b.Words.Percent(x, 1)
}
