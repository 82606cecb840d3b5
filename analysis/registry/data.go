package registry

import "math"

// Data are all rows of the cases file, one a transplant, with what the logs
// add. Slices have one entry a row, in the order of the file.
type Data struct {
	File     string            // the cases file as the study names it, or the names of several
	Line     []int32           // line of each row in it; the header is line 1
	Parts    map[string][]Part // of cases and logs that are several files, by the name of the whole
	CaseID   []string          // unique
	Patient  []int32           // 0..Patients-1 in order of first appearance
	Patients int
	// PatientID has the identifier of each patient; a row without one is its own patient and has its case_id here.
	PatientID []string
	// Unlinked says that no column tells which rows are of one patient.
	Unlinked bool

	// TransplantDate is in whole days since 1970-01-01, NaN where there is none.
	TransplantDate []float64
	// TransplantHeader is the header of the transplant date; "" in a file without that column.
	TransplantHeader string
	// Infused is false for a patient who died before the infusion: reported apart, in no rate.
	Infused []bool
	// AsOf is the closing date in days since 1970-01-01, NaN in a study without dates.
	AsOf float64

	Numbers    map[string]*Number   // by canonical column name
	Categories map[string]*Category // by canonical column name
	Milestones map[string]*Milestone
	// Transfusions say to when the red-cell transfusions of each row are known; nil: to the end of follow-up.
	Transfusions *Coverage
	// Windows has what the log shows around a milestone of transfusion independence, by
	// milestone and row; no entry where it did not decide it.
	Windows map[string]map[int]Window
	// Sparse has the rows whose haemoglobin is too sparse to tell of ti12 from the end
	// of what is known of it on.
	Sparse map[int]bool
	// Withheld has milestones that cannot be told though a column or log of them is
	// named, with the reason as a code.
	Withheld map[string]string

	Titres []LogEntry // in order of row and day; few enough to keep
	Scores []LogEntry // likewise
	Typing []LogEntry // likewise; one entry a column of a row
	GVHD   []LogEntry // likewise

	// Measured has the values of KeptTests of the transplants that are not autologous,
	// in order of row and time; nil without the log of counts. A test without a value
	// has no entry.
	Measured map[string][]Measurement
	// RedCells are the red cells given to these, before the transplant too, whatever
	// for, in order of row and day; entries of 0 units are none.
	RedCells []LogEntry

	// GraftFunction has the allografts that meet the criteria of poor graft function, or may.
	GraftFunction []GraftFunction

	// RedCellNotes are what the logs say of the red cells of a transplant beside its
	// milestones, by row; those of which nothing is to be said have none.
	RedCellNotes map[int32]*RedCellNote

	// RBCUnits are the units of red cells in days 0 to 100, PeakLDH the highest
	// lactate dehydrogenase (U/L) of days 0 to 30, by row; NaN where that is not
	// known, nil without the log.
	RBCUnits, PeakLDH []float64

	// RedCellsTo is to when the red cells of each row are known: its death, last contact,
	// next infusion, the closing date or the day to which the log is complete. NaN where
	// nothing says so; nil without the log.
	RedCellsTo []float64
	// Episodes has conditions that come and go, by the milestone that begins them; one
	// of which no log tells is not in it.
	Episodes map[string]*Episodes

	// Tally stands in place of rows where the study names tallies; else nil.
	Tally *Tally

	Issues []Issue
	Inputs []Input
	// Readings are the files of cases, then those of each log, without tallies.
	Readings []Reading
}

// Rows is the number of rows of the cases file that could be told apart as cases.
func (d *Data) Rows() int { return len(d.CaseID) }

// An Input is one file that was read.
type Input struct {
	File   string // as the study names it
	SHA256 string // lower-case hexadecimal
	Rows   int    // data rows, without the header
	Format string // what was decided about its form, as codes: utf-8, comma, dmy, …
}

// A Number is a numeric column.
type Number struct {
	Header string    // header in the file
	Value  []float64 // NaN: missing, unreadable or only bounded
	Bound  map[int32]Bound
	Absent []bool // see IsAbsent
}

// A Category is a column of codes.
type Category struct {
	Header string
	Levels []string // reference first, then the declared order, else numbers by size, else code point
	Code   []int32  // index into Levels; -1: missing or unreadable
	Absent []bool   // see IsAbsent
}

// Level is the level of a row, "" where it is missing.
func (c *Category) Level(row int) string {
	if c.Code[row] < 0 {
		return ""
	}
	return c.Levels[c.Code[row]]
}

// Status says what a row states of a milestone beside its time.
type Status uint8

const (
	Blank      Status = iota // nothing stated: with a time it happened, without one it did not up to censoring
	Yes                      // happened
	No                       // did not happen up to censoring
	Unknown                  // stated as unknown: the row is set aside from what needs it
	NeverBelow               // a count that never fell below its threshold
	Unreadable               // the cell could not be read: happened or not, the row is set aside from what needs it
)

// A Milestone is a dated event of every row.
type Milestone struct {
	Header string    // header of the deciding column in the cases file
	Time   []float64 // since the row's transplant, in the study's time unit; NaN: no time
	Status []Status
	// Source has the deciding cell of rows that a log decided; a row that is absent was decided by the cases file.
	Source map[int]Cell
	// Known says to when a log that answers the milestone knows of each row; nil where the cases file alone does.
	Known *Known
	// Silent has the rows that are Unreadable though nothing says that the milestone
	// took place: for another cell's fault, or for a status alone that cannot be read.
	Silent map[int]bool
	// Untimed says that the file states it without any column of its time: whoever
	// had it, had it on an unknown day.
	Untimed bool
	// Declared says that the study file states that nobody had it.
	Declared bool
	// Absent has the rows whose file has no column of it, or none of its time though
	// it says that it happened (see IsAbsent).
	Absent []bool
}

// Nobody is a milestone of so many rows that the study says nobody had.
func Nobody(rows int) *Milestone {
	m := &Milestone{Time: make([]float64, rows), Status: make([]Status, rows), Declared: true}
	for row := range m.Time {
		m.Time[row], m.Status[row] = math.NaN(), No
	}
	return m
}

// Doubt makes the milestone of a row Unreadable for a fault of the data.
func (m *Milestone) Doubt(row int) {
	if !m.Happened(row) && m.Status[row] != Unreadable {
		m.SetSilent(row)
	}
	m.Time[row], m.Status[row] = math.NaN(), Unreadable
}

// SetSilent says of a row that nothing in it says that the milestone took place.
func (m *Milestone) SetSilent(row int) {
	if m.Silent == nil {
		m.Silent = make(map[int]bool)
	}
	m.Silent[row] = true
}

// Written reports whether an Unreadable row has something written of the
// milestone: it took place, though when cannot be told.
func (m *Milestone) Written(row int) bool { return m.Status[row] == Unreadable && !m.Silent[row] }

// Happened reports whether the row states that the milestone took place, dated or not.
func (m *Milestone) Happened(row int) bool {
	switch m.Status[row] {
	case Yes, NeverBelow:
		return true
	case Blank:
		return !math.IsNaN(m.Time[row])
	}
	return false
}

// IsUndated reports whether nobody knows when the milestone took place, if it did:
// it happened without a day, or the row states it as unknown or unreadable.
func (m *Milestone) IsUndated(row int) bool {
	switch m.Status[row] {
	case Unknown, Unreadable:
		return true
	}
	return m.Happened(row) && math.IsNaN(m.Time[row])
}

// A Cell is a place in an input.
type Cell struct {
	File   string
	Line   int
	Column string
}

// Cell is the place that decided the milestone of a row.
func (d *Data) Cell(milestone string, row int) Cell {
	return d.CellOf(d.Milestones[milestone], row)
}

// CellOf is Cell of a milestone of the data; nil has none.
func (d *Data) CellOf(m *Milestone, row int) Cell {
	if m == nil {
		return Cell{}
	}
	if m.Source != nil {
		if c, ok := m.Source[row]; ok {
			return c
		}
	}
	return Cell{File: d.File, Line: int(d.Line[row]), Column: m.Header}
}
