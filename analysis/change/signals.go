package change

import (
	"strconv"

	"graftstat/analysis/result"
)

// Signals are the numbers that moved without a cause, an error of the program:
// unexplained_change with the endpoint and how many of its numbers, or
// unexplained_follow_up; and what the earlier report computed and this one does not
// for want of data: no_longer_computed, whose arguments are what it is, its name, the
// reason and what is missing. What follows from an endpoint, and a group of which
// nobody is left, is none.
func Signals(c *result.Changes) []result.Signal {
	found := lostSignals(c)
	counts := make(map[member]int)
	for _, n := range c.Numbers {
		if n.Causes[0].Code == "unexplained" {
			counts[member{n.Cohort, n.Endpoint}]++
		}
	}
	for _, n := range c.Numbers {
		count := counts[member{n.Cohort, n.Endpoint}]
		if count == 0 {
			continue
		}
		delete(counts, member{n.Cohort, n.Endpoint})
		s := result.Signal{Code: "unexplained_change", Cohort: n.Cohort, Endpoint: n.Endpoint,
			Args: []string{strconv.Itoa(count)}}
		if n.Endpoint == "" {
			s.Code, s.Args = "unexplained_follow_up", []string{}
		}
		found = append(found, s)
	}
	return found
}

func lostSignals(c *result.Changes) []result.Signal {
	var found []result.Signal
	for _, x := range c.Computed {
		if x.State == lost && x.What != "indicator" && x.What != "group" {
			found = append(found, result.Signal{Code: "no_longer_computed", Cohort: x.Cohort, Endpoint: x.Endpoint,
				Args: append([]string{x.What, x.By + x.Name, x.Reason}, x.Missing...)})
		}
	}
	return found
}
