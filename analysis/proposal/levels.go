package proposal

import (
	"slices"
	"strings"

	"graftstat/analysis/plan"
)

// valuesOf proposes the levels of a column over all files that have it; false where
// the cells are ours already, or where a list of ours is not closed.
func (l *lexicon) valuesOf(name string, columns []*column) (Values, bool) {
	v := Values{Name: name, Header: columns[0].header, Grade: Certain}
	of := map[string][]string{} // cell of the file: what it is called
	plain := true
	for _, c := range columns {
		for _, cell := range c.cells {
			if cell == "" || l.isMissing(cell) && l.isNoLevel(name, cell) {
				continue
			}
			called := cell
			if label := c.field.Labels[cell]; label != "" {
				called, plain = label, false
			}
			if of[cell] == nil || !slices.Contains(of[cell], called) {
				of[cell] = append(of[cell], called)
			}
		}
		v.Grade = min(v.Grade, c.grade)
		if c.decided && !c.agrees && c.areFlags() {
			v.Grade = Likely
		}
	}
	if len(of) == 0 {
		return v, false
	}
	byLevel := map[string][]string{}
	var unknown []string
	for cell, called := range of {
		level, ok := l.levelOf(name, called[0])
		if !ok {
			unknown = append(unknown, cell)
			continue
		}
		byLevel[level] = append(byLevel[level], cell)
	}
	slices.Sort(unknown)
	if !plain {
		v.Evidence = append(v.Evidence, Evidence{Code: "dictionary"})
	}
	return l.finish(v, byLevel, unknown, of)
}

// isNoLevel says that a word of missing: is no level of this column.
func (l *lexicon) isNoLevel(name, cell string) bool {
	_, ok := l.level(name, cell)
	return !ok
}

// levelOf is level, and part of a diagnosis: beta thalassemia, neuroblastoma IV.
func (l *lexicon) levelOf(name, called string) (string, bool) {
	if level, ok := l.level(name, called); ok || name != "disease_group" {
		return level, ok
	}
	words := tokens(called)
	best, length := "", 0
	for form, level := range l.levels[name].of {
		if len(form) > 5 && len(form) > length && strings.Contains(strings.Join(words, ""), form) {
			best, length = level, len(form)
		}
	}
	return best, best != ""
}

// finish puts the levels in the order of the list. Codes without a meaning leave them
// in doubt; a word that no list has is a level of its own, where there are few.
func (l *lexicon) finish(v Values, byLevel map[string][]string, unknown []string, of map[string][]string) (Values,
	bool) {
	isStatus := strings.HasSuffix(v.Name, "_status")
	codes := len(byLevel) == 0
	for cell := range of {
		codes = codes && len(cell) <= 2 && strings.Trim(cell, "0123456789") == ""
	}
	switch {
	case codes && isStatus && slices.Equal(sorted(of), []string{"0", "1"}), codes && isStatus && len(of) == 1 &&
		(of["0"] != nil || of["1"] != nil):
		v.Levels = []Level{{Name: "yes", As: []string{"1"}}, {Name: "no", As: []string{"0"}}}
		why := Evidence{Code: "zero_one"}
		if v.Grade == Certain {
			why = Evidence{Code: "agrees"}
		}
		v.Evidence = append(v.Evidence, why)
		return v, true
	case codes:
		v.Grade = Doubtful
		v.Evidence = append(v.Evidence, Evidence{Code: "codes"})
		v.Levels, v.Candidates = []Level{{As: sorted(of)}}, l.levels[v.Name].names
		if isStatus {
			v.Candidates = []string{"yes", "no"}
		}
		return v, true
	}
	names := slices.Clone(l.levels[v.Name].names)
	if isStatus {
		names = []string{"yes", "no"}
	}
	same := true
	for _, name := range names {
		if as := byLevel[name]; len(as) > 0 {
			slices.Sort(as)
			v.Levels = append(v.Levels, Level{Name: name, As: as})
			same = same && slices.Equal(as, []string{name})
		}
	}
	if len(unknown) > 0 {
		v.Grade = min(v.Grade, Likely)
		l.addUnknown(&v, unknown, len(of))
	}
	if len(v.Levels) == 0 || same && (len(unknown) == 0 || isOpen(v.Name)) {
		return v, false
	}
	v.Evidence = append(v.Evidence, Evidence{"mapped", []string{count(len(of) - len(unknown)), count(len(of))}})
	return v, true
}

// isOpen says that a column has levels beyond those of its list.
func isOpen(name string) bool {
	return name == "cause_of_death" || name == "donor_type" || name == "diagnosis"
}

// addUnknown keeps what no list has as it is written, where the levels are few and
// none looks like a person's name. Of a status none is kept: it is yes or no.
func (l *lexicon) addUnknown(v *Values, unknown []string, all int) {
	quotable := all <= 15 && !strings.HasSuffix(v.Name, "_status")
	for _, cell := range unknown {
		quotable = quotable && len(cell) <= 40 && !l.isPerson(cell) && !l.mayIdentify(cell)
	}
	if !quotable {
		v.Unknown = len(unknown)
		v.Evidence = append(v.Evidence, Evidence{"unknown_levels", []string{count(len(unknown))}})
		return
	}
	for _, cell := range unknown {
		v.Levels = append(v.Levels, Level{Name: own(cell), As: []string{cell}, Own: true})
	}
	v.Evidence = append(v.Evidence, Evidence{"own_levels", []string{count(len(unknown))}})
}

// own is a level's name made of its word.
func own(cell string) string {
	name := strings.Join(tokens(cell), "_")
	if name == "" {
		return "other"
	}
	return name
}

func sorted(of map[string][]string) []string {
	var cells []string
	for cell := range of {
		cells = append(cells, cell)
	}
	slices.Sort(cells)
	return cells
}

// hasLevels says that a name of ours has levels of a list.
func (l *lexicon) hasLevels(name string) bool {
	return isClosed(l, name) && kindOf(name) != plan.Day || strings.HasSuffix(name, "_status")
}
