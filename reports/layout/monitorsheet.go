package layout

import (
	"graftstat/analysis/result"
	"graftstat/reports/words"
)

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
	t.Columns[2].Number, t.Columns[4].Number = true, true // days of the calendar
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

// blank leaves a missing number out: its column stays one of numbers.
func blank(c Cell) Cell {
	if c.Value == nil && c.Text == words.None {
		c.Text = ""
	}
	return c
}

func (b *builder) sheetShare(x result.Number) Cell { return blank(b.share(x, finer)) }

func (b *builder) sheetNumber(x result.Number) Cell {
	return blank(number(float64(x), Decimal, b.decimalNumber(x, 3)))
}

// plainNumber is a number as the study gave it.
func (b *builder) plainNumber(x float64) Cell { return number(x, General, b.words.Plain(x)) }

func (b *builder) sheetReason(code string) Cell {
	if code == "" {
		return text("")
	}
	return text(b.monitorReason(code))
}

func (b *builder) yesNo(is bool) Cell {
	if is {
		return text(b.words.Text("monitor.yes"))
	}
	return text(b.words.Text("monitor.no"))
}

// indicatorHeads begin every row: which indicator of whom.
func (b *builder) indicatorHeads() []Column {
	return b.heads("column_head.cohort", "column_head.endpoint", "#monitor.head.time", "monitor.head.unit")
}

func (b *builder) indicatorCells(cohort, endpoint, unit string, time float64) []Cell {
	return []Cell{{Text: b.cohortName(cohort), Link: "cohort:" + cohort}, text(b.monitoredEndpoint(cohort, endpoint)), b.time(time), text(b.unit(unit))}
}

func (b *builder) indicatorSheet(m *result.Monitor) Sheet {
	t := &Table{ID: "indicators", Columns: append(b.indicatorHeads(), b.heads("monitor.head.window", "#monitor.head.from", "#monitor.head.to", "#column_head.cases", "#estimate.events",
		"#estimate.at_risk", "#estimate.estimate", "#column_head.lower", "#column_head.upper", "#column_head.std_err", "column_head.interval", "monitor.head.mature", "column_head.reason")...)}
	for i := range m.Indicators {
		x := &m.Indicators[i]
		for _, e := range append(append([]result.WindowEstimate{}, x.Windows...), x.Years...) {
			t.Rows = append(t.Rows, Row{Cells: append(b.indicatorCells(x.Cohort, x.Endpoint, x.Unit, x.Time), b.windowCells(m, &e)...)})
		}
	}
	return b.monitorSheet("indicators", t)
}

func (b *builder) windowCells(m *result.Monitor, e *result.WindowEstimate) []Cell {
	interval, mature := text(""), text("")
	if e.Interval != "" && !e.Estimate.IsMissing() {
		interval.Text = b.words.Text("interval." + e.Interval)
	}
	if !e.Estimate.IsMissing() {
		mature = b.yesNo(e.Mature)
	}
	return []Cell{text(b.windowNamed(m, e.Window)), blank(b.calendar(e.From)), blank(b.calendar(e.To)), b.integer(e.Cases), b.integer(e.Events), b.integer(e.AtRisk),
		b.sheetShare(e.Estimate), b.sheetShare(e.Lower), b.sheetShare(e.Upper), b.sheetNumber(e.StdErr), interval, mature, b.sheetReason(e.Reason)}
}

func (b *builder) benchmarkSheet(m *result.Monitor) Sheet {
	w := b.words
	heads := []string{"monitor.head.id", "monitor.head.use", "monitor.verdict", "#monitor.head.observed", "#column_head.lower", "#column_head.upper", "#column_head.cases",
		"#monitor.head.k", "#monitor.head.known", "#monitor.head.lost", "#monitor.head.expected", "#monitor.head.expected_lower", "#monitor.head.expected_upper", "#monitor.head.expected_n"}
	t := &Table{ID: "benchmarks", Columns: append(b.indicatorHeads(), b.heads(heads...)...)}
	for _, level := range []result.Number{0.95, 0.998} {
		for _, side := range []string{"lower", "upper"} {
			t.Columns = append(t.Columns, Column{Head: w.Text("monitor.head.prediction_"+side, b.asPublished(level)), Number: true})
		}
	}
	t.Columns = append(t.Columns, b.heads("#monitor.head.alarm", "#monitor.head.doubling", "#monitor.ratio.observed", "#monitor.ratio.expected", "#monitor.head.ratio",
		"#monitor.head.ratio_lower", "#monitor.head.ratio_upper", "#monitor.ratio.pseudo", "monitor.ratio.adjusted", "monitor.head.population", "monitor.head.era", "monitor.head.donor",
		"monitor.head.origin", "monitor.head.source", "column_head.reason")...)
	for _, x := range append(judged(m), benchmarksThat(m, false)...) {
		row := Row{Cells: append(b.indicatorCells(x.Cohort, x.Endpoint, x.Unit, x.Time), b.judgedCells(x)...)}
		row.Cells = append(append(row.Cells, b.chanceCells(x)...), b.originCells(x)...)
		if isWorse(x) {
			row.Mark = Attention
		}
		t.Rows = append(t.Rows, row)
	}
	return b.monitorSheet("benchmarks", t)
}

func (b *builder) judgedCells(x *result.Benchmark) []Cell {
	w := b.words
	use, verdict, e := w.Text("monitor.reference.use"), text(""), &x.Observed
	if x.Judges {
		use, verdict = w.Text("monitor.reference.judges"), text(w.Text("monitor.short."+verdictCode(x)))
	}
	cells := []Cell{text(x.ID), text(use), verdict, b.sheetShare(e.Estimate), b.sheetShare(e.Lower), b.sheetShare(e.Upper), b.integer(e.Cases)}
	if x.Judges {
		cells = append(cells, b.integer(x.K), b.integer(x.Known), b.integer(x.Lost))
	} else {
		cells = append(cells, text(""), text(""), text(""))
	}
	n := text("")
	if x.N > 0 {
		n = b.integer(x.N)
	}
	return append(cells, b.sheetShare(x.Expected), b.sheetShare(x.Lower), b.sheetShare(x.Upper), n)
}

func (b *builder) chanceCells(x *result.Benchmark) []Cell {
	var cells []Cell
	for _, level := range []float64{0.95, 0.998} {
		if p := predictionAt(x, level); p != nil {
			cells = append(cells, b.sheetShare(p.Lower), b.sheetShare(p.Upper))
		} else {
			cells = append(cells, text(""), text(""))
		}
	}
	if p := x.Power; p != nil && !p.Doubling.IsMissing() {
		cells = append(cells, b.integer(p.Alarm), b.sheetShare(p.Doubling))
	} else {
		cells = append(cells, text(""), text(""))
	}
	r := x.Ratio
	if r == nil {
		return append(cells, make([]Cell, 7)...)
	}
	return append(cells, b.integer(r.Observed), b.sheetNumber(r.Expected), b.sheetNumber(r.Ratio), b.sheetNumber(r.Lower), b.sheetNumber(r.Upper), b.sheetNumber(r.Pseudo), b.yesNo(r.Adjusted))
}

func (b *builder) originCells(x *result.Benchmark) []Cell {
	w := b.words
	donor, origin, reason := "", "", ""
	if x.DonorType != "" {
		donor = b.group("donor_type", x.DonorType)
	}
	if x.Origin != "" {
		origin = w.Text("monitor.origin." + x.Origin)
	}
	for _, code := range []string{x.Reason, x.Observed.Reason} {
		if code != "" && reason == "" {
			reason = b.monitorReason(code)
		}
	}
	if x.Ratio != nil && x.Ratio.Reason != "" {
		reason = joinNonEmpty("; ", reason, w.Text("monitor.ratio.short")+": "+b.monitorReason(x.Ratio.Reason))
	}
	return []Cell{text(w.Label(x.Population, "", "")), text(x.Era), text(donor), text(origin), text(x.Source), text(reason)}
}

func (b *builder) funnelSheet(m *result.Monitor) Sheet {
	w := b.words
	t := &Table{ID: "funnel", Columns: append(b.indicatorHeads(), b.heads("column_head.by", "column_head.group", "#monitor.funnel.k", "#monitor.funnel.n", "#monitor.funnel.lost", "#monitor.head.target")...)}
	for _, level := range []result.Number{0.95, 0.998} {
		for _, side := range []string{"lower", "upper"} {
			t.Columns = append(t.Columns, Column{Head: w.Text("monitor.head.limit_"+side, b.asPublished(level)), Number: true})
		}
	}
	t.Columns = append(t.Columns, b.heads("monitor.verdict", "monitor.head.source")...)
	for i := range m.Funnels {
		f := &m.Funnels[i]
		for k := range f.Units {
			u := &f.Units[k]
			limit := result.FunnelLimit{Lower95: result.Missing(), Upper95: result.Missing(), Lower998: result.Missing(), Upper998: result.Missing()}
			for _, l := range f.Limits {
				if l.N == u.N {
					limit = l
				}
			}
			row := Row{Cells: append(b.indicatorCells(f.Cohort, f.Endpoint, f.Unit, f.Time), text(b.column(f.By)), text(b.funnelUnitName(f, u.Unit)), b.integer(u.K), b.integer(u.N), b.integer(u.Lost),
				b.sheetShare(f.Target), b.sheetShare(limit.Lower95), b.sheetShare(limit.Upper95), b.sheetShare(limit.Lower998), b.sheetShare(limit.Upper998), text(b.funnelVerdict(f, u)), text(b.funnelSource(f)))}
			if u.Worse && limitsLeft(u) > 0 {
				row.Mark = Attention
			}
			t.Rows = append(t.Rows, row)
		}
	}
	return b.monitorSheet("funnel", t)
}

func (b *builder) completenessSheet(m *result.Monitor) Sheet {
	t := &Table{ID: "completeness", Columns: b.heads("column_head.cohort", "#monitor.head.patients", "#monitor.head.complete", "#monitor.head.due", "#monitor.head.share", "#column_head.lower", "#column_head.upper",
		"#monitor.followup.c", "#monitor.followup.c_year", "#monitor.head.beyond", "#monitor.head.overdue", "column_head.reason")}
	for _, c := range m.Completeness {
		reason := c.Reason
		if reason == "" && c.Estimate.IsMissing() {
			reason = "nobody_due"
		}
		row := Row{Cells: []Cell{{Text: b.cohortName(c.Cohort), Link: "cohort:" + c.Cohort}, b.integer(c.Patients), b.integer(c.Complete), b.integer(c.Due), b.sheetShare(c.Estimate), b.sheetShare(c.Lower), b.sheetShare(c.Upper),
			b.sheetShare(c.C), b.sheetShare(c.COneYear), b.integer(c.BeyondYear), b.integer(c.Overdue), b.sheetReason(reason)}}
		if c.Below {
			row.Mark = Attention
		}
		t.Rows = append(t.Rows, row)
	}
	return b.monitorSheet("followup", t)
}
