package casefile

import (
	"slices"
	"strings"

	"graftstat/analysis/message"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/table"
)

// checkboxes are a category that the file has as one column for each level, as
// REDCap exports a field of several choices: complication___1 with 1 or 0, or
// "Complication (choice=Sepsis)" with Checked or Unchecked.
//
// The level of a case is that of its ticked box; of several, they are joined in
// the order of the study file, donor_rbc+plasma_exchange. Without a ticked box it
// is the level that the study file declares for that, else missing: an export
// does not tell none from not asked. It is missing, too, with a box that cannot be
// read, and with a blank one where none is ticked.
type checkboxes struct {
	name   string
	levels []string
	boxes  [][]*column // of each level
	none   string      // the level without a ticked box; "" if none is declared
}

// isCheckbox says whether one of our names is put together from boxes.
func (r *reader) isCheckbox(name string) bool {
	_, ok := r.plan.Data.Checkboxes[name]
	return ok
}

// findCheckboxes takes the columns of all boxes into use.
func (r *reader) findCheckboxes() error {
	for _, name := range sortedKeys(r.plan.Data.Checkboxes) {
		c := checkboxes{name: name}
		for _, level := range r.plan.Data.Checkboxes[name] {
			if len(level.As) == 0 {
				c.none = level.Name
				continue
			}
			var columns []*column
			for _, header := range level.As {
				field, ok := r.table.field[table.HeaderText(string(header))]
				if !ok {
					return &table.Error{
						File: r.table.file, Line: r.table.headerLine, Column: string(header),
						Message: message.Of("the study file reads %s from this box, but the header has no such column", name),
						Next: message.Of("correct data: checkboxes: in the study file%s",
							r.table.instead(string(header))),
					}
				}
				columns = append(columns, r.columnAt(field))
			}
			c.levels, c.boxes = append(c.levels, level.Name), append(c.boxes, columns)
		}
		r.boxes = append(r.boxes, c)
	}
	return nil
}

// readCheckboxes puts the categories together.
func (r *reader) readCheckboxes(d *registry.Data) {
	for _, c := range r.boxes {
		ticks := r.readTicks(c)
		level := make([]string, len(r.caseID))
		for row := range level {
			level[row] = r.ticked(c, ticks, row)
		}
		d.Categories[c.name] = c.category(level)
	}
}

// A tick is what a box says.
type tick uint8

const (
	blankBox tick = iota
	tickedBox
	emptyBox
	badBox
)

// readTicks reads the distinct texts of every box.
func (r *reader) readTicks(c checkboxes) map[*column][]tick {
	words := declaredLevels(plan.Levels{
		{Name: "checked", As: plan.Values{"1", "checked", "true"}},
		{Name: "unchecked", As: plan.Values{"0", "unchecked", "false"}},
	}, r.missing.decimalComma)
	own := r.levels(c.name)
	ticks := map[*column][]tick{}
	for _, box := range slices.Concat(c.boxes...) {
		states := make([]tick, len(box.text))
		for code, text := range box.text {
			word, ok := own.of(text)
			if !ok {
				word, _ = words.of(strings.ToLower(text))
			}
			switch {
			case r.missing.has(text):
			case word == "checked":
				states[code] = tickedBox
			case word == "unchecked":
				states[code] = emptyBox
			default:
				states[code] = badBox
			}
		}
		ticks[box] = states
	}
	return ticks
}

// ticked is the level of a row; "" is missing.
func (r *reader) ticked(c checkboxes, ticks map[*column][]tick, row int) string {
	var levels []string
	open, bad := false, false
	for i, boxes := range c.boxes {
		isTicked := false
		for _, box := range boxes {
			switch ticks[box][box.at(row)] {
			case blankBox:
				open = true
			case tickedBox:
				isTicked = true
			case badBox:
				bad = true
				r.issues.add(unreadableCheckbox, r.at(row, box))
			}
		}
		if isTicked {
			levels = append(levels, c.levels[i])
		}
	}
	switch {
	case bad, len(levels) == 0 && open:
		return ""
	case len(levels) == 0:
		return c.none
	}
	return strings.Join(levels, "+")
}

// category has the levels that occur: none, the single ones in the order of the
// study file, then those that are joined.
func (c checkboxes) category(level []string) *registry.Category {
	order := append([]string{c.none}, c.levels...)
	occur := slices.Compact(slices.Sorted(slices.Values(level)))
	for _, l := range occur {
		if !slices.Contains(order, l) {
			order = append(order, l)
		}
	}
	out := &registry.Category{Header: c.boxes[0][0].header, Code: make([]int32, len(level))}
	index := map[string]int32{"": -1}
	for _, l := range order {
		if l != "" && slices.Contains(occur, l) {
			index[l] = int32(len(out.Levels))
			out.Levels = append(out.Levels, l)
		}
	}
	for row, l := range level {
		out.Code[row] = index[l]
	}
	return out
}
