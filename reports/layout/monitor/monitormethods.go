package monitor

import (
	"slices"
	"strings"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// monitorMethods say how what is shown was computed, and by whom the method
// was published. What is not shown is not spoken of.
func (b *Builder) monitorMethods(m *result.Monitor) []document.Block {
	var blocks []document.Block
	for _, s := range b.monitorMethodNotes(m) {
		blocks = append(blocks, page.Paragraph(document.Note, s))
	}
	return blocks
}

func (b *Builder) monitorMethodNotes(m *result.Monitor) []string {
	w := b.Words
	var notes []string
	add := func(shown bool, code string, args ...string) {
		if shown {
			notes = append(notes, w.Text("monitor.method."+code, args...))
		}
	}
	judges := judged(m)
	where := func(is func(*result.Benchmark) bool) bool { return slices.ContainsFunc(judges, is) }
	intervals := b.intervalNames(m)
	add(len(m.Indicators) > 0, "windows")
	add(intervals != "", "intervals", b.Level(), intervals)
	add(len(m.Indicators) > 0 || len(m.Benchmarks) > 0, "mature")
	add(where(func(x *result.Benchmark) bool { return len(x.Prediction) > 0 }), "prediction", b.asPublished(0.95))
	add(where(func(x *result.Benchmark) bool { return len(x.Prediction) > 1 }), "looks", b.asPublished(0.95),
		b.asPublished(0.998))
	add(where(func(x *result.Benchmark) bool { return x.Power != nil && !x.Power.Doubling.IsMissing() }), "power")
	add(where(func(x *result.Benchmark) bool { return x.Ratio != nil && !x.Ratio.Ratio.IsMissing() }), "ratio",
		b.asPublished(0.95))
	add(where(func(x *result.Benchmark) bool { return x.Ratio != nil && !x.Ratio.Pseudo.IsMissing() }), "pseudo")
	chart := func(is func(*result.Sequential) bool) bool {
		return slices.ContainsFunc(m.Sequential, func(s result.Sequential) bool { return is(&s) })
	}
	add(chart(func(s *result.Sequential) bool { return len(s.Points) > 0 }), "cusum")
	add(chart(func(s *result.Sequential) bool { return len(s.Points) > 0 && !s.Limit.IsMissing() }), "run_length")
	add(chart(func(s *result.Sequential) bool { return len(s.Points) > 0 && !s.Points[0].VLAD.IsMissing() }), "vlad")
	add(chart(func(s *result.Sequential) bool { return len(s.TimePoints) > 0 }), "time_to_event")
	add(chart(func(s *result.Sequential) bool { return len(s.Pending) > 0 }), "pending")
	add(chart(func(s *result.Sequential) bool { return s.Adjusted }) ||
		where(func(x *result.Benchmark) bool { return x.Ratio != nil && x.Ratio.Adjusted }), "risk")
	add(slices.ContainsFunc(m.Funnels, func(f result.Funnel) bool { return len(f.Units) > 0 }), "funnel")
	add(len(m.Completeness) > 0, "completeness", b.asPublished(0.9))
	return append(notes, w.Text("monitor.method.back_dated"))
}

// intervalNames are the methods of the intervals of the indicators and of what
// stands beside benchmarks.
func (b *Builder) intervalNames(m *result.Monitor) string {
	var names []string
	add := func(e *result.WindowEstimate) {
		if e.Interval != "" && !e.Estimate.IsMissing() {
			names = page.AppendNew(names, b.Words.Text("interval."+e.Interval))
		}
	}
	for i := range m.Indicators {
		for k := range m.Indicators[i].Windows {
			add(&m.Indicators[i].Windows[k])
		}
		for k := range m.Indicators[i].Years {
			add(&m.Indicators[i].Years[k])
		}
	}
	for i := range m.Benchmarks {
		add(&m.Benchmarks[i].Observed)
	}
	return strings.Join(names, ", ")
}
