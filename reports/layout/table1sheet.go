package layout

import "graftstat/analysis/result"

// table1Sheet has a row for each characteristic, level and group, every number
// in a cell of its own.
func (b *builder) table1Sheet() Sheet {
	w := b.words
	t := &Table{ID: "table1-rows", Columns: append(b.heads("column_head.cohort", "column_head.by", "column_head.group", "baseline.characteristic", "workbook.level",
		"#days.n", "#workbook.share", "#workbook.missing", "#workbook.least", "#workbook.first_quartile", "#days.median", "#workbook.third_quartile", "#workbook.most",
		"#paper.table1.difference", "paper.table1.test"), Column{Head: "p", Number: true}, Column{Head: w.Text("column_head.reason")})}
	for i := range b.results.Paper.Table1 {
		source := &b.results.Paper.Table1[i]
		for j := range source.Rows {
			t.Rows = append(t.Rows, b.table1SheetRows(source, &source.Rows[j])...)
		}
	}
	if len(t.Rows) == 0 {
		return Sheet{}
	}
	return Sheet{ID: "table1", Name: w.Text("paper.section.table1"), Title: w.Text("paper.section.table1"), Blocks: []Block{paragraph(Note, w.Text("paper.table1.note")), {Table: t}}, Wide: true, Filter: true}
}

// table1SheetRows are those of one characteristic: a number has a row a group,
// a category a row for each level of it. The difference and the test stand on
// the first row of the whole cohort.
func (b *builder) table1SheetRows(source *result.Table1, r *result.Table1Row) []Row {
	var rows []Row
	for i := range r.Cells {
		c, name, by := &r.Cells[i], b.words.Text("group.all"), ""
		if i > 0 {
			name = b.group(source.By, source.Groups[i].Group)
		}
		if source.By != "" {
			by = b.column(source.By)
		}
		first := []Cell{text(b.cohortName(source.Cohort)), text(by), text(name), text(b.column(r.Column))}
		if r.Kind == "number" {
			cells := append(first, text(""), b.integer(c.N), text(""), b.integer(c.Missing))
			for _, x := range []result.Number{c.Min, c.Q1, c.Median, c.Q3, c.Max} {
				cells = append(cells, number(float64(x), General, ""))
			}
			rows = append(rows, Row{Cells: append(cells, make([]Cell, 4)...)})
			continue
		}
		for _, l := range r.Cells[0].Levels {
			n, share := levelCount(c, l.Level), text("")
			if c.N > 0 {
				share = b.percent(float64(n)/float64(c.N), c.N)
			}
			cells := append(append([]Cell{}, first...), text(b.group(r.Column, l.Level)), b.integer(n), share, b.integer(c.Missing))
			rows = append(rows, Row{Cells: append(cells, make([]Cell, 9)...)})
		}
	}
	if len(rows) > 0 {
		b.table1SheetTest(rows[0].Cells[13:], r)
	}
	return rows
}

func (b *builder) table1SheetTest(cells []Cell, r *result.Table1Row) {
	w, reason := b.words, r.Reason
	cells[0] = number(float64(r.Difference), Decimal, "")
	if r.Test != nil {
		cells[1] = text(w.Text("baseline_test." + r.Test.Name))
		cells[2] = number(float64(r.Test.P), PValue, "")
		if reason == "" {
			reason = r.Test.Reason
		}
	}
	if reason != "" {
		cells[3] = text(w.Text("baseline_reason." + reason))
	}
}
