package plan

import (
	"slices"

	"graftstat/analysis/code"
)

// Days is the length of the unit in days: 1, 30.4375 or 365.25.
func (u TimeUnit) Days() float64 { return code.UnitDays(string(u)) }

// ToTimeUnit is a time of an endpoint's unit in the plan's time unit. A
// validated plan has another unit only where its time unit is days, so the
// factor is 1, 30.4375 or 365.25. Nothing is rounded: where times are whole
// days, a caller that evaluates a curve takes the floor.
func (p *Plan) ToTimeUnit(x float64, unit TimeUnit) float64 {
	if unit == "" || unit == p.TimeUnit {
		return x
	}
	return x * unit.Days() / p.TimeUnit.Days()
}

// Endpoint is the study's own endpoint of an id. Endpoints of presets are in
// the cohorts.
func (p *Plan) Endpoint(id string) (Endpoint, bool) { return endpointOf(p.Endpoints, id) }

// Endpoint is the endpoint that the cohort reports under an id.
func (c *Cohort) Endpoint(id string) (Endpoint, bool) { return endpointOf(c.Resolved, id) }

func endpointOf(endpoints []Endpoint, id string) (Endpoint, bool) {
	i := slices.IndexFunc(endpoints, func(e Endpoint) bool { return e.ID == id })
	if i < 0 {
		return Endpoint{}, false
	}
	return endpoints[i], true
}
