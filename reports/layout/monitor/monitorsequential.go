package monitor

import (
	"math"
	"strconv"
	"strings"

	"graftstat/analysis/code"
	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

func (b *Builder) chartName(s *result.Sequential) string {
	return b.cohortIndicator(s.Cohort, s.Endpoint, s.Unit, s.Time)
}

// signalledCase is a signal of a chart of transplants.
type signalledCase struct{ name, date string }

func signalsOf(s *result.Sequential) (cases []signalledCase, days []string) {
	for _, p := range s.Points {
		if p.Signal {
			cases = append(cases, signalledCase{p.Case, p.Date})
		}
	}
	for _, p := range s.TimePoints {
		if p.Signal {
			days = append(days, p.Date)
		}
	}
	return cases, days
}

// sequentialFindings names every chart that ever signalled; one that did within
// the year calls for attention.
func (b *Builder) sequentialFindings(m *result.Monitor) []finding {
	w := b.Words
	if len(m.Sequential) == 0 {
		return []finding{{w.Text("monitor.lead.no_chart"), isPlain}}
	}
	var findings []finding
	quiet := 0
	for i := range m.Sequential {
		s := &m.Sequential[i]
		cases, days := signalsOf(s)
		if len(cases)+len(days) == 0 {
			quiet++
			continue
		}
		findings = append(findings,
			finding{w.Text("monitor.lead.signal", b.chartName(s), b.signalSentence(cases, days)),
				weighed(b.isSignalled("cusum_signal", s.Cohort, s.Endpoint))})
	}
	if quiet > 0 {
		findings = append(findings, finding{w.Count("monitor.lead.quiet", quiet), isPlain})
	}
	return findings
}

// signalSentence names the signals of a chart, at most some of them.
func (b *Builder) signalSentence(cases []signalledCase, days []string) string {
	w := b.Words
	var parts []string
	name := func(code string, all []string) {
		if n := len(all); n > 0 {
			all = all[max(0, n-maxSignals):]
			parts = append(parts, w.Count("monitor.signals."+code, n, b.List(all, "and")))
		}
	}
	var byCase, byDay []string
	for _, c := range cases {
		byCase = append(byCase, w.Text("monitor.signals.case", c.name, w.Date(c.date)))
	}
	for _, d := range days {
		byDay = append(byDay, w.Date(d))
	}
	name("cases", byCase)
	name("days", byDay)
	return strings.Join(parts, "; ")
}

// maxSignals is the number of signals that a sentence names, the last ones.
const maxSignals = 3

func (b *Builder) sequentialBlocks(m *result.Monitor) []document.Block {
	var blocks []document.Block
	for i := range m.Sequential {
		s := &m.Sequential[i]
		blocks = append(blocks, page.Paragraph(document.Lead, b.sequentialLead(s)))
		if f := b.cusumFigure(s, i+1); f != nil {
			blocks = append(blocks, document.Block{Figure: f})
		} else {
			blocks = append(blocks, page.Paragraph(document.Body, b.sequentialWords(s)))
		}
		if f := b.timeFigure(s, i+1); f != nil {
			blocks = append(blocks, document.Block{Figure: f})
		}
		if len(s.Pending) > 0 {
			blocks = append(blocks, document.Block{Table: b.pendingTable(s, i+1)})
		}
	}
	return blocks
}

// sequentialLead: how many outcomes there were, how many were expected, whether it signals.
func (b *Builder) sequentialLead(s *result.Sequential) string {
	w := b.Words
	name := b.chartName(s)
	if s.Reason != "" {
		return w.Text("monitor.sequential.none", name, b.monitorReason(s.Reason))
	}
	verdict := w.Text("monitor.sequential.quiet")
	if cases, days := signalsOf(s); len(cases)+len(days) > 0 {
		verdict = page.Capital(b.signalSentence(cases, days)) + "."
	}
	if s.PendingEvents > 0 {
		verdict = w.Count("monitor.sequential.pending_events", s.PendingEvents) + " " + verdict
	}
	n := len(s.Points)
	if n == 0 {
		return w.Text("monitor.sequential.waiting", name) + " " + verdict
	}
	events := 0
	for _, p := range s.Points {
		if p.Event {
			events++
		}
	}
	expected := float64(s.Points[n-1].VLAD) + float64(events)
	return w.Text("monitor.sequential.lead", name, w.Integer(n), w.Integer(events), w.Decimal(expected, 1)) + " " +
		verdict
}

// sequentialWords say what the chart expects, what it looks for and how it goes on.
func (b *Builder) sequentialWords(s *result.Sequential) string {
	w := b.Words
	parts := []string{w.Text("monitor.sequential.expected", b.asPublished(s.Expected), b.AtTime(s.Time, s.Unit),
		b.sequentialSource(s))}
	switch {
	case s.Adjusted && s.RiskSource != "":
		parts = append(parts, w.Text("monitor.sequential.adjusted_by", s.RiskSource))
	case s.Adjusted:
		parts = append(parts, w.Text("monitor.sequential.adjusted"))
	}
	if !s.Limit.IsMissing() {
		parts = append(parts, w.Text("monitor.sequential.limit", w.Plain(s.OddsRatio), b.decimalNumber(s.Limit, 2),
			w.Time(s.RunLength)))
	}
	if !s.TimeLimit.IsMissing() {
		parts = append(parts, w.Text("monitor.sequential.time_limit", w.Plain(s.HazardRatio),
			b.decimalNumber(s.TimeLimit, 2)))
	}
	if s.AfterSignal != "" {
		parts = append(parts, w.Text("monitor.sequential.after."+string(s.AfterSignal)))
	}
	for _, left := range []struct {
		code string
		n    int
	}{{"pending", len(s.Pending)}, {"lost", s.Lost}, {"missing_risk", s.MissingRisk}} {
		if left.n > 0 {
			parts = append(parts, w.Count("monitor.sequential."+left.code, left.n))
		}
	}
	return strings.Join(parts, " ")
}

func (b *Builder) sequentialSource(s *result.Sequential) string {
	switch {
	case s.Source != "":
		return b.Known("monitor.sequential.source."+s.Source, s.Source)
	case s.Benchmark != "":
		return b.Words.Text("monitor.sequential.by_benchmark", s.Benchmark)
	}
	return b.Words.Text("monitor.sequential.by_study")
}

// cusumFigure has the CUSUM with its limit over the VLAD, by order of
// transplant; nil where no case has its whole horizon behind it.
func (b *Builder) cusumFigure(s *result.Sequential, number int) *document.Figure {
	w, n := b.Words, len(s.Points)
	if n == 0 || s.Points[n-1].CUSUM.IsMissing() {
		return nil
	}
	f := &document.Figure{ID: "monitor-cusum-" + strconv.Itoa(number),
		Title:    w.Text("monitor.sequential.title", b.chartName(s)),
		Subtitle: w.Text("monitor.sequential.subtitle", w.Plain(s.OddsRatio)),
		Caption:  b.sequentialWords(s) + " " + w.Text("monitor.sequential.caption", b.asPublished(0.95)),
		XLabel:   w.Text("monitor.sequential.order"), XTicks: b.countTicks(float64(n + len(s.Pending)))}
	c := &document.ControlChart{PendingFrom: math.NaN(), Pending: w.Text("monitor.sequential.pending_shade"),
		Signal: w.Text("monitor.sequential.signal_mark"),
		Reset:  w.Text("monitor.sequential.reset_mark"), Band: w.Text("monitor.sequential.band", b.asPublished(0.95))}
	if len(s.Pending) > 0 {
		c.PendingFrom = float64(n) + 0.5
	}
	c.Panels = []document.ControlPanel{b.cusumPanel(s), b.vladPanel(s)}
	f.Chart = c
	f.Alt = f.Title + ". " + b.sequentialLead(s)
	return f
}

func (b *Builder) cusumPanel(s *result.Sequential) document.ControlPanel {
	path, highest := document.ControlPath{}, 0.0
	for i, p := range s.Points {
		point := document.ControlPoint{At: float64(i + 1), Y: float64(p.CUSUM), Signal: p.Signal}
		if p.Signal {
			point.Label = p.Case
		}
		path.Points = append(path.Points, point)
		if p.Signal && s.AfterSignal == code.Reset {
			path.Points = append(path.Points, document.ControlPoint{At: point.At, Reset: true})
		}
		highest = max(highest, point.Y)
	}
	return b.limitedPanel(path, s.Limit, highest)
}

// limitedPanel is a CUSUM with its limit.
func (b *Builder) limitedPanel(path document.ControlPath, limit result.Number, highest float64) document.ControlPanel {
	path.Points = thinned(path.Points)
	p := document.ControlPanel{YLabel: b.Words.Text("monitor.sequential.cusum"), Paths: []document.ControlPath{path}}
	if !limit.IsMissing() {
		highest = max(highest, float64(limit))
		p.Limits = []document.ControlLimit{{Y: float64(limit),
			Label: b.Words.Text("monitor.sequential.limit_label", b.decimalNumber(limit, 2))}}
	}
	p.YTicks = b.valueTicks(0, highest)
	return p
}

func (b *Builder) vladPanel(s *result.Sequential) document.ControlPanel {
	p := document.ControlPanel{YLabel: b.Words.Text("monitor.sequential.vlad"), Zero: true}
	path, low, high := document.ControlPath{Stepped: true}, 0.0, 0.0
	for i, x := range s.Points {
		at := float64(i + 1)
		path.Points = append(path.Points, document.ControlPoint{At: at, Y: float64(x.VLAD)})
		low, high = min(low, float64(x.VLAD)), max(high, float64(x.VLAD))
		if !x.Lower.IsMissing() && !x.Upper.IsMissing() {
			p.Band = append(p.Band, document.ControlBand{At: at, Lower: float64(x.Lower), Upper: float64(x.Upper)})
			low, high = min(low, float64(x.Lower)), max(high, float64(x.Upper))
		}
	}
	path.Points, p.Band = thinned(path.Points), thinnedBand(p.Band)
	p.Paths, p.YTicks = []document.ControlPath{path}, b.valueTicks(low, high)
	return p
}

// pendingTable lists who is not in the chart yet, with the day of entry.
func (b *Builder) pendingTable(s *result.Sequential, number int) *document.Table {
	w := b.Words
	t := b.grid(page.Paper, "monitor-pending-"+strconv.Itoa(number), w.Text("monitor.pending.caption", b.chartName(s)))
	for _, p := range s.Pending {
		t.Row()
		t.Text("case", p.Case)
		t.Text("pending_due", w.Date(p.Due))
		t.Text("pending_outcome", b.pendingOutcome(p))
	}
	return page.Cut(b.Page, t.Table(), page.MaxCaseRows)
}

func (b *Builder) pendingOutcome(p result.PendingCase) string {
	if p.Event {
		return b.Words.Text("monitor.pending.happened")
	}
	return b.Words.Text("monitor.pending.not_yet")
}
