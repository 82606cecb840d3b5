package plan

import (
	"graftstat/analysis/code"
	"strings"
)

// Monitor says what the quality office follows: how the cohorts do in rolling
// windows, beside benchmarks, and transplant by transplant. Without the key all
// of it holds as the presets and the defaults have it.
//
// The lists are those of the study file. What holds for a cohort, the study's
// or else its preset's, stands in the cohort.
type Monitor struct {
	Off bool `yaml:"off"` // leaves all of it out
	// Windows are months up to the closing date; this month and all are always there.
	Windows []int `yaml:"windows" is:"1..1200 ascending" default:"12 36"`
	// Visits are days after the infusion at which a contact is due; yearly after the last.
	// The default is what registries ask for: day 100, half a year, then yearly.
	Visits    []float64 `yaml:"visits" is:">0 ascending" default:"100 180 365"`
	GraceDays float64   `yaml:"grace_days" is:">=0" default:"60"` // a visit is overdue that long after its day
	// JudgedOn is the day of the year, MM-DD, up to which observed over expected is
	// judged: once a year, since each look more is a chance more of a false flag.
	JudgedOn string `yaml:"judged_on" default:"12-31"`

	Indicators []Indicator  `yaml:"indicators"`
	Benchmarks []Benchmark  `yaml:"benchmarks"`
	Sequential []Sequential `yaml:"sequential"`
	Funnel     []Funnel     `yaml:"funnel"`
	Risk       []Risk       `yaml:"risk"`
}

// Indicator is an endpoint of a cohort at a time, in the endpoint's unit.
type Indicator struct {
	Cohort   string  `yaml:"cohort"`
	Endpoint string  `yaml:"endpoint"`
	Time     float64 `yaml:"time" is:">0"`
}

// transplantOrigin is the origin of a benchmark whose time runs from the
// infusion, as that of the endpoints does.
const transplantOrigin = "transplant"

// Benchmark is a published or agreed figure to set beside an endpoint at a
// time, in the endpoint's unit.
//
// Estimate is of the endpoint as it is reported: the probability of survival of
// a survival endpoint, the cumulative incidence of the event of an incidence. N
// is the number of patients behind it; Interval its 95 % confidence limits. One
// of the two at least is there.
//
// Judges says that the centre is judged by it: the study's own benchmarks, and
// those of a preset that the study takes by use. All others, and every one
// whose time does not run from the transplant, are printed as a reference only.
type Benchmark struct {
	ID         string    `yaml:"id"`
	Cohort     string    `yaml:"cohort"`
	Use        string    `yaml:"use"` // id of a benchmark of the cohort's preset
	Endpoint   string    `yaml:"endpoint"`
	Time       float64   `yaml:"time" is:">0"`
	Estimate   float64   `yaml:"estimate" is:"0..1"`
	N          int       `yaml:"n" is:">=1"`
	Interval   []float64 `yaml:"interval"` // nil, or lower and upper limit
	Source     string    `yaml:"source"`   // citation
	Population Text      `yaml:"population"`
	Era        string    `yaml:"era"`
	DonorType  string    `yaml:"donor_type"`
	Origin     string    `yaml:"origin" is:"@origin" default:"transplant"` // of its time
	Judges     bool      `yaml:"-"`
	Preset     bool      `yaml:"-"` // comes from the cohort's preset
}

// Sequential is a risk-adjusted Bernoulli CUSUM (Steiner et al., Biostatistics
// 2000) of an endpoint at a time, in the endpoint's unit. Expected is the
// probability of the bad outcome by that time: 1 - S for a survival endpoint,
// the incidence of the event for an incidence. An endpoint whose event is good
// has none.
type Sequential struct {
	Cohort      string           `yaml:"cohort"`
	Endpoint    string           `yaml:"endpoint"`
	Time        float64          `yaml:"time" is:">0"`
	Expected    float64          `yaml:"expected" is:"0<..<1"`
	Benchmark   string           `yaml:"benchmark"`
	OddsRatio   float64          `yaml:"odds_ratio" is:">1" default:"2"` // to be detected
	RunLength   float64          `yaml:"run_length" is:">1" default:"250"`
	AfterSignal code.AfterSignal `yaml:"after_signal" is:"@after_signal" default:"reset"` // reset: to zero
	Source      string           `yaml:"source"`
}

// TransplantYear is the calendar year of the infusion, to be named where a
// column is. It is derived, never read.
const TransplantYear = "transplant_year"

// Funnel sets groups of one cohort side by side: an endpoint at a time, in the
// endpoint's unit, by TransplantYear or a column.
type Funnel struct {
	Cohort   string  `yaml:"cohort"`
	Endpoint string  `yaml:"endpoint"`
	Time     float64 `yaml:"time" is:">0"`
	By       string  `yaml:"by"`
}

// Risk is a published model of the risk of one case against another. With
// x = Σ coef · (value - centre) the expected hazard of a case (observed over
// expected) and the odds of its bad outcome (CUSUM) are multiplied by exp(x).
type Risk struct {
	Cohort   string     `yaml:"cohort"`
	Endpoint string     `yaml:"endpoint"`
	Source   string     `yaml:"source"`
	Terms    []RiskTerm `yaml:"terms"`
}

// RiskTerm is a number (column) or a level of a category (column=level, whose
// value is 1 in that level and 0 in another).
type RiskTerm struct {
	Term   string  `yaml:"term"`
	Coef   float64 `yaml:"coef"`
	Centre float64 `yaml:"centre"`
}

// Column is the column of the term and, for a category, the level.
func (t RiskTerm) Column() (column, level string, category bool) {
	return strings.Cut(t.Term, "=")
}
