package plan

import (
	"slices"
	"strings"
)

// statesOf checks the definitions of states, each by itself.
func (c *checker) statesOf(path string, list []State) {
	var ids []string
	for i := range list {
		s, at := &list[i], index(path, i)
		c.id(at+".id", s.ID)
		if s.ID != "" && slices.Contains(ids, s.ID) {
			c.add(at+".id", say("Give each state an id of its own."), "a second state is called %q", s.ID)
		}
		ids = append(ids, s.ID)
		for j, b := range s.Begins {
			c.moveMilestone(c.item(at+".begins", j), b.Milestone, Transplant)
		}
		for j, e := range s.Ends {
			c.moveMilestone(c.item(at+".ends", j), e.Milestone)
		}
		c.stateAlone(at, s)
	}
}

func (c *checker) moveMilestone(at, name string, more ...string) {
	if c.given(at + ".milestone") {
		at += ".milestone"
	}
	c.milestone(at, name, more...)
}

// stateAlone refuses what no state can be.
func (c *checker) stateAlone(at string, s *State) {
	begins := func(name string) bool {
		return slices.ContainsFunc(s.Begins, func(b Beginning) bool { return b.Milestone == name && len(b.From) == 0 })
	}
	for j, e := range s.Ends {
		switch path := c.item(at+".ends", j); {
		case s.Final:
			c.add(path, say("Remove final: true, or what ends it."), "a final state is left by death alone")
		case e.Milestone == "death":
			c.add(path, say("Write death under begins of a state of the dead."), "death leads to a state, and ends every other")
		case begins(e.Milestone) && len(e.Where) == 0:
			c.add(path, say("Remove it from begins or from ends."), "%s begins the state and ends it: nobody is ever in it",
				e.Milestone)
		}
	}
	switch {
	case !s.Recurs:
	case len(s.Ends) == 0:
		c.add(at+".recurs", say("Write under ends what ends it, or remove the key."),
			"a state that nothing ends does not begin again")
	case !slices.ContainsFunc(s.Begins, func(b Beginning) bool { return slices.Contains(Recurring(), b.Milestone) }):
		c.add(at+".recurs", say("Remove the key. Of these a log tells each time: %s.", strings.Join(Recurring(), ", ")),
			"each milestone that begins %s is known once of a patient", s.ID)
	}
}

// cohortStates checks the states that each cohort tells apart, as a list.
func (c *checker) cohortStates(p *Plan) {
	for i := range p.Cohorts {
		if k := &p.Cohorts[i]; k.StatesAsked {
			at := index("cohorts", i) + ".states"
			if !c.given(at) {
				at = "states"
			}
			c.stateOrder(at, k.ResolvedStates, p.States)
		}
	}
}

// stateOrder checks what a list of states is to each other. A fault is placed where
// the study's own definitions (own) have the state, else at the list.
func (c *checker) stateOrder(list string, states, own []State) {
	if len(states) == 0 {
		return
	}
	place := func(id, key string, item int) string {
		for i, s := range own {
			if at := index("states", i); s.ID == id && c.given(at) {
				if key == "" {
					return at
				}
				return c.item(at+key, item)
			}
		}
		return list
	}
	if len(states) > mostStates {
		c.add(list, say("Leave out what the question does not need."), "more than %d states cannot be told apart",
			mostStates)
	}
	if s := states[0]; len(s.Begins)+len(s.Ends) > 0 || s.Final {
		c.add(place(s.ID, "", 0), say("Put a state with an id alone first, such as {id: alive}."),
			"everybody is in the first state from the transplant on, and in it while no other holds")
	}
	dead := func(s State) bool {
		return s.Final && slices.ContainsFunc(s.Begins, func(b Beginning) bool { return b.Milestone == "death" })
	}
	if last := states[len(states)-1]; !dead(last) || slices.ContainsFunc(states[:len(states)-1], dead) {
		c.add(place(last.ID, "", 0), say("Put {id: dead, begins: [death], final: true} last."),
			"the last state has to be that of the dead, and no other")
	}
	before := len(c.faults)
	if c.targets(states, place); len(c.faults) > before { // what is not declared cannot be reached either
		return
	}
	c.reached(states, place)
	c.cycles(states, place)
}

// statePlace is the path of a state of the list, or of an item of one of its keys.
type statePlace func(id, key string, item int) string

// targets holds every state that a move names to be in the list.
func (c *checker) targets(states []State, place statePlace) {
	ids := stateIDs(states)
	name := func(at, id string) {
		if !slices.Contains(ids, id) {
			c.add(at, say("%s Name it, or declare it under states.", choices(id, ids)), "no state of this list is called %q",
				id)
		}
	}
	for _, s := range states {
		for j, b := range s.Begins {
			for _, from := range b.From {
				name(place(s.ID, ".begins", j), from)
			}
		}
		for j, e := range s.Ends {
			if e.To != "" {
				name(place(s.ID, ".ends", j), e.To)
			}
			if k := slices.Index(ids, e.To); k >= 0 && states[k].Final {
				c.add(place(s.ID, ".ends", j), say("Write the milestone under begins of %s.", e.To),
					"an end leads to what holds beneath, and %s is final", e.To)
			}
		}
	}
}

// reached refuses a state to which no way leads from the first.
func (c *checker) reached(states []State, place statePlace) {
	reached := map[string]bool{states[0].ID: true}
	for more := true; more; {
		more = false
		for _, s := range states {
			for _, b := range s.Begins {
				from := len(b.From) == 0 || slices.ContainsFunc(b.From, func(id string) bool {
					k := slices.IndexFunc(states, func(s State) bool { return s.ID == id })
					return reached[id] && k >= 0 && (!states[k].Final || b.Milestone == "death")
				})
				if from && !reached[s.ID] {
					reached[s.ID], more = true, true
				}
			}
			for _, e := range s.Ends {
				if e.To != "" && reached[s.ID] && !reached[e.To] {
					reached[e.To], more = true, true
				}
			}
		}
	}
	for _, s := range states {
		if !reached[s.ID] {
			c.add(place(s.ID, "", 0), say("Write under begins the milestones that lead to it."), "nobody can reach %s", s.ID)
		}
	}
}

// cycles refuses a way that leads back to a state by moves that each patient makes
// once.
func (c *checker) cycles(states []State, place statePlace) {
	next := map[string][]string{}
	for _, s := range states {
		for _, b := range s.Begins {
			for _, from := range b.From {
				next[from] = append(next[from], s.ID)
			}
		}
		for _, e := range s.Ends {
			if e.To != "" {
				next[s.ID] = append(next[s.ID], e.To)
			}
		}
	}
	recurs := map[string]bool{states[0].ID: true}
	for _, s := range states {
		recurs[s.ID] = recurs[s.ID] || s.Recurs
	}
	for _, s := range states {
		if recurs[s.ID] {
			continue
		}
		seen := map[string]bool{}
		for walk := slices.Clone(next[s.ID]); len(walk) > 0; {
			id := walk[0]
			walk = walk[1:]
			if id == s.ID {
				c.add(place(s.ID, "", 0), say("Lead it elsewhere, or give what comes again a state of its own."),
					"the moves lead from %s back to %s, and each patient makes them once", s.ID, s.ID)
				break
			}
			if !seen[id] && !recurs[id] {
				seen[id] = true
				walk = append(walk, next[id]...)
			}
		}
	}
}
