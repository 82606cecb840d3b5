package analysis

import (
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// study is what the results keep of the study file.
func study(p *plan.Plan, d *registry.Data) result.Study {
	s := result.Study{
		File: p.File, Title: result.Text(p.Study.Title), Centre: result.Text(p.Study.Centre), Languages: p.Languages,
		Labels: make(map[string]map[string]result.Text), TimeUnit: string(p.TimeUnit), Rules: rules(p, d),
		Intervals: result.Intervals(p.Intervals), Outputs: result.Outputs{Formats: p.Outputs.Formats,
			Figures: p.Outputs.Figures, FigureSizes: p.Outputs.FigureSizes, Resolution: p.Outputs.Resolution},
		Report: result.Report{Title: result.Text(p.Report.Title),
			Logo: base64.StdEncoding.EncodeToString(p.Report.Image), LogoType: p.Report.ImageType,
			Sections: p.Report.Sections, Parts: p.Report.Parts, SuppressBelow: p.Report.SuppressBelow,
			OutsideBy: p.Report.OutsideBy},
		Figures: figures(p),
		Mapping: mapping(p),
	}
	for _, set := range p.Checks.Set() {
		s.Checks = append(s.Checks, result.Check(set))
	}
	for column, levels := range p.Labels {
		s.Labels[column] = make(map[string]result.Text)
		for level, text := range levels {
			s.Labels[column][level] = result.Text(text)
		}
	}
	for _, c := range p.Cohorts {
		cohort := result.StudyCohort{ID: c.ID, Preset: c.Preset, Label: result.Text(c.Label), Where: where(c.Where),
			Stratify: c.Stratify, MinGroup: c.MinGroup, Compare: []result.Compare{}}
		for _, compare := range c.Compare {
			cohort.Compare = append(cohort.Compare, result.Compare{Column: compare.Column, Cut: compare.Cut})
		}
		for _, e := range c.Resolved {
			cohort.Endpoints = append(cohort.Endpoints, e.ID)
		}
		s.Cohorts = append(s.Cohorts, cohort)
	}
	return s
}

// mapping is the SHA-256 of how the files are read. fmt prints maps in the order
// of their keys.
func mapping(p *plan.Plan) string {
	d := p.Data
	d.Tallies, d.Redcap, d.PasswordFile = nil, nil, ""
	for _, s := range []*plan.Sources{&d.Cases, &d.Counts.File, &d.Transfusions.File, &d.Titres.File, &d.Scores.File,
		&d.Typing.File, &d.GVHD.File} {
		*s = s.Mapping()
	}
	read := fmt.Sprintf("%+v %+v %v", d, p.Milestones, p.TimeUnit)
	if r := p.Data.Redcap; r != nil {
		read += fmt.Sprintf(" %+v %+v", r.Events, r.Instruments)
	}
	// What the study does not use reads as in earlier reports, which are compared with.
	none := fmt.Sprintf("%+v", plan.LogSource{})
	read = strings.NewReplacer(" Typing:"+none, "", " GVHD:"+none, "",
		" Redcap:<nil>", "", " Redcap:}", "}", " FillDown:false", "", " Tests:map[]", "", " PasswordFile:", "",
		" Incomplete:refuse", "", " Notes:refuse", "",
		" Tallies:[]", " CountsOf:[]", " SkipRows:[]", "", " Wide:{Day: Date:false Test:}", "",
		"{Cases:[] ", "{Cases: ", "{File:[] ", "{File: ").Replace(read)
	sum := sha256.Sum256([]byte(read))
	return hex.EncodeToString(sum[:])
}

// rules lists every threshold that decided a milestone.
func rules(p *plan.Plan, d *registry.Data) []result.Rule {
	r := p.Rules
	number := func(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
	platelets := make([]string, len(r.PlateletEngraftment.AtLeast))
	for i, x := range r.PlateletEngraftment.AtLeast {
		platelets[i] = number(x)
	}
	indications := "all"
	if len(r.TransfusionIndependence.Indications) > 0 {
		indications = strings.Join(r.TransfusionIndependence.Indications, ", ")
	}
	haemoglobin := "none"
	if x := r.TransfusionIndependence.Haemoglobin.AtLeast; x > 0 {
		haemoglobin = number(x)
	}
	list := []result.Rule{
		{Rule: "neutrophil_engraftment", Key: "at_least", Value: number(r.NeutrophilEngraftment.AtLeast)},
		{Rule: "neutrophil_engraftment", Key: "consecutive", Value: strconv.Itoa(r.NeutrophilEngraftment.Consecutive)},
		{Rule: "neutrophil_engraftment", Key: "nadir_within", Value: number(r.NeutrophilEngraftment.NadirWithin)},
		{Rule: "platelet_engraftment", Key: "at_least", Value: strings.Join(platelets, ", ")},
		{Rule: "platelet_engraftment", Key: "consecutive", Value: strconv.Itoa(r.PlateletEngraftment.Consecutive)},
		{Rule: "platelet_engraftment", Key: "transfusion_free_days",
			Value: strconv.Itoa(r.PlateletEngraftment.TransfusionFreeDays)},
		{Rule: "transfusion_independence", Key: "window_days", Value: number(r.TransfusionIndependence.WindowDays)},
		{Rule: "transfusion_independence", Key: "date", Value: string(r.TransfusionIndependence.Date)},
		{Rule: "transfusion_independence", Key: "indications", Value: indications},
		{Rule: "transfusion_independence", Key: "haemoglobin", Value: haemoglobin},
		{Rule: "graft_failure", Key: "day", Value: number(r.GraftFailure.Day)},
		{Rule: "graft_failure", Key: "day_cord", Value: number(r.GraftFailure.DayCord)},
		{Rule: "graft_failure", Key: "secondary_below", Value: number(r.GraftFailure.SecondaryBelow)},
		{Rule: "graft_failure", Key: "secondary_consecutive", Value: strconv.Itoa(r.GraftFailure.SecondaryConsecutive)},
		{Rule: "graft_failure", Key: "explained_days", Value: number(r.GraftFailure.ExplainedDays)},
		{Rule: "graft_failure", Key: "chimerism_below", Value: number(r.GraftFailure.ChimerismBelow)},
		{Rule: "titre", Key: "below", Value: number(r.Titre.Below)},
		{Rule: "reading", Key: "prefer", Value: string(r.Prefer)},
		{Rule: "reading", Key: "never_below", Value: string(r.NeverBelow)},
	}
	if len(p.Data.Transfusions.File) > 0 {
		list = append(list, independenceRules(p)...)
	}
	if len(p.Data.GVHD.File) > 0 {
		list = append(list, result.Rule{Rule: "gvhd", Key: "carry_forward_days", Value: number(r.GVHD.CarryForwardDays)})
	}
	if slices.ContainsFunc([]string{donorBlood, donorMyeloid, donorT},
		func(test string) bool { return len(d.Measured[test]) > 0 }) {
		list = append(list, chimerismRules(p)...)
	}
	return list
}

// chimerismRules are those that read donor chimerism.
func chimerismRules(p *plan.Plan) []result.Rule {
	c, g := p.Rules.Chimerism, p.Rules.PoorGraftFunction
	var list []result.Rule
	add := func(rule, key string, x float64) {
		list = append(list, result.Rule{Rule: rule, Key: key, Value: strconv.FormatFloat(x, 'f', -1, 64)})
	}
	const chimerism, poor = "chimerism", "poor_graft_function"
	add(chimerism, "full_above", c.FullAbove)
	add(chimerism, "lost_below", c.LostBelow)
	add(chimerism, "fall_points", c.FallPoints)
	add(chimerism, "within_days", c.WithinDays)
	add(poor, "from_day", g.FromDay)
	add(poor, "neutrophils_below", g.NeutrophilsBelow)
	add(poor, "platelets_below", g.PlateletsBelow)
	add(poor, "haemoglobin_below", g.HaemoglobinBelow)
	add(poor, "consecutive", float64(g.Consecutive))
	add(poor, "lineages", float64(g.Lineages))
	add(poor, "supported_days", g.SupportedDays)
	add(poor, "gap_days", g.GapDays)
	add(poor, "chimerism_above", g.ChimerismAbove)
	add(poor, "chimerism_days", g.ChimerismDays)
	return list
}

// independenceRules are those of transfusion independence beside the rule's own window,
// which only logs show.
func independenceRules(p *plan.Plan) []result.Rule {
	number := func(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
	var windows []string
	for _, days := range p.Rules.TransfusionIndependence.AlsoWindows {
		windows = append(windows, number(days))
	}
	var list []result.Rule
	if len(windows) > 0 {
		list = append(list, result.Rule{Rule: "further_independence", Key: "also_windows",
			Value: strings.Join(windows, ", ")})
	}
	if len(p.Data.Counts.File) == 0 {
		return list
	}
	r := p.Rules.TI12
	return append(list,
		result.Rule{Rule: plan.TI12, Key: "after_days", Value: number(r.AfterDays)},
		result.Rule{Rule: plan.TI12, Key: "at_least", Value: number(r.AtLeast)},
		result.Rule{Rule: plan.TI12, Key: "days", Value: number(r.Days)},
		result.Rule{Rule: plan.TI12, Key: "values", Value: strconv.Itoa(r.Values)},
		result.Rule{Rule: plan.TI12, Key: "gap_days", Value: number(r.GapDays)},
		result.Rule{Rule: plan.TI12, Key: "evaluable_days", Value: number(r.EvaluableDays)})
}

// redCellRules are those of the milestones of the red cells that are events of endpoints.
func redCellRules(p *plan.Plan, asked []plan.Endpoint) []result.Rule {
	number := func(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
	isAsked := func(names ...string) bool {
		return slices.ContainsFunc(asked, func(e plan.Endpoint) bool {
			return slices.ContainsFunc(e.Event, func(it plan.Item) bool { return slices.Contains(names, it.Milestone) })
		})
	}
	var list []result.Rule
	add := func(rule string, pairs ...string) {
		for i := 0; i < len(pairs); i += 2 {
			list = append(list, result.Rule{Rule: rule, Key: pairs[i], Value: pairs[i+1]})
		}
	}
	if r := p.Rules.ReticulocyteRecovery; isAsked(reticulocytesRecovered) {
		add("reticulocyte_recovery", "at_least", number(r.AtLeast), "at_least_abs", number(r.AtLeastAbs),
			"consecutive", strconv.Itoa(r.Consecutive), "within_days", number(r.WithinDays),
			"never_below_by", number(r.NeverBelowBy))
	}
	if r := p.Rules.ABOConversion; isAsked(converted, donorCellsSeen) {
		add("abo_conversion", "red_cell_days", number(r.RedCellDays),
			"reverse_from_months", number(r.ReverseFromMonths))
	}
	if r := p.Rules.RedCellAplasia; isAsked(aplasiaMet) {
		add("red_cell_aplasia", "below", number(r.Below), "below_abs", number(r.BelowAbs), "from_day",
			number(r.FromDay), "to_day", number(r.ToDay), "apart_days", number(r.ApartDays), "red_cell_days",
			number(r.RedCellDays), "not_before", number(r.NotBefore))
	}
	return list
}

func where(w plan.Where) []result.Condition {
	conditions := make([]result.Condition, len(w))
	for i, c := range w {
		conditions[i] = result.Condition{Column: c.Column, In: c.In, Not: c.Not, LT: c.LT, LE: c.LE, GT: c.GT, GE: c.GE}
	}
	return conditions
}

func inputs(d *registry.Data) []result.Input {
	all := make([]result.Input, len(d.Inputs))
	for i, in := range d.Inputs {
		all[i] = result.Input(in)
	}
	return all
}

// issuesOf are the issues of the data in the order of the files: by file, line and column, each once.
func issuesOf(d *registry.Data) []result.Issue {
	all := make([]result.Issue, len(d.Issues))
	for i, issue := range d.Issues {
		at := d.Place(registry.Cell{File: issue.File, Line: issue.Line, Column: issue.Column})
		all[i] = result.Issue{Severity: string(issue.Severity), Code: issue.Code, File: at.File, Line: at.Line,
			Column: at.Column, Case: issue.Case, Args: append([]string{}, issue.Args...)}
	}
	slices.SortStableFunc(all, func(a, b result.Issue) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Code, b.Code))
	})
	return all
}
