package regress

// FineGray fits the proportional hazards model of the subdistribution of one
// cause among competing ones, with crr's weights, tie rules and variance.
//
// A row that failed of another cause at T_i stays in the risk sets of later
// times t with the weight G(t-)/G(T_i-), G the Kaplan-Meier estimate of staying
// uncensored from all rows, in which failures of the time of a censoring count
// as at risk of it. (Where they are to leave first, as in finegray of R's
// survival, move the censorings a hair later.) Tied events are Breslow's.
//
// Standard errors are from the sandwich Ω⁻¹ Σ (η_i+ψ_i)(η_i+ψ_i)' Ω⁻¹, where
// ψ_i is what estimating G adds: see the package comment. LogLikelihood and LR
// are of the pseudo-likelihood, as in crr; there is no score test.
//
// Strata, clusters and delayed entry are refused with a status. O(n log n) for
// sorting, else O(n p²) a step.
//
// Source: Fine and Gray, JASA 94 (1999) 496-509. Equals crr of R's cmprsk.
func FineGray(d Data, o Options) (*Fit, error) {
	o.Ties = TiesBreslow
	o, err := o.filled()
	if err != nil {
		return nil, err
	}
	if err := d.check(); err != nil {
		return nil, err
	}
	m := newDesign(d)
	f := newFit(KindFineGray, o, m)
	f.counts(d, m, o.Cause)
	if p := f.problemOfData(d, m, o.Cause); p != nil {
		return f.refuse(m, p.status, p.about...), nil
	}
	l := &subdistribution{rows: newRows(d, m, o.Cause, 0)}
	switch {
	case d.Cluster != nil:
		return f.refuse(m, StatusCluster), nil
	case len(l.strata) > 1:
		return f.refuse(m, StatusStrata), nil
	case len(l.entries) > 0:
		return f.refuse(m, StatusDelayedEntry), nil
	}
	l.prepare(d)
	if p := f.fitFineGray(m, l, o.Level); p != nil {
		return f.refuse(m, p.status, p.about...), nil
	}
	return f, nil
}

func (f *Fit) fitFineGray(m *design, l *subdistribution, level float64) *problem {
	_, top, bread, p := f.climb(m, func(beta []float64) *point { return l.at(beta).point() })
	if p != nil {
		return p
	}
	squares := l.residualSquares(top.beta)
	if columns := degenerate(squares, top.info); columns != nil {
		return &problem{StatusDegenerateVariance, m.names(columns)}
	}
	f.estimate(m, top.beta, sandwich(bread, squares), level)
	if !f.isFinite() {
		return &problem{status: StatusNotConverged}
	}
	return nil
}
