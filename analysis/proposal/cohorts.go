package proposal

import (
	"regexp"
	"slices"
)

// presets are the cohorts that the program brings along, by disease and transplant.
func presets() []Cohort {
	return []Cohort{
		{ID: "thalassemia", Preset: "thalassemia", Where: []Constant{{Name: "disease_group", Value: "thalassemia"},
			{Name: "transplant_type", Value: "allogeneic"}}},
		{ID: "solid-tumor", Preset: "solid-tumor", Where: []Constant{{Name: "disease_group", Value: "solid_tumor"},
			{Name: "transplant_type", Value: "autologous"}}},
		{ID: "bone-marrow-failure", Preset: "bone-marrow-failure", Where: []Constant{
			{Name: "disease_group", Value: "bone_marrow_failure"}, {Name: "transplant_type", Value: "allogeneic"}}},
	}
}

// A rowKey is the disease and the transplant of a row, "" where it is not known.
type rowKey struct{ disease, kind string }

// cohortsOf proposes a cohort for each preset that has rows, one of the rest that has
// a known disease, or one of all where no disease is known.
func (l *lexicon) cohortsOf(cases []*part, out *Proposal) {
	defer l.answerCohorts(out)
	rows := map[rowKey]int{}
	for _, p := range cases {
		diseases, kinds := l.cellsAs(p, "disease_group", out), l.cellsAs(p, "transplant_type", out)
		for i := range p.Rows {
			rows[rowKey{diseases[i], kinds[i]}]++
		}
	}
	taken := map[rowKey]bool{}
	for _, c := range presets() {
		for key, n := range rows {
			if key.disease == c.Where[0].Value && key.kind == c.Where[1].Value && (out.TimeUnit.Value == "" || out.TimeUnit.Value == "days") {
				c.Rows += n
				taken[key] = true
			}
		}
		if c.Rows > 0 {
			c.Where, c.Grade = nil, Certain
			c.Evidence = []Evidence{{"rows_of", []string{count(c.Rows)}}}
			out.Cohorts = append(out.Cohorts, c)
		}
	}
	others := map[string]int{}
	unknown := 0
	for key, n := range rows {
		switch {
		case taken[key]:
		case !isID(idOf(key.disease)):
			unknown += n
		default:
			others[key.disease] += n
		}
	}
	if len(out.Cohorts) == 0 && (len(others) == 0 || unknown > 0) {
		n := unknown
		for _, more := range others {
			n += more
		}
		out.Cohorts = []Cohort{{ID: "all", Generic: true, Rows: n, Grade: Likely,
			Evidence: []Evidence{{"no_preset", []string{count(n)}}}}}
		return
	}
	for _, disease := range keys(others) {
		c := Cohort{ID: idOf(disease), Generic: true, Rows: others[disease], Grade: Likely,
			Where:    []Constant{{Name: "disease_group", Value: disease}},
			Evidence: []Evidence{{"no_preset", []string{count(others[disease])}}}}
		if kinds := presetKinds(disease, rows); kinds != "" {
			c.ID += "-other"
			c.Where = append(c.Where, Constant{Name: "transplant_type", Value: kinds})
			if kinds == "unknown" {
				c.ID, c.Where = idOf(disease)+"-other", c.Where[:1]
			}
		}
		out.Cohorts = append(out.Cohorts, c)
	}
}

// presetKinds is the transplant of the rows of a disease that its preset leaves out:
// its name, "unknown", or "" where no preset has the disease.
func presetKinds(disease string, rows map[rowKey]int) string {
	for _, c := range presets() {
		if c.Where[0].Value != disease {
			continue
		}
		var kinds []string
		for key := range rows {
			if key.disease == disease && key.kind != c.Where[1].Value {
				kinds = append(kinds, key.kind)
			}
		}
		if len(kinds) == 1 && kinds[0] != "" {
			return kinds[0]
		}
		return "unknown"
	}
	return ""
}

// isID says that a text may be the id of a cohort.
func isID(text string) bool { return regexp.MustCompile(`^[a-z][a-z0-9-]*$`).MatchString(text) }

func idOf(disease string) string {
	id := []byte(disease)
	for i := range id {
		if id[i] == '_' {
			id[i] = '-'
		}
	}
	return string(id)
}

// cellsAs are the levels of a column in the rows of a file as the study will have
// them.
func (l *lexicon) cellsAs(p *part, name string, out *Proposal) []string {
	levels := make([]string, len(p.Rows))
	if at := slices.IndexFunc(p.set, func(c Constant) bool { return c.Name == name }); at >= 0 {
		for i := range levels {
			levels[i] = p.set[at].Value
		}
		return levels
	}
	c := find(p.columns, name)
	if c == nil && name == "disease_group" {
		c = find(p.columns, "diagnosis")
	}
	if c == nil && name == "transplant_type" && out.byDisease {
		c = find(p.columns, "disease_group")
		if c == nil {
			c = find(p.columns, "diagnosis")
		}
	}
	if c == nil {
		return levels
	}
	as := map[string]string{}
	at := slices.IndexFunc(out.Values, func(v Values) bool { return v.Name == name })
	if at >= 0 && out.Values[at].Grade > Doubtful {
		for _, level := range out.Values[at].Levels {
			for _, cell := range level.As {
				as[cell] = level.Name
			}
		}
	}
	for i, cell := range c.cells {
		levels[i] = as[cell]
		if at < 0 && slices.Contains(l.levels[name].names, cell) {
			levels[i] = cell
		}
	}
	return levels
}
