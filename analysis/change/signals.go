package change

import (
	"strconv"

	"graftstat/analysis/result"
)

// Signals are the numbers that moved without a cause, an error of the program:
// unexplained_change with the endpoint and how many of its numbers, or
// unexplained_follow_up.
func Signals(c *result.Changes) []result.Signal {
	var found []result.Signal
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
		s := result.Signal{Code: "unexplained_change", Cohort: n.Cohort, Endpoint: n.Endpoint, Args: []string{strconv.Itoa(count)}}
		if n.Endpoint == "" {
			s.Code, s.Args = "unexplained_follow_up", []string{}
		}
		found = append(found, s)
	}
	return found
}
