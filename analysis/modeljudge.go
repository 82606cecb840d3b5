package analysis

import (
	"math"
	"slices"

	"graftstat/analysis/code"
	"graftstat/analysis/endpoint"
	"graftstat/analysis/plan"
	"graftstat/analysis/regress"
	"graftstat/analysis/result"
	"graftstat/analysis/survival"
)

// leftOut are the levels that a model does not compare, as they have too few cases.
type leftOut struct {
	levels []string // term=level
	cases  int
}

// leaveOut takes the cases at the levels that are too small out of the rows. It
// counts those with every value; as a level that goes takes cases of another
// column with it, it counts again until no level is too small.
func (c *cohort) leaveOut(r *modelRows, m plan.Model) leftOut {
	left := leftOut{levels: []string{}}
	for {
		small := r.smallLevels(c, m)
		if len(small) == 0 {
			return left
		}
		isSmall := func(row int32) bool {
			return slices.ContainsFunc(small,
				func(l columnLevel) bool { return c.data.Categories[l.column].Code[row] == l.code })
		}
		for _, l := range small {
			left.levels = append(left.levels, l.column+"="+c.data.Categories[l.column].Levels[l.code])
		}
		left.cases += r.drop(isSmall)
	}
}

// columnLevel is a level of a column.
type columnLevel struct {
	column string
	code   int32
}

// smallLevels are the levels of the categories that fewer units have than are compared.
func (r *modelRows) smallLevels(c *cohort, m plan.Model) []columnLevel {
	var small []columnLevel
	for _, name := range m.Terms {
		category := c.data.Categories[name]
		if category == nil {
			continue
		}
		sizes := make([]int, len(category.Levels))
		r.eachUnit(c, m, func(i int) { sizes[category.Code[r.index[i]]]++ })
		for _, code := range survival.Judge(sizes, math.NaN(), c.permutationSettings()).LeftOut {
			small = append(small, columnLevel{name, int32(code)})
		}
	}
	return small
}

// eachUnit visits the first row of each unit that has every value.
func (r *modelRows) eachUnit(c *cohort, m plan.Model, visit func(i int)) {
	last := -1
	for i, unit := range r.unit {
		if unit != last && c.hasTerms(m, r.index[i]) {
			visit(i)
		}
		last = unit
	}
}

func (c *cohort) hasTerms(m plan.Model, row int32) bool {
	for _, name := range m.TimeDependent {
		if milestone := c.data.Milestones[name]; milestone != nil && milestone.IsUndated(int(row)) {
			return false
		}
	}
	for _, name := range append(m.Terms[:len(m.Terms):len(m.Terms)], m.Strata, m.Cluster) {
		if category := c.data.Categories[name]; category != nil && category.Code[row] < 0 {
			return false
		} else if number := c.data.Numbers[name]; category == nil && number != nil && math.IsNaN(number.Value[row]) {
			return false
		}
	}
	return true
}

// drop takes out the rows of some cases and gives the number of their units.
func (r *modelRows) drop(isOut func(row int32) bool) int {
	kept := &modelRows{entered: make([][]float64, len(r.entered))}
	units, last := 0, -1
	for i, row := range r.index {
		if isOut(row) {
			if r.unit[i] != last {
				units++
			}
			last = r.unit[i]
			continue
		}
		kept.start, kept.stop, kept.cause = append(kept.start, r.start[i]), append(kept.stop, r.stop[i]),
			append(kept.cause, r.cause[i])
		kept.unit, kept.index = append(kept.unit, r.unit[i]), append(kept.index, row)
		for k := range r.entered {
			kept.entered[k] = append(kept.entered[k], r.entered[k][i])
		}
	}
	*r = *kept
	return units
}

// refused is the model where what is left out leaves a category with fewer than
// two levels, or without the reference that was asked for; nil elsewhere.
func (l leftOut) refused(c *cohort, r *modelRows, m plan.Model) *result.Model {
	var about []string
	for _, name := range m.Terms {
		category := c.data.Categories[name]
		if category == nil {
			continue
		}
		var gone []string
		for code, level := range category.Levels {
			if slices.Contains(l.levels, name+"="+level) {
				gone = append(gone, category.Levels[code])
			}
		}
		if len(gone) == 0 {
			continue
		}
		if len(r.categoryTerm(name, category, "").Levels) < 2 || slices.Contains(gone, m.Reference[name]) {
			for _, level := range gone {
				about = append(about, name+"="+level)
			}
		}
	}
	if about == nil {
		return nil
	}
	u := unfitted(m, string(survival.ReasonMinGroup))
	u.NLeftOut, u.LeftOut, u.References, u.About = l.cases, l.levels, r.references(c, m), about
	return &u
}

// unfitted is a model without a number, for what its status says.
func unfitted(m plan.Model, status string) result.Model {
	none, ties := result.Missing(), m.Ties
	switch {
	case m.Kind != code.Cox:
		ties = code.Breslow
	case ties == "":
		ties = code.Efron
	}
	return result.Model{ID: m.ID, Definition: regression(m), Kind: m.Kind, Ties: ties, LeftOut: []string{},
		References: map[string]string{}, Status: status, About: []string{}, LogLikelihood: []result.Number{none, none},
		Concordance: none, EventsPerParameter: none, Terms: []result.Term{}, PHTest: []result.PHTest{}}
}

// minForP is the number of events, and of cases without it, for each
// coefficient under which a term without levels has no p.
const minForP = 5

// withholdModel takes the p from the terms that can have none: of a category
// where the comparison of its levels among these cases has none but of a
// permutation test; of a number or a milestone on the way where there are too
// few events, or cases without one, for each coefficient. The tests of the
// whole model have a p only where every term has.
func (c *cohort) withholdModel(r result.Model, m plan.Model, e plan.Endpoint, o *endpoint.Observations, rows *modelRows,
	events int) result.Model {
	if r.Status != string(regress.StatusOK) {
		return r
	}
	cases := 0
	rows.eachUnit(c, m, func(int) { cases++ })
	reasons := make(map[string]string) // by column
	for _, name := range append(m.Terms[:len(m.Terms):len(m.Terms)], m.TimeDependent...) {
		if c.data.Categories[name] != nil && !slices.Contains(m.TimeDependent, name) {
			reasons[name] = c.modelComparison(e, o, m, rows, name)
		} else if least := minForP * len(r.Terms); events < least || cases-events < least {
			reasons[name] = "few_events"
		}
	}
	for i := range r.Terms {
		t := &r.Terms[i]
		if reason := reasons[termColumn(t.Term)]; reason != "" && t.Reason == "" {
			t.P, t.Reason = result.Missing(), reason
		}
		if r.Reason == "" && t.P.IsMissing() {
			r.Reason = t.Reason
		}
	}
	for i := range r.PHTest {
		t := &r.PHTest[i]
		reason := reasons[termColumn(t.Term)]
		if isNotEstimable := func(x result.Term) bool {
			return termColumn(x.Term) == t.Term &&
				x.Reason == notEstimable
		}; reason == "" && slices.ContainsFunc(r.Terms, isNotEstimable) {
			reason = notEstimable
		}
		if t.Term == "global" {
			reason = r.Reason
		}
		if reason != "" && t.Reason == "" {
			t.P, t.Reason = result.Missing(), reason
		}
	}
	if r.Reason == "" {
		return r
	}
	for _, t := range []*result.ModelTest{r.LR, r.Wald, r.Score} {
		if t != nil {
			t.P = result.Missing()
		}
	}
	return r
}

// termColumn is the column of a term, which may be column=level.
func termColumn(term string) string {
	for i := range term {
		if term[i] == '=' {
			return term[:i]
		}
	}
	return term
}

// modelComparison is why the comparison of a category's levels among the cases
// of a model has no p; empty where it has one.
func (c *cohort) modelComparison(e plan.Endpoint, o *endpoint.Observations, m plan.Model, rows *modelRows,
	column string) string {
	category := c.data.Categories[column]
	units := make([][]int, len(category.Levels))
	rows.eachUnit(c, m, func(i int) {
		code := category.Code[rows.index[i]]
		units[code] = append(units[code], rows.unit[i])
	})
	return c.withoutP(e, unitTally(o, grouping{by: column, levels: category.Levels}, units))
}

// withoutP is why an asymptotic p of a comparison is withheld; empty where it is not.
func (c *cohort) withoutP(e plan.Endpoint, t *tally) string {
	k, err := c.comparison(e, t)
	if err != nil || k.table == nil {
		return string(survival.ReasonNoCase) // a model has cases; an error of the columns is that of its own
	}
	k.isOfModel = true
	return string(c.judge(k).Asymptotic)
}
