package change

import (
	"cmp"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"graftstat/analysis/result"
)

// definitions are all that changed in how the study defines and computes.
func (c *comparison) definitions() []result.DefinitionChange {
	d := &differ{}
	before, after := c.before, c.after
	d.intervals(before.Study.Intervals, after.Study.Intervals)
	d.rules(before.Study.Rules, after.Study.Rules)
	d.checks(before.Study.Checks, after.Study.Checks)
	if was := before.Study.Mapping; was != "" { // an earlier version did not say
		d.value(result.DefinitionChange{Code: "mapping"}, was, after.Study.Mapping)
	}
	for i := range before.Cohorts {
		if cohortOf(after, before.Cohorts[i].ID) == nil {
			d.add(result.DefinitionChange{Code: "cohort_removed", Cohort: before.Cohorts[i].ID})
		}
	}
	for i := range after.Cohorts {
		now := &after.Cohorts[i]
		was := cohortOf(before, now.ID)
		if was == nil {
			d.add(result.DefinitionChange{Code: "cohort_added", Cohort: now.ID})
			continue
		}
		d.cohort(studyCohortOf(before, now.ID), studyCohortOf(after, now.ID))
		d.endpoints(was, now)
	}
	return d.found
}

type differ struct{ found []result.DefinitionChange }

func (d *differ) add(c result.DefinitionChange) { d.found = append(d.found, c) }

// value adds a change where two texts differ.
func (d *differ) value(c result.DefinitionChange, before, after string) {
	if before != after {
		c.Before, c.After = before, after
		d.add(c)
	}
}

func (d *differ) intervals(before, after result.Intervals) {
	d.value(result.DefinitionChange{Code: "level"}, shortest(before.Level), shortest(after.Level))
	d.value(result.DefinitionChange{Code: "survival_intervals"}, before.Survival, after.Survival)
	d.value(result.DefinitionChange{Code: "incidence_intervals"}, before.Incidence, after.Incidence)
	d.value(result.DefinitionChange{Code: "compatible"}, string(before.Compatible), string(after.Compatible))
}

// rules in the order of the present report, then those that it no longer has.
func (d *differ) rules(before, after []result.Rule) {
	name := func(r result.Rule) string { return r.Rule + "." + r.Key }
	was := make(map[string]string)
	for _, r := range before {
		was[name(r)] = r.Value
	}
	for _, r := range after {
		d.value(result.DefinitionChange{Code: "rule", Key: name(r)}, was[name(r)], r.Value)
		delete(was, name(r))
	}
	for _, r := range before {
		if value, gone := was[name(r)]; gone {
			d.value(result.DefinitionChange{Code: "rule", Key: name(r)}, value, "")
		}
	}
}

// checks that were set otherwise: one that is in neither stands as it does by
// default. What is no longer looked for was not mended.
func (d *differ) checks(before, after []result.Check) {
	name := func(c result.Check) result.Check { return result.Check{Check: c.Check, Key: c.Key} }
	was := make(map[result.Check]string)
	for _, c := range before {
		was[name(c)] = c.Value
	}
	change := func(c result.Check, before, after string) {
		d.value(result.DefinitionChange{Code: "check", Key: strings.TrimSuffix(c.Check+"."+c.Key, ".")}, before, after)
	}
	for _, c := range after {
		change(c, cmp.Or(was[name(c)], c.Default), c.Value)
		delete(was, name(c))
	}
	for _, c := range before {
		if value, gone := was[name(c)]; gone {
			change(c, value, c.Default)
		}
	}
}

func (d *differ) cohort(before, after result.StudyCohort) {
	change := func(code string) result.DefinitionChange {
		return result.DefinitionChange{Code: code, Cohort: after.ID}
	}
	d.value(change("preset"), before.Preset, after.Preset)
	if !equalWhere(before.Where, after.Where) {
		c := change("where")
		c.WhereBefore, c.WhereAfter = before.Where, after.Where
		d.add(c)
	}
	d.value(change("compare"), compareText(before.Compare), compareText(after.Compare))
	d.value(change("stratify"), before.Stratify, after.Stratify)
}

func equalWhere(a, b []result.Condition) bool {
	return len(a) == 0 && len(b) == 0 || reflect.DeepEqual(a, b)
}

// compareText is column or column:cut1 cut2, joined by a comma.
func compareText(all []result.Compare) string {
	parts := make([]string, len(all))
	for i, c := range all {
		parts[i] = c.Column
		if len(c.Cut) > 0 {
			parts[i] += ":" + numbers(c.Cut, " ")
		}
	}
	return strings.Join(parts, ", ")
}

func (d *differ) endpoints(before, after *result.Cohort) {
	for i := range before.Endpoints {
		if id := before.Endpoints[i].ID; endpointOf(after, id) == nil {
			d.add(result.DefinitionChange{Code: "endpoint_removed", Cohort: after.ID, Endpoint: id})
		}
	}
	for i := range after.Endpoints {
		now := &after.Endpoints[i]
		was := endpointOf(before, now.ID)
		if was == nil {
			d.add(result.DefinitionChange{Code: "endpoint_added", Cohort: after.ID, Endpoint: now.ID})
			continue
		}
		d.endpoint(after.ID, was, now)
	}
}

func (d *differ) endpoint(cohort string, before, after *result.Endpoint) {
	change := func(code, key string) result.DefinitionChange {
		return result.DefinitionChange{Code: code, Cohort: cohort, Endpoint: after.ID, Key: key}
	}
	d.value(change("kind", ""), string(before.Kind), string(after.Kind))
	if !equalDefinition(before.Definition, after.Definition) {
		c := change("definition", "")
		c.DefinitionBefore, c.DefinitionAfter = &before.Definition, &after.Definition
		d.add(c)
	}
	if before.Kind == after.Kind {
		d.value(change("variance", ""), before.Variance, after.Variance)
	}
	d.value(change("times", ""), numbers(before.Times, ", ")+" "+before.Unit, numbers(after.Times, ", ")+" "+after.Unit)
	for _, by := range bys(after) {
		was, now := firstGroup(before, by), firstGroup(after, by)
		if was != nil && now != nil {
			d.value(change("interval_method", by), was.Interval, now.Interval)
		}
	}
}

func equalDefinition(a, b result.Definition) bool {
	return equalItems(a.Event, b.Event) && equalItems(a.Competing, b.Competing) && slices.Equal(a.Censor, b.Censor) &&
		a.From == b.From && a.SameDay == b.SameDay && a.Per == b.Per && a.CauseSpecific == b.CauseSpecific
}

func equalItems(a, b []result.Item) bool {
	return slices.EqualFunc(a, b, func(x, y result.Item) bool {
		return x.Milestone == y.Milestone &&
			equalWhere(x.Where, y.Where)
	})
}

// redefines reports whether a change of definition may change how a case
// counts in an endpoint, other than by the cohort's conditions.
func redefines(d result.DefinitionChange, cohort string, e *result.Endpoint) bool {
	switch d.Code {
	case "mapping":
		return true
	case "definition", "kind":
		return d.Cohort == cohort && d.Endpoint == e.ID
	case "rule":
		rule, _, _ := strings.Cut(d.Key, ".")
		read, known := milestonesRead()[rule]
		return !known || slices.ContainsFunc(milestonesOf(e), func(m string) bool { return slices.Contains(read, m) })
	}
	return false
}

// milestonesRead are the milestones that a rule decides. A rule that is not
// here may decide any.
func milestonesRead() map[string][]string {
	return map[string][]string{
		"neutrophil_engraftment":   {"neutrophil_engraftment", "graft_failure"},
		"platelet_engraftment":     {"platelet_engraftment", "platelet_engraftment_20", "platelet_engraftment_50"},
		"transfusion_independence": {"rbc_independence", "last_rbc_transfusion", "transfusion_dependence"},
		"further_independence":     {}, // each window has a milestone of its own name
		"ti12":                     {"ti12"},
		"graft_failure":            {"graft_failure"},
		"titre":                    {},
		"reticulocyte_recovery":    {"reticulocyte_recovery", "red_cell_aplasia"},
		"abo_conversion":           {"abo_conversion", "donor_red_cells"},
		"red_cell_aplasia":         {"red_cell_aplasia"},
	}
}

func milestonesOf(e *result.Endpoint) []string {
	all := append([]string{e.Definition.From}, e.Definition.Censor...)
	for _, item := range slices.Concat(e.Definition.Event, e.Definition.Competing) {
		all = append(all, item.Milestone)
	}
	return all
}

func numbers(all []float64, separator string) string {
	parts := make([]string, len(all))
	for i, x := range all {
		parts[i] = shortest(x)
	}
	return strings.Join(parts, separator)
}

func shortest(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
