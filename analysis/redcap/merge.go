package redcap

import (
	"slices"
	"strconv"

	"graftstat/analysis/table"
)

// merged are the rows of one record.
type merged struct {
	id       string
	line     int32
	code     []int32 // by target: number of its text
	lines    []int32 // by target: where it stands; nil: all on line
	hasGraft bool
}

// fill takes the cells of a row.
func (c *CaseRows) fill(m *merged, cells []string, line int32, u *use) {
	sources := c.own[u]
	if len(u.Columns) == 0 {
		sources = c.bases
	}
	for i := range sources {
		s := &sources[i]
		text := s.read(cells)
		if text == "" || s.box && c.layout.event >= 0 && isUnticked(text) && !c.isFilled(cells, s.form) {
			continue
		}
		c.put(m, s.target, c.texts.of(text), line)
	}
}

// isFilled reports whether a row has something of a form beside boxes that are not
// ticked: those of a form that nobody filled in are exported as not ticked.
func (c *CaseRows) isFilled(cells []string, form string) bool {
	for _, at := range c.forms[form] {
		column := &c.dictionary.columns[c.layout.at[at]]
		text := table.Clean(cells[at])
		if text == "" || at == c.layout.record || column.name == form+"_complete" || column.box && isUnticked(text) {
			continue
		}
		return true
	}
	return false
}

// put puts a text in a cell; one that differs from what stands there is told.
func (c *CaseRows) put(m *merged, target int, text, line int32) {
	have := m.code[target]
	at := m.lineOf(target)
	switch {
	case have == blankText:
		m.code[target] = text
		m.moveTo(target, line)
	case have == contradiction:
		c.disagree(m, target, line, at)
	case !c.same(have, text):
		c.disagree(m, target, at, line)
		c.disagree(m, target, line, at)
		m.code[target] = contradiction
	}
}

func (c *CaseRows) disagree(m *merged, target int, line, other int32) {
	c.tell(Finding{Code: Disagree, Line: int(line), Column: c.header[target], Record: m.id,
		Args: []string{strconv.Itoa(int(other))}})
}

// same reports whether two texts say the same.
func (c *CaseRows) same(a, b int32) bool {
	if a == b {
		return true
	}
	x, isX := table.ParseNumber(c.texts.list[a], c.options.DecimalComma)
	y, isY := table.ParseNumber(c.texts.list[b], c.options.DecimalComma)
	return isX && isY && x == y
}

// lineOf is where a cell stands.
func (m *merged) lineOf(target int) int32 {
	if m.lines == nil {
		return m.line
	}
	return m.lines[target]
}

func (m *merged) moveTo(target int, line int32) {
	if m.lines == nil && line == m.line {
		return
	}
	if m.lines == nil {
		m.lines = slices.Repeat([]int32{m.line}, len(m.code))
	}
	m.lines[target] = line
}
