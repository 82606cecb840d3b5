package plan

import "graftstat/analysis/code"

// Paper asks for what a manuscript needs.
type Paper struct {
	Table1      Table1        `yaml:"table1"`
	Subgroups   []Subgroup    `yaml:"subgroups"`
	Univariable []Univariable `yaml:"univariable"`
	Anonymity   Anonymity     `yaml:"anonymity"`
}

// Table1 is the table of the patients' characteristics.
type Table1 struct {
	Columns []string `yaml:"columns" is:"distinct"` // empty: those present, in the field's order
	Tests   bool     `yaml:"tests"`
}

// Subgroup compares the groups of By within each group of each column of Within.
type Subgroup struct {
	Cohort   string    `yaml:"cohort"`
	Endpoint string    `yaml:"endpoint"`
	By       string    `yaml:"by"`
	Within   []Compare `yaml:"within"`
}

// Univariable is a model of each term alone, beside one of all together.
type Univariable struct {
	Cohort    string            `yaml:"cohort"`
	Endpoint  string            `yaml:"endpoint"`
	Kind      code.ModelKind    `yaml:"kind" is:"needed @model_kind"`
	Terms     []string          `yaml:"terms" is:"distinct"`
	Reference map[string]string `yaml:"reference"`
}

// Anonymity counts the patients who share their values of Columns, the ages in
// bands (< b1, b1 to < b2, …, >= bn). A cell of fewer than K can be recognised.
type Anonymity struct {
	Columns  []string  `yaml:"columns" is:"distinct" default:"sex age_years diagnosis transplant_year"`
	AgeBands []float64 `yaml:"age_bands" is:">0 ascending" default:"2 7 12"` // years
	K        int       `yaml:"k" is:">=2" default:"5"`
	// RoundDays rounds the times and the follow-up of the bundle for a reviewer to
	// so many days; 0: as they are.
	RoundDays int `yaml:"round_days" is:"2..366"`
}

// HasOneInterval reports whether the intervals of endpoints of a kind have one
// form throughout: the study is for a paper and leaves them to auto, which chooses
// for each endpoint elsewhere.
func (p *Plan) HasOneInterval(kind code.EndpointKind) bool {
	asked := p.Intervals.Survival
	if kind == code.Incidence {
		asked = p.Intervals.Incidence
	}
	return p.Paper != nil && asked == "auto"
}
