package registry

import "strconv"

// A Part is one of several files that are read as one. In the whole, which has the
// name of all of them, its line n is the line From + n.
type Part struct {
	File    string
	From    int32
	Header  map[string]string // its own header of a column that has another in the whole
	Set     map[string]bool   // headers of the columns that the study file sets
	SetFile string            // the study file, and its line with set
	SetLine int
}

// partOf is the part of a line of a whole; nil where the file is one.
func (d *Data) partOf(file string, line int) *Part {
	parts := d.Parts[file]
	for i := len(parts) - 1; i >= 0 && line > 0; i-- {
		if line > int(parts[i].From) {
			return &parts[i]
		}
	}
	return nil
}

// Place is a place in a file: of several files that were read as one, in that of
// its line, and in the study file where that sets the column.
func (d *Data) Place(c Cell) Cell {
	p := d.partOf(c.File, c.Line)
	if p == nil {
		return c
	}
	if p.Set[c.Column] {
		return Cell{File: p.SetFile, Line: p.SetLine, Column: "set"}
	}
	c.File, c.Line = p.File, c.Line-int(p.From)
	if own, ok := p.Header[c.Column]; ok {
		c.Column = own
	}
	return c
}

// LineText is a line of the cases as a text: of several files with the file.
func (d *Data) LineText(line int) string {
	at := d.Place(Cell{File: d.File, Line: line})
	if at.File == d.File {
		return strconv.Itoa(at.Line)
	}
	return strconv.Itoa(at.Line) + " (" + at.File + ")"
}

// IsAbsent reports whether the file of a row has no column that says anything of a
// number, a category or a milestone, though another file has; absent is by row, nil
// where every file has one.
func IsAbsent(absent []bool, row int) bool { return absent != nil && absent[row] }
