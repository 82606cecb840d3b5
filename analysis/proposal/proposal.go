package proposal

// A Grade says how sure a proposal is.
type Grade int

// Grades. What is doubtful is not taken: it stands beside its candidates.
const (
	Doubtful Grade = iota
	Likely
	Certain
)

// Evidence is a reason by its code, which package words words, with what it counts.
// No argument is a cell of a column with many levels.
type Evidence struct {
	Code string
	Args []string
}

// A Proposal is a study file and why it is so.
type Proposal struct {
	Language string
	Sources  []Source // by role, then by name
	Unused   []Unused // files and sheets

	Encoding, Decimal, Dates, TimeUnit, AsOf Setting
	SkipRows, Missing, Never                 []Word

	Columns    []Column // under data: columns:, and those in doubt
	Values     []Values
	Checkboxes []Values
	Units      []Unit
	Milestones []Milestone
	Ignored    []Ignored // columns that are not used
	Cohorts    []Cohort
	Absent     []Absent

	byDisease bool                // the kind of transplant is read from the disease
	several   bool                // a patient has more than one row
	endpoints map[string][]string // of cohorts with a preset
}

// A Role is what a file is.
type Role string

// Roles in the order of the study file.
const (
	Cases        Role = "cases"
	Counts       Role = "counts"
	Transfusions Role = "transfusions"
	Titres       Role = "titres"
	Scores       Role = "scores"
	Typing       Role = "typing"
	GVHD         Role = "gvhd"
)

// Roles are all of them in that order.
func Roles() []Role { return []Role{Cases, Counts, Transfusions, Titres, Scores, Typing, GVHD} }

// A Source is a file or a sheet that the study reads.
type Source struct {
	File       string
	Role       Role
	Rows       int
	HeaderLine int
	Form       []string
	Grade      Grade
	Evidence   []Evidence
	Columns    []Column // under columns: of this file alone
	Set        []Constant
	WideDay    string // header with {day}; "" where it has no column a day
	WideDate   bool
	WideTest   string
}

// Unused is a file or sheet that is none of the study.
type Unused struct {
	File     string
	Evidence Evidence
}

// A Setting is a key of data: or of the study with its value; "" leaves it out.
type Setting struct {
	Value      string
	Grade      Grade
	Evidence   []Evidence
	Candidates []string
}

// A Word is an item of missing:, never: or skip_rows:.
type Word struct {
	Text     string
	Grade    Grade
	Evidence []Evidence
}

// A Column is a column of a file and the name of ours that it has.
type Column struct {
	File, Header string
	Name         string // "" where it is in doubt
	Grade        Grade
	Evidence     []Evidence
	Candidates   []string // of a doubtful one
}

// A Constant is what every row of a file has.
type Constant struct {
	Name, Value string
	Grade       Grade
	Evidence    []Evidence
}

// Values are the levels of a column.
type Values struct {
	Name, Header string
	Levels       []Level
	Grade        Grade
	Evidence     []Evidence
	Candidates   []string // our levels, where the cells are codes without a meaning
	Unknown      int      // levels that no list has, and that are not quoted
}

// A Level is one of ours and its forms in the files.
type Level struct {
	Name string
	As   []string
	Own  bool // no list has it: it keeps the file's own word

	Asked bool // an answer keeps it
}

// A Unit is that of a column or test, where it is not the dictionary's.
type Unit struct {
	Name, Unit string
	Grade      Grade
	Evidence   []Evidence
}

// A Milestone is read from columns of another kind.
type Milestone struct {
	Name      string
	Date, Day string // headers
	When      string // header; "" where it always holds
	Values    []string
	Grade     Grade
	Evidence  []Evidence
}

// Ignored is a column that is not used. Its cells are never quoted.
type Ignored struct {
	File, Header string
	Why          string // code: person, notes, a trap, form_status, free
}

// A Cohort is a group of cases to report.
type Cohort struct {
	ID, Preset string
	Where      []Constant // beside the preset's
	Generic    bool       // it has the endpoints of the study file
	Rows       int
	Grade      Grade
	Evidence   []Evidence
}

// Absent is what no column and no log answers, and what it costs.
type Absent struct {
	Name         string   // of a milestone, or of a column to compare by
	Endpoints    []string // ids that are not computed without it
	Column       bool     // it is no milestone
	None         bool     // it may stand under none:
	NotCollected bool     // it may stand under not_collected:
}
