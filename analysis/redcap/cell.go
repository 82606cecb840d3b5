package redcap

import (
	"regexp"
	"strings"

	"graftstat/analysis/table"
)

// A cellReader reads the cells of one column of the export as those of one column of
// ours.
type cellReader struct {
	at       int
	texts    map[string]string // of a field with choices: what a code and a label are
	order    dateOrder
	hasComma bool
	form     string
	box      bool
}

// reader reads a column of the export for one of ours. choose tells which of a code
// and its label the study file means.
func (e *export) reader(at int, ours string) (cellReader, error) {
	c := e.dictionary.columns[e.layout.at[at]]
	r := cellReader{at: at, order: c.order, hasComma: c.hasComma && !e.options.DecimalComma, form: c.form, box: c.box}
	if len(c.choices) == 0 {
		return r, nil
	}
	if c.isDoubtful() {
		if err := e.findValues(c.name); err != nil {
			return r, err
		}
	}
	r.texts = map[string]string{}
	labels := map[string]int{}
	for _, of := range c.choices {
		labels[of.label]++
	}
	asCodes := func() {
		for _, of := range c.choices {
			r.texts[of.code] = e.options.Choose(ours, of.code, of.label)
		}
	}
	asLabels := func() {
		for _, of := range c.choices {
			if r.texts[of.label] = of.label; labels[of.label] == 1 {
				r.texts[of.label] = e.options.Choose(ours, of.code, of.label)
			}
		}
	}
	if e.hasLabels { // what is both a code and a label is what the other cells are
		asCodes()
		asLabels()
	} else {
		asLabels()
		asCodes()
	}
	return r, nil
}

var date = regexp.MustCompile(`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})( .*)?$`)

// read is a cell of a row as ours has it; "" is blank.
func (r *cellReader) read(cells []string) string {
	text := table.Clean(cells[r.at])
	switch {
	case text == "":
	case r.texts != nil:
		if out, ok := r.texts[text]; ok {
			return out
		}
		if out, ok := r.texts[plainText(text)]; ok {
			return out
		}
	case r.order != "":
		if parts := date.FindStringSubmatch(text); parts != nil {
			day, month := parts[1], parts[2]
			if r.order == monthFirst {
				day, month = month, day
			}
			return parts[3] + "-" + twoDigits(month) + "-" + twoDigits(day) + parts[4]
		}
	case r.hasComma && strings.Count(text, ",") == 1 && !strings.Contains(text, "."):
		return strings.Replace(text, ",", ".", 1)
	}
	return text
}

func twoDigits(text string) string { return strings.Repeat("0", 2-len(text)) + text }

// isUnticked says of a cell of a box that it is not ticked.
func isUnticked(text string) bool { return text == "0" || strings.EqualFold(text, "unchecked") }

// isDoubtful says of a column that one of its texts is the code of one choice and the
// label of another.
func (c *column) isDoubtful() bool {
	codes := map[string]string{}
	for _, of := range c.choices {
		codes[of.code] = of.label
	}
	for _, of := range c.choices {
		if label, ok := codes[of.label]; ok && label != of.label {
			return true
		}
	}
	return false
}

// valuesAre says what a cell shows of its export: 1 that cells are codes, -1 that they
// are labels, 0 nothing.
func (c *column) valuesAre(text string) int {
	if text = table.Clean(text); c.box {
		switch {
		case strings.EqualFold(text, "checked"), strings.EqualFold(text, "unchecked"):
			return -1
		case text == "0", text == "1":
			return 1
		}
		return 0
	}
	isCode, isLabel := false, false
	for _, of := range c.choices {
		isCode, isLabel = isCode || text == of.code, isLabel || text == of.label
	}
	switch {
	case isCode && !isLabel:
		return 1
	case isLabel && !isCode:
		return -1
	}
	return 0
}
