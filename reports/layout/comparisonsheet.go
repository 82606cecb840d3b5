package layout

import "graftstat/analysis/result"

// comparisonSheet has every test and every difference of two groups.
func (b *builder) comparisonSheet() Sheet {
	w := b.words
	tests, differences := b.grid("comparison-tests", w.Text("paper.sheet.tests")), b.grid("comparison-differences", w.Text("paper.sheet.differences"))
	for i := range b.results.Cohorts {
		c := &b.results.Cohorts[i]
		for j := range c.Endpoints {
			e := &c.Endpoints[j]
			for _, found := range e.Tests {
				tests.test(c, e, found)
			}
			for _, d := range e.Differences {
				differences.difference(c, e, d)
			}
		}
	}
	blocks := tables(tests.done(), differences.done())
	return Sheet{ID: "comparisons", Name: w.Text("paper.section.comparisons"), Title: w.Text("paper.section.comparisons"), Blocks: blocks, Wide: true}
}

// compared begins a row: groups by a column, in an endpoint.
func (t *grid) compared(c *result.Cohort, e *result.Endpoint, by, groups string) {
	b := t.builder
	t.row()
	t.text("cohort", b.cohortName(c.ID))
	t.text("endpoint", b.endpointName(e))
	t.text("by", b.term(by))
	t.text("paper_groups", groups)
}

func (t *grid) test(c *result.Cohort, e *result.Endpoint, x result.Test) {
	b := t.builder
	names := make([]string, len(x.Groups))
	for i, g := range x.Groups {
		names[i] = b.group(x.By, g)
	}
	t.compared(c, e, x.By, b.list(names, "and"))
	t.text("paper_test", b.words.Text("test."+x.Name))
	t.set("paper_statistic", number(float64(x.Statistic), Decimal, ""))
	t.set("paper_df", number(float64(x.DF), General, ""))
	t.set("paper_p", number(float64(x.P), PValue, ""))
	t.set("paper_holm", number(float64(x.PAdjusted), PValue, ""))
	t.text("paper_reason", b.reasonText(x.Reason))
}

func (t *grid) difference(c *result.Cohort, e *result.Endpoint, d result.Difference) {
	b, format, method := t.builder, Percent, ""
	if d.Measure == "rmst" {
		format = Decimal
	}
	if d.Method != "" {
		method = b.words.Text("difference." + d.Method)
	}
	t.compared(c, e, d.By, b.words.Text("paper.pairs.pair", b.group(d.By, d.A), b.group(d.By, d.B)))
	t.text("paper_measure", b.words.Text("paper.measure."+d.Measure))
	t.set("time", b.time(d.Time))
	t.set("paper_difference", number(float64(d.Estimate), format, ""))
	t.set("std_err", number(float64(d.StdErr), Decimal, ""))
	t.set("lower", number(float64(d.Lower), format, ""))
	t.set("upper", number(float64(d.Upper), format, ""))
	t.set("paper_p", number(float64(d.P), PValue, ""))
	t.text("paper_method", method)
	t.text("paper_reason", b.reasonText(d.Reason))
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
