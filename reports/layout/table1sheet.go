package layout

import "graftstat/analysis/result"

// table1Sheet has a row for each characteristic, level and group, every number
// in a cell of its own.
func (b *builder) table1Sheet() Sheet {
	w := b.words
	t := b.grid("table1-rows", "", "cohort", "by", "group", "characteristic", "level", "n", "share", "missing",
		"least", "first_quartile", "median", "third_quartile", "most", "paper_smd", "paper_test", "paper_p", "paper_reason")
	for i := range b.results.Paper.Table1 {
		source := &b.results.Paper.Table1[i]
		for j := range source.Rows {
			t.characteristic(source, &source.Rows[j])
		}
	}
	if len(t.table.Rows) == 0 {
		return Sheet{}
	}
	return Sheet{ID: "table1", Name: w.Text("paper.section.table1"), Title: w.Text("paper.section.table1"),
		Blocks: []Block{paragraph(Note, w.Text("paper.table1.note")), {Table: t.done()}}, Wide: true, Filter: true}
}

// characteristic has a row a group where it is a number, and one for each level
// of a category. The difference and the test stand on the first row, which is
// of the whole cohort.
func (t *grid) characteristic(source *result.Table1, r *result.Table1Row) {
	b, tested := t.builder, false
	for i := range r.Cells {
		c, name := &r.Cells[i], b.words.Text("group.all")
		if i > 0 {
			name = b.group(source.By, source.Groups[i].Group)
		}
		add := func(n int) {
			t.row()
			t.text("cohort", b.cohortName(source.Cohort))
			if source.By != "" {
				t.text("by", b.column(source.By))
			}
			t.text("group", name)
			t.text("characteristic", b.column(r.Column))
			t.count("n", n)
			t.count("missing", c.Missing)
			if !tested {
				t.baselineTest(r)
				tested = true
			}
		}
		if r.Kind == "number" {
			add(c.N)
			t.quartiles("", c.Min, c.Q1, c.Median, c.Q3, c.Max)
			continue
		}
		for _, l := range r.Cells[0].Levels {
			n := levelCount(c, l.Level)
			add(n)
			t.text("level", b.group(r.Column, l.Level))
			if c.N > 0 {
				t.set("share", b.percent(float64(n)/float64(c.N), c.N))
			}
		}
	}
}

func (t *grid) baselineTest(r *result.Table1Row) {
	w, reason := t.builder.words, r.Reason
	t.set("paper_smd", number(float64(r.Difference), Decimal, ""))
	if r.Test != nil {
		t.text("paper_test", w.Text("baseline_test."+r.Test.Name))
		t.set("paper_p", number(float64(r.Test.P), PValue, ""))
		if reason == "" {
			reason = r.Test.Reason
		}
	}
	if reason != "" {
		t.text("paper_reason", w.Text("baseline_reason."+reason))
	}
}
