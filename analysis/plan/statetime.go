package plan

import (
	"slices"
	"strings"
)

// A StateTime says over which time a cohort's states are summed up.
type StateTime struct {
	Horizon  float64  `yaml:"horizon" is:">0" default:"365"`  // days of the mean time in each state
	Landmark float64  `yaml:"landmark" is:">0" default:"100"` // day from which occupation is told by the state then
	Order    []string `yaml:"order" is:"distinct"`            // every state, best first, for the time in favour; without: none
}

// stateTime checks that an order of states has each of the cohort's.
func (r *resolver) stateTime(c *Cohort, path string) error {
	order := c.StateTime.Order
	if len(order) == 0 {
		return nil
	}
	known := stateIDs(c.ResolvedStates)
	for i, id := range order {
		if !slices.Contains(known, id) {
			return r.fault(r.item(path+".state_time.order", i), choices(id, distinct(known)),
				"the cohort has no state %q", id)
		}
	}
	for _, id := range known {
		if !slices.Contains(order, id) {
			return r.fault(path+".state_time.order", say("Write all of: %s.", strings.Join(known, ", ")),
				"the order lacks the state %q", id)
		}
	}
	return nil
}
