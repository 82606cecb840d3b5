package paper

import (
	"math"
	"slices"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
	"graftstat/reports/words"
)

// table1Blocks are the characteristics of the patients: a table a cohort and comparison.
func (b *Builder) table1Blocks() []document.Block {
	var all []*document.Table
	for i := range b.Results.Paper.Table1 {
		all = append(all, b.table1(&b.Results.Paper.Table1[i]))
	}
	return page.Tables(all...)
}

// table1 has a row for each characteristic, its levels indented, and a column
// for each group.
func (b *Builder) table1(t *result.Table1) *document.Table {
	w := b.Words
	m := &table1Maker{Builder: b, source: t, isCompared: len(t.Groups) > 2, table: &document.Table{ID: table1ID(t), Caption: w.Text("paper.table1.caption", b.CohortName(t.Cohort))}}
	if t.By != "" {
		m.table.Caption = w.Text("paper.table1.caption_by", b.CohortName(t.Cohort), page.Lowered(b.Column(t.By)))
	}
	m.columns()
	for i := range t.Rows {
		m.characteristic(&t.Rows[i])
	}
	m.followUp()
	if m.source.Tests && m.isCompared && len(m.tests) == 0 { // the notes say why
		page.DropColumn(m.table, len(m.table.Columns)-1)
	}
	if m.isWide() {
		page.DropColumn(m.table, len(m.source.Groups)+1)
	}
	m.notes()
	return m.table
}

func table1ID(t *result.Table1) string {
	if t.By == "" {
		return "table1-" + t.Cohort
	}
	return "table1-" + t.Cohort + "-" + t.By
}

type table1Maker struct {
	*Builder
	source     *result.Table1
	table      *document.Table
	isCompared bool
	tests      []string // names of the tests, in the order of their marks
	untested   page.NamesByReason
}

// isWide reports whether the groups take all of the page: the differences are
// then in the workbook alone.
func (m *table1Maker) isWide() bool { return len(m.source.Groups)-1 > fewCompared }

func (m *table1Maker) columns() {
	w := m.Words
	m.table.Columns = []document.Column{{Head: w.Text("baseline.characteristic")}}
	for i, g := range m.source.Groups {
		name := w.Text("group.all")
		if i > 0 {
			name = m.Group(m.source.By, g.Group)
		}
		m.table.Columns = append(m.table.Columns, document.Column{Head: m.sizeHead(name, g.N), Number: true})
	}
	if m.isCompared {
		m.table.Columns = append(m.table.Columns, document.Column{Head: w.Text("paper.table1.difference"), Number: true})
	}
	if m.source.Tests && m.isCompared {
		m.table.Columns = append(m.table.Columns, document.Column{Head: "p", Number: true})
	}
}

// row has a text for each group; what the table has further stays empty.
func (m *table1Maker) row(name string, indent int, cell func(*result.Baseline) string, r *result.Table1Row) *document.Row {
	row := document.Row{Cells: make([]document.Cell, len(m.table.Columns))}
	row.Cells[0] = document.Cell{Text: name, Indent: indent}
	for i := range r.Cells {
		row.Cells[i+1] = m.Explained(page.Text(cell(&r.Cells[i])), m.Words.Text("baseline_reason.no_value"))
	}
	m.table.Rows = append(m.table.Rows, row)
	return &m.table.Rows[len(m.table.Rows)-1]
}

func (m *table1Maker) characteristic(r *result.Table1Row) {
	w, name := m.Words, m.Column(r.Column)
	if r.Kind == "number" {
		digits := baselineDigits(r)
		show := func(n result.Number) string { return w.Decimal(float64(n), digits) }
		first := m.row(w.Text("paper.table1.number", name), 0, func(c *result.Baseline) string {
			if c.N == 0 {
				return words.None
			}
			return w.Text("days.quartiles_of", show(c.Median), show(c.Q1), show(c.Q3))
		}, r)
		m.compared(first, name, r)
		m.row(w.Text("days.range"), 1, func(c *result.Baseline) string {
			if c.N == 0 {
				return words.None
			}
			return show(c.Min) + "–" + show(c.Max)
		}, r)
	} else {
		first := m.row(w.Text("paper.table1.category", name), 0, func(*result.Baseline) string { return "" }, r)
		m.compared(first, name, r)
		for _, l := range r.Cells[0].Levels {
			m.row(m.Group(r.Column, l.Level), 1, func(c *result.Baseline) string { return m.countWithShare(levelCount(c, l.Level), c.N) }, r)
		}
	}
	if slices.ContainsFunc(r.Cells, func(c result.Baseline) bool { return c.Missing > 0 }) {
		m.row(w.Text("workbook.missing"), 1, func(c *result.Baseline) string { return w.Integer(c.Missing) }, r)
	}
}

func levelCount(c *result.Baseline, level string) int {
	for _, l := range c.Levels {
		if l.Level == level {
			return l.N
		}
	}
	return 0
}

func (b *Builder) countWithShare(n, of int) string {
	if of == 0 {
		return words.None
	}
	return b.Words.Text("baseline.share", b.Words.Integer(n), b.Words.Percent(float64(n)/float64(of), of))
}

// baselineDigits are those of a numeric characteristic in all its groups: none
// where it is whole, or large.
func baselineDigits(r *result.Table1Row) int {
	digits := 0
	for _, c := range r.Cells {
		for _, n := range []result.Number{c.Min, c.Q1, c.Median, c.Q3, c.Max} {
			x := float64(n)
			if math.Abs(x) >= 100 {
				return 0
			}
			if !math.IsNaN(x) && x != math.Trunc(x) {
				digits = 1
			}
		}
	}
	return digits
}

// compared fills the columns of the difference and of the test, and keeps why
// there is no test, for a table without one.
func (m *table1Maker) compared(row *document.Row, name string, r *result.Table1Row) {
	if !m.isCompared {
		return
	}
	at := len(m.source.Groups) + 1
	difference := page.Number(float64(r.Difference), document.Decimal, m.Words.Decimal(float64(r.Difference), 2))
	row.Cells[at] = m.Explained(difference, m.baselineReason(r.Reason))
	if r.Test == nil {
		return
	}
	if r.Test.P.IsMissing() {
		row.Cells[at+1] = m.Dash(m.baselineReason(r.Test.Reason))
		m.untested.Add(r.Test.Reason, name)
		return
	}
	i := slices.Index(m.tests, r.Test.Name)
	if i < 0 {
		i, m.tests = len(m.tests), append(m.tests, r.Test.Name)
	}
	row.Cells[at+1] = page.Text(m.PAlone(r.Test.P) + page.Footmarks[i])
}

func (m *table1Maker) baselineReason(code string) string {
	if code == "" {
		return ""
	}
	return m.Words.Text("baseline_reason." + code)
}

// followUp is the last row: of all patients, as the results have it of no group.
func (m *table1Maker) followUp() {
	c := m.cohortWith(m.source.Cohort)
	if c == nil || c.FollowUp.Median.IsMissing() {
		return
	}
	row := document.Row{Cells: make([]document.Cell, len(m.table.Columns))}
	median, limits, unit := m.followUpNumbers(c)
	row.Cells[0].Text = m.Words.Text("paper.table1.followup", m.Level(), unit)
	row.Cells[1].Text = median
	if limits[0] != "" {
		row.Cells[1].Text = m.Words.Text("estimate.short", median, limits[0]+"–"+limits[1])
	}
	m.table.Rows = append(m.table.Rows, row)
}

// followUpNumbers are the median follow-up and its limits without their unit,
// which is that of the median; no limits where they are not known.
func (b *Builder) followUpNumbers(c *result.Cohort) (median string, limits [2]string, unit string) {
	said := c.FollowUp.Said
	show := func(s result.Said) string { return b.Words.Decimal(float64(s.Value), 1) }
	if lower, upper := c.FollowUp.Lower, c.FollowUp.Upper; !lower.IsMissing() && !upper.IsMissing() {
		limits = [2]string{show(said.Lower), show(said.Upper)}
	}
	return show(said.Median), limits, b.Unit(said.Median.Unit)
}

func (m *table1Maker) notes() {
	w, t := m.Words, m.table
	t.Notes = append(t.Notes, w.Text("paper.table1.note"))
	if m.isCompared {
		code := "paper.table1.two_groups"
		if len(m.source.Groups) > 3 {
			code = "paper.table1.more_groups"
		}
		if m.isWide() {
			code = "paper.table1.many_groups"
		}
		t.Notes = append(t.Notes, w.Text(code))
	}
	for i, name := range m.tests {
		t.Notes = append(t.Notes, page.Footmarks[i]+" "+page.Capital(w.Text("baseline_test."+name))+".")
	}
	if len(m.tests) == 0 { // else a dash says it
		t.Notes = append(t.Notes, m.untested.Notes(w, "paper.table1.untested", "baseline_reason.")...)
	}
	grouped := 0
	for _, g := range m.source.Groups[1:] {
		grouped += g.N
	}
	if left := m.source.Groups[0].N - grouped; m.source.By != "" && left > 0 {
		t.Notes = append(t.Notes, w.Text("paper.table1.left", w.Count("count.patients", left), page.Lowered(m.Column(m.source.By))))
	}
}
