package plan

import (
	"maps"
	"slices"
	"strings"
)

// never checks the values that say that a milestone did not happen.
func (c *checker) never(d *Data) {
	for i, v := range d.Never {
		path := c.item("data.never", i)
		missing := func(m Scalar) bool { return m.Match(string(v)) }
		switch {
		case strings.TrimSpace(string(v)) == "":
			c.add(path, say("Remove it: a blank cell says already that nothing happened up to the last contact."),
				"is blank")
		case slices.ContainsFunc(d.Missing, missing):
			c.add(path, say("Keep it under one of the two: missing is not known, never is known not to have happened."),
				"%q stands under missing too", string(v))
		}
	}
}

// skipRows checks the words with which rows begin that are no case.
func (c *checker) skipRows(d *Data) {
	for i, words := range d.SkipRows {
		if strings.TrimSpace(words) == "" {
			c.add(c.item("data.skip_rows", i),
				say("Write the words with which such a row begins; blank rows are passed over anyhow."), "is blank")
		}
	}
}

// checkboxes checks the columns that are put together from boxes.
func (c *checker) checkboxes(d *Data) {
	for _, name := range slices.Sorted(maps.Keys(d.Checkboxes)) {
		path := join("data.checkboxes", name)
		c.snake(path, name)
		if i := slices.IndexFunc(Columns(), func(k Column) bool {
			return k.Name == name &&
				k.Kind != Category
		}); i >= 0 {
			c.add(path, say("Boxes make categories. Choose another name."), "%s is a %s, not a category", name,
				Columns()[i].Kind)
		}
		if _, ok := d.Columns[name]; ok {
			c.add(path, say("Keep it under one of the two."), "%s stands under columns too", name)
		}
		c.boxes(path, d.Checkboxes[name])
	}
}

// boxes checks the levels of one column: each box belongs to one of them, and
// one at most stands for no box at all.
func (c *checker) boxes(path string, levels Levels) {
	var seen []Scalar
	none := ""
	for _, level := range levels {
		at := join(path, level.Name)
		if len(level.As) == 0 && none != "" {
			c.add(at, say("Name the header of its box."), "%s stands for no ticked box already", none)
		}
		if len(level.As) == 0 {
			none = level.Name
		}
		for i, header := range level.As {
			switch {
			case strings.TrimSpace(string(header)) == "":
				c.add(c.item(at, i), say("Write our level: the header of its box."), "names no header of the file")
			case slices.Contains(seen, header):
				c.add(c.item(at, i), say("Keep it at one level."), "%q stands twice", string(header))
			}
			seen = append(seen, header)
		}
	}
	if len(seen) == 0 {
		c.add(path, say("Write our level: the header of its box."), "names no box")
	}
}

// units checks the units of the files.
func (c *checker) units(units map[string]string) {
	for _, name := range slices.Sorted(maps.Keys(units)) {
		path := join("data.units", name)
		q, ok := QuantityOf(name)
		if !ok {
			c.add(path, choices(name, quantityNames()), "no unit is known for %q", name)
			continue
		}
		if _, ok := q.unit(units[name]); !ok {
			c.add(path, choices(units[name], unitNames(q)), "%q is no unit of %s", units[name], name)
		}
	}
}

func quantityNames() []string {
	var names []string
	for _, q := range Quantities() {
		names = append(names, q.Name)
	}
	return names
}

func unitNames(q Quantity) []string {
	var names []string
	for _, u := range q.Units {
		names = append(names, u.Name)
	}
	return names
}
