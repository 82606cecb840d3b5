package proposal

import (
	"slices"
	"strings"

	"graftstat/analysis/plan"
)

// A match is a name of ours that a header may mean.
type match struct {
	known
	form  string // of a milestone: date, day, status; "" where the header says none
	whole bool   // by the whole header, not by a part of it
	words string // the part
}

// matches are the names that a header may mean, whole ones alone where there are any.
func (l *lexicon) matches(header string) []match {
	var found []match
	short, _ := withoutBrackets(header)
	for _, text := range []string{header, short} {
		for _, k := range l.columns[fold(text)] {
			found = append(found, match{known: k, whole: true})
		}
		if m, ok := l.milestone(text); ok {
			found = append(found, m...)
		}
		if len(found) > 0 {
			return found
		}
	}
	return l.parts(tokens(short))
}

// milestone reads a header as a milestone beside words of its date, time or status.
func (l *lexicon) milestone(header string) ([]match, bool) {
	type rest struct {
		words []string
		form  string
	}
	all := tokens(header)
	rests := []rest{{all, ""}}
	for _, f := range l.forms {
		if at := indexOf(all, f.words); at >= 0 && len(f.words) < len(all) {
			less := without(all, at, len(f.words))
			rests = append(rests, rest{less, f.is})
			for _, g := range l.forms {
				if at := indexOf(less, g.words); at >= 0 && len(g.words) < len(less) {
					rests = append(rests, rest{without(less, at, len(g.words)), f.is})
				}
			}
		}
	}
	for _, r := range rests {
		for _, words := range [][]string{r.words, l.withoutSmall(r.words)} {
			var found []match
			for _, k := range l.milestones[strings.Join(words, "")] {
				found = append(found, match{known: k, form: r.form, whole: true})
			}
			if k, ok := l.formed[strings.Join(words, "")]; ok && r.form != "" && r.form != "status" &&
				(k.isMilestone || r.form == "date") {
				found = append(found, match{known: k, form: r.form, whole: true})
			}
			if len(found) > 0 {
				return found, true
			}
		}
	}
	return nil, false
}

func (l *lexicon) withoutSmall(words []string) []string {
	for _, small := range l.small {
		if at := indexOf(words, small); at >= 0 && len(small) < len(words) {
			return l.withoutSmall(without(words, at, len(small)))
		}
	}
	return words
}

// parts are the names of which the longest part of a header has one.
func (l *lexicon) parts(words []string) []match {
	var found []match
	for _, p := range l.phrases {
		part := strings.Join(p.words, " ")
		if len(found) > 0 && len(part) < len(found[0].words) {
			break
		}
		if indexOf(words, p.words) < 0 || slices.ContainsFunc(found, func(m match) bool { return m.name == p.name }) {
			continue
		}
		m := match{known: p.known, words: part}
		if p.isMilestone {
			for _, f := range l.forms {
				if indexOf(words, f.words) >= 0 && indexOf(p.words, f.words) < 0 {
					m.form = f.is
					break
				}
			}
		}
		found = append(found, m)
	}
	return found
}

// trap is the code of what a header means that is none of ours; "" if it has no such
// word.
func (l *lexicon) trap(header string) string {
	words := tokens(header)
	for _, t := range l.traps {
		if indexOf(words, t.words) >= 0 {
			return t.is
		}
	}
	return ""
}

// A reading is a match together with what the cells say.
type reading struct {
	name     string
	grade    Grade
	evidence []Evidence
}

// read judges a match by the cells: the name of ours with its kind, and how sure.
func (l *lexicon) read(m match, header string, f facts) reading {
	r := reading{name: m.name, grade: Certain, evidence: []Evidence{{Code: "name_" + m.from}}}
	if !m.whole {
		r.grade, r.evidence = Likely, []Evidence{{Code: "part", Args: []string{m.words}}}
	}
	if m.isMilestone {
		return l.readMilestone(m, r, f)
	}
	if f.isBlank() {
		return r.blank(m)
	}
	if strings.HasSuffix(m.name, "_status") {
		return l.asStatus(r, f)
	}
	switch kindOf(m.name) {
	case plan.Day:
		return r.asDates(f)
	case plan.Number:
		return r.asNumbers(f)
	case plan.Category:
		return l.asCategory(r, f)
	}
	return r
}

// blank is a reading of a column without a cell: by our own name it is certain.
func (r reading) blank(m match) reading {
	if m.from == "ours" {
		return r.and("blank")
	}
	return r.lower(Likely, "blank")
}

func kindOf(name string) plan.ColumnKind {
	for _, c := range plan.Columns() {
		if c.Name == name {
			return c.Kind
		}
	}
	return ""
}

// lower takes a reading down to a grade, for a reason.
func (r reading) lower(to Grade, code string, args ...string) reading {
	r.grade = min(r.grade, to)
	r.evidence = append(r.evidence, Evidence{code, args})
	return r
}

func (r reading) and(code string, args ...string) reading { return r.lower(Certain, code, args...) }

func (r reading) asDates(f facts) reading {
	switch {
	case f.areDates():
		return r.and("dates", count(f.dates.Read), count(f.rest()))
	case f.maySerials():
		return r.lower(Likely, "serials", count(f.dates.Serials))
	case f.never == f.filled:
		return r.lower(Likely, "never_only")
	}
	return r.lower(Doubtful, "no_dates", count(f.rest()-f.dates.Read), count(f.rest()))
}

func (r reading) asNumbers(f facts) reading {
	isTitre := strings.HasPrefix(r.name, "titre_")
	switch {
	case isTitre && nearlyAll(f.titres+f.numbers, f.rest()):
		return r
	case f.areDates():
		return r.lower(Doubtful, "no_numbers", count(f.rest()-f.numbers), count(f.rest()))
	case r.name == "age_years" && f.areStandardised():
		return r.lower(Doubtful, "standardised")
	case f.areNumbers():
		return r.and("numbers", count(f.numbers), count(f.rest()))
	}
	return r.lower(Doubtful, "no_numbers", count(f.rest()-f.numbers), count(f.rest()))
}

func (l *lexicon) asCategory(r reading, f facts) reading {
	switch {
	case f.areDates():
		return r.lower(Doubtful, "no_levels")
	case strings.HasSuffix(r.name, "_abo") && nearlyAll(f.abo, f.rest()):
		return r.and("abo", count(f.abo), count(f.rest()))
	case strings.HasSuffix(r.name, "_abo"):
		return r.lower(Doubtful, "no_abo", count(f.rest()-f.abo), count(f.rest()))
	case r.name == "conditioning" && l.areLevels("conditioning_intensity", f):
		r.name = "conditioning_intensity"
		return r.lower(Likely, "levels", count(f.filled), count(f.filled))
	case r.name == "diagnosis" || !isClosed(l, r.name):
		return r
	}
	known := 0
	for cell, n := range f.distinct {
		if _, ok := l.level(r.name, cell); ok {
			known += n
		}
	}
	switch {
	case nearlyAll(known, f.filled):
		return r.and("levels", count(known), count(f.filled))
	case f.areCodes() || known > 0:
		return r
	}
	return r.lower(Likely, "few_known", count(known), count(f.filled))
}

// asStatus takes words for yes and no; 0 and 1 only with a mark, other codes never.
func (l *lexicon) asStatus(r reading, f facts) reading {
	switch {
	case f.areFlags():
		return r.lower(Likely, "zero_one")
	case strings.HasPrefix(r.name, "survival_"):
		return r
	case l.areYesNo(strings.TrimSuffix(r.name, "_status"), f):
		return r.and("two_levels")
	}
	return r.lower(Doubtful, "codes")
}

// areLevels says that every cell is a level of a list.
func (l *lexicon) areLevels(name string, f facts) bool {
	for cell := range f.distinct {
		if _, ok := l.level(name, cell); !ok {
			return false
		}
	}
	return f.filled > 0
}

func isClosed(l *lexicon, name string) bool {
	_, ok := l.levels[name]
	return ok
}

// readMilestone takes the kind of a milestone's column from its cells, and its header.
func (l *lexicon) readMilestone(m match, r reading, f facts) reading {
	isLog := strings.HasSuffix(m.name, "_complete_to")
	switch {
	case f.isBlank() && (m.form == "date" || m.form == ""):
		r.name += "_date"
		return r.blank(m)
	case f.isBlank():
		r.name += "_" + m.form
		return r.blank(m)
	case f.areDates() || m.form == "date" && f.maySerials():
		r.name += "_date"
		if m.form == "status" || m.form == "day" {
			r = r.lower(Likely, "form", m.form)
		}
		return r.asDates(f)
	case m.form == "date" && f.never == f.filled:
		r.name += "_date"
		return r.lower(Likely, "never_only")
	case l.areGrades(m.name, f) && m.form != "status":
		return reading{name: gradeOf(m.name), grade: Likely, evidence: append(r.evidence, Evidence{Code: "grades"})}
	case l.areYesNo(m.name, f) && !isLog:
		r.name += "_status"
		return r.and("two_levels")
	case f.areFlags():
		r.name += "_status"
		return r.lower(Likely, "zero_one")
	case f.areCodes() && m.form != "day" && m.form != "date" && len(f.distinct) <= 3:
		r.name += "_status"
		return r.lower(Doubtful, "codes")
	case f.areNumbers() && f.least >= 0:
		r.name += "_day"
		if m.form != "day" {
			return r.lower(Likely, "numbers_days", count(f.numbers), count(f.rest()))
		}
		return r.and("numbers", count(f.numbers), count(f.rest()))
	case f.never == f.filled:
		r.name += "_date"
		return r.lower(Likely, "never_only")
	}
	r.name += "_date"
	return r.lower(Doubtful, "no_dates", count(f.rest()-f.dates.Read), count(f.rest()))
}

func gradeOf(milestone string) string {
	if milestone == "chronic_gvhd" {
		return "chronic_gvhd_severity"
	}
	return "acute_gvhd_grade"
}

// areGrades says that cells are grades of GVHD, more than whether there was any.
func (l *lexicon) areGrades(milestone string, f facts) bool {
	if milestone != "acute_gvhd" && milestone != "chronic_gvhd" {
		return false
	}
	known, some := 0, false
	for cell, n := range f.distinct {
		level, ok := l.level(gradeOf(milestone), cell)
		if ok {
			known += n
		}
		some = some || ok && level != "0" && level != "none" && cell != "1"
	}
	return some && nearlyAll(known, f.filled)
}

// areYesNo says that the cells are words for yes and no, or dead and alive.
func (l *lexicon) areYesNo(milestone string, f facts) bool {
	known := 0
	for cell, n := range f.distinct {
		if _, ok := l.level(milestone+"_status", cell); ok {
			known += n
		}
	}
	return nearlyAll(known, f.filled)
}

// level is our level of a cell of a column.
func (l *lexicon) level(name, cell string) (string, bool) {
	key := foldCell(cell)
	for _, list := range []string{name, "yes_no"} {
		if list == "yes_no" && !strings.HasSuffix(name, "_status") &&
			!slices.Contains([]string{"rbc_depletion", "phlebotomy", "chelation"}, name) {
			continue
		}
		if level, ok := l.levels[list].of[key]; ok {
			return level, true
		}
	}
	return "", false
}
