package main

import (
	"fmt"
	"strconv"
	"strings"

	"graftstat/analysis/proposal"
	"graftstat/reports/studyfile"
)

// show shows a question, five cells, why it is asked, and the answers by number.
func (s *asking) show(q proposal.Question, cost proposal.Cost) {
	n, of := s.i.Progress()
	fmt.Fprintln(s.stdout)
	s.print(s.say("Question %d of %d: %s", n, of, s.asked(q)))
	if file, header, cells := s.i.Cells(q, shownCells); len(cells) > 0 {
		s.print(s.say("  %s, column \"%s\":", file, header))
		for _, c := range cells {
			s.print(s.say("    row %d: %s", c.Line, c.Text))
		}
	}
	if why := studyfile.Reasons(s.words, q.Evidence); why != "" {
		s.print(s.say("  Why: %s", why))
	}
	for i, option := range q.Options {
		fmt.Fprintf(s.stdout, "  %d  %s\n", i+1, s.option(q, option))
	}
	if q.MayBeNone {
		fmt.Fprintf(s.stdout, "  0  %s\n", s.none(q, cost))
	}
}

// asked is the question itself.
func (s *asking) asked(q proposal.Question) string {
	about := s.label(q.Subject)
	switch q.Kind {
	case proposal.AskSetting:
		return s.askedOfSetting(q.Subject)
	case proposal.AskColumn:
		return s.say("what is the column \"%s\"?", q.Header)
	case proposal.AskAlso:
		return s.say("does the column \"%s\" also tell %s?", q.Header, about)
	case proposal.AskConstant:
		return s.say("what do all rows of %s have as %s?", q.File, about)
	case proposal.AskBoxes:
		return s.say("do the boxes that begin with \"%s\" tell %s?", q.Header, about)
	case proposal.AskMilestone:
		if len(q.Options) == 1 && q.Options[0] == proposal.Take {
			return s.say("does the column \"%s\" tell %s?", q.Header, about)
		}
		return s.say("which code of the column \"%s\" says that %s happened?", q.Header, about)
	case proposal.AskFlags:
		return s.say("which code of the column \"%s\" (%s) is yes?", q.Header, about)
	case proposal.AskCode, proposal.AskLevel:
		return s.say("what is \"%s\" in the column \"%s\" (%s)?", q.Text, q.Header, about)
	case proposal.AskUnit:
		return s.say("in which unit is %s?", about)
	case proposal.AskWord:
		return s.askedOfWord(q)
	}
	return s.say("is the cohort %s to be reported?", q.Subject)
}

func (s *asking) askedOfSetting(key string) string {
	switch key {
	case "dates":
		return s.say("in which order are day and month written?")
	case "decimal":
		return s.say("which sign stands before decimals?")
	case "encoding":
		return s.say("in which encoding are the text files?")
	case "time_unit":
		return s.say("in which unit are times?")
	}
	return s.say("which day closes the data?")
}

func (s *asking) askedOfWord(q proposal.Question) string {
	switch q.Subject {
	case "missing":
		return s.say("does \"%s\" mean that it is not known?", q.Text)
	case "never":
		return s.say("does \"%s\" mean that it did not happen?", q.Text)
	}
	return s.say("are rows that begin with \"%s\" no cases?", q.Text)
}

// option is an answer as it stands behind its number.
func (s *asking) option(q proposal.Question, option string) string {
	switch {
	case option == proposal.Take, option == "yes":
		return s.say("yes")
	case q.Kind == proposal.AskLevel && option == q.Options[0]:
		return s.say("a level of its own, kept as it is written")
	case q.Kind == proposal.AskColumn:
		return s.label(option)
	case option == "dmy":
		return s.say("day, month, year")
	case option == "mdy":
		return s.say("month, day, year")
	case option == "comma":
		return s.say("a comma")
	case option == "no":
		return s.say("no")
	}
	if label, ok := s.words.Find("level." + q.Subject + "." + option); ok {
		return fmt.Sprintf("%s (%s)", option, label)
	}
	return option
}

// label is a name of ours with what it means, where there is a text of it.
func (s *asking) label(name string) string {
	for _, code := range []string{"column.", "milestone."} {
		if label, ok := s.words.Find(code + name); ok {
			return fmt.Sprintf("%s (%s)", name, label)
		}
	}
	for _, form := range []string{"_date", "_day", "_status"} {
		milestone, cut := strings.CutSuffix(name, form)
		if label, ok := s.words.Find("milestone." + milestone); ok && cut {
			return fmt.Sprintf("%s (%s)", name, label)
		}
	}
	return name
}

// none is the answer that leaves out what is asked about, with what it costs.
func (s *asking) none(q proposal.Question, cost proposal.Cost) string {
	var lost []string
	for _, id := range cost.Endpoints {
		if label, ok := s.words.Find("endpoint." + id); ok {
			id = label
		}
		lost = append(lost, id)
	}
	text := s.say("none of these")
	if len(q.Options) == 1 && q.Options[0] == proposal.Take {
		text = s.say("no")
	}
	if len(lost) > 0 {
		text += "; " + s.say("not computed without it: %s", strings.Join(lost, ", "))
	}
	if len(cost.Cohorts) > 0 {
		text += "; " + s.say("no report of the cohort without it: %s", strings.Join(cost.Cohorts, ", "))
	}
	for _, name := range cost.Compared {
		text += "; " + s.say("not compared without it: %s", s.label(name))
	}
	if q.Kind == proposal.AskCode || q.Kind == proposal.AskLevel {
		return text + "; " + s.say("the rows with it count as not known")
	}
	if len(lost)+len(cost.Cohorts)+len(cost.Compared) == 0 {
		text += "; " + s.say("no endpoint is lost")
	}
	return text
}

// prompt asks for an answer.
func (s *asking) prompt(q proposal.Question) string {
	enter := "0"
	for i, option := range q.Options {
		if option == q.Proposed {
			enter = strconv.Itoa(i + 1)
		}
	}
	if q.MayBeDate && enter == "0" {
		enter = q.Proposed
	}
	if q.MayBeDate {
		return s.say("A number or a day as 2026-10-31 (Enter = %s, b = back, q = quit): ", enter)
	}
	if enter == "0" && !q.MayBeNone {
		return s.say("A number (b = back, q = quit): ")
	}
	return s.say("A number (Enter = %s, b = back, q = quit): ", enter)
}
