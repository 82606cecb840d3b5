package casefile

import (
	"cmp"
	"slices"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// isGroup reports whether a column may have a group; "" is that of no value.
func (s *tallySum) isGroup(compare plan.Compare, group string) bool {
	if group == "" {
		return true
	}
	levels := compare.Classes()
	if len(levels) == 0 {
		levels = s.declared(compare.Column)
	}
	return len(levels) == 0 || slices.Contains(levels, group)
}

// declared are the levels that a column may have, in their order; none where
// each distinct text is one.
func (s *tallySum) declared(column string) []string {
	switch column {
	case aboMatchColumn:
		return []string{aboMatched, aboMinor, aboMajor, aboBidirectional}
	case aboMajorColumn:
		return []string{aboMajorNone, aboMajorPresent}
	case recipientABOColumn, donorABOColumn:
		return []string{"O", "A", "B", "AB"}
	}
	return declaredLevels(s.plan.Data.Values[column], s.decimalComma).level
}

// setLevels brings the groups of all files to those of one file of cases: texts
// that are one number are one level, and the levels have their order.
func (s *tallySum) setLevels() {
	s.total.Levels = map[string][]string{}
	occur := map[string]map[string]bool{}
	note := func(column, level string) {
		if level == "" || column == "" {
			return
		}
		if occur[column] == nil {
			occur[column] = map[string]bool{}
		}
		occur[column][level] = true
	}
	stratify := func(c registry.TallyCell) string { return s.cohort(c.Cohort).Stratify }
	for _, c := range s.total.Cells {
		note(c.By, c.Group)
		note(stratify(c), c.Stratum)
	}
	shortest := map[string]map[string]string{} // by column: level as written: level
	for column, levels := range occur {
		written := sortedKeys(levels)
		merged := slices.Clone(written)
		order := s.declared(column)
		if len(order) == 0 {
			(&reader{missing: missing(s.plan)}).mergeNumbers(merged)
			order = slices.Clone(merged)
			sortLevels(order)
			order = slices.Compact(order)
		}
		s.total.Levels[column] = s.order(column, order, merged)
		shortest[column] = map[string]string{"": ""}
		for i, level := range written {
			shortest[column][level] = merged[i]
		}
	}
	cells := slices.Clone(s.total.Cells)
	for i := range cells {
		c := &cells[i]
		if c.By != "" {
			c.Group = shortest[c.By][c.Group]
		}
		if column := stratify(*c); column != "" && shortest[column] != nil {
			c.Stratum = shortest[column][c.Stratum]
		}
	}
	if !slices.Equal(cells, s.total.Cells) {
		s.merge(cells)
	}
}

// merge makes one of the cells that have become the same.
func (s *tallySum) merge(cells []registry.TallyCell) {
	rows := s.total.Rows
	s.total.Cells, s.total.Rows = nil, nil
	clear(s.cells)
	clear(s.rows)
	for _, r := range rows {
		c := cells[r.Cell]
		cell, ok := s.cells[c]
		if !ok {
			cell = int32(len(s.total.Cells))
			s.cells[c], s.total.Cells = cell, append(s.total.Cells, c)
		}
		r.Cell = cell
		key := tallyKey{r.Cell, r.Entry, r.Time}
		if at, ok := s.rows[key]; ok {
			s.total.Rows[at].N += r.N
			continue
		}
		s.rows[key] = int32(len(s.total.Rows))
		s.total.Rows = append(s.total.Rows, r)
	}
}

// order has the levels of a column that occur. Of boxes the single ones come
// first, in the order of the study file.
func (s *tallySum) order(column string, order, occur []string) []string {
	if boxes, ok := s.plan.Data.Checkboxes[column]; ok {
		none := slices.IndexFunc(boxes, func(l plan.Level) bool { return len(l.As) == 0 })
		rank := func(level string) int {
			i := slices.IndexFunc(boxes, func(l plan.Level) bool { return l.Name == level })
			switch {
			case i < 0:
				return len(boxes)
			case i == none:
				return -1
			}
			return i
		}
		slices.SortStableFunc(order,
			func(a, b string) int { return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a, b)) })
	}
	return slices.DeleteFunc(slices.Clone(order), func(level string) bool { return !slices.Contains(occur, level) })
}
