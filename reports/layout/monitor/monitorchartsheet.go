package monitor

import (
	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// sequentialSheet has the points of the CUSUM charts, the cases that are
// pending, and the settings of each chart.
func (b *Builder) sequentialSheet(m *result.Monitor) document.Sheet {
	w := b.Words
	points, days := b.grid(page.Sheet, "cusum", w.Text("monitor.sheet.cusum")),
		b.grid(page.Sheet, "time-cusum", w.Text("monitor.sheet.time_cusum"))
	pending, settings := b.grid(page.Sheet, "pending", w.Text("monitor.sheet.pending")),
		b.grid(page.Sheet, "cusum-settings", w.Text("monitor.sheet.settings"))
	for i := range m.Sequential {
		s := &m.Sequential[i]
		points.cusumPoints(s)
		days.cusumDays(s)
		pending.pendingCases(s)
		settings.cusumSettings(s)
	}
	return b.monitorSheet("sequential", points.Table(), days.Table(), pending.Table(), settings.Table())
}

func (t *grid) sequential(s *result.Sequential) { t.indicator(s.Cohort, s.Endpoint, s.Unit, s.Time) }

func (t *grid) signal(is bool) {
	t.Text("signal", t.builder.yesNo(is))
	if is {
		t.Last().Mark = document.Attention
	}
}

func (t *grid) cusumPoints(s *result.Sequential) {
	b := t.builder
	for k, p := range s.Points {
		t.sequential(s)
		t.Count("order", k+1)
		t.Text("case", p.Case)
		t.Set("case_day", b.calendar(p.Date))
		t.Text("bad_outcome", b.yesNo(p.Event))
		t.numbers([]string{"case_expected", "cusum", "cusum_limit"}, p.Expected, p.CUSUM, s.Limit)
		t.signal(p.Signal)
		t.numbers([]string{"vlad", "vlad_lower", "vlad_upper"}, p.VLAD, p.Lower, p.Upper)
	}
}

func (t *grid) cusumDays(s *result.Sequential) {
	b := t.builder
	for _, p := range s.TimePoints {
		t.sequential(s)
		t.Set("calendar_day", b.calendar(p.Date))
		t.Text("day_outcome", b.yesNo(p.Event))
		t.numbers([]string{"cusum_before", "day_cusum", "day_limit"}, p.Before, p.CUSUM, s.TimeLimit)
		t.signal(p.Signal)
	}
}

func (t *grid) pendingCases(s *result.Sequential) {
	for _, p := range s.Pending {
		t.sequential(s)
		t.Text("case", p.Case)
		t.Set("pending_due", t.builder.calendar(p.Due))
		t.Text("pending_outcome", t.builder.pendingOutcome(p))
	}
}

func (t *grid) cusumSettings(s *result.Sequential) {
	b, after := t.builder, ""
	if s.AfterSignal != "" {
		after = b.Words.Text("monitor.after_short." + string(s.AfterSignal))
	}
	t.sequential(s)
	t.Set("expected_bad", b.sheetShare(s.Expected))
	t.Set("odds_ratio", b.plainNumber(s.OddsRatio))
	t.Set("hazard_ratio", b.plainNumber(s.HazardRatio))
	t.Set("run_length", b.plainNumber(s.RunLength))
	t.numbers([]string{"cusum_limit", "time_limit"}, s.Limit, s.TimeLimit)
	t.Text("after_signal", after)
	t.Count("charted", len(s.Points))
	t.Count("pending", len(s.Pending))
	t.Count("charted_lost", s.Lost)
	t.Count("missing_risk", s.MissingRisk)
	t.Text("case_mix", b.yesNo(s.Adjusted))
	t.Text("expected_source", joinNonEmpty("; ", b.sequentialSource(s), s.RiskSource))
	t.Text("reason", b.sheetReason(s.Reason))
}
