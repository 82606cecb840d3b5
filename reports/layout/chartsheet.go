package layout

import "math"

const (
	// mostCharts of a cohort, and mostPoints of all charts: a workbook with more
	// opens slowly. Figures past them are in the PDF only, and the sheet says so.
	mostCharts = 60
	mostPoints = 100_000
	// mostLimits is the number of curves up to which a chart shows their
	// intervals, mostMarked that up to which it shows who was censored: lines
	// that cannot be told apart say nothing.
	mostLimits = 4
	mostMarked = 8
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
	points *Table
	sheets []Sheet
	cohort string          // name of the one being drawn
	charts map[string]bool // IDs of what is drawn
}

// chartSheets are a sheet of charts a cohort, and the table of their points.
func (b *builder) chartSheets() *chartBook {
	book := &chartBook{builder: b, points: b.pointTable(), charts: make(map[string]bool)}
	for i := range b.results.Cohorts {
		c := &b.results.Cohorts[i]
		book.cohort = b.cohortName(c.ID)
		sheet, left := b.emptyChartSheet(c.ID, book.cohort), 0
		for j := range c.Endpoints {
			e := &c.Endpoints[j]
			for _, by := range bys(e) {
				if (by == "" || isDrawn(groupsBy(e, by))) && !book.add(&sheet, b.curveFigure(c, e, by)) {
					left++
				}
			}
		}
		if left > 0 {
			sheet.Blocks = append([]Block{paragraph(Warning, b.words.Count("workbook.charts_left", left))}, sheet.Blocks...)
		}
		if left > 0 || len(sheet.Blocks) > 1 {
			book.sheets = append(book.sheets, sheet)
		}
	}
	return book
}

func (b *builder) emptyChartSheet(id, cohort string) Sheet {
	w := b.words
	return Sheet{ID: "charts:" + id, Name: w.Text("workbook.charts", cohort), Title: w.Text("workbook.charts_title", cohort), Wide: true,
		Blocks: []Block{paragraph(Note, w.Text("workbook.charts_note"))}}
}

// add draws a figure on a sheet, unless there are too many.
func (book *chartBook) add(s *Sheet, f *Figure) bool {
	if len(s.Blocks) > 2*mostCharts || len(book.points.Rows) > mostPoints {
		return false
	}
	c := book.chart(f, f.Chart.(*Curves).Lines)
	if len(c.Lines) > 0 { // else nobody was followed: the figure is empty, too
		book.charts[c.ID] = true
		s.Blocks = append(s.Blocks, Block{SheetChart: c}, Block{Table: book.underChart(c)})
	}
	return true
}

// chart puts the corners of a figure's curves into the table of points.
func (book *chartBook) chart(f *Figure, curves []Curve) *SheetChart {
	w := book.words
	c := &SheetChart{ID: chartID(f.ID), Figure: f, Subtitle: book.cohort, Data: pointsTable}
	limits, marked := len(curves) <= mostLimits, len(curves) <= mostMarked
	if limits {
		c.Subtitle = w.Text("workbook.chart_subtitle", book.cohort, book.level())
	}
	var lower, estimates, marks []SheetLine
	first := len(book.points.Rows)
	from, to := f.XTicks[0].At, f.XTicks[len(f.XTicks)-1].At
	for i, curve := range curves {
		s := stepsOf(curve, from, to)
		if len(s.corners) == 0 {
			continue
		}
		line := SheetLine{Curve: i, X: timeColumn, First: len(book.points.Rows), Last: len(book.points.Rows) + len(s.corners) - 1}
		book.rows(f, curve.Label, "workbook.corner", s.corners)
		if limits && hasLimits(s.corners) {
			lower = append(lower, book.limit(line, lowerColumn, len(curves) > 1), book.limit(line, upperColumn, true))
		}
		estimates = append(estimates, estimateLines(line, curve.Label, s.faint)...)
		if marked && len(s.censored) > 0 {
			mark := SheetLine{Name: w.Text("column_head.censored"), Kind: CensoredMark, Unlisted: len(curves) > 1, Curve: i, X: timeColumn, Y: estimateColumn,
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

func chartID(figure string) string  { return "chart:" + figure }
func pointsID(figure string) string { return "points:" + figure }

// limit is a line of an interval; where there is one curve, the legend names it.
func (book *chartBook) limit(line SheetLine, column int, unlisted bool) SheetLine {
	line.Name, line.Kind, line.Y, line.Unlisted = book.words.Text("workbook.limits", book.level()), LimitLine, column, unlisted
	return line
}

// estimateLines are a curve's own, in two where it fades; both share the corner
// between them.
func estimateLines(line SheetLine, label string, faint int) []SheetLine {
	line.Name, line.Kind, line.Y = label, EstimateLine, estimateColumn
	if faint == 0 {
		return []SheetLine{line}
	}
	rest := line
	rest.Kind, rest.Unlisted, rest.First = FaintLine, true, line.First+faint
	line.Last = rest.First
	if rest.First == rest.Last {
		return []SheetLine{line}
	}
	return []SheetLine{line, rest}
}

func hasLimits(corners []chartPoint) bool {
	for _, p := range corners {
		if !math.IsNaN(p.lower) && !math.IsNaN(p.upper) {
			return true
		}
	}
	return false
}

func (b *builder) pointTable() *Table {
	return b.grid(pointsTable, "", "cohort", "chart", "group", "part", "axis", "axis_time", "estimate", "lower", "upper").done()
}

// rows are numbers with all digits, to be used again.
func (book *chartBook) rows(f *Figure, label, part string, points []chartPoint) {
	cohort, title, group, kind, axis := text(book.cohort), text(f.Title), text(label), text(book.words.Text(part)), text(f.XScale)
	for _, p := range points {
		book.points.Rows = append(book.points.Rows, Row{Cells: []Cell{cohort, title, group, kind, axis, all(p.at, General), all(p.y, Decimal), all(p.lower, Decimal), all(p.upper, Decimal)}})
	}
}

// all is a number with all its digits, however many are shown; none where it is
// missing.
func all(x float64, f Format) Cell { return number(x, f, "") }

// underChart are the numbers at risk at the ticks of the axis, with what the
// figure says below and beside its curves, and the way to the chart's points.
func (book *chartBook) underChart(c *SheetChart) *Table {
	f, w := c.Figure, book.words
	curves := f.Chart.(*Curves)
	t := &Table{ID: "risk:" + f.ID, Caption: curves.RiskTitle, Columns: []Column{book.head("curve", f.XLabel)}}
	for _, tick := range f.XTicks {
		t.Columns = append(t.Columns, figures(book.head("tick", tick.Label)))
	}
	for _, r := range curves.Risk {
		row := Row{Cells: []Cell{text(r.Label)}}
		for _, s := range r.Texts {
			row.Cells = append(row.Cells, text(s))
		}
		t.Rows = append(t.Rows, row)
	}
	link := Row{Cells: make([]Cell, len(t.Columns))}
	link.Cells[0] = Cell{Text: w.Text("workbook.points"), Link: pointsID(f.ID)}
	t.Rows = append(t.Rows, link)
	t.Notes = append(t.Notes, f.Note...)
	if f.Caption != "" {
		t.Notes = append(t.Notes, f.Caption)
	}
	if len(curves.Lines) > mostLimits {
		t.Notes = append(t.Notes, w.Text("workbook.no_limits", w.Integer(mostLimits)))
	}
	return t
}
