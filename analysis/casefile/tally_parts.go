package casefile

import (
	"slices"

	"graftstat/analysis/message"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/table"
)

// tallyParts are what one file counts of each cohort: the same cases by each
// column, whose numbers must agree.
type tallyParts struct {
	file  string
	parts map[tallyPart]map[countOutcome]int64
	// valued are the columns of each cohort of which a case has a level.
	valued map[countedColumn]bool
}

type countedColumn struct{ cohort, column string }

// A tallyPart is an endpoint of a cohort as a column groups it.
type tallyPart struct{ cohort, endpoint, by string }

// A countOutcome is what happened to cases, whatever their group.
type countOutcome struct {
	status      int
	code        string
	entry, time float64
}

func newTallyParts(file string) tallyParts {
	return tallyParts{file, map[tallyPart]map[countOutcome]int64{}, map[countedColumn]bool{}}
}

func (p tallyParts) add(c registry.TallyCell, stratify string, r registry.TallyRow) {
	if c.By != "" && c.Group != "" {
		p.valued[countedColumn{c.Cohort, c.By}] = true
	}
	if c.Stratum != "" {
		p.valued[countedColumn{c.Cohort, stratify}] = true
	}
	part := tallyPart{c.Cohort, c.Endpoint, c.By}
	if p.parts[part] == nil {
		p.parts[part] = map[countOutcome]int64{}
	}
	p.parts[part][countOutcome{c.Status, c.Code, r.Entry, r.Time}] += int64(r.N)
}

func (p tallyParts) has(cohort, endpoint, by string) bool {
	return p.parts[tallyPart{cohort, endpoint, by}] != nil
}

// hasBy reports whether anything of a cohort is grouped by a column.
func (p tallyParts) hasBy(cohort, by string) bool {
	for part := range p.parts {
		if part.cohort == cohort && part.by == by {
			return true
		}
	}
	return false
}

// hasCohort reports whether the file has a case of a cohort.
func (p tallyParts) hasCohort(cohort string) bool {
	for part := range p.parts {
		if part.cohort == cohort {
			return true
		}
	}
	return false
}

// hasEndpoint reports whether the file counts an endpoint of a cohort.
func (p tallyParts) hasEndpoint(c plan.Cohort) bool {
	return slices.ContainsFunc(c.Resolved, func(e plan.Endpoint) bool { return p.has(c.ID, e.ID, "") })
}

// countedOf are the endpoints of a cohort, and its follow-up.
func countedOf(c plan.Cohort) []string {
	var ids []string
	for _, e := range c.Resolved {
		ids = append(ids, e.ID)
	}
	return append(ids, registry.TallyFollowUp)
}

// hasReached reports whether a cohort is that of a study with dates.
func (p tallyParts) hasReached(cohort string) bool {
	for part, outcomes := range p.parts {
		if part.cohort != cohort {
			continue
		}
		for outcome := range outcomes {
			if outcome.status == registry.TallyReached {
				return true
			}
		}
	}
	return false
}

// check refuses a file that has an endpoint's groups without the whole cohort,
// whose groups do not add up to it, or that lacks an endpoint without saying how
// many patients it has.
func (p tallyParts) check(study *plan.Plan) error {
	for _, c := range study.Cohorts {
		if !p.hasCohort(c.ID) {
			continue // the site has no case of it
		}
		for _, endpoint := range countedOf(c) {
			isCounted := p.has(c.ID, endpoint, "")
			if e, ok := c.Endpoint(endpoint); ok && e.IfRecorded && !isCounted {
				continue
			}
			if !isCounted && endpoint != registry.TallyFollowUp && !p.has(c.ID, registry.TallyPatients, "") {
				text := message.Of("cohort %s has no row of its endpoint %s for the whole cohort, nor of its patients", c.ID, endpoint)
				return &table.Error{File: p.file, Message: text,
					Next: message.Of("write the tally at its site with this study file")}
			}
			for _, compare := range c.Compare {
				if !isCounted && !p.has(c.ID, endpoint, compare.Column) {
					continue
				}
				if err := p.checkSum(c.ID, endpoint, compare.Column); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// checkSum compares the groups of a column with the whole cohort.
func (p tallyParts) checkSum(cohort, endpoint, by string) error {
	if !p.hasBy(cohort, by) {
		return nil
	}
	whole, grouped := p.parts[tallyPart{cohort, endpoint, ""}], p.parts[tallyPart{cohort, endpoint, by}]
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
	text := message.Of("cohort %s, endpoint %s: the groups by %s count %d cases, the whole cohort %d", cohort,
		endpoint, by, sum, all)
	if sum == all {
		text = message.Of("cohort %s, endpoint %s: the groups by %s have other times or statuses than the whole "+
			"cohort", cohort, endpoint, by)
	}
	return &table.Error{File: p.file, Message: text,
		Next: message.Of("write the tally again at its site; cases without a value of the column have a row with " +
			"a blank group")}
}

// checkFiles refuses files of which some have what others have not, though each
// site's program writes it: their sum would be that of some sites. What a site
// cannot count for want of a column is in lacks.
func (s *tallySum) checkFiles() error {
	for _, c := range s.plan.Cohorts {
		type part struct {
			name message.Text
			of   func(tallyParts) bool
		}
		var parts []part
		for _, compare := range c.Compare {
			column := compare.Column
			parts = append(parts, part{message.Of("groups by %s", column),
				func(f tallyParts) bool { return f.hasBy(c.ID, column) || !f.hasEndpoint(c) }})
		}
		for _, name := range []string{registry.TallyRows, registry.TallyPatients} {
			parts = append(parts, part{message.Of("rows of %s", name),
				func(f tallyParts) bool { return f.has(c.ID, name, "") }})
		}
		parts = append(parts, part{message.Of("rows of status %d", registry.TallyReached),
			func(f tallyParts) bool { return f.hasReached(c.ID) || !f.hasEndpoint(c) }})
		for _, p := range parts {
			if with, without := s.partition(c.ID, p.of); len(with) > 0 && len(without) > 0 {
				text := message.Of("cohort %s has no %s, and in %s it has", c.ID, p.name, with[len(with)-1])
				return &table.Error{File: without[len(without)-1], Message: text,
					Next: message.Of("write the tallies of all sites with the same study file")}
			}
		}
	}
	return nil
}

// partition are the files of a cohort that have something, and those that have not.
func (s *tallySum) partition(cohort string, has func(tallyParts) bool) (with, without []string) {
	for _, f := range s.files {
		switch {
		case !f.hasCohort(cohort):
		case has(f):
			with = append(with, f.file)
		default:
			without = append(without, f.file)
		}
	}
	return with, without
}
