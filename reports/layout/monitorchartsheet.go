package layout

import "graftstat/analysis/result"

// sequentialSheet has the points of the CUSUM charts, the cases that are
// pending, and the settings of each chart.
func (b *builder) sequentialSheet(m *result.Monitor) Sheet {
	points, days, pending, settings := b.pointsOfCUSUM(m), b.daysOfCUSUM(m), b.pendingSheetTable(m), b.cusumSettings(m)
	return b.monitorSheet("sequential", points, days, pending, settings)
}

func (b *builder) pointsOfCUSUM(m *result.Monitor) *Table {
	t := &Table{ID: "cusum", Caption: b.words.Text("monitor.sheet.cusum"), Columns: append(b.indicatorHeads(), b.heads("#monitor.head.order", "monitor.case", "#monitor.head.day", "monitor.head.outcome",
		"#monitor.head.case_expected", "#monitor.sequential.cusum", "#monitor.head.limit", "monitor.head.signal", "#monitor.head.vlad", "#monitor.head.vlad_lower", "#monitor.head.vlad_upper")...)}
	for i := range m.Sequential {
		s := &m.Sequential[i]
		for k, p := range s.Points {
			row := Row{Cells: append(b.indicatorCells(s.Cohort, s.Endpoint, s.Unit, s.Time), b.integer(k+1), text(p.Case), blank(b.calendar(p.Date)), b.yesNo(p.Event),
				b.sheetNumber(p.Expected), b.sheetNumber(p.CUSUM), b.sheetNumber(s.Limit), b.yesNo(p.Signal), b.sheetNumber(p.VLAD), b.sheetNumber(p.Lower), b.sheetNumber(p.Upper))}
			if p.Signal {
				row.Mark = Attention
			}
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}

func (b *builder) daysOfCUSUM(m *result.Monitor) *Table {
	t := &Table{ID: "time-cusum", Caption: b.words.Text("monitor.sheet.time_cusum"), Columns: append(b.indicatorHeads(),
		b.heads("#monitor.head.day", "monitor.head.outcome", "#monitor.head.before", "#monitor.sequential.cusum", "#monitor.head.limit", "monitor.head.signal")...)}
	for i := range m.Sequential {
		s := &m.Sequential[i]
		for _, p := range s.TimePoints {
			row := Row{Cells: append(b.indicatorCells(s.Cohort, s.Endpoint, s.Unit, s.Time), blank(b.calendar(p.Date)), b.yesNo(p.Event),
				b.sheetNumber(p.Before), b.sheetNumber(p.CUSUM), b.sheetNumber(s.TimeLimit), b.yesNo(p.Signal))}
			if p.Signal {
				row.Mark = Attention
			}
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}

func (b *builder) pendingSheetTable(m *result.Monitor) *Table {
	t := &Table{ID: "pending", Caption: b.words.Text("monitor.sheet.pending"), Columns: append(b.indicatorHeads(), b.heads("monitor.case", "#monitor.pending.due", "monitor.pending.outcome")...)}
	for i := range m.Sequential {
		s := &m.Sequential[i]
		for _, p := range s.Pending {
			t.Rows = append(t.Rows, Row{Cells: append(b.indicatorCells(s.Cohort, s.Endpoint, s.Unit, s.Time), text(p.Case), blank(b.calendar(p.Due)), text(b.pendingOutcome(p)))})
		}
	}
	return t
}

func (b *builder) cusumSettings(m *result.Monitor) *Table {
	t := &Table{ID: "cusum-settings", Caption: b.words.Text("monitor.sheet.settings"), Columns: append(b.indicatorHeads(), b.heads("#monitor.head.expected_bad", "#monitor.head.odds_ratio", "#monitor.head.hazard_ratio",
		"#monitor.head.run_length", "#monitor.head.limit", "#monitor.head.time_limit", "monitor.head.after", "#monitor.head.charted", "#monitor.head.pending", "#monitor.head.lost", "#monitor.head.missing_risk",
		"monitor.ratio.adjusted", "monitor.head.source", "column_head.reason")...)}
	for i := range m.Sequential {
		s := &m.Sequential[i]
		after := text("")
		if s.AfterSignal != "" {
			after.Text = b.words.Text("monitor.after_short." + s.AfterSignal)
		}
		t.Rows = append(t.Rows, Row{Cells: append(b.indicatorCells(s.Cohort, s.Endpoint, s.Unit, s.Time), b.sheetShare(s.Expected), b.plainNumber(s.OddsRatio), b.plainNumber(s.HazardRatio),
			b.plainNumber(s.RunLength), b.sheetNumber(s.Limit), b.sheetNumber(s.TimeLimit), after, b.integer(len(s.Points)), b.integer(len(s.Pending)), b.integer(s.Lost), b.integer(s.MissingRisk),
			b.yesNo(s.Adjusted), text(joinNonEmpty("; ", b.sequentialSource(s), s.RiskSource)), b.sheetReason(s.Reason))})
	}
	return t
}
