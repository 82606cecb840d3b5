package layout

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"graftstat/reports/document"
	"graftstat/reports/layout/cohort"
	"graftstat/reports/layout/page"
)

const (
	// maxCharts of a cohort, and maxPoints of all charts: a workbook with more
	// opens slowly. Figures past them are in the PDF only, and the sheet says so.
	maxCharts = 60
	maxPoints = 100_000
	// maxLimits is the number of curves up to which a chart shows their
	// intervals, maxMarked that up to which it shows who was censored: lines
	// that cannot be told apart say nothing.
	maxLimits = 4
	maxMarked = 8
)

// pointsTable is the table of the points of all charts.
const pointsTable = "chart-points"

// chartBook draws the figures of curves of the report as native charts, and
// keeps their points.
type chartBook struct {
	*builder
	points *grid
	sheets []document.Sheet
	cohort string          // name of the one being drawn
	figure string          // ID of the figure whose points came last
	charts map[string]bool // IDs of what is drawn
}

// chartSheets are a sheet of charts a cohort, and the table of their points.
func (b *builder) chartSheets() *chartBook {
	book := &chartBook{builder: b, points: b.pointTable(), charts: make(map[string]bool)}
	for i := range b.Results.Cohorts {
		c := &b.Results.Cohorts[i]
		book.cohort = b.CohortName(c.ID)
		sheet, left := b.emptyChartSheet(c.ID, book.cohort), 0
		for j := range c.Endpoints {
			e := &c.Endpoints[j]
			for _, by := range page.Bys(e) {
				if (by == "" || cohort.IsDrawn(page.GroupsBy(e, by))) &&
					!book.add(&sheet, cohort.On(b.Page).CurveFigure(c, e, by)) {
					left++
				}
			}
		}
		if left > 0 {
			sheet.Blocks = append([]document.Block{page.Paragraph(document.Warning,
				b.Words.Count("workbook.charts_left", left))}, sheet.Blocks...)
		}
		if left > 0 || len(sheet.Blocks) > 1 {
			book.sheets = append(book.sheets, sheet)
		}
	}
	return book
}

func (b *builder) emptyChartSheet(id, cohort string) document.Sheet {
	w := b.Words
	return document.Sheet{ID: "charts:" + id, Name: w.Text("workbook.charts", cohort),
		Title: w.Text("workbook.charts_title", cohort), Wide: true,
		Blocks: []document.Block{page.Paragraph(document.Note, w.Text("workbook.charts_note"))}}
}

// add draws a figure on a sheet, unless there are too many.
func (book *chartBook) add(s *document.Sheet, f *document.Figure) bool {
	if len(s.Blocks) > 2*maxCharts || book.points.Len() > maxPoints {
		return false
	}
	c := book.chart(f, f.Chart.(*document.Curves).Lines)
	if len(c.Lines) > 0 { // else nobody was followed: the figure is empty, too
		book.charts[c.ID] = true
		s.Blocks = append(s.Blocks, document.Block{SheetChart: c}, document.Block{Table: book.underChart(c)})
	}
	return true
}

// chart puts the corners of a figure's curves into the table of points.
func (book *chartBook) chart(f *document.Figure, curves []document.Curve) *document.SheetChart {
	w := book.Words
	c := &document.SheetChart{ID: chartID(f.ID), Figure: inNamedUnit(f), Subtitle: book.cohort, Data: pointsTable}
	limits, marked := len(curves) <= maxLimits, len(curves) <= maxMarked
	if limits {
		c.Subtitle = w.Text("workbook.chart_subtitle", book.cohort, book.Level())
	}
	var lower, estimates, marks []document.SheetLine
	from, to := f.XTicks[0].At, f.XTicks[len(f.XTicks)-1].At
	for i, curve := range curves {
		look := i
		if looks := f.Chart.(*document.Curves).Looks; looks != nil {
			look = looks[i]
		}
		s := stepsOf(curve, from, to)
		if len(s.corners) == 0 {
			continue
		}
		line := document.SheetLine{Curve: look, X: book.points.Place("axis_time"), Y: book.points.Place("estimate"),
			First: book.points.Len(), Last: book.points.Len() + len(s.corners) - 1}
		book.rows(f, curve.Label, "workbook.corner", s.corners)
		if limits && hasLimits(s.corners) {
			lower = append(lower, book.limit(line, "lower", len(curves) > 1), book.limit(line, "upper", true))
		}
		estimates = append(estimates, estimateLines(line, curve.Label, s.faint)...)
		if marked && len(s.censored) > 0 {
			mark := document.SheetLine{Name: w.Text("column_head.censored"), Kind: document.CensoredMark,
				Unlisted: len(curves) > 1, Curve: look, X: line.X, Y: line.Y,
				First: book.points.Len(), Last: book.points.Len() + len(s.censored) - 1}
			book.rows(f, curve.Label, "workbook.censored", s.censored)
			marks = append(marks, mark)
		}
	}
	c.Lines = append(append(lower, estimates...), marks...)
	return c
}

// inNamedUnit is a figure whose ticks stand at the numbers by which they are named:
// a spreadsheet names its ticks itself. Steps are quarters or whole.
func inNamedUnit(f *document.Figure) *document.Figure {
	out := *f
	out.XTicks = slices.Clone(f.XTicks)
	for i := range out.XTicks {
		out.XTicks[i].At = math.Round(4*out.XTicks[i].At/unitOf(f)) / 4
	}
	return &out
}

// unitOf is the length of the unit in which the ticks of a figure are named.
func unitOf(f *document.Figure) float64 { return cmp.Or(f.XUnit, 1) }

func chartID(figure string) string { return "chart:" + figure }

func pointsID(figure string) string { return "points:" + figure }

// limit is a line of an interval; where there is one curve, the legend names it.
func (book *chartBook) limit(line document.SheetLine, column string, unlisted bool) document.SheetLine {
	line.Name, line.Kind, line.Unlisted = book.Words.Text("workbook.limits", book.Level()), document.LimitLine, unlisted
	line.Y = book.points.Place(column)
	return line
}

// estimateLines are a curve's own, in two where it fades; both share the corner
// between them.
func estimateLines(line document.SheetLine, label string, faint int) []document.SheetLine {
	line.Name, line.Kind = label, document.EstimateLine
	if faint == 0 {
		return []document.SheetLine{line}
	}
	rest := line
	rest.Kind, rest.Unlisted, rest.First = document.FaintLine, true, line.First+faint
	line.Last = rest.First
	if rest.First == rest.Last {
		return []document.SheetLine{line}
	}
	return []document.SheetLine{line, rest}
}

func hasLimits(corners []chartPoint) bool {
	for _, p := range corners {
		if !math.IsNaN(p.lower) && !math.IsNaN(p.upper) {
			return true
		}
	}
	return false
}

func (b *builder) pointTable() *grid {
	return b.grid(page.Sheet, pointsTable, "", "cohort", "chart", "group", "part", "axis", "axis_time", "estimate",
		"lower", "upper")
}

// rows are numbers with all digits, to be used again.
func (book *chartBook) rows(f *document.Figure, label, part string, points []chartPoint) {
	t := book.points
	for _, p := range points {
		row := t.Row()
		if book.figure != f.ID { // the first of a figure is the target of its link
			row.ID, book.figure = pointsID(f.ID), f.ID
		}
		t.Text("cohort", book.cohort)
		t.Text("chart", f.Title)
		t.Text("group", label)
		t.Text("part", book.Words.Text(part))
		t.Text("axis", f.XLabel)
		t.Set("axis_time", all(p.at/unitOf(f), document.General))
		t.Set("estimate", all(p.y, document.Decimal))
		t.Set("lower", all(p.lower, document.Decimal))
		t.Set("upper", all(p.upper, document.Decimal))
	}
}

// all is a number with all its digits, however many are shown; none where it is
// missing.
func all(x float64, f document.Format) document.Cell { return page.Number(x, f, "") }

// atRisk has the rows of one curve, under its name where there are several.
func (t *grid) atRisk(r document.RiskBlock, ticks []string, several bool) {
	indent := 0
	if several {
		t.Row()
		t.Text("curve", r.Label)
		indent = 1
	}
	for _, counts := range r.Rows {
		t.Row()
		t.Text("curve", counts.Label).Indent = indent
		for i, s := range counts.Texts {
			t.Text(ticks[i], s)
		}
	}
}

// underChart are the numbers at risk at the ticks of the axis, with what the
// figure says below and beside its curves, and the way to the chart's points.
func (book *chartBook) underChart(c *document.SheetChart) *document.Table {
	f, w := c.Figure, book.Words
	curves := f.Chart.(*document.Curves)
	t := book.grid(page.Sheet, "risk:"+f.ID, curves.RiskTitle)
	t.Filled("curve", f.XLabel)
	ticks := make([]string, len(f.XTicks))
	for i, tick := range f.XTicks {
		ticks[i] = "tick " + strconv.Itoa(i)
		t.Repeat(ticks[i], "tick", tick.Label)
	}
	t.Figures(ticks...)
	for _, r := range curves.Risk {
		t.atRisk(r, ticks, len(curves.Risk) > 1)
	}
	t.Row()
	t.Text("curve", w.Text("workbook.points")).Link = pointsID(f.ID)
	t.Note(f.Note...)
	t.Note(f.Caption)
	if len(curves.Lines) > maxLimits {
		t.Note(w.Text("workbook.no_limits", w.Integer(maxLimits)))
	}
	return t.Table()
}
