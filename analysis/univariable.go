package analysis

import (
	"graftstat/analysis/endpoint"
	"graftstat/analysis/plan"
	"graftstat/analysis/regress"
	"graftstat/analysis/result"
)

// univariable fits each term alone, and all of them together. Beside the
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
		kinds := []string{u.Kind}
		if u.Kind == string(regress.KindCox) && len(e.Competing) > 0 {
			kinds = append(kinds, string(regress.KindFineGray))
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

func (c *cohort) univariableOf(u plan.Univariable, kind string, e plan.Endpoint, o *endpoint.Observations) (result.Univariable, error) {
	r := result.Univariable{Cohort: c.plan.ID, Endpoint: u.Endpoint, Kind: kind, Rows: []result.UnivariableRow{}, EventsPerParameter: result.Missing()}
	fit := func(terms []string) (result.Model, error) {
		return c.model(plan.Model{ID: u.Endpoint + "-" + kind, Endpoint: u.Endpoint, Kind: kind, Terms: terms, Reference: u.Reference}, e, o)
	}
	for _, term := range u.Terms {
		alone, err := fit([]string{term})
		if err != nil {
			return r, err
		}
		r.Rows = append(r.Rows, result.UnivariableRow{Column: term, Reference: c.reference(term, u.Reference), Model: alone})
	}
	if len(u.Terms) < 2 {
		return r, nil
	}
	together, err := fit(u.Terms)
	if err != nil {
		return r, err
	}
	r.Multivariable = &together
	r.EventsPerParameter, r.TooManyTerms = together.EventsPerParameter, together.TooManyTerms
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
