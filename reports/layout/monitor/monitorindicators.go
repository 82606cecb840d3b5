package monitor

import (
	"math"
	"strconv"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// maxTrendRows is the number of indicators in one figure of trends.
const maxTrendRows = 8

func (b *Builder) indicatorBlocks(m *result.Monitor) []document.Block {
	if len(m.Indicators) == 0 {
		return nil
	}
	blocks := []document.Block{{Table: b.indicatorTable(m)}}
	for _, f := range b.trendFigures(m) {
		blocks = append(blocks, document.Block{Figure: f})
	}
	return blocks
}

// indicatorTable has a row an indicator and a column a window. An indicator
// that is worse than its benchmark is marked.
func (b *Builder) indicatorTable(m *result.Monitor) *document.Table {
	w := b.Words
	t := b.grid(page.Paper, "monitor-windows", w.Text("monitor.indicators.caption"))
	t.Wide(5, "indicator")
	t.Wide(2.2, "by_year")
	for _, window := range m.Windows {
		t.Repeat(window.ID, "named", b.windowName(window))
		t.Wide(4, window.ID)
	}
	last := ""
	for i := range m.Indicators {
		x := &m.Indicators[i]
		t.byCohort(&last, x.Cohort)
		row := t.Row()
		t.Text("indicator", b.indicatorName(x.Cohort, x.Endpoint, x.Unit, x.Time))
		t.Set("by_year", document.Cell{Spark: b.trendSpark(m, x)})
		if bench := judging(m, x); bench != nil && isWorse(bench) {
			row.Mark = document.Attention
			t.Note(w.Text("monitor.indicators.marked"))
		}
		for _, window := range m.Windows {
			t.inWindow(x, window)
		}
	}
	t.Note(w.Text("monitor.indicators.note", b.Level()))
	t.Note(b.windowDates(m)...)
	t.DropIfNone("by_year")
	return t.Table()
}

// windowDates say for each time of an indicator which days of transplant a window
// of months holds; those of one time are the same for every indicator.
func (b *Builder) windowDates(m *result.Monitor) []string {
	var notes []string
	for i := range m.Indicators {
		x := &m.Indicators[i]
		for _, window := range m.Windows {
			if e := windowOf(x, window.ID); e != nil && window.ID != "month" && e.From != "" {
				notes = page.AppendNew(notes, b.Words.Text("monitor.indicators.dates", b.windowName(window),
					b.AtTime(x.Time, x.Unit), b.Words.Date(e.From), b.Words.Date(e.To)))
			}
		}
	}
	return notes
}

// inWindow puts an indicator into the column of a window.
func (t *grid) inWindow(x *result.Indicator, window result.Window) {
	b, e := t.builder, windowOf(x, window.ID)
	switch {
	case e == nil:
		t.Set(window.ID, b.Dash(""))
	case window.ID == "month":
		t.Text(window.ID, b.Words.Text("monitor.counts", b.Words.Integer(e.Cases),
			b.Words.Count("count.events", e.Events)))
	default:
		t.Set(window.ID, b.observedCell(e, ""))
		t.Note(b.observedNotes(e)...)
	}
}

func windowOf(x *result.Indicator, id string) *result.WindowEstimate {
	for i := range x.Windows {
		if x.Windows[i].Window == id {
			return &x.Windows[i]
		}
	}
	return nil
}

// windowName: this month, last 12 months, last 3 years, all.
func (b *Builder) windowName(window result.Window) string {
	switch {
	case window.ID == "month":
		return b.Words.Text("monitor.window.month")
	case window.Months == 0:
		return b.Words.Text("monitor.window.all")
	case window.Months > 12 && window.Months%12 == 0:
		return b.Words.Count("monitor.window.years", window.Months/12)
	}
	return b.Words.Count("monitor.window.months", window.Months)
}

func (b *Builder) windowNamed(m *result.Monitor, id string) string {
	for _, window := range m.Windows {
		if window.ID == id {
			return b.windowName(window)
		}
	}
	return id // a calendar year
}

// judging is the benchmark that judges an indicator: the one that it is worst
// beside, nil where there is none.
func judging(m *result.Monitor, x *result.Indicator) *result.Benchmark {
	var found *result.Benchmark
	for i := range m.Benchmarks {
		y := &m.Benchmarks[i]
		if y.Judges && y.Cohort == x.Cohort && y.Endpoint == x.Endpoint && y.Time == x.Time &&
			(found == nil || !isWorse(found) && isWorse(y)) {
			found = y
		}
	}
	return found
}

// trendFigures show the indicators of a cohort by year of transplant, some in
// a figure; a cohort of one year has no trend.
func (b *Builder) trendFigures(m *result.Monitor) []*document.Figure {
	var figures []*document.Figure
	for i := range b.Results.Study.Cohorts {
		id := b.Results.Study.Cohorts[i].ID
		var indicators []*result.Indicator
		for j := range m.Indicators {
			if x := &m.Indicators[j]; x.Cohort == id && len(x.Years) > 0 {
				indicators = append(indicators, x)
			}
		}
		first, last := yearsOf(indicators)
		if first >= last {
			continue
		}
		for part := 1; len(indicators) > 0; part++ {
			n := min(maxTrendRows, len(indicators))
			f := b.trendFigure(m, id, indicators[:n], first, last)
			if part > 1 {
				f.ID += "-" + strconv.Itoa(part)
			}
			figures = append(figures, f)
			indicators = indicators[n:]
		}
	}
	return figures
}

// yearsOf are the first and the last year in which an indicator has a case.
func yearsOf(indicators []*result.Indicator) (first, last int) {
	first, last = math.MaxInt, 0
	for _, x := range indicators {
		for _, e := range x.Years {
			if year, err := strconv.Atoi(e.Window); err == nil {
				first, last = min(first, year), max(last, year)
			}
		}
	}
	return first, last
}

func (b *Builder) trendFigure(m *result.Monitor, cohort string, indicators []*result.Indicator, first,
	last int) *document.Figure {
	w := b.Words
	trend := &document.Trend{Estimate: w.Text("monitor.trend.estimate", b.Level()), Benchmark: b.HeadText("benchmark"),
		Counts: "n"}
	f := &document.Figure{ID: "monitor-trend-" + cohort, Title: w.Text("monitor.trend.title", b.CohortName(cohort)),
		Subtitle: w.Text("monitor.trend.subtitle", b.Level()),
		XLabel:   w.Text("monitor.trend.axis"), Caption: w.Text("monitor.trend.caption"),
		Chart: trend}
	for year := first; year <= last; year++ {
		f.XTicks = append(f.XTicks, document.Tick{At: float64(year), Label: strconv.Itoa(year)})
	}
	f.Alt = f.Title + ". " + f.Subtitle + "."
	for _, x := range indicators {
		row := document.TrendRow{Label: b.indicatorName(x.Cohort, x.Endpoint, x.Unit, x.Time), Benchmark: math.NaN()}
		if bench := judging(m, x); bench != nil {
			row.Benchmark = float64(bench.Expected)
		}
		for i := range x.Years {
			if p, ok := b.trendPoint(&x.Years[i]); ok {
				row.Points = append(row.Points, p)
			}
		}
		from, span := trendAxis(m, x)
		row.YTicks = stepTicks(from, from+span, span/2, func(at float64) string { return b.Words.Percent(at, 0) })
		trend.Rows = append(trend.Rows, row)
		f.Alt += " " + row.Label + ": " + b.trendWords(x)
	}
	return f
}

func (b *Builder) trendPoint(e *result.WindowEstimate) (document.TrendPoint, bool) {
	year, err := strconv.Atoi(e.Window)
	if err != nil {
		return document.TrendPoint{}, false
	}
	p := document.TrendPoint{At: float64(year), Estimate: float64(e.Estimate), Lower: float64(e.Lower),
		Upper:           float64(e.Upper),
		PredictionLower: math.NaN(), PredictionUpper: math.NaN(), Count: b.Words.Integer(e.Cases)}
	return p, true
}

// trendAxis shows where an indicator lies: up from 0 where the event is bad,
// down from 1 where it is good.
func trendAxis(m *result.Monitor, x *result.Indicator) (from, span float64) {
	reach := 0.0
	far := func(at result.Number) {
		if x.Good {
			at = 1 - at
		}
		if float64(at) > reach { // false for what is missing
			reach = float64(at)
		}
	}
	if bench := judging(m, x); bench != nil {
		far(bench.Expected)
	}
	for _, e := range x.Years {
		far(e.Estimate)
		far(e.Lower)
		far(e.Upper)
	}
	span = 1
	for _, s := range []float64{0.5, 0.2, 0.1} {
		if reach <= s {
			span = s
		}
	}
	if x.Good {
		return 1 - span, span
	}
	return 0, span
}

// trendWords say the trend year by year.
func (b *Builder) trendWords(x *result.Indicator) string {
	s := ""
	for i := range x.Years {
		s = joinNonEmpty("; ", s, x.Years[i].Window+" "+b.observed(&x.Years[i]))
	}
	return s + "."
}

// trendSpark is the trend by year, small; nil where there is none.
func (b *Builder) trendSpark(m *result.Monitor, x *result.Indicator) *document.Spark {
	first, last := yearsOf([]*result.Indicator{x})
	if first >= last {
		return nil
	}
	low, span := trendAxis(m, x)
	s := &document.Spark{Alt: b.Words.Text("monitor.trend.spark", b.trendWords(x)), Low: low, High: low + span,
		Values: make([]float64, last-first+1), Benchmark: math.NaN()}
	for i := range s.Values {
		s.Values[i] = math.NaN()
	}
	for _, e := range x.Years {
		if year, err := strconv.Atoi(e.Window); err == nil {
			s.Values[year-first] = float64(e.Estimate)
		}
	}
	if bench := judging(m, x); bench != nil {
		s.Benchmark, s.Signal = float64(bench.Expected), isWorse(bench)
	}
	return s
}
