package main

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"graftstat/analysis/result"
)

// headings of the texts for a paper, with the one that follows.
var paperHeadings = map[string][3]string{
	"en": {"Textofthemethods", "Textoftheresults", "Patientcharacteristics"},
	"vi": {"Đoạnvănphươngpháp", "Đoạnvănkếtquả", "Đặcđiểmbệnhnhi"},
}

// paper compares the texts and the tables for a paper.
func (g *gathered) paper() {
	heads := paperHeadings[g.language]
	pages := g.texts["appendix."+g.language+".pdf"]
	methods, results := section(pages, heads[0], heads[1]), section(pages, heads[1], heads[2])
	if g.same("texts for a paper", methods != "" && results != "", true); results == "" {
		return
	}
	g.methods(methods)
	said := &sentences{g, "results", results}
	for i := range g.results.Cohorts {
		c := &g.results.Cohorts[i]
		said.patients(c)
		said.outcomes(c)
		said.comparisons(c)
		said.models(c)
	}
	g.comparedTables()
	g.modelTables()
	g.table1()
}

// section is the text from the second place of a heading, the first being in the contents, to another.
func section(text, from, to string) string {
	for range 2 {
		_, text, _ = strings.Cut(text, from)
	}
	part, _, _ := strings.Cut(text, to)
	return part
}

// methods compares the closing date and the rules of the milestones that logs give.
func (g *gathered) methods(text string) {
	s := &sentences{g, "methods", text}
	s.say("closing date", map[string]string{"en": "31October2026", "vi": "31/10/2026"}[g.language])
	rules := map[string]string{}
	for _, rule := range g.results.Study.Rules {
		rules[rule.Rule+" "+rule.Key] = rule.Value
	}
	for _, keys := range [][]string{
		{"neutrophil_engraftment consecutive", "neutrophil_engraftment at_least"},
		{"platelet_engraftment consecutive", "platelet_engraftment transfusion_free_days"},
		{"transfusion_independence window_days"}, {"graft_failure day", "graft_failure day_cord"},
	} {
		var values []string
		for _, key := range keys {
			values = append(values, rules[key])
		}
		if len(g.results.Inputs) > 1 {
			s.say(strings.Join(keys, ", "), numbersApart(values...))
		}
	}
}

// sentences are a text for a paper, read from the beginning to the end: each
// number is looked for after the one before, so that another's is not taken for it.
type sentences struct {
	*gathered
	name, rest string
}

// say looks for the next place with some numbers.
func (s *sentences) say(where, pattern string) {
	s.kind = s.name
	at := regexp.MustCompile(pattern).FindStringIndex(s.rest)
	s.same(s.name+" of a paper, "+where+": "+pattern, at != nil, true)
	if at != nil {
		s.rest = s.rest[at[1]:]
	}
}

// numbersApart are numbers with text between them.
func numbersApart(numbers ...string) string {
	var quoted []string
	for _, number := range numbers {
		quoted = append(quoted, regexp.QuoteMeta(number))
	}
	return `(?:^|[^\d.]|\D\.)` + strings.Join(quoted, `\D+`) + `(?:\D|$)`
}

func (s *sentences) patients(c *result.Cohort) {
	f := c.FollowUp
	s.say(c.ID+" patients", numbersApart(strconv.Itoa(c.Patients)))
	var status []string // what is of nobody is not said
	for _, n := range []int{f.Alive, f.Dead, f.Unknown} {
		if n > 0 {
			status = append(status, strconv.Itoa(n))
		}
	}
	s.say(c.ID+" vital status", numbersApart(status...))
	tenths := func(x result.Number) string { return strconv.FormatFloat(float64(x), 'f', 1, 64) }
	if !f.Median.IsMissing() {
		s.say(c.ID+" follow-up", numbersApart(tenths(f.Said.Median.Value)))
	}
	if !f.Min.IsMissing() {
		s.say(c.ID+" follow-up of those alive",
			numbersApart(strconv.Itoa(f.Alive), tenths(f.Said.Min.Value), tenths(f.Said.Max.Value)))
	}
}

// withInterval is an estimate with its interval: 63%(95%CI43–79%).
func withInterval(p result.Point, n int) string {
	estimate, interval := estimated(p, n)
	return regexp.QuoteMeta(estimate) + `\(\D{0,6}95%\D{0,8}` + regexp.QuoteMeta(interval) + `\)`
}

func (s *sentences) outcomes(c *result.Cohort) {
	for _, e := range c.Endpoints {
		at, ok := headlineOf(e)
		if !ok {
			continue
		}
		all := e.Groups[0]
		asked := `\d`
		if at.Unit != "days" {
			asked = `(?:^|\D)` + digits(result.Number(at.Asked))
		}
		s.say(c.ID+" "+e.ID, asked+`\D*`+withInterval(at.Point, all.Cases)+`\D*`+
			numbersApart(strconv.Itoa(at.Events), strconv.Itoa(all.Cases), strconv.Itoa(at.AtRisk)))
		if d := all.DaysToEvent; d != nil && d.N > 0 && d.InDays == nil {
			s.say(c.ID+" "+e.ID+" days", numbersApart(digits(d.Median), digits(d.Min), digits(d.Max),
				strconv.Itoa(d.N)))
		}
	}
}

// headlineOf is the estimate of the whole cohort that the first page has.
func headlineOf(e result.Endpoint) (result.Estimate, bool) {
	if len(e.Groups) > 0 {
		for _, at := range e.Groups[0].At {
			if at.Headline && !at.Estimate.IsMissing() {
				return at, true
			}
		}
	}
	return result.Estimate{}, false
}

// maxCompared is the number of endpoints of a comparison that the text names.
const maxCompared = 4

func (s *sentences) comparisons(c *result.Cohort) {
	told := map[string]int{}
	for _, e := range c.Endpoints {
		at, ok := headlineOf(e)
		if !ok {
			continue
		}
		columns, groups := groupsBy(e)
		for _, by := range columns {
			p := testOf(e, by)
			if p.IsMissing() || told[by] == maxCompared {
				continue
			}
			told[by]++
			for _, group := range groups[by] {
				for _, x := range group.At {
					if x.Time == at.Time && !x.Estimate.IsMissing() {
						s.say(c.ID+" "+e.ID+" by "+by+" "+group.Group, withInterval(x.Point, group.Cases)+
							`[^()]*(\([^()]*\)[^()]*)?\(n=`+strconv.Itoa(group.Cases)+`\)`)
					}
				}
			}
			s.say(c.ID+" "+e.ID+" by "+by, `^\(\D*`+regexp.QuoteMeta(pValue(p))+`\)`)
		}
	}
}

// testOf is the p of the first test of all groups that has one.
func testOf(e result.Endpoint, by string) result.Number {
	for _, test := range e.Tests {
		if test.By == by && !test.Pair && !test.P.IsMissing() {
			return test.P
		}
	}
	return result.Missing()
}

func pValue(p result.Number) string {
	switch {
	case p < 0.001:
		return "p<0.001"
	case p > 0.999:
		return "p>0.999"
	}
	return "p=" + strconv.FormatFloat(float64(p), 'f', 3, 64)
}

const maxTerms = 6

func (s *sentences) models(c *result.Cohort) {
	for _, u := range s.results.Paper.Univariable {
		m := u.Multivariable
		if u.Cohort != c.ID || m == nil || m.Status != "ok" {
			continue
		}
		where := c.ID + " " + u.Endpoint + " " + string(u.Kind)
		s.say(where, numbersApart(strconv.Itoa(m.Cases), strconv.Itoa(m.Events)))
		for _, term := range m.Terms[:min(len(m.Terms), maxTerms)] {
			if term.Reason == "not_estimable" {
				continue
			}
			ratio, limits := hazardRatio(term)
			pattern := `(?:^|[^\d.]|\D\.)` + regexp.QuoteMeta(ratio) + `\(\D{0,6}95%\D{0,8}` + regexp.QuoteMeta(limits)
			if !term.P.IsMissing() {
				pattern += ";" + regexp.QuoteMeta(pValue(term.P))
			}
			s.say(where+" "+term.Term, pattern+`\)`)
		}
	}
}

func hazardRatio(t result.Term) (ratio, limits string) {
	hundredths := func(x result.Number) string { return strconv.FormatFloat(float64(x), 'f', 2, 64) }
	return hundredths(t.HR), hundredths(t.HRLower) + "–" + hundredths(t.HRUpper)
}

// comparedTables compares the groups side by side, or a line each.
func (g *gathered) comparedTables() {
	g.kind = "paper table"
	for _, c := range g.results.Cohorts {
		said := map[string]string{} // of a column: the whole table, a row a line
		for _, e := range c.Endpoints {
			if len(e.Groups) == 0 {
				continue
			}
			columns, groups := groupsBy(e)
			for _, by := range columns {
				if rows := g.rows("comparison-" + c.ID + "-" + e.ID + "-" + by); len(rows) > 0 {
					g.groupLines(c.ID+" "+e.ID+" by "+by, rows, groups[by])
				} else if _, read := said[by]; !read {
					said[by] = joined(g.rows("comparison-" + c.ID + "-" + by))
				}
				if said[by] != "" && len(groups[by]) > 1 {
					said[by] = g.sideBySide(c.ID+" "+e.ID+" by "+by, said[by], groups[by])
				}
			}
		}
	}
}

func joined(rows [][]string) string {
	var lines strings.Builder
	for _, row := range rows {
		lines.WriteString(strings.Join(row, "|") + "\n")
	}
	return lines.String()
}

// atRisk is an estimate as a comparison has it.
func atRisk(at result.Estimate, n int) string {
	if at.Estimate.IsMissing() {
		return "–"
	}
	estimate, interval := estimated(at.Point, n)
	return fmt.Sprintf("%s(%s)[%d]", estimate, interval, at.AtRisk)
}

func (g *gathered) groupLines(where string, rows [][]string, groups []result.Group) {
	g.same(where+", lines", len(rows), len(groups))
	for i, group := range groups[:min(len(rows), len(groups))] {
		want := []string{fmt.Sprintf("%d/%d", group.Events, group.Cases)}
		for k := range rows[i][2:] {
			want = append(want, atRisk(group.At[k], group.Cases))
		}
		g.same(where+" "+group.Group, strings.Join(rows[i][1:], "|"), strings.Join(want, "|"))
	}
}

// sideBySide looks for the row of the events and for that of each time, and gives the
// table below them: endpoints stand in one order everywhere.
func (g *gathered) sideBySide(where, table string, groups []result.Group) string {
	var events []string
	for _, group := range groups {
		events = append(events, fmt.Sprintf("%d/%d", group.Events, group.Cases))
	}
	line := "|" + strings.Join(events, "|")
	g.holds("comparison "+where, table, line)
	_, below, found := strings.Cut(table, line)
	if !found {
		return table
	}
	for k := range groups[0].At {
		row, known := "", false
		for _, group := range groups {
			at := result.Estimate{Point: result.Point{Estimate: result.Missing()}}
			if k < len(group.At) {
				at = group.At[k]
			}
			known = known || !at.Estimate.IsMissing()
			row += "|" + atRisk(at, group.Cases)
		}
		if known {
			g.holds("comparison "+where, below, row)
		}
	}
	return below
}

// modelTables compares the ratios of each term, alone and together.
func (g *gathered) modelTables() {
	g.kind = "paper table"
	for _, u := range g.results.Paper.Univariable {
		id := "univariable-" + u.Cohort + "-" + u.Endpoint + "-" + string(u.Kind)
		table := joined(g.rows(id))
		var terms []result.Term
		for _, row := range u.Rows {
			terms = append(terms, row.Model.Terms...)
		}
		if u.Multivariable != nil && u.Multivariable.Status == "ok" {
			terms = append(terms, u.Multivariable.Terms...)
		}
		for _, term := range terms {
			if term.Reason != "not_estimable" && !term.HRLower.IsMissing() {
				ratio, limits := hazardRatio(term)
				g.holds(id+" "+term.Term, table, "|"+ratio+"("+limits+")|")
			}
		}
	}
}

// table1 compares the patients of each group, the medians and the levels.
func (g *gathered) table1() {
	g.kind = "paper table"
	for _, t := range g.results.Paper.Table1 {
		id := "table1-" + t.Cohort
		if t.By != "" {
			id += "-" + t.By
		}
		table := joined(g.rows(id))
		head := glued(htmlTag.ReplaceAllString(htmlRow.FindString(g.text("tables/LANG/"+id+".html")), ""))
		for _, group := range t.Groups {
			g.holds(id, head, fmt.Sprintf("(n=%d)", group.N))
		}
		for _, row := range t.Rows {
			if row.Cells[0].Kind == "number" {
				continue
			}
			for k := range row.Cells[0].Levels {
				want := ""
				for _, cell := range row.Cells {
					n := 0
					for _, level := range cell.Levels {
						if level.Level == row.Cells[0].Levels[k].Level {
							n = level.N
						}
					}
					want += fmt.Sprintf("|%d(%s%%)", n, percent(float64(n)/float64(max(cell.N, 1)), cell.N))
				}
				g.holds(id+" "+row.Column, table, want)
			}
		}
	}
}
