package table

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"

	"github.com/xuri/excelize/v2"

	"graftstat/analysis/message"
)

// A merged is a range of a sheet that was merged into one cell of several rows.
type merged struct {
	column   int // the first, from 0
	from, to int // lines
	text     string
}

// Limits on the ranges of a sheet: how many, and on how many lines all of them together.
const (
	mostMerged      = 1 << 20
	mostMergedLines = 1 << 25
)

// checkMerged refuses a sheet with more ranges than any table of cases has.
func checkMerged(file string, ranges []merged) error {
	lines := 0
	for _, m := range ranges {
		lines += m.to - m.from
	}
	if len(ranges) <= mostMerged && lines <= mostMergedLines {
		return nil
	}
	return &Error{File: file, Message: message.Of("the sheet has more than %d merged cells, or they have more than "+
		"%d rows", mostMerged, mostMergedLines),
		Next: message.Of("unmerge the cells of the sheet, or save it as CSV")}
}

// mergedTag is a tag of a sheet that merges a range.
var mergedTag = regexp.MustCompile(`<(?:\w+:)?mergeCell\s[^>]*\bref\s*=\s*["']([A-Za-z]+[0-9]+):([A-Za-z]+[0-9]+)["']`)

// mergedOf is the range that a tag of a sheet merges, where it has several rows.
func mergedOf(tag []byte) (m merged, ok bool) {
	if !bytes.Contains(tag, []byte("mergeCell ")) {
		return merged{}, false
	}
	ends := mergedTag.FindSubmatch(tag)
	if ends == nil {
		return merged{}, false
	}
	left, top, err := excelize.CellNameToCoordinates(string(ends[1]))
	if err != nil {
		return merged{}, false
	}
	right, bottom, err := excelize.CellNameToCoordinates(string(ends[2]))
	if err != nil {
		return merged{}, false
	}
	return merged{column: min(left, right) - 1, from: min(top, bottom), to: min(max(top, bottom), excelize.TotalRows)}, top != bottom
}

// A mergedDown gives each row that merged cells reach what stands in them.
type mergedDown struct {
	next []merged // ranges in order of their first line
	open []merged // those that reach further down
}

func newMergedDown(ranges []merged) mergedDown {
	slices.SortFunc(ranges, func(a, b merged) int { return cmp.Or(a.from-b.from, a.column-b.column) })
	return mergedDown{next: ranges}
}

// fill is a row with what stands in the cells that are merged down to it. A row
// without a cell of its own stays blank.
func (d *mergedDown) fill(cells []string, line int) []string {
	d.open = slices.DeleteFunc(d.open, func(m merged) bool { return m.to < line })
	if slices.ContainsFunc(cells, func(cell string) bool { return Clean(cell) != "" }) {
		for _, m := range d.open {
			for len(cells) <= m.column {
				cells = append(cells, "")
			}
			if Clean(cells[m.column]) == "" {
				cells[m.column] = m.text
			}
		}
	}
	for len(d.next) > 0 && d.next[0].from <= line {
		m := d.next[0]
		if d.next = d.next[1:]; m.column < len(cells) && m.from == line {
			m.text = cells[m.column]
		}
		if Clean(m.text) != "" {
			d.open = append(d.open, m)
		}
	}
	return cells
}
