package paper

import (
	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// table1Sheet has a row for each characteristic, level and group, every number
// in a cell of its own.
func (b *Builder) table1Sheet() document.Sheet {
	w := b.Words
	t := b.grid(page.Sheet, "table1-rows", "", "cohort", "by", "group", "characteristic", "level", "n", "share",
		"missing",
		"least", "first_quartile", "median", "third_quartile", "most", "paper_smd", "paper_test", "paper_p",
		"paper_reason")
	for i := range b.Results.Paper.Table1 {
		source := &b.Results.Paper.Table1[i]
		for j := range source.Rows {
			t.characteristic(source, &source.Rows[j])
		}
	}
	if t.Len() == 0 {
		return document.Sheet{}
	}
	return document.Sheet{ID: "table1", Name: w.Text("paper.section.table1"), Title: w.Text("paper.section.table1"),
		Blocks: []document.Block{page.Paragraph(document.Note, w.Text("paper.table1.note")), {Table: t.Table()}},
		Wide:   true, Filter: true}
}

// characteristic has a row a group where it is a number, and one for each level
// of a category. The difference and the test stand on the first row, which is
// of the whole cohort.
func (t *grid) characteristic(source *result.Table1, r *result.Table1Row) {
	b, tested := t.builder, false
	for i := range r.Cells {
		c, name := &r.Cells[i], b.Words.Text("group.all")
		if i > 0 {
			name = b.Group(source.By, source.Groups[i].Group)
		}
		add := func(n int) {
			t.Row()
			t.Text("cohort", b.CohortName(source.Cohort))
			if source.By != "" {
				t.Text("by", b.Column(source.By))
			}
			t.Text("group", name)
			t.Text("characteristic", b.Column(r.Column))
			t.Count("n", n)
			t.Count("missing", c.Missing)
			if !tested {
				t.baselineTest(r)
				tested = true
			}
		}
		if r.Kind == "number" {
			add(c.N)
			t.Quartiles("", c.Min, c.Q1, c.Median, c.Q3, c.Max)
			continue
		}
		for _, l := range r.Cells[0].Levels {
			n := levelCount(c, l.Level)
			add(n)
			t.Text("level", b.Group(r.Column, l.Level))
			if c.N > 0 {
				t.Set("share", b.Percent(float64(n)/float64(c.N), c.N))
			}
		}
	}
}

func (t *grid) baselineTest(r *result.Table1Row) {
	w, reason := t.builder.Words, r.Reason
	t.Set("paper_smd", page.Number(float64(r.Difference), document.Decimal, ""))
	if r.Test != nil {
		t.Text("paper_test", w.Text("baseline_test."+r.Test.Name))
		t.Set("paper_p", page.Number(float64(r.Test.P), document.PValue, ""))
		if reason == "" {
			reason = r.Test.Reason
		}
	}
	if reason != "" {
		t.Text("paper_reason", w.Text("baseline_reason."+reason))
	}
}
