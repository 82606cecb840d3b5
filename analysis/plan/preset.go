package plan

import (
	"graftstat/templates"
	"reflect"
)

// preset is a cohort's definition that the program brings along, in the form
// of a study file. Its times are in days.
type preset struct {
	ID        string     `yaml:"id"`
	Label     Text       `yaml:"label"`
	Where     Where      `yaml:"where"`
	Rules     Rules      `yaml:"rules"`
	Endpoints []Endpoint `yaml:"endpoints"`
	Compare   []Compare  `yaml:"compare"`
	Optional  []string   `yaml:"optional" is:"distinct"` // milestones that a study may leave out, data: not_collected

	States     []State `yaml:"states"`
	MoreStates []State `yaml:"more_states"` // told apart only where a study lists them

	// What is monitored in a cohort that reports the preset's endpoints.
	Indicators []Indicator  `yaml:"indicators"`
	Benchmarks []Benchmark  `yaml:"benchmarks"`
	Sequential []Sequential `yaml:"sequential"`
}

// preset decodes the preset that a cohort names at a path.
func (r *resolver) preset(name, path string) (preset, error) {
	if b, known := r.decoded[name]; known {
		return b, nil
	}
	source, err := r.source(name)
	if err != nil {
		return preset{}, r.fault(path, choices(name, templates.PresetNames()), "no preset is called %q", name)
	}
	b, err := decodePreset("presets/"+name+".yaml", source)
	if err == nil {
		r.decoded[name] = b
	}
	return b, err
}

func decodePreset(file string, source []byte) (preset, error) {
	d, root, err := parse(file, source)
	if err != nil {
		return preset{}, err
	}
	b := preset{}
	setDefaults(reflect.ValueOf(&b).Elem())
	if err := d.decode(root, &b, ""); err != nil {
		return preset{}, err
	}
	c := &checker{decoder: d, milestones: milestonesOf(&Plan{Rules: b.Rules})}
	c.preset(&b)
	if err := c.earliest(); err != nil {
		return preset{}, err
	}
	for i := range b.Endpoints {
		b.Endpoints[i].fillDefaults(Days)
	}
	c.presetMonitor(&b)
	if err := c.earliest(); err != nil {
		return preset{}, err
	}
	return b, nil
}

func (c *checker) preset(b *preset) {
	c.id("id", b.ID)
	c.tags("", reflect.ValueOf(b).Elem())
	c.rules("rules", &b.Rules)
	if len(b.Endpoints) == 0 {
		c.add("endpoints", say("Write its endpoints."), "a preset without endpoints")
	}
	c.endpoints(b.Endpoints, Days)
	c.comparisons("compare", b.Compare)
	c.optional(b)
	c.statesOf("states", b.States)
	c.statesOf("more_states", b.MoreStates)
	c.stateOrder("states", b.States, b.States)
}
