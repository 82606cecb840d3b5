package analysis

import (
	"maps"

	"graftstat/analysis/code"
	"graftstat/analysis/endpoint"
	"graftstat/analysis/plan"
	"graftstat/analysis/result"
	"graftstat/analysis/survival"
)

// univariable fits each term alone, and all of them together. Both have one
// reference: that of all together, where a level may be too small to be one. Beside the
// cause-specific hazards of an endpoint with competing events stand those of
// its subdistribution (Fine and Gray), which answer another question.
func (c *cohort) univariable(asked []plan.Univariable) ([]result.Univariable, error) {
	found := []result.Univariable{}
	for _, u := range asked {
		if u.Cohort != c.plan.ID {
			continue
		}
		e, o, ok := c.resolved(u.Endpoint)
		if !ok {
			continue
		}
		kinds := []code.ModelKind{u.Kind}
		if u.Kind == code.Cox && len(e.Competing) > 0 {
			kinds = append(kinds, code.FineGray)
		}
		for _, kind := range kinds {
			r, err := c.univariableOf(u, kind, e, o)
			if err != nil {
				return nil, err
			}
			found = append(found, r)
		}
	}
	return found, nil
}

func (c *cohort) univariableOf(u plan.Univariable, kind code.ModelKind, e plan.Endpoint,
	o *endpoint.Observations) (result.Univariable, error) {
	r := result.Univariable{Cohort: c.plan.ID, Endpoint: u.Endpoint, Kind: kind, Rows: []result.UnivariableRow{},
		EventsPerParameter: result.Missing()}
	fit := func(terms []string, reference map[string]string) (result.Model, error) {
		return c.model(plan.Model{ID: u.Endpoint + "-" + string(kind), Endpoint: u.Endpoint, Kind: kind, Terms: terms,
			Reference: reference}, e, o)
	}
	references := maps.Clone(u.Reference)
	if len(u.Terms) > 1 {
		together, err := fit(u.Terms, u.Reference)
		if err != nil {
			return r, err
		}
		r.Multivariable = &together
		r.EventsPerParameter, r.TooManyTerms = together.EventsPerParameter, together.TooManyTerms
		if together.Status != string(survival.ReasonMinGroup) {
			references = together.References // of the fewest cases: what is large enough there is so in each model
		}
	}
	for _, term := range u.Terms {
		alone, err := fit([]string{term}, references)
		if err != nil {
			return r, err
		}
		reference := alone.References[term]
		if reference == "" {
			reference = c.reference(term, u.Reference)
		}
		r.Rows = append(r.Rows, result.UnivariableRow{Column: term, Reference: reference, Model: alone})
	}
	return r, nil
}

// reference is the level against which a category is modelled, "" of a number.
func (c *cohort) reference(column string, asked map[string]string) string {
	category := c.data.Categories[column]
	switch {
	case category == nil:
		return ""
	case asked[column] != "":
		return asked[column]
	}
	if levels := byCategory(column, category, c.indexRows()).levels; len(levels) > 0 {
		return levels[0]
	}
	return ""
}
