package plan

import (
	"reflect"
	"slices"

	"github.com/goccy/go-yaml/ast"
)

// resolver merges the presets that the cohorts of a checked plan name, their
// rules included, and gives each cohort its endpoints.
type resolver struct {
	*decoder
	root   ast.Node
	plan   *Plan
	source func(preset string) ([]byte, error)
	used   map[string]bool // the study's own endpoints that a cohort reports
	rules  string          // preset whose rules the plan has

	usedStates map[string]bool // the study's own states that a cohort tells apart

	override *override         // nil: the study as it is
	decoded  map[string]preset // by name
	presets  []preset          // of the cohorts, in their order
}

func (r *resolver) resolve() error {
	r.used, r.usedStates, r.decoded = map[string]bool{}, map[string]bool{}, map[string]preset{}
	for i := range r.plan.Cohorts {
		c, path := &r.plan.Cohorts[i], index("cohorts", i)
		b, err := r.merge(c, path+".preset")
		if err != nil {
			return err
		}
		if err := r.endpoints(c, &b, path); err != nil {
			return err
		}
		if err := r.states(c, &b, path); err != nil {
			return err
		}
		if err := r.stateTime(c, path); err != nil {
			return err
		}
		r.presets = append(r.presets, b)
	}
	if err := r.allUsed(); err != nil {
		return err
	}
	return r.allStatesUsed()
}

// merge merges the preset that a cohort names; without a name the preset is
// empty.
func (r *resolver) merge(c *Cohort, path string) (preset, error) {
	if c.Preset == "" {
		return preset{}, nil
	}
	b, err := r.preset(c.Preset, path)
	if err != nil {
		return preset{}, err
	}
	rules, err := r.rulesOver(b.Rules)
	if err != nil {
		return preset{}, err
	}
	switch {
	case r.plan.TimeUnit != Days:
		return preset{}, r.fault(path, say("Write the cohort's endpoints in the study file, in its own time unit."),
			"preset %s counts in days, but time_unit is %s", c.Preset, r.plan.TimeUnit)
	case r.rules != "" && !reflect.DeepEqual(rules, r.plan.Rules):
		return preset{}, r.fault(path, say("State the rules under rules: in the study file."),
			"presets %s and %s have different rules, and a study has one set", r.rules, c.Preset)
	}
	r.plan.Rules, r.rules = rules, c.Preset
	c.take(&b)
	return b, nil
}

// rulesOver are a preset's rules with those of the study file laid over them, and
// over those the rules of a variant.
func (r *resolver) rulesOver(rules Rules) (Rules, error) {
	err := r.mapping(r.root, "", func(e entry) error {
		if e.name != "rules" {
			return nil
		}
		return r.decode(e.value, &rules, e.path)
	})
	if err == nil {
		err = r.override.over(r.decoder, &rules)
	}
	return rules, err
}

// take takes from a preset what the study file does not say itself; the
// preset's conditions come first and hold as well.
func (c *Cohort) take(b *preset) {
	c.Where = append(slices.Clone(b.Where), c.Where...)
	if len(c.Label) == 0 {
		c.Label = b.Label
	}
	if c.Compare == nil {
		c.Compare = b.Compare
	}
}

// endpoints gives a cohort the endpoints that it lists; without a list the
// preset's, or without a preset all of the study's own. A study's endpoint
// stands in place of the preset's of that id.
func (r *resolver) endpoints(c *Cohort, b *preset, path string) error {
	ids := c.Endpoints
	switch {
	case len(ids) > 0:
	case c.Preset == "":
		ids = idsOf(r.plan.Endpoints)
	default:
		ids = idsOf(b.Endpoints)
	}
	if len(ids) == 0 {
		return r.fault(path, say("Give it a preset, or write endpoints in the study file."),
			"the cohort has no endpoint")
	}
	for i, id := range ids {
		own, isOwn := r.plan.Endpoint(id)
		theirs, isPreset := endpointOf(b.Endpoints, id)
		switch {
		case isOwn:
			own.Replaces = isPreset
			c.Resolved = append(c.Resolved, own)
			r.used[id] = true
		case isPreset:
			c.Resolved = append(c.Resolved, theirs)
		default:
			known := distinct(append(idsOf(r.plan.Endpoints), idsOf(b.Endpoints)...))
			return r.fault(r.item(path+".endpoints", i), choices(id, known), "no endpoint is called %q", id)
		}
	}
	return nil
}

// allUsed refuses an endpoint of the study that no cohort reports.
func (r *resolver) allUsed() error {
	for i, e := range r.plan.Endpoints {
		if !r.used[e.ID] {
			return r.fault(index("endpoints", i)+".id", say("Name it under endpoints of a cohort, or remove it."),
				"no cohort reports the endpoint %q", e.ID)
		}
	}
	return nil
}

func idsOf(endpoints []Endpoint) []string {
	ids := make([]string, len(endpoints))
	for i, e := range endpoints {
		ids[i] = e.ID
	}
	return ids
}

// distinct leaves the first of equal names.
func distinct(names []string) []string {
	var list []string
	for _, n := range names {
		if !slices.Contains(list, n) {
			list = append(list, n)
		}
	}
	return list
}
