package paper

import "graftstat/analysis/code"

// A methodText is what the methods say where the results have a code: the text of
// that code, with the references that it cites and what else it is given.
type methodText struct {
	code string
	cite []string
	args func(m *methodsText) []string // after the references; nil: none
}

// methodTexts are the texts of one kind of code, in the order in which they are said.
type methodTexts struct {
	prefix string // of the key of each text, before the code
	texts  []methodText
}

func estimatorTexts() methodTexts {
	return methodTexts{"paper.methods.", []methodText{
		{code: "kaplan-meier", cite: []string{"kaplan-1958"}},
		{code: "aalen-johansen", cite: []string{"klein-2001", "dewreede-2022"}, args: (*methodsText).variance},
	}}
}

func intervalTexts() methodTexts {
	return methodTexts{"paper.interval.", []methodText{
		{code: "log-log"},
		{code: "log"},
		{code: "plain"},
		{code: "arcsine"},
		{code: "logit"},
		{code: "beta-product", cite: []string{"fay-2013"}},
		{code: "beta-product-midp", cite: []string{"fay-2013"}},
		{code: "clopper-pearson", cite: []string{"clopper-1934"}},
	}}
}

func meanTexts() methodTexts {
	return methodTexts{"paper.methods.mean.", []methodText{
		{code: "beta-product-area", cite: []string{"fay-2013"}},
		{code: "normal"},
	}}
}

func testTexts() methodTexts {
	gray := []string{"gray-1988"}
	return methodTexts{"paper.test.", []methodText{
		{code: "gray", cite: gray},
		{code: "gray-permutation", cite: gray},
		{code: "gray-stratified", cite: gray},
		{code: "gray-stratified-permutation", cite: gray},
		{code: "log-rank"},
		{code: "log-rank-permutation"},
		{code: "log-rank-stratified"},
		{code: "log-rank-stratified-permutation"},
		{code: "log-rank-trend"},
		{code: "mantel-byar"},
		{code: "peto-peto"},
	}}
}

// comparisonTexts say how groups were compared beside the tests.
func comparisonTexts() methodTexts {
	return methodTexts{"paper.methods.", []methodText{
		{code: "entered"},
		{code: "left_out", args: (*methodsText).minGroup},
		{code: "holm", cite: []string{"holm-1979"}},
		{code: "withheld", args: (*methodsText).minGroup},
	}}
}

func differenceTexts() methodTexts {
	return methodTexts{"paper.methods.difference.", []methodText{
		{code: "cloglog", cite: []string{"klein-2007"}},
		{code: "melded-beta-product", cite: []string{"fay-2015"}},
		{code: "normal"},
	}}
}

func modelTexts() methodTexts {
	return methodTexts{"paper.methods.", []methodText{
		{code: string(code.Cox), cite: []string{"cox-1972"}, args: (*methodsText).ties},
		{code: "cause_specific"},
		{code: string(code.CoxFirth), cite: []string{"heinze-2001"}},
		{code: string(code.FineGray), cite: []string{"fine-1999"}},
	}}
}

// A ruleText is what the methods say of the rule of a milestone, with values of the rule.
type ruleText struct {
	milestones []string // any of them
	key        string
	rule       string
	values     [2]string
}

func ruleTexts() []ruleText {
	return []ruleText{
		{[]string{"neutrophil_engraftment"}, "neutrophils", "neutrophil_engraftment",
			[2]string{"consecutive", "at_least"}},
		{[]string{"platelet_engraftment_20", "platelet_engraftment_50"}, "platelets", "platelet_engraftment",
			[2]string{"consecutive", "transfusion_free_days"}},
		{[]string{"rbc_independence"}, "independence", "transfusion_independence", [2]string{"window_days", "date"}},
		{[]string{"graft_failure"}, "graft_failure", "graft_failure", [2]string{"day", "day_cord"}},
	}
}

// sentences are the texts of the codes that are used.
func (m *methodsText) sentences(t methodTexts, used map[string]bool) []string {
	var sentences []string
	for _, x := range t.texts {
		if !used[x.code] {
			continue
		}
		var args []string
		if x.args == nil || x.cite != nil {
			args = append(args, m.citeOf(x))
		}
		if x.args != nil {
			args = append(args, x.args(m)...)
		}
		sentences = append(sentences, m.Words.Text(t.prefix+x.code, args...))
	}
	return sentences
}

// names are the texts of the codes that are used, each a name before its references.
func (m *methodsText) names(t methodTexts, used map[string]bool, named func(methodText, string) string) []string {
	var names []string
	for _, x := range t.texts {
		if used[x.code] {
			names = append(names, named(x, m.Words.Text(t.prefix+x.code)+m.citeOf(x)))
		}
	}
	return names
}

func (m *methodsText) citeOf(x methodText) string {
	if x.cite == nil {
		return ""
	}
	return m.Cite(m.cited, x.cite...)
}
