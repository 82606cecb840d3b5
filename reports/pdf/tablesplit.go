package pdf

import "graftstat/reports/document"

// narrowed is the least width of a column whose words may be broken.
const narrowed = 60.0

// parts of a table that has more columns than the width holds: each part has
// the first column and some of the others, the first part the caption, the last
// one the notes. A table that fits is its only part.
func (r *report) parts(t *document.Table, width float64) []document.Table {
	var groups [][]int
	group, used := []int{0}, r.narrow(t, 0)
	for i := 1; i < len(t.Columns); i++ {
		need := r.narrow(t, i)
		if used+need > width && len(group) > 1 {
			groups = append(groups, group)
			group, used = []int{0}, r.narrow(t, 0)
		}
		group = append(group, i)
		used += need
	}
	groups = append(groups, group)
	if len(groups) == 1 {
		return []document.Table{*t}
	}
	parts := make([]document.Table, len(groups))
	for i, group := range groups {
		parts[i] = withColumns(t, group)
	}
	parts[0].Caption = t.Caption
	parts[len(parts)-1].Notes = t.Notes
	return parts
}

// narrow is the least width of a column: numbers are not broken, words may be.
func (r *report) narrow(t *document.Table, column int) float64 {
	n := r.columnNeed(t, column)
	if t.Columns[column].Number {
		left, right := r.decimalParts(t, column)
		return max(min(n.least, narrowed), left+right+cellPad+rightPad(t.Columns, column))
	}
	return min(n.least, narrowed)
}

// withColumns is t with some of its columns, without caption and notes.
func withColumns(t *document.Table, columns []int) document.Table {
	part := document.Table{ID: t.ID}
	for _, i := range columns {
		part.Columns = append(part.Columns, t.Columns[i])
	}
	for _, row := range t.Rows {
		some := row
		if !row.Heading {
			some.Cells = nil
			for _, i := range columns {
				some.Cells = append(some.Cells, row.Cells[i])
			}
		}
		part.Rows = append(part.Rows, some)
	}
	return part
}
