package cohort

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
	"graftstat/reports/words"
)

// endpointSection: the curve beside its numbers and their definition, then the
// same by group.
func (b *Builder) endpointSection(c *result.Cohort, e *result.Endpoint) document.Section {
	s := document.Section{ID: page.EndpointID(c, e), Title: b.EndpointName(e), Level: 2}
	if len(e.Groups) == 0 {
		why := b.Words.Text("endpoint_empty")
		if e.Reason != "" {
			why = b.NotComputed(e)
		}
		s.Blocks = append(s.Blocks, page.Paragraph(document.Body, why), page.Paragraph(document.Note, b.Definition(e)))
		return s
	}
	for _, by := range page.Bys(e) {
		s.Blocks = append(s.Blocks, b.splitBlocks(c, e, by)...)
		if by == "" {
			s.Blocks = append(s.Blocks, b.currentBlocks(page.Paper, c, e)...)
		}
	}
	s.Blocks = append(s.Blocks, b.landmarkBlocks(c, e)...)
	s.Blocks = append(s.Blocks, b.ModelBlocks(c, e)...)
	return s
}

// splitBlocks show an endpoint whole or by a column: curves beside their
// table, or one under the other where the table needs the width of the page.
func (b *Builder) splitBlocks(c *result.Cohort, e *result.Endpoint, by string) []document.Block {
	groups := page.GroupsBy(e, by)
	if by != "" && len(groups) == 1 && groups[0].Missing == 0 { // the whole cohort again
		return nil
	}
	table := document.Block{Table: b.estimateTable(c, e)}
	if by != "" {
		table = document.Block{Table: b.groupTable(c, e, by)}
	}
	if by != "" && !IsDrawn(groups) {
		return []document.Block{table}
	}
	f := b.CurveFigure(c, e, by)
	f.Headed = by == ""
	if by != "" && (len(groups) > fewGroups || len(table.Table.Columns) > fewTimes+1) {
		return []document.Block{{Figure: f}, table}
	}
	return []document.Block{{Row: []document.Block{{Figure: f}, table}}}
}

// Up to so many groups, and times, a table fits beside its curves.
const fewGroups, fewTimes = 4, 3

// maxDrawn is the number of curves that an eye tells apart.
const maxDrawn = 10

// IsDrawn reports whether groups make a figure: at least two are large enough,
// and not too many.
func IsDrawn(groups []*result.Group) bool {
	n := len(largeGroups(groups))
	return n > 1 && n <= maxDrawn
}

// estimateColumns are the last of every table of estimates at fixed times.
func (t *grid) estimateColumns() {
	t.Figures("estimate")
	t.Filled("limits", t.builder.Level())
	t.Figures("limits")
}

// estimateAt puts an estimate at a time that was asked for into the last row,
// with the reason of what is missing.
func (t *grid) estimateAt(at result.Estimate, cases int) {
	b, why := t.builder, t.builder.ReasonText(at.Reason)
	limits := page.Text(b.Words.PercentInterval(float64(at.Lower), float64(at.Upper), cases))
	t.Set("horizon", page.Number(at.Asked, document.Days, b.Asked(at.AskedTime)))
	t.Count("at_risk", at.AtRisk)
	t.Count("events_to", at.Events)
	t.Set("estimate", b.Explained(b.Share(at.Estimate, cases), why))
	t.Set("limits", b.Explained(limits, why))
}

// estimateTable has a line for each time that was asked for, of the whole cohort.
func (b *Builder) estimateTable(c *result.Cohort, e *result.Endpoint) *document.Table {
	w, g := b.Words, &e.Groups[0]
	caption := w.Text("estimate.head", b.Group("", g.Group), b.Units(e, g.Cases),
		w.Count("count.events_in_all", g.Events))
	t := b.grid(page.Paper, page.EndpointID(c, e)+"-at", caption)
	t.Figures("horizon", "at_risk", "events_to")
	if !e.Kind.IsFreeOfEvent() {
		t.Figures("competing_to")
	}
	t.estimateColumns()
	for _, at := range page.Shown(g.At) {
		t.Row()
		t.estimateAt(at, g.Cases)
		if !e.Kind.IsFreeOfEvent() {
			t.Count("competing_to", at.Competing)
		}
	}
	t.Note(b.excluded(g)...)
	t.Note(b.dayNotes(g)...)
	t.Note(b.dataNotes(e)...)
	t.Note(b.Definition(e))
	return t.Table()
}

// dayNotes are the proportion of those followed so long, and the days to the event.
func (b *Builder) dayNotes(g *result.Group) []string {
	w := b.Words
	var notes []string
	if p := g.Proportion; p != nil {
		limits := w.PercentInterval(float64(p.Lower), float64(p.Upper), p.N)
		notes = append(notes, w.Text("estimate.proportion", b.Asked(p.AskedTime), w.Integer(p.K), w.Integer(p.N),
			limits))
	}
	if d := g.DaysToEvent; d != nil && d.N > 0 {
		in := page.InDays(d)
		notes = append(notes, w.Text("days.line", w.Integer(d.N), b.medianWithQuartiles(d), b.DayOf(in.Min),
			b.DayOf(in.Max)))
	}
	if x := g.IndependenceDays; x != nil && x.WindowEnd.N > 0 {
		last := b.medianWithQuartiles(&x.LastTransfusion)
		notes = append(notes, w.Text("days.independence", b.medianWithQuartiles(&x.WindowEnd), last))
	}
	return notes
}

// dataNotes say which tables and columns an endpoint lacks, and whose death came
// after the counts.
func (b *Builder) dataNotes(e *result.Endpoint) []string {
	w := b.Words
	var notes []string
	if len(e.Without) > 0 {
		notes = append(notes, w.Text("absent.without_tables", strings.Join(e.Without, ", ")))
	}
	if len(e.NoneRecorded) > 0 {
		names := make([]string, len(e.NoneRecorded))
		for i, name := range e.NoneRecorded {
			names[i] = b.Milestone(name)
		}
		notes = append(notes, w.Text("absent.none_recorded_here", strings.Join(names, ", ")))
	}
	if n := e.DeathsAfterCounts; n > 0 {
		notes = append(notes, w.Text("absent.deaths_after_counts", w.Count("count.deaths", n),
			w.Integer(e.CountsGrace)))
	}
	return notes
}

// groupTable has a line for each group and a column for each time.
func (b *Builder) groupTable(c *result.Cohort, e *result.Endpoint, by string) *document.Table {
	w, groups := b.Words, page.GroupsBy(e, by)
	caption := w.Text("figure.by", b.EndpointName(e), page.Lowered(b.Column(by)))
	t := b.grid(page.Paper, fmt.Sprintf("%s-%s-at", page.EndpointID(c, e), by), caption)
	t.Repeat("group", "named", b.Column(by))
	times := 0
	for _, g := range groups {
		times = max(times, len(page.Shown(g.At)))
	}
	names := make([]string, times)
	for k, at := range groups[0].At[:times] {
		names[k] = fmt.Sprint("time ", k)
		t.Repeat(names[k], "named", page.Capital(b.Asked(at.AskedTime)))
	}
	t.Figures(names...)
	hasDays := slices.ContainsFunc(groups, func(g *result.Group) bool {
		return g.DaysToEvent != nil &&
			g.DaysToEvent.N > 0
	})
	digits := 0
	for _, g := range groups {
		digits = max(digits, quartileDigits(g.DaysToEvent))
	}
	for _, g := range groups {
		t.Row()
		t.Text("group", w.Text("estimate.head", b.Group(by, g.Group), b.Units(e, g.Cases),
			w.Count("count.events_in_all", g.Events)))
		for k, at := range g.At[:times] {
			t.Set(names[k], b.Explained(page.Text(b.WithInterval(at.Point, g.Cases)), b.ReasonText(at.Reason)))
		}
		if hasDays { // quartiles of none are of those who had no event
			t.Figure("days_quartiles", b.Explained(page.Text(b.quartilesOf(g.DaysToEvent, digits)),
				b.ReasonText("no_event")))
		}
		for _, line := range b.excluded(g) {
			t.Note(b.Group(by, g.Group) + ": " + line)
		}
	}
	t.Note(b.groupNotes(e, by, groups)...)
	return t.Table()
}

// groupNotes: the method, the tests, and the patients without a group.
func (b *Builder) groupNotes(e *result.Endpoint, by string, groups []*result.Group) []string {
	w := b.Words
	var notes []string
	if !IsDrawn(groups) { // a figure has the line itself
		notes = append(notes, b.MethodLine(e, by))
	}
	if len(largeGroups(groups)) > maxDrawn {
		notes = append(notes, w.Text("figure.too_many", w.Integer(maxDrawn)))
	}
	notes = append(notes, b.TestLines(e, by)...)
	if groups[0].Missing > 0 {
		notes = append(notes, w.Text("estimate.missing", w.Integer(groups[0].Missing), page.Lowered(b.Column(by))))
	}
	return notes
}

// excluded has a line for each reason for which cases were set aside.
func (b *Builder) excluded(g *result.Group) []string {
	var lines []string
	for _, x := range g.Excluded {
		lines = append(lines, b.Words.Text("estimate.excluded", b.Words.Integer(x.Cases),
			b.Words.Text("exclusion."+x.Code), b.Words.Integer(x.EventsKnown)))
	}
	return lines
}

// medianWithQuartiles are of the days to the event among those who had it.
func (b *Builder) medianWithQuartiles(d *result.DaysToEvent) string {
	return b.quartilesOf(d, quartileDigits(d))
}

func (b *Builder) quartilesOf(d *result.DaysToEvent, digits int) string {
	if d == nil || d.N == 0 {
		return words.None
	}
	in, w := page.InDays(d), b.Words
	day := func(n result.Number) string { return w.Decimal(float64(n), digits) }
	return w.Text("days.quartiles_of", day(in.Median), day(in.Q1), day(in.Q3))
}

// quartileDigits are none where all three are whole days, else one.
func quartileDigits(d *result.DaysToEvent) int {
	if d == nil || d.N == 0 {
		return 0
	}
	in := page.InDays(d)
	return dayDigits(in.Median, in.Q1, in.Q3)
}

// dayDigits are the decimals of days that stand together: none, or one as soon
// as one of them is not whole.
func dayDigits(days ...result.Number) int {
	for _, d := range days {
		if whole := math.Trunc(float64(d)); !d.IsMissing() && float64(d) != whole {
			return 1
		}
	}
	return 0
}
