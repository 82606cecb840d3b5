package proposal

import (
	"slices"

	"graftstat/analysis/plan"
)

// boxesOf puts the boxes of a dictionary together, where their question is one of our
// categories.
func (l *lexicon) boxesOf(p *part, out *Proposal) {
	at := map[string]int{}
	for _, c := range p.columns {
		if c.field.Parent == "" {
			continue
		}
		names := append(slices.Clone(l.columns[fold(c.field.Parent)]), l.columns[fold(c.field.Label)]...)
		i := slices.IndexFunc(names, func(k known) bool { return kindOf(k.name) == plan.Category })
		if i < 0 {
			c.why = "box"
			continue
		}
		name := names[i].name
		if _, ok := at[name]; !ok {
			at[name] = len(out.Checkboxes)
			out.Checkboxes = append(out.Checkboxes, Values{Name: name, Header: c.field.Label, Grade: Likely,
				Evidence: []Evidence{{Code: "dictionary"}}})
		}
		v := &out.Checkboxes[at[name]]
		level, ok := l.level(name, c.field.Box)
		if !ok {
			level = own(c.field.Box)
		}
		v.Levels = append(v.Levels, Level{Name: level, As: []string{c.header}, Own: !ok})
		c.name, c.why = "", "used"
	}
}
