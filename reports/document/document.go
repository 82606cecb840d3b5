package document

// Report is all that a run says in one language. A reader of a month reads the
// Month; what it leaves out is in the Appendix and in the Workbook.
type Report struct {
	Month    *Document // pages
	Appendix *Document // pages: every endpoint, group, model and definition
	Workbook *Document // sheets

	Manuscript *Manuscript // nil: the study asks for no paper
}

// Document is one file in one language: the pages of a PDF or the sheets of a
// workbook, with every text and number in its final form.
type Document struct {
	Language string // en, vi
	Title    string
	Centre   string
	Closing  string // "Closing date 31/10/2026", running head
	Subject  string // one line, for the file's metadata
	Tool     string // "graftstat 1.0"
	PageOf   string // "%d / %d"
	Contents string // heading of the table of contents; empty: it has none
	Logo     []byte // a PNG or JPEG image; nil: none
	Screen   Screen // words of a screen alone
	Date     Day    // fixes the date in the file's metadata; zero: none
	Pages    []Section
	Sheets   []Sheet
}

// Figures are those of the pages that stand for themselves: not the small ones
// of the first page, which come again at full size.
func (d *Document) Figures() []*Figure {
	var figures []*Figure
	for _, s := range d.Pages {
		figures = append(figures, figuresIn(s.Blocks)...)
	}
	return figures
}

func figuresIn(blocks []Block) []*Figure {
	var figures []*Figure
	for _, b := range blocks {
		if b.Figure != nil && !b.Figure.Compact {
			figures = append(figures, b.Figure)
		}
		figures = append(figures, figuresIn(b.Row)...)
	}
	return figures
}

// Day is a calendar day without a time zone; the zero Day is none.
type Day struct{ Year, Month, Day int }

// Section of the PDF. A level-1 section starts on a new page, unless it fits
// whole, with the level-2 sections after it, under the one before, or Flows.
type Section struct {
	ID     string // kebab-case, unique: the target of links
	Title  string
	Level  int  // 1, 2
	Flows  bool // goes on under the one before, however much of it fits there
	Blocks []Block
}

// Sheet of the workbook.
type Sheet struct {
	ID     string // kebab-case, unique: the target of links; what stands before a colon is its kind
	Name   string // at most 31 characters, none of : \ / ? * [ ]
	Title  string
	Blocks []Block
	Wide   bool // landscape
	Filter bool // the first table gets a filter and a frozen head
	Bare   bool // for programs: the first row is the table's head, nothing stands above it
}

// Block is one thing on a page: exactly one field is set beside Spare.
type Block struct {
	// Spare is left out where the first page has no room for it: it stands on a
	// later page too.
	Spare bool

	Paragraph  *Paragraph
	Cards      []Card
	Statuses   []Status
	Table      *Table
	Figure     *Figure
	Row        []Block     // side by side, of equal width
	SheetChart *SheetChart // of a sheet only
}

// Paragraph of running text.
type Paragraph struct {
	Text  string
	Style Style
}

// Style of a paragraph.
type Style string

const (
	Body    Style = "body"
	Lead    Style = "lead"    // the sentence that answers
	Note    Style = "note"    // method lines and footnotes, small and grey
	Warning Style = "warning" // what must not be overlooked
)

// Status is how one thing stands: a light, the word for it, and why.
type Status struct {
	Mark Mark // Calm, Attention, Fault or Open
	Name string
	Word string
	Text string
	Link string // ID of the section with the details
}

// Card is one key figure.
type Card struct {
	Label    string // "Overall survival at 1 year"
	Value    string // "90%"
	Interval string // "95% CI 55–100%"
	Count    string // "10 patients, 1 death"
	Link     string // ID of the section with the details
	Mark     Mark
	Spark    *Spark // beside the value where it has room
}

// Mark draws attention to a card, a row or a cell.
type Mark string

const (
	NoMark    Mark = ""
	Attention Mark = "attention"
	Fault     Mark = "fault"
	Calm      Mark = "calm" // of a status: nothing to see
	Open      Mark = "open" // of a status: it cannot be told
)

// Table of cells. Rows have as many cells as there are columns.
type Table struct {
	ID      string // unique in the document
	Caption string
	Columns []Column
	Rows    []Row
	Notes   []string // under the table
}

// Column of a table.
type Column struct {
	Head string
	// Key names the column in a program, Meaning says what it holds and Unit in
	// which unit or by which codes: a column of a sheet has a key and a meaning.
	Key, Meaning, Unit string

	Number bool    // right-aligned, decimals under each other
	Width  float64 // relative width; 0: by content
	// Machine is a head that is a name in a program, not a word.
	Machine bool
	// Few marks the column's numbers under five in a workbook.
	Few bool
}

// Row of a table.
type Row struct {
	ID      string // unique in the document where it is the target of links
	Cells   []Cell
	Heading bool // a line that groups those below it: only its first cell speaks
	Mark    Mark
}

// Cell of a table. Text is how it reads on paper. A cell with a Value is
// written to the workbook as that number with that format, never as text. Why says
// for what reason a dash stands in Text in the place of a number.
type Cell struct {
	Text   string
	Why    string
	Value  *float64
	Format Format
	Link   string // ID of a section, of a sheet, of a chart or of a row
	Indent int
	Mark   Mark
	Spark  *Spark // before the text, on paper only
}

// Format of a number in a workbook.
type Format string

const (
	Integer  Format = "integer"  // 12
	Decimal  Format = "decimal"  // 0.123
	Percent  Format = "percent"  // value 0.123 shown as 12%
	Days     Format = "days"     // 12, or 12.0 in a column in which one is 12.5
	Tenths   Format = "tenths"   // 12.0
	Calendar Format = "calendar" // a serial day of the workbook's calendar
	PValue   Format = "p"        // 0.012 or <0.001
	General  Format = "general"  // all digits
)

// SheetChart is a figure of curves as a workbook draws it: a native chart of points
// that stand in a table of the document. Titles, axes and the alternative text
// are those of the figure.
type SheetChart struct {
	ID       string // unique in the document: the target of links
	Figure   *Figure
	Subtitle string
	Data     string // ID of the table
	Lines    []SheetLine
}

// SheetLine joins points of the table, from row First to row Last: their times
// in column X, their heights in column Y.
type SheetLine struct {
	Name        string
	Unlisted    bool // not in the legend
	Kind        LineKind
	Curve       int // number of its colour and dashes
	X, Y        int
	First, Last int
}

// LineKind says how a line of a chart is drawn.
type LineKind string

const (
	EstimateLine LineKind = "estimate"
	FaintLine    LineKind = "faint"    // an estimate that rests on few cases
	LimitLine    LineKind = "limit"    // of an interval
	CensoredMark LineKind = "censored" // marks without a line
)

// Curves is the number of curves of the figure.
func (c *SheetChart) Curves() int {
	if curves, ok := c.Figure.Chart.(*Curves); ok {
		return len(curves.Lines)
	}
	return 0
}
