package plan

import "graftstat/analysis/code"

// Plan is a study file with presets merged and defaults filled.
type Plan struct {
	File string `yaml:"-"` // the study file as named on the command line, without its folder
	Dir  string `yaml:"-"` // folder of the study file, to which data files are relative

	Password Secret `yaml:"-"` // of protected workbooks, as the command was given it; "": none

	Unprintable []UnprintableText `yaml:"-"`
	Renamed     []Renamed         `yaml:"-"`
	FigureLines map[string]int    `yaml:"-"` // of the figures' colours, by ColourKey

	Study      Study                      `yaml:"study"`
	AsOf       Date                       `yaml:"as_of"`
	Languages  []string                   `yaml:"languages" is:"@language" default:"en"`
	Labels     map[string]map[string]Text `yaml:"labels"` // column: level: label; level "" labels the column
	Data       Data                       `yaml:"data"`
	TimeUnit   TimeUnit                   `yaml:"time_unit" is:"@time_unit" default:"days"`
	Milestones map[string]MilestoneSource `yaml:"milestones"`
	Rules      Rules                      `yaml:"rules"`
	Checks     Checks                     `yaml:"checks"`
	Cohorts    []Cohort                   `yaml:"cohorts"`
	Endpoints  []Endpoint                 `yaml:"endpoints"`
	States     []State                    `yaml:"states"`
	Intervals  Intervals                  `yaml:"intervals"`
	Outputs    Outputs                    `yaml:"outputs"`

	Report      Report    `yaml:"report"`
	Monitor     Monitor   `yaml:"monitor"`
	Sensitivity []Variant `yaml:"sensitivity"`
	Paper       *Paper    `yaml:"paper"`   // nil: none asked for
	Figures     *Figures  `yaml:"figures"` // nil: nothing asked of them

	// TransplantedFrom is set in a variant's plan: patients whose first infusion
	// was earlier are left out.
	TransplantedFrom Date `yaml:"-"`
}

// Secret is a text that no message shows, however it is printed.
type Secret string

func (Secret) String() string   { return "(secret)" }
func (Secret) GoString() string { return "(secret)" }

// MarshalText keeps it out of every file.
func (Secret) MarshalText() ([]byte, error) { return []byte("(secret)"), nil }

// Text is a label by language code.
type Text map[string]string

// UnprintableText is a text of the study file with a character that no report can
// print; each is shown as its number.
type UnprintableText struct {
	Line int    // 1-based
	Key  string // such as study.title.en
}

// maxUnprintable is how many of them are kept.
const maxUnprintable = 100

// Study names the study and the centre.
type Study struct {
	Title  Text `yaml:"title"`
	Centre Text `yaml:"centre"`
}

// TimeUnit is the unit of times in the data and in the results.
type TimeUnit string

const (
	Days   TimeUnit = "days"
	Months TimeUnit = "months" // 30.4375 days
	Years  TimeUnit = "years"  // 365.25 days
)

// Data says where the data are and how they are written.
type Data struct {
	Cases        Sources           `yaml:"cases"`
	Counts       LogSource         `yaml:"counts"`
	Transfusions LogSource         `yaml:"transfusions"`
	Titres       LogSource         `yaml:"titres"`
	Scores       LogSource         `yaml:"scores"`
	Typing       LogSource         `yaml:"typing"`
	GVHD         LogSource         `yaml:"gvhd"`
	Redcap       *Redcap           `yaml:"redcap"`                // instead of cases and logs
	Tallies      []string          `yaml:"tallies" is:"distinct"` // instead of cases and logs
	Encoding     string            `yaml:"encoding" is:"@encoding" default:"auto"`
	Delimiter    string            `yaml:"delimiter" is:"@delimiter" default:"auto"`
	Decimal      string            `yaml:"decimal" is:"@decimal" default:"point"`
	Dates        string            `yaml:"dates" is:"@date_order" default:"auto"`
	PasswordFile string            `yaml:"password_file"` // a line each; tried in turn
	Incomplete   string            `yaml:"incomplete_dates" is:"@incomplete_dates" default:"refuse"`
	Notes        string            `yaml:"notes" is:"@notes" default:"refuse"` // beside a value in its cell
	SkipRows     []string          `yaml:"skip_rows" is:"distinct"`            // words with which rows begin that are no case
	Missing      []Scalar          `yaml:"missing"`
	Never        []Scalar          `yaml:"never"` // in the cells of a milestone: it did not happen
	None         []string          `yaml:"none" is:"distinct"`
	NotCollected []string          `yaml:"not_collected" is:"distinct"`
	Columns      map[string]string `yaml:"columns"` // our name: header of the file
	Values       map[string]Levels `yaml:"values"`  // column: our level: as written
	Checkboxes   map[string]Levels `yaml:"checkboxes"`
	Units        map[string]string `yaml:"units"`
}

// Choices of data.incomplete_dates and data.notes, each of which is refused without it.
const (
	MiddleOfMonth = "middle" // a month without a day is its fifteenth
	IgnoreNotes   = "ignore" // a value beside which a note stands is taken
)

// Levels are the declared levels of a column in the order of the file, which
// is the order in which they are reported.
type Levels []Level

// Level is one of our levels and the forms in which a file writes it.
type Level struct {
	Name string
	As   Values
}

// MilestoneSource says from which columns a milestone is read where the
// canonical columns M_date, M_day and M_status are absent.
type MilestoneSource struct {
	Date string            `yaml:"date"`
	Day  string            `yaml:"day"`
	When map[string]Values `yaml:"when"` // column: values with which it happened; all must hold
}

// Intervals of all estimates.
type Intervals struct {
	Level      float64         `yaml:"level" is:"0<..<1" default:"0.95"`
	Survival   string          `yaml:"survival" is:"@survival_interval" default:"auto"`
	Incidence  string          `yaml:"incidence" is:"@incidence_interval" default:"auto"`
	Compatible code.Compatible `yaml:"compatible" is:"@compatible"` // gives the methods that the study does not name
}

// Outputs say what is written.
type Outputs struct {
	Dir     string   `yaml:"dir" default:"out"`
	Formats []string `yaml:"formats" is:"@format" default:"xlsx pdf html json figures"`
	Figures []string `yaml:"figures" is:"@figure" default:"svg"`

	FigureSizes []string `yaml:"figure_sizes" is:"@figure_size" default:"double"` // 84 or 174 mm wide
	Resolution  []int    `yaml:"resolution" is:"@resolution" default:"300"`       // of PNG, dots per inch
	Keep        int      `yaml:"keep" is:">=0"`
}
