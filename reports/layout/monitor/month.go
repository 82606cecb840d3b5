package monitor

import (
	"math"
	"slices"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// maxMonthRows is how many rows of a list of cases a month has room for.
const maxMonthRows = 12

// MonthSections are the pages of a month that follow the programme: what was
// observed and expected, the control charts, and whom to call.
func (b *Builder) MonthSections() []document.Section {
	m := b.Results.Monitor
	var sections []document.Section
	for _, part := range []struct {
		id     string
		blocks []document.Block
	}{{"expected", b.monthExpected(m)}, {"control", b.monthControl(m)}, {"calls", b.monthCalls(m)}} {
		if len(part.blocks) > 0 {
			sections = append(sections, document.Section{ID: "month-" + part.id,
				Title: b.Words.Text("month.part." + part.id), Level: 1, Flows: true, Blocks: part.blocks})
		}
	}
	return sections
}

// monthExpected sets the indicators beside what was published or chosen.
func (b *Builder) monthExpected(m *result.Monitor) []document.Block {
	w := b.Words
	var blocks []document.Block
	for _, f := range b.benchmarkFindings(m) {
		style := document.Body
		if f.weight == isSignal {
			style = document.Warning
		}
		blocks = append(blocks, page.Paragraph(style, f.text))
	}
	if f := b.indicatorsFigure(m); f != nil {
		blocks = append(blocks, document.Block{Figure: f})
	}
	if t := b.exposureTable(m); t != nil {
		blocks = append(blocks, document.Block{Table: t})
	}
	if len(blocks) == 0 {
		return nil
	}
	return append(blocks, page.Paragraph(document.Note, w.Text("month.expected_note")))
}

// indicatorsFigure has a row an endpoint and time: this centre, the benchmark
// that judges it or the first that was published, and the others as marks.
func (b *Builder) indicatorsFigure(m *result.Monitor) *document.Figure {
	w := b.Words
	comparison := &document.Comparison{LabelHead: b.HeadText("indicator"),
		TextHeads: []string{b.HeadText("this_centre"), b.HeadText("published")},
		Observed:  b.HeadText("this_centre"), Benchmark: b.HeadText("published"),
		Prediction: w.Text("monitor.prediction", b.asPublished(0.95)), Signal: w.Text("monitor.worse")}
	f := &document.Figure{ID: "month-indicators", Title: w.Text("month.part.expected"),
		Subtitle: w.Text("monitor.benchmarks.figure_subtitle", b.Level()),
		Caption:  w.Text("month.indicators_caption"), XTicks: b.ShareTicks(), Headed: true, Chart: comparison}
	f.Alt = f.Title + "."
	last := ""
	for _, group := range byIndicator(m.Benchmarks) {
		x := chosen(group)
		if x.Observed.Cases == 0 { // no patient has reached the time yet
			continue
		}
		if x.Cohort != last && len(b.Results.Study.Cohorts) > 1 {
			comparison.Rows = append(comparison.Rows, document.ComparisonRow{Label: b.CohortName(x.Cohort),
				Heading: true})
		}
		last = x.Cohort
		row := b.indicatorRow(x, group)
		comparison.Rows = append(comparison.Rows, row)
		f.Alt += " " + row.Label + ": " + row.Texts[0] + "; " + row.Texts[1] + "."
	}
	if len(comparison.Rows) == 0 {
		return nil
	}
	return f
}

func (b *Builder) indicatorRow(x *result.Benchmark, group []*result.Benchmark) document.ComparisonRow {
	row := document.ComparisonRow{Label: b.indicatorName(x.Cohort, x.Endpoint, x.Unit, x.Time), Signal: isWorse(x),
		Observed: document.Interval{Estimate: float64(x.Observed.Estimate), Lower: float64(x.Observed.Lower),
			Upper: float64(x.Observed.Upper)},
		Benchmark: document.Interval{Estimate: float64(x.Expected), Lower: float64(x.Lower),
			Upper: float64(x.Upper)},
		PredictionLower: math.NaN(), PredictionUpper: math.NaN(),
		Texts: []string{b.observed(&x.Observed), b.publishedRange(group)}}
	if p := predictionAt(x, 0.95); p != nil {
		row.PredictionLower, row.PredictionUpper = float64(p.Lower), float64(p.Upper)
	}
	if x.Observed.Estimate.IsMissing() && x.Observed.Reason != "few_cases" { // its counts stand beside it
		row.Missing = b.monitorReason(x.Observed.Reason)
	}
	for _, other := range group {
		if other != x {
			row.Others = append(row.Others, float64(other.Expected))
		}
	}
	return row
}

// byIndicator are the benchmarks of each endpoint and time, in their order.
func byIndicator(all []result.Benchmark) [][]*result.Benchmark {
	var groups [][]*result.Benchmark
	for i := range all {
		x := &all[i]
		at := slices.IndexFunc(groups, func(g []*result.Benchmark) bool {
			return g[0].Cohort == x.Cohort && g[0].Endpoint == x.Endpoint && g[0].Unit == x.Unit && g[0].Time == x.Time
		})
		if at < 0 {
			at, groups = len(groups), append(groups, nil)
		}
		groups[at] = append(groups[at], x)
	}
	return groups
}

// chosen is the benchmark that judges, or else the first.
func chosen(group []*result.Benchmark) *result.Benchmark {
	for _, x := range group {
		if x.Judges {
			return x
		}
	}
	return group[0]
}

// publishedRange: 88% (86–90%), n 1493; of several 85–97%, 6 sources.
func (b *Builder) publishedRange(group []*result.Benchmark) string {
	if x := chosen(group); x.Judges || len(group) == 1 {
		return b.published(x)
	}
	least, most := group[0].Expected, group[0].Expected
	for _, x := range group {
		least, most = min(least, x.Expected), max(most, x.Expected)
	}
	return b.Words.Count("month.published_range", len(group), b.publishedInterval(least, most))
}

// exposureTable has O and E of the same days, stretch by stretch; nil where no
// benchmark judges.
func (b *Builder) exposureTable(m *result.Monitor) *document.Table {
	w := b.Words
	t := b.grid(page.Paper, "month-exposure", w.Text("month.exposure"), "indicator", "exposure_period", "patient_years",
		"exposure_observed", "exposure_expected",
		"exposure_ratio", "over_1_2", "over_2_5", "exposure_later")
	for i := range m.Exposures {
		x := &m.Exposures[i]
		name := b.cohortIndicator(x.Cohort, x.Endpoint, x.Unit, x.Time)
		if x.Reason != "" {
			t.Note(w.Text("month.exposure_none", name, b.monitorReason(x.Reason)))
			continue
		}
		for k := range x.Periods {
			b.exposureRow(t, name, &x.Periods[k])
			name = ""
		}
		t.Note(b.flagNote(m, x))
	}
	if t.Len() == 0 {
		return nil
	}
	return t.Table()
}

func (b *Builder) exposureRow(t *grid, name string, p *result.ExposurePeriod) {
	w := b.Words
	t.Row()
	t.Text("indicator", name)
	t.Text("exposure_period", w.Text("month.period."+p.ID, w.Date(p.From), w.Date(p.To)))
	t.Number("patient_years", p.PatientYears, document.Decimal, 1)
	t.Count("exposure_observed", p.Observed)
	t.Number("exposure_expected", p.Expected, document.Decimal, 2)
	t.Text("exposure_ratio", b.ratioText(p.Ratio, p.Lower, p.Upper))
	t.Number("over_1_2", p.OverRaised, document.Decimal, 2)
	t.Number("over_2_5", p.OverDoubled, document.Decimal, 2)
	t.Count("exposure_later", p.Later)
}

// flagNote is the yearly look in a sentence.
func (b *Builder) flagNote(m *result.Monitor, x *result.Exposure) string {
	w, name := b.Words, b.cohortIndicator(x.Cohort, x.Endpoint, x.Unit, x.Time)
	verdict := "clear"
	switch {
	case x.Flag.Flagged:
		verdict = "flagged"
	case x.Flag.Reason != "":
		verdict = x.Flag.Reason
	}
	if x.Flag.Fewest == 0 {
		return w.Text("month.flag.none", name, w.Date(m.JudgedOn), b.monitorReason(x.Flag.Reason))
	}
	adjusted := "month.flag.unadjusted"
	if x.Adjusted {
		adjusted = "month.flag.adjusted"
	}
	return w.Text("month.flag."+verdict, name, w.Date(m.JudgedOn), w.Integer(x.Flag.Fewest),
		b.asPublished(result.Number(math.Round(1000*float64(x.Flag.False))/1000)), w.Text(adjusted))
}

// monthControl has the control charts, small, and who is not in them yet.
func (b *Builder) monthControl(m *result.Monitor) []document.Block {
	var blocks, figures []document.Block
	for i := range m.Sequential {
		s := &m.Sequential[i]
		blocks = append(blocks, page.Paragraph(document.Body, b.sequentialLead(s)))
		for _, f := range []*document.Figure{b.cusumFigure(s, i+1), b.timeFigure(s, i+1)} {
			if f != nil {
				f.ID, f.Compact = "month-"+f.ID, true
				figures = append(figures, document.Block{Figure: f})
			}
		}
	}
	for pair := range slices.Chunk(figures, 2) {
		blocks = append(blocks, document.Block{Row: pair})
	}
	if t := b.monthPending(m); len(t.Rows) > 0 {
		blocks = append(blocks, document.Block{Table: t})
	}
	return blocks
}

// monthPending lists the cases that no chart counts yet: those whose bad outcome
// is known, then those that come due first.
func (b *Builder) monthPending(m *result.Monitor) *document.Table {
	w := b.Words
	t := b.grid(page.Paper, "month-pending", w.Text("month.pending"), "case", "pending_chart", "pending_due",
		"pending_outcome")
	type waiting struct {
		of *result.Sequential
		result.PendingCase
	}
	var all []waiting
	for i := range m.Sequential {
		for _, p := range m.Sequential[i].Pending {
			all = append(all, waiting{&m.Sequential[i], p})
		}
	}
	slices.SortStableFunc(all, func(x, y waiting) int {
		if x.Event != y.Event {
			return map[bool]int{true: -1, false: 1}[x.Event]
		}
		return w.Compare(x.Due, y.Due)
	})
	for _, p := range all {
		t.Row()
		t.Text("case", p.Case)
		t.Text("pending_chart", b.chartName(p.of))
		t.Text("pending_due", w.Date(p.Due))
		t.Text("pending_outcome", b.pendingOutcome(p.PendingCase))
	}
	return page.Cut(b.Page, t.Table(), maxMonthRows)
}

// monthCalls is how complete the follow-up is and whom to call.
func (b *Builder) monthCalls(m *result.Monitor) []document.Block {
	var blocks []document.Block
	if len(m.Completeness) > 0 {
		blocks = append(blocks, document.Block{Table: b.completenessTable(m, "month-completeness")})
	}
	blocks = append(blocks, page.Paragraph(document.Body, b.schedule(m)))
	switch {
	case len(m.Overdue) > 0:
		t := b.overdueTable(m, page.Paper, "month-overdue", b.Words.Text("monitor.overdue.caption"))
		blocks = append(blocks, document.Block{Table: page.Cut(b.Page, t, maxMonthRows)})
	case overdueCount(m) > 0:
		blocks = append(blocks, page.Paragraph(document.Body,
			b.Words.Count("monitor.followup.too_many", overdueCount(m))))
	default:
		blocks = append(blocks, page.Paragraph(document.Body, b.Words.Text("monitor.lead.none_overdue")))
	}
	return blocks
}
