package reproduce

import (
	"slices"
	"strings"

	"graftstat/analysis/result"
)

// addModel adds a model with its coefficients and what is expected of them. One that
// names what the data do not say has no column to be made again from.
func (p *endpointPart) addModel(m *result.Model) {
	if len(m.Missing) > 0 {
		return
	}
	id := count(len(p.models.rows) + 1)
	d := &m.Definition
	strata, _ := p.data.covariate(d.Strata, result.CovariateCategory)
	entry, _ := p.data.covariate(d.Entry, result.CovariateMilestone, result.CovariateNumber)
	p.models.add(id, p.id, text(m.ID), string(m.Kind), string(m.Ties), strata, p.data.cluster(d.Cluster), entry,
		m.Status)
	key := "model." + id
	p.expect("count", key+".cases", float64(m.Cases))
	p.expect("count", key+".events", float64(m.Events))
	p.expect("count", key+".missing", float64(m.NMissing))
	p.expect("count", key+".left_out", float64(m.NLeftOut))
	p.expectText(key+".left_out_levels", strings.Join(slices.Sorted(slices.Values(m.LeftOut)), "|"))
	p.expectText(key+".refused", refused(m.Status))
	p.addCoefficients(id, key, m)
	if m.Status == "ok" {
		p.expectFit(key, m)
	}
}

// addCoefficients adds each column of the model: a number, a level of a
// category against the reference, or a milestone reached on the way. A model
// without a fit has them too, since they say which cases have every value.
func (p *endpointPart) addCoefficients(id, key string, m *result.Model) {
	terms := m.Definition.Terms
	for k, name := range append(terms[:len(terms):len(terms)], m.Definition.TimeDependent...) {
		kind, header := "time-dependent", ""
		if k < len(terms) {
			var x *result.Covariate
			header, x = p.data.covariate(name, result.CovariateCategory, result.CovariateNumber)
			if kind = "number"; x != nil && x.Kind == result.CovariateCategory {
				kind = "level"
			}
		} else {
			header, _ = p.data.covariate(name, result.CovariateMilestone)
		}
		reference := text(m.Definition.Reference[name])
		found := false
		for i := range m.Terms {
			term := m.Terms[i].Term
			level, isLevel := strings.CutPrefix(term, name+"=")
			if kind == "level" != isLevel || kind != "level" && term != name {
				continue
			}
			found = true
			p.coefficients.add(id, count(k+1), count(i+1), header, kind, text(level), reference)
			if m.Status == "ok" {
				p.expectTerm(key+"."+count(i+1), &m.Terms[i])
			}
		}
		if !found {
			p.coefficients.add(id, count(k+1), "", header, kind, "", reference)
		}
	}
}

// refused is the status of a model that was not fitted as its groups are too small.
func refused(status string) string {
	if status == "min_group" {
		return status
	}
	return ""
}

func (p *endpointPart) expectTerm(key string, t *result.Term) {
	p.expect("model", key+".coef", float64(t.Coef))
	p.expect("model", key+".std_err", float64(t.StdErr))
	p.expect("model", key+".hr", float64(t.HR))
	p.expect("model", key+".hr_lower", float64(t.HRLower))
	p.expect("model", key+".hr_upper", float64(t.HRUpper))
	p.expect("p", key+".p", float64(t.P))
}

func (p *endpointPart) expectFit(key string, m *result.Model) {
	p.expect("model", key+".loglik_null", float64(m.LogLikelihood[0]))
	p.expect("model", key+".loglik", float64(m.LogLikelihood[1]))
	p.expect("model", key+".concordance", float64(m.Concordance))
	for _, t := range []struct {
		name string
		test *result.ModelTest
	}{{"lr", m.LR}, {"wald", m.Wald}, {"score", m.Score}} {
		if t.test != nil {
			p.expect("model", key+"."+t.name+".statistic", float64(t.test.Statistic))
			p.expect("count", key+"."+t.name+".df", float64(t.test.DF))
			p.expect("p", key+"."+t.name+".p", float64(t.test.P))
		}
	}
	for k, t := range m.PHTest {
		p.expect("model", key+".ph."+count(k+1)+".chisq", float64(t.Chisq))
		p.expect("p", key+".ph."+count(k+1)+".p", float64(t.P))
	}
}
