package proposal

import (
	"slices"
	"strings"

	"graftstat/analysis/casefile"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// A part is a table while it is judged.
type part struct {
	*Table
	role     Role // "" where it is none
	why      Evidence
	evidence []Evidence
	grade    Grade
	columns  []*column
	wide     plan.Wide
	log      map[string]*column // of a log: its columns by our names
	set      []Constant
}

// roleOf says what a table is. Logs are asked first: a log may carry columns of its
// cases.
func (l *lexicon) roleOf(t *Table, d Dictionary) *part {
	p := &part{Table: t, columns: l.columnsOf(t, d), grade: Certain, log: map[string]*column{}}
	hasID := slices.ContainsFunc(p.columns, func(c *column) bool { return c.name == "case_id" || c.name == "patient_id" })
	l.findLog(p)
	isTimed := p.log["date"] != nil || p.log["day"] != nil
	kind := func(name string) *column { return p.log[name] }
	byWords := func(role Role, name string) {
		p.role, p.evidence = role, []Evidence{{Code: "log_levels", Args: []string{kind(name).header}}}
	}
	forward := kind(registry.Forward)
	switch {
	case hasID && l.isWide(p):
		p.role, p.evidence = Counts, []Evidence{{Code: "wide"}}
	case hasID && isTimed && kind("product") != nil && l.knows("product", kind("product")):
		byWords(Transfusions, "product")
	case hasID && isTimed && kind("titre") != nil && (kind("antibody") != nil || kind("titre").titres > 0):
		byWords(Titres, "titre")
	case hasID && isTimed && kind("score") != nil && kind("instrument") != nil:
		byWords(Scores, "instrument")
	case hasID && isTimed && kind("value") != nil && kind("test") != nil && l.knows("test", kind("test")):
		byWords(Counts, "test")
	case hasID && isTimed && forward != nil && !isCases(p) && nearlyAll(forward.abo, forward.filled):
		byWords(Typing, registry.Forward)
	case hasID && isTimed && !isCases(p) && kind(registry.Skin) != nil && kind(registry.Liver) != nil:
		byWords(GVHD, registry.Skin)
	case isCases(p):
		p.role = Cases
		p.evidence = []Evidence{{Code: "cases_columns", Args: []string{count(named(p.columns))}}}
	case l.testColumns(p) >= 2:
		p.why = Evidence{Code: "column_a_test"}
	default:
		p.why = Evidence{Code: "no_role"}
	}
	return p
}

// findLog looks for the columns that a log has.
func (l *lexicon) findLog(p *part) {
	for _, c := range p.columns {
		short, _ := withoutBrackets(c.header)
		for _, k := range append(slices.Clone(l.logs[fold(c.header)]), l.logs[fold(short)]...) {
			fits := true
			switch k.name {
			case "date":
				fits = c.areDates() || c.maySerials()
			case "day", "value", "score":
				fits = c.numbers > 0 && !c.areDates()
			case "titre":
				fits = c.titres+c.numbers > 0
			}
			if fits && p.log[k.name] == nil {
				p.log[k.name] = c
			}
		}
	}
}

// knows says that most cells of a column are levels of a list, as a whole.
func (l *lexicon) knows(name string, c *column) bool {
	known := 0
	for cell, n := range c.distinct {
		if _, ok := l.level(name, cell); ok {
			known += n
		}
	}
	return known*10 >= c.filled*5 && known > 0
}

// wideNames are what may stand before the day in the header of a column a day.
func wideNames() []string { return []string{"", "n", "d", "day", "ngay", "t", "dayplus", "ngayn", "j"} }

// isWide says that a table has a column a day, under a header that says so.
func (l *lexicon) isWide(p *part) bool {
	w := casefile.LooksWide(p.Header)
	before, _, _ := strings.Cut(w.Day, "{day}")
	if !w.Date && (w.Day == "" || !slices.Contains(wideNames(), fold(before))) {
		return false
	}
	p.wide = w
	for _, c := range p.columns {
		if l.knows("test", c) && c.areFew() && c.numbers*2 < c.filled {
			p.wide.Test = c.header
			p.log["test"] = c
		}
	}
	return true
}

// isCases says that a row of the table may be a case.
func isCases(p *part) bool {
	has := func(name string) bool { return find(p.columns, name) != nil }
	timed := has("transplant_date") || has("survival_time") || has("last_contact_day") || has("death_day")
	followed := has("last_contact_date") || has("death_date") || has("survival_status") || has("death_status") ||
		has("last_contact_day") || has("survival_time")
	return timed && (followed || named(p.columns) >= 5)
}

func named(columns []*column) int {
	n := 0
	for _, c := range columns {
		if c.name != "" {
			n++
		}
	}
	return n
}

// testColumns counts columns whose header is a test of the blood.
func (l *lexicon) testColumns(p *part) int {
	n := 0
	for _, c := range p.columns {
		short, _ := withoutBrackets(c.header)
		if _, ok := l.levels["test"].of[foldCell(short)]; ok && c.areNumbers() {
			n++
		}
	}
	return n
}
