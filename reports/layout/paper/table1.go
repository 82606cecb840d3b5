package paper

import (
	"math"
	"slices"
	"strconv"

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
func (b *Builder) table1(source *result.Table1) *document.Table {
	w := b.Words
	patients := w.Text("paper.table1.patients")
	if b.isOfTransplants() {
		patients = w.Text("paper.table1.patients_infused")
	}
	caption := w.Text("paper.table1.caption", b.CohortName(source.Cohort), patients)
	if source.By != "" {
		caption = w.Text("paper.table1.caption_by", b.CohortName(source.Cohort), patients,
			page.Lowered(b.Column(source.By)))
	}
	t := &table1{grid: b.grid(page.Paper, table1ID(source), caption), source: source,
		isCompared: len(source.Groups) > 2}
	t.groupColumns()
	for i := range source.Rows {
		t.characteristic(&source.Rows[i])
	}
	t.followUp()
	if t.isTested() && len(t.tests) == 0 { // the notes say why
		t.Drop("paper_p")
	}
	t.notes()
	return t.Table()
}

func table1ID(t *result.Table1) string {
	if t.By == "" {
		return "table1-" + t.Cohort
	}
	return "table1-" + t.Cohort + "-" + t.By
}

// table1 is the table that is being made.
type table1 struct {
	*grid
	source     *result.Table1
	isCompared bool
	tests      []string // names of the tests, in the order of their marks
	untested   page.NamesByReason
}

// isTested reports whether the study asks for tests and there are groups for them.
func (t *table1) isTested() bool { return t.source.Tests && t.isCompared }

// isWide reports whether the groups take all of the page: the differences are
// then in the workbook alone.
func (t *table1) isWide() bool { return len(t.source.Groups)-1 > fewCompared }

// groupColumns: of all patients, of each group, the difference and the test.
func (t *table1) groupColumns() {
	b := t.builder
	t.Columns("characteristic")
	for i, g := range t.source.Groups {
		name := b.Words.Text("group.all")
		if i > 0 {
			name = b.Group(t.source.By, g.Group)
		}
		t.Repeat(table1Group(i), "named", b.sizeHead(name, g.N))
		t.Figures(table1Group(i))
	}
	if t.isCompared && !t.isWide() {
		t.Figures("paper_smd")
	}
	if t.isTested() {
		t.Figures("paper_p")
	}
}

// table1Group is the name of the column of a group, the first of which is of all.
func table1Group(i int) string { return "group " + strconv.Itoa(i) }

// row has a text for each group; what the table has further stays empty.
func (t *table1) row(name string, indent int, cell func(*result.Baseline) string, r *result.Table1Row) {
	b := t.builder
	t.Row()
	t.Text("characteristic", name).Indent = indent
	for i := range r.Cells {
		t.Set(table1Group(i), b.Explained(page.Text(cell(&r.Cells[i])), b.Words.Text("baseline_reason.no_value")))
	}
}

func (t *table1) characteristic(r *result.Table1Row) {
	b, w, name := t.builder, t.builder.Words, t.builder.Column(r.Column)
	if r.Kind == "number" {
		t.number(name, r)
	} else {
		t.row(w.Text("paper.table1.category", name), 0, func(*result.Baseline) string { return "" }, r)
		t.compared(name, r)
		fewest := fewestValues(r.Cells)
		for _, l := range r.Cells[0].Levels {
			count := func(c *result.Baseline) string { return b.countWithShare(levelCount(c, l.Level), c.N, fewest) }
			t.row(b.Group(r.Column, l.Level), 1, count, r)
		}
	}
	if slices.ContainsFunc(r.Cells, func(c result.Baseline) bool { return c.Missing > 0 }) {
		t.row(w.Text("workbook.missing"), 1, func(c *result.Baseline) string { return w.Integer(c.Missing) }, r)
	}
}

// number has the quartiles of a numeric characteristic, and its range under them.
func (t *table1) number(name string, r *result.Table1Row) {
	w, digits := t.builder.Words, baselineDigits(r)
	show := func(n result.Number) string { return w.Decimal(float64(n), digits) }
	t.row(w.Text("paper.table1.number", name), 0, func(c *result.Baseline) string {
		if c.N == 0 {
			return words.None
		}
		return w.Text("days.quartiles_of", show(c.Median), show(c.Q1), show(c.Q3))
	}, r)
	t.compared(name, r)
	t.row(w.Text("days.range"), 1, func(c *result.Baseline) string {
		if c.N == 0 {
			return words.None
		}
		return show(c.Min) + "–" + show(c.Max)
	}, r)
}

func levelCount(c *result.Baseline, level string) int {
	for _, l := range c.Levels {
		if l.Level == level {
			return l.N
		}
	}
	return 0
}

// countWithShare rounds as a share among fewest.
func (b *Builder) countWithShare(n, of, fewest int) string {
	if of == 0 {
		return words.None
	}
	return b.Words.Text("baseline.share", b.Words.Integer(n), b.Words.Percent(float64(n)/float64(of), fewest))
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
func (t *table1) compared(name string, r *result.Table1Row) {
	if !t.isCompared {
		return
	}
	b := t.builder
	if !t.isWide() {
		difference := page.Number(float64(r.Difference), document.Decimal, b.Words.Decimal(float64(r.Difference), 2))
		t.Set("paper_smd", b.Explained(difference, b.baselineReason(r.Reason)))
	}
	if r.Test == nil {
		return
	}
	if r.Test.P.IsMissing() {
		t.Set("paper_p", b.Dash(b.baselineReason(r.Test.Reason)))
		t.untested.Add(r.Test.Reason, name)
		return
	}
	i := slices.Index(t.tests, r.Test.Name)
	if i < 0 {
		i, t.tests = len(t.tests), append(t.tests, r.Test.Name)
	}
	t.Text("paper_p", b.PAlone(r.Test.P)+page.Footmarks[i])
}

func (b *Builder) baselineReason(code string) string {
	if code == "" {
		return ""
	}
	return b.Words.Text("baseline_reason." + code)
}

// followUp is the last row: of all patients, as the results have it of no group.
func (t *table1) followUp() {
	b := t.builder
	c := b.cohortWith(t.source.Cohort)
	if c == nil || c.FollowUp.Median.IsMissing() {
		return
	}
	median, limits, unit := b.followUpNumbers(c)
	if limits[0] != "" {
		median = b.Words.Text("estimate.short", median, limits[0]+"–"+limits[1])
	}
	t.Row()
	t.Text("characteristic", b.Words.Text("paper.table1.followup", b.Level(), unit))
	t.Text(table1Group(0), median)
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

func (t *table1) notes() {
	b, w := t.builder, t.builder.Words
	t.Note(w.Text("paper.table1.note"))
	if t.isCompared {
		code := "paper.table1.two_groups"
		if len(t.source.Groups) > 3 {
			code = "paper.table1.more_groups"
		}
		if t.isWide() {
			code = "paper.table1.many_groups"
		}
		t.Note(w.Text(code))
	}
	for i, name := range t.tests {
		t.Note(page.Footmarks[i] + " " + page.Capital(w.Text("baseline_test."+name)) + ".")
	}
	if len(t.tests) == 0 { // else a dash says it
		t.Note(t.untested.Notes(w, "paper.table1.untested", "baseline_reason.")...)
	}
	grouped := 0
	for _, g := range t.source.Groups[1:] {
		grouped += g.N
	}
	if left := t.source.Groups[0].N - grouped; t.source.By != "" && left > 0 {
		t.Note(w.Text("paper.table1.left", w.Count("count.patients", left), page.Lowered(b.Column(t.source.By))))
	}
}
