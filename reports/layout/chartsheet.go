package layout

import (
	"math"

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

// The table of the points of all charts, with its columns.
const (
	pointsTable    = "chart-points"
	timeColumn     = 5
	estimateColumn = 6
	lowerColumn    = 7
	upperColumn    = 8
)

// chartBook draws the figures of curves of the report as native charts, and
// keeps their points.
type chartBook struct {
	*builder
	points *document.Table
	sheets []document.Sheet
	cohort string          // name of the one being drawn
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
				if (by == "" || cohort.IsDrawn(page.GroupsBy(e, by))) && !book.add(&sheet, cohort.On(b.Page).CurveFigure(c, e, by)) {
					left++
				}
			}
		}
		if left > 0 {
			sheet.Blocks = append([]document.Block{page.Paragraph(document.Warning, b.Words.Count("workbook.charts_left", left))}, sheet.Blocks...)
		}
		if left > 0 || len(sheet.Blocks) > 1 {
			book.sheets = append(book.sheets, sheet)
		}
	}
	return book
}

func (b *builder) emptyChartSheet(id, cohort string) document.Sheet {
	w := b.Words
	return document.Sheet{ID: "charts:" + id, Name: w.Text("workbook.charts", cohort), Title: w.Text("workbook.charts_title", cohort), Wide: true,
		Blocks: []document.Block{page.Paragraph(document.Note, w.Text("workbook.charts_note"))}}
}

// add draws a figure on a sheet, unless there are too many.
func (book *chartBook) add(s *document.Sheet, f *document.Figure) bool {
	if len(s.Blocks) > 2*maxCharts || len(book.points.Rows) > maxPoints {
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
	c := &document.SheetChart{ID: chartID(f.ID), Figure: f, Subtitle: book.cohort, Data: pointsTable}
	limits, marked := len(curves) <= maxLimits, len(curves) <= maxMarked
	if limits {
		c.Subtitle = w.Text("workbook.chart_subtitle", book.cohort, book.Level())
	}
	var lower, estimates, marks []document.SheetLine
	first := len(book.points.Rows)
	from, to := f.XTicks[0].At, f.XTicks[len(f.XTicks)-1].At
	for i, curve := range curves {
		s := stepsOf(curve, from, to)
		if len(s.corners) == 0 {
			continue
		}
		line := document.SheetLine{Curve: i, X: timeColumn, First: len(book.points.Rows), Last: len(book.points.Rows) + len(s.corners) - 1}
		book.rows(f, curve.Label, "workbook.corner", s.corners)
		if limits && hasLimits(s.corners) {
			lower = append(lower, book.limit(line, lowerColumn, len(curves) > 1), book.limit(line, upperColumn, true))
		}
		estimates = append(estimates, estimateLines(line, curve.Label, s.faint)...)
		if marked && len(s.censored) > 0 {
			mark := document.SheetLine{Name: w.Text("column_head.censored"), Kind: document.CensoredMark, Unlisted: len(curves) > 1, Curve: i, X: timeColumn, Y: estimateColumn,
				First: len(book.points.Rows), Last: len(book.points.Rows) + len(s.censored) - 1}
			book.rows(f, curve.Label, "workbook.censored", s.censored)
			marks = append(marks, mark)
		}
	}
	if len(book.points.Rows) > first {
		book.points.Rows[first].ID = pointsID(f.ID)
	}
	c.Lines = append(append(lower, estimates...), marks...)
	return c
}

func chartID(figure string) string { return "chart:" + figure }

func pointsID(figure string) string { return "points:" + figure }

// limit is a line of an interval; where there is one curve, the legend names it.
func (book *chartBook) limit(line document.SheetLine, column int, unlisted bool) document.SheetLine {
	line.Name, line.Kind, line.Y, line.Unlisted = book.Words.Text("workbook.limits", book.Level()), document.LimitLine, column, unlisted
	return line
}

// estimateLines are a curve's own, in two where it fades; both share the corner
// between them.
func estimateLines(line document.SheetLine, label string, faint int) []document.SheetLine {
	line.Name, line.Kind, line.Y = label, document.EstimateLine, estimateColumn
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

func (b *builder) pointTable() *document.Table {
	return b.grid(page.Sheet, pointsTable, "", "cohort", "chart", "group", "part", "axis", "axis_time", "estimate", "lower", "upper").Table()
}

// rows are numbers with all digits, to be used again.
func (book *chartBook) rows(f *document.Figure, label, part string, points []chartPoint) {
	cohort, title, group, kind, axis := page.Text(book.cohort), page.Text(f.Title), page.Text(label), page.Text(book.Words.Text(part)), page.Text(f.XScale)
	for _, p := range points {
		book.points.Rows = append(book.points.Rows, document.Row{Cells: []document.Cell{cohort, title, group, kind, axis, all(p.at, document.General), all(p.y, document.Decimal), all(p.lower, document.Decimal), all(p.upper, document.Decimal)}})
	}
}

// all is a number with all its digits, however many are shown; none where it is
// missing.
func all(x float64, f document.Format) document.Cell { return page.Number(x, f, "") }

// riskRows are those of one curve, under its name where there are several.
func riskRows(r document.RiskBlock, several bool) []document.Row {
	var rows []document.Row
	for _, counts := range r.Rows {
		row := document.Row{Cells: []document.Cell{page.Text(counts.Label)}}
		for _, s := range counts.Texts {
			row.Cells = append(row.Cells, page.Text(s))
		}
		rows = append(rows, row)
	}
	if !several {
		return rows
	}
	for i := range rows {
		rows[i].Cells[0].Indent = 1
	}
	name := document.Row{Cells: make([]document.Cell, 1+len(r.Rows[0].Texts))}
	name.Cells[0] = page.Text(r.Label)
	return append([]document.Row{name}, rows...)
}

// underChart are the numbers at risk at the ticks of the axis, with what the
// figure says below and beside its curves, and the way to the chart's points.
func (book *chartBook) underChart(c *document.SheetChart) *document.Table {
	f, w := c.Figure, book.Words
	curves := f.Chart.(*document.Curves)
	t := &document.Table{ID: "risk:" + f.ID, Caption: curves.RiskTitle, Columns: []document.Column{book.Head("curve", f.XLabel)}}
	for _, tick := range f.XTicks {
		t.Columns = append(t.Columns, page.Figures(book.Head("tick", tick.Label)))
	}
	for _, r := range curves.Risk {
		t.Rows = append(t.Rows, riskRows(r, len(curves.Risk) > 1)...)
	}
	link := document.Row{Cells: make([]document.Cell, len(t.Columns))}
	link.Cells[0] = document.Cell{Text: w.Text("workbook.points"), Link: pointsID(f.ID)}
	t.Rows = append(t.Rows, link)
	t.Notes = append(t.Notes, f.Note...)
	if f.Caption != "" {
		t.Notes = append(t.Notes, f.Caption)
	}
	if len(curves.Lines) > maxLimits {
		t.Notes = append(t.Notes, w.Text("workbook.no_limits", w.Integer(maxLimits)))
	}
	return t
}
