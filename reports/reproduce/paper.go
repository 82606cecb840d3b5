package reproduce

import (
	"slices"

	"graftstat/analysis/result"
)

// addPaper adds the models of the paper that are of this endpoint: each term
// alone and all together, and the subgroups.
func (p *endpointPart) addPaper(cohort string) {
	paper := p.results.Paper
	if paper == nil {
		return
	}
	for i := range paper.Univariable {
		u := &paper.Univariable[i]
		if u.Cohort != cohort || u.Endpoint != p.endpoint.ID {
			continue
		}
		for j := range u.Rows {
			p.addModel(&u.Rows[j].Model)
		}
		if u.Multivariable != nil {
			p.addModel(u.Multivariable)
		}
	}
	for i := range paper.Subgroups {
		if s := &paper.Subgroups[i]; s.Cohort == cohort && s.Endpoint == p.endpoint.ID {
			p.addSubgroup(s)
		}
	}
}

// addSubgroup adds the hazard ratios of one grouping, that of the comparisons,
// within the groups of a column. The script groups a number as the names of its
// classes say.
func (p *endpointPart) addSubgroup(s *result.Subgroup) {
	by := p.grouping(s.By)
	within, _ := p.data.covariate(s.Within, result.CovariateCategory, result.CovariateNumber)
	if by == "" || within == "" {
		return
	}
	id := count(len(p.subgroups.rows) + 1)
	p.subgroups.add(id, p.id, by, within)
	key := "subgroup." + id
	levels := p.levelsOf(s.By)
	for _, level := range levels {
		p.subgroupTerms.add(id, text(level))
	}
	for i := range s.Levels {
		l := &s.Levels[i]
		p.subgroupLevels.add(id, text(l.Level))
		of := key + "." + count(i+1)
		p.expect("count", of+".cases", float64(l.Cases))
		p.expect("count", of+".events", float64(l.Events))
		p.expect("count", of+".left_out", float64(len(l.LeftOut)))
		p.expectText(of+".refused", refused(l.Status))
		if l.Status != "ok" {
			continue
		}
		for j := range l.Terms {
			at := slices.Index(levels, l.Terms[j].Term[len(s.By)+1:])
			p.expectTerm(of+"."+count(at+1), &l.Terms[j])
		}
	}
	if t := s.Interaction; t != nil {
		p.expect("model", key+".interaction.statistic", float64(t.Statistic))
		p.expect("count", key+".interaction.df", float64(t.DF))
		p.expect("p", key+".interaction.p", float64(t.P))
	}
}

// grouping is the groups of a comparison, or a column of the cases.
func (p *endpointPart) grouping(name string) string {
	if slices.ContainsFunc(p.endpoint.Groups, func(g result.Group) bool { return g.By == name }) {
		if kind, header := p.by(name); kind == "column" {
			return header
		}
	}
	header, _ := p.data.covariate(name, result.CovariateCategory, result.CovariateNumber)
	return header
}

// levelsOf are the groups of a comparison, or the levels of a column that occur, in their order.
func (p *endpointPart) levelsOf(name string) []string {
	var levels []string
	for i := range p.endpoint.Groups {
		if g := &p.endpoint.Groups[i]; g.By == name {
			levels = append(levels, g.Group)
		}
	}
	x := p.data.frame.covariates.Column(name, result.CovariateCategory)
	if levels != nil || x == nil {
		return levels
	}
	occurs := make([]bool, len(x.Levels))
	for _, n := range p.data.frame.order {
		if code := x.Code[p.data.frame.row[n]]; code >= 0 {
			occurs[code] = true
		}
	}
	for code, level := range x.Levels {
		if occurs[code] {
			levels = append(levels, level)
		}
	}
	return levels
}
