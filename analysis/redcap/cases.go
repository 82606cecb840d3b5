package redcap

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"graftstat/analysis/plan"
	"graftstat/analysis/table"
)

// Columns of ours that rows are given where the project has no field for them.
const (
	caseID    = "case_id"
	patientID = "patient_id"
)

// Contradiction stands for the cells of a record that differ. It is no date, no number
// and no level.
const Contradiction = "\x00"

// CaseRows are the cases of an export: a row each, below one another.
type CaseRows struct {
	*export
	header []string
	shown  map[string]string // our header: that of the export
	bases  []source          // of uses that take every field
	own    map[*use][]source // of uses that name their columns
	forms  map[string][]int  // columns of a form

	added map[int]string // targets that no field fills: caseID, patientID
	texts *texts
	bad   map[Cell]bool
	known map[string]*merged
	order []*merged
	each  []*transplant
	rows  []caseRow
	at    int
	cells []string
}

// A Cell is one of a row, by its line and our header.
type Cell struct {
	Line   int
	Column string
}

// A source is a column of the export that fills one of ours.
type source struct {
	target int
	cellReader
}

// A transplant is a row that is a case.
type transplant struct {
	merged
	patient string
	caseID  string
}

// A caseRow is a row that is given.
type caseRow struct {
	*merged
	caseID, patientID string
}

// texts are distinct texts by number: 0 is blank, 1 is Contradiction.
type texts struct {
	list   []string
	number map[string]int32
}

const (
	blankText     = 0
	contradiction = 1
)

func (t *texts) of(text string) int32 {
	n, ok := t.number[text]
	if !ok {
		n = int32(len(t.list))
		text = string([]byte(text)) // a cell keeps its whole line alive
		t.list, t.number[text] = append(t.list, text), n
	}
	return n
}

// Cases reads the cases of the export of a plan to its end.
func Cases(o Options) (*CaseRows, error) {
	e, err := open(o)
	if err != nil {
		return nil, err
	}
	e.tells = true
	c := &CaseRows{export: e, shown: map[string]string{}, own: map[*use][]source{}, forms: map[string][]int{},
		texts: &texts{list: []string{"", Contradiction}, number: map[string]int32{"": 0, Contradiction: 1}},
		bad:   map[Cell]bool{}, known: map[string]*merged{}, added: map[int]string{}}
	if err = c.findTargets(); err == nil {
		err = c.read()
	}
	if err != nil {
		e.Close()
		return nil, err
	}
	return c, nil
}

// findTargets finds the columns of the cases.
func (c *CaseRows) findTargets() error {
	if err := c.checkColumns(); err != nil {
		return err
	}
	for at, field := range c.layout.at {
		if field < 0 {
			continue
		}
		column := c.dictionary.columns[field]
		c.forms[column.form] = append(c.forms[column.form], at)
		if at != c.layout.record && !c.options.Used[column.name] {
			continue
		}
		s, err := c.source(at, column.name)
		if err != nil {
			return err
		}
		c.bases = append(c.bases, s)
	}
	for _, u := range c.uses {
		if u.As != plan.RedcapCases && u.As != plan.RedcapTransplants {
			continue
		}
		for _, name := range sortedKeys(u.Columns) {
			at, err := c.layout.find(name, u.Columns[name])
			if err != nil {
				return err
			}
			s, err := c.source(at, name)
			if err != nil {
				return err
			}
			c.own[u] = append(c.own[u], s)
		}
	}
	c.add(caseID)
	if c.redcap.Has(plan.RedcapTransplants) {
		c.add(patientID)
	}
	return nil
}

// add adds one of our columns unless a field fills it.
func (c *CaseRows) add(name string) {
	if _, mapped := c.options.Plan.Data.Columns[name]; mapped || slices.Contains(c.header, name) {
		return
	}
	c.added[len(c.header)] = name
	c.shown[name] = c.layout.header[c.layout.record]
	c.header = append(c.header, name)
}

// source is a column of the export as one of ours.
func (c *CaseRows) source(at int, name string) (source, error) {
	target := slices.Index(c.header, name)
	if target < 0 {
		target = len(c.header)
		c.header = append(c.header, name)
		c.shown[name] = c.layout.header[at]
	}
	r, err := c.reader(at, name)
	return source{target, r}, err
}

// checkColumns refuses a field of the study file that the export has not, or not
// apart from others.
func (c *CaseRows) checkColumns() error {
	columns := c.options.Plan.Data.Columns
	for _, name := range sortedKeys(columns) {
		if slices.Contains(c.options.LogColumns, name) {
			continue
		}
		if _, err := c.layout.find(name, table.HeaderText(columns[name])); err != nil {
			return err
		}
	}
	for _, name := range sortedKeys(c.layout.ambiguous) {
		if c.options.Used[name] {
			_, err := c.layout.find(name, name)
			return err
		}
	}
	return nil
}

// read reads the export to its end.
func (c *CaseRows) read() error {
	w := c.watch()
	for {
		cells, line, g, err := c.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		w.add(cells, g)
		for _, u := range g.uses {
			c.take(cells, int32(line), g, u)
		}
	}
	if err := c.checkFound(); err != nil {
		return err
	}
	c.finish()
	w.tell()
	return nil
}

// take takes a row for one use.
func (c *CaseRows) take(cells []string, line int32, g *group, u *use) {
	id := c.record(cells)
	switch u.As {
	case plan.RedcapCases:
		m := c.known[id]
		if m == nil {
			m = &merged{id: strings.Clone(id), line: line, code: make([]int32, len(c.header))}
			c.known[m.id], c.order = m, append(c.order, m)
		}
		c.fill(m, cells, line, u)
	case plan.RedcapTransplants:
		id = strings.Clone(id)
		t := &transplant{merged: merged{id: id, line: line, code: make([]int32, len(c.header))}, patient: id,
			caseID: strings.Clone(c.transplantID(cells, g))}
		c.fill(&t.merged, cells, line, u)
		c.each = append(c.each, t)
	}
}

// finish makes the rows: of records, or of their transplants with what the record has
// beside.
func (c *CaseRows) finish() {
	if !c.redcap.Has(plan.RedcapTransplants) {
		for _, m := range c.order {
			c.rows = append(c.rows, caseRow{m, m.id, m.id})
		}
	}
	for _, t := range c.each {
		if m := c.known[t.patient]; m != nil {
			m.hasGraft = true
			for target, text := range m.code {
				switch {
				case text == contradiction: // told already
					t.code[target] = contradiction
				case text != blankText:
					c.put(&t.merged, target, text, m.lineOf(target))
				}
			}
		}
		c.rows = append(c.rows, caseRow{&t.merged, t.caseID, t.patient})
	}
	none, first := 0, 0
	for _, m := range c.order {
		if c.redcap.Has(plan.RedcapTransplants) && !m.hasGraft {
			if none++; none == 1 {
				first = int(m.line)
			}
		}
	}
	if none > 0 {
		c.tell(Finding{Code: NoTransplant, Line: first, Args: []string{strconv.Itoa(none)}})
	}
	for _, row := range c.rows {
		for target, text := range row.code {
			if text == contradiction {
				c.bad[Cell{int(row.line), c.header[target]}] = true
			}
		}
	}
	c.known, c.order, c.each = nil, nil, nil
}

// Header are our headers.
func (c *CaseRows) Header() []string { return c.header }

// Shown is the header of the export of one of ours.
func (c *CaseRows) Shown(header string) string { return c.shown[header] }

// IsContradiction reports whether a cell stands for some that differ.
func (c *CaseRows) IsContradiction(cell Cell) bool { return c.bad[cell] }

// Next is that of table.Rows. The line is that of the first row of a record, or of the
// transplant.
func (c *CaseRows) Next() (cells []string, line int, err error) {
	if c.at == len(c.rows) {
		return nil, 0, io.EOF
	}
	row := c.rows[c.at]
	c.at++
	c.cells = c.cells[:0]
	for target, text := range row.code {
		cell := c.texts.list[text]
		switch c.added[target] {
		case caseID:
			cell = row.caseID
		case patientID:
			cell = row.patientID
		}
		c.cells = append(c.cells, cell)
	}
	return c.cells, int(row.line), nil
}

// Lines are the lines of the rows, in their order.
func (c *CaseRows) Lines() []int32 {
	lines := make([]int32, len(c.rows))
	for i, row := range c.rows {
		lines[i] = row.line
	}
	return lines
}

// Moved are the lines, in the order of the rows, of the cells of our columns that do
// not all stand on the line of their row.
func (c *CaseRows) Moved() map[string][]int32 {
	moved := map[string][]int32{}
	for i, row := range c.rows {
		for target, line := range row.lines {
			name := c.header[target]
			if line != row.line && moved[name] == nil {
				moved[name] = c.Lines()
			}
			if moved[name] != nil {
				moved[name][i] = line
			}
		}
	}
	return moved
}

// Dictionary says what was read as the data dictionary.
func (c *CaseRows) Dictionary() Dictionary { return c.dictionary.file }
