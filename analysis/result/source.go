package result

// A Source is a file of a study with what was read of it: for check, in no report.
type Source struct {
	Role       string         `json:"role"` // cases, counts, transfusions, titres, scores
	File       string         `json:"file"`
	Rows       int            `json:"rows"` // with content, without the header
	HeaderLine int            `json:"header_line"`
	Used       []SourceColumn `json:"used"`
	Ignored    []string       `json:"ignored"` // headers of what was not read
	Missing    []SourceLack   `json:"missing"`
}

// SourceColumn is a column or a milestone of the dictionary with the header that
// gives it; "" is what the study file sets for each row.
type SourceColumn struct {
	Name   string `json:"name"`
	Header string `json:"header"`
}

// SourceLack is what no column of the file answers, and what that costs: the
// endpoints that are not computed, by cohort. Named is a column that the study file
// asks for. Where Costs is empty and Named false nothing that is asked for needs it. None
// and NotCollected say that the study file may declare it under that key of data.
type SourceLack struct {
	Name         string       `json:"name"`
	Named        bool         `json:"named"`
	None         bool         `json:"none"`
	NotCollected bool         `json:"not_collected"`
	Costs        []SourceCost `json:"costs"`
}

// SourceCost are endpoints of a cohort that are not computed.
type SourceCost struct {
	Cohort    string   `json:"cohort"`
	Endpoints []string `json:"endpoints"`
}

// CostsNothing reports whether nothing that is asked for needs it.
func (l SourceLack) CostsNothing() bool { return len(l.Costs) == 0 && !l.Named }
