package monitor

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
	"graftstat/reports/words"
)

// MonitorSections are what the quality office follows from month to month: what
// calls for attention in plain words, then indicators, benchmarks, charts in the
// order of transplant, funnels, follow-up and how all of it was computed.
func (b *Builder) MonitorSections() []document.Section {
	m := b.Results.Monitor
	w := b.Words
	sections := []document.Section{{ID: "monitor", Title: w.Text("monitor.title"), Level: 1, Blocks: b.monitorLead(m)}}
	for _, part := range []struct {
		id     string
		blocks []document.Block
	}{
		{"indicators", b.indicatorBlocks(m)}, {"benchmarks", b.benchmarkBlocks(m)},
		{"sequential", b.sequentialBlocks(m)},
		{"funnel", b.funnelBlocks(m)}, {"followup", b.monitoredFollowUp(m)}, {"methods", b.monitorMethods(m)},
	} {
		if len(part.blocks) > 0 {
			sections = append(sections, document.Section{ID: "monitor-" + part.id,
				Title: w.Text("monitor.part." + part.id), Level: 2, Blocks: part.blocks})
		}
	}
	return sections
}

// finding is a sentence of what monitoring found.
type finding struct {
	text   string
	weight weight
}

// weight says how much a finding matters: the heaviest first.
type weight int

const (
	isSignal  weight = iota // to be acted on now
	isNotable               // outside of what is expected, but no signal
	isPlain
)

// weighed is a signal where the run raised one, else notable.
func weighed(signal bool) weight {
	if signal {
		return isSignal
	}
	return isNotable
}

// monitorLead answers first whether anything calls for attention, then says of
// each part what it found, also where that is nothing.
func (b *Builder) monitorLead(m *result.Monitor) []document.Block {
	var counts [isPlain + 1]int
	var blocks []document.Block
	for _, f := range b.findings(m) {
		style := document.Body
		if f.weight == isSignal {
			style = document.Warning
		}
		counts[f.weight]++
		blocks = append(blocks, page.Paragraph(style, f.text))
	}
	lead := b.Words.Text("monitor.lead.calm")
	switch {
	case counts[isSignal] > 0:
		lead = b.Words.Count("monitor.lead.attention", counts[isSignal])
	case counts[isNotable] > 0:
		lead = b.Words.Text("monitor.lead.notable")
	}
	return append([]document.Block{page.Paragraph(document.Lead, lead)}, blocks...)
}

func (b *Builder) findings(m *result.Monitor) []finding {
	all := b.benchmarkFindings(m)
	all = append(all, b.sequentialFindings(m)...)
	all = append(all, b.funnelFindings(m)...)
	all = append(all, b.completenessFindings(m)...)
	all = append(all, b.overdueFinding(m))
	slices.SortStableFunc(all, func(f, g finding) int { return cmp.Compare(f.weight, g.weight) })
	return all
}

// indicatorName: Overall survival, 1 year. The time is in that unit.
func (b *Builder) indicatorName(cohort, endpoint, unit string, time float64) string {
	return b.Words.Text("summary.card", b.monitoredEndpoint(cohort, endpoint), b.AtTime(time, unit))
}

// cohortIndicator names an indicator with its cohort, for a sentence.
func (b *Builder) cohortIndicator(cohort, endpoint, unit string, time float64) string {
	return b.Words.Text("monitor.of_cohort", b.indicatorName(cohort, endpoint, unit, time), b.CohortName(cohort))
}

// monitoredEndpoint names an endpoint also where its cohort has no case.
func (b *Builder) monitoredEndpoint(cohort, id string) string {
	if name := b.EndpointNamed(cohort, id); name != id {
		return name
	}
	return b.Words.Label(nil, "endpoint."+id, id)
}

// observed is an estimate with its interval and its n; a dash with its n where
// there is none. A star marks what is not mature.
func (b *Builder) observed(e *result.WindowEstimate) string {
	w := b.Words
	if e.Reason == "few_cases" {
		return w.Text("monitor.few_counted", w.Integer(e.Events), w.Integer(e.Cases))
	}
	if e.Estimate.IsMissing() {
		return w.Text("monitor.no_estimate", words.None, w.Integer(e.Cases))
	}
	s := w.Text("monitor.estimate", w.Percent(float64(e.Estimate), e.Cases),
		w.PercentInterval(float64(e.Lower), float64(e.Upper), e.Cases), w.Integer(e.Cases))
	if !e.Mature {
		s += w.Text("monitor.immature_mark")
	}
	return s
}

// observedCell is an estimate with what stands after it, and the reason for its dash.
func (b *Builder) observedCell(e *result.WindowEstimate, after string) document.Cell {
	return b.Explained(page.Text(b.observed(e)+after), b.whyMissing(e.Reason))
}

// observedNotes explain the counts and the star of an estimate.
func (b *Builder) observedNotes(e *result.WindowEstimate) []string {
	switch {
	case e.Reason == "few_cases":
		return []string{b.Words.Text("monitor.few_note")}
	case !e.Estimate.IsMissing() && !e.Mature:
		return []string{b.Words.Text("monitor.immature")}
	}
	return nil
}

// whyMissing words a reason; it is empty where there is none.
func (b *Builder) whyMissing(reason string) string {
	if reason == "" {
		return ""
	}
	return b.monitorReason(reason)
}

// monitorReason says why a number is missing: in the words of monitoring, where
// it has its own for the code.
func (b *Builder) monitorReason(code string) string {
	if s, ok := b.Words.Find("monitor.reason." + code); ok {
		return s
	}
	return b.Words.Text("reason." + code)
}

// isSignalled reports whether the run raised a signal.
func (b *Builder) isSignalled(code, cohort, endpoint string) bool {
	return slices.ContainsFunc(b.Results.Signals, func(s result.Signal) bool {
		return s.Code == code &&
			s.Cohort == cohort && s.Endpoint == endpoint
	})
}

// asPublished is a proportion with the digits that it was given with.
func (b *Builder) asPublished(x result.Number) string {
	if x.IsMissing() {
		return words.None
	}
	return b.hundredths(x) + b.Words.Text("number.percent")
}

func (b *Builder) hundredths(x result.Number) string {
	return b.Words.Plain(words.RoundHalfUp(100*float64(x), 2))
}

// publishedInterval is empty where no interval was published.
func (b *Builder) publishedInterval(lower, upper result.Number) string {
	if lower.IsMissing() || upper.IsMissing() {
		return ""
	}
	return b.hundredths(lower) + "–" + b.hundredths(upper) + b.Words.Text("number.percent")
}

// decimalNumber is a number with so many decimals, a dash where it is missing.
func (b *Builder) decimalNumber(x result.Number, digits int) string {
	return b.Words.Decimal(float64(x), digits)
}

// decimalCell is a number with so many decimals, which a workbook holds as a number.
func (b *Builder) decimalCell(x result.Number, digits int) document.Cell {
	return page.Number(float64(x), document.Decimal, b.decimalNumber(x, digits))
}

// byCohort adds a heading where the next row is of another cohort, unless there
// is one cohort only.
func (t *grid) byCohort(last *string, cohort string) {
	if cohort == *last || len(t.builder.Results.Study.Cohorts) < 2 {
		return
	}
	*last = cohort
	t.Heading(t.builder.CohortName(cohort))
}

// numbered keeps citations in the order in which they are first named.
type numbered struct {
	*Builder
	sources []string
}

// mark is the number of a source; empty where there is none.
func (n *numbered) mark(source string) string {
	if source == "" {
		return ""
	}
	for i, s := range n.sources {
		if s == source {
			return n.Words.Text("monitor.source_mark", n.Words.Integer(i+1))
		}
	}
	n.sources = append(n.sources, source)
	return n.Words.Text("monitor.source_mark", n.Words.Integer(len(n.sources)))
}

func (n *numbered) notes() []string {
	var notes []string
	for i, s := range n.sources {
		notes = append(notes, n.Words.Text("monitor.source_mark", n.Words.Integer(i+1))+" "+s)
	}
	return notes
}

// maxNamed is the number of results that a sentence names.
const maxNamed = 5

// named joins results in a sentence, and counts those that it leaves out.
func (b *Builder) named(results []string) string {
	if more := len(results) - maxNamed; more > 0 {
		results = append(slices.Clone(results[:maxNamed]), b.Words.Text("changes.cases.more", b.Words.Integer(more)))
	}
	return strings.Join(results, "; ")
}

// joinNonEmpty gives the parts that are not empty, one after another.
func joinNonEmpty(separator string, parts ...string) string {
	var full []string
	for _, p := range parts {
		if p != "" {
			full = append(full, p)
		}
	}
	return strings.Join(full, separator)
}

// countTicks are whole numbers from 0 to the first at or past the end, seven at most.
func (b *Builder) countTicks(end float64) []document.Tick {
	step := 1.0
	for k := 0; end/step > 6; k++ {
		step *= []float64{2, 2.5, 2}[k%3] // 1, 2, 5, 10, 20, 50, …
	}
	return stepTicks(0, end, step, func(x float64) string { return b.Words.Integer(int(x)) })
}

// valueTicks are from low to high in a few steps, 0 among them.
func (b *Builder) valueTicks(low, high float64) []document.Tick {
	low, high = min(low, 0), max(high, 0)
	step := 0.5
	for k := 0; (high-low)/step > 5; k++ {
		step *= []float64{2, 2, 2.5}[k%3] // 0.5, 1, 2, 5, 10, 20, 50, …
	}
	return stepTicks(low, high, step, b.Words.Plain)
}

// stepTicks are at whole numbers of steps, from the last at or before low to
// the first at or past high, two at least. Steps of a tenth meet both ends.
func stepTicks(low, high, step float64, label func(float64) string) []document.Tick {
	const least = 1e-9
	var ticks []document.Tick
	for i := math.Floor(low/step + least); ; i++ {
		at := words.RoundHalfUp(i*step, 6)
		ticks = append(ticks, document.Tick{At: at, Label: strings.Replace(label(at), "-", "−", 1)})
		if i >= high/step-least && len(ticks) > 1 {
			return ticks
		}
	}
}
