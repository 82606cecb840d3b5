package document

// Screen is what a report says on a screen alone: its controls, and marks and
// signs for who cannot see them.
type Screen struct {
	Part      string // names this document among those of one page: "Appendix"
	Contents  string // heading of the list of sections
	Skip      string // leads past the contents: "Go to the report"
	Numbers   string // opens the numbers of a figure
	Read      string // names the control that goes from number to number
	Filter    string // names the box that keeps rows of a table
	Kept      string // "%d of %d rows"
	Sort      string // says of a table that its heads sort it
	Attention string // reads a mark aloud
	Fault     string
}
