package regress

// Cox fits Cox's proportional hazards model by maximum partial likelihood.
//
// With η_i = β'x_i, at each event time t of a stratum, R the rows at risk and
// D the d failing ones, a factor of the likelihood is
//
//	Breslow  Π_D exp(η_i) / (Σ_R exp(η_j))^d
//	Efron    Π_D exp(η_i) / Π_{k=0}^{d-1} (Σ_R exp(η_j) - k/d Σ_D exp(η_j))
//	exact    Π_D exp(η_i) / Σ_{A ⊆ R, |A| = d} Π_A exp(η_j)
//
// A row is at risk on (Start, Time]; rows with a start at or before the origin
// also at time 0. Events come before censorings of the same time. Strata have
// their own risk sets and share β. Events of other causes are censored, which
// makes it a model of the cause-specific hazard.
//
// Standard errors are from the inverse information or, with clusters, from the
// sum over clusters of the squared grouped dfbeta. The likelihood ratio and
// score tests take the rows as independent also then.
//
// Newton-Raphson with step halving runs until the squared distance to the
// maximum is under 1e-20 squared standard errors. What has no maximum has a
// Status and no coefficient. An error is a fault of the data's form or of the
// options. d is not changed. O(n log n) for the concordance, else O(n p²) a step.
//
// Sources: Cox, J R Stat Soc B 34 (1972) 187-220; Breslow, Biometrics 30 (1974)
// 89-99; Efron, JASA 72 (1977) 557-565; Lin and Wei, JASA 84 (1989) 1074-1078.
// Equals R coxph.
func Cox(d Data, o Options) (*Fit, error) {
	o, err := o.filled()
	if err != nil {
		return nil, err
	}
	if err := d.check(); err != nil {
		return nil, err
	}
	m := newDesign(d)
	f := newFit(KindCox, o, m)
	f.counts(d, m, o.Cause)
	if p := f.problemOfData(d, m, o.Cause); p != nil {
		return f.refuse(m, p.status, p.about...), nil
	}
	if o.Ties == TiesExact && d.Cluster != nil {
		return f.refuse(m, StatusCluster), nil
	}
	l := newPartial(newRows(d, m, o.Cause, 0), o.Ties)
	if o.Ties == TiesExact && exactTiesTooLarge(l.rows) {
		return f.refuse(m, StatusExactTies), nil
	}
	if p := f.fitCox(d, m, l, o.Level); p != nil {
		return f.refuse(m, p.status, p.about...), nil
	}
	return f, nil
}

func (f *Fit) fitCox(d Data, m *design, l *partial, level float64) *problem {
	zero := make([]float64, len(m.columns))
	null, top, covariance, p := f.climb(m, func(beta []float64) *point { return l.at(beta).point() })
	if p != nil {
		return p
	}
	if score, ok := quadraticForm(null.score, null.info); ok {
		f.Score = newTest(score, len(zero))
	}
	if d.Cluster != nil {
		atZero := l.clusterScores(d.Cluster, zero)
		if score, ok := quadraticForm(null.score, atZero); ok && degenerate(atZero, null.info) == nil {
			f.RobustScore = newTest(score, len(zero))
		}
		squares := l.clusterScores(d.Cluster, top.beta)
		if columns := degenerate(squares, top.info); columns != nil {
			return &problem{StatusDegenerateVariance, m.names(columns)}
		}
		covariance = sandwich(covariance, squares)
	}
	f.Concordance = l.concordance(top.beta)
	f.estimate(m, top.beta, covariance, level)
	if !f.isFinite() {
		return &problem{status: StatusNotConverged}
	}
	return nil
}
