package proposal

import (
	"slices"
	"sort"
	"strings"

	"graftstat/analysis/registry"
	"graftstat/analysis/table"
)

// logNames are the columns of a log beside case_id.
func logNames(role Role) []string {
	switch role {
	case Counts:
		return []string{"date", "day", "test", "value"}
	case Transfusions:
		return []string{"date", "day", "product", "units", "volume_ml", "indication", "abo"}
	case Titres:
		return []string{"date", "day", "antibody", "class", "titre", "infusion_ml"}
	case Scores:
		return []string{"date", "day", "instrument", "score"}
	case Typing:
		return []string{"date", "day", registry.Forward, registry.Reverse, registry.DAT}
	case GVHD:
		return []string{"date", "day", registry.Skin, registry.Liver, registry.Upper, registry.Lower}
	}
	return nil
}

// nameLog gives the columns of a log their names: the identifier is the column whose
// cells are identifiers of cases.
func (l *lexicon) nameLog(p *part, ids map[string]bool) {
	id, share := (*column)(nil), -1.0
	for _, c := range p.columns {
		known := 0
		for cell, n := range c.distinct {
			if ids[cell] {
				known += n
			}
		}
		here := float64(known) / float64(max(c.filled, 1))
		if c.name == "case_id" || c.name == "patient_id" {
			here += 0.01 // of two that are as good, the one that says so
		}
		if (known > 0 || c.name == "case_id" || c.name == "patient_id") && here > share {
			id, share = c, here
		}
	}
	wanted := logNames(p.role)
	for _, c := range p.columns {
		c.grade, c.evidence, c.candidates = Certain, nil, nil
		if c.name != "" || c.why == "" {
			c.name, c.why = "", "free"
		}
	}
	if id != nil {
		id.name, id.why = "case_id", ""
		id.evidence = []Evidence{{"ids_known", []string{percent(share)}}}
		if share < 0.8 {
			id.grade = Likely
		}
	}
	for _, name := range wanted {
		c := p.log[name]
		if c == nil || c == id || p.wide.Date && name == "date" || p.wide.Day != "" && name == "day" || name == "day" && p.log["date"] != nil {
			continue
		}
		if isWideColumn(p, c) {
			continue
		}
		c.name, c.why = name, ""
		c.evidence = []Evidence{{Code: "log_name"}}
	}
	for i, c := range p.columns {
		if c.name == "" && isWideColumn(p, p.columns[i]) {
			c.why = "day_column"
		}
	}
	l.constantTest(p)
}

func percent(share float64) string { return count(int(min(share, 1)*100 + 0.5)) }

func isWideColumn(p *part, c *column) bool {
	switch {
	case p.wide.Date:
		_, ok := dayOf(c.header, "dmy")
		return ok
	case p.wide.Day != "":
		before, _, _ := strings.Cut(p.wide.Day, "{day}")
		rest, ok := strings.CutPrefix(c.header, before)
		_, isNumber := table.ParseNumber(strings.TrimSpace(rest), false)
		return ok && isNumber
	}
	return false
}

// constantTest proposes the test of a log that has no column of it, by the name of its
// sheet, its titles or its file.
func (l *lexicon) constantTest(p *part) {
	if p.role != Counts || p.log["test"] != nil {
		return
	}
	if level, where := l.named(p, "test"); level != "" {
		p.set = append(p.set, Constant{Name: "test", Value: level, Grade: Likely, Evidence: []Evidence{{Code: where}}})
	}
}

// unitsOfLog proposes a unit where the values of a test make sense in it alone.
func (l *lexicon) unitsOfLog(p *part, out *Proposal) {
	test, value := p.log["test"], p.log["value"]
	if p.role != Counts || test == nil || value == nil {
		return
	}
	values := map[string][]float64{}
	for i, cell := range value.cells {
		x, ok := table.ParseNumber(cell, out.Decimal.Value == "comma")
		if level, known := l.level("test", test.cells[i]); ok && known {
			values[level] = append(values[level], x)
		}
	}
	for _, unit := range []struct {
		test, unit string
		from       float64
	}{{"anc", "/uL", 100}, {"wbc", "/uL", 300}, {"platelets", "/uL", 5000}, {"hb", "g/L", 30}} {
		list := values[unit.test]
		if len(list) == 0 || slices.ContainsFunc(out.Units, func(u Unit) bool { return u.Name == unit.test }) {
			continue
		}
		sort.Float64s(list)
		if list[len(list)/2] >= unit.from {
			out.Units = append(out.Units, Unit{Name: unit.test, Unit: unit.unit, Grade: Likely,
				Evidence: []Evidence{{Code: "magnitude"}}})
		}
	}
}
