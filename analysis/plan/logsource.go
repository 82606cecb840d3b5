package plan

import (
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// LogSource is a log: its files, and to which day its entries are complete. In
// the study file it is one Source or a list of them, or a mapping of its keys.
// FillDown says that a row without an identifier is of the case above it.
type LogSource struct {
	File       Sources    `yaml:"file"`
	CompleteTo CompleteTo `yaml:"complete_to"` // of transfusions only
	Wide       Wide       `yaml:"wide"`        // where the log has a column a day
	FillDown   bool       `yaml:"fill_down"`
	// Tests are the headers by test or instrument, where a row has a column for each.
	Tests map[string]string `yaml:"tests"`
}

// Wide describes a log that has a column a day: the header of these columns, in
// which {day} stands for the day after transplant, or that they are dates.
type Wide struct {
	Day  string `yaml:"day"`
	Date bool   `yaml:"date"`
	Test string `yaml:"test"` // header of the column that says what was measured
}

// IsGiven reports whether a log has a column a day.
func (w Wide) IsGiven() bool { return w.Day != "" || w.Date }

func (s *LogSource) decodeForm(d *decoder, n ast.Node, path string) error {
	if _, ok := n.(*ast.MappingNode); !ok {
		return d.decode(n, &s.File, path)
	}
	keys := logMapping{}
	if err := d.decode(n, &keys, path); err != nil {
		return err
	}
	s.File, s.CompleteTo, s.Wide, s.FillDown = keys.File, keys.CompleteTo, keys.Wide, keys.FillDown
	s.Tests = keys.Tests
	if len(keys.Set)+len(keys.Columns) == 0 {
		return nil
	}
	if len(s.File) != 1 || !s.File[0].isPlain() {
		return d.fault(path, say("Write them beside the file that they are of."),
			"set and columns stand beside several files")
	}
	s.File[0].Set, s.File[0].Columns = keys.Set, keys.Columns
	if t := d.places[join(path, "set")].key; t != nil {
		s.File[0].SetLine = t.Position.Line
	}
	return nil
}

// logMapping is a log as a mapping. What stands beside one file may stand beside
// the key.
type logMapping struct {
	File       Sources           `yaml:"file"`
	CompleteTo CompleteTo        `yaml:"complete_to"`
	Wide       Wide              `yaml:"wide"`
	FillDown   bool              `yaml:"fill_down"`
	Tests      map[string]string `yaml:"tests"`
	Set        map[string]Scalar `yaml:"set"`
	Columns    map[string]string `yaml:"columns"`
}

func (LogSource) schema() []any { return []any{"text", logMapping{}, "list of text or keys"} }

// CompleteTo is the day to which a log has every entry: a date, or the closing
// date of the run. The zero value declares nothing.
type CompleteTo struct {
	Date Date
	AsOf bool
}

const closingDate = "as_of"

func (c *CompleteTo) decodeForm(d *decoder, n ast.Node, path string) error {
	text, err := d.text(n, path)
	switch {
	case err != nil:
		return err
	case text == closingDate:
		c.AsOf = true
		return nil
	}
	if c.Date, err = ParseDate(text); err != nil {
		return d.fault(path, say("Write the day as 2026-10-31, or as_of for the closing date of each run."),
			"is not a day of the calendar")
	}
	return nil
}

func (CompleteTo) schema() []any { return []any{"date", closingDate} }

// Declared reports whether the log's end is declared.
func (c CompleteTo) Declared() bool { return c.AsOf || c.Date.Set }

// logSource checks one log. Only a log of transfusions has a declared end: it
// records events, so that its last entry says nothing of what came after. Of
// the others each case is known to its own last value.
func (c *checker) logSource(path string, s LogSource) {
	if c.given(path) {
		at := path
		if c.given(path + ".file") {
			at = path + ".file"
		}
		c.filesOf(at, path, s.File)
	}
	if at := path + ".wide"; c.given(at) {
		switch {
		case s.Wide.Day != "" && s.Wide.Date:
			c.add(at, say("Keep day or date."), "names both days and dates")
		case !s.Wide.IsGiven():
			c.add(at, say(`Write {day: "N{day}"} as the headers are, or {date: true}.`), "says nothing of the columns")
		case !s.Wide.Date && strings.Count(s.Wide.Day, "{day}") != 1:
			c.add(at+".day", say("Write {day} once, where the headers have the day: N{day} for N-1, N0, N+1."),
				"has no {day}, or two")
		}
	}
	if c.given(path+".complete_to") && path != "data.transfusions" {
		c.add(path+".complete_to",
			say("Remove it, and write counts_complete_to in the cases file where counts end earlier."),
			"is not declared for this log: each case is known to its own last value")
	}
}

// testLog checks a log whose rows may have a column for each test or instrument, of
// which known are all; nil where there may be others.
func (c *checker) testLog(path string, s LogSource, kind string, known []string) {
	c.logSource(path, s)
	c.testColumns(path, s, kind, known)
}

// longLog checks a log that has a row for each value.
func (c *checker) longLog(path string, s LogSource) {
	c.logSource(path, s)
	if c.given(path + ".tests") {
		c.add(path+".tests", say("Remove it: counts and scores alone are read so."), "is not read for this log")
	}
}

// rowLog checks a log whose rows have a column for each kind.
func (c *checker) rowLog(path string, s LogSource) {
	c.longLog(path, s)
	if c.given(path + ".wide") {
		c.add(path+".wide", say("Remove it, and write a row a day."), "is not read for this log")
	}
}
