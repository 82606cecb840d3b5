package paper

import (
	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// comparisonSheets have every test and every difference of two groups.
func (b *Builder) comparisonSheets() []document.Sheet {
	tests, differences := b.grid(page.Sheet, "comparison-tests", ""), b.grid(page.Sheet, "comparison-differences", "")
	for i := range b.Results.Cohorts {
		c := &b.Results.Cohorts[i]
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
	return []document.Sheet{b.comparisonSheet("tests", tests), b.comparisonSheet("differences", differences)}
}

func (b *Builder) comparisonSheet(id string, t *grid) document.Sheet {
	name := b.Words.Text("paper.sheet." + id)
	return document.Sheet{ID: id, Name: name, Title: name, Blocks: page.Tables(t.Table()), Wide: true, Filter: true}
}

// compared begins a row: groups by a column, in an endpoint.
func (t *grid) compared(c *result.Cohort, e *result.Endpoint, by, groups string) {
	b := t.builder
	t.Row()
	t.Text("cohort", b.CohortName(c.ID))
	t.Text("endpoint", b.EndpointName(e))
	t.Text("by", b.Term(by))
	t.Text("paper_groups", groups)
}

func (t *grid) test(c *result.Cohort, e *result.Endpoint, x result.Test) {
	b := t.builder
	names := make([]string, len(x.Groups))
	for i, g := range x.Groups {
		names[i] = b.Group(x.By, g)
	}
	t.compared(c, e, x.By, b.List(names, "and"))
	t.Text("paper_test", b.Words.Text("test."+x.Name))
	t.Set("paper_statistic", page.Number(float64(x.Statistic), document.Decimal, ""))
	t.Set("paper_df", page.Number(float64(x.DF), document.General, ""))
	t.Set("paper_p", page.Number(float64(x.P), document.PValue, ""))
	t.Set("paper_holm", page.Number(float64(x.PAdjusted), document.PValue, ""))
	t.Text("paper_reason", b.ReasonText(x.Reason))
}

func (t *grid) difference(c *result.Cohort, e *result.Endpoint, d result.Difference) {
	b, format, method := t.builder, document.Percent, ""
	if d.Measure == "rmst" {
		format = document.Decimal
	}
	if d.Method != "" {
		method = b.Words.Text("difference." + d.Method)
	}
	t.compared(c, e, d.By, b.Words.Text("paper.pairs.pair", b.Group(d.By, d.A), b.Group(d.By, d.B)))
	t.Text("paper_measure", b.Words.Text("paper.measure."+d.Measure))
	t.Set("time", b.Time(d.Time))
	t.Set("paper_difference", page.Number(float64(d.Estimate), format, ""))
	t.Set("std_err", page.Number(float64(d.StdErr), document.Decimal, ""))
	t.Set("lower", page.Number(float64(d.Lower), format, ""))
	t.Set("upper", page.Number(float64(d.Upper), format, ""))
	t.Set("paper_p", page.Number(float64(d.P), document.PValue, ""))
	t.Text("paper_method", method)
	t.Text("paper_reason", b.ReasonText(d.Reason))
}
