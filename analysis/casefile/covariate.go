package casefile

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strconv"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/table"
)

const (
	desensitisationStart = "desensitisation_start"
	// minNumbers is how many distinct numbers a column must hold before a word
	// among them is worth a warning: stages 1 to 4S are none.
	minNumbers = 10
)

// A numberColumn is a column of numbers, read.
type numberColumn struct {
	*column
	value []float64   // by code
	state []cellState // by code
	// what stands in a badCell that is not plainly unreadable, or beside a value; by code
	note  map[int32]noteState
	bound map[int32]registry.Bound
}

func (c *numberColumn) at(row int) (float64, cellState) {
	code := c.column.at(row)
	return c.value[code], c.state[code]
}

// readNumbers reads a column of numbers; nil stays nil.
func (r *reader) readNumbers(c *column) *numberColumn {
	return r.readNumbersBy(c, nil, r.parseNumber)
}

func (r *reader) parseNumber(text string) (float64, bool) {
	return table.ParseNumber(text, r.missing.decimalComma)
}

// readTimes reads a column of times, in the study's unit or as N+11. Texts in never
// say that there is none.
func (r *reader) readTimes(c *column, never scalars) *numberColumn {
	n := r.readNumbersBy(c, timeWords(r.plan.TimeUnit), func(text string) (float64, bool) {
		if x, ok := r.parseNumber(text); ok {
			return x, true
		}
		day, ok := parseDay(text)
		return day / r.plan.TimeUnit.Days(), ok
	})
	if n == nil {
		return nil
	}
	r.tellNotes(n)
	for code, text := range c.text {
		if n.state[code] != blankCell && never.has(text) {
			n.value[code], n.state[code] = math.NaN(), neverCell
		}
	}
	return n
}

// readNumbersBy reads a column of numbers by parse; own are the words that may stand
// beside a value as its unit.
func (r *reader) readNumbersBy(c *column, own []string, parse func(string) (float64, bool)) *numberColumn {
	if c == nil {
		return nil
	}
	n := &numberColumn{column: c, value: make([]float64, len(c.text)), state: make([]cellState, len(c.text)),
		note: map[int32]noteState{}, bound: map[int32]registry.Bound{}}
	for code, text := range c.text {
		n.value[code] = math.NaN()
		if r.missing.has(text) {
			continue
		}
		n.state[code] = badCell
		if x, ok := parse(text); ok {
			n.value[code], n.state[code] = x, readCell
			continue
		}
		n.readPart(int32(code), text, own, parse, r.plan.Data.Notes == plan.IgnoreNotes)
	}
	return n
}

// readPart reads a cell that is no number: a bound, and either with a note beside it.
func (c *numberColumn) readPart(code int32, text string, own []string, parse func(string) (float64, bool), ignore bool) {
	b, bounded := parseBound(text, parse)
	if bounded {
		c.bound[code] = b
		return
	}
	x, state, ok := readNoted(text, own, func(value string) (float64, bool) {
		if b, bounded = parseBound(value, parse); bounded {
			return math.NaN(), true
		}
		return parse(value)
	})
	if !ok {
		return
	}
	c.note[code] = state
	switch taken := ignore && state == plainNote; {
	case taken && bounded:
		c.bound[code] = b
	case taken:
		c.value[code], c.state[code] = x, readCell
	}
}

// tellNotes tells how many values were taken from beside a note.
func (r *reader) tellNotes(c *numberColumn) {
	var notes repeats
	for row := 0; len(c.note) > 0 && row < c.rows(); row++ {
		code := c.column.at(row)
		if _, bounded := c.bound[code]; c.note[code] == plainNote && (bounded || c.state[code] == readCell) {
			notes.add(place{line: int(r.line[row]), column: c.header})
		}
	}
	notes.report(r.issues, notesIgnored)
}

// faultOf is the code of a cell that is no number: one of the three.
func (c *numberColumn) faultOf(row int, unreadable, bounded, noted string) string {
	code := c.column.at(row)
	if _, is := c.bound[code]; is {
		return bounded
	}
	if c.note[code] != noNote {
		return noted
	}
	return unreadable
}

// readCovariates reads every column that is no milestone.
func (r *reader) readCovariates(d *registry.Data, tx *dateColumn) error {
	if tx != nil {
		if err := r.readStart(d, desensitisationStart, tx); err != nil {
			return err
		}
		if err := r.readAge(d); err != nil {
			return err
		}
	}
	for _, name := range sortedKeys(r.use.need) {
		c := r.columnOf(name)
		if c == nil || name == aboMatchColumn || name == aboMajorColumn || r.isCheckbox(name) {
			continue
		}
		need := r.use.need[name]
		if need == 0 {
			need = r.inferNeed(c)
		}
		if need&asNumber != 0 {
			d.Numbers[name] = r.numberCovariate(name, c)
		}
		if need&asCategory != 0 {
			d.Categories[name] = r.category(name, c)
		}
	}
	return nil
}

// inferNeed makes a column of no declared kind a category if it holds a
// non-number. Bounds are levels, such as <5 and >=5, unless most of its distinct cells
// are numbers; a number with a note beside it is a word.
func (r *reader) inferNeed(c *column) need {
	n := r.readNumbers(c)
	numbers, words := 0, repeats{}
	for code, state := range n.state {
		if state == readCell && n.note[int32(code)] == noNote {
			numbers++
		}
	}
	for row := range c.rows() {
		code := c.at(row)
		_, bounded := n.bound[code]
		if n.note[code] != noNote || n.state[code] == badCell && !(bounded && numbers > len(n.bound)) {
			words.add(place{line: int(r.line[row]), column: c.header})
		}
	}
	if words.n == 0 {
		return asNumber
	}
	if numbers >= minNumbers {
		words.report(r.issues, mixedColumn)
	}
	return asCategory
}

// numberCovariate is a numeric column in its canonical unit; what cannot be read
// counts as missing.
func (r *reader) numberCovariate(name string, c *column) *registry.Number {
	n := r.readNumbersBy(c, ownWords(r.plan, name), r.parseNumber)
	if isTitre(name) {
		n = r.readNumbersBy(c, ownWords(r.plan, name), func(text string) (float64, bool) {
			return parseTitre(text, r.missing.decimalComma)
		})
		maps.DeleteFunc(n.bound, func(_ int32, b registry.Bound) bool { return !boundsTitre(b) })
	}
	r.tellNotes(n)
	out := &registry.Number{Header: c.header, Value: make([]float64, c.rows()), Absent: r.absentRows(c)}
	unit := newUnitGuard(r.plan, name)
	most := largestNumber
	if name == ageColumn {
		most = maxYears
	}
	for row := range c.rows() {
		value, state := n.at(row)
		if math.Abs(value) > most {
			r.issues.add(numberBeyond, r.at(row, c), strconv.FormatFloat(most, 'f', -1, 64))
			value = math.NaN()
		}
		out.Value[row] = unit.canonical(value, place{line: int(r.line[row]), column: c.header})
		if b, ok := n.bound[c.at(row)]; ok {
			b.Limit = unit.canonical(b.Limit, place{line: int(r.line[row]), column: c.header})
			out.SetBound(row, b)
		}
		if state == badCell {
			r.issues.add(n.faultOf(row, unreadableNumber, boundedValue, notedValue), r.at(row, c))
		}
	}
	r.table.tellUnit(unit)
	return out
}

func isTitre(name string) bool { return name == "titre_baseline" || name == "titre_at_transplant" }

// levelMap gives the level of a cell by the study file's values:.
type levelMap struct {
	level []string // declared, in order
	as    []scalars
}

// levels are the declared levels of one of our columns; none if values: does
// not name it.
func (r *reader) levels(name string) levelMap {
	return declaredLevels(r.plan.Data.Values[name], r.missing.decimalComma)
}

// declaredLevels has the levels of a column in the order of the study file.
func declaredLevels(levels plan.Levels, decimalComma bool) levelMap {
	var m levelMap
	for _, l := range levels {
		m.level = append(m.level, l.Name)
		m.as = append(m.as, newScalars(l.As, decimalComma))
	}
	return m
}

// of is the level of a cleaned cell: one of its forms as written, or its own name.
func (m levelMap) of(text string) (string, bool) {
	for i, as := range m.as {
		if as.has(text) {
			return m.level[i], true
		}
	}
	if slices.Contains(m.level, text) {
		return text, true
	}
	return "", false
}

// sortLevels sorts numbers by size and before words, words by code point.
func sortLevels(levels []string) {
	slices.SortFunc(levels, func(a, b string) int {
		x, aNumber := plan.Scalar(a).Number()
		y, bNumber := plan.Scalar(b).Number()
		switch {
		case aNumber && bNumber && x != y:
			return cmp.Compare(x, y)
		case aNumber != bNumber && aNumber:
			return -1
		case aNumber != bNumber:
			return 1
		}
		return cmp.Compare(a, b)
	})
}

// category is a column of codes. With declared values, what is none of them is
// missing, with an issue; without, each distinct text is a level, and texts that
// are the same number are one.
func (r *reader) category(name string, c *column) *registry.Category {
	declared := r.levels(name)
	level := make([]string, len(c.text)) // by code; "" is missing
	unmapped := make([]bool, len(c.text))
	asWritten := make([]bool, len(c.text))
	for code, text := range c.text {
		switch {
		case r.missing.has(text):
		case isFormulaError(text):
			unmapped[code] = true
		case len(declared.level) > 0:
			var ok bool
			level[code], ok = declared.of(text)
			unmapped[code] = !ok
		default:
			level[code], asWritten[code] = fitted(text), true
		}
	}
	if len(declared.level) == 0 {
		r.mergeNumbers(level)
		r.tellPrinted(c, asWritten)
	}
	var strange levelRows
	for row := range c.rows() {
		code := c.at(row)
		switch {
		case !unmapped[code]:
		case isFormulaError(c.text[code]):
			r.issues.add(formulaError, r.at(row, c))
		default:
			strange.add(code, row)
		}
	}
	strange.report(r, c)
	out := newCategory(c, level, declared.level)
	out.Absent = r.absentRows(c)
	return out
}

// mergeNumbers gives texts of one number, such as 1 and 1.0, the shortest of them.
func (r *reader) mergeNumbers(level []string) {
	shortest := map[float64]string{}
	for _, text := range level {
		x, ok := table.ParseNumber(text, r.missing.decimalComma)
		best, seen := shortest[x]
		if ok && (!seen || len(text) < len(best) || len(text) == len(best) && text < best) {
			shortest[x] = text
		}
	}
	for i, text := range level {
		if x, ok := table.ParseNumber(text, r.missing.decimalComma); ok {
			level[i] = shortest[x]
		}
	}
}

// newCategory has the levels that occur: in the given order, or sorted.
func newCategory(c *column, level, order []string) *registry.Category {
	occurs := map[string]bool{}
	for _, l := range level {
		occurs[l] = true
	}
	out := &registry.Category{Header: c.header, Code: make([]int32, c.rows())}
	if len(order) == 0 {
		order = sortedKeys(occurs)
		sortLevels(order)
	}
	index := map[string]int32{"": -1}
	for _, l := range order {
		if occurs[l] && l != "" {
			index[l] = int32(len(out.Levels))
			out.Levels = append(out.Levels, l)
		}
	}
	codes := make([]int32, len(level)) // by code of the column
	for code, l := range level {
		codes[code] = index[l]
	}
	for row := range out.Code {
		out.Code[row] = codes[c.at(row)]
	}
	return out
}
