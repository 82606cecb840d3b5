package result

import "graftstat/analysis/code"

// Schema of results.json.
const Schema = "graftstat.results/1"

// Results are everything a run found but single patients.
type Results struct {
	Schema  string   `json:"schema"`
	Study   Study    `json:"study"`
	AsOf    string   `json:"as_of"` // YYYY-MM-DD, empty in a study without dates
	Tool    Tool     `json:"tool"`
	Inputs  []Input  `json:"inputs"`
	Issues  []Issue  `json:"issues"`
	Signals []Signal `json:"signals"`
	Cohorts []Cohort `json:"cohorts"`
	// Absent are the milestones and columns for want of which endpoints are not computed.
	Absent []Absence `json:"absent,omitempty"`
	// NoCohort counts the rows of the cases file that no cohort takes; nil where there is none.
	NoCohort *NoCohort `json:"no_cohort,omitempty"`
	Titres   *Titres   `json:"titres"` // null where no titre is known
	Scores   []Scores  `json:"scores"` // one a cohort, instrument and follow-up
	// Independence of transfusions today, one a cohort with that endpoint.
	Independence []Independence `json:"independence"`
	// RedCells, one a cohort with transplants across an ABO barrier.
	RedCells []RedCells `json:"red_cells,omitempty"`
	// RedCellUse, one a cohort with transplants that are not autologous.
	RedCellUse []RedCellUse `json:"red_cell_use,omitempty"`
	// Changes since an earlier report; null where none was looked for.
	Changes *Changes `json:"changes"`
	// Monitor is null in a study without dates, or where it is switched off.
	Monitor *Monitor `json:"monitor"`
	// Paper and Sensitivity are there where the study file asks for them.
	Paper       *Paper        `json:"paper"`
	Sensitivity []Sensitivity `json:"sensitivity"`
}

// Absence is a milestone or column that nothing in the rows of a cohort answers,
// with the endpoints that are not computed without it. None and NotCollected
// say that the study file may declare it under that key of data. Write is what the
// study file may say for the log to answer it, "" where no line of it helps.
type Absence struct {
	Cohort       string   `json:"cohort"`
	Name         string   `json:"name"`
	Reason       string   `json:"reason"`
	Endpoints    []string `json:"endpoints"`
	None         bool     `json:"none"`
	NotCollected bool     `json:"not_collected"`
	Write        string   `json:"write,omitempty"`
}

// NoCohort is what the cases file has and no cohort takes.
type NoCohort struct {
	Rows     int `json:"rows"`
	Patients int `json:"patients"`
}

// Text is a label by language code.
type Text map[string]string

// Tool that made the results.
type Tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// Study is the study file as decoded, with defaults filled in.
type Study struct {
	File      string                     `json:"file"`
	Title     Text                       `json:"title"`
	Centre    Text                       `json:"centre"`
	Languages []string                   `json:"languages"`
	Labels    map[string]map[string]Text `json:"labels"` // column: level: label; level "" labels the column
	TimeUnit  string                     `json:"time_unit"`
	Rules     []Rule                     `json:"rules"`
	Checks    []Check                    `json:"checks,omitempty"` // those that the study has set
	Intervals Intervals                  `json:"intervals"`
	Cohorts   []StudyCohort              `json:"cohorts"`
	Outputs   Outputs                    `json:"outputs"`
	Report    Report                     `json:"report"`
	Figures   *Figures                   `json:"figures,omitempty"` // null: nothing asked of them
	// Mapping is a digest of how the study file reads the data: columns, values,
	// units, milestones, dates, all but the names of the files.
	Mapping string `json:"mapping"`
}

// Report is what the study file says of the look of the reports.
type Report struct {
	Title         Text        `json:"title"`
	Logo          string      `json:"logo"`      // the image in base64; empty: none
	LogoType      string      `json:"logo_type"` // png, jpeg
	Sections      []string    `json:"sections"`  // in their order
	Parts         []code.Part `json:"parts"`     // month, appendix
	SuppressBelow int         `json:"suppress_below"`
	// OutsideBy is the column by which a cohort is split for readers outside.
	OutsideBy map[string]string `json:"outside_by"`
}

// Figures is what the study file asks of the curves of a manuscript.
type Figures struct {
	Bands  bool      `json:"bands"`
	Unit   string    `json:"unit"`   // of the axis of time; "": by its length
	Until  float64   `json:"until"`  // end of that axis in Unit; 0: by the curves
	End    float64   `json:"end"`    // the same in the study's time_unit
	Breaks []float64 `json:"breaks"` // in Unit
	// Colours are #RRGGBB by column and level.
	Colours map[string]map[string]string `json:"colours"`
	Plates  []Plate                      `json:"plates"`
}

// Plate is a figure of the curves of several endpoints of a cohort.
type Plate struct {
	ID        string   `json:"id"`
	Cohort    string   `json:"cohort"`
	Endpoints []string `json:"endpoints"`
}

// Rule is one threshold, as rule and key: neutrophil_engraftment, at_least, 0.5.
type Rule struct {
	Rule  string `json:"rule"`
	Key   string `json:"key"`
	Value string `json:"value"` // a number, a code, or several of them joined by a comma
}

// Check is a check of the data that the study has set otherwise than it stands:
// late_recovery, neutrophils_days, 60, 100. Of one that is switched off the key is
// empty and the value off.
type Check struct {
	Check   string `json:"check"`
	Key     string `json:"key"`
	Value   string `json:"value"`
	Default string `json:"default"`
}

// Intervals as asked for.
type Intervals struct {
	Level      float64         `json:"level"`
	Survival   string          `json:"survival"`
	Incidence  string          `json:"incidence"`
	Compatible code.Compatible `json:"compatible"`
}

// StudyCohort is what the study file says of a cohort.
type StudyCohort struct {
	ID        string      `json:"id"`
	Preset    string      `json:"preset"`
	Label     Text        `json:"label"`
	Where     []Condition `json:"where"`
	Compare   []Compare   `json:"compare"`
	Stratify  string      `json:"stratify"`
	MinGroup  int         `json:"min_group"` // fewest cases of a group that gets a p
	Endpoints []string    `json:"endpoints"`
}

// Condition on a column: one of the codes In, none of Not, bounds.
type Condition struct {
	Column string   `json:"column"`
	In     []string `json:"in,omitempty"`
	Not    []string `json:"not,omitempty"`
	LT     *float64 `json:"lt,omitempty"`
	LE     *float64 `json:"le,omitempty"`
	GT     *float64 `json:"gt,omitempty"`
	GE     *float64 `json:"ge,omitempty"`
}

// Compare is a column whose groups are set side by side.
type Compare struct {
	Column string    `json:"column"`
	Cut    []float64 `json:"cut,omitempty"`
}

// Outputs that were asked for.
type Outputs struct {
	Formats     []string `json:"formats"`
	Figures     []string `json:"figures"`
	FigureSizes []string `json:"figure_sizes"`
	Resolution  []int    `json:"resolution"` // of PNG, dots per inch
}

// Input is one file that was read.
type Input struct {
	File   string `json:"file"`
	SHA256 string `json:"sha256"`
	Rows   int    `json:"rows"`
	Format string `json:"format"`
}

// Issue is one fault of the data, by place and code.
type Issue struct {
	Severity string   `json:"severity"`
	Code     string   `json:"code"`
	File     string   `json:"file"`
	Line     int      `json:"line"`
	Column   string   `json:"column"`
	Case     string   `json:"case"`
	Args     []string `json:"args"`
}

// Signal is something the reader must not overlook: a code with what it is about.
type Signal struct {
	Code     string   `json:"code"`
	Cohort   string   `json:"cohort"`
	Endpoint string   `json:"endpoint"`
	Args     []string `json:"args"`
}
