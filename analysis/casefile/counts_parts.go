package casefile

import (
	"fmt"
	"slices"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// countParts are what one file counts of each cohort: the same cases by each
// column, whose numbers must agree.
type countParts struct {
	file  string
	parts map[countPart]map[countOutcome]int64
}

// A countPart is an endpoint of a cohort as a column groups it.
type countPart struct{ cohort, endpoint, by string }

// A countOutcome is what happened to cases, whatever their group.
type countOutcome struct {
	status      int
	code        string
	entry, time float64
}

func newCountParts(file string) countParts {
	return countParts{file: file, parts: map[countPart]map[countOutcome]int64{}}
}

func (p countParts) add(c registry.CountCell, r registry.CountRow) {
	part := countPart{c.Cohort, c.Endpoint, c.By}
	if p.parts[part] == nil {
		p.parts[part] = map[countOutcome]int64{}
	}
	p.parts[part][countOutcome{c.Status, c.Code, r.Entry, r.Time}] += int64(r.N)
}

func (p countParts) has(cohort, endpoint, by string) bool {
	return p.parts[countPart{cohort, endpoint, by}] != nil
}

// hasBy reports whether anything of a cohort is grouped by a column.
func (p countParts) hasBy(cohort, by string) bool {
	for part := range p.parts {
		if part.cohort == cohort && part.by == by {
			return true
		}
	}
	return false
}

// hasReached reports whether a cohort is that of a study with dates.
func (p countParts) hasReached(cohort string) bool {
	for part, outcomes := range p.parts {
		if part.cohort != cohort {
			continue
		}
		for outcome := range outcomes {
			if outcome.status == registry.CountReached {
				return true
			}
		}
	}
	return false
}

// check refuses a file that has a part of a cohort without the others, or whose
// groups do not add up to the cohort.
func (p countParts) check(study *plan.Plan) error {
	for _, c := range study.Cohorts {
		if !p.hasBy(c.ID, "") && !slices.ContainsFunc(c.Compare, func(compare plan.Compare) bool { return p.hasBy(c.ID, compare.Column) }) {
			continue // the site has no case of it
		}
		endpoints := make([]string, 0, len(c.Resolved)+1)
		for _, e := range c.Resolved {
			endpoints = append(endpoints, e.ID)
		}
		if p.has(c.ID, registry.CountedFollowUp, "") {
			endpoints = append(endpoints, registry.CountedFollowUp)
		}
		for _, endpoint := range endpoints {
			if !p.has(c.ID, endpoint, "") {
				return &Error{File: p.file, Message: fmt.Sprintf("cohort %s has no row of its endpoint %s for the whole cohort", c.ID, endpoint), Next: "write the table at its site with this study file"}
			}
			for _, compare := range c.Compare {
				if err := p.checkSum(c.ID, endpoint, compare.Column); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// checkSum compares the groups of a column with the whole cohort.
func (p countParts) checkSum(cohort, endpoint, by string) error {
	if !p.hasBy(cohort, by) {
		return nil
	}
	whole, grouped := p.parts[countPart{cohort, endpoint, ""}], p.parts[countPart{cohort, endpoint, by}]
	var all, sum int64
	differs := len(whole) != len(grouped)
	for outcome, n := range whole {
		all += n
		differs = differs || grouped[outcome] != n
	}
	for _, n := range grouped {
		sum += n
	}
	if !differs {
		return nil
	}
	message := fmt.Sprintf("cohort %s, endpoint %s: the groups by %s count %d cases, the whole cohort %d", cohort, endpoint, by, sum, all)
	if sum == all {
		message = fmt.Sprintf("cohort %s, endpoint %s: the groups by %s have other times or statuses than the whole cohort", cohort, endpoint, by)
	}
	return &Error{File: p.file, Message: message, Next: "write the table again at its site; cases without a value of the column have a row with a blank group"}
}

// checkFiles refuses files of which some have what others have not: their sum
// would be that of some sites.
func (s *countSum) checkFiles() error {
	for _, c := range s.plan.Cohorts {
		has := func(what func(countParts) bool) (with, without string) {
			for _, f := range s.files {
				switch {
				case !f.has(c.ID, c.Resolved[0].ID, ""):
				case what(f):
					with = f.file
				default:
					without = f.file
				}
			}
			return with, without
		}
		parts := map[string]func(countParts) bool{}
		for _, compare := range c.Compare {
			parts["groups by "+compare.Column] = func(f countParts) bool { return f.hasBy(c.ID, compare.Column) }
		}
		for _, name := range []string{registry.CountedFollowUp, registry.CountedRows, registry.CountedPatients} {
			parts["rows of "+name] = func(f countParts) bool { return f.has(c.ID, name, "") }
		}
		parts[fmt.Sprintf("rows of status %d", registry.CountReached)] = func(f countParts) bool { return f.hasReached(c.ID) }
		for _, name := range sortedKeys(parts) {
			if with, without := has(parts[name]); with != "" && without != "" {
				return &Error{File: without, Message: fmt.Sprintf("cohort %s has no %s, and in %s it has", c.ID, name, with), Next: "write the tables of all sites with the same study file"}
			}
		}
	}
	return nil
}
