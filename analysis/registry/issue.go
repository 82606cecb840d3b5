package registry

// Severity of an issue.
type Severity string

const (
	Error   Severity = "error"   // a case was set aside from something
	Warning Severity = "warning" // nothing was set aside
)

// An Issue is one fault of the data. It holds the place, never the content of
// a cell: that may be a patient's name or birth date.
type Issue struct {
	Severity Severity
	Code     string // its sentences are in templates, under issue.CODE
	File     string
	Line     int      // 1-based, the header is line 1; 0: the whole file
	Column   string   // header text
	Case     string   // case_id, where known
	Args     []string // names of columns, numbers and codes that the sentence names; never cell content
}
