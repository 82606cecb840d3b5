package casefile

import (
	"fmt"
	"slices"
	"strconv"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// cell checks the names of a row against the study.
func (s *countSum) cell(f *countFile, row int) (registry.CountCell, error) {
	c := registry.CountCell{Cohort: f.name(countCohort, row), Endpoint: f.name(countEndpoint, row), By: f.name(countBy, row), Group: fitted(f.name(countGroup, row)),
		Stratum: fitted(f.name(countStratum, row)), Code: f.text(countCode, row)}
	const next = "it may be the table of another study: write it at its site with this study file"
	cohort := s.cohort(c.Cohort)
	if cohort == nil {
		return c, f.fault(countCohort, row, "the study has no such cohort", next)
	}
	if c.Endpoint == registry.CountedRows || c.Endpoint == registry.CountedPatients {
		return s.flowCell(f, row, c)
	}
	competing := 0
	if e := s.endpoint(c); e != nil {
		competing = len(e.Competing)
	} else if c.Endpoint != registry.CountedFollowUp {
		return c, f.fault(countEndpoint, row, "the cohort has no such endpoint", next)
	}
	by := slices.IndexFunc(cohort.Compare, func(compare plan.Compare) bool { return compare.Column == c.By })
	switch {
	case c.By == "" && (c.Group == "" || c.Group == registry.EveryCase):
		c.Group = registry.EveryCase
	case c.By == "":
		return c, f.fault(countGroup, row, "the whole cohort has the group "+registry.EveryCase+" alone", "write by, the column whose group it is")
	case by < 0:
		return c, f.fault(countBy, row, "the cohort is not compared by this column", next)
	case !s.isGroup(cohort.Compare[by], c.Group):
		return c, f.fault(countGroup, row, "the study declares no such group of the column "+c.By, next)
	}
	if cohort.Stratify == "" {
		c.Stratum = ""
	} else if !s.isGroup(plan.Compare{Column: cohort.Stratify}, c.Stratum) {
		return c, f.fault(countStratum, row, "the study declares no such level of the column "+cohort.Stratify, next)
	}
	return s.status(f, row, c, competing)
}

// status reads the status and its code.
func (s *countSum) status(f *countFile, row int, c registry.CountCell, competing int) (registry.CountCell, error) {
	status, err := strconv.Atoi(f.text(countStatus, row))
	if err != nil || status < registry.CountReached || status > 1+competing {
		return c, f.fault(countStatus, row, fmt.Sprintf("this is not a status of the endpoint: 0 censored, 1 to %d events in their order, -1 set aside, -2 of which many could be followed so long", 1+competing), "write the table at its site with this study file")
	}
	c.Status = status
	switch {
	case status == registry.CountReached:
		c.Stratum = ""
		if c.Code != "" && c.Code != registry.CountAtLandmark {
			return c, f.fault(countCode, row, "cases with this status have no such code", "leave the cell blank, or write "+registry.CountAtLandmark)
		}
	case status == registry.CountSetAside && !slices.Contains(s.codes.Reasons, c.Code):
		return c, f.fault(countCode, row, "this is not a reason for which cases are set aside", "write one of the reasons of README.md, such as no_follow_up")
	case status >= 0 && c.Code != "" && (status == 0 || c.Code != s.codes.Convention):
		return c, f.fault(countCode, row, "cases that are counted have no such code", "leave the cell blank, or write "+s.codes.Convention+" of an event whose time is a convention")
	}
	return c, nil
}

// flowCell is a step of the flow: it has no group and no status.
func (s *countSum) flowCell(f *countFile, row int, c registry.CountCell) (registry.CountCell, error) {
	if !slices.Contains(s.codes.Steps, c.Code) {
		return c, f.fault(countCode, row, "this is not a step from the file to the cohort", "leave the rows of the flow out, or write one of the steps of README.md")
	}
	if c.By != "" {
		return c, f.fault(countBy, row, "the flow has no groups", "leave the cell blank")
	}
	c.Group, c.Stratum = registry.EveryCase, ""
	return c, nil
}
