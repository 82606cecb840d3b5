package analysis

import (
	"maps"
	"math"

	"graftstat/analysis/code"
	"graftstat/analysis/endpoint"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/regress"
	"graftstat/analysis/result"
)

// statusNotAnswered is that of a model that names what nothing in the data answers.
const statusNotAnswered = "not_answered"

// models fits every model of the cohort on one endpoint, of which only the tally
// may be known: models are fitted to cases.
func (c *cohort) models(e plan.Endpoint, o *endpoint.Observations) ([]result.Model, error) {
	found := []result.Model{}
	for _, m := range c.plan.Models {
		if m.Endpoint != e.ID {
			continue
		}
		if o == nil {
			found = append(found, needsCases(m))
			continue
		}
		fitted, err := c.model(m, e, o)
		if err != nil {
			return nil, err
		}
		found = append(found, fitted)
	}
	return found, nil
}

func (c *cohort) model(m plan.Model, e plan.Endpoint, o *endpoint.Observations) (result.Model, error) {
	if l := c.modelLacks(m); l.reason != "" {
		return c.notFitted(m, l), nil
	}
	rows := newModelRows(c, m, o)
	left := c.leaveOut(rows, m)
	if refused := left.refused(c, rows, m); refused != nil {
		return *refused, nil
	}
	d := rows.data(c, m)
	options := regress.Options{Ties: regress.Ties(m.Ties), Level: c.study.Intervals.Level}
	var fit *regress.Fit
	var err error
	switch m.Kind {
	case code.CoxFirth:
		fit, err = regress.Firth(d, options)
	case code.FineGray:
		fit, err = regress.FineGray(d, options)
	default:
		fit, err = regress.Cox(d, options)
	}
	if err != nil {
		return result.Model{}, err
	}
	r := modelResult(m, fit)
	r.LeftOut, r.NLeftOut, r.References = left.levels, left.cases, rows.references(c, m)
	if fit.Kind == regress.KindCox && fit.Status == regress.StatusOK {
		tests, err := regress.SchoenfeldTest(d, fit, "")
		if err != nil {
			return result.Model{}, err
		}
		for _, t := range tests {
			r.PHTest = append(r.PHTest, result.PHTest{Term: t.Term, Chisq: result.Number(t.Test.Statistic),
				P: result.Number(t.Test.P), Reason: string(t.Reason)})
		}
	}
	return c.withholdModel(r, m, e, o, rows, fit.Events), nil
}

func modelResult(m plan.Model, f *regress.Fit) result.Model {
	r := result.Model{ID: m.ID, Definition: regression(m), Kind: code.ModelKind(f.Kind), Ties: code.TieRule(f.Ties),
		Cases: f.Cases, Events: f.Events,
		NMissing: f.Missing, LeftOut: []string{}, References: map[string]string{}, Status: string(f.Status),
		About: append([]string{}, f.About...), FirthAdvised: f.Status.FirthAdvised(),
		LogLikelihood: []result.Number{result.Number(f.LogLikelihood[0]), result.Number(f.LogLikelihood[1])},
		Concordance:   result.Number(f.Concordance),
		LR:            modelTest(f.LR), Wald: modelTest(f.Wald), Score: modelTest(f.Score), Terms: []result.Term{},
		PHTest: []result.PHTest{}}
	for _, t := range f.Coefficients {
		term := modelTerm(t)
		r.FirthAdvised = r.FirthAdvised || term.Reason == notEstimable && f.Kind != regress.KindFirth
		r.Terms = append(r.Terms, term)
	}
	ratio := f.EventsPerCoefficient()
	r.EventsPerParameter, r.TooManyTerms = result.Number(ratio), ratio < code.EventsPerParameter
	return r
}

// notEstimable is the reason of a term whose interval says nothing.
const notEstimable = "not_estimable"

// modelTerm has no number where the fit has none, and none where its interval
// is wider than can be told.
func modelTerm(t regress.Coefficient) result.Term {
	none := result.Missing()
	if t.IsTooWide() {
		return result.Term{Term: t.Name, Coef: none, StdErr: none, HR: none, HRLower: none, HRUpper: none, P: none,
			Reason: notEstimable}
	}
	return result.Term{Term: t.Name, Coef: result.Number(t.Coef), StdErr: result.Number(t.StdErr),
		HR:      result.Number(t.HR),
		HRLower: result.Number(t.Lower), HRUpper: result.Number(t.Upper), P: result.Number(t.P),
		Reason: string(t.Reason)}
}

func regression(m plan.Model) result.Regression {
	return result.Regression{Terms: append([]string{}, m.Terms...), Reference: maps.Clone(m.Reference),
		TimeDependent: append([]string{}, m.TimeDependent...),
		Strata:        m.Strata, Cluster: m.Cluster, Entry: m.Entry}
}

func modelTest(t regress.Test) *result.ModelTest {
	if math.IsNaN(t.Statistic) {
		return nil
	}
	return &result.ModelTest{Statistic: result.Number(t.Statistic), DF: t.DF, P: result.Number(t.P)}
}

// modelRows are the rows (start, stop] of a model: a unit has more than one
// where a milestone on the way changes a covariate.
type modelRows struct {
	start, stop []float64
	cause       []uint8
	unit        []int       // of the observations
	entered     [][]float64 // by time-dependent milestone: 0 before it, 1 after
	index       []int32     // index row of the unit
}

func newModelRows(c *cohort, m plan.Model, o *endpoint.Observations) *modelRows {
	r := &modelRows{entered: make([][]float64, len(m.TimeDependent))}
	for i := range o.Row {
		if o.SetAside(i) {
			continue
		}
		start := 0.0
		if o.Entry != nil {
			start = o.Entry[i]
		}
		if m.Entry != "" {
			start = c.valueAt(m.Entry, o.Row[i])
		}
		if math.IsNaN(start) || start > 0 && start >= o.Time[i] {
			continue
		}
		r.addUnit(c, m, o, i, max(start, 0))
	}
	return r
}

// addUnit splits the unit's time at each milestone that comes strictly before
// its end: what happens on a day does not explain that day. A milestone of which
// nobody knows the day is a value that the unit has not.
func (r *modelRows) addUnit(c *cohort, m plan.Model, o *endpoint.Observations, i int, start float64) {
	state := make([]float64, len(m.TimeDependent))
	at := make([]float64, len(m.TimeDependent))
	for k, name := range m.TimeDependent {
		at[k] = c.valueAt(name, o.Row[i])
		switch m := c.data.Milestones[name]; {
		case m != nil && m.IsUndated(int(o.Row[i])):
			at[k], state[k] = math.NaN(), math.NaN()
		case at[k] <= start:
			state[k] = 1
		}
	}
	for {
		next, stop := -1, o.Time[i]
		for k := range at {
			if at[k] > start && at[k] < stop {
				next, stop = k, at[k]
			}
		}
		cause := uint8(0)
		if next < 0 {
			cause = o.Cause[i]
		}
		r.start, r.stop, r.cause = append(r.start, start), append(r.stop, stop), append(r.cause, cause)
		r.unit, r.index = append(r.unit, i), append(r.index, o.Row[i])
		for k := range state {
			r.entered[k] = append(r.entered[k], state[k])
		}
		if next < 0 {
			return
		}
		for k := range at {
			if at[k] == stop {
				state[k] = 1
			}
		}
		start = stop
	}
}

// valueAt is the time of a milestone, or a numeric column, of a row.
func (c *cohort) valueAt(name string, row int32) float64 {
	if m := c.data.Milestones[name]; m != nil {
		return m.Time[row]
	}
	if n := c.data.Numbers[name]; n != nil {
		return n.Value[row]
	}
	return math.NaN()
}

func (r *modelRows) data(c *cohort, m plan.Model) regress.Data {
	d := regress.Data{Start: r.start, Time: r.stop, Cause: r.cause}
	for _, name := range m.Terms {
		if category := c.data.Categories[name]; category != nil {
			d.Terms = append(d.Terms, r.categoryTerm(name, category, m.Reference[name]))
		} else {
			d.Terms = append(d.Terms, r.numberTerm(name, c.data.Numbers[name]))
		}
	}
	for k, name := range m.TimeDependent {
		d.Terms = append(d.Terms, regress.Term{Name: name, Number: r.entered[k]})
	}
	if m.Kind == code.FineGray && !r.entersLate() {
		d.Start = nil
	}
	if category := c.data.Categories[m.Strata]; category != nil {
		d.Stratum = r.codes(category.Code)
	}
	switch category := c.data.Categories[m.Cluster]; {
	case m.Cluster == "patient_id":
		d.Cluster = r.dense(c.data.Patient)
	case category != nil:
		d.Cluster = r.dense(category.Code)
	}
	return d
}

func (r *modelRows) entersLate() bool {
	for _, start := range r.start {
		if start > 0 {
			return true
		}
	}
	return false
}

func (r *modelRows) numberTerm(name string, number *registry.Number) regress.Term {
	t := regress.Term{Name: name, Number: make([]float64, len(r.index))}
	for i, row := range r.index {
		t.Number[i] = math.NaN()
		if number != nil {
			t.Number[i] = number.Value[row]
		}
	}
	return t
}

// categoryTerm has the reference level first, then the order of the column. A
// level that none of the cases has is none of this model's, but for a reference
// that was asked for.
func (r *modelRows) categoryTerm(name string, category *registry.Category, reference string) regress.Term {
	t := regress.Term{Name: name, Levels: []string{}} // of a category, also where no case has a level
	occurs := make([]bool, len(category.Levels))
	for _, row := range r.index {
		if code := category.Code[row]; code >= 0 {
			occurs[code] = true
		}
	}
	position := make([]int32, len(category.Levels))
	for pass := range 2 {
		for code, level := range category.Levels {
			if isReference := level == reference; isReference == (pass == 0) && (occurs[code] || isReference) {
				position[code] = int32(len(t.Levels))
				t.Levels = append(t.Levels, level)
			}
		}
	}
	for _, row := range r.index {
		code := category.Code[row]
		if code >= 0 {
			code = position[code]
		}
		t.Code = append(t.Code, code)
	}
	return t
}

// references are the levels against which the categories of the model are compared.
func (r *modelRows) references(c *cohort, m plan.Model) map[string]string {
	found := make(map[string]string)
	for _, name := range m.Terms {
		if category := c.data.Categories[name]; category != nil {
			if levels := r.categoryTerm(name, category, m.Reference[name]).Levels; len(levels) > 0 {
				found[name] = levels[0]
			}
		}
	}
	return found
}

func (r *modelRows) codes(of []int32) []int32 {
	codes := make([]int32, len(r.index))
	for i, row := range r.index {
		codes[i] = of[row]
	}
	return codes
}

// dense numbers the values that occur from 0 on, in order of appearance; a
// missing one stays negative.
func (r *modelRows) dense(of []int32) []int32 {
	numbers := make(map[int32]int32)
	codes := r.codes(of)
	for i, code := range codes {
		if code < 0 {
			continue
		}
		if _, ok := numbers[code]; !ok {
			numbers[code] = int32(len(numbers))
		}
		codes[i] = numbers[code]
	}
	return codes
}
