package plan

import (
	"slices"

	"graftstat/templates"
)

// A State is one of those that a cohort tells apart by time. Their order is a
// rank: a patient is in the last state of the list that holds. The first always
// does; another from a day on which one of Begins happened to one on which one of Ends
// did.
type State struct {
	ID     string      `yaml:"id"`
	Label  Text        `yaml:"label"`
	Begins []Beginning `yaml:"begins"`
	Ends   []Ending    `yaml:"ends"`
	Recurs bool        `yaml:"recurs"` // every episode that a log tells of counts, not the first alone
	Final  bool        `yaml:"final"`  // only death leaves it
}

// A Beginning is a milestone that leads to a state, on rows that Where matches and
// from one of the states of From; without any, from each that is not final.
type Beginning struct {
	Milestone string   `yaml:"milestone"`
	Where     Where    `yaml:"where"`
	From      []string `yaml:"from" is:"distinct"`
}

// An Ending is a milestone that ends a state. From then on the state To holds, too.
type Ending struct {
	Milestone string `yaml:"milestone"`
	Where     Where  `yaml:"where"`
	To        string `yaml:"to"`
}

// mostStates are those that a figure tells apart.
const mostStates = 9

// Recurring are the milestones of which a log tells every episode.
func Recurring() []string { return []string{"rbc_independence", "acute_gvhd", "acute_gvhd_3"} }

// states are those of a cohort: what it lists, else its preset's, else the study's
// own, else those of convention.
func (r *resolver) states(c *Cohort, b *preset, path string) error {
	own, known := r.plan.States, slices.Concat(r.plan.States, b.States, b.MoreStates)
	ids := c.States
	c.StatesAsked = len(ids) > 0 || c.Preset == "" && len(own) > 0
	switch {
	case len(ids) > 0:
	case c.Preset != "":
		ids = stateIDs(b.States)
	case len(own) > 0:
		ids = stateIDs(own)
	default:
		usual, err := usualStates()
		c.ResolvedStates = usual
		return err
	}
	for i, id := range ids {
		k := slices.IndexFunc(known, func(s State) bool { return s.ID == id })
		if k < 0 {
			return r.fault(r.item(path+".states", i), choices(id, distinct(stateIDs(known))), "no state is called %q", id)
		}
		c.ResolvedStates = append(c.ResolvedStates, known[k])
		if k < len(own) {
			r.usedStates[id] = true
		}
	}
	return nil
}

// usualStates are those of a cohort without a preset in a study that declares none.
func usualStates() ([]State, error) {
	d, root, err := parse("states.yaml", templates.States())
	if err != nil {
		return nil, err
	}
	var file struct {
		States []State `yaml:"states"`
	}
	if err := d.decode(root, &file, ""); err != nil {
		return nil, err
	}
	c := &checker{decoder: d, milestones: Milestones()}
	c.statesOf("states", file.States)
	c.stateOrder("states", file.States, file.States)
	return file.States, c.earliest()
}

// allStatesUsed refuses a state of the study that no cohort tells apart.
func (r *resolver) allStatesUsed() error {
	for i, s := range r.plan.States {
		if !r.usedStates[s.ID] {
			return r.fault(index("states", i)+".id", say("Name it under states of a cohort, or remove it."),
				"no cohort tells the state %q apart", s.ID)
		}
	}
	return nil
}

func stateIDs(states []State) []string {
	ids := make([]string, len(states))
	for i, s := range states {
		ids[i] = s.ID
	}
	return ids
}
