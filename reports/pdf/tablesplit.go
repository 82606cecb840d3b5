package pdf

import "graftstat/reports/document"

// setting of a table: its type, whether names may be cut after their signs, and
// the widest line that it can have.
type setting struct {
	text, head style
	pieces     bool
	width      float64
}

// tableSizes are those that a table's type may have.
var tableSizes = [...]float64{8, 7.5, 7}

// settings of a table that is at most width wide, the best first.
func (r *report) settings(width float64) []setting {
	var all []setting
	for _, pieces := range []bool{false, true} {
		for _, size := range tableSizes {
			scale := size / r.scale.table.size
			all = append(all, setting{r.scale.table.times(scale), r.scale.tableHead.times(scale), pieces,
				width - 2*cellPad})
		}
	}
	return all
}

// grids of a table. One that has more columns than the width holds comes in
// parts: each has the first column and some of the others, the first part the
// caption, the last one the notes.
func (r *report) grids(t *document.Table, width float64) []*grid {
	g, needs := r.fitting(t, width)
	groups := columnGroups(needs, width)
	if len(groups) == 1 {
		return []*grid{g}
	}
	grids := make([]*grid, len(groups))
	for i, group := range groups {
		part := withColumns(t, group)
		if i == 0 {
			part.Caption = t.Caption
		}
		if i == len(groups)-1 {
			part.Notes = t.Notes
		}
		grids[i], _ = r.fitting(&part, width)
	}
	return grids
}

// fitting is a table in the best setting in which no word breaks, or, if there is
// none, in full size, and what its columns need then.
func (r *report) fitting(t *document.Table, width float64) (*grid, []need) {
	settings := r.settings(width)
	for _, f := range settings {
		if needs := r.needs(t, f); minWidth(needs) <= width {
			return r.grid(t, f, needs, width), needs
		}
	}
	f := settings[len(tableSizes)] // names may be cut
	needs := r.needs(t, f)
	return r.grid(t, f, needs, width), needs
}

// minWidth is the width under which words of a table break.
func minWidth(needs []need) float64 {
	sum := 0.0
	for _, n := range needs {
		sum += n.least
	}
	return sum
}

// columnGroups shares columns out: each group has the first column and as many
// of the others as the width holds.
func columnGroups(needs []need, width float64) [][]int {
	var groups [][]int
	group, used := []int{0}, needs[0].least
	for i := 1; i < len(needs); i++ {
		if used+needs[i].least > width && len(group) > 1 {
			groups = append(groups, group)
			group, used = []int{0}, needs[0].least
		}
		group = append(group, i)
		used += needs[i].least
	}
	return append(groups, group)
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
