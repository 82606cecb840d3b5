package layout

import "graftstat/analysis/result"

// comparisonSheet has every test and every difference of two groups.
func (b *builder) comparisonSheet() Sheet {
	w := b.words
	tests := &Table{ID: "comparison-tests", Caption: w.Text("paper.sheet.tests"), Columns: append(b.heads("column_head.cohort", "column_head.endpoint", "column_head.by",
		"paper.pairs.groups", "paper.table1.test", "#paper.sheet.statistic", "#paper.sheet.df"), Column{Head: "p", Number: true}, Column{Head: w.Text("paper.pairs.holm"), Number: true}, Column{Head: w.Text("column_head.reason")})}
	differences := &Table{ID: "comparison-differences", Caption: w.Text("paper.sheet.differences"), Columns: append(b.heads("column_head.cohort", "column_head.endpoint", "column_head.by",
		"paper.pairs.groups", "paper.sheet.measure", "#column_head.time", "#paper.sheet.difference", "#column_head.std_err", "#column_head.lower", "#column_head.upper"), Column{Head: "p", Number: true}, Column{Head: w.Text("paper.sheet.method")}, Column{Head: w.Text("column_head.reason")})}
	for i := range b.results.Cohorts {
		c := &b.results.Cohorts[i]
		for j := range c.Endpoints {
			e := &c.Endpoints[j]
			for _, t := range e.Tests {
				tests.Rows = append(tests.Rows, b.testRow(c, e, t))
			}
			for _, d := range e.Differences {
				differences.Rows = append(differences.Rows, b.differenceRow(c, e, d))
			}
		}
	}
	blocks := tables(tests, differences)
	return Sheet{ID: "comparisons", Name: w.Text("paper.section.comparisons"), Title: w.Text("paper.section.comparisons"), Blocks: blocks, Wide: true}
}

func (b *builder) testRow(c *result.Cohort, e *result.Endpoint, t result.Test) Row {
	names := make([]string, len(t.Groups))
	for i, g := range t.Groups {
		names[i] = b.group(t.By, g)
	}
	return Row{Cells: []Cell{text(b.cohortName(c.ID)), text(b.endpointName(e)), text(b.term(t.By)), text(b.list(names, "and")), text(b.words.Text("test." + t.Name)),
		number(float64(t.Statistic), Decimal, ""), number(float64(t.DF), General, ""), number(float64(t.P), PValue, ""), number(float64(t.PAdjusted), PValue, ""), text(b.reasonText(t.Reason))}}
}

func (b *builder) differenceRow(c *result.Cohort, e *result.Endpoint, d result.Difference) Row {
	format := Percent
	if d.Measure == "rmst" {
		format = Decimal
	}
	method := ""
	if d.Method != "" {
		method = b.words.Text("difference." + d.Method)
	}
	return Row{Cells: []Cell{text(b.cohortName(c.ID)), text(b.endpointName(e)), text(b.term(d.By)), text(b.words.Text("paper.pairs.pair", b.group(d.By, d.A), b.group(d.By, d.B))),
		text(b.words.Text("paper.measure." + d.Measure)), b.time(d.Time), number(float64(d.Estimate), format, ""), number(float64(d.StdErr), Decimal, ""),
		number(float64(d.Lower), format, ""), number(float64(d.Upper), format, ""), number(float64(d.P), PValue, ""), text(method), text(b.reasonText(d.Reason))}}
}

// reasonWords word a reason; that of a term of a model without a fit is the model's status.
func (b *builder) reasonWords(code string) string {
	if s, ok := b.words.Find("reason." + code); ok {
		return s
	}
	return b.words.Text("model_status." + code)
}

// reasonText is why there is no number; empty where there is one.
func (b *builder) reasonText(reason string) string {
	if reason == "" {
		return ""
	}
	return b.reasonWords(reason)
}
