package layout

import (
	"slices"
	"strings"

	"graftstat/analysis/result"
	"graftstat/reports/layout/page"
)

// A shortage is what is missing for the same reason, with the endpoints that wait for it.
type shortage struct {
	reason  string
	missing []string
	// columns says that the missing can be answered by columns of their own only.
	columns bool
	waiting []waiting
	// also is what some of the endpoints lack besides the death, which all need.
	also []string
}

// waiting are endpoints of a cohort; every says that these are all it has.
type waiting struct {
	cohort string
	names  []string
	every  bool
}

const absentReason = "column_absent"

// shortages group the endpoints that are not computed by what they lack, as it
// stands in the results. The death comes before everything else: whoever lacks
// its column reads about that first.
func (b *builder) shortages() []shortage {
	var list []shortage
	for i := range b.Results.Cohorts {
		c := &b.Results.Cohorts[i]
		for j := range c.Endpoints {
			e := &c.Endpoints[j]
			if e.Reason == "" {
				continue
			}
			for _, of := range b.lackOf(c.ID, e) {
				list = addShortage(list, of, waiting{cohort: c.ID, names: []string{b.EndpointName(e)}})
			}
		}
		for k := range list {
			if n := len(list[k].waiting) - 1; n >= 0 && list[k].waiting[n].cohort == c.ID {
				list[k].waiting[n].every = len(list[k].waiting[n].names) == len(c.Endpoints)
			}
		}
	}
	return list
}

// lackOf is what one endpoint lacks, by reason; where that is the death, the
// others are but named beside it.
func (b *builder) lackOf(cohort string, e *result.Endpoint) []shortage {
	if slices.Contains(e.Missing, "death") {
		return []shortage{{reason: b.absenceReason(cohort, e, "death"), missing: []string{"death"},
			also: without(e.Missing, "death")}}
	}
	var list []shortage
	for _, name := range e.Missing {
		reason := b.absenceReason(cohort, e, name)
		i := slices.IndexFunc(list, func(s shortage) bool { return s.reason == reason })
		if i < 0 {
			i = len(list)
			list = append(list, shortage{reason: reason, columns: reason == absentReason && b.onlyColumns(cohort, e)})
		}
		list[i].missing = append(list[i].missing, name)
	}
	return list
}

// absenceReason is why a name is missing in a cohort.
func (b *builder) absenceReason(cohort string, e *result.Endpoint, name string) string {
	for _, a := range b.Results.Absent {
		if a.Cohort == cohort && a.Name == name {
			return a.Reason
		}
	}
	return e.Reason
}

// addShortage adds what one endpoint lacks to the list: columns that are absent
// by what they are, and all else by its reason.
func addShortage(list []shortage, of shortage, who waiting) []shortage {
	i := slices.IndexFunc(list, func(s shortage) bool {
		if s.reason != of.reason || s.reason == absentReason && !(s.columns && of.columns) {
			return s.reason == of.reason && slices.Equal(s.missing, of.missing)
		}
		return true
	})
	if i < 0 {
		i = len(list)
		list = append(list, shortage{reason: of.reason, columns: of.columns})
	}
	s := &list[i]
	for _, name := range of.missing {
		s.missing = page.AppendNew(s.missing, name)
	}
	for _, name := range of.also {
		s.also = page.AppendNew(s.also, name)
	}
	if n := len(s.waiting) - 1; n >= 0 && s.waiting[n].cohort == who.cohort {
		s.waiting[n].names = append(s.waiting[n].names, who.names...)
	} else {
		s.waiting = append(s.waiting, who)
	}
	return list
}

// onlyColumns reports whether all that an endpoint lacks is to be read from the
// file: the study file cannot declare it.
func (b *builder) onlyColumns(cohort string, e *result.Endpoint) bool {
	return !slices.ContainsFunc(b.Results.Absent, func(a result.Absence) bool {
		return a.Cohort == cohort && a.None && slices.Contains(e.Missing, a.Name)
	})
}

func without(names []string, name string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == name })
}

// declarable are the milestones that the study file may declare under a key of data.
func (b *builder) declarable(may func(result.Absence) bool) []string {
	var names []string
	for _, a := range b.Results.Absent {
		if may(a) {
			names = page.AppendNew(names, a.Name)
		}
	}
	return names
}

// declarations are the lines of the study file that answer what no column
// answers, and what makes each of them true.
func (b *builder) declarations() (lines, truths []string) {
	none := b.declarable(func(a result.Absence) bool { return a.None })
	if len(none) > 0 {
		lines, truths = append(lines, "none: ["+strings.Join(none, ", ")+"]"),
			append(truths, b.Words.Text("absent.nobody_had"))
	}
	unknown := b.declarable(func(a result.Absence) bool { return a.NotCollected })
	if len(unknown) > 0 {
		lines, truths = append(lines, "not_collected: ["+strings.Join(unknown, ", ")+"]"),
			append(truths, b.Words.Text("absent.nobody_knows"))
	}
	return lines, truths
}

// absentLines say on a terminal which endpoints are not computed and what to
// write: a line for each thing that is missing, each line to paste by itself.
func (b *builder) absentLines() []string {
	list := b.shortages()
	if len(list) == 0 {
		return nil
	}
	lines := []string{b.Words.Text("absent.head")}
	for _, s := range list {
		lines = append(lines, "  "+b.shortageSentence(s))
		if s.reason == absentReason && s.missing[0] == "death" {
			lines = append(lines,
				"    death: {date: HEADER_OF_THE_DATE, when: {HEADER_OF_THE_STATUS: VALUE_OF_THE_DEAD}}")
		}
		if len(s.also) > 0 {
			lines = append(lines, "  "+b.Words.Text("absent.also", strings.Join(b.missingNames(s.also), ", ")))
		}
	}
	paste, truths := b.declarations()
	if len(paste) > 0 {
		none := b.declarable(func(a result.Absence) bool { return a.None })
		lines = append(lines, b.Words.Text("absent.paste", strings.Join(b.columnsOf(none), ", ")))
	}
	for i, line := range paste {
		lines = append(lines, "  "+line+strings.Repeat(" ", longest(paste)-len(line))+"  # "+truths[i])
	}
	return lines
}

func longest(lines []string) int {
	n := 0
	for _, line := range lines {
		n = max(n, len(line))
	}
	return n
}

// absentSentences say the same in a report: a sentence for each thing that is
// missing, and one of what the study file may say instead.
func (b *builder) absentSentences() []string {
	var sentences []string
	for _, s := range b.shortages() {
		sentences = append(sentences, b.Words.Text("absent.line", b.missingWords(s), b.Words.Text("reason."+s.reason),
			b.waitingWords(s))+b.nextStep(s))
	}
	paste, truths := b.declarations()
	for i, line := range paste {
		paste[i] = b.Words.Text("absent.declared", "data: {"+line+"}", truths[i])
	}
	if len(paste) > 0 {
		sentences = append(sentences, b.Words.Text("absent.declare", strings.Join(paste, "; ")))
	}
	return sentences
}

// shortageSentence says what is missing, who waits for it and what to do.
func (b *builder) shortageSentence(s shortage) string {
	w, waits := b.Words, b.waitingWords(s)
	switch {
	case s.reason == absentReason && s.missing[0] == "death":
		return w.Text("absent.death", waits, b.columnsOf(s.missing)[0])
	case s.reason == absentReason && s.columns:
		code := "absent.columns"
		if slices.ContainsFunc(s.missing, isRecovery) {
			code = "absent.columns_or_counts"
		}
		return w.Text(code, strings.Join(b.columnsOf(s.missing), ", "), waits)
	case s.reason == absentReason:
		return w.Text("absent.without", b.missingWords(s), waits)
	case s.missing[0] == "death":
		return w.Text("absent.death_blank", waits)
	}
	return w.Text("absent.without_as", b.missingWords(s), w.Text("reason."+s.reason), waits) + b.nextStep(s)
}

// nextStep is what to do about a log that does not answer, after a space; "" where
// the reason has no such step.
func (b *builder) nextStep(s shortage) string {
	code := "absent.next_" + s.reason
	if _, ok := b.Words.Find(code); !ok {
		return ""
	}
	line := ""
	for _, a := range b.Results.Absent {
		if a.Reason == s.reason {
			line = a.Write
		}
	}
	return " " + b.Words.Text(code, line)
}

// isRecovery reports whether counts can tell a milestone.
func isRecovery(name string) bool {
	return name == "neutrophil_engraftment" || strings.HasPrefix(name, "platelet_engraftment")
}

// columnsOf are the headers that answer milestones; a column of its own stands as it is.
func (b *builder) columnsOf(names []string) []string {
	suffix := "_date"
	if b.Results.AsOf == "" {
		suffix = "_day"
	}
	columns := slices.Clone(names)
	for i, name := range columns {
		if _, ok := b.Words.Find("milestone." + name); ok {
			columns[i] += suffix
		}
	}
	return columns
}

func (b *builder) missingNames(names []string) []string {
	words := make([]string, len(names))
	for i, name := range names {
		words[i] = b.MissingName(name)
	}
	return words
}

func (b *builder) missingWords(s shortage) string {
	return strings.Join(b.missingNames(s.missing), ", ")
}

// waitingWords name the endpoints that lack something. Where a study has one
// cohort its name is not said again, and the names of all are one word.
func (b *builder) waitingWords(s shortage) string {
	var parts []string
	for _, of := range s.waiting {
		code, names := "absent.cohort", strings.Join(of.names, ", ")
		if of.every && len(of.names) > 1 {
			names = b.Words.Text("absent.every")
		}
		if len(b.Results.Cohorts) == 1 {
			code = "absent.one_cohort"
		}
		parts = append(parts, b.Words.Text(code, names, b.CohortName(of.cohort)))
	}
	return strings.Join(parts, "; ")
}
