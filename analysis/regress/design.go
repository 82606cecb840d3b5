package regress

import "math"

// A design is how the terms become columns of numbers: a numeric term one, a
// category one for each level but the reference, 1 on that level and 0 on the
// others (treatment contrasts). Levels without a case become none. Columns are
// centred and scaled by a power of two, which costs no digit.
type design struct {
	terms       []Term
	columns     []column
	rows        []int32 // rows of the data with every value
	missing     int
	emptyLevels []string
	levelCases  [][]int // by term and level, of categories
}

type column struct {
	name        string
	term        int
	level       int32 // of a category
	mean, scale float64
}

func newDesign(d Data) *design {
	m := &design{terms: d.Terms, levelCases: make([][]int, len(d.Terms))}
	m.rows = d.completeRows()
	m.missing = len(d.Time) - len(m.rows)
	for t, term := range d.Terms {
		if !term.isCategory() {
			m.columns = append(m.columns, m.standardised(column{name: term.Name, term: t}))
			continue
		}
		m.levelCases[t] = make([]int, len(term.Levels))
		for _, row := range m.rows {
			m.levelCases[t][term.Code[row]]++
		}
		for level, cases := range m.levelCases[t] {
			name := levelName(term, level)
			if cases == 0 {
				m.emptyLevels = append(m.emptyLevels, name)
			} else if level > 0 {
				m.columns = append(m.columns, m.standardised(column{name: name, term: t, level: int32(level)}))
			}
		}
	}
	return m
}

func levelName(t Term, level int) string { return t.Name + "=" + t.Levels[level] }

// completeRows are the rows that miss no value.
func (d Data) completeRows() []int32 {
	missing := make([]bool, len(d.Time))
	for _, t := range d.Terms {
		for row := range missing {
			missing[row] = missing[row] || t.missing(int32(row))
		}
	}
	for _, codes := range [][]int32{d.Stratum, d.Cluster} {
		for row, code := range codes {
			missing[row] = missing[row] || code < 0
		}
	}
	rows := make([]int32, 0, len(missing))
	for row, m := range missing {
		if !m {
			rows = append(rows, int32(row))
		}
	}
	return rows
}

func (m *design) value(c *column, row int32) float64 {
	t := &m.terms[c.term]
	if !t.isCategory() {
		return t.Number[row]
	}
	if t.Code[row] == c.level {
		return 1
	}
	return 0
}

// standardised is c with its mean and a scale near its standard deviation.
func (m *design) standardised(c column) column {
	n := float64(len(m.rows))
	c.scale = 1
	if n == 0 {
		return c
	}
	sum, squares := 0.0, 0.0
	for _, row := range m.rows {
		sum += m.value(&c, row)
	}
	c.mean = sum / n
	for _, row := range m.rows {
		v := m.value(&c, row) - c.mean
		squares += v * v
	}
	if squares > 0 {
		c.scale = math.Exp2(math.Round(math.Log2(squares/n) / 2))
	}
	return c
}

// unusableCategory names the levels without a case of the first category whose
// contrasts do not exist: without its reference, or with one level only.
func (m *design) unusableCategory() []string {
	for t, cases := range m.levelCases {
		if cases == nil {
			continue
		}
		var empty []string
		for level, n := range cases {
			if n == 0 {
				empty = append(empty, levelName(m.terms[t], level))
			}
		}
		if len(cases)-len(empty) < 2 || cases[0] == 0 {
			if empty == nil {
				empty = []string{m.terms[t].Name} // a single level was declared
			}
			return empty
		}
	}
	return nil
}

// levelsWithoutEvent names the levels that have cases but no event.
func (m *design) levelsWithoutEvent(isEvent func(row int32) bool) []string {
	var names []string
	for t, cases := range m.levelCases {
		if cases == nil {
			continue
		}
		events := make([]int, len(cases))
		for _, row := range m.rows {
			if isEvent(row) {
				events[m.terms[t].Code[row]]++
			}
		}
		for level, n := range cases {
			if n > 0 && events[level] == 0 {
				names = append(names, levelName(m.terms[t], level))
			}
		}
	}
	return names
}

func (m *design) names(columns []int) []string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = m.columns[c].name
	}
	return names
}
