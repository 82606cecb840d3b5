package registry

// A Reading says which columns of a file were read. Role is cases, or the log.
type Reading struct {
	Role       string
	File       string // as the study names it
	Rows       int    // with content, without the header
	HeaderLine int    // 1-based
	Used       []ReadColumn
	Ignored    []string // headers of what was not read
	Lacking    []Lack   // what the file has no column of
}

// ReadColumn is one of our names, or a milestone, with the header that gives it; "" is
// what the study file sets for each row.
type ReadColumn struct{ Name, Header string }

// A Lack is one of our names, or a milestone, without a column. Named is one that the
// study file asks for by name.
type Lack struct {
	Name  string
	Named bool
}
