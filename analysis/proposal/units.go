package proposal

import (
	"strings"

	"graftstat/analysis/plan"
)

// unitsOf proposes the unit of a column that its header has in brackets or at its end,
// where it is not the dictionary's.
func unitsOf(c *column, out *Proposal) {
	q, ok := plan.QuantityOf(c.name)
	if !ok {
		return
	}
	_, inside := withoutBrackets(c.header)
	words := strings.Fields(c.header)
	if _, more := withoutBrackets(c.field.Label); len(more) > 0 {
		inside = append(inside, more...)
	}
	for _, text := range append(inside, words[len(words)-1]) {
		for i, unit := range q.Units {
			if unitKey(text) != unitKey(unit.Name) {
				continue
			}
			if i > 0 && unit.Times != unit.Over {
				out.Units = append(out.Units, Unit{Name: c.name, Unit: unit.Name, Grade: Certain,
					Evidence: []Evidence{{"unit_header", []string{c.header}}}})
			}
			return
		}
	}
}

// unitKey is a unit as it is compared.
func unitKey(text string) string {
	text = strings.ToLower(text)
	switch fold(text) {
	case "thang", "month", "months", "mo":
		return "months"
	case "nam", "year", "years", "yrs", "yr":
		return "years"
	case "ngay", "day", "days":
		return "days"
	}
	return strings.NewReplacer("µ", "u", "μ", "u", " ", "", "x", "", "×", "", "^", "", "*", "", "⁹", "9", "⁸", "8", "⁶", "6",
		"·", "").Replace(text)
}

// timeUnitOf proposes the unit of times in files without dates.
func timeUnitOf(time *column) Setting {
	key := " " + strings.Join(tokens(time.header+" "+time.field.Label), " ") + " "
	for _, unit := range []struct{ word, unit string }{
		{" months ", "months"}, {" month ", "months"}, {" thang ", "months"}, {" mo ", "months"}, {" mos ", "months"},
		{" years ", "years"}, {" nam ", "years"}, {" yrs ", "years"}, {" days ", "days"}, {" ngay ", "days"},
	} {
		if strings.Contains(key, unit.word) {
			return Setting{Value: unit.unit, Grade: Certain, Evidence: []Evidence{{"unit_header", []string{time.header}}}}
		}
	}
	s := Setting{Value: "days", Grade: Likely, Evidence: []Evidence{{"whole_times", []string{time.header}}}}
	if time.integers < time.numbers {
		s.Value = "months"
		s.Evidence = []Evidence{{"part_times", []string{time.header}}}
	}
	if strings.HasPrefix(strings.ToLower(time.header), "intx") {
		s.Value = "months"
		s.Evidence = []Evidence{{Code: "name_cibmtr"}}
	}
	return s
}
