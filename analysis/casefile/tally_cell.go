package casefile

import (
	"slices"
	"strconv"

	"graftstat/analysis/message"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// cell checks the names of a row against the study.
func (s *tallySum) cell(f *tallyFile, row int) (registry.TallyCell, error) {
	c := registry.TallyCell{Cohort: f.name(tallyCohort, row), Endpoint: f.name(tallyEndpoint, row),
		By: f.name(tallyBy, row), Group: fitted(f.name(tallyGroup, row)),
		Stratum: fitted(f.name(tallyStratum, row)), Code: f.text(tallyCode, row)}
	next := message.Of("it may be the tally of another study: write it at its site with this study file")
	cohort := s.cohort(c.Cohort)
	if cohort == nil {
		return c, f.fault(tallyCohort, row, message.Of("the study has no such cohort"), next)
	}
	if c.Endpoint == registry.TallyRows || c.Endpoint == registry.TallyPatients {
		return s.flowCell(f, row, c)
	}
	competing := 0
	if e := s.endpoint(c); e != nil {
		competing = len(e.Competing)
	} else if c.Endpoint != registry.TallyFollowUp {
		return c, f.fault(tallyEndpoint, row, message.Of("the cohort has no such endpoint"), next)
	}
	by := slices.IndexFunc(cohort.Compare, func(compare plan.Compare) bool { return compare.Column == c.By })
	switch {
	case c.By == "" && (c.Group == "" || c.Group == registry.EveryCase):
		c.Group = registry.EveryCase
	case c.By == "":
		return c, f.fault(tallyGroup, row, message.Of("the whole cohort has the group %s alone", registry.EveryCase),
			message.Of("write by, the column whose group it is"))
	case by < 0:
		return c, f.fault(tallyBy, row, message.Of("the cohort is not compared by this column"), next)
	case !s.isGroup(cohort.Compare[by], c.Group):
		return c, f.fault(tallyGroup, row, message.Of("the study declares no such group of the column %s", c.By), next)
	}
	if cohort.Stratify == "" {
		c.Stratum = ""
	} else if !s.isGroup(plan.Compare{Column: cohort.Stratify}, c.Stratum) {
		return c, f.fault(tallyStratum, row,
			message.Of("the study declares no such level of the column %s", cohort.Stratify), next)
	}
	return s.status(f, row, c, competing)
}

// status reads the status and its code.
func (s *tallySum) status(f *tallyFile, row int, c registry.TallyCell, competing int) (registry.TallyCell, error) {
	status, err := strconv.Atoi(f.text(tallyStatus, row))
	if err != nil || status < registry.TallyReached || status > 1+competing {
		return c, f.fault(tallyStatus, row,
			message.Of("this is not a status of the endpoint: 0 censored, 1 to %d events in their order, -1 set "+
				"aside, -2 of which many could be followed so long", 1+competing),
			message.Of("write the tally at its site with this study file"))
	}
	c.Status = status
	switch {
	case status == registry.TallyReached:
		c.Stratum = ""
		if c.Code != "" && c.Code != registry.TallyAtLandmark {
			return c, f.fault(tallyCode, row, message.Of("cases with this status have no such code"),
				message.Of("leave the cell blank, or write %s", registry.TallyAtLandmark))
		}
	case status == registry.TallySetAside && !slices.Contains(s.codes.Reasons, c.Code):
		return c, f.fault(tallyCode, row, message.Of("this is not a reason for which cases are set aside"),
			message.Of("write one of the reasons that 'graftstat help sites' names, such as no_follow_up"))
	case status >= 0 && c.Code != "" && (status == 0 || c.Code != s.codes.Convention):
		return c, f.fault(tallyCode, row, message.Of("cases that are counted have no such code"),
			message.Of("leave the cell blank, or write %s of an event whose time is a convention", s.codes.Convention))
	}
	return c, nil
}

// flowCell is a step of the flow: it has no group and no status.
func (s *tallySum) flowCell(f *tallyFile, row int, c registry.TallyCell) (registry.TallyCell, error) {
	if !slices.Contains(s.codes.Steps, c.Code) {
		return c, f.fault(tallyCode, row, message.Of("this is not a step from the file to the cohort"),
			message.Of("leave the rows of the flow out, or write one of the steps that 'graftstat help sites' names"))
	}
	if c.By != "" {
		return c, f.fault(tallyBy, row, message.Of("the flow has no groups"), message.Of("leave the cell blank"))
	}
	c.Group, c.Stratum = registry.EveryCase, ""
	return c, nil
}
