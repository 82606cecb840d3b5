package analysis

import (
	"graftstat/analysis/plan"
	"graftstat/analysis/survival"
)

// comparison is one endpoint split by one grouping, ready to be estimated.
type comparison struct {
	endpoint  plan.Endpoint
	tally     *tally
	table     *survival.Table // nil where no case is analysed
	causes    int
	judged    *judged
	isOfModel bool // judged for the p-values of a model, which prints no permutation test
}

func newComparison(e plan.Endpoint, t *tally) (*comparison, error) {
	k := &comparison{endpoint: e, tally: t, causes: 1}
	if e.Kind.HasCompeting() {
		k.causes = 1 + len(e.Competing)
	}
	var err error
	k.table, err = t.table(t.cells, k.causes)
	return k, err
}

// comparison is one by the cohort's rules for late entry.
func (c *cohort) comparison(e plan.Endpoint, t *tally) (*comparison, error) {
	k, err := newComparison(e, t)
	if err == nil && k.table != nil {
		k.table.MinAtRisk = c.plan.MinGroup
	}
	return k, err
}

func (k *comparison) curve(t *survival.Table, group int, s survival.Settings) (*survival.Curve, error) {
	if k.endpoint.Kind.HasCompeting() {
		return survival.CumulativeIncidence(t, group, 1, s)
	}
	return survival.KaplanMeier(t, group, s)
}
