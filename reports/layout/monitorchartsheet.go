package layout

import "graftstat/analysis/result"

// sequentialSheet has the points of the CUSUM charts, the cases that are
// pending, and the settings of each chart.
func (b *builder) sequentialSheet(m *result.Monitor) Sheet {
	w := b.words
	points, days := b.grid("cusum", w.Text("monitor.sheet.cusum")), b.grid("time-cusum", w.Text("monitor.sheet.time_cusum"))
	pending, settings := b.grid("pending", w.Text("monitor.sheet.pending")), b.grid("cusum-settings", w.Text("monitor.sheet.settings"))
	for i := range m.Sequential {
		s := &m.Sequential[i]
		points.cusumPoints(s)
		days.cusumDays(s)
		pending.pendingCases(s)
		settings.cusumSettings(s)
	}
	return b.monitorSheet("sequential", points.done(), days.done(), pending.done(), settings.done())
}

func (t *grid) sequential(s *result.Sequential) { t.indicator(s.Cohort, s.Endpoint, s.Unit, s.Time) }

func (t *grid) signal(is bool) {
	t.text("signal", t.builder.yesNo(is))
	if is {
		t.last().Mark = Attention
	}
}

func (t *grid) cusumPoints(s *result.Sequential) {
	b := t.builder
	for k, p := range s.Points {
		t.sequential(s)
		t.count("order", k+1)
		t.text("case", p.Case)
		t.set("case_day", b.calendar(p.Date))
		t.text("bad_outcome", b.yesNo(p.Event))
		t.numbers([]string{"case_expected", "cusum", "cusum_limit"}, p.Expected, p.CUSUM, s.Limit)
		t.signal(p.Signal)
		t.numbers([]string{"vlad", "vlad_lower", "vlad_upper"}, p.VLAD, p.Lower, p.Upper)
	}
}

func (t *grid) cusumDays(s *result.Sequential) {
	b := t.builder
	for _, p := range s.TimePoints {
		t.sequential(s)
		t.set("calendar_day", b.calendar(p.Date))
		t.text("day_outcome", b.yesNo(p.Event))
		t.numbers([]string{"cusum_before", "day_cusum", "day_limit"}, p.Before, p.CUSUM, s.TimeLimit)
		t.signal(p.Signal)
	}
}

func (t *grid) pendingCases(s *result.Sequential) {
	for _, p := range s.Pending {
		t.sequential(s)
		t.text("case", p.Case)
		t.set("pending_due", t.builder.calendar(p.Due))
		t.text("pending_outcome", t.builder.pendingOutcome(p))
	}
}

func (t *grid) cusumSettings(s *result.Sequential) {
	b, after := t.builder, ""
	if s.AfterSignal != "" {
		after = b.words.Text("monitor.after_short." + s.AfterSignal)
	}
	t.sequential(s)
	t.set("expected_bad", b.sheetShare(s.Expected))
	t.set("odds_ratio", b.plainNumber(s.OddsRatio))
	t.set("hazard_ratio", b.plainNumber(s.HazardRatio))
	t.set("run_length", b.plainNumber(s.RunLength))
	t.numbers([]string{"cusum_limit", "time_limit"}, s.Limit, s.TimeLimit)
	t.text("after_signal", after)
	t.count("charted", len(s.Points))
	t.count("pending", len(s.Pending))
	t.count("charted_lost", s.Lost)
	t.count("missing_risk", s.MissingRisk)
	t.text("case_mix", b.yesNo(s.Adjusted))
	t.text("expected_source", joinNonEmpty("; ", b.sequentialSource(s), s.RiskSource))
	t.text("reason", b.sheetReason(s.Reason))
}
