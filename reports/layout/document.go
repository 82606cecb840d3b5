package layout

// Document is a whole report in one language: the pages of the PDF and the
// sheets of the workbook, with every text and number in its final form.
type Document struct {
	Language string // en, vi
	Title    string
	Centre   string
	Closing  string // "Closing date 31/10/2026", running head
	Subject  string // one line, for the file's metadata
	Tool     string // "graftstat 1.0"
	PageOf   string // "%d / %d"
	Contents string // heading of the table of contents
	Date     Day    // fixes the date in the file's metadata; zero: none
	Pages    []Section
	Sheets   []Sheet
}

// Figures are those of the pages that stand for themselves: not the small ones
// of the first page, which come again at full size.
func (d *Document) Figures() []*Figure {
	var figures []*Figure
	for _, s := range d.Pages {
		for _, b := range s.Blocks {
			if b.Figure != nil && !b.Figure.Compact {
				figures = append(figures, b.Figure)
			}
		}
	}
	return figures
}

// Day is a calendar day without a time zone; the zero Day is none.
type Day struct{ Year, Month, Day int }

// Section of the PDF. A level-1 section starts on a new page.
type Section struct {
	ID     string // kebab-case, unique: the target of links
	Title  string
	Level  int // 1, 2
	Blocks []Block
}

// Sheet of the workbook.
type Sheet struct {
	Name   string // at most 31 characters, none of : \ / ? * [ ]
	Title  string
	Blocks []Block
	Wide   bool // landscape
	Filter bool // the first table gets a filter and a frozen head
}

// Block is one thing on a page: exactly one field is set.
type Block struct {
	Paragraph *Paragraph
	Cards     []Card
	Table     *Table
	Figure    *Figure
	Row       []Block // side by side, of equal width
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

// Card is one key figure.
type Card struct {
	Label    string // "Overall survival at 1 year"
	Value    string // "90%"
	Interval string // "95% CI 55–100%"
	Count    string // "10 patients, 1 death"
	Link     string // ID of the section with the details
	Mark     Mark
}

// Mark draws attention to a card, a row or a cell.
type Mark string

const (
	NoMark    Mark = ""
	Attention Mark = "attention"
	Fault     Mark = "fault"
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
	Head   string
	Number bool    // right-aligned, decimals under each other
	Width  float64 // relative width; 0: by content
}

// Row of a table.
type Row struct {
	Cells   []Cell
	Heading bool // a line that groups those below it: only its first cell speaks
	Mark    Mark
}

// Cell of a table. Text is how it reads on paper. A cell with a Value is
// written to the workbook as that number with that format, never as text.
type Cell struct {
	Text   string
	Value  *float64
	Format Format
	Link   string // ID of a section or name of a sheet
	Indent int
	Mark   Mark
}

// Format of a number in a workbook.
type Format string

const (
	Integer  Format = "integer"  // 12
	Decimal  Format = "decimal"  // 0.123
	Percent  Format = "percent"  // value 0.123 shown as 12%
	Days     Format = "days"     // 12 or 12.5
	Calendar Format = "calendar" // a serial day of the workbook's calendar
	PValue   Format = "p"        // 0.012 or <0.001
	General  Format = "general"  // all digits
)
