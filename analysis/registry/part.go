package registry

import (
	"slices"
	"strconv"
)

// A Part is one of several files that are read as one. In the whole, which has the
// name of all of them, its line n is the line From + n.
//
// A log with a column a day has Heads of them: each of its lines is then 1 + len(Heads)
// lines of the whole, of which the first is the row and the others are its cells.
type Part struct {
	File    string
	From    int32
	Header  map[string]string // its own header of a column that has another in the whole
	Set     map[string]bool   // headers of the columns that the study file sets
	SetFile string            // the study file, and its line with set
	SetLine int
	Heads   []string // of the columns of days
	Value   string   // header of the value in the whole, in whose place Heads stand
	// Lines are those of the rows where cells of a row stand on several, and Moved, by the
	// column in the whole, the line of its cell in each row, where some is another.
	Lines []int32
	Moved map[string][]int32
}

// LineOf is the line of the whole for a line of the part, and for its cell of a day.
// head counts from 1; 0 is the row.
func (p *Part) LineOf(line, head int) int { return int(p.From) + (line-1)*(1+len(p.Heads)) + 1 + head }

// own is the line of the part, and the head of its cell.
func (p *Part) own(line int) (own, head int) {
	line -= int(p.From) + 1
	return line/(1+len(p.Heads)) + 1, line % (1 + len(p.Heads))
}

// AddPart adds the next file of a whole.
func (d *Data) AddPart(whole string, p Part) {
	if d.Parts == nil {
		d.Parts = map[string][]Part{}
	}
	d.Parts[whole] = append(d.Parts[whole], p)
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

// lineOf is the line of a cell of a row.
func (p *Part) lineOf(column string, line int) int {
	if moved, ok := p.Moved[column]; ok {
		if row, found := slices.BinarySearch(p.Lines, int32(line)); found {
			return int(moved[row])
		}
	}
	return line
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
	line, head := p.own(c.Line)
	c.File, c.Line = p.File, p.lineOf(c.Column, line)
	if head > 0 && c.Column == p.Value {
		c.Column = p.Heads[head-1]
	}
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
