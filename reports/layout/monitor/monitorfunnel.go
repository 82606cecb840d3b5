package monitor

import (
	"strconv"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
	"graftstat/reports/words"
)

func (b *Builder) funnelName(f *result.Funnel) string {
	return b.Words.Text("monitor.funnel.name", b.cohortIndicator(f.Cohort, f.Endpoint, f.Unit, f.Time),
		page.Lowered(b.Column(f.By)))
}

// funnelEvents are the milestones of which one is the event that a funnel counts.
func (b *Builder) funnelEvents(f *result.Funnel) []string {
	var events []string
	if e := b.EndpointWith(f.Cohort, f.Endpoint); e != nil {
		for _, x := range e.Definition.Event {
			events = append(events, x.Milestone)
		}
	}
	return events
}

// funnelTitle says what is counted where that is one thing: of overall survival
// the deaths.
func (b *Builder) funnelTitle(f *result.Funnel) string {
	switch events := b.funnelEvents(f); {
	case len(events) != 1:
		return b.funnelName(f)
	case events[0] == "death":
		return b.Words.Text("monitor.funnel.deaths_title", b.funnelName(f))
	default:
		return b.Words.Text("monitor.funnel.event_title", b.funnelName(f), b.Milestone(events[0]))
	}
}

// funnelShare names the height of a unit.
func (b *Builder) funnelShare(f *result.Funnel) string {
	switch events := b.funnelEvents(f); {
	case len(events) != 1:
		return b.Words.Text("monitor.funnel.share")
	case events[0] == "death":
		return b.Words.Text("monitor.funnel.deaths_share")
	default:
		return b.Words.Text("monitor.funnel.event_share", b.Milestone(events[0]))
	}
}

// funnelUnitName names a year or a level.
func (b *Builder) funnelUnitName(f *result.Funnel, unit string) string {
	if f.By == "transplant_year" {
		return unit
	}
	return b.Group(f.By, unit)
}

// limitsLeft is the number of limits that a unit lies outside of.
func limitsLeft(u *result.FunnelUnit) int {
	return map[string]int{"outside_95": 1, "outside_998": 2}[u.Verdict]
}

// funnelFindings name the units beyond what chance leaves.
func (b *Builder) funnelFindings(m *result.Monitor) []finding {
	w := b.Words
	var findings []finding
	for i := range m.Funnels {
		f := &m.Funnels[i]
		var worse []string
		within := 0
		for k := range f.Units {
			switch u := &f.Units[k]; {
			case u.Worse && limitsLeft(u) > 0:
				worse = append(worse, w.Text("monitor.funnel.unit", b.funnelUnitName(f, u.Unit), w.Integer(u.K),
					w.Integer(u.N)))
			case u.N > 0:
				within++
			}
		}
		switch {
		case len(worse) > 0:
			findings = append(findings, finding{w.Text("monitor.lead.funnel", b.funnelName(f), b.named(worse)),
				weighed(b.isSignalled("funnel_outside", f.Cohort, f.Endpoint))})
		case within > 0:
			findings = append(findings,
				finding{w.Text("monitor.lead.funnel_within", b.funnelName(f), w.Integer(within)), isPlain})
		}
	}
	return findings
}

func (b *Builder) funnelBlocks(m *result.Monitor) []document.Block {
	var blocks []document.Block
	for i := range m.Funnels {
		f := &m.Funnels[i]
		if f.Reason != "" || len(f.Units) == 0 {
			reason := f.Reason
			if reason == "" {
				reason = "no_case"
			}
			blocks = append(blocks, page.Paragraph(document.Body,
				b.Words.Text("monitor.funnel.none", b.funnelName(f), b.monitorReason(reason))))
			continue
		}
		if figure := b.funnelFigure(f, i+1); figure != nil {
			blocks = append(blocks, document.Block{Figure: figure})
		}
		blocks = append(blocks, document.Block{Table: b.funnelTable(f, i+1)})
	}
	return blocks
}

// funnelFigure plots the units; nil where none has a case followed that long.
func (b *Builder) funnelFigure(f *result.Funnel, number int) *document.Figure {
	w := b.Words
	figure := &document.Figure{ID: "monitor-funnel-" + strconv.Itoa(number), Title: b.funnelTitle(f),
		Subtitle: w.Text("monitor.funnel.subtitle", b.funnelShare(f)),
		Caption:  w.Text("monitor.funnel.caption", b.asPublished(0.95), b.asPublished(0.998)),
		XLabel:   w.Text("monitor.funnel.cases"), YLabel: b.funnelShare(f)}
	c := &document.Funnel{Target: float64(f.Target), TargetLabel: w.Text("monitor.funnel.target", b.funnelTarget(f)),
		Within: w.Text("monitor.funnel.within"),
		Beyond: []string{w.Text("monitor.funnel.beyond", b.asPublished(0.95)),
			w.Text("monitor.funnel.beyond", b.asPublished(0.998))},
		Limits: []document.FunnelLimit{{Label: w.Text("monitor.funnel.limit", b.asPublished(0.95))},
			{Label: w.Text("monitor.funnel.limit", b.asPublished(0.998))}}}
	most, highest := 1, float64(f.Target)
	for i := range f.Units {
		u := &f.Units[i]
		if u.N == 0 || u.Estimate.IsMissing() {
			continue
		}
		most, highest = max(most, u.N), max(highest, float64(u.Estimate))
		c.Points = append(c.Points, document.FunnelPoint{N: float64(u.N), Y: float64(u.Estimate),
			Label: b.funnelUnitName(f, u.Unit), Outside: limitsLeft(u)})
	}
	if len(c.Points) == 0 {
		return nil
	}
	for _, l := range f.Limits {
		if l.N == most && !l.Upper998.IsMissing() {
			highest = max(highest, float64(l.Upper998))
		}
	}
	figure.XTicks, figure.YTicks = b.countTicks(float64(most)), b.funnelTicks(highest)
	end := figure.XTicks[len(figure.XTicks)-1].At
	top := figure.YTicks[len(figure.YTicks)-1].At
	for _, l := range f.Limits {
		if n := float64(l.N); n <= end {
			addLimits(&c.Limits[0], n, l.Lower95, l.Upper95, top)
			addLimits(&c.Limits[1], n, l.Lower998, l.Upper998, top)
		}
	}
	figure.Chart = c
	figure.Alt = figure.Title + ". " + b.funnelWords(f)
	return figure
}

// funnelTicks are from 0 to somewhat over the highest share.
func (b *Builder) funnelTicks(highest float64) []document.Tick {
	step := 0.25
	for _, s := range []float64{0.1, 0.05} {
		if highest <= 3.6*s {
			step = s
		}
	}
	return stepTicks(0, 4*step, step, func(x float64) string { return b.Words.Percent(x, 0) })
}

// add continues a pair of limits; where the upper one lies over the axis there
// is no room for it.
func addLimits(l *document.FunnelLimit, n float64, lower, upper result.Number, top float64) {
	if float64(lower) <= top {
		l.Lower = append(l.Lower, document.FunnelEdge{N: n, Y: float64(lower)})
	}
	if float64(upper) <= top {
		l.Upper = append(l.Upper, document.FunnelEdge{N: n, Y: float64(upper)})
	}
}

// funnelTarget: 12%, of all units together or of a benchmark.
func (b *Builder) funnelTarget(f *result.Funnel) string {
	return joinNonEmpty(", ", b.Words.Percent(float64(f.Target), page.Finer), b.funnelSource(f))
}

func (b *Builder) funnelSource(f *result.Funnel) string {
	if f.Source == "overall" {
		return b.Words.Text("monitor.funnel.overall")
	}
	return b.Words.Text("monitor.funnel.by_benchmark", f.Source)
}

func (b *Builder) funnelWords(f *result.Funnel) string {
	s := ""
	for i := range f.Units {
		u := &f.Units[i]
		s = joinNonEmpty("; ", s, b.Words.Text("monitor.funnel.unit", b.funnelUnitName(f, u.Unit), b.Words.Integer(u.K),
			b.Words.Integer(u.N)))
	}
	return s + "."
}

// funnelTable counts each unit beside what chance leaves at its size.
func (b *Builder) funnelTable(f *result.Funnel, number int) *document.Table {
	w := b.Words
	t := b.grid(page.Paper, "monitor-funnel-"+strconv.Itoa(number), w.Text("monitor.funnel.table", b.funnelName(f)))
	t.Repeat("unit", "named", b.Column(f.By))
	t.Figures("unit_events", "unit_known", "unit_lost")
	t.Filled("left_to_chance", b.asPublished(0.95))
	t.Columns("unit_verdict")
	for i := range f.Units {
		u := &f.Units[i]
		if row := t.Row(); u.Worse && limitsLeft(u) > 0 {
			row.Mark = document.Attention
		}
		t.Text("unit", b.funnelUnitName(f, u.Unit))
		t.funnelCounts(u)
		t.Set("left_to_chance", b.Explained(page.Text(b.funnelChance(f, u.N)), w.Text("monitor.funnel.nobody")))
		t.Text("unit_verdict", b.funnelVerdict(f, u))
	}
	t.Note(w.Text("monitor.funnel.note", b.funnelTarget(f)))
	return t.Table()
}

// funnelCounts are those of a unit, on paper and on the sheet.
func (t *grid) funnelCounts(u *result.FunnelUnit) {
	t.Count("unit_events", u.K)
	t.Count("unit_known", u.N)
	t.Count("unit_lost", u.Lost)
}

func (b *Builder) funnelChance(f *result.Funnel, n int) string {
	for _, l := range f.Limits {
		if l.N == n {
			return b.Words.PercentInterval(float64(l.Lower95), float64(l.Upper95), n)
		}
	}
	return words.None
}

// funnelVerdict: within, worse or better outside one limit or both.
func (b *Builder) funnelVerdict(f *result.Funnel, u *result.FunnelUnit) string {
	w := b.Words
	side := "better"
	if u.Worse {
		side = "worse"
	}
	switch {
	case u.N == 0:
		return w.Text("monitor.funnel.nobody")
	case limitsLeft(u) == 2:
		return w.Text("monitor.funnel."+side, b.asPublished(0.998))
	case limitsLeft(u) == 1:
		return w.Text("monitor.funnel."+side, b.asPublished(0.95))
	}
	return w.Text("monitor.funnel.within")
}

// signalledUnit names the unit that a signal is about.
func (b *Builder) signalledUnit(s result.Signal) string {
	if m := b.Results.Monitor; m != nil {
		for i := range m.Funnels {
			if f := &m.Funnels[i]; f.Cohort == s.Cohort && f.Endpoint == s.Endpoint {
				return b.funnelUnitName(f, s.Args[0])
			}
		}
	}
	return s.Args[0]
}
